//! "Thousands of units, and still at once." Where known unit names are looked up instead of tried one by one.
//!
//! In: known units as they are added. Out: the few units whose forms can meet a written name, or begin at a character of a text. It
//! decides nothing: every step tests what the index offers.

use super::endings::endings;
use super::units::KnownUnit;
use crate::rules::names::NameWords;
use std::collections::HashMap;

/// The forms of all known units by what they are looked up with.
#[derive(Debug, Default)]
pub(super) struct Index {
    by_rest: HashMap<String, Vec<usize>>,
    by_stem: HashMap<(String, usize), Vec<usize>>,
    inside: HashMap<char, Vec<Inside>>,
}

/// A form of a unit's name that may stand inside a longer text.
#[derive(Debug)]
pub(super) struct Inside {
    /// Number of the unit.
    pub(super) unit: usize,
    pub(super) name: String,
    pub(super) place: String,
}

impl Index {
    /// Adds the unit with this number.
    pub(super) fn put(&mut self, number: usize, unit: &KnownUnit, words: &NameWords) {
        for placed in unit.forms.iter().flat_map(|f| &f.placed) {
            push(self.by_rest.entry(placed.rest.clone()).or_default(), number);
            for ended in endings(&placed.rest, words) {
                push(self.by_stem.entry((ended.stem.to_owned(), ended.ending)).or_default(), number);
            }
            for name in written_forms(&placed.rest, words) {
                let Some(first) = name.chars().next() else { continue };
                let forms = self.inside.entry(first).or_default();
                forms.push(Inside { unit: number, name, place: placed.place.clone() });
            }
        }
    }

    /// Units one of whose forms, some place set aside, is one of these.
    pub(super) fn with_rest<'a>(&self, rests: impl Iterator<Item = &'a str>) -> Vec<usize> {
        sorted(rests.filter_map(|rest| self.by_rest.get(rest)))
    }

    /// Units one of whose forms, some place set aside, has the stem and ending of one of these.
    pub(super) fn with_ending<'a>(&self, rests: impl Iterator<Item = &'a str>, words: &NameWords) -> Vec<usize> {
        let keys = rests.flat_map(|rest| endings(rest, words)).map(|e| (e.stem.to_owned(), e.ending));
        sorted(keys.filter_map(|key| self.by_stem.get(&key)))
    }

    /// Forms that begin with this character.
    pub(super) fn beginning(&self, first: char) -> &[Inside] {
        self.inside.get(&first).map_or(&[], Vec::as_slice)
    }
}

fn push(list: &mut Vec<usize>, number: usize) {
    if list.last() != Some(&number) {
        list.push(number);
    }
}

fn sorted<'a>(lists: impl Iterator<Item = &'a Vec<usize>>) -> Vec<usize> {
    let mut all: Vec<usize> = lists.flatten().copied().collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// A name and the other forms of its ending, as they may stand in a text.
fn written_forms(rest: &str, words: &NameWords) -> Vec<String> {
    let mut names = vec![rest.to_owned()];
    for ending in &words.endings {
        let Some(own) = ending.forms.iter().find(|f| rest.ends_with(f.as_str())) else { continue };
        let stem = &rest[..rest.len() - own.len()];
        let others = if ending.proves.contains(own) { &ending.forms } else { &ending.proves };
        names.extend(others.iter().map(|f| format!("{stem}{f}")));
    }
    names.retain(|name| name.chars().count() >= words.limits.inside_text);
    names
}
