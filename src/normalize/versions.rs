//! "Which of the two files counts?" Several reports of one figure.
//!
//! In: all entries, the version of each file. Out: each entry's standing. Equal values count once; of different values the newest
//! file's wins; where nothing decides, none counts and a human is asked. A table for several units against a unit's own file is
//! never settled by age. Inside one file nothing is newer: a hidden row gives way to a visible one, else different values are
//! a doubt.

use super::{Draft, Entry, Reported, Standing};
use crate::field::{Field, Form};
use crate::finding::{Finding, Kind, Severity};
use crate::period::Period;
use crate::place::Place;
use crate::settle::{FileUse, Newer};
use indexmap::IndexMap;
use std::cmp::Ordering;
use std::sync::Arc;

/// One figure, whoever reports it.
pub(super) type Key<'a> = (Form, bool, &'a str, Option<&'a str>, Option<&'a str>, Field, Period);

/// One figure that several files, or several cells of one file, report differently.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The unit.
    pub unit: Arc<str>,
    /// The website column or account.
    pub object: Option<Arc<str>>,
    /// Account type.
    pub platform: Option<Arc<str>>,
    /// What is reported.
    pub field: Field,
    /// For when.
    pub period: Period,
    /// What the file says that does not count, and where; of a dispute, the first.
    pub old: (String, Place),
    /// What the other file says, and where.
    pub new: (String, Place),
    /// Which of the two is in force, and why.
    pub in_force: InForce,
}

/// Which of two reports of a figure is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InForce {
    /// The new one, because its file is newer.
    New(Newer),
    /// Neither: nothing tells which file is newer.
    Neither,
    /// Neither: one of them is a table for several units, which age never decides.
    Collective,
    /// The new one, because the old one stands in a hidden row of the same file.
    Visible,
    /// Neither: both stand in the same file.
    SameFile,
}

/// Sets the standing of every entry; what was noticed, and every figure on which cells differ.
pub(super) fn settle(drafts: &mut [Draft], files: &[FileUse]) -> (Vec<Finding>, Vec<Difference>) {
    let mut notes = Notes::default();
    for group in said_again(drafts) {
        let said = said(drafts, &group);
        let mut of_file: IndexMap<usize, Vec<usize>> = IndexMap::new();
        for index in said {
            of_file.entry(drafts[index].file).or_default().push(index);
        }
        let mut speakers = Vec::new();
        let mut disputed = false;
        for indices in of_file.values_mut() {
            visible_first(drafts, indices, &mut notes);
            disputed |= !inside_file(drafts, indices, &mut notes);
            speakers.push(indices[0]);
        }
        if disputed {
            beside_a_dispute(drafts, &of_file.into_values().collect::<Vec<_>>(), files);
        } else if speakers.len() > 1 {
            across_files(drafts, &speakers, files, &mut notes);
        }
    }
    (notes.out.into_values().collect(), notes.differences)
}

/// The numbers of entries that report one figure, for each figure that is reported more than once. Nearly all are reported once, so
/// that nothing but its first number is kept of a figure until it comes again.
fn said_again(drafts: &[Draft]) -> Vec<Vec<usize>> {
    let mut figures: IndexMap<Key<'_>, (usize, Vec<usize>)> = IndexMap::with_capacity(drafts.len());
    for (index, draft) in drafts.iter().enumerate() {
        let figure = figures.entry(key(&draft.entry));
        figure.and_modify(|(_, more)| more.push(index)).or_insert((index, Vec::new()));
    }
    let again = figures.into_values().filter(|(_, more)| !more.is_empty());
    again.map(|(first, more)| [vec![first], more].concat()).collect()
}

/// Which figure an entry reports.
pub(super) fn key(entry: &Entry) -> Key<'_> {
    let object = entry.object.as_ref().map(|o| &*o.used);
    (entry.form, entry.from_ledger, &entry.unit.used, object, entry.platform.as_deref(), entry.field, entry.period)
}

/// Blanks give way where another cell says something.
fn said(drafts: &mut [Draft], group: &[usize]) -> Vec<usize> {
    let blank = |d: &Draft| d.entry.reading.value == Reported::Missing;
    let (blanks, said): (Vec<usize>, Vec<usize>) = group.iter().partition(|i| blank(&drafts[**i]));
    if said.is_empty() {
        return blanks;
    }
    for index in blanks {
        drafts[index].entry.standing = Standing::Repeated;
    }
    said
}

