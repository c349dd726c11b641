use super::{drawn, load, mistakes, short};
use jiff::civil::date;
use tongbao::error::Mistake;
use tongbao::finding::Severity;
use tongbao::place::At;
use tongbao::read::{Cell, Value};
use tongbao::rules::settings::{BlankCounts, Origin, Settings};
use tongbao::rules::{self, Rules};

fn with(lines: &str) -> Rules {
    load(&[("规则", &format!("项目|值|依据\n{lines}"))])
}

/// The built-in values of `product.md` section 4.
#[test]
fn built_in_values_are_those_of_the_contract_and_rest_on_something() {
    let settings = Settings::built_in();
    assert_eq!(settings.posts_per_month.value, 4);
    assert_eq!(settings.min_forwards.value, 1);
    assert_eq!(settings.phrase_limit.value, 1);
    assert_eq!(settings.other_limit.value, 3);
    assert!(!settings.gap_decides.value && !settings.forwards_decide.value && !settings.daily_on_workdays.value);
    assert_eq!(settings.blank_counts.value, BlankCounts::Doubt);
    assert_eq!((settings.period.value, settings.as_of.value, settings.forward_list.value), (None, None, None));
    assert_eq!((settings.max_gap_days.value, settings.message_limit.value), (None, None));
    assert!(settings.severities.is_empty());
    assert_eq!(settings.posts_per_month.origin, Origin::BuiltIn);
    for basis in [&settings.posts_per_month.basis, &settings.min_forwards.basis, &settings.blank_counts.basis] {
        assert!(basis.is_some());
    }
}

#[test]
fn every_key_is_read_with_its_origin_and_basis() {
    let rules = with(
        "统计周期|2023年一季度|通报
检查时间点|2023年4月10日|
制表单位|某区政府办|
附件1标题|甲表|
附件3备注|乙注|
每月应更新数|5|办法第三条
推荐转发内容数量|31|
最低转载数|2|
最低转载率|50％|
更新最大间隔自然日|14|
原创最大间隔自然日|5|
间隔影响结论|是|
转载影响结论|否|
空白计数|按０|
每日按工作日|是|
留言办理期限工作日|5|
固定表述错误处置期限工作日|2|
其他问题处置期限工作日|4|
整改期限|4月19日前|
附件4标题|丙表|
附件4备注|丁注|
updates-month-missing|不达标|
Forwards-Short|不报|",
    );
    let s = &rules.settings;
    assert_eq!(s.period.value.map(|p| p.code()).as_deref(), Some("2023Q1"));
    assert_eq!(s.as_of.value, Some(date(2023, 4, 10)));
    assert_eq!(s.office.value.as_deref(), Some("某区政府办"));
    assert_eq!(s.titles[0].value.as_deref(), Some("甲表"));
    assert_eq!(s.remarks[2].value.as_deref(), Some("乙注"));
    assert_eq!((s.titles[3].value.as_deref(), s.remarks[3].value.as_deref()), (Some("丙表"), Some("丁注")));
    assert_eq!((s.posts_per_month.value, s.posts_per_month.basis.as_deref()), (5, Some("办法第三条")));
    let Origin::Roster(place) = &s.posts_per_month.origin else { panic!("from the roster") };
    assert_eq!(place.to_string(), "名录.xlsx › 规则 › B7");
    assert_eq!((s.forward_list.value, s.min_forwards.value), (Some(31), 2));
    assert_eq!(s.min_forward_rate.value, Some(0.5));
    assert_eq!((s.max_gap_days.value, s.max_original_gap_days.value), (Some(14), Some(5)));
    assert!(s.gap_decides.value && !s.forwards_decide.value && s.daily_on_workdays.value);
    assert_eq!(s.blank_counts.value, BlankCounts::Zero);
    assert_eq!((s.message_limit.value, s.phrase_limit.value, s.other_limit.value), (Some(5), 2, 4));
    assert_eq!(s.rectify_by.value.as_deref(), Some("4月19日前"));
    assert_eq!(s.severities["updates-month-missing"].value, Some(Severity::Fail));
    assert_eq!(s.severities["forwards-short"].value, None, "not reported at all");
}

#[test]
fn a_key_without_a_value_leaves_the_built_in_one() {
    let rules = with("每月应更新数||\n统计周期||");
    assert_eq!((rules.settings.posts_per_month.value, rules.settings.posts_per_month.origin), (4, Origin::BuiltIn));
}

#[test]
fn days_may_be_typed_as_days() {
    let mut book = drawn(&[("规则", "项目|值\n检查时间点|\n整改期限|")]);
    for row in [1, 2] {
        let day = Value::Date(date(2023, 4, 19).at(0, 0, 0, 0));
        book.sheets[0].put(At::new(row, 1), Cell { value: day, formula: false });
    }
    let settings = rules::load(Some(&book)).unwrap().0.settings;
    assert_eq!(settings.as_of.value, Some(date(2023, 4, 19)));
    assert_eq!(settings.rectify_by.value.as_deref(), Some("2023年4月19日"));
}

#[test]
fn a_period_needs_its_year_and_must_be_one() {
    for (written, code) in [("2023Q1", "2023Q1"), ("2023-03", "2023-03"), ("2023", "2023"), ("2023年1-3月", "2023Q1")]
    {
        assert_eq!(
            with(&format!("统计周期|{written}|")).settings.period.value.map(|p| p.code()).as_deref(),
            Some(code)
        );
    }
    for wrong in ["一季度", "2023年一季度和三季度", "2022年四季度和2023年一季度", "去年"] {
        let found = mistakes(&[("规则", &format!("项目|值\n统计周期|{wrong}"))]);
        assert_eq!(short(&found), ["规则!B2 ValueBad"], "{wrong}");
    }
}

#[test]
fn a_key_stands_once_and_is_known() {
    let found = mistakes(&[("规则", "项目|值\n最低转载数|1\n最低转载数|2\nupdates-shrot|提示")]);
    assert_eq!(short(&found), ["规则!A3 KeyTwice", "规则!A4 KeyUnknown"]);
    assert_eq!(found[0].what, Mistake::KeyTwice { written: "最低转载数".into(), first: "A2".into() });
    let nearest = Some("updates-short".to_owned());
    assert_eq!(found[1].what, Mistake::KeyUnknown { written: "updates-shrot".into(), nearest });
}

#[test]
fn every_value_that_cannot_be_read_says_what_should_stand_there() {
    let keys: Vec<&str> = rules::keys().into_iter().map(|(name, _)| name).collect();
    let free = |key: &str| ["制表单位", "整改期限", "报送期限"].contains(&key) || key.starts_with("附件");
    let read: Vec<&str> = keys.into_iter().filter(|k| !free(k)).chain(["updates-none"]).collect();
    let lines: String = read.iter().map(|key| format!("\n{key}|随便写")).collect();
    let found = mistakes(&[("规则", &format!("项目|值{lines}"))]);
    assert_eq!(found.len(), read.len());
    for mistake in found {
        let Mistake::ValueBad { heading, written, expected } = mistake.what else { panic!("{mistake:?}") };
        assert_eq!((heading.as_str(), written.as_str()), ("值", "随便写"));
        assert!(!expected.is_empty());
    }
}
