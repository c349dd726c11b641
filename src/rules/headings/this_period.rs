//! "本季实际" Headings over the figure of the form's own period.
//!
//! In: one folded heading. Out: whether it stands over that figure, and whether that is a month's. It knows no dates.

use super::HeadingWords;

impl HeadingWords {
    /// Whether a heading (folded) stands over the figure of the form's own period: `Some(true)` where that is a month (本月).
    #[must_use]
    pub fn is_this_period(&self, key: &str) -> Option<bool> {
        let key = self.unbracketed(key);
        let has_tail = |rest: &str| self.this_tails.is(rest);
        let is_in = |list: &[String], stems: &[String]| {
            list.iter().any(|w| w == key)
                || stems.iter().any(|stem| key.strip_prefix(stem.as_str()).is_some_and(has_tail))
        };
        let month = is_in(&self.this_month, &self.this_month_stems);
        month.then_some(true).or_else(|| is_in(&self.this_period, &self.this_stems).then_some(false))
    }
}
