//! "上季实际, 二季度小计（对照）" Rows and headings of another time.
//!
//! In: one folded text. Out: whether it tells of another time than the form's, or of the change against it. What is left out for it is
//! decided in `recognize`.

use super::RowWords;
use crate::fold::fold;
use crate::period::PeriodSaid;
use crate::rules::periods::{PeriodWords, find_periods};

/// A longer text is more than a word of comparing.
const LONGEST: usize = 10;

impl RowWords {
    /// Whether a name cell or a heading says that its figures tell of another time, or of the change against it.
    #[must_use]
    pub fn is_compared(&self, key: &str) -> bool {
        if self.is_beside(key) {
            return true;
        }
        let whole = key;
        let key = key.trim_matches(|c: char| matches!(c, ':' | '(' | ')'));
        let has_tail = |rest: &str| self.compared_tails.is(rest);
        self.compared.iter().any(|w| w == key || w == whole)
            || self.compared_stems.iter().any(|stem| key.strip_prefix(stem.as_str()).is_some_and(has_tail))
            || key.chars().count() <= LONGEST && self.compared_starts.starts(key)
    }

    /// The time that a heading says its figures are compared with (比一季度增减).
    #[must_use]
    pub fn compared_with(&self, text: &str, words: &PeriodWords) -> Option<PeriodSaid> {
        let (said, range) = find_periods(text, words).into_iter().next()?;
        let before = fold(text.get(..range.start)?);
        self.compared_before.iter().any(|word| before.ends_with(word.as_str())).then_some(said)
    }

    /// Whether a note in brackets says that a row only stands beside the others (二季度小计（对照）), whatever it is called.
    pub(super) fn is_beside(&self, key: &str) -> bool {
        let note = key.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
        note.is_some_and(|(name, note)| !name.is_empty() && self.compared_notes.is(note))
    }
}
