//! Words on the screen: progress, the last screen, origins of values.

use crate::finding::{ReadBy, Severity};
use crate::outcome::{How, Sums};
use crate::period::Period;
use crate::settle::PeriodFrom;
use crate::tally::Totals;
use crate::tally::totals::Sum;
use crate::wording::{annexes, labels};
use jiff::civil::Date;

/// The roster's name where none is given.
pub const ROSTER: &str = "名录.xlsx";
/// The folder that is looked for when no path is given.
pub const INBOX: &str = "收件";
/// What a last screen shows of a text that was cut.
pub const MORE: &str = "…";

/// What stands before every error.
#[must_use]
pub const fn error_prefix() -> &'static str {
    "错误："
}

/// Said when the program itself is at fault.
#[must_use]
pub fn own_mistake(detail: &str) -> String {
    format!("{}程序内部出错，没有生成任何文件（{detail}）。请把收件文件夹和这句话一起反馈给维护人员。", error_prefix())
}

/// Said when the user interrupts.
#[must_use]
pub const fn interrupted() -> &'static str {
    "已中断，没有写出任何不完整的文件。"
}

/// Default name of the produced workbook.
#[must_use]
pub fn workbook_name(period: &str) -> String {
    document_title(period) + ".xlsx"
}

/// Title of the produced document.
#[must_use]
pub fn document_title(period: &str) -> String {
    format!("{period}政府网站及政务新媒体检查结果附件")
}

/// Name under which an old product is kept.
#[must_use]
pub fn old_name(stem: &str, number: u32) -> String {
    format!("{stem}（旧版{number}）.xlsx")
}

/// Name that is used while the target is open in another program.
#[must_use]
pub fn sibling_name(stem: &str, number: u32) -> String {
    format!("{stem}（新{number}）.xlsx")
}

/// Said where the roster or the clerk's answers are open in an office program.
#[must_use]
pub fn open_unsaved(path: &str) -> String {
    format!("提醒：{path} 正在 Excel 或 WPS 里打开，没有保存的改动读不到。")
}

/// Said where a target is a folder.
#[must_use]
pub const fn is_a_folder() -> &'static str {
    "这是一个文件夹"
}

/// First line of the last screen: which period, on whose word, and the check date.
#[must_use]
pub fn period(period: &Period, from: PeriodFrom, as_of: Option<Date>) -> String {
    let from = match from {
        PeriodFrom::Option => "命令中指定".to_owned(),
        PeriodFrom::Roster => "名录“规则”指定".to_owned(),
        PeriodFrom::Files { naming, of } => format!("根据文件推断：{of} 个文件中 {naming} 个写明，请核对"),
    };
    let as_of = as_of.map(|d| format!("，检查时间点{}", labels::day(d))).unwrap_or_default();
    format!("统计周期：{}（{from}）{as_of}", labels::period(period))
}

/// How many files came, and what became of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct FileCounts {
    /// Used.
    pub used: usize,
    /// Refused.
    pub refused: usize,
    /// Replaced by newer ones.
    pub superseded: usize,
    /// No submissions.
    pub skipped: usize,
}

/// The line on files.
#[must_use]
pub fn files(counts: &FileCounts) -> String {
    let mut said = format!("收件文件：采用 {} 个", counts.used);
    for (count, what) in [
        (counts.refused, "未能使用"),
        (counts.superseded, "被新版替代"),
        (counts.skipped, "跳过（锁文件、隐藏文件等）"),
    ] {
        if count > 0 {
            said.push_str(&format!("，{what} {count} 个"));
        }
    }
    said
}

/// The line on units that were due and of which all came; whose tables wait; who sent nothing, and who a part.
#[must_use]
pub fn units((due, came): (usize, usize), waiting: &[&str], (nothing, part): (&[&str], &[&str])) -> String {
    let named = |list: &[&str]| if list.is_empty() { String::new() } else { format!("（{}）", some(list, 5)) };
    let part =
        if part.is_empty() { String::new() } else { format!("部分报送 {} 家{}，", part.len(), named(part)) };
    let waits = if waiting.is_empty() {
        String::new()
    } else {
        format!("（其中 {} 家的表待核：{}）", waiting.len(), some(waiting, 5))
    };
    format!("报送单位：应报 {due} 家，已报 {came} 家{waits}，{part}未报 {} 家{}", nothing.len(), named(nothing))
}

