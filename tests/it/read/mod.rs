//! What stands in a workbook.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod audit;
mod beside;
mod hostile;
mod ods;
pub(crate) mod old;
mod package;
mod refused;
mod text;
mod xls;
mod xlsb;
mod xlsx;

use rust_xlsxwriter::{Workbook, Worksheet};
use std::io::{Cursor, Read, Write};
use tongbao::finding::{Finding, Kind};
use tongbao::place::At;
use tongbao::read::{Book, Limits, Value, read_book};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// A workbook of one sheet called 表, as Excel's format.
fn workbook(fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    fill(book.add_worksheet().set_name("表").unwrap());
    book.save_to_buffer().unwrap()
}

fn read(bytes: &[u8]) -> Result<Book, Box<Finding>> {
    read_book(&"某局/表.xlsx".into(), bytes, &Limits::default())
}

fn refusal(bytes: &[u8]) -> Kind {
    read(bytes).map(|b| b.sheets.len()).unwrap_err().kind
}

fn value(book: &Book, cell: &str) -> Option<Value> {
    book.sheets[0].cell(At::parse(cell).unwrap()).map(|c| c.value.clone())
}

fn text(text: &str) -> Option<Value> {
    Some(Value::Text(text.to_owned()))
}

fn unbelievable(text: &str) -> Option<Value> {
    Some(Value::Unbelievable(text.to_owned()))
}

/// The same container, every part as `change` gives it back; `None` leaves the part out.
fn with_parts(bytes: &[u8], change: impl Fn(&str, String) -> Option<String>) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut part = String::new();
        entry.read_to_string(&mut part).unwrap();
        if let Some(part) = change(&name, part) {
            out.start_file(name, SimpleFileOptions::default()).unwrap();
            out.write_all(part.as_bytes()).unwrap();
        }
    }
    out.finish().unwrap().into_inner()
}

/// A workbook whose one sheet holds exactly this XML between `<sheetData>` and `</sheetData>`, with two shared strings.
fn raw_sheet(data: &str) -> Vec<u8> {
    raw_worksheet(&format!("<sheetData>{data}</sheetData>"))
}

/// A workbook whose one sheet holds exactly this XML inside `<worksheet>`, with the shared strings 甲 and 乙.
fn raw_worksheet(inside: &str) -> Vec<u8> {
    let plain = workbook(|sheet| {
        sheet.write(0, 0, "甲").unwrap();
        sheet.write(0, 1, "乙").unwrap();
    });
    with_parts(&plain, |name, part| {
        Some(if name == "xl/worksheets/sheet1.xml" {
            format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet \
                 xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">{inside}</worksheet>"
            )
        } else {
            part
        })
    })
}
