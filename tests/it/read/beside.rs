//! What stands beside a cell (notes), and what was crossed out, in every format that has either.

use super::old::{Old, number, unicode, wide, words};
use super::{read, refusal, text, value, with_parts, workbook, xlsb};
use rust_xlsxwriter::{Format, Note};
use std::sync::Arc;
use tongbao::finding::Kind;
use tongbao::read::{Book, Limits, read_book};

/// Notes and marks as `A1: text`, `A1 struck` and `A1 struck part`.
fn told(book: &Book) -> Vec<String> {
    let sheet = &book.sheets[0];
    let notes = sheet.notes.iter().map(|note| format!("{}: {}", note.at, note.text));
    let struck = sheet.struck.iter().map(|s| format!("{} struck {}", s.at, s.part.as_deref().unwrap_or_default()));
    notes.chain(struck).map(|line| line.trim_end().to_owned()).collect()
}

#[test]
fn notes_of_xlsx_stand_on_their_cells_and_on_blank_ones() {
    let bytes = workbook(|sheet| {
        sheet.write(1, 1, 12).unwrap();
        sheet.insert_note(1, 1, &Note::new("应为 15").set_author("甲")).unwrap();
        sheet.insert_note(9, 3, &Note::new("未统计").add_author_prefix(false)).unwrap();
    });
    assert_eq!(told(&read(&bytes).unwrap()), ["B2: 甲:\n应为 15", "D10: 未统计"]);
}

#[test]
fn a_talk_is_told_whole_in_place_of_the_note_that_stands_for_it() {
    let bytes = workbook(|sheet| {
        sheet.write(0, 0, 12).unwrap();
        sheet.insert_note(0, 0, &Note::new("[Threaded comment] …")).unwrap();
        sheet.insert_note(0, 1, &Note::new("别的").add_author_prefix(false)).unwrap();
    });
    let talk = "<ThreadedComments><threadedComment ref=\"A1\" id=\"1\"><text>应为15？</text></threadedComment>\
                <threadedComment ref=\"A1\" id=\"2\" parentId=\"1\"><text>是 &amp; 已改</text></threadedComment></ThreadedComments>";
    let rel = "<Relationship Id=\"rId9\" Type=\"http://schemas.microsoft.com/office/2017/10/relationships/threadedComment\" \
               Target=\"../theme/theme1.xml\"/></Relationships>";
    // The part of the theme is nobody's loss here.
    let bytes = with_parts(&bytes, |name, part| {
        Some(match name {
            "xl/worksheets/_rels/sheet1.xml.rels" => part.replace("</Relationships>", rel),
            "xl/theme/theme1.xml" => talk.to_owned(),
            _ => part,
        })
    });
    assert_eq!(told(&read(&bytes).unwrap()), ["A1: 应为15？\n是 & 已改", "B1: 别的"]);
}

#[test]
fn a_broken_part_of_notes_is_not_read_over() {
    let bytes = workbook(|sheet| {
        sheet.write(0, 0, 12).unwrap();
        sheet.insert_note(0, 0, &Note::new("应为15")).unwrap();
    });
    let cut = with_parts(&bytes, |name, part| {
        Some(if name == "xl/comments1.xml" { part[..part.len() / 2].to_owned() } else { part })
    });
    assert!(matches!(refusal(&cut), Kind::FileCorrupt { .. }));
}

#[test]
fn a_note_longer_than_any_text_may_be_refuses_the_file_at_its_cell() {
    let bytes = workbook(|sheet| {
        sheet.write(0, 0, 12).unwrap();
        sheet.insert_note(4, 1, &Note::new("长".repeat(50)).add_author_prefix(false)).unwrap();
    });
    let limits = Limits { text: 49, ..Limits::default() };
    let refused = read_book(&Arc::from("表.xlsx"), &bytes, &limits).unwrap_err();
    assert_eq!(refused.kind, Kind::FileTooLarge { limit: "text".into(), allowed: 49, found: 50 });
    assert_eq!(refused.place.to_string(), "表.xlsx › 表 › B5");
    assert!(read_book(&Arc::from("表.xlsx"), &bytes, &Limits { text: 50, ..Limits::default() }).is_ok());
}

