//! "Is this row data?" Words of total, remark, signature and other rows, and of lines around a table.

use serde::Deserialize;

/// Words of rows and of lines around a table.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RowWords {}

impl RowWords {
    /// The built-in words.
    #[must_use]
    pub fn built_in() -> Self {
        super::embedded(include_str!("rows.toml"))
    }
}
