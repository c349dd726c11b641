//! Words of the workbook of names to be confirmed (待确认.xlsx), and of what is said about it on the screen.

use crate::normalize::{Asked, NameKind};
use crate::settle::Alike;
use crate::wording::labels;

/// Name of the workbook.
pub const FORM: &str = "待确认.xlsx";
/// Its title.
pub const TITLE: &str = "待确认的名称";
/// Its title as a document.
pub const DOCUMENT: &str = "待确认的名称（请在“确认”列填写后再运行）";
/// What the clerk is told under the title.
pub const EXPLANATION: &str = "请逐行填写“确认”列：写“是”＝“暂按”的名称是对的；写“否”＝不是它，这个名称仍列为待核；也可以直接写正确的名称（名录里的写法）。空着＝以后再定。填好保存、关闭，再运行一次，程序会采用；“备注”可以随意写，其他列请不要改动。名录里补了别名的，这一行会自动消失。";
/// Under the drop-down.
pub const OFFER: &str = "选“是”或“否”，也可以直接写正确的名称";
/// A line of which the names were not met this time.
pub const NOT_MET: &str = "本次报送里没有用到这一行";

/// Without a roster: why a name is listed that was not merged.
pub const MAY_ABBREVIATE: &str = "可能是简称（没有名录，未合并）";
/// Without a roster: how the writings of a unit came together.
pub const GROUPED: &str = "没有名录：按写法、地名和后缀归为一个单位";

/// Without a roster: the longest writing of a unit and the most used of the others.
#[must_use]
pub fn writings((official, long): (&str, usize), (short, times): (&str, usize)) -> String {
    format!("最完整的写法：{official}（{long}处）；最常用的其他写法：{short}（{times}处）")
}

/// Whether a file is called like the workbook, or like an old or new copy of it.
#[must_use]
pub fn is_form_name(name: &str) -> bool {
    let stem = FORM.trim_end_matches(".xlsx");
    name.strip_prefix(stem).and_then(|rest| rest.strip_suffix(".xlsx")).is_some_and(|rest| {
        rest.is_empty() || (rest.ends_with('）') && (rest.starts_with("（旧版") || rest.starts_with("（新")))
    })
}

/// Why a name is asked about.
#[must_use]
pub fn why(what: NameKind, asked: Asked, used: Option<&str>) -> String {
    match (asked, used) {
        // Whether an account counts is asked of its name: a type that nobody knows is shown as written.
        (Asked::Unknown, near) if what == NameKind::Platform => {
            let near = near.map(|near| format!("；相近的只有“{near}”，是它就写“是”")).unwrap_or_default();
            format!("程序不认识这种账号类型，暂按原样列出，不影响账号计入附件和合计{near}")
        }
        (Asked::Guess(how), Some(used)) => format!("{}：名录里没有这种写法，只有“{used}”对得上", labels::how(how)),
        (Asked::Unknown, Some(near)) => {
            format!("名录里没有这个名称，没有计入附件和合计；相近的只有“{near}”，是它就写“是”")
        }
        (Asked::Apart, _) => "没有名录，不能认定它是候选单位的简称，暂时各算一个单位".to_owned(),
        _ => "名录里没有这个名称，没有计入附件和合计".to_owned(),
    }
}

/// A name that may be meant, with why.
#[must_use]
pub fn candidate(name: &str, alike: Alike) -> String {
    format!("{name}（{}）", likeness(alike))
}

/// How two names are alike.
#[must_use]
pub fn likeness(alike: Alike) -> String {
    match alike {
        Alike::Same => "只差标点或繁简".to_owned(),
        Alike::Part => "一个包含另一个".to_owned(),
        Alike::LeavesOut => "省略了若干字".to_owned(),
        Alike::Sound => "读音相同".to_owned(),
        Alike::Apart => "本单位在名录里登记的".to_owned(),
        Alike::Differ(n) => format!("差{n}个字"),
    }
}

/// The line on answers that were followed and on those that were not.
#[must_use]
pub fn followed(file: &str, used: usize, unfit: usize) -> String {
    let unfit = if unfit > 0 { format!("，{unfit} 条没有用上（见提示）") } else { String::new() };
    format!("待确认表：{file}，采用人工确认 {used} 条{unfit}")
}

/// How many names wait for an answer, and how many of these are used by a guess for the time being.
#[must_use]
pub fn waiting((names, guesses): (usize, usize)) -> String {
    let guesses = if guesses > 0 { format!("（其中推断采用 {guesses} 个）") } else { String::new() };
    format!("名称待确认 {names} 个{guesses}")
}

/// The line on names that are still to be confirmed.
#[must_use]
pub fn open(counts: (usize, usize), path: &str) -> String {
    format!("{}：请在 {path} 的“确认”列填写，再运行一次", waiting(counts))
}

/// A guessed name.
#[must_use]
pub fn guess(written: &str, used: &str, how: &str, place: &str) -> String {
    format!("  [推断] {place}：“{written}”按“{used}”处理（{how}）")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_that_nobody_knows_keeps_no_account_out() {
        let said = why(NameKind::Platform, Asked::Unknown, None);
        assert!(said.contains("不影响账号计入") && !said.contains("没有计入"), "{said}");
        assert!(why(NameKind::Account, Asked::Unknown, None).contains("没有计入"));
    }
}
