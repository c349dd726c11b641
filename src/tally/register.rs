//! "What became of every file?" The record of the inputs (收件登记).
//!
//! In: the files met, what was taken in, what counted, the findings in their final order. Out: one [`Input`] for each file. It
//! decides nothing: a file is refused, used or superseded because of what earlier steps decided.

use super::seen::{Drawn, Seen, SeenHeading, SeenTable};
use crate::discover::{LeftOut, SkipReason};
use crate::field::Form;
use crate::finding::{Finding, Kind};
use crate::normalize::{Normalized, Standing, TableOutcome};
use crate::place::Place;
use crate::recognize::RowReason;
use crate::rules::roster::Roster;
use crate::settle::{Settled, TableUse};
use indexmap::IndexSet;
use std::collections::HashMap;
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
    pub units: Vec<Arc<str>>,
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
    /// It is the workbook of the earlier period.
    Previous,
}

/// One table of a file.
#[derive(Debug, Clone)]
pub struct InputTable {
    /// Sheet and range.
    pub place: Place,
    /// What it is about.
    pub form: Form,
    /// Headings: cells, words, meaning.
    pub headings: Arc<[SeenHeading]>,
    /// Rows found below the headings.
    pub rows_found: usize,
    /// Rows that gave figures.
    pub rows_used: usize,
    /// Rows left out, by reason.
    pub left_out: Vec<(RowReason, usize)>,
    /// What a drawing of it needs.
    pub drawn: Arc<Drawn>,
}

/// What the record is drawn from; `settled` and `normalized` are absent when the run ended before them.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    /// What became of each submission at the door.
    pub seen: &'a [Seen],
    /// Files that are no submissions.
    pub left_out: &'a [LeftOut],
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
    for seen in record.seen {
        let mut input = match &seen.tables {
            Err(finding) => refused_at_door(&by_file, seen, finding),
            Ok(tables) => {
                book += 1;
                taken_in((record, &by_file), (seen, tables), (book - 1, standings.get(&seen.file)))
            }
        };
        input.sha256.clone_from(&seen.sha256);
        inputs.push(input);
    }
    let roster = record.roster.file.as_ref();
    for left in record.left_out.iter().filter(|l| Some(&l.file) != roster) {
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

fn refused_at_door(by_file: &ByFile, seen: &Seen, finding: &Finding) -> Input {
    let file = &seen.file;
    let index = by_file.finding(file, |f| f.kind == finding.kind).or_else(|| by_file.finding(file, |_| true));
    bare(file, InputStatus::Refused(index.unwrap_or(0)))
}

/// Findings and zero sentences by file: looked up, not searched, because a batch may have thousands of both.
struct ByFile<'a> {
    findings: HashMap<&'a str, Vec<(usize, &'a Finding)>>,
    zeros: HashMap<&'a str, Vec<&'a Arc<str>>>,
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
    (seen, tables): (&Seen, &[SeenTable]),
    (index, standings): (usize, Option<&Standings>),
) -> Input {
    let uses = record.settled.and_then(|s| s.files.get(index)).map(|f| f.tables.as_slice()).unwrap_or_default();
    let outcomes = record.normalized.and_then(|n| n.outcomes.get(index)).map(Vec::as_slice).unwrap_or_default();
    let zeros = by_file.zeros.get(&*seen.file).map(Vec::as_slice).unwrap_or_default();
    let units: IndexSet<&Arc<str>> = outcomes.iter().flat_map(|o| &o.units).chain(zeros.iter().copied()).collect();
    let gives = |((used, table), outcome): ((&TableUse, &SeenTable), &TableOutcome)| {
        matches!(used, TableUse::Counts { .. }) && (table.form != Form::MessageLedger || !outcome.units.is_empty())
    };
    let nothing = TableOutcome { rows_used: 0, units: Vec::new() };
    let of_table = outcomes.iter().chain(std::iter::repeat(&nothing));
    let counted = uses.iter().zip(tables).zip(of_table).any(gives) || !zeros.is_empty();
    let superseded = standings.is_some_and(|s| s.counts == 0 && s.disputed == 0 && s.superseded > 0);
    let status = if superseded && zeros.is_empty() {
        InputStatus::Superseded
    } else if counted || record.settled.is_none() {
        InputStatus::Used
    } else {
        why_unused((record, by_file), &seen.file, uses).map_or(InputStatus::Used, InputStatus::Refused)
    };
    let tables = tables.iter().enumerate().map(|(i, table)| one_table(table, uses.get(i), outcomes.get(i))).collect();
    Input {
        file: Arc::clone(&seen.file),
        sha256: seen.sha256.clone(),
        status,
        units: units.into_iter().cloned().collect(),
        tables,
    }
}

/// The finding that says why no table of a file counts: the one `settle` gave, else the first that refuses, else the first.
fn why_unused((record, by_file): (&Record, &ByFile), file: &str, uses: &[TableUse]) -> Option<usize> {
    let settled = record.settled.map(|s| s.findings.as_slice()).unwrap_or_default();
    let given = uses.iter().find_map(|u| match u {
        TableUse::Refused(index) => settled.get(*index),
        _ => None,
    });
    let same = given.and_then(|g| by_file.finding(&g.place.file, |f| f.kind == g.kind && f.place == g.place));
    let refusing = || by_file.finding(file, |f| refuses(&f.kind));
    // What a sheet is tells more than that no table was found on it.
    let shape = || by_file.finding(file, |f| matches!(f.kind, Kind::ShapeUnread { .. }));
    same.or_else(shape).or_else(refusing).or_else(|| by_file.finding(file, |_| true))
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
            | Kind::FileTooSlow { .. }
            | Kind::FileNeedsMemory { .. }
            | Kind::FileCrashed { .. }
            | Kind::SheetUnreadable { .. }
            | Kind::FileUnreadable { .. }
            | Kind::FileOwnOutput
            | Kind::FileDuplicate { .. }
            | Kind::BookEmpty
            | Kind::NoTable
            | Kind::TableUnknown { .. }
            | Kind::TableWaits { .. }
            | Kind::PeriodOther { .. }
            | Kind::UnitUndetermined { .. }
            | Kind::UnitWithheld
            | Kind::HeadingMissing { .. }
    )
}

fn one_table(table: &SeenTable, in_use: Option<&TableUse>, outcome: Option<&TableOutcome>) -> InputTable {
    let mut left = table.left.clone();
    let rows_found = table.rows + left.values().sum::<usize>();
    let counts = matches!(in_use, Some(TableUse::Counts { .. }));
    let rows_used = if counts { outcome.map_or(0, |o| o.rows_used).min(table.rows) } else { 0 };
    if rows_used < table.rows {
        *left.entry(RowReason::Unused).or_default() += table.rows - rows_used;
    }
    InputTable {
        place: table.place.clone(),
        form: table.form,
        headings: Arc::clone(&table.headings),
        rows_found,
        rows_used,
        left_out: left.into_iter().collect(),
        drawn: Arc::clone(&table.drawn),
    }
}
