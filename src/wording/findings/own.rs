//! What is required on the word of the unit alone: sentence and remedy.

use crate::field::Form;
use crate::finding::{Finding, Subject};

/// Says whose number it is and which other is not applied; of many rows of a table how many they are.
pub(super) fn sentence(finding: &Finding, raw: &str, many: Option<(Form, usize)>) -> String {
    let number = finding.required.map_or_else(|| raw.to_owned(), |number| number.to_string());
    let columns = is_of_columns(finding, many);
    let unsaid = if columns {
        "，名录和规则都没有规定"
    } else {
        // An account that says nothing is held against a built-in number, so the rules do say something.
        "（名录“账号”和“规则”里都没有写），没有按内置的每月应更新数算"
    };
    match many {
        Some((_, rows)) => {
            let what = if columns { "栏目" } else { "账号" };
            format!("{rows} 个{what}的应更新数是单位自己填的{unsaid}。")
        }
        None if number != raw => format!("应更新数 {number} 是按单位自己填的“{raw}”折算的{unsaid}。"),
        None => format!("应更新数 {raw} 是单位自己填的{unsaid}。"),
    }
}

/// Where the office writes its own number.
pub(super) fn remedy(finding: &Finding, many: Option<(Form, usize)>) -> &'static str {
    if is_of_columns(finding, many) {
        "请在名录“栏目”里写明更新频次。"
    } else {
        "请在名录“账号”或“规则”里写明应更新数。"
    }
}

fn is_of_columns(finding: &Finding, many: Option<(Form, usize)>) -> bool {
    matches!(finding.subject, Some(Subject::Column(_))) || many.is_some_and(|(form, _)| form == Form::Columns)
}
