//! "空白不能当作 0." Sentences about cells in which nothing stands, and about figures that stand in none.
//!
//! In: the facts of a finding. Out: its sentence. It chooses nothing.

use crate::field::Field;
use crate::finding::Finding;
use crate::wording::labels;

/// A figure that is owed and missing: its cell is blank, or the form has none.
pub(super) fn missing(field: Field, finding: &Finding) -> String {
    let field = labels::field(field);
    match finding.place.area {
        None => format!("表里没有“{field}”这一项，没有的数不能当作 0。"),
        Some(_) => format!("“{field}”是空白，空白不能当作 0。"),
    }
}

/// What the form itself says about its blank cells.
pub(super) fn noted(note: &str, zero: bool, count: usize) -> String {
    match zero {
        true => format!("表里注明“{note}”，{count} 个空白的数按 0 计。"),
        false => format!("表里注明“{note}”，不能断定空白就是 0，{count} 个空白的数没有按 0 计。"),
    }
}

/// Strokes where a unit meets a website column that it does not keep.
pub(super) fn no_duty(mark: &str, count: usize, noted: bool) -> String {
    match noted {
        true => format!("表里注明“{mark}”处不由该单位承担，共 {count} 处，不作为该单位的栏目。"),
        false => {
            format!("多数格填了数，写“{mark}”的有 {count} 处，表里没有说明，按不由该单位承担处理，不作为该单位的栏目。")
        }
    }
}

/// What a sentence beside the tables says, and what was read from it.
pub(super) fn sentence_figures(text: &str, read: &[(Field, u64, Option<String>)]) -> String {
    let figure = |(field, n, column): &(Field, u64, Option<String>)| match column {
        Some(column) if *field == Field::Actual => format!("“{column}”{} {n}", labels::field(Field::Updates)),
        Some(column) => format!("“{column}”{} {n}", labels::field(*field)),
        None => format!("{} {n}", labels::field(*field)),
    };
    let read: Vec<String> = read.iter().map(figure).collect();
    match read.is_empty() {
        true => format!("有一句话“{text}”，像是写了数，程序没有读懂，也没有计入。"),
        false => format!("写着“{text}”（读作：{}），没有填在表里，没有计入。", read.join("、")),
    }
}
