//! "Put it into a workbook." Pages to workbook bytes; the only user of rust_xlsxwriter.
//!
//! In: finished pages and what the document says about itself. Out: the bytes of an xlsx workbook, the same for the same pages;
//! `deliver` puts them on the disk. Nothing is laid out or worded here.

mod charts;
mod looks;
pub mod roster;

use crate::annex::{Cached, Content, Flow, Look, Mark, Page, PageCell, paper};
use crate::error::Error;
use crate::place::LAST_ROW;
use crate::read::{FORM_MARK, OWN_MARK};
use jiff::civil::Date;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, Formula, IgnoreError, Note, ObjectMovement, Workbook, Worksheet, XlsxError,
};
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

/// Longest string that a cell may hold (ECMA-376).
const LONGEST_TEXT: usize = 32_767;
/// Grey of evidence tabs.
const GREY: u32 = 0x00A6_A6A6;
/// Size of text in notes.
const NOTE_SIZE: f64 = 9.0;
/// Width of notes in pixels, unless their text is shorter.
const NOTE_WIDTH: f64 = 340.0;

/// What the document says about itself. Nothing here comes from the clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Title of the document.
    pub title: String,
    /// Office that made it.
    pub author: Option<String>,
    /// Day of creation; the run's check date or the last day of its period.
    pub created: Date,
    /// Version of the program, in the custom property `tongbao`.
    pub version: String,
}

/// The bytes of a workbook with these pages. Rows go to a file of the system's temporary folder that has no name, or goes when it is
/// closed; where there is none, they are kept in memory.
///
/// # Errors
/// [`Error::Unwritable`] when the library refuses a page: a sheet name that is too long or used twice, merged cells that overlap;
/// [`Error::TemporaryNotWritable`] when the temporary folder takes no more.
pub fn workbook<'a>(pages: impl IntoIterator<Item = impl Into<Flow<'a>>>, about: &About) -> Result<Vec<u8>, Error> {
    let full = |reason| Error::TemporaryNotWritable(std::env::temp_dir(), reason);
    match catch_unwind(AssertUnwindSafe(|| build(pages, (about, OWN_MARK)))) {
        Ok(built) => built.map_err(|e| match e {
            XlsxError::IoError(e) => full(e.to_string()),
            other => Error::Unwritable(other.to_string()),
        }),
        // The library panics when its temporary file takes no more, with the system's error in the words of its panic.
        Err(panic) => match panic.downcast_ref::<String>().and_then(|words| reason(words)) {
            Some(reason) => Err(full(reason)),
            None => resume_unwind(panic),
        },
    }
}

/// The system's reason in the words of a panic over an [`std::io::Error`]; `None` where it was about anything else.
fn reason(words: &str) -> Option<String> {
    let (_, error) = words.split_once("Os { code: ")?;
    let told = error.split_once("message: \"").and_then(|(_, message)| message.split_once('"'));
    Some(told.map_or(error, |(message, _)| message).to_owned())
}

/// The bytes of a form that the clerk fills in: its mark tells it from a submission.
///
/// # Errors
/// Those of [`workbook`].
pub fn form(page: Page, about: &About) -> Result<Vec<u8>, Error> {
    build([page], (about, FORM_MARK)).map_err(|e| Error::Unwritable(e.to_string()))
}

fn build<'a>(
    pages: impl IntoIterator<Item = impl Into<Flow<'a>>>,
    (about, mark): (&About, &str),
) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    looks::set_default(&mut book)?;
    book.set_properties(&properties(about, mark)?);
    let mut formats = Formats::default();
    let has_disk = tempfile::tempfile().is_ok();
    for flow in pages {
        let Flow { mut page, below } = flow.into();
        // Charts look back at their cells, which must be in memory for that.
        let on_disk = has_disk && page.charts.is_empty();
        let sheet = match (on_disk, page.in_place) {
            (true, true) => book.add_worksheet_with_constant_memory()?,
            (true, false) => book.add_worksheet_with_low_memory()?,
            (false, _) => book.add_worksheet(),
        };
        sheet.set_name(&page.name)?;
        for (col, width) in (0u16..).zip(&page.widths) {
            sheet.set_column_width_pixels(col, pixels(*width))?;
        }
        if let Some(height) = page.row_height {
            sheet.set_default_row_height(height);
        }
        charts::insert(sheet, &page)?;
        let breaks: Vec<u32> = (0u32..).zip(&page.rows).filter(|(_, r)| r.break_before).map(|(n, _)| n).collect();
        sheet.set_page_breaks(&breaks)?;
        let mut rows = 0u32;
        for line in std::mem::take(&mut page.rows).into_iter().chain(below) {
            if let Some(height) = line.height.filter(|height| page.row_height != Some(*height)) {
                sheet.set_row_height(rows, height)?;
            }
            let write = if on_disk { write_row_in_runs } else { write_row };
            write(sheet, rows, line.cells, &mut formats)?;
            rows += 1;
        }
        let whole = whole_sheet(rows, &page);
        // Raw texts of doubtful figures and codes look like numbers: they are texts on purpose.
        sheet.ignore_error_range(0, 0, whole.2, whole.3, IgnoreError::NumberStoredAsText)?;
        paper_of(sheet, &page, whole)?;
        sheet.set_very_hidden(page.unseen);
        view(sheet, &page)?;
        if let Some(area) = page.answers {
            let (first, last) = (area.first, area.last);
            sheet.add_data_validation(first.row, column(first.col), last.row, column(last.col), &roster::answers()?)?;
        }
    }
    book.save_to_buffer()
}

