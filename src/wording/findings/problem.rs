//! "In the problem column." Short problem texts, in the house wording of published bulletins.

use super::sentence::{month_list, sentence};
use crate::finding::{Finding, Kind};
use crate::wording::labels;

/// Short problem text for the problem columns, in the house wording of published bulletins (`domain.md` section 8).
#[must_use]
pub fn problem(finding: &Finding) -> String {
    match &finding.kind {
        Kind::UpdatesNone => "整个周期未更新信息".to_owned(),
        Kind::UpdatesShort { .. } => "未按要求及时更新".to_owned(),
        Kind::UpdatesMonthMissing { months } => format!("月度缺更：{}未达要求", month_list(months)),
        Kind::UpdatesSilent => "整个周期无更新".to_owned(),
        Kind::PostsShort => "信息更新不及时".to_owned(),
        Kind::ForwardsNone { .. } => "未转发上级指定的内容".to_owned(),
        Kind::ForwardsShort { .. } => "转发上级指定信息不达标".to_owned(),
        Kind::GapBroken { limit, working, .. } => format!("超过{limit}个{}未更新", labels::day_unit(*working)),
        Kind::OriginalGapBroken { limit, .. } => format!("超过{limit}个自然日无原创信息"),
        Kind::MessagesOverdue { closed_and_open: Some((closed, open)), .. } if *open > 0 => {
            let closed = if *closed > 0 { format!("逾期办结{closed}件、") } else { String::new() };
            format!("{closed}逾期未办结{open}件")
        }
        Kind::MessagesOverdue { closed_and_open: Some(_), overdue, .. } => format!("逾期办结{overdue}件"),
        // A summary does not say whether those that are late were closed.
        Kind::MessagesOverdue { overdue, .. } => format!("逾期{overdue}件"),
        Kind::IssueOverdue { closed: None, .. } => "监测问题逾期未处置".to_owned(),
        Kind::IssueOverdue { .. } => "监测问题逾期处置".to_owned(),
        Kind::MessagesOpen { open } => format!("{open}件在办"),
        Kind::WordingWrong { .. } => "存在固定表述错误".to_owned(),
        Kind::Manual { problem } => problem.trim_end_matches('。').to_owned(),
        _ => sentence(finding).trim_end_matches('。').to_owned(),
    }
}
