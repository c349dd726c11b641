//! Golden workbooks: walks every folder of `tests/cases`.
//!
//! A case is a folder: `in/` holds what was handed in (workbooks, or drawings of them, see `drawn`), with or without a roster;
//! `args.txt`, where it exists, holds further words of the call, one to a line. `previous/`, where it exists, holds what was handed in for
//! the period before: `上期.xlsx` is made of it first, and changed as `previous-edits.txt` says (sheet from one, cell, and what somebody
//! wrote there). `annexes.txt` lists the workbook that comes out, read
//! back from its bytes; its first line says in a sentence what the case shows. `confirm.txt`, where it exists, lists 待确认.xlsx. `console.txt` is the last screen with the exit
//! status. `UPDATE_GOLDEN=1` rewrites both; the difference is reviewed line by line. Hashes are left out: they say nothing to a
//! reader.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

pub(crate) mod drawn;
pub(crate) mod weights;

use crate::common::listing;
use crate::explain::book::{put_number, put_text};
use crate::report::json::validate;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use tongbao::finding::Kind;

/// Ids that no case shows, each with its reason.
const NOT_SHOWN: [(&str, &str); 4] = [
    ("file-too-slow", "how long a file takes depends on the machine; tests/it/intake shows it"),
    ("file-needs-memory", "how much a file needs depends on the system; tests/it/intake shows it"),
    ("file-crashed", "no file is known that makes the reader crash; tests/it/intake shows what happens to one"),
    ("file-unreadable", "a file that the system refuses to open cannot be laid out alike on every system"),
];

/// What one case came to.
struct Played {
    case: PathBuf,
    annexes: String,
    console: String,
    confirm: String,
    /// Ids of the findings in its JSON report.
    ids: BTreeSet<String>,
    /// Its JSON report, where there is one.
    report: serde_json::Value,
    /// Sheets of its workbook; none where there is no workbook.
    sheets: Vec<listing::Listed>,
}

