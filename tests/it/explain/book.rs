//! Produced workbooks for the tests, and changes by hand.

use crate::cases::{drawn, lay_out};
use crate::cli::desk::Desk;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use tongbao::read::{Limits, Own, Row, Sheet, Value, Watch, read_watched};

/// Keeps all rows, of products as well.
struct All;

impl Watch for All {
    fn keeps(&mut self, _: &Sheet, _: &Row) -> bool {
        true
    }

    fn own(&self) -> Own {
        Own::Products
    }
}

/// The folder of a golden case.
pub(crate) fn folder(case: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(case)
}

/// A desk with the inputs of a golden case and the workbook `附件.xlsx` made of them.
pub(crate) fn case(case: &str) -> Desk {
    let desk = Desk::empty();
    lay_out(&folder(case).join("in"), &desk.path("收件"));
    desk.call(&["收件", "-o", "附件.xlsx"]);
    desk
}

/// The workbook with another number in a cell of its n-th sheet (from one).
pub(crate) fn put_number(bytes: &[u8], sheet: usize, at: &str, number: i64) -> Vec<u8> {
    put(bytes, (sheet, at), |style| format!("<c r=\"{at}\"{style}><v>{number}</v></c>"))
}

/// The workbook with a text in a cell of its n-th sheet (from one).
pub(crate) fn put_text(bytes: &[u8], sheet: usize, at: &str, text: &str) -> Vec<u8> {
    put(bytes, (sheet, at), |style| format!("<c r=\"{at}\"{style} t=\"inlineStr\"><is><t>{text}</t></is></c>"))
}

fn put(bytes: &[u8], (sheet, at): (usize, &str), cell: impl Fn(&str) -> String) -> Vec<u8> {
    let part = format!("xl/worksheets/sheet{sheet}.xml");
    drawn::rewrite(bytes, |name, xml| {
        if name != part {
            return xml;
        }
        let from = xml.find(&format!("<c r=\"{at}\"")).unwrap_or_else(|| panic!("no cell {at} in {part}"));
        let open = from + xml[from..].find('>').unwrap();
        let to = if xml[..open].ends_with('/') { open + 1 } else { open + xml[open..].find("</c>").unwrap() + 4 };
        let style = xml[from..open].find(" s=\"").map_or("", |s| {
            let style = &xml[from + s..];
            &style[..4 + style[4..].find('"').unwrap() + 1]
        });
        format!("{}{}{}", &xml[..from], cell(style), &xml[to..])
    })
}

/// The workbook as another version of the program would have made it: its record says so, and is whole.
pub(crate) fn made_by(bytes: &[u8], version: &str) -> Vec<u8> {
    let own = format!("\"version\":\"{}\"", env!("CARGO_PKG_VERSION"));
    record_saying(bytes, &own, &format!("\"version\":\"{version}\""))
}

/// The workbook with other words in its record, which is whole all the same.
pub(crate) fn record_saying(bytes: &[u8], own: &str, other: &str) -> Vec<u8> {
    let book = read_watched(&"附件.xlsx".into(), (bytes, String::new()), &Limits::default(), &mut All).unwrap();
    let record = book.sheets.iter().find(|s| s.place.sheet.as_deref() == Some("溯源记录")).unwrap();
    let text = |value: &Value| if let Value::Text(text) = value { text.clone() } else { panic!("{value:?}") };
    let lines: Vec<String> =
        record.rows().iter().map(|r| r.cells.iter().map(|(_, c)| text(&c.value)).collect()).collect();
    let (end, before) = lines.split_last().unwrap();
    let mut hash = Sha256::new();
    before.iter().for_each(|line| hash.update(line.replace(own, other).as_bytes()));
    let hash: String = hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    let new_end = format!("{{\"end\":{{\"lines\":{},\"sha256\":\"{hash}\"}}}}", before.len());
    drawn::rewrite(bytes, |_, xml| xml.replace(own, other).replace(end, &new_end))
}

/// The workbook with a row of texts put in before a row (from one) of its n-th sheet; what stood there and below moves down.
pub(crate) fn put_row(bytes: &[u8], sheet: usize, before: u32, texts: &[&str]) -> Vec<u8> {
    let part = format!("xl/worksheets/sheet{sheet}.xml");
    drawn::rewrite(bytes, |name, xml| {
        if name != part {
            return xml;
        }
        let (head, rest) = xml.split_once("<sheetData>").unwrap();
        let (rows, tail) = rest.split_once("</sheetData>").unwrap();
        let cell = |(col, text): (u8, &&str)| {
            format!("<c r=\"{}{before}\" t=\"inlineStr\"><is><t>{text}</t></is></c>", char::from(b'A' + col))
        };
        let new: String = (0..).zip(texts).map(cell).collect();
        let mut out = format!("{head}<sheetData>");
        for row in rows.split_inclusive("</row>") {
            let number: u32 = row.split("<row r=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap();
            if number == before {
                out.push_str(&format!("<row r=\"{before}\">{new}</row>"));
            }
            out.push_str(&if number >= before { moved_down(row, number) } else { row.to_owned() });
        }
        format!("{out}</sheetData>{}", merges_moved_down(tail, before))
    })
}

/// Merged regions from a row on one row further down.
fn merges_moved_down(tail: &str, before: u32) -> String {
    let mut parts = tail.split("<mergeCell ref=\"");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (area, rest) = part.split_once('"').unwrap();
        let corner = |at: &str| {
            let digits = at.find(|c: char| c.is_ascii_digit()).unwrap();
            let row: u32 = at[digits..].parse().unwrap();
            format!("{}{}", &at[..digits], row + u32::from(row >= before))
        };
        let area: Vec<String> = area.split(':').map(corner).collect();
        out.push_str(&format!("<mergeCell ref=\"{}\"{rest}", area.join(":")));
    }
    out
}

/// A row as it reads one row further down.
fn moved_down(row: &str, number: u32) -> String {
    let below = number + 1;
    let mut out = row.replace(&format!("<row r=\"{number}\""), &format!("<row r=\"{below}\""));
    for col in 'A'..='Z' {
        out = out.replace(&format!("<c r=\"{col}{number}\""), &format!("<c r=\"{col}{below}\""));
    }
    out
}
