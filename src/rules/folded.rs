//! "It is written otherwise, but it is the word." Lists of built-in words, folded at the door.
//!
//! In: a list of texts of a rules file. Out: [`FoldedWords`], which nobody can forget to fold, and the questions asked of such lists. The
//! text that is asked about must be folded too. What a word means is for the room of its list.

use crate::fold::fold;
use serde::{Deserialize, Deserializer};
use std::cmp::Reverse;
use std::ops::Deref;

/// Words of one list, each as [`fold`] leaves it, in the order of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FoldedWords(Vec<String>);

impl FoldedWords {
    /// Whether a text is one of the words.
    #[must_use]
    pub fn is(&self, key: &str) -> bool {
        self.0.iter().any(|word| word == key)
    }

    /// Whether a text holds one of the words.
    #[must_use]
    pub fn within(&self, key: &str) -> bool {
        self.0.iter().any(|word| key.contains(word.as_str()))
    }

    /// Whether a text ends with one of the words.
    #[must_use]
    pub fn ends(&self, key: &str) -> bool {
        self.0.iter().any(|word| key.ends_with(word.as_str()))
    }

    /// Whether a text begins with one of the words.
    #[must_use]
    pub fn starts(&self, key: &str) -> bool {
        self.0.iter().any(|word| key.starts_with(word.as_str()))
    }

    /// Puts longer words first, so that the first one found is the longest.
    pub(super) fn longest_first(&mut self) {
        self.0.sort_by_key(|word| Reverse(word.chars().count()));
    }
}

impl Deref for FoldedWords {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.0
    }
}

impl<'a> IntoIterator for &'a FoldedWords {
    type Item = &'a String;
    type IntoIter = std::slice::Iter<'a, String>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<'de> Deserialize<'de> for FoldedWords {
    fn deserialize<D: Deserializer<'de>>(texts: D) -> Result<Self, D::Error> {
        let mut words = Vec::<String>::deserialize(texts)?;
        words.iter_mut().for_each(|word| *word = fold(word));
        Ok(Self(words))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Deserialize)]
    struct Lists {
        words: FoldedWords,
    }

    #[test]
    fn words_are_folded_when_they_are_read() {
        let lists: Lists = toml::from_str("words = ['ＡＢ', ' 合 计 ']").unwrap();
        assert_eq!(lists.words.to_vec(), ["ab", "合计"]);
        assert!(lists.words.is("合计") && !lists.words.is("全年合计"));
        assert!(lists.words.ends("全年合计") && lists.words.starts("合计数") && lists.words.within("ab类"));
    }
}
