//! "Somebody wrote something beside it." The notes (批注) on the cells of an xlsx or xlsb sheet.
//!
//! In: an opened package and the path of a worksheet's part. Out: its notes by cell, those of talks (threads) whole, as written, with the
//! author's name where the program put it into the text. It reads no cell.

use super::Note;
use super::biff12::Records;
use super::limits::{Limits, check};
use super::outline::{attribute, relationships};
use super::package::{Package, corrupt, count};
use super::xml_text::characters;
use crate::finding::Kind;
use crate::place::{At, LAST_COL, LAST_ROW};
use quick_xml::Reader;
use quick_xml::events::Event;

/// The notes of the worksheet whose part stands at `path`. A part that the sheet names but the package lacks holds none.
///
/// # Errors
/// A part that is broken, and more notes than a sheet may have cells.
pub(super) fn notes(package: &mut Package<'_>, path: &str, limits: &Limits) -> Result<Vec<Note>, Kind> {
    let (folder, name) = path.split_at(path.rfind('/').map_or(0, |slash| slash + 1));
    let Some(rels) = package.part(&format!("{folder}_rels/{name}.rels"))? else { return Ok(Vec::new()) };
    let (mut plain, mut talks) = (Vec::new(), Vec::new());
    let mut rels: Vec<(String, String)> = relationships(&rels)?.into_values().collect();
    rels.sort();
    for (target, kind) in rels {
        let (holds, into) = match kind.as_str() {
            "comments" => (COMMENT, &mut plain),
            "threadedComment" => (TALK, &mut talks),
            _ => continue,
        };
        let path = beside(folder, &target);
        if is_binary(&path) {
            if let Some(part) = package.bytes(&path)? {
                recorded(Records(&part), limits, into)?;
            }
        } else if let Some(xml) = package.part(&path)? {
            written(&xml, holds, limits, into)?;
        }
    }
    // For programs that know no talks the first word of one is repeated as a note, with an explanation.
    plain.retain(|note: &Note| talks.iter().all(|talk: &Note| talk.at != note.at));
    plain.append(&mut talks);
    Ok(plain)
}

/// The element of one note, and the element inside it that holds text.
type Holds = (&'static str, &'static str);

const COMMENT: Holds = ("comment", "t");
const TALK: Holds = ("threadedComment", "text");

fn written(xml: &str, (one, text): Holds, limits: &Limits, notes: &mut Vec<Note>) -> Result<(), Kind> {
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{feff}'));
    reader.config_mut().expand_empty_elements = true;
    let (mut open, mut writes, mut depth) = (None, false, 0u32);
    loop {
        match reader.read_event().map_err(corrupt)? {
            Event::Start(e) => {
                depth += 1;
                if e.local_name().as_ref() == one {
                    let at = attribute(&e, "ref")?.unwrap_or_default();
                    // The address may be that of a merged region.
                    let first = at.split(':').next().and_then(At::parse);
                    let at = first.ok_or_else(|| corrupt(format!("note at {at:?}")))?;
                    open = Some(Note { at, text: String::new() });
                }
                writes |= e.local_name().as_ref() == text;
            }
            Event::End(e) => {
                depth -= 1;
                writes &= e.local_name().as_ref() != text;
                if e.local_name().as_ref() == one {
                    notes.extend(open.take());
                    check("sheet-cells", limits.sheet_cells, count(notes.len()))?;
                }
            }
            Event::Eof if depth > 0 => return Err(corrupt("a part ends early")),
            Event::Eof => return Ok(()),
            other => {
                if let (true, Some(words), Some(note)) = (writes, characters(&other)?, &mut open) {
                    note.text.push_str(&words);
                }
            }
        }
    }
}

/// In an xlsb package notes are records; talks are XML all the same.
fn is_binary(path: &str) -> bool {
    path.to_ascii_lowercase().ends_with(".bin")
}

/// Where a note begins and where its text stands ([MS-XLSB] 2.4.28 BrtBeginComment, 2.4.330 BrtCommentText), and where all end.
const BEGIN_COMMENT: u32 = 635;
const COMMENT_TEXT: u32 = 637;
const END_COMMENT: u32 = 636;
const END_COMMENTS: u32 = 629;

fn recorded(mut records: Records<'_>, limits: &Limits, notes: &mut Vec<Note>) -> Result<(), Kind> {
    let (mut open, mut ended) = (None, false);
    while let Some(record) = records.next()? {
        match record.kind {
            BEGIN_COMMENT => {
                // The author's number, then the first and last row, the first and last letter column.
                let at = At::new(record.u32(4)?, record.u32(12)?);
                if at.row > LAST_ROW || at.col > LAST_COL {
                    return Err(corrupt(format!("note in row number {}", at.row)));
                }
                open = Some(Note { at, text: String::new() });
            }
            COMMENT_TEXT => {
                let text = record.text(1)?.0;
                if let Some(note) = &mut open {
                    note.text = text;
                }
            }
            END_COMMENT => {
                notes.extend(open.take());
                check("sheet-cells", limits.sheet_cells, count(notes.len()))?;
            }
            END_COMMENTS => ended = true,
            _ => {}
        }
    }
    if ended { Ok(()) } else { Err(corrupt("a part ends early")) }
}

/// The path of a target that is told as seen from a part's folder.
fn beside(folder: &str, target: &str) -> String {
    if let Some(whole) = target.strip_prefix('/') {
        return whole.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => drop(steps.pop()),
            "." | "" => {}
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_seen_from_the_folder_of_the_sheet() {
        assert_eq!(beside("xl/worksheets/", "../comments1.xml"), "xl/comments1.xml");
        assert_eq!(beside("xl/worksheets/", "/xl/comments1.xml"), "xl/comments1.xml");
        assert_eq!(beside("xl/worksheets/", "comments/./comment1.xml"), "xl/worksheets/comments/comment1.xml");
    }

    #[test]
    fn notes_are_read_with_all_their_runs_and_nothing_between_them() {
        let xml = "<comments><authors><author>甲</author></authors><commentList>\n<comment ref=\"B7\" authorId=\"0\"><text>\n\
                   <r><t>甲:</t></r>\n<r><t xml:space=\"preserve\">\n应为 15&amp;</t></r></text></comment></commentList></comments>";
        let mut notes = Vec::new();
        written(xml, COMMENT, &Limits::default(), &mut notes).unwrap();
        assert_eq!(notes, [Note { at: At::new(6, 1), text: "甲:\n应为 15&".to_owned() }]);
    }
}
