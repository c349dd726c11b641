use super::{drawn, load, mistakes, short};
use jiff::civil::date;
use tongbao::error::Mistake;
use tongbao::field::{Field, Form};
use tongbao::finding::Kind;
use tongbao::fold::fold;
use tongbao::place::{Area, At};
use tongbao::read::{Cell, Value};
use tongbao::rules;
use tongbao::rules::roster::{AccountState, ForwardList};

const UNITS: &str = "单位名称|全称|别名|报送内容
区教体局|某市某区教育体育局|区教育和体育局、教体局|栏目、留言、新媒体
石鼓镇|某区石鼓镇人民政府||无
区司法局|||";

const COLUMNS: &str = "栏目名称|更新频次|保障单位
规范性文件|1 条/季度|区司法局
教育体育|1条/2周|区教育和体育局";

const ACCOUNTS: &str = "账号名称|账号类型|责任单位|应更新数|推荐转发内容数量|备案|状态|启用日期|停用日期
渭滨教育|公众号|区教体局|12|31|是|正常|2021年3月1日|
渭滨教育|视频号|区教体局|12|/|否|关停||2023-02-28";

#[test]
fn units_columns_and_accounts_are_loaded_in_order() {
    let roster = load(&[("单位", UNITS), ("栏目", COLUMNS), ("账号", ACCOUNTS)]).roster;
    let units = roster.units.unwrap();
    assert_eq!(units.keys().collect::<Vec<_>>(), ["区教体局", "石鼓镇", "区司法局"]);
    assert_eq!(units["区教体局"].aliases, ["区教育和体育局", "教体局"]);
    assert_eq!(units["石鼓镇"].full_name.as_deref(), Some("某区石鼓镇人民政府"));
    assert_eq!(units["石鼓镇"].place.to_string(), "名录.xlsx › 单位 › A3:D3");
    let columns = roster.columns.unwrap();
    assert_eq!(columns[0].frequency.as_deref(), Some("1 条/季度"));
    assert_eq!(columns[1].unit, "区教体局", "an alias names the unit");
    let accounts = roster.accounts.unwrap();
    assert_eq!(accounts[0].platform, "微信公众号", "account types are canonical");
    assert_eq!(accounts[0].required, Some(12));
    assert_eq!(accounts[0].forward_list, Some(ForwardList::Count(31)));
    assert_eq!((accounts[0].filed, accounts[0].state), (Some(true), AccountState::Normal));
    assert_eq!(accounts[0].in_use, (Some(date(2021, 3, 1)), None));
    assert_eq!(accounts[1].forward_list, Some(ForwardList::NotApplicable));
    assert_eq!((accounts[1].filed, accounts[1].state), (Some(false), AccountState::Closed));
    assert_eq!(accounts[1].in_use, (None, Some(date(2023, 2, 28))));
    assert_eq!(roster.file.as_deref(), Some("名录.xlsx"));
}

#[test]
fn a_correction_of_what_cannot_be_corrected_is_a_mistake_with_its_cell() {
    let sheet = "单位|对象|项目|期间|原值|更正值
区教体局||承办数量||3|4
区教体局|教育体育|更新数|2月|3|4
区教体局|教育体育|实更新数|2023年一季度|3|4
区教体局|教育体育|更新书|二月|3|4
区教体局|教育体育|账号名称||3|4
区教体局|教育体育|更新数|那个月|3|4
区教体局|教育体育|更新数|2月|3|-4
区教体局|教育体育|更新数|2月|3|4.5
区教体局|教育体育|更新数|2月|3|/";
    let found = mistakes(&[("单位", UNITS), ("更正", sheet)]);
    assert_eq!(
        short(&found),
        ["更正!C5 ValueBad", "更正!C6 ValueBad", "更正!D7 ValueBad", "更正!F8 ValueBad", "更正!F9 ValueBad"]
    );
}

