//! Proves that nothing which belongs to a citizen reaches an output: every kind of file carries secrets, every command is called, and
//! every byte that comes out is searched.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod files;
mod pipe;

use crate::cli::desk::{Desk, Told};
use crate::common::listing;
use files::SECRETS;
use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read as _};
use std::path::PathBuf;

/// Everything that came out, with where it did.
#[derive(Default)]
struct Heard(BTreeMap<String, String>);

impl Heard {
    fn told(&mut self, words: &[&str], told: &Told) {
        // A program that broke off has told nothing, which proves nothing.
        assert!((0..=2).contains(&told.status) && !told.err.contains("panicked"), "{words:?}: {}", told.err);
        self.0.insert(format!("{words:?} stdout"), told.out.clone());
        self.0.insert(format!("{words:?} stderr"), told.err.clone());
    }

    /// Calls the program and keeps what it says.
    fn call(&mut self, desk: &Desk, words: &[&str]) -> i32 {
        let told = desk.call(words);
        self.told(words, &told);
        told.status
    }

    /// Keeps every file of the desk but what was handed in.
    fn files(&mut self, desk: &Desk) {
        for (path, bytes) in desk.everything("") {
            let name = path.strip_prefix(&desk.folder).unwrap().to_string_lossy().into_owned();
            if name.starts_with("收件") || name == "名录.xlsx" {
                continue;
            }
            self.0.insert(format!("name of {name}"), name.clone());
            for (part, text) in parts(&bytes) {
                self.0.insert(format!("{name} {part}"), text);
            }
        }
    }

    /// Every secret that was told, with where.
    fn told_secrets(&self) -> Vec<String> {
        let mut out = Vec::new();
        for (place, text) in &self.0 {
            let bare = bare(text);
            for secret in SECRETS {
                let Some(at) = bare.find(&self::bare(secret)) else { continue };
                let around: String = bare[..at].chars().rev().take(30).collect::<Vec<_>>().into_iter().rev().collect();
                out.push(format!("{secret} in {place}: {around}…"));
            }
        }
        out
    }
}

/// The parts of a file as text: those of a package, or the whole.
fn parts(bytes: &[u8]) -> Vec<(String, String)> {
    let Ok(mut package) = zip::ZipArchive::new(Cursor::new(bytes)) else {
        return vec![(String::new(), String::from_utf8_lossy(bytes).into_owned())];
    };
    let mut out = Vec::new();
    for index in 0..package.len() {
        let mut part = package.by_index(index).unwrap();
        let mut text = Vec::new();
        part.read_to_end(&mut text).unwrap();
        let text = String::from_utf8_lossy(&text).into_owned();
        // The record is cut into pieces that stand in cells of their own: without marks they are one again.
        let name = part.name().unwrap().into_owned();
        out.push((format!("{name} without marks"), without_marks(&text)));
        out.push((name, text));
    }
    out
}

fn without_marks(xml: &str) -> String {
    let mut out = String::new();
    for piece in xml.split('<') {
        out.push_str(piece.split_once('>').map_or(piece, |(_, text)| text));
    }
    out
}

/// Text without blanks and with narrow digits, as somebody would search for a number.
fn bare(text: &str) -> String {
    tongbao::fold::fold(text)
}

/// A desk with all the files, with or without the roster.
fn desk(with_roster: bool) -> Desk {
    let desk = Desk::empty();
    files::lay_out(&desk.path("收件"));
    if with_roster {
        fs::write(desk.path("名录.xlsx"), files::roster()).unwrap();
    }
    desk
}

/// Cells of the produced workbook that somebody may ask about: some of every sheet.
fn cells(product: &[u8]) -> Vec<String> {
    let mut out = Vec::new();
    for sheet in listing::sheets(product) {
        let filled: Vec<String> =
            sheet.cells.iter().filter(|c| !c.value.is_empty()).map(|c| format!("{}!{}", sheet.name, c.at)).collect();
        let step = (filled.len() / 6).max(1);
        out.extend(filled.into_iter().step_by(step));
    }
    out
}

