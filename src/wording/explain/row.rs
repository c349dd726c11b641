//! Words on the rows of the annexes: sources, requirement, result, readings.

use crate::finding::{ReadBy, Reading, Readings, Severity};
use crate::wording::labels;
use jiff::civil::Date;
use std::fmt::Write as _;

/// Keys of 规则 that decide on forwards.
pub const FORWARD_RULES: [&str; 3] = ["推荐转发内容数量", "最低转载数", "最低转载率"];
/// Keys of 规则 that decide on an account.
pub const ACCOUNT_RULES: [&str; 7] = [
    "每月应更新数",
    "最低转载数",
    "最低转载率",
    "更新最大间隔自然日",
    "原创最大间隔自然日",
    "转载影响结论",
    "间隔影响结论",
];
/// Id of the finding that weighs a month below its requirement.
pub const MONTH_FINDING: &str = "updates-month-missing";

/// Whose row it is.
#[must_use]
pub fn row_of(unit: &str, object: Option<&str>, platform: Option<&str>) -> String {
    let platform = platform.map(|p| format!("（{p}）")).unwrap_or_default();
    match object {
        Some(object) => format!("这一行：{unit}“{object}”{platform}"),
        None => format!("这一行：{unit}"),
    }
}

/// A row without a story.
#[must_use]
pub const fn unlisted() -> &'static str {
    "记录里没有这一行的来历。"
}

/// A running number.
#[must_use]
pub const fn serial() -> &'static str {
    "序号，按名录里账号的顺序。"
}

/// Where a frequency comes from.
#[must_use]
pub const fn frequency() -> &'static str {
    "更新频次：名录“栏目”里写了的以名录为准，否则用报送文件里写的。"
}

/// Section on sources.
#[must_use]
pub const fn section_source() -> &'static str {
    "来源："
}

/// Section on the required number.
#[must_use]
pub const fn section_required() -> &'static str {
    "应更新数："
}

/// Section on result or verdict.
#[must_use]
pub const fn section_result() -> &'static str {
    "结论："
}

/// Section on readings.
#[must_use]
pub const fn section_readings() -> &'static str {
    "读法："
}

/// Section on values of 规则.
#[must_use]
pub const fn section_rules() -> &'static str {
    "规则取值："
}

/// Section on findings.
#[must_use]
pub const fn section_findings() -> &'static str {
    "有关的问题和待核事项："
}

/// A line below its section.
#[must_use]
pub fn indent(line: &str) -> String {
    format!("  {line}")
}

/// A sum with its terms.
#[must_use]
pub fn sum(terms: &[String], sum: i64) -> String {
    format!("  {} = {sum}", terms.join(" + "))
}

/// One month of a sum.
#[must_use]
pub fn term(month: &str, n: i64) -> String {
    format!("{month} {n}")
}

/// Several cells say the same figure.
#[must_use]
pub fn said_alike(cells: usize, value: i64) -> String {
    format!("  {cells} 处都写 {value}，只计一次")
}

/// What a cell behind a figure says.
#[derive(Debug, Clone, Copy)]
pub struct Part<'a> {
    /// As it stands there.
    pub raw: &'a str,
    /// What it was read as.
    pub read: Option<i64>,
    /// The heading it stands under.
    pub heading: Option<&'a str>,
    /// Whether it counts.
    pub standing: Option<&'a str>,
}

/// One cell behind a figure.
#[must_use]
pub fn part(number: usize, place: &str, said: &Part<'_>) -> String {
    let mut out = format!("  {number}. {place}：");
    let raw = said.raw.replace('\n', " ");
    let _ = if raw.trim().is_empty() { write!(out, "原文为空白") } else { write!(out, "原文“{raw}”") };
    if let Some(read) = said.read.filter(|n| n.to_string() != raw.trim()) {
        let _ = write!(out, "，读作 {read}");
    }
    if let Some(heading) = said.heading {
        let _ = write!(out, "，表头“{}”", heading.replace('\n', ""));
    }
    if let Some(standing) = said.standing {
        let _ = write!(out, "，{standing}");
    }
    out
}

/// A figure that no cell stands behind.
#[must_use]
pub const fn no_cell() -> &'static str {
    "  没有报送文件的单元格：这个数来自名录或规则，或由单位的零报告得出。"
}

/// A name on its way.
#[must_use]
pub fn renamed(kind: &str, (written, used): (&str, &str), how: &str, alternative: Option<&str>) -> String {
    let other = alternative.map(|a| format!("；另一可能：{a}")).unwrap_or_default();
    format!("     {kind}：文件写“{written}”，用作“{used}”（{how}{other}）")
}

/// How names meet that differ in width, blanks or brackets only.
#[must_use]
pub const fn same_name() -> &'static str {
    "只有空格、括号、全半角等不同"
}

/// The file that a writing stands in.
#[must_use]
pub fn in_file(file: &str) -> String {
    format!("〔{file}〕")
}

/// The row's line.
#[must_use]
pub fn line_of_row(place: &str) -> String {
    format!("这一行立于：{place}")
}

/// Every file writes the names as they are used.
#[must_use]
pub const fn no_renames() -> &'static str {
    "各文件里的写法与这里一致。"
}

/// "/" stands there.
#[must_use]
pub fn not_applicable(what: &str) -> String {
    format!("  {what}：不适用，不进合计")
}

/// Nobody reported it.
#[must_use]
pub fn not_reported(what: &str) -> String {
    format!("  {what}：没有报送")
}

/// The cell is blank.
#[must_use]
pub fn missing(what: &str) -> String {
    format!("  {what}：报了这一行，但没有这个数；空白不等于 0，不进合计")
}