/// A list that stops early: `甲、乙等 7 家`.
#[must_use]
pub fn some(names: &[&str], most: usize) -> String {
    if names.len() <= most {
        names.join("、")
    } else {
        format!("{}等 {} 家", names[..most].join("、"), names.len())
    }
}

/// The line on annex 1; `results` are counts of results other than 达标.
#[must_use]
pub fn columns(totals: &Totals, sums: &Sums, results: &[(&str, usize)]) -> String {
    format!(
        "附件1 栏目更新：{} 个栏目，{} 家单位，更新 {}{}{}",
        totals.columns,
        totals.units_with_columns,
        sum(sums.updates, "条"),
        besides(totals.open_by.updates),
        tail(results)
    )
}

/// The line on annex 2.
#[must_use]
pub fn messages(totals: &Totals, sums: &Sums, units: usize) -> String {
    let open = &totals.open_by;
    format!(
        "附件2 网民留言：{units} 家单位，承办 {}{}，办结 {}{}，逾期 {}{}",
        sum(sums.received, "件"),
        besides(open.received),
        sum(sums.closed, "件"),
        besides(open.closed),
        sum(sums.overdue, "件"),
        besides(open.overdue)
    )
}

/// The line on annex 3; `verdicts` are counts of verdicts.
#[must_use]
pub fn accounts(totals: &Totals, sums: &Sums, verdicts: &[(&str, usize)]) -> String {
    format!(
        "附件3 政务新媒体：{} 个账号，{} 家单位，发布 {}{}，转载 {}{}{}",
        totals.accounts,
        totals.account_units,
        sum(sums.posts, "条"),
        besides(totals.open_by.posts),
        sum(sums.forwards, "条"),
        besides(totals.open_by.forwards),
        tail(verdicts)
    )
}

/// A total with its counting word.
fn sum(sum: Sum, unit: &str) -> String {
    match sum {
        Sum::Known(total) => format!("{total} {unit}"),
        Sum::NotSet => annexes::NOT_SET.to_owned(),
        Sum::NotApplicable => annexes::NOT_APPLICABLE.to_owned(),
    }
}

/// How many figures are in doubt beside a sum of those that are known.
fn besides(open: i64) -> String {
    if open > 0 { format!("（另有 {open} 处待核）") } else { String::new() }
}

fn tail(counts: &[(&str, usize)]) -> String {
    let said = counts.iter().filter(|(_, n)| *n > 0).map(|(what, n)| format!("{what} {n}"));
    said.enumerate().map(|(i, said)| format!("{}{said}", if i == 0 { "；" } else { "，" })).collect()
}

/// The line on open figures; nothing when none is open.
#[must_use]
pub fn open(figures: i64) -> Option<String> {
    (figures > 0).then(|| format!("另有 {figures} 项数据待核，未计入以上合计"))
}

/// The line on what was flagged.
#[must_use]
pub fn flagged((fails, manual): (usize, usize), (notices, listed): (usize, usize)) -> String {
    let manual = if manual > 0 { format!("（其中人工登记 {manual} 项）") } else { String::new() };
    let elsewhere = match notices - listed.min(notices) {
        0 => String::new(),
        other => format!("（其中 {other} 项不在问题清单，见收件登记、名称对照等页）"),
    };
    format!("发现问题：不达标 {fails} 项{manual}，提示 {notices} 项{elsewhere}")
}

/// Which product a line speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Product {
    /// The workbook.
    Workbook,
    /// The copy for sending on.
    Clean,
    /// The workbook that asks about names.
    Confirm,
    /// The report for programs.
    Json,
}

/// The line on a product; `path` is as it is to be shown.
#[must_use]
pub fn delivered(product: Product, path: &str, how: &How, shown: impl Fn(&std::path::Path) -> String) -> String {
    let product = match product {
        Product::Workbook => "附件工作簿",
        Product::Clean => "正式稿",
        Product::Confirm => "待确认表",
        Product::Json => "JSON 报告",
    };
    match how {
        How::New => format!("已生成{product}：{path}"),
        How::Replaced => format!("已生成{product}：{path}（已覆盖原有文件）"),
        How::Unchanged => format!("{product}没有变化，保持原样：{path}"),
        How::KeptOld(kept) => format!("已生成{product}：{path}（原有文件改存为 {}）", shown(kept)),
        How::OpenElsewhere { wanted } => {
            format!("已生成{product}：{path}（{}正在 Excel 或 WPS 中打开，所以另存）", shown(wanted))
        }
        How::Trial => format!("演练，未写任何文件；{product}将生成在：{path}"),
    }
}

