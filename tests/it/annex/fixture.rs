//! Outcomes to lay out: the bulletin's own tables, and the same with everything that can be in doubt.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use jiff::civil::date;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use tongbao::discover::SkipReason;
use tongbao::field::{Field, Form};
use tongbao::finding::{CountDoubt, Finding, Foreign, Kind, Severity, Subject};
use tongbao::judge::{ColumnResult, Judgment, Verdict};
use tongbao::normalize::{Entry, Name, NameKind, Reading, Rename, Reported, Standing};
use tongbao::outcome::{Drawn, Input, InputStatus, InputTable, Outcome};
use tongbao::period::Period;
use tongbao::place::{Area, At, Place};
use tongbao::recognize::RowReason;
use tongbao::rules::Rules;
use tongbao::settle::PeriodFrom;
use tongbao::settle::names::How;
use tongbao::tally::{
    AccountRow, Amount, ColumnRow, Expected, Figure, MessageRow, OpenFigures, Part, Received, Required, RequiredFrom,
    Submissions, Tally, Totals, Ways,
};

/// The three tables of the bulletin with its findings, as the program should come to them.
pub(crate) fn bulletin() -> Outcome {
    let period = Period::parse_code("2023Q1").unwrap();
    let mut rules = Rules::built_in();
    rules.settings.office.value = Some("某区人民政府办公室".to_owned());
    rules.settings.rectify_by.value = Some("2023年4月19日".to_owned());
    rules.settings.remarks[2].value = Some("要求5个自然日内至少发布1篇原创信息。".to_owned());
    let columns = columns(&period);
    let messages = messages();
    let accounts = accounts();
    let submissions = submissions(&columns, &messages, &accounts);
    let results = columns.iter().map(result).collect();
    let verdicts = accounts.iter().map(|_| Verdict::Qualified).collect();
    let findings = findings(&columns, &accounts);
    let entries = entries(&columns, &accounts);
    let inputs = inputs(&submissions);
    let tally = Tally {
        period,
        as_of: Some(date(2023, 3, 31)),
        totals: totals(&columns, &messages, &accounts),
        columns,
        messages,
        accounts,
        issues: Vec::new(),
        issue_units: Vec::new(),
        submissions,
        findings: Vec::new(),
    };
    let judgment = Judgment { columns: results, accounts: verdicts, findings };
    Outcome {
        rules,
        period_from: PeriodFrom::Roster,
        inputs,
        entries,
        renames: renames(),
        questions: Vec::new(),
        parents: Vec::new(),
        differences: Vec::new(),
        counted: Vec::new(),
        groups: Vec::new(),
        tally,
        judgment,
        unread: Vec::new(),
        previous: None,
    }
}

