//! "Row after row." The pen that pages are written with.
//!
//! In: cells of one row at a time. Out: a [`Page`] whose rows are as high as their text needs. It knows no annex.

use super::paper;
use super::{Cached, Content, Look, Mark, Page, PageCell, PageRow, Paper, RowOf};
use crate::place::{Area, At};
use std::borrow::Cow;
use std::collections::HashMap;

/// A page being written.
pub(super) struct Draft {
    page: Page,
}

impl Draft {
    /// An empty page.
    pub(super) fn new(name: &str, paper: Paper, widths: Vec<f64>) -> Self {
        Self { page: Page::blank(name, paper, widths) }
    }

    /// The row that comes next, from zero.
    pub(super) fn next(&self) -> u32 {
        u32::try_from(self.page.rows.len()).unwrap_or(u32::MAX)
    }

    /// Number of letter columns.
    pub(super) fn columns(&self) -> u16 {
        u16::try_from(self.page.widths.len()).unwrap_or(u16::MAX)
    }

    /// Writes a row from column A on, as high as its text needs.
    pub(super) fn row(&mut self, cells: Vec<PageCell>) -> &mut PageRow {
        let row = row(&self.page.widths, cells);
        self.push(row)
    }

    /// Writes a row with cells at given columns, as high as its text needs.
    pub(super) fn placed(&mut self, cells: Vec<(u16, PageCell)>) -> &mut PageRow {
        let row = placed(&self.page.widths, cells);
        self.push(row)
    }

    /// Writes a row of a given height.
    pub(super) fn fixed(&mut self, height: f64, cells: Vec<(u16, PageCell)>) -> &mut PageRow {
        self.push(PageRow { height: Some(height), cells, ..PageRow::default() })
    }

    /// Label, an empty line and the title, as the first three rows of an annex.
    pub(super) fn head(&mut self, label: &str, title: &str) {
        self.fixed(28.0, vec![(0, PageCell::text(label, Look::Label).across(self.columns()))]);
        self.fixed(12.0, Vec::new());
        self.title(title);
    }

    /// The title over the whole width.
    pub(super) fn title(&mut self, title: &str) {
        self.row_of_one(PageCell::text(title, Look::Title));
    }

    /// One cell over the whole width.
    pub(super) fn row_of_one(&mut self, cell: PageCell) {
        let cell = cell.across(self.columns());
        self.row(vec![cell]);
    }

    /// The headings of a table: repeated on every printed page, and kept in view with `frozen` letter columns.
    pub(super) fn headings(&mut self, cells: Vec<PageCell>, frozen: u16) -> u32 {
        let row = self.next();
        self.row(cells).of = Some(RowOf::Heading);
        self.page.repeat = Some((row, row));
        self.page.freeze = Some((row + 1, frozen));
        row
    }

    /// Filter arrows over `heading` and so many rows below it.
    pub(super) fn filter(&mut self, heading: u32, rows: usize) {
        let last = heading.saturating_add(u32::try_from(rows).unwrap_or(u32::MAX));
        let last = At::new(last, u32::from(self.columns().saturating_sub(1)));
        self.page.filter = Some(Area::between(At::new(heading, 0), last));
    }

    /// Makes the rows from `first` to the last one high enough for a cell that is merged over all of them.
    pub(super) fn make_room(&mut self, first: u32, col: u16, cell: &PageCell) {
        let needed = self.height(col, cell);
        let rows = &mut self.page.rows[first as usize..];
        let there: f64 = rows.iter().map(paper::height_of).sum();
        if let Some(last) = rows.last_mut().filter(|_| there < needed) {
            last.height = Some(paper::height_of(last) + needed - there);
        }
    }

    /// Whether any cell so far is in doubt.
    pub(super) fn has_doubts(&self) -> bool {
        self.page.rows.iter().flat_map(|r| &r.cells).any(|(_, c)| c.mark == Mark::Doubt)
    }

    /// Ends an annex: the sum row and the remark, which stay with the last row of the table; then the page breaks.
    pub(super) fn close(&mut self, totals: Vec<PageCell>, remark: &str) {
        let row = self.row(totals);
        (row.keep, row.of) = (true, Some(RowOf::Total));
        let remark = PageCell::text(remark, Look::Remark).across(self.columns());
        self.row(vec![remark]).keep = true;
        paper::set_breaks(&mut self.page);
        self.page.row_height =
            Some(&self.page.rows).filter(|rows| rows.len() > LONG).and_then(|rows| shared_height(rows));
    }

    /// The page, for what only one annex has.
    pub(super) const fn page(&mut self) -> &mut Page {
        &mut self.page
    }

    /// The finished page.
    pub(super) fn done(self) -> Page {
        self.page
    }

    /// Height that a cell at `col` needs.
    pub(super) fn height(&self, col: u16, cell: &PageCell) -> f64 {
        height(&self.page.widths, col, cell)
    }

    fn push(&mut self, row: PageRow) -> &mut PageRow {
        self.page.rows.push(row);
        let last = self.page.rows.len() - 1;
        &mut self.page.rows[last]
    }
}

