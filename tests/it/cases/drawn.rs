//! Workbooks drawn as text, so that a golden case can be read and reviewed without a spreadsheet program.
//!
//! A drawing is a file `name.xlsx.txt`. `== name` starts a sheet; every other line is a row, its cells parted by `|`. A cell that
//! reads as a number is a number, with `'` before it a text; `<` belongs to the cell on its left, `^` to the one above (merged);
//! `\n` breaks the line inside a cell. Lines that start with `#` are remarks for the reader.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet};

/// The bytes of a drawn workbook; always the same.
pub(super) fn workbook(drawing: &str) -> Vec<u8> {
    let mut book = Workbook::new();
    let moment = ExcelDateTime::from_ymd(2023, 4, 1).unwrap();
    book.set_properties(&DocProperties::new().set_creation_datetime(&moment));
    for part in drawing.split("== ").skip(1) {
        let (name, rows) = part.split_once('\n').unwrap_or((part, ""));
        let sheet = book.add_worksheet();
        sheet.set_name(name.trim()).unwrap();
        draw(sheet, rows);
    }
    book.save_to_buffer().unwrap()
}

fn draw(sheet: &mut Worksheet, rows: &str) {
    let rows: Vec<Vec<&str>> =
        rows.lines().filter(|l| !l.starts_with('#')).map(|l| l.split('|').map(str::trim).collect()).collect();
    for (r, row) in rows.iter().enumerate() {
        for (c, text) in row.iter().enumerate() {
            if text.is_empty() || matches!(*text, "<" | "^") {
                continue;
            }
            let right = row[c + 1..].iter().take_while(|t| **t == "<").count();
            let below = rows[r + 1..].iter().take_while(|row| row.get(c) == Some(&"^")).count();
            put(sheet, (r, c), (below, right), text);
        }
    }
}

fn put(sheet: &mut Worksheet, (r, c): (usize, usize), (below, right): (usize, usize), text: &str) {
    let (row, col) = (u32::try_from(r).unwrap(), u16::try_from(c).unwrap());
    if below + right > 0 {
        let (last_row, last_col) = (u32::try_from(r + below).unwrap(), u16::try_from(c + right).unwrap());
        sheet.merge_range(row, col, last_row, last_col, "", &Format::new()).unwrap();
    }
    match (text.strip_prefix('\''), text.parse::<f64>()) {
        (None, Ok(number)) => sheet.write_number(row, col, number).unwrap(),
        (quoted, _) => sheet.write_string(row, col, quoted.unwrap_or(text).replace("\\n", "\n")).unwrap(),
    };
}

#[test]
fn a_drawing_becomes_the_workbook_that_it_shows() {
    use calamine::{Data, Reader, Xlsx};
    let bytes = workbook("== 表\n标题 | < | <\n单位 | 1 | '2\n# 说明\n^ | | 三\\n四\n");
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
    let cells = book.worksheet_range("表").unwrap();
    assert_eq!(cells.get_value((1, 1)), Some(&Data::Float(1.0)));
    assert_eq!(cells.get_value((1, 2)), Some(&Data::String("2".into())));
    assert_eq!(cells.get_value((2, 2)), Some(&Data::String("三\n四".into())));
    assert_eq!(book.merge_cells_by_sheet_name("表").unwrap().len(), 2);
}
