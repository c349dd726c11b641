//! "What is wrong, where, and what was expected?" Findings as values.
//!
//! In: facts that a step noticed. Out: a [`Finding`]: kind with its facts, severity, one primary place, related places. It holds
//! no sentence: those are in `wording::findings`. A finding is about a submission or a rule and never stops the run.

mod kind;
mod reading;

pub use kind::Kind;
pub use reading::{ReadBy, Reading, Readings};

use crate::field::Form;
use crate::period::Period;
use crate::place::Place;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A unit's work breaks a rule (不达标).
    Fail,
    /// Worth knowing (提示).
    Notice,
    /// A human must decide (待核).
    Doubt,
}

/// Which row of the tally a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Subject {
    /// Index into `Tally::columns`.
    Column(usize),
    /// Index into `Tally::messages`.
    Message(usize),
    /// Index into `Tally::accounts`.
    Account(usize),
    /// Index into `Tally::issues`.
    Issue(usize),
}

/// One thing that was noticed. It answers: which file, sheet and cell, what stood there, what was expected, what to do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// What it is, with its facts.
    pub kind: Kind,
    /// Weight, after the office's rules were applied.
    pub severity: Severity,
    /// The unit it is about, by its roster name where known.
    pub unit: Option<String>,
    /// The website column, account or other object it is about.
    pub object: Option<String>,
    /// For an account: its type, where another of the run bears the same name.
    pub platform: Option<String>,
    /// Number required, where there is one.
    pub required: Option<i64>,
    /// Number found, where there is one.
    pub actual: Option<i64>,
    /// The document that the rule rests on, as the rules give it.
    pub basis: Option<String>,
    /// Where it stands; what is absent stands at its line in the roster.
    pub place: Place,
    /// Other places that belong to it.
    pub related: Vec<Place>,
    /// The row of the tally it marks.
    pub subject: Option<Subject>,
    /// The ways to read the frequency, where they do not come to the same.
    pub readings: Option<Readings>,
}

impl Finding {
    /// A finding of the kind's own severity at `place`, about nobody yet.
    #[must_use]
    pub fn new(kind: Kind, place: Place) -> Self {
        Self {
            severity: kind.severity(),
            kind,
            unit: None,
            object: None,
            platform: None,
            required: None,
            actual: None,
            basis: None,
            place,
            related: Vec::new(),
            subject: None,
            readings: None,
        }
    }

    /// The same, about this unit.
    #[must_use]
    pub fn unit(mut self, unit: impl Into<String>) -> Self {
        self.unit = Some(unit.into());
        self
    }

    /// The same, about this object.
    #[must_use]
    pub fn object(mut self, object: impl Into<String>) -> Self {
        self.object = Some(object.into());
        self
    }

    /// The same, with the two numbers.
    #[must_use]
    pub const fn numbers(mut self, required: Option<i64>, actual: Option<i64>) -> Self {
        self.required = required;
        self.actual = actual;
        self
    }

    /// The same, with the document that the rule rests on.
    #[must_use]
    pub fn basis(mut self, basis: Option<String>) -> Self {
        self.basis = basis;
        self
    }

    /// The same, with further places.
    #[must_use]
    pub fn related(mut self, places: impl IntoIterator<Item = Place>) -> Self {
        self.related.extend(places);
        self
    }

    /// The same, marking this row of the tally.
    #[must_use]
    pub const fn subject(mut self, subject: Subject) -> Self {
        self.subject = Some(subject);
        self
    }
}

/// What a file that is not a workbook is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Foreign {
    /// PDF.
    Pdf,
    /// Word document.
    Word,
    /// Slides.
    Slides,
    /// OFD, the fixed-layout document format of Chinese offices.
    Ofd,
    /// RAR or 7z archive, or an archive inside an archive.
    Archive,
    /// ZIP archive without any file in it.
    EmptyArchive,
    /// Picture.
    Picture,
    /// Sound or film.
    Film,
    /// Web page with its pictures in one file, or a stored mail.
    Mhtml,
    /// Shortcut of Windows: the link came, not the file.
    Shortcut,
    /// Program.
    Program,
    /// Workbook format that is not read yet.
    OtherWorkbook,
    /// Web page or text.
    Text,
    /// Something else.
    Other,
}

/// Why the bytes of a file could not be had.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Unreadable {
    /// It is no longer where it was listed.
    Gone,
    /// The system denies access.
    Denied,
    /// Another program holds it.
    Held,
    /// It changed while it was read, also the second time.
    Changing,
    /// It is a pipe, a device or the like, which is never opened.
    NotRegular,
    /// Anything else, in the system's words.
    System(String),
}

