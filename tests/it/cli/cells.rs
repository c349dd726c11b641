//! `cells`.

use super::desk::{Desk, Told, samples};
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

/// A book with every kind of cell, written by hand: XML Spreadsheet 2003.
const BOOK: &str = r#"<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="1月"><Table>
<Column ss:Index="4" ss:Hidden="1"/>
<Row><Cell ss:MergeAcross="5"><Data ss:Type="String">更新"统计"</Data></Cell></Row>
<Row><Cell><Data ss:Type="Number">12</Data></Cell><Cell><Data ss:Type="Number">0.1</Data></Cell>
<Cell ss:Formula="=1=1"><Data ss:Type="Boolean">1</Data></Cell></Row>
<Row ss:Index="4" ss:Hidden="1"><Cell><Data ss:Type="DateTime">2024-01-01T00:00:00.000</Data></Cell>
<Cell><Data ss:Type="DateTime">2024-01-01T08:30:00.000</Data></Cell><Cell><Data ss:Type="Error">#REF!</Data></Cell>
<Cell ss:Formula="=R[-2]C"/><Cell><Data ss:Type="Number">十二</Data></Cell></Row>
</Table></Worksheet><Worksheet ss:Name="空"><Table></Table></Worksheet></Workbook>"#;

fn lines(told: &Told) -> Vec<Value> {
    told.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// File, status and id of the reason of each file told.
fn files(told: &Told) -> Vec<(String, String, Option<String>)> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let all = lines(told);
    let files = all.iter().filter(|line| line.get("status").is_some());
    files.map(|f| (text(&f["file"]).unwrap(), text(&f["status"]).unwrap(), text(&f["reason"]["id"]))).collect()
}

#[test]
fn every_kind_of_cell_is_told_with_its_sheet_first() {
    let desk = Desk::empty();
    fs::write(desk.path("表.xls"), BOOK).unwrap();
    let told = desk.call(&["cells", "表.xls"]);
    assert_eq!((told.status, told.err.as_str()), (1, ""));
    let mut all = lines(&told);
    let sheet = all.remove(0);
    assert_eq!((&sheet["file"], &sheet["status"], &sheet["reason"]), (&json!("表.xls"), &json!("read"), &json!(null)));
    assert_eq!(sheet["doubts"].as_array().unwrap().len(), 2, "{sheet}");
    let first = json!({"name": "1月", "hidden": false, "merges": ["A1:F1"], "hidden_rows": [4], "hidden_columns": ["D"], "filtered": false});
    let empty = json!({"name": "空", "hidden": false, "merges": [], "hidden_rows": [], "hidden_columns": [], "filtered": false});
    assert_eq!(sheet["sheets"], json!([first, empty]));
    let seen: Vec<Value> = all
        .iter()
        .map(|c| {
            assert_eq!((&c["file"], &c["sheet"]), (&json!("表.xls"), &json!("1月")));
            json!([c["cell"], c["kind"], c["value"], c["formula"], c["doubt"].is_string()])
        })
        .collect();
    let expected = json!([
        ["A1", "text", "更新\"统计\"", false, false],
        ["A2", "number", 12, false, false],
        ["B2", "number", 0.1, false, false],
        ["C2", "bool", true, true, false],
        ["A4", "date", "2024-01-01", false, false],
        ["B4", "date", "2024-01-01T08:30:00", false, false],
        ["C4", "error", "#REF!", false, false],
        ["D4", "text", null, true, true],
        ["E4", "text", "十二", false, true],
    ]);
    assert_eq!(json!(seen), expected);
    let keys: Vec<&String> = all[0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["file", "sheet", "cell", "kind", "value", "formula", "doubt"]);
}

