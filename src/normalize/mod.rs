//! "Proper names, real numbers." Turns recognized tables into entries.
//!
//! In: recognized tables, what the batch settled, the rules. Out: one [`Entry`] for each figure that a file reports, every
//! rename, and what became of each table. Pure. A count is a count only here; what it is not, it says.

mod blanks;
mod by_month;
mod column_ledger;
mod corrections;
mod count_parts;
pub mod counts;
mod deadline;
mod demands;
mod doubts;
mod duties;
mod issues;
mod last_update;
mod layout;
mod ledger;
mod lines;
mod message_ledger;
mod messages;
mod nameless;
mod notes;
mod over_months;
mod parted;
mod phrases;
mod questions;
mod rates;
mod same;
mod speakers;
mod table;
mod total_rows;
mod totals;
mod versions;
mod who;
mod written;
mod zeros;

pub use crate::field::NameKind;
use crate::field::{Field, Form};
use crate::finding::{CountDoubt, Finding};
use crate::period::Period;
use crate::place::Place;
use crate::recognize::{Recognized, Table};
use crate::rules::Rules;
use crate::settle::names::How;
use crate::settle::{FileUse, Settled, TableUse, UnitFor};
pub use corrections::{Answered, answer};
pub use duties::Duty;
use indexmap::IndexSet;
pub use issues::{Issue, IssueResult};
use jiff::civil::Date;
pub use lines::{Counted, LeftWhy};
pub use message_ledger::MessageLog;
pub use questions::{Asked, Question};
use serde::{Deserialize, Serialize};
use std::borrow::Borrow;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::sync::Arc;
use totals::Sums;
pub use versions::{Difference, InForce};
use who::{Noted, Who};

/// One figure as one file reports it: the smallest thing that can be traced.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Columns, Messages or Accounts; figures counted from ledgers bear the form of their annex.
    pub form: Form,
    /// Whether it was counted from a ledger (its place is then a range).
    pub from_ledger: bool,
    /// The unit.
    pub unit: Name,
    /// The website column or account; `None` for messages.
    pub object: Option<Name>,
    /// Account type, canonical.
    pub platform: Option<Arc<str>>,
    /// What is reported.
    pub field: Field,
    /// For when.
    pub period: Period,
    /// What the file says.
    pub reading: Reading,
    /// Where it says so.
    pub place: Place,
    /// Whether it enters the tally.
    pub standing: Standing,
    /// Whether the unit keeps the column at all, of a figure in a table that crosses units with website columns.
    pub duty: Option<Duty>,
}

impl Entry {
    /// Whether it is the office's correction, which stands in the roster `file`, and not what a submission tells.
    #[must_use]
    pub fn is_correction(&self, file: Option<&Arc<str>>) -> bool {
        file.is_some_and(|file| *file == self.place.file)
    }
}

/// A name as written and as used. Entries share the texts of names: a batch has millions of entries and few names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// As the file writes it.
    pub written: Arc<str>,
    /// As the annexes write it; equal to `written` when unknown.
    pub used: Arc<str>,
    /// Whether the roster (where it has that sheet) knows it; unlisted names enter no annex row and no total.
    pub listed: bool,
}

/// An account as the annexes name it.
struct Account {
    /// Whose it is: the owner in the register, else whoever hands it in.
    unit: Name,
    name: Name,
    platform: Option<Arc<str>>,
}

/// What a cell says, with the raw text beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// As it stood in the cell.
    pub raw: String,
    /// What it was understood as.
    pub value: Reported,
}

/// A reported value; what the type keeps apart, no later step can confuse.
#[derive(Debug, Clone, PartialEq)]
pub enum Reported {
    /// A count.
    Count(u64),
    /// A text, for frequency, verdict and problem.
    Text(String),
    /// A day, for the last update.
    Day(Date),
    /// "/" and its kin: outside sums and checks.
    NotApplicable,
    /// Nothing stands there. Never zero.
    Missing,
    /// Cannot be believed; `parsed` is what it might be.
    Doubtful {
        /// What it might be.
        parsed: Option<i64>,
        /// Why it is doubted.
        why: CountDoubt,
    },
}

/// Whether an entry enters the tally.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It counts.
    Counts,
    /// The same figure with the same value counts elsewhere.
    Repeated,
    /// A newer submission replaces it.
    Superseded,
    /// It disagrees with another and nothing decides: neither counts.
    Disputed,
    /// The office corrected it: the roster's line counts instead.
    Corrected,
}

