//! "In which order shall I tell it?" All findings, weighed and sorted.
//!
//! In: the findings of every step. Out: the list of the report: weighed by the office's rules, tied to rows of the annexes, without
//! those that the office does not report, sorted: fails, notices, doubts; in each columns, messages and accounts in annex order,
//! then problems found by hand, then the rest by place. The reason why a file was refused is never dropped.

use crate::finding::{Finding, Kind, Severity, Subject};
use crate::fold::fold;
use crate::place::Place;
use crate::rules::Rules;
use crate::tally::register::refuses;
use crate::tally::{Figure, Tally};
use std::collections::HashMap;

/// Weighs, ties and sorts.
pub(super) fn collect(tally: &Tally, rules: &Rules, findings: Vec<Finding>) -> Vec<Finding> {
    let rows = Rows::of(tally);
    let mut all: Vec<Finding> = findings.into_iter().filter_map(|f| weigh(f, rules)).collect();
    for finding in &mut all {
        finding.subject = finding.subject.or_else(|| rows.find(finding));
    }
    tell_apart(&mut all, tally);
    all.sort_by_cached_key(|f| (f.severity, group(f), f.place.clone(), f.kind.id()));
    all
}

/// Gives findings on accounts their type where the run has accounts of one name and several types.
fn tell_apart(all: &mut [Finding], tally: &Tally) {
    let shared = tally.shared_account_names();
    for finding in all.iter_mut().filter(|f| f.object.is_some()) {
        let Some(Subject::Account(index)) = finding.subject else { continue };
        let row = tally.accounts.get(index).filter(|row| shared.contains(&fold(&row.account)));
        finding.platform = row.map(|row| row.platform.clone()).filter(|p| !p.is_empty());
    }
}

/// The finding with the weight that the office gives its kind; `None` when the office does not report it.
pub(super) fn weigh(mut finding: Finding, rules: &Rules) -> Option<Finding> {
    let Some(setting) = rules.settings.severities.get(finding.kind.id()) else { return Some(finding) };
    match setting.value {
        Some(severity) => finding.severity = severity,
        None if refuses(&finding.kind) => finding.severity = Severity::Notice,
        None => return None,
    }
    finding.basis = finding.basis.or_else(|| setting.basis.clone());
    Some(finding)
}

/// Where a finding stands among those of its weight. Findings on one row keep the order of its cells.
fn group(finding: &Finding) -> (u8, usize) {
    match (&finding.kind, finding.subject) {
        (Kind::Manual { .. }, _) => (4, 0),
        (_, Some(Subject::Column(i))) => (0, i),
        (_, Some(Subject::Message(i))) => (1, i),
        (_, Some(Subject::Account(i))) => (2, i),
        (_, Some(Subject::Issue(i))) => (3, i),
        (_, None) => (5, 0),
    }
}

/// Rows of the annexes by their cells and by their names; `None` where two rows share them.
struct Rows {
    by_cell: HashMap<Place, Option<Subject>>,
    by_names: HashMap<(String, String), Option<Subject>>,
    /// Rows of messages by unit and the sheet that their figures come from.
    by_ledger: HashMap<(String, Place), Subject>,
}

impl Rows {
    fn of(tally: &Tally) -> Self {
        let mut rows = Self { by_cell: HashMap::new(), by_names: HashMap::new(), by_ledger: HashMap::new() };
        for (i, row) in tally.columns.iter().enumerate().filter(|(_, r)| r.listed) {
            rows.add(Subject::Column(i), (&row.unit, &row.column), &[&row.actual]);
        }
        for (i, row) in tally.messages.iter().enumerate().filter(|(_, r)| r.listed) {
            rows.cells(Subject::Message(i), &[&row.received, &row.closed, &row.overdue]);
            for part in row.received.parts.iter().chain(&row.overdue.parts) {
                let sheet = Place { area: None, ..part.place.clone() };
                rows.by_ledger.insert((fold(&row.unit), sheet), Subject::Message(i));
            }
        }
        for (i, row) in tally.accounts.iter().enumerate().filter(|(_, r)| r.listed) {
            rows.add(Subject::Account(i), (&row.unit, &row.account), &[&row.actual, &row.forwarded, &row.original]);
        }
        rows
    }

    fn add(&mut self, row: Subject, (unit, object): (&str, &str), figures: &[&Figure]) {
        tie(&mut self.by_names, (fold(unit), fold(object)), row);
        self.cells(row, figures);
    }

    fn cells(&mut self, row: Subject, figures: &[&Figure]) {
        for part in figures.iter().flat_map(|f| &f.parts) {
            tie(&mut self.by_cell, part.place.clone(), row);
        }
    }

    /// The row that a finding is about: by its cell, else by unit and object. Problems found by hand were tied by their rule.
    fn find(&self, finding: &Finding) -> Option<Subject> {
        // One question about many rows is no row's own.
        let of_many = matches!(finding.kind, Kind::FrequencyUnknown { .. }) && finding.object.is_none();
        if of_many || matches!(finding.kind, Kind::Manual { .. } | Kind::BodyDiffers { .. }) {
            return None;
        }
        if let Some(row) = self.by_cell.get(&finding.place) {
            return *row;
        }
        if is_about_lines(&finding.kind) {
            let key = (fold(finding.unit.as_deref()?), Place { area: None, ..finding.place.clone() });
            return self.by_ledger.get(&key).copied();
        }
        let names = (fold(finding.unit.as_deref()?), fold(finding.object.as_deref()?));
        self.by_names.get(&names).copied().flatten()
    }
}

/// Kinds that stand on lines of a ledger of messages.
fn is_about_lines(kind: &Kind) -> bool {
    matches!(kind.asked(), Kind::LedgerLines { .. } | Kind::MessagesClosedLater { .. } | Kind::CalendarUnknown { .. })
}

fn tie<K: std::hash::Hash + Eq>(rows: &mut HashMap<K, Option<Subject>>, key: K, row: Subject) {
    rows.entry(key).and_modify(|known| *known = known.filter(|k| *k == row)).or_insert(Some(row));
}
