//! "What do I fill in?" The roster workbook for a new working folder, blank or filled in to be corrected.
//!
//! In: the sheets, headings and keys that the rules know; a sketch of the lines, where there is one. Out: a workbook with a note on
//! each heading and drop-downs, which reads back as a roster: a blank one says nothing. It decides on no name.

use super::{looks, note};
use crate::annex::paper;
use crate::error::Error;
use crate::rules;
use crate::sketch::Sketch;
use crate::wording::roster_form::{self, Choice};
use crate::wording::sketch::{self as words, Filled};
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError,
};

/// Rows with drop-downs below the headings: more than a province has units.
const LINES: u32 = 2000;
/// Excel refuses longer lists in a drop-down.
const LONGEST_LIST: usize = 255;

/// The bytes of a blank roster workbook, the same each time.
///
/// # Errors
/// [`Error::Unwritable`] when the library refuses a sheet.
pub fn blank() -> Result<Vec<u8>, Error> {
    build(None).map_err(|e| Error::Unwritable(e.to_string()))
}

/// The bytes of a roster workbook with the lines of a sketch, the same each time.
///
/// # Errors
/// [`Error::Unwritable`] when the library refuses a sheet.
pub fn filled(sketch: &Sketch) -> Result<Vec<u8>, Error> {
    build(Some(sketch)).map_err(|e| Error::Unwritable(e.to_string()))
}

fn build(drawn: Option<&Sketch>) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    looks::set_default(&mut book)?;
    // A day that never changes: the same bytes each time.
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2020, 1, 1)?));
    guide(book.add_worksheet())?;
    for (name, columns) in rules::sheets() {
        let sheet = book.add_worksheet();
        sheet.set_name(name)?;
        headings(sheet, name, &columns)?;
        let remark = u16::try_from(columns.len()).unwrap_or(u16::MAX);
        if name == roster_form::RULES_SHEET {
            keys(sheet, remark, drawn)?;
        }
        if let Some(drawn) = drawn {
            fill(sheet, (name, &columns), drawn)?;
        }
    }
    book.save_to_buffer()
}

fn guide(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name(roster_form::GUIDE_SHEET)?;
    sheet.set_column_width_pixels(0, 760)?;
    for (row, line) in (0u32..).zip(roster_form::GUIDE) {
        let format = if row == 0 { looks::form_heading(false) } else { looks::form_text() };
        sheet.set_row_height(row, 26)?.write_string_with_format(row, 0, line, &format)?;
    }
    Ok(())
}

fn headings(sheet: &mut Worksheet, name: &str, columns: &[(&str, bool)]) -> Result<(), XlsxError> {
    sheet.set_row_height(0, 28)?;
    for (col, (heading, required)) in (0u16..).zip(columns) {
        let width = paper::cell_width(heading, paper::BODY).max(if *required { 120.0 } else { 90.0 });
        sheet.set_column_width_pixels(col, super::pixels(width))?;
        sheet.set_column_format(col, &looks::form_text())?;
        sheet.write_string_with_format(0, col, *heading, &looks::form_heading(*required))?;
        let comment = roster_form::comment(name, heading).unwrap_or_default();
        let comment = if *required { format!("{}{comment}", roster_form::REQUIRED) } else { comment.to_owned() };
        if !comment.is_empty() {
            sheet.insert_note(0, col, &note(&comment))?;
        }
        if let Some(choice) = roster_form::choice(name, heading) {
            sheet.add_data_validation(1, col, LINES, col, &drop_down(choice)?)?;
        }
    }
    sheet.set_freeze_panes(1, 1)?;
    Ok(())
}

