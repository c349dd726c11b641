//! "A table of messages needs what was received." What each form needs, and what else it may hold.
//!
//! In: a form. Out: its fields: typical, allowed, required, repeatable. It sees no headings and no words.

use crate::field::{Field, Form};

/// One word list serves all forms: the field that a word means in this one.
pub(in crate::recognize) fn translate(form: Form, field: Field) -> Field {
    match (form, field) {
        (Form::MessageLedger, Field::LastUpdate) => Field::Day,
        _ => field.named_in(form),
    }
}

/// Required fields of a form that nothing gives; `votes` headings or titles speak of it.
pub(in crate::recognize) fn missing(form: Form, given: &impl Fn(Field) -> bool, votes: usize) -> Vec<Field> {
    let any = |fields: &[Field]| fields.iter().any(|f| given(*f));
    let needs: &[(&[Field], Field)] = match form {
        Form::Columns => &[(&[Field::Column], Field::Column), (&[Field::Updates], Field::Updates)],
        Form::Messages => {
            &[(&[Field::Received], Field::Received), (&[Field::Closed, Field::ClosedOnTime], Field::Closed)]
        }
        Form::Accounts => &[(&[Field::Account], Field::Account), (&[Field::Actual, Field::Forwarded], Field::Actual)],
        Form::Posts => &[(&[Field::Day], Field::Day), (&[Field::PostTitle], Field::PostTitle)],
        Form::MessageLedger => &[(&[Field::Day], Field::Day)],
        Form::FindingsLedger | Form::Unknown => &[],
    };
    let mut out: Vec<Field> = needs.iter().filter(|(fields, _)| !any(fields)).map(|(_, field)| *field).collect();
    if matches!(form, Form::MessageLedger | Form::FindingsLedger) && votes < 2 {
        out.push(Field::Remark);
    }
    out
}

/// Fields that name something.
pub(super) const fn is_name(field: Field) -> bool {
    matches!(field, Field::Unit | Field::Column | Field::Account)
}

/// Fields of which a table may have several.
pub(super) const fn may_repeat(field: Field) -> bool {
    matches!(field, Field::NotData | Field::Rate | Field::Remark | Field::Problem | Field::Cumulative | Field::Sum)
}

/// Fields that tell a form from others.
pub(in crate::recognize) const fn is_typical(form: Form, field: Field) -> bool {
    match form {
        Form::Columns => matches!(field, Field::Column | Field::ParentColumn | Field::Frequency | Field::Updates),
        Form::Messages => {
            matches!(field, Field::Received | Field::Closed | Field::ClosedOnTime | Field::Open | Field::Overdue)
        }
        Form::Accounts => matches!(
            field,
            Field::Account
                | Field::AccountType
                | Field::Actual
                | Field::Required
                | Field::ForwardList
                | Field::Forwarded
                | Field::Original
        ),
        Form::Posts => matches!(field, Field::Day | Field::PostTitle | Field::OriginalMark),
        Form::MessageLedger => matches!(field, Field::Day | Field::ClosedDay | Field::Due),
        Form::FindingsLedger => matches!(field, Field::Day | Field::ClosedDay | Field::IssueType | Field::IssueText),
        Form::Unknown => false,
    }
}

/// Fields that a form may hold.
pub(in crate::recognize) const fn is_allowed(form: Form, field: Field) -> bool {
    // What other tables call a problem is the text or the kind of a platform's finding.
    if matches!((form, field), (Form::FindingsLedger, Field::Problem)) {
        return false;
    }
    let shared = matches!(
        field,
        Field::Serial
            | Field::Unit
            | Field::Remark
            | Field::Problem
            | Field::Verdict
            | Field::Rate
            | Field::NotData
            | Field::Sum
            | Field::Cumulative
    );
    shared
        || is_typical(form, field)
        || match form {
            Form::Columns => matches!(field, Field::Required | Field::LastUpdate),
            Form::Accounts => matches!(field, Field::LastUpdate),
            Form::Posts => matches!(field, Field::Account | Field::AccountType | Field::Column),
            Form::MessageLedger => matches!(field, Field::PostTitle | Field::State | Field::LateMark),
            Form::FindingsLedger => matches!(field, Field::Due | Field::State | Field::LateMark),
            _ => false,
        }
}
