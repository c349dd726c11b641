//! "How were netizen messages handled?" Rows of annex 2.
//!
//! In: entries of the messages form, units that reported zero by a sentence, units from which messages are due. Out:
//! [`MessageRow`]s in the order of the roster's units. A sentence such as 本季度无留言 makes all three figures 0.

use super::held;
use super::noticed::Noticed;
use super::rows::{Asked, Row, by_unit_order, gather};
use super::summaries::over_run;
use super::{Amount, Batch, Figure, FromLedger, MessageRow, Part, Submissions};
use crate::field::{Field, Form};
use crate::finding::{Finding, Kind, Subject};
use crate::fold::fold;
use crate::normalize::{Entry, MessageLog, Reported, Standing};
use crate::period::Period;
use crate::place::Place;
use std::collections::{HashMap, HashSet};

/// The rows of annex 2.
pub(super) fn messages(batch: &Batch, submissions: &Submissions, findings: &mut Vec<Finding>) -> Vec<MessageRow> {
    let due = submissions.expected.iter().filter(|e| e.forms.contains(&Form::Messages));
    let mut asked: Vec<Asked> =
        due.map(|e| Asked { unit: &e.unit, object: "", platform: "", place: &e.place }).collect();
    asked.extend(zero_reporters(batch, &asked));
    let mut rows = gather(batch.normalized, Form::Messages, &asked, false);
    let known: Option<HashSet<String>> =
        batch.rules.roster.units.as_ref().map(|units| units.keys().map(|name| fold(name)).collect());
    for row in &mut rows {
        row.listed = row.listed && known.as_ref().is_none_or(|k| k.contains(&fold(&row.unit)));
    }
    by_unit_order(&mut rows, &batch.rules.roster);
    let mut logs: HashMap<&str, Vec<&MessageLog>> = HashMap::new();
    for log in &batch.normalized.message_logs {
        logs.entry(&log.unit.used).or_default().push(log);
    }
    let mut out = Vec::with_capacity(rows.len());
    for (index, row) in rows.iter().enumerate() {
        let mut noticed = Noticed::new(row, Subject::Message(index));
        let zero = batch.zero_report(Form::Messages, &row.unit);
        let held = batch.waits(&row.unit, Form::Messages).filter(|_| row.entries.is_empty() && row.listed);
        let mut figure = |field: Field| match zero {
            Some(place) if row.entries.is_empty() => reported_zero(place),
            _ => {
                let mut told = over_run(batch, row, &[field], &mut noticed);
                held.iter().for_each(|held| held::open(&mut told, held));
                told
            }
        };
        let received = figure(Field::Received);
        out.push(MessageRow {
            unit: row.unit.clone(),
            carried: carried_over(batch, row, &received),
            received,
            closed: figure(Field::Closed),
            overdue: figure(Field::Overdue),
            open: stated_open(batch, row),
            ledger: from_ledger(&logs, row),
            listed: row.listed,
            place: row.place.clone(),
        });
        if row.listed {
            findings.append(&mut noticed.findings);
        }
    }
    let by_unit: HashMap<&str, usize> = out.iter().enumerate().rev().map(|(i, row)| (row.unit.as_str(), i)).collect();
    let of_messages = |kind: &Kind| {
        let (Kind::NotSubmitted { form } | Kind::SubmissionWaits { form, .. }) = kind else { return false };
        *form == Form::Messages
    };
    for finding in findings.iter_mut().filter(|f| of_messages(&f.kind)) {
        let row = finding.unit.as_deref().and_then(|unit| by_unit.get(unit));
        finding.subject = row.copied().map(Subject::Message);
    }
    out
}

impl MessageRow {
    /// What is open: as the unit states it, unless its other figures contradict that, else as its ledger tells.
    #[must_use]
    pub fn open(&self) -> Option<i64> {
        match &self.open {
            Some(stated) => stated.value.known().filter(|_| self.open_that_differs().is_none()),
            None => self.ledger.and_then(|ledger| ledger.open),
        }
    }

    /// What the unit states to be open, where that is not what the closed ones leave of those received, or of those and the ones carried
    /// over. Where the overdue are counted apart from those open, both together are.
    #[must_use]
    pub fn open_that_differs(&self) -> Option<(&Figure, i64)> {
        let left = self.received.value.known()? - self.closed.value.known()?;
        let figure = self.open.as_ref()?;
        let open = figure.value.known()?;
        let apart = self.overdue.value.known().map(|overdue| open + overdue);
        let agrees = |left: i64| open == left || apart == Some(left);
        let due = left + self.carried.unwrap_or(0);
        (due >= 0 && !agrees(left) && !agrees(due)).then_some((figure, open))
    }

