//! "Thousands of units, and still at once." Where known unit names are looked up instead of tried one by one.
//!
//! In: known units as they are added. Out: the few units whose forms can meet a written name, or begin at a character of a text. It
//! decides nothing: every step tests what the index offers.

use super::endings::endings;
use super::guesses::telling;
use super::letters::Letters;
use super::units::KnownUnit;
use crate::rules::names::NameWords;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Bound;

/// The forms of all known units by what they are looked up with.
#[derive(Debug, Default)]
pub(super) struct Index {
    by_rest: BTreeMap<String, Vec<usize>>,
    by_stem: HashMap<(String, usize), Vec<usize>>,
    inside: HashMap<String, Vec<Inside>>,
    /// Lengths in bytes of the forms that begin with a character.
    lengths: HashMap<char, BTreeSet<usize>>,
    /// All forms; filled by [`Index::close`], as the next.
    keys: Letters,
    /// All forms without any place.
    bare: Letters,
    /// Units whose bare forms may be one name abbreviated.
    alike_but_cut: HashMap<Kept, Vec<usize>>,
}

/// What a name and its abbreviation have in common: the ending that it has, or none with its last character; the first character of what
/// stands before the ending; and every character that tells bodies apart, in order, because none of those is ever left out.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Kept {
    ending: Result<usize, Option<char>>,
    first: Option<char>,
    telling: String,
}

/// What any abbreviation of this name, and any name that it abbreviates, has in common with it; by each ending that it has.
fn kept(name: &str, words: &NameWords) -> Vec<Kept> {
    let of = |stem: &str, ending| Kept { ending, first: stem.chars().next(), telling: telling(stem, words) };
    let ended = endings(name, words);
    if ended.is_empty() {
        return vec![of(name, Err(name.chars().last()))];
    }
    ended.iter().map(|e| of(e.stem, Ok(e.ending))).collect()
}

/// A form of a unit's name that may stand inside a longer text.
#[derive(Debug)]
pub(super) struct Inside {
    /// Number of the unit.
    pub(super) unit: usize,
    pub(super) place: String,
}

impl Index {
    /// Adds the unit with this number.
    pub(super) fn put(&mut self, number: usize, unit: &KnownUnit, words: &NameWords) {
        for kept in unit.forms.iter().flat_map(|f| kept(&f.bare.rest, words)) {
            push(self.alike_but_cut.entry(kept).or_default(), number);
        }
        for placed in unit.forms.iter().flat_map(|f| &f.placed) {
            push(self.by_rest.entry(placed.rest.clone()).or_default(), number);
            for ended in endings(&placed.rest, words) {
                push(self.by_stem.entry((ended.stem.to_owned(), ended.ending)).or_default(), number);
            }
            for name in written_forms(&placed.rest, words) {
                let Some(first) = name.chars().next() else { continue };
                self.lengths.entry(first).or_default().insert(name.len());
                self.inside.entry(name).or_default().push(Inside { unit: number, place: placed.place.clone() });
            }
        }
    }

    /// Makes the units ready for guesses and suggestions, once all are in.
    pub(super) fn close(&mut self, units: &[KnownUnit]) {
        let forms = || units.iter().enumerate().flat_map(|(number, u)| u.forms.iter().map(move |f| (number, f)));
        self.keys = Letters::of(forms().map(|(number, f)| (number, f.key.clone())));
        self.bare = Letters::of(forms().map(|(number, f)| (number, f.bare.rest.clone())));
    }

    /// Unit and form of the names that may be near this one.
    pub(super) fn alike(&self, key: &str) -> Vec<(usize, &str)> {
        self.keys.alike(key)
    }

