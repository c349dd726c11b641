//! Words of the overview page.

use crate::candidates::Candidates;
use crate::field::Form;
use crate::normalize::Rename;
use crate::outcome::Outcome;
use crate::wording::{annexes, confirm, labels, previous};

/// Headings of the first line of figures.
pub const REPORTED_HEADS: [&str; 6] = ["应报单位", "已报单位", "未报单位", "承办留言", "办结留言", "逾期留言"];
/// Heading of the third figure where units reported a part of what is due.
pub const MISSING_OR_PART: &str = "未报/部分报送";
/// Headings of the second line of figures.
pub const PUBLISHED_HEADS: [&str; 6] = ["网站栏目", "更新信息", "新媒体账号", "发布信息", "转载信息", "账号合格率"];
/// Headings of the text lines.
pub const TEXT_HEADS: [&str; 5] = ["栏目更新", "账号结论", "主要问题", "无问题单位\n（候选）", "需要决定"];
/// Heading of the line on a supervising platform's findings, where a ledger of them came.
pub const ISSUES_HEAD: &str = "问题处置";
/// Heading of the cells that the charts draw.
pub const CHART_DATA: &str = "图表数据";
/// An account and a part of its type, on a chart's axis.
#[must_use]
pub fn axis_name(account: &str, platform: &str) -> String {
    format!("{account} {platform}")
}

/// Title of the chart of column results.
pub const RESULTS_CHART: &str = "栏目更新结果（个）";
/// Nothing needs a decision.
pub const NOTHING_TO_DECIDE: &str = "无";
/// Counting word of units.
pub const UNITS: &str = "家";
/// Counting word of rows.
pub const ITEMS: &str = "项";
/// Stands where text was cut.
pub const CUT: &str = "…";

/// A heading over a sum, with how many figures beside it are in doubt, and how much that may hold more of them was not read.
#[must_use]
pub fn with_open(head: &str, open: i64, unread: usize) -> String {
    match (open, unread) {
        (..=0, 0) => head.to_owned(),
        (_, 0) => format!("{head}\n（另{open}处待核）"),
        (..=0, _) => format!("{head}\n（有{unread}处没有读出）"),
        _ => format!("{head}\n（另{open}处待核、有{unread}处没有读出）"),
    }
}

/// The heading over the units that reported, with how many more there are of which nothing was read.
#[must_use]
pub fn came(unread: usize) -> String {
    let head = REPORTED_HEADS[1];
    if unread > 0 { format!("{head}\n（另{unread}家没有读出）") } else { head.to_owned() }
}

/// Results or verdicts, where there are none because nobody could read what came.
#[must_use]
pub fn not_read(counts: String, unread: usize) -> String {
    if counts == annexes::NONE && unread > 0 { format!("没有读出（{unread}处待核）") } else { counts }
}

/// Title of the chart of posts, which shows so many accounts at most.
#[must_use]
pub fn posts_chart(most: usize) -> String {
    format!("账号发布信息数（前{most}，条）")
}

/// Title.
#[must_use]
pub fn title(outcome: &Outcome) -> String {
    format!("{}检查结果概览", labels::period(&outcome.tally.period))
}

/// Period, check date and office under the title.
#[must_use]
pub fn subtitle(outcome: &Outcome) -> String {
    let period = &outcome.tally.period;
    let mut out = format!("统计周期：{}至{}", labels::day(period.start), labels::day(period.end));
    if let Some(day) = outcome.tally.as_of {
        out.push_str(&format!("　检查时间点：{}", labels::day(day)));
    }
    if let Some(office) = &outcome.rules.settings.office.value {
        out.push_str(&format!("\n制表单位：{office}"));
    }
    out
}

/// How many units sent nothing, and how many a part of what is due.
#[must_use]
pub fn missing_or_part(missing: usize, part: usize) -> String {
    format!("{missing}/{part}")
}

/// A unit with the forms that it did not send.
#[must_use]
pub fn lacks(unit: &str, forms: &[Form]) -> String {
    let forms: Vec<&str> = forms.iter().map(|f| labels::form(*f)).collect();
    format!("{unit}（缺{}）", forms.join(annexes::ENUMERATE))
}

/// A unit with the forms that wait.
#[must_use]
pub fn waits(unit: &str, forms: &[Form]) -> String {
    let forms: Vec<&str> = forms.iter().map(|f| labels::form(*f)).collect();
    format!("{unit}（{}）", forms.join(annexes::ENUMERATE))
}

/// Names in a row, at most ten, with how many there are in all (`unit` is the counting word).
#[must_use]
pub fn names(list: &[String], unit: &str) -> String {
    let shown = list.iter().take(10).map(String::as_str).collect::<Vec<_>>().join(annexes::ENUMERATE);
    match list.len() {
        0 => annexes::NONE.to_owned(),
        n if n > 10 => format!("{shown}等{n}{unit}"),
        _ => shown,
    }
}

/// Units as a list of names.
#[must_use]
pub fn units(list: &[String]) -> String {
    names(list, UNITS)
}

/// The first units of a list, with how many there are.
fn few(list: &[String]) -> String {
    const MOST: usize = 5;
    let shown = list[..list.len().min(MOST)].join(annexes::ENUMERATE);
    match list.len() {
        0 => annexes::NONE.to_owned(),
        n if n > MOST => format!("{shown}等{n}家"),
        _ => shown,
    }
}

