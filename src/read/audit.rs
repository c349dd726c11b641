//! "Can every cell of this sheet be believed?" A second look at the raw sheet, beside the library.
//!
//! In: the XML of one worksheet. Out: what the library does not tell (hidden rows and columns, filters, merged regions), and the
//! cells that it would get wrong without an error: those are cut out of the sheet, and this module answers for them, mostly with
//! [`Value::Unbelievable`]. It decides nothing about plain cells.

use super::audit_cell::{Look, judge};
use super::crossed::{Crossed, Piece, crossed, inside, rich};
use super::formats::Formats;
use super::hidden::{self, SMALLEST_WIDTH};
use super::limits::{Limits, check};
use super::outline::{Shared, attribute, few_attributes};
use super::package::{corrupt, count};
use super::{Cell, Sheet, Value};
use crate::finding::Kind;
use crate::place::{Area, At, LAST_COL, LAST_ROW};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

/// What the audit of one sheet found.
#[derive(Debug, Default)]
pub(super) struct Audited {
    /// Hidden rows, ascending.
    pub(super) hidden_rows: Vec<u32>,
    /// Hidden letter columns, as ranges with both ends.
    pub(super) hidden_columns: Vec<(u32, u32)>,
    /// Whether the sheet has a filter that selects.
    pub(super) filter: bool,
    /// Merged regions.
    pub(super) merges: Vec<Area>,
    /// Cells that the audit answers for.
    pub(super) owned: Vec<(At, Cell)>,
    /// Bytes of the part that the library must not see, ascending: those of the cells above, and of a used range that it stumbles
    /// over (without an address).
    cuts: Vec<(Range<usize>, Option<At>)>,
    /// Non-empty cells whose numbers show as percentages: the library does not tell them.
    pub(super) percents: HashSet<At>,
    /// Cells that are crossed out, and how.
    pub(super) crossed: Vec<(At, Crossed)>,
    /// Non-empty cells met.
    pub(super) cells: u64,
    /// Byte at which the cells begin.
    pub(super) data_at: Option<usize>,
}

impl Audited {
    /// The part with an empty cell in place of each cell that the audit answers for; `None` when there is none.
    pub(super) fn cut(&self, xml: &str) -> Option<String> {
        if self.cuts.is_empty() {
            return None;
        }
        let mut out = String::with_capacity(xml.len());
        let mut from = 0;
        for (range, at) in &self.cuts {
            out.push_str(&xml[from..range.start]);
            if let Some(at) = at {
                out.push_str(&format!("<c r=\"{at}\"/>"));
            }
            from = range.end;
        }
        out.push_str(&xml[from..]);
        Some(out)
    }

    /// Tells `sheet`, whose last letter column is `last_col`, everything that concerns no single cell.
    pub(super) fn tell(self, sheet: &mut Sheet, last_col: u32) {
        sheet.hidden_columns = hidden::lines(&self.hidden_columns, SMALLEST_WIDTH, last_col);
        sheet.filtered = self.filter && !self.hidden_rows.is_empty();
        sheet.hidden_rows = self.hidden_rows;
        sheet.merges = self.merges;
    }
}

/// Audits the sheet in `xml`; `strings` is what must be known of the shared strings, `formats` are those of the book.
///
/// # Errors
/// A part that is not well-formed, ends early or points outside Excel's sheet; more cells or merged regions than allowed.
pub(super) fn audit(xml: &str, strings: &Shared, formats: &Formats, limits: &Limits) -> Result<Audited, Kind> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut walk = Walk {
        out: Audited::default(),
        xml,
        strings,
        formats,
        limits,
        row: None,
        next_row: 0,
        next_col: 0,
        data: Data::Before,
    };
    let mut depth = 0usize;
    loop {
        let from = position(&reader)?;
        match reader.read_event().map_err(corrupt)? {
            Event::Start(e) if e.local_name().as_ref() == "c" && walk.data == Data::Inside => {
                walk.cell(&mut reader, &e, from)?;
            }
            Event::Start(e) => {
                depth += 1;
                walk.start(&e, from)?;
                if e.local_name().as_ref() == "dimension" && !is_ordered(&e)? {
                    let tag = from..position(&reader)?;
                    if !xml[tag.clone()].ends_with("/>") {
                        return Err(corrupt("a used range that ends before it begins"));
                    }
                    walk.out.cuts.push((tag, None));
                }
            }
            Event::End(e) => {
                depth -= 1;
                walk.end(e.local_name().as_ref());
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if depth > 0 || walk.data != Data::After {
        return Err(corrupt("the sheet ends early"));
    }
    walk.out.hidden_rows.sort_unstable();
    walk.out.hidden_rows.dedup();
    Ok(walk.out)
}

/// Where the walk stands against the cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Data {
    Before,
    Inside,
    After,
}

struct Walk<'a> {
    out: Audited,
    xml: &'a str,
    strings: &'a Shared,
    formats: &'a Formats,
    limits: &'a Limits,
    /// The row that is open.
    row: Option<u32>,
    /// Row and letter column of what comes next without an address.
    next_row: u32,
    next_col: u32,
    data: Data,
}

