//! "What of this did somebody cross out?" Text that is struck through, whole or in part.
//!
//! In: how a cell looks as a whole, and the pieces of its text that look otherwise. Out: whether it is crossed out, or what was crossed out
//! in it and what is left. What that means for a figure is no matter of this module.

use super::package::corrupt;
use super::xml_text::characters;
use super::{Sheet, Struck, Value};
use crate::finding::Kind;
use crate::place::At;
use quick_xml::Reader;
use quick_xml::events::Event;
use std::collections::HashMap;

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Its characters.
    pub(super) text: String,
    /// Whether it is struck through; `None` where the cell decides.
    pub(super) struck: Option<bool>,
}

/// How a cell is crossed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Crossed {
    /// As a whole.
    Whole,
    /// In part: the rest, which now is its text, and what was crossed out.
    Part { kept: String, struck: String },
}

/// How a cell is crossed out that is struck through as a whole or not, and has these pieces (none where its text is all alike).
pub(super) fn crossed(whole: bool, pieces: &[Piece]) -> Option<Crossed> {
    if pieces.is_empty() {
        return whole.then_some(Crossed::Whole);
    }
    let of = |wanted: bool| -> String {
        let some = pieces.iter().filter(|piece| piece.struck.unwrap_or(whole) == wanted);
        some.map(|piece| piece.text.as_str()).collect::<String>().trim().to_owned()
    };
    let (kept, struck) = (of(false), of(true));
    match (kept.is_empty(), struck.is_empty()) {
        (_, true) => None,
        (true, false) => Some(Crossed::Whole),
        (false, false) => Some(Crossed::Part { kept, struck }),
    }
}

/// A string cut where its runs begin: the UTF-16 unit and whether it is struck through from there. What stands before the first has the
/// look of its cell.
pub(super) fn runs(text: &str, runs: &[(u16, bool)]) -> Vec<Piece> {
    let mut pieces = vec![Piece { text: String::new(), struck: None }];
    let mut next = runs.iter().peekable();
    let mut unit = 0;
    for c in text.chars() {
        while let Some((_, struck)) = next.next_if(|(from, _)| usize::from(*from) <= unit) {
            pieces.push(Piece { text: String::new(), struck: Some(*struck) });
        }
        if let Some(piece) = pieces.last_mut() {
            piece.text.push(c);
        }
        unit += c.len_utf16();
    }
    pieces
}

/// Marks the cells of a sheet that are crossed out; what was crossed out of cells that show nothing is nothing. Where some is left of a
/// text, that becomes the text. Notes and marks stand in order afterwards.
pub(super) fn settle(sheet: &mut Sheet, crossed: Vec<(At, Crossed)>) {
    for (at, how) in crossed {
        let Some(cell) = sheet.cell_mut(at) else { continue };
        let part = match (how, &mut cell.value) {
            (Crossed::Part { kept, struck }, Value::Text(text)) => {
                *text = kept;
                Some(struck)
            }
            // A number has no parts that could stand for themselves.
            _ => None,
        };
        sheet.struck.push(Struck { at, part });
    }
    sort(sheet);
}

/// Puts notes and marks of a sheet in the order of their cells; of two notes on a cell the words follow each other.
pub(super) fn sort(sheet: &mut Sheet) {
    sheet.struck.sort_by_key(|struck| struck.at);
    sheet.struck.dedup_by_key(|struck| struck.at);
    sheet.notes.sort_by_key(|note| note.at);
    sheet.notes.dedup_by(|next, first| {
        let same = next.at == first.at;
        if same {
            first.text.push('\n');
            first.text.push_str(&next.text);
        }
        same
    });
}

