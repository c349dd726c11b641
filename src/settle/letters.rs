//! "Which of ten thousand names has these characters?" Names by the characters in them.
//!
//! In: all known names, each with the number of its unit or object. Out: the few names that share characters with a written one, in
//! the order in which they were given. It leaves names out only where they cannot be alike; whether they are is `likeness`'s matter.

use std::collections::HashMap;

/// Known names by their characters.
#[derive(Debug, Default)]
pub(super) struct Letters {
    names: Vec<(usize, String)>,
    /// Names that hold a character.
    holding: HashMap<char, Vec<usize>>,
    /// Names by the rarest of their characters.
    rarest: HashMap<char, Vec<usize>>,
}

impl Letters {
    /// Names with the number of their owner; those of one owner follow each other.
    pub(super) fn of(names: impl Iterator<Item = (usize, String)>) -> Self {
        let names: Vec<(usize, String)> = names.collect();
        let mut holding: HashMap<char, Vec<usize>> = HashMap::new();
        for (at, (_, name)) in names.iter().enumerate() {
            for c in name.chars() {
                let list = holding.entry(c).or_default();
                if list.last() != Some(&at) {
                    list.push(at);
                }
            }
        }
        let mut out = Self { names, holding, rarest: HashMap::new() };
        for at in 0..out.names.len() {
            if let Some(c) = out.names[at].1.chars().min_by_key(|c| out.number_with(*c)) {
                out.rarest.entry(c).or_default().push(at);
            }
        }
        out
    }

    /// Owner and name of each that may share half of the longer one's characters with `written` or is, but for characters left out,
    /// a part of it or the other way round.
    pub(super) fn alike(&self, written: &str) -> Vec<(usize, &str)> {
        // Half are shared, so that of one more than the other half of its characters one is: the rarest are looked up.
        self.with(written, written.chars().count() / 2 + 1)
    }

    /// Owners of names that hold one of the `fewest` rarest characters of `written`, or have no character rarer than one of its.
    pub(super) fn owners(&self, written: &str, fewest: usize) -> Vec<usize> {
        let mut owners: Vec<usize> = self.with(written, fewest).into_iter().map(|(owner, _)| owner).collect();
        owners.dedup();
        owners
    }

    fn with(&self, written: &str, fewest: usize) -> Vec<(usize, &str)> {
        let mut chars: Vec<char> = written.chars().collect();
        chars.sort_by_key(|c| self.number_with(*c));
        let held = chars.iter().take(fewest).filter_map(|c| self.holding.get(c));
        let parts = chars.iter().filter_map(|c| self.rarest.get(c));
        let mut found: Vec<usize> = held.chain(parts).flatten().copied().collect();
        found.sort_unstable();
        found.dedup();
        found.into_iter().map(|at| (self.names[at].0, self.names[at].1.as_str())).collect()
    }

    fn number_with(&self, c: char) -> usize {
        self.holding.get(&c).map_or(0, Vec::len)
    }
}

#[cfg(test)]
mod tests {
    use super::Letters;
    use crate::settle::likeness::{leaves_out, nearest, sounds_same};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn nothing_that_is_alike_is_left_out(
            names in prop::collection::vec("[区市教体育局清姜江统计建0-9]{1,9}", 1..40),
            written in "[区市教体育局清姜江统计建0-9]{1,9}",
        ) {
            let letters = Letters::of(names.iter().cloned().enumerate());
            let all = nearest(&written, names.iter().map(|n| (n.as_str(), n.as_str())));
            let few = nearest(&written, letters.alike(&written).into_iter().map(|(_, n)| (n, n)));
            prop_assert_eq!(all, few);
            let (one, three) = (letters.owners(&written, 1), letters.owners(&written, 3));
            for (at, name) in names.iter().enumerate() {
                let left_out = leaves_out(name, &written) || leaves_out(&written, name);
                prop_assert!(!left_out || one.contains(&at), "{name}");
                prop_assert!(!sounds_same(&written, name) || three.contains(&at), "{name}");
            }
        }

        #[test]
        fn the_three_nearest_are_those_that_measuring_all_would_find(
            names in prop::collection::vec("[区市教体育局0-9]{1,7}", 1..30),
            written in "[区市教体育局0-9]{1,7}",
        ) {
            let mut scored: Vec<(f64, &String)> = names.iter().map(|n| (measured(&written, n), n)).collect();
            scored.retain(|(score, _)| *score >= 0.5);
            scored.sort_by(|a, b| b.0.total_cmp(&a.0));
            let mut expected: Vec<&String> = Vec::new();
            for (_, name) in scored {
                if expected.len() < 3 && !expected.contains(&name) {
                    expected.push(name);
                }
            }
            let found = nearest(&written, names.iter().map(|n| (n.as_str(), n.as_str())));
            prop_assert_eq!(found.iter().collect::<Vec<_>>(), expected);
        }
    }

    /// Nearness as the product describes it, without any short cut.
    fn measured(a: &str, b: &str) -> f64 {
        let near = strsim::normalized_damerau_levenshtein(a, b);
        let part = a.contains(b) || b.contains(a) || leaves_out(a, b) || leaves_out(b, a);
        if part { near + 0.4 } else { near }
    }
}
