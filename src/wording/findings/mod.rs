//! "Say it so that a clerk can act." The words for each finding.
//!
//! In: a [`Finding`]. Out: its sentence, the short problem text of the annexes, the rule it rests on, and
//! what to do. Detection lives elsewhere; this is a catalogue, one arm for each kind, in the order of `finding::Kind`.

mod blanks;
mod doubts;
mod office;
mod own;
mod problem;
mod readings;
mod remedy;
mod rule;
mod sentence;
mod shapes;
mod twice;
mod waits;

pub use doubts::line_doubt;
pub use problem::problem;
pub use readings::readings;
pub use remedy::remedy;
pub use rule::rule;
pub use sentence::sentence;

use crate::finding::Finding;
use crate::wording::differences;

/// What it is about, with the account type where accounts of one name must be told apart.
#[must_use]
pub fn object(finding: &Finding) -> Option<String> {
    finding.object.as_deref().map(|object| differences::object(Some(object), finding.platform.as_deref()))
}
