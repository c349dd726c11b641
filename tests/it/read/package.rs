//! Containers that are foreign, broken or crafted are refused one by one, each by its own name.

use super::{raw_sheet, read, refusal, with_parts, workbook};
use std::io::{Cursor, Write};
use tongbao::finding::{Foreign, Kind};
use tongbao::read::{Limits, read_book};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn plain() -> Vec<u8> {
    workbook(|sheet| {
        sheet.write(0, 0, "单位").unwrap();
        sheet.write(1, 0, "甲").unwrap();
        sheet.write(1, 1, 12).unwrap();
    })
}

#[test]
fn foreign_files_are_refused_by_what_they_are() {
    assert_eq!(refusal(b""), Kind::FileEmpty);
    assert_eq!(refusal(b"%PDF-1.4 ..."), Kind::FileForeign { what: Foreign::Pdf });
    assert_eq!(refusal(b"\xff\xd8\xff\xe0...."), Kind::FileForeign { what: Foreign::Picture });
    let mut word = ZipWriter::new(Cursor::new(Vec::new()));
    for name in ["[Content_Types].xml", "word/document.xml"] {
        word.start_file(name, SimpleFileOptions::default()).unwrap();
        word.write_all(b"<x/>").unwrap();
    }
    assert_eq!(refusal(&word.finish().unwrap().into_inner()), Kind::FileForeign { what: Foreign::Word });
}

#[test]
fn a_password_is_told_from_damage() {
    let mut container = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    container.create_stream("/EncryptedPackage").unwrap().write_all(&[7; 5000]).unwrap();
    container.flush().unwrap();
    let bytes = container.into_inner().into_inner();
    assert_eq!(refusal(&bytes), Kind::FileEncrypted);
    assert!(matches!(refusal(&bytes[..600]), Kind::FileCorrupt { .. }));
}

#[test]
fn a_workbook_cut_off_anywhere_is_refused() {
    let bytes = plain();
    for length in (4..bytes.len()).step_by(97) {
        assert!(matches!(refusal(&bytes[..length]), Kind::FileCorrupt { .. }), "{length}");
    }
}

#[test]
fn parts_that_values_depend_on_must_be_there() {
    for part in [
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/sharedStrings.xml",
        "xl/worksheets/sheet1.xml",
    ] {
        let kind = refusal(&with_parts(&plain(), |name, text| (name != part).then_some(text)));
        assert!(matches!(kind, Kind::FileCorrupt { .. }), "{part}: {kind:?}");
    }
}

#[test]
fn a_book_of_no_sheets_is_empty() {
    let bytes = with_parts(&plain(), |name, text| {
        Some(if name == "xl/workbook.xml" {
            let from = text.find("<sheets>").unwrap();
            let to = text.find("</sheets>").unwrap();
            format!("{}{}", &text[..from + 8], &text[to..])
        } else {
            text
        })
    });
    assert_eq!(refusal(&bytes), Kind::BookEmpty);
}

#[test]
fn a_false_count_of_strings_reserves_nothing() {
    let bytes = with_parts(&plain(), |name, text| {
        Some(if name == "xl/sharedStrings.xml" {
            text.replace("uniqueCount=\"2\"", "uniqueCount=\"99999999999\"")
        } else {
            text
        })
    });
    assert!(matches!(refusal(&bytes), Kind::FileCorrupt { .. }));
}

#[test]
fn every_limit_has_its_own_refusal() {
    let bytes = raw_sheet("<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>1</v></c></row>");
    for (name, allowed, found) in [("sheet-cells", 1, 2), ("file-cells", 1, 2), ("sheets", 0, 1), ("strings", 1, 2)] {
        let mut limits = Limits::default();
        assert!(limits.set(name, allowed));
        let refused = read_book(&"表.xlsx".into(), &bytes, &limits).map(|_| ()).unwrap_err();
        assert_eq!(refused.kind, Kind::FileTooLarge { limit: name.into(), allowed, found });
    }
}

#[test]
fn a_changed_byte_never_changes_a_figure() {
    let bytes = plain();
    let told = |bytes: &[u8]| {
        read(bytes).ok().map(|book| {
            let cells = book
                .sheets
                .iter()
                .flat_map(|s| s.cells().map(|(at, c)| format!("{at}={:?}", c.value)).collect::<Vec<_>>());
            cells.collect::<Vec<_>>()
        })
    };
    let expected = told(&bytes);
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 1 << (at % 8);
        let got = told(&changed);
        assert!(got.is_none() || got == expected, "byte {at}: {got:?}");
    }
}