    /// Units whose bare names hold one of the so many rarest characters of one of these, or no character that is not in one.
    pub(super) fn sharing<'a>(&self, rests: impl Iterator<Item = &'a str>, rarest: usize) -> Vec<usize> {
        let lists: Vec<Vec<usize>> = rests.map(|rest| self.bare.owners(rest, rarest)).collect();
        sorted(lists.iter())
    }

    /// Units one of whose forms, some place set aside, begins with one of these.
    pub(super) fn beginning_so<'a>(&self, rests: impl Iterator<Item = &'a str>) -> Vec<usize> {
        let begun = |rest: &'a str| {
            let from = self.by_rest.range::<str, _>((Bound::Included(rest), Bound::Unbounded));
            from.take_while(move |(known, _)| known.starts_with(rest)).map(|(_, units)| units)
        };
        sorted(rests.filter(|rest| !rest.is_empty()).flat_map(begun))
    }

    /// Units one of whose bare names one of these may abbreviate, or the other way round.
    pub(super) fn alike_but_cut<'a>(&self, rests: impl Iterator<Item = &'a str>, words: &NameWords) -> Vec<usize> {
        let keys: Vec<Kept> = rests.flat_map(|rest| kept(rest, words)).collect();
        sorted(keys.iter().filter_map(|key| self.alike_but_cut.get(key)))
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

    /// Forms that stand at the beginning of a text, each with its length in bytes.
    pub(super) fn beginning<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, &'a Inside)> {
        let lengths = text.chars().next().and_then(|first| self.lengths.get(&first)).into_iter().flatten();
        let names = lengths.filter_map(|length| self.inside.get(text.get(..*length)?).map(|forms| (*length, forms)));
        names.flat_map(|(length, forms)| forms.iter().map(move |form| (length, form)))
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

#[cfg(test)]
mod tests {
    use super::super::units::KnownUnits;
    use super::*;
    use crate::rules::roster::Roster;
    use crate::settle::guesses::{abbreviates, abbreviates_stem};
    use proptest::prelude::*;

    fn batch(names: &[String]) -> KnownUnits {
        let mut known = KnownUnits::of_roster(&Roster::default(), &NameWords::built_in());
        known.learn(names);
        known
    }

    #[test]
    fn of_thousands_of_numbered_units_none_is_held_against_more_than_a_few() {
        const FIELDS: [&str; 5] = ["农业", "水利", "统计", "审计", "民政"];
        let names: Vec<String> = (0..3_000).map(|n| format!("第{n}号{}局", FIELDS[n % FIELDS.len()])).collect();
        let known = batch(&names);
        let most = names.iter().map(|name| known.index.alike_but_cut([name.as_str()].into_iter(), &known.words).len());
        assert_eq!(known.units.len(), names.len());
        assert!(most.max().is_some_and(|most| most <= 2));
    }

    #[test]
    fn a_batch_of_any_size_is_told_of_abbreviations() {
        const FIELDS: [&str; 4] = ["农业", "水利", "统计", "审计"];
        let mut names: Vec<String> = (0..2_000).map(|n| format!("第{n}号{}局", FIELDS[n % FIELDS.len()])).collect();
        names.extend(["应急局", "应急管理局"].map(str::to_owned));
        let known = batch(&names);
        assert_eq!(known.may_abbreviate("应急局"), ["应急管理局"]);
        assert_eq!(known.may_abbreviate("应急管理局"), ["应急局"]);
    }

    proptest! {
        #[test]
        fn no_name_that_abbreviates_another_is_left_out(
            names in prop::collection::vec("[市教体育发改和革第一二东]{1,6}(局|委员会|办|办公室|街道|)", 1..30),
            written in "[市教体育发改和革第一二东]{1,6}(局|委员会|办|办公室|街道|)",
        ) {
            let known = batch(&names);
            let offered = known.index.alike_but_cut([written.as_str()].into_iter(), &known.words);
            for (number, unit) in known.units.iter().enumerate() {
                let bare = &unit.forms[0].bare.rest;
                let words = &known.words;
                let whole = endings(&written, words).is_empty() && endings(bare, words).is_empty();
                let either = |a: &str, b: &str| abbreviates(a, b, words) || abbreviates(b, a, words);
                let mut pairs = endings(&written, words).into_iter().flat_map(|w| {
                    endings(bare, words).into_iter().filter(move |k| k.ending == w.ending).map(move |k| (w, k))
                });
                let fits = whole && either(&written, bare) || pairs.any(|(w, k)| abbreviates_stem(w.stem, k.stem, words));
                prop_assert!(!fits || offered.contains(&number), "{written} {bare}");
            }
        }
    }
}
