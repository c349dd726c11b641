//! "Everyone takes the next one." Hands submissions to worker processes, several at a time.
//!
//! In: submissions, the words, what one file may cost, the program that serves as worker. Out: what became of each, in any order of
//! work but with its index. A file that ends its worker is tried once more at the end, alone and with a fresh one, and then refused
//! with the reason; no other file notices. Equal files and the order of results are no matter of this module.

use super::child::{Child, Death};
use super::one::{Tables, take_one};
use crate::discover::Submission;
use crate::finding::{Finding, Kind};
use crate::place::Place;
use crate::read::Limits;
use crate::recognize::Lexicon;
use crate::rules::{OwnWords, Words};
use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

/// What became of one submission: the SHA-256 of its bytes, where they could be read, and its tables or why there are none.
pub(super) type Read = (Option<String>, Tables);

/// What all workers share.
pub(super) struct Pool<'a> {
    /// The program that serves as worker.
    pub(super) program: &'a Path,
    /// What one file may cost.
    pub(super) limits: &'a Limits,
    /// The words of the rules.
    pub(super) words: &'a Words,
    /// Is told when a file is done.
    pub(super) done: &'a (dyn Fn() + Sync),
}

/// A worker that keeps more than this after a file is replaced: something of that file is still in it.
pub(super) const KEEPS: u64 = 64 * 1024 * 1024;

/// What came of handing a file to a worker.
enum Attempt {
    Done(Read),
    Died(Death),
}

impl Pool<'_> {
    /// Reads all submissions with up to `jobs` workers at a time; one result for each, in their order.
    pub(super) fn read_all(&self, submissions: &[Submission], jobs: usize) -> Vec<Read> {
        let jobs = jobs.min(affordable(self.limits.memory)).clamp(1, submissions.len().max(1));
        let queue =
            Queue { submissions, next: AtomicUsize::new(0), alone: AtomicBool::new(false), own: self.words.own() };
        let mut attempts: Vec<(usize, Attempt)> = thread::scope(|scope| {
            let hands: Vec<_> = (0..jobs).map(|_| scope.spawn(|| self.work(&queue))).collect();
            // A hand has nothing to panic over; if it does, its files are tried again below.
            hands.into_iter().flat_map(|hand| hand.join().unwrap_or_default()).collect()
        });
        attempts.sort_by_key(|(index, _)| *index);
        let mut attempts = attempts.into_iter().peekable();
        let all = submissions.iter().enumerate().map(|(index, submission)| {
            match attempts.next_if(|(i, _)| *i == index).map(|(_, attempt)| attempt) {
                Some(Attempt::Done(read)) => read,
                Some(Attempt::Died(first)) => self.once_more(submission, first, &queue.own),
                None => {
                    let cause = Kind::FileCrashed { detail: String::new() };
                    self.once_more(submission, Death { sha256: None, cause }, &queue.own)
                }
            }
        });
        all.collect()
    }

    /// Takes the next submission until none is left.
    fn work(&self, queue: &Queue<'_>) -> Vec<(usize, Attempt)> {
        let mut out = Vec::new();
        let mut worker = None;
        loop {
            let index = queue.next.fetch_add(1, Ordering::Relaxed);
            let Some(submission) = queue.submissions.get(index) else { return out };
            let attempt = self.attempt(submission, &mut worker, queue);
            if matches!(attempt, Attempt::Done(_)) {
                (self.done)();
            }
            out.push((index, attempt));
        }
    }

    fn attempt(&self, submission: &Submission, worker: &mut Option<Child>, queue: &Queue<'_>) -> Attempt {
        let kept = worker.take();
        let started = kept.or_else(|| if queue.alone.load(Ordering::Relaxed) { None } else { self.start(&queue.own) });
        let Some(mut child) = started else {
            // Where the system starts no workers (some virus scanners forbid it) the clerk's work goes on without their protection.
            queue.alone.store(true, Ordering::Relaxed);
            return Attempt::Done(read_here(submission, &Lexicon::new(self.words), self.limits));
        };
        match child.read(submission) {
            Ok(taken) => {
                if taken.in_use <= KEEPS {
                    *worker = Some(child);
                }
                Attempt::Done((taken.sha256, taken.result))
            }
            Err(death) => Attempt::Died(death),
        }
    }

    /// The second and last try of a file that ended a worker. It is never read here, whatever happens.
    fn once_more(&self, submission: &Submission, first: Death, own: &OwnWords) -> Read {
        let read = match self.start(own).map(|mut child| child.read(submission)) {
            Some(Ok(taken)) => (taken.sha256, taken.result),
            Some(Err(second)) => refuse(submission, second.sha256.or(first.sha256), second.cause),
            None => refuse(submission, first.sha256, first.cause),
        };
        (self.done)();
        read
    }

    fn start(&self, own: &OwnWords) -> Option<Child> {
        Child::start(self.program, self.limits, own).ok()
    }
}

/// What is to be done.
struct Queue<'a> {
    submissions: &'a [Submission],
    next: AtomicUsize,
    /// Whether no worker could be started.
    alone: AtomicBool,
    own: OwnWords,
}

/// Reads a submission in this process.
pub(super) fn read_here(submission: &Submission, lexicon: &Lexicon<'_>, limits: &Limits) -> Read {
    let mut sha256 = None;
    let result = take_one(submission, lexicon, limits, &mut |told| sha256 = Some(told));
    (sha256, result)
}

fn refuse(submission: &Submission, sha256: Option<String>, cause: Kind) -> Read {
    (sha256, Err(Box::new(Finding::new(cause, Place::file(&submission.file)))))
}

/// How many workers of this size half of the memory holds; all of them may meet their worst file at the same time.
pub(super) fn affordable(memory: u64) -> usize {
    let half = machine_memory() / 2;
    usize::try_from(half.checked_div(memory).unwrap_or(u64::MAX)).unwrap_or(usize::MAX).max(1)
}

/// Bytes of memory of this machine, or of the part of it that this process may use.
#[cfg(unix)]
fn machine_memory() -> u64 {
    use sysinfo::{MemoryRefreshKind, System};
    let mut system = System::new();
    system.refresh_memory_specifics(MemoryRefreshKind::nothing().with_ram());
    let whole = system.total_memory();
    let ours = system.cgroup_limits().map_or(whole, |limits| limits.total_memory);
    // Zero means that the system does not tell.
    if whole == 0 { u64::MAX } else { whole.min(ours) }
}

/// Asking is a matter of unsafe calls here: the least that a machine of today has.
#[cfg(not(unix))]
fn machine_memory() -> u64 {
    8 * 1024 * 1024 * 1024
}
