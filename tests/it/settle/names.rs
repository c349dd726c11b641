//! Invented places; bodies are the common ones of any county.

use tongbao::place::{At, Place};
use tongbao::rules::Rules;
use tongbao::rules::roster::{AccountState, Roster, RosterAccount, RosterColumn, Unit};
use tongbao::settle::names::{How, Names, Resolution};

fn place() -> Place {
    Place::sheet(&"名录.xlsx".into(), &"单位".into()).at(At::new(1, 0))
}

pub(crate) fn unit(name: &str, full: &str, aliases: &[&str], category: &str) -> Unit {
    Unit {
        name: name.into(),
        full_name: (!full.is_empty()).then(|| full.into()),
        aliases: aliases.iter().map(|a| (*a).into()).collect(),
        category: (!category.is_empty()).then(|| category.into()),
        forms: Vec::new(),
        in_use: (None, None),
        contact: None,
        phone: None,
        place: place(),
    }
}

fn column(name: &str, unit: &str, aliases: &[&str]) -> RosterColumn {
    RosterColumn {
        name: name.into(),
        parent: None,
        frequency: None,
        unit: unit.into(),
        aliases: aliases.iter().map(|a| (*a).into()).collect(),
        in_use: (None, None),
        place: place(),
    }
}

fn account(name: &str, platform: &str, unit: &str) -> RosterAccount {
    RosterAccount {
        name: name.into(),
        platform: platform.into(),
        unit: unit.into(),
        aliases: Vec::new(),
        required: None,
        forward_list: None,
        filed: None,
        state: AccountState::Normal,
        in_use: (None, None),
        place: place(),
    }
}

/// Makes the roster one of these units and nothing else.
pub(crate) fn list_units(rules: &mut Rules, units: impl IntoIterator<Item = Unit>) {
    let units = units.into_iter().map(|u| (u.name.clone(), u)).collect();
    rules.roster = Roster { units: Some(units), ..Roster::default() };
}

pub(crate) fn rules() -> Rules {
    let units = [
        unit("区政府办", "甲乙市丙丁区人民政府办公室", &["政府办", "区府办"], "政府办"),
        unit("区教体局", "甲乙市丙丁区教育体育局", &[], ""),
        unit("区住建局", "甲乙市丙丁区住房和城乡建设局", &[], ""),
        unit("区统计局", "甲乙市丙丁区统计局", &[], ""),
        unit("区统建局", "甲乙市丙丁区统建局", &[], ""),
        unit("区财政局", "甲乙市丙丁区财政局", &[], ""),
        unit("区卫健局", "甲乙市丙丁区卫生健康局", &["区卫健委"], ""),
        unit("区市场监管局", "甲乙市丙丁区市场监督管理局", &[], ""),
        unit("区应急局", "甲乙市丙丁区应急管理局", &[], ""),
        unit("公安分局", "甲乙市公安局丙丁分局", &[], ""),
        unit("青江办", "甲乙市丙丁区青江街道办事处", &[], "街道"),
        unit("东台办", "甲乙市丙丁区东台路街道办事处", &[], "街道"),
        unit("石门镇", "甲乙市丙丁区石门镇人民政府", &[], "镇"),
        unit("云山管委会", "", &[], ""),
        unit("区城市治理指挥中心", "丙丁区智慧城市治理监督指挥中心", &[], ""),
        unit("区税务局", "国家税务总局甲乙市丙丁区税务局", &[], ""),
    ];
    let mut rules = Rules::built_in();
    rules.roster = Roster {
        units: Some(units.into_iter().map(|u| (u.name.clone(), u)).collect()),
        columns: Some(vec![
            column("医疗药品及医用耗材采购目录", "区卫健局", &[]),
            column("疫情防控", "区卫健局", &[]),
            column("执法信息(反不正当竞争)", "区市场监管局", &["反不正当竞争执法"]),
            column("政府债务", "区财政局", &[]),
            column("灾害事故救援及预警信", "区应急局", &[]),
        ]),
        accounts: Some(vec![
            account("便民服务", "微信订阅号", "区政府办"),
            account("便民服务", "微信视频号", "区政府办"),
            account("美丽石门", "微信服务号", "石门镇"),
        ]),
        ..Roster::default()
    };
    rules
}

fn found(resolution: &Resolution) -> (&str, Option<How>) {
    resolution.known().map_or(("", None), |m| (m.used.as_str(), Some(m.how)))
}

