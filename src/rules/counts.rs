//! "Is this a count?" Marks and words in count cells.

use serde::Deserialize;

/// Marks and words in count cells.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountWords {}

impl CountWords {
    /// The built-in words.
    #[must_use]
    pub fn built_in() -> Self {
        super::embedded(include_str!("counts.toml"))
    }
}
