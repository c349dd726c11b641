//! "自查时段 introduces a period." Words in front of a colon, or in a cell of their own before a value.
//!
//! In: a folded text. Out: the [`Label`] that it is, begins with or ends with. It does not look at what the label introduces.

use super::{Label, RowWords};
use crate::rules::folded::FoldedWords;

/// A longer text is no label.
const LONGEST_LABEL: usize = 10;

impl RowWords {
    /// The label that `before` (folded text before a colon) ends with, and its length in characters.
    #[must_use]
    pub fn label_at_end(&self, before: &str) -> Option<(Label, usize)> {
        let ends = self.labels.period_ends.iter().map(|w| (Label::Period, w));
        let listed = self.label_lists().flat_map(|(label, list)| list.iter().map(move |w| (label, w)));
        let (label, word) =
            listed.chain(ends).filter(|(_, w)| before.ends_with(w.as_str())).max_by_key(|(_, w)| w.chars().count())?;
        let is_other = label == Label::Period && self.tells_other_time(&before[..before.len() - word.len()]);
        (!is_other).then(|| (label, word.chars().count()))
    }

    /// The label that a text begins with.
    #[must_use]
    pub fn label_at_start(&self, key: &str) -> Option<Label> {
        let may = key.starts_with(|c| self.starts.labels.has(c));
        let begins = |list: &FoldedWords| list.starts(key);
        may.then(|| self.label_lists().find(|(_, list)| begins(list)).map(|(label, _)| label)).flatten()
    }

    /// The label that a whole cell is, but for those of accounts, which head columns as well.
    #[must_use]
    pub fn label(&self, key: &str) -> Option<Label> {
        self.any_label(key).filter(|label| !matches!(label, Label::Account | Label::AccountType))
    }

    /// The label that a whole cell is, whatever it says about a stamp behind it: 填报单位（盖章）.
    #[must_use]
    pub fn any_label(&self, key: &str) -> Option<Label> {
        let noted = key.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
        let stamp = noted.filter(|(bare, note)| !bare.is_empty() && self.labels.stamps.is(note));
        let key = stamp.map_or(key, |(bare, _)| bare);
        let may = key.starts_with(|c| self.starts.labels.has(c));
        let mut lists = self.label_lists().filter(|_| may);
        let listed = lists.find(|(_, list)| list.iter().any(|w| w == key)).map(|(label, _)| label);
        listed.or_else(|| self.ends_as_period(key).then_some(Label::Period))
    }

    /// Whether a name (folded) is a bare number, be some of its digits masked (138****0000), and so no name.
    #[must_use]
    pub fn is_masked_number(&self, key: &str) -> bool {
        let masks = |c: char| matches!(c, '*' | '-' | '.' | '+' | ' ' | '(' | ')');
        key.starts_with(|c: char| c.is_ascii_digit()) && key.chars().all(|c| c.is_ascii_digit() || masks(c))
    }

    /// Whether a text holds a box to be ticked (☑是 □否).
    #[must_use]
    pub fn is_ticked(&self, key: &str) -> bool {
        key.contains(['☑', '□', '☐', '■', '☒', '√'])
    }

    /// Whether a text that no list holds is a label of a period by its end (考核期间).
    fn ends_as_period(&self, key: &str) -> bool {
        if !key.ends_with(|c| self.starts.period_ends.has(c)) || key.chars().count() > LONGEST_LABEL {
            return false;
        }
        let mut ends = self.labels.period_ends.iter().filter_map(|w| key.strip_suffix(w.as_str()));
        ends.next().is_some_and(|before| !self.tells_other_time(before))
    }

    /// Whether what stands before 时段 or 期间 makes it another time than that of the figures (整改, 公示).
    fn tells_other_time(&self, before: &str) -> bool {
        self.labels.other_times.ends(before)
    }

    pub(super) fn label_lists(&self) -> impl Iterator<Item = (Label, &FoldedWords)> {
        let l = &self.labels;
        [
            (Label::Unit, &l.unit),
            (Label::Filed, &l.filed),
            (Label::Period, &l.period),
            (Label::Measure, &l.measure),
            (Label::Account, &l.account),
            (Label::AccountType, &l.account_type),
            (Label::Person, &l.person),
        ]
        .into_iter()
    }
}
