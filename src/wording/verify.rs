//! Words of `verify`: what differs between a produced workbook, its inputs and what comes out now.

use crate::place::At;

/// Which workbook is held against what.
#[must_use]
pub fn heading(workbook: &str, version: &str, period: &str) -> String {
    format!("核对：{workbook}（由 tongbao {version} 生成）\n{period}")
}

/// The inputs it is recomputed from.
#[must_use]
pub fn recomputed_from(inputs: &str) -> String {
    format!("重新计算用的收件：{inputs}")
}

/// Another version of the program.
#[must_use]
pub fn version(then: &str, now: &str) -> String {
    format!("程序版本不同：工作簿由 {then} 生成，现在用的是 {now}")
}

/// Heading of inputs that differ.
#[must_use]
pub fn inputs_heading(count: usize) -> String {
    format!("收件和名录有 {count} 处不同：")
}

/// An input was changed.
#[must_use]
pub fn input_changed(file: &str) -> String {
    format!("  内容改动：{file}")
}

/// An input is missing.
#[must_use]
pub fn input_missing(file: &str) -> String {
    format!("  现在没有：{file}")
}

/// An input is new.
#[must_use]
pub fn input_new(file: &str) -> String {
    format!("  后来新增：{file}")
}

/// Heading of changes by hand.
#[must_use]
pub fn edits_heading(count: usize) -> String {
    format!("工作簿生成以后改动过 {count} 处：")
}

/// A cell was changed: what was written and what stands there; `follows` where a formula followed other cells.
#[must_use]
pub fn edited(sheet: &str, at: At, (made, present): (Option<&str>, Option<&str>), follows: bool) -> String {
    let follows = if follows { "（公式随其他格变化）" } else { "" };
    format!("  {sheet}!{at}：生成时{}，现在{}{follows}", said(made), said(present))
}

/// A row was put in between others; `row` as it is numbered now.
#[must_use]
pub fn row_put_in(sheet: &str, row: u32, said: &str) -> String {
    format!("  {sheet} 第 {row} 行：插入了一行{}，以下各行顺移，照样逐格核对", quoted(said))
}

/// A row was taken out; `row` as it was numbered when the workbook was made.
#[must_use]
pub fn row_taken_out(sheet: &str, row: u32, said: &str) -> String {
    format!("  {sheet} 生成时的第 {row} 行：删去了一行{}，以下各行上移，照样逐格核对", quoted(said))
}

fn quoted(said: &str) -> String {
    const MOST: usize = 40;
    let short: String = said.chars().take(MOST).collect();
    match short.trim() {
        "" => String::new(),
        short if said.chars().count() > MOST => format!("（“{short}…”）"),
        short => format!("（“{short}”）"),
    }
}

/// A row of evidence was changed, and what was written is not known any more.
#[must_use]
pub fn evidence_edited(sheet: &str, row: u32) -> String {
    format!("  {sheet} 第 {row} 行：改动过；收件已变，说不出生成时写的是什么")
}

/// A sheet is gone.
#[must_use]
pub fn sheet_gone(name: &str) -> String {
    format!("  工作表“{name}”已被删除或改名")
}

/// A sheet was added.
#[must_use]
pub fn sheet_added(name: &str) -> String {
    format!("  工作表“{name}”是后来加的")
}

/// Heading of results that differ.
#[must_use]
pub fn results_heading(count: usize) -> String {
    format!("重新计算的结果有 {count} 处不同：")
}

/// A cell comes out otherwise: then and now.
#[must_use]
pub fn result(sheet: &str, at: At, (then, now): (Option<&str>, Option<&str>)) -> String {
    format!("  {sheet}!{at}：生成时{}，重新计算{}", said(then), said(now))
}

/// A row comes out now that was not there; `row` as it would be numbered.
#[must_use]
pub fn row_made(sheet: &str, row: u32, said: &str) -> String {
    format!("  {sheet} 第 {row} 行：重新计算多出一行{}", quoted(said))
}

/// A row does not come out any more; `row` as it was numbered.
#[must_use]
pub fn row_not_made(sheet: &str, row: u32, said: &str) -> String {
    format!("  {sheet} 第 {row} 行：重新计算没有这一行{}", quoted(said))
}

/// Rows of an evidence sheet come out otherwise.
#[must_use]
pub fn evidence_differs(sheet: &str, rows: usize) -> String {
    format!("  {sheet}：{rows} 行不同")
}

/// A sheet would not be made now.
#[must_use]
pub fn sheet_not_made(name: &str) -> String {
    format!("  重新计算没有工作表“{name}”")
}

/// A sheet would be made now.
#[must_use]
pub fn sheet_made(name: &str) -> String {
    format!("  重新计算多出工作表“{name}”")
}

/// A list that stops early.
#[must_use]
pub fn more(all: usize) -> String {
    format!("  ……共 {all} 处；很多处相连时，多半是插入或删除了列")
}

/// The last line.
#[must_use]
pub fn verdict(same: bool, files: usize) -> String {
    if same {
        format!("完全一致：{files} 个收件文件（含名录）没有变，工作簿没有改动，重新计算的结果相同。")
    } else {
        "有不同，逐处见上。要以现在的收件为准，请重新生成；要改数，请登记在名录“更正”里。".to_owned()
    }
}

fn said(text: Option<&str>) -> String {
    text.map_or_else(|| "是空的".to_owned(), |t| format!("“{}”", t.replace('\n', " ")))
}
