//! "Which forms may a name take?" Endings of unit names, version words of file names.

use serde::Deserialize;

/// Endings of unit names and version words.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameWords {}

impl NameWords {
    /// The built-in words.
    #[must_use]
    pub fn built_in() -> Self {
        super::embedded(include_str!("names.toml"))
    }
}