/// The bulletin with doubts: a raw text, a blank, an absent unit, a disputed figure, a figure without months, refused files.
#[allow(clippy::too_many_lines, reason = "a catalogue: one doubt after the other")]
pub(crate) fn troubled() -> Outcome {
    let mut o = bulletin();
    let doubtful =
        |raw: &str, why| Figure { value: Amount::Doubtful(why), parts: vec![part("甲局/表.xlsx", 7, 3, raw)] };
    let missing = Figure { value: Amount::Missing, parts: vec![part("甲局/表.xlsx", 8, 3, "")] };
    let c = &mut o.tally.columns;
    c[0].months[1].1 = doubtful("约30", CountDoubt::Approximate);
    c[0].actual = Figure {
        value: Amount::Doubtful(CountDoubt::Approximate),
        parts: c[0].months.iter().flat_map(|m| m.1.parts.clone()).collect(),
    };
    c[1].months[0].1 = missing.clone();
    c[1].actual = Figure { value: Amount::Missing, parts: Vec::new() };
    for (_, month) in &mut c[2].months {
        *month = Figure { value: Amount::Missing, parts: Vec::new() };
    }
    for row in [4, 5] {
        c[row].actual = Figure::not_reported();
        c[row].months.iter_mut().for_each(|(_, f)| *f = Figure::not_reported());
        o.judgment.columns[row] = ColumnResult::NotReported;
    }
    o.judgment.columns[0] = ColumnResult::Open;
    o.judgment.columns[1] = ColumnResult::Open;
    let a = &mut o.tally.accounts;
    a[0].actual = doubtful("=1+1", CountDoubt::NotANumber);
    a[2].forwarded = missing.clone();
    a[3].actual = Figure {
        value: Amount::Doubtful(CountDoubt::Disputed),
        parts: vec![part("甲局/表.xlsx", 7, 3, "12"), part("甲局/表2.xlsx", 7, 3, "21")],
    };
    a[4].actual = known(9, "乙镇/表.xlsx", 5);
    o.judgment.accounts[0] = Verdict::Open;
    o.judgment.accounts[3] = Verdict::Open;
    o.judgment.accounts[4] = Verdict::Unqualified;
    o.tally.messages[1].closed = doubtful("11件左右", CountDoubt::Approximate);
    o.tally.submissions.expected.push(Expected {
        unit: "没有报送的镇".into(),
        forms: vec![Form::Messages, Form::Accounts],
        place: roster(99),
    });
    let cell = o.tally.accounts[0].actual.parts[0].place.clone();
    let mut more = vec![
        Finding::new(Kind::PostsShort, o.tally.accounts[4].actual.parts[0].place.clone())
            .unit(o.tally.accounts[4].unit.clone())
            .object(o.tally.accounts[4].account.clone())
            .numbers(Some(12), Some(9))
            .subject(Subject::Account(4)),
        Finding::new(
            Kind::CountDoubtful { field: Field::Actual, raw: "=1+1".into(), why: CountDoubt::NotANumber },
            cell,
        )
        .unit(o.tally.accounts[0].unit.clone())
        .object(o.tally.accounts[0].account.clone())
        .subject(Subject::Account(0)),
        Finding::new(Kind::NotSubmitted { form: Form::Messages }, roster(99)).unit("没有报送的镇"),
        Finding::new(Kind::NotSubmitted { form: Form::Accounts }, roster(99)).unit("没有报送的镇"),
        Finding::new(
            Kind::UnitUnknown { written: "某某科".into(), suggestions: vec!["某某局".into()] },
            place("丙局/表.xlsx", 3, 1),
        ),
        Finding::new(Kind::FileEncrypted, Place::file(&"丙局/加密.xlsx".into())),
        Finding::new(Kind::FileForeign { what: Foreign::Pdf }, Place::file(&"丙局/扫描件.pdf".into())),
    ];
    o.judgment.findings.append(&mut more);
    o.judgment.findings.sort_by_key(|f| f.severity);
    for (file, id) in [("丙局/加密.xlsx", "file-encrypted"), ("丙局/扫描件.pdf", "file-foreign")] {
        let n = o.judgment.findings.iter().position(|f| f.kind.id() == id).unwrap();
        o.inputs.push(Input {
            file: file.into(),
            sha256: Some("0".repeat(64)),
            status: InputStatus::Refused(n),
            units: vec![],
            tables: vec![],
        });
    }
    o
}

pub(crate) fn csv(name: &str) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bulletin").join(name);
    let text = fs::read_to_string(path).unwrap();
    text.trim_start_matches('\u{feff}')
        .lines()
        .skip(1)
        .filter(|l| !l.is_empty())
        .map(|l| l.split(',').map(str::to_owned).collect())
        .collect()
}

fn place(file: &str, row: u32, col: u32) -> Place {
    Place::sheet(&Arc::from(file), &Arc::from("Sheet1")).at(At::new(row, col))
}

fn roster(row: u32) -> Place {
    Place::sheet(&Arc::from("../名录.xlsx"), &Arc::from("单位")).at(Area::between(At::new(row, 0), At::new(row, 8)))
}

fn part(file: &str, row: u32, col: u32, raw: &str) -> Part {
    Part { raw: raw.to_owned(), place: place(file, row, col) }
}

fn known(n: i64, file: &str, row: u32) -> Figure {
    Figure { value: Amount::Known(n), parts: vec![part(file, row, 5, &n.to_string())] }
}

