//! Files built to use up memory, to keep the reader busy or to make it panic: refused, or read at the price of an honest file.

use super::old::{Old, container, number, record, unicode, words};
use super::{raw_sheet, read, refusal, text, value, xlsb};
use std::time::Duration;
use tongbao::finding::Kind;
use tongbao::read::{Limits, Value, read_book};

/// Refused as a broken file, and soon: most of these took minutes or all memory with other readers.
fn is_refused_soon(bytes: &[u8], what: &str) {
    let begun = spent();
    let kind = refusal(bytes);
    let refused = matches!(kind, Kind::FileCorrupt { .. } | Kind::SheetUnreadable { .. } | Kind::BookEmpty);
    assert!(refused, "{what}: {kind:?}");
    // Without optimization.
    let took = spent() - begun;
    assert!(took < Duration::from_secs(20), "{what} took {took:?}");
}

/// What this thread has had of the processor: the clock on the wall says more about the machine's other work.
fn spent() -> Duration {
    #[cfg(target_os = "linux")]
    let spent = nix::time::clock_gettime(nix::time::ClockId::CLOCK_THREAD_CPUTIME_ID).unwrap().into();
    #[cfg(not(target_os = "linux"))]
    let spent = Duration::ZERO;
    spent
}

const XML: &str = "<?xml version=\"1.0\"?><Workbook xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">";

fn xml(table: &str) -> Vec<u8> {
    format!("{XML}<Worksheet ss:Name=\"S\"><Table>{table}</Table></Worksheet></Workbook>").into_bytes()
}

fn ods(rows: &str) -> Vec<u8> {
    format!(
        "<?xml version=\"1.0\"?><office:document xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\" \
         office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\">\
         <table:table table:name=\"S\">{rows}</table:table></office:document>"
    )
    .into_bytes()
}

fn ods_cell(attributes: &str, content: &str) -> String {
    format!("<table:table-cell office:value-type=\"string\" {attributes}><text:p>{content}</text:p></table:table-cell>")
}

#[test]
fn depth_and_attributes_do_not_keep_the_reader_busy() {
    let page = |inside: &str| format!("<html><body>{inside}<table><tr><td>单位<td>1</table>").into_bytes();
    is_refused_soon(&page(&"<div>".repeat(300_000)), "nested elements");
    let fonts: String = (0..60_000).map(|i| format!("<font color={i}>")).collect();
    is_refused_soon(&page(&fonts), "formatting that stays open");
    is_refused_soon(&page(&("<b>".repeat(20_000) + &"</div>".repeat(300_000))), "ends that close nothing");
    let attributes: String = (0..200_000).map(|i| format!("a{i}=\"1\" ")).collect();
    is_refused_soon(&page(&format!("<p {attributes}>")), "attributes of a page");
    is_refused_soon(&xml(&format!("<Row {attributes}/>")), "attributes of XML");
    is_refused_soon(&ods(&format!("<table:table-row>{}</table:table-row>", ods_cell(&attributes, "x"))), "of ods");
    is_refused_soon(format!("{XML}{}", "<a>".repeat(1_000_000)).as_bytes(), "nested XML");
    let deep = ods_cell("", &("<text:span>".repeat(100_000) + "深" + &"</text:span>".repeat(100_000)));
    let book = read(&ods(&format!("<table:table-row>{deep}</table:table-row>"))).unwrap();
    assert_eq!(value(&book, "A1"), text("深"));
}

#[test]
fn no_entity_is_expanded_and_nothing_outside_is_read() {
    let laughs = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]>";
    for entity in ["&b;", "&c;"] {
        let row = format!("<Row><Cell><Data ss:Type=\"String\">{entity}</Data></Cell></Row>");
        let text = String::from_utf8(xml(&row)).unwrap().replace("?><W", &format!("?>{laughs}<W"));
        is_refused_soon(text.as_bytes(), entity);
        let row = format!("<table:table-row>{}</table:table-row>", ods_cell("", entity));
        let text = String::from_utf8(ods(&row)).unwrap().replace("?><o", &format!("?>{laughs}<o"));
        is_refused_soon(text.as_bytes(), entity);
        let cell = format!("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>{entity}</v></c><c r=\"B1\"><v>1</v></c></row>");
        match read(&raw_sheet(&cell)) {
            Ok(book) => assert!(matches!(value(&book, "A1"), Some(Value::Unbelievable(_))), "{entity}"),
            Err(refused) => assert!(matches!(refused.kind, Kind::SheetUnreadable { .. }), "{refused:?}"),
        }
    }
}

