//! "Which quarter is this, and who is who?" Agrees over the whole batch.
//!
//! In: the claims of all tables, and the rules. Out: [`Settled`]: the run's period, for each table whether and for whom it
//! counts, the version of each file, and the [`names::Names`] that turn written names into the roster's. Pure.

mod candidates;
mod endings;
mod guesses;
mod held;
mod index;
mod keys;
mod learn;
mod letters;
mod likeness;
pub mod names;
mod objects;
mod owner;
mod period;
mod places;
mod run_period;
mod spot;
mod units;
mod versions;
mod villages;
mod withheld;

pub use held::{Held, Speakers, one_in_name};
pub use likeness::{Alike, alike};
pub use versions::Newer;
pub use withheld::{is_withheld, withhold};

use crate::error::Error;
use crate::field::Form;
use crate::finding::{Finding, Kind, Severity};
use crate::period::{Period, PeriodSaid};
use crate::place::Place;
use crate::recognize::{Claims, Recognized, Table};
use crate::rules::Rules;
use jiff::civil::{Date, DateTime};
use names::Names;
use std::collections::HashMap;

/// What the batch agreed on.
#[derive(Debug)]
pub struct Settled {
    /// The period of the run.
    pub period: Period,
    /// Where the period came from.
    pub period_from: PeriodFrom,
    /// For each file (in the order given) and each of its tables, what to do with it.
    pub files: Vec<FileUse>,
    /// Written names to used names.
    pub names: Names,
    /// What was noticed.
    pub findings: Vec<Finding>,
    /// Whom each file speaks for, whether or not its tables count.
    pub speakers: Speakers,
    /// Units whose files came and wait; told once everything was read.
    pub held: Vec<Held>,
}

/// Where the run's period came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeriodFrom {
    /// The command line.
    Option,
    /// 统计周期 in the roster.
    Roster,
    /// More than half of the files name it.
    Files {
        /// Files that name it.
        naming: usize,
        /// Files in all.
        of: usize,
    },
}

/// What to do with one file.
#[derive(Debug, Clone)]
pub struct FileUse {
    /// Age of its content against other submissions of the unit.
    pub version: Version,
    /// One for each of its tables.
    pub tables: Vec<TableUse>,
    /// Who handed in each of its tables, by used name, whether or not it counts; `None` where rows say it, or nobody does.
    pub owners: Vec<Option<String>>,
    /// One for each of its zero sentences: the unit (as used) it speaks for.
    pub zeros: Vec<Option<UnitFor>>,
}

/// What to do with one table.
#[derive(Debug, Clone)]
pub enum TableUse {
    /// It counts.
    Counts {
        /// The unit of its rows, where no column of the table says it row by row.
        unit: Option<UnitFor>,
        /// The period of figures whose heading names none; never wider than the run's.
        period: Period,
        /// Its places disagree about the period, or, of a ledger, about the unit: every figure is doubtful.
        doubtful: bool,
        /// The table spans more than the run: only figures under a month's heading are of the run.
        months_only: bool,
    },
    /// It does not; the finding's index in [`Settled::findings`].
    Refused(usize),
    /// It is of no known form.
    Ignored,
}

/// The unit that a table speaks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitFor {
    /// As written, the part of the text that names it.
    pub written: String,
    /// Where it stands.
    pub place: Place,
}

/// How new a submission is.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version {
    /// Day of filing inside the file.
    pub filed: Option<Date>,
    /// Rank of version words in its name (修订, 最终版, (2)); 0 without.
    pub words: u32,
    /// When the workbook was last saved.
    pub saved: Option<DateTime>,
}

/// Agrees over the whole batch.
///
/// # Errors
/// [`Error::PeriodUnknown`] when neither option nor roster names a period and no period is named by more than half of the files.
pub fn settle(books: &[&Recognized], rules: &Rules) -> Result<Settled, Error> {
    let (period, period_from) = run_period::of_run(books, rules)?;
    let names = learn::learn(books, rules);
    let mut findings = Vec::new();
    let speakers = Speakers::of(books, &names, rules);
    let files = books
        .iter()
        .map(|book| {
            let first = findings.len();
            let mut file = File { book, run: period, names: &names, rules, findings: &mut findings, first };
            let tables: Vec<TableUse> = book.tables.iter().map(|t| file.use_of(t)).collect();
            let zeros = file.zeros();
            let owners = owners(book, &tables, &names);
            FileUse { owners, version: versions::of_file(book, &rules.words.names), tables, zeros }
        })
        .collect();
    Ok(Settled { period, period_from, files, names, findings, speakers, held: Vec::new() })
}

/// The names that the roster and these books teach, where nothing else can be agreed on.
#[must_use]
pub fn names(books: &[&Recognized], rules: &Rules) -> Names {
    learn::learn(books, rules)
}

