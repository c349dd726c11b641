//! "One file after the other, and nothing else." The child side: a process that reads and recognizes for its parent.
//!
//! In: orders on standard input. Out: answers on standard output. It ends at once when its parent is gone, also in the middle of a
//! file, and when a file takes more memory than it may: the parent notices and blames the file. It keeps no time and writes nothing.

use super::cells::{Sheets, read_rows};
use super::frames::{Answer, LONGEST_ORDER, Order, Unsent, Wanted, Which, receive, send};
use super::one::{book_of, bytes, take_one};
use crate::discover::Submission;
use crate::finding::{Finding, Kind};
use crate::place::Place;
use crate::read::{Limits, sha256};
use crate::recognize::Lexicon;
use crate::rules::Words;
use std::io::{self, Stdout};
use std::path::Path;
use std::process::exit;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, channel};
use std::thread::Builder;

/// The allocator of the binary, which alone can count and cap what is in use.
#[derive(Debug, Clone, Copy)]
pub struct Memory {
    /// Caps it at so many bytes; whether that was possible.
    pub cap: fn(usize) -> bool,
    /// Bytes in use.
    pub in_use: fn() -> usize,
}

/// Stack of the thread that reads: twice what Linux gives a program, for documents that nest deeply.
const STACK: usize = 16 * 1024 * 1024;
/// Memory beyond what is in use without any file that a worker needs to refuse one in good order.
const LEAST: usize = 4 * 1024 * 1024;
/// What a process takes of its address space beside the memory that the allocator hands out.
#[cfg(unix)]
const BESIDE: u64 = 512 * 1024 * 1024;

/// Works until the parent closes the pipe, then ends the process.
pub fn serve(memory: Memory) -> ! {
    let (orders, waiting) = channel();
    let reader = Builder::new().stack_size(STACK).spawn(move || {
        let failed = work(&waiting, memory).is_err();
        exit(i32::from(failed));
    });
    if reader.is_err() {
        exit(1);
    }
    let mut pipe = io::stdin().lock();
    // The end of the pipe is the end of the parent: no file is worth finishing then.
    while let Ok(Some(order)) = receive::<Order>(&mut pipe, LONGEST_ORDER) {
        if orders.send(order).is_err() {
            break;
        }
    }
    exit(0);
}

/// What a worker needs for every file.
struct Ready<'w> {
    limits: Limits,
    lexicon: Lexicon<'w>,
    memory: Memory,
}

fn work(orders: &Receiver<Order>, memory: Memory) -> Result<(), Unsent> {
    let mut pipe = io::stdout();
    // Whoever prepares nothing first, or twice, is not the parent of this version.
    let Ok(Order::Prepare { limits, own }) = orders.recv() else { return Ok(()) };
    let words = Words::with(&own);
    let ready = Ready { limits, lexicon: Lexicon::new(&words), memory };
    confine(&limits, memory);
    let version = env!("CARGO_PKG_VERSION").to_owned();
    send(&mut pipe, &Answer::Ready { version }, LONGEST_ORDER)?;
    for order in orders {
        match order {
            Order::Read { wanted, file, path, member } => {
                let submission = Submission { file, path: path.into(), member };
                match wanted {
                    Wanted::Tables => ready.read(&submission, &mut pipe)?,
                    Wanted::Cells => ready.leaf(&submission, &mut pipe)?,
                };
            }
            Order::Book { which, file, path } => {
                ready.book((&file, path.as_ref()), which, &mut pipe)?;
            }
            Order::Prepare { .. } => return Ok(()),
        }
    }
    Ok(())
}

impl Ready<'_> {
    fn read(&self, submission: &Submission, pipe: &mut Stdout) -> Result<u64, Unsent> {
        let longest = self.limits.tables;
        let mut told = Ok(0);
        let result = take_one(submission, &self.lexicon, &self.limits, &mut |sha256| {
            told = send(pipe, &Answer::Loaded { sha256 }, LONGEST_ORDER);
        });
        told?;
        let done = self.done(result);
        match send(pipe, &done, longest) {
            Err(Unsent::TooLong(found)) => send(pipe, &self.done(Err(self.too_long(submission, found))), u64::MAX),
            sent => sent,
        }
    }

    fn book(&self, (file, path): (&Arc<str>, &Path), which: Which, pipe: &mut Stdout) -> Result<u64, Unsent> {
        let longest = self.limits.tables;
        let mut told = Ok(0);
        let result = book_of((file, path), which, &self.limits, &mut |sha256| {
            told = send(pipe, &Answer::Loaded { sha256 }, LONGEST_ORDER);
        });
        told?;
        match send(pipe, &Answer::Book { result }, longest) {
            Err(Unsent::TooLong(found)) => {
                let kind = Kind::FileTooLarge { limit: "tables".into(), allowed: longest, found };
                let result = Err(Box::new(Finding::new(kind, Place::file(file))));
                send(pipe, &Answer::Book { result }, u64::MAX)
            }
            sent => sent,
        }
    }

    fn done(&self, result: super::one::Tables) -> Answer {
        Answer::Done { result, in_use: self.in_use() }
    }

    /// Tells the rows as they are met, then the sheets. All rows of a file together keep the limit of tables.
    fn leaf(&self, submission: &Submission, pipe: &mut Stdout) -> Result<u64, Unsent> {
        let mut sent = Ok(0);
        let result = match bytes(submission, &self.limits) {
            Err(refused) => Err(refused),
            Ok(bytes) => {
                send(pipe, &Answer::Loaded { sha256: sha256(&bytes) }, self.limits.tables)?;
                read_rows(&submission.file, &bytes, &self.limits, &mut |rows| {
                    if let Ok(before) = sent {
                        let left = self.limits.tables.saturating_sub(before);
                        sent = send(pipe, &Answer::Rows(rows), left).map(|now| before.saturating_add(now));
                    }
                })
            }
        };
        match sent {
            Err(Unsent::TooLong(found)) => send(pipe, &self.sheets(Err(self.too_long(submission, found))), u64::MAX),
            Err(broken) => Err(broken),
            Ok(_) => send(pipe, &self.sheets(result), u64::MAX),
        }
    }

    fn sheets(&self, result: Sheets) -> Answer {
        Answer::Sheets { result, in_use: self.in_use() }
    }

    fn too_long(&self, submission: &Submission, found: u64) -> Box<Finding> {
        let kind = Kind::FileTooLarge { limit: "tables".into(), allowed: self.limits.tables, found };
        Box::new(Finding::new(kind, Place::file(&submission.file)))
    }

    fn in_use(&self) -> u64 {
        u64::try_from((self.memory.in_use)()).unwrap_or(u64::MAX)
    }
}

/// Caps this process by what a file may use.
fn confine(limits: &Limits, memory: Memory) {
    let allowed = usize::try_from(limits.memory).unwrap_or(usize::MAX);
    (memory.cap)(allowed.max((memory.in_use)().saturating_add(LEAST)));
    #[cfg(unix)]
    {
        use rlimit::{Resource, setrlimit};
        // The allocator's cap ends a file; this one holds for what passes the allocator by. A system that refuses has the first.
        let space = limits.memory.saturating_add(BESIDE);
        let _ = setrlimit(Resource::AS, space, space);
        // A file that ends the worker must not leave a dump of its memory in the clerk's folder.
        let _ = setrlimit(Resource::CORE, 0, 0);
    }
}
