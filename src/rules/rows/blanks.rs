//! "注：空格的为当月没有更新" What a remark says about blank cells.
//!
//! In: a remark, `rows.toml`. Out: the clause that speaks of blanks, and whether it makes them zero, of everything or of updates only. What
//! forbids blanks, or asks that something be filled in, declares nothing.

use crate::fold::fold;
use crate::rules::folded::FoldedWords;
use serde::{Deserialize, Serialize};

/// What a form says that a blank cell means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum BlankSays {
    /// Zero, whatever is counted.
    Zero,
    /// That nothing was updated or posted.
    NothingPosted,
    /// Something that is not understood.
    Unsure,
}

/// Words about blank cells, folded.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BlankWords {
    blank: FoldedWords,
    zero: FoldedWords,
    posted: FoldedWords,
    means: FoldedWords,
    demands: FoldedWords,
}

/// What ends a clause.
pub(super) const ENDS: [char; 4] = [',', ';', '。', '\n'];
/// Quotes are no part of what is said: “—”, "0".
pub(super) const QUOTES: [char; 6] = ['"', '“', '”', '\'', '‘', '’'];

impl BlankWords {
    /// What a remark (folded) says about blanks.
    pub(super) fn says(&self, key: &str) -> Option<BlankSays> {
        key.split(ENDS).find_map(|clause| self.of_clause(&clause.replace(QUOTES, "")))
    }

    /// The clause of a remark that speaks of blanks, as written.
    pub(super) fn clause<'t>(&self, text: &'t str) -> Option<&'t str> {
        let ends = |c: char| ENDS.contains(&c) || ['，', '；'].contains(&c);
        text.split(ends).map(str::trim).find(|clause| self.of_clause(&fold(clause).replace(QUOTES, "")).is_some())
    }

    fn of_clause(&self, clause: &str) -> Option<BlankSays> {
        let has = |list: &[String]| list.iter().any(|word| clause.contains(word.as_str()));
        let (at, blank) = self.blank.iter().find_map(|word| Some((clause.find(word.as_str())?, word)))?;
        let behind = &clause[at + blank.len()..];
        if behind.starts_with('0') {
            // 未填0 is a number that was not filled in.
            return Some(BlankSays::Unsure);
        }
        if has(&self.demands) {
            return None;
        }
        if self.zero.iter().any(|word| holds_number(clause, word)) {
            Some(BlankSays::Zero)
        } else if has(&self.posted) {
            Some(BlankSays::NothingPosted)
        } else {
            self.means.within(behind).then_some(BlankSays::Unsure)
        }
    }
}

/// Whether a word stands in a clause and is no part of a longer number.
fn holds_number(clause: &str, word: &str) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || c == '.');
    clause
        .match_indices(word)
        .any(|(at, _)| !digit(clause[..at].chars().next_back()) && !digit(clause[at + word.len()..].chars().next()))
}
