//! "Which of these words stand in this text?" Many words looked for at once.
//!
//! In: a fixed list of words, a folded text. Out: the words that the text holds, the same as asking `contains` for each of them, at the
//! cost of one look at each character. It knows no meanings. (An automaton over bytes was the other road: slower on short Chinese
//! texts, where hardly a character begins a listed word.)

use indexmap::IndexMap;

/// A set of characters that costs nothing to ask.
#[derive(Debug, Clone, Default)]
pub(super) struct Chars {
    /// A bit for each character up to the last one in the set.
    bits: Vec<u64>,
}

impl Chars {
    pub(super) fn add(&mut self, c: char) {
        let (word, bit) = Self::spot(c);
        if self.bits.len() <= word {
            self.bits.resize(word + 1, 0);
        }
        self.bits[word] |= 1 << bit;
    }

    #[inline]
    pub(super) fn has(&self, c: char) -> bool {
        let (word, bit) = Self::spot(c);
        self.bits.get(word).is_some_and(|bits| bits >> bit & 1 == 1)
    }

    /// The first characters of words; an empty word has none.
    pub(super) fn starting<'w>(words: impl IntoIterator<Item = &'w String>) -> Self {
        let mut out = Self::default();
        words.into_iter().filter_map(|word| word.chars().next()).for_each(|c| out.add(c));
        out
    }

    const fn spot(c: char) -> (usize, u32) {
        let c = c as u32;
        ((c / 64) as usize, c % 64)
    }
}

impl<'a> FromIterator<&'a str> for Chars {
    fn from_iter<I: IntoIterator<Item = &'a str>>(texts: I) -> Self {
        let mut out = Self::default();
        texts.into_iter().flat_map(str::chars).for_each(|c| out.add(c));
        out
    }
}

/// Words to look for, by number.
#[derive(Debug, Clone, Default)]
pub(super) struct Finder {
    words: IndexMap<String, ()>,
    starts: Chars,
    /// First characters with the numbers of their words, sorted.
    by_start: Vec<(char, Vec<usize>)>,
}

/// The words that a text holds.
#[derive(Debug, Clone)]
pub(super) struct Found {
    bits: Vec<u64>,
}

impl Finder {
    /// Adds a word; its number. An empty word stands in every text.
    pub(super) fn add(&mut self, word: &str) -> usize {
        let (number, known) = self.words.insert_full(word.to_owned(), ());
        if known.is_none()
            && let Some(start) = word.chars().next()
        {
            self.starts.add(start);
            match self.by_start.binary_search_by_key(&start, |(c, _)| *c) {
                Ok(at) => self.by_start[at].1.push(number),
                Err(at) => self.by_start.insert(at, (start, vec![number])),
            }
        }
        number
    }

    /// The words in `text`.
    pub(super) fn find(&self, text: &str) -> Found {
        let mut bits = vec![0; self.words.len().div_ceil(64)];
        if let Some(empty) = self.words.get_index_of("") {
            bits[empty / 64] |= 1 << (empty % 64);
        }
        for (at, c) in text.char_indices().filter(|(_, c)| self.starts.has(*c)) {
            let Ok(start) = self.by_start.binary_search_by_key(&c, |(start, _)| *start) else { continue };
            for number in &self.by_start[start].1 {
                let word = self.words.get_index(*number).map_or("", |(word, ())| word);
                if text.as_bytes()[at..].starts_with(word.as_bytes()) {
                    bits[number / 64] |= 1 << (number % 64);
                }
            }
        }
        Found { bits }
    }
}

impl Found {
    /// Whether any word was found.
    pub(super) fn any(&self) -> bool {
        self.bits.iter().any(|bits| *bits != 0)
    }

    /// Whether the word of this number was found.
    pub(super) fn has(&self, number: usize) -> bool {
        self.bits.get(number / 64).is_some_and(|bits| bits >> (number % 64) & 1 == 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_are_found_where_contains_finds_them(
            words in prop::collection::vec("[甲乙丙a😀]{0,3}", 0..12), text in "[甲乙丙丁ab😀]{0,12}"
        ) {
            let mut finder = Finder::default();
            let numbers: Vec<usize> = words.iter().map(|w| finder.add(w)).collect();
            let found = finder.find(&text);
            for (word, number) in words.iter().zip(numbers) {
                prop_assert_eq!(found.has(number), text.contains(word.as_str()), "{} in {}", word, text);
            }
        }
    }

    #[test]
    fn a_character_is_in_the_set_that_it_was_added_to() {
        let set: Chars = ["月a", "😀"].into_iter().collect();
        assert!(['月', 'a', '😀'].into_iter().all(|c| set.has(c)));
        assert!(!['年', 'b', '😁', char::MAX].into_iter().any(|c| set.has(c)));
    }
}
