//! "Where are the tables, and what do their headings mean?" Finds the tables on each sheet.
//!
//! In: one [`Book`](crate::read::Book) and the words of the rules. Out: its [`Table`]s with headings, raw rows, the rows left out by
//! reason, and the claims (unit, period, filing date) with the place of each. Pure. It decides nothing that needs other files:
//! names stay as written, periods may lack a year, counts stay cells.

mod above;
mod account_book;
mod across;
mod apart;
mod beside;
mod blank_notes;
mod book;
mod by_month;
mod card;
mod cards;
mod crossed;
mod dated;
mod diary;
mod discreet;
mod finer;
mod grid;
mod headings;
mod indicators;
mod inner;
mod ledger;
mod left_aside;
mod lexicon;
mod lines;
mod lines_behind;
mod listed;
mod named;
mod narrow;
mod one_line;
mod parted;
mod pivot;
mod post_book;
mod region;
mod roles;
mod rows;
mod said;
mod several;
mod shapes;
mod shared;
mod slips;
mod stacked;
mod stream;
mod tables;
mod typed_names;
mod unknown;
mod unsaid_type;
mod unusual;
mod waits;
mod week_book;

pub use apart::forms_of;
pub use beside::Beside;
pub use book::{recognize, recognize_with};
pub use discreet::{discreet, discreet_finding};
pub use ledger::titles::{WrongTitle, WrongTitles};
pub use ledger::told::Told;
pub use ledger::{Again, Alike, Ledger, count_lines};
pub use lexicon::Lexicon;
pub use shared::share_names;
pub use stream::Watcher;

use crate::field::{Field, Form};
use crate::finding::Finding;
use crate::fold::{is_empty, one_line};
use crate::period::PeriodSaid;
use crate::place::{Area, At, Place};
use crate::read::Value;
use crate::rules::private::PrivateWords;
use crate::rules::rows::BlankSays;
use crate::rules::sentences;
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// What one book holds.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Recognized {
    /// Path relative to the input folder.
    pub file: Arc<str>,
    /// SHA-256 of the file's bytes.
    pub sha256: String,
    /// When the workbook says it was last saved.
    pub saved: Option<DateTime>,
    /// Its tables in reading order, unknown ones too.
    pub tables: Vec<Table>,
    /// Sentences such as 本季度无留言 that count as a report of zero, and those that tell figures no table holds.
    pub zeros: Vec<ZeroSentence>,
    /// What titles and names say of its period where none of its tables does, each with nothing but the words of the period.
    pub dated: Vec<Said<PeriodSaid>>,
    /// What was noticed on the way.
    pub findings: Vec<Finding>,
}

/// A sentence outside the tables that reports zero for a whole form, or tells figures of it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ZeroSentence {
    /// Where it stands.
    pub place: Place,
    /// The sentence.
    pub text: String,
    /// What it is about; `None` when it does not say.
    pub form: Option<Form>,
    /// The figures that it tells; `None` where it reports zero.
    pub told: Option<sentences::Told>,
    /// Unit and period claimed around it.
    pub claims: Claims,
}

