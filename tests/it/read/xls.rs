//! Old workbooks, built record by record.

use super::{read, refusal, text, unbelievable, value};
use jiff::civil::date;
use std::io::{Cursor, Write};
use tongbao::finding::{Foreign, Kind};
use tongbao::place::{Area, At};
use tongbao::read::Value;

fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes()[..], &length.to_le_bytes(), data].concat()
}

fn words(words: &[u16]) -> Vec<u8> {
    words.iter().flat_map(|w| w.to_le_bytes()).collect()
}

fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// Characters with the number of them before, as BIFF8 writes strings.
fn unicode(text: &str) -> Vec<u8> {
    let length = u16::try_from(text.encode_utf16().count()).unwrap();
    [&length.to_le_bytes()[..], &[1], &wide(text)].concat()
}

struct Old {
    version: u16,
    globals: Vec<u8>,
    sheet: Vec<u8>,
}

impl Old {
    fn new(version: u16) -> Self {
        Self { version, globals: Vec::new(), sheet: Vec::new() }
    }

    fn shared(mut self, kind: u16, data: &[u8]) -> Self {
        self.globals.extend(record(kind, data));
        self
    }

    fn cell(mut self, kind: u16, data: &[u8]) -> Self {
        self.sheet.extend(record(kind, data));
        self
    }

    fn stream(&self) -> Vec<u8> {
        let name =
            if self.version == 0x0600 { [&[1u8, 1][..], &wide("表")].concat() } else { b"\x02\xb1\xed".to_vec() };
        let bof = record(0x0809, &words(&[self.version, 5, 0, 0]));
        let sheet_bof = record(0x0809, &words(&[self.version, 0x10, 0, 0]));
        let end = record(0x000A, &[]);
        let from = bof.len() + self.globals.len() + 4 + 6 + name.len() + end.len();
        let bound = record(0x0085, &[&u32::try_from(from).unwrap().to_le_bytes()[..], &[0, 0], &name].concat());
        [bof, self.globals.clone(), bound, end.clone(), sheet_bof, self.sheet.clone(), end].concat()
    }

    fn file(&self) -> Vec<u8> {
        container(&self.stream())
    }
}

fn container(stream: &[u8]) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).unwrap();
    file.create_stream("/Workbook").unwrap().write_all(stream).unwrap();
    file.flush().unwrap();
    file.into_inner().into_inner()
}

fn number(row: u16, col: u16, format: u16, n: f64) -> Vec<u8> {
    [words(&[row, col, format]), n.to_le_bytes().to_vec()].concat()
}

fn formula(row: u16, col: u16, result: [u8; 8], flags: u16) -> Vec<u8> {
    [words(&[row, col, 0]), result.to_vec(), words(&[flags, 0, 0, 0])].concat()
}

/// The same with tokens.
fn formula_of(tokens: &[u8], row: u16, col: u16, result: [u8; 8]) -> Vec<u8> {
    let count = u16::try_from(tokens.len()).unwrap();
    [words(&[row, col, 0]), result.to_vec(), words(&[0, 0, 0, count]), tokens.to_vec()].concat()
}

