//! The catalogue of what can be noticed: each kind with its facts, stable id and own weight, in one order everywhere.

use super::{CountDoubt, Foreign, Hidden, LineDoubt, OldValue, ShapeDoubt, Unreadable, Waits};
use crate::field::{Field, Form, NameKind};
use crate::period::Period;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What a finding is, with its facts. The stable id is [`Kind::id`]; severities are of `product.md`'s three.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[allow(
    missing_docs,
    reason = "the facts of each kind are named by its sentence in wording::findings and by docs/findings.md"
)]
pub enum Kind {
    // Files that could not be used.
    FileEncrypted,
    FileCorrupt { detail: String },
    FileEmpty,
    FileForeign { what: Foreign },
    FileTooLarge { limit: Cow<'static, str>, allowed: u64, found: u64 },
    FileTooSlow { allowed: u64, found: u64 },
    FileNeedsMemory { allowed: u64, found: u64 },
    FileCrashed { detail: String },
    FileUnreadable { why: Unreadable },
    FileOwnOutput,
    FileDuplicate { of: String },
    FileSame { of: String },
    BookEmpty,
    SheetUnreadable { detail: String },
    SheetMissing,
    FileDamaged { detail: String },
    NoTable,
    TableUnknown { headings: Vec<String>, may_be: Vec<Form> },
    ShapeUnread { why: ShapeDoubt, name: String, count: usize },
    TableWaits { why: Waits, named: Vec<String> },
    HiddenRead { what: Hidden, count: usize },
    // Who and when.
    PeriodOther { found: Period, wanted: Period },
    PeriodConflict { said: Vec<String> },
    UnitUndetermined { said: Vec<String> },
    UnitConflict { said: Vec<String> },
    UnitWithheld,
    UnitUnknown { written: String, suggestions: Vec<String> },
    ColumnUnknown { written: String, suggestions: Vec<String> },
    AccountUnknown { written: String, suggestions: Vec<String> },
    OwnerDiffers { claimed_by: String, owner: String },
    OwnerMoved { claimed_by: String, owner: String },
    ObjectShared { form: Form, units: Vec<String> },
    ObjectEnded { form: Form, until: Option<Date> },
    DecisionUnfit { written: String, gone: Option<String>, by: Option<String> },
    // Headings and cells.
    HeadingMissing { missing: Vec<Field>, unexpected: Vec<String> },
    HeadingDoubtful { written: String, taken: Field, other: Field, word: Option<String> },
    CountDoubtful { field: Field, raw: String, why: CountDoubt },
    CountMissing { field: Field },
    CountWordZero { field: Field, raw: String },
    BlankNoted { note: String, zero: bool, count: usize },
    MonthsUnsaid { raw: String, months: Vec<Period> },
    SentenceFigures { form: Option<Form>, text: String, read: Vec<(Field, u64)> },
    NotApplicableAssumed { field: Field, raw: String },
    FigureNote { field: Field, raw: String, note: String },
    FigureNoteDiffers { field: Field, raw: String, note: String },
    NotesElsewhere { count: usize },
    StruckPart { kept: String, struck: String },
    StruckElsewhere { count: usize },
    PersonalMasked { count: usize },
    // The file against itself, and files against each other.
    TotalDiffers { row: Box<str>, heading: String, across: bool, written: String, computed: Vec<i64> },
    ClaimDiffers { field: Field, claimed: String, computed: String },
    VerdictContradicts { verdict: String, problem: Option<String> },
    CountOutlying { field: Field, value: i64, others: i64 },
    SameTwice,
    DifferentTwice { field: Field, values: Vec<String> },
    VersionReplaced { field: Field, kept: String, dropped: String },
    VersionUndecided { field: Field, values: Vec<String> },
    LedgerDiffers { field: Field, summary: i64, ledger: i64 },
    PostsUndated { count: usize },
    PostsOutside { count: usize },
    PostsTwice { count: usize },
    LedgerLines { count: usize, why: LineDoubt },
    // What did not come.
    NotSubmitted { form: Form },
    ObjectNotSubmitted { form: Form, waiting: Option<String> },
    SubmissionWaits { form: Form, file: String },
    // Updates of website columns.
    UpdatesNone,
    UpdatesShort { months: Vec<Period> },
    UpdatesMonthMissing { months: Vec<Period> },
    UpdatesSilent,
    UpdatesMonthsUnknown,
    FrequencyUnknown { raw: String },
    CalendarUnknown { year: i16 },
    // Accounts.
    PostsShort,
    ForwardsNone { list: Option<i64> },
    ForwardsShort { list: i64, minimum: i64 },
    GapBroken { limit: i64, days: i64, working: bool, from: Date, to: Date },
    OriginalGapBroken { limit: i64, days: i64, from: Date, to: Date },
    RequirementAboveCap { platform: String, a_month: i64, cap: i64 },
    StandardSelf { raw: String },
    // Messages.
    MessagesOverdue { overdue: i64, closed_and_open: Option<(i64, i64)>, limit: Option<i64> },
    MessagesOpen { open: i64 },
    MessagesContradict { received: i64, closed: i64, overdue: i64 },
    MessagesClosedLater { count: usize, check: Date },
    // Findings of a supervising platform.
    IssueOverdue { found: Date, due: Date, closed: Option<Date>, limit: Option<i64> },
    IssueUndecided { count: usize, why: LineDoubt },
    // From the office's own lists.
    Manual { problem: String },
    BodyDiffers { key: String, body: i64, ours: i64 },
    PraisedAccused { problems: usize },
    RuleUnused { sheet: String, what: String },
    Corrected { field: Field, old: String, new: String },
    // The workbook of the earlier period.
    PreviousApart { then: Period, adjoining: bool, alike: bool },
    PreviousOffice { then: String, now: String },
    PreviousEdited { made: String, present: Option<String>, used: Option<i64> },
    PreviousEditedElsewhere { count: usize },
    PreviousUnitUnknown { written: String, suggestions: Vec<String> },
    CorrectionUnfit { item: String, old: String, found: Option<Box<OldValue>>, elsewhere: Vec<OldValue> },
    CorrectionAnswers { was: Box<Self> },
    WordingWrong { wrong: String, right: String, name: Option<NameKind>, shown: String, more: usize },
}

impl Kind {
    /// Whether a file could not be opened: what it holds, nobody knows.
    #[must_use]
    pub const fn is_unopened(&self) -> bool {
        matches!(
            self,
            Self::FileEncrypted
                | Self::FileCorrupt { .. }
                | Self::FileForeign { .. }
                | Self::FileTooLarge { .. }
                | Self::FileTooSlow { .. }
                | Self::FileNeedsMemory { .. }
                | Self::FileCrashed { .. }
                | Self::FileUnreadable { .. }
        )
    }

