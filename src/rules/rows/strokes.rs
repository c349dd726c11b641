//! "注：“—”表示该单位不承担该栏目" What a remark says about strokes.
//!
//! In: a remark, `rows.toml`. Out: the mark of which it says that nothing is asked for where it stands. A remark that calls it anything else,
//! zero among it, declares nothing.

use super::blanks::{ENDS, QUOTES};
use crate::rules::folded::FoldedWords;
use serde::Deserialize;

/// Words about strokes, folded.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StrokeWords {
    means: FoldedWords,
    duty: FoldedWords,
    not: FoldedWords,
}

impl StrokeWords {
    /// The mark that a remark (folded) explains so: what stands right before a word of meaning, behind numbering and quotes.
    pub(super) fn clause(&self, key: &str) -> Option<String> {
        key.split(ENDS).find_map(|clause| {
            let clause = clause.replace(QUOTES, "");
            let (at, word) = self.means.iter().find_map(|word| Some((clause.find(word.as_str())?, word)))?;
            let said = &clause[at + word.len()..];
            let denied = self.not.iter().any(|word| said.contains(word.as_str()));
            let mark = clause[..at].rsplit([':', '.', '、', ')']).next().unwrap_or_default();
            (self.duty.within(said) && !denied && !mark.is_empty()).then(|| mark.to_owned())
        })
    }
}
