//! "注：“—”表示该单位不承担该栏目", "11月起停更注销" What a remark says about strokes.
//!
//! In: a remark, `rows.toml`. Out: the mark of which it says that nothing is asked for where it stands; or, of the remark of one row, since when
//! or until when nothing was asked of it. A remark that calls it anything else, zero among it, declares nothing.

use super::RowWords;
use super::blanks::{ENDS, QUOTES};
use crate::fold::fold;
use crate::rules::folded::FoldedWords;
use crate::rules::periods::{PeriodWords, days_in, find_periods};
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

/// Words of rows about something that was closed or only just begun, folded.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct StoppedWords {
    ended: FoldedWords,
    begun: FoldedWords,
    never: FoldedWords,
    not: FoldedWords,
}

/// Why nothing is asked for in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stopped {
    /// It was closed, on the day that stands beside it, if any.
    Ended,
    /// It began, on the day that stands beside it, if any.
    Begun,
    /// It is not there yet.
    Never,
}

impl RowWords {
    /// Why nothing is asked for in a row, by its remark (folded). One that tells of both, or of a plan, says nothing.
    #[must_use]
    pub fn stopped(&self, remark: &str) -> Option<Stopped> {
        let words = &self.stopped;
        let said = [(&words.ended, Stopped::Ended), (&words.begun, Stopped::Begun)];
        let never = words.never.within(remark);
        let mut said = said.into_iter().filter(|(list, _)| list.within(remark)).map(|(_, why)| why);
        match (said.next(), said.next()) {
            _ if words.not.within(remark) => None,
            (Some(Stopped::Begun), None) | (None, _) if never => Some(Stopped::Never),
            (one, None) if !never => one,
            _ => None,
        }
    }

    /// Of a remark only what [`stopped`](Self::stopped) needs: the word that says why, behind the times that stand there. Nobody is named by them.
    #[must_use]
    pub fn stop_told(&self, remark: &str, words: &PeriodWords) -> Option<String> {
        let key = fold(remark);
        let list = match self.stopped(&key)? {
            Stopped::Ended => &self.stopped.ended,
            Stopped::Begun => &self.stopped.begun,
            Stopped::Never => &self.stopped.never,
        };
        let word = list.iter().find(|word| key.contains(word.as_str()))?;
        let mut times = days_in(&key, words);
        times.extend(find_periods(&key, words).into_iter().filter_map(|(_, range)| key.get(range)));
        // A number that was not understood may be a time.
        let sure = !times.is_empty() || !key.contains(|c: char| c.is_ascii_digit());
        sure.then(|| format!("{}{word}", times.join(",")))
    }
}
