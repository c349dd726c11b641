//! `init`.

use super::desk::{Desk, PRODUCT};
use std::fs;
use tongbao::fold::close_up;
use tongbao::read::{Limits, read_book};
use tongbao::rules;
use tongbao::rules::roster::{Roster, RosterColumn};

#[test]
fn init_makes_a_folder_that_the_program_accepts() {
    let desk = Desk::empty();
    let told = desk.call(&["init", "二季度"]);
    assert_eq!((told.status, told.err.as_str()), (0, ""));
    for name in ["收件", "名录.xlsx", "说明.txt", "拖到这里.bat"] {
        assert!(desk.path("二季度").join(name).exists(), "{name}");
    }
    // The blank roster has no mistakes: the run ends because nothing was handed in, not because of the roster.
    fs::write(desk.path("二季度/收件/空.xlsx"), "").unwrap();
    let told = desk.call(&["二季度/收件"]);
    assert_eq!(told.status, 2);
    assert!(told.err.contains("空.xlsx") && !told.err.contains("名录"), "{}", told.err);
}

#[test]
fn init_changes_nothing_that_is_there() {
    let desk = Desk::empty();
    desk.call(&["init"]);
    fs::write(desk.path("名录.xlsx"), "填过").unwrap();
    let told = desk.call(&["init"]);
    assert_eq!(told.status, 0);
    assert!(told.out.contains("已存在"), "{}", told.out);
    assert_eq!(desk.bytes("名录.xlsx"), "填过".as_bytes());
}

#[test]
fn init_from_fills_the_roster_and_says_what_to_look_at() {
    let desk = Desk::with_samples();
    fs::remove_file(desk.path("名录.xlsx")).unwrap();
    let told = desk.call(&["init", "二季度", "--from", "收件"]);
    // The samples hold 43 columns, 36 units and 19 accounts (bulletin of the first quarter of 2023).
    assert_eq!((told.status, told.err.as_str()), (1, ""), "{}", told.out);
    assert!(told.out.contains("单位 36 家、栏目 43 个、账号 19 个"), "{}", told.out);
    assert!(told.out.contains("统计周期填为2023年二季度") && told.out.contains("“备注”列"), "{}", told.out);
    // On the same files, read as the first quarter again, it knows everybody.
    let told = desk.call(&["收件", "--roster", "二季度/名录.xlsx", "--period", "2023Q1"]);
    assert_eq!(told.status, 0, "{}{}", told.out, told.err);
    assert!(told.out.contains("应报 36 家，已报 36 家"), "{}", told.out);
}

#[test]
fn init_from_never_overwrites_a_roster() {
    let desk = Desk::with_samples();
    fs::write(desk.path("名录.xlsx"), "填过").unwrap();
    let told = desk.call(&["init", "--from", "收件"]);
    assert_eq!(told.status, 1, "{}{}", told.out, told.err);
    assert!(told.out.contains("名录（新1）.xlsx"), "{}", told.out);
    assert_eq!(desk.bytes("名录.xlsx"), "填过".as_bytes());
    let first = desk.bytes("名录（新1）.xlsx");
    // The same lines need no second copy; other lines get a name of their own.
    desk.call(&["init", "--from", "收件"]);
    assert!(!desk.path("名录（新2）.xlsx").exists());
    fs::write(desk.path("名录（新1）.xlsx"), "改过").unwrap();
    desk.call(&["init", "--from", "收件"]);
    assert_eq!(desk.bytes("名录（新1）.xlsx"), "改过".as_bytes());
    assert_eq!(desk.bytes("名录（新2）.xlsx"), first);
}

#[test]
fn init_from_asks_for_the_period_where_nobody_says_it() {
    let desk = Desk::empty();
    fs::create_dir(desk.path("材料")).unwrap();
    fs::write(desk.path("材料/某县财政局.csv"), "栏目名称,更新频次,更新数\n动态,1条/月,3\n").unwrap();
    let told = desk.call(&["init", "新", "--from", "材料"]);
    assert_eq!(told.status, 2);
    assert!(told.err.contains("--period") && !desk.path("新").exists(), "{}", told.err);
    let told = desk.call(&["init", "新", "--from", "材料", "--period", "2023Q4"]);
    assert!(told.out.contains("统计周期填为2024年一季度"), "{}{}", told.out, told.err);
    let told = desk.call(&["init", "新", "--period", "2023Q4"]);
    assert_eq!(told.status, 2, "a period without material says nothing");
}