    /// How many are not closed at the end: as the unit states it where its figures agree, else what the closed ones leave. `None` where that is
    /// not certain: what is stated cannot be believed, or nothing says what became of those carried over.
    #[must_use]
    pub fn not_closed(&self) -> Option<i64> {
        let left = self.received.value.known()? - self.closed.value.known()?;
        let carried = self.carried.unwrap_or(0);
        match &self.open {
            Some(stated) => {
                let open = stated.value.known().filter(|_| self.open_that_differs().is_none())?;
                Some(if open == left + carried { open } else { left })
            }
            None => Some(left).filter(|_| carried == 0),
        }
    }
}

/// What was carried over into the one figure of those received, or into the first where each month of the run has one: what the later
/// months carry over came in before them.
fn carried_over(batch: &Batch, row: &Row, received: &Figure) -> Option<i64> {
    let first = match received.parts.as_slice() {
        [part] => &part.place,
        parts => {
            let of_part = |e: &&&Entry| e.field == Field::Received && parts.iter().any(|part| part.place == e.place);
            let mut months: Vec<(Period, &Place)> =
                row.entries.iter().filter(of_part).map(|e| (e.period, &e.place)).collect();
            months.sort_unstable();
            let each = months.iter().map(|(period, _)| *period).eq(batch.run.months());
            months.first().filter(|_| each)?.1
        }
    };
    i64::try_from(*batch.normalized.carried.get(first)?).ok()
}

/// How many are open, where the unit states it once for the whole run. Months are no sum: what was open in January may be in February.
fn stated_open(batch: &Batch, row: &Row) -> Option<Figure> {
    let stands = |e: &&Entry| !e.from_ledger && e.field == Field::Open && e.standing == Standing::Counts;
    let mut told = row.entries.iter().copied().filter(stands).filter(|e| e.period == batch.run);
    let (Some(entry), None) = (told.next(), told.next()) else { return None };
    let part = Part { raw: entry.reading.raw.clone(), place: entry.place.clone() };
    let open = match entry.reading.value {
        Reported::Count(open) => open,
        Reported::Doubtful { why, .. } => return Some(Figure { value: Amount::Doubtful(why), parts: vec![part] }),
        _ => return None,
    };
    Some(Figure { value: Amount::Known(i64::try_from(open).ok()?), parts: vec![part] })
}

/// What the ledgers tell whose figures of this unit count, added up.
fn from_ledger(logs: &HashMap<&str, Vec<&MessageLog>>, row: &Row) -> Option<FromLedger> {
    // A figure that the office corrected leaves what else the ledger tells.
    let stands = |e: &Entry| matches!(e.standing, Standing::Counts | Standing::Corrected);
    let counts = |e: &&Entry| e.from_ledger && e.field == Field::Received && stands(e);
    let places: HashSet<&Place> = row.entries.iter().copied().filter(counts).map(|e| &e.place).collect();
    let known = |n: Option<u64>| n.and_then(|n| i64::try_from(n).ok());
    let sum = |a: Option<i64>, b: Option<i64>| a?.checked_add(b?);
    let logs = logs.get(row.unit.as_str()).map(Vec::as_slice).unwrap_or_default();
    let told = logs.iter().filter(|log| places.contains(&log.place)).map(|log| FromLedger {
        open: known(log.open),
        overdue_closed: known(log.late.map(|(closed, _)| closed)),
        overdue_open: known(log.late.map(|(_, open)| open)),
        limit: log.limit,
    });
    told.reduce(|a, b| FromLedger {
        open: sum(a.open, b.open),
        overdue_closed: sum(a.overdue_closed, b.overdue_closed),
        overdue_open: sum(a.overdue_open, b.overdue_open),
        limit: a.limit.filter(|_| a.limit == b.limit),
    })
}

/// Units that report zero though nothing was due from them by name.
fn zero_reporters<'a>(batch: &Batch<'a>, asked: &[Asked]) -> Vec<Asked<'a>> {
    let zeros = batch.normalized.zero_reports.iter().filter(|(_, form, _)| *form == Form::Messages);
    let due: HashSet<String> = asked.iter().map(|a| fold(a.unit)).collect();
    let new = zeros.filter(|(unit, _, _)| !due.contains(&fold(unit)));
    new.map(|(unit, _, place)| Asked { unit, object: "", platform: "", place }).collect()
}

fn reported_zero(place: &Place) -> Figure {
    Figure { value: Amount::Known(0), parts: vec![Part { raw: "0".to_owned(), place: place.clone() }] }
}
