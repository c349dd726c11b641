//! "What became of every file?" The record of the inputs (收件登记).
//!
//! In: the files met, what was taken in, what counted, the findings in their final order. Out: one [`Input`] for each file. It
//! decides nothing: a file is refused, used or superseded because of what earlier steps decided.

use crate::discover::{Found, SkipReason};
use crate::field::{Field, Form};
use crate::finding::{Finding, Kind};
use crate::intake::Intake;
use crate::normalize::{Normalized, Standing, TableOutcome};
use crate::place::{Area, Place};
use crate::recognize::{Recognized, RowReason, Table};
use crate::rules::roster::Roster;
use crate::settle::{Settled, TableUse};
use indexmap::IndexSet;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// One file and what became of it.
#[derive(Debug, Clone)]
pub struct Input {
    /// Path relative to the input folder.
    pub file: Arc<str>,
    /// SHA-256, where its bytes were read.
    pub sha256: Option<String>,
    /// What became of it.
    pub status: InputStatus,
    /// Units that it speaks for, by used name.
    pub units: Vec<String>,
    /// Its tables.
    pub tables: Vec<InputTable>,
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputStatus {
    /// Its figures are used.
    Used,
    /// It was refused; the finding's index in `Judgment::findings`.
    Refused(usize),
    /// It is no submission.
    Skipped(SkipReason),
    /// Newer submissions replace every figure of it.
    Superseded,
    /// It is the roster.
    Roster,
}

/// One table of a file.
#[derive(Debug, Clone)]
pub struct InputTable {
    /// Sheet and range.
    pub place: Place,
    /// What it is about.
    pub form: Form,
    /// Headings: cells, words, meaning.
    pub headings: Vec<(Area, String, Option<Field>)>,
    /// Rows found below the headings.
    pub rows_found: usize,
    /// Rows that gave figures.
    pub rows_used: usize,
    /// Rows left out, by reason.
    pub left_out: Vec<(RowReason, usize)>,
}

/// What the record is drawn from; `settled` and `normalized` are absent when the run ended before them.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    /// Files met.
    pub found: &'a Found,
    /// What became of each submission at the door.
    pub intakes: &'a [Intake],
    /// What the batch agreed on.
    pub settled: Option<&'a Settled>,
    /// What counted.
    pub normalized: Option<&'a Normalized>,
    /// The roster, for its own line.
    pub roster: &'a Roster,
    /// All findings in their final order.
    pub findings: &'a [Finding],
}

/// One [`Input`] for each file met, by path; the roster last.
#[must_use]
pub fn register(record: &Record) -> Vec<Input> {
    let standings = standings(record.normalized);
    let by_file = ByFile::of(record);
    let mut inputs = Vec::new();
    let mut book = 0;
    for intake in record.intakes {
        let mut input = match &intake.result {
            Err(finding) => refused_at_door(&by_file, intake, finding),
            Ok(recognized) => {
                book += 1;
                taken_in((record, &by_file), recognized, (book - 1, standings.get(&intake.submission.file)))
            }
        };
        input.sha256.clone_from(&intake.sha256);
        inputs.push(input);
    }
    let roster = record.roster.file.as_ref();
    for left in record.found.left_out.iter().filter(|l| Some(&l.file) != roster) {
        inputs.push(bare(&left.file, InputStatus::Skipped(left.why)));
    }
    inputs.sort_by(|a, b| a.file.cmp(&b.file));
    if let Some(file) = roster {
        inputs.push(Input { sha256: record.roster.sha256.clone(), ..bare(file, InputStatus::Roster) });
    }
    inputs
}

fn bare(file: &Arc<str>, status: InputStatus) -> Input {
    Input { file: Arc::clone(file), sha256: None, status, units: Vec::new(), tables: Vec::new() }
}

fn refused_at_door(by_file: &ByFile, intake: &Intake, finding: &Finding) -> Input {
    let file = &intake.submission.file;
    let index = by_file.finding(file, |f| f.kind == finding.kind).or_else(|| by_file.finding(file, |_| true));
    bare(file, InputStatus::Refused(index.unwrap_or(0)))
}

/// Findings and zero sentences by file: looked up, not searched, because a batch may have thousands of both.
struct ByFile<'a> {
    findings: HashMap<&'a str, Vec<(usize, &'a Finding)>>,
    zeros: HashMap<&'a str, Vec<&'a String>>,
}

impl<'a> ByFile<'a> {
    fn of(record: &Record<'a>) -> Self {
        let mut by_file = Self { findings: HashMap::new(), zeros: HashMap::new() };
        for (index, finding) in record.findings.iter().enumerate() {
            by_file.findings.entry(&finding.place.file).or_default().push((index, finding));
        }
        for (unit, _, place) in record.normalized.iter().flat_map(|n| &n.zero_reports) {
            by_file.zeros.entry(&place.file).or_default().push(unit);
        }
        by_file
    }

    /// Index of the first finding in a file that fits.
    fn finding(&self, file: &str, fits: impl Fn(&Finding) -> bool) -> Option<usize> {
        self.findings.get(file)?.iter().find(|(_, f)| fits(f)).map(|(index, _)| *index)
    }
}

