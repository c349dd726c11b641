//! Every limit, tripped through the program: its name, what was found, and how to raise it are said, and no other file suffers.

use super::desk::Desk;
use rust_xlsxwriter::Workbook;
use std::fs;
use tongbao::read::Limits;

const TABLE: [[&str; 4]; 2] = [["单位", "承办数量", "办结数量", "逾期数量"], ["甲局", "3", "3", "0"]];

/// A workbook with two sheets of eight cells and one merged region each.
fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    for _ in 0..2 {
        let sheet = book.add_worksheet();
        sheet.merge_range(0, 0, 0, 3, "2023年一季度留言办理情况", &rust_xlsxwriter::Format::new()).unwrap();
        for (row, line) in (1..).zip(TABLE) {
            sheet.write_row(row, 0, line).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

/// The same, whose first sheet claims 70 MiB in the container's list.
fn tightly_packed() -> Vec<u8> {
    let mut bytes = workbook();
    let name = b"xl/worksheets/sheet1.xml";
    let at = bytes.windows(name.len()).rposition(|w| w == name).unwrap() - 46;
    assert_eq!(&bytes[at..at + 4], b"PK\x01\x02");
    bytes[at + 24..at + 28].copy_from_slice(&(70u32 << 20).to_le_bytes());
    bytes
}

/// One cell of an OpenDocument that stands for five.
fn repeated() -> Vec<u8> {
    "<?xml version=\"1.0\"?><office:document office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\">\
     <table:table table:name=\"1\"><table:table-row><table:table-cell office:value-type=\"string\" \
     table:number-columns-repeated=\"5\"><text:p>x</text:p></table:table-cell></table:table-row></table:table>\
     </office:document>"
        .as_bytes()
        .to_vec()
}

fn rows(count: usize) -> Vec<u8> {
    let mut text = TABLE.map(|line| line.join(",")).join("\n");
    text.push_str(&"\n乙局,3,3,0".repeat(count));
    text.into_bytes()
}

#[test]
fn each_limit_is_said_with_its_name_what_was_found_and_how_to_raise_it() {
    let cases: [(&str, &str, Vec<u8>, &str); 15] = [
        ("file-size=1K", "上限 1 KB", workbook(), "file-size="),
        ("unpacked=2000", "上限 2 KB", workbook(), "unpacked="),
        ("part=100", "上限 100 字节", workbook(), "part="),
        ("ratio=9", "上限 9，实际", tightly_packed(), "ratio="),
        ("entries=3", "上限 3，实际", workbook(), "entries="),
        ("sheets=1", "上限 1，实际 2", workbook(), "sheets=2"),
        ("strings=4", "上限 4，实际 5", workbook(), "strings=8"),
        ("sheet-cells=8", "上限 8，实际 9", workbook(), "sheet-cells=16"),
        ("file-cells=17", "上限 17，实际 18", workbook(), "file-cells=34"),
        ("merges=0", "上限 0，实际 1", workbook(), "merges=1"),
        ("repeats=4", "上限 4，实际 5", repeated(), "repeats=8"),
        // The title has fourteen characters.
        ("text=12", "上限 12，实际 14", workbook(), "text=24"),
        ("time=1", "time：0.1 秒", rows(20_000), "time="),
        ("memory=1", "memory：1 字节", rows(1_000_000), "memory="),
        ("tables=20", "上限 20 字节", workbook(), "tables="),
    ];
    assert_eq!(cases.each_ref().map(|case| case.0.split('=').next().unwrap()), Limits::NAMES);
    for (limit, found, bytes, raise) in cases {
        let desk = Desk::empty();
        fs::write(desk.path("表"), bytes).unwrap();
        let told = desk.call(&["check", "表", "--period", "2023Q1", "--limit", limit]);
        let name = limit.split('=').next().unwrap();
        assert_eq!(told.status, 2, "{limit}: {}{}", told.out, told.err);
        for words in [name, found, &format!("--limit {raise}")] {
            assert!(told.out.contains(words), "{limit}: {words} in {}{}", told.out, told.err);
        }
    }
}

#[test]
fn a_limit_is_written_with_or_without_its_unit() {
    let desk = Desk::empty();
    fs::write(desk.path("表"), workbook()).unwrap();
    for (limit, fits) in [
        ("file-size=1M", true),
        ("file-size=64KB", true),
        ("file-size=1_000", false),
        ("file-size=1000", false),
        ("time=60s", true),
        ("time=60000ms", true),
    ] {
        let told = desk.call(&["check", "表", "--period", "2023Q1", "--limit", limit]);
        assert_eq!(told.status != 2, fits, "{limit}: {}{}", told.out, told.err);
    }
    for wrong in
        ["sheets=1M", "time=1M", "file-size=1s", "file-size=", "file-size", "file-size=-1", "file-size=99999999999G"]
    {
        let told = desk.call(&["check", "表", "--limit", wrong]);
        assert!(told.status == 2 && told.err.contains("--limit"), "{wrong}: {}", told.err);
    }
}

#[test]
fn a_mistyped_limit_lists_every_one_with_meaning_and_built_in_value() {
    let desk = Desk::empty();
    fs::write(desk.path("表"), workbook()).unwrap();
    let told = desk.call(&["check", "表", "--limit", "size=1"]);
    assert_eq!(told.status, 2);
    for words in ["“size”", "file-size", "一个文件的大小，默认 100 MB", "读取一个文件的时间，默认 20 秒", "默认 20000"]
    {
        assert!(told.err.contains(words), "{words} in {}", told.err);
    }
    assert!(Limits::NAMES.iter().all(|name| told.err.contains(name)), "{}", told.err);
}
