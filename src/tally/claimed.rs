//! "任务 2 each month is 6 for the quarter." What files say themselves is required of a website column.
//!
//! In: the entries of one row, the requirement in force. Out: the file's own numbers as the requirement, where nobody says how often the
//! column is to be updated; else a finding for each that differs from what is in force: a month's number is held against that month, a
//! number of the whole period against the whole. A stroke asks for nothing. It reads no frequency.

use super::figures::{OverRun, Spans, part};
use super::noticed::Noticed;
use super::rows::Row;
use super::{Batch, Required, RequiredFrom, Ways};
use crate::field::Field;
use crate::finding::Kind;
use crate::normalize::{Entry, Reported, Standing};

/// The requirement of a row for which nobody gives a frequency: the file's own number for the run, or those of all its months; in doubt
/// where the file gives some and they come to no number.
pub(super) fn own(batch: &Batch, row: &Row, noticed: &mut Noticed) -> Option<Required> {
    let OverRun { months, sum, claim } = Spans::of(numbers(row), &[Field::Required]).over(batch.run, Some(batch.run));
    let first = sum.parts.first()?;
    let by_months = months.iter().all(|(_, f)| f.value.known().is_some());
    let number = sum.value.known();
    if let Some(number) = number {
        let finding = noticed.add(Kind::StandardSelf { raw: number.to_string(), many: None }, &first.place);
        finding.required = Some(number);
        finding.related.extend(sum.parts[1..].iter().map(|p| p.place.clone()));
        if let Some((claim, told)) = claim.as_ref().and_then(|c| Some((c.parts.first()?, c.value.known()?)))
            && told != number
        {
            noticed.claim(Field::Required, claim, number.to_string()).required = Some(number);
        }
    }
    let terms = || months.iter().filter_map(|(_, f)| f.value.known()).map(|n| n.to_string()).collect::<Vec<_>>();
    let arithmetic = if by_months && months.len() > 1 { terms().join(" + ") } else { String::new() };
    Some(Required {
        number,
        by_month: months.iter().map(|(_, f)| f.value.known().filter(|n| by_months && *n > 0)).collect(),
        from: if number.is_some() { RequiredFrom::File } else { RequiredFrom::FileInDoubt },
        arithmetic: if number.is_some() { arithmetic } else { String::new() },
        wording: if number.is_some() { String::new() } else { first.raw.clone() },
        basis: None,
        place: Some(first.place.clone()),
        ways: Ways::default(),
    })
}

/// What the file says is required, where it differs from the number in force.
pub(super) fn against(batch: &Batch, row: &Row, required: &Required, noticed: &mut Noticed) {
    let Some(number) = required.number else { return };
    let mut of_months: Vec<(&Entry, i64)> = Vec::new();
    let months = batch.run.months();
    for (entry, said) in numbers(row).filter_map(|e| Some((e, asked(e)?))) {
        let month = months.iter().position(|m| *m == entry.period && months.len() > 1);
        let ours = match month {
            // Where the rule asks nothing of a single month, only all of them together can differ.
            Some(month) => required.by_month.get(month).copied().flatten(),
            None if entry.period == batch.run => Some(number),
            None => None,
        };
        if month.is_some() {
            of_months.push((entry, said));
        }
        if let Some(ours) = ours.filter(|ours| *ours != said) {
            noticed.claim(Field::Required, &part(entry), ours.to_string()).required = Some(ours);
        }
    }
    let sum: i64 = of_months.iter().map(|(_, n)| *n).fold(0, i64::saturating_add);
    let free = required.by_month.iter().all(Option::is_none);
    if let Some((first, _)) = of_months.first().filter(|_| free && of_months.len() == months.len() && sum != number) {
        let mut told = part(first);
        told.raw = sum.to_string();
        let finding = noticed.claim(Field::Required, &told, number.to_string());
        finding.required = Some(number);
        finding.related.extend(of_months[1..].iter().map(|(e, _)| e.place.clone()));
    }
}

/// The numbers of a row that are said to be required.
fn numbers<'a>(row: &Row<'a>) -> impl Iterator<Item = &'a Entry> + use<'a> {
    let entries = row.entries.clone();
    entries.into_iter().filter(|e| e.field == Field::Required && e.standing == Standing::Counts)
}

/// The number that a cell asks for; a stroke asks for none.
fn asked(entry: &Entry) -> Option<i64> {
    match entry.reading.value {
        Reported::Count(n) => i64::try_from(n).ok(),
        Reported::NotApplicable => Some(0),
        _ => None,
    }
}