#[test]
fn what_a_unit_reports_is_taken_as_written_or_derived() {
    let units = "单位名称|报送内容\n甲局|栏目、留言，新媒体\n乙局|留言\n丙局|无\n丁局|\n戊局|\n己局|新媒体 栏目\n庚局|";
    let columns = "栏目名称|保障单位\n通知|丁局\n公告|丙局";
    let accounts = "账号名称|账号类型|责任单位\n丁局发布|微博|丁局\n戊局发布|微博|戊局";
    let units = load(&[("单位", units), ("栏目", columns), ("账号", accounts)]).roster.units.unwrap();
    let forms = |name: &str| units[name].forms.clone();
    assert_eq!(forms("甲局"), [Form::Columns, Form::Messages, Form::Accounts]);
    assert_eq!(forms("乙局"), [Form::Messages]);
    assert_eq!(forms("丙局"), []);
    assert_eq!(forms("丁局"), [Form::Columns, Form::Accounts], "messages are due only where it is written");
    assert_eq!(forms("戊局"), [Form::Accounts]);
    assert_eq!(forms("己局"), [Form::Columns, Form::Accounts]);
    assert_eq!(forms("庚局"), []);
}

#[test]
fn an_absent_sheet_and_one_with_only_headings_are_the_same() {
    for sheets in
        [&[][..], &[("单位", "单位名称|全称|别名"), ("栏目", ""), ("账号", "账号名称|账号类型|责任单位\n |||")]]
    {
        let roster = load(sheets).roster;
        assert_eq!((roster.units, roster.columns, roster.accounts), (None, None, None));
    }
    let without = rules::load(None).unwrap();
    assert!(without.0.roster.file.is_none() && without.1.is_empty());
}

#[test]
fn a_title_above_numbering_and_remarks_do_not_disturb() {
    let units = "某区政务公开单位名录\n序号|单位名称|备注\n1|甲局|\n2|乙局|牵头单位\n3||";
    let units = load(&[("单位", units)]).roster.units.unwrap();
    assert_eq!(units.keys().collect::<Vec<_>>(), ["甲局", "乙局"]);
}

#[test]
fn a_caption_merged_across_columns_is_no_unit() {
    let mut book = drawn(&[("单位", "单位名称|全称\n一、各镇|\n石鼓镇|某区石鼓镇人民政府")]);
    book.sheets[0].merges.push(Area::between(At::new(1, 0), At::new(1, 1)));
    let (rules, notices) = rules::load(Some(&book)).unwrap();
    assert_eq!(rules.roster.units.unwrap().keys().collect::<Vec<_>>(), ["石鼓镇"]);
    assert_eq!(notices[0].kind, Kind::RuleUnused { sheet: "单位".into(), what: "一、各镇".into() });
}

#[test]
fn an_unknown_sheet_is_a_notice() {
    let book = drawn(&[("单位", UNITS), ("去年的表", "甲|乙"), ("Sheet3", ""), ("说明", "怎么填")]);
    let (_, notices) = rules::load(Some(&book)).unwrap();
    assert_eq!(notices.len(), 1);
    assert_eq!(notices[0].kind, Kind::RuleUnused { sheet: "去年的表".into(), what: String::new() });
}

