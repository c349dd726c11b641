//! "What did somebody write beside it, in the old format?" The notes (批注) of an .xls sheet.
//!
//! In: the records of drawn objects, of their texts and of notes, in the order of the sheet. Out: the notes by cell. A note without a
//! text that can be read is an empty one: that somebody wrote something is known all the same.

use super::Note;
use super::biff::{Bytes, Record};
use super::package::corrupt;
use super::xls::Globals;
use crate::finding::Kind;
use crate::place::At;
use std::collections::HashMap;

/// A note on a cell ([MS-XLS] 2.4.179).
pub(super) const NOTE: u16 = 0x001C;
/// A drawn object, such as the box of a note (2.4.181).
pub(super) const OBJ: u16 = 0x005D;
/// The text of the object before it (2.4.329).
pub(super) const TXO: u16 = 0x01B6;
/// What an object says of itself first (2.5.143).
const COMMON: u16 = 0x0015;
/// Before BIFF8: the text of the note before goes on.
const GOES_ON: u16 = 0xFFFF;

/// Notes of a sheet that is being read.
#[derive(Default)]
pub(super) struct Notes {
    /// Number of the object that is open.
    open: Option<u16>,
    /// Texts by the number of their object.
    texts: HashMap<u16, String>,
    /// Cells with the number of their object.
    cells: Vec<(At, u16)>,
    /// Notes whose text stands in their record.
    whole: Vec<Note>,
}

impl Notes {
    /// Takes one of the three records.
    pub(super) fn record(&mut self, record: &Record<'_>, globals: &Globals) -> Result<(), Kind> {
        let mut bytes = record.bytes();
        match record.kind {
            OBJ => self.open = object(&mut bytes).ok(),
            TXO => {
                if let (Some(object), Ok(text)) = (self.open.take(), text(&mut bytes)) {
                    self.texts.insert(object, text);
                }
            }
            _ if globals.unicode => {
                let at = At::new(u32::from(bytes.u16()?), u32::from(bytes.u16()?));
                bytes.skip(2)?;
                self.cells.push((at, bytes.u16()?));
            }
            _ => self.old(&mut bytes, globals)?,
        }
        Ok(())
    }

    fn old(&mut self, bytes: &mut Bytes<'_, '_>, globals: &Globals) -> Result<(), Kind> {
        let (row, col) = (bytes.u16()?, bytes.u16()?);
        bytes.skip(2)?;
        let piece = bytes.in_page(bytes.left(), globals.page)?;
        match self.whole.last_mut().filter(|_| row == GOES_ON) {
            Some(note) => note.text.push_str(&piece),
            None => self.whole.push(Note { at: At::new(u32::from(row), u32::from(col)), text: piece }),
        }
        Ok(())
    }

    /// All of them, when the sheet has ended.
    pub(super) fn finish(mut self) -> Vec<Note> {
        let texts = &mut self.texts;
        let cells = self.cells.into_iter();
        self.whole.extend(cells.map(|(at, object)| Note { at, text: texts.remove(&object).unwrap_or_default() }));
        self.whole
    }
}

fn object(bytes: &mut Bytes<'_, '_>) -> Result<u16, Kind> {
    if bytes.u16()? != COMMON {
        return Err(corrupt("an object that does not say what it is"));
    }
    bytes.skip(4)?;
    bytes.u16()
}

/// Length in the record, characters in those that continue it.
fn text(bytes: &mut Bytes<'_, '_>) -> Result<String, Kind> {
    bytes.skip(10)?;
    let length = usize::from(bytes.u16()?);
    bytes.skip(6)?;
    if length == 0 {
        return Ok(String::new());
    }
    let wide = bytes.u8()? & 1 != 0;
    bytes.characters(length, wide)
}
