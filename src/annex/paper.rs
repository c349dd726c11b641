//! "Nothing cut off, nothing too small." How much room text needs, and how much paper there is.
//!
//! In: texts with their size, wishes for column widths, the paper. Out: widths, wrapped lines, row heights, print scale, page
//! breaks. Lengths are points (1/72 inch). Chinese characters are as wide as they are high, all else counts half.

use super::{Page, PageRow, Paper};
use unicode_width::UnicodeWidthChar;

/// Size of body text in points (小四).
pub const BODY: f64 = 12.0;
/// Size of evidence text in points (五号): evidence is printed at full scale.
pub const EVIDENCE: f64 = 10.5;
/// Nothing may print smaller than this (`product.md` section 7).
pub const LEAST_PRINTED: f64 = 10.5;
/// Lowest row of a table.
pub const LEAST_ROW: f64 = 24.0;
/// Excel refuses higher rows.
pub const HIGHEST_ROW: f64 = 409.0;
/// Scale that the widths aim at or above; 0.88 is the limit, the rest is for rounding of pixels and of the scale to whole percent.
const AIM: f64 = 0.9;
/// Room left and right of the text inside a cell: Excel keeps about 4 points, the rest is for other programs' metrics.
const CELL_PADDING: f64 = 6.0;
/// Height of one line over the size of its characters, as Excel sets Chinese fonts.
const LINE: f64 = 1.33;
/// Room above and below the text of a row.
const ROW_PADDING: f64 = 8.0;
/// Share of a printed page that is filled before a break: row heights are rounded to pixels.
const FILL: f64 = 0.975;
/// Excel takes no more page breaks on a sheet.
const MOST_BREAKS: usize = 1023;
const MM: f64 = 72.0 / 25.4;

/// Margins in millimetres: top, bottom, left, right.
#[must_use]
pub const fn margins(paper: Paper) -> [f64; 4] {
    if paper.landscape { [28.0, 26.0, 35.0, 37.0] } else { [37.0, 35.0, 28.0, 26.0] }
}

/// Width and height of the type area of A4 in points.
#[must_use]
pub fn type_area(paper: Paper) -> (f64, f64) {
    let (width, height) = if paper.landscape { (297.0, 210.0) } else { (210.0, 297.0) };
    let [top, bottom, left, right] = margins(paper);
    ((width - left - right) * MM, (height - top - bottom) * MM)
}

/// Widest that a page may be laid out.
#[must_use]
pub fn widest(paper: Paper) -> f64 {
    type_area(paper).0 / AIM
}

/// The scale at which the page prints: one page wide (and high, where asked), never enlarged.
#[must_use]
pub fn scale(page: &Page) -> f64 {
    let (width, height) = type_area(page.paper);
    let columns = page.print_area.map_or(page.widths.len(), |a| a.last.col as usize + 1).min(page.widths.len());
    let wide = page.widths[..columns].iter().sum::<f64>();
    let mut scale = (width / wide).min(1.0);
    if page.paper.pages_high > 0 {
        let high: f64 = page.rows.iter().map(height_of).sum();
        scale = scale.min(height * f64::from(page.paper.pages_high) / high);
    }
    scale
}

/// Width of the longest line of `text` at `size`.
#[must_use]
pub fn text_width(text: &str, size: f64) -> f64 {
    text.lines().map(|line| halves(line) * size / 2.0).fold(0.0, f64::max)
}

/// Width of a column that shows `text` on one line.
#[must_use]
pub fn cell_width(text: &str, size: f64) -> f64 {
    text_width(text, size) + CELL_PADDING
}

/// Number of lines of `text` in a cell of `width`.
#[must_use]
pub fn lines(text: &str, size: f64, width: f64) -> usize {
    let room = ((width - CELL_PADDING) / (size / 2.0)).max(2.0);
    text.split('\n').map(|line| wrapped(line, room)).sum::<usize>().max(1)
}

/// Height of a row with so many lines of `size`.
#[must_use]
pub fn height(lines: usize, size: f64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a cell has few lines")]
    let text = lines as f64 * size * LINE;
    (text + ROW_PADDING).clamp(LEAST_ROW, HIGHEST_ROW).ceil()
}

/// What a column would like: never narrower than `least`, `wish` if there is room.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wish {
    /// Narrowest that still reads.
    pub least: f64,
    /// Width that needs no wrapping, or a sensible one.
    pub wish: f64,
}

impl Wish {
    /// A width that is the same in any case.
    #[must_use]
    pub const fn fixed(width: f64) -> Self {
        Self { least: width, wish: width }
    }

