//! "The pages that leadership sees." Lays out the annexes.
//!
//! In: the outcome of the batch. Out: [`Page`]s: titles, headings, typed cells, marks and notes, laid out whole. Pure: it knows
//! paper and words, no workbook library.

mod accounts;
mod ahead;
mod clean;
mod columns;
mod compared;
mod details;
mod differences;
mod draft;
mod figures;
mod flow;
pub mod form;
mod issues;
mod lists;
mod messages;
mod names;
mod notes;
mod overview;
mod overview_text;
pub mod paper;
mod register;

pub use ahead::{Pages, ahead};
pub use clean::clean;
pub use flow::Flow;
pub(crate) use notes::by_sheet;
pub(crate) use register::with_cells;

use crate::field::Field;
use crate::finding::Subject;
use crate::outcome::Outcome;
use crate::period::Period;
use crate::place::Area;
use crate::previous::Line;
use serde::{Deserialize, Serialize};

/// Every page of the workbook, in the order of its tabs: overview, three annexes, a fourth when a
/// ledger of a supervising platform's findings came, problems, doubts (only when there are any), what is
/// compared with an earlier workbook where one was given, then the evidence. Each is laid out when it is asked for, so that only one is in memory.
pub fn pages(outcome: &Outcome) -> impl Iterator<Item = Flow<'_>> {
    let makers: [fn(&Outcome) -> Vec<Flow<'_>>; 12] = [
        |o| vec![overview::page(o).into()],
        |o| vec![columns::page(o).into()],
        |o| vec![messages::page(o).into()],
        |o| vec![accounts::page(o).into()],
        issues::pages,
        lists::problems,
        lists::doubts,
        compared::changes,
        compared::problems,
        register::flows,
        names::flows,
        details::flows,
    ];
    makers.into_iter().flat_map(move |make| make(outcome))
}

/// One sheet of the produced workbook.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Name on the tab: at most 31 characters, none of `[]:*?/\`, unique in the workbook.
    pub name: String,
    /// Grey tab, after the others: evidence, not for forwarding on paper.
    pub evidence: bool,
    /// Paper and print set-up.
    pub paper: Paper,
    /// Widths of the letter columns in points of the sheet (before print scaling).
    pub widths: Vec<f64>,
    /// Rows from the top.
    pub rows: Vec<PageRow>,
    /// Rows (from zero) that repeat on every printed page, first and last.
    pub repeat: Option<(u32, u32)>,
    /// Rows and letter columns that stay in view.
    pub freeze: Option<(u32, u16)>,
    /// Filter arrows over this range.
    pub filter: Option<Area>,
    /// What is printed, where that is not the whole sheet.
    pub print_area: Option<Area>,
    /// Native charts.
    pub charts: Vec<ChartSpec>,
    /// Cells that offer an answer, where the page is a form.
    pub answers: Option<Area>,
    /// Letter columns that name files: the clean copy drops them.
    pub source_columns: Vec<u16>,
    /// What each letter column of an annex shows; empty on other pages.
    pub shows: Vec<Shows>,
    /// Kept out of sight: what the workbook remembers of itself, for programs only.
    pub unseen: bool,
    /// Height in points of every row that is said to be as high, set once for the whole sheet: for a long page, because the library
    /// keeps a few hundred bytes to the end for each row with a height of its own.
    pub row_height: Option<f64>,
    /// Texts stand in their cells, not in the workbook's list of texts, which is kept in memory: for a long page on which hardly a
    /// text comes twice.
    pub in_place: bool,
}

impl Page {
    /// A sheet with nothing on it.
    #[must_use]
    pub fn blank(name: &str, paper: Paper, widths: Vec<f64>) -> Self {
        Self {
            name: name.to_owned(),
            evidence: false,
            paper,
            widths,
            rows: Vec::new(),
            repeat: None,
            freeze: None,
            filter: None,
            print_area: None,
            charts: Vec::new(),
            answers: None,
            source_columns: Vec::new(),
            shows: Vec::new(),
            unseen: false,
            row_height: None,
            in_place: false,
        }
    }
}

