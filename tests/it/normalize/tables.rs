use super::drawn::{book, filed, months, names_period, names_unit, row, said, table, zero};
use super::{first_quarter, ids, lines, normalized};
use jiff::civil::date;
use tongbao::field::{Field, Form};
use tongbao::finding::{CountDoubt, Kind};
use tongbao::normalize::{NameKind, Normalized, Reported};
use tongbao::period::Part;
use tongbao::place::At;
use tongbao::recognize::{Recognized, Source, Table};
use tongbao::rules::settings::BlankCounts;
use tongbao::settle::names::How;

fn read(table: Table) -> Normalized {
    normalized(&[book("一.xlsx", vec![table])], &first_quarter())
}

fn columns(rows: &str) -> Table {
    let fields = [Field::Column, Field::Frequency, Field::Unit, Field::Updates, Field::Updates, Field::Updates];
    months(table(Form::Columns, &fields, rows), &[(3, 1), (4, 2), (5, 3)])
}

fn accounts(rows: &str) -> Table {
    let fields = [Field::Unit, Field::Account, Field::AccountType, Field::Actual, Field::Forwarded];
    table(Form::Accounts, &fields, rows)
}

#[test]
fn months_of_a_column_become_entries_with_proper_names() {
    let out = read(columns("疫情防控 | 1条/2周 | 丙丁区卫生健康局 | 4 | \"５条\" | 4"));
    assert_eq!(
        lines(&out.entries),
        [
            "区卫健局 疫情防控 Frequency 2023Q1 = 1条/2周 Counts",
            "区卫健局 疫情防控 Updates 2023-01 = 4 Counts",
            "区卫健局 疫情防控 Updates 2023-02 = 5 Counts",
            "区卫健局 疫情防控 Updates 2023-03 = 4 Counts",
        ]
    );
    assert_eq!(out.entries[2].reading.raw, "５条");
    assert_eq!(out.entries[2].place.to_string(), "一.xlsx › Sheet1 › E2");
    assert_eq!(ids(&out), Vec::<&str>::new());
    assert_eq!((out.outcomes[0][0].rows_used, out.outcomes[0][0].units.clone()), (1, vec!["区卫健局".into()]));
}

#[test]
fn a_rename_is_recorded_once_for_each_writing_and_file() {
    let out = read(columns("疫情防控 | _ | 区卫健委 | 4 | 5 | 4\n医疗药品及医用耗材采 | _ | 区卫健委 | 1 | 1 | 1"));
    let renames: Vec<_> = out.renames.iter().map(|r| (r.what, r.written.as_str(), r.used.as_str(), r.how)).collect();
    assert_eq!(
        renames,
        [
            (NameKind::Unit, "区卫健委", "区卫健局", How::Alias),
            (NameKind::Column, "医疗药品及医用耗材采", "医疗药品及医用耗材采购目录", How::Truncated),
        ]
    );
}

#[test]
fn a_blank_is_missing_and_asked_once_for_each_row() {
    let out = read(columns("疫情防控 | _ | 区卫健局 | 4 | _ | _"));
    assert_eq!(lines(&out.entries)[1], "区卫健局 疫情防控 Updates 2023-02 = missing Counts");
    assert_eq!(ids(&out), ["count-missing"]);
    assert_eq!(out.findings[0].place.area.map(|a| a.to_string()).as_deref(), Some("E2"));
    assert_eq!(out.findings[0].related.len(), 1);
}

#[test]
fn a_blank_is_zero_where_the_file_or_the_office_says_so() {
    let mut drawn = columns("疫情防控 | _ | 区卫健局 | 4 | _ | 4");
    let mut rules = first_quarter();
    rules.settings.blank_counts.value = BlankCounts::Zero;
    let by_office = normalized(&[book("一.xlsx", vec![drawn.clone()])], &rules);
    drawn.blank_is_zero = true;
    for out in [by_office, read(drawn)] {
        assert_eq!(lines(&out.entries)[1], "区卫健局 疫情防控 Updates 2023-02 = 0 Counts");
        assert_eq!(ids(&out), Vec::<&str>::new());
    }
}