/// Why a count is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum CountDoubt {
    /// Not a number in any known writing.
    NotANumber,
    /// No day, where one is asked for.
    NoDay,
    /// 约, 近, 余, 多, 左右 and the like.
    Approximate,
    /// A decimal fraction, or 万 with decimals.
    Fraction,
    /// Below zero.
    Negative,
    /// A percentage.
    Percentage,
    /// A date stands where a count should.
    Day,
    /// The cell shows an error value.
    ErrorValue,
    /// A formula that was never calculated.
    Uncalculated,
    /// "Not applicable" where a count is required.
    NotApplicable,
    /// Several cells or files say different things.
    Disputed,
    /// It is the sum of parts beside it that add up to another number.
    Parts,
    /// The number of those done in time; whether the others are late or open is not told.
    OnTimeOnly,
    /// The period or heading of the cell is itself doubtful.
    Heading,
    /// Over any plausible size.
    Absurd,
    /// Crossed out; whether it still counts is not told.
    Struck,
    /// A sentence says that nothing happened, where an annex needs a count per row.
    ZeroSentence,
    /// A sentence outside the tables tells it; nobody filled it in.
    Sentence,
    /// The cell tells figures of other times, and none of this one.
    OtherTime,
    /// One number for several months, and no month beside it.
    NoMonth,
    /// It tells a part of the period, and nothing tells the rest.
    Gap,
    /// No time limit is set by which lateness could be told.
    NoLimit,
    /// Lines of the ledger that it is counted from cannot be decided.
    Lines,
    /// It takes the working days of a year whose holidays nobody gave.
    Calendar,
    /// What the unit handed in waits, and the figure may stand there.
    Waits,
    /// So many lines of a ledger are marked as passed on; whether the superior asked for them is not told.
    PassedOn {
        /// The letter column of the marks, from zero.
        col: u32,
    },
}

/// Why a table that is understood by its shape is not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShapeDoubt {
    /// A diary of posts whose month is not told.
    Month,
    /// Cells of a diary that do not tell for certain how many posts they are.
    Cells,
    /// Figures of a diary of which nobody knows whether they are posts.
    Part,
    /// A list of days or weeks that goes on behind something that nobody understands.
    Rest,
    /// A diary without any post of one name, nor a sum that says so.
    Blank,
    /// A diary whose title or group of headings tells something else than posts.
    Matter,
    /// A diary that names no account and no website column.
    Names,
    /// A list of weeks of which one cannot be read, or of which a month's printed sum is missing or wrong.
    Weeks,
    /// Cells of a book of posts that do not tell for certain where a post stands.
    Outlets,
    /// Lines of a book of posts that may be none: taken back, undated, or no line of the book at all.
    Lines,
    /// Slips of single messages, one below the other.
    Slips,
    /// Cards of labels with values beside them, of which a cell is not understood: the cell.
    Cards,
    /// A pivot table in which units and website columns cannot be told apart.
    Pivot,
}

/// Why a whole table waits, although its headings were understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Waits {
    /// Some of its rows are no website columns: they name figures of messages, or accounts.
    Kinds,
    /// A column that no heading explains holds names of bodies: the heading, then some of the names.
    Bodies,
    /// Headings over figures are names of bodies.
    BodiesAcross,
    /// Its rows are villages of the one that reports, and no sum of theirs can be checked.
    Villages,
    /// Villages, and no town that is named for them.
    VillagesAlone,
    /// Rows over the lines of a ledger name bodies, and this one nobody knows whom.
    Groups,
    /// Rows of a table name units above others, and one names nobody that is known, or rows stand above the first.
    UnitRows,
    /// Rows of messages are told by month, and some of them name none.
    Months,
    /// Lines of a ledger came by other roads than the net: the heading, then each road and the number of its lines, if known.
    Roads,
    /// Names of its rows are words of forms: of figures, or headings once more.
    Labels,
    /// Some of its rows share a name that a text beside it tells apart: both headings, then some of the texts.
    Finer,
    /// Printed sums of these lines are not those of their figures, or a figure is none, on a sheet of several annexes.
    Sums,
    /// The line above a ledger says that it lists some of the messages: the line.
    Selected,
    /// Headings run down, and figures stand beside them right behind the last line.
    Cut,
    /// Pairs of a name and its count stand beside each other under one row of headings: the headings of a pair.
    Pairs,
    /// Headings, not the whole table: they are of this annex, and their table is of another.
    Part(Form),
}

/// Why a line of a ledger cannot be decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum LineDoubt {
    /// Closed before it began.
    ClosedBefore,
    /// A day of closing beside a state that says open.
    StateDiffers,
    /// Neither a day of closing nor a state that is understood.
    StateUnread,
    /// The day of closing is not understood.
    DayUnread,
    /// Closed, nobody says when.
    ClosedUndated,
    /// Its time limit is not understood.
    DueUnread,
    /// Its kind is not certain, and the time limits of the kinds lead to different results.
    KindUnread,
    /// It takes the working days of a year whose holidays nobody gave.
    Calendar,
    /// Two files tell different things about it.
    Disputed,
    /// The line is crossed out.
    Struck,
    /// It says itself whether it is late, and its own last day says otherwise.
    LateDiffers {
        /// What it says.
        late: bool,
        /// Its last day.
        due: Date,
        /// The day it was closed; `None` while it is open.
        closed: Option<Date>,
    },
}

/// A figure that a correction might mean, and what the office must write as its 原值.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct OldValue {
    /// For when.
    pub period: Period,
    /// What stands there; of a figure counted from a ledger, the number of its lines.
    pub raw: String,
    /// Whether it was counted from a ledger.
    pub ledger: bool,
}

/// What was hidden but read all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Hidden {
    /// A sheet.
    Sheet,
    /// Rows.
    Rows,
    /// Letter columns.
    Columns,
}