#[test]
fn written_units_meet_the_roster_in_one_explainable_step() {
    let names = Names::of(&rules());
    for (written, used, how) in [
        ("区教体局", "区教体局", How::Exact),
        ("区 教 体\n局（盖章）", "区教体局", How::Exact),
        ("甲乙市丙丁区教育体育局", "区教体局", How::Alias),
        ("丙丁区教育体育局", "区教体局", How::Alias),
        ("丙丁教体局", "区教体局", How::Alias),
        ("教体局", "区教体局", How::Alias),
        ("区教育体育局", "区教体局", How::Alias),
        ("区府办", "区政府办", How::Alias),
        ("丙丁区人民政府办公室", "区政府办", How::Alias),
        ("丙丁区政府办公室", "区政府办", How::Suffix),
        ("区卫健委", "区卫健局", How::Alias),
        ("青江街道办", "青江办", How::Suffix),
        ("青江街道", "青江办", How::Suffix),
        ("青江街道办事处", "青江办", How::Alias),
        ("丙丁区青江办事处", "青江办", How::Suffix),
        ("丙丁区人民政府青江街道办事处", "青江办", How::Alias),
        ("东台路街道", "东台办", How::Suffix),
        ("东台街道办事处", "东台办", How::Suffix),
        ("石门镇政府", "石门镇", How::Suffix),
        ("甲乙市丙丁区石门镇", "石门镇", How::Alias),
        ("云山管理委员会", "云山管委会", How::Suffix),
        ("区公安分局", "公安分局", How::Alias),
        ("丙丁区税务局", "区税务局", How::Alias),
        ("区教育和体育局", "区教体局", How::Abbreviation),
        ("市监局", "区市场监管局", How::Abbreviation),
        ("区住房城乡建设局", "区住建局", How::Abbreviation),
        ("区城市治理监督指挥中心", "区城市治理指挥中心", How::Abbreviation),
        ("甲乙市丙丁区市场监督管", "区市场监管局", How::Truncated),
        ("区统极局", "区统计局", How::Sound),
    ] {
        assert_eq!(found(&names.unit(written)), (used, Some(how)), "{written}");
    }
}

#[test]
fn a_name_of_another_body_is_unknown() {
    let names = Names::of(&rules());
    for written in [
        "",
        "市财政局",
        "甲乙市财政局",
        "戊己区财政局",
        "戊己区教育体育局",
        "县统计局",
        "区统筹局",
        "区审计局",
        "甲乙市公安局戊己分局",
        "管理局",
        "政府",
        "南门街道办",
        "石门乡",
        "卫健",
        "市政府办",
        "区财政局采购中心",
    ] {
        assert_eq!(found(&names.unit(written)), ("", None), "{written}");
    }
}

#[test]
fn every_name_of_the_roster_means_itself() {
    let rules = rules();
    let names = Names::of(&rules);
    for unit in rules.roster.units.as_ref().unwrap().values() {
        for name in unit.full_name.iter().chain([&unit.name]).chain(&unit.aliases) {
            assert_eq!(found(&names.unit(name)).0, unit.name);
        }
    }
}

#[test]
fn a_guess_names_the_alternative() {
    let names = Names::of(&rules());
    let Resolution::Known(guess) = names.unit("区统极局") else { panic!() };
    assert!(guess.how.is_guess());
    assert_eq!(guess.alternative.as_deref(), Some("区统建局"));
}

#[test]
fn an_unknown_unit_comes_with_suggestions() {
    let Resolution::Unknown { suggestions } = Names::of(&rules()).unit("区财征局") else {
        // 征 and 政 sound the same: a guess, not a suggestion.
        return;
    };
    assert!(suggestions.contains(&"区财政局".to_owned()));
}

