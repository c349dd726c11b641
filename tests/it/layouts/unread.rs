//! What was handed in and not read never looks like nothing handed in: held against every drawing.

use super::{layouts, worked_out};
use std::fmt::Write as _;
use tongbao::annex::{self, Content, Flow};
use tongbao::field::Form;
use tongbao::finding::Kind;
use tongbao::outcome::{InputTable, Outcome};
use tongbao::recognize::RowReason;
use tongbao::report::console::{Told, last_screen};
use tongbao::report::json;

/// An annex with what it says where nothing came, how the last screen begins its line, its word in the report, and words of its tables.
const ANNEXES: [(Form, &str, &str, &str, &[&str]); 3] = [
    (Form::Columns, "本期无栏目数据", "附件1 ", "columns", &["栏目"]),
    (Form::Messages, "本期无留言数据", "附件2 ", "messages", &["留言", "来信", "信箱"]),
    (Form::Accounts, "本期无账号数据", "附件3 ", "accounts", &["新媒体", "公众号", "微博", "抖音"]),
];

#[test]
fn what_was_not_read_never_looks_like_nothing() {
    let (mut wrong, mut held) = (String::new(), 0);
    for mut layout in layouts() {
        // Beside a table that is read no run ends early.
        layout.files.push(("县档案局.csv".into(), "栏目名称,更新频次,实际更新数\n档案动态,1条/月,12\n".into()));
        let Ok(outcome) = worked_out(&layout) else { continue };
        let texts: Vec<String> = annex::pages(&outcome).map(Flow::whole).flat_map(texts).collect();
        let screen = last_screen(&Told { outcome: &outcome, products: &[], call: "" });
        let report: serde_json::Value = serde_json::from_str(&json::report(&outcome).to_json().unwrap()).unwrap();
        for (form, nothing, line, kind, words) in ANNEXES {
            if !not_taken(&outcome, form, words) {
                continue;
            }
            held += 1;
            let told = screen.lines().any(|l| l.contains(line) && l.contains("没有读出"));
            let kinds = report["unread"].as_array().unwrap().iter().map(|one| one["kinds"].as_array().unwrap());
            let listed = kinds.flatten().any(|of| of == kind);
            let silent = texts.iter().any(|text| text.contains(nothing));
            let beside = texts.iter().any(|text| text.contains("没有读出，可能是"));
            if silent || !told || !listed || !beside {
                let _ = writeln!(wrong, "{} {form:?}: silent {silent}, screen {told}, report {listed}", layout.name);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(held > 10 || std::env::var_os("LAYOUT").is_some(), "only {held} drawings show it");
}

/// Whether a table of a run's own time that is of this annex, or says so in its headings, gave no row at all.
fn not_taken(outcome: &Outcome, form: Form, words: &[&str]) -> bool {
    let findings = || outcome.judgment.findings.iter();
    let aside = |file: &str| {
        let other = |kind: &Kind| matches!(kind, Kind::PeriodOther { .. } | Kind::FileSame { .. });
        findings().any(|f| &*f.place.file == file && other(&f.kind))
    };
    let says = |table: &InputTable| {
        let sheet = table.place.sheet.iter().map(ToString::to_string);
        let mut said = sheet.chain(table.headings.iter().map(|(_, text, _)| text.to_string()));
        said.any(|text| words.iter().any(|word| text.contains(word)))
    };
    let unused = |table: &InputTable| {
        table.rows_used == 0 && table.left_out.iter().any(|(why, n)| *why == RowReason::Unused && *n > 0)
    };
    let asked = |table: &InputTable| {
        let here = |f: &&tongbao::finding::Finding| {
            f.place.sheet == table.place.sheet
                && table.place.area.zip(f.place.area).is_some_and(|(all, part)| all.contains(part.first))
        };
        findings().filter(here).any(|f| f.severity == tongbao::finding::Severity::Doubt)
    };
    let inputs = outcome.inputs.iter().filter(|input| !aside(&input.file));
    inputs.flat_map(|input| &input.tables).filter(|table| unused(table)).any(|table| match table.form {
        Form::Unknown => says(table),
        own => own == form && asked(table),
    })
}

fn texts(page: annex::Page) -> Vec<String> {
    let cells = page.rows.into_iter().flat_map(|row| row.cells);
    let text = |content: Content| if let Content::Text(text) = content { Some(text) } else { None };
    cells.filter_map(|(_, cell)| text(cell.content)).collect()
}
