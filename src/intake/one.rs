//! "Read this one." One submission from its bytes on the disk to its tables.
//!
//! In: a file, what it may cost, the words. Out: the hash of its bytes, and its tables or the finding that says why it was refused. A
//! panic of a reader is such a finding too. It knows nothing of processes; whoever calls it keeps time and memory.

use super::frames::Which;
use crate::discover::Submission;
use crate::finding::{Finding, Kind};
use crate::place::Place;
use crate::read::{Book, Limits, load, load_member, read_book, read_product, read_watched, sha256};
use crate::recognize::{Lexicon, Recognized, Watcher, recognize_with};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

/// Tables, or why there are none.
pub(super) type Tables = Result<Recognized, Box<Finding>>;

/// Reads one workbook; `loaded` is told the SHA-256 of its bytes as soon as they are in memory.
pub(super) fn book_of(
    (file, path): (&Arc<str>, &Path),
    which: Which,
    limits: &Limits,
    loaded: &mut dyn FnMut(String),
) -> Result<Book, Box<Finding>> {
    let bytes = load(file, path, limits)?;
    loaded(sha256(&bytes));
    match which {
        Which::Roster => read_book(file, &bytes, limits),
        Which::Product => read_product(file, &bytes, limits),
    }
}

/// Reads and recognizes one submission; `loaded` is told the SHA-256 of its bytes as soon as they are in memory.
pub(super) fn take_one(
    submission: &Submission,
    lexicon: &Lexicon<'_>,
    limits: &Limits,
    loaded: &mut dyn FnMut(String),
) -> Tables {
    let file = &submission.file;
    let bytes = bytes(submission, limits)?;
    loaded(sha256(&bytes));
    catch_unwind(AssertUnwindSafe(|| recognized(file, &bytes, limits, lexicon))).unwrap_or_else(|_| {
        let detail = "the recognizer gave up".to_owned();
        Err(Box::new(Finding::new(Kind::FileCorrupt { detail }, Place::file(file))))
    })
}

/// Recognizes a book while it is read; one in which that goes wrong is read once more, whole.
fn recognized(file: &Arc<str>, bytes: &[u8], limits: &Limits, lexicon: &Lexicon<'_>) -> Tables {
    let mut watcher = Watcher::new(lexicon);
    let book = read_watched(file, bytes, limits, &mut watcher)?;
    match watcher.recognize(book) {
        Some(recognized) => Ok(recognized),
        None => read_book(file, bytes, limits).map(|book| recognize_with(&book, lexicon)),
    }
}

/// The bytes of one submission, from the disk or out of its archive.
pub(super) fn bytes(submission: &Submission, limits: &Limits) -> Result<Vec<u8>, Box<Finding>> {
    let (file, path) = (&submission.file, &submission.path);
    match &submission.member {
        Some(member) => load_member(file, path, member, limits),
        None => load(file, path, limits),
    }
}