#[test]
fn units_are_found_inside_longer_texts() {
    let names = Names::of(&rules());
    for (text, unit) in [
        ("区教体局2023年一季度政务公开工作报送表.xlsx", Some("区教体局")),
        ("国家税务总局甲乙市丙丁区税务局2023年一季度栏目更新情况表.xlsx", Some("区税务局")),
        ("丙丁区统建局2023年1-3月栏目更新表", Some("区统建局")),
        ("2023年一季度区财政局栏目统计", Some("区财政局")),
        ("区财政局规范性文件栏目更新", Some("区财政局")),
        ("甲乙市公安局丙丁分局网民留言", Some("公安分局")),
        ("青江街道办", Some("青江办")),
        ("石门镇人民政府2023年一季度留言", Some("石门镇")),
        ("（区统计局）附件３", Some("区统计局")),
        ("区财政局、区财政局", Some("区财政局")),
        ("甲乙市财政局2023年报表", None),
        ("戊己区财政局报表", None),
        ("戊己市丙丁区财政局2023年报表", None),
        ("戊己省甲乙市丙丁区财政局2023年报表", Some("区财政局")),
        ("区财政局采购中心2023年报表", None),
        ("石门镇中心小学新媒体", None),
        ("网民留言.xlsx", None),
    ] {
        let found = names.find_unit_in(text);
        assert_eq!(found.first().map(|(n, _)| n.as_str()), unit, "{text}");
        assert!(found.len() <= 1, "{text}");
    }
    let both = names.find_unit_in("区财政局和区统计局（一季度）");
    assert_eq!(
        both.iter().map(|(n, _)| n.as_str()).collect::<Vec<_>>(),
        ["区财政局"],
        "和 joins names: not told apart"
    );
    assert_eq!(names.find_unit_in("区财政局、区统计局").len(), 2);
}

#[test]
fn the_words_that_name_a_unit_are_given_back_as_written() {
    let text = "2023年丙丁区 教体局 报送表";
    let found = Names::of(&rules()).find_unit_in(text);
    assert_eq!(found.len(), 1);
    assert_eq!(&text[found[0].1.clone()], "丙丁区 教体局");
}

#[test]
fn columns_meet_by_name_alias_punctuation_and_cut_print() {
    let names = Names::of(&rules());
    for (written, unit, used, how) in [
        ("疫情防控", Some("区卫健局"), "疫情防控", Some(How::Exact)),
        ("执法信息（反不正当竞争）", None, "执法信息(反不正当竞争)", Some(How::Exact)),
        ("执法信息-反不正当竞争", None, "执法信息(反不正当竞争)", Some(How::Exact)),
        ("反不正当竞争执法", None, "执法信息(反不正当竞争)", Some(How::Alias)),
        ("医疗药品及医用耗材采", Some("区卫健局"), "医疗药品及医用耗材采购目录", Some(How::Truncated)),
        ("医疗药品及医用耗材采", Some("区财政局"), "", None),
        ("灾害事故救援及预警信息", Some("区应急局"), "灾害事故救援及预警信", Some(How::Truncated)),
        ("医疗", Some("区卫健局"), "", None),
        ("新冠肺炎疫情防控", Some("区卫健局"), "", None),
        ("政府负债", Some("区财政局"), "", None),
    ] {
        assert_eq!(found(&names.column(written, unit)), (used, how), "{written}");
    }
    let Resolution::Unknown { suggestions } = names.column("新冠肺炎疫情防控", Some("区卫健局")) else {
        panic!()
    };
    assert_eq!(suggestions, ["疫情防控"]);
}

#[test]
fn an_account_is_its_name_and_its_platform() {
    let names = Names::of(&rules());
    let platform =
        |written, platform, unit| names.account(written, platform, unit).known().and_then(|m| m.platform.clone());
    assert_eq!(platform("便民服务", Some("微信视频号"), Some("区政府办")).as_deref(), Some("微信视频号"));
    assert_eq!(platform("便民服务", Some("微信公众号"), Some("区政府办")).as_deref(), Some("微信订阅号"));
    assert_eq!(platform("便民服务", None, Some("区政府办")), None, "two accounts of that name");
    assert_eq!(platform("便民服务", Some("新浪微博"), Some("区政府办")), None);
    assert_eq!(platform("美丽石门", None, Some("石门镇")).as_deref(), Some("微信服务号"));
    assert_eq!(platform("美丽石门镇", None, Some("石门镇")), None);
}

#[test]
fn an_account_of_another_unit_tells_its_owner() {
    let names = Names::of(&rules());
    let known = names.account("美丽石门", Some("微信服务号"), Some("区财政局"));
    assert_eq!(known.known().and_then(|m| m.owner.as_deref()), Some("石门镇"));
}

static NAMES: std::sync::LazyLock<Names> = std::sync::LazyLock::new(|| Names::of(&rules()));

proptest::proptest! {
    #[test]
    fn any_text_is_looked_up_without_a_panic(text in "[甲乙市丙丁区县青江街道办事处统计局石门镇（）()0-9一二三年月季度 ／\u{3000}é\u{200b}]{0,24}") {
        let names = &*NAMES;
        let _ = (names.unit(&text), names.column(&text, None), names.account(&text, None, None));
        for (_, range) in names.find_unit_in(&text) {
            assert!(text.get(range).is_some_and(|words| !words.is_empty()));
        }
    }
}
