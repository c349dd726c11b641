//! "Read what came in." Reads and recognizes submission by submission, several at once.
//!
//! In: the submissions that `discover` found, the words of the rules. Out: one [`Intake`] for each, in the order of `discover`:
//! its tables, or the finding that says why it was refused. A bad file costs nothing but itself: files are read in worker processes
//! (`pool`, `child`, `worker`), unless the caller wants them read in this one.

pub mod cells;
mod child;
mod frames;
mod one;
mod pool;
pub mod worker;

pub use child::CALL;

use crate::discover::Submission;
use crate::finding::{Finding, Kind};
use crate::place::Place;
use crate::read::{Book, Limits};
use crate::recognize::{Lexicon, Recognized};
use crate::rules::{OwnWords, Words};
use child::Child;
use frames::Which;
use pool::{Pool, Read, read_here};
use rayon::prelude::*;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread::available_parallelism;

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

/// Where files are read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Isolation {
    /// In this process, for tests and for debugging: time and memory have no limit then, and a crafted file may end the program.
    #[default]
    InProcess,
    /// In worker processes of this program, which must be called as [`CALL`] says and then [`worker::serve`].
    Workers(PathBuf),
}

/// How to take in.
#[derive(Clone, Copy)]
pub struct How<'a> {
    /// Files in work at a time; 0 means one for each core. Workers are fewer where the machine lacks the memory.
    pub jobs: usize,
    /// What one file may cost.
    pub limits: Limits,
    /// Where files are read.
    pub isolation: &'a Isolation,
    /// Is told how many files are done; called from several threads.
    pub progress: &'a (dyn Fn(usize) + Sync),
}

/// Reads and recognizes all `submissions`. The results stand in their order, whatever was done first.
///
/// Of files with the same bytes only the first is used; the later ones are refused as its duplicates.
#[must_use]
pub fn take_in(submissions: Vec<Submission>, words: &Words, how: &How<'_>) -> Vec<Intake> {
    let count = AtomicUsize::new(0);
    let done = || (how.progress)(count.fetch_add(1, Ordering::Relaxed) + 1);
    let jobs = if how.jobs == 0 { available_parallelism().map_or(1, std::num::NonZero::get) } else { how.jobs };
    let read = match how.isolation {
        Isolation::InProcess => in_process(&submissions, words, &how.limits, (jobs, &done)),
        Isolation::Workers(program) => {
            Pool { program, limits: &how.limits, words, done: &done }.read_all(&submissions, jobs)
        }
    };
    let taken = submissions.into_iter().zip(read);
    let mut taken: Vec<Intake> =
        taken.map(|(submission, (sha256, result))| Intake { submission, sha256, result }).collect();
    refuse_duplicates(&mut taken);
    taken
}

/// Reads one workbook with all its cells: the roster. It may come from anybody's desk, so it is read apart like the others.
///
/// # Errors
/// Why it was refused, or how it ended two workers.
pub fn read_book(
    file: &Arc<str>,
    path: &Path,
    (limits, isolation): (&Limits, &Isolation),
) -> Result<Book, Box<Finding>> {
    read_whole((file, path), Which::Roster, (limits, isolation))
}

/// Reads one workbook with all its cells, also when this program made it. It may have been anywhere since, so it is read apart too.
///
/// # Errors
/// Those of [`read_book`].
pub fn read_product(
    file: &Arc<str>,
    path: &Path,
    (limits, isolation): (&Limits, &Isolation),
) -> Result<Book, Box<Finding>> {
    read_whole((file, path), Which::Product, (limits, isolation))
}

fn read_whole(
    (file, path): (&Arc<str>, &Path),
    which: Which,
    (limits, isolation): (&Limits, &Isolation),
) -> Result<Book, Box<Finding>> {
    let here = || one::book_of((file, path), which, limits, &mut |_| {});
    let Isolation::Workers(program) = isolation else { return here() };
    let mut cause = None;
    for _ in 0..2 {
        let Ok(mut child) = Child::start(program, limits, &OwnWords::default()) else { break };
        match child.book((file, path), which) {
            Ok(result) => return result,
            Err(death) => cause = Some(death.cause),
        }
    }
    match cause {
        Some(kind) => Err(Box::new(Finding::new(kind, Place::file(file)))),
        // The system starts no workers at all.
        None => here(),
    }
}

