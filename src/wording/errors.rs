//! One sentence for each error: what happened, where, and what to do.

use crate::error::{Error, Mistake, RosterMistake};
use crate::finding::Finding;
use crate::period::Period;
use crate::place::Place;
use crate::private::masked;
use crate::wording::{explain, findings, labels, limits, previous};
use std::path::Path;

/// The sentence for an error; several mistakes stand one to a line.
#[must_use]
#[allow(clippy::too_many_lines, reason = "a catalogue: one arm for each error")]
pub fn sentence(error: &Error) -> String {
    match error {
        Error::InputMissing(path) => {
            format!("找不到“{}”。请检查路径是否写对，或把文件夹拖到程序图标上。", shown(path))
        }
        Error::InputMisspelt(path, near) => {
            format!("找不到“{}”。旁边有“{}”，要用的是不是它？", shown(path), shown(near))
        }
        Error::InputInWords(whole) => format!("路径里有空格，要用英文引号括起来：tongbao \"{}\"", shown(whole)),
        Error::InputIsOwn(path) => format!(
            "“{}”是名录或程序自己的文件，不是单位报送的表。请把收件文件夹（或报送的文件）交给程序，名录放在它旁边就会自动找到。",
            shown(path)
        ),
        Error::InputNotAFile(path) => {
            format!("“{}”既不是文件也不是文件夹（可能是管道或设备），不能读取。请换成收件文件夹或文件。", shown(path))
        }
        Error::NoInput => "没有指定收件文件夹，当前位置也没有“收件”文件夹。用法：tongbao 收件文件夹".to_owned(),
        Error::NoWorkbooks { folder, left_out: 0 } => {
            format!("“{}”里没有文件。请把各单位报送的工作簿放进去再运行。", shown(folder))
        }
        Error::NoWorkbooks { folder, left_out } => format!(
            "“{}”里没有工作簿，只有 {left_out} 个不属于报送的文件（临时文件、隐藏文件等）。请把各单位报送的工作簿放进去再运行。",
            shown(folder)
        ),
        Error::NothingReadable(findings) => nothing_readable(findings),
        Error::RosterMissing(path) => format!("找不到名录“{}”。请检查 --roster 后面的路径。", shown(path)),
        Error::RosterUnreadable(finding) => {
            format!("名录{}读不出来：{}{}", of_sheet(finding), findings::sentence(finding), findings::remedy(finding))
        }
        Error::RosterMistakes(list) => mistakes("名录", list),
        Error::DecisionsMissing(path) => format!("找不到待确认表“{}”。请检查 --decisions 后面的路径。", shown(path)),
        Error::DecisionsUnreadable(finding) => {
            format!(
                "待确认表{}读不出来：{}{}",
                of_sheet(finding),
                findings::sentence(finding),
                findings::remedy(finding)
            )
        }
        Error::DecisionMistakes(list) => mistakes("待确认表", list),
        Error::PreviousClosed(path, why) => {
            format!("上期工作簿不能用：{}", explain::closed(why, path))
        }
        Error::PreviousNotBefore { path, then, now } => previous::not_before(&shown(path), then, now),
        Error::PreviousForeign { path, units } => previous::foreign(&shown(path), *units),
        Error::PeriodYearless(written) => {
            format!("统计周期“{written}”没有写年份。请写成 2023年一季度 或 2023Q1 这样的说法。")
        }
        Error::PeriodBad(written) => format!(
            "统计周期“{written}”看不懂。可写成 2023年一季度、2023Q1（季度）、2023-03（月）、2023H1（半年）、2023（全年）或 2023-01-01..2023-03-31。"
        ),
        Error::DayBad(written) => format!("日期“{written}”看不懂。请写成 2023-03-31。"),
        Error::PeriodUnknown(seen) => period_unknown(seen),
        Error::PeriodUnsure(said) => period_unsure(said),
        Error::TargetFolderMissing(path) => {
            format!("要写入的文件夹“{}”不存在。请先建好，或换一个 -o 位置。", shown(path))
        }
        Error::TargetNotWritable(path, reason) => {
            format!("写不进“{}”（{reason}）。请检查是否有权限、磁盘是否已满，或用 -o 换一个位置。", shown(path))
        }
        Error::TargetIsInput(path) => {
            format!("输出“{}”就是一份报送文件，为保护原件没有写入。请用 -o 换一个文件名。", shown(path))
        }
        Error::TargetAmongInputs(folder) => format!(
            "“{}”在收件文件夹里，生成的工作簿放进去会和报送的文件混在一起。请换一个 -o 位置；不写 -o 就放在收件文件夹旁边。",
            shown(folder)
        ),
        Error::LimitUnknown(written, known) => limit_unknown(written, known),
        Error::NoEvidence(path) => format!(
            "“{}”里没有“概览”“收件登记”“明细”这几张表的完整内容，大概是正式稿，或表被删改过。请换成程序生成的、带留痕工作表的附件工作簿。",
            shown(path)
        ),
        Error::Disk(path, reason) => format!("读写“{}”时出错（{reason}）。", shown(path)),
        Error::Unwritable(reason) => format!("工作簿没有做成（{reason}）。请把收件文件夹和这句话一起反馈给维护人员。"),
        Error::TemporaryNotWritable(folder, reason) => format!(
            "临时文件夹“{}”写不进去（{reason}），没有生成任何文件。请清理磁盘空间后再运行；也可以把环境变量 {} 指向有空间的文件夹。",
            shown(folder),
            if cfg!(windows) { "TEMP" } else { "TMPDIR" }
        ),
        Error::OutputBroken(reason) => format!("结果没有全部输出（{reason}）。请检查磁盘是否已满。"),
        Error::Interrupted => "已中断，没有生成任何文件。".to_owned(),
    }
}

