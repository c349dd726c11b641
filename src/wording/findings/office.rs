//! What is said about corrections and about wrong wordings: the office's own lists against what came in.

use crate::finding::{Kind, OldValue};
use crate::wording::labels;

/// The sentence of a kind that comes from 更正 or 错误表述; of any other none.
pub(super) fn told(kind: &Kind) -> String {
    match kind {
        Kind::Corrected { field, old, new } => {
            format!("“{}”按名录“更正”由“{}”改为“{new}”。", labels::field(*field), blank(old))
        }
        // What stands there is what the line says: it is the other value that is no number.
        Kind::CorrectionUnfit { item, old, found: Some(found), .. } if found.raw == *old => {
            format!("更正“{item}”的更正值不是件数，没有更正。")
        }
        Kind::CorrectionUnfit { item, old, found: Some(found), .. } => {
            let source = if found.ledger { "台账数出来的" } else { "文件里" };
            format!("更正“{item}”写的原值是“{}”，{source}是“{}”，没有更正。", blank(old), blank(&found.raw))
        }
        Kind::CorrectionUnfit { item, elsewhere, .. } if !elsewhere.is_empty() => {
            let each: Vec<String> = elsewhere.iter().map(has).collect();
            format!("更正“{item}”写的期间没有对应的数，没有更正；报送的有：{}。", each.join("、"))
        }
        Kind::CorrectionUnfit { item, .. } => format!("更正“{item}”在报送文件里找不到对应的数，没有更正。"),
        Kind::WordingWrong { wrong, right, name, shown, more } => {
            let place = name.map_or("信息标题", labels::name_kind_written);
            let right = if right.is_empty() { String::new() } else { format!("，应为“{right}”") };
            let more = if *more > 0 {
                format!("这份台账里另有 {more} 处，没有逐条列出。")
            } else {
                String::new()
            };
            format!("{place}“{shown}”里有名录所列的错误表述“{wrong}”{right}。{more}")
        }
        _ => String::new(),
    }
}

/// A figure that may have been meant: 期间 and 原值 to write.
fn has(figure: &OldValue) -> String {
    let ledger = if figure.ledger { "，按台账计数" } else { "" };
    format!("{}（原值 {}{ledger}）", labels::period(&figure.period), blank(&figure.raw))
}

fn blank(raw: &str) -> &str {
    if raw.is_empty() { "空白" } else { raw }
}

/// A printed sum that its parts contradict: the row, what adds up, both numbers.
pub(super) fn total_differs((row, heading): (&str, &str), across: bool, written: &str, computed: &[i64]) -> String {
    let computed = computed.iter().map(ToString::to_string).collect::<Vec<_>>().join(" 或 ");
    let parts = if across { "本行各列" } else { "各行" };
    let row = if row.is_empty() || row == heading { String::new() } else { format!("{}一行的", quote(row)) };
    format!("表中{row}{}写的是 {written}，按{parts}相加是 {computed}；以{parts}为准。", quote(heading))
}

/// Words in quotes; those that hold quotes themselves in others.
pub(super) fn quote(words: &str) -> String {
    if words.contains(['“', '”']) { format!("「{words}」") } else { format!("“{words}”") }
}

/// Several of them.
pub(super) fn list(items: &[String]) -> String {
    items.iter().map(|i| quote(i)).collect::<Vec<_>>().join("、")
}