#[test]
fn what_is_left_of_a_crossed_out_text_of_xlsx_is_its_text() {
    let (line, plain) = (Format::new().set_font_strikethrough(), Format::new());
    let bytes = workbook(|sheet| {
        sheet.write_rich_string(0, 0, &[(&line, "12"), (&plain, " 15")]).unwrap();
        sheet.write_rich_string(1, 0, &[(&line, "12"), (&line, "条")]).unwrap();
        sheet.write_rich_string(2, 0, &[(&plain, "甲"), (&plain, "乙")]).unwrap();
        sheet.write_with_format(3, 0, 7, &line).unwrap();
        sheet.write(4, 0, 8).unwrap();
    });
    let book = read(&bytes).unwrap();
    assert_eq!(told(&book), ["A1 struck 12", "A2 struck", "A4 struck"]);
    assert_eq!((value(&book, "A1"), value(&book, "A2"), value(&book, "A3")), (text("15"), text("12条"), text("甲乙")));
    // The same text in the cell itself.
    let run = "<is><r><rPr><strike/></rPr><t>12</t></r><r><t xml:space=\"preserve\"> 15</t></r></is>";
    let inline = super::raw_sheet(&format!("<row r=\"1\"><c r=\"A1\" t=\"inlineStr\">{run}</c></row>"));
    let book = read(&inline).unwrap();
    assert_eq!((told(&book), value(&book, "A1")), (vec!["A1 struck 12".to_owned()], text("15")));
}

/// The records of a note's box: object, text, note.
fn boxed(row: u16, col: u16, object: u16, words_of: &str) -> [(u16, Vec<u8>); 4] {
    let length = u16::try_from(words_of.encode_utf16().count()).unwrap();
    [
        (0x005D, words(&[0x15, 0x12, 0x19, object, 0, 0, 0, 0, 0, 0, 0])),
        (0x01B6, words(&[0x0212, 0, 0, 0, 0, length, 16, 0, 0])),
        (0x003C, [&[1][..], &wide(words_of)].concat()),
        (0x001C, [words(&[row, col, 0, object]), unicode("甲")].concat()),
    ]
}

#[test]
fn notes_of_xls_are_found_by_the_number_of_their_box() {
    let mut old = Old::new(0x0600).shared(0x00E0, &words(&[0, 0])).cell(0x0203, &number(2, 1, 0, 12.0));
    let notes = [boxed(2, 1, 7, "甲:\n应为15"), boxed(3, 1, 9, "未统计")];
    // All boxes stand before all notes, as Excel writes them.
    for (kind, bytes) in notes.iter().flat_map(|note| &note[..3]).chain(notes.iter().map(|note| &note[3])) {
        old = old.cell(*kind, bytes);
    }
    assert_eq!(told(&read(&old.file()).unwrap()), ["B3: 甲:\n应为15", "B4: 未统计"]);
}

#[test]
fn notes_of_the_older_xls_stand_in_their_records() {
    let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
    let old = Old::new(0x0500)
        .shared(0x00E0, &words(&[0, 0]))
        .cell(0x0203, &number(2, 1, 0, 12.0))
        .cell(0x001C, &[words(&[2, 1, 8]), gbk("应为")].concat())
        .cell(0x001C, &[words(&[0xFFFF, 0, 4]), gbk("十五")].concat());
    assert_eq!(told(&read(&old.file()).unwrap()), ["B3: 应为十五"]);
}

