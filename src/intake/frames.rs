//! "What do parent and worker say to each other?" Orders and answers, and how they cross a pipe.
//!
//! In: an [`Order`] or an [`Answer`]. Out: one frame, four bytes of length (little-endian) and the value in postcard's form, in which
//! every number comes back exact; and back again. A frame longer than its limit is neither sent nor taken. It starts nothing and
//! knows no process.

use super::cells::Rows;
use crate::discover::Submission;
use crate::finding::Finding;
use crate::read::{Limits, Own, Sheet};
use crate::recognize::Recognized;
use crate::rules::OwnWords;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::ffi::OsString;
use std::io::{self, ErrorKind, Read, Write};
use std::sync::Arc;

/// What the parent asks for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) enum Order {
    /// First of all: get ready.
    Prepare {
        /// What one file may cost.
        limits: Limits,
        /// What the office adds to the built-in words.
        own: OwnWords,
    },
    /// Read one file.
    Read {
        /// What is asked for.
        wanted: Wanted,
        /// Its name in places.
        file: Arc<str>,
        /// Where it lies on the disk: names need not be Unicode.
        path: OsString,
        /// Its name in the archive at `path`.
        member: Option<Vec<u8>>,
    },
}

/// What is asked for of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Wanted {
    /// Its recognized tables.
    Tables,
    /// Its cells as they stand.
    Cells(Own),
}

/// What a worker answers: `Ready` once, then for each file `Loaded` (unless it could not be read from the disk), `Rows` where cells
/// are wanted, and `Done` or `Sheets`.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Answer {
    /// Waiting for files.
    Ready {
        /// Version of the program, which may have been replaced on the disk meanwhile.
        version: String,
    },
    /// The file is in memory; from here on its time counts.
    Loaded {
        /// SHA-256 of its bytes.
        sha256: String,
    },
    /// The file is done.
    Done {
        /// Its tables, or why it was refused.
        result: Result<Recognized, Box<Finding>>,
        /// Bytes still in use afterwards.
        in_use: u64,
    },
    /// Some rows with their cells.
    Rows(Rows),
    /// All rows were told.
    Sheets {
        /// The sheets without their rows, or why the file was refused: then the rows told before are void.
        result: Result<Vec<Sheet>, Box<Finding>>,
        /// Bytes still in use afterwards.
        in_use: u64,
    },
}

impl Order {
    /// The order to read a submission.
    pub(super) fn read(submission: &Submission, wanted: Wanted) -> Self {
        Self::Read {
            wanted,
            file: Arc::clone(&submission.file),
            path: submission.path.clone().into_os_string(),
            member: submission.member.clone(),
        }
    }
}

/// Longest order; the longest part of one is a path or a list of the office's own words.
pub(super) const LONGEST_ORDER: u64 = 64 * 1024 * 1024;

/// So much room is made for a frame before its bytes have come: as much as a pipe holds.
pub(super) const PIECE: usize = 64 * 1024;

/// Why a frame was not sent.
#[derive(Debug)]
pub(super) enum Unsent {
    /// It has so many bytes, more than its limit.
    TooLong(u64),
    /// The pipe is broken.
    Broken(io::Error),
}

/// Sends one frame of at most `longest` bytes; returns how many it had.
///
/// # Errors
/// Nothing was sent when the frame is too long; when the pipe broke, a part may have been.
pub(super) fn send(pipe: &mut impl Write, value: &impl Serialize, longest: u64) -> Result<u64, Unsent> {
    let room = Room { bytes: vec![0; 4], longest, met: 0 };
    let room = postcard::to_io(value, room).map_err(|e| Unsent::Broken(io::Error::other(e)))?;
    let Room { mut bytes, met, .. } = room;
    let length = u32::try_from(met).map_err(|_| Unsent::TooLong(met))?;
    if met > longest {
        return Err(Unsent::TooLong(met));
    }
    bytes[..4].copy_from_slice(&length.to_le_bytes());
    pipe.write_all(&bytes).and_then(|()| pipe.flush()).map_err(Unsent::Broken)?;
    Ok(met)
}

