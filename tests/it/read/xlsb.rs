//! Binary workbooks, built record by record.

use super::{read, refusal, text, unbelievable, value};
use jiff::civil::date;
use std::io::{Cursor, Write};
use tongbao::finding::Kind;
use tongbao::read::Value;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

pub(super) fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let number = |n: usize| if n < 128 { vec![n as u8] } else { vec![(n & 0x7F) as u8 | 0x80, (n >> 7) as u8] };
    [number(usize::from(kind)), number(data.len()), data.to_vec()].concat()
}

pub(super) fn longs(longs: &[u32]) -> Vec<u8> {
    longs.iter().flat_map(|l| l.to_le_bytes()).collect()
}

pub(super) fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    [longs(&[u32::try_from(units.len() / 2).unwrap()]), units].concat()
}

pub(super) fn row(row: u32, hidden: bool) -> Vec<u8> {
    record(0, &[longs(&[row, 0]), vec![0x2C, 1, 0, if hidden { 0x10 } else { 0 }, 0], longs(&[0])].concat())
}

/// A cell: letter column, format, then what its kind holds.
pub(super) fn cell(kind: u16, col: u32, format: u32, data: &[u8]) -> Vec<u8> {
    record(kind, &[longs(&[col, format]), data.to_vec()].concat())
}

/// A formula's result with an empty formula after it.
pub(super) fn formula(kind: u16, col: u32, result: &[u8]) -> Vec<u8> {
    cell(kind, col, 0, &[result, &[0, 0], &longs(&[0, 0])].concat())
}

const RELS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

pub(super) fn relations(targets: &[(&str, &str)]) -> Vec<u8> {
    let each = targets
        .iter()
        .map(|(kind, target)| format!("<Relationship Id=\"{kind}\" Type=\"{RELS}/{kind}\" Target=\"{target}\"/>"));
    let xmlns = "http://schemas.openxmlformats.org/package/2006/relationships";
    format!("<Relationships xmlns=\"{xmlns}\">{}</Relationships>", each.collect::<String>()).into_bytes()
}

const TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
        <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
        <Default Extension=\"bin\" ContentType=\"application/vnd.ms-excel.sheet.binary.macroEnabled.main\"/>\
        <Override PartName=\"/xl/worksheets/sheet1.bin\" ContentType=\"application/vnd.ms-excel.worksheet\"/>\
        <Override PartName=\"/xl/styles.bin\" ContentType=\"application/vnd.ms-excel.styles\"/>\
        <Override PartName=\"/xl/sharedStrings.bin\" ContentType=\"application/vnd.ms-excel.sharedStrings\"/></Types>";

/// What a workbook of one sheet holds beside what it must.
#[derive(Default)]
pub(super) struct Parts<'a> {
    /// Fonts by whether each strikes through, and the font of each of the two formats.
    pub(super) fonts: &'a [bool],
    pub(super) font_of: [u16; 2],
    /// Records of shared strings after the first two.
    pub(super) texts: &'a [Vec<u8>],
    /// Records of the sheet before, among and after its cells.
    pub(super) before: &'a [Vec<u8>],
    pub(super) cells: &'a [Vec<u8>],
    pub(super) after: &'a [Vec<u8>],
    /// Further parts of the package.
    pub(super) more: &'a [(&'a str, Vec<u8>)],
}

/// A workbook of one sheet, with the shared strings 甲 and 乙 and the formats 0 plain, 1 day.
pub(super) fn workbook(before: &[Vec<u8>], cells: &[Vec<u8>], after: &[Vec<u8>]) -> Vec<u8> {
    package(&Parts { before, cells, after, ..Parts::default() })
}

