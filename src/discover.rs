//! "What did the units hand in?" Lists the files of the input folder.
//!
//! In: paths that the user named. Out: every regular file as a [`Submission`], in an order that does not depend on the disk, plus
//! what was left out and why. It opens nothing.

use std::path::PathBuf;
use std::sync::Arc;

/// One file that somebody handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// Path relative to the input folder, `/` between its parts; the name used in every place.
    pub file: Arc<str>,
    /// Where it lies on the disk.
    pub path: PathBuf,
}

/// Why a file that was met is not a submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SkipReason {
    /// Lock file of an office program (`~$…`, `.~…`).
    Lock,
    /// Hidden or system file.
    System,
    /// Temporary file.
    Temporary,
    /// Not a regular file, or a link.
    NotRegular,
    /// The roster, the decisions, or another file of the job itself.
    OwnFile,
}

/// A file that was met and left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Path relative to the input folder.
    pub file: Arc<str>,
    /// Why.
    pub why: SkipReason,
}

/// What lies in the input folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Sorted by path.
    pub submissions: Vec<Submission>,
    /// Sorted by path.
    pub left_out: Vec<LeftOut>,
}