    /// Wide enough for a number, which would print as `###` in a narrower cell; at least `least`, `wish` if there is room.
    #[must_use]
    pub fn number(largest: i64, (least, wish): (f64, f64)) -> Self {
        // Sums are set in a font whose digits are a little wider than half a character.
        let needed = cell_width(&largest.to_string(), BODY * 1.15);
        Self { least: least.max(needed), wish: wish.max(needed) }
    }

    /// Wide enough for the longest of `texts`, but between `least` and `most`.
    pub fn of<'a>(texts: impl Iterator<Item = &'a str>, size: f64, (least, most): (f64, f64)) -> Self {
        let longest = texts.map(|t| cell_width(t, size)).fold(0.0, f64::max);
        Self { least, wish: longest.clamp(least, most) }
    }
}

/// Shares the paper among the columns: wishes where they fit, shrunk evenly towards the least where not, widened evenly where
/// the type area would not be filled.
#[must_use]
pub fn share(wishes: &[Wish], paper: Paper) -> Vec<f64> {
    let wished: f64 = wishes.iter().map(|w| w.wish).sum();
    let least: f64 = wishes.iter().map(|w| w.least).sum();
    let (full, widest) = (type_area(paper).0, widest(paper));
    if wished > widest {
        let part = ((widest - least) / (wished - least)).clamp(0.0, 1.0);
        return wishes.iter().map(|w| w.least + (w.wish - w.least) * part).collect();
    }
    let grow = (full / wished).max(1.0);
    wishes.iter().map(|w| w.wish * grow).collect()
}

/// What is left of the widest page after these wishes.
#[must_use]
pub fn rest(wishes: &[Wish], paper: Paper) -> f64 {
    widest(paper) - wishes.iter().map(|w| w.wish).sum::<f64>()
}

/// Widths in fixed proportions that add up to `total`.
#[must_use]
pub fn fill(widths: &[f64], total: f64) -> Vec<f64> {
    let sum: f64 = widths.iter().sum();
    widths.iter().map(|w| w * total / sum).collect()
}

/// Width of an evidence page, which prints at full scale; a little less than the type area, for rounding to pixels.
#[must_use]
pub fn evidence_width(paper: Paper) -> f64 {
    type_area(paper).0 * 0.99
}

/// Sets page breaks so that rows that belong together (`keep`) stay on one printed page. Every page end is set, not only those
/// that would part a group: the rows of a later page are only known when the earlier ones end where we say.
pub(super) fn set_breaks(page: &mut Page) {
    let room = type_area(page.paper).1 / scale(page) * FILL;
    let repeated: f64 = match page.repeat {
        Some((first, last)) => page.rows[first as usize..=last as usize].iter().map(height_of).sum(),
        None => 0.0,
    };
    let mut filled = 0.0;
    let mut first = 0;
    while first < page.rows.len() {
        let after = (first + 1..page.rows.len()).find(|r| !page.rows[*r].keep).unwrap_or(page.rows.len());
        let group: f64 = page.rows[first..after].iter().map(height_of).sum();
        if filled + group > room && filled > repeated {
            page.rows[first].break_before = true;
            filled = repeated;
        }
        filled += group;
        first = after;
    }
    leave_out_breaks(&mut page.rows, MOST_BREAKS);
}

/// Leaves at most so many breaks: of a page that prints on more sheets of paper than that, the first ones and the last, which keeps
/// the sums with their table. Between them the program that prints ends its pages where they are full.
fn leave_out_breaks(rows: &mut [PageRow], most: usize) {
    let breaks: Vec<usize> = (0..rows.len()).filter(|row| rows[*row].break_before).collect();
    let [too_many @ .., _last] = breaks.get(most - 1..).unwrap_or_default() else { return };
    for row in too_many {
        rows[*row].break_before = false;
    }
}

pub(super) fn height_of(row: &PageRow) -> f64 {
    row.height.unwrap_or(15.0)
}

fn halves(line: &str) -> f64 {
    line.chars().map(half_widths).sum()
}

/// Characters that Unicode calls ambiguous (— … “ ÷) are as wide as Chinese ones in Chinese fonts.
fn half_widths(c: char) -> f64 {
    match c {
        ' '..='~' => return 1.0,
        '\u{4e00}'..='\u{9fff}' => return 2.0,
        _ => {}
    }
    match c.width_cjk() {
        Some(0) | None => 0.0,
        Some(1) => 1.0,
        Some(_) => 2.0,
    }
}