/// Calls every command and keeps all that comes out.
fn everything(desk: &Desk) -> Heard {
    let mut heard = Heard::default();
    let period: &[&str] = &["--period", "2023Q1"];
    let with = |words: &[&'static str]| [words, period].concat();
    heard.call(desk, &with(&["run", "收件", "-n", "--json", "-"]));
    let made = heard
        .call(desk, &with(&["run", "收件", "-v", "-o", "附件.xlsx", "--json", "报告.json", "--clean", "正式稿.xlsx"]));
    assert!(made < 2, "{:#?}", heard.0.values().collect::<Vec<_>>());
    heard.call(desk, &with(&["run", "收件", "--in-process", "-j", "1", "-o", "再做.xlsx"]));
    heard.call(desk, &with(&["check", "收件", "-v"]));
    heard.call(desk, &with(&["remind", "收件", "-o", "催报.txt"]));
    heard.call(desk, &with(&["remind", "收件"]));
    for file in fs::read_dir(desk.path("收件")).unwrap() {
        let path = PathBuf::from("收件").join(file.unwrap().file_name());
        let words = with(&["check", "-v"]);
        let told = desk.call(&[&words[..1], &[path.to_str().unwrap()], &words[1..]].concat());
        heard.told(&["check -v of one", &path.to_string_lossy()], &told);
    }
    for cell in cells(&desk.bytes("附件.xlsx")) {
        heard.call(desk, &["explain", "附件.xlsx", &cell]);
    }
    for number in 1..=60 {
        heard.call(desk, &["explain", "附件.xlsx", &format!("F{number}")]);
    }
    heard.call(desk, &["verify", "附件.xlsx"]);
    heard.call(desk, &["verify", "附件.xlsx", "收件"]);
    // One file by its name, which then stands beside the workbook.
    let one = "区水利局13577889901.xlsx";
    fs::copy(desk.path("收件/区水利局留言.xlsx"), desk.path(one)).unwrap();
    heard.call(desk, &with(&["run", "区水利局13577889901.xlsx", "-o", "单份.xlsx"]));
    let verified = desk.call(&["verify", "单份.xlsx"]);
    heard.told(&["verify of one"], &verified);
    assert!(verified.err.is_empty() && verified.status == 0, "{} {}", verified.out, verified.err);
    fs::remove_file(desk.path(one)).unwrap();
    heard.call(desk, &["init", "下期", "--from", "收件"]);
    heard.call(desk, &["init", "再下期", "--from", "附件.xlsx"]);
    heard.files(desk);
    heard
}

#[test]
fn no_secret_comes_out_with_a_roster() {
    let heard = everything(&desk(true));
    assert!(heard.0.keys().any(|k| k.starts_with("附件.xlsx xl/")) && heard.0.len() > 100, "{:?}", heard.0.keys());
    let told = heard.told_secrets();
    assert!(told.is_empty(), "{} times:\n{}", told.len(), told.join("\n"));
}

#[test]
fn no_secret_comes_out_without_a_roster() {
    let told = everything(&desk(false)).told_secrets();
    assert!(told.is_empty(), "{} times:\n{}", told.len(), told.join("\n"));
}

#[test]
fn the_search_finds_what_is_there() {
    // `cells` prints everything by design, so there every secret must be found.
    let desk = desk(false);
    let mut heard = Heard::default();
    heard.call(&desk, &["cells", "收件"]);
    let told = heard.told_secrets();
    for secret in SECRETS {
        assert!(told.iter().any(|t| t.starts_with(secret)), "{secret} stands in no file");
    }
}

#[test]
fn what_was_taken_out_is_said_with_its_place_and_the_file_is_known_by_its_hash() {
    let desk = desk(true);
    let told = desk.call(&["run", "收件", "-o", "附件.xlsx", "--json", "报告.json", "--period", "2023Q1"]);
    assert!(told.status < 2, "{}", told.err);
    let report: serde_json::Value = serde_json::from_slice(&desk.bytes("报告.json")).unwrap();
    let findings = report["findings"].as_array().unwrap();
    let places = |id: &str| -> Vec<String> {
        findings.iter().filter(|f| f["id"] == id).map(|f| f["place"].to_string()).collect()
    };
    let masked = places("personal-masked");
    assert!(masked.iter().any(|p| p.contains("平台问题.xlsx") && p.contains("D3")), "{masked:?}");
    assert!(!places("unit-withheld").is_empty(), "{findings:#?}");
    let inputs = report["inputs"].as_array().unwrap();
    let refused = inputs.iter().find(|i| i["file"].as_str().unwrap().contains("扫描件***01")).unwrap();
    assert_eq!(refused["sha256"].as_str().unwrap().len(), 64);
}

#[test]
fn a_name_among_headings_stays_hidden_and_words_that_are_nobodys_are_shown() {
    let desk = Desk::empty();
    fs::create_dir(desk.path("收件")).unwrap();
    let list = "== 表
稿件登记簿
序号 | 日期 | 拟稿人 | 一审（站所） | 发布平台 | 王小明
1 | 3月2日 | 张三 | 综治办 | 公众号 | 有
                2 | 3月9日 | 李四 | 党政办 | 抖音 | 无
3 | 3月12日 | 李四 | 党政办 | 抖音 | 无
";
    fs::write(desk.path("收件/某镇.xlsx"), crate::cases::drawn::workbook(list)).unwrap();
    let told = desk.call(&["check", "收件", "--period", "2023Q1", "-v"]);
    let all = told.out + &told.err;
    assert!(all.contains("拟稿人") && all.contains("一审（站所）") && all.contains("发布平台"), "{all}");
    assert!(!all.contains("王小明") && !all.contains("张三") && !all.contains("李四"), "{all}");
}