/// Takes one frame of at most `longest` bytes; `None` where the pipe ends between two frames.
///
/// # Errors
/// A frame that is too long, torn, or not of this type.
pub(super) fn receive<T: DeserializeOwned>(pipe: &mut impl Read, longest: u64) -> io::Result<Option<T>> {
    let mut length = Vec::with_capacity(4);
    pipe.take(4).read_to_end(&mut length)?;
    let length = match <[u8; 4]>::try_from(length.as_slice()) {
        Ok(length) => u64::from(u32::from_le_bytes(length)),
        Err(_) if length.is_empty() => return Ok(None),
        Err(_) => return Err(ErrorKind::UnexpectedEof.into()),
    };
    if length > longest {
        return Err(io::Error::new(ErrorKind::InvalidData, "frame too long"));
    }
    // Room for a common frame at once; a length that nothing stands behind must not cost memory.
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(PIECE).min(PIECE));
    pipe.take(length).read_to_end(&mut bytes)?;
    if u64::try_from(bytes.len()) != Ok(length) {
        return Err(ErrorKind::UnexpectedEof.into());
    }
    match postcard::take_from_bytes(&bytes) {
        Ok((value, [])) => Ok(Some(value)),
        Ok(_) => Err(io::Error::new(ErrorKind::InvalidData, "frame with a rest")),
        Err(e) => Err(io::Error::new(ErrorKind::InvalidData, e)),
    }
}

/// Takes up what is written as long as it is no longer than the longest frame, and counts the rest.
struct Room {
    bytes: Vec<u8>,
    longest: u64,
    met: u64,
}

impl Write for Room {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.met = self.met.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        if self.met <= self.longest {
            self.bytes.extend_from_slice(bytes);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Kind;
    use crate::place::{At, Place};
    use crate::read::Value;
    use crate::recognize::{RawCell, RawRow};

    fn through<T: Serialize + DeserializeOwned>(value: &T) -> T {
        let mut pipe = Vec::new();
        send(&mut pipe, value, 1024).unwrap();
        receive(&mut pipe.as_slice(), 1024).unwrap().unwrap()
    }

    #[test]
    fn every_number_comes_back_exact() {
        let numbers = [0.1 + 0.2, -0.0, 1e-308 / 3.0, f64::MAX, f64::MIN_POSITIVE, 9_007_199_254_740_993.0, 1.0 / 3.0];
        let cell = |number: &f64| {
            let value = Value::Number(*number);
            Some(RawCell { at: At::new(6, 1), value, formula: true, filled: false })
        };
        let row = RawRow { line: 6, cells: numbers.iter().map(cell).chain([None]).collect() };
        let back = through(&row);
        assert_eq!(back.cells.len(), numbers.len() + 1);
        for (cell, number) in back.cells.iter().zip(numbers) {
            let Some(RawCell { value: Value::Number(n), .. }) = cell else { panic!("{cell:?}") };
            assert_eq!(n.to_bits(), number.to_bits());
        }
    }

    #[test]
    fn a_finding_comes_back_as_it_was() {
        let kind = Kind::FileTooLarge { limit: "sheets".into(), allowed: 3, found: 4 };
        let finding = Finding::new(kind, Place::sheet(&"某局/表.xlsx".into(), &"1月".into()).at(At::new(6, 1)))
            .unit("某局")
            .numbers(Some(3), None)
            .related([Place::file(&"另一份.xlsx".into())]);
        assert_eq!(through(&finding), finding);
    }

    #[test]
    fn frames_follow_each_other_and_the_end_is_told_from_a_torn_frame() {
        let mut pipe = Vec::new();
        for text in ["甲", "乙"] {
            send(&mut pipe, &text, 1024).unwrap();
        }
        let mut whole = pipe.as_slice();
        assert_eq!(receive::<String>(&mut whole, 1024).unwrap().as_deref(), Some("甲"));
        assert_eq!(receive::<String>(&mut whole, 1024).unwrap().as_deref(), Some("乙"));
        assert!(receive::<String>(&mut whole, 1024).unwrap().is_none());
        for cut in 1..8 {
            assert!(receive::<String>(&mut &pipe[..cut], 1024).is_err(), "{cut}");
        }
    }

    #[test]
    fn both_sides_keep_the_limit() {
        let mut pipe = Vec::new();
        assert!(matches!(send(&mut pipe, &"12345", 5), Err(Unsent::TooLong(6))));
        assert!(pipe.is_empty());
        send(&mut pipe, &"12345", 6).unwrap();
        assert!(receive::<String>(&mut pipe.as_slice(), 5).is_err());
        // A length that nothing stands behind must not cost memory.
        let mut lie = u32::MAX.to_le_bytes().to_vec();
        lie.push(1);
        assert!(receive::<String>(&mut lie.as_slice(), u64::MAX).is_err());
    }
}