fn properties(about: &About, mark: &str) -> Result<DocProperties, XlsxError> {
    let day = about.created;
    let year = u16::try_from(day.year()).unwrap_or(1900);
    let (month, date) = (u8::try_from(day.month()).unwrap_or(1), u8::try_from(day.day()).unwrap_or(1));
    let created = ExcelDateTime::from_ymd(year, month, date)?;
    Ok(DocProperties::new()
        .set_title(&about.title)
        .set_author(about.author.as_deref().unwrap_or_default())
        .set_creation_datetime(&created)
        .set_custom_property(mark, about.version.as_str()))
}

/// Ready formats by what decides them.
type Formats = HashMap<Key, Format>;

/// What decides a format.
type Key = (Look, Mark, looks::Shows);

fn write_row(
    sheet: &mut Worksheet,
    row: u32,
    cells: Vec<(u16, PageCell)>,
    formats: &mut Formats,
) -> Result<(), XlsxError> {
    for (col, cell) in cells {
        let key = key(&cell);
        let format = formats.entry(key).or_insert_with(|| looks::format(key));
        put(sheet, (row, col), cell, format)?;
    }
    Ok(())
}

const fn key(cell: &PageCell) -> Key {
    (cell.look, cell.mark, looks::shows(&cell.content))
}

/// [`write_row`] for a sheet that takes its formats from the whole workbook: neighbours that look the same get theirs together,
/// because the library hashes all that a format says each time that it is given one.
fn write_row_in_runs(
    sheet: &mut Worksheet,
    row: u32,
    cells: Vec<(u16, PageCell)>,
    formats: &mut Formats,
) -> Result<(), XlsxError> {
    let is_blank = |content: &Content| match content {
        Content::Empty => true,
        Content::Text(text) => text.is_empty(),
        _ => false,
    };
    let plain = |cell: &PageCell| cell.span == (1, 1) && !is_blank(&cell.content);
    // The order in which the library first meets formats numbers them.
    if !cells.iter().all(|(_, cell)| plain(cell) && formats.contains_key(&key(cell))) {
        return write_row(sheet, row, cells, formats);
    }
    let mut run: Option<(u16, u16, Key)> = None;
    for (col, cell) in cells {
        let key = key(&cell);
        match &mut run {
            Some((_, last, same)) if *same == key && *last + 1 == col => *last = col,
            _ => {
                paint(sheet, row, run.replace((col, col, key)), formats)?;
            }
        }
        content(sheet, (row, col), cell.content, None)?;
        if let Some(text) = &cell.note {
            sheet.insert_note(row, col, &note(text))?;
        }
    }
    paint(sheet, row, run, formats)
}

/// Gives the cells of a run their format; they must have been written before.
fn paint(sheet: &mut Worksheet, row: u32, run: Option<(u16, u16, Key)>, formats: &Formats) -> Result<(), XlsxError> {
    if let Some((first, last, key)) = run
        && let Some(format) = formats.get(&key)
    {
        sheet.set_range_format(row, first, row, last, format)?;
    }
    Ok(())
}

/// First row, first column, last row, last column.
fn whole_sheet(rows: u32, page: &Page) -> (u32, u16, u32, u16) {
    let columns = u16::try_from(page.widths.len()).unwrap_or(u16::MAX).max(1);
    (0, 0, rows.max(1) - 1, columns - 1)
}

fn put(sheet: &mut Worksheet, (row, col): (u32, u16), cell: PageCell, format: &Format) -> Result<(), XlsxError> {
    let (columns, rows) = (cell.span.0.max(1), cell.span.1.max(1));
    if columns > 1 || rows > 1 {
        sheet.merge_range(row, col, row + rows - 1, col + columns - 1, "", format)?;
    }
    content(sheet, (row, col), cell.content, Some(format))?;
    if let Some(text) = &cell.note {
        sheet.insert_note(row, col, &note(text))?;
    }
    Ok(())
}

