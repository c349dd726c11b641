//! Where the quick road reads a book, the careful road reads the same: it believes every cell, and tells the same facts.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use super::super::audit::audit;
use super::super::listed::Stands;
use super::super::outline::{outline, shared_strings};
use super::super::xlsx;
use super::*;
use crate::read::formats::Formats;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{RngAlgorithm, TestRng, TestRunner};
use rust_xlsxwriter::{Format, Workbook};
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

struct KeepAll;

impl Watch for KeepAll {
    fn keeps(&mut self, sheet: &Sheet, row: &Row) -> bool {
        assert!(sheet.rows.last().is_none_or(|last| last.row < row.row) && !row.cells.is_empty());
        true
    }
}

/// What both roads say of a book; `None` where the quick one does not take it.
fn compare(bytes: &[u8]) -> Result<Option<Vec<Sheet>>, String> {
    let (file, limits) = (Arc::from("表.xlsx"), Limits::default());
    let open = || Package::open(bytes, &limits);
    let Ok(mut package) = open() else { return Ok(None) };
    let Ok(mut contents) = outline(&mut package, &limits) else { return Ok(None) };
    if !contents.plain {
        return Ok(None);
    }
    let Some(quick) = read((&file, &mut package, &mut contents), &limits, &mut KeepAll).transpose() else {
        return Ok(None);
    };
    let careful = xlsx::carefully((&file, bytes), &mut package, &contents, &limits);
    match (&quick, &careful) {
        (Ok(quick), Ok(careful)) if format!("{quick:?}") == format!("{careful:?}") => {}
        (Ok(quick), Ok(careful)) => {
            let (quick, careful) = (format!("{quick:#?}"), format!("{careful:#?}"));
            let line = quick.lines().zip(careful.lines()).find(|(a, b)| a != b);
            return Err(format!("quick and careful: {line:?}"));
        }
        _ => return Err(format!("careful: {careful:#?}")),
    }
    let strings = shared_strings(&mut package, &contents.strings, &limits).unwrap();
    for part in contents.sheets.iter().filter(|part| part.stands == Stands::Cells) {
        let xml = package.part(&part.path).unwrap().unwrap();
        let audited = audit(&xml, &strings, &Formats::default(), &limits).unwrap();
        if !audited.owned.is_empty() {
            return Err(format!("{}: doubtful: {:?}", part.name, audited.owned));
        }
    }
    Ok(Some(quick.unwrap()))
}

/// The parts of a book with strings, formats and dates; its sheet is [`SHEET`].
fn parts() -> Vec<(String, String)> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("表").unwrap();
    sheet.write(0, 0, "甲").unwrap();
    sheet.write(1, 0, " 乙 & 丙 ").unwrap();
    let (red, plain) = (Format::new().set_bold(), Format::new());
    sheet.write_rich_string(2, 0, &[(&red, "丁"), (&plain, " 戊")]).unwrap();
    for (row, code) in (3..).zip(["yyyy-mm-dd", "[h]:mm", "0.00", "yyyy\"年\"m\"月\""]) {
        sheet.write_with_format(row, 0, 1, &Format::new().set_num_format(code)).unwrap();
    }
    let mut archive = ZipArchive::new(Cursor::new(book.save_to_buffer().unwrap())).unwrap();
    let all = 0..archive.len();
    let mut read = |index| {
        let mut entry = archive.by_index(index).unwrap();
        let (name, mut text) = (entry.name().unwrap().into_owned(), String::new());
        entry.read_to_string(&mut text).unwrap();
        let text = if name == "xl/worksheets/sheet1.xml" { SHEET.to_owned() } else { text };
        (name, text)
    };
    all.map(&mut read).collect()
}

