//! "That is the same form, only saved otherwise." Submissions that say what another one says.
//!
//! In: entries with their standing. Out: a notice for each file of which every figure stands with the same value in one other file,
//! and nothing else there; what was noticed in both is said once. Files of the same bytes are told apart before they are read; values count here, not how a format writes
//! them. It changes no standing: equal figures count once already.

use super::versions::{Key, key};
use super::{Entry, Standing};
use crate::finding::{Finding, Kind};
use crate::place::Place;
use indexmap::IndexMap;
use std::collections::HashMap;
use std::sync::Arc;

/// Figures of a file, and whether each is said elsewhere.
struct File {
    figures: usize,
    repeated: bool,
}

/// Leaves out what was noticed in such a file where the same was noticed, about the same unit and object, in the one that it is.
pub(super) fn said_once(findings: &mut Vec<Finding>, same: &[Finding]) {
    let of: HashMap<&str, &str> = same
        .iter()
        .filter_map(|f| if let Kind::FileSame { of } = &f.kind { Some((&*f.place.file, of.as_str())) } else { None })
        .collect();
    if of.is_empty() {
        return;
    }
    let about = |f: &Finding| (f.kind.id(), f.unit.clone(), f.object.clone());
    let mut said: HashMap<(String, _), Vec<Kind>> = HashMap::new();
    for finding in findings.iter().filter(|f| of.values().any(|file| *file == &*f.place.file)) {
        said.entry((finding.place.file.to_string(), about(finding))).or_default().push(finding.kind.clone());
    }
    findings.retain(|f| {
        let first = of.get(&*f.place.file).and_then(|file| said.get(&((*file).to_owned(), about(f))));
        !first.is_some_and(|kinds| kinds.contains(&f.kind))
    });
}

/// One notice for each file that is another one saved otherwise; it names the first such file.
pub(super) fn findings(entries: &[Entry]) -> Vec<Finding> {
    let mut files: IndexMap<&Arc<str>, File> = IndexMap::new();
    for entry in entries {
        let file = files.entry(&entry.place.file).or_insert(File { figures: 0, repeated: true });
        file.figures += 1;
        file.repeated &= entry.standing == Standing::Repeated;
    }
    if !files.values().any(|f| f.repeated) {
        return Vec::new();
    }
    let repeated = |file: &Arc<str>| files.get(file).is_some_and(|f| f.repeated);
    let mut said: HashMap<Key<'_>, Vec<&Entry>> = HashMap::new();
    for entry in entries.iter().filter(|e| repeated(&e.place.file)) {
        said.entry(key(entry)).or_default();
    }
    for entry in entries {
        said.entry(key(entry)).and_modify(|all| all.push(entry));
    }
    let mut own: IndexMap<&Arc<str>, Vec<&Entry>> = IndexMap::new();
    for entry in entries.iter().filter(|e| repeated(&e.place.file)) {
        own.entry(&entry.place.file).or_default().push(entry);
    }
    let mut out: IndexMap<&Arc<str>, &Arc<str>> = IndexMap::new();
    for (file, figures) in &own {
        let says = |other: &Arc<str>, e: &Entry| {
            let mut there = said.get(&key(e)).into_iter().flatten().filter(|o| o.place.file == *other);
            there.any(|o| o.reading.value == e.reading.value)
        };
        let others = figures.first().and_then(|e| said.get(&key(e))).into_iter().flatten().map(|e| &e.place.file);
        let mut others = others.filter(|other| other != file && !out.contains_key(*other));
        let same = others.find(|other| {
            files.get(*other).is_some_and(|f| f.figures == figures.len()) && figures.iter().all(|e| says(other, e))
        });
        out.extend(same.map(|of| (*file, of)));
    }
    let notice =
        |(file, of): (&Arc<str>, &Arc<str>)| Finding::new(Kind::FileSame { of: of.to_string() }, Place::file(file));
    out.into_iter().map(notice).collect()
}
