//! "Is this a count?" Marks and words in count cells.
//!
//! In: `counts.toml`. Out: [`CountWords`], every word folded and ready to compare. How a cell is read is in `normalize::counts`.

use crate::fold::fold;
use serde::Deserialize;

/// Marks and words in count cells; `counts.toml` tells what each list is for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountWords {
    /// "Does not apply".
    pub not_applicable: Vec<String>,
    /// Written zero.
    pub zero: Vec<String>,
    /// Words that mean zero in a count column.
    pub word_zero: Vec<String>,
    /// Words of a guess.
    pub approximate: Vec<String>,
    /// Units of measure, longest first.
    pub measures: Vec<String>,
    /// Words in front of a number that change nothing, longest first.
    pub leading: Vec<String>,
    /// "At least".
    pub at_least: Vec<String>,
    /// Words before a number of originals, longest first.
    pub original: Vec<String>,
    /// Words that open a remark about a part.
    pub part: Vec<String>,
    /// Larger figures are doubted.
    pub largest: u64,
    /// Ten thousand, behind a number.
    pub ten_thousand: Vec<String>,
    /// Signs and words of a percentage.
    pub percent: Vec<String>,
    /// "Yes" in a mark column.
    pub yes: Vec<String>,
    /// "No" in a mark column.
    pub no: Vec<String>,
}

impl CountWords {
    /// The built-in words.
    #[must_use]
    pub fn built_in() -> Self {
        let mut words: Self = super::embedded(include_str!("counts.toml"));
        for list in [
            &mut words.not_applicable,
            &mut words.zero,
            &mut words.word_zero,
            &mut words.approximate,
            &mut words.measures,
            &mut words.leading,
            &mut words.at_least,
            &mut words.original,
            &mut words.part,
            &mut words.ten_thousand,
            &mut words.percent,
            &mut words.yes,
            &mut words.no,
        ] {
            for word in list.iter_mut() {
                *word = fold(word);
            }
            list.sort_by_key(|w| std::cmp::Reverse(w.chars().count()));
        }
        words
    }
}
