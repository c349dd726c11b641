//! "How far does the hidden part go?" Rows and letter columns that a file hides as ranges.
//!
//! In: ranges as files write them, and the last line that holds anything. Out: the hidden lines one by one, ascending. It reads nothing.

/// Letter columns of the smallest sheet there is, that of old workbooks.
pub(super) const SMALLEST_WIDTH: u32 = 256;
/// Rows of the smallest sheet there is.
pub(super) const SMALLEST_HEIGHT: u32 = 65_536;

/// The lines of `ranges`, whose ends are both included.
///
/// What goes beyond the `smallest` sheet is the rest of a sheet, hidden as one: it hides nothing behind the last used line.
pub(super) fn lines(ranges: &[(u32, u32)], smallest: u32, used: u32) -> Vec<u32> {
    let end = |to: u32| if to < smallest - 1 { to } else { to.min(used) };
    let mut lines: Vec<u32> = ranges.iter().flat_map(|(from, to)| *from..=end(*to)).collect();
    lines.sort_unstable();
    lines.dedup();
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_of_a_sheet_ends_with_its_cells_and_other_ranges_where_they_say() {
        assert_eq!(lines(&[(8, 9), (3, 5), (5, 5)], SMALLEST_WIDTH, 2), [3, 4, 5, 8, 9]);
        assert_eq!(lines(&[(1, 1), (3, 255)], SMALLEST_WIDTH, 5), [1, 3, 4, 5]);
        assert_eq!(lines(&[(3, 16_383)], SMALLEST_WIDTH, 2), [0; 0]);
        assert_eq!(lines(&[(300, 300)], SMALLEST_WIDTH, 300), [300]);
    }
}