impl Walk<'_> {
    fn start(&mut self, e: &BytesStart<'_>, from: usize) -> Result<(), Kind> {
        if self.data != Data::Inside {
            e.attributes().try_for_each(|attribute| attribute.map(drop)).map_err(corrupt)?;
        }
        match e.local_name().as_ref() {
            // The library stops at the end of the first, and the cells of the second would be missing without a word.
            "sheetData" if self.out.data_at.is_some() => return Err(corrupt("two blocks of cells")),
            "sheetData" => {
                self.data = Data::Inside;
                self.out.data_at = Some(from);
            }
            "row" if self.data == Data::Inside => self.row(e)?,
            "col" => self.column(e)?,
            "filterColumn" => self.out.filter = true,
            "mergeCell" => {
                let text = attribute(e, "ref")?.unwrap_or_default();
                let area = area(&text).ok_or_else(|| corrupt(format!("merged region {text:?}")))?;
                self.out.merges.push(area);
                check("merges", self.limits.merges, count(self.out.merges.len()))?;
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) {
        match name {
            "row" => {
                self.next_row = self.row.take().unwrap_or(self.next_row).saturating_add(1);
                self.next_col = 0;
            }
            "sheetData" => self.data = Data::After,
            _ => {}
        }
    }

    fn row(&mut self, e: &BytesStart<'_>) -> Result<(), Kind> {
        let row = match attribute(e, "r")? {
            Some(text) => text
                .parse::<u32>()
                .ok()
                .and_then(|r| r.checked_sub(1))
                .filter(|_| text.bytes().all(|b| b.is_ascii_digit()))
                .ok_or_else(|| corrupt(format!("row number {text:?}")))?,
            None => self.next_row,
        };
        if row > LAST_ROW {
            return Err(corrupt(format!("row number {row}")));
        }
        self.row = Some(row);
        if is_hidden(e, "ht")? {
            self.out.hidden_rows.push(row);
        }
        Ok(())
    }

    fn column(&mut self, e: &BytesStart<'_>) -> Result<(), Kind> {
        if is_hidden(e, "width")? {
            let number = |name| Ok::<_, Kind>(attribute(e, name)?.and_then(|t| t.parse::<u32>().ok()));
            if let (Some(min), Some(max)) = (number("min")?, number("max")?) {
                self.out.hidden_columns.push((min.saturating_sub(1), max.saturating_sub(1).min(LAST_COL)));
            }
        }
        Ok(())
    }

    fn cell(&mut self, reader: &mut Reader<&[u8]>, e: &BytesStart<'_>, from: usize) -> Result<(), Kind> {
        let Shape { address: written, kind, format } = shape(e)?;
        let at = match &written {
            Some(text) => address(text).ok_or_else(|| corrupt(format!("cell address {text:?}")))?,
            None => At::new(self.row.unwrap_or(self.next_row), self.next_col),
        };
        if at.col > LAST_COL {
            return Err(corrupt(format!("cell address {at}")));
        }
        self.next_col = at.col + 1;
        let look = Look::read(reader)?;
        if look.is_empty() {
            return Ok(());
        }
        self.out.cells += 1;
        check("sheet-cells", self.limits.sheet_cells, self.out.cells)?;
        if format.is_some_and(|format| self.formats.is_percent(format)) {
            self.out.percents.insert(at);
        }
        let astray = self.row.is_some_and(|row| row != at.row);
        let own = if astray {
            Some(Value::Unbelievable(look.text.clone()))
        } else {
            judge(&look, kind.as_deref(), self.strings.count)
        };
        let struck = format.is_some_and(|format| self.formats.is_struck(format));
        if let Some(crossed) = crossed(struck, &self.pieces(&look, kind.as_deref())?) {
            self.out.crossed.push((at, crossed));
        }
        if let Some(value) = own {
            self.out.owned.push((at, Cell { value, formula: look.formulas > 0 }));
            self.out.cuts.push((from..position(reader)?, Some(at)));
        }
        Ok(())
    }
}

impl Walk<'_> {
    /// The pieces of a cell's text, where any of them is struck through.
    fn pieces(&self, look: &Look, kind: Option<&str>) -> Result<Cow<'_, [Piece]>, Kind> {
        if let Some(span) = &look.inline_at {
            return rich(inside(self.xml, span)).map(Cow::Owned);
        }
        let shared = || self.strings.pieces.get(&look.text.parse::<usize>().ok()?);
        let pieces = shared().filter(|_| kind == Some("s"));
        Ok(Cow::Borrowed(pieces.map_or(&[], Vec::as_slice)))
    }
}