/// How the entries of one file stand.
#[derive(Debug, Clone, Copy, Default)]
struct Standings {
    counts: usize,
    superseded: usize,
    disputed: usize,
}

fn standings(normalized: Option<&Normalized>) -> HashMap<Arc<str>, Standings> {
    let mut out: HashMap<Arc<str>, Standings> = HashMap::new();
    for entry in normalized.map(|n| n.entries.as_slice()).unwrap_or_default() {
        let of = out.entry(Arc::clone(&entry.place.file)).or_default();
        match entry.standing {
            Standing::Counts | Standing::Corrected => of.counts += 1,
            Standing::Superseded => of.superseded += 1,
            Standing::Disputed => of.disputed += 1,
            Standing::Repeated => {}
        }
    }
    out
}

fn taken_in(
    (record, by_file): (&Record, &ByFile),
    book: &Recognized,
    (index, standings): (usize, Option<&Standings>),
) -> Input {
    let uses = record.settled.and_then(|s| s.files.get(index)).map(|f| f.tables.as_slice()).unwrap_or_default();
    let outcomes = record.normalized.and_then(|n| n.outcomes.get(index)).map(Vec::as_slice).unwrap_or_default();
    let zeros = by_file.zeros.get(&*book.file).map(Vec::as_slice).unwrap_or_default();
    let units: IndexSet<&String> = outcomes.iter().flat_map(|o| &o.units).chain(zeros.iter().copied()).collect();
    let gives = |(used, table): (&TableUse, &Table)| {
        matches!(used, TableUse::Counts { .. }) && table.form != Form::MessageLedger
    };
    let counted = uses.iter().zip(&book.tables).any(gives) || !zeros.is_empty();
    let superseded = standings.is_some_and(|s| s.counts == 0 && s.disputed == 0 && s.superseded > 0);
    let status = if superseded && zeros.is_empty() {
        InputStatus::Superseded
    } else if counted || record.settled.is_none() {
        InputStatus::Used
    } else {
        why_unused((record, by_file), book, uses).map_or(InputStatus::Used, InputStatus::Refused)
    };
    let tables =
        book.tables.iter().enumerate().map(|(i, table)| one_table(table, uses.get(i), outcomes.get(i))).collect();
    Input {
        file: Arc::clone(&book.file),
        sha256: Some(book.sha256.clone()),
        status,
        units: units.into_iter().cloned().collect(),
        tables,
    }
}

/// The finding that says why no table of a file counts: the one `settle` gave, else the first that refuses, else the first.
fn why_unused((record, by_file): (&Record, &ByFile), book: &Recognized, uses: &[TableUse]) -> Option<usize> {
    let settled = record.settled.map(|s| s.findings.as_slice()).unwrap_or_default();
    let given = uses.iter().find_map(|u| match u {
        TableUse::Refused(index) => settled.get(*index),
        _ => None,
    });
    let same = given.and_then(|g| by_file.finding(&g.place.file, |f| f.kind == g.kind && f.place == g.place));
    let refusing = || by_file.finding(&book.file, |f| refuses(&f.kind));
    same.or_else(refusing).or_else(|| by_file.finding(&book.file, |_| true))
}

/// Whether findings of this kind are the reason why a file or a table is not used. They may be weighed otherwise by the office but
/// never dropped, because a refused file always has a reason.
#[must_use]
pub const fn refuses(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::FileEncrypted
            | Kind::FileCorrupt { .. }
            | Kind::FileEmpty
            | Kind::FileForeign { .. }
            | Kind::FileTooLarge { .. }
            | Kind::FileUnreadable { .. }
            | Kind::FileOwnOutput
            | Kind::FileDuplicate { .. }
            | Kind::BookEmpty
            | Kind::NoTable
            | Kind::TableUnknown { .. }
            | Kind::PeriodOther { .. }
            | Kind::UnitUndetermined
            | Kind::HeadingMissing { .. }
    )
}

fn one_table(table: &Table, in_use: Option<&TableUse>, outcome: Option<&TableOutcome>) -> InputTable {
    let mut left: BTreeMap<RowReason, usize> = BTreeMap::new();
    for row in &table.left_out {
        *left.entry(row.why).or_default() += 1;
    }
    // Totals are kept as rows of their own, and some readers of a table list them among the rows left out as well.
    if !left.contains_key(&RowReason::Total) && !table.totals.is_empty() {
        left.insert(RowReason::Total, table.totals.len());
    }
    let lines = table.lines_found();
    let rows_found = lines + left.values().sum::<usize>();
    let counts = matches!(in_use, Some(TableUse::Counts { .. }));
    let rows_used = if counts { outcome.map_or(0, |o| o.rows_used).min(lines) } else { 0 };
    if rows_used < lines {
        *left.entry(RowReason::Unused).or_default() += lines - rows_used;
    }
    let headings = table.headings.iter().map(|h| (h.area, h.path.join(" "), h.field)).collect();
    InputTable {
        place: table.place.clone(),
        form: table.form,
        headings,
        rows_found,
        rows_used,
        left_out: left.into_iter().collect(),
    }
}
