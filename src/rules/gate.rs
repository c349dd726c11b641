//! "Can any of these ways be said here at all?" What a text must hold before patterns are tried on it.
//!
//! In: what each way to say a pattern needs. Out: a gate that few texts pass, and never too few: one character that the way must hold,
//! or digits one after the other. It knows nothing of slots or of meanings.

use super::finder::Chars;
use super::numerals;
use crate::fold::fold_char;
use std::collections::BTreeMap;

/// What one way of a pattern needs: its own characters, and so many digits one after the other.
#[derive(Debug, Clone, Default)]
pub(super) struct Need {
    /// Characters that it holds; for [`Gate::of`] in any order.
    pub(super) literals: Vec<char>,
    /// Most digits that it holds one after the other.
    pub(super) digits: usize,
    /// Digits at its end so far.
    pub(super) run: usize,
}

/// The character that most ways need; none of them holds one twice.
fn most_shared(ways: &[Need]) -> Option<char> {
    let mut shares: BTreeMap<char, usize> = BTreeMap::new();
    for way in ways {
        way.literals.iter().for_each(|c| *shares.entry(*c).or_default() += 1);
    }
    shares.into_iter().max_by_key(|(_, ways)| *ways).map(|(c, _)| c)
}

/// What every text must hold in which a pattern stands: asked first, because few texts of a sheet do.
#[derive(Debug, Clone, Default)]
pub(super) struct Gate {
    /// One of these characters …
    literals: Chars,
    /// … or so many digits one after the other.
    digits: usize,
    /// What is a digit.
    numerals: Chars,
    /// Both kinds of characters: one question answers for most.
    any: Chars,
}

impl Gate {
    /// The gate for patterns of which these are all ways.
    pub(super) fn of(ways: Vec<Need>) -> Self {
        let mut gate = Self { digits: usize::MAX, ..Self::default() };
        numerals::characters().for_each(|c| [&mut gate.numerals, &mut gate.any].into_iter().for_each(|set| set.add(c)));
        let (mut open, bare): (Vec<Need>, Vec<Need>) = ways.into_iter().partition(|way| !way.literals.is_empty());
        gate.digits = bare.iter().map(|way| way.digits).min().unwrap_or(usize::MAX);
        for way in &mut open {
            way.literals.sort_unstable();
            way.literals.dedup();
        }
        // The fewer characters the better: the one that most ways share comes first.
        while let Some(best) = most_shared(&open) {
            gate.literals.add(best);
            gate.any.add(best);
            open.retain(|way| !way.literals.contains(&best));
        }
        gate
    }

    /// Whether a pattern may stand in `text`, as written.
    pub(super) fn lets(&self, text: &str) -> bool {
        let mut run = 0;
        text.chars().any(|c| match fold_char(c) {
            // What must be folded with its neighbours may be anything.
            None => true,
            Some(None) => false,
            Some(Some(key)) if self.digits > 0 && !self.any.has(key) => {
                run = 0;
                false
            }
            Some(Some(key)) => {
                run = if self.numerals.has(key) { run + 1 } else { 0 };
                run >= self.digits || self.literals.has(key)
            }
        })
    }
}
