//! "Is this cell written plainly?" The audit of one cell's XML.
//!
//! In: the children of a `<c>` element. Out: nothing where the library reads it right; else the value that stands instead. The
//! cases are those where calamine 0.38 was measured to give another value, or to refuse the whole sheet, without need. It knows
//! neither addresses nor sheets.

use super::Value;
use super::package::corrupt;
use crate::finding::Kind;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::ops::Range;

/// What stands inside a cell.
#[derive(Debug, Default)]
pub(super) struct Look {
    /// The text of its values, joined.
    pub(super) text: String,
    /// Formulas.
    pub(super) formulas: u32,
    values: u32,
    /// Bytes of its text where it stands in the cell itself.
    pub(super) inline_at: Option<Range<u64>>,
    inline: u32,
    /// Something the library would skip or stumble over in any cell: CDATA, unknown elements and references.
    odd: bool,
    /// More than one piece of text, which the library joins only in cells of type `str`.
    pieces: bool,
}

impl Look {
    /// Reads to the end of the cell whose start was just read.
    pub(super) fn read(reader: &mut Reader<&[u8]>) -> Result<Self, Kind> {
        let mut look = Self::default();
        loop {
            match reader.read_event().map_err(corrupt)? {
                Event::Start(e) => match e.local_name().as_ref() {
                    "v" => {
                        look.values += 1;
                        look.value(reader)?;
                    }
                    "f" => {
                        look.formulas += 1;
                        reader.read_to_end(e.name()).map_err(corrupt)?;
                    }
                    "is" => {
                        look.inline += 1;
                        look.inline_at = Some(reader.read_to_end(e.name()).map_err(corrupt)?);
                    }
                    _ => {
                        look.odd = true;
                        reader.read_to_end(e.name()).map_err(corrupt)?;
                    }
                },
                Event::End(_) => return Ok(look),
                Event::Text(t) if t.trim().is_empty() => {}
                Event::Eof => return Err(corrupt("the sheet ends early")),
                _ => look.odd = true,
            }
        }
    }

    /// Whether nothing at all stands in the cell.
    pub(super) const fn is_empty(&self) -> bool {
        self.values == 0 && self.formulas == 0 && self.inline == 0 && !self.odd
    }

    fn value(&mut self, reader: &mut Reader<&[u8]>) -> Result<(), Kind> {
        let mut events = 0;
        loop {
            events += 1;
            match reader.read_event().map_err(corrupt)? {
                Event::Text(t) => self.text.push_str(&t.xml10_content()),
                Event::GeneralRef(r) => {
                    let named = quick_xml::escape::resolve_predefined_entity(&r);
                    match (r.resolve_char_ref().map_err(corrupt)?, named) {
                        (Some(c), _) => self.text.push(c),
                        (None, Some(text)) => self.text.push_str(text),
                        (None, None) => self.odd = true,
                    }
                }
                Event::CData(t) => {
                    self.odd = true;
                    self.text.push_str(&t.xml10_content());
                }
                Event::Start(e) => {
                    self.odd = true;
                    reader.read_to_end(e.name()).map_err(corrupt)?;
                }
                Event::End(_) => break,
                Event::Eof => return Err(corrupt("the sheet ends early")),
                _ => {}
            }
        }
        self.pieces |= events > 2;
        Ok(())
    }
}

/// Error values that the library knows; any other one makes it refuse the whole sheet.
pub(super) const KNOWN_ERRORS: [&str; 7] = ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"];

/// The value that stands instead of what the library would read, where it would be wrong; `kind` is the cell's `t`.
pub(super) fn judge(look: &Look, kind: Option<&str>, strings: u64) -> Option<Value> {
    let text = look.text.as_str();
    let doubtful = || Some(Value::Unbelievable(text.to_owned()));
    if look.odd || look.values > 1 || look.formulas > 1 || look.inline > 1 {
        return doubtful();
    }
    if look.inline > 0 {
        // Some programs repeat a text in `<v>`; Excel and the library take the text. Any other mixture is a riddle.
        return if look.values == 0 || kind == Some("inlineStr") { None } else { doubtful() };
    }
    if look.values == 0 {
        return None;
    }
    let kind = kind.unwrap_or("n");
    if look.pieces && kind != "str" {
        return doubtful();
    }
    let plain = match kind {
        // No cached value, or an empty one: the library says so itself.
        "n" | "s" if text.is_empty() => true,
        "n" => is_number(text),
        "s" => text.bytes().all(|b| b.is_ascii_digit()) && text.parse::<u64>().is_ok_and(|index| index < strings),
        "b" => matches!(text, "0" | "1" | "true" | "false"),
        "e" if KNOWN_ERRORS.contains(&text) => true,
        "e" if text.starts_with('#') => return Some(Value::Error(text.to_owned())),
        "str" | "d" | "inlineStr" => true,
        _ => false,
    };
    if plain { None } else { doubtful() }
}

/// A finite decimal number without anything around it.
pub(super) fn is_number(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'+' | b'-' | b'.' | b'e' | b'E'))
        && text.parse::<f64>().is_ok_and(f64::is_finite)
}