#[test]
fn doubtful_cells_are_named_with_their_raw_text() {
    let out = read(columns("疫情防控 | _ | 区卫健局 | 约4 | / | 无"));
    let mut kinds: Vec<Kind> = out.findings.into_iter().map(|f| f.kind).collect();
    kinds.sort_by_key(Kind::id);
    let field = Field::Updates;
    assert_eq!(
        kinds,
        [
            Kind::CountDoubtful { field, raw: "约4".into(), why: CountDoubt::Approximate },
            Kind::CountDoubtful { field, raw: "/".into(), why: CountDoubt::NotApplicable },
            Kind::CountWordZero { field, raw: "无".into() },
        ]
    );
}

#[test]
fn a_sum_beside_months_is_checked_and_never_added() {
    let fields = [Field::Column, Field::Unit, Field::Updates, Field::Updates, Field::Sum];
    let drawn = |rows| months(table(Form::Columns, &fields, rows), &[(2, 1), (3, 2)]);
    let out = read(drawn("政府债务 | 区财政局 | 1 | 2 | 3"));
    assert_eq!((out.entries.len(), ids(&out)), (2, vec![]));
    let out = read(drawn("政府债务 | 区财政局 | 1 | 2 | 4"));
    let kind = Kind::TotalDiffers {
        row: "政府债务".into(),
        heading: "Sum".into(),
        across: true,
        written: "4".into(),
        computed: vec![3],
    };
    assert_eq!(out.findings[0].kind, kind);
    assert_eq!(out.findings[0].place.area.map(|a| a.to_string()).as_deref(), Some("E2"));
}

#[test]
fn a_wrong_sum_in_one_row_brings_no_alarm_against_the_right_totals() {
    let fields = [Field::Column, Field::Unit, Field::Updates, Field::Updates, Field::Sum];
    let rows = "政府债务 | 区财政局 | 1 | 2 | 4\n预算公开 | 区财政局 | 2 | 2 | 4";
    let mut drawn = months(table(Form::Columns, &fields, rows), &[(2, 1), (3, 2)]);
    drawn.totals = vec![row("合计 | | 3 | 4 | 7", 4)];
    let out = read(drawn);
    let sums = out.findings.iter().filter(|f| f.kind.id() == "total-differs");
    let cells: Vec<String> = sums.filter_map(|f| f.place.area).map(|a| a.to_string()).collect();
    assert_eq!(cells, ["E2"]);
}

#[test]
fn a_sum_inside_a_group_of_headings_is_the_sum_of_that_group() {
    let fields = [Field::Unit, Field::Account, Field::Actual, Field::Actual, Field::Sum];
    let fields = [&fields[..], &[Field::Forwarded, Field::Forwarded, Field::Sum]].concat();
    let drawn = table(Form::Accounts, &fields, "区卫健局 | 健康 | 9 | 8 | 17 | 3 | 2 | 5");
    let mut drawn = months(drawn, &[(2, 1), (3, 2), (5, 1), (6, 2)]);
    for (index, group) in [(2, "发布"), (3, "发布"), (4, "发布"), (5, "转载"), (6, "转载"), (7, "转载")] {
        drawn.headings[index].path.insert(0, group.into());
    }
    assert!(read(drawn).findings.iter().all(|f| f.kind.id() != "total-differs"), "9 + 8 = 17, 3 + 2 = 5");
}

#[test]
fn a_row_with_figures_and_without_a_name_is_not_dropped_in_silence() {
    let out = read(columns("疫情防控 | _ | 区卫健局 | 4 | 5 | 4\n_ | _ | 区卫健局 | 1 | 2 | 3"));
    assert_eq!(ids(&out), ["column-unknown"]);
    assert_eq!(out.findings[0].place.area.map(|a| a.first.row), Some(2), "the third row of the sheet");
}

#[test]
fn a_total_that_nobody_named_is_no_row_without_a_name() {
    let rows = "疫情防控 | _ | 区卫健局 | 4 | 5 | 4\n医疗药品及医用耗材采购目录 | _ | 区卫健局 | 1 | 2 | 3\n_ | _ | 区卫健局 | 5 | 7 | 7";
    assert_eq!(ids(&read(columns(rows))), Vec::<&str>::new(), "4 + 1 = 5, 5 + 2 = 7, 4 + 3 = 7");
}