    /// Every id, in the order of the kinds: the 规则 sheet may set a severity for each.
    pub const ALL_IDS: &[&str] = &[
        "file-encrypted",
        "file-corrupt",
        "file-empty",
        "file-foreign",
        "file-too-large",
        "file-too-slow",
        "file-needs-memory",
        "file-crashed",
        "file-unreadable",
        "file-own-output",
        "file-duplicate",
        "file-same",
        "book-empty",
        "sheet-unreadable",
        "sheet-missing",
        "file-damaged",
        "no-table",
        "table-unknown",
        "shape-unread",
        "table-waits",
        "hidden-read",
        "period-other",
        "period-conflict",
        "unit-undetermined",
        "unit-conflict",
        "unit-withheld",
        "unit-unknown",
        "column-unknown",
        "account-unknown",
        "owner-differs",
        "owner-moved",
        "object-shared",
        "object-ended",
        "decision-unfit",
        "heading-missing",
        "heading-doubtful",
        "count-doubtful",
        "count-missing",
        "count-word-zero",
        "blank-noted",
        "months-unsaid",
        "sentence-figures",
        "not-applicable-assumed",
        "figure-note",
        "figure-note-differs",
        "notes-elsewhere",
        "struck-part",
        "struck-elsewhere",
        "personal-masked",
        "total-differs",
        "claim-differs",
        "verdict-contradicts",
        "count-outlying",
        "same-twice",
        "different-twice",
        "version-replaced",
        "version-undecided",
        "ledger-differs",
        "posts-undated",
        "posts-outside",
        "posts-twice",
        "ledger-lines",
        "not-submitted",
        "object-not-submitted",
        "submission-waits",
        "updates-none",
        "updates-short",
        "updates-month-missing",
        "updates-silent",
        "updates-months-unknown",
        "frequency-unknown",
        "calendar-unknown",
        "posts-short",
        "forwards-none",
        "forwards-short",
        "gap-broken",
        "original-gap-broken",
        "requirement-above-cap",
        "standard-self",
        "messages-overdue",
        "messages-open",
        "messages-contradict",
        "messages-closed-later",
        "issue-overdue",
        "issue-undecided",
        "manual",
        "body-differs",
        "praised-accused",
        "rule-unused",
        "corrected",
        "correction-unfit",
        "previous-apart",
        "previous-office",
        "previous-edited",
        "previous-edited-elsewhere",
        "previous-unit-unknown",
        "correction-answers",
        "wording-wrong",
    ];