#[test]
fn init_from_last_quarters_workbook_gives_the_same_lists_as_its_roster() {
    let desk = Desk::with_samples();
    assert_eq!(desk.call(&["收件"]).status, 0);
    let told = desk.call(&["init", "二季度", "--from", PRODUCT]);
    // Two of the 38 units of the samples' roster owe nothing and sent nothing.
    assert!(told.out.contains("单位 38 家、栏目 43 个、账号 19 个"), "{}{}", told.out, told.err);
    assert!(told.out.contains("统计周期填为2023年二季度"), "{}", told.out);
    let lists = |name: &str| {
        let bytes = desk.bytes(name);
        let book = read_book(&"名录.xlsx".into(), &bytes, &Limits::default()).unwrap();
        let (rules, notices) = rules::load(Some(&book)).unwrap();
        assert!(notices.is_empty(), "{notices:?}");
        rules.roster
    };
    let (old, new) = (lists("名录.xlsx"), lists("二季度/名录.xlsx"));
    let units = |r: &Roster| r.units.iter().flatten().map(|(n, u)| (n.clone(), u.forms.clone())).collect::<Vec<_>>();
    assert_eq!(units(&new), units(&old));
    let columns = |r: &Roster| {
        let all = r.columns.iter().flatten();
        // The annex prints frequencies without the blanks inside them.
        let frequency = |c: &RosterColumn| c.frequency.as_deref().map(close_up);
        let mut all: Vec<_> = all.map(|c| (c.unit.clone(), c.name.clone(), frequency(c))).collect();
        all.sort();
        all
    };
    assert_eq!(columns(&new), columns(&old));
    let accounts = |r: &Roster| {
        let all = r.accounts.iter().flatten();
        let mut all: Vec<_> = all.map(|a| (a.unit.clone(), a.name.clone(), a.platform.clone())).collect();
        all.sort();
        all
    };
    assert_eq!(accounts(&new), accounts(&old));
    // What the last run only guessed is no alias before the clerk says so; what it knew is one.
    let told = desk.call(&["收件", "--roster", "二季度/名录.xlsx", "--period", "2023Q1"]);
    assert!(told.out.contains("应报 36 家，已报 36 家"), "{}{}", told.out, told.err);
}

#[test]
fn init_from_a_copy_without_evidence_says_which_workbook_it_needs() {
    let desk = Desk::with_samples();
    assert_eq!(desk.call(&["收件", "--clean", "正式稿.xlsx"]).status, 0);
    let told = desk.call(&["init", "二季度", "--from", "正式稿.xlsx"]);
    assert_eq!((told.status, told.out.as_str()), (2, ""));
    assert!(told.err.contains("正式稿") && told.err.contains("收件登记"), "{}", told.err);
    assert!(!desk.path("二季度").exists());
}

#[test]
fn what_stands_below_the_record_and_beside_the_names_is_no_unit_and_no_alias() {
    // Two versions differ, so a second list stands below 收件登记; without a roster 名称对照 lists writings that were grouped.
    for (made_of, roster) in [("versions", true), ("without-a-roster", false), ("shared-without-a-roster", false)] {
        let desk = crate::explain::book::case(made_of);
        assert_eq!(desk.path("收件/名录.xlsx").exists(), roster);
        let told = desk.call(&["init", "新", "--from", "附件.xlsx"]);
        assert_ne!(told.status, 2, "{made_of}: {}", told.err);
        let book = read_book(&"名录.xlsx".into(), &desk.bytes("新/名录.xlsx"), &Limits::default()).unwrap();
        let (rules, _) = rules::load(Some(&book)).unwrap();
        let units: Vec<_> = rules.roster.units.iter().flatten().collect();
        assert!(!units.is_empty(), "{made_of}");
        for (name, unit) in units {
            let said = format!("{name} {}", unit.aliases.join(" "));
            assert!(!said.contains(['›', '/', '、', '（']) && name != "单位", "{made_of}: {said}");
        }
    }
}

#[test]
fn columns_above_others_travel_from_the_folder_and_from_the_workbook_into_the_next_roster() {
    let desk = Desk::empty();
    fs::create_dir(desk.path("收件")).unwrap();
    let table = "== 表\n2023年一季度栏目更新统计表\n填报单位：区水利局\n一级栏目 | 二级栏目 | 更新频次 | 1月 | 2月 | 3月\n\
                 政务公开 | 工作动态 | 1条/月 | 1 | 1 | 1\n新闻中心 | 工作动态 | 1条/月 | 2 | 2 | 2\n\
                 政务公开 | 通知公告 | 1条/月 | 1 | 1 | 1\n";
    fs::write(desk.path("收件/水利.xlsx"), crate::cases::drawn::workbook(table)).unwrap();
    let told = desk.call(&["收件"]);
    assert!(told.out.contains("3 个栏目，1 家单位，更新 12 条"), "{}{}", told.out, told.err);
    for (folder, from) in [("甲", "收件"), ("乙", PRODUCT)] {
        let told = desk.call(&["init", folder, "--from", from]);
        assert_eq!(told.status, 0, "nothing is to be looked at: {}{}", told.out, told.err);
        let bytes = desk.bytes(&format!("{folder}/名录.xlsx"));
        let book = read_book(&"名录.xlsx".into(), &bytes, &Limits::default()).unwrap();
        let (rules, _) = rules::load(Some(&book)).unwrap();
        let columns: Vec<_> =
            rules.roster.columns.iter().flatten().map(|c| (c.name.as_str(), c.parent.as_deref())).collect();
        let expected = [("政务公开/工作动态", "政务公开"), ("新闻中心/工作动态", "新闻中心"), ("通知公告", "政务公开")];
        assert_eq!(columns, expected.map(|(name, parent)| (name, Some(parent))), "from {from}");
        let told = desk.call(&["收件", "--roster", &format!("{folder}/名录.xlsx"), "--period", "2023Q1", "-n"]);
        assert!(told.out.contains("3 个栏目，1 家单位，更新 12 条"), "{}{}", told.out, told.err);
        assert_eq!(told.status, 0, "{}", told.out);
    }
}
