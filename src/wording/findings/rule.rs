//! The rule behind a finding, in one phrase.

use crate::field::Field;
use crate::finding::{CountDoubt, Finding, Kind, ReadBy};
use crate::tally::RequiredFrom;
use crate::wording::labels;
use crate::wording::required::required_from;

/// The rule that the finding rests on; the document behind it is in the finding's `basis`.
#[must_use]
#[allow(clippy::too_many_lines, reason = "a catalogue: one arm for each kind")]
pub fn rule(finding: &Finding) -> String {
    match &finding.kind {
        Kind::UpdatesNone => "整个周期更新数为 0 即未更新".to_owned(),
        Kind::UpdatesShort { .. } | Kind::UpdatesMonthMissing { .. } if is_own(finding) => {
            "更新数不少于单位自己填的应更新数，各月也是如此（名录和规则都没有规定）".to_owned()
        }
        Kind::UpdatesShort { .. } if reads(finding, ReadBy::Months) => {
            "每个月都应达到按更新频次折算的数（频次口径：逐月）".to_owned()
        }
        Kind::UpdatesShort { .. } if reads(finding, ReadBy::Days) => {
            "整个周期更新数不少于按自然日折算的应更新数（频次口径：自然日）".to_owned()
        }
        Kind::UpdatesShort { .. } => "整个周期更新数不少于按更新频次折算的应更新数（一个月按四周）".to_owned(),
        Kind::UpdatesMonthMissing { .. } | Kind::UpdatesMonthsUnknown => "每个月也应达到按更新频次折算的数".to_owned(),
        Kind::UpdatesSilent => "实时更新类栏目整个周期为 0 时提示".to_owned(),
        Kind::FrequencyUnknown { .. } => "更新频次须能读出数量、间隔或“实时更新”一类说法".to_owned(),
        Kind::PostsShort => "实际更新数不少于应更新数".to_owned(),
        Kind::ForwardsNone { .. } => "有推荐转发内容时，实际转载数量不得为 0".to_owned(),
        Kind::ForwardsShort { minimum, .. } => format!("实际转载数量不少于 {minimum} 条"),
        Kind::GapBroken { limit, working, .. } => gap(*limit, labels::day_unit(*working)),
        Kind::OriginalGapBroken { limit, .. } => format!("两次原创信息间隔不超过 {limit} 个自然日"),
        Kind::RequirementAboveCap { .. } => "应更新数不应超过平台允许的推送次数".to_owned(),
        Kind::CalendarUnknown { .. } => "工作日按国务院办公厅每年的放假和调休安排计算".to_owned(),
        Kind::StandardSelf { .. } => "应更新数以名录、规则为准".to_owned(),
        Kind::MessagesOverdue { limit: Some(limit), .. } => format!("网民留言应在受理后 {limit} 个工作日内办结"),
        Kind::MessagesOverdue { .. } => "网民留言应在期限内办结".to_owned(),
        Kind::MessagesOpen { .. } => "未办结的留言单独列出".to_owned(),
        Kind::MessagesContradict { open: Some(_), .. } => "办结数加在办数应等于承办数".to_owned(),
        Kind::MessagesContradict { .. } => "办结、逾期都不能大于承办".to_owned(),
        Kind::MessagesClosedLater { .. } => "办结、逾期都看到检查时间点（没有设的，看到统计周期末）为止".to_owned(),
        Kind::LedgerLines { .. } => "台账每条都要看得出是否办结、是否逾期".to_owned(),
        Kind::LedgerRoads { .. } => "只统计网民留言，表上写明总数的以总数为准".to_owned(),
        Kind::IssueOverdue { limit: Some(limit), .. } => format!("监测发现的问题应在 {limit} 个工作日内处置"),
        Kind::IssueOverdue { limit: None, .. } => "监测发现的问题应在台账写明的期限内处置".to_owned(),
        Kind::IssueUndecided { .. } => "监测发现的问题每条都要看得出是否按期处置".to_owned(),
        Kind::Manual { .. } => "人工检查发现的问题（名录“人工问题”）".to_owned(),
        Kind::PraisedAccused { .. } => "表扬单位不应同时列为不达标".to_owned(),
        Kind::BodyDiffers { .. } => "文稿里的数应与附件合计一致".to_owned(),
        Kind::TotalDiffers { .. } => "合计应等于各行之和".to_owned(),
        Kind::ClaimDiffers { field: Field::Rate, .. } => {
            "办结率=办结数÷承办数，由本程序计算，表中写的只作核对".to_owned()
        }
        Kind::ClaimDiffers { .. } => "结论和应更新数由本程序按规则计算，表中写的只作核对".to_owned(),
        Kind::VerdictContradicts { .. } => "结论与问题应相符：有问题的写明问题，没有问题的不列不合格".to_owned(),
        Kind::CountOutlying { .. } => "一个数不应是其余最大数的十倍以上（100 以下的不比）".to_owned(),
        Kind::LedgerDiffers { .. } => "汇总数应与台账条数一致".to_owned(),
        Kind::NotSubmitted { .. } | Kind::ObjectNotSubmitted { .. } | Kind::SubmissionWaits { .. } => {
            "名录“报送内容”“栏目”“账号”列出的都应报送".to_owned()
        }
        Kind::CountMissing { .. } | Kind::MonthsUnsaid { .. } => "空白不等于 0".to_owned(),
        Kind::BlankNoted { .. } => "空白按表里自己的说明读；说明看不懂的，空白不等于 0".to_owned(),
        Kind::NotApplicableDuty { .. } => "单位不承担的栏目，不列入，不判断".to_owned(),
        Kind::SentenceFigures { .. } => "数要填在表里，一句话不当作数".to_owned(),
        Kind::CountDoubtful { why: CountDoubt::Struck, .. }
        | Kind::StruckPart { .. }
        | Kind::StruckElsewhere { .. } => "划掉的内容要说清还算不算".to_owned(),
        Kind::CountDoubtful { .. } | Kind::CountWordZero { .. } | Kind::NotApplicableAssumed { .. } => {
            "件数应是不小于 0 的整数".to_owned()
        }
        Kind::FigureNote { .. } | Kind::FigureNoteDiffers { .. } | Kind::NotesElsewhere { .. } => {
            "批注只作提示，数以单元格为准".to_owned()
        }
        Kind::PeriodOther { .. } | Kind::PeriodConflict { .. } => "只统计本次周期".to_owned(),
        Kind::TableWaits { why, .. } => super::waits::rule(*why).to_owned(),
        Kind::UnitUndetermined { .. } | Kind::UnitConflict { .. } | Kind::UnitWithheld => {
            "每个数都要能归到一个单位".to_owned()
        }
        Kind::UnitUnknown { .. } | Kind::ColumnUnknown { .. } | Kind::AccountUnknown { .. } => {
            "名录里没有的不进附件和合计".to_owned()
        }
        Kind::OwnerDiffers { .. } | Kind::OwnerMoved { .. } => "栏目和账号以名录登记的单位为准".to_owned(),
        Kind::ObjectShared { .. } => "一个栏目、一个账号只应由一家单位报送".to_owned(),
        Kind::ObjectEnded { .. } => "只统计在用的栏目和账号".to_owned(),
        Kind::DecisionUnfit { .. } => "人工确认的名称以待确认表为准".to_owned(),
        Kind::HeadingMissing { .. } | Kind::HeadingDoubtful { .. } => "每列表头都要能看出含义".to_owned(),
        Kind::SameTwice
        | Kind::DifferentTwice { .. }
        | Kind::VersionReplaced { .. }
        | Kind::VersionUndecided { .. } => "同一单位同一对象只能有一个数，有先后的以新的为准".to_owned(),
        Kind::PostsUndated { .. }
        | Kind::PostsDayUnread { .. }
        | Kind::PostsOutside { .. }
        | Kind::PostsTwice { .. } => "台账只数周期内、有日期、不重复的条目".to_owned(),
        Kind::FileOwnOutput | Kind::FileDuplicate { .. } | Kind::FileSame { .. } => "每份报送只计一次".to_owned(),
        Kind::HiddenRead { .. } => "隐藏的内容照样读取".to_owned(),
        Kind::PersonalMasked { .. } => "个人信息不进附件和通报材料".to_owned(),
        Kind::Corrected { .. } | Kind::CorrectionUnfit { .. } | Kind::CorrectionAnswers { .. } => {
            "更正须写明文件里的原值，对得上才更正".to_owned()
        }
        Kind::WordingWrong { .. } => "名录“错误表述”里的写法不应出现".to_owned(),
        Kind::RuleUnused { .. } => "名录里写的都应派上用场".to_owned(),
        Kind::PreviousApart { .. }
        | Kind::PreviousOffice { .. }
        | Kind::PreviousEdited { .. }
        | Kind::PreviousEditedElsewhere { .. }
        | Kind::PreviousUnitUnknown { .. } => "与上期只作比较，不改变本期的数和结论".to_owned(),
        Kind::FileTooLarge { .. } | Kind::FileTooSlow { .. } | Kind::FileNeedsMemory { .. } => {
            "为了不拖垮电脑，读取设有上限".to_owned()
        }
        Kind::FileEncrypted
        | Kind::FileCorrupt { .. }
        | Kind::FileEmpty
        | Kind::FileForeign { .. }
        | Kind::FileUnreadable { .. }
        | Kind::FileCrashed { .. }
        | Kind::BookEmpty
        | Kind::SheetUnreadable { .. }
        | Kind::SheetMissing
        | Kind::FileDamaged { .. }
        | Kind::NoTable
        | Kind::ShapeUnread { .. }
        | Kind::TableUnknown { .. } => "报送的应是能打开、有内容的工作簿".to_owned(),
    }
}

fn reads(finding: &Finding, by: ReadBy) -> bool {
    finding.readings.as_ref().is_some_and(|r| r.in_force == by)
}

fn gap(limit: i64, days: &str) -> String {
    format!("两次更新间隔不超过 {limit} 个{days}")
}

/// Whether a finding rests on what the unit itself says is required.
fn is_own(finding: &Finding) -> bool {
    finding.basis.as_deref() == Some(required_from(RequiredFrom::File))
}