/// Units that may be praised: by what measure, with what each did; those that were in order in the earlier period too; and who is left
/// out for what. `None` where nobody is known to owe anything.
#[must_use]
pub fn candidates(candidates: Option<&Candidates>, outcome: &Outcome) -> String {
    let Some(Candidates { list, incomplete, accused, doubtful }) = candidates else {
        return "没有名录，看不出谁应报什么，不列候选。".to_owned();
    };
    let each: Vec<String> = list
        .iter()
        .enumerate()
        .map(|(n, c)| {
            let level = if c.rank <= n { "，并列" } else { "" };
            format!("{}（{}{level}）", c.unit, c.done)
        })
        .collect();
    let mut out = if list.is_empty() {
        format!("{}。", annexes::NONE)
    } else {
        format!("候选，不是结论。按更新、发布、转载、办结之和从多到少：{}。", few(&each))
    };
    let twice: Vec<String> = list.iter().filter(|c| c.clean_before == Some(true)).map(|c| c.unit.clone()).collect();
    if let Some(previous) = outcome.previous.as_ref().filter(|p| p.relation.in_a_row()) {
        let all = twice.len() == list.len() && !list.is_empty();
        let who = if all { format!("全部{}家", list.len()) } else { few(&twice) };
        out.push_str(&format!("{}无问题：{who}。", previous::twice(&previous.period)));
    }
    let left: Vec<String> = [("有问题", accused, false), ("有待核", doubtful, true), ("未报齐", incomplete, false)]
        .into_iter()
        .filter(|(_, list, _)| !list.is_empty())
        .map(|(why, list, named)| {
            let names = if named { format!("（{}）", units(list)) } else { String::new() };
            format!("{why}{}家{names}", list.len())
        })
        .collect();
    if !left.is_empty() {
        out.push_str(&format!("未列入：{}。", left.join(annexes::ENUMERATE)));
    }
    out
}

/// `达标40个、月度缺更1个`; says when there are none at all.
#[must_use]
pub fn counts(list: &[(&str, usize)]) -> String {
    let shown: Vec<String> = list.iter().filter(|(_, n)| *n > 0).map(|(word, n)| format!("{word}{n}个")).collect();
    if shown.is_empty() { annexes::NONE.to_owned() } else { shown.join(annexes::ENUMERATE) }
}

/// Verdicts, then who failed.
#[must_use]
pub fn verdicts(counts: &str, failed: &[String]) -> String {
    if failed.is_empty() { counts.to_owned() } else { format!("{counts}。不合格：{}", names(failed, "个")) }
}

/// The sums of annex 4: units, findings, in time, late, of them not repaired, not due yet, not decided.
#[must_use]
pub fn issues([units, total, in_time, late, open_late, open, undecided]: [i64; 7]) -> String {
    let of_late = if open_late > 0 { format!("（其中未处置{open_late}个）") } else { String::new() };
    let mut out = format!("{units}家单位，问题{total}个：按期{in_time}个，逾期{late}个{of_late}");
    for (n, word) in [(open, "未到期"), (undecided, "待核")] {
        if n > 0 {
            out.push_str(&format!("，{word}{n}个"));
        }
    }
    out
}

/// An account with its unit.
#[must_use]
pub fn account(account: &str, unit: &str) -> String {
    format!("{account}（{unit}）")
}

/// Both names of a rename; of an account that changed hands, with their units.
#[must_use]
pub fn renamed(rename: &Rename) -> (String, String) {
    match &rename.units {
        Some((from, to)) => (account(&rename.written, from), account(&rename.used, to)),
        None => (rename.written.clone(), rename.used.clone()),
    }
}

/// One problem of a unit, with the objects that have it.
#[must_use]
pub fn problem(objects: &[String], text: &str) -> String {
    if objects.is_empty() { text.to_owned() } else { format!("{}（{text}）", objects.join(annexes::ENUMERATE)) }
}

/// All problems of a unit.
#[must_use]
pub fn unit_problems(unit: &str, problems: &[String]) -> String {
    format!("{unit}：{}", problems.join(annexes::ENUMERATE))
}

/// Units that no longer fit.
#[must_use]
pub fn and_more(all: usize) -> String {
    format!("等{all}家，详见问题清单")
}

/// What needs a decision, one line each.
#[must_use]
pub fn decision(what: Decision, n: usize, names: &str) -> String {
    match what {
        Decision::NotSubmitted => format!("未报送{n}家：{names}"),
        Decision::Waits => format!("已收到、表待核{n}家（不是未报）：{names}"),
        Decision::Part => format!("部分报送{n}家：{names}"),
        Decision::Rows => format!("已报的表里缺{n}项：{names}"),
        Decision::Files => format!("文件未采用{n}份，见收件登记"),
        Decision::Names => format!("{names}，见{}", confirm::FORM),
        Decision::Owners => format!("单位或归属待核{n}项"),
        Decision::Figures => format!("数据待核{n}项"),
        Decision::Wordings => format!("疑似错误表述{n}处"),
        Decision::LeftOut => format!("合计中另有{n}项待核数据未计入"),
    }
}

/// What may need a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Units that sent nothing.
    NotSubmitted,
    /// Units that sent a part of what is due.
    Part,
    /// Units that handed in something that cannot be used yet.
    Waits,
    /// Website columns and accounts that a table lacks which came.
    Rows,
    /// Files that were refused.
    Files,
    /// Names that the clerk is asked about and has not answered.
    Names,
    /// Whose a table, column or account is.
    Owners,
    /// Other doubts.
    Figures,
    /// Wordings that the office listed as wrong.
    Wordings,
    /// Figures that are in no total.
    LeftOut,
}