#[test]
fn a_ledger_of_messages_leaves_a_doubt_with_its_unit() {
    let drawn = table(Form::MessageLedger, &[Field::Serial, Field::Unit, Field::Day], "1 | 区卫健局 | _");
    let out = read(drawn);
    assert_eq!((ids(&out), out.entries.len()), (vec!["heading-missing"], 0));
}

#[test]
fn those_closed_are_certain_where_the_open_ones_are_told() {
    let fields = [Field::Unit, Field::Received, Field::ClosedOnTime, Field::Overdue, Field::Open];
    let out = read(table(Form::Messages, &fields, "区卫健局 | 10 | 9 | 1 | 0"));
    let closed = out.entries.iter().find(|e| e.field == Field::Closed).map(|e| e.reading.value.clone());
    assert_eq!(closed, Some(Reported::Count(10)), "10 received, none open");
    assert_eq!(ids(&out), Vec::<&str>::new());
}

#[test]
fn a_sum_alone_is_the_figure_of_the_whole_period() {
    let fields = [Field::Column, Field::Unit, Field::Sum];
    let out = read(table(Form::Columns, &fields, "政府债务 | 区财政局 | 3"));
    assert_eq!(lines(&out.entries), ["区财政局 政府债务 Updates 2023Q1 = 3 Counts"]);
}

#[test]
fn subtotals_and_totals_are_checked_against_their_own_rows() {
    let fields = [Field::Unit, Field::Received, Field::Closed, Field::Overdue];
    let mut drawn = table(Form::Messages, &fields, "区财政局 | 3 | 3 | 0\n区统计局 | 1 | 1 | 0");
    drawn.rows[1].line = 3;
    drawn.totals = vec![row("小计 | 3 | 3 | 0", 2), row("小计 | 1 | 1 | 0", 4), row("合计 | 4 | 5 | 0", 5)];
    let out = read(drawn);
    let kind = Kind::TotalDiffers {
        row: "合计".into(),
        heading: "Closed".into(),
        across: false,
        written: "5".into(),
        computed: vec![4],
    };
    assert_eq!(out.findings.iter().map(|f| f.kind.clone()).collect::<Vec<_>>(), [kind]);
    assert_eq!(out.findings[0].place.area.map(|a| a.first), Some(At::new(5, 2)));
}

#[test]
fn an_account_takes_the_type_that_the_register_knows() {
    let out = read(accounts("区政府办 | 便民服务 | 公众号 | 20 | 5\n区政府办 | 便民服务 | 视频号 | 13 | /"));
    let platforms: Vec<_> = out.entries.iter().filter_map(|e| e.platform.as_deref()).collect();
    assert_eq!(platforms, ["微信订阅号", "微信订阅号", "微信视频号", "微信视频号"]);
    assert_eq!(out.entries[3].reading.value, Reported::NotApplicable);
    assert_eq!(ids(&out), Vec::<&str>::new(), "a 视频号 is known not to forward");
}

#[test]
fn not_applicable_forwards_are_said_where_nothing_tells_why() {
    let out = read(accounts("石门镇 | 美丽石门 | 微信服务号 | 20 | /"));
    assert_eq!(ids(&out), ["not-applicable-assumed"]);
}

#[test]
fn originals_inside_a_cell_are_an_entry_of_their_own() {
    let out = read(accounts("石门镇 | 美丽石门 | 服务号 | 88（其中原创44） | 5"));
    assert_eq!(
        lines(&out.entries)[..2],
        ["石门镇 美丽石门 Actual 2023Q1 = 88 Counts", "石门镇 美丽石门 Original 2023Q1 = 44 Counts"]
    );
}

#[test]
fn an_unknown_unit_is_said_once_and_silences_the_rest() {
    let out = read(accounts("区审计局 | 某某号 | 微博 | _ | 5\n区审计局 | 又一号 | 微博 | 3 | 5"));
    assert_eq!(ids(&out), ["unit-unknown"]);
    assert!(out.entries.iter().all(|e| !e.unit.listed));
    assert_eq!(out.entries.len(), 4, "figures of unknown units stay in the facts");
}

