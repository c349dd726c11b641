//! Files that the library refuses though others read them: read, or refused in one clear line, never half.

use super::old::{Old, number, words};
use super::{raw_sheet, read, refusal, text, value, with_parts, workbook, xlsb};
use std::io::{Cursor, Read, Write};
use tongbao::finding::{Foreign, Kind};
use tongbao::place::At;
use tongbao::read::{Book, Value};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// A book of one sheet with a text and a number.
fn plain() -> Vec<u8> {
    workbook(|sheet| {
        sheet.write(0, 0, "甲").unwrap();
        sheet.write(0, 1, 12).unwrap();
    })
}

/// The same container with other bytes for its parts and more parts.
fn repacked(bytes: &[u8], change: impl Fn(&str, Vec<u8>) -> Vec<u8>, more: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).unwrap();
        let name = entry.name().unwrap().into_owned();
        let mut part = Vec::new();
        entry.read_to_end(&mut part).unwrap();
        out.start_file(&name, SimpleFileOptions::default()).unwrap();
        out.write_all(&change(&name, part)).unwrap();
    }
    for (name, part) in more {
        out.start_file(*name, SimpleFileOptions::default()).unwrap();
        out.write_all(part).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// The workbook part with this in place of the end of its list of sheets.
fn with_sheet(entry: &str, relation: &str) -> Vec<u8> {
    with_parts(&plain(), |name, part| {
        Some(match name {
            "xl/workbook.xml" => part.replace("</sheets>", &format!("{entry}</sheets>")),
            "xl/_rels/workbook.xml.rels" => part.replace("</Relationships>", &format!("{relation}</Relationships>")),
            _ => part,
        })
    })
}

#[test]
fn a_macro_sheet_or_an_unknown_state_does_not_take_figures_away() {
    let macros = "<Relationship Id=\"rId99\" Type=\"http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet\" \
        Target=\"macrosheets/sheet1.xml\"/>";
    let sheet = "<sheet name=\"宏\" sheetId=\"9\" state=\"veryHidden\" r:id=\"rId99\"/>";
    let book = read(&with_sheet(sheet, macros)).unwrap();
    assert_eq!((book.sheets.len(), value(&book, "A1"), value(&book, "B1")), (1, text("甲"), Some(Value::Number(12.0))));
    let odd = with_parts(&plain(), |name, part| {
        Some(if name == "xl/workbook.xml" { part.replace("<sheet name", "<sheet state=\"odd\" name") } else { part })
    });
    let book = read(&odd).unwrap();
    assert_eq!((book.sheets[0].hidden, value(&book, "B1")), (true, Some(Value::Number(12.0))));
}

/// The places of sheets that the list names but nothing is found of.
fn missing(book: &Book) -> Vec<String> {
    assert!(book.doubts.iter().all(|doubt| doubt.kind == Kind::SheetMissing));
    book.doubts.iter().map(|doubt| doubt.place.to_string()).collect()
}

#[test]
fn a_sheet_without_a_part_is_told_by_name_and_the_others_are_read() {
    let type_of =
        |kind: &str| format!("<Relationship Id=\"rId99\" Type=\"http://a/{kind}\" Target=\"worksheets/s.xml\"/>");
    for (id, relation) in [("r:id=\"rId99\"", ""), ("r:id=\"\"", ""), ("", ""), ("r:id=\"rId99\"", &*type_of("odd"))] {
        let bytes = with_sheet(&format!("<sheet name=\"2月&amp;\" sheetId=\"9\" {id}/>"), relation);
        // Once as programs write it, once as only the careful road reads it.
        for careful in [false, true] {
            let bytes = with_parts(&bytes, |name, part| {
                let change = careful && name == "xl/worksheets/sheet1.xml";
                Some(if change { part.replace("</sheetData>", "<!-- --></sheetData>") } else { part })
            });
            let book = read(&bytes).unwrap();
            let figures = (value(&book, "A1"), value(&book, "B1"));
            assert_eq!(figures, (text("甲"), Some(Value::Number(12.0))), "{id} {relation}");
            assert_eq!(missing(&book), ["某局/表.xlsx › 2月&"]);
        }
    }
    // A part that the list leads to and the package lacks is damage.
    assert!(matches!(
        refusal(&with_sheet("<sheet name=\"2月\" sheetId=\"9\" r:id=\"rId99\"/>", &type_of("worksheet"))),
        Kind::FileCorrupt { .. }
    ));
}

#[test]
fn sheets_without_a_part_stand_where_the_list_has_them_and_are_never_all_of_a_book() {
    let bytes = with_parts(&plain(), |name, part| {
        let lost = "<sheets><sheet name=\"一\" sheetId=\"8\"/>";
        Some(if name == "xl/workbook.xml" { part.replace("<sheets>", lost) } else { part })
    });
    let book = read(&bytes).unwrap();
    let names: Vec<_> = book.sheets.iter().map(|s| (s.place.sheet.as_deref().unwrap(), s.missing)).collect();
    assert_eq!(names, [("一", true), ("表", false)]);
    let alone = with_parts(&bytes, |name, part| {
        Some(if name == "xl/worksheets/sheet1.xml" {
            part.replace("<c r", "<x r").replace("</c>", "</x>")
        } else {
            part
        })
    });
    let refused = read(&alone).unwrap_err();
    assert!(matches!(refused.kind, Kind::SheetUnreadable { .. }), "{refused:?}");
}

#[test]
fn a_sheet_of_a_binary_workbook_without_a_part_is_told_by_name() {
    let nothing = u32::MAX.to_le_bytes().to_vec();
    let bundle = |id: Vec<u8>, name: &str| xlsb::record(156, &[xlsb::longs(&[0, 1]), id, xlsb::wide(name)].concat());
    let list = [bundle(nothing, "一"), bundle(xlsb::wide("worksheet"), "表"), bundle(xlsb::wide("rId9"), "三")];
    let bytes = repacked(
        &xlsb::workbook(&[], &[xlsb::row(0, false), xlsb::cell(2, 0, 0, &xlsb::longs(&[28 << 2 | 2]))], &[]),
        |name, part| if name == "xl/workbook.bin" { list.concat() } else { part },
        &[],
    );
    let book = read(&bytes).unwrap();
    assert_eq!(book.sheets[1].cell(At::new(0, 0)).map(|c| c.value.clone()), Some(Value::Number(28.0)));
    assert_eq!(missing(&book), ["某局/表.xlsx › 一", "某局/表.xlsx › 三"]);
}

#[test]
fn two_sheets_of_one_name_refuse_the_file() {
    let again = "<sheet name=\"表\" sheetId=\"9\" r:id=\"rId1\"/>";
    assert!(matches!(refusal(&with_sheet(again, "")), Kind::FileCorrupt { .. }));
    let sheet = "<Worksheet ss:Name=\"表\"><Table><Row><Cell><Data ss:Type=\"Number\">1</Data></Cell></Row></Table></Worksheet>";
    let xml = "<?xml version=\"1.0\"?><Workbook xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">";
    assert!(matches!(refusal(format!("{xml}{sheet}{sheet}</Workbook>").as_bytes()), Kind::FileCorrupt { .. }));
    let bound = |from: u8| [&[from, 0, 0, 0, 0, 0, 1, 0][..], b"S"].concat();
    let twice = Old::new(0x0600).shared(0x0085, &bound(1)).shared(0x0085, &bound(2));
    assert!(matches!(refusal(&twice.file()), Kind::FileCorrupt { .. }));
}

#[test]
fn a_chart_sheet_of_a_binary_workbook_is_passed_over() {
    let cells = [xlsb::row(0, false), xlsb::cell(2, 0, 0, &xlsb::longs(&[28 << 2 | 2]))];
    let bundle =
        |id: &str, name: &str| xlsb::record(156, &[xlsb::longs(&[0, 1]), xlsb::wide(id), xlsb::wide(name)].concat());
    let book = [xlsb::record(143, &[]), bundle("chartsheet", "图"), bundle("worksheet", "表"), xlsb::record(144, &[])];
    let rels = xlsb::relations(&[
        ("worksheet", "worksheets/sheet1.bin"),
        ("chartsheet", "chartsheets/sheet1.bin"),
        ("styles", "styles.bin"),
        ("sharedStrings", "sharedStrings.bin"),
    ]);
    let bytes = repacked(
        &xlsb::workbook(&[], &cells, &[]),
        |name, part| match name {
            "xl/workbook.bin" => book.concat(),
            "xl/_rels/workbook.bin.rels" => rels.clone(),
            _ => part,
        },
        &[("xl/chartsheets/sheet1.bin", b"\x81\x01\x00\x82\x01\x00")],
    );
    let book = read(&bytes).unwrap();
    assert_eq!((book.sheets.len(), value(&book, "A1")), (1, Some(Value::Number(28.0))));
}

#[test]
fn parts_in_another_encoding_or_packed_another_way_refuse_the_file() {
    for wide in ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"] {
        let bytes = repacked(
            &plain(),
            |name, part| match name == wide {
                true => {
                    let text = String::from_utf8(part).unwrap().replace("UTF-8", "UTF-16");
                    std::iter::once(0xFEFFu16).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
                }
                false => part,
            },
            &[],
        );
        let kind = refusal(&bytes);
        assert!(matches!(kind, Kind::FileCorrupt { .. } | Kind::SheetUnreadable { .. }), "{wide}: {kind:?}");
    }
    // The method of packing stands in each local header and in the directory: 12 is bzip2, 14 LZMA.
    for method in [12, 14] {
        let mut bytes = plain();
        for at in 0..bytes.len() - 12 {
            match &bytes[at..at + 4] {
                b"PK\x03\x04" => bytes[at + 8] = method,
                b"PK\x01\x02" => bytes[at + 10] = method,
                _ => {}
            }
        }
        assert!(matches!(refusal(&bytes), Kind::FileCorrupt { .. }));
    }
}