/// One table of a sheet.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Table {
    /// Sheet and range, headings included.
    pub place: Place,
    /// What it is about.
    pub form: Form,
    /// Annexes that parts of it may be about which were not read; all of it where no row is taken.
    pub may_be: Vec<Form>,
    /// Headings from left to right (for a transposed table: from top to bottom).
    pub headings: Vec<Heading>,
    /// Rows with data; of a ledger of posts or messages one for all lines that say the same, with nothing but what makes them the same.
    pub rows: Vec<RawRow>,
    /// The lines behind the rows of a ledger of posts or messages; `None` for a ledger of messages that is not certain to be one.
    pub ledger: Option<Ledger>,
    /// Total rows, which are checked and never added.
    pub totals: Vec<RawRow>,
    /// Rows that were left out.
    pub left_out: Vec<LeftRow>,
    /// Whether a blank means zero by what the table is.
    pub blank_is_zero: bool,
    /// What it or its surroundings say about blank cells.
    pub blank_note: Option<BlankNote>,
    /// Marks (folded) of which a remark on the sheet says that they stand where nothing is asked for (“—”表示不承担该栏目).
    pub strokes: Vec<String>,
    /// Whether it crosses units with website columns: each row is a unit's part of a column that others may have as well.
    pub crossed: bool,
    /// Where it is said that each day listed below a month of days is one update.
    pub each_day: Option<At>,
    /// Headings that share their cells, a part of each for every one (6/4/5 under 7月/8月/9月): their cells.
    pub parted: Vec<Area>,
    /// Its first rows as shown, for a drawing of it; of ledgers and of tables of unknown form none.
    pub sample: Vec<(u32, Vec<String>)>,
    /// Rows of the sheet inside it that are hidden, ascending.
    pub hidden: Vec<u32>,
    /// Notes on its figures, and its cells that are crossed out.
    pub beside: Beside,
    /// What it and its surroundings say about unit, period and filing date.
    pub claims: Claims,
}

impl Table {
    /// How many rows of the sheet hold its data; where a row of the sheet gave several (a crossed table), it is one.
    #[must_use]
    pub fn lines_found(&self) -> usize {
        let lines = || self.rows.chunk_by(|a, b| a.line == b.line).count();
        self.ledger.as_ref().map_or_else(lines, |ledger| ledger.alike.iter().map(Alike::count).sum())
    }

    /// Whether a heading tells the types of accounts.
    fn tells_types(&self) -> bool {
        self.headings.iter().any(|h| h.field == Some(Field::AccountType) || h.platform.is_some())
    }

    /// Keeps what its first rows show.
    fn keep_sample(&mut self) {
        if !matches!(self.form, Form::Columns | Form::Messages | Form::Accounts) || !self.sample.is_empty() {
            return;
        }
        let shown = |(cell, heading): (&Option<RawCell>, &Heading)| -> String {
            match cell {
                None => String::new(),
                // Remarks and what nobody knows may be about people.
                Some(RawCell { value: Value::Text(text), .. }) if !heading.may_show(self.form, text) => {
                    discreet::UNSAID.to_owned()
                }
                Some(cell) => one_line(&cell.value.shown()).chars().take(SAMPLE_LENGTH).collect(),
            }
        };
        let row = |row: &RawRow| (row.line, row.cells.iter().zip(&self.headings).map(shown).collect());
        self.sample = self.rows.iter().take(SAMPLE_ROWS).map(row).collect();
    }
}

/// A remark about blank cells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlankNote {
    /// Where it stands.
    pub at: At,
    /// The clause that speaks of blanks; beside messages nothing of it.
    pub text: String,
    /// What it makes of them.
    pub says: BlankSays,
}

/// Rows that a drawing of a table shows: enough to see whether the headings stand over the right values.
const SAMPLE_ROWS: usize = 2;
/// Characters of a cell that a drawing can show.
const SAMPLE_LENGTH: usize = 16;

/// One heading of a table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Heading {
    /// Its cells.
    pub area: Area,
    /// As written, from the outermost group to the innermost.
    pub path: Vec<String>,
    /// What it means; `None` when unknown.
    pub field: Option<Field>,
    /// The part of the period that it names (a month).
    pub period: Option<PeriodSaid>,
    /// The account type that its group names (微信 › 应更新).
    pub platform: Option<String>,
    /// A field that fits nearly as well: the cells below are doubtful.
    pub rival: Option<Field>,
    /// What its field was told by; `None` without one.
    pub why: Option<Why>,
    /// How many points worse its words would have to fit (of 51) before another assignment were as good; 0 without a field.
    pub margin: i32,
}

impl Heading {
    /// One told by where it stands in a shape that was drawn anew; nothing else fits it.
    fn placed(field: Field, area: Area, path: Vec<String>) -> Self {
        Self {
            area,
            path,
            field: Some(field),
            period: None,
            platform: None,
            rival: None,
            why: Some(Why::Place),
            margin: 0,
        }
    }