fn columns(period: &Period) -> Vec<ColumnRow> {
    let mut out = Vec::new();
    for (row, line) in (3u32..).zip(csv("附件1.csv")) {
        let file = format!("{}/栏目更新情况统计表.xlsx", line[2]);
        let counts: Vec<i64> = line[3..6].iter().map(|n| n.trim().parse().unwrap()).collect();
        let months = period.months().into_iter().zip(&counts).zip(3u32..).map(|((m, n), col)| {
            (m, Figure { value: Amount::Known(*n), parts: vec![part(&file, row, col, &n.to_string())] })
        });
        let months: Vec<(Period, Figure)> = months.collect();
        let parts = months.iter().flat_map(|(_, f)| f.parts.clone()).collect();
        out.push(ColumnRow {
            unit: line[2].clone(),
            column: line[0].clone(),
            frequency: line[1].clone(),
            required: required(&line[1]),
            months,
            actual: Figure { value: Amount::Known(counts.iter().sum()), parts },
            claims: vec![],
            listed: true,
            place: place("../名录.xlsx", row, 0),
        });
    }
    out
}

fn required(frequency: &str) -> Required {
    let plain: String = frequency.chars().filter(|c| *c != ' ').collect();
    let (number, month, arithmetic) = match plain.as_str() {
        "1条/月" => (Some(3), Some(1), "1 × 3"),
        "1条/2周" => (Some(6), Some(2), "2 × 3"),
        "1条/季度" => (Some(1), None, "1"),
        _ => (None, None, ""),
    };
    Required {
        number,
        by_month: vec![month; 3],
        from: RequiredFrom::Roster,
        wording: plain,
        arithmetic: arithmetic.into(),
        basis: None,
        place: None,
        ways: Ways::default(),
    }
}

fn result(row: &ColumnRow) -> ColumnResult {
    let Some(number) = row.required.number else { return ColumnResult::NotJudged };
    let actual = row.actual.value.known().unwrap();
    let short = row
        .months
        .iter()
        .zip(&row.required.by_month)
        .any(|((_, f), need)| need.is_some_and(|n| f.value.known().unwrap() < n));
    match actual {
        0 => ColumnResult::None,
        n if n < number => ColumnResult::Short,
        _ if short => ColumnResult::MonthMissing,
        _ => ColumnResult::Met,
    }
}

fn messages() -> Vec<MessageRow> {
    let line = |(row, l): (u32, Vec<String>)| {
        let file = format!("{}/留言.xlsx", l[0]);
        let figure = |n: usize| known(l[n].trim().parse().unwrap(), &file, row);
        MessageRow {
            unit: l[0].clone(),
            received: figure(1),
            closed: figure(2),
            overdue: figure(3),
            open: None,
            carried: None,
            ledger: None,
            listed: true,
            place: place("../名录.xlsx", row, 0),
        }
    };
    (3u32..).zip(csv("附件2.csv")).map(line).collect()
}

fn accounts() -> Vec<AccountRow> {
    let mut out = Vec::new();
    for (row, l) in (3u32..).zip(csv("附件3.csv")) {
        let file = format!("{}/新媒体.xlsx", l[1]);
        let figure = |n: usize| match l[n].trim() {
            "/" => Figure { value: Amount::NotApplicable, parts: vec![part(&file, row, 7, "/")] },
            n => known(n.parse().unwrap(), &file, row),
        };
        out.push(AccountRow {
            unit: l[1].clone(),
            account: l[2].clone(),
            platform: l[3].clone(),
            required: Required {
                number: Some(12),
                by_month: vec![Some(4); 3],
                from: RequiredFrom::Rules,
                wording: String::new(),
                arithmetic: "4 × 3".into(),
                basis: None,
                place: None,
                ways: Ways::default(),
            },
            actual: figure(5),
            original: Figure { value: Amount::Missing, parts: vec![] },
            forward_list: figure(6),
            forwarded: figure(7),
            last_post: None,
            largest_gap: None,
            original_gap: None,
            claims: vec![],
            listed: true,
            place: place("../名录.xlsx", row, 0),
        });
    }
    out
}

