//! Old workbooks, built record by record.

use super::old::{Old, container, formula, formula_of, number, unicode, wide, words};
use super::{read, refusal, text, unbelievable, value};
use jiff::civil::date;
use tongbao::finding::{Foreign, Kind};
use tongbao::place::{Area, At};
use tongbao::read::Value;

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
fn formulas_give_their_last_result() {
    let result = |kind: u8, byte: u8| [kind, 0, byte, 0, 0, 0, 0xFF, 0xFF];
    let old = Old::new(0x0600)
        .cell(0x0006, &formula(0, 0, 3f64.to_le_bytes(), 0))
        .cell(0x0406, &formula(0, 1, 4f64.to_le_bytes(), 2))
        .cell(0x0006, &formula(0, 2, result(0, 0), 0))
        .cell(0x0207, &unicode("甲"))
        .cell(0x0006, &formula(0, 3, result(2, 0x2A), 0))
        // ="" shows nothing whoever wrote it; =A1 (a reference, five bytes) shows nothing only if somebody calculated it.
        .cell(0x0006, &formula_of(&[0x17, 0, 0], 0, 4, result(3, 0)))
        .cell(0x0006, &formula_of(&[0x44, 0, 0, 0, 0xC0], 0, 8, result(3, 0)))
        .cell(0x0006, &formula(0, 5, 0f64.to_le_bytes(), 3))
        .cell(0x0006, &formula(0, 6, result(0, 0), 0))
        .cell(0x0006, &formula(0, 7, 0f64.to_le_bytes(), 0));
    let book = read(&old.file()).unwrap();
    assert_eq!((value(&book, "A1"), value(&book, "B1")), (Some(Value::Number(3.0)), Some(Value::Number(4.0))));
    assert_eq!((value(&book, "C1"), value(&book, "D1")), (text("甲"), Some(Value::Error("#N/A".into()))));
    assert_eq!((value(&book, "E1"), value(&book, "F1")), (None, Some(Value::Uncalculated)));
    assert_eq!(value(&book, "I1"), Some(Value::Uncalculated));
    assert_eq!((value(&book, "G1"), value(&book, "H1")), (Some(Value::Uncalculated), Some(Value::Number(0.0))));
    assert!(book.sheets[0].cells().all(|(_, cell)| cell.formula));
}

/// A formula as a program writes it: flags, mark of the calculation chain, tokens.
fn written(col: u16, result: [u8; 8], flags: u16, chain: u32, tokens: &[u8]) -> Vec<u8> {
    let count = u16::try_from(tokens.len()).unwrap();
    [&words(&[0, col, 0])[..], &result, &words(&[flags]), &chain.to_le_bytes(), &words(&[count]), tokens].concat()
}

#[test]
fn only_programs_that_calculate_are_believed_when_a_formula_shows_nothing_or_nought() {
    const EMPTY: [u8; 8] = [3, 0, 0, 0, 0, 0, 0xFF, 0xFF];
    const NOUGHT: [u8; 8] = [0; 8];
    // =IF(A1="","",A1): a text constant among its tokens, and nothing calculated by xlwt (flags 0, chain 0).
    let with_text = [0x44, 0, 0, 0, 0xC0, 0x17, 0, 0, 0x0B];
    let reference = [0x44, 0, 0, 0, 0xC0];
    let book = |old: Old| {
        let file = old
            .cell(0x0006, &written(0, EMPTY, 0, 0, &with_text))
            .cell(0x0006, &written(1, EMPTY, 0, 0, &reference))
            .cell(0x0006, &written(2, NOUGHT, 2, 0, &reference))
            .cell(0x0006, &written(3, NOUGHT, 0, 0, &reference))
            .cell(0x0006, &written(4, EMPTY, 0, 0xFD00_0006, &reference))
            .cell(0x0006, &written(5, NOUGHT, 2, 0xFD00_0006, &reference))
            .file();
        let book = read(&file).unwrap();
        ["A1", "B1", "C1", "D1", "E1", "F1"].map(|cell| value(&book, cell))
    };
    let (never, nought) = (Some(Value::Uncalculated), Some(Value::Number(0.0)));
    // Nobody says that it was calculated: xlwt stores EMPTY, POI nought with flag 2. Excel 97 leaves the mark of its chain.
    assert_eq!(book(Old::new(0x0600)), [never.clone(), never.clone(), never, nought.clone(), None, nought.clone()]);
    // RECALCID: Excel, LibreOffice (whose flag is always 2) and WPS calculate.
    let calculated = Old::new(0x0600).shared(0x01C1, &words(&[0x01C1, 0, 0x8D54, 1]));
    assert_eq!(book(calculated), [None, None, nought.clone(), nought.clone(), None, nought]);
}