/// Writes what stands in a cell; without a format it gets one later.
fn content(
    sheet: &mut Worksheet,
    (row, col): (u32, u16),
    content: Content,
    format: Option<&Format>,
) -> Result<(), XlsxError> {
    let number = |sheet: &mut Worksheet, number: f64| -> Result<(), XlsxError> {
        match format {
            Some(format) => sheet.write_number_with_format(row, col, number, format)?,
            None => sheet.write_number(row, col, number)?,
        };
        Ok(())
    };
    match (content, format) {
        (Content::Empty, None) => {}
        (Content::Empty, Some(format)) => {
            sheet.write_blank(row, col, format)?;
        }
        (Content::Text(text), Some(format)) if text.is_empty() => {
            sheet.write_blank(row, col, format)?;
        }
        (Content::Text(mut text), format) => {
            text.truncate(cut(&text).len());
            match format {
                Some(format) => sheet.write_string_with_format(row, col, text, format)?,
                None => sheet.write_string(row, col, text)?,
            };
        }
        #[expect(clippy::cast_precision_loss, reason = "Excel holds numbers as doubles; counts are far below 2^53")]
        (Content::Count(n), _) => number(sheet, n as f64)?,
        (Content::Rate(rate), _) => number(sheet, rate)?,
        (Content::Formula(formula, cached), format) => {
            let result = match cached {
                Cached::Count(n) => n.to_string(),
                Cached::Rate(rate) => rate.to_string(),
                Cached::Text(text) => text,
            };
            let formula = Formula::new(formula).set_result(result);
            match format {
                Some(format) => sheet.write_formula_with_format(row, col, formula, format)?,
                None => sheet.write_formula(row, col, formula)?,
            };
        }
    }
    Ok(())
}

/// At most as many characters as a cell may hold (counted as Excel does, in UTF-16 units).
pub(crate) fn cut(text: &str) -> &str {
    // No character takes more units than bytes.
    if text.len() <= LONGEST_TEXT {
        return text;
    }
    let mut units = 0;
    for (at, c) in text.char_indices() {
        units += c.len_utf16();
        if units > LONGEST_TEXT {
            return &text[..at];
        }
    }
    text
}

/// A note as large as its text: programs never fit notes themselves.
fn note(text: &str) -> Note {
    let text = cut(text);
    let wanted = paper::text_width(text, NOTE_SIZE) * 96.0 / 72.0 + 24.0;
    let width = wanted.clamp(120.0, NOTE_WIDTH);
    let lines = paper::lines(text, NOTE_SIZE, (width - 12.0) * 72.0 / 96.0);
    #[expect(clippy::cast_precision_loss, reason = "notes have few lines")]
    let height = lines as f64 * NOTE_SIZE * 1.4 * 96.0 / 72.0 + 14.0;
    Note::new(text)
        .add_author_prefix(false)
        .set_font_name(looks::PLAIN_FONT)
        .set_font_size(NOTE_SIZE)
        .set_width(whole(width))
        .set_height(whole(height))
        .set_object_movement(ObjectMovement::MoveButDontSizeWithCells)
}

fn paper_of(sheet: &mut Worksheet, page: &Page, whole: (u32, u16, u32, u16)) -> Result<(), XlsxError> {
    const A4: u8 = 9;
    let inches = |mm: f64| mm / 25.4;
    let [top, bottom, left, right] = paper::margins(page.paper);
    // The page number's lower edge: 7 mm below the type area (GB/T 9704-2012), less the height of its 14 points.
    let footer = bottom - 7.0 - 5.0;
    sheet.set_paper_size(A4);
    if page.paper.landscape {
        sheet.set_landscape();
    }
    sheet
        .set_margins(inches(left), inches(right), inches(top), inches(bottom), inches(15.0), inches(footer))
        .set_print_fit_to_pages(1, page.paper.pages_high)
        .set_print_center_horizontally(true)
        .set_header_footer_scale_with_doc(false)
        .set_footer(format!("&C&\"{}\"&14— &P —", looks::FOOTER_FONT));
    if let Some((first, last)) = page.repeat {
        sheet.set_repeat_rows(first, last)?;
    }
    // LibreOffice prints sheets that are out of sight as well: of such a sheet only a blank cell.
    let whole = if page.unseen { (LAST_ROW, 0, LAST_ROW, 0) } else { whole };
    let (top, left, bottom, right) =
        page.print_area.map_or(whole, |a| (a.first.row, column(a.first.col), a.last.row, column(a.last.col)));
    sheet.set_print_area(top, left, bottom, right)?;
    Ok(())
}

fn view(sheet: &mut Worksheet, page: &Page) -> Result<(), XlsxError> {
    if let Some((row, col)) = page.freeze {
        sheet.set_freeze_panes(row, col)?;
    }
    if let Some(area) = page.filter {
        sheet.autofilter(area.first.row, column(area.first.col), area.last.row, column(area.last.col))?;
    }
    if page.evidence {
        sheet.set_tab_color(GREY);
    }
    Ok(())
}

fn column(col: u32) -> u16 {
    u16::try_from(col).unwrap_or(u16::MAX)
}

/// Points to pixels at 96 dpi.
fn pixels(points: f64) -> u32 {
    whole(points * 96.0 / 72.0)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what a sheet can be")]
fn whole(pixels: f64) -> u32 {
    pixels.round().clamp(0.0, 100_000.0) as u32
}