/// Why the system refused to write, in words where the reason is a usual one.
#[must_use]
pub fn reason(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    let said = match error.kind() {
        ErrorKind::PermissionDenied => "没有写入权限，或文件夹是只读的",
        ErrorKind::ReadOnlyFilesystem => "磁盘是只读的",
        ErrorKind::StorageFull => "磁盘已满",
        ErrorKind::NotFound => "位置不存在",
        ErrorKind::AlreadyExists => "那里已经有同名的文件",
        ErrorKind::NotADirectory => "路径中有一段不是文件夹",
        _ => return error.to_string(),
    };
    said.to_owned()
}

/// Why a target that is neither file nor folder is not written.
#[must_use]
pub const fn is_no_file() -> &'static str {
    "这里是管道或设备，不是文件"
}

/// Every limit with its meaning and built-in value: whoever mistypes a name should not have to look elsewhere.
fn limit_unknown(written: &str, known: &[(&'static str, u64)]) -> String {
    let mut lines = vec![format!("没有叫“{written}”的上限。可用的有：")];
    let widest = known.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    lines.extend(known.iter().map(|(name, value)| {
        format!("  {name:widest$}  {}，默认 {}", limits::meaning(name), limits::amount(name, *value))
    }));
    lines.push(limits::how_to_write().to_owned());
    lines.join("\n")
}

fn shown(path: &Path) -> String {
    masked(&path.display().to_string()).into_owned()
}

/// Files that are named with the same reason before the others are only counted.
const SAME_REASON: usize = 5;

fn nothing_readable(refused: &[Finding]) -> String {
    let mut lines = vec![format!("收到的 {} 个文件都没有能用的表，没有生成工作簿：", refused.len())];
    let mut reasons: Vec<(String, Vec<String>)> = Vec::new();
    for finding in refused {
        let why = format!("{}{}", findings::sentence(finding), findings::remedy(finding));
        match reasons.iter_mut().find(|(known, _)| *known == why) {
            Some((_, places)) => places.push(finding.place.to_string()),
            None => reasons.push((why, vec![finding.place.to_string()])),
        }
    }
    for (why, places) in reasons {
        lines.extend(places.iter().take(SAME_REASON).map(|place| format!("  {place}：{why}")));
        if places.len() > SAME_REASON {
            lines.push(format!("  ……另有 {} 个文件是同样的原因", places.len() - SAME_REASON));
        }
    }
    lines.join("\n")
}

fn period_unsure(said: &[(String, Place)]) -> String {
    let quoted: Vec<String> = said.iter().map(|(text, place)| format!("“{text}”〔{place}〕")).collect();
    let quoted = quoted.join("、");
    format!(
        "看不出本次的统计周期：文件里写有{quoted}，定不下是哪一期。请用 --period 指定，例如 --period 2023Q1，或在名录“规则”里写“统计周期”。"
    )
}

fn period_unknown(seen: &[(Period, usize)]) -> String {
    let found = if seen.is_empty() {
        "各文件里都没有写统计周期".to_owned()
    } else {
        let named: Vec<String> =
            seen.iter().map(|(period, files)| format!("{}（{files} 个文件）", labels::period(period))).collect();
        format!("各文件写的统计周期没有一个过半：{}", named.join("、"))
    };
    let latest = || seen.iter().map(|(period, _)| *period).max();
    let example = joined(seen).or_else(latest).map_or_else(|| "2023Q1".to_owned(), |period| period.code());
    let together = if joined(seen).is_some() { "合起来正好是一个周期的，" } else { "" };
    format!("{found}。{together}请用 --period 指定，例如 --period {example}，或在名录“规则”里写“统计周期”。")
}

/// The quarter, half-year or year that several months make up, none of them twice and none missing. Quarters are rather this one and the one
/// before.
fn joined(seen: &[(Period, usize)]) -> Option<Period> {
    let mut parts: Vec<Period> = seen.iter().map(|(period, _)| *period).collect();
    if parts.iter().any(|period| period.months().len() > 1) {
        return None;
    }
    parts.sort_unstable();
    let adjoin = |pair: &[Period]| pair[0].end.tomorrow().is_ok_and(|next| next == pair[1].start);
    let (first, last) = (parts.first()?, parts.last()?);
    let whole = Period { start: first.start, end: last.end };
    let fits = parts.len() > 1 && parts.windows(2).all(adjoin);
    (fits && !whole.code().contains("..")).then_some(whole)
}

/// Which sheet it is about, if it is about one.
fn of_sheet(finding: &Finding) -> String {
    finding.place.sheet.as_deref().map(|name| format!("的工作表“{}”", masked(name))).unwrap_or_default()
}

fn mistakes(book: &str, mistakes: &[RosterMistake]) -> String {
    let mut lines = vec![format!("{book}有 {} 处错误，改好后再运行：", mistakes.len())];
    lines.extend(mistakes.iter().map(|m| format!("  {}：{}", m.place, mistake(&m.what))));
    lines.join("\n")
}

/// What is wrong at one place of the roster, what was expected, and the nearest known word.
#[must_use]
pub fn mistake(what: &Mistake) -> String {
    match what {
        Mistake::HeadingMissing { heading } => format!("缺少“{heading}”这一列。"),
        Mistake::HeadingUnknown { written, nearest } => format!("不认识列名“{written}”{}。", near(nearest.as_deref())),
        Mistake::HeadingTwice { written } => format!("列名“{written}”出现了两次。"),
        Mistake::KeyUnknown { written, nearest } => format!("不认识规则项目“{written}”{}。", near(nearest.as_deref())),
        Mistake::KeyTwice { written, first } => format!("规则项目“{written}”在 {first} 已经写过。"),
        Mistake::ValueBad { heading, written, expected } => {
            format!("“{heading}”写的是“{written}”，应当是{expected}。")
        }
        Mistake::Blank { heading } => format!("“{heading}”不能空着。"),
        Mistake::UnitUnknown { written, nearest } => {
            format!("“单位”表里没有“{written}”{}。", near(nearest.as_deref()))
        }
        Mistake::NameTwice { written, first } => format!("“{written}”在 {first} 已经有了。"),
        Mistake::AliasShared { alias, with } => format!("“{alias}”也是{with}的名称或别名，分不清是谁。"),
        Mistake::FrequencyUnknown { written } => {
            format!("更新频次“{written}”看不懂，应写成 1条/月、1条/2周、1条/季度、实时更新 这样的说法。")
        }
        Mistake::NameUnknown { kind, written, nearest } => {
            format!(
                "“确认”写的是“{written}”，名录里没有这个{kind}{}。请写 是、否，或名录里的名称。",
                near(nearest.as_deref())
            )
        }
        Mistake::NothingToConfirm { written } => {
            format!("“确认”写的是“{written}”，但这一行没有“暂按”的名称。请直接写正确的名称，或写 否。")
        }
        Mistake::AnswersSeveral { written } => format!("“确认”里写了不止一个答案：“{written}”，只能写一个。"),
        Mistake::AnswerTwice { written, first, same: true } => {
            format!("“{written}”在 {first} 已经确认过，请删去一行。")
        }
        Mistake::AnswerTwice { written, first, same: false } => {
            format!("“{written}”在 {first} 已经确认为另一个答案，两处矛盾，请只留一处。")
        }
        Mistake::DatesBackwards { from, until } => format!("停用日期 {until} 早于启用日期 {from}。"),
    }
}

fn near(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |n| format!("，最接近的是“{n}”"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn months(list: &[i8]) -> Vec<(Period, usize)> {
        let month = |m: &i8| {
            let start = date(2024, *m, 1);
            (Period { start, end: start.last_of_month() }, 1)
        };
        list.iter().map(month).collect()
    }

    #[test]
    fn months_that_make_up_a_quarter_name_it() {
        assert_eq!(joined(&months(&[3, 1, 2])).map(|p| p.code()), Some("2024Q1".to_owned()));
        assert!(period_unknown(&months(&[4, 5, 6])).contains("--period 2024Q2"));
    }

    #[test]
    fn months_that_make_up_no_natural_period_name_none() {
        for list in [&[1, 3][..], &[1, 2], &[2, 3, 4], &[1]] {
            assert_eq!(joined(&months(list)), None, "{list:?}");
        }
    }
}