#[test]
fn a_sheet_without_content_is_told_among_the_doubts_of_its_file() {
    let desk = Desk::empty();
    fs::write(desk.path("a.xlsx"), crate::cases::drawn::workbook("!lost 2\n== 一月\n甲 | 12\n== 二月\n乙 | 3\n"))
        .unwrap();
    let told = desk.call(&["cells", "a.xlsx"]);
    let all = lines(&told);
    assert_eq!((told.status, all.len(), all[0]["sheets"].as_array().unwrap().len()), (1, 3, 1));
    let doubts = all[0]["doubts"].as_array().unwrap();
    assert!(doubts.len() == 1 && doubts[0].as_str().unwrap().contains("“二月”"), "{doubts:?}");
}

#[test]
fn refused_and_skipped_files_are_told_with_their_reason() {
    let desk = Desk::empty();
    fs::create_dir(desk.path("收件")).unwrap();
    for (name, text) in [("b.csv", "甲,1\n乙,2\n"), ("a.pdf", "%PDF-1.4"), ("c.xlsx", ""), ("~$b.xlsx", "x")] {
        fs::write(desk.path("收件").join(name), text).unwrap();
    }
    let told = desk.call(&["cells", "收件"]);
    assert_eq!((told.status, told.err.as_str()), (1, ""));
    let file =
        |name: &str, status: &str, why: Option<&str>| (name.to_owned(), status.to_owned(), why.map(str::to_owned));
    let expected = [
        file("a.pdf", "refused", Some("file-foreign")),
        file("b.csv", "read", None),
        file("c.xlsx", "refused", Some("file-empty")),
        file("~$b.xlsx", "skipped", Some("skipped-lock")),
    ];
    assert_eq!(files(&told), expected);
    assert!(lines(&told)[0]["reason"]["message"].as_str().unwrap().contains("PDF"));
    assert_eq!(desk.call(&["cells", "收件/b.csv"]).status, 0);
}

#[test]
fn nothing_readable_is_status_two() {
    let desk = Desk::empty();
    fs::write(desk.path("a.xlsx"), "").unwrap();
    let told = desk.call(&["cells", "a.xlsx"]);
    assert_eq!((told.status, files(&told).len()), (2, 1));
    fs::create_dir(desk.path("空")).unwrap();
    fs::write(desk.path("空/~$b.xlsx"), "x").unwrap();
    let told = desk.call(&["cells", "空"]);
    assert_eq!((told.status, files(&told).len()), (2, 1));
    assert!(told.err.contains('空'), "{}", told.err);
    let told = desk.call(&["cells", "没有"]);
    assert!(told.status == 2 && told.out.is_empty() && told.err.contains("没有"), "{}", told.err);
}

#[test]
fn the_lines_are_the_same_however_many_files_are_read_at_once_and_wherever() {
    let desk = Desk::empty();
    let samples = samples();
    let call = |more: &[&str]| desk.call(&[&["cells", samples.to_str().unwrap()][..], more].concat());
    let told = call(&[]);
    assert_eq!(told.status, 1);
    assert!(files(&told).len() > 40 && lines(&told).len() > 4000, "{}", lines(&told).len());
    for more in [&["-j", "1"][..], &["-j", "7"], &["--in-process"]] {
        assert!(call(more).out == told.out, "{more:?}");
    }
}

#[test]
fn a_file_that_ends_its_worker_costs_nothing_but_itself() {
    let desk = Desk::empty();
    fs::create_dir(desk.path("收件")).unwrap();
    fs::write(desk.path("收件/1.csv"), "甲,1\n").unwrap();
    fs::write(desk.path("收件/2.csv"), "招标投标信息,实时更新,某局,12,15,14\n".repeat(400_000)).unwrap();
    fs::write(desk.path("收件/3.csv"), "乙,2\n").unwrap();
    let told = desk.call(&["cells", "收件", "--limit", "memory=33554432"]);
    let all = lines(&told);
    let ids: Vec<&Value> = all.iter().filter(|l| l.get("status").is_some()).map(|l| &l["reason"]["id"]).collect();
    assert_eq!(ids, [&json!(null), &json!("file-needs-memory"), &json!(null)]);
    // Two cells of each small file, and none of what was read before the end.
    assert_eq!((told.status, all.len()), (1, 3 + 4));
}

