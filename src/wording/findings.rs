//! One sentence for each finding.

use crate::finding::Finding;

/// What is wrong: numbers, what stood there, what was expected.
#[must_use]
pub fn sentence(_finding: &Finding) -> String {
    String::new()
}

/// Short problem text in house wording, for problem columns (`未转发上级指定的内容`).
#[must_use]
pub fn problem(_finding: &Finding) -> String {
    String::new()
}

/// The rule that it breaks, in one phrase.
#[must_use]
pub fn rule(_finding: &Finding) -> String {
    String::new()
}

/// What a human should do about it.
#[must_use]
pub fn remedy(_finding: &Finding) -> String {
    String::new()
}