/// A name that is used in another writing than the file's; one for each writing and file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rename {
    /// What was renamed.
    pub what: NameKind,
    /// As written.
    pub written: String,
    /// As used.
    pub used: String,
    /// How.
    pub how: How,
    /// The other name that might have been meant, for a guess.
    pub alternative: Option<String>,
    /// For an account that another unit hands in than the one that the register names: who did, and whose it is.
    pub units: Option<(String, String)>,
    /// Where it was first met in this file.
    pub place: Place,
}

/// What a file says about the column above a website column (一级栏目).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParentSaid {
    /// The unit, by used name.
    pub unit: Arc<str>,
    /// The website column, by used name.
    pub column: Arc<str>,
    /// The column's own name, without the one above it.
    pub name: String,
    /// The column above it.
    pub parent: String,
    /// Where the website column stands.
    pub place: Place,
}

/// Days of posts of one account, from a ledger.
#[derive(Debug, Clone, PartialEq)]
pub struct PostLog {
    /// The unit.
    pub unit: Name,
    /// The account.
    pub account: Name,
    /// Account type, canonical.
    pub platform: Option<Arc<str>>,
    /// Days of its posts inside the period, ascending, repeated as often as there were posts.
    pub days: Vec<Date>,
    /// Days of its originals, ascending; `None` where the ledger does not mark them or a mark was not understood.
    pub originals: Option<Vec<Date>>,
    /// The range that was counted.
    pub place: Place,
}

/// What became of one table.
#[derive(Debug, Clone)]
pub struct TableOutcome {
    /// Rows that gave entries.
    pub rows_used: usize,
    /// Units that its rows are about, by used name, in order of appearance.
    pub units: Vec<Arc<str>>,
}

/// What the files say, in proper names and real numbers.
#[derive(Debug, Default)]
pub struct Normalized {
    /// Every figure, in the order of files, sheets and cells.
    pub entries: Vec<Entry>,
    /// Post days by account.
    pub logs: Vec<PostLog>,
    /// What ledgers of messages tell, by unit.
    pub message_logs: Vec<MessageLog>,
    /// Messages that were open before the period, beside what was received: the place of that figure, and how many.
    pub carried: HashMap<Place, u64>,
    /// Findings of a supervising platform, one by one.
    pub issues: Vec<Issue>,
    /// Forms that a unit reported by a sentence (零报告): unit as used, form, place.
    pub zero_reports: Vec<(Arc<str>, Form, Place)>,
    /// Of these, the sentences that tell figures, by place.
    pub sentences: HashMap<Place, String>,
    /// Every rename.
    pub renames: Vec<Rename>,
    /// Names that the clerk should confirm.
    pub questions: Vec<Question>,
    /// Columns above website columns, once for each pair.
    pub parents: Vec<ParentSaid>,
    /// Figures that files report differently.
    pub differences: Vec<Difference>,
    /// Figures that the office corrected.
    pub corrected: Vec<Answered>,
    /// What became of the lines of ledgers, by unit or account.
    pub counted: Vec<Counted>,
    /// For each file and table, what became of it.
    pub outcomes: Vec<Vec<TableOutcome>>,
    /// What was noticed.
    pub findings: Vec<Finding>,
}

/// Turns the recognized tables of a batch into entries; `books` in the order that `settled` was made from. Books that are handed
/// over are gone as soon as they are read.
#[must_use]
pub fn normalize(
    books: impl IntoIterator<Item = impl Borrow<Recognized>>,
    settled: &Settled,
    rules: &Rules,
) -> Normalized {
    let mut desk =
        Desk { settled, rules, who: Who::new(settled, rules), drafts: Vec::new(), out: Normalized::default() };
    for (file, (book, used)) in books.into_iter().zip(&settled.files).enumerate() {
        desk.read_file(file, book.borrow(), used);
    }
    desk.close(&settled.files)
}

/// What is on the desk while a batch is read.
struct Desk<'a> {
    settled: &'a Settled,
    rules: &'a Rules,
    who: Who<'a>,
    drafts: Vec<Draft>,
    out: Normalized,
}

/// An entry with the submission that it came from.
struct Draft {
    entry: Entry,
    /// Number of the file.
    file: usize,
    /// Whether its table speaks for several units, or it is another unit's account.
    collective: bool,
    /// Whether it stands in a hidden row.
    hidden: bool,
}