const SHEET: &str = concat!(
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"m\" xmlns:x14ac=\"x\">",
    "<cols><col min=\"3\" max=\"3\" width=\"0\"/><col min=\"5\" max=\"6\" hidden=\"1\"/></cols>",
    "<sheetData><row r=\"1\" spans=\"1:7\" x14ac:dyDescent=\"0.3\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"1\"/></row>",
    "<row r=\"2\" s=\"1\" customFormat=\"1\" ht=\"12.8\"><c r=\"A2\" t=\"s\"><v>1</v></c><c r=\"B2\" s=\"1\"><v>45000</v></c>",
    "<c r=\"C2\"><v>-1.50</v></c><c r=\"D2\" t=\"n\"><v>1E3</v></c></row>\n",
    "<row r=\"4\" hidden=\"true\"><c r=\"A4\" s=\"2\"><v>0.5</v></c><c r=\"C4\" t=\"b\"><v>1</v></c>",
    "<c r=\"F4\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c></row><row r=\"5\" ht=\"0\"/>",
    "<row r=\"6\"><c r=\"A6\" t=\"str\"><f>A1&amp;\"乙\"</f><v>甲 &lt;乙</v></c><c r=\"B6\"><f>A1</f></c>",
    "<c r=\"C6\" t=\"inlineStr\"><is><t xml:space=\"preserve\"> 丙</t></is></c><c r=\"D6\"><f t=\"shared\" ref=\"D6:D7\" si=\"0\">A1</f><v>2</v></c></row>",
    "<row r=\"7\"><c r=\"A7\"><v>7</v></c><c r=\"B7\" t=\"s\"><v>2</v></c><c r=\"D7\"><f t=\"shared\" si=\"0\"/><v></v></c></row>",
    "<row r=\"9\"><c r=\"A9\"><v>7</v></c><c r=\"B9\"><v>8</v></c></row></sheetData>",
    "<autoFilter ref=\"A1:D9\"><filterColumn colId=\"0\"/></autoFilter>",
    "<mergeCells count=\"2\"><mergeCell ref=\"A7:A9\"/><mergeCell ref=\"A1:B2\"/></mergeCells></worksheet>",
);

/// What a change may put in.
const PIECES: [&str; 64] = [
    "",
    " ",
    "\n",
    "\r",
    "<",
    ">",
    "&",
    "/",
    "\"",
    "'",
    "=",
    "0",
    "1",
    "9",
    ".",
    "-",
    "+",
    "e5",
    "A",
    "a",
    "Z",
    "甲",
    "_x000D_",
    "&amp;",
    "&#50;",
    "&nbsp;",
    "<!-- -->",
    "<!--",
    "-->",
    "<![CDATA[1]]>",
    "<?pi?>",
    "<v>1</v>",
    "<v/>",
    "<f>A1</f>",
    "<f/>",
    "<is><t>1</t></is>",
    "<is/>",
    "</c>",
    "<c r=\"C9\"><v>1</v></c>",
    "<c/>",
    "</row>",
    "<row r=\"8\"/>",
    "<row>",
    "</sheetData>",
    "<sheetData>",
    "<sheetData/>",
    " r=\"A1\"",
    " r=\"3\"",
    " t=\"s\"",
    " t=\"str\"",
    " t=\"d\"",
    " t=\"e\"",
    " s=\"1\"",
    " s=\"99\"",
    " hidden=\"1\"",
    " ht=\"0\"",
    " x:r=\"1\"",
    "<x:v>1</x:v>",
    "<extLst/>",
    "<t>1</t>",
    "<si/>",
    "<r><t>1</t></r>",
    "<rPh sb=\"0\" eb=\"1\"><t>1</t></rPh>",
    "<phoneticPr fontId=\"1\"/>",
];

/// A change: what, where, how many bytes, and which piece or place to copy from.
type Change = (u8, Index, usize, Index);

