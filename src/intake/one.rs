//! "Read this one." One submission from its bytes on the disk to its tables.
//!
//! In: a file, what it may cost, the words. Out: the hash of its bytes, and its tables or the finding that says why it was refused. A
//! panic of a reader is such a finding too. The numbers of people stay behind. It knows nothing of processes; whoever calls it keeps time and memory.

use crate::discover::Submission;
use crate::finding::{Finding, Kind};
use crate::place::Place;
use crate::read::{Limits, load, load_member, read_book, read_watched, sha256};
use crate::recognize::{Lexicon, Recognized, Watcher, discreet, discreet_finding, recognize_with};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

/// Tables, or why there are none.
pub(super) type Tables = Result<Recognized, Box<Finding>>;

/// Reads and recognizes one submission; `loaded` is told the SHA-256 of its bytes as soon as they are in memory.
pub(super) fn take_one(
    submission: &Submission,
    lexicon: &Lexicon<'_>,
    limits: &Limits,
    loaded: &mut dyn FnMut(String),
) -> Tables {
    let taken = take_whole(submission, lexicon, limits, loaded);
    taken.map(|book| discreet(book, lexicon)).map_err(|finding| Box::new(discreet_finding(*finding)))
}

/// All that was recognized, with whatever stands there.
fn take_whole(
    submission: &Submission,
    lexicon: &Lexicon<'_>,
    limits: &Limits,
    loaded: &mut dyn FnMut(String),
) -> Tables {
    let file = &submission.file;
    let bytes = bytes(submission, limits)?;
    let hash = sha256(&bytes);
    loaded(hash.clone());
    catch_unwind(AssertUnwindSafe(|| recognized(file, (&bytes, hash), limits, lexicon))).unwrap_or_else(|_| {
        let detail = "the recognizer gave up".to_owned();
        Err(Box::new(Finding::new(Kind::FileCorrupt { detail }, Place::file(file))))
    })
}

/// Recognizes a book while it is read; one in which that goes wrong is read once more, whole.
fn recognized(file: &Arc<str>, (bytes, sha256): (&[u8], String), limits: &Limits, lexicon: &Lexicon<'_>) -> Tables {
    let mut watcher = Watcher::new(lexicon);
    let book = read_watched(file, (bytes, sha256), limits, &mut watcher)?;
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
