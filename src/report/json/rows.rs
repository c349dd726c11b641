//! Facts and annex rows in the document. Facts hold what files say; rows hold what is in force, with null for open figures.

use super::findings::reference;
use super::{PlaceSeen, codes, place};
use crate::finding::{Finding, Severity, Subject};
use crate::normalize::{Entry, Reported};
use crate::outcome::Outcome;
use crate::wording::{findings as words, labels, report as report_words};
use serde::Serialize;
use std::collections::HashMap;

/// Indexes of the findings on each row.
pub(super) type ByRow = HashMap<Subject, Vec<usize>>;

#[derive(Debug, Serialize)]
pub(super) struct Fact {
    kind: &'static str,
    unit: String,
    unit_written: String,
    object: Option<String>,
    object_written: Option<String>,
    account_type: Option<String>,
    field: &'static str,
    period: String,
    value: Option<FactValue>,
    raw: String,
    status: &'static str,
    standing: &'static str,
    source: PlaceSeen,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum FactValue {
    Number(i64),
    Count(u64),
    Text(String),
}

pub(super) fn fact(entry: &Entry) -> Fact {
    let (value, status) = match &entry.reading.value {
        Reported::Count(n) => (Some(FactValue::Count(*n)), "reported"),
        Reported::Text(text) => (Some(FactValue::Text(text.clone())), "reported"),
        Reported::Day(day) => (Some(FactValue::Text(day.to_string())), "reported"),
        Reported::NotApplicable => (None, "not_applicable"),
        Reported::Missing => (None, "missing"),
        Reported::Doubtful { parsed, .. } => (parsed.map(FactValue::Number), "doubtful"),
    };
    Fact {
        kind: codes::form(entry.form),
        unit: entry.unit.used.to_string(),
        unit_written: entry.unit.written.to_string(),
        object: entry.object.as_ref().map(|o| o.used.to_string()),
        object_written: entry.object.as_ref().map(|o| o.written.to_string()),
        account_type: entry.platform.as_deref().map(str::to_owned),
        field: codes::field(entry.field),
        period: entry.period.code(),
        value,
        raw: entry.reading.raw.clone(),
        status,
        standing: codes::standing(entry.standing),
        source: place(&entry.place),
    }
}

#[derive(Debug, Serialize)]
pub(super) struct Column {
    unit: String,
    column: String,
    frequency: String,
    counts: Vec<Counted>,
    required: Option<i64>,
    actual: Option<i64>,
    result: &'static str,
    listed: bool,
    findings: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Counted {
    period: String,
    value: Option<i64>,
}

pub(super) fn columns(outcome: &Outcome, by_row: &ByRow) -> Vec<Column> {
    let rows = outcome.tally.columns.iter().zip(&outcome.judgment.columns).enumerate();
    rows.map(|(i, (row, result))| {
        let counts = row.months.iter();
        Column {
            unit: row.unit.clone(),
            column: row.column.clone(),
            frequency: row.frequency.clone(),
            counts: counts.map(|(p, f)| Counted { period: p.code(), value: f.value.known() }).collect(),
            required: row.required.number,
            actual: row.actual.value.known(),
            result: labels::result(*result),
            listed: row.listed,
            findings: references(by_row, Subject::Column(i)),
        }
    })
    .collect()
}

#[derive(Debug, Serialize)]
pub(super) struct Message {
    unit: String,
    received: Option<i64>,
    closed: Option<i64>,
    overdue: Option<i64>,
    open: Option<i64>,
    overdue_closed: Option<i64>,
    overdue_open: Option<i64>,
    limit: Option<i64>,
    listed: bool,
    findings: Vec<String>,
}

pub(super) fn messages(outcome: &Outcome, by_row: &ByRow) -> Vec<Message> {
    let rows = outcome.tally.messages.iter().enumerate();
    rows.map(|(i, row)| Message {
        unit: row.unit.clone(),
        received: row.received.value.known(),
        closed: row.closed.value.known(),
        overdue: row.overdue.value.known(),
        open: row.open(),
        overdue_closed: row.ledger.and_then(|l| l.overdue_closed),
        overdue_open: row.ledger.and_then(|l| l.overdue_open),
        limit: row.ledger.and_then(|l| l.limit),
        listed: row.listed,
        findings: references(by_row, Subject::Message(i)),
    })
    .collect()
}

#[derive(Debug, Serialize)]
pub(super) struct Account {
    unit: String,
    account: String,
    #[serde(rename = "type")]
    platform: String,
    required: Option<i64>,
    actual: Option<i64>,
    forward_list: Option<i64>,
    forwarded: Option<i64>,
    last_post: Option<String>,
    largest_gap: Option<i64>,
    verdict: &'static str,
    problem: String,
    listed: bool,
    findings: Vec<String>,
}

pub(super) fn accounts(outcome: &Outcome, by_row: &ByRow) -> Vec<Account> {
    let rows = outcome.tally.accounts.iter().zip(&outcome.judgment.accounts).enumerate();
    rows.map(|(i, (row, verdict))| Account {
        unit: row.unit.clone(),
        account: row.account.clone(),
        platform: row.platform.clone(),
        required: row.required.number,
        actual: row.actual.value.known(),
        forward_list: row.forward_list.value.known(),
        forwarded: row.forwarded.value.known(),
        last_post: row.last_post.as_ref().map(|(day, _)| day.to_string()),
        largest_gap: row.largest_gap.map(|gap| gap.days),
        verdict: labels::verdict(*verdict),
        problem: problem(outcome, by_row.get(&Subject::Account(i))),
        listed: row.listed,
        findings: references(by_row, Subject::Account(i)),
    })
    .collect()
}

/// The problem texts of a row's fails, each once.
fn problem(outcome: &Outcome, on_row: Option<&Vec<usize>>) -> String {
    let on_row = on_row.into_iter().flatten().filter_map(|index| outcome.judgment.findings.get(*index));
    let mut on_row: Vec<&Finding> = on_row.filter(|f| f.severity == Severity::Fail).collect();
    on_row.sort_by_key(|f| f.kind.rank());
    let mut texts: Vec<String> = Vec::new();
    for text in on_row.into_iter().map(words::problem) {
        if !text.is_empty() && !texts.contains(&text) {
            texts.push(text);
        }
    }
    report_words::joined_problems(&texts)
}

pub(super) fn references(rows: &ByRow, row: Subject) -> Vec<String> {
    rows.get(&row).into_iter().flatten().map(|index| reference(*index)).collect()
}
