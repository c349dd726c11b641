//! "Nothing stands in D9." What must be asked about the figures that count.
//!
//! In: all entries, after it is settled which count. Out: one finding for the blanks, and one for each doubtful cell, of a row. What
//! another finding explains (period, heading, versions, unknown names) is silent here: the cause was said.

use super::{Entry, Reported, Standing};
use crate::field::{Field, Form};
use crate::finding::{CountDoubt, Finding, Kind};
use indexmap::IndexMap;
use std::collections::HashSet;

/// What a blank belongs to: form, unit, object, platform, field.
type Row<'a> = (Form, &'a str, Option<&'a str>, Option<&'a str>, Field);

pub(super) fn of(entries: &[Entry]) -> Vec<Finding> {
    let mut out = Vec::new();
    let mut blanks: IndexMap<Row<'_>, Finding> = IndexMap::new();
    // What is required of many accounts in the same words (按要求更新) is asked about once for each sheet.
    let mut required: IndexMap<(&str, Option<&str>, String), Finding> = IndexMap::new();
    let mut no_limit: Vec<&Entry> = Vec::new();
    // What was passed on by month is one question for the run.
    let mut passed_on: IndexMap<Row<'_>, (i64, Finding)> = IndexMap::new();
    // What a summary tells needs no ledger.
    let summaries: HashSet<Row<'_>> = entries.iter().filter(|e| asks(e) && !e.from_ledger).map(row).collect();
    let has_summary = |entry: &Entry| summaries.contains(&row(entry));
    for entry in entries.iter().filter(|e| asks(e)) {
        match &entry.reading.value {
            Reported::Missing => {
                let place = entry.place.clone();
                blanks
                    .entry(row(entry))
                    .and_modify(|f| f.related.push(place.clone()))
                    .or_insert_with(|| about(entry, Kind::CountMissing { field: entry.field }));
            }
            Reported::Doubtful { why: CountDoubt::NoLimit, .. } if has_summary(entry) => {}
            Reported::Doubtful { why: CountDoubt::NoLimit, .. } => no_limit.push(entry),
            Reported::Doubtful { why: CountDoubt::PassedOn { .. }, .. } if has_summary(entry) => {}
            Reported::Doubtful { why: why @ CountDoubt::PassedOn { .. }, parsed } => {
                let more = parsed.unwrap_or_default();
                let kind = |n: i64| Kind::CountDoubtful { field: entry.field, raw: n.to_string(), why: *why };
                let known = passed_on.entry(row(entry)).or_insert_with(|| (0, about(entry, kind(0))));
                known.0 += more;
                known.1.kind = kind(known.0);
                if known.1.place != entry.place {
                    known.1.related.push(entry.place.clone());
                }
            }
            Reported::Doubtful { why, .. } if !is_said_elsewhere(*why) => {
                let raw = entry.reading.raw.clone();
                let kind = Kind::CountDoubtful { field: entry.field, raw: raw.clone(), why: *why };
                if entry.field != Field::Required {
                    // A cell that holds several figures is asked about once.
                    let said = |f: &Finding| f.kind == kind && f.place == entry.place;
                    if !out.last().is_some_and(said) {
                        out.push(about(entry, kind));
                    }
                    continue;
                }
                let sheet = (&*entry.place.file, entry.place.sheet.as_deref(), raw);
                required
                    .entry(sheet)
                    .and_modify(|known: &mut Finding| {
                        known.unit = known.unit.take().filter(|unit| **unit == *entry.unit.used);
                        known.object = None;
                        known.related.push(entry.place.clone());
                    })
                    .or_insert_with(|| about(entry, kind));
            }
            _ => {}
        }
    }
    out.extend(required.into_values());
    out.extend(blanks.into_values());
    out.extend(passed_on.into_values().map(|(_, finding)| finding));
    out.extend(without_limit(&no_limit));
    out
}

/// One question for all ledgers that would need a limit, because one answer serves them all.
fn without_limit(entries: &[&Entry]) -> Option<Finding> {
    let first = entries.first()?;
    let kind = Kind::CountDoubtful { field: first.field, raw: String::new(), why: CountDoubt::NoLimit };
    Some(Finding::new(kind, first.place.clone()).related(entries[1..].iter().map(|e| e.place.clone())))
}

/// Doubts whose cause is a finding of its own.
const fn is_said_elsewhere(why: CountDoubt) -> bool {
    matches!(why, CountDoubt::Heading | CountDoubt::Lines | CountDoubt::Calendar | CountDoubt::Sentence)
}

fn asks(entry: &Entry) -> bool {
    // That two places disagree does not say that one of them is crossed out.
    let struck = matches!(entry.reading.value, Reported::Doubtful { why: CountDoubt::Struck, .. });
    (entry.standing == Standing::Counts || struck && entry.standing == Standing::Disputed)
        && entry.unit.listed
        && entry.object.as_ref().is_none_or(|o| o.listed)
}

fn row(entry: &Entry) -> Row<'_> {
    let object = entry.object.as_ref().map(|o| &*o.used);
    (entry.form, &entry.unit.used, object, entry.platform.as_deref(), entry.field)
}

fn about(entry: &Entry, kind: Kind) -> Finding {
    let finding = Finding::new(kind, entry.place.clone()).unit(&*entry.unit.used);
    match &entry.object {
        Some(object) => finding.object(&*object.used),
        None => finding,
    }
}
