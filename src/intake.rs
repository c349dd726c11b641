//! "Read what came in." Reads and recognizes submission by submission, several at once.
//!
//! In: the submissions that `discover` found, the words of the rules. Out: one [`Intake`] for each, in the order of `discover`:
//! its tables, or the finding that says why it was refused. A bad file costs nothing but itself.

use crate::discover::Submission;
use crate::finding::Finding;
use crate::recognize::Recognized;

/// What became of one submission at the door.
#[derive(Debug, Clone)]
pub struct Intake {
    /// The file.
    pub submission: Submission,
    /// SHA-256 of its bytes, where they could be read.
    pub sha256: Option<String>,
    /// Its tables, or why it was refused.
    pub result: Result<Recognized, Box<Finding>>,
}