#[test]
fn cells_far_apart_cost_nothing_in_any_format() {
    let old = Old::new(0x0600).cell(0x0203, &number(0, 0, 0, 1.0)).cell(0x0203, &number(65_535, 255, 0, 2.0));
    let book = read(&old.file()).unwrap();
    assert_eq!(value(&book, "IV65536"), Some(Value::Number(2.0)));
    let one = |row, col| [xlsb::row(row, false), xlsb::cell(2, col, 0, &xlsb::longs(&[6]))].concat();
    let book = read(&xlsb::workbook(&[], &[one(0, 0), one(1_048_575, 16_383)], &[])).unwrap();
    assert_eq!(value(&book, "XFD1048576"), Some(Value::Number(1.0)));
    let empty = "<table:table-cell table:number-columns-repeated=\"16383\"/>";
    let rows = format!(
        "<table:table-row table:number-rows-repeated=\"1048575\"><table:table-cell/></table:table-row>\
         <table:table-row>{empty}{}</table:table-row>",
        ods_cell("", "远")
    );
    assert_eq!(value(&read(&ods(&rows)).unwrap(), "XFD1048576"), text("远"));
    let far = "<Row ss:Index=\"1048576\"><Cell ss:Index=\"16384\"><Data ss:Type=\"String\">远</Data></Cell></Row>";
    assert_eq!(value(&read(&xml(far)).unwrap(), "XFD1048576"), text("远"));
}

#[test]
fn declared_counts_and_indexes_reserve_nothing() {
    let declared = [0u32.to_le_bytes(), u32::MAX.to_le_bytes(), 0u32.to_le_bytes()].concat();
    let old = Old::new(0x0600).cell(0x0200, &declared).cell(0x0203, &number(0, 0, 0, 1.0));
    assert_eq!(value(&read(&old.file()).unwrap(), "A1"), Some(Value::Number(1.0)));
    let shared = "<row r=\"1\"><c r=\"A1\"><f t=\"shared\" si=\"4000000000\" ref=\"A1:A2\">1</f><v>1</v></c></row>";
    assert_eq!(value(&read(&raw_sheet(shared)).unwrap(), "A1"), Some(Value::Number(1.0)));
    let strings = [1u32.to_le_bytes(), u32::MAX.to_le_bytes()].concat();
    let old = Old::new(0x0600).shared(0x00FC, &strings).cell(0x0203, &number(0, 0, 0, 1.0));
    assert!(matches!(refusal(&old.file()), Kind::FileTooLarge { limit, .. } if limit == "strings"));
    let merges = Old::new(0x0600).cell(0x0203, &number(0, 0, 0, 1.0)).cell(0x00E5, &words(&[0xFFFF]));
    is_refused_soon(&merges.file(), "merged regions that are not there");
}

#[test]
fn formulas_are_never_taken_apart() {
    let rubbish = [0x3C, 0x20, 0xFF, 0x41, 0x7F];
    let data = [&words(&[0, 0, 0])[..], &3f64.to_le_bytes(), &words(&[0, 0, 0, 500]), &rubbish].concat();
    let old = Old::new(0x0600).cell(0x0006, &data);
    assert_eq!(value(&read(&old.file()).unwrap(), "A1"), Some(Value::Number(3.0)));
    let cell = xlsb::cell(9, 0, 0, &[&3f64.to_le_bytes()[..], &[0, 0], &xlsb::longs(&[500]), &rubbish].concat());
    let book = read(&xlsb::workbook(&[], &[xlsb::row(0, false), cell], &[])).unwrap();
    assert_eq!(value(&book, "A1"), Some(Value::Number(3.0)));
}

#[test]
fn old_records_that_lead_nowhere_are_refused() {
    let bound = |from: u32| [&from.to_le_bytes()[..], &[0, 0, 1, 0], b"S"].concat();
    for from in [0, 1, 4_000, u32::MAX] {
        let stream = [record(0x0809, &words(&[0x0600, 5, 0, 0])), record(0x0085, &bound(from)), record(0x000A, &[])];
        is_refused_soon(&container(&stream.concat()), "a sheet that begins nowhere");
    }
    let label = |rest: &[u8]| [&words(&[0, 0, 0])[..], rest].concat();
    for short in [&[][..], &[0], &[9, 0], &[9, 0, 1, b'a']] {
        is_refused_soon(&Old::new(0x0600).cell(0x0204, &label(short)).file(), "a text that is cut");
    }
    let mut odd = Old::new(0x0600).cell(0x0203, &number(0, 0, 0, 1.0)).file();
    odd[30] = 7;
    is_refused_soon(&odd, "sectors of 128 bytes");
    is_refused_soon(&container(&record(0x0809, &words(&[0x0600, 0x10, 0, 0])).repeat(100_000)), "sheets in sheets");
}