#[test]
fn all_mistakes_are_listed_at_once_with_their_cells() {
    let found = mistakes(&[
        ("单位", "单位名称|别名|报送内容|联糸人\n甲局|乙局|栏目、其他|\n乙局|||\n甲 局|||\n|丙||"),
        (
            "栏目",
            "栏目名称|更新频次|保障单位|启用日期|停用日期\n通知|常常|甲局||\n公告|1条/月|甲居|2023-05-01|2023-04-01",
        ),
        ("账号", "账号名称|账号类型|责任单位|应更新数|备案|状态\n甲发布|报纸|甲局|十二条|大概|好"),
        ("规则", "项目|值|依据\n每月应更数|5|\n空白计数|按零|\n检查时间点|四月|"),
    ]);
    assert_eq!(
        short(&found),
        [
            "单位!D1 HeadingUnknown",
            "单位!A5 Blank",
            "单位!C2 ValueBad",
            "单位!A4 NameTwice",
            "单位!B2 AliasShared",
            "栏目!B2 FrequencyUnknown",
            "栏目!C3 UnitUnknown",
            "栏目!E3 DatesBackwards",
            "账号!B2 ValueBad",
            "账号!D2 ValueBad",
            "账号!E2 ValueBad",
            "账号!F2 ValueBad",
            "规则!A2 KeyUnknown",
            "规则!B3 ValueBad",
            "规则!B4 ValueBad",
        ]
    );
    let what = |i: usize| found[i].what.clone();
    assert_eq!(what(0), Mistake::HeadingUnknown { written: "联糸人".into(), nearest: Some("联系人".into()) });
    assert_eq!(what(3), Mistake::NameTwice { written: "甲 局".into(), first: "A2".into() });
    assert_eq!(what(4), Mistake::AliasShared { alias: "乙局".into(), with: "乙局".into() });
    assert_eq!(what(6), Mistake::UnitUnknown { written: "甲居".into(), nearest: Some("甲局".into()) });
    assert_eq!(what(12), Mistake::KeyUnknown { written: "每月应更数".into(), nearest: Some("每月应更新数".into()) });
    let values = found.iter().filter_map(|m| match &m.what {
        Mistake::ValueBad { expected, .. } => Some(expected),
        _ => None,
    });
    assert!(values.into_iter().all(|expected| !expected.is_empty()), "each says what the cell should hold");
}

