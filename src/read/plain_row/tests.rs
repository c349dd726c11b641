//! What counts as plain, and what is left to the careful road.

use super::*;

fn cells(row: &str) -> Option<Vec<PlainCell<'_>>> {
    let mut found = Vec::new();
    super::row(row.as_bytes(), |cell| found.push(cell)).map(|_| found)
}

fn holds(cell: &str) -> Option<String> {
    let row = format!("<row r=\"7\"><c r=\"B7\" {cell}</c></row>");
    let found = cells(&row)?;
    assert_eq!(found.len(), 1);
    Some(format!("{:?}", found[0].holds))
}

#[test]
fn plain_cells_hold_what_is_written() {
    for (cell, held) in [
        ("t=\"n\"><v>12</v>", "Some(Number(12.0))"),
        ("><v>-1.5E+3</v>", "Some(Number(-1500.0))"),
        ("s=\"3\"><v>1234567890123</v>", "Some(Number(1234567890123.0))"),
        ("t=\"s\"><v>3</v>", "Some(Shared(3))"),
        ("t=\"b\"><f>A1</f><v>1</v>", "Some(Bool(true))"),
        ("t=\"e\"><f>A1</f><v>#N/A</v>", "Some(Error(\"#N/A\"))"),
        ("t=\"str\"><f>A1&amp;\"甲\"</f><v>甲 &amp; &#20057; </v>", "Some(Text(\"甲 & 乙 \"))"),
        ("t=\"inlineStr\"><is><t> 丙 </t></is>", "Some(Text(\"丙\"))"),
        ("t=\"inlineStr\"> <is><t xml:space=\"preserve\"> 丙 </t></is> ", "Some(Text(\" 丙 \"))"),
        ("><f t=\"shared\" si=\"0\"/><v/>", "Some(Uncalculated)"),
        ("t=\"str\"><f>A1</f><v></v>", "Some(Nothing)"),
        ("><v />", "Some(Nothing)"),
        (">", "None"),
    ] {
        assert_eq!(holds(cell).as_deref(), Some(held), "{cell}");
    }
}

#[test]
fn whatever_is_not_plain_is_left() {
    for cell in [
        "><v>12 </v>",
        "><v>1e400</v>",
        "><v>NaN</v>",
        "><v>1&#50;</v>",
        "><v>1<!-- -->2</v>",
        "><v><![CDATA[12]]></v>",
        "><v>1</v><v>2</v>",
        "><v>1</v><f>A1</f>",
        "><v>1</v><extLst/>",
        "><f>A1</f><f>A2</f>",
        "><f>A1 & A2</f><v>1</v>",
        "><f t=\"shared\">A1</f><v>1</v>",
        "t=\"s\"><v>-1</v>",
        "t=\"s\"><v>1.0</v>",
        "t=\"b\"><v>2</v>",
        "t=\"b\"><v></v>",
        "t=\"e\"><v>#SPILL!</v>",
        "t=\"d\"><v>2023-04-18</v>",
        "t=\"z\"><v>1</v>",
        "t=\"n\" t=\"s\"><v>1</v>",
        "t=\"str\"><v>_x000D_</v>",
        "t=\"inlineStr\"><v>丙</v>",
        "t=\"inlineStr\"><is><r><t>丙</t></r></is>",
        "><is><t>丙</t></is>",
        "x:t=\"n\"><v>1</v>",
        ">2",
    ] {
        assert_eq!(holds(cell), None, "{cell}");
    }
}

#[test]
fn rows_and_cells_must_rise_and_agree() {
    for row in [
        "<row r=\"7\"><c r=\"B8\"/></row>",
        "<row r=\"7\"><c r=\"B7\"/><c r=\"B7\"/></row>",
        "<row r=\"7\"><c r=\"B7\"/><c r=\"A7\"/></row>",
        "<row r=\"7\"><c r=\"XFE7\"/></row>",
        "<row r=\"7\"><c r=\"b7\"/></row>",
        "<row r=\"7\"><c/></row>",
        "<row><c r=\"B7\"/></row>",
        "<row r=\"07\"><c r=\"B07\"/></row>",
        "<row r=\"0\"/>",
        "<row r=\"1048577\"/>",
        "<row r=\"7\"><d/></row>",
        "<row r=\"7\"><c r=\"B7\"/>",
        "<rows r=\"7\"></row>",
        "<row r=\"7\"><col r=\"B7\"/></row>",
    ] {
        assert_eq!(cells(row), None, "{row}");
    }
    let told = |row: &str| super::row(row.as_bytes(), |_| ()).map(|(head, length)| (head.row, head.hidden, length));
    assert_eq!(told("<row r=\"1048576\" ht=\"0\"/><"), Some((1_048_575, true, 25)));
    assert_eq!(
        told("<row r=\"2\" hidden=\"false\" ht=\"12.8\" x14ac:dyDescent=\"0.3\"> </row>").map(|t| t.1),
        Some(false)
    );
}
