//! "Read one table of an OpenDocument." Rows and cells with their repeats and spans.
//!
//! In: the elements inside one table, in order. Out: the sheet. Empty repeats cost nothing; filled ones count against the limits
//! before they are made. It knows nothing of styles or of other tables.

use super::crossed::{self, Crossed};
use super::hidden::{self, SMALLEST_HEIGHT, SMALLEST_WIDTH};
use super::limits::{Limits, check};
use super::ods_style::{Looks, Strikes};
use super::outline::{attribute, few_attributes};
use super::package::{corrupt, count};
use super::values::{fits, iso, number, percent};
use super::{Cell, Note, Sheet, Value, covered};
use crate::finding::Kind;
use crate::place::{Area, At, LAST_COL, LAST_ROW};
use quick_xml::events::BytesStart;

/// One table that is being read.
pub(super) struct Sink<'a> {
    sheet: Sheet,
    limits: &'a Limits,
    row: Row,
    next_row: u32,
    next_column: u32,
    cell: Option<Open>,
    cells: u64,
    /// Bytes of text, repeats written out.
    texts: u64,
    /// Hidden rows and letter columns as ranges with both ends: the rest of a sheet is often hidden as one.
    hidden_rows: Vec<(u32, u32)>,
    hidden_columns: Vec<(u32, u32)>,
    /// Letter columns whose cells are struck through unless they say otherwise, as ranges with both ends.
    struck_columns: Vec<(u32, u32)>,
    crossed: Vec<(At, Crossed)>,
}

/// The row that is open.
#[derive(Default)]
struct Row {
    repeat: u32,
    next_cell: u32,
    cells: Vec<(u32, Cell)>,
    /// Bytes of text in them.
    texts: u64,
    /// Most columns that one written cell stands for.
    longest: u32,
    /// Letter column, rows and letter columns of each merged region that begins here.
    spans: Vec<(u32, u32, u32)>,
    /// What its cells without a style of their own look like.
    style: Option<String>,
    crossed: Vec<(u32, Crossed)>,
    notes: Vec<(u32, String)>,
}

/// The cell that is open.
struct Open {
    repeat: u32,
    rows: u32,
    cols: u32,
    kind: Option<String>,
    stored: Option<String>,
    formula: bool,
    /// Paragraphs begun so far.
    paragraphs: u32,
    inside: bool,
    /// Whether the last character was a line break of the source.
    blank: bool,
    text: String,
    looks: Looks,
    note: Option<String>,
}

impl<'a> Sink<'a> {
    /// Ready to read into `sheet`.
    pub(super) fn new(sheet: Sheet, limits: &'a Limits) -> Self {
        Self {
            sheet,
            limits,
            row: Row::default(),
            next_row: 0,
            next_column: 0,
            cell: None,
            cells: 0,
            texts: 0,
            hidden_rows: Vec::new(),
            hidden_columns: Vec::new(),
            struck_columns: Vec::new(),
            crossed: Vec::new(),
        }
    }

    /// An element begins.
    pub(super) fn start(&mut self, e: &BytesStart<'_>, strikes: &Strikes) -> Result<(), Kind> {
        match e.name().as_ref() {
            "table:table-column" => {
                let last = self.next_column.saturating_add(whole(e, "number-columns-repeated", 1)? - 1);
                if hides(e)? {
                    self.hidden_columns.push((self.next_column, last));
                }
                if strikes.of_cell(attribute(e, "default-cell-style-name")?.as_deref()) {
                    self.struck_columns.push((self.next_column, last));
                }
                self.next_column = last.saturating_add(1);
            }
            "table:table-row" => {
                let repeat = whole(e, "number-rows-repeated", 1)?;
                if hides(e)? {
                    self.hidden_rows.push((self.next_row, self.next_row.saturating_add(repeat - 1)));
                }
                if attribute(e, "visibility")?.is_some_and(|v| v == "filter") {
                    self.sheet.filtered = true;
                }
                self.row = Row { repeat, style: attribute(e, "default-cell-style-name")?, ..Row::default() };
            }
            "table:table-cell" | "table:covered-table-cell" => {
                let struck = self.is_struck(attribute(e, "style-name")?.as_deref(), strikes);
                self.cell = Some(Open { looks: Looks::of(struck), ..Open::new(e)? });
            }
            _ => {
                if let Some(cell) = &mut self.cell {
                    cell.start(e, strikes)?;
                }
            }
        }
        Ok(())
    }