#[test]
fn unknown_accounts_and_columns_come_with_suggestions() {
    let out = read(accounts("石门镇 | 美丽石们 | 服务号 | 3 | 5"));
    let Kind::AccountUnknown { suggestions, .. } = &out.findings[0].kind else { panic!("{:?}", out.findings) };
    assert_eq!(suggestions, &["美丽石门"]);
    assert!(lines(&out.entries).iter().all(|l| l.starts_with('(')));
}

#[test]
fn another_units_column_is_a_finding_and_not_counted() {
    let out = read(columns("政府债务 | _ | 区统计局 | 1 | 1 | 1"));
    let kind = Kind::OwnerDiffers { claimed_by: "区统计局".into(), owner: "区财政局".into() };
    assert_eq!(out.findings.iter().map(|f| &f.kind).collect::<Vec<_>>(), [&kind]);
    assert!(out.entries.iter().all(|e| !e.object.as_ref().unwrap().listed));
}

#[test]
fn groups_of_platforms_in_one_row_are_accounts_of_their_own() {
    let fields = [Field::Unit, Field::Account, Field::Actual, Field::Actual];
    let mut drawn = table(Form::Accounts, &fields, "区政府办 | 便民服务 | 20 | 13");
    drawn.headings[2].platform = Some("微信订阅号".into());
    drawn.headings[3].platform = Some("微信视频号".into());
    let out = read(drawn);
    let found: Vec<_> = out.entries.iter().map(|e| (e.platform.as_deref(), &e.reading.value)).collect();
    assert_eq!(found, [(Some("微信订阅号"), &Reported::Count(20)), (Some("微信视频号"), &Reported::Count(13))]);
}

#[test]
fn a_half_year_table_gives_only_the_months_of_the_run() {
    let fields = [Field::Unit, Field::Column, Field::Updates, Field::Updates, Field::Sum];
    let drawn = months(table(Form::Columns, &fields, "区财政局 | 政府债务 | 1 | 2 | 3"), &[(2, 3), (3, 4)]);
    let out = read(names_period(drawn, Source::Title, said(Some(2023), Part::Half(1))));
    assert_eq!(lines(&out.entries), ["区财政局 政府债务 Updates 2023-03 = 1 Counts"]);
    assert_eq!(ids(&out), Vec::<&str>::new());
}

#[test]
fn figures_of_a_table_with_two_periods_are_doubtful() {
    let drawn =
        names_period(accounts("石门镇 | 美丽石门 | 服务号 | 3 | 5"), Source::Title, said(Some(2023), Part::Quarter(2)));
    let out = read(names_period(drawn, Source::File, said(Some(2023), Part::Quarter(1))));
    assert_eq!(lines(&out.entries)[0], "石门镇 美丽石门 Actual 2023Q1 = Heading Some(3) Counts");
    assert_eq!(ids(&out), Vec::<&str>::new(), "the period conflict was said by settle");
}

#[test]
fn all_closed_in_time_means_nothing_overdue() {
    let fields = [Field::Unit, Field::Received, Field::ClosedOnTime];
    let out = read(table(Form::Messages, &fields, "区财政局 | 5 | 5\n区统计局 | 5 | 3"));
    assert_eq!(
        lines(&out.entries),
        [
            "区财政局 Received 2023Q1 = 5 Counts",
            "区财政局 Closed 2023Q1 = 5 Counts",
            "区财政局 Overdue 2023Q1 = 0 Counts",
            "区统计局 Received 2023Q1 = 5 Counts",
            "区统计局 Closed 2023Q1 = OnTimeOnly Some(3) Counts",
            "区统计局 Overdue 2023Q1 = OnTimeOnly Some(2) Counts",
        ]
    );
    assert_eq!(ids(&out), ["count-doubtful", "count-doubtful"]);
}

#[test]
fn open_messages_tell_the_closed_ones() {
    let fields = [Field::Unit, Field::Received, Field::Open, Field::Overdue];
    let out = read(table(Form::Messages, &fields, "区财政局 | 5 | 2 | 0"));
    assert!(lines(&out.entries).contains(&"区财政局 Closed 2023Q1 = 3 Counts".to_owned()));
}