fn in_process(
    submissions: &[Submission],
    words: &Words,
    limits: &Limits,
    (jobs, done): (usize, &(dyn Fn() + Sync)),
) -> Vec<Read> {
    let one = |lexicon: &mut Lexicon<'_>, submission: &Submission| {
        let read = read_here(submission, lexicon, limits);
        done();
        read
    };
    let lexicon = || Lexicon::new(words);
    match rayon::ThreadPoolBuilder::new().num_threads(jobs).build() {
        Ok(pool) => pool.install(|| submissions.par_iter().map_init(lexicon, one).collect()),
        // Without threads of its own (a system short of them) the work is done on this one.
        Err(_) => {
            let mut lexicon = lexicon();
            submissions.iter().map(|submission| one(&mut lexicon, submission)).collect()
        }
    }
}

/// Keeps the first of several equal files. Files that were refused keep their own reason, which helps more.
fn refuse_duplicates(taken: &mut [Intake]) {
    let mut first: HashMap<String, Arc<str>> = HashMap::new();
    for intake in taken.iter_mut().filter(|intake| intake.result.is_ok()) {
        let Some(hash) = intake.sha256.clone() else { continue };
        match first.get(&hash) {
            Some(of) => {
                let place = Place::file(&intake.submission.file);
                let finding = Finding::new(Kind::FileDuplicate { of: of.to_string() }, place);
                intake.result = Err(Box::new(finding.related([Place::file(of)])));
            }
            None => {
                first.insert(hash, Arc::clone(&intake.submission.file));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn submission(folder: &Path, file: &str, bytes: &[u8]) -> Submission {
        let path = folder.join(file);
        std::fs::write(&path, bytes).unwrap();
        Submission { file: file.into(), path, member: None }
    }

    fn workbook(text: &str) -> Vec<u8> {
        let mut book = rust_xlsxwriter::Workbook::new();
        book.add_worksheet().write(0, 0, text).unwrap();
        book.save_to_buffer().unwrap()
    }

    #[test]
    fn results_stand_in_order_and_a_bad_file_costs_nothing_but_itself() {
        let folder = tempfile::tempdir().unwrap();
        let same = workbook("甲");
        let mut submissions = vec![
            submission(folder.path(), "1.xlsx", b""),
            submission(folder.path(), "2.xlsx", &same),
            submission(folder.path(), "3.xlsx", b"%PDF-1.4"),
            submission(folder.path(), "4.xlsx", &same),
            submission(folder.path(), "5.xlsx", b""),
            submission(folder.path(), "6.xlsx", &workbook("乙")),
        ];
        let path = folder.path().join("7.xlsx");
        submissions.push(Submission { file: "7.xlsx".into(), path, member: None });
        let seen = AtomicUsize::new(0);
        let progress = |_: usize| {
            seen.fetch_add(1, Ordering::Relaxed);
        };
        let isolation = Isolation::InProcess;
        let how = How { jobs: 2, limits: Limits::default(), isolation: &isolation, progress: &progress };
        let taken = take_in(submissions, &Words::built_in(), &how);
        let told: Vec<(&str, Option<&'static str>)> =
            taken.iter().map(|i| (&*i.submission.file, i.result.as_ref().err().map(|f| f.kind.id()))).collect();
        let expected = [
            ("1.xlsx", Some("file-empty")),
            ("2.xlsx", None),
            ("3.xlsx", Some("file-foreign")),
            ("4.xlsx", Some("file-duplicate")),
            ("5.xlsx", Some("file-empty")),
            ("6.xlsx", None),
            ("7.xlsx", Some("file-unreadable")),
        ];
        assert_eq!(told, expected);
        assert_eq!(seen.into_inner(), 7);
        assert_eq!(taken[1].sha256, taken[3].sha256);
        assert_eq!((taken[6].sha256.is_none(), taken[0].sha256.is_some()), (true, true));
    }
}
