//! Words of `explain`: where a figure of a produced workbook comes from.

use crate::finding::Severity;
use crate::place::At;
use crate::trail::{Closed, Shown};
use crate::wording::{findings, labels};
use jiff::civil::Date;
use std::fmt::Write as _;
use std::path::Path;

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

/// Why a workbook tells nothing, and what to do.
#[must_use]
pub fn closed(why: &Closed, path: &Path) -> String {
    let name = path.display();
    match why {
        Closed::Missing => format!("找不到工作簿“{name}”。请检查路径是否写对。"),
        Closed::Unread(finding) => {
            format!("“{name}”读不出来：{}{}", findings::sentence(finding), findings::remedy(finding))
        }
        Closed::NotOurs => format!("“{name}”不是本程序生成的附件工作簿，没有可说明的。请换成 tongbao 生成的工作簿。"),
        Closed::NoRecord => format!(
            "“{name}”里没有溯源记录：可能是正式稿（--clean 另存的那份不带记录），也可能由早期版本生成，或者记录表被删掉了。请换成同时生成的那本完整的工作簿。"
        ),
        Closed::OtherVersion(version) => {
            format!(
                "“{name}”由另一个版本（{version}）生成，这个版本读不懂它的溯源记录。请用那个版本查看，或用这个版本重新生成。"
            )
        }
        Closed::RecordTouched => {
            format!("“{name}”里的溯源记录（隐藏的工作表）被改动过，不能作为依据。请换成没有改动过的那本，或重新生成。")
        }
    }
}

/// The words typed name nothing.
#[must_use]
pub fn not_understood(written: &str) -> String {
    format!("“{written}”看不懂。请写“附件3!F7”（工作表!单元格）、“F12”（问题编号）或“问题清单!3”（清单里的序号）。")
}

/// No finding has this number.
#[must_use]
pub fn no_such_finding(number: usize, all: usize) -> String {
    if all == 0 {
        return format!("没有第 F{number} 项：这本工作簿里一项问题、待核都没有。");
    }
    format!(
        "没有第 F{number} 项：这本工作簿里共有 {all} 项（F1 到 F{all}）。要查单元格，请写明工作表，如“附件3!F{number}”。"
    )
}

/// No sheet has this name.
#[must_use]
pub fn no_such_sheet(named: &str, names: &[&str]) -> String {
    format!("没有叫“{named}”的工作表，或者有几张都这样开头。这本工作簿里有：{}。", names.join("、"))
}

/// A list has no line with this number.
#[must_use]
pub fn no_such_line(sheet: &str, number: i64) -> String {
    format!("“{sheet}”里没有序号为 {number} 的行。")
}

/// Nothing was written there.
#[must_use]
pub fn nothing_there(sheet: &str, at: At) -> String {
    format!("{sheet}!{at} 是空的，没有可说明的。请换成有内容的单元格。")
}

/// Nothing was written there on purpose.
#[must_use]
pub fn to_fill_in(sheet: &str, at: At) -> String {
    format!("{sheet}!{at} 是留给人填写的格，不由程序计算。")
}

/// Somebody put something where nothing was written.
#[must_use]
pub fn put_there_later(sheet: &str, at: At, present: &str) -> String {
    format!("{sheet}!{at} 现在是“{present}”，但生成时是空的：这是后来填上的，程序说不出它的来历。")
}

/// Heading: the cell and what was written there.
#[must_use]
pub fn shows(sheet: &str, at: At, made: &str) -> String {
    format!("{sheet}!{at}：{}", made.replace('\n', " "))
}

/// The cell was changed since.
#[must_use]
pub fn changed(made: &str, present: Option<&str>) -> String {
    let made = made.replace('\n', " ");
    let now = present.map_or_else(|| "现在是空的".to_owned(), |p| format!("现在是“{}”", p.replace('\n', " ")));
    format!("注意：这个格在生成以后改动过：生成时是“{made}”，{now}。下面说明的是生成时的内容。")
}

/// The cell's formula has no result.
#[must_use]
pub fn uncalculated() -> String {
    "注意：这个格的公式现在没有计算结果，无法比对；用 Excel 或 WPS 打开保存一次即可。".to_owned()
}