#[test]
fn a_zero_sentence_reports_three_zeros() {
    let mut drawn = book("一.xlsx", vec![]);
    drawn.zeros =
        vec![zero("一.xlsx", Some(Form::Messages), "丙丁区财政局"), zero("一.xlsx", Some(Form::Accounts), "区统计局")];
    let out = normalized(&[drawn], &first_quarter());
    assert_eq!(
        lines(&out.entries),
        ["Received", "Closed", "Overdue"].map(|f| format!("区财政局 {f} 2023Q1 = 0 Counts"))
    );
    let reported: Vec<_> = out.zero_reports.iter().map(|(unit, form, _)| (&**unit, *form)).collect();
    assert_eq!(reported, [("区财政局", Form::Messages), ("区统计局", Form::Accounts)]);
}

fn ledger(rows: &str) -> Recognized {
    let fields = [Field::Day, Field::PostTitle, Field::OriginalMark];
    book("台账.xlsx", vec![names_unit(table(Form::Posts, &fields, rows), Source::Line, "石门镇人民政府")])
}

#[test]
fn a_ledger_is_counted_line_by_line() {
    let rows = "2023-01-03 | 一 | 是\n2023-01-03 | 二 | 否\n2023年2月5日 | 三 | 是\n3月31日 | 四 | _";
    let out = normalized(&[ledger(rows)], &first_quarter());
    assert_eq!(
        lines(&out.entries),
        [
            "石门镇 美丽石门 Actual 2023Q1 = 4 Counts",
            "石门镇 美丽石门 Original 2023Q1 = 2 Counts",
            "石门镇 美丽石门 LastUpdate 2023Q1 = 2023-03-31 Counts",
        ]
    );
    assert!(out.entries.iter().all(|e| e.from_ledger));
    assert_eq!(out.entries[0].place.area.map(|a| a.to_string()).as_deref(), Some("A2:C5"));
    let days = [date(2023, 1, 3), date(2023, 1, 3), date(2023, 2, 5), date(2023, 3, 31)];
    assert_eq!(out.logs[0].days, days);
    assert_eq!(ids(&out), Vec::<&str>::new());
}

#[test]
fn lines_of_a_ledger_that_do_not_count_are_said() {
    let rows = "2023-01-03 | 一 | _\n2023-01-03 | 一 | _\n_ | 二 | _\n2023-04-02 | 三 | _\n2022-12-31 | 四 | _";
    let out = normalized(&[ledger(rows)], &first_quarter());
    assert_eq!(lines(&out.entries)[0], "石门镇 美丽石门 Actual 2023Q1 = 1 Counts");
    let kinds: Vec<_> = out.findings.iter().map(|f| f.kind.clone()).collect();
    assert_eq!(
        kinds,
        [Kind::PostsUndated { count: 1 }, Kind::PostsOutside { count: 2 }, Kind::PostsTwice { count: 1 }]
    );
}

#[test]
fn a_ledger_without_an_account_belongs_to_the_units_only_one() {
    let fields = [Field::Day, Field::PostTitle];
    let drawn = names_unit(table(Form::Posts, &fields, "2023-01-03 | 一"), Source::Line, "区政府办");
    let out = read(drawn);
    assert_eq!(out.entries.len(), 0, "two accounts: not guessed");
    assert_eq!(ids(&out), ["account-unknown"]);
}

static WORDS: std::sync::LazyLock<tongbao::rules::Words> = std::sync::LazyLock::new(tongbao::rules::Words::built_in);

proptest::proptest! {
    #[test]
    fn a_count_cell_never_panics_and_never_invents_a_number(text in "[0-9０-９一二十百千万约近余+\\-,.，。（）()/％%条次篇件其中原创无年月季度 ]{0,12}") {
        use tongbao::normalize::counts::read_count;
        use tongbao::read::Value;
        let read = read_count(Some(&Value::Text(text.clone())), Field::Actual, &WORDS);
        assert_eq!(&read.reading.raw, &text);
        if let Reported::Count(n) = read.reading.value {
            let digits = text.chars().any(|c| c.is_numeric() || "一二十百千万".contains(c));
            assert!(digits || (n == 0 && read.word_zero), "{text}: {n}");
        }
    }
}