/// Every case, played once.
static PLAYED: LazyLock<Vec<Played>> = LazyLock::new(|| {
    let mut cases = children(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases"));
    cases.retain(|c| c.join("in").is_dir());
    cases.into_iter().map(play).collect()
});

#[test]
fn every_case_comes_out_as_written_down() {
    let mut wrong = String::new();
    assert!(!PLAYED.is_empty(), "tests/cases holds no case");
    for played in &*PLAYED {
        for (name, found) in [("annexes.txt", &played.annexes), ("console.txt", &played.console)] {
            compare(&played.case.join(name), found, &mut wrong);
        }
        if played.case.join("confirm.txt").exists() {
            compare(&played.case.join("confirm.txt"), &played.confirm, &mut wrong);
        }
    }
    assert!(wrong.is_empty(), "{wrong}\nUPDATE_GOLDEN=1 cargo test cases rewrites them");
}

#[test]
fn every_finding_id_appears_in_a_case() {
    let shown: BTreeSet<&str> = PLAYED.iter().flat_map(|p| &p.ids).map(String::as_str).collect();
    let missing: Vec<&&str> = Kind::ALL_IDS.iter().filter(|id| !shown.contains(**id)).collect();
    let known: Vec<&str> = NOT_SHOWN.iter().map(|(id, _)| *id).collect();
    assert_eq!(missing.into_iter().copied().collect::<Vec<_>>(), known);
}

/// `finding id: cases that show it`, line by line.
#[test]
fn the_list_of_findings_names_the_cases_that_show_each() {
    let mut list = String::new();
    for id in Kind::ALL_IDS {
        let name = |p: &'static Played| p.case.file_name().unwrap().to_str().unwrap();
        let cases: Vec<&str> = PLAYED.iter().filter(|p| p.ids.contains(*id)).map(name).collect();
        let why = NOT_SHOWN.iter().find(|(known, _)| known == id).map(|(_, why)| format!("({why})"));
        let _ = writeln!(list, "{id}: {}", why.unwrap_or_else(|| cases.join(", ")));
    }
    let mut wrong = String::new();
    compare(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/findings.txt"), &list, &mut wrong);
    assert!(wrong.is_empty(), "{wrong}\nUPDATE_GOLDEN=1 cargo test cases rewrites it");
}

#[test]
fn console_workbook_and_report_count_findings_alike() {
    for played in PLAYED.iter().filter(|p| !p.sheets.is_empty()) {
        weights::agree(&played.report, &played.sheets, &played.console);
    }
}

#[test]
fn one_case_has_no_findings_at_all() {
    assert!(PLAYED.iter().any(|p| p.ids.is_empty() && p.console.ends_with("= 0\n")));
}

/// Lays the case out in a folder of its own and runs the program.
fn play(case: PathBuf) -> Played {
    let desk = tempfile::tempdir().unwrap();
    lay_out(&case.join("in"), &desk.path().join("收件"));
    make_previous(&case, desk.path());
    let words = fs::read_to_string(case.join("args.txt")).unwrap_or_default();
    let told = Command::new(env!("CARGO_BIN_EXE_tongbao"))
        .current_dir(desk.path())
        .args(["收件", "-o", "附件.xlsx", "--json", "报告.json"])
        .args(words.lines())
        .output()
        .unwrap();
    let mut console = String::from_utf8(told.stdout).unwrap() + &String::from_utf8(told.stderr).unwrap();
    let _ = writeln!(console, "= {}", told.status.code().unwrap_or(-1));
    let shows = fs::read_to_string(case.join("annexes.txt")).unwrap_or_default();
    let shows = shows.lines().next().unwrap_or("# (say here what the case shows)").to_owned();
    let (annexes, sheets) = match fs::read(desk.path().join("附件.xlsx")) {
        Ok(bytes) => (without_hashes(&listing::list(&bytes)), listing::sheets(&bytes)),
        Err(_) => ("(no workbook)\n".to_owned(), Vec::new()),
    };
    let confirm =
        fs::read(desk.path().join("待确认.xlsx")).map_or_else(|_| String::new(), |bytes| listing::list(&bytes));
    let report = match fs::read(desk.path().join("报告.json")) {
        Ok(bytes) => {
            let report = serde_json::from_slice(&bytes).unwrap();
            validate(&report);
            report
        }
        Err(_) => serde_json::Value::Null,
    };
    Played { annexes: format!("{shows}\n{annexes}"), case, console, confirm, ids: ids(&report), report, sheets }
}

/// Makes the workbook of the period before, where the case has one, as it came back from those who read it.
fn make_previous(case: &Path, desk: &Path) {
    if !case.join("previous").is_dir() {
        return;
    }
    lay_out(&case.join("previous"), &desk.join("上期/收件"));
    let call = ["上期/收件", "-o", "上期.xlsx"];
    Command::new(env!("CARGO_BIN_EXE_tongbao")).current_dir(desk).args(call).output().unwrap();
    let mut bytes = fs::read(desk.join("上期.xlsx")).unwrap();
    for edit in fs::read_to_string(case.join("previous-edits.txt")).unwrap_or_default().lines() {
        let mut parts = edit.splitn(3, ' ');
        let (sheet, cell, text) = (parts.next().unwrap(), parts.next().unwrap(), parts.next().unwrap());
        let sheet = sheet.parse().unwrap();
        bytes = match text.parse() {
            Ok(number) => put_number(&bytes, sheet, cell, number),
            Err(_) => put_text(&bytes, sheet, cell, text),
        };
    }
    fs::write(desk.join("上期.xlsx"), bytes).unwrap();
}

fn ids(report: &serde_json::Value) -> BTreeSet<String> {
    let findings = report["findings"].as_array().into_iter().flatten();
    findings.map(|f| f["id"].as_str().unwrap().to_owned()).collect()
}

/// A listing in which `…` stands for each SHA-256.
fn without_hashes(listing: &str) -> String {
    let is_hash = |word: &str| word.len() == 64 && word.bytes().all(|b| b.is_ascii_hexdigit());
    let line = |line: &str| line.split(' ').map(|w| if is_hash(w) { "…" } else { w }).collect::<Vec<_>>().join(" ");
    listing.lines().map(|l| line(l) + "\n").collect()
}

/// Copies a folder; drawings become workbooks.
pub(crate) fn lay_out(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for path in children(from) {
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() {
            lay_out(&path, &to.join(name));
        } else if let Some(name) = name.strip_suffix(".txt").filter(|n| n.ends_with(".xlsx")) {
            fs::write(to.join(name), drawn::workbook(&fs::read_to_string(&path).unwrap())).unwrap();
        } else {
            fs::copy(&path, to.join(name)).unwrap();
        }
    }
}

fn compare(file: &Path, found: &str, wrong: &mut String) {
    let wanted = fs::read_to_string(file).unwrap_or_default().replace("\r\n", "\n");
    if wanted == found {
        return;
    }
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(file, found).unwrap();
        return;
    }
    let _ = writeln!(wrong, "{} differs:", file.display());
    let (wanted, found): (Vec<_>, Vec<_>) = (wanted.lines().collect(), found.lines().collect());
    for line in wanted.iter().filter(|l| !found.contains(l)).take(20) {
        let _ = writeln!(wrong, "  - {line}");
    }
    for line in found.iter().filter(|l| !wanted.contains(l)).take(20) {
        let _ = writeln!(wrong, "  + {line}");
    }
}

fn children(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.sort();
    paths
}
