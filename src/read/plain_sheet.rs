//! "Read this sheet while it is unpacked." A plainly written worksheet of an xlsx book, row by row.
//!
//! In: the sheet's part, while it is unpacked, and the book's strings and formats. Out: its rows one after the other, and what the
//! audit finds; `None` when anything in the part is not written plainly. Everything around the rows goes through the audit itself.

use super::audit::{Audited, audit};
use super::formats::Formats;
use super::limits::Limits;
use super::outline::Shared;
use super::plain_row::{Holds, PlainCell, RowHead, row};
use super::plain_strings::Strings;
use super::plain_tag::is_utf8;
use super::stream::Stream;
use super::{Cell, Row, Value};
use crate::place::At;
use memchr::memmem;
use std::io::Read;

/// What the sheets of a book share.
pub(super) struct Globals {
    /// Shared strings.
    pub(super) strings: Strings,
    /// Formats of cells.
    pub(super) formats: Formats,
}

/// What stands in a sheet beside its rows.
pub(super) struct Facts {
    /// What the audit tells, counts and hidden rows too; it owns no cell.
    pub(super) audited: Audited,
    /// Cells that are struck through, in order.
    pub(super) struck: Vec<At>,
    /// The last letter column (from zero) of a cell that shows something; nought when there is none.
    pub(super) last_col: u32,
}

/// What happens to the rows.
pub(super) enum Rows<'w> {
    /// They are only looked at.
    Checked,
    /// Each is shown, in ascending order and never empty; whoever sees it may take its cells. False stops the reading.
    Shown(&'w mut dyn FnMut(&mut Row) -> bool),
}

/// Reads the sheet that `source` unpacks to `size` bytes, to its end.
pub(super) fn walk(
    (source, size): (impl Read, u64),
    globals: &Globals,
    limits: &Limits,
    mut rows: Rows<'_>,
) -> Option<Facts> {
    let mut stream = Stream::new(source, size);
    let begin = stream.find(DATA, 0).ok()?? + DATA.len();
    if !is_utf8(&stream.rest()[..begin]) {
        return None;
    }
    let mut around = stream.rest()[..begin].to_vec();
    stream.pass(begin);
    stream.need(2).ok()?;
    let mut met = Met::default();
    if stream.rest().starts_with(b">") {
        all_rows(&mut stream, globals, &mut met, &mut rows)?;
        around.push(b'>');
    }
    if met.cells > limits.sheet_cells {
        return None;
    }
    while !stream.rest().is_empty() || stream.more().ok()? {
        let length = stream.rest().len();
        around.extend_from_slice(stream.rest());
        stream.pass(length);
    }
    let mut audited = audit(std::str::from_utf8(&around).ok()?, &Shared::default(), &globals.formats, limits).ok()?;
    // Cells elsewhere, or a beginning of the cells that was none, such as one in a comment.
    if audited.cells > 0 || audited.data_at != Some(begin - DATA.len()) {
        return None;
    }
    audited.cells = met.cells;
    audited.hidden_rows = met.hidden;
    Some(Facts { audited, struck: met.struck, last_col: met.last_col })
}

const DATA: &[u8] = b"<sheetData";
const DATA_END: &[u8] = b"</sheetData>";

/// What the rows so far told.
#[derive(Default)]
struct Met {
    cells: u64,
    hidden: Vec<u32>,
    struck: Vec<At>,
    last_col: u32,
}

/// Reads from the end of the start tag to the beginning of the end tag.
fn all_rows(stream: &mut Stream<impl Read>, globals: &Globals, met: &mut Met, rows: &mut Rows<'_>) -> Option<()> {
    stream.pass(1);
    let mut next_row = 0;
    let mut line = Row { row: 0, cells: Vec::new() };
    loop {
        let blanks = stream.rest().iter().take_while(|b| b.is_ascii_whitespace()).count();
        stream.pass(blanks);
        if stream.rest().starts_with(DATA_END) {
            return Some(());
        }
        let wanted = matches!(rows, Rows::Shown(_)).then_some(&mut line);
        let Some((told, length)) = one_row(stream.rest(), globals, wanted) else {
            // Perhaps the row goes on in the next piece.
            if memmem::find(stream.rest(), b"</row>").is_none() && stream.more().ok()? {
                continue;
            }
            return None;
        };
        stream.pass(length);
        if told.head.row < next_row {
            return None;
        }
        next_row = told.head.row + 1;
        met.cells += told.cells;
        met.last_col = met.last_col.max(told.last_col);
        met.struck.extend(told.struck.iter().map(|col| At::new(told.head.row, *col)));
        if told.head.hidden {
            met.hidden.push(told.head.row);
        }
        line.row = told.head.row;
        if let Rows::Shown(each) = rows
            && !line.cells.is_empty()
            && !each(&mut line)
        {
            return None;
        }
    }
}

/// What one row told.
struct Told {
    head: RowHead,
    cells: u64,
    /// Letter columns of cells that are struck through.
    struck: Vec<u32>,
    last_col: u32,
}

/// Reads the row at the beginning of `bytes`, and puts its cells into `wanted`. Returns its length too.
#[inline]
fn one_row(bytes: &[u8], globals: &Globals, mut wanted: Option<&mut Row>) -> Option<(Told, usize)> {
    let (mut cells, mut last_col, mut known) = (0, 0, true);
    let mut struck = Vec::new();
    if let Some(row) = &mut wanted {
        row.cells.clear();
    }
    let (head, length) = row(bytes, |cell| {
        let Some(holds) = &cell.holds else { return };
        cells += 1;
        let shows = match holds {
            Holds::Nothing => false,
            Holds::Shared(number) => match globals.strings.get(*number) {
                Some(text) => !text.is_empty(),
                None => {
                    known = false;
                    false
                }
            },
            _ => true,
        };
        if shows {
            last_col = cell.col;
            if globals.formats.is_struck(cell.format) {
                struck.push(cell.col);
            }
            if let Some(row) = &mut wanted {
                let (col, formula) = (cell.col, cell.formula);
                row.cells.push((col, Cell { value: value(cell, globals), formula }));
            }
        }
    })?;
    known.then_some((Told { head, cells, struck, last_col }, length))
}

/// The value of a cell that shows something.
#[inline]
fn value(cell: PlainCell<'_>, globals: &Globals) -> Value {
    match cell.holds {
        Some(Holds::Text(text)) => Value::Text(text.into_owned()),
        Some(Holds::Shared(number)) => Value::Text(globals.strings.get(number).unwrap_or_default().to_owned()),
        Some(Holds::Number(number)) => globals.formats.number(number, cell.format),
        Some(Holds::Bool(yes)) => Value::Bool(yes),
        Some(Holds::Error(name)) => Value::Error(name.to_owned()),
        Some(Holds::Uncalculated | Holds::Nothing) | None => Value::Uncalculated,
    }
}
