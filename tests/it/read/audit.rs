//! Cells that the library would get wrong are read right or not believed, never silently wrong.

use super::{raw_sheet, raw_worksheet, read, refusal, text, unbelievable, value, with_parts};
use tongbao::finding::Kind;
use tongbao::read::Value;

fn one(cell: &str) -> Option<Value> {
    let bytes = raw_sheet(&format!("<row r=\"1\"><c r=\"A1\"><v>7</v></c>{cell}<c r=\"D1\"><v>9</v></c></row>"));
    let book = read(&bytes).unwrap();
    assert_eq!(value(&book, "A1"), Some(Value::Number(7.0)), "the cell before {cell}");
    assert_eq!(value(&book, "D1"), Some(Value::Number(9.0)), "the cell after {cell}");
    value(&book, "B1")
}

#[test]
fn plain_cells_are_left_to_the_library() {
    assert_eq!(one("<c r=\"B1\"><v>12</v></c>"), Some(Value::Number(12.0)));
    assert_eq!(one("<c r=\"B1\"><v>1.2E1</v></c>"), Some(Value::Number(12.0)));
    assert_eq!(one("<c r=\"B1\" t=\"s\"><v>1</v></c>"), text("乙"));
    assert_eq!(one("<c r=\"B1\" t=\"str\"><f>A1</f><v>甲 &amp; &#20057;</v></c>"), text("甲 & 乙"));
    assert_eq!(one("<c r=\"B1\" t=\"inlineStr\"><is><t>丙</t></is></c>"), text("丙"));
    assert_eq!(one("<c r=\"B1\" t=\"b\"><v>0</v></c>"), Some(Value::Bool(false)));
    assert_eq!(one("<c r=\"B1\"/>"), None);
    assert_eq!(one("<c r=\"B1\" s=\"1\"></c>"), None);
}

#[test]
fn numbers_that_are_not_written_plainly_are_not_believed() {
    for (v, raw) in [
        ("12 ", "12 "),
        ("\n12", "\n12"),
        ("1<!-- -->2", "12"),
        ("<![CDATA[12]]>", "12"),
        ("1&#50;", "12"),
        ("NaN", "NaN"),
        ("INF", "INF"),
        ("1e400", "1e400"),
        ("十二", "十二"),
    ] {
        assert_eq!(one(&format!("<c r=\"B1\"><v>{v}</v></c>")), unbelievable(raw), "{v}");
        assert_eq!(one(&format!("<c r=\"B1\" t=\"n\"><v>{v}</v></c>")), unbelievable(raw), "{v}");
    }
}

#[test]
fn a_string_number_that_is_not_plain_digits_is_not_string_nought() {
    for index in ["1 ", "\n1", "2", "-1", "1.0", "1&#48;"] {
        let got = one(&format!("<c r=\"B1\" t=\"s\"><v>{index}</v></c>"));
        assert!(matches!(got, Some(Value::Unbelievable(_))), "{index}: {got:?}");
    }
}

#[test]
fn a_used_range_that_cannot_be_costs_nothing() {
    // The comment lets the library read the sheet, which subtracts the corners of the range.
    let rows = "<row r=\"1\"><c r=\"A1\"><v>7</v></c><c r=\"B1\"><!-- --><v>12</v></c></row>";
    for range in ["B2:A1", "A0:B1", "A1:B9999999", "A1:", "甲"] {
        let sheet = format!("<dimension ref=\"{range}\"/><sheetData>{rows}</sheetData>");
        let book = read(&raw_worksheet(&sheet)).unwrap();
        assert_eq!(value(&book, "A1"), Some(Value::Number(7.0)), "{range}");
    }
}

#[test]
fn an_unknown_error_value_does_not_cost_the_sheet() {
    for error in ["#SPILL!", "#CALC!", "#GETTING_DATA", "#BLOCKED!"] {
        let got = one(&format!("<c r=\"B1\" t=\"e\"><f>A1</f><v>{error}</v></c>"));
        assert_eq!(got, Some(Value::Error(error.to_owned())));
    }
    assert_eq!(one("<c r=\"B1\" t=\"e\"><v>#N/A</v></c>"), Some(Value::Error("#N/A".to_owned())));
}

#[test]
fn odd_cells_are_not_believed_and_do_not_cost_the_sheet() {
    for cell in [
        "<c r=\"B1\" t=\"b\"><v>2</v></c>",
        "<c r=\"B1\" t=\"z\"><v>2</v></c>",
        "<c r=\"B1\"><v>1</v><v>2</v></c>",
        "<c r=\"B1\"><v><b>2</b></v></c>",
        "<c r=\"B1\"><v>2</v><extLst/></c>",
        "<c r=\"B1\" t=\"str\"><v><![CDATA[2]]></v></c>",
        "<c r=\"B1\">2</c>",
    ] {
        assert!(matches!(one(cell), Some(Value::Unbelievable(_))), "{cell}");
    }
}

