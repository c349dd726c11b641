//! "Read this, but not for ever." The parent's side of one worker process.
//!
//! In: orders for one file at a time. Out: its tables or the reason it was refused, or how the worker came to its end over it: too
//! slow, out of memory, crashed. A worker never outlives its [`Child`]. Which file is tried when and how often is decided in `pool`.

use super::cells::{Rows, Sheets};
use super::frames::{Answer, LONGEST_ORDER, Order, PIECE, Unsent, Wanted, receive, send};
use super::one::Tables;
use crate::discover::Submission;
use crate::finding::Kind;
use crate::read::{Limits, Own};
use crate::recognize::share_names;
use crate::rules::OwnWords;
use std::io::{self, BufReader, ErrorKind, Read};
use std::path::Path;
use std::process::{self, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// How the program is called as a worker.
pub const CALL: [&str; 2] = ["worker", "--pipe"];

/// Has the allocator of a worker give memory back at once and not some time later: what its largest file needs, every worker may need
/// at the same moment.
const GIVES_BACK: (&str, &str) = ("MIMALLOC_PURGE_DELAY", "0");

/// A worker process.
pub(super) struct Child {
    process: process::Child,
    orders: ChildStdin,
    answers: Receiver<Answer>,
    /// Ends with what the process said last on standard error.
    last_words: Option<JoinHandle<String>>,
    limits: Limits,
}

/// What a worker made of a file.
pub(super) struct Taken {
    /// SHA-256 of its bytes, where they could be read.
    pub(super) sha256: Option<String>,
    /// Its tables, or why it was refused.
    pub(super) result: Tables,
    /// Bytes that the worker still uses.
    pub(super) in_use: u64,
}

/// What a worker read of a file, its rows apart.
pub(super) struct Leafed {
    /// SHA-256 of its bytes, where they could be read.
    pub(super) sha256: Option<String>,
    /// Its sheets, or why it was refused.
    pub(super) result: Sheets,
    /// Bytes that the worker still uses.
    pub(super) in_use: u64,
}

/// A worker's end over a file.
#[derive(Debug, Clone)]
pub(super) struct Death {
    /// SHA-256 of the file's bytes, where the worker still told.
    pub(super) sha256: Option<String>,
    /// One of the `File…` kinds.
    pub(super) cause: Kind,
}

/// A worker starts within this time or not at all: a virus scanner may look at the program first.
const START: Duration = Duration::from_secs(60);
/// How many times the time limit the disk may take to hand over a file.
const DISK: u64 = 15;
/// So many answers wait at most: a worker that tells rows faster than they are taken must not fill this process's memory.
const AHEAD: usize = 8;
/// So much of standard error is kept.
const LAST_WORDS: usize = 4096;

impl Child {
    /// Starts a worker and waits until it is ready.
    ///
    /// # Errors
    /// The system's reason, or that the program did not answer as a worker of this version.
    pub(super) fn start(program: &Path, limits: &Limits, own: &OwnWords) -> io::Result<Self> {
        let mut command = Command::new(program);
        command
            .args(CALL)
            .env(GIVES_BACK.0, GIVES_BACK.1)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut process = command.spawn()?;
        let (Some(orders), Some(stdout), Some(mut stderr)) =
            (process.stdin.take(), process.stdout.take(), process.stderr.take())
        else {
            return Err(io::Error::other("no pipe"));
        };
        let answers = listen(stdout, limits.tables);
        let last_words = Some(thread::spawn(move || last_words(&mut stderr)));
        let mut child = Self { process, orders, answers, last_words, limits: *limits };
        child.order(&Order::Prepare { limits: *limits, own: own.clone() })?;
        match child.answers.recv_timeout(START) {
            Ok(Answer::Ready { version }) if version == env!("CARGO_PKG_VERSION") => Ok(child),
            _ => Err(io::Error::other("no worker of this version")),
        }
    }

    /// Has one file read and recognized.
    ///
    /// # Errors
    /// How the worker came to its end; it cannot be used any more.
    pub(super) fn read(&mut self, submission: &Submission) -> Result<Taken, Death> {
        match self.ask(&Order::read(submission, Wanted::Tables), &mut |_| {})? {
            (sha256, Answer::Done { result, in_use }) => {
                let result = result.map(|book| share_names(book, &submission.file));
                Ok(Taken { sha256, result, in_use })
            }
            (sha256, _) => Err(Death { cause: self.crashed(), sha256 }),
        }
    }

    /// Has the cells of one file read; `take` gets the rows as they are met, and those of a file that is refused in the end too.
    ///
    /// # Errors
    /// How the worker came to its end; it cannot be used any more.
    pub(super) fn leaf(
        &mut self,
        submission: &Submission,
        own: Own,
        take: &mut dyn FnMut(Rows),
    ) -> Result<Leafed, Death> {
        match self.ask(&Order::read(submission, Wanted::Cells(own)), take)? {
            (sha256, Answer::Sheets { result, in_use }) => Ok(Leafed { sha256, result, in_use }),
            (sha256, _) => Err(Death { cause: self.crashed(), sha256 }),
        }
    }

    /// Gives an order and listens up to its last answer. Only time spent waiting counts: what `take` does is no fault of the file.
    fn ask(&mut self, order: &Order, take: &mut dyn FnMut(Rows)) -> Result<(Option<String>, Answer), Death> {
        let mut sha256 = None;
        if self.order(order).is_err() {
            return Err(Death { cause: self.crashed(), sha256 });
        }
        let mut allowed = Duration::from_millis(self.limits.time.saturating_mul(DISK));
        let mut waited = Duration::ZERO;
        loop {
            let from = Instant::now();
            let answer = self.answers.recv_timeout(allowed.saturating_sub(waited));
            waited += from.elapsed();
            match answer {
                Ok(Answer::Loaded { sha256: told }) => {
                    sha256 = Some(told);
                    (allowed, waited) = (Duration::from_millis(self.limits.time), Duration::ZERO);
                }
                Ok(Answer::Rows(rows)) => take(rows),
                Ok(Answer::Ready { .. }) => {}
                Ok(last) => return Ok((sha256, last)),
                Err(RecvTimeoutError::Timeout) => {
                    let millis = |time: Duration| u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
                    let cause = Kind::FileTooSlow { allowed: millis(allowed), found: millis(waited) };
                    return Err(Death { cause, sha256 });
                }
                Err(RecvTimeoutError::Disconnected) => return Err(Death { cause: self.crashed(), sha256 }),
            }
        }
    }

    fn order(&mut self, order: &Order) -> io::Result<()> {
        send(&mut self.orders, order, LONGEST_ORDER).map(|_| ()).map_err(|e| match e {
            Unsent::Broken(e) => e,
            Unsent::TooLong(_) => ErrorKind::InvalidInput.into(),
        })
    }

    /// Why the process ended by itself, from its status and its last words.
    fn crashed(&mut self) -> Kind {
        // It may have closed only its output: it is of no more use.
        let _ = self.process.kill();
        let status = self.process.wait().map_or_else(|e| e.to_string(), |status| status.to_string());
        let words = self.last_words.take().and_then(|thread| thread.join().ok()).unwrap_or_default();
        match asked_for(&words) {
            Some(asked) => {
                let allowed = self.limits.memory;
                Kind::FileNeedsMemory { allowed, found: asked.max(allowed) }
            }
            None => Kind::FileCrashed { detail: status },
        }
    }
}

impl Drop for Child {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Takes answers as they come: a pipe cannot be waited for with a time limit, a channel can.
fn listen(stdout: ChildStdout, longest: u64) -> Receiver<Answer> {
    let (told, answers) = sync_channel(AHEAD);
    thread::spawn(move || {
        // What the worker says when its tables are too long is longer than none of them.
        let longest = longest.max(LONGEST_ORDER);
        let mut stdout = BufReader::with_capacity(PIECE, stdout);
        while let Ok(Some(answer)) = receive::<Answer>(&mut stdout, longest) {
            if told.send(answer).is_err() {
                break;
            }
        }
    });
    answers
}

/// The end of what is said, once it is over.
fn last_words(said: &mut impl Read) -> String {
    let mut words = Vec::new();
    let mut piece = [0; 1024];
    while let Ok(length @ 1..) = said.read(&mut piece) {
        words.extend_from_slice(&piece[..length]);
        words.drain(..words.len().saturating_sub(LAST_WORDS));
    }
    String::from_utf8_lossy(&words).into_owned()
}

/// The bytes asked for in vain, in the words of Rust's runtime: it ends a process so when an allocation fails, and says no more.
fn asked_for(last_words: &str) -> Option<u64> {
    let behind = last_words.split("memory allocation of ").nth(1)?;
    let (number, rest) = behind.split_once(' ')?;
    rest.starts_with("bytes failed").then(|| number.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn last_words_tell_a_lack_of_memory_from_other_ends() {
        assert_eq!(asked_for("memory allocation of 549755813888 bytes failed\n"), Some(549_755_813_888));
        assert_eq!(asked_for("thread '<unnamed>' has overflowed its stack"), None);
        assert_eq!(asked_for(""), None);
        let long = "x".repeat(3 * LAST_WORDS) + "memory allocation of 7 bytes failed";
        let kept = last_words(&mut long.as_bytes());
        assert_eq!((kept.len(), asked_for(&kept)), (LAST_WORDS, Some(7)));
    }

    #[test]
    fn a_program_that_is_no_worker_does_not_start() {
        let own = OwnWords::default();
        assert!(Child::start(Path::new("/没有的程序"), &Limits::default(), &own).is_err());
        #[cfg(unix)]
        assert!(Child::start(Path::new("/bin/true"), &Limits::default(), &own).is_err());
    }
}
