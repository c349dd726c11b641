//! Words of `explain`: where a figure of a produced workbook comes from. Here what is said about the question and the workbook.

mod ledger;
mod lists;
mod row;

pub use ledger::*;
pub use lists::*;
pub use row::*;

use crate::place::At;
use crate::trail::Closed;
use crate::wording::findings;
use std::path::Path;

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