#[test]
fn a_formula_that_was_never_calculated_is_told_from_one_that_shows_nothing() {
    for cell in ["<c r=\"B1\"><f>A1</f></c>", "<c r=\"B1\"><f>A1</f><v/></c>", "<c r=\"B1\"><f>A1</f><v></v></c>"] {
        assert_eq!(one(cell), Some(Value::Uncalculated), "{cell}");
    }
    assert_eq!(one("<c r=\"B1\" t=\"str\"><f>A1</f><v></v></c>"), None);
    assert_eq!(one("<c r=\"B1\"><v>5</v><f>A1</f></c>"), Some(Value::Number(5.0)));
}

#[test]
fn a_cell_or_row_that_comes_twice_is_not_believed() {
    let book = read(&raw_sheet(
        "<row r=\"1\"><c r=\"A1\"><v>1</v></c><c r=\"A1\"><v>2</v></c><c r=\"B1\"><v>3</v></c></row>\
         <row r=\"1\"><c r=\"B1\"><v>4</v></c><c r=\"C1\"><v>5</v></c></row>\
         <row r=\"2\"><c r=\"A3\"><v>6</v></c></row>",
    ))
    .unwrap();
    assert_eq!(value(&book, "A1"), unbelievable("1 | 2"));
    assert_eq!(value(&book, "B1"), unbelievable("3 | 4"));
    assert_eq!(value(&book, "C1"), Some(Value::Number(5.0)));
    assert_eq!(value(&book, "A3"), unbelievable("6"));
}

#[test]
fn cells_without_addresses_follow_each_other() {
    let book = read(&raw_sheet(
        "<row><c><v>1</v></c><c><v>x</v></c><c><v>3</v></c></row><row r=\"5\"><c><v>4</v></c><c r=\"D5\"><v>5</v></c><c><v>6</v></c></row>",
    ))
    .unwrap();
    let told: Vec<String> = book.sheets[0].cells().map(|(at, c)| format!("{at}={}", c.value.shown())).collect();
    assert_eq!(told, ["A1=1", "B1=x", "C1=3", "A5=4", "D5=5", "E5=6"]);
    assert_eq!(value(&book, "B1"), unbelievable("x"));
}

#[test]
fn an_address_outside_the_sheet_refuses_the_file() {
    for data in [
        "<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>",
        "<row r=\"1048577\"><c><v>1</v></c></row>",
        "<row r=\"4294967297\"><c><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"A4294967297\"><v>1</v></c></row>",
        "<row r=\"0\"><c><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"a1\"><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"A01\"><v>1</v></c></row>",
    ] {
        assert!(matches!(refusal(&raw_sheet(data)), Kind::SheetUnreadable { .. }), "{data}");
    }
}

#[test]
fn far_apart_cells_cost_nothing() {
    let book = read(&raw_sheet(
        "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row>",
    ))
    .unwrap();
    assert_eq!(value(&book, "XFD1048576"), Some(Value::Number(2.0)));
}

#[test]
fn a_sheet_that_ends_early_refuses_the_file() {
    for inside in ["<sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>", "", "<sheetData/></worksheet><worksheet>"]
    {
        let kind = refusal(&raw_worksheet(inside));
        assert!(matches!(kind, Kind::SheetUnreadable { .. } | Kind::BookEmpty), "{inside}: {kind:?}");
    }
    let cut = with_parts(&raw_sheet("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"), |name, part| {
        Some(if name == "xl/worksheets/sheet1.xml" { part.replace("</worksheet>", "") } else { part })
    });
    assert!(matches!(refusal(&cut), Kind::SheetUnreadable { .. }));
}

#[test]
fn hidden_columns_and_rows_of_no_size_are_hidden() {
    let book = read(&raw_worksheet(
        "<cols><col min=\"2\" max=\"3\" width=\"0\" customWidth=\"1\"/><col min=\"5\" max=\"16384\" hidden=\"1\"/></cols>\
         <sheetData><row r=\"1\" hidden=\"1\"><c r=\"A1\"><v>1</v></c></row>\
         <row r=\"3\" ht=\"0\"><c r=\"F3\"><v>1</v></c></row></sheetData>",
    ))
    .unwrap();
    assert_eq!(book.sheets[0].hidden_columns, [1, 2, 4, 5]);
    assert_eq!(book.sheets[0].hidden_rows, [0, 2]);
    assert!(!book.sheets[0].filtered);
}
