//! "How often?" Frequencies in words to rules of three kinds.

use serde::Deserialize;

/// Words of frequencies.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrequencyWords {}

impl FrequencyWords {
    /// The built-in words.
    #[must_use]
    pub fn built_in() -> Self {
        super::embedded(include_str!("frequency.toml"))
    }
}

/// A frequency as a rule. A month counts as four weeks (`domain.md` section 2, checked on 43 published rows).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Frequency {
    /// At least `n` in every `every` `span`s (`1条/2周` is n 1, every 2, Week).
    Count {
        /// How many.
        n: i64,
        /// In how many spans.
        every: i64,
        /// Which span.
        span: Span,
    },
    /// At most so many natural days apart.
    Gap {
        /// Days.
        days: i64,
    },
    /// No number is asked (实时更新).
    NoNumber,
}

/// The span of a count rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// Day.
    Day,
    /// Week.
    Week,
    /// Month of four weeks.
    Month,
    /// Quarter.
    Quarter,
    /// Half-year.
    Half,
    /// Year.
    Year,
}

/// Reads a frequency; `None` when it is not understood (a doubt, never a default).
#[must_use]
pub fn parse_frequency(_text: &str, _words: &FrequencyWords) -> Option<Frequency> {
    None
}
