use crate::bulletin::printed;
use crate::tally::batch::{Batch, column, count};
use boon::{Compiler, Schemas};
use serde_json::Value;
use std::path::Path;
use tongbao::error::Error;
use tongbao::field::{Field, Form};
use tongbao::finding::{CountDoubt, Finding, Kind};
use tongbao::normalize::{NameKind, Rename, Reported};
use tongbao::outcome::{Drawn, Input, InputStatus, InputTable, Stopped};
use tongbao::place::{Area, At, Place};
use tongbao::report::json::{Report, report, so_far, stopped};
use tongbao::settle::names::How;
use tongbao::tally::unread::Unread;

fn document(report: &Report) -> Value {
    let value: Value = serde_json::from_str(&report.to_json().unwrap()).unwrap();
    validate(&value);
    value
}

/// Holds a report against `docs/report.schema.json`.
pub(crate) fn validate(report: &Value) {
    let mut schemas = Schemas::new();
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/report.schema.json");
    let mut compiler = Compiler::new();
    compiler.enable_format_assertions();
    let index = compiler.compile(schema.to_str().unwrap(), &mut schemas).unwrap();
    if let Err(error) = schemas.validate(report, index) {
        panic!("{error}");
    }
}

#[test]
fn the_bulletins_report_is_valid_and_tells_its_sums() {
    let mut batch = printed::batch();
    batch.manual("区乡村振兴局", "渭滨乡村振兴", "检查时间点前5个自然日内未及时更新");
    let report = document(&report(&batch.outcome()));
    assert_eq!(report["period"]["label"], "2023年一季度");
    assert_eq!(report["period"]["as_of"], Value::Null);
    let totals = &report["totals"];
    for (key, sum) in [
        ("columns", 43),
        ("updates", 315),
        ("units_with_columns", 23),
        ("received", 56),
        ("closed", 56),
        ("overdue", 0),
        ("accounts", 19),
        ("account_units", 16),
        ("posts", 735),
        ("forwards", 231),
        ("qualified", 19),
        ("open", 0),
    ] {
        assert_eq!(totals[key], sum, "{key}");
    }
    let debt = report["columns"].as_array().unwrap().iter().find(|c| c["column"] == "政府债务").unwrap();
    assert_eq!((&debt["result"], &debt["required"], &debt["actual"]), (&"未更新".into(), &1.into(), &0.into()));
    assert_eq!(debt["findings"], serde_json::json!(["F1"]));
    assert_eq!(debt["counts"][2], serde_json::json!({"period": "2023-03", "value": 0}));
    assert_eq!(report["findings"][0]["ref"], "F1");
    assert_eq!(report["findings"][0]["id"], "updates-none");
    let manual: Vec<&Value> = report["findings"].as_array().unwrap().iter().filter(|f| f["manual"] == true).collect();
    assert_eq!(manual.len(), 1);
    let video = report["accounts"].as_array().unwrap().iter().find(|a| a["type"] == "微信视频号").unwrap();
    assert_eq!((&video["forwarded"], &video["problem"]), (&Value::Null, &"无".into()));
    assert_eq!(report["submissions"]["expected"].as_array().unwrap().len(), 36);
    assert_eq!(report["submissions"]["missing"], serde_json::json!([]));
}

#[test]
fn facts_keep_what_files_say() {
    let mut batch = Batch::new("2023Q1");
    batch.unit("甲局", &[Form::Columns, Form::Messages]);
    batch.roster_column("甲局", "统计", "1条/月");
    batch.updates("甲局", "统计", &[1, 1]);
    let doubt = Reported::Doubtful { parsed: Some(30), why: CountDoubt::Approximate };
    batch.says_for(column("甲局", "统计"), Field::Updates, "2023-03", doubt);
    batch.handled("丁局", [1, 1, 0]);
    batch.normalized.renames.push(Rename {
        what: NameKind::Unit,
        written: "甲 局".into(),
        used: "甲局".into(),
        how: How::Abbreviation,
        alternative: None,
        units: None,
        place: Place::file(&"甲局.xlsx".into()),
    });
    let report = document(&report(&batch.outcome()));
    let fact = &report["facts"][2];
    assert_eq!((&fact["value"], &fact["status"], &fact["raw"]), (&30.into(), &"doubtful".into(), &"约30".into()));
    assert_eq!((&fact["period"], &fact["source"]["sheet"]), (&"2023-03".into(), &"Sheet1".into()));
    assert_eq!(report["columns"][0]["actual"], Value::Null);
    assert_eq!(report["columns"][0]["result"], "待核");
    assert_eq!(report["totals"]["open"], 1);
    assert_eq!(report["renames"][0]["guess"], true);
    let submissions = &report["submissions"];
    assert_eq!(submissions["missing"], serde_json::json!([{"unit": "甲局", "kinds": ["messages"]}]));
    assert_eq!(submissions["unknown"], serde_json::json!([{"written": "丁局", "file": "丁局.xlsx"}]));
    let unlisted = report["messages"].as_array().unwrap().iter().find(|m| m["unit"] == "丁局").unwrap();
    assert_eq!(unlisted["listed"], false);
}