#[test]
fn formulas_of_real_programs_are_told_apart() {
    let seed = |name: &str| {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/mutants/seeds");
        read(&std::fs::read(folder.join(name)).unwrap()).unwrap()
    };
    // The same table: 12 − 11, 0 − 0, and the sums; xlwt does not calculate, LibreOffice does. IF(C3="","",SUM(C3:C5)) is 13.
    let (xlwt, office) = (seed("xlwt.xls"), seed("office.xls"));
    for (cell, result) in [("D3", 1.0), ("D4", 0.0), ("B6", 15.0), ("C6", 13.0)] {
        assert_eq!(value(&xlwt, cell), Some(Value::Uncalculated), "{cell}");
        assert_eq!(value(&office, cell), Some(Value::Number(result)), "{cell}");
    }
    for book in [&xlwt, &office] {
        assert_eq!((value(book, "A4"), value(book, "B5")), (text("乙局"), Some(Value::Number(3.0))));
        assert_eq!(value(book, "E3"), Some(Value::Date(date(2023, 4, 18).at(0, 0, 0, 0))));
        assert_eq!(book.sheets[0].hidden_rows, [4]);
    }
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

#[test]
fn a_workbook_that_is_whole_in_a_damaged_container_is_read_with_a_doubt() {
    for rows in [1, 900] {
        // Below and above 4,096 bytes: the stream stands among the small ones, or in sectors of its own.
        let mut old = Old::new(0x0600);
        for row in 0..rows {
            old = old.cell(0x0203, &number(row, 0, 0, 7.0));
        }
        let good = old.file();
        let whole = read(&good).unwrap();
        assert_eq!(whole.doubts, []);
        let table = 512 * (1 + long(&good, 76));
        let directory = long(&good, 48);
        // The directory's list runs in a circle: other readers copy it until memory ends.
        let circle = with_long(&good, table + 4 * directory, directory);
        let book = read(&circle).unwrap();
        assert_eq!(book.doubts.iter().map(|f| f.kind.id()).collect::<Vec<_>>(), ["file-damaged"]);
        assert_eq!(value(&book, "A1"), Some(Value::Number(7.0)));
        assert_eq!(book.sheets[0].cells().count(), whole.sheets[0].cells().count());
        // The list of the workbook itself does so, or leads into another: nobody can tell what belongs to it.
        if rows > 1 {
            let first = (0..).find(|sector| good[512 * (sector + 1)..].starts_with(&[0x09, 0x08])).unwrap();
            for next in [first, first + 1, directory, 0xFFFF_FFFF] {
                let lost = with_long(&good, table + 4 * (first + 2), next);
                assert!(matches!(refusal(&lost), Kind::FileCorrupt { .. }), "{next}");
            }
            assert!(matches!(refusal(&circle[..4096]), Kind::FileCorrupt { .. }));
        }
    }
}

fn long(bytes: &[u8], at: usize) -> usize {
    u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize
}

fn with_long(bytes: &[u8], at: usize, value: usize) -> Vec<u8> {
    [&bytes[..at], &u32::try_from(value).unwrap().to_le_bytes(), &bytes[at + 4..]].concat()
}
