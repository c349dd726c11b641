//! "Take the old format apart." Records and strings of a BIFF stream.
//!
//! In: the bytes of a Workbook stream (xls, WPS `.et`). Out: its records, each with the CONTINUE records that belong to it, and the
//! strings inside them. Every length is checked against the bytes that are there. It knows nothing of sheets or cells.

use super::package::corrupt;
use crate::finding::Kind;
use encoding_rs::Encoding;

/// One record with its continuations.
#[derive(Debug)]
pub(super) struct Record<'a> {
    /// Number of its kind.
    pub(super) kind: u16,
    /// Its bytes, then those of each CONTINUE record.
    pub(super) pieces: Vec<&'a [u8]>,
}

/// Continues the record before it, whose bytes were too many.
const CONTINUE: u16 = 0x003C;

/// The records of a stream, from a position on.
pub(super) struct Records<'a> {
    stream: &'a [u8],
}

impl<'a> Records<'a> {
    /// The records from byte `from` on.
    pub(super) fn from(stream: &'a [u8], from: usize) -> Result<Self, Kind> {
        stream.get(from..).map(|stream| Self { stream }).ok_or_else(|| corrupt("a sheet begins outside the stream"))
    }

    /// The next record; the stream must not end before its closing record.
    pub(super) fn next(&mut self) -> Result<Record<'a>, Kind> {
        let (kind, data) = self.raw()?.ok_or_else(|| corrupt("the stream ends early"))?;
        let mut pieces = vec![data];
        while self.stream.get(..2) == Some(&CONTINUE.to_le_bytes()) {
            if let Some((_, more)) = self.raw()? {
                pieces.push(more);
            }
        }
        Ok(Record { kind, pieces })
    }

    fn raw(&mut self) -> Result<Option<(u16, &'a [u8])>, Kind> {
        if self.stream.len() < 4 {
            return Ok(None);
        }
        let kind = u16::from_le_bytes([self.stream[0], self.stream[1]]);
        let length = usize::from(u16::from_le_bytes([self.stream[2], self.stream[3]]));
        let data = self.stream.get(4..4 + length).ok_or_else(|| corrupt("a record is cut off"))?;
        self.stream = &self.stream[4 + length..];
        Ok(Some((kind, data)))
    }
}

impl<'a> Record<'a> {
    /// A reader over its bytes.
    pub(super) fn bytes(&self) -> Bytes<'a, '_> {
        Bytes { pieces: &self.pieces, piece: 0, at: 0 }
    }
}

/// Reads the bytes of a record from front to back, across its continuations.
pub(super) struct Bytes<'a, 'r> {
    pieces: &'r [&'a [u8]],
    piece: usize,
    at: usize,
}

impl Bytes<'_, '_> {
    /// One byte.
    pub(super) fn u8(&mut self) -> Result<u8, Kind> {
        Ok(self.take::<1>()?[0])
    }

    /// Two bytes.
    pub(super) fn u16(&mut self) -> Result<u16, Kind> {
        Ok(u16::from_le_bytes(self.take()?))
    }

    /// Four bytes.
    pub(super) fn u32(&mut self) -> Result<u32, Kind> {
        Ok(u32::from_le_bytes(self.take()?))
    }

    /// Eight bytes as they stand.
    pub(super) fn eight(&mut self) -> Result<[u8; 8], Kind> {
        self.take()
    }

    /// Passes over `count` bytes.
    pub(super) fn skip(&mut self, mut count: usize) -> Result<(), Kind> {
        while count > 0 {
            let here = self.here()?.len().min(count);
            self.at += here;
            count -= here;
        }
        Ok(())
    }

    /// Bytes left in all pieces.
    pub(super) fn left(&self) -> usize {
        let all: usize = self.pieces.iter().skip(self.piece).map(|p| p.len()).sum();
        all - self.at
    }

