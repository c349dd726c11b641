//! "This heading means that." The names of what tables can hold.
//!
//! In: nothing. Out: [`Form`] (what a table is about) and [`Field`] (what a heading means). The words that headings use for a
//! field are data in `rules`; the words people read are in `wording`.

use serde::{Deserialize, Serialize};

/// What a table is about, known by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// Updates of website columns (附件1).
    Columns,
    /// Netizen messages handled (附件2).
    Messages,
    /// New-media accounts (附件3).
    Accounts,
    /// A ledger with one line per post.
    Posts,
    /// A ledger with one line per message.
    MessageLedger,
    /// A ledger of findings by a supervising platform.
    FindingsLedger,
    /// A table that is none of these; its figures are never added to anything.
    Unknown,
}

/// What a name is the name of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NameKind {
    /// Unit.
    Unit,
    /// Website column.
    Column,
    /// Account.
    Account,
    /// Account type.
    Platform,
}

impl Form {
    /// The form of the annex that this table feeds: ledgers feed the annex of what they count.
    #[must_use]
    pub const fn annex(self) -> Option<Self> {
        match self {
            Self::Columns => Some(Self::Columns),
            Self::Messages | Self::MessageLedger => Some(Self::Messages),
            Self::Accounts | Self::Posts => Some(Self::Accounts),
            Self::FindingsLedger => Some(Self::FindingsLedger),
            Self::Unknown => None,
        }
    }

    /// What a table of it counts first of all; `None` where it counts nothing.
    #[must_use]
    pub const fn figure(self) -> Option<Field> {
        match self {
            Self::Columns => Some(Field::Updates),
            Self::Accounts => Some(Field::Actual),
            Self::Messages => Some(Field::Received),
            _ => None,
        }
    }
}

/// What a heading means. `docs/rules.md` lists the words known for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Running number of the line.
    Serial,
    /// The unit.
    Unit,
    /// Website column (栏目).
    Column,
    /// Parent of a website column (一级栏目 where a 二级栏目 stands beside it).
    ParentColumn,
    /// Required frequency, in words.
    Frequency,
    /// Number of updates in the heading's period (a month, or the whole period).
    Updates,
    /// Sum over the period that the table prints itself; a claim to check, never added.
    Sum,
    /// Cumulative figure over more than the period; never taken.
    Cumulative,
    /// Number required.
    Required,
    /// Number of posts or updates made.
    Actual,
    /// Originals among the actual.
    Original,
    /// Length of the list of items to forward.
    ForwardList,
    /// Number forwarded.
    Forwarded,
    /// Account name.
    Account,
    /// Account type (platform).
    AccountType,
    /// Day of the last update.
    LastUpdate,
    /// Messages received.
    Received,
    /// Messages closed.
    Closed,
    /// Messages closed in time, where no overdue figure is given.
    ClosedOnTime,
    /// Messages still open.
    Open,
    /// Messages overdue.
    Overdue,
    /// A rate that the table prints itself; a claim to check.
    Rate,
    /// The file's own verdict; a claim to check.
    Verdict,
    /// Problem text.
    Problem,
    /// Remark text.
    Remark,
    /// Day of one post or message in a ledger.
    Day,
    /// Title of one post in a ledger.
    PostTitle,
    /// Mark that one post of a ledger is an original.
    OriginalMark,
    /// Day on which one message or finding of a ledger was closed.
    ClosedDay,
    /// Last day for closing it, or the working days allowed for it.
    Due,
    /// Its state (办理中, 已办结).
    State,
    /// Mark whether it is late (是否超期) or was closed in time (是否按期办结).
    LateMark,
    /// Kind of one finding of a supervising platform.
    IssueType,
    /// Text of one finding of a supervising platform.
    IssueText,
    /// Scores, ranks, followers, readers, adopted items and the like: never a count.
    NotData,
}

impl Field {
    /// Every count that a heading may stand for, sums that tables print left out.
    pub const COUNTS: [Self; 11] = [
        Self::Updates,
        Self::Actual,
        Self::Required,
        Self::Original,
        Self::ForwardList,
        Self::Forwarded,
        Self::Received,
        Self::Closed,
        Self::ClosedOnTime,
        Self::Open,
        Self::Overdue,
    ];

    /// The field under the name that a form gives it: what an account calls a post, a website column calls an update.
    #[must_use]
    pub const fn named_in(self, form: Form) -> Self {
        match (self, form) {
            (Self::Actual, Form::Columns) => Self::Updates,
            (Self::Updates, Form::Accounts) => Self::Actual,
            _ => self,
        }
    }

    /// Whether the office may correct it (更正): counts that enter the annexes.
    #[must_use]
    pub const fn may_be_corrected(self) -> bool {
        self.is_count() && !matches!(self, Self::ClosedOnTime | Self::Open)
    }

    /// Whether its cells should hold counts.
    #[must_use]
    pub const fn is_count(self) -> bool {
        matches!(
            self,
            Self::Updates
                | Self::Sum
                | Self::Required
                | Self::Actual
                | Self::Original
                | Self::ForwardList
                | Self::Forwarded
                | Self::Received
                | Self::Closed
                | Self::ClosedOnTime
                | Self::Open
                | Self::Overdue
        )
    }
}