#[test]
fn archives_and_several_paths_are_read_and_limits_hold() {
    let desk = Desk::empty();
    fs::write(desk.path("a.csv"), "甲,1\n").unwrap();
    let mut zip = zip::ZipWriter::new(fs::File::create(desk.path("收件.zip")).unwrap());
    zip.start_file("表/b.csv", zip::write::SimpleFileOptions::default()).unwrap();
    std::io::Write::write_all(&mut zip, "乙,2\n丙,3\n".as_bytes()).unwrap();
    zip.finish().unwrap();
    let told = desk.call(&["cells", "收件.zip", "a.csv", "--limit", "sheet-cells=3"]);
    let names: Vec<String> = files(&told).into_iter().map(|(file, status, _)| format!("{file} {status}")).collect();
    assert_eq!(names, ["a.csv read", "收件.zip/表/b.csv refused"]);
    assert_eq!((told.status, lines(&told).len()), (1, 4));
    let told = desk.call(&["cells", "a.csv", "--limit", "没有=1"]);
    assert!(told.status == 2 && told.err.contains("sheet-cells"), "{}", told.err);
}

#[test]
fn an_output_that_is_closed_early_ends_the_program_quietly() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_tongbao"))
        .arg("cells")
        .arg(samples())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    assert!(first.contains("\"status\""), "{first}");
    let (mut said, mut stderr) = (String::new(), child.stderr.take().unwrap());
    stderr.read_to_string(&mut said).unwrap();
    let status = child.wait().unwrap();
    assert_eq!(said, "");
    assert!(matches!(status.code(), Some(0 | 1)), "{status}");
}

#[test]
fn notes_and_crossed_out_cells_have_keys_of_their_own_and_blank_cells_with_a_note_a_line() {
    let desk = Desk::empty();
    let mut book = rust_xlsxwriter::Workbook::new();
    let (line, plain) = (rust_xlsxwriter::Format::new().set_font_strikethrough(), rust_xlsxwriter::Format::new());
    let note = |text: &str| rust_xlsxwriter::Note::new(text).add_author_prefix(false);
    let sheet = book.add_worksheet().set_name("表").unwrap();
    sheet.write_with_format(1, 0, 12, &line).unwrap();
    sheet.write_rich_string(1, 2, &[(&line, "12"), (&plain, " 15")]).unwrap();
    sheet.write(3, 1, 7).unwrap();
    for (row, col, text) in [(0, 4, "上"), (1, 1, "中"), (3, 1, "在"), (9, 9, "下")] {
        sheet.insert_note(row, col, &note(text)).unwrap();
    }
    book.add_worksheet().set_name("空").unwrap().insert_note(2, 2, &note("别的表")).unwrap();
    book.save(desk.path("a.xlsx")).unwrap();
    let told = desk.call(&["cells", "a.xlsx"]);
    let cells: Vec<Value> = lines(&told).into_iter().filter(|l| l.get("cell").is_some()).collect();
    let short =
        |l: &Value| json!([l["sheet"], l["cell"], l["kind"], l["value"], l["note"], l["struck"], l["struck_part"]]);
    let expected = [
        json!(["表", "E1", "empty", null, "上", null, null]),
        json!(["表", "A2", "number", 12, null, true, null]),
        json!(["表", "B2", "empty", null, "中", null, null]),
        json!(["表", "C2", "text", "15", null, null, "12"]),
        json!(["表", "B4", "number", 7, "在", null, null]),
        json!(["表", "J10", "empty", null, "下", null, null]),
        json!(["空", "C3", "empty", null, "别的表", null, null]),
    ];
    assert_eq!(cells.iter().map(short).collect::<Vec<_>>(), expected);
    // Without a note or a mark the keys are not there at all.
    assert!(cells[4].get("struck").is_none() && cells[1].get("note").is_none());
}