fn position(reader: &Reader<&[u8]>) -> Result<usize, Kind> {
    usize::try_from(reader.buffer_position()).map_err(corrupt)
}

/// An attribute's value as written.
type Written<'e> = Option<Cow<'e, str>>;

/// The attributes of a cell.
struct Shape<'e> {
    /// `r` as written.
    address: Written<'e>,
    /// `t` as written.
    kind: Written<'e>,
    /// `s`, the number of its format.
    format: Option<usize>,
}

/// The attributes `r`, `t` and `s` of a cell: none of them ever needs an entity.
fn shape<'e>(e: &'e BytesStart<'_>) -> Result<Shape<'e>, Kind> {
    few_attributes(e)?;
    let mut shape = Shape { address: None, kind: None, format: None };
    for attribute in e.attributes() {
        let attribute = attribute.map_err(corrupt)?;
        match attribute.key.as_ref() {
            "r" => shape.address = Some(attribute.value),
            "t" => shape.kind = Some(attribute.value),
            "s" => shape.format = attribute.value.parse().ok(),
            _ => {}
        }
    }
    Ok(shape)
}

/// Reads `B7` as Excel itself writes it: capitals, no noughts before, inside the sheet.
fn address(text: &str) -> Option<At> {
    let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let (column, row) = text.split_at(letters);
    if !(1..=3).contains(&letters) || row.len() > 7 || row.starts_with('0') || !row.bytes().all(|b| b.is_ascii_digit())
    {
        return None;
    }
    let column = column.bytes().fold(0, |sum, b| sum * 26 + u32::from(b - b'A') + 1);
    let row: u32 = row.parse().ok()?;
    (row <= LAST_ROW + 1 && column <= LAST_COL + 1).then(|| At::new(row - 1, column - 1))
}

/// Hidden outright, or of no height or width.
fn is_hidden(e: &BytesStart<'_>, size: &str) -> Result<bool, Kind> {
    let hidden = attribute(e, "hidden")?.is_some_and(|h| h == "1" || h == "true");
    let nothing = attribute(e, size)?.and_then(|s| s.parse::<f64>().ok()).is_some_and(|s| s <= 0.0);
    Ok(hidden || nothing)
}

/// Whether a used range begins before it ends, inside a sheet; the library subtracts one from the other.
fn is_ordered(e: &BytesStart<'_>) -> Result<bool, Kind> {
    let Some(text) = attribute(e, "ref")? else { return Ok(true) };
    let (first, last) = text.split_once(':').unwrap_or((&text, &text));
    let corners = address(first).zip(address(last));
    Ok(corners.is_some_and(|(first, last)| first.row <= last.row && first.col <= last.col))
}

/// Reads `A1:F1`, or a single cell.
fn area(text: &str) -> Option<Area> {
    match text.split_once(':') {
        Some((a, b)) => Some(Area::between(At::parse(a)?, At::parse(b)?)),
        None => At::parse(text).map(Area::one),
    }
}