/// Formulas without a result.
#[must_use]
pub fn uncalculated_formulas(count: usize) -> String {
    format!("另有 {count} 个公式没有计算结果，无法比对；用 Excel 或 WPS 打开保存一次即可。")
}

/// Who made the workbook, for when.
#[must_use]
pub fn made_by(version: &str, period: &str) -> String {
    format!("\n由 tongbao {version} 生成。{period}")
}

/// How many things were changed since.
#[must_use]
pub fn changes(count: usize) -> String {
    if count == 0 {
        "生成以后没有改动过。".to_owned()
    } else {
        format!("生成以后改动过 {count} 处，逐处列出请运行  tongbao verify 工作簿")
    }
}

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

/// The reading over the whole period.
#[must_use]
pub fn reading_whole(required: i64, actual: i64, met: bool) -> String {
    format!("  按整个周期：应 {required}、实 {actual}，{}", met_or_not(met))
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

/// Which reading is in force; `weight` is what the office made of a short month.
#[must_use]
pub fn in_force(disagree: bool, weight: Option<Option<Severity>>) -> String {
    let head = if disagree { "  两种读法结果不同。" } else { "  两种读法结果一致。" };
    let rule = match weight {
        None => "起作用的是整个周期的读法（一个月按四周折算）；某月不足只作提示。".to_owned(),
        Some(Some(Severity::Fail)) => format!("名录“规则”把 {MONTH_FINDING} 定为不达标，所以某月不足也算不达标。"),
        Some(Some(severity)) => {
            format!(
                "起作用的是整个周期的读法；某月不足按名录“规则”（{MONTH_FINDING}）作“{}”。",
                labels::severity(severity)
            )
        }
        Some(None) => format!("起作用的是整个周期的读法；某月不足按名录“规则”（{MONTH_FINDING}）不报。"),
    };
    format!("{head}{rule}")
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

/// A finding with its number.
#[must_use]
pub fn finding(number: usize, severity: &str, sentence: &str) -> String {
    format!("F{number}〔{severity}〕{sentence}")
}

/// Unit and object of a finding.
#[must_use]
pub fn about(unit: Option<&str>, object: Option<&str>) -> Option<String> {
    match (unit, object) {
        (None, None) => None,
        (Some(unit), Some(object)) => Some(format!("  对象：{unit}“{object}”")),
        (Some(one), None) | (None, Some(one)) => Some(format!("  对象：{one}")),
    }
}

/// The office weighs this kind itself.
#[must_use]
pub fn weighed(id: &str, severity: Option<&str>) -> String {
    format!("  级别：名录“规则”把 {id} 定为“{}”", severity.unwrap_or("不报"))
}

/// First place of a finding.
#[must_use]
pub fn place(place: &str) -> String {
    format!("  位置：{place}")
}

/// Another place of a finding.
#[must_use]
pub fn related(place: &str) -> String {
    format!("  有关位置：{place}")
}

/// What stood in one cell.
#[must_use]
pub fn raw_cell(cell: &str, raw: &str) -> String {
    if raw.trim().is_empty() { format!("{cell} 空白") } else { format!("{cell}“{}”", raw.replace('\n', " ")) }
}

/// What stood in the cells of one sheet.
#[must_use]
pub fn raws(sheet: &str, cells: &str) -> String {
    format!("  原文：{sheet} › {cells}")
}

/// A share between 0 and 1, as the annexes show it.
#[must_use]
pub fn as_rate(shown: &Shown) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a share is 0 or 1 where it is whole")]
    match shown {
        Shown::Whole(n) => format!("{:.1}%", *n as f64 * 100.0),
        Shown::Number(n) => format!("{:.1}%", n * 100.0),
        Shown::Text(text) => text.clone(),
    }
}

/// What to do about a finding.
#[must_use]
pub fn remedy(remedy: &str) -> String {
    format!("  办法：{remedy}")
}

/// The cell of a list that shows a finding.
#[must_use]
pub fn listed_at(at: &str) -> String {
    format!("  列在：{at}")
}

/// A unit that should have reported and did not.
#[must_use]
pub const fn absent() -> &'static str {
    "名录里这个单位应报留言，没有收到；不进合计。"
}

/// A heading of a table.
#[must_use]
pub const fn heading() -> &'static str {
    "这是表头。"
}