fn submissions(columns: &[ColumnRow], messages: &[MessageRow], accounts: &[AccountRow]) -> Submissions {
    let mut units: Vec<(String, Vec<Form>)> = Vec::new();
    let all = columns.iter().map(|r| (&r.unit, Form::Columns));
    let all = all.chain(messages.iter().map(|r| (&r.unit, Form::Messages)));
    for (unit, form) in all.chain(accounts.iter().map(|r| (&r.unit, Form::Accounts))) {
        match units.iter_mut().find(|(u, _)| u == unit) {
            Some((_, forms)) if forms.contains(&form) => {}
            Some((_, forms)) => forms.push(form),
            None => units.push((unit.clone(), vec![form])),
        }
    }
    let expected = (1u32..).zip(&units).map(|(n, (unit, forms))| Expected {
        unit: unit.clone(),
        forms: forms.clone(),
        place: roster(n),
    });
    let received = units.iter().map(|(unit, forms)| Received {
        unit: unit.clone(),
        listed: true,
        forms: forms.clone(),
        files: vec![Arc::from(format!("{unit}/表.xlsx"))],
    });
    Submissions { expected: expected.collect(), received: received.collect(), waiting: Vec::new() }
}

fn totals(columns: &[ColumnRow], messages: &[MessageRow], accounts: &[AccountRow]) -> Totals {
    let sum = |figures: Vec<&Figure>| figures.iter().filter_map(|f| f.value.known()).sum();
    Totals {
        columns: columns.len() as i64,
        updates: sum(columns.iter().map(|r| &r.actual).collect()),
        units_with_columns: 23,
        received: sum(messages.iter().map(|r| &r.received).collect()),
        closed: sum(messages.iter().map(|r| &r.closed).collect()),
        overdue: sum(messages.iter().map(|r| &r.overdue).collect()),
        accounts: accounts.len() as i64,
        account_units: 16,
        posts: sum(accounts.iter().map(|r| &r.actual).collect()),
        forwards: sum(accounts.iter().map(|r| &r.forwarded).collect()),
        open: 0,
        open_by: OpenFigures::default(),
    }
}

fn findings(columns: &[ColumnRow], accounts: &[AccountRow]) -> Vec<Finding> {
    let mut out = Vec::new();
    for (n, row) in columns.iter().enumerate() {
        let months: Vec<Period> =
            row.months.iter().filter(|(_, f)| f.value.known() == Some(0)).map(|(m, _)| *m).collect();
        let kind = match result(row) {
            ColumnResult::None => Kind::UpdatesNone,
            ColumnResult::Short => Kind::UpdatesShort { months },
            ColumnResult::MonthMissing => Kind::UpdatesMonthMissing { months },
            _ => continue,
        };
        let places: Vec<Place> = row.months.iter().skip(1).map(|(_, f)| f.parts[0].place.clone()).collect();
        out.push(
            Finding::new(kind, row.months[0].1.parts[0].place.clone())
                .unit(row.unit.clone())
                .object(row.column.clone())
                .numbers(row.required.number, row.actual.value.known())
                .related(places)
                .subject(Subject::Column(n)),
        );
    }
    for (n, row) in accounts.iter().enumerate().filter(|(_, r)| r.forwarded.value.known() == Some(0)) {
        out.push(
            Finding::new(Kind::ForwardsNone { list: Some(31) }, row.forwarded.parts[0].place.clone())
                .unit(row.unit.clone())
                .object(row.account.clone())
                .numbers(Some(31), Some(0))
                .basis(Some("通报附件3".into()))
                .subject(Subject::Account(n)),
        );
    }
    for (unit, object, problem) in [
        ("区住建局", "住房保障", "内容不严谨、不规范"),
        ("区财政局", "预决算", "监管不力，多频次出现政治错敏词汇及错字、漏字问题"),
        ("区行政审批局", "政务服务网（某区）", "站点无法访问"),
        ("天台山管委会", "政府机构", "公开发布的内容未进行实时核对更新"),
        ("区民政局", "政府机构", "公开发布的内容未进行实时核对更新"),
        ("区商务局", "政府机构", "公开发布的内容未进行实时核对更新"),
        ("区乡村振兴局", "渭滨乡村振兴", "检查时间点前5个自然日内未及时更新"),
    ] {
        let subject = accounts.iter().position(|r| r.account == object).map(Subject::Account);
        let mut finding = Finding::new(Kind::Manual { problem: problem.into() }, roster(3))
            .unit(unit)
            .object(object)
            .basis(Some("通报第二部分".into()));
        finding.subject = subject;
        out.push(finding);
    }
    out.push(Finding::new(Kind::BodyDiffers { key: "备案账号数".into(), body: 22, ours: 19 }, roster(5)));
    out.sort_by_key(|f| f.severity);
    assert!(out.iter().all(|f| f.severity != Severity::Doubt));
    out
}