    /// Stable id, in `docs/findings.md`, the report and the 规则 sheet.
    #[must_use]
    #[allow(clippy::too_many_lines, reason = "a catalogue: one arm for each kind")]
    pub const fn id(&self) -> &'static str {
        match self {
            Self::FileEncrypted => "file-encrypted",
            Self::FileCorrupt { .. } => "file-corrupt",
            Self::FileEmpty => "file-empty",
            Self::FileForeign { .. } => "file-foreign",
            Self::FileTooLarge { .. } => "file-too-large",
            Self::FileTooSlow { .. } => "file-too-slow",
            Self::FileNeedsMemory { .. } => "file-needs-memory",
            Self::FileCrashed { .. } => "file-crashed",
            Self::FileUnreadable { .. } => "file-unreadable",
            Self::FileOwnOutput => "file-own-output",
            Self::FileDuplicate { .. } => "file-duplicate",
            Self::FileSame { .. } => "file-same",
            Self::BookEmpty => "book-empty",
            Self::SheetUnreadable { .. } => "sheet-unreadable",
            Self::SheetMissing => "sheet-missing",
            Self::FileDamaged { .. } => "file-damaged",
            Self::NoTable => "no-table",
            Self::TableUnknown { .. } => "table-unknown",
            Self::ShapeUnread { .. } => "shape-unread",
            Self::TableWaits { .. } => "table-waits",
            Self::HiddenRead { .. } => "hidden-read",
            Self::PeriodOther { .. } => "period-other",
            Self::PeriodConflict { .. } => "period-conflict",
            Self::UnitUndetermined { .. } => "unit-undetermined",
            Self::UnitConflict { .. } => "unit-conflict",
            Self::UnitWithheld => "unit-withheld",
            Self::UnitUnknown { .. } => "unit-unknown",
            Self::ColumnUnknown { .. } => "column-unknown",
            Self::AccountUnknown { .. } => "account-unknown",
            Self::OwnerDiffers { .. } => "owner-differs",
            Self::OwnerMoved { .. } => "owner-moved",
            Self::ObjectShared { .. } => "object-shared",
            Self::ObjectEnded { .. } => "object-ended",
            Self::DecisionUnfit { .. } => "decision-unfit",
            Self::HeadingMissing { .. } => "heading-missing",
            Self::HeadingDoubtful { .. } => "heading-doubtful",
            Self::CountDoubtful { .. } => "count-doubtful",
            Self::CountMissing { .. } => "count-missing",
            Self::CountWordZero { .. } => "count-word-zero",
            Self::BlankNoted { .. } => "blank-noted",
            Self::MonthsUnsaid { .. } => "months-unsaid",
            Self::SentenceFigures { .. } => "sentence-figures",
            Self::NotApplicableAssumed { .. } => "not-applicable-assumed",
            Self::FigureNote { .. } => "figure-note",
            Self::FigureNoteDiffers { .. } => "figure-note-differs",
            Self::NotesElsewhere { .. } => "notes-elsewhere",
            Self::StruckPart { .. } => "struck-part",
            Self::StruckElsewhere { .. } => "struck-elsewhere",
            Self::PersonalMasked { .. } => "personal-masked",
            Self::TotalDiffers { .. } => "total-differs",
            Self::ClaimDiffers { .. } => "claim-differs",
            Self::VerdictContradicts { .. } => "verdict-contradicts",
            Self::CountOutlying { .. } => "count-outlying",
            Self::SameTwice => "same-twice",
            Self::DifferentTwice { .. } => "different-twice",
            Self::VersionReplaced { .. } => "version-replaced",
            Self::VersionUndecided { .. } => "version-undecided",
            Self::LedgerDiffers { .. } => "ledger-differs",
            Self::PostsUndated { .. } => "posts-undated",
            Self::PostsOutside { .. } => "posts-outside",
            Self::PostsTwice { .. } => "posts-twice",
            Self::LedgerLines { .. } => "ledger-lines",
            Self::NotSubmitted { .. } => "not-submitted",
            Self::ObjectNotSubmitted { .. } => "object-not-submitted",
            Self::SubmissionWaits { .. } => "submission-waits",
            Self::UpdatesNone => "updates-none",
            Self::UpdatesShort { .. } => "updates-short",
            Self::UpdatesMonthMissing { .. } => "updates-month-missing",
            Self::UpdatesSilent => "updates-silent",
            Self::UpdatesMonthsUnknown => "updates-months-unknown",
            Self::FrequencyUnknown { .. } => "frequency-unknown",
            Self::CalendarUnknown { .. } => "calendar-unknown",
            Self::PostsShort => "posts-short",
            Self::ForwardsNone { .. } => "forwards-none",
            Self::ForwardsShort { .. } => "forwards-short",
            Self::GapBroken { .. } => "gap-broken",
            Self::OriginalGapBroken { .. } => "original-gap-broken",
            Self::RequirementAboveCap { .. } => "requirement-above-cap",
            Self::StandardSelf { .. } => "standard-self",
            Self::MessagesOverdue { .. } => "messages-overdue",
            Self::MessagesOpen { .. } => "messages-open",
            Self::MessagesContradict { .. } => "messages-contradict",
            Self::MessagesClosedLater { .. } => "messages-closed-later",
            Self::IssueOverdue { .. } => "issue-overdue",
            Self::IssueUndecided { .. } => "issue-undecided",
            Self::Manual { .. } => "manual",
            Self::BodyDiffers { .. } => "body-differs",
            Self::PraisedAccused { .. } => "praised-accused",
            Self::RuleUnused { .. } => "rule-unused",
            Self::Corrected { .. } => "corrected",
            Self::CorrectionUnfit { .. } => "correction-unfit",
            Self::PreviousApart { .. } => "previous-apart",
            Self::PreviousOffice { .. } => "previous-office",
            Self::PreviousEdited { .. } => "previous-edited",
            Self::PreviousEditedElsewhere { .. } => "previous-edited-elsewhere",
            Self::PreviousUnitUnknown { .. } => "previous-unit-unknown",
            Self::CorrectionAnswers { .. } => "correction-answers",
            Self::WordingWrong { .. } => "wording-wrong",
        }
    }

    /// What it is about: of a question that a correction answers, the question.
    #[must_use]
    pub fn asked(&self) -> &Self {
        if let Self::CorrectionAnswers { was } = self { was } else { self }
    }

    /// Its place in the catalogue: problems of one row are told in this order, wherever their cells stand.
    #[must_use]
    pub fn rank(&self) -> usize {
        Self::ALL_IDS.iter().position(|id| *id == self.id()).unwrap_or(usize::MAX)
    }
}

mod severity;

#[cfg(test)]
mod tests;
