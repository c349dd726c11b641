//! "Something required, something published: 规定 + 推文." Headings in words that stand in no list, by the parts of words in them.
//!
//! In: groups of word parts, and which words a heading holds. Out: how much of it they cover, and the score of that. It knows no field.

use super::finder::Found;
use super::folded::FoldedWords;
use serde::Deserialize;

/// Score of word parts that cover the whole heading; each character not covered takes one off, up to [`PARTS_LOSS`].
pub(super) const PARTS: i32 = 80;
/// Most that characters not covered take off.
pub(super) const PARTS_LOSS: i32 = 15;

/// Word parts: one word of each group of `all` stands in the heading, none of `none`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Parts {
    /// Groups of words.
    pub(super) all: Vec<FoldedWords>,
    /// Words that rule it out.
    #[serde(default)]
    pub(super) none: FoldedWords,
    /// Words with one of which the heading begins; empty = with any.
    #[serde(default)]
    pub(super) starts: FoldedWords,
    /// Its score where what the heading begins with settles it; else that of the characters covered.
    pub(super) score: Option<i32>,
    /// The same as numbers of the finder; those of `all` with their lengths in characters.
    #[serde(skip)]
    pub(super) numbers: PartNumbers,
}

/// Numbers of word parts in the finder.
#[derive(Debug, Clone, Default)]
pub(super) struct PartNumbers {
    /// Each word of a group with its length in characters.
    pub(super) all: Vec<Vec<(usize, usize)>>,
    /// Words that rule it out.
    pub(super) none: Vec<usize>,
}

/// How many characters the words of `parts` cover in a text; `None` where they do not all stand in it.
fn covered(parts: &Parts, found: &Found) -> Option<usize> {
    if parts.numbers.none.iter().any(|n| found.has(*n)) {
        return None;
    }
    let longest = |group: &Vec<(usize, usize)>| group.iter().filter(|(n, _)| found.has(*n)).map(|(_, l)| *l).max();
    parts.numbers.all.iter().map(longest).sum()
}

/// The score of a heading of so many characters by `parts`; `None` where they do not fit.
pub(super) fn fitting(parts: &Parts, (key, found): (&str, &Found), length: usize) -> Option<i32> {
    let begins = parts.starts.is_empty() || parts.starts.iter().any(|w| key.starts_with(w.as_str()));
    let covered = covered(parts, found).filter(|_| begins)?;
    Some(parts.score.unwrap_or_else(|| parts_score(covered, length)))
}

/// The score of word parts that cover so many of `length` characters.
fn parts_score(covered: usize, length: usize) -> i32 {
    let left = i32::try_from(length.saturating_sub(covered)).unwrap_or(PARTS_LOSS);
    PARTS - left.min(PARTS_LOSS)
}
