//! Words on the lines of a ledger behind a figure.

use crate::normalize::LeftWhy;
use crate::place::Area;

/// How many lines count, and the first and last of them.
#[must_use]
pub fn lines_used(used: usize, area: Option<Area>) -> String {
    let rows = area.filter(|area| used > 0 && runs_down(area));
    let rows = rows.map_or_else(String::new, |a| format!("，从第 {} 行到第 {} 行", a.first.row + 1, a.last.row + 1));
    format!("     台账逐行计数：采用 {used} 行{rows}")
}

/// How many lines do not count for one reason, and where the first of them stand.
#[must_use]
pub fn lines_left(why: LeftWhy, count: usize, areas: &[Area]) -> String {
    let why = match why {
        LeftWhy::Undated => "没有日期",
        LeftWhy::Unread => "日期看不懂",
        LeftWhy::Outside => "不在统计周期内",
        LeftWhy::Twice => "与前面的重复",
    };
    let span = |area: &Area| match area.last.row - area.first.row {
        _ if !runs_down(area) => area.to_string(),
        0 => format!("第 {} 行", area.first.row + 1),
        _ => format!("第 {}-{} 行", area.first.row + 1, area.last.row + 1),
    };
    let lines = |area: &Area| if runs_down(area) { u64::from(area.last.row - area.first.row) + 1 } else { 1 };
    let more = if areas.iter().map(lines).sum::<u64>() < count as u64 { " 等" } else { "" };
    let areas: Vec<String> = areas.iter().map(span).collect();
    format!("     未采用 {count} 行：{why}（{}{more}）", areas.join("、"))
}

/// Whether lines are rows: where they are letter columns, each is one column wide.
const fn runs_down(area: &Area) -> bool {
    area.first.col < area.last.col
}
