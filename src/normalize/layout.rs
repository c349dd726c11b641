//! "This 合计 is only the sum of the months." Which headings of a table give figures, and which only repeat them.
//!
//! In: a table in use. Out: for each heading the field and period that its cells report, or that they are a sum to check. Where a
//! field has month headings, its heading without a month is a claim; where nothing but a sum stands, the sum is the figure.

use super::InUse;
use crate::field::{Field, Form};
use crate::fold::is_empty;
use crate::period::Period;
use crate::read::Value;
use crate::recognize::RawRow;
use crate::settle::claimed_period;

/// What the cells under one heading are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gives {
    /// Figures or texts of this field for this period.
    Figure(Field, Period),
    /// The sum of the month figures of this field; checked, never added.
    SumOf(Field),
    /// Nothing that is reported.
    Nothing,
}

/// What each heading gives, in order.
pub(super) fn gives(used: &InUse<'_>, run: Period) -> Vec<Gives> {
    let headings = &used.table.headings;
    let plain: Vec<(Option<Field>, Option<Period>)> = headings
        .iter()
        .map(|h| {
            let period = h.period.and_then(|p| claimed_period(p, &used.table.claims, run));
            (h.field.map(|f| f.named_in(used.table.form)), period)
        })
        .collect();
    // Months outside the run are no parts of it: in a run of March, 3月 of a quarter's table is the whole figure.
    let is_part = |index: usize| plain[index].1.is_some_and(|p| p != run && p != used.period && run.covers(&p));
    let has_parts = |field: Field, index: usize| {
        (0..plain.len())
            .any(|i| plain[i].0 == Some(field) && is_part(i) && headings[i].platform == headings[index].platform)
    };
    let grouped = |index: usize| {
        let group = group_of(&headings[index].path)?;
        let months = (0..plain.len()).filter(|i| is_part(*i) && group_of(&headings[*i].path) == Some(group));
        months.filter_map(|i| plain[i].0).find(|f| f.is_count())
    };
    let main = used.table.form.figure().unwrap_or(Field::Actual);
    let has_main = plain.iter().any(|(f, _)| *f == Some(main));
    plain
        .iter()
        .enumerate()
        .map(|(index, (field, period))| {
            let outside = period.is_some_and(|p| !run.covers(&p));
            match field {
                None => Gives::Nothing,
                Some(_) if outside => Gives::Nothing,
                Some(Field::Sum) if grouped(index).is_some() => grouped(index).map_or(Gives::Nothing, Gives::SumOf),
                Some(Field::Sum) if has_parts(main, index) => Gives::SumOf(main),
                Some(Field::Sum) if has_main => Gives::Nothing,
                Some(Field::Sum) => whole(main, *period, used),
                Some(field) if !is_part(index) && has_parts(*field, index) && field.is_count() => Gives::SumOf(*field),
                Some(field) if is_reported(*field, used.table.form) => whole(*field, *period, used),
                Some(_) => Gives::Nothing,
            }
        })
        .collect()
}

/// The headings above the innermost one: a sum inside a group (转载 › 合计) is the sum of that group.
fn group_of(path: &[String]) -> Option<&[String]> {
    path.split_last().map(|(_, group)| group).filter(|group| !group.is_empty())
}

fn whole(field: Field, period: Option<Period>, used: &InUse<'_>) -> Gives {
    match period {
        None if used.months_only && field.is_count() => Gives::Nothing,
        None => Gives::Figure(field, used.period),
        Some(period) => Gives::Figure(field, period),
    }
}

const fn is_reported(field: Field, form: Form) -> bool {
    match form {
        Form::Columns => matches!(
            field,
            Field::Updates | Field::Frequency | Field::Required | Field::LastUpdate | Field::Verdict | Field::Problem
        ),
        Form::Messages => matches!(
            field,
            Field::Received | Field::Closed | Field::ClosedOnTime | Field::Open | Field::Overdue | Field::Problem
        ),
        Form::Accounts => matches!(
            field,
            Field::Required
                | Field::Actual
                | Field::Original
                | Field::ForwardList
                | Field::Forwarded
                | Field::LastUpdate
                | Field::Verdict
                | Field::Problem
        ),
        _ => false,
    }
}

/// The account types that groups of headings name; one group without a name where none does.
pub(super) fn groups<'a>(used: &InUse<'a>) -> Vec<Option<&'a str>> {
    let mut out: Vec<Option<&str>> = Vec::new();
    if used.table.form == Form::Accounts {
        for heading in &used.table.headings {
            let platform = heading.platform.as_deref();
            if platform.is_some() && heading.field.is_some() && !out.contains(&platform) {
                out.push(platform);
            }
        }
    }
    if out.is_empty() {
        out.push(None);
    }
    out
}

/// Whether nothing stands under any heading of a group: the unit has no such account.
pub(super) fn is_unused(used: &InUse<'_>, row: &RawRow, group: &str) -> bool {
    let cells = used.table.headings.iter().zip(&row.cells).filter(|(h, _)| h.platform.as_deref() == Some(group));
    cells
        .filter_map(|(_, cell)| cell.as_ref())
        .all(|cell| is_empty(&cell.value.shown()) && cell.value != Value::Uncalculated)
}
