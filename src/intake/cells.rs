//! "Just show me what stands in it." The cells of one file after the other, before any interpretation.
//!
//! In: submissions, and how to read. Out: for each its rows as they are met, then its sheets, or the finding that says why it was
//! refused. Files are read by a worker process of the reader's own, unless the caller wants them read here; a file that ends its
//! worker is tried once more with a fresh one. It recognizes nothing and holds no book whole.

use super::child::Child;
use super::one::bytes;
use super::pool::{KEEPS, affordable};
use super::{How, Isolation};
use crate::discover::Submission;
use crate::finding::Finding;
use crate::place::Place;
use crate::read::{Limits, Row, Sheet, Watch, read_watched};
use crate::rules::OwnWords;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// Some rows of one sheet, in order.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Rows {
    /// The sheet's name.
    pub sheet: Arc<str>,
    /// The rows.
    pub rows: Vec<Row>,
}

/// Sheets without their rows, or why there are none.
pub type Sheets = Result<Vec<Sheet>, Box<Finding>>;

/// What is told while a file is read.
#[derive(Debug)]
pub enum Piece {
    /// The file is read from its beginning; rows told before are void.
    Start,
    /// The next rows.
    Rows(Rows),
}

/// Cells that are handed on together.
const TOGETHER: usize = 4096;
/// How often a file is tried that ends its worker.
const ATTEMPTS: usize = 2;

/// Reads one file after the other.
pub struct CellReader<'a> {
    how: &'a How<'a>,
    worker: Option<Child>,
}

/// How many readers may work on `files` files at a time.
#[must_use]
pub fn readers(how: &How<'_>, files: usize) -> usize {
    let most = if *how.isolation == Isolation::InProcess { usize::MAX } else { affordable(how.limits.memory) };
    how.jobs.min(most).clamp(1, files.max(1))
}

impl<'a> CellReader<'a> {
    /// A reader that starts its worker when the first file comes.
    #[must_use]
    pub const fn new(how: &'a How<'a>) -> Self {
        Self { how, worker: None }
    }

    /// Reads one file.
    ///
    /// # Errors
    /// Why it was refused; rows told before are void then.
    pub fn read(&mut self, submission: &Submission, take: &mut dyn FnMut(Piece)) -> Sheets {
        let mut blame = None;
        for _ in 0..ATTEMPTS {
            take(Piece::Start);
            let Some(mut child) = self.worker.take().or_else(|| self.start()) else { break };
            match child.leaf(submission, &mut |rows| take(Piece::Rows(rows))) {
                Ok(leafed) => {
                    self.worker = (leafed.in_use <= KEEPS).then_some(child);
                    return leafed.result;
                }
                Err(death) => blame = Some(death.cause),
            }
        }
        match blame {
            // A file that ended a worker is never read here, whatever happens.
            Some(cause) => Err(Box::new(Finding::new(cause, Place::file(&submission.file)))),
            None => {
                let bytes = bytes(submission, &self.how.limits)?;
                read_rows(&submission.file, &bytes, &self.how.limits, &mut |rows| take(Piece::Rows(rows)))
            }
        }
    }

    fn start(&self) -> Option<Child> {
        match self.how.isolation {
            Isolation::InProcess => None,
            Isolation::Workers(program) => Child::start(program, &self.how.limits, &OwnWords::default()).ok(),
        }
    }
}

/// Reads a book and lets its rows go as soon as `take` has them.
pub(super) fn read_rows(file: &Arc<str>, bytes: &[u8], limits: &Limits, take: &mut dyn FnMut(Rows)) -> Sheets {
    let mut leaf = Leaf { take, next: Rows { sheet: "".into(), rows: Vec::new() }, cells: 0, begun: false };
    // No hash leaves with rows alone.
    let book = read_watched(file, (bytes, String::new()), limits, &mut leaf)?;
    leaf.hand_on();
    Ok(book.sheets.into_iter().map(Sheet::without_rows).collect())
}

/// Gathers rows until they are worth handing on.
struct Leaf<'t> {
    take: &'t mut dyn FnMut(Rows),
    next: Rows,
    cells: usize,
    begun: bool,
}

impl Leaf<'_> {
    fn hand_on(&mut self) {
        self.cells = 0;
        if !self.next.rows.is_empty() {
            let rows = std::mem::take(&mut self.next.rows);
            (self.take)(Rows { sheet: Arc::clone(&self.next.sheet), rows });
        }
    }
}

impl Watch for Leaf<'_> {
    fn keeps(&mut self, sheet: &Sheet, row: &Row) -> bool {
        let name = sheet.place.sheet.as_ref();
        if self.cells >= TOGETHER || name.is_some_and(|name| *name != self.next.sheet) {
            self.hand_on();
            self.next.sheet = name.map_or_else(|| "".into(), Arc::clone);
        }
        self.cells += row.cells.len();
        self.next.rows.push(row.clone());
        // A book of which nothing is kept counts as empty.
        !std::mem::replace(&mut self.begun, true)
    }
}