#[test]
fn an_account_of_another_unit_goes_to_its_owner_in_the_register() {
    // 美丽石门 (微信服务号) is 石门镇's in the roster of these tests.
    let out = read(accounts("区统计局 | 美丽石门 | 微信服务号 | 3 | 5"));
    let kind = Kind::OwnerMoved { claimed_by: "区统计局".into(), owner: "石门镇".into() };
    assert!(out.findings.iter().any(|f| f.kind == kind && f.unit.as_deref() == Some("石门镇")), "{:?}", out.findings);
    assert!(lines(&out.entries).iter().all(|l| l.starts_with("石门镇 美丽石门")), "{:?}", lines(&out.entries));
    let moved: Vec<_> = out.renames.iter().filter_map(|r| r.units.clone()).collect();
    assert_eq!(moved, [("区统计局".to_owned(), "石门镇".to_owned())]);
    // What the register does not know stays where it is, and is doubted.
    let out = read(accounts("区统计局 | 美丽石们 | 微信服务号 | 3 | 5"));
    assert!(ids(&out).contains(&"account-unknown") && lines(&out.entries).iter().all(|l| l.starts_with('(')));
}

#[test]
fn a_body_that_nobody_lists_gives_its_account_to_the_owner_only_in_the_file_of_a_known_unit() {
    let rows = "石门镇中心小学 | 美丽石门 | 微信服务号 | 3 | 5";
    let out = read(accounts(rows));
    assert!(lines(&out.entries).iter().all(|l| l.starts_with('(')), "{:?}", lines(&out.entries));
    let out = read(names_unit(accounts(rows), Source::Title, "区统计局新媒体情况"));
    assert!(lines(&out.entries).iter().all(|l| l.starts_with("石门镇 美丽石门")), "{:?}", lines(&out.entries));
    assert!(ids(&out).contains(&"unit-unknown"), "the name itself is still asked about");
}

#[test]
fn an_owners_own_report_is_never_replaced_by_what_another_unit_carries() {
    let own = filed(accounts("石门镇 | 美丽石门 | 微信服务号 | 3 | 5"), date(2023, 4, 3));
    let carried = filed(accounts("区统计局 | 美丽石门 | 微信服务号 | 3 | 9"), date(2023, 4, 6));
    let out = normalized(&[book("甲.xlsx", vec![own]), book("乙.xlsx", vec![carried])], &first_quarter());
    assert!(ids(&out).contains(&"version-undecided"), "{:?}", out.findings);
    assert!(lines(&out.entries).iter().filter(|l| l.contains("Forwarded")).all(|l| l.ends_with("Disputed")));
}

#[test]
fn a_word_in_place_of_an_account_is_none_unless_something_was_posted() {
    let fields = [Field::Unit, Field::Account, Field::Actual, Field::Forwarded];
    for word in ["未开设", "未开通", "无", "/", "——", "暂无"] {
        for figures in ["/ | /", " | ", "0 | 0", "未开设 | 未开设"] {
            let out = read(table(Form::Accounts, &fields, &format!("区卫健局 | {word} | {figures}")));
            assert_eq!((out.entries.len(), ids(&out)), (0, vec![]), "{word} {figures}");
        }
        let out = read(table(Form::Accounts, &fields, &format!("区卫健局 | {word} | 7 | 2")));
        assert_eq!((out.entries.len(), ids(&out)), (0, vec!["account-unknown"]), "{word}");
    }
}

#[test]
fn a_printed_rate_of_closing_is_held_against_the_figures() {
    let fields = [Field::Unit, Field::Received, Field::Closed, Field::Overdue, Field::Rate];
    let claims = |rate: &str, heading: &str| {
        let mut drawn = table(Form::Messages, &fields, &format!("区卫健局 | 7 | 6 | 0 | {rate}"));
        drawn.headings[4].path = vec![heading.to_owned()];
        ids(&read(drawn)).into_iter().filter(|id| *id == "claim-differs").count()
    };
    // 6 ÷ 7 = 85.71 %
    for right in ["86%", "85.7%", "85.71%", "85.71", "0.86", "0.857", "/", ""] {
        assert_eq!(claims(right, "办结率"), 0, "{right}");
    }
    for wrong in ["85%", "90%", "100%", "85.8%", "0.9", "1"] {
        assert_eq!(claims(wrong, "办结率（%）"), 1, "{wrong}");
    }
    assert_eq!(claims("100%", "按时办结率") + claims("100%", "满意率"), 0, "shares of something else");
}