/// The same with looks and further parts.
pub(super) fn package(parts: &Parts<'_>) -> Vec<u8> {
    let book = [
        record(131, &[]),
        record(143, &[]),
        record(156, &[longs(&[0, 1]), wide("worksheet"), wide("表")].concat()),
        record(144, &[]),
        record(132, &[]),
    ];
    let item = |text: &str| record(19, &[vec![0], wide(text)].concat());
    let count = 2 + u32::try_from(parts.texts.len()).unwrap();
    let strings =
        [record(159, &longs(&[count, count])), item("甲"), item("乙"), parts.texts.concat(), record(160, &[])];
    let sheet = [
        vec![record(129, &[])],
        parts.before.to_vec(),
        vec![record(145, &[])],
        parts.cells.to_vec(),
        vec![record(146, &[])],
        parts.after.to_vec(),
        vec![record(130, &[])],
    ];
    let core = b"<p xmlns:dcterms=\"d\"><dcterms:modified>2023-04-03T08:30:00Z</dcterms:modified></p>".to_vec();
    let usual = [
        ("[Content_Types].xml", TYPES.as_bytes().to_vec()),
        ("_rels/.rels", relations(&[("officeDocument", "xl/workbook.bin")])),
        ("docProps/core.xml", core),
        ("xl/workbook.bin", book.concat()),
        (
            "xl/_rels/workbook.bin.rels",
            relations(&[
                ("worksheet", "worksheets/sheet1.bin"),
                ("styles", "styles.bin"),
                ("sharedStrings", "sharedStrings.bin"),
            ]),
        ),
        ("xl/styles.bin", styles(parts.fonts, parts.font_of)),
        ("xl/sharedStrings.bin", strings.concat()),
        ("xl/worksheets/sheet1.bin", sheet.concat().concat()),
    ];
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in usual.iter().chain(parts.more) {
        out.start_file(*name, SimpleFileOptions::default()).unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

fn styles(fonts: &[bool], font_of: [u16; 2]) -> Vec<u8> {
    let shorts = |shorts: &[u16]| shorts.iter().flat_map(|short| short.to_le_bytes()).collect::<Vec<u8>>();
    let xf = |format: u16, font: u16| record(47, &[shorts(&[0xFFFF, format, font]), vec![0; 10]].concat());
    let font = |strikes: &bool| {
        let look = shorts(&[220, if *strikes { 8 } else { 0 }, 400, 0]);
        record(43, &[look, vec![0, 2, 0x86, 0, 1, 0, 0, 0, 0, 0, 0, 0xFF, 0], wide("宋体")].concat())
    };
    let records = [
        record(278, &[]),
        record(615, &longs(&[1])),
        record(44, &[164u16.to_le_bytes().to_vec(), wide("yyyy\"年\"m\"月\"d\"日\"")].concat()),
        record(616, &[]),
        record(611, &longs(&[u32::try_from(fonts.len()).unwrap()])),
        fonts.iter().flat_map(font).collect(),
        record(612, &[]),
        record(626, &longs(&[1])),
        xf(0, 0),
        record(627, &[]),
        record(617, &longs(&[2])),
        xf(0, font_of[0]),
        xf(164, font_of[1]),
        record(618, &[]),
        record(279, &[]),
    ];
    records.concat()
}

fn sample() -> Vec<u8> {
    workbook(
        &[record(390, &[]), record(60, &[longs(&[1, 1, 2560, 0]), vec![1, 0]].concat()), record(391, &[])],
        &[
            row(0, false),
            cell(7, 0, 0, &longs(&[1])),
            cell(6, 3, 0, &wide("行内")),
            row(2, true),
            cell(2, 0, 0, &longs(&[88 << 2 | 2])),
            cell(5, 1, 0, &0.5f64.to_le_bytes()),
            cell(5, 2, 1, &45034f64.to_le_bytes()),
            cell(4, 3, 0, &[1]),
            cell(3, 4, 0, &[0x2A]),
            row(3, false),
            formula(9, 0, &3f64.to_le_bytes()),
            formula(8, 1, &wide("文")),
            formula(11, 2, &[0x17]),
            cell(1, 3, 1, &[]),
            cell(7, 4, 0, &longs(&[9])),
        ],
        &[record(177, &longs(&[1])), record(176, &longs(&[0, 1, 0, 2])), record(178, &[])],
    )
}

#[test]
fn cells_merges_and_hidden_parts_are_read() {
    let book = read(&sample()).unwrap();
    assert_eq!((value(&book, "A1"), value(&book, "D1")), (text("乙"), text("行内")));
    assert_eq!((value(&book, "A3"), value(&book, "B3")), (Some(Value::Number(88.0)), Some(Value::Number(0.5))));
    assert_eq!(value(&book, "C3"), Some(Value::Date(date(2023, 4, 18).at(0, 0, 0, 0))));
    assert_eq!((value(&book, "D3"), value(&book, "E3")), (Some(Value::Bool(true)), Some(Value::Error("#N/A".into()))));
    assert_eq!((value(&book, "A4"), value(&book, "B4")), (Some(Value::Number(3.0)), text("文")));
    assert_eq!(value(&book, "C4"), Some(Value::Error("#REF!".into())));
    assert_eq!((value(&book, "D4"), value(&book, "E4")), (None, unbelievable("9")));
    let sheet = &book.sheets[0];
    assert_eq!((&sheet.hidden_rows[..], &sheet.hidden_columns[..]), (&[2][..], &[1][..]));
    assert_eq!(sheet.merges.iter().map(ToString::to_string).collect::<Vec<_>>(), ["A1:C2"]);
    assert_eq!(sheet.cells().filter(|(_, cell)| cell.formula).count(), 3);
    assert_eq!(book.saved, Some(date(2023, 4, 3).at(8, 30, 0, 0)));
}

#[test]
fn addresses_outside_and_sheets_without_an_end_are_refused() {
    let one = |row_number: u32, col: u32| workbook(&[], &[row(row_number, false), cell(2, col, 0, &longs(&[6]))], &[]);
    assert!(read(&one(1_048_575, 16_383)).is_ok());
    for bytes in [one(1_048_576, 0), one(0, 16_384), one(u32::MAX, 0), one(0, u32::MAX)] {
        assert!(matches!(refusal(&bytes), Kind::SheetUnreadable { .. }));
    }
    let cut = workbook(&[], &[row(0, false), vec![2, 40, 0]], &[]);
    assert!(matches!(refusal(&cut), Kind::SheetUnreadable { .. }));
}

#[test]
fn a_changed_byte_never_changes_a_figure() {
    let told = |bytes: &[u8]| {
        read(bytes).ok().map(|b| b.sheets[0].cells().map(|(at, c)| format!("{at}={:?}", c.value)).collect::<Vec<_>>())
    };
    let bytes = sample();
    let expected = told(&bytes);
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 1 << (at % 8);
        let got = told(&changed);
        assert!(got.is_none() || got == expected, "byte {at}: {got:?}");
    }
}