/// Text that is not computed.
#[must_use]
pub fn fixed_text(period: &str) -> String {
    format!("这是标题、说明一类的固定文字，或图表用的数据，不是由某一个单元格得出的。\n{period}")
}

/// A line of text on the overview.
#[must_use]
pub const fn digest(line: usize) -> &'static str {
    match line {
        0 => "各种结论的栏目个数，数的是附件1“是否达标”一列。",
        1 => "各种结论的账号个数，数的是附件3“合格/不合格”一列；后面是不合格的账号。",
        2 => "按单位列出问题清单里的不达标事项，问题多的在前；写不下的见问题清单。",
        3 => "应报的都已报齐，且没有任何问题、提示和待核的单位，按名录顺序；是否表扬由人决定。",
        _ => "需要人决定的事项，数的是待核事项、收件登记和名称对照。",
    }
}

/// A figure of the overview.
#[must_use]
pub const fn overview_figure(line: usize, number: usize) -> &'static str {
    match (line, number) {
        (0, 0) => "应报单位：名录“单位”里有报送内容、本期在用的单位数；没有名录时写“/”。",
        (0, 1) => "已报单位：应报内容全部收到的单位数，逐家见收件登记。",
        (0, 2) => "未报单位：应报内容没有收到或没有收全的单位数，逐家见收件登记。",
        (0, 3) => "承办留言：附件2各单位承办数量之和，存疑和未报的不计。",
        (0, 4) => "办结留言：附件2各单位办结数量之和，存疑和未报的不计。",
        (0, 5) => "逾期留言：附件2各单位逾期数量之和，存疑和未报的不计。",
        (1, 0) => "网站栏目：附件1的行数，即名录里本期在用的栏目数。",
        (1, 1) => "更新信息：附件1实更新数之和，存疑和未报的不计。",
        (1, 2) => "新媒体账号：附件3的行数，即名录里本期在用的账号数。",
        (1, 3) => "发布信息：附件3实际更新数之和，存疑和未报的不计。",
        (1, 4) => "转载信息：附件3实际转载数量之和，存疑和未报的不计。",
        _ => "账号合格率 = 合格账号数 ÷（合格 + 不合格）账号数；待核、未报的不在其中。",
    }
}

/// The sum of an annex that says the same.
#[must_use]
pub fn same_as(at: &str, value: &str) -> String {
    format!("与 {at}（{value}）是同一个数，逐项相加见  tongbao explain 工作簿 \"{at}\"")
}

/// A sum over rows.
#[must_use]
pub fn sum_over(rows: usize, sum: i64) -> String {
    format!("合计：以下 {rows} 个数之和 = {sum}（公式，改动其中的数会跟着变）")
}

/// One term of a sum.
#[must_use]
pub fn sum_term(cell: &str, name: &str, value: &str) -> String {
    format!("  {cell} {}：{}", name.replace('\n', ""), value.replace('\n', " "))
}

/// Terms that are not listed.
#[must_use]
pub fn more_terms(all: usize) -> String {
    format!("  ……共 {all} 个数")
}

/// Cells that are no numbers.
#[must_use]
pub fn not_in_sum(count: usize) -> String {
    format!("不是数、没有计入的 {count} 个：")
}

/// A count of one result.
#[must_use]
pub fn count_of_results(rows: usize) -> String {
    format!("上面 {rows} 行里结论与这个词相同的行数，由公式数出。")
}

/// What a sum says of figures that are not in it.
#[must_use]
pub const fn left_out() -> &'static str {
    "没有计入合计的数有几个：待核的（空白、存疑）和未报的分开数。"
}

/// The label of a sum row.
#[must_use]
pub const fn total_label() -> &'static str {
    "合计行。"
}

/// A sheet of evidence.
#[must_use]
pub fn evidence(name: &str) -> String {
    format!("“{name}”是留痕工作表，这一行写的是：")
}

/// A row of the evidence was changed.
#[must_use]
pub const fn evidence_changed() -> &'static str {
    "注意：这一行在生成以后改动过，下面是现在的内容；生成时的内容请用  tongbao verify 工作簿 收件文件夹  重新核对。"
}

/// Heading and text of one cell.
#[must_use]
pub fn pair(head: &str, text: &str) -> String {
    format!("  {}：{}", head.replace('\n', ""), text.replace('\n', " "))
}
