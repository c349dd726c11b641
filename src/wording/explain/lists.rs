//! Words on findings, sums, the overview and the evidence.

use crate::trail::Shown;

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
        3 => {
            "应报的都已报齐、没有存疑的数、没有工作上的问题的单位，按更新、发布、转载、办结之和从多到少，同数的并列、按名录顺序；括号里是这个和。只是候选，是否表扬由人决定。给了上期工作簿的，另列两期都没有问题的单位。未列入的按头一个原因计数：未报齐、有问题、有待核。"
        }
        5 => "上期的数取自上期工作簿下发时的样子，逐项见“与上期比较”。",
        6 => "上期和本期都有同一问题（同一规则、同一单位、同一栏目或账号）的事项；两期必须相邻、长短相同。",
        7 => "上期每项问题本期怎样了，逐项见“上期问题整改情况”。",
        8 => "监测平台发现的问题怎样处置，数的是附件4上半部分的合计。",
        _ => "需要人决定的事项，数的是待核事项、收件登记和名称对照。",
    }
}

/// A figure of the overview.
#[must_use]
pub const fn overview_figure(line: usize, number: usize) -> &'static str {
    match (line, number) {
        (0, 0) => "应报单位：名录“单位”里有报送内容、本期在用的单位数；没有名录时写“/”。",
        (0, 1) => "已报单位：应报内容全部收到的单位数，逐家见收件登记。",
        (0, 2) => {
            "未报单位：应报内容一项也没有收到的单位数；写成两个数的，后一个是只收到一部分的单位数。逐家见收件登记。"
        }
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
