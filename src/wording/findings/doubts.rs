//! Why a figure or a line of a ledger is doubted, as the second half of a sentence.

use crate::finding::{CountDoubt, LineDoubt};
use crate::place::letters;
use crate::wording::labels::day;
use jiff::civil::Date;
use std::borrow::Cow;

/// Why a figure is doubted.
pub(super) const fn doubt(why: CountDoubt) -> &'static str {
    match why {
        CountDoubt::NotANumber => "不是一个能认定的整数",
        CountDoubt::NoDay => "看不出是哪一天",
        CountDoubt::Approximate => "是约数，不是准确的数",
        CountDoubt::Fraction => "带有小数，件数应是整数",
        CountDoubt::Negative => "是负数",
        CountDoubt::Percentage => "是百分比，不是件数",
        CountDoubt::Day => "是日期，不是件数",
        CountDoubt::ErrorValue => "是公式错误值",
        CountDoubt::Uncalculated => "是没有计算结果的公式",
        CountDoubt::NotApplicable => "表示不适用，但这里应当有数",
        CountDoubt::Parts => "与旁边各分项相加的数不一致",
        CountDoubt::Disputed => "另有一处写了不同的数",
        CountDoubt::OnTimeOnly => "是按期办结的数，其余的是逾期还是在办，表中没有写",
        CountDoubt::Heading => "所在的表头或统计周期有疑问",
        CountDoubt::Absurd => "大得不合常理",
        CountDoubt::Struck => "划了删除线，看不出还算不算",
        CountDoubt::ZeroSentence => "表中只写了一句话，没有逐行的数",
        CountDoubt::Sentence => "是表外的一句话，没有填在表里",
        CountDoubt::OtherTime => "里面没有写这个时间的数",
        CountDoubt::NoMonth => "只有一个数，没有写是哪个月的，不能每个月都算一遍",
        CountDoubt::Gap => "只是本次统计周期里一部分时间的数，其余时间没有写",
        CountDoubt::NoLimit => "没有规定办理期限，看不出哪些逾期",
        CountDoubt::Lines => "台账里有的条目无法判断",
        CountDoubt::Calendar => "要用到的年份没有放假和调休安排",
        CountDoubt::PassedOn { .. } => "是台账里写明转载的条数，是不是上级指定转发的，表里没有写",
        CountDoubt::Waits => "单位报送的表还不能用，要等处理好才有数",
    }
}

/// How many lines of a ledger are marked as passed on, and what is asked.
pub(super) fn passed_on(col: u32, count: &str) -> String {
    format!(
        "台账 {} 列写明是转载的有 {count} 条，是不是都在上级指定转发的内容里，表里没有写，“实际转载数量”暂不采用。",
        letters(col)
    )
}

/// Whether a line cannot even be told closed from open.
pub(super) const fn closing(why: LineDoubt) -> bool {
    matches!(why, LineDoubt::ClosedBefore | LineDoubt::StateDiffers | LineDoubt::StateUnread | LineDoubt::DayUnread)
}

/// Why a line of a ledger cannot be decided.
#[must_use]
pub fn line_doubt(why: LineDoubt) -> Cow<'static, str> {
    Cow::Borrowed(match why {
        LineDoubt::ClosedBefore => "办结日期早于受理或发现日期",
        LineDoubt::StateDiffers => "写了办结日期，状态却写着没有办结",
        LineDoubt::StateUnread => "没有办结日期，状态也看不懂",
        LineDoubt::DayUnread => "办结日期看不懂",
        LineDoubt::ClosedUndated => "已经办结（处置），但没有写日期",
        LineDoubt::DueUnread => "写的期限看不懂",
        LineDoubt::KindUnread => "看不出是不是固定表述错误，两种期限得出的结果不同",
        LineDoubt::Calendar => "要用到的年份没有放假和调休安排",
        LineDoubt::Struck => "这一行划了删除线",
        LineDoubt::Disputed => "在两份台账里写得不一样",
        LineDoubt::LateDiffers { late, due, closed } => return Cow::Owned(late_differs(late, due, closed)),
    })
}

/// What a line says of being late, and what its days say.
fn late_differs(late: bool, due: Date, closed: Option<Date>) -> String {
    let said = if late { "写着逾期" } else { "写着没有逾期" };
    let end = closed.map_or_else(|| "到检查时还没有办结".to_owned(), |on| format!("办结日期是{}", day(on)));
    format!("{said}，可同一行写的期限到{}为止，{end}", day(due))
}
