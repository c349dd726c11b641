use super::batch::{Batch, column, count};
use std::sync::Arc;
use tongbao::discover::{LeftOut, SkipReason, Submission};
use tongbao::field::{Field, Form};
use tongbao::finding::{Finding, Kind};
use tongbao::intake::Intake;
use tongbao::normalize::{Standing, TableOutcome};
use tongbao::outcome::{Input, InputStatus};
use tongbao::period::Period;
use tongbao::place::{Area, At, Place};
use tongbao::recognize::{Claims, Heading, LeftRow, RawRow, Recognized, RowReason, Table};
use tongbao::settle::{FileUse, TableUse, Version};
use tongbao::tally::register::{Record, register};
use tongbao::tally::seen::Seen;

fn intake(file: &str, result: Result<Recognized, Box<Finding>>) -> Intake {
    let submission = Submission { file: file.into(), path: file.into(), member: None };
    Intake { submission, sha256: Some("ab".repeat(32)), result }
}

/// A book with one table of two rows, a total and a remark.
fn book(file: &str) -> Recognized {
    let sheet = Place::sheet(&file.into(), &"Sheet1".into());
    let row = |line| RawRow { line, cells: Vec::new() };
    let heading = Heading {
        area: Area::one(At::new(1, 0)),
        path: vec!["栏目".into(), "名称".into()],
        field: Some(Field::Column),
        period: None,
        platform: None,
        rival: None,
        why: None,
        margin: 0,
    };
    let table = Table {
        place: sheet.at(Area::between(At::new(1, 0), At::new(5, 4))),
        form: Form::Columns,
        may_be: Vec::new(),
        headings: vec![heading],
        rows: vec![row(2), row(3)],
        ledger: None,
        totals: vec![row(4)],
        left_out: vec![LeftRow { line: 5, why: RowReason::Remark }],
        blank_is_zero: false,
        blank_note: None,
        strokes: Vec::new(),
        crossed: false,
        each_day: None,
        parted: Vec::new(),
        sample: Vec::new(),
        hidden: Vec::new(),
        beside: tongbao::recognize::Beside::default(),
        claims: Claims::default(),
    };
    Recognized {
        file: file.into(),
        sha256: "ab".repeat(32),
        saved: None,
        tables: vec![table],
        zeros: Vec::new(),
        dated: Vec::new(),
        findings: Vec::new(),
    }
}

fn in_use(table: TableUse) -> FileUse {
    FileUse { owners: vec![None], version: Version::default(), tables: vec![table], zeros: Vec::new() }
}

/// Registers `intakes`, whose tables all came to what `uses` say.
fn record(batch: &Batch, intakes: &[Intake], left_out: &[LeftOut], findings: &[Finding]) -> Vec<Input> {
    register(&Record {
        seen: &Seen::of(intakes),
        left_out,
        settled: Some(&batch.settled),
        normalized: Some(&batch.normalized),
        roster: &batch.rules.roster,
        findings,
    })
}

#[test]
fn every_file_is_listed_by_path_and_the_roster_last() {
    let mut batch = Batch::new("2023Q1");
    batch.unit("甲局", &[]);
    let refusal = Finding::new(Kind::FileEmpty, Place::file(&"丙.xlsx".into()));
    let intakes = [intake("丙.xlsx", Err(Box::new(refusal.clone())))];
    let skip = |file: &str, why| LeftOut { file: file.into(), why };
    let left = vec![skip("~$甲.xlsx", SkipReason::Lock), skip("名录.xlsx", SkipReason::OwnFile)];
    let other = Finding::new(Kind::NoTable, Place::file(&"乙.xlsx".into()));
    let inputs = record(&batch, &intakes, &left, &[other, refusal]);
    let listed: Vec<(&str, InputStatus)> = inputs.iter().map(|i| (&*i.file, i.status)).collect();
    assert_eq!(
        listed,
        [
            ("~$甲.xlsx", InputStatus::Skipped(SkipReason::Lock)),
            ("丙.xlsx", InputStatus::Refused(1)),
            ("名录.xlsx", InputStatus::Roster)
        ]
    );
}

#[test]
fn rows_are_counted_by_what_became_of_them() {
    let mut batch = Batch::new("2023Q1");
    let period = batch.settled.period;
    batch.settled.files.push(in_use(TableUse::Counts { unit: None, period, months_only: false, doubtful: false }));
    batch.normalized.outcomes.push(vec![TableOutcome { rows_used: 1, units: vec!["甲局".into()] }]);
    let inputs = record(&batch, &[intake("甲.xlsx", Ok(book("甲.xlsx")))], &[], &[]);
    let table = &inputs[0].tables[0];
    assert_eq!((inputs[0].status, inputs[0].units.as_slice()), (InputStatus::Used, ["甲局".into()].as_slice()));
    assert_eq!((table.rows_found, table.rows_used), (4, 1));
    assert_eq!(table.left_out, [(RowReason::Total, 1), (RowReason::Remark, 1), (RowReason::Unused, 1)]);
    assert_eq!(&*table.headings[0].1, "栏目 名称");
}

#[test]
fn a_file_whose_tables_are_all_refused_is_refused_for_that_reason() {
    let mut batch = Batch::new("2023Q1");
    let wanted = Period::parse_code("2023Q1").unwrap();
    let place = Place::sheet(&"甲.xlsx".into(), &"Sheet1".into());
    let finding = Finding::new(Kind::PeriodOther { found: Period::parse_code("2022Q4").unwrap(), wanted }, place);
    batch.settled.findings.push(finding.clone());
    batch.settled.files.push(in_use(TableUse::Refused(0)));
    let unrelated = Finding::new(Kind::SameTwice, Place::file(&"甲.xlsx".into()));
    let inputs = record(&batch, &[intake("甲.xlsx", Ok(book("甲.xlsx")))], &[], &[unrelated, finding]);
    assert_eq!(inputs[0].status, InputStatus::Refused(1));
    assert_eq!(inputs[0].tables[0].rows_used, 0);
}

#[test]
fn a_file_is_superseded_when_all_its_figures_are() {
    for (second, status) in [(Standing::Superseded, InputStatus::Superseded), (Standing::Counts, InputStatus::Used)] {
        let mut batch = Batch::new("2023Q1");
        let period = batch.settled.period;
        batch.settled.files.push(in_use(TableUse::Counts { unit: None, period, months_only: false, doubtful: false }));
        let file: Arc<str> = "甲局.xlsx".into();
        batch.says(column("甲局", "统计"), Field::Updates, count(1)).standing = Standing::Superseded;
        batch.says(column("甲局", "应急"), Field::Updates, count(1)).standing = second;
        let inputs = record(&batch, &[intake(&file, Ok(book(&file)))], &[], &[]);
        assert_eq!(inputs[0].status, status);
    }
}