/// Who handed in each table of a book.
fn owners(book: &Recognized, tables: &[TableUse], names: &Names) -> Vec<Option<String>> {
    let owner = |(table, used): (&Table, &TableUse)| {
        let unit = match used {
            TableUse::Counts { unit, .. } => unit.clone(),
            _ => owner::of_claims(&table.claims, book, names),
        };
        unit.map(|unit| names.unit(&unit.written).known().map_or(unit.written, |known| known.used.clone()))
    };
    book.tables.iter().zip(tables).map(owner).collect()
}

/// Names who handed in the tables that wait as a whole.
pub fn sign(findings: &mut [Finding], books: &[&Recognized], settled: &Settled) {
    let files: HashMap<&str, usize> = books.iter().enumerate().map(|(i, book)| (&*book.file, i)).collect();
    for finding in findings.iter_mut().filter(|f| f.unit.is_none() && f.severity == Severity::Doubt) {
        let whole = match &finding.kind {
            Kind::TableUnknown { .. } | Kind::TableWaits { .. } | Kind::ShapeUnread { .. } => true,
            Kind::HeadingMissing { missing, .. } => !missing.is_empty(),
            _ => false,
        };
        let Some(file) = files.get(&*finding.place.file).filter(|_| whole) else { continue };
        let holds = |table: &Table| {
            let (whole, part) = (table.place.area, finding.place.area);
            table.place.sheet == finding.place.sheet && whole.zip(part).is_some_and(|(w, p)| w.contains(p.first))
        };
        let owners = books[*file].tables.iter().zip(&settled.files[*file].owners).filter(|(table, _)| holds(table));
        let mut owners = owners.map(|(_, owner)| owner);
        let first = owners.next().cloned().flatten();
        finding.unit = first.filter(|unit| owners.all(|other| other.as_ref() == Some(unit)));
    }
}

/// The span that a period said in a table or heading means inside the run: its year is named beside it, else follows from the
/// filing day, else is one of the run's.
#[must_use]
pub fn claimed_period(said: PeriodSaid, claims: &Claims, run: Period) -> Option<Period> {
    period::of_claim(said, claims, run)
}

/// One file on its way through.
struct File<'a> {
    book: &'a Recognized,
    run: Period,
    names: &'a Names,
    rules: &'a Rules,
    findings: &'a mut Vec<Finding>,
    /// Where its own findings begin.
    first: usize,
}

impl File<'_> {
    fn use_of(&mut self, table: &Table) -> TableUse {
        if table.form.annex().is_none() || table.rows.is_empty() {
            return TableUse::Ignored;
        }
        let parts = period::parts_of(table, self.run);
        let span = match period::of_table(&table.claims, &parts, &table.place, self.run) {
            period::Span::Other(finding) => return TableUse::Refused(self.note(*finding)),
            period::Span::Used(span) => span,
        };
        if let Some(place) = withheld::line_withheld(table) {
            return TableUse::Refused(self.note(Finding::new(Kind::UnitWithheld, place.clone())));
        }
        if let Some(finding) = villages::wait(table, self.rules) {
            return TableUse::Refused(self.note(finding));
        }
        let owner = owner::of_table(table, self.book, self.names);
        if owner.unit.is_none() && !owner.by_row {
            let said = candidates::candidates(&table.claims, table.form, self.names, self.rules);
            return TableUse::Refused(self.note(Finding::new(Kind::UnitUndetermined { said }, table.place.clone())));
        }
        // The lines of a ledger are counted together: where it names several units, none of its sums is one unit's.
        let is_ledger = matches!(table.form, Form::Posts | Form::MessageLedger);
        let doubtful = span.conflict.is_some() || is_ledger && owner.conflict.is_some();
        for finding in owner.conflict.into_iter().chain(span.conflict.map(|f| *f)) {
            self.note(finding);
        }
        TableUse::Counts { unit: owner.unit, period: span.period, doubtful, months_only: span.months_only }
    }

    /// The unit of each zero sentence of the file; none for sentences about another period.
    fn zeros(&mut self) -> Vec<Option<UnitFor>> {
        let mut out = Vec::new();
        for zero in &self.book.zeros {
            if let period::Span::Other(finding) = period::of_table(&zero.claims, &[], &zero.place, self.run) {
                self.note(*finding);
                out.push(None);
                continue;
            }
            let unit = owner::of_claims(&zero.claims, self.book, self.names);
            if unit.is_none() {
                let said = candidates::candidates(&zero.claims, Form::Unknown, self.names, self.rules);
                self.note(Finding::new(Kind::UnitUndetermined { said }, zero.place.clone()));
            }
            out.push(unit);
        }
        out
    }

    /// Keeps a finding, once for what a whole file says the same way; its index.
    fn note(&mut self, finding: Finding) -> usize {
        let same = |f: &Finding| f.kind == finding.kind && f.unit == finding.unit;
        if let Some(index) = self.findings[self.first..].iter().position(same) {
            return self.first + index;
        }
        self.findings.push(finding);
        self.findings.len() - 1
    }
}
