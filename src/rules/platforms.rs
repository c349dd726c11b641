//! "Which platform is that?" Wordings of account types to canonical ones.

use serde::Deserialize;

/// Wordings of account types.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlatformWords {}

impl PlatformWords {
    /// The built-in words.
    #[must_use]
    pub fn built_in() -> Self {
        super::embedded(include_str!("platforms.toml"))
    }
}

impl PlatformWords {
    /// The canonical account type of a wording (`公众号` → 微信公众号); `None` when unknown.
    #[must_use]
    pub fn canonical(&self, _written: &str) -> Option<&str> {
        None
    }
}