#[test]
fn missing_and_doubled_headings_are_named() {
    let found = mistakes(&[
        ("栏目", "栏目|频次|频次\n甲|1条/月|2"),
        ("账号", "账号名称|账号类型|账号类型|责任单位\n甲|微博|微博|乙"),
    ]);
    let missing: Vec<_> = found
        .iter()
        .filter_map(|m| match &m.what {
            Mistake::HeadingMissing { heading } => Some(heading.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(missing, ["栏目名称", "保障单位"]);
    assert!(short(&found).contains(&"账号!C1 HeadingTwice".to_owned()));
}

#[test]
fn a_name_may_return_when_something_else_tells_it_apart() {
    let columns = "栏目名称|上级栏目|保障单位|停用日期|启用日期\n通知|甲|甲局||\n通知|乙|甲局||\n通知|甲|乙局||\n公告||甲局|2023-01-31|\n公告||甲局||2023-02-01";
    assert_eq!(load(&[("栏目", columns)]).roster.columns.unwrap().len(), 5);
    let twice = "栏目名称|保障单位\n公告|甲局\n公告|甲局";
    assert_eq!(short(&mistakes(&[("栏目", twice)])), ["栏目!A3 NameTwice"]);
    let accounts = "账号名称|账号类型|责任单位\n渭您服务|微信订阅号|甲局\n渭您服务|订阅号|乙局";
    assert_eq!(short(&mistakes(&[("账号", accounts)])), ["账号!A3 NameTwice"], "one account, whoever claims it");
}

#[test]
fn a_cell_without_a_value_is_a_mistake() {
    let mut book = drawn(&[("账号", "账号名称|账号类型|责任单位|应更新数\n甲|微博|乙局|")]);
    book.sheets[0].put(At::new(1, 3), Cell { value: Value::Error("#REF!".into()), formula: true });
    let Err(tongbao::error::Error::RosterMistakes(found)) = rules::load(Some(&book)) else { panic!("a mistake") };
    assert_eq!(short(&found), ["账号!D2 ValueBad"]);
}

#[test]
fn the_smaller_lists_are_kept_with_their_places() {
    let rules = load(&[
        ("单位", "单位名称|全称\n甲局|某区甲局"),
        ("人工问题", "单位|对象|问题|依据\n甲局|门户|站点无法访问|通报"),
        ("文稿数据", "项目|数值\n备案账号数|22\n电话咨询数|17件\n表扬单位|甲局\n表扬单位|某区甲局\n留言受理数|"),
        ("更正", "单位|对象|项目|期间|原值|更正值|依据|日期\n甲局|甲发布|实际更新数||33|34|电话|2023-04-10"),
        ("错误表述", "错误|正确\n某某国务院|国务院"),
        ("节假日", "日期|类型\n2023年1月28日|班\n2023年1月21日至27日|休"),
        ("表头别名", "表内写法|规范列名\n信息条目|实际更新数"),
    ]);
    let roster = &rules.roster;
    assert_eq!(roster.manual[0].place.to_string(), "名录.xlsx › 人工问题 › A2:D2");
    let body: Vec<_> = roster.body.iter().map(|b| (b.key.as_str(), b.value.as_str(), b.number)).collect();
    let expected = [
        ("备案账号数", "22", Some(22)),
        ("电话咨询数", "17件", None),
        ("表扬单位", "甲局", None),
        ("表扬单位", "甲局", None),
    ];
    assert_eq!(body, expected, "a key without a value is not filled in yet");
    let correction = &roster.corrections[0];
    assert_eq!((correction.old.as_str(), correction.new.as_str()), ("33", "34"));
    assert_eq!(correction.day, Some(date(2023, 4, 10)));
    assert_eq!(roster.wrong_phrases[0].0, "某某国务院");
    assert_eq!(roster.holidays.len(), 1 + 7);
    assert!(roster.holidays[0].1 && !roster.holidays[1].1);
    assert_eq!(rules.words.headings.guesses(&fold("信息条目"))[0].field, Field::Actual);
}

#[test]
fn mistakes_of_the_smaller_lists_have_their_cells() {
    let found = mistakes(&[
        ("单位", "单位名称\n甲局"),
        ("人工问题", "单位|对象|问题\n乙局|门户|打不开\n甲局|门户|"),
        ("文稿数据", "项目|数值\n备案账号数|二十来个\n电话咨询数|1\n电话咨询数|2\n表扬单位|丙局"),
        ("更正", "单位|对象|项目|更正值|日期\n甲局||承办数量||2023-04-31"),
        ("节假日", "日期|类型\n哪天|休\n2023-01-28|上学\n2023-01-29|班\n2023/1/29|休"),
        ("表头别名", "表内写法|规范列名\n信息条目|不知道"),
    ]);
    let mut found = short(&found);
    found.sort();
    let mut expected = [
        "表头别名!B2 ValueBad",
        "人工问题!A2 UnitUnknown",
        "人工问题!C3 Blank",
        "文稿数据!B2 ValueBad",
        "文稿数据!A4 KeyTwice",
        "文稿数据!B5 UnitUnknown",
        "更正!D2 Blank",
        "更正!E2 ValueBad",
        "节假日!A2 ValueBad",
        "节假日!B3 ValueBad",
        "节假日!A5 NameTwice",
    ];
    expected.sort();
    assert_eq!(found, expected);
}

#[test]
fn the_place_of_a_needed_cell_that_is_blank_is_that_cell() {
    assert_eq!(short(&mistakes(&[("栏目", "栏目名称|保障单位\n|甲局")])), ["栏目!A2 Blank"]);
}

#[test]
fn wrong_wordings_of_the_roster_are_ready_to_be_searched() {
    let book = drawn(&[
        ("单位", "单位名称\n甲局"),
        ("错误表述", "错误|正确\n错词|正词"),
        ("规则", "项目|值\n留言办理期限工作日|5\n更新最大间隔自然日|14\n原创最大间隔自然日|5"),
    ]);
    let (rules, findings) = rules::load(Some(&book)).unwrap();
    assert!(findings.is_empty(), "what the office orders is carried out");
    let hits = rules.words.wrong.hits("有错 词");
    assert_eq!(hits.iter().map(|h| (h.wording, h.shown.as_str())).collect::<Vec<_>>(), [(0, "有错 词")]);
}

#[test]
fn mistakes_among_wrong_wordings_have_their_cells() {
    let found = mistakes(&[("错误表述", "错误|正确\n甲乙|甲丙\n|丁\n甲 乙|戊\n己庚|己 庚\nＡB|ab\n辛|")]);
    let expected = ["错误表述!A3 Blank", "错误表述!A4 NameTwice", "错误表述!B5 ValueBad", "错误表述!B6 ValueBad"];
    assert_eq!(short(&found), expected);
    assert_eq!(short(&mistakes(&[("错误表述", "正确\n甲")])), ["错误表述!A1 HeadingMissing"]);
}
