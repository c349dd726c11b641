//! Lists, evidence and the clean copy.

use super::{about, bytes, fixture};
use crate::common::listing::{Listed, list, part, sheets};
use tongbao::annex;
use tongbao::finding::Severity;
use tongbao::write::workbook;

fn names(all: &[Listed]) -> Vec<&str> {
    all.iter().map(|s| s.name.as_str()).collect()
}

#[test]
fn the_tabs_stand_in_their_order_and_evidence_is_grey() {
    let all = sheets(&bytes(&fixture::troubled()));
    let wanted = [
        "概览",
        "附件1 栏目更新",
        "附件2 留言办理",
        "附件3 新媒体",
        "问题清单",
        "待核事项",
        "收件登记",
        "名称对照",
        "明细",
    ];
    assert_eq!(names(&all), wanted);
    let grey: Vec<&str> = all.iter().filter(|s| s.grey).map(|s| s.name.as_str()).collect();
    assert_eq!(grey, ["收件登记", "名称对照", "明细"]);
}

#[test]
fn a_batch_without_doubts_has_no_sheet_of_doubts() {
    let all = sheets(&bytes(&fixture::bulletin()));
    assert!(!names(&all).contains(&"待核事项"));
    assert!(!list(&bytes(&fixture::bulletin())).contains("[待核] ⏎"));
}

#[test]
fn every_finding_is_listed_on_its_side() {
    let outcome = fixture::troubled();
    let all = sheets(&bytes(&outcome));
    let rows = |name: &str| {
        let sheet = all.iter().find(|s| s.name == name).unwrap();
        sheet.cells.iter().filter(|c| c.at.starts_with('A') && c.number).count()
    };
    let of = |severity| outcome.judgment.findings.iter().filter(|f| f.severity == severity).count();
    assert_eq!(rows("问题清单"), of(Severity::Fail) + of(Severity::Notice));
    assert_eq!(rows("待核事项"), of(Severity::Doubt));
}

#[test]
fn every_unit_and_every_file_is_registered() {
    let outcome = fixture::troubled();
    let all = sheets(&bytes(&outcome));
    let register = all.iter().find(|s| s.name == "收件登记").unwrap();
    let has = |letter: char, value: &str| register.cells.iter().any(|c| c.at.starts_with(letter) && c.value == value);
    for expected in &outcome.tally.submissions.expected {
        assert!(has('B', &expected.unit), "{}", expected.unit);
    }
    for input in &outcome.inputs {
        assert!(has('G', input.file.trim_start_matches("../")), "{}", input.file);
        assert!(input.sha256.as_ref().is_none_or(|sha| has('M', sha)));
    }
    assert!(has('I', "文件设有打开密码，无法读取。"));
}

#[test]
fn every_figure_has_a_line_with_its_cell() {
    let outcome = fixture::bulletin();
    let all = sheets(&bytes(&outcome));
    let details = all.iter().find(|s| s.name == "明细").unwrap();
    for (row, entry) in (2..).zip(&outcome.entries) {
        assert_eq!(details.cell(&format!("J{row}")).value, *entry.place.file);
        assert_eq!(details.cell(&format!("L{row}")).value, entry.place.area.unwrap().to_string());
        assert_eq!(details.cell(&format!("I{row}")).value, entry.reading.raw);
    }
}

#[test]
fn guesses_stand_first_and_marked() {
    let all = sheets(&bytes(&fixture::bulletin()));
    let renames = all.iter().find(|s| s.name == "名称对照").unwrap();
    assert_eq!((renames.cell("C2").value.as_str(), renames.cell("F2").value.as_str()), ("清江办", "是"));
    assert_eq!(renames.cell("F2").fill.as_deref(), Some("FFEB9C"));
    assert_eq!(renames.cell("F3").value, "否");
}

#[test]
fn the_clean_copy_has_no_evidence_no_notes_and_no_file_names() {
    let outcome = fixture::troubled();
    let clean = workbook(annex::clean(annex::pages(&outcome), &outcome.inputs), &about()).unwrap();
    let all = sheets(&clean);
    assert_eq!(all.len(), 6);
    assert!(all.iter().all(|s| !s.grey && s.cells.iter().all(|c| c.note.is_none())));
    for cell in all.iter().flat_map(|s| &s.cells) {
        let named = outcome.inputs.iter().find(|i| cell.value.contains(&*i.file));
        assert!(named.is_none() && !cell.value.contains("Sheet1"), "{}", cell.value);
    }
    // The figures stay: required and actual of the first problem.
    let problems = all.iter().find(|s| s.name == "问题清单").unwrap();
    assert_eq!((problems.cell("F3").value.as_str(), problems.cell("G3").value.as_str()), ("1", "0"));
    assert_eq!(problems.cell("I2").value, "整改时限");
}

#[test]
fn the_workbook_names_its_maker_and_nothing_of_the_clock() {
    let (one, two) = (bytes(&fixture::troubled()), bytes(&fixture::troubled()));
    assert!(one == two, "the same pages give the same bytes");
    let core = part(&one, "docProps/core.xml").unwrap();
    assert!(core.contains("2023-03-31T00:00:00Z") && core.contains("某区人民政府办公室"));
    assert!(part(&one, "docProps/custom.xml").unwrap().contains("tongbao"));
}

#[test]
fn an_empty_batch_still_makes_pages() {
    let mut outcome = fixture::bulletin();
    outcome.tally.columns.clear();
    outcome.tally.messages.clear();
    outcome.tally.accounts.clear();
    outcome.judgment.columns.clear();
    outcome.judgment.accounts.clear();
    outcome.judgment.findings.clear();
    outcome.tally.submissions = tongbao::tally::Submissions::default();
    outcome.entries.clear();
    outcome.renames.clear();
    outcome.inputs.clear();
    let all = sheets(&bytes(&outcome));
    assert_eq!(all[1].cell("A5").value, "本期无栏目数据");
    assert_eq!(all[3].cell("F6").value, "0");
}
