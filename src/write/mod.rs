//! "Put it into a workbook." Pages to workbook bytes; the only user of rust_xlsxwriter.
//!
//! In: finished pages and what the document says about itself. Out: the bytes of an xlsx workbook, the same for the same pages;
//! `deliver` puts them on the disk. Nothing is laid out or worded here.

mod charts;
mod looks;
pub mod roster;
mod rows;

use crate::annex::{Flow, Page, paper};
use crate::error::Error;
use crate::place::LAST_ROW;
use crate::read::{FORM_MARK, OWN_MARK};
use jiff::civil::Date;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, IgnoreError, Note, ObjectMovement, Workbook, Worksheet, XlsxError,
};
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
    let mut formats = rows::Formats::default();
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
            let write = if on_disk { rows::write_in_runs } else { rows::write };
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

/// First row, first column, last row, last column.
fn whole_sheet(rows: u32, page: &Page) -> (u32, u16, u32, u16) {
    let columns = u16::try_from(page.widths.len()).unwrap_or(u16::MAX).max(1);
    (0, 0, rows.max(1) - 1, columns - 1)
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