/// It cannot be believed.
#[must_use]
pub fn doubtful(what: &str) -> String {
    format!("  {what}：写的内容不能认定为一个准确的数，照原文列出，不进合计")
}

/// A required number without arithmetic.
#[must_use]
pub fn required_number(number: Option<i64>) -> String {
    number.map_or_else(|| "  不考核数量".to_owned(), |n| format!("  {n}"))
}

/// On whose word a number is required.
#[must_use]
pub fn required_from(from: &str, place: Option<&str>) -> String {
    let place = place.map(|p| format!("（{p}）")).unwrap_or_default();
    format!("  标准来自：{from}{place}")
}

/// The document behind a rule.
#[must_use]
pub fn basis(basis: &str) -> String {
    format!("  依据：{basis}")
}

/// What was compared.
#[must_use]
pub fn compared(actual: i64, required: i64, result: &str) -> String {
    let sign = if actual >= required { "≥" } else { "<" };
    format!("  实际 {actual} {sign} 应更新 {required}，结论“{result}”")
}

/// Nothing was compared: no number is required.
#[must_use]
pub fn not_compared(actual: i64, result: &str) -> String {
    format!("  实际 {actual}，没有规定数量，结论“{result}”")
}

/// A figure that decides is not known.
#[must_use]
pub fn cannot_compare(result: &str) -> String {
    format!("  起决定作用的数没有报送或存疑，结论“{result}”")
}

/// The reading over the whole period, by weeks or by natural days.
#[must_use]
pub fn reading_whole(reading: &Reading) -> String {
    let Reading { by, required, actual } = reading;
    format!("  {}：应 {required}、实 {actual}，{}", way(*by), met_or_not(reading.met()))
}

const fn way(by: ReadBy) -> &'static str {
    match by {
        ReadBy::Sum => "按整个周期",
        ReadBy::Months => "按月",
        ReadBy::Days => "按自然日折算",
    }
}

/// The reading month by month: month, required, actual.
#[must_use]
pub fn reading_months(months: &[(String, i64, Option<i64>)], met: Option<bool>) -> String {
    let each = months.iter().map(|(month, asked, n)| {
        let n = n.map_or_else(|| "不明".to_owned(), |n| n.to_string());
        format!("{month}应 {asked} 实 {n}")
    });
    let each = each.collect::<Vec<_>>().join("，");
    format!("  按月：{each}；{}", met.map_or("有的月不清楚，无法判断", met_or_not))
}

const fn met_or_not(met: bool) -> &'static str {
    if met { "达到要求" } else { "没有达到要求" }
}

/// The reading by rolling days.
#[must_use]
pub const fn reading_days() -> &'static str {
    "  按滚动天数：要有每条信息的日期才能判断，报送表里只有各月的数，没有按此判断"
}

/// Which reading is in force, and on whose word; `weight` is what the office made of a short month.
#[must_use]
pub fn in_force(readings: &Readings, weight: Option<Option<Severity>>) -> String {
    let several = if readings.list.len() > 2 { "三种" } else { "两种" };
    let head = match readings.list.len() {
        0 | 1 => String::new(),
        _ if readings.disagree() => format!("{several}读法结果不同。"),
        _ => format!("{several}读法结果一致。"),
    };
    let office = if readings.by_office { "按名录“规则”的“频次口径”，" } else { "" };
    let decides = match readings.in_force {
        ReadBy::Sum => "起作用的是整个周期的读法（一个月按四周折算）；",
        ReadBy::Days => "起作用的是按自然日折算的读法；",
        ReadBy::Months => return format!("  {head}{office}起作用的是逐月的读法：有一个月不足就算没有达到要求。"),
    };
    let month = match weight {
        None => "某月不足只作提示。".to_owned(),
        Some(Some(Severity::Fail)) => format!("名录“规则”把 {MONTH_FINDING} 定为不达标，所以某月不足也算不达标。"),
        Some(Some(severity)) => {
            format!("某月不足按名录“规则”（{MONTH_FINDING}）作“{}”。", labels::severity(severity))
        }
        Some(None) => format!("某月不足按名录“规则”（{MONTH_FINDING}）不报。"),
    };
    format!("  {head}{office}{decides}{month}")
}

/// The largest gap.
#[must_use]
pub fn gap(days: i64, from: Date, to: Date) -> String {
    format!("  最大间隔：{}至{}，{days} 个自然日", labels::day(from), labels::day(to))
}

/// The last post.
#[must_use]
pub fn last_post(day: Date, place: &str) -> String {
    format!("  最后更新：{}（{place}）", labels::day(day))
}

/// A value of 规则.
#[must_use]
pub fn rule_value(key: &str, value: &str, from: &str, basis: Option<&str>) -> String {
    let basis = basis.map(|b| format!("，依据：{b}")).unwrap_or_default();
    format!("  {key} = {value}（{from}{basis}）")
}

/// Closed over received.
#[must_use]
pub fn rate(received: &str, closed: &str) -> String {
    format!(
        "办结率 = 办结数量 ÷ 承办数量 = {closed} ÷ {received}；承办为 0 时写“/”，由公式算出，从不取各单位比率的平均。"
    )
}

/// There is more on this row.
#[must_use]
pub fn more_on_row(count: usize, at: &str) -> String {
    format!("这一行共有 {count} 项问题或待核，全部说明见  tongbao explain 工作簿 \"{at}\"")
}

/// A row without findings.
#[must_use]
pub const fn no_findings() -> &'static str {
    "这一行没有发现问题，也没有待核事项。"
}