/// Of different values the hidden ones give way; a finding names both.
fn visible_first(drafts: &mut [Draft], indices: &mut Vec<usize>, notes: &mut Notes) {
    let differs = |i: &usize| drafts[*i].entry.reading.value != drafts[indices[0]].entry.reading.value;
    let is_text = matches!(drafts[indices[0]].entry.reading.value, Reported::Text(_));
    let (hidden, visible): (Vec<usize>, Vec<usize>) = indices.iter().partition(|i| drafts[**i].hidden);
    if hidden.is_empty() || visible.is_empty() || is_text || !indices.iter().any(differs) {
        return;
    }
    let both: Vec<usize> = visible.iter().chain(&hidden).copied().collect();
    let kind = Kind::DifferentTwice { field: drafts[both[0]].entry.field, values: shown(drafts, &both) };
    notes.add_as(drafts, &both, (kind, Severity::Notice));
    for old in hidden.iter().filter(|i| value_of(drafts, **i) != value_of(drafts, visible[0])) {
        notes.list(drafts, (*old, visible[0]), InForce::Visible);
    }
    hidden.iter().for_each(|i| drafts[*i].entry.standing = Standing::Superseded);
    *indices = visible;
}

/// Reports of one figure inside one file: the first stands, unless they differ.
fn inside_file(drafts: &mut [Draft], indices: &[usize], notes: &mut Notes) -> bool {
    let [first, rest @ ..] = indices else { return true };
    if rest.is_empty() {
        return true;
    }
    let same = rest.iter().all(|i| drafts[*i].entry.reading.value == drafts[*first].entry.reading.value);
    let text = matches!(drafts[*first].entry.reading.value, Reported::Text(_));
    if same || text {
        rest.iter().for_each(|i| drafts[*i].entry.standing = Standing::Repeated);
        // A frequency or verdict repeated beside each figure is a habit of forms; one cell merged over the unit's rows says it once.
        let one_cell = rest.iter().all(|i| drafts[*i].entry.place == drafts[*first].entry.place);
        if !text && !one_cell {
            notes.add(drafts, indices, Kind::SameTwice);
        }
        return true;
    }
    indices.iter().for_each(|i| drafts[*i].entry.standing = Standing::Disputed);
    let values = shown(drafts, indices);
    notes.add(drafts, indices, Kind::DifferentTwice { field: drafts[*first].entry.field, values });
    for other in rest.iter().filter(|i| value_of(drafts, **i) != value_of(drafts, *first)) {
        notes.list(drafts, (*first, *other), InForce::SameFile);
    }
    false
}

/// Reports of one figure in several files of which one contradicts itself: what an older file says is out of force all the same, and
/// where nothing tells which file is newer, or a table for several units is among them, no file says what the figure is.
fn beside_a_dispute(drafts: &mut [Draft], of_file: &[Vec<usize>], files: &[FileUse]) {
    if of_file.len() < 2 {
        return;
    }
    let newer = |a: usize, b: usize| files[drafts[a].file].version.newer(&files[drafts[b].file].version);
    let beats = |a: usize| of_file.iter().all(|other| other[0] == a || newer(a, other[0]) == Ordering::Greater);
    let mixed =
        of_file.iter().any(|own| drafts[own[0]].collective) && !of_file.iter().all(|own| drafts[own[0]].collective);
    let newest = of_file.iter().position(|own| beats(own[0])).filter(|_| !mixed);
    for (number, own) in of_file.iter().enumerate() {
        let standing = match newest {
            Some(newest) if newest == number => continue,
            Some(_) => Standing::Superseded,
            None => Standing::Disputed,
        };
        own.iter().for_each(|index| drafts[*index].entry.standing = standing);
    }
}