/// One table in use, with what was settled about it.
struct InUse<'a> {
    table: &'a Table,
    /// Number of the file.
    file: usize,
    /// The unit of rows that name none.
    unit: Option<&'a UnitFor>,
    /// Period of figures whose heading names none.
    period: Period,
    /// Every figure is doubtful.
    doubtful: bool,
    /// Only figures under month headings are of the run.
    months_only: bool,
    /// All tables of its book.
    book: &'a [Table],
    /// Running sums under each heading, once a row without a name asked for them.
    sums: OnceCell<Vec<Option<Sums>>>,
}

impl Desk<'_> {
    fn read_file(&mut self, file: usize, book: &Recognized, used: &FileUse) {
        let mut outcomes = Vec::new();
        let mut wrong_names = phrases::WrongNames::new();
        for (table, used) in book.tables.iter().zip(&used.tables) {
            let TableUse::Counts { unit, period, doubtful, months_only } = used else {
                outcomes.push(TableOutcome { rows_used: 0, units: Vec::new() });
                continue;
            };
            let in_use = InUse {
                table,
                book: &book.tables,
                file,
                unit: unit.as_ref(),
                period: *period,
                doubtful: *doubtful,
                months_only: *months_only,
                sums: OnceCell::new(),
            };
            let (first, first_issue) = (self.drafts.len(), self.out.issues.len());
            self.who.begin(table);
            let rows_used = match table.form {
                Form::Posts => self.read_posts(&in_use),
                Form::MessageLedger => self.read_messages(&in_use),
                Form::FindingsLedger => self.read_issues(&in_use),
                _ => self.read_table(&in_use),
            };
            self.wrong_names(&in_use, first, &mut wrong_names);
            let mut units = self.units_since(first);
            units.extend(self.units_of_issues(first_issue));
            let moved = self.who.take_moved();
            let is_moved = |d: &Draft| {
                let object = d.entry.object.as_ref().map(|o| Arc::clone(&o.used));
                object.is_some_and(|object| moved.contains(&(Arc::clone(&d.entry.unit.used), object)))
            };
            // Whoever carries another unit's account along speaks for itself all the same.
            let collective = if moved.is_empty() {
                units.len() > 1
            } else {
                let own = self.drafts[first..].iter().filter(|d| !is_moved(d));
                own.map(|d| &d.entry.unit.used).collect::<IndexSet<_>>().len() > 1
            };
            let is_hidden =
                |d: &Draft| d.entry.place.area.is_some_and(|a| table.hidden.binary_search(&a.first.row).is_ok());
            self.drafts[first..]
                .iter_mut()
                .for_each(|d| (d.collective, d.hidden) = (collective || is_moved(d), is_hidden(d)));
            outcomes.push(TableOutcome { rows_used, units });
        }
        self.out.findings.extend(wrong_names.into_values());
        self.read_zeros(file, book, &used.zeros);
        self.out.outcomes.push(outcomes);
    }

    /// Settles which of several entries counts, then says what is doubtful about those that do.
    fn close(mut self, files: &[FileUse]) -> Normalized {
        let (findings, differences) = versions::settle(&mut self.drafts, files);
        self.out.findings.extend(findings);
        self.out.differences = differences;
        let (issues, findings) = issues::settle(std::mem::take(&mut self.out.issues));
        self.out.issues = issues;
        self.out.findings.extend(findings);
        self.out.entries = self.drafts.into_iter().map(|d| d.entry).collect();
        demands::strokes(&mut self.out.entries, self.rules);
        // They take the room of the drafts over, which is up to twice what they need, and keep it to the end of the run.
        self.out.entries.shrink_to_fit();
        let same = same::findings(&self.out.entries);
        let (rules, run) = (self.rules, self.settled.period);
        self.out.corrected = corrections::apply(&mut self.out.entries, rules, run, &mut self.out.findings);
        over_months::settle(&mut self.out.entries, run);
        self.out.findings.extend(duties::settle(&mut self.out.entries, rules));
        self.out.findings.extend(doubts::of(&self.out.entries));
        let Noted { renames, questions, parents, findings } = self.who.into_parts();
        (self.out.renames, self.out.questions, self.out.parents) = (renames, questions, parents);
        self.out.findings.extend(findings);
        same::said_once(&mut self.out.findings, &same);
        self.out.findings.extend(same);
        self.out
    }

    fn add(&mut self, entry: Entry, file: usize) {
        self.drafts.push(Draft { entry, file, collective: false, hidden: false });
    }
}
