//! "What do headings call it?" Words of headings for each field.

use serde::Deserialize;

/// Words of headings for each field.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeadingWords {}

impl HeadingWords {
    /// The built-in words.
    #[must_use]
    pub fn built_in() -> Self {
        super::embedded(include_str!("headings.toml"))
    }
}