#[test]
fn fonts_of_xls_strike_cells_and_parts_of_texts() {
    let font = |strikes: u16| [words(&[200, strikes, 0x7FFF, 400, 0]), vec![0; 5], vec![1, 1], wide("宋")].concat();
    let mut old = Old::new(0x0600);
    // There is no font number four: the fifth font is number five.
    for strikes in [0, 0, 0, 0, 8] {
        old = old.shared(0x0031, &font(strikes));
    }
    let rich = [words(&[5]), vec![8 | 1], words(&[1]), wide("12 15"), words(&[2, 0])].concat();
    let rich_struck = [words(&[5]), vec![8 | 1], words(&[2]), wide("12 15"), words(&[0, 5, 2, 0])].concat();
    let old = old
        .shared(0x00E0, &words(&[0, 0]))
        .shared(0x00E0, &words(&[5, 0]))
        .shared(
            0x00FC,
            &[2u32.to_le_bytes(), 2u32.to_le_bytes()]
                .concat()
                .into_iter()
                .chain(rich)
                .chain(rich_struck)
                .collect::<Vec<_>>(),
        )
        .cell(0x0203, &number(0, 0, 1, 12.0))
        .cell(0x0203, &number(1, 0, 0, 12.0))
        .cell(0x00FD, &[words(&[2, 0, 0]), 0u32.to_le_bytes().to_vec()].concat())
        .cell(0x00FD, &[words(&[3, 0, 0]), 1u32.to_le_bytes().to_vec()].concat());
    let book = read(&old.file()).unwrap();
    assert_eq!(told(&book), ["A1 struck", "A4 struck 12"]);
    assert_eq!((value(&book, "A3"), value(&book, "A4")), (text("12 15"), text("15")));
}

/// A text of a binary workbook whose looks change at these units to these fonts.
fn rich(text: &str, runs: &[(u16, u16)]) -> Vec<u8> {
    let runs_of: Vec<u8> = runs.iter().flat_map(|(from, font)| words(&[*from, *font])).collect();
    [vec![1], xlsb::wide(text), xlsb::longs(&[u32::try_from(runs.len()).unwrap()]), runs_of].concat()
}

/// A note in the list of a binary workbook.
fn listed(row: u32, col: u32, text: &[u8]) -> Vec<u8> {
    let corners = [xlsb::longs(&[0, row, row, col, col]), vec![0; 16]].concat();
    [xlsb::record(635, &corners), xlsb::record(637, text), xlsb::record(636, &[])].concat()
}

/// A binary workbook: A1 and C1 struck as cells, A2 and A3 rich texts, notes on A1 and the blank D9.
fn binary(notes: &[Vec<u8>]) -> Vec<u8> {
    let number = |col, format| xlsb::cell(2, col, format, &xlsb::longs(&[12 << 2 | 2]));
    let item = |text: &[u8]| xlsb::record(19, text);
    let cells = [
        xlsb::row(0, false),
        number(0, 1),
        number(1, 0),
        xlsb::row(1, false),
        xlsb::cell(7, 0, 0, &xlsb::longs(&[2])),
        xlsb::cell(7, 1, 0, &xlsb::longs(&[3])),
        xlsb::row(2, false),
        xlsb::cell(62, 0, 0, &rich("12 15", &[(0, 2), (2, 0)])),
        xlsb::cell(62, 1, 1, &rich("12 15", &[(3, 0)])),
        xlsb::cell(7, 2, 1, &xlsb::longs(&[0])),
    ];
    let texts = [item(&rich("12 15", &[(0, 0), (3, 2)])), item(&rich("甲乙", &[(0, 2)]))];
    let relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments";
    let relations = format!(
        "<Relationships><Relationship Id=\"c\" Type=\"{relation}\" Target=\"../comments1.bin\"/></Relationships>"
    );
    let more = [
        ("xl/worksheets/_rels/sheet1.bin.rels", relations.into_bytes()),
        ("xl/comments1.bin", [xlsb::record(628, &[]), notes.concat()].concat()),
    ];
    xlsb::package(&xlsb::Parts {
        fonts: &[false, false, true],
        font_of: [0, 2],
        texts: &texts,
        cells: &cells,
        more: &more,
        ..xlsb::Parts::default()
    })
}

