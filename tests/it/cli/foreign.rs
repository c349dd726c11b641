//! What is no workbook is named for what it is, and the unit is asked for the right thing; nothing else suffers from it.

use super::desk::Desk;
use std::fs;
use std::io::{Cursor, Write};

fn compound(stream: &str) -> Vec<u8> {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    file.create_stream(stream).unwrap().write_all(b"x").unwrap();
    file.flush().unwrap();
    file.into_inner().into_inner()
}

fn zip(names: &[&str]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for name in names {
        out.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

fn program() -> Vec<u8> {
    [&b"MZ\x90\0\x03\0\0\0"[..], &[0; 120], b"PE\0\0"].concat()
}

#[test]
fn foreign_files_are_named_for_what_they_are_and_the_unit_is_asked_for_a_workbook() {
    let cases: [(&str, Vec<u8>, &str, &str); 18] = [
        ("扫描件.pdf", b"%PDF-1.7\n...".to_vec(), "PDF", "原来的工作簿"),
        ("公文.ofd", zip(&["OFD.xml", "Doc_0/Document.xml"]), "OFD", "原来的工作簿"),
        ("旧.doc", compound("/WordDocument"), "Word", "复制到工作簿"),
        ("文字.wps", compound("/WordDocument"), "Word", "复制到工作簿"),
        ("新.docx", zip(&["[Content_Types].xml", "word/document.xml"]), "Word", "复制到工作簿"),
        ("片.pptx", zip(&["[Content_Types].xml", "ppt/presentation.xml"]), "演示文稿", "复制到工作簿"),
        ("包.rar", b"Rar!\x1a\x07\x01\0...".to_vec(), "压缩包", "请先解压"),
        ("包.7z", b"7z\xbc\xaf\x27\x1c\0\x04".to_vec(), "压缩包", "请先解压"),
        ("空包.zip", zip(&[]), "空的压缩包", "重新报送"),
        ("图.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF".to_vec(), "图片", "原来的工作簿"),
        ("图.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), "图片", "原来的工作簿"),
        ("图.bmp", b"BM\x36\0\0\0\0\0\0\0\x36\0\0\0".to_vec(), "图片", "原来的工作簿"),
        ("表.xlsx.lnk", b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0".to_vec(), "快捷方式", "工作簿本身"),
        (
            "网页.mht",
            b"From: <x>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related\r\n".to_vec(),
            "MHTML",
            "另存为",
        ),
        ("邮件.msg", compound("/__properties_version1.0"), "邮件", "附件里的工作簿"),
        ("程序.xlsx", program(), "程序", "请勿打开"),
        ("片.mp4", b"\0\0\0\x20ftypisom\0\0\x02\0".to_vec(), "视频", "用工作簿"),
        ("库.accdb", b"\0\x01\0\0Standard ACE DB\0".to_vec(), "其他类型", "用工作簿"),
    ];
    let desk = Desk::empty();
    fs::create_dir(desk.path("收件")).unwrap();
    let good = "栏目名称,更新频次,保障单位,1月,2月,3月\n规划计划,1条/季度,甲局,0,1,4\n";
    fs::write(desk.path("收件/好.csv"), good).unwrap();
    for (name, bytes, ..) in &cases {
        fs::write(desk.path("收件").join(name), bytes).unwrap();
    }
    let told = desk.call(&["check", "收件", "--period", "2023Q1"]);
    assert_eq!(told.status, 1, "{}{}", told.out, told.err);
    assert!(told.out.contains("好.csv  可以使用"), "{}", told.out);
    for (name, _, what, ask) in &cases {
        let line = told.out.lines().find(|line| line.contains(&format!("〔{name}〕"))).unwrap_or_default();
        assert!(line.contains(what) && line.contains(ask), "{name}: {line:?} in {}", told.out);
    }
}

#[cfg(unix)]
#[test]
fn names_with_line_breaks_control_and_direction_characters_are_shown_and_written_harmlessly() {
    let desk = Desk::empty();
    fs::create_dir(desk.path("收件")).unwrap();
    let bad = "甲\u{1b}[31m\n 局\u{202e}\u{7}.csv";
    fs::write(desk.path("收件").join(bad), "单位,承办数量,办结数量,逾期数量\n甲局,约3,3,0\n").unwrap();
    for call in
        [&["收件", "--period", "2023Q1", "--json", "报告.json", "-v"][..], &["check", "收件", "--period", "2023Q1"]]
    {
        let told = desk.call(call);
        assert_eq!(told.status, 1, "{}{}", told.out, told.err);
        for text in [&told.out, &told.err] {
            let harmful = |c: char| (c.is_control() && c != '\n') || c == '\u{202e}';
            assert!(!text.chars().any(harmful), "{text:?}");
            assert!(!text.lines().any(|line| line.starts_with(" 局") || line.starts_with('局')), "{text}");
        }
    }
    let report: serde_json::Value = serde_json::from_slice(&desk.bytes("报告.json")).unwrap();
    assert_eq!(report["inputs"][0]["file"], bad);
    let product = fs::read_dir(&desk.folder)
        .unwrap()
        .map(|e| e.unwrap().path())
        .find(|p| p.extension().is_some_and(|e| e == "xlsx"));
    let mut book = calamine::open_workbook_auto(product.unwrap()).unwrap();
    let sheet = calamine::Reader::worksheet_range(&mut book, "收件登记").unwrap();
    assert!(sheet.used_cells().any(|(_, _, cell)| cell.to_string().contains("甲") && cell.to_string().contains("局")));
}

#[cfg(unix)]
#[test]
fn a_pipe_or_a_device_is_no_input_and_no_target() {
    let desk = Desk::with_samples();
    let pipe = desk.path("管.json");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    for call in [&["管.json"][..], &["/dev/zero"], &["check", "/dev/null"], &["收件", "管.json"]] {
        let told = desk.call(call);
        assert_eq!(told.status, 2, "{call:?}: {}", told.err);
        assert!(told.err.contains("既不是文件也不是文件夹"), "{call:?}: {}", told.err);
    }
    let told = desk.call(&["收件", "--json", "管.json"]);
    assert_eq!(told.status, 2);
    assert!(told.err.contains("管.json") && told.err.contains("不是文件"), "{}", told.err);
    let told = desk.call(&["没有的", "--json", "管.json"]);
    assert_eq!(told.status, 2, "{}", told.err);
}

#[cfg(unix)]
#[test]
fn links_are_counted_and_read_only_when_that_is_asked_for() {
    let desk = Desk::empty();
    fs::create_dir_all(desk.path("收件")).unwrap();
    let table = |unit: &str| format!("单位,承办数量,办结数量,逾期数量\n{unit},3,3,0\n");
    fs::write(desk.path("收件/甲局.csv"), table("甲局")).unwrap();
    fs::write(desk.path("乙局.csv"), table("乙局")).unwrap();
    std::os::unix::fs::symlink(desk.path("乙局.csv"), desk.path("收件/乙局.csv")).unwrap();
    let inputs = |call: &[&str]| {
        let told = desk.call(call);
        let report: serde_json::Value = serde_json::from_str(&told.out).unwrap();
        let all = report["inputs"].as_array().unwrap();
        all.iter().map(|i| (i["status"].to_string(), i["reason"]["id"].to_string())).collect::<Vec<_>>()
    };
    let call = ["收件", "--period", "2023Q1", "--json", "-", "-n"];
    let word = |text: &str| format!("\"{text}\"");
    assert_eq!(inputs(&call), [(word("skipped"), word("skipped-link")), (word("used"), "null".to_owned())]);
    let both = [&call[..], &["--links"]].concat();
    assert_eq!(inputs(&both), [(word("used"), "null".to_owned()), (word("used"), "null".to_owned())]);
}
