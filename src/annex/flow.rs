//! "It may be a long list." Pages that are written row by row, on as many sheets as they need.
//!
//! In: the head of a list and its lines. Out: [`Flow`]s: what is laid out whole, and the rows below it, which are made one at a time
//! while they are written, so that a list of a million lines is never in memory. It words nothing and knows no list.

use super::draft::{Draft, LONG, Latest, next_row, shared_height};
use super::{Page, PageCell, PageRow, RowOf};
use crate::place::LAST_ROW;
use crate::wording::annexes;

/// A page on its way into the workbook.
pub struct Flow<'a> {
    /// What is laid out whole. Its filter covers the rows below too.
    pub page: Page,
    /// The rows below those of `page`.
    pub below: Box<dyn Iterator<Item = PageRow> + 'a>,
}

impl Flow<'_> {
    /// The page with all its rows.
    #[must_use]
    pub fn whole(self) -> Page {
        let mut page = self.page;
        page.rows.extend(self.below);
        page
    }
}

impl From<Page> for Flow<'_> {
    fn from(page: Page) -> Self {
        Self { page, below: Box::new(std::iter::empty()) }
    }
}

/// Rows of a sheet that are left for a list: the longest head has two.
pub(super) const ROOM: usize = LAST_ROW as usize - 1;

/// A list: its name, the page with its headings (given a name, with the row of the headings), its lines, and what a line shows.
pub(super) struct List<'a, T> {
    pub(super) name: &'static str,
    pub(super) head: &'a dyn Fn(&str) -> (Draft, u32),
    pub(super) lines: Vec<T>,
    pub(super) of: fn(&T) -> Option<RowOf>,
}

impl<'l, T: 'l> List<'_, T> {
    /// The sheets of the list, each of at most `room` lines under the same head; numbers run on. A list without lines is one sheet
    /// that says `nothing`.
    pub(super) fn flows(
        mut self,
        room: usize,
        nothing: PageCell,
        cells: impl Fn(i64, &T) -> Vec<PageCell> + Clone + 'l,
    ) -> Vec<Flow<'l>> {
        if self.lines.is_empty() {
            let (mut draft, _) = (self.head)(self.name);
            draft.row_of_one(nothing);
            return vec![draft.done().into()];
        }
        let mut out = Vec::new();
        let mut first = 1;
        while !self.lines.is_empty() {
            let rest = self.lines.split_off(room.min(self.lines.len()));
            let lines = std::mem::replace(&mut self.lines, rest);
            let (mut draft, heading) = (self.head)(&annexes::continued(self.name, out.len() + 1));
            draft.filter(heading, lines.len());
            let mut page = draft.done();
            let widths = page.widths.clone();
            page.row_height =
                height_of_most(&lines, |line| next_row(&widths, cells(first, line), &mut Latest::default()));
            let numbered = (first..).zip(lines);
            first += i64::try_from(numbered.size_hint().1.unwrap_or_default()).unwrap_or(i64::MAX);
            let (cells, of) = (cells.clone(), self.of);
            let mut latest = Latest::default();
            let below = numbered.map(move |(number, line)| PageRow {
                of: of(&line),
                ..next_row(&widths, cells(number, &line), &mut latest)
            });
            out.push(Flow { page, below: Box::new(below) });
        }
        out
    }
}

/// Lines of a long list that are laid out to see how high most are.
const LOOKED_AT: usize = 64;

/// The height of most lines of a long list, by some of them from its first to its last; none for other lists.
fn height_of_most<T>(lines: &[T], row: impl Fn(&T) -> PageRow) -> Option<f64> {
    if lines.len() <= LONG {
        return None;
    }
    let some: Vec<PageRow> = lines.iter().step_by(lines.len() / LOOKED_AT).map(row).collect();
    shared_height(&some)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annex::{Content, Look, Paper};

    fn list(lines: usize, room: usize) -> Vec<Page> {
        let head = |name: &str| {
            let mut draft = Draft::new(name, Paper { landscape: true, pages_high: 0 }, vec![40.0, 60.0]);
            let heads = ["序号", "名称"].map(|h| PageCell::text(h, Look::EvidenceHeading));
            let heading = draft.headings(heads.into(), 0);
            (draft, heading)
        };
        let lines: Vec<usize> = (0..lines).collect();
        let nothing = PageCell::text("无", Look::Evidence);
        let cells = |number, line: &usize| {
            vec![PageCell::count(number, Look::Evidence), PageCell::text(line.to_string(), Look::Evidence)]
        };
        let flows = List { name: "明细", head: &head, lines, of: |_| None }.flows(room, nothing, cells);
        flows.into_iter().map(Flow::whole).collect()
    }

    fn shown(page: &Page) -> Vec<Vec<String>> {
        let cells = |r: &PageRow| r.cells.iter().map(|(_, c)| c.content.shown().into_owned()).collect();
        page.rows.iter().map(cells).collect()
    }

    #[test]
    fn a_list_that_is_longer_than_a_sheet_goes_on_with_its_numbers_on_the_next() {
        let pages = list(5, 2);
        assert_eq!(pages.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), ["明细", "明细2", "明细3"]);
        assert_eq!(shown(&pages[1]), [["序号", "名称"], ["3", "2"], ["4", "3"]]);
        assert_eq!(shown(&pages[2]), [["序号", "名称"], ["5", "4"]]);
        let filters: Vec<String> = pages.iter().filter_map(|p| p.filter).map(|area| area.to_string()).collect();
        assert_eq!(filters, ["A1:B3", "A1:B3", "A1:B2"]);
        assert!(pages.iter().all(|p| p.repeat == Some((0, 0)) && p.rows.iter().all(|r| r.height.is_some())));
    }

    #[test]
    fn a_row_of_a_list_is_as_high_as_the_same_row_alone() {
        let widths = [40.0, 60.0];
        let long = "一段比一列宽得多的文字".repeat(3);
        let mut latest = Latest::default();
        for text in ["短", &long, &long, "短", &long] {
            for look in [Look::Evidence, Look::EvidenceHeading, Look::Title] {
                let cells = || vec![PageCell::count(1, look), PageCell::text(text, look)];
                assert_eq!(next_row(&widths, cells(), &mut latest), super::super::draft::row(&widths, cells()));
            }
        }
    }

    #[test]
    fn rows_of_a_long_list_share_the_height_of_most() {
        let pages = list(LONG + 1, ROOM);
        assert_eq!(pages[0].row_height, pages[0].rows[1].height);
        assert_eq!(list(LONG, ROOM)[0].row_height, None);
        // Of 3,000 lines the first 500 are lower.
        let lines: Vec<f64> = (0..3_000).map(|n| if n < 500 { 20.0 } else { 30.0 }).collect();
        let row = |height: &f64| PageRow { height: Some(*height), ..PageRow::default() };
        assert_eq!(height_of_most(&lines, row), Some(30.0));
    }

    #[test]
    fn a_list_that_fills_a_sheet_has_one_and_one_without_lines_says_so() {
        assert_eq!(list(2, 2).len(), 1);
        let empty = list(0, 2);
        assert_eq!((empty.len(), empty[0].filter), (1, None));
        assert!(matches!(&empty[0].rows[1].cells[0].1.content, Content::Text(t) if t == "无"));
    }
}
