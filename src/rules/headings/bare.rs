//! "信息更新数量 is 更新." What is left of a heading without the words that say nothing.
//!
//! In: a folded text and the empty words (`noise`) and units of count. Out: the text without them. It knows no fields.

use super::{BETWEEN, HeadingWords, Index};
use crate::rules::finder::Found;
use std::borrow::Cow;

impl HeadingWords {
    /// [`Self::core`] of a text in which `found` was found: nothing to take off is the usual case.
    pub(super) fn core_of<'k>(&self, key: &'k str, found: &Found) -> Cow<'k, str> {
        if key.contains(|c| BETWEEN.contains(c)) || self.index.noise.iter().any(|n| found.has(*n)) {
            Cow::Owned(self.core(key))
        } else {
            Cow::Borrowed(self.without_measure(key))
        }
    }

    /// What is left without empty words and units of count.
    pub(super) fn core(&self, key: &str) -> String {
        self.core_by(&self.index, key)
    }

    /// [`Self::core`] while the index is being built; of it only `noises` is asked.
    pub(super) fn core_by(&self, index: &Index, key: &str) -> String {
        let mut core: String = key.chars().filter(|c| !BETWEEN.contains(*c)).collect();
        let mut found = index.noises.find(&core);
        for (number, word) in self.noise.iter().enumerate() {
            if found.has(number) {
                core = core.replace(word.as_str(), "");
                // What stood on both sides may be a word now.
                found = index.noises.find(&core);
            }
        }
        self.without_measure(&core).to_owned()
    }
}
