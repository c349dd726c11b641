//! Findings are counted the same way on the console, in the workbook and in the report.

use crate::common::listing::Listed;
use serde_json::Value;

/// Compares the three; `console` is the last screen.
pub(crate) fn agree(report: &Value, sheets: &[Listed], console: &str) {
    let findings: Vec<&Value> = report["findings"].as_array().unwrap().iter().collect();
    let of = |severity: &str| findings.iter().filter(|f| f["severity"] == severity).count();
    let counts = |key: &str| usize::try_from(report["counts"][key].as_u64().unwrap()).unwrap();
    assert_eq!(
        (counts("fail"), counts("notice"), counts("doubt")),
        (of("fail"), of("notice"), of("doubt")),
        "{console}"
    );
    let manual = findings.iter().filter(|f| f["manual"] == true).count();
    assert_eq!(counts("manual"), manual, "{console}");
    assert_eq!(number(console, "不达标 ", " 项"), counts("fail"), "{console}");
    assert_eq!(number(console, "，提示 ", " 项"), counts("notice"), "{console}");
    let human = if console.contains("没有需要人工处理的事项") {
        0
    } else {
        number(console, "需要人工处理 ", " 项")
    };
    assert_eq!(human, counts("needs_human"), "{console}");
    // 待核事项 lists what needs a human, 问题清单 every fail and each notice on a unit or on the office's own figures.
    assert_eq!(lines(sheets, "待核事项").len(), counts("needs_human"), "{console}");
    let listed = |f: &&&Value| match f["severity"].as_str() {
        Some("fail") => true,
        Some("notice") => {
            !["corrected", "correction-answers", "owner-moved"].iter().any(|id| f["id"] == *id)
                && (f["unit"].is_string() || f["id"] == "body-differs")
        }
        _ => false,
    };
    let expected: Vec<&str> =
        findings.iter().filter(listed).map(|f| if f["severity"] == "fail" { "不达标" } else { "提示" }).collect();
    let levels: Vec<String> = lines(sheets, "问题清单").into_iter().map(|(_, second)| second).collect();
    assert_eq!(levels, expected, "{console}");
}

/// First and second cell of each numbered line of a list.
fn lines(sheets: &[Listed], name: &str) -> Vec<(String, String)> {
    let Some(sheet) = sheets.iter().find(|s| s.name == name) else { return Vec::new() };
    let cells = sheet.cells.iter().zip(sheet.cells.iter().skip(1));
    let numbered = cells.filter(|(first, _)| first.at.starts_with('A') && first.number && !first.value.is_empty());
    numbered.map(|(first, second)| (first.value.clone(), second.value.clone())).collect()
}

/// The number between two texts.
fn number(text: &str, before: &str, after: &str) -> usize {
    let rest = text.split(before).nth(1).unwrap_or_else(|| panic!("no “{before}” in {text}"));
    rest.split(after).next().unwrap().parse().unwrap()
}
