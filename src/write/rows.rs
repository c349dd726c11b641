//! "One row after the other." How the cells of a page reach a sheet.
//!
//! In: the cells of one row, the formats met so far. Out: the row in the library's hands, the same by either road. It knows no page and no file.

use super::{cut, looks, note};
use crate::annex::{Cached, Content, Look, Mark, PageCell};
use rust_xlsxwriter::{Format, Formula, Worksheet, XlsxError};
use std::collections::HashMap;

/// Ready formats by what decides them.
pub(super) type Formats = HashMap<Key, Format>;

/// What decides a format.
type Key = (Look, Mark, looks::Shows);

pub(super) fn write(
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

/// [`write()`] for a sheet that takes its formats from the whole workbook: neighbours that look the same get theirs together,
/// because the library hashes all that a format says each time that it is given one.
pub(super) fn write_in_runs(
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
        return write(sheet, row, cells, formats);
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

#[cfg(test)]
mod tests {
    use super::*;
    use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook};

    fn cell(content: Content, look: Look) -> PageCell {
        PageCell { content, look, mark: Mark::None, note: None, span: (1, 1) }
    }

    fn text(text: &str) -> PageCell {
        cell(Content::Text(text.to_owned()), Look::Evidence)
    }

    /// Rows of all kinds: runs of one look, looks that change, blanks first, between and last, notes, merges, gaps, formulas.
    fn rows() -> Vec<Vec<(u16, PageCell)>> {
        let count = |n| cell(Content::Count(n), Look::Evidence);
        let blank = || cell(Content::Empty, Look::Evidence);
        let doubt = PageCell { mark: Mark::Doubt, note: Some("说明".to_owned()), ..text("待核") };
        let wide = PageCell { span: (3, 1), ..cell(Content::Text("标题".to_owned()), Look::Title) };
        let high = PageCell { span: (1, 2), ..text("两行") };
        let sum = cell(Content::Formula("SUM(A1:A2)".to_owned(), Cached::Count(3)), Look::Sum);
        let word = cell(Content::Formula("\"是\"".to_owned(), Cached::Text(String::new())), Look::Sum);
        let row = |cells: Vec<PageCell>| (0u16..).zip(cells).collect::<Vec<_>>();
        let plain =
            || row(vec![count(1), text("甲"), text("乙"), count(2), text("丙"), cell(Content::Rate(0.5), Look::Body)]);
        vec![
            vec![(0, wide)],
            plain(),
            plain(),
            row(vec![text("丁"), doubt.clone(), doubt, text("戊")]),
            plain(),
            row(vec![blank(), text("己"), blank()]),
            row(vec![text("己"), text(""), text("庚"), blank()]),
            row(vec![text("_x0041_"), text("=1+1"), sum, word]),
            vec![(0, high), (1, text("辛"))],
            vec![(1, text("壬")), (2, text("癸"))],
            vec![(0, text("一")), (4, text("二")), (5, text("三"))],
            Vec::new(),
            plain(),
        ]
    }

    type Road = fn(&mut Worksheet, u32, Vec<(u16, PageCell)>, &mut Formats) -> Result<(), XlsxError>;

    /// Two sheets one after the other, whose rows share their formats.
    fn bytes(road: Road) -> Vec<u8> {
        let mut book = Workbook::new();
        let day = ExcelDateTime::from_ymd(2023, 3, 31).unwrap();
        book.set_properties(&DocProperties::new().set_creation_datetime(&day));
        let mut formats = Formats::default();
        for in_place in [false, true] {
            let sheet = if in_place {
                book.add_worksheet_with_constant_memory().unwrap()
            } else {
                book.add_worksheet_with_low_memory().unwrap()
            };
            for (row, cells) in (0..).zip(rows()) {
                road(sheet, row, cells, &mut formats).unwrap();
            }
        }
        book.save_to_buffer().unwrap()
    }

    #[test]
    fn runs_give_the_same_workbook_as_cell_by_cell() {
        let (runs, single) = (bytes(write_in_runs), bytes(write));
        assert!(runs == single, "{} bytes and {}", runs.len(), single.len());
    }
}
