//! Words of the comparison with an earlier period.

mod pages;

pub use pages::*;

use crate::finding::{Finding, Kind};
use crate::period::Period;
use crate::wording::labels;

/// What is noticed about the earlier workbook; empty for any other kind.
#[must_use]
pub fn sentence(finding: &Finding) -> String {
    match &finding.kind {
        Kind::PreviousApart { then, adjoining, alike } => apart(then, *adjoining, *alike),
        Kind::PreviousOffice { then, now } => {
            format!("上期工作簿的制表单位是“{then}”，本期是“{now}”。")
        }
        Kind::PreviousEdited { made, present, used } => {
            if finding.place.area.is_none() {
                return format!("上期工作簿里的“{made}”表不见了（删去或改了名），里面的数不比较。");
            }
            let made = if made.is_empty() { "空白" } else { made };
            let now = present.as_deref().map_or_else(|| "被清空".to_owned(), |p| format!("改成“{p}”"));
            let so = used.map_or_else(|| "不能当作数，与它有关的不比较".to_owned(), |n| format!("按改后的 {n} 比较"));
            let sheet = finding.place.sheet.as_deref().unwrap_or_default();
            let cell = finding.place.area.map(|area| area.to_string()).unwrap_or_default();
            format!("上期工作簿的 {sheet}!{cell} 生成时是“{made}”，后来{now}，{so}。")
        }
        Kind::PreviousEditedElsewhere { count } => {
            format!("上期工作簿生成以后另有 {count} 处改动，不涉及用来比较的数；上期问题以生成时的记录为准。")
        }
        Kind::PreviousUnitUnknown { written, suggestions } => {
            let near = if suggestions.is_empty() {
                String::new()
            } else {
                format!("，最接近的是{}", suggestions.iter().map(|s| format!("“{s}”")).collect::<Vec<_>>().join("、"))
            };
            format!(
                "上期工作簿里的单位“{written}”，本期没有对得上的{near}；不单独比较它的数（上期合计里有），它的问题列为无法判断。"
            )
        }
        _ => String::new(),
    }
}

fn apart(then: &Period, adjoining: bool, alike: bool) -> String {
    let period = labels::period(then);
    let (how, so) = match (adjoining, alike) {
        (_, false) => ("与本期长短不同", "数量不比较，也不判断连续；上期问题照样核对"),
        (false, true) => ("与本期之间隔着别的周期", "数量和上期问题照样比较，但不判断连续"),
        (true, true) => ("", ""),
    };
    format!("上期工作簿是{period}的，{how}：{so}。")
}

/// The earlier workbook is of the same, a later or an overlapping period.
#[must_use]
pub fn not_before(path: &str, then: &Period, now: &Period) -> String {
    let how = if then == now {
        "就是本期".to_owned()
    } else if then.start > now.end {
        format!("晚于本期（{}）", labels::period(now))
    } else {
        format!("与本期（{}）有重叠", labels::period(now))
    };
    format!("“{path}”的统计周期是{}，{how}，不能当作上期。请换成上一期的附件工作簿。", labels::period(then))
}

/// No unit of the earlier workbook is known.
#[must_use]
pub fn foreign(path: &str, units: usize) -> String {
    format!(
        "“{path}”里的 {units} 个单位，本期一个也对不上，大概是别处的工作簿。请换成本单位上一期的附件工作簿；单位都改了名的，先在名录“单位”的别名里登记。"
    )
}

/// 连续两季, by the length of the periods.
#[must_use]
pub fn twice(period: &Period) -> &'static str {
    let code = period.code();
    match code.get(4..).unwrap_or_default().as_bytes() {
        [] => "连续两年",
        [b'Q', _] => "连续两季",
        [b'H', _] => "连续两个半年",
        [b'-', _, _] => "连续两月",
        _ => "连续两期",
    }
}

/// The line of the last screen.
#[must_use]
pub fn line(period: &Period, (mended, remain, unknown): (usize, usize, usize), again: Option<usize>) -> String {
    let again = again.map(|n| format!("；{} {n} 项", twice(period))).unwrap_or_default();
    format!(
        "与{}相比：上期问题 {} 项，已整改 {mended}，仍存在 {remain}，无法判断 {unknown}{again}",
        labels::period(period),
        mended + remain + unknown
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_in_a_row_are_called_by_their_length() {
        for (code, words) in [
            ("2022Q4", "连续两季"),
            ("2022H2", "连续两个半年"),
            ("2022-12", "连续两月"),
            ("2022", "连续两年"),
            ("2022-12-01..2022-12-10", "连续两期"),
        ] {
            assert_eq!(twice(&Period::parse_code(code).unwrap()), words, "{code}");
        }
    }
}
