//! "What is this table about?" What titles and single headings say beyond the field that they name.
//!
//! In: a folded text. Out: whether it speaks of a form, of updates, of a rate. It names no fields.

use super::{Guess, HeadingWords};
use crate::field::{Field, Form};
use crate::rules::folded::FoldedWords;
use serde::Deserialize;

/// Single signs that head what came in and what was closed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Signs {
    received: FoldedWords,
    closed: FoldedWords,
}

/// A sign fits as a word does that says as little (名称).
const SIGN: i32 = 70;

impl HeadingWords {
    /// What a heading (folded) means that is a single sign (收, 结): in a table about messages alone, and only as a whole.
    #[must_use]
    pub fn sign(&self, key: &str) -> Option<Field> {
        let is = |list: &[String]| list.iter().any(|w| w == key);
        let closed = || is(&self.signs.closed).then_some(Field::Closed);
        is(&self.signs.received).then_some(Field::Received).or_else(closed).filter(|_| !self.is_own(key))
    }

    /// What a heading (folded) of nothing, or of a single sign, may mean.
    pub(super) fn bare_sign(&self, key: &str) -> Option<Vec<Guess<'_>>> {
        let sign = self.sign(key).map(|field| vec![Guess { field, score: SIGN, forms: &[Form::Messages] }]);
        sign.or_else(|| key.is_empty().then(Vec::new))
    }

    /// Whether a heading (folded) counts what others took over: what stands beside it was handed in, not published.
    #[must_use]
    pub fn speaks_of_adoption(&self, key: &str) -> bool {
        self.adopted.within(key)
    }

    /// Whether a heading (folded) stands over the year of each row.
    #[must_use]
    pub fn heads_years(&self, key: &str) -> bool {
        self.years.is(key)
    }

    /// Whether a heading (folded) stands over the quarter of each row.
    #[must_use]
    pub fn heads_quarters(&self, key: &str) -> bool {
        self.quarters.is(key)
    }

    /// How many words of a title, caption or sheet name (folded) speak of `form`.
    #[must_use]
    pub fn title_votes(&self, text: &str, form: Form) -> usize {
        let votes = self.about.iter().filter(|a| a.form == form).flat_map(|a| &a.titles);
        let votes = votes.filter(|w| text.contains(w.as_str()));
        // 窗口办件 is about no messages.
        votes.filter(|w| !(self.shared.is(w) && self.speaks_of_others(text))).count()
    }

    /// Whether a heading (folded) stands over the share of messages that are closed.
    #[must_use]
    pub fn is_closing_rate(&self, key: &str) -> bool {
        let bare = key.split('(').next().unwrap_or(key).trim_end_matches('%');
        self.closing_rates.is(bare)
    }

    /// Whether a title (folded) speaks of things that are handled like messages and are none.
    #[must_use]
    pub fn speaks_of_others(&self, text: &str) -> bool {
        self.others.within(text)
    }

    /// Whether the first heading (folded) of a table says that its lines are such things.
    #[must_use]
    pub fn heads_others(&self, key: &str) -> bool {
        self.other_heads.ends(key)
    }

    /// Whether a heading (folded) that no list knows may stand over what was updated when; of other tables than columns it must say so.
    #[must_use]
    pub fn may_count_updates(&self, key: &str, form: Form) -> bool {
        let has = |list: &[String]| list.iter().any(|w| key.contains(w.as_str()));
        !has(&self.uncounted) && (form == Form::Columns || has(&self.updates))
    }

    /// Whether a title (folded) speaks of updates of website columns, and of nothing else.
    #[must_use]
    pub fn speaks_of_updates(&self, text: &str) -> bool {
        let only = [Form::Messages, Form::Accounts].iter().all(|form| self.title_votes(text, *form) == 0);
        only && self.title_votes(text, Form::Columns) > 0 && self.updates.within(text)
    }

    /// Whether a title (folded) is about website columns where months run down: it speaks of columns or updates, and of nothing else.
    #[must_use]
    pub fn is_about_columns(&self, text: &str) -> bool {
        let only = [Form::Messages, Form::Accounts].iter().all(|form| self.title_votes(text, *form) == 0);
        only && !self.speaks_of_others(text) && self.columns.within(text)
    }

    /// Whether a heading (folded) names a figure by its ending.
    #[must_use]
    pub fn names_a_figure(&self, key: &str) -> bool {
        let key = self.unbracketed(key);
        self.figures.ends(key)
    }

    /// Words of titles that speak of `form`.
    pub fn title_words(&self, form: Form) -> impl Iterator<Item = &str> {
        self.about.iter().filter(move |a| a.form == form).flat_map(|a| &a.titles).map(String::as_str)
    }

    /// Whether a heading (folded) is typical of the ledger `form`.
    #[must_use]
    pub fn heading_vote(&self, key: &str, form: Form) -> bool {
        self.about.iter().filter(|a| a.form == form).flat_map(|a| &a.headings).any(|w| key.contains(w.as_str()))
    }
}
