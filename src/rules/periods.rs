//! "Which period does this text name?" Periods in words.

use serde::Deserialize;

/// Words of periods.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeriodWords {}

impl PeriodWords {
    /// The built-in words.
    #[must_use]
    pub fn built_in() -> Self {
        super::embedded(include_str!("periods.toml"))
    }
}

use crate::period::PeriodSaid;
use jiff::civil::Date;

/// Every period that `text` names, in order of appearance, with the byte range of its words. Explicit days come first.
#[must_use]
pub fn find_periods(_text: &str, _words: &PeriodWords) -> Vec<(PeriodSaid, std::ops::Range<usize>)> {
    Vec::new()
}

/// Reads a day as people write it (2023-03-28, 2023.3.28, 2023年3月28日, 3月28日, 28/3); `year` is used when none stands there.
#[must_use]
pub fn parse_day(_text: &str, _year: Option<i16>) -> Option<Date> {
    None
}