    /// `count` characters of a Unicode string, whose first flags were already read. Where characters go on in a CONTINUE record,
    /// that record begins with flags of its own.
    pub(super) fn characters(&mut self, count: usize, mut wide: bool) -> Result<String, Kind> {
        let mut units: Vec<u16> = Vec::with_capacity(count.min(self.left()));
        while units.len() < count {
            if self.at == self.pieces.get(self.piece).map_or(0, |p| p.len()) {
                self.piece += 1;
                self.at = 0;
                wide = self.u8()? & 1 != 0;
            }
            let left = count - units.len();
            let here = self.here()?;
            let width = if wide { 2 } else { 1 };
            let taken = left.min(here.len() / width);
            if taken == 0 {
                return Err(corrupt("a character is cut in two"));
            }
            let bytes = &here[..taken * width];
            if wide {
                units.extend(bytes.chunks_exact(2).map(|b| u16::from_le_bytes([b[0], b[1]])));
            } else {
                units.extend(bytes.iter().map(|b| u16::from(*b)));
            }
            self.at += taken * width;
        }
        Ok(String::from_utf16_lossy(&units))
    }

    /// A string of the shared table: characters, then its runs (the first character and the font of each), then phonetics, which are
    /// passed over.
    pub(super) fn rich_text(&mut self) -> Result<(String, Vec<(u16, u16)>), Kind> {
        let count = usize::from(self.u16()?);
        let flags = self.u8()?;
        let runs = if flags & 8 != 0 { usize::from(self.u16()?) } else { 0 };
        let phonetic = if flags & 4 != 0 { self.u32()? } else { 0 };
        let text = self.characters(count, flags & 1 != 0)?;
        let runs = (0..runs).map(|_| Ok((self.u16()?, self.u16()?))).collect::<Result<_, Kind>>()?;
        self.skip(usize::try_from(phonetic).map_err(corrupt)?)?;
        Ok((text, runs))
    }

    /// `count` bytes in the code page `page`, as before BIFF8.
    pub(super) fn in_page(&mut self, count: usize, page: &'static Encoding) -> Result<String, Kind> {
        let mut bytes = Vec::with_capacity(count.min(self.left()));
        for _ in 0..count {
            bytes.push(self.u8()?);
        }
        Ok(page.decode_without_bom_handling(&bytes).0.into_owned())
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N], Kind> {
        let mut taken = [0; N];
        for byte in &mut taken {
            *byte = self.here()?[0];
            self.at += 1;
        }
        Ok(taken)
    }

    /// What is left of the piece in hand, never empty.
    fn here(&mut self) -> Result<&[u8], Kind> {
        while self.pieces.get(self.piece).is_some_and(|p| p.len() == self.at) {
            self.piece += 1;
            self.at = 0;
        }
        self.pieces.get(self.piece).map(|p| &p[self.at..]).ok_or_else(|| corrupt("a record is too short"))
    }
}

/// The encoding of a code page number; Chinese where it is absent or unknown, because Chinese offices wrote the files.
pub(super) fn encoding(page: Option<u16>) -> &'static Encoding {
    match page {
        Some(950) => encoding_rs::BIG5,
        Some(932) => encoding_rs::SHIFT_JIS,
        Some(949) => encoding_rs::EUC_KR,
        Some(874) => encoding_rs::WINDOWS_874,
        Some(1250) => encoding_rs::WINDOWS_1250,
        Some(1251) => encoding_rs::WINDOWS_1251,
        Some(1252 | 0x8001) => encoding_rs::WINDOWS_1252,
        Some(1253) => encoding_rs::WINDOWS_1253,
        Some(1254) => encoding_rs::WINDOWS_1254,
        Some(1255) => encoding_rs::WINDOWS_1255,
        Some(1256) => encoding_rs::WINDOWS_1256,
        Some(1257) => encoding_rs::WINDOWS_1257,
        Some(1258) => encoding_rs::WINDOWS_1258,
        Some(65001) => encoding_rs::UTF_8,
        _ => encoding_rs::GB18030,
    }
}