#[test]
fn texts_under_another_part_name_are_never_other_texts() {
    let renamed = with_parts(&plain(), |_, part| Some(part.replace("sharedStrings.xml", "texts.xml")));
    let part = ["<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>甲</t></si></sst>"];
    let bytes = repacked(&renamed, |_, part| part, &[("xl/texts.xml", part[0].as_bytes())]);
    match read(&bytes) {
        Ok(book) => {
            let first = value(&book, "A1");
            assert!(first == text("甲") || matches!(first, Some(Value::Unbelievable(_))), "{first:?}");
        }
        Err(refused) => assert!(matches!(refused.kind, Kind::FileCorrupt { .. })),
    }
}

#[test]
fn workbooks_of_the_strict_form_are_read() {
    let bytes = with_parts(
        &raw_sheet("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\"><v>12</v></c></row>"),
        |_, part| {
            Some(
                part.replace(
                    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                    "http://purl.oclc.org/ooxml/spreadsheetml/main",
                )
                .replace(
                    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                    "http://purl.oclc.org/ooxml/officeDocument/relationships",
                ),
            )
        },
    );
    let book = read(&bytes).unwrap();
    assert_eq!((value(&book, "A1"), value(&book, "B1")), (text("甲"), Some(Value::Number(12.0))));
}

#[test]
fn formats_before_biff5_are_refused_as_other_workbooks() {
    for first in
        [&[9, 0, 4, 0, 0, 0, 0x10, 0][..], &[9, 2, 6, 0, 0, 0, 0x10, 0, 0, 0], &[9, 4, 6, 0, 0, 0, 0x10, 0, 0, 0]]
    {
        assert_eq!(refusal(first), Kind::FileForeign { what: Foreign::OtherWorkbook });
    }
    let old = Old::new(0x0400).cell(0x0203, &number(0, 0, 0, 1.0)).shared(0x0042, &words(&[936]));
    assert_eq!(refusal(&old.file()), Kind::FileForeign { what: Foreign::OtherWorkbook });
}