/// The keys of 规则 with their built-in values beside them, in a column that is never read: a value that nobody set keeps the
/// basis of the built-in one.
fn keys(sheet: &mut Worksheet, remark: u16, drawn: Option<&Sketch>) -> Result<(), XlsxError> {
    let text: Format = looks::form_text();
    sheet.set_column_width_pixels(0, 220)?.set_column_width_pixels(1, 200)?;
    sheet.set_column_width_pixels(remark - 1, 320)?.set_column_width_pixels(remark, 220)?;
    sheet.write_string_with_format(0, remark, roster_form::REMARK, &looks::form_heading(false))?;
    for (row, (key, value)) in (1u32..).zip(rules::keys()) {
        sheet.write_string_with_format(row, 0, key, &text)?;
        let mut beside = roster_form::built_in(value);
        if let (Some(sketch), words::PERIOD_KEY) = (drawn, key)
            && let Some(next) = &sketch.next
        {
            sheet.write_string_with_format(row, 1, words::period_value(next), &text)?;
            beside = words::period_remark(sketch);
        }
        sheet.write_string_with_format(row, remark, beside, &text)?;
    }
    Ok(())
}

/// A cell of a drawn line under a heading.
type CellOf<'a> = dyn Fn(usize, &str) -> Option<Filled> + 'a;

/// The lines of a sheet that is drawn, with a column of remarks behind the others.
fn fill(sheet: &mut Worksheet, about: (&str, &[(&str, bool)]), drawn: &Sketch) -> Result<(), XlsxError> {
    let (name, columns) = about;
    let (remarks, cell): (Vec<String>, Box<CellOf<'_>>) = match name {
        roster_form::UNITS_SHEET => (
            drawn.units.iter().map(|l| words::remarks(&l.remarks)).collect(),
            Box::new(|n, heading| words::unit_cell(&drawn.units[n], heading)),
        ),
        words::COLUMNS_SHEET => (
            drawn.columns.iter().map(|l| words::remarks(&l.remarks)).collect(),
            Box::new(|n, heading| words::column_cell(&drawn.columns[n], heading)),
        ),
        words::ACCOUNTS_SHEET => (
            drawn.accounts.iter().map(|l| words::remarks(&l.remarks)).collect(),
            Box::new(|n, heading| words::account_cell(&drawn.accounts[n], heading)),
        ),
        _ => return Ok(()),
    };
    let last = u16::try_from(columns.len()).unwrap_or(u16::MAX);
    sheet.set_column_width_pixels(last, 420)?;
    sheet.write_string_with_format(0, last, roster_form::REMARK, &looks::form_heading(false))?;
    let text = looks::form_text().set_text_wrap();
    for (n, remark) in remarks.iter().enumerate() {
        let row = u32::try_from(n + 1).unwrap_or(u32::MAX);
        for (col, (heading, _)) in (0u16..).zip(columns) {
            match cell(n, heading) {
                Some(Filled::Text(value)) => sheet.write_string_with_format(row, col, value, &text)?,
                Some(Filled::Count(value)) => {
                    sheet.write_number_with_format(row, col, i32::try_from(value).unwrap_or(i32::MAX), &text)?
                }
                None => sheet,
            };
        }
        sheet.write_string_with_format(row, last, remark, &text)?;
    }
    Ok(())
}

fn drop_down(choice: Choice) -> Result<DataValidation, XlsxError> {
    let units = format!("={}!$A$2:$A${}", roster_form::UNITS_SHEET, LINES + 1);
    let (rule, free) = match choice {
        Choice::Only(words) => (list(words)?, false),
        Choice::Offered(words) => (list(words)?, true),
        Choice::Unit => (DataValidation::new().allow_list_formula(units.as_str().into()), true),
    };
    if free {
        return rule.show_error_message(false).set_input_message(roster_form::OTHERS_ALLOWED);
    }
    rule.set_error_style(DataValidationErrorStyle::Stop).set_error_message(roster_form::ONLY_THESE)
}

/// The drop-down of a column of answers, in which a name may be typed as well.
pub(super) fn answers() -> Result<DataValidation, XlsxError> {
    let rule = list(&rules::decisions::offered())?;
    rule.show_error_message(false).set_input_message(crate::wording::confirm::OFFER)
}

fn list(words: &[&str]) -> Result<DataValidation, XlsxError> {
    debug_assert!(words.join(",").chars().count() <= LONGEST_LIST);
    DataValidation::new().allow_list_strings(words)
}