fn entries(columns: &[ColumnRow], accounts: &[AccountRow]) -> Vec<Entry> {
    let name = |n: &str| Name { written: n.into(), used: n.into(), listed: true };
    let mut out = Vec::new();
    for row in columns {
        for (month, figure) in &row.months {
            out.push(Entry {
                form: Form::Columns,
                from_ledger: false,
                unit: name(&row.unit),
                object: Some(name(&row.column)),
                platform: None,
                field: Field::Updates,
                period: *month,
                reading: Reading {
                    raw: figure.parts[0].raw.clone(),
                    value: Reported::Count(figure.value.known().unwrap() as u64),
                },
                place: figure.parts[0].place.clone(),
                standing: Standing::Counts,
                duty: None,
            });
        }
    }
    for row in accounts {
        let value = match row.forwarded.value.known() {
            Some(n) => Reported::Count(n as u64),
            None => Reported::NotApplicable,
        };
        out.push(Entry {
            form: Form::Accounts,
            from_ledger: row.account.contains("教育"),
            unit: name(&row.unit),
            object: Some(name(&row.account)),
            platform: Some(row.platform.as_str().into()),
            field: Field::Forwarded,
            period: Period::parse_code("2023Q1").unwrap(),
            reading: Reading { raw: row.forwarded.parts[0].raw.clone(), value },
            place: row.forwarded.parts[0].place.clone(),
            standing: Standing::Counts,
            duty: None,
        });
    }
    out
}

fn inputs(submissions: &Submissions) -> Vec<Input> {
    let mut out: Vec<Input> = (0..)
        .zip(&submissions.received)
        .map(|(n, r)| Input {
            file: r.files[0].clone(),
            sha256: Some(format!("{n:02x}").repeat(32)),
            status: InputStatus::Used,
            units: vec![r.unit.as_str().into()],
            tables: r
                .forms
                .iter()
                .map(|form| InputTable {
                    place: Place::sheet(&r.files[0], &"Sheet1".into()).at(Area::between(At::new(2, 0), At::new(8, 5))),
                    form: *form,
                    headings: [].into(),
                    rows_found: 6,
                    rows_used: 5,
                    left_out: vec![(RowReason::Total, 1)],
                    drawn: Drawn::default().into(),
                })
                .collect(),
        })
        .collect();
    out.push(Input {
        file: "~$表.xlsx".into(),
        sha256: None,
        status: InputStatus::Skipped(SkipReason::Lock),
        units: vec![],
        tables: vec![],
    });
    out.push(Input {
        file: "../名录.xlsx".into(),
        sha256: Some("f".repeat(64)),
        status: InputStatus::Roster,
        units: vec![],
        tables: vec![],
    });
    out
}

fn renames() -> Vec<Rename> {
    let rename = |written: &str, used: &str, how, alternative: Option<&str>| Rename {
        what: NameKind::Unit,
        written: written.into(),
        used: used.into(),
        how,
        alternative: alternative.map(Into::into),
        units: None,
        place: place("某局/表.xlsx", 1, 0),
    };
    vec![
        rename("某区教育体育局", "区教体局", How::Alias, None),
        rename("清江办", "清姜办", How::Sound, Some("清江办另有其名")),
        rename("石鼓镇人民政府", "石鼓镇", How::Suffix, None),
    ]
}
