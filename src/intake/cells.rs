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
use crate::read::{Book, Limits, Note, Own, Row, Sheet, Struck, Watch, read_watched, sha256};
use crate::rules::OwnWords;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

/// Some rows of one sheet, in order.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Rows {
    /// The sheet's name.
    pub sheet: Arc<str>,
    /// The rows.
    pub rows: Vec<Row>,
    /// Notes on cells of these rows, and on empty cells above them that were not told before.
    pub notes: Vec<Note>,
    /// Cells of these rows that are crossed out.
    pub struck: Vec<Struck>,
}

impl Rows {
    /// None yet of this sheet.
    const fn of(sheet: Arc<str>) -> Self {
        Self { sheet, rows: Vec::new(), notes: Vec::new(), struck: Vec::new() }
    }
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
    /// SHA-256 of the file's bytes, where they could be read; comes last.
    Sha256(String),
}

/// Cells that are handed on together.
const TOGETHER: usize = 4096;
/// How often a file is tried that ends its worker.
const ATTEMPTS: usize = 2;

/// Reads one file after the other.
pub struct CellReader<'a> {
    how: &'a How<'a>,
    own: Own,
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
        Self { how, own: Own::Refused, worker: None }
    }

    /// The same, for workbooks of our own as well.
    fn taking(self, own: Own) -> Self {
        Self { own, ..self }
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
            match child.leaf(submission, self.own, &mut |rows| take(Piece::Rows(rows))) {
                Ok(leafed) => {
                    self.worker = (leafed.in_use <= KEEPS).then_some(child);
                    leafed.sha256.into_iter().for_each(|sha256| take(Piece::Sha256(sha256)));
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
                let about = (&submission.file, self.own);
                let read = read_rows(about, &bytes, &self.how.limits, &mut |rows| take(Piece::Rows(rows)));
                take(Piece::Sha256(sha256(&bytes)));
                read
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
pub(super) fn read_rows(
    (file, own): (&Arc<str>, Own),
    bytes: &[u8],
    limits: &Limits,
    take: &mut dyn FnMut(Rows),
) -> Sheets {
    let mut leaf =
        Leaf { own, take, next: Rows::of("".into()), told: HashSet::new(), left: Vec::new(), cells: 0, begun: false };
    // No hash leaves with rows alone.
    let book = read_watched(file, (bytes, String::new()), limits, &mut leaf)?;
    leaf.turn_to("".into(), &[]);
    for sheet in book.sheets.iter().filter(|sheet| !sheet.notes.is_empty()) {
        let name = sheet.place.sheet.as_ref().map_or_else(|| "".into(), Arc::clone);
        if !leaf.told.contains(&name) {
            leaf.turn_to(name, &sheet.notes);
        }
    }
    leaf.turn_to("".into(), &[]);
    Ok(book.sheets.into_iter().map(Sheet::without_rows).collect())
}

/// Reads one workbook with all its cells, which then stand in memory: the roster, or what we made. Notes and what is crossed out stay behind.
pub(super) fn book(
    (file, path): (&Arc<str>, &Path),
    own: Own,
    (limits, isolation): (&Limits, &Isolation),
) -> Result<Book, Box<Finding>> {
    let submission = Submission { file: Arc::clone(file), path: path.to_path_buf(), member: None };
    let how = How { jobs: 1, limits: *limits, isolation, progress: &|_| {} };
    let (mut rows, mut hash) = (Vec::new(), String::new());
    let mut sheets = CellReader::new(&how).taking(own).read(&submission, &mut |piece| match piece {
        Piece::Start => rows.clear(),
        Piece::Rows(next) => rows.push(next),
        Piece::Sha256(sha256) => hash = sha256,
    })?;
    // What a lost sheet would have said, such as corrections, must not be missing without a word.
    if let Some(sheet) = sheets.iter().find(|sheet| sheet.missing) {
        return Err(Box::new(sheet.is_missing()));
    }
    for Rows { sheet, rows, .. } in rows {
        if let Some(sheet) = sheets.iter_mut().find(|s| s.place.sheet.as_ref() == Some(&sheet)) {
            sheet.put_back(rows);
        }
    }
    Ok(Book { file: submission.file, sha256: hash, saved: None, sheets, doubts: Vec::new() })
}

/// Gathers rows until they are worth handing on.
struct Leaf<'t> {
    own: Own,
    take: &'t mut dyn FnMut(Rows),
    next: Rows,
    /// Sheets that had rows.
    told: HashSet<Arc<str>>,
    /// Notes of the sheet that stand below its rows so far, the last first.
    left: Vec<Note>,
    cells: usize,
    begun: bool,
}

impl Leaf<'_> {
    fn hand_on(&mut self) {
        self.cells = 0;
        if !self.next.rows.is_empty() || !self.next.notes.is_empty() {
            let next = Rows::of(Arc::clone(&self.next.sheet));
            (self.take)(std::mem::replace(&mut self.next, next));
        }
    }

    /// Goes on with another sheet.
    fn turn_to(&mut self, sheet: Arc<str>, notes: &[Note]) {
        self.next.notes.extend(self.left.drain(..).rev());
        self.hand_on();
        self.next = Rows::of(Arc::clone(&sheet));
        self.left = notes.iter().rev().cloned().collect();
        self.told.insert(sheet);
    }

    /// What stands beside a row, or between it and the one before.
    fn beside(&mut self, sheet: &Sheet, row: &Row) {
        while let Some(note) = self.left.pop_if(|note| note.at.row <= row.row) {
            self.next.notes.push(note);
        }
        let first = sheet.struck.partition_point(|struck| struck.at.row < row.row);
        let struck = sheet.struck[first..].iter().take_while(|struck| struck.at.row == row.row);
        self.next.struck.extend(struck.cloned());
    }
}

impl Watch for Leaf<'_> {
    fn keeps(&mut self, sheet: &Sheet, row: &Row) -> bool {
        let name = sheet.place.sheet.as_ref();
        if name.is_some_and(|name| *name != self.next.sheet) || !self.begun {
            self.turn_to(name.map_or_else(|| "".into(), Arc::clone), &sheet.notes);
        } else if self.cells >= TOGETHER {
            self.hand_on();
        }
        self.beside(sheet, row);
        self.cells += row.cells.len();
        self.next.rows.push(row.clone());
        // A book of which nothing is kept counts as empty.
        !std::mem::replace(&mut self.begun, true)
    }

    fn own(&self) -> Own {
        self.own
    }
}
