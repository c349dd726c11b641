use super::*;
use crate::fold::fold;

fn words() -> RowWords {
    RowWords::built_in()
}

#[test]
fn total_words_are_totals_and_names_are_not() {
    for key in ["合计", "总计", "小计", "教育类小计", "合计(条)", "本月合计"] {
        assert!(words().is_total(key), "{key}");
    }
    for key in ["统计局", "区统计局", "会计管理", "设计"] {
        assert!(!words().is_total(key), "{key}");
    }
}

#[test]
fn figures_of_another_time_are_told_from_names() {
    for key in ["上年同期", "去年同期", "同比增长", "较去年同期增长", "比上季度增减", "环比"]
    {
        assert!(words().is_compared(key), "{key}");
    }
    for key in ["上季实际", "上年同期数", "增减(%)", "二季度小计(对照)", "合计(供参考)"] {
        assert!(words().is_compared(key) && !words().is_total(key), "{key}");
    }
    for key in ["县财政局", "增长中心", "同心镇", "上河镇", "上季风采", "三季度小计(条)"] {
        assert!(!words().is_compared(key), "{key}");
    }
}

#[test]
fn what_introduces_itself_is_no_heading() {
    let headings = HeadingWords::built_in();
    assert_eq!(words().said("账号名称:某某", &headings), Some(("账号名称", "某某")));
    for key in ["其中:原创", "更新数:条", "更新数:", "更新数"] {
        assert_eq!(words().said(key, &headings), None, "{key}");
    }
}

#[test]
fn a_zero_sentence_names_its_form() {
    assert_eq!(words().zero_report("本季度无留言(零报告)"), Some(Some(Form::Messages)));
    assert_eq!(words().zero_report("除一件外无留言"), None);
    assert_eq!(words().zero_report("另有一件已转交,无留言"), None);
    assert_eq!(words().zero_report("我单位2023年一季度未收到网民留言。"), Some(Some(Form::Messages)));
    assert_eq!(words().zero_report("零报告"), Some(None));
    assert_eq!(words().zero_report("无"), None);
    assert_eq!(words().zero_report("留言均已在规定时限内答复。"), None);
    assert_eq!(words().zero_report("没有留言的单位请填写零报告"), None);
}

#[test]
fn remarks_samples_parts_and_letters_are_known() {
    assert!(words().is_remark("注:转发数为条数。") && words().is_remark("备注") && !words().is_remark("注册商标"));
    assert!(words().is_sample("例:政务动态") && words().is_sample("(例)") && !words().is_sample("例行公开"));
    assert!(words().is_part("其中:原创"));
    assert_eq!((words().letter("甲"), words().letter("乙"), words().letter("甲乙")), (Some(0), Some(1), None));
}

#[test]
fn a_remark_about_blanks_is_understood_or_doubted_and_never_taken_for_its_opposite() {
    use BlankSays::{NothingPosted, Unsure, Zero};
    for (remark, says) in [
        ("注：空白表示0", Some(Zero)),
        ("备注：未填的按零统计", Some(Zero)),
        ("说明：1.数字取自后台；2.空格均为“0”。", Some(Zero)),
        ("注：空格的为当月没有更新。", Some(NothingPosted)),
        ("注：没有更新的月份不填。", Some(NothingPosted)),
        ("注：空白为未统计。", Some(Unsure)),
        ("注：未填0的视为漏报。", Some(Unsure)),
        ("注：空白表示不适用，0表示没有更新", Some(Unsure)),
        ("注：没有更新的填0，不得留空。", None),
        ("注：空白处请填0。", None),
        ("注：截至2024年10月，无逾期。", None),
        ("注：留空共20处", None),
    ] {
        assert_eq!(words().says_of_blanks(&fold(remark)), says, "{remark}");
    }
    assert_eq!(words().clause_of_blanks("说明：甲来电；空格的为没有更新。"), Some("空格的为没有更新"));
}

#[test]
fn the_longest_label_before_a_colon_counts() {
    assert_eq!(words().label_at_end("填报单位"), Some((Label::Unit, 4)));
    assert_eq!(words().label_at_end("填报日期"), Some((Label::Filed, 4)));
    assert_eq!(words().label_at_end("单位"), Some((Label::Measure, 2)));
    assert_eq!(words().label_at_end("单位负责人"), Some((Label::Person, 5)));
    assert_eq!(words().label_at_end("天气"), None);
}

#[test]
fn a_label_of_a_period_is_known_by_its_end() {
    for key in [
        "自查时段",
        "统计时段",
        "考核期间",
        "数据区间",
        "起止日期",
        "统计起止时间",
        "报告期",
        "本次考核期",
        "数据时间范围",
    ] {
        assert_eq!(words().any_label(key), Some(Label::Period), "{key}");
        assert_eq!(words().label_at_end(key).map(|(label, _)| label), Some(Label::Period), "{key}");
    }
    for key in ["整改期间", "公示期间", "填报区间", "试运行期间", "整改时间"] {
        assert_eq!(words().label_at_end(key), None, "{key}");
    }
    for key in ["更新周期", "公示期间", "一个完整的年度监测和检查统计期间"] {
        assert_eq!(words().any_label(key), None, "{key}");
    }
}

#[test]
fn a_heading_may_compare_with_a_time() {
    let periods = crate::rules::periods::PeriodWords::built_in();
    let part = |text: &str| words().compared_with(text, &periods).map(|said| said.part);
    assert_eq!(part("比一季度增减"), Some(crate::period::Part::Quarter(1)));
    assert_eq!(part("发布数较2024年二季度增减"), Some(crate::period::Part::Quarter(2)));
    assert_eq!(part("一季度比增减"), None);
    assert_eq!(part("2024年二季度"), None);
    assert_eq!(part("比上期增减"), None);
}