/// What a letter column of an annex shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shows {
    /// Running number.
    Serial,
    /// The unit.
    Unit,
    /// Website column or account.
    Object,
    /// Account type.
    Platform,
    /// Required frequency, in words.
    Frequency,
    /// Required number.
    Required,
    /// A figure over the whole period.
    Figure(Field),
    /// A figure of a month, or of a quarter where there are many months.
    Month(Period),
    /// Closed over received.
    Rate,
    /// 是否达标, 合格/不合格.
    Result,
    /// Problem text.
    Problem,
}

/// What a row of a page shows, for those who ask where it comes from. Titles, labels and remarks are nothing of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowOf {
    /// Headings of a table.
    Heading,
    /// A row of the tally.
    Row(Subject),
    /// A unit that should have reported and did not.
    Absent,
    /// Sums.
    Total,
    /// A finding, by its index in `Judgment::findings`.
    Finding(usize),
    /// Line of figures on the overview, from zero.
    Figures(usize),
    /// Line of text on the overview, from zero.
    Digest(usize),
    /// A line of the comparison with an earlier period.
    Past(Line),
}

/// Paper of a page. A4; margins by `product.md` section 7.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paper {
    /// Landscape when wide.
    pub landscape: bool,
    /// Pages high: 0 = as many as needed; always one page wide.
    pub pages_high: u16,
}

/// One row of a page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PageRow {
    /// Height in points; `None` = the program's own.
    pub height: Option<f64>,
    /// Cells with their letter column, ascending.
    pub cells: Vec<(u16, PageCell)>,
    /// Start a new printed page before this row.
    pub break_before: bool,
    /// Belongs with the row above it (merged with it): no printed page may end between them.
    pub keep: bool,
    /// What it shows.
    pub of: Option<RowOf>,
}

/// One cell of a page.
#[derive(Debug, Clone, PartialEq)]
pub struct PageCell {
    /// What stands there.
    pub content: Content,
    /// How it looks.
    pub look: Look,
    /// Its colour.
    pub mark: Mark,
    /// Remark on the cell.
    pub note: Option<String>,
    /// How many letter columns and rows it spans (1, 1 = not merged).
    pub span: (u16, u32),
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Nothing (borders only).
    Empty,
    /// Text; never read as a formula.
    Text(String),
    /// A count, shown as `0`.
    Count(i64),
    /// A rate between 0 and 1, shown as `0.0%`.
    Rate(f64),
    /// A formula (without `=`) with its result.
    Formula(String, Cached),
}

/// Cached result of a formula.
#[derive(Debug, Clone, PartialEq)]
pub enum Cached {
    /// A count.
    Count(i64),
    /// A rate.
    Rate(f64),
    /// A text.
    Text(String),
}

/// How a cell looks: font, size, place, borders. The fonts are GB/T 9704-2012's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Look {
    /// `附件1` above the title: 黑体 16.
    Label,
    /// Title: 方正小标宋简体 22, centred.
    Title,
    /// Line under the title: 仿宋 12, centred.
    Subtitle,
    /// Heading of a table: 黑体 12, bordered, centred, wrapped.
    Heading,
    /// Body text, bordered, centred.
    Body,
    /// Body text, bordered, left.
    BodyLeft,
    /// Sum row: 黑体 12, bordered, centred.
    Sum,
    /// Remark under a table: 仿宋 12, left, wrapped, no border.
    Remark,
    /// Evidence heading: 宋体 10.5 bold, bordered.
    EvidenceHeading,
    /// Evidence text: 宋体 10.5, bordered, left.
    Evidence,
}

/// Colour of a cell; each also has words, for black-and-white print.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Mark {
    /// None.
    #[default]
    None,
    /// Fails: FFC7CE with 9C0006.
    Fail,
    /// Doubtful: FFEB9C with 9C5700.
    Doubt,
}

/// A native chart of horizontal bars, one series, longest list first.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartSpec {
    /// Its title.
    pub title: String,
    /// Cells with the names.
    pub categories: Area,
    /// Cells with the values.
    pub values: Area,
    /// Cells that it covers.
    pub area: Area,
}
