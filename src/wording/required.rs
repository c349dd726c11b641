//! "应 6：2 + 2 + 2，单位自填." Required numbers in words: their arithmetic, and on whose word they are required.
//!
//! In: a requirement of the tally. Out: what notes, the page behind a figure and `explain` say of it. It decides no number.

use crate::tally::{Required, RequiredFrom};

/// One line of the arithmetic of required numbers: `1条/2周：2 × 3 = 6`.
#[must_use]
pub fn arithmetic(wording: &str, terms: &str, number: Option<i64>) -> Option<String> {
    let result = match number {
        // A number that the roster gives needs no arithmetic.
        Some(n) if wording == terms && terms == n.to_string() => return None,
        Some(n) if terms.is_empty() || terms == n.to_string() => n.to_string(),
        Some(n) if terms.contains(['=', '→']) => {
            return Some(if wording.is_empty() { terms.to_owned() } else { format!("{wording}：{terms}") })
                .filter(|_| n >= 0);
        }
        Some(n) => format!("{terms} = {n}"),
        None if terms.is_empty() => "不考核数量".to_owned(),
        None => format!("{terms}，不考核数量"),
    };
    Some(if wording.is_empty() { result } else { format!("{wording}：{result}") })
}

/// A requirement that is in doubt: the file's words are, or nobody says any.
#[must_use]
pub fn requirement(from: RequiredFrom, wording: &str) -> Option<String> {
    match from {
        RequiredFrom::FileInDoubt if wording.is_empty() => {
            Some("表头待核，其中可能有单位自己写的应更新数，没有判断".to_owned())
        }
        RequiredFrom::FileInDoubt => Some(format!("单位写的是“{wording}”，数量待核，没有判断")),
        RequiredFrom::Nobody => Some("报送的表和名录里都没有写更新频次，数量待核，没有判断".to_owned()),
        _ => None,
    }
}

/// Note on a required number: arithmetic, where it comes from, basis.
#[must_use]
pub fn required_note(required: &Required) -> String {
    let mut out: Vec<String> = requirement(required.from, &required.wording)
        .or_else(|| arithmetic(&required.wording, &required.arithmetic, required.number))
        .into_iter()
        .collect();
    let unread = required.from == RequiredFrom::FileInDoubt && required.wording.is_empty();
    out.extend((!unread).then(|| format!("标准来自：{}", required_from(required.from))));
    if let Some(basis) = required.basis.as_deref().filter(|b| !b.is_empty()) {
        out.push(format!("依据：{basis}"));
    }
    out.extend(required.place.as_ref().map(|p| format!("来源：{p}")));
    out.join("\n")
}

/// On whose word something is required.
#[must_use]
pub const fn required_from(from: RequiredFrom) -> &'static str {
    match from {
        RequiredFrom::Roster => "名录",
        RequiredFrom::Rules => "规则",
        RequiredFrom::File | RequiredFrom::FileInDoubt => "单位自填",
        RequiredFrom::BuiltIn => "内置标准",
        RequiredFrom::Nobody => "无",
    }
}
