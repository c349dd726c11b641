//! "Take the binary workbook apart." Records and strings of the parts of an xlsb.
//!
//! In: the bytes of one part. Out: its records. Kinds and lengths are written in seven bits a byte; every length is checked against
//! the bytes that are there. It knows nothing of sheets or cells.

use super::package::corrupt;
use crate::finding::Kind;

/// One record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Record<'a> {
    /// Number of its kind.
    pub(super) kind: u32,
    bytes: &'a [u8],
}

/// The records of a part.
pub(super) struct Records<'a>(pub(super) &'a [u8]);

impl<'a> Records<'a> {
    /// The next record; `None` at the end of the part.
    pub(super) fn next(&mut self) -> Result<Option<Record<'a>>, Kind> {
        if self.0.is_empty() {
            return Ok(None);
        }
        let kind = self.number(2)?;
        let length = usize::try_from(self.number(4)?).map_err(corrupt)?;
        let (bytes, rest) = self.0.split_at_checked(length).ok_or_else(|| corrupt("a record is cut off"))?;
        self.0 = rest;
        Ok(Some(Record { kind, bytes }))
    }

    fn number(&mut self, most: u32) -> Result<u32, Kind> {
        let mut number = 0;
        for place in 0..most {
            let (byte, rest) = self.0.split_first().ok_or_else(|| corrupt("a record is cut off"))?;
            self.0 = rest;
            number |= u32::from(byte & 0x7F) << (7 * place);
            if byte & 0x80 == 0 {
                break;
            }
        }
        Ok(number)
    }
}

impl Record<'_> {
    /// The byte at `at`.
    pub(super) fn u8(&self, at: usize) -> Result<u8, Kind> {
        Ok(self.take::<1>(at)?[0])
    }

    /// Two bytes from `at` on.
    pub(super) fn u16(&self, at: usize) -> Result<u16, Kind> {
        Ok(u16::from_le_bytes(self.take(at)?))
    }

    /// Four bytes from `at` on.
    pub(super) fn u32(&self, at: usize) -> Result<u32, Kind> {
        Ok(u32::from_le_bytes(self.take(at)?))
    }

    /// A number from `at` on.
    pub(super) fn f64(&self, at: usize) -> Result<f64, Kind> {
        Ok(f64::from_le_bytes(self.take(at)?))
    }

    /// The string at `at`, and where it ends.
    pub(super) fn text(&self, at: usize) -> Result<(String, usize), Kind> {
        let length = usize::try_from(self.u32(at)?).map_err(corrupt)?;
        let end = length.checked_mul(2).and_then(|bytes| bytes.checked_add(at + 4));
        let bytes = end.and_then(|end| self.bytes.get(at + 4..end)).ok_or_else(|| corrupt("a string is cut off"))?;
        let units: Vec<u16> = bytes.chunks_exact(2).map(|b| u16::from_le_bytes([b[0], b[1]])).collect();
        Ok((String::from_utf16_lossy(&units), at + 4 + bytes.len()))
    }

    fn take<const N: usize>(&self, at: usize) -> Result<[u8; N], Kind> {
        let bytes = self.bytes.get(at..at + N).and_then(|b| b.try_into().ok());
        bytes.ok_or_else(|| corrupt("a record is too short"))
    }
}