fn changed(text: &str, changes: &[Change]) -> Vec<u8> {
    let mut bytes = text.as_bytes().to_vec();
    for (what, at, length, other) in changes {
        let at = at.index(bytes.len());
        let to = bytes.len().min(at + length);
        let from = other.index(bytes.len());
        match what {
            0 => drop(bytes.splice(at..at, PIECES[other.index(PIECES.len())].bytes())),
            1 => drop(bytes.splice(at..to, PIECES[other.index(PIECES.len())].bytes())),
            2 => drop(bytes.drain(at..to)),
            3 => bytes.swap(at, from),
            // Between two tags, where a piece is most likely to be taken.
            4 => {
                let at = bytes[at..].iter().position(|b| *b == b'<').map_or(at, |found| at + found);
                drop(bytes.splice(at..at, PIECES[other.index(PIECES.len())].bytes()));
            }
            _ => {
                let copied = bytes[from..bytes.len().min(from + length * 8)].to_vec();
                drop(bytes.splice(at..at, copied));
            }
        }
        if bytes.is_empty() {
            break;
        }
    }
    bytes
}

fn zipped(parts: &[(String, String)], name: &str, contents: &[u8]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (part, text) in parts {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        out.start_file(part.as_str(), options).unwrap();
        out.write_all(if part == name { contents } else { text.as_bytes() }).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// Compares the roads on `cases` mutants of the part called `name`; at least one in `plain` must be taken by the quick one.
fn try_mutants(name: &str, cases: u32, plain: u32) {
    let parts = parts();
    let original = parts.iter().find(|(part, _)| part == name).unwrap().1.as_str();
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let taken = std::cell::Cell::new(0);
    let change = (0u8..6, any::<Index>(), 1usize..9, any::<Index>());
    runner
        .run(&proptest::collection::vec(change, 1..3), |changes| {
            let contents = changed(original, &changes);
            match compare(&zipped(&parts, name, &contents)) {
                Ok(None) => {}
                Ok(Some(_)) => taken.set(taken.get() + 1),
                Err(what) => {
                    return Err(TestCaseError::fail(format!("{}\n{what}", String::from_utf8_lossy(&contents))));
                }
            }
            Ok(())
        })
        .unwrap();
    assert!(taken.get() * plain > cases, "only {} of {cases} were plain", taken.get());
}

fn cases() -> u32 {
    std::env::var("TONGBAO_MUTANTS").ok().and_then(|n| n.parse().ok()).unwrap_or(3000)
}

#[test]
fn no_change_of_a_sheet_makes_the_roads_differ() {
    try_mutants("xl/worksheets/sheet1.xml", cases(), 30);
}

#[test]
fn no_change_of_the_strings_makes_the_roads_differ() {
    try_mutants("xl/sharedStrings.xml", cases(), 30);
}

#[test]
fn no_change_of_the_formats_or_the_workbook_makes_the_roads_differ() {
    try_mutants("xl/styles.xml", cases() / 3, 20);
    try_mutants("xl/workbook.xml", cases() / 3, 20);
}

#[test]
fn the_sheet_that_is_changed_is_plain_itself() {
    let sheets = compare(&zipped(&parts(), "", b"")).unwrap().unwrap();
    let told: Vec<String> = sheets[0].cells().map(|(at, c)| format!("{at}={}", c.value.shown())).collect();
    assert_eq!(
        told.join(" "),
        "A1=甲 A2= 乙 & 丙  B2=2023-03-15 C2=-1.5 D2=1000 A4=0.5 C4=TRUE F4=#DIV/0! A6=甲 <乙 B6= C6= 丙 D6=2 A7=7 B7=丁 戊 D7= B9=8"
    );
    assert_eq!((&sheets[0].hidden_rows[..], &sheets[0].hidden_columns[..]), (&[3, 4][..], &[2, 4, 5][..]));
    assert!(sheets[0].filtered && sheets[0].merges.len() == 2);
}

#[test]
fn every_sample_reads_the_same_on_both_roads_and_most_are_plain() {
    let mut folders = vec![PathBuf::from("samples"), PathBuf::from("tests")];
    if let Ok(more) = std::env::var("TONGBAO_MUTANTS_OF") {
        folders.push(more.into());
    }
    let (mut plain, mut all) = (0, 0);
    while let Some(folder) = folders.pop() {
        for entry in folder.read_dir().unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "xlsx" || e == "xlsm") {
                all += 1;
                plain += u32::from(same(&path));
            }
        }
    }
    assert!(all >= 40 && plain * 10 >= all * 8, "{plain} of {all} are plain");
}

