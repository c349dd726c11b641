//! Words of a roster that was drawn from what came in: its cells, and why a line is to be looked at.

use crate::period::Period;
use crate::place::Place;
use crate::rules::roster::ForwardList;
use crate::sketch::{AccountLine, ColumnLine, Remark, Sketch, UnitLine};
use crate::wording::{annexes, labels};

/// Sheet of website columns.
pub const COLUMNS_SHEET: &str = "栏目";
/// Sheet of accounts.
pub const ACCOUNTS_SHEET: &str = "账号";
/// The key of 规则 that says the period.
pub const PERIOD_KEY: &str = "统计周期";
/// 报送内容 of a unit that owes nothing.
const NOTHING_DUE: &str = "无";
/// Longest text of a remark's cell; Excel takes 32,767 characters, a reader far fewer.
const LONGEST: usize = 2000;

/// What a cell is filled with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filled {
    /// Text.
    Text(String),
    /// A count.
    Count(i64),
}

/// The cell of a line of 单位 under this heading.
#[must_use]
pub fn unit_cell(line: &UnitLine, heading: &str) -> Option<Filled> {
    match heading {
        "单位名称" => text(&line.name),
        "全称" => line.full.as_deref().and_then(text),
        "别名" => aliases(&line.aliases),
        "报送内容" => line.forms.as_deref().and_then(|forms| match forms {
            [] => text(NOTHING_DUE),
            forms => text(&forms.iter().map(|f| labels::form(*f)).collect::<Vec<_>>().join(annexes::ENUMERATE)),
        }),
        _ => None,
    }
}

/// The cell of a line of 栏目 under this heading.
#[must_use]
pub fn column_cell(line: &ColumnLine, heading: &str) -> Option<Filled> {
    match heading {
        "栏目名称" => text(&line.name),
        "上级栏目" => line.parent.as_deref().and_then(text),
        "更新频次" => line.frequency.as_deref().and_then(text),
        "保障单位" => text(&line.unit),
        "别名" => aliases(&line.aliases),
        _ => None,
    }
}

/// The cell of a line of 账号 under this heading.
#[must_use]
pub fn account_cell(line: &AccountLine, heading: &str) -> Option<Filled> {
    match heading {
        "账号名称" => text(&line.name),
        "账号类型" => text(&line.platform),
        "责任单位" => text(&line.unit),
        "别名" => aliases(&line.aliases),
        "应更新数" => line.required.map(Filled::Count),
        "推荐转发内容数量" => line.list.and_then(|list| match list {
            ForwardList::Count(n) => Some(Filled::Count(n)),
            ForwardList::NotApplicable => text(annexes::NOT_APPLICABLE),
        }),
        _ => None,
    }
}

fn text(text: &str) -> Option<Filled> {
    (!text.is_empty()).then(|| Filled::Text(text.to_owned()))
}

fn aliases(list: &[String]) -> Option<Filled> {
    text(&list.join(annexes::ENUMERATE))
}

/// 备注 of a line, one remark to a line; a very long one is cut and says so.
#[must_use]
pub fn remarks(list: &[Remark]) -> String {
    let mut out = String::new();
    for (told, remark) in list.iter().map(one).enumerate() {
        if out.chars().count() + remark.chars().count() > LONGEST {
            out.push_str(&format!("\n……另有 {} 条", list.len() - told));
            break;
        }
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&remark);
    }
    out
}

fn one(remark: &Remark) -> String {
    match remark {
        Remark::AlsoWritten(text, place) => format!("原文“{text}”作为同一名称列入〔{}〕，请核对", at(place)),
        Remark::NoAlias(text, place) => format!("原文“{text}”含有分隔号，没有列为别名〔{}〕，请核对", at(place)),
        Remark::Guessed(text, place) => {
            format!("原文“{text}”上期是推断的〔{}〕，核对无误的请填进“别名”", at(place))
        }
        Remark::Alike(name) => format!("与“{name}”写法相近，没有合并，请核对是否同一个"),
        Remark::NothingCame => "没有报来能用的表，报送内容请补填".to_owned(),
        Remark::Unread(field, raw, place) => {
            format!("{}原文“{raw}”不能采用〔{}〕，请核对后填写", labels::field(*field), at(place))
        }
        Remark::Differs(field, raw, place) => {
            format!("{}另有原文“{raw}”〔{}〕，请核对", labels::field(*field), at(place))
        }
        Remark::Wanting(field) => format!("文件里没有写{}，请填写", labels::field(*field)),
        Remark::Placeholder(Some((raw, place))) => {
            format!("账号类型原文“{raw}”不在可选范围，暂填“其他”〔{}〕，请核对", at(place))
        }
        Remark::Placeholder(None) => "文件里没有写账号类型，暂填“其他”，请核对".to_owned(),
        Remark::Old(field, period) => {
            format!("{}是{}的数，请按本期填写", labels::field(*field), labels::period(period))
        }
        Remark::OwnStandard(n) => format!("应更新数 {n} 是单位自填的，与通行的标准不同，请核对"),
        Remark::AlsoOf(unit, place) => format!("{unit}也报了同名的这一项〔{}〕，请核对归属", at(place)),
        Remark::WasUnknown(place) => format!("上期名录里没有〔{}〕，请核对后保留或删除", at(place)),
    }
}

fn at(place: &Place) -> String {
    place.to_string()
}

/// A value of 统计周期 that reads back: words for usual periods, days for others.
#[must_use]
pub fn period_value(period: &Period) -> String {
    let code = period.code();
    if code.contains("..") { code } else { labels::period(period) }
}

/// Why 统计周期 has this value.
#[must_use]
pub fn period_remark(sketch: &Sketch) -> String {
    format!("由{}顺推，请核对", labels::period(&sketch.period))
}

/// What the roster was made of.
#[must_use]
pub fn drawn(sketch: &Sketch, roster: &str) -> String {
    let next = sketch.next.as_ref().map_or_else(
        || format!("资料是{}的，下一个统计周期看不出来，请在“规则”里填写", labels::period(&sketch.period)),
        |next| format!("资料是{}的，统计周期填为{}，请核对", labels::period(&sketch.period), labels::period(next)),
    );
    format!(
        "“{roster}”里填了单位 {} 家、栏目 {} 个、账号 {} 个；{next}",
        sketch.units.len(),
        sketch.columns.len(),
        sketch.accounts.len()
    )
}

/// How many lines are to be looked at.
#[must_use]
pub fn doubtful(lines: usize) -> String {
    if lines == 0 {
        "没有需要特别核对的行；顺序就是附件里的顺序，请通读一遍".to_owned()
    } else {
        format!("有 {lines} 行在“备注”列写明了要核对什么（原文和位置）；备注程序不读取，核对后可以删掉")
    }
}

/// A file that told nothing.
#[must_use]
pub fn not_used(files: usize, first: &str) -> String {
    format!("没有用上的文件 {files} 个，如：{first}")
}

/// The roster lies beside an older one, which stays.
#[must_use]
pub fn beside(old: &str, new: &str) -> String {
    format!("“{old}”已存在，未改动；填好的名录写在“{new}”，核对后请改名使用")
}

/// Stem of the drawn roster's name where a roster lies there already.
#[must_use]
pub fn beside_name(number: u32) -> String {
    format!("名录（新{number}）.xlsx")
}
