//! "How much speaks for it?" The weights by which headings get their fields and tables their forms.
//!
//! In: `weights.toml`, where each weight has its reason. Out: [`Weights`]. It weighs nothing itself: `recognize` does.

use serde::Deserialize;

/// Weights in points of a word's score (0 to 100).
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// A field whose words fit less than this is not given.
    pub least: i32,
    /// An assignment that is better by fewer points is a doubt.
    pub margin: i32,
    /// Off when the values below contradict the field.
    pub contradicted: i32,
    /// For an account type with known types below.
    pub platforms_below: i32,
    /// For a heading without a known word with nothing but account types below.
    pub platforms_alone: i32,
    /// For a form with all required fields.
    pub whole: i32,
    /// How many times a field typical of a form counts.
    pub typical: i32,
    /// For a form that a title names.
    pub titled: i32,
    /// For each heading typical of a ledger.
    pub ledger_heading: i32,
    /// Two whole forms nearer than this are a doubt.
    pub forms_apart: i32,
}

impl Weights {
    /// The built-in weights.
    #[must_use]
    pub fn built_in() -> Self {
        super::embedded(include_str!("weights.toml"))
    }
}