fn same(path: &Path) -> bool {
    let compared = compare(&std::fs::read(path).unwrap());
    compared.unwrap_or_else(|what| panic!("{}: {what}", path.display())).is_some()
}

#[test]
fn a_sheet_that_is_read_twice_gives_the_same_rows() {
    // Rows wait in memory up to a size; this sheet is beyond it, and so is one of its rows beyond a piece.
    let row = |n: usize| format!("<row r=\"{n}\"><c r=\"A{n}\"><v>{n}</v></c><c r=\"B{n}\" t=\"s\"><v>0</v></c></row>");
    let wide: String = (0..16_384)
        .map(|n| format!("<c r=\"{}1\"><v>{n}</v></c>", rust_xlsxwriter::utility::column_number_to_name(n)))
        .collect();
    let rows: String = (2..40_000).map(row).collect();
    let sheet = format!(
        "<worksheet><sheetData><row r=\"1\">{wide}</row>{rows}</sheetData><mergeCells><mergeCell ref=\"B3:B4\"/></mergeCells></worksheet>"
    );
    assert!(sheet.len() as u64 > WAITING);
    let sheets = compare(&zipped(&parts(), "xl/worksheets/sheet1.xml", sheet.as_bytes())).unwrap().unwrap();
    assert_eq!(sheets[0].cells().count(), 16_384 + 2 * 39_998 - 1);
}

#[test]
fn nothing_is_shown_of_a_book_that_is_not_plain() {
    struct Never;
    impl Watch for Never {
        fn keeps(&mut self, _: &Sheet, _: &Row) -> bool {
            panic!("a row was shown")
        }
    }
    let sheet = SHEET.replace("<v>8</v>", "<v>8 </v>");
    let bytes = zipped(&parts(), "xl/worksheets/sheet1.xml", sheet.as_bytes());
    let limits = Limits::default();
    let mut package = Package::open(&bytes, &limits).unwrap();
    let mut contents = outline(&mut package, &limits).unwrap();
    assert!(read((&"表.xlsx".into(), &mut package, &mut contents), &limits, &mut Never).unwrap().is_none());
}

#[test]
fn both_roads_know_what_is_struck_through_and_what_is_noted() {
    let mut book = Workbook::new();
    let struck = Format::new().set_font_strikethrough();
    let sheet = book.add_worksheet();
    sheet.write_with_format(0, 0, 12, &struck).unwrap();
    sheet.write(0, 1, 13).unwrap();
    sheet.write_with_format(2, 3, "甲", &struck).unwrap();
    sheet.write_blank(4, 0, &struck).unwrap();
    sheet.insert_note(0, 1, &rust_xlsxwriter::Note::new("应为 15").set_author("乙")).unwrap();
    // The value under the merged region is the first one's, so that it goes, and its mark with it.
    sheet.merge_range(6, 0, 6, 1, "", &struck).unwrap();
    sheet.write_with_format(6, 0, 7, &struck).unwrap();
    sheet.write_with_format(6, 1, 7, &struck).unwrap();
    let sheets = compare(&book.save_to_buffer().unwrap()).unwrap().unwrap();
    let told: Vec<String> = sheets[0].struck.iter().map(|struck| struck.at.to_string()).collect();
    assert_eq!(told, ["A1", "D3", "A7"]);
    assert!(sheets[0].struck.iter().all(|struck| struck.part.is_none()));
    assert_eq!(sheets[0].notes.len(), 1);
    assert_eq!((sheets[0].notes[0].at.to_string().as_str(), sheets[0].notes[0].text.as_str()), ("B1", "乙:\n应为 15"));
}
