//! "{month} is 1 to 12, or 元." What may stand in the slots of patterns.
//!
//! In: slots as the data files describe them, and characters of a folded text. Out: the numbers that they can be at their beginning, with
//! their lengths. It knows no patterns.

use super::super::numerals;
use crate::fold::fold;
use indexmap::IndexMap;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What may stand in a slot. `{month2}` is a second slot of the kind `month`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::rules) struct Slot {
    /// Exactly so many digits, place by place.
    #[serde(default)]
    pub(super) digits: Option<usize>,
    /// Smallest number; without `from` and `to` no number stands here.
    #[serde(default)]
    pub(super) from: Option<i64>,
    /// Largest number.
    #[serde(default)]
    pub(super) to: Option<i64>,
    /// Words that stand for a number.
    #[serde(default)]
    pub(super) words: IndexMap<String, i64>,
}

/// Slots by name.
pub(in crate::rules) type Slots = IndexMap<String, Slot>;

/// A slot made ready to read: its words folded and by their first character, since most slots fit nowhere.
#[derive(Debug, Clone)]
pub(super) struct Reader {
    pub(super) digits: Option<usize>,
    range: Option<(i64, i64)>,
    pub(super) words: BTreeMap<char, Vec<(Vec<char>, i64)>>,
}

impl Reader {
    pub(super) fn of(slot: &Slot) -> Self {
        let mut words: BTreeMap<char, Vec<(Vec<char>, i64)>> = BTreeMap::new();
        for (word, value) in &slot.words {
            let word: Vec<char> = fold(word).chars().collect();
            if let Some(first) = word.first() {
                words.entry(*first).or_default().push((word, *value));
            }
        }
        Self { digits: slot.digits, range: slot.from.zip(slot.to), words }
    }

    pub(super) const fn is_number(&self) -> bool {
        self.range.is_some()
    }

    /// The number at the start of `chars` and its length.
    pub(super) fn number(&self, chars: &[char]) -> Option<(i64, usize)> {
        let (from, to) = self.range?;
        let number = match self.digits {
            Some(width) => numerals::read_digits(chars, width).map(|n| (n, width)),
            None => numerals::read_number(chars),
        };
        number.filter(|(n, _)| (from..=to).contains(n))
    }

    /// Every word for a number at the start of `chars`: value and length.
    pub(super) fn worded(&self, chars: &[char]) -> impl Iterator<Item = (i64, usize)> {
        let words = chars.first().filter(|_| !self.words.is_empty()).and_then(|first| self.words.get(first));
        let fitting = words.into_iter().flatten().filter(|(word, _)| chars.starts_with(word));
        fitting.map(|(word, value)| (*value, word.len()))
    }
}