#[test]
fn numbers_days_and_marks_are_read() {
    let old = Old::new(0x0600)
        .shared(0x041E, &[words(&[164]), unicode("yyyy\"年\"m\"月\"d\"日\"")].concat())
        .shared(0x00E0, &words(&[0, 0]))
        .shared(0x00E0, &words(&[0, 164]))
        .shared(0x00E0, &words(&[0, 31]))
        .cell(0x0203, &number(2, 1, 0, 12.0))
        .cell(0x0203, &number(2, 2, 1, 45034.0))
        .cell(0x0203, &number(2, 3, 2, 45034.5))
        .cell(0x027E, &[words(&[3, 0, 0]), (88u32 << 2 | 2).to_le_bytes().to_vec()].concat())
        .cell(0x027E, &[words(&[3, 1, 0]), (1234u32 << 2 | 3).to_le_bytes().to_vec()].concat())
        .cell(
            0x00BD,
            &[words(&[4, 0, 0]), 6u32.to_le_bytes().to_vec(), words(&[0]), 10u32.to_le_bytes().to_vec(), words(&[1])]
                .concat(),
        )
        .cell(0x0205, &[words(&[5, 0, 0]), vec![1, 0]].concat())
        .cell(0x0205, &[words(&[5, 1, 0]), vec![0x17, 1]].concat())
        .cell(0x0203, &number(6, 0, 0, f64::NAN));
    let book = read(&old.file()).unwrap();
    assert_eq!(value(&book, "B3"), Some(Value::Number(12.0)));
    // 45034 is the 18th of April 2023 in Excel.
    assert_eq!(value(&book, "C3"), Some(Value::Date(date(2023, 4, 18).at(0, 0, 0, 0))));
    assert_eq!(value(&book, "D3"), Some(Value::Date(date(2023, 4, 18).at(12, 0, 0, 0))));
    assert_eq!(value(&book, "A4"), Some(Value::Number(88.0)));
    assert_eq!(value(&book, "B4"), Some(Value::Number(12.34)));
    assert_eq!((value(&book, "A5"), value(&book, "B5")), (Some(Value::Number(1.0)), Some(Value::Number(2.0))));
    assert_eq!((value(&book, "A6"), value(&book, "B6")), (Some(Value::Bool(true)), Some(Value::Error("#REF!".into()))));
    assert_eq!(value(&book, "A7"), unbelievable("NaN"));
}

#[test]
fn shared_strings_go_on_in_the_next_record_in_another_width() {
    let first = [words(&[3, 0, 3, 0]), unicode("区教体局"), words(&[6]), vec![1], wide("一二三")].concat();
    // The rest of the second string is narrow; the third has a run of fonts that is passed over.
    let second = [vec![0], b"abc".to_vec(), words(&[2]), vec![9], words(&[1]), wide("甲乙"), vec![0; 4]].concat();
    let label = |col: u16, index: u32| [words(&[0, col, 0]), index.to_le_bytes().to_vec()].concat();
    let old = Old::new(0x0600)
        .shared(0x00FC, &first)
        .shared(0x003C, &second)
        .cell(0x00FD, &label(0, 0))
        .cell(0x00FD, &label(1, 1))
        .cell(0x00FD, &label(2, 2))
        .cell(0x00FD, &label(3, 3));
    let book = read(&old.file()).unwrap();
    assert_eq!((value(&book, "A1"), value(&book, "B1")), (text("区教体局"), text("一二三abc")));
    assert_eq!((value(&book, "C1"), value(&book, "D1")), (text("甲乙"), unbelievable("3")));
}

#[test]
fn the_code_page_does_not_change_unicode_and_decodes_what_is_older() {
    let new =
        Old::new(0x0600).shared(0x0042, &words(&[936])).cell(0x0204, &[words(&[0, 0, 0]), unicode("单位")].concat());
    let book = read(&new.file()).unwrap();
    assert_eq!(value(&book, "A1"), text("单位"));
    assert_eq!(book.sheets[0].place.to_string(), "某局/表.xlsx › 表");
    for old in [Old::new(0x0500), Old::new(0x0500).shared(0x0042, &words(&[936]))] {
        let gbk = b"\xb5\xa5\xce\xbb";
        let book = read(&old.cell(0x0204, &[words(&[0, 0, 0, 4]), gbk.to_vec()].concat()).file()).unwrap();
        assert_eq!(value(&book, "A1"), text("单位"));
        assert_eq!(book.sheets[0].place.to_string(), "某局/表.xlsx › 表");
    }
}

#[test]
fn an_empty_result_is_doubted_where_no_formula_of_the_book_came_to_anything() {
    let empty = [3, 0, 0, 0, 0, 0, 0xFF, 0xFF];
    // ="" may show nothing, but programs that cannot calculate store this as every result.
    let old = |other: [u8; 8]| {
        let old = Old::new(0x0600).cell(0x0006, &formula_of(&[0x17, 0, 0], 0, 0, empty));
        read(&old.cell(0x0006, &formula(0, 1, other, 0)).file()).unwrap()
    };
    assert_eq!(value(&old(empty), "A1"), Some(Value::Uncalculated));
    assert_eq!(value(&old(0f64.to_le_bytes()), "A1"), None);
}