/// Reports of one figure in several files.
fn across_files(drafts: &mut [Draft], speakers: &[usize], files: &[FileUse], notes: &mut Notes) {
    let value = |i: usize| &drafts[i].entry.reading.value;
    let newer = |a: usize, b: usize| files[drafts[a].file].version.newer(&files[drafts[b].file].version);
    let newest = speakers
        .iter()
        .copied()
        .find(|a| speakers.iter().all(|b| a == b || value(*a) == value(*b) || newer(*a, *b) == Ordering::Greater));
    let same = speakers.iter().all(|i| value(*i) == value(speakers[0]));
    let mixed = speakers.iter().any(|i| drafts[*i].collective) && speakers.iter().any(|i| !drafts[*i].collective);
    let text = matches!(value(speakers[0]), Reported::Text(_));
    match newest {
        Some(winner) if same || !mixed => {
            let kept = value(winner).clone();
            let (mut replaced, mut dropped) = (vec![winner], None);
            for index in speakers.iter().copied().filter(|i| *i != winner) {
                let equal = drafts[index].entry.reading.value == kept;
                drafts[index].entry.standing = if equal { Standing::Repeated } else { Standing::Superseded };
                if !equal {
                    replaced.push(index);
                    dropped = Some(drafts[index].entry.reading.raw.clone());
                }
            }
            if !text {
                replaced[1..].iter().for_each(|i| notes.differ(drafts, (*i, winner), files));
            }
            if let (Some(dropped), false) = (dropped, text) {
                let entry = &drafts[winner].entry;
                let kind = Kind::VersionReplaced { field: entry.field, kept: entry.reading.raw.clone(), dropped };
                notes.add(drafts, &replaced, kind);
            }
        }
        _ if text => speakers[1..].iter().for_each(|i| drafts[*i].entry.standing = Standing::Repeated),
        _ => {
            speakers.iter().for_each(|i| drafts[*i].entry.standing = Standing::Disputed);
            for pair in speakers.iter().skip(1).filter(|i| value_of(drafts, **i) != value_of(drafts, speakers[0])) {
                notes.differ(drafts, (speakers[0], *pair), files);
            }
            let values = shown(drafts, speakers);
            notes.add(drafts, speakers, Kind::VersionUndecided { field: drafts[speakers[0]].entry.field, values });
        }
    }
}

fn value_of(drafts: &[Draft], index: usize) -> &Reported {
    &drafts[index].entry.reading.value
}

fn shown(drafts: &[Draft], indices: &[usize]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for index in indices {
        let raw = &drafts[*index].entry.reading.raw;
        if !out.contains(raw) {
            out.push(raw.clone());
        }
    }
    out
}

/// Finding id, unit, object, files.
type Note = (&'static str, Arc<str>, Option<Arc<str>>, Vec<usize>);

/// One finding for each object, files and reason; further figures of it are related places.
#[derive(Default)]
struct Notes {
    out: IndexMap<Note, Finding>,
    differences: Vec<Difference>,
}

impl Notes {
    /// Notes that two files report a figure differently.
    fn differ(&mut self, drafts: &[Draft], (old, new): (usize, usize), files: &[FileUse]) {
        let (a, b) = (&drafts[old], &drafts[new]);
        let in_force = match files[b.file].version.newer_by(&files[a.file].version) {
            _ if a.collective != b.collective => InForce::Collective,
            Some(newer) if b.entry.standing != Standing::Disputed => InForce::New(newer),
            _ => InForce::Neither,
        };
        self.list(drafts, (old, new), in_force);
    }

    /// Lists two cells that state one figure differently.
    fn list(&mut self, drafts: &[Draft], (old, new): (usize, usize), in_force: InForce) {
        let (a, b) = (&drafts[old], &drafts[new]);
        let said = |d: &Draft| (d.entry.reading.raw.clone(), d.entry.place.clone());
        self.differences.push(Difference {
            unit: Arc::clone(&b.entry.unit.used),
            object: b.entry.object.as_ref().map(|o| Arc::clone(&o.used)),
            platform: b.entry.platform.clone(),
            field: b.entry.field,
            period: b.entry.period,
            old: said(a),
            new: said(b),
            in_force,
        });
    }

    fn add(&mut self, drafts: &[Draft], indices: &[usize], kind: Kind) {
        let severity = kind.severity();
        self.add_as(drafts, indices, (kind, severity));
    }

    fn add_as(&mut self, drafts: &[Draft], indices: &[usize], (kind, severity): (Kind, Severity)) {
        let entry = &drafts[indices[0]].entry;
        let object = entry.object.as_ref().map(|o| o.used.clone());
        let mut files: Vec<usize> = indices.iter().map(|i| drafts[*i].file).collect();
        files.dedup();
        let key = (kind.id(), entry.unit.used.clone(), object.clone(), files);
        let places = indices.iter().map(|i| drafts[*i].entry.place.clone());
        match self.out.get_mut(&key) {
            Some(finding) => finding.related.extend(places),
            None => {
                let mut finding = Finding::new(kind, entry.place.clone()).unit(&*entry.unit.used);
                (finding.object, finding.severity) = (object.as_deref().map(str::to_owned), severity);
                self.out.insert(key, finding.related(places.skip(1)));
            }
        }
    }
}
