//! "How heavy is it?" The weight of each kind, as long as the office's rules say nothing else.

use super::Kind;
use crate::finding::Severity;

impl Kind {
    /// Weight unless the office's rules say otherwise.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        match self {
            Self::UpdatesNone
            | Self::UpdatesShort { .. }
            | Self::PostsShort
            | Self::ForwardsNone { .. }
            | Self::ForwardsShort { .. }
            | Self::GapBroken { .. }
            | Self::OriginalGapBroken { .. }
            | Self::MessagesOverdue { .. }
            | Self::IssueOverdue { .. }
            | Self::Manual { .. } => Severity::Fail,
            Self::FileDuplicate { .. }
            | Self::FileSame { .. }
            | Self::OwnerMoved { .. }
            | Self::TableUnknown { .. }
            | Self::HiddenRead { .. }
            | Self::CountWordZero { .. }
            | Self::BlankNoted { .. }
            | Self::MonthsUnsaid { .. }
            | Self::NotApplicableAssumed { .. }
            | Self::NotApplicableDuty { .. }
            | Self::FigureNote { .. }
            | Self::NotesElsewhere { .. }
            | Self::StruckElsewhere { .. }
            | Self::PersonalMasked { .. }
            | Self::TotalDiffers { .. }
            | Self::ClaimDiffers { .. }
            | Self::VerdictContradicts { .. }
            | Self::CountOutlying { .. }
            | Self::RequirementAboveCap { .. }
            | Self::PraisedAccused { .. }
            | Self::SameTwice
            | Self::VersionReplaced { .. }
            | Self::PostsUndated { .. }
            | Self::PostsOutside { .. }
            | Self::PostsTwice { .. }
            | Self::LedgerRoads { .. }
            | Self::UpdatesMonthMissing { .. }
            | Self::UpdatesSilent
            | Self::UpdatesMonthsUnknown
            | Self::StandardSelf { .. }
            | Self::MessagesOpen { .. }
            | Self::MessagesClosedLater { .. }
            | Self::BodyDiffers { .. }
            | Self::RuleUnused { .. }
            | Self::DecisionUnfit { .. }
            | Self::ObjectShared { .. }
            | Self::PreviousApart { .. }
            | Self::PreviousOffice { .. }
            | Self::PreviousEdited { .. }
            | Self::PreviousEditedElsewhere { .. }
            | Self::PreviousUnitUnknown { .. }
            | Self::Corrected { .. }
            | Self::CorrectionAnswers { .. } => Severity::Notice,
            _ => Severity::Doubt,
        }
    }
}