#[test]
fn notes_and_what_is_crossed_out_of_a_binary_workbook_are_known() {
    let whole = [vec![0], xlsb::wide("未统计")].concat();
    let notes = [listed(8, 3, &whole), listed(0, 0, &rich("甲:\n应为15", &[(0, 1), (2, 0)])), xlsb::record(629, &[])];
    let book = read(&binary(&notes)).unwrap();
    // Font number two strikes through: format one has it, and so do some words.
    let struck = ["A1 struck", "A2 struck 15", "B2 struck", "A3 struck 12", "B3 struck 12", "C3 struck"];
    assert_eq!(told(&book), [&["A1: 甲:\n应为15", "D9: 未统计"][..], &struck].concat());
    assert_eq!((value(&book, "A2"), value(&book, "A3"), value(&book, "B3")), (text("12"), text("15"), text("15")));
    // A list of notes that ends early is not read over, nor one beside the sheet.
    for broken in [&notes[..2], &[listed(1 << 20, 0, &whole), xlsb::record(629, &[])]] {
        assert!(matches!(refusal(&binary(broken)), Kind::FileCorrupt { .. }));
    }
}

#[test]
fn fonts_of_the_older_xls_strike_cells_and_words_of_labels() {
    let mut old = Old::new(0x0500);
    for strikes in [0, 0, 0, 0, 8] {
        let font = [words(&[200, strikes, 0x7FFF, 400, 0]), vec![0; 4], vec![2], b"\xcb\xce".to_vec()].concat();
        old = old.shared(0x0031, &font);
    }
    let gbk = |text: &str| encoding_rs::GBK.encode(text).0.into_owned();
    // The length, the bytes, then from which byte on which font is used.
    let label = |row: u16, text: &str, runs: &[(u8, u8)]| {
        let bytes = gbk(text);
        let runs_of: Vec<u8> = runs.iter().flat_map(|(from, font)| [*from, *font]).collect();
        let length = u16::try_from(bytes.len()).unwrap();
        [words(&[row, 0, 0, length]), bytes, vec![u8::try_from(runs.len()).unwrap()], runs_of].concat()
    };
    let old = old
        .shared(0x00E0, &words(&[0, 0]))
        .shared(0x00E0, &words(&[5, 0]))
        .cell(0x0203, &number(0, 0, 1, 12.0))
        .cell(0x00D6, &label(1, "12 15", &[(0, 5), (2, 0)]))
        .cell(0x00D6, &label(2, "12 15条", &[(0, 5), (2, 0)]))
        .cell(0x00D6, &label(3, "12条 15", &[(0, 5), (4, 0)]))
        .cell(0x00D6, &label(4, "12 15", &[(0, 1)]))
        .cell(0x00D6, &[words(&[5, 0, 0, 2]), b"12".to_vec()].concat())
        .cell(0x0204, &[words(&[6, 0, 1, 2]), b"12".to_vec()].concat());
    let book = read(&old.file()).unwrap();
    // Whether the fourth label's 15 stands from the fifth byte or the fifth character on is nobody's knowledge: a doubt.
    assert_eq!(told(&book), ["A1 struck", "A2 struck 12", "A3 struck 12", "A4 struck", "A7 struck"]);
    let texts = ["A2", "A3", "A4", "A5", "A6"].map(|at| value(&book, at));
    assert_eq!(texts, [text("15"), text("15条"), text("12条 15"), text("12 15"), text("12")]);
}