    /// An element ends.
    pub(super) fn end(&mut self, name: &str) -> Result<(), Kind> {
        match name {
            "table:table-cell" | "table:covered-table-cell" => self.close_cell(),
            "table:table-row" => self.close_row(),
            "text:p" => {
                if let Some(cell) = &mut self.cell {
                    cell.inside = false;
                }
                Ok(())
            }
            "text:span" => {
                if let Some(cell) = &mut self.cell {
                    cell.looks.end(cell.text.len());
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Somebody wrote something beside the open cell.
    pub(super) fn note(&mut self, note: String) {
        if let Some(cell) = &mut self.cell {
            cell.note = Some(note);
        }
    }

    /// Whether a cell of this style is struck through: without one it has its row's, else its letter column's.
    fn is_struck(&self, own: Option<&str>, strikes: &Strikes) -> bool {
        match own.or(self.row.style.as_deref()) {
            Some(style) => strikes.of_cell(Some(style)),
            None => self.struck_columns.iter().any(|(from, to)| (*from..=*to).contains(&self.row.next_cell)),
        }
    }

    /// Text of the open cell. A line break of the source and the blanks after it are one blank; blanks within a line are kept, as
    /// LibreOffice writes and reads them.
    pub(super) fn write(&mut self, text: &str) {
        let Some(cell) = self.cell.as_mut().filter(|cell| cell.inside) else { return };
        for c in text.chars() {
            match c {
                ' ' if cell.blank => {}
                '\t' | '\n' | '\r' => {
                    if !std::mem::replace(&mut cell.blank, true) {
                        cell.text.push(' ');
                    }
                }
                c => {
                    cell.blank = false;
                    cell.text.push(c);
                }
            }
        }
    }

    /// The sheet, when the table has ended.
    pub(super) fn finish(mut self) -> Result<Sheet, Kind> {
        let last = self.sheet.bounds().map_or(At::new(0, 0), |b| b.last);
        self.sheet.hidden_rows = hidden::lines(&self.hidden_rows, SMALLEST_HEIGHT, last.row);
        self.sheet.hidden_columns = hidden::lines(&self.hidden_columns, SMALLEST_WIDTH, last.col);
        covered::settle(&mut self.sheet).map_err(corrupt)?;
        crossed::settle(&mut self.sheet, self.crossed);
        Ok(self.sheet)
    }

    fn close_cell(&mut self) -> Result<(), Kind> {
        let Some(mut cell) = self.cell.take() else { return Ok(()) };
        let col = self.row.next_cell;
        // A note on a cell that is repeated is believed once.
        self.row.notes.extend(cell.note.take().map(|note| (col, note)));
        let crossed = cell.looks.crossed(&cell.text);
        self.row.next_cell = col.saturating_add(cell.repeat);
        let (repeat, rows, cols, formula) = (cell.repeat, cell.rows, cell.cols, cell.formula);
        if rows > 1 || cols > 1 {
            self.row.spans.push((col, rows, cols));
        }
        let Some(value) = cell.value() else { return Ok(()) };
        if self.row.next_cell > LAST_COL + 1 {
            return Err(corrupt("more cells in a row than a sheet has columns"));
        }
        if let Value::Text(text) = &value {
            fits(text)?;
            self.row.texts = self.row.texts.saturating_add(count(text.len()).saturating_mul(u64::from(repeat)));
            check("part", self.limits.part, self.texts.saturating_add(self.row.texts))?;
        }
        self.row.longest = self.row.longest.max(repeat);
        for col in col..col + repeat {
            self.row.cells.push((col, Cell { value: value.clone(), formula }));
            self.row.crossed.extend(crossed.clone().map(|how| (col, how)));
        }
        Ok(())
    }

    fn close_row(&mut self) -> Result<(), Kind> {
        let row = std::mem::take(&mut self.row);
        let first = self.next_row;
        self.next_row = first.saturating_add(row.repeat);
        let noted = row.notes.into_iter().map(|(col, text)| Note { at: At::new(first, col), text });
        self.sheet.notes.extend(noted);
        check("sheet-cells", self.limits.sheet_cells, count(self.sheet.notes.len()))?;
        if row.cells.is_empty() && row.spans.is_empty() {
            return Ok(());
        }
        if self.next_row > LAST_ROW + 1 {
            return Err(corrupt("more rows than a sheet has"));
        }
        self.cells = self.cells.saturating_add(count(row.cells.len()).saturating_mul(u64::from(row.repeat)));
        check("sheet-cells", self.limits.sheet_cells, self.cells)?;
        // Few bytes can repeat a long text millions of times: what they come to may be no larger than a part that holds it all.
        self.texts = self.texts.saturating_add(row.texts.saturating_mul(u64::from(row.repeat)));
        check("part", self.limits.part, self.texts)?;
        check("repeats", self.limits.repeats, u64::from(row.longest).saturating_mul(u64::from(row.repeat)))?;
        let regions = count(row.spans.len()).saturating_mul(u64::from(row.repeat));
        check("merges", self.limits.merges, count(self.sheet.merges.len()).saturating_add(regions))?;
        for at in first..self.next_row {
            for (col, cell) in &row.cells {
                self.sheet.put(At::new(at, *col), cell.clone());
            }
            self.crossed.extend(row.crossed.iter().map(|(col, how)| (At::new(at, *col), how.clone())));
            for (col, rows, cols) in &row.spans {
                let last = At::new((at + rows - 1).min(LAST_ROW), (col + cols - 1).min(LAST_COL));
                self.sheet.merges.push(Area::between(At::new(at, *col), last));
            }
        }
        Ok(())
    }
}

impl Open {
    fn new(e: &BytesStart<'_>) -> Result<Self, Kind> {
        few_attributes(e)?;
        let mut kind = None;
        for a in e.attributes() {
            let a = a.map_err(corrupt)?;
            match a.key.as_ref() {
                // LibreOffice marks errors beside the type of the standard, which has none for them.
                "calcext:value-type" if a.value == "error" => kind = Some("error".to_owned()),
                "office:value-type" if kind.is_none() => kind = Some(a.value.into_owned()),
                _ => {}
            }
        }
        let stored = match kind.as_deref() {
            Some("date") => attribute(e, "date-value")?,
            Some("boolean") => attribute(e, "boolean-value")?,
            Some("string") => attribute(e, "string-value")?,
            Some("float" | "percentage" | "currency") => attribute(e, "value")?,
            _ => None,
        };
        Ok(Self {
            repeat: whole(e, "number-columns-repeated", 1)?,
            rows: whole(e, "number-rows-spanned", 1)?,
            cols: whole(e, "number-columns-spanned", 1)?,
            kind,
            stored,
            formula: attribute(e, "formula")?.is_some(),
            paragraphs: 0,
            inside: false,
            blank: false,
            text: String::new(),
            looks: Looks::default(),
            note: None,
        })
    }

    fn start(&mut self, e: &BytesStart<'_>, strikes: &Strikes) -> Result<(), Kind> {
        self.blank = false;
        match e.name().as_ref() {
            "text:p" => {
                if self.paragraphs > 0 {
                    self.text.push('\n');
                }
                self.paragraphs += 1;
                self.inside = true;
            }
            "text:s" => {
                let blanks = whole(e, "c", 1)?.min(1000);
                // An element of twenty bytes makes a thousand blanks.
                fits(&self.text)?;
                self.text.extend(std::iter::repeat_n(' ', usize::try_from(blanks).unwrap_or(1)));
            }
            "text:span" => {
                self.looks.begin(strikes.of_words(e)?, self.text.len());
            }
            "text:tab" => self.text.push('\t'),
            "text:line-break" => self.text.push('\n'),
            _ => {}
        }
        Ok(())
    }

    fn value(self) -> Option<Value> {
        let text = self.text;
        // Errors stand as text; older programs give them the type of a number, nought.
        if self.kind.as_deref() == Some("error")
            || (self.formula && (text.starts_with("#") || text.starts_with("Err:")))
        {
            return Some(Value::Error(text));
        }
        let unbelievable = |text: String| Value::Unbelievable(text);
        Some(match (self.kind.as_deref(), self.stored) {
            // Programs store what shows as true or false with the type of a number.
            (Some("float"), _) if matches!(text.as_str(), "TRUE" | "FALSE") => Value::Bool(text == "TRUE"),
            // Old programs store the text that a formula came to under the type of a number, nought.
            (Some("float"), Some(stored)) if self.formula && stored.trim() == "0" && !shows_nought(&text) => {
                unbelievable(text)
            }
            (Some(kind @ ("float" | "percentage" | "currency")), Some(stored)) => match stored.trim().parse::<f64>() {
                Ok(read) if kind == "percentage" => percent(read),
                Ok(read) => number(read),
                Err(_) => unbelievable(stored),
            },
            (Some("date"), Some(stored)) => iso(&stored),
            (Some("boolean"), Some(stored)) if stored == "true" || stored == "false" => Value::Bool(stored == "true"),
            (Some("string"), Some(stored)) if !stored.is_empty() => Value::Text(stored),
            (Some("string") | None, _) if !text.is_empty() => Value::Text(text),
            (Some("string"), _) => return None,
            (None, _) => return self.formula.then_some(Value::Uncalculated),
            (Some(_), stored) => unbelievable(stored.unwrap_or(text)),
        })
    }
}

/// Whether a text may be what a nought shows as: digits of it, or a sign in their place, or nothing.
fn shows_nought(text: &str) -> bool {
    text.contains('0') || !text.contains(char::is_alphanumeric)
}

/// A count that is at least one.
fn whole(e: &BytesStart<'_>, name: &str, without: u32) -> Result<u32, Kind> {
    match attribute(e, name)? {
        Some(text) => text.parse().map(|n: u32| n.max(1)).map_err(|_| corrupt(format!("{name} {text:?}"))),
        None => Ok(without),
    }
}

fn hides(e: &BytesStart<'_>) -> Result<bool, Kind> {
    Ok(attribute(e, "visibility")?.is_some_and(|v| v == "collapse" || v == "filter"))
}