/// A row from column A on, as high as its text needs in columns of these widths.
pub(super) fn row(widths: &[f64], cells: Vec<PageCell>) -> PageRow {
    let mut at = Vec::with_capacity(cells.len());
    let mut col = 0;
    for cell in cells {
        let span = cell.span.0;
        at.push((col, cell));
        col += span;
    }
    placed(widths, at)
}

/// Rows from which on a page is long: one height is then set for most of them.
pub(super) const LONG: usize = 2_000;

/// The height that most rows have, the greater of two.
pub(super) fn shared_height(rows: &[PageRow]) -> Option<f64> {
    let mut times: HashMap<u64, usize> = HashMap::new();
    rows.iter().filter_map(|row| row.height).for_each(|height| *times.entry(height.to_bits()).or_default() += 1);
    times.into_iter().max_by_key(|(bits, times)| (*times, *bits)).map(|(bits, _)| f64::from_bits(bits))
}

/// The height that the latest text of each letter column needs: lists say the same on many rows.
#[derive(Debug, Default)]
pub(super) struct Latest(Vec<Option<(String, Look, f64)>>);

/// [`row`] for the next line of a list, whose cells span one letter column each.
pub(super) fn next_row(widths: &[f64], cells: Vec<PageCell>, latest: &mut Latest) -> PageRow {
    latest.0.resize_with(cells.len().max(latest.0.len()), || None);
    let cells: Vec<(u16, PageCell)> = (0u16..).zip(cells).collect();
    let needed = cells.iter().zip(&mut latest.0).map(|((col, cell), known)| {
        let Content::Text(text) = &cell.content else { return height(widths, *col, cell) };
        match known {
            Some((same, look, height)) if same == text && *look == cell.look => *height,
            _ => {
                let height = height(widths, *col, cell);
                *known = Some((text.clone(), cell.look, height));
                height
            }
        }
    });
    let height = needed.fold(paper::LEAST_ROW, f64::max);
    PageRow { height: Some(height), cells, ..PageRow::default() }
}

fn placed(widths: &[f64], cells: Vec<(u16, PageCell)>) -> PageRow {
    let single = cells.iter().filter(|(_, c)| c.span.1 == 1);
    let height = single.map(|(col, c)| height(widths, *col, c)).fold(0.0, f64::max);
    PageRow { height: Some(height.max(paper::LEAST_ROW)), cells, ..PageRow::default() }
}

fn height(widths: &[f64], col: u16, cell: &PageCell) -> f64 {
    let from = usize::from(col).min(widths.len());
    let to = (from + usize::from(cell.span.0)).min(widths.len());
    let width: f64 = widths[from..to].iter().sum();
    let size = cell.look.size();
    paper::height(paper::lines(&cell.content.shown(), size, width), size)
}

impl Look {
    /// Size of its characters in points.
    #[must_use]
    pub const fn size(self) -> f64 {
        match self {
            Self::Label => 16.0,
            Self::Title => 22.0,
            Self::EvidenceHeading | Self::Evidence => paper::EVIDENCE,
            _ => paper::BODY,
        }
    }
}

impl Content {
    /// The text as a person sees it.
    #[must_use]
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(t) | Self::Formula(_, Cached::Text(t)) => Cow::Borrowed(t),
            Self::Count(n) | Self::Formula(_, Cached::Count(n)) => n.to_string().into(),
            Self::Rate(r) | Self::Formula(_, Cached::Rate(r)) => format!("{:.1}%", r * 100.0).into(),
        }
    }
}

impl PageCell {
    /// A cell.
    pub(super) const fn new(content: Content, look: Look) -> Self {
        Self { content, look, mark: Mark::None, note: None, span: (1, 1) }
    }

    /// A cell with text.
    pub(super) fn text(text: impl Into<String>, look: Look) -> Self {
        Self::new(Content::Text(text.into()), look)
    }

    /// A cell with a count.
    pub(super) const fn count(count: i64, look: Look) -> Self {
        Self::new(Content::Count(count), look)
    }

    /// A cell with borders only.
    pub(super) const fn empty(look: Look) -> Self {
        Self::new(Content::Empty, look)
    }

    /// A cell with a formula and its result.
    pub(super) fn formula(formula: impl Into<String>, cached: Cached, look: Look) -> Self {
        Self::new(Content::Formula(formula.into(), cached), look)
    }

    /// The same over so many letter columns.
    pub(super) const fn across(mut self, columns: u16) -> Self {
        self.span.0 = columns;
        self
    }

    /// The same over so many rows.
    pub(super) const fn down(mut self, rows: u32) -> Self {
        self.span.1 = rows;
        self
    }

    /// The same in this colour.
    pub(super) const fn mark(mut self, mark: Mark) -> Self {
        self.mark = mark;
        self
    }

    /// The same with a note.
    pub(super) fn note(mut self, note: Option<String>) -> Self {
        self.note = note;
        self
    }
}
