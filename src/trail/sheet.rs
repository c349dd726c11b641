//! "Kept out of sight, line by line." The record as a sheet of the workbook, and back.
//!
//! In: a [`Trail`], or a workbook as read. Out: lines of JSON, each in a row of the sheet, cut where a cell cannot hold more; the last
//! one tells how many there are and their SHA-256, so that a record that was touched is told from one that was not.

use super::{FindingTrail, Head, InputTrail, OLDEST, PageTrail, PastTrail, RowTrail, SCHEMA, Story, Trail};
use crate::annex::Shows;
use crate::read::{Book, Sheet, Value};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Longest piece of a line in one cell, in UTF-16 units; a cell holds 32,767.
const PIECE: usize = 32_000;
/// Prints of evidence rows in one line.
const PRINTS: usize = 400;

/// Why a workbook's record cannot be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// There is none.
    None,
    /// It was written by a version of the program with another record.
    OtherVersion(String),
    /// It is not as it was written.
    Touched,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line {
    Tongbao { schema: u32, version: String },
    Head(Box<Head>),
    Input(InputTrail),
    Page { name: String, shows: Vec<Shows>, evidence: bool },
    Row(RowTrail),
    Prints(Vec<u32>),
    Story(Box<Story>),
    Finding(Box<FindingTrail>),
    Past(PastTrail),
    End { lines: usize, sha256: String },
}

/// The record as lines.
pub(super) fn lines(trail: &Trail) -> Vec<String> {
    let mut out = Lines { lines: Vec::new(), hash: Sha256::new() };
    out.add(&Line::Tongbao { schema: SCHEMA, version: trail.head.version.clone() });
    out.add(&Line::Head(Box::new(trail.head.clone())));
    trail.inputs.iter().for_each(|input| out.add(&Line::Input(input.clone())));
    for page in &trail.pages {
        let evidence = page.prints.is_some();
        out.add(&Line::Page { name: page.name.clone(), shows: page.shows.clone(), evidence });
        page.rows.iter().for_each(|row| out.add(&Line::Row(row.clone())));
        page.prints.iter().flat_map(|p| p.chunks(PRINTS)).for_each(|chunk| out.add(&Line::Prints(chunk.to_vec())));
    }
    trail.stories.iter().for_each(|story| out.add(&Line::Story(Box::new(story.clone()))));
    trail.findings.iter().for_each(|finding| out.add(&Line::Finding(Box::new(finding.clone()))));
    trail.past.iter().for_each(|past| out.add(&Line::Past(past.clone())));
    let (lines, sha256) = (out.lines.len(), hex(out.hash.clone()));
    out.add(&Line::End { lines, sha256 });
    out.lines
}

struct Lines {
    lines: Vec<String>,
    hash: Sha256,
}

impl Lines {
    fn add(&mut self, line: &Line) {
        // Nothing in these types can fail to become JSON. `_x0041_` is how workbooks write a character by its number: kept apart.
        let text = serde_json::to_string(line).unwrap_or_default().replace("_x", "\\u005fx");
        self.hash.update(text.as_bytes());
        self.lines.push(text);
    }
}

/// One line in pieces that cells can hold.
pub(super) fn pieces(line: &str) -> Vec<String> {
    let (mut out, mut piece, mut units) = (Vec::new(), String::new(), 0);
    for c in line.chars() {
        if units + c.len_utf16() > PIECE {
            out.push(std::mem::take(&mut piece));
            units = 0;
        }
        piece.push(c);
        units += c.len_utf16();
    }
    out.push(piece);
    out
}

/// The record of a workbook that was read; `names` are the names of its sheets, the first and those that go on.
///
/// # Errors
/// Why there is none to be used.
pub fn read(book: &Book) -> Result<Trail, Unreadable> {
    let is_record = |sheet: &&Sheet| sheet.place.sheet.as_deref().is_some_and(super::record::is_record);
    let sheets: Vec<&Sheet> = book.sheets.iter().filter(is_record).collect();
    if sheets.is_empty() {
        return Err(Unreadable::None);
    }
    let lines: Vec<String> = sheets.iter().flat_map(|sheet| sheet.rows()).map(|row| joined(&row.cells)).collect();
    let first = lines.first().map(|line| serde_json::from_str(line));
    match first {
        Some(Ok(Line::Tongbao { schema, .. })) if (OLDEST..=SCHEMA).contains(&schema) => {}
        Some(Ok(Line::Tongbao { version, .. })) => return Err(Unreadable::OtherVersion(version)),
        _ => return Err(Unreadable::Touched),
    }
    gathered(&lines).ok_or(Unreadable::Touched)
}

fn joined(cells: &[(u32, crate::read::Cell)]) -> String {
    let pieces = cells.iter().map(|(_, cell)| match &cell.value {
        Value::Text(text) => text.clone(),
        other => other.shown(),
    });
    pieces.collect()
}

/// All lines put together again; `None` when they are not as they were written.
fn gathered(lines: &[String]) -> Option<Trail> {
    let mut hash = Sha256::new();
    let mut head = None;
    let (mut inputs, mut pages, mut stories, mut findings) = (Vec::new(), Vec::<PageTrail>::new(), vec![], vec![]);
    let mut past = Vec::new();
    for (n, text) in lines.iter().enumerate() {
        match serde_json::from_str(text).ok()? {
            Line::Tongbao { .. } => {}
            Line::Head(told) => head = Some(*told),
            Line::Input(input) => inputs.push(input),
            Line::Page { name, shows, evidence } => {
                pages.push(PageTrail { name, shows, rows: Vec::new(), prints: evidence.then(Vec::new) });
            }
            Line::Row(row) => pages.last_mut()?.rows.push(row),
            Line::Prints(prints) => pages.last_mut()?.prints.as_mut()?.extend(prints),
            Line::Story(story) => stories.push(*story),
            Line::Finding(finding) => findings.push(*finding),
            Line::Past(told) => past.push(told),
            Line::End { lines, sha256 } => {
                let whole = lines == n && sha256 == hex(hash);
                return whole.then_some(Trail { head: head?, inputs, pages, stories, findings, past });
            }
        }
        hash.update(text.as_bytes());
    }
    None
}

fn hex(hash: Sha256) -> String {
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_cut_between_characters_and_comes_back_whole() {
        let line = "通𠮷报".repeat(20_000);
        let pieces = pieces(&line);
        assert!(pieces.iter().all(|p| p.encode_utf16().count() <= PIECE));
        // 4 units each, 32,000 to a piece: 80,000 ÷ 32,000 = 2.5.
        assert_eq!(pieces.len(), 3);
        assert_eq!(pieces.concat(), line);
    }
}