    /// Whether a drawing of a table of this form may show a text below it: a name, a count, a day or a verdict, no free text.
    fn may_show(&self, form: Form, text: &str) -> bool {
        match self.field {
            _ if is_empty(text) => true,
            None | Some(Field::Problem | Field::Remark | Field::NotData | Field::IssueText) => false,
            Some(Field::Unit | Field::Account | Field::AccountType | Field::Column | Field::ParentColumn) => true,
            Some(_) => form != Form::Messages || PrivateWords::get().only_counts(text),
        }
    }
}

/// What the field of a heading was told by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Why {
    /// It is a listed writing, or the office's own.
    Listed,
    /// The parts of its words, or words of its group.
    Parts,
    /// It names a time and nothing else.
    Period,
    /// The values below it.
    Values,
    /// It is the one column that can bear the name which the form needs.
    Place,
    /// It is no heading of the table: a line or a row above names what holds for the rows below.
    Above,
}

/// One row of a table; `cells` stand in the order of the headings.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RawRow {
    /// Row number on the sheet, from zero (for a transposed table: letter column).
    pub line: u32,
    /// One for each heading; `None` where nothing stands.
    pub cells: Vec<Option<RawCell>>,
}

impl RawRow {
    /// Whether it is a letter column of the sheet: its table's headings run down.
    #[must_use]
    pub fn runs_down(&self) -> bool {
        self.cells.iter().flatten().any(|cell| !cell.filled && cell.at.row != self.line && cell.at.col == self.line)
    }
}

/// One cell of a row.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RawCell {
    /// Where it stands; for a value filled from a merge, the merge's first cell.
    pub at: At,
    /// What it holds.
    pub value: Value,
    /// Whether it is the result of a formula.
    pub formula: bool,
    /// Whether the value was filled in from a merged region or a group above.
    pub filled: bool,
}

/// A row that was left out, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftRow {
    /// Row number on the sheet, from zero.
    pub line: u32,
    /// Why.
    pub why: RowReason,
}

/// Why a row of a table is not data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RowReason {
    /// Total or subtotal.
    Total,
    /// Remark.
    Remark,
    /// Signature or contact line.
    Signature,
    /// Sample row of the form.
    Sample,
    /// Row of the form that was not filled in.
    Template,
    /// Headings repeated.
    Repeated,
    /// Group caption inside the table.
    Group,
    /// Letters or numbers under the headings (甲 乙 1 2).
    Letters,
    /// A part of another row (其中).
    Part,
    /// Figures of another time, or the change against it (上年同期, 同比).
    Compared,
    /// Its figures stand in the row of the same object: the form has one row for each month, or two label columns.
    Joined,
    /// Lies in a table that is not used.
    Unused,
    /// Tells of what no annex counts (位次, 考核得分).
    NotData,
    /// A message that did not come by the net.
    OtherRoad,
}

/// Where around a table something was said, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Source {
    /// A column of the table.
    Column,
    /// A line of its own, such as 填报单位 or 统计时间.
    Line,
    /// A heading.
    Heading,
    /// The title or a caption above.
    Title,
    /// A cell behind a label that no list holds: it is quoted and decides nothing.
    Beside,
    /// The sheet's name.
    Sheet,
    /// The file's name.
    File,
    /// A folder's name.
    Folder,
}

/// Something said around a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said<T> {
    /// What was understood.
    pub what: T,
    /// The text it came from.
    pub text: String,
    /// Which kind of place.
    pub source: Source,
    /// Where.
    pub place: Place,
}

/// What a table and its surroundings say about themselves, each list strongest first.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Claims {
    /// Units as written. A title, sheet, file or folder name stands whole: `settle` looks for known names inside it.
    pub units: Vec<Said<String>>,
    /// Periods.
    pub periods: Vec<Said<PeriodSaid>>,
    /// Day of filing (填报日期).
    pub filed: Option<Said<Date>>,
}
