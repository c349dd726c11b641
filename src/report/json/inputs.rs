//! Files and units in the document: what became of each file, who should have reported and who did.

use super::codes;
use crate::field::Form;
use crate::finding::{Finding, Kind};
use crate::outcome::{Input, InputStatus, InputTable, Outcome};
use crate::tally::unread::Unread;
use crate::wording::{findings as words, report as report_words};
use indexmap::IndexMap;
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};

#[derive(Debug, Serialize)]
pub(super) struct InputSeen {
    file: String,
    sha256: Option<String>,
    status: &'static str,
    reason: Option<Reason>,
    /// The unit, when the file speaks for exactly one.
    unit: Option<String>,
    tables: Vec<TableSeen>,
}

#[derive(Debug, Serialize)]
struct Reason {
    id: &'static str,
    message: String,
}

#[derive(Debug, Serialize)]
struct TableSeen {
    sheet: Option<String>,
    range: Option<String>,
    kind: &'static str,
    columns: Vec<HeadingSeen>,
}

#[derive(Debug, Serialize)]
struct HeadingSeen {
    cell: String,
    heading: String,
    field: Option<&'static str>,
}

/// The findings that inputs give as their reason.
pub(super) struct Reasons<'a> {
    findings: &'a [Finding],
    /// The first that says that figures of a file were replaced.
    replaced: HashMap<&'a str, &'a Finding>,
}

impl<'a> Reasons<'a> {
    pub(super) fn of(findings: &'a [Finding]) -> Self {
        let mut replaced: HashMap<&str, &Finding> = HashMap::new();
        for finding in findings.iter().filter(|f| matches!(f.kind, Kind::VersionReplaced { .. })) {
            for place in [&finding.place].into_iter().chain(&finding.related) {
                replaced.entry(&place.file).or_insert(finding);
            }
        }
        Self { findings, replaced }
    }
}

pub(super) fn input(input: &Input, reasons: &Reasons) -> InputSeen {
    let (status, reason) = match input.status {
        InputStatus::Used => ("used", None),
        InputStatus::Roster => ("roster", None),
        InputStatus::Previous => ("previous", None),
        InputStatus::Refused(index) => ("refused", reasons.findings.get(index).map(because)),
        InputStatus::Skipped(why) => {
            let message = report_words::skip_reason(why).to_owned();
            ("skipped", Some(Reason { id: codes::skip_reason(why), message }))
        }
        InputStatus::Superseded => ("superseded", reasons.replaced.get(&*input.file).copied().map(because)),
    };
    let unit = match input.units.as_slice() {
        [only] => Some(only.to_string()),
        _ => None,
    };
    InputSeen {
        file: input.file.to_string(),
        sha256: input.sha256.clone(),
        status,
        reason,
        unit,
        tables: input.tables.iter().map(table).collect(),
    }
}

fn because(finding: &Finding) -> Reason {
    Reason { id: finding.kind.id(), message: words::sentence(finding) }
}

fn table(table: &InputTable) -> TableSeen {
    let headings = table.headings.iter();
    TableSeen {
        sheet: table.place.sheet.as_ref().map(ToString::to_string),
        range: table.place.area.map(|area| area.to_string()),
        kind: codes::form(table.form),
        columns: headings
            .map(|(area, heading, field)| HeadingSeen {
                cell: area.to_string(),
                heading: heading.to_string(),
                field: field.map(codes::field),
            })
            .collect(),
    }
}

#[derive(Debug, Default, Serialize)]
pub(super) struct Submissions {
    expected: Vec<UnitSeen>,
    received: Vec<ReceivedSeen>,
    missing: Vec<UnitSeen>,
    waiting: Vec<UnitSeen>,
    unknown: Vec<UnknownSeen>,
}

#[derive(Debug, Serialize)]
struct UnitSeen {
    unit: String,
    kinds: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
struct ReceivedSeen {
    unit: String,
    kinds: Vec<&'static str>,
    files: Vec<String>,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct UnknownSeen {
    written: String,
    file: String,
}

/// Units from which nothing is due are not expected; units that the roster does not know are unknown, not received.
pub(super) fn submissions(outcome: &Outcome) -> Submissions {
    let all = &outcome.tally.submissions;
    let expected = all.expected.iter().filter(|e| !e.forms.is_empty());
    let received = all.received.iter().filter(|r| r.listed);
    Submissions {
        expected: expected.map(|e| UnitSeen { unit: e.unit.clone(), kinds: kinds(&e.forms) }).collect(),
        received: received
            .map(|r| ReceivedSeen {
                unit: r.unit.clone(),
                kinds: kinds(&r.forms),
                files: r.files.iter().map(ToString::to_string).collect(),
            })
            .collect(),
        missing: all
            .missing()
            .into_iter()
            .map(|(e, forms)| UnitSeen { unit: e.unit.clone(), kinds: kinds(&forms) })
            .collect(),
        waiting: all.waiting.iter().map(|w| UnitSeen { unit: w.unit.clone(), kinds: kinds(&w.forms) }).collect(),
        unknown: unknown(outcome),
    }
}

/// Where nothing could be added up: the units that something waits for.
pub(super) fn of_unread(all: &[Unread]) -> Submissions {
    let mut units: IndexMap<&str, BTreeSet<Form>> = IndexMap::new();
    for (unit, unread) in all.iter().filter_map(|unread| Some((unread.unit.as_deref()?, unread))) {
        units.entry(unit).or_default().extend(&unread.forms);
    }
    let seen = |(unit, forms): (&str, BTreeSet<Form>)| {
        let forms: Vec<Form> = forms.into_iter().collect();
        UnitSeen { unit: unit.to_owned(), kinds: kinds(&forms) }
    };
    Submissions { waiting: units.into_iter().map(seen).collect(), ..Submissions::default() }
}

fn kinds(forms: &[Form]) -> Vec<&'static str> {
    forms.iter().map(|f| codes::form(*f)).collect()
}

/// Units that figures or findings name and the roster does not know.
fn unknown(outcome: &Outcome) -> Vec<UnknownSeen> {
    let from_entries = outcome.entries.iter().filter(|e| !e.unit.listed);
    let from_entries =
        from_entries.map(|e| UnknownSeen { written: e.unit.written.to_string(), file: e.place.file.to_string() });
    let from_findings = outcome.judgment.findings.iter().filter_map(|f| match &f.kind {
        Kind::UnitUnknown { written, .. } if !written.is_empty() => {
            Some(UnknownSeen { written: written.clone(), file: f.place.file.to_string() })
        }
        _ => None,
    });
    from_entries.chain(from_findings).collect::<BTreeSet<_>>().into_iter().collect()
}
