//! One sentence for each error: what happened, where, and what to do.

use crate::error::Error;

/// The sentence for an error, lines joined by `\n` where there are several mistakes.
#[must_use]
pub fn sentence(_error: &Error) -> String {
    String::new()
}