#[test]
fn formulas_give_their_last_result() {
    let result = |kind: u8, byte: u8| [kind, 0, byte, 0, 0, 0, 0xFF, 0xFF];
    let old = Old::new(0x0600)
        .cell(0x0006, &formula(0, 0, 3f64.to_le_bytes(), 0))
        .cell(0x0406, &formula(0, 1, 4f64.to_le_bytes(), 2))
        .cell(0x0006, &formula(0, 2, result(0, 0), 0))
        .cell(0x0207, &unicode("甲"))
        .cell(0x0006, &formula(0, 3, result(2, 0x2A), 0))
        // ="" and =A1 (a reference, five bytes) to such a cell show nothing: the program did calculate the others.
        .cell(0x0006, &formula_of(&[0x17, 0, 0], 0, 4, result(3, 0)))
        .cell(0x0006, &formula_of(&[0x44, 0, 0, 0, 0xC0], 0, 8, result(3, 0)))
        .cell(0x0006, &formula(0, 5, 0f64.to_le_bytes(), 3))
        .cell(0x0006, &formula(0, 6, result(0, 0), 0))
        .cell(0x0006, &formula(0, 7, 0f64.to_le_bytes(), 0));
    let book = read(&old.file()).unwrap();
    assert_eq!((value(&book, "A1"), value(&book, "B1")), (Some(Value::Number(3.0)), Some(Value::Number(4.0))));
    assert_eq!((value(&book, "C1"), value(&book, "D1")), (text("甲"), Some(Value::Error("#N/A".into()))));
    assert_eq!((value(&book, "E1"), value(&book, "F1")), (None, Some(Value::Uncalculated)));
    assert_eq!(value(&book, "I1"), None);
    assert_eq!((value(&book, "G1"), value(&book, "H1")), (Some(Value::Uncalculated), Some(Value::Number(0.0))));
    assert!(book.sheets[0].cells().all(|(_, cell)| cell.formula));
}

#[test]
fn merged_and_hidden_parts_are_told_and_charts_are_passed_over() {
    let old = Old::new(0x0600)
        .cell(0x007D, &words(&[1, 1, 2048, 0, 1]))
        .cell(0x0208, &words(&[2, 0, 3, 255, 0, 0, 0x20, 0]))
        .cell(0x009B, &[])
        .cell(0x0809, &words(&[0x0600, 0x20, 0, 0]))
        .cell(0x0203, &number(9, 9, 0, 9.0))
        .cell(0x000A, &[])
        .cell(0x0203, &number(2, 2, 0, 1.0))
        .cell(0x00E5, &words(&[1, 0, 1, 0, 2]));
    let book = read(&old.file()).unwrap();
    let sheet = &book.sheets[0];
    assert_eq!(sheet.merges, [Area::between(At::parse("A1").unwrap(), At::parse("C2").unwrap())]);
    assert_eq!(
        (sheet.hidden_rows.as_slice(), sheet.hidden_columns.as_slice(), sheet.filtered),
        (&[2][..], &[1][..], true)
    );
    assert_eq!(sheet.cells().count(), 1);
}

#[test]
fn a_password_an_older_version_and_a_cut_are_refused() {
    let old = Old::new(0x0600).cell(0x0203, &number(0, 0, 0, 1.0));
    assert_eq!(refusal(&Old::new(0x0600).shared(0x002F, &words(&[0, 1, 2])).file()), Kind::FileEncrypted);
    assert_eq!(refusal(&Old::new(0x0400).file()), Kind::FileForeign { what: Foreign::OtherWorkbook });
    assert_eq!(refusal(&Old::new(0x0600).file()), Kind::BookEmpty);
    let stream = old.stream();
    for length in 0..stream.len() {
        let kind = refusal(&container(&stream[..length]));
        assert!(matches!(kind, Kind::FileCorrupt { .. } | Kind::SheetUnreadable { .. }), "{length}: {kind:?}");
    }
}

#[test]
fn no_change_of_a_byte_is_more_than_a_refusal() {
    let bytes = Old::new(0x0600)
        .shared(0x00FC, &[words(&[1, 0, 1, 0]), unicode("区教体局")].concat())
        .cell(0x00FD, &words(&[0, 0, 0, 0, 0]))
        .cell(0x00E5, &words(&[1, 0, 1, 0, 2]))
        .file();
    for at in 0..bytes.len() {
        for change in [0xFF, 0x01, 0x80] {
            let mut changed = bytes.clone();
            changed[at] ^= change;
            let _ = read(&changed);
        }
    }
}
