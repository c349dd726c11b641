//! Builds old workbooks record by record.

use std::io::{Cursor, Write};

pub(crate) fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
}

pub(crate) fn words(words: &[u16]) -> Vec<u8> {
    words.iter().flat_map(|w| w.to_le_bytes()).collect()
}

pub(crate) fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// Characters with the number of them before, as BIFF8 writes strings.
pub(crate) fn unicode(text: &str) -> Vec<u8> {
    let length = u16::try_from(text.encode_utf16().count()).unwrap();
    [&length.to_le_bytes()[..], &[1], &wide(text)].concat()
}

pub(crate) struct Old {
    version: u16,
    globals: Vec<u8>,
    sheet: Vec<u8>,
}

impl Old {
    pub(crate) fn new(version: u16) -> Self {
        Self { version, globals: Vec::new(), sheet: Vec::new() }
    }

    pub(crate) fn shared(mut self, kind: u16, data: &[u8]) -> Self {
        self.globals.extend(record(kind, data));
        self
    }

    pub(crate) fn cell(mut self, kind: u16, data: &[u8]) -> Self {
        self.sheet.extend(record(kind, data));
        self
    }

    pub(crate) fn stream(&self) -> Vec<u8> {
        let name =
            if self.version == 0x0600 { [&[1u8, 1][..], &wide("表")].concat() } else { b"\x02\xb1\xed".to_vec() };
        let bof = record(0x0809, &words(&[self.version, 5, 0, 0]));
        let sheet_bof = record(0x0809, &words(&[self.version, 0x10, 0, 0]));
        let end = record(0x000A, &[]);
        let from = bof.len() + self.globals.len() + 4 + 6 + name.len() + end.len();
        let bound = record(0x0085, &[&u32::try_from(from).unwrap().to_le_bytes()[..], &[0, 0], &name].concat());
        [bof, self.globals.clone(), bound, end.clone(), sheet_bof, self.sheet.clone(), end].concat()
    }

    pub(crate) fn file(&self) -> Vec<u8> {
        container(&self.stream())
    }
}

pub(crate) fn container(stream: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).unwrap();
    file.create_stream("/Workbook").unwrap().write_all(stream).unwrap();
    file.flush().unwrap();
    file.into_inner().into_inner()
}

pub(crate) fn number(row: u16, col: u16, format: u16, n: f64) -> Vec<u8> {
    [words(&[row, col, format]), n.to_le_bytes().to_vec()].concat()
}

pub(crate) fn formula(row: u16, col: u16, result: [u8; 8], flags: u16) -> Vec<u8> {
    [words(&[row, col, 0]), result.to_vec(), words(&[flags, 0, 0, 0])].concat()
}

/// The same with tokens.
pub(crate) fn formula_of(tokens: &[u8], row: u16, col: u16, result: [u8; 8]) -> Vec<u8> {
    let count = u16::try_from(tokens.len()).unwrap();
    [words(&[row, col, 0]), result.to_vec(), words(&[0, 0, 0, count]), tokens.to_vec()].concat()
}