#[test]
fn a_row_that_did_not_come_points_to_the_finding_on_its_form() {
    let mut batch = Batch::new("2023Q1");
    batch.unit("甲局", &[Form::Columns]);
    batch.roster_column("甲局", "统计", "1条/月");
    batch.roster_column("甲局", "应急", "1条/月");
    let report = document(&report(&batch.outcome()));
    for row in report["columns"].as_array().unwrap() {
        assert_eq!((&row["result"], &row["findings"]), (&"未报".into(), &serde_json::json!(["F1"])));
    }
}

#[test]
fn a_run_that_ended_early_tells_what_became_of_its_files() {
    let table = InputTable {
        place: Place::sheet(&"甲局.xlsx".into(), &"Sheet1".into()).at(Area::between(At::new(0, 0), At::new(3, 2))),
        form: Form::Columns,
        headings: [
            (At::new(0, 0).into(), "栏目名称".into(), Some(Field::Column)),
            (At::new(0, 1).into(), "怪".into(), None),
        ]
        .into(),
        rows_found: 3,
        rows_used: 3,
        left_out: Vec::new(),
        drawn: Drawn::default().into(),
    };
    let input = |file: &str, status, tables| Input {
        file: file.into(),
        sha256: Some("0123456789abcdef".repeat(4)),
        status,
        units: vec!["甲局".into()],
        tables,
    };
    let inputs = [
        input("坏.xlsx", InputStatus::Refused(0), Vec::new()),
        input("甲局.xlsx", InputStatus::Used, vec![table]),
        input("~$甲局.xlsx", InputStatus::Skipped(tongbao::discover::SkipReason::Lock), Vec::new()),
    ];
    let findings = [Finding::new(Kind::FileEncrypted, Place::file(&"坏.xlsx".into()))];
    let report = document(&so_far(&inputs, &findings));
    assert_eq!(report["period"], Value::Null);
    assert_eq!(report["inputs"][0]["reason"]["id"], "file-encrypted");
    assert_eq!(report["inputs"][1]["tables"][0]["columns"][1]["field"], Value::Null);
    assert_eq!(report["inputs"][1]["tables"][0]["range"], "A1:C4");
    assert_eq!(report["inputs"][2]["status"], "skipped");
}

#[test]
fn a_run_that_made_nothing_says_whose_file_waits() {
    let unread = |unit: Option<&str>, file: &str, form| Unread {
        forms: vec![form],
        unit: unit.map(str::to_owned),
        place: Place::file(&file.into()),
    };
    let unread = vec![
        unread(Some("甲局"), "甲局/留言.xlsx", Form::Messages),
        unread(None, "坏.xlsx", Form::Columns),
        unread(Some("甲局"), "甲局/栏目.xlsx", Form::Columns),
    ];
    let error = Error::NothingReadable(Vec::new());
    let report = document(&stopped(&Stopped { error, inputs: Vec::new(), findings: Vec::new(), unread }));
    assert_eq!(report["unread"].as_array().unwrap().len(), 3);
    assert_eq!(report["unread"][1]["unit"], Value::Null);
    assert_eq!(report["submissions"]["waiting"][0]["unit"], "甲局");
    assert_eq!(report["submissions"]["waiting"][0]["kinds"].to_string(), "[\"columns\",\"messages\"]");
    assert_eq!(report["submissions"]["waiting"].as_array().unwrap().len(), 1);
}

#[test]
fn equal_runs_give_equal_bytes() {
    let text = || report(&printed::batch().outcome()).to_json().unwrap();
    assert_eq!(text(), text());
    let mut batch = Batch::new("2023Q1");
    batch.says(column("甲局", "统计"), Field::Updates, count(1));
    assert!(report(&batch.outcome()).to_json().unwrap().ends_with("}\n"));
}
