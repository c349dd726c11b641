//! OpenDocument spreadsheets.

use super::{read, refusal, text, unbelievable, value};
use jiff::civil::date;
use std::io::{Cursor, Write};
use tongbao::finding::{Foreign, Kind};
use tongbao::read::Value;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const ROOT: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document xmlns:office=\"o\" xmlns:table=\"t\" \
    xmlns:text=\"x\" xmlns:style=\"s\" xmlns:draw=\"d\" xmlns:calcext=\"c\" xmlns:dc=\"dc\" \
    office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\">";

/// A flat document with this inside, after a style that hides a sheet.
fn flat(inside: &str) -> Vec<u8> {
    let style = "<style:style style:name=\"away\"><style:table-properties table:display=\"false\"/></style:style>";
    format!("{ROOT}<dc:date>2023-04-03T08:30:00.5</dc:date>{style}\n{inside}\n</office:document>").into_bytes()
}

fn table(rows: &str) -> Vec<u8> {
    flat(&format!("<table:table table:name=\"1月\">{rows}</table:table>"))
}

fn packed(mimetype: &str, parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in [("mimetype", mimetype.as_bytes())].iter().chain(parts) {
        out.start_file(*name, SimpleFileOptions::default()).unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

fn told(bytes: &[u8]) -> Vec<String> {
    read(bytes).unwrap().sheets[0].cells().map(|(at, cell)| format!("{at}={}", cell.value.shown())).collect()
}

#[test]
fn cells_are_read_by_their_types() {
    let bytes = table(
        "<table:table-row>
          <table:table-cell office:value-type=\"string\"><text:p>单位 &amp; <text:span>部门</text:span></text:p><text:p>二<text:s text:c=\"2\"/>行</text:p></table:table-cell>
          <table:table-cell office:value-type=\"float\" office:value=\"12\"><text:p>12</text:p></table:table-cell>
          <table:table-cell office:value-type=\"percentage\" office:value=\"0.5\"><text:p>50%</text:p></table:table-cell>
          <table:table-cell office:value-type=\"date\" office:date-value=\"2023-04-18\"><text:p>4月18日</text:p></table:table-cell>
          <table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\"><text:p>TRUE</text:p></table:table-cell>
          <table:table-cell office:value-type=\"float\" office:value=\"0\"><text:p>FALSE</text:p></table:table-cell>
          <table:table-cell office:value-type=\"time\" office:time-value=\"PT1H\"><text:p>1:00</text:p></table:table-cell>
          <table:table-cell table:formula=\"of:=1+2\" office:value-type=\"float\" office:value=\"3\"><text:p>3</text:p></table:table-cell>
          <table:table-cell table:formula=\"of:=1+2\"/>
          <table:table-cell table:formula=\"of:=A9\" office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\"><text:p>#REF!</text:p></table:table-cell>
          <table:table-cell office:value-type=\"float\" office:value=\"1e999\"/>
          <table:table-cell table:formula=\"of:=A1\" office:value-type=\"float\" office:value=\"0\"><text:p>十二</text:p></table:table-cell>
          <table:table-cell table:formula=\"of:=A1\" office:value-type=\"float\" office:value=\"0\"><text:p>-</text:p></table:table-cell>
         </table:table-row>",
    );
    let book = read(&bytes).unwrap();
    assert_eq!((value(&book, "A1"), value(&book, "B1")), (text("单位 & 部门\n二  行"), Some(Value::Number(12.0))));
    assert_eq!((value(&book, "C1"), value(&book, "E1")), (Some(Value::Percent(0.5)), Some(Value::Bool(true))));
    assert_eq!((value(&book, "F1"), value(&book, "G1")), (Some(Value::Bool(false)), unbelievable("1:00")));
    assert_eq!(value(&book, "D1"), Some(Value::Date(date(2023, 4, 18).at(0, 0, 0, 0))));
    assert_eq!((value(&book, "H1"), value(&book, "I1")), (Some(Value::Number(3.0)), Some(Value::Uncalculated)));
    assert_eq!((value(&book, "J1"), value(&book, "K1")), (Some(Value::Error("#REF!".into())), unbelievable("inf")));
    assert_eq!((value(&book, "L1"), value(&book, "M1")), (unbelievable("十二"), Some(Value::Number(0.0))));
    assert_eq!(book.saved, Some(date(2023, 4, 3).at(8, 30, 0, 500_000_000)));
}

const ONE: &str = "<table:table-cell office:value-type=\"string\"><text:p>甲</text:p></table:table-cell>";

#[test]
fn repeats_spans_and_hidden_parts_are_placed() {
    let bytes = table(&format!(
        "<table:table-column/><table:table-column table:visibility=\"collapse\" table:number-columns-repeated=\"16383\"/>
         <table:table-row table:number-rows-repeated=\"2\"><table:table-cell table:number-columns-repeated=\"2\"/>{ONE}</table:table-row>
         <table:table-row table:visibility=\"filter\">{}<table:covered-table-cell table:number-columns-repeated=\"2\"/></table:table-row>
         <table:table-row><table:covered-table-cell table:number-columns-repeated=\"3\"/>{}</table:table-row>
         <table:table-row table:visibility=\"collapse\" table:number-rows-repeated=\"1048571\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>",
        ONE.replace("office:value-type", "table:number-columns-spanned=\"3\" table:number-rows-spanned=\"2\" office:value-type"),
        ONE.replace("office:value-type", "table:number-columns-repeated=\"2\" office:value-type"),
    ));
    assert_eq!(told(&bytes), ["C1=甲", "C2=甲", "A3=甲", "D4=甲", "E4=甲"]);
    let book = read(&bytes).unwrap();
    let sheet = &book.sheets[0];
    assert_eq!(sheet.merges.iter().map(ToString::to_string).collect::<Vec<_>>(), ["A3:C4"]);
    assert_eq!(
        (&sheet.hidden_rows[..], &sheet.hidden_columns[..], sheet.filtered),
        (&[2][..], &[1, 2, 3, 4][..], true)
    );
}

#[test]
fn remarks_drawings_and_deleted_cells_are_not_cells() {
    let inside = format!(
        "<table:tracked-changes><table:table-cell><text:p>旧</text:p></table:table-cell></table:tracked-changes>
         <table:table table:name=\"1月\"><table:shapes><draw:frame><text:p>图</text:p></draw:frame></table:shapes>
         <table:table-row>{}</table:table-row></table:table>
         <table:table table:name=\"2月\" table:style-name=\"away\"><table:table-row>{ONE}</table:table-row></table:table>",
        ONE.replace("<text:p>", "<office:annotation><text:p>批注</text:p></office:annotation><text:p>")
    );
    assert_eq!(told(&flat(&inside)), ["A1=甲"]);
    let book = read(&flat(&inside)).unwrap();
    assert_eq!(book.sheets.iter().map(|s| s.hidden).collect::<Vec<_>>(), [false, true]);
}

#[test]
fn packed_documents_are_told_apart() {
    let whole = table(&format!("<table:table-row>{ONE}</table:table-row>"));
    let sheet = "application/vnd.oasis.opendocument.spreadsheet";
    assert_eq!(told(&packed(sheet, &[("content.xml", &whole)])), ["A1=甲"]);
    let word = packed("application/vnd.oasis.opendocument.text", &[("content.xml", &whole)]);
    assert_eq!(refusal(&word), Kind::FileForeign { what: Foreign::Word });
    let locked = packed(sheet, &[("content.xml", &whole), ("META-INF/manifest.xml", b"<manifest:encryption-data/>")]);
    assert_eq!(refusal(&locked), Kind::FileEncrypted);
}

#[test]
fn cut_and_overgrown_documents_are_refused() {
    let whole = table(&format!("<table:table-row>{ONE}</table:table-row>"));
    for length in (ROOT.len()..whole.len() - 1).step_by(7) {
        let kind = refusal(&whole[..length]);
        assert!(matches!(kind, Kind::FileCorrupt { .. } | Kind::BookEmpty), "{length}: {kind:?}");
    }
    let grown = ONE.replace("office:value-type", "table:number-columns-repeated=\"16384\" office:value-type");
    let many = table(&format!("<table:table-row table:number-rows-repeated=\"1048576\">{grown}</table:table-row>"));
    assert!(matches!(refusal(&many), Kind::FileTooLarge { limit, .. } if limit == "sheet-cells"));
    let wide = table(&format!("<table:table-row>{grown}{ONE}</table:table-row>"));
    assert!(matches!(refusal(&wide), Kind::FileCorrupt { .. }));
}