/// Lines that one paragraph takes: Chinese breaks anywhere, other words only where they are too long for a line of their own.
fn wrapped(line: &str, room: f64) -> usize {
    // Most texts fit on one line, wherever they might be broken.
    if halves(line) <= room {
        return 1;
    }
    let (mut lines, mut used) = (1, 0.0);
    for piece in pieces(line) {
        let width = halves(piece);
        if used + width > room && used > 0.0 {
            lines += 1;
            used = 0.0;
        }
        if width > room {
            let whole = (width / room).ceil();
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "few lines")]
            let extra = whole as usize - 1;
            lines += extra;
            used = width - (whole - 1.0) * room;
        } else {
            used += width;
        }
    }
    lines
}

fn pieces(line: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut narrow = false;
    for (at, c) in line.char_indices() {
        let word = half_widths(c) < 2.0 && c != ' ';
        if at > start && !(narrow && word) {
            out.push(&line[start..at]);
            start = at;
        }
        narrow = word;
    }
    out.push(&line[start..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const PORTRAIT: Paper = Paper { landscape: false, pages_high: 0 };
    const LANDSCAPE: Paper = Paper { landscape: true, pages_high: 0 };

    #[test]
    fn the_type_area_is_a4_less_the_margins() {
        let (width, height) = type_area(PORTRAIT);
        assert!((width - 156.0 / 25.4 * 72.0).abs() < 1e-9 && (height - 225.0 / 25.4 * 72.0).abs() < 1e-9);
        let (width, height) = type_area(LANDSCAPE);
        assert!((width - 225.0 / 25.4 * 72.0).abs() < 1e-9 && (height - 156.0 / 25.4 * 72.0).abs() < 1e-9);
    }

    #[test]
    fn chinese_counts_double_and_wraps_anywhere() {
        assert!((text_width("政务abc", 12.0) - (2.0 * 12.0 + 3.0 * 6.0)).abs() < 1e-9);
        // Room for five Chinese characters beside the padding.
        let width = 5.0 * 12.0 + CELL_PADDING;
        assert_eq!(lines("栏目更新表", 12.0, width), 1);
        assert_eq!(lines("栏目更新表一", 12.0, width), 2);
        assert_eq!(lines("栏目\n更新", 12.0, width), 2);
        assert_eq!(lines("", 12.0, width), 1);
    }

    #[test]
    fn a_latin_word_moves_to_the_next_line_whole() {
        let width = 5.0 * 12.0 + CELL_PADDING;
        assert_eq!(lines("政务新ABCDEF", 12.0, width), 2);
        assert_eq!(lines("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 12.0, width), 3);
    }

    #[test]
    fn common_characters_are_as_wide_as_the_table_of_unicode_says() {
        for c in (' '..='~').chain('\u{4e00}'..='\u{9fff}') {
            let told = c.width_cjk().and_then(|width| u32::try_from(width).ok()).map(f64::from);
            assert_eq!(Some(half_widths(c)), told, "{c}");
        }
    }

    #[test]
    fn wishes_that_are_too_wide_shrink_to_the_widest_page() {
        let wishes = [Wish { least: 60.0, wish: 400.0 }, Wish { least: 60.0, wish: 600.0 }, Wish::fixed(100.0)];
        let total: f64 = share(&wishes, LANDSCAPE).iter().sum();
        assert!((total - widest(LANDSCAPE)).abs() < 1e-6);
        assert!(type_area(LANDSCAPE).0 / total >= 0.88);
    }

    #[test]
    fn a_narrow_table_fills_the_type_area() {
        let total: f64 = share(&[Wish::fixed(60.0), Wish::fixed(40.0)], PORTRAIT).iter().sum();
        assert!((total - type_area(PORTRAIT).0).abs() < 1e-6);
    }

    #[test]
    fn breaks_beyond_the_most_are_left_to_the_printing_program() {
        let row = |break_before| PageRow { break_before, ..PageRow::default() };
        let left = |most| {
            let mut rows: Vec<PageRow> = [false, true, false, true, true, false, true].map(row).into();
            leave_out_breaks(&mut rows, most);
            (0..rows.len()).filter(|r| rows[*r].break_before).collect::<Vec<_>>()
        };
        assert_eq!(left(5), [1, 3, 4, 6]);
        assert_eq!(left(4), [1, 3, 4, 6]);
        assert_eq!(left(3), [1, 3, 6]);
        assert_eq!(left(1), [6]);
    }

    #[test]
    fn rows_grow_by_lines_and_are_never_below_24_points() {
        assert!((height(1, 12.0) - 25.0).abs() < 1.1);
        assert!(height(1, 10.5) >= 24.0);
        assert!(height(3, 12.0) >= 3.0 * 12.0 * 1.3);
        assert!(height(1000, 12.0) <= 409.0);
    }
}
