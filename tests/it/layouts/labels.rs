//! No word of a form stands as a unit, a website column or an account in what the drawings come to, whichever way their tables were read.

use super::{Layout, Mark, layouts, worked_out};
use proptest::prelude::*;
use std::collections::BTreeSet;
use tongbao::fold::fold;
use tongbao::normalize::Name;
use tongbao::rules::Words;

#[test]
fn no_word_of_a_form_is_ever_anybodys_name() {
    let words = Words::built_in();
    let found: Vec<String> = layouts().iter().flat_map(|layout| names_of_forms(layout, &words)).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Names of a drawing's figures that are words of forms and stand in no roster.
fn names_of_forms(layout: &Layout, words: &Words) -> BTreeSet<String> {
    let Ok(outcome) = worked_out(layout) else { return BTreeSet::new() };
    let known: Vec<&Name> = outcome.entries.iter().flat_map(|e| [Some(&e.unit), e.object.as_ref()]).flatten().collect();
    let is_form = |name: &&Name| {
        let key = fold(&name.used);
        let bare = key.trim_end_matches(':');
        words.headings.is_listed(bare) && !words.guards.may_name_a_body(bare) && !words.guards.may_name_a_column(bare)
            || words.rows.any_label(bare).is_some()
            || words.rows.is_mark(bare)
            || bare.contains(['*', '☑', '□'])
            || !bare.is_empty() && bare.chars().all(|c| c.is_ascii_digit())
    };
    known.into_iter().filter(is_form).map(|name| format!("{}: {}", layout.name, name.used)).collect()
}

/// Cells of forms with a label beside each value, of lists, and of neither.
fn any_cell() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => Just(String::new()),
        3 => (0u32..60).prop_map(|n| n.to_string()),
        4 => prop::sample::select(vec![
            "账号名称", "平台", "栏目名称", "更新频次", "主办单位", "责任单位", "发布数", "转载上级信息（条）", "4月", "5月", "合计", "收到留言", "办结",
        ]).prop_map(str::to_owned),
        2 => prop::sample::select(vec![
            "管理员", "联系电话", "单位负责人（签字）", "粉丝数", "存在问题", "是否有互动功能", "备注", "填报日期",
        ]).prop_map(str::to_owned),
        2 => prop::sample::select(vec![
            "甲局", "某县乙镇", "微信公众号", "某地发布", "通知公告", "韩某", "139****0000", "1.2万", "无", "是", "☑是 □否",
        ]).prop_map(str::to_owned),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// The same of sheets that nobody drew: words of forms, names and figures in any order.
    #[test]
    fn no_word_of_a_form_becomes_a_name_on_any_sheet(
        rows in prop::collection::vec(prop::collection::vec(any_cell(), 2..7), 2..12)
    ) {
        let text: Vec<String> = rows.iter().map(|row| row.join(",")).collect();
        let layout = Layout {
            name: "any".into(),
            period: tongbao::period::Period::parse_code("2024Q2").unwrap(),
            mark: Mark::None,
            files: vec![("甲局2024年二季度.csv".into(), text.join("\n").into_bytes())],
            figures: Vec::new(),
            said: Vec::new(),
            rows: Vec::new(),
            annex: Vec::new(),
        };
        let found = names_of_forms(&layout, &Words::built_in());
        prop_assert!(found.is_empty(), "{found:?}\n{}", text.join("\n"));
    }
}
