//! The words of the document for inner values: part of its contract, so they stand here and are not derived.

use crate::discover::SkipReason;
use crate::field::{Field, Form};
use crate::finding::Severity;
use crate::normalize::{NameKind, Standing};
use crate::settle::names::How;

pub(super) const fn form(form: Form) -> &'static str {
    match form {
        Form::Columns => "columns",
        Form::Messages => "messages",
        Form::Accounts => "accounts",
        Form::Posts => "posts",
        Form::MessageLedger => "message_ledger",
        Form::FindingsLedger => "findings_ledger",
        Form::Unknown => "unknown",
    }
}

pub(super) const fn field(field: Field) -> &'static str {
    match field {
        Field::Serial => "serial",
        Field::Unit => "unit",
        Field::Column => "column",
        Field::ParentColumn => "parent_column",
        Field::Frequency => "frequency",
        Field::Updates => "updates",
        Field::Sum => "sum",
        Field::Cumulative => "cumulative",
        Field::Required => "required",
        Field::Actual => "actual",
        Field::Original => "original",
        Field::ForwardList => "forward_list",
        Field::Forwarded => "forwarded",
        Field::Account => "account",
        Field::AccountType => "account_type",
        Field::LastUpdate => "last_update",
        Field::Received => "received",
        Field::Closed => "closed",
        Field::ClosedOnTime => "closed_on_time",
        Field::Open => "open",
        Field::Overdue => "overdue",
        Field::Rate => "rate",
        Field::Verdict => "verdict",
        Field::Problem => "problem",
        Field::Remark => "remark",
        Field::Day => "day",
        Field::PostTitle => "post_title",
        Field::OriginalMark => "original_mark",
        Field::ClosedDay => "closed_day",
        Field::Due => "due",
        Field::State => "state",
        Field::LateMark => "late_mark",
        Field::IssueType => "issue_type",
        Field::IssueText => "issue_text",
        Field::NotData => "not_data",
    }
}

pub(super) const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Fail => "fail",
        Severity::Notice => "notice",
        Severity::Doubt => "doubt",
    }
}

pub(super) const fn name_kind(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Unit => "unit",
        NameKind::Column => "column",
        NameKind::Account => "account",
        NameKind::Platform => "type",
    }
}

pub(super) const fn how(how: How) -> &'static str {
    match how {
        How::Exact => "exact",
        How::Alias => "alias",
        How::Suffix => "suffix",
        How::Abbreviation => "abbreviation",
        How::Truncated => "truncated",
        How::Sound => "sound",
        How::Numbered => "numbered",
        How::Decision => "decision",
        How::Owner => "owner",
    }
}

pub(super) const fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Counts => "counts",
        Standing::Repeated => "repeated",
        Standing::Superseded => "superseded",
        Standing::Disputed => "disputed",
        Standing::Corrected => "corrected",
    }
}

pub(in crate::report) const fn skip_reason(why: SkipReason) -> &'static str {
    match why {
        SkipReason::Lock => "skipped-lock",
        SkipReason::System => "skipped-system",
        SkipReason::Temporary => "skipped-temporary",
        SkipReason::NotRegular => "skipped-not-regular",
        SkipReason::Link => "skipped-link",
        SkipReason::Loop => "skipped-loop",
        SkipReason::TooDeep => "skipped-too-deep",
        SkipReason::OwnFile => "skipped-own-file",
    }
}
