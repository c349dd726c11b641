//! Words of the report of `check`.

use crate::field::Form;
use crate::outcome::{Balance, InputStatus};
use crate::recognize::{RowReason, Why};
use crate::wording::labels;

/// Heading of one file in the report of `check`; a file that was read and of which no row counts is not told as usable.
#[must_use]
pub fn checked_file(file: &str, status: Option<InputStatus>, gives_nothing: bool) -> String {
    let said = match status {
        Some(InputStatus::Used) if gives_nothing => "能打开，但没有采用其中的数",
        Some(InputStatus::Used) => "可以使用",
        Some(InputStatus::Refused(_)) => "未能使用",
        Some(InputStatus::Skipped(_)) => "跳过，不是报送文件",
        Some(InputStatus::Superseded) => "已被同一单位较新的文件替代",
        Some(InputStatus::Roster) => "名录",
        Some(InputStatus::Previous) => "上期工作簿",
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

/// What a heading was taken for, in a drawing of its table; `≈` stands before what its words only suggest.
#[must_use]
pub fn role(field: Option<&str>, rival: Option<&str>, why: Option<Why>) -> String {
    let guess = if matches!(why, Some(Why::Parts | Why::Values | Why::Place)) { "≈" } else { "=" };
    match (field, rival) {
        (None, _) => "？".to_owned(),
        (Some(field), Some(rival)) if rival != field => format!("{field}/{rival}？"),
        (Some(field), Some(_)) => format!("{field}？"),
        (Some(field), None) => format!("{guess}{field}"),
    }
}

/// A mark of a drawing that needs a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Told by the parts of words or the values below.
    Guess,
    /// No field.
    Unknown,
    /// Two fields fit.
    Doubted,
}

/// What a mark of a drawing means.
#[must_use]
pub const fn legend(mark: Mark) -> &'static str {
    match mark {
        Mark::Guess => "（≈ 按字词和数值推断，请核对）",
        Mark::Unknown => "（？ 表头不认识，下面的内容没有采用）",
        Mark::Doubted => "（名称后有？ 两种理解都说得通：下面是数的没有计入，不是数的先按前一种采用）",
    }
}

/// The rows of all tables by what became of them: their sum is told with its parts, so that nobody has to believe it.
#[must_use]
pub fn balance(balance: &Balance) -> String {
    let left: Vec<String> =
        balance.left_out.iter().map(|(why, n)| format!("{} {n}", labels::row_reason(*why))).collect();
    let left = if left.is_empty() { String::new() } else { format!("（{}）", left.join("、")) };
    let not_used = balance.found - balance.used.min(balance.found);
    format!("{} 张表共 {} 行 = 采用 {} 行 + 未采用 {not_used} 行{left}", balance.tables, balance.found, balance.used)
}

/// Heads what is doubtful in a file, and what to do about it.
#[must_use]
pub const fn to_mend() -> &'static str {
    "  需要核对或修改："
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
