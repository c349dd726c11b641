//! Words of the report of `check`.

use crate::field::Form;
use crate::outcome::InputStatus;
use crate::recognize::RowReason;
use crate::wording::labels;

/// Heading of one file in the report of `check`.
#[must_use]
pub fn checked_file(file: &str, status: Option<InputStatus>) -> String {
    let said = match status {
        Some(InputStatus::Used) => "可以使用",
        Some(InputStatus::Refused(_)) => "未能使用",
        Some(InputStatus::Skipped(_)) => "跳过，不是报送文件",
        Some(InputStatus::Superseded) => "已被同一单位较新的文件替代",
        Some(InputStatus::Roster) => "名录",
        None => "已读取",
    };
    format!("{file}  {said}")
}

/// One table in the report of `check`.
#[must_use]
pub fn checked_table(at: &str, form: Form, found: usize, used: Option<usize>) -> String {
    let used = used.map(|n| format!("，采用 {n} 行")).unwrap_or_default();
    format!("  {}表  {at}  数据 {found} 行{used}", labels::form(form))
}

/// Rows left out of a table.
#[must_use]
pub fn left_out(rows: &[(RowReason, usize)]) -> String {
    let rows: Vec<String> = rows.iter().map(|(why, n)| format!("{} {n} 行", labels::row_reason(*why))).collect();
    format!("    未作为数据：{}", rows.join("、"))
}

/// Headings of a table: cell, as written, meaning.
#[must_use]
pub fn headings(said: &[(String, String, Option<&'static str>)]) -> String {
    let said: Vec<String> = said
        .iter()
        .map(|(cell, written, field)| match field {
            Some(field) if field == written => format!("{cell} {written}"),
            Some(field) => format!("{cell} {written}＝{field}"),
            None => format!("{cell} {written}＝？"),
        })
        .collect();
    format!("    表头：{}", said.join("；"))
}

/// The end of the report of `check`.
#[must_use]
pub fn checked(files: usize, tables: usize, doubts: usize, others: usize) -> String {
    format!(
        "共检查 {files} 个文件、{tables} 张表：待核 {doubts} 项，不达标和提示 {others} 项。没有生成工作簿，也没有改动任何文件。"
    )
}

/// Said by `check` when the period cannot be settled: figures could not be judged.
#[must_use]
pub fn judged_without_period(reason: &str) -> String {
    format!("只检查了表格本身，没有核对数字：{reason}")
}