#[test]
fn continuations_may_be_empty_or_many() {
    let parts = [&[1u32.to_le_bytes(), 1u32.to_le_bytes()].concat()[..], &words(&[4]), &[1], &words(&[0x533A, 0x6559])]
        .concat();
    let mut old = Old::new(0x0600).shared(0x00FC, &parts);
    old = old.shared(0x003C, &[]).shared(0x003C, &[&[1][..], &words(&[0x4F53])].concat()).shared(0x003C, &[]);
    old = old.shared(0x003C, &[&[1][..], &words(&[0x5C40])].concat()).cell(0x00FD, &words(&[0, 0, 0, 0, 0]));
    // An empty continuation holds no flags to go on with: the text is whole or the file refused.
    match read(&old.file()) {
        Ok(book) => assert_eq!(value(&book, "A1"), text("区教体局")),
        Err(refused) => assert!(matches!(refused.kind, Kind::FileCorrupt { .. }), "{refused:?}"),
    }
    let waiting = [0, 0, 0, 0, 0, 0, 0xFF, 0xFF];
    let formula = [&words(&[0, 0, 0])[..], &waiting, &words(&[0, 0, 0, 0])].concat();
    let begun = unicode("一二三四")[..7].to_vec();
    let rest = [&[1][..], &unicode("三四")[3..]].concat();
    let book = read(&Old::new(0x0600).cell(0x0006, &formula).cell(0x0207, &begun).cell(0x003C, &rest).file()).unwrap();
    assert_eq!(value(&book, "A1"), text("一二三四"));
    let many = (0..50_000).fold(Old::new(0x0600), |old, _| old.shared(0x003C, &[]));
    assert_eq!(value(&read(&many.cell(0x0203, &number(0, 0, 0, 1.0)).file()).unwrap(), "A1"), Some(Value::Number(1.0)));
}

#[test]
fn short_and_misplaced_records_of_a_binary_workbook_are_refused() {
    for kind in [2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 62, 176, 60] {
        for length in [0, 3, 7, 9] {
            let cells =
                [xlsb::row(0, false), xlsb::record(kind, &vec![0; length]), xlsb::cell(2, 1, 0, &xlsb::longs(&[6]))];
            // Nine bytes are enough for a truth value or an error, eight for none.
            if let Err(refused) = read(&xlsb::workbook(&[], &cells, &[])) {
                assert!(matches!(refused.kind, Kind::SheetUnreadable { .. }), "{kind} {length}: {refused:?}");
            } else {
                assert!(length == 9 && matches!(kind, 3 | 4 | 10 | 11), "{kind} {length}");
            }
        }
    }
    let back = [xlsb::row(5, false), xlsb::row(4, false), xlsb::cell(2, 0, 0, &xlsb::longs(&[6]))];
    is_refused_soon(&xlsb::workbook(&[], &back, &[]), "rows that go back");
    let row = |index: u32| format!("<Row ss:Index=\"{index}\"><Cell><Data ss:Type=\"Number\">1</Data></Cell></Row>");
    is_refused_soon(&xml(&(row(2) + &row(1))), "rows of XML that go back");
}

#[test]
fn merged_regions_and_hidden_parts_that_overlap_are_refused_before_they_cost_anything() {
    let regions = words(&[0, 65_535, 2, 255]).repeat(1000);
    let mut old = Old::new(0x0600);
    for row in 0..3000 {
        old = old.cell(0x0203, &number(row, 1, 0, 1.0));
    }
    for _ in 0..9 {
        old = old.cell(0x00E5, &[&words(&[1000])[..], &regions].concat());
    }
    is_refused_soon(&old.file(), "overlapping merged regions");
    let hidden = "<Column ss:Index=\"1\" ss:Span=\"16383\" ss:Hidden=\"1\"/>".repeat(2);
    is_refused_soon(&xml(&hidden), "letter columns that are told twice");
    let mut limits = Limits::default();
    limits.set("merges", 1);
    let merged =
        "<Row><Cell ss:MergeAcross=\"1\"/><Cell ss:MergeAcross=\"1\"><Data ss:Type=\"Number\">1</Data></Cell></Row>";
    let refused = read_book(&"表.xml".into(), &xml(merged), &limits).map(|_| ()).unwrap_err();
    assert_eq!(refused.kind, Kind::FileTooLarge { limit: "merges".into(), allowed: 1, found: 2 });
}

#[test]
fn values_and_lines_that_no_sheet_can_hold_are_refused() {
    is_refused_soon("a,".repeat(1_000_000).as_bytes(), "a line of a million values");
    let long = "长".repeat(400_000);
    is_refused_soon(format!("a,b\nc,{long}\n").as_bytes(), "a value of more than a megabyte");
    is_refused_soon(format!("<table><tr><td>a<td>{long}</table>").as_bytes(), "a web page's");
    is_refused_soon(&xml(&format!("<Row><Cell><Data ss:Type=\"String\">{long}</Data></Cell></Row>")), "XML's");
    is_refused_soon(&ods(&format!("<table:table-row>{}</table:table-row>", ods_cell("", &long))), "ods's");
}

#[test]
fn repeats_of_a_long_text_count_as_if_they_were_written_out() {
    let long = ods_cell("table:number-columns-repeated=\"1000\"", &"长".repeat(1000));
    let rows = format!("<table:table-row table:number-rows-repeated=\"100\">{long}</table:table-row>");
    // 3 bytes × 1,000 × 1,000 × 100 are more than the 256 MiB that a part may have.
    assert!(matches!(refusal(&ods(&rows)), Kind::FileTooLarge { limit, found: 300_000_000, .. } if limit == "part"));
    let blanks = ods_cell("", &"<text:s text:c=\"1000\"/>".repeat(2000));
    is_refused_soon(&ods(&format!("<table:table-row>{blanks}</table:table-row>")), "a cell of two million blanks");
}
