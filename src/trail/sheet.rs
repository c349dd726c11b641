//! "Kept out of sight, line by line." The record as a sheet of the workbook, and back.
//!
//! In: what is [`Told`], or a workbook as read. Out: lines of JSON, each in a row of the sheet, cut where a cell cannot hold more; the
//! last one tells how many there are and their SHA-256, so that a record that was touched is told from one that was not. Lines are made
//! one at a time while they are written: a province has a hundred thousand stories, and nobody holds them all.

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

/// What a record tells, in the order in which it is written.
pub(super) struct Told<'a> {
    pub(super) head: Head,
    /// Whether its lines are so many that they stand in their cells.
    pub(super) in_place: bool,
    pub(super) inputs: Vec<InputTrail>,
    pub(super) pages: Vec<PageTrail>,
    pub(super) stories: Box<dyn Iterator<Item = Story> + 'a>,
    pub(super) findings: Box<dyn Iterator<Item = FindingTrail> + 'a>,
    pub(super) past: Vec<PastTrail>,
}

impl From<Told<'_>> for Trail {
    fn from(told: Told<'_>) -> Self {
        let Told { head, inputs, pages, stories, findings, past, .. } = told;
        Self { head, inputs, pages, stories: stories.collect(), findings: findings.collect(), past }
    }
}

/// The record as lines, each made when it is asked for.
pub(super) fn lines(told: Told<'_>) -> impl Iterator<Item = String> {
    let Told { head, inputs, pages, stories, findings, past, .. } = told;
    let first = Line::Tongbao { schema: SCHEMA, version: head.version.clone() };
    let all = [first, Line::Head(Box::new(head))].into_iter().chain(inputs.into_iter().map(Line::Input));
    let all = all.chain(pages.into_iter().flat_map(lines_of_page));
    let all = all.chain(stories.map(|story| Line::Story(Box::new(story))));
    let all = all.chain(findings.map(|finding| Line::Finding(Box::new(finding))));
    let all = all.chain(past.into_iter().map(Line::Past));
    let mut closing = Closing { lines: 0, hash: Sha256::new() };
    // Nothing stands for the end, which is known only when everything else is told.
    all.map(Some).chain([None]).map(move |line| match line {
        Some(line) => closing.add(&line),
        None => closing.end(),
    })
}

fn lines_of_page(page: PageTrail) -> impl Iterator<Item = Line> {
    let PageTrail { name, shows, rows, prints } = page;
    let evidence = prints.is_some();
    let prints = prints.unwrap_or_default();
    let chunks =
        (0..prints.len()).step_by(PRINTS).map(move |from| prints[from..].iter().take(PRINTS).copied().collect());
    [Line::Page { name, shows, evidence }]
        .into_iter()
        .chain(rows.into_iter().map(Line::Row))
        .chain(chunks.map(Line::Prints))
}

/// What the last line tells of those before it.
struct Closing {
    lines: usize,
    hash: Sha256,
}

impl Closing {
    fn add(&mut self, line: &Line) -> String {
        let text = json(line);
        self.hash.update(text.as_bytes());
        self.lines += 1;
        text
    }

    fn end(&self) -> String {
        json(&Line::End { lines: self.lines, sha256: hex(self.hash.clone()) })
    }
}

/// Nothing in these types can fail to become JSON. `_x0041_` is how workbooks write a character by its number: kept apart.
fn json(line: &Line) -> String {
    let text = serde_json::to_string(line).unwrap_or_default();
    if text.contains("_x") { text.replace("_x", "\\u005fx") } else { text }
}

/// One line in pieces that cells can hold.
pub(super) fn pieces(line: String) -> Vec<String> {
    // No character takes more units than bytes.
    if line.len() <= PIECE {
        return vec![line];
    }
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
        let pieces = pieces(line.clone());
        assert!(pieces.iter().all(|p| p.encode_utf16().count() <= PIECE));
        // 4 units each, 32,000 to a piece: 80,000 ÷ 32,000 = 2.5.
        assert_eq!(pieces.len(), 3);
        assert_eq!(pieces.concat(), line);
    }
}