/// Heading of what needs a human.
#[must_use]
pub fn needs_human(items: usize) -> String {
    if items == 0 {
        "没有需要人工处理的事项".to_owned()
    } else {
        format!("需要人工处理 {items} 项：")
    }
}

/// A finding's sentence with unit and object before it, without the final stop.
#[must_use]
pub fn about(unit: Option<&str>, object: Option<&str>, sentence: &str) -> String {
    let sentence = sentence.trim_end_matches('。');
    match (unit, object) {
        (Some(unit), Some(object)) if unit != object => format!("{unit}“{object}”：{sentence}"),
        (Some(one), _) | (None, Some(one)) => format!("{one}：{sentence}"),
        (None, None) => sentence.to_owned(),
    }
}

/// One group of what needs a human: its first sentence, how many there are, where the first stands.
#[must_use]
pub fn group(sentence: &str, count: usize, place: &str) -> String {
    if count > 1 {
        format!("  · {sentence}〔{place}〕等 {count} 项")
    } else {
        format!("  · {sentence}〔{place}〕")
    }
}

/// Stands for the groups that are not shown.
#[must_use]
pub fn more_groups(items: usize, product: bool) -> String {
    let whole = if product { "，全部见“待核事项”工作表" } else { "" };
    format!("  · 其余 {items} 项{whole}")
}

/// What to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// Forward it.
    Forward,
    /// Decide, then run again.
    Decide,
    /// Run in earnest.
    InEarnest,
}

/// The last line: what to do next; `call` is the command that repeats this run.
#[must_use]
pub fn next(next: Next, call: &str) -> String {
    match next {
        Next::Forward => "下一步：打开附件工作簿，核阅“概览”后即可下发".to_owned(),
        Next::Decide => format!("下一步：按“待核事项”逐项处理（请单位重报，或在名录“更正”中登记），再运行  {call}"),
        Next::InEarnest => format!("下一步：正式生成请运行  {call}"),
    }
}

/// One finding in the report of `check` and under `-v`.
#[must_use]
pub fn finding(severity: Severity, place: &str, sentence: &str, remedy: &str) -> String {
    let remedy = if remedy.is_empty() { String::new() } else { format!(" → {remedy}") };
    format!("  [{}]〔{place}〕{sentence}{remedy}", labels::severity(severity))
}

/// A report for programs that could not be written.
#[must_use]
pub fn json_not_written(path: &str, reason: &str) -> String {
    format!("JSON 报告未能写到 {path}：{reason}")
}

/// Heading of the values in force.
#[must_use]
pub const fn origins_heading() -> &'static str {
    "规则取值及来源："
}

/// One value in force.
#[must_use]
pub fn origin(key: &str, value: &str, origin: &str, basis: Option<&str>) -> String {
    let basis = basis.map(|b| format!("，依据：{b}")).unwrap_or_default();
    format!("  {key} = {value}（{origin}{basis}）")
}

/// Origin of a value of the command line.
#[must_use]
pub const fn from_option() -> &'static str {
    "命令中指定"
}

/// Origin of a built-in value.
#[must_use]
pub const fn from_built_in() -> &'static str {
    "程序内置"
}

/// A value that nobody set.
#[must_use]
pub const fn not_set() -> &'static str {
    "未设"
}

/// 是 or 否.
#[must_use]
pub const fn yes_no(yes: bool) -> &'static str {
    if yes { "是" } else { "否" }
}

/// Value of 频次口径.
#[must_use]
pub const fn reading(way: ReadBy) -> &'static str {
    match way {
        ReadBy::Sum => "合计",
        ReadBy::Months => "逐月",
        ReadBy::Days => "自然日",
    }
}

/// Value of 空白计数.
#[must_use]
pub const fn blank_counts(zero: bool) -> &'static str {
    if zero { "按0" } else { "待核" }
}

/// A share between 0 and 1.
#[must_use]
pub fn percent(share: f64) -> String {
    format!("{:.1}%", share * 100.0)
}