#[test]
fn labels_of_xls_with_looks_of_their_own_are_crossed_out_in_part() {
    let font = |strikes: u16| [words(&[200, strikes, 0x7FFF, 400, 0]), vec![0; 5], vec![1, 1], wide("宋")].concat();
    let old = Old::new(0x0600).shared(0x0031, &font(0)).shared(0x0031, &font(8)).shared(0x00E0, &words(&[0, 0]));
    let label = [words(&[0, 0, 0]), unicode("12条 15"), words(&[2, 0, 1, 3, 0])].concat();
    let book = read(&old.cell(0x00D6, &label).file()).unwrap();
    assert_eq!((told(&book), value(&book, "A1")), (vec!["A1 struck 12条".to_owned()], text("15")));
}

#[test]
fn remarks_of_ods_are_no_part_of_the_text_and_styles_may_strike_it() {
    let style = |family: &str, name: &str, inside: &str| {
        format!("<style:style style:name=\"{name}\" style:family=\"{family}\">{inside}</style:style>")
    };
    let struck = "<style:text-properties style:text-line-through-style=\"solid\"/>";
    let bytes = format!(
        "<?xml version=\"1.0\"?><office:document xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\" xmlns:style=\"s\" xmlns:dc=\"dc\" \
         office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\">{}{}\
         <style:style style:name=\"ce2\" style:family=\"table-cell\" style:parent-style-name=\"ce1\"/>\
         <table:table table:name=\"表\"><table:table-column table:default-cell-style-name=\"ce1\"/>\
         <table:table-row><table:table-cell table:style-name=\"Default\" office:value-type=\"float\" office:value=\"12\">\
         <office:annotation><dc:creator>甲</dc:creator><dc:date>2023-04-03T00:00:00</dc:date><text:p>应为</text:p>\
         <text:p><text:span>15</text:span></text:p></office:annotation><text:p>12</text:p></table:table-cell>\
         <table:table-cell table:style-name=\"ce2\" office:value-type=\"float\" office:value=\"3\"><text:p>3</text:p></table:table-cell>\
         <table:table-cell><office:annotation><text:p>未统计</text:p></office:annotation></table:table-cell></table:table-row>\
         <table:table-row><table:table-cell office:value-type=\"string\"><text:p>甲</text:p></table:table-cell>\
         <table:table-cell office:value-type=\"string\"><text:p><text:span text:style-name=\"T1\">12</text:span> 15</text:p>\
         </table:table-cell></table:table-row></table:table></office:document>",
        style("table-cell", "ce1", struck),
        style("text", "T1", struck),
    );
    let book = read(bytes.as_bytes()).unwrap();
    assert_eq!(told(&book), ["A1: 应为\n15", "C1: 未统计", "B1 struck", "A2 struck", "B2 struck 12"]);
    assert_eq!((value(&book, "B2"), value(&book, "C1")), (text("15"), None));
}

#[test]
fn xml_of_2003_has_notes_and_struck_styles_and_words() {
    let bytes = r#"<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="a"><Font ss:StrikeThrough="1"/></Style><Style ss:ID="b" ss:Parent="a"/><Style ss:ID="c" ss:Parent="a"><Font/></Style></Styles>
<Worksheet ss:Name="表"><Table>
<Row><Cell ss:StyleID="b"><Data ss:Type="Number">12</Data><Comment ss:Author="甲"><ss:Data xmlns="http://www.w3.org/TR/REC-html40"><B>甲:</B><Font html:Face="x">应为15</Font></ss:Data></Comment></Cell>
<Cell ss:StyleID="c"><Data ss:Type="Number">3</Data></Cell><Cell><Comment><ss:Data>未统计</ss:Data></Comment></Cell></Row>
<Row><Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40"><S>12</S><Font> 15</Font></ss:Data></Cell></Row>
</Table></Worksheet></Workbook>"#;
    let book = read(bytes.as_bytes()).unwrap();
    assert_eq!(told(&book), ["A1: 甲:应为15", "C1: 未统计", "A1 struck", "A2 struck 12"]);
    assert_eq!(value(&book, "A2"), text("15"));
}
