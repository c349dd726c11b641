//! "“—”表示该单位未承担此栏目" Strokes in tables that cross units with website columns.
//!
//! In: the figures of such a table, and later all entries of the batch. Out: whether a unit keeps a column at all, and one finding for each
//! sheet with the places where it does not. A unit keeps every column that anybody else names for it, and every one of which it reports
//! a single figure. A list that names a unit's own columns is none of these tables: whoever writes a stroke there names the column.

use super::{Desk, Entry, InUse, Reported};
use crate::field::Field;
use crate::finding::{CountDoubt, Finding, Kind, Severity};
use crate::fold::fold;
use crate::place::Place;
use crate::recognize::{RawCell, RawRow};
use crate::rules::Rules;
use indexmap::IndexMap;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// What a table that crosses units with website columns tells of a unit and a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Duty {
    /// The column is one of the unit's.
    Own,
    /// It is none: the sheet says so of the strokes that stand there.
    NoneByNote,
    /// It is none: strokes among figures, zeros among these.
    NoneByFigures,
    /// It seems to be none: strokes among figures, and no zero is written that would tell what a stroke is not.
    NoneUnsure,
}

impl Entry {
    /// Whether it stands where a unit meets a website column that it does not keep: it enters no annex.
    #[must_use]
    pub fn is_nobodys(&self) -> bool {
        self.duty.is_some_and(|duty| duty != Duty::Own)
    }
}

/// A unit and a website column, by used names.
type Pair = (Arc<str>, Arc<str>);

/// A sheet, and why units do not keep columns on it.
type Sheet = (Arc<str>, Option<Arc<str>>, Duty);

fn pair(entry: &Entry) -> Option<Pair> {
    Some((Arc::clone(&entry.unit.used), Arc::clone(&entry.object.as_ref()?.used)))
}

const fn is_figure(entry: &Entry) -> bool {
    matches!(entry.field, Field::Updates | Field::Actual)
}

/// A stroke that nothing on its sheet explains.
pub(super) const STROKE: Reported = Reported::Doubtful { parsed: None, why: CountDoubt::NotApplicable };

impl Desk<'_> {
    /// Whether a row of a crossed table has nothing but strokes of which the sheet says that the unit does not keep the column: it names
    /// no column of the unit, and an unknown name there is no question.
    pub(super) fn is_without_duty(used: &InUse<'_>, row: &RawRow) -> bool {
        let mut figures = used.table.headings.iter().zip(&row.cells).filter(|(h, _)| h.field == Some(Field::Updates));
        let is_stroke = |cell: &RawCell| used.table.strokes.contains(&fold(&cell.value.shown()));
        used.table.crossed && figures.all(|(_, cell)| cell.as_ref().is_some_and(is_stroke))
    }

    /// Marks the figures of a crossed table; `first` is its first draft. Strokes without a remark mean that the unit does not keep the column
    /// where most places are filled, and some of the unit and of the column.
    pub(super) fn mark_duties(&mut self, used: &InUse<'_>, first: usize) {
        if !used.table.crossed {
            return;
        }
        let drafts = &mut self.drafts[first..];
        let mut filled: HashMap<Pair, bool> = HashMap::new();
        let mut zero = false;
        for entry in drafts.iter().map(|d| &d.entry).filter(|e| is_figure(e)) {
            let Some(pair) = pair(entry) else { continue };
            let counts = matches!(entry.reading.value, Reported::Count(_));
            zero |= entry.reading.value == Reported::Count(0);
            *filled.entry(pair).or_default() |= counts;
        }
        let most = filled.values().filter(|filled| **filled).count() * 2 > filled.len();
        let with: Vec<&Pair> = filled.iter().filter(|(_, filled)| **filled).map(|(pair, _)| pair).collect();
        let units: HashSet<&Arc<str>> = with.iter().map(|(unit, _)| unit).collect();
        let columns: HashSet<&Arc<str>> = with.iter().map(|(_, column)| column).collect();
        for entry in drafts.iter_mut().map(|d| &mut d.entry) {
            entry.duty = Some(Duty::Own);
            let Some((unit, column)) = pair(entry).filter(|_| is_figure(entry)) else { continue };
            if entry.reading.value == Reported::NotApplicable {
                entry.duty = Some(Duty::NoneByNote);
            } else if entry.reading.value == STROKE && most && units.contains(&unit) && columns.contains(&column) {
                entry.duty = Some(if zero { Duty::NoneByFigures } else { Duty::NoneUnsure });
            }
        }
    }
}

/// Keeps the mark of pairs that nobody names and that have no figure at all, and takes it from all others: what is said of the pairs that
/// keep it, once for each sheet and reason.
pub(super) fn settle(entries: &mut [Entry], rules: &Rules) -> Vec<Finding> {
    let mut pairs: HashMap<Pair, Duty> = HashMap::new();
    for entry in entries.iter().filter(|e| e.is_nobodys()) {
        pairs.extend(pair(entry).zip(entry.duty));
    }
    if pairs.is_empty() {
        return Vec::new();
    }
    let asked = rules.roster.columns.iter().flatten().map(|c| (fold(&c.unit), fold(&c.name)));
    let asked: HashSet<(String, String)> = asked.collect();
    pairs.retain(|(unit, column), _| !asked.contains(&(fold(unit), fold(column))));
    for entry in entries.iter().filter(|e| e.duty.is_none() || is_figure(e) && !e.is_nobodys()) {
        if let Some(pair) = pair(entry) {
            pairs.remove(&pair);
        }
    }
    let mut said: IndexMap<Sheet, Vec<(String, Place)>> = IndexMap::new();
    for entry in entries.iter_mut().filter(|e| e.duty.is_some()) {
        let without = pair(entry).and_then(|pair| pairs.get(&pair)).copied();
        let Some(duty) = entry.duty.filter(|_| is_figure(entry)).and(without.and(entry.duty)) else {
            entry.duty = Some(without.unwrap_or(Duty::Own));
            continue;
        };
        entry.reading.value = Reported::NotApplicable;
        let sheet = (Arc::clone(&entry.place.file), entry.place.sheet.clone(), duty);
        said.entry(sheet).or_default().push((entry.reading.raw.clone(), entry.place.clone()));
    }
    said.into_iter().filter_map(|((.., duty), places)| finding(duty, places)).collect()
}

fn finding(duty: Duty, places: Vec<(String, Place)>) -> Option<Finding> {
    let count = places.len();
    let mut places = places.into_iter();
    let (mark, first) = places.next()?;
    let kind = Kind::NotApplicableDuty { mark, count, noted: duty == Duty::NoneByNote };
    let mut finding = Finding::new(kind, first).related(places.map(|(_, place)| place));
    if duty == Duty::NoneUnsure {
        finding.severity = Severity::Doubt;
    }
    Some(finding)
}
