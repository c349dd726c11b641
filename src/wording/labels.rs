//! Names of fields, forms, severities, results and periods.

use crate::field::{Field, Form};
use crate::finding::Severity;
use crate::fold::fold;
use crate::judge::{ColumnResult, Verdict};
use crate::normalize::{NameKind, Standing};
use crate::period::Period;
use crate::recognize::RowReason;
use crate::settle::names::How;
use jiff::civil::Date;

/// A day as official papers write it: 2023年4月18日.
#[must_use]
pub fn day(day: Date) -> String {
    format!("{}年{}月{}日", day.year(), day.month(), day.day())
}

/// What gaps are counted in.
#[must_use]
pub const fn day_unit(working: bool) -> &'static str {
    if working { "工作日" } else { "自然日" }
}

/// A period as official papers write it: 2023年一季度, 2023年3月, 2023年上半年.
#[must_use]
pub fn period(period: &Period) -> String {
    const QUARTERS: [&str; 4] = ["一", "二", "三", "四"];
    let year = period.start.year();
    let code = period.code();
    match code.get(4..) {
        Some("") => format!("{year}年"),
        Some("H1") => format!("{year}年上半年"),
        Some("H2") => format!("{year}年下半年"),
        Some("Q1" | "Q2" | "Q3" | "Q4") => {
            format!("{year}年{}季度", QUARTERS[usize::try_from((period.end.month() - 1) / 3).unwrap_or(0)])
        }
        Some(rest) if rest.len() == 3 => format!("{year}年{}月", period.start.month()),
        _ => format!("{}至{}", day(period.start), day(period.end)),
    }
}

/// A month inside the run's year: 3月.
#[must_use]
pub fn month(period: &Period) -> String {
    format!("{}月", period.start.month())
}

/// Severity.
#[must_use]
pub const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Fail => "不达标",
        Severity::Notice => "提示",
        Severity::Doubt => "待核",
    }
}

/// Form.
#[must_use]
pub const fn form(form: Form) -> &'static str {
    match form {
        Form::Columns => "栏目",
        Form::Messages => "留言",
        Form::Accounts => "新媒体",
        Form::Posts => "发文台账",
        Form::MessageLedger => "留言台账",
        Form::FindingsLedger => "问题台账",
        Form::Unknown => "未识别",
    }
}

/// Standard name of a field, as in the annexes and in 表头别名.
#[must_use]
pub const fn field(field: Field) -> &'static str {
    match field {
        Field::Serial => "序号",
        Field::Unit => "单位",
        Field::Column => "栏目名称",
        Field::ParentColumn => "上级栏目",
        Field::Frequency => "更新频次",
        Field::Updates => "更新数",
        Field::Sum => "合计",
        Field::Cumulative => "累计",
        Field::Required => "应更新数",
        Field::Actual => "实际更新数",
        Field::Original => "原创数",
        Field::ForwardList => "推荐转发内容数量",
        Field::Forwarded => "实际转载数量",
        Field::Account => "账号名称",
        Field::AccountType => "账号类型",
        Field::LastUpdate => "最后更新时间",
        Field::Received => "承办数量",
        Field::Closed => "办结数量",
        Field::ClosedOnTime => "按期办结数量",
        Field::Open => "在办数量",
        Field::Overdue => "逾期数量",
        Field::Rate => "办结率",
        Field::Verdict => "合格/不合格",
        Field::Problem => "存在问题",
        Field::Remark => "备注",
        Field::Day => "日期",
        Field::PostTitle => "标题",
        Field::OriginalMark => "是否原创",
        Field::ClosedDay => "办结日期",
        Field::Due => "办理期限",
        Field::State => "办理状态",
        Field::LateMark => "是否超期",
        Field::IssueType => "问题类型",
        Field::IssueText => "问题内容",
        Field::NotData => "不统计",
    }
}

/// Result of a website column.
#[must_use]
pub const fn result(result: ColumnResult) -> &'static str {
    match result {
        ColumnResult::Met => "达标",
        ColumnResult::MonthMissing => "月度缺更",
        ColumnResult::Short => "未达标",
        ColumnResult::None => "未更新",
        ColumnResult::NotJudged => "不考核",
        ColumnResult::Open => "待核",
        ColumnResult::NotReported => "未报",
    }
}

/// Verdict on an account.
#[must_use]
pub const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Qualified => "合格",
        Verdict::Unqualified => "不合格",
        Verdict::Open => "待核",
        Verdict::NotReported => "未报",
    }
}

/// How a name was found.
#[must_use]
pub const fn how(how: How) -> &'static str {
    match how {
        How::Exact => "写法相同",
        How::Alias => "名录全称或别名",
        How::Suffix => "后缀写法不同",
        How::Abbreviation => "简称（推断）",
        How::Truncated => "名称被截断（推断）",
        How::Sound => "同音字（推断）",
        How::Numbered => "去掉列表的序号",
        How::Decision => "人工确认",
        How::Owner => "代报的账号，按名录归责任单位",
    }
}

/// The same of a name of this kind: without a roster nothing stands in it, and writings of account types are built in.
#[must_use]
pub const fn how_known(found: How, what: NameKind, has_roster: bool) -> &'static str {
    match (found, what, has_roster) {
        (How::Alias, NameKind::Platform, _) => "账号类型的常见写法",
        (How::Alias, _, false) => "文件里另有的全称或简称",
        _ => how(found),
    }
}

/// The same where a name was found as it is written but for something before or behind it: its parent column, its type, quotes.
#[must_use]
pub fn how_found(found: How, what: NameKind, has_roster: bool, (written, used): (&str, &str)) -> &'static str {
    let (written, used) = (fold(written), fold(used));
    if found != How::Exact || written == used {
        how_known(found, what, has_roster)
    } else if what == NameKind::Column && used.ends_with(written.as_str()) {
        "名称相同，补上上级栏目"
    } else if written.contains(used.as_str()) {
        "去掉账号类型、引号等字样后相同"
    } else {
        how(found)
    }
}

/// Kind of name.
#[must_use]
pub const fn name_kind(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Unit => "单位",
        NameKind::Column => "栏目",
        NameKind::Account => "账号",
        NameKind::Platform => "账号类型",
    }
}

/// A name that stands somewhere as somebody wrote it.
#[must_use]
pub const fn name_kind_written(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Unit => "单位名称",
        NameKind::Column => "栏目名称",
        NameKind::Account => "账号名称",
        NameKind::Platform => "账号类型",
    }
}

/// Why a row is not data.
#[must_use]
pub const fn row_reason(reason: RowReason) -> &'static str {
    match reason {
        RowReason::Total => "合计行",
        RowReason::Remark => "备注行",
        RowReason::Signature => "签名行",
        RowReason::Sample => "示例行",
        RowReason::Template => "空白行",
        RowReason::Repeated => "重复表头",
        RowReason::Group => "分组标题",
        RowReason::Letters => "栏号行",
        RowReason::Part => "其中项",
        RowReason::Compared => "同比环比行",
        RowReason::Joined => "已并入同一对象的行",
        RowReason::Unused => "未使用",
        RowReason::NotData => "不统计的行",
        RowReason::OtherRoad => "不是网上来的留言",
    }
}

/// Whether a figure enters the annexes.
#[must_use]
pub const fn standing(standing: Standing, from_ledger: bool) -> &'static str {
    match standing {
        Standing::Counts if from_ledger => "采用（台账）",
        Standing::Counts => "采用",
        Standing::Repeated => "重复",
        Standing::Superseded => "已被替代",
        Standing::Disputed => "有争议",
        Standing::Corrected => "已更正",
    }
}