/// The pieces of the shared strings of an xlsx book that have any struck through, by the strings' numbers.
pub(super) fn shared(xml: &str) -> Result<HashMap<usize, Vec<Piece>>, Kind> {
    let mut found = HashMap::new();
    if !xml.contains("strike") {
        return Ok(found);
    }
    let xml = xml.trim_start_matches('\u{feff}');
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut number = 0;
    loop {
        match reader.read_event().map_err(corrupt)? {
            Event::Start(e) if e.local_name().as_ref() == "si" => {
                let span = reader.read_to_end(e.name()).map_err(corrupt)?;
                let pieces = rich(inside(xml, &span))?;
                if !pieces.is_empty() {
                    found.insert(number, pieces);
                }
                number += 1;
            }
            Event::Eof => return Ok(found),
            _ => {}
        }
    }
}

/// The part of `xml` that a span of bytes names.
pub(super) fn inside<'x>(xml: &'x str, span: &std::ops::Range<u64>) -> &'x str {
    let byte = |at: u64| usize::try_from(at).unwrap_or(usize::MAX);
    xml.get(byte(span.start)..byte(span.end)).unwrap_or_default()
}

/// The pieces of a string's inside (ECMA-376 part 1, 18.4.8), where any says that it is struck through; else none.
pub(super) fn rich(xml: &str) -> Result<Vec<Piece>, Kind> {
    if !xml.contains("strike") {
        return Ok(Vec::new());
    }
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut struck, mut writes) = (None, false);
    loop {
        match reader.read_event().map_err(corrupt)? {
            Event::Start(e) => match e.local_name().as_ref() {
                "r" => struck = None,
                // A run with a look of its own has all of it.
                "rPr" => struck = Some(false),
                "strike" => struck = Some(is_on(&e)?),
                "rPh" => {
                    reader.read_to_end(e.name()).map_err(corrupt)?;
                }
                "t" => {
                    pieces.push(Piece { text: String::new(), struck });
                    writes = true;
                }
                _ => {}
            },
            Event::End(e) => writes &= e.local_name().as_ref() != "t",
            Event::Eof => return Ok(pieces),
            other => {
                if let (true, Some(text), Some(piece)) = (writes, characters(&other)?, pieces.last_mut()) {
                    piece.text.push_str(&text);
                }
            }
        }
    }
}

/// Whether an element that switches a look on does so: only a value can say no.
pub(super) fn is_on(e: &quick_xml::events::BytesStart<'_>) -> Result<bool, Kind> {
    Ok(super::outline::attribute(e, "val")?.is_none_or(|val| !matches!(val.as_str(), "0" | "false")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(text: &str, struck: Option<bool>) -> Piece {
        Piece { text: text.to_owned(), struck }
    }

    #[test]
    fn what_is_left_of_a_crossed_out_text_is_its_text() {
        let part = |kept: &str, struck: &str| Some(Crossed::Part { kept: kept.into(), struck: struck.into() });
        assert_eq!(crossed(true, &[]), Some(Crossed::Whole));
        assert_eq!(crossed(false, &[]), None);
        assert_eq!(crossed(false, &[piece("12", Some(true)), piece(" 15", None)]), part("15", "12"));
        assert_eq!(crossed(true, &[piece("12", None), piece("15", Some(false))]), part("15", "12"));
        assert_eq!(crossed(false, &[piece("12", Some(true)), piece(" ", None)]), Some(Crossed::Whole));
        assert_eq!(crossed(true, &[piece("12", Some(false))]), None);
    }

    #[test]
    fn runs_of_shared_strings_tell_what_is_struck() {
        let xml = "<sst><si><t>1</t></si><si/><si><r><rPr><strike/><b/></rPr><t>12</t></r><r><rPr><strike val=\"0\"/></rPr>\
                   <t>&lt;</t></r><r><t>5</t></r><rPh sb=\"0\" eb=\"1\"><t>yi</t></rPh></si></sst>";
        let found = shared(xml).unwrap();
        let expected = vec![piece("12", Some(true)), piece("<", Some(false)), piece("5", None)];
        assert_eq!(found, HashMap::from([(2, expected)]));
    }
}
