//! "The form says one thing, the ledger another." Figures over the run from summaries and ledgers.
//!
//! In: the entries of one row. Out: the figure that stands: the summary's, else the ledger's; a difference is a doubt. Where the
//! summary's cell cannot be believed the ledger's count stands, unless the cell names another number: then both are shown and neither
//! counts. A sentence that reports zero stands for rows that have no figure of their own.

use super::figures::{OverRun, Spans, missing_if_absent};
use super::noticed::Noticed;
use super::rows::Row;
use super::{Amount, Batch, Figure, Part};
use crate::field::{Field, Form};
use crate::finding::{CountDoubt, Kind};
use crate::normalize::{Entry, Reported};

/// A figure over the run from summaries, else from a ledger; where both tell it and differ, the summary stands and the
/// difference is a doubt.
pub(super) fn over_run(batch: &Batch, row: &Row, fields: &[Field], noticed: &mut Noticed) -> Figure {
    let entries = |ledger: bool| row.entries.iter().copied().filter(move |e| e.from_ledger == ledger);
    let over = Spans::of(entries(false), fields).over(batch.run, Some(batch.run));
    against_claim(&over, fields, noticed);
    let summary = over.sum;
    let ledger = Spans::of(entries(true), fields).listed_over(batch.run);
    let claim = match summary.value {
        Amount::Doubtful(_) => claimed(row, fields, &summary),
        value => value.known(),
    };
    if let (Some(told), Some(counted), Some(field)) = (claim, ledger.value.known(), fields.first())
        && told != counted
        && let (Some(at), Some(list)) = (summary.parts.first(), ledger.parts.first())
    {
        let kind = Kind::LedgerDiffers { field: *field, summary: told, ledger: counted };
        noticed.add(kind, &at.place).related.push(list.place.clone());
    }
    let figure = match (summary.value, ledger.value.known()) {
        (Amount::NotReported | Amount::Missing, Some(_)) | (Amount::NotReported, None) => ledger,
        (Amount::Doubtful(why), Some(counted)) => {
            let disputed = why == CountDoubt::Disputed || claim.is_some_and(|told| told != counted);
            beside(summary, ledger, disputed)
        }
        _ => summary,
    };
    missing_if_absent(figure, !row.entries.is_empty())
}

/// Says where the months do not add up to the figure that is given for the whole run.
fn against_claim(over: &OverRun, fields: &[Field], noticed: &mut Noticed) {
    if let (Some(claim), Some(field)) = (&over.claim, fields.first())
        && let (Some(claimed), Some(ours), Some(part)) =
            (claim.value.known(), over.sum.value.known(), claim.parts.first())
        && claimed != ours
    {
        noticed.claim(*field, part, ours.to_string());
    }
}

/// A summary's doubtful figure beside a ledger's certain one: the cells of both, and the ledger's number where nothing disputes it.
fn beside(summary: Figure, ledger: Figure, disputed: bool) -> Figure {
    if disputed {
        let parts = summary.parts.into_iter().chain(ledger.parts).collect();
        return Figure { value: Amount::Doubtful(CountDoubt::Disputed), parts };
    }
    let parts = ledger.parts.into_iter().chain(summary.parts).collect();
    Figure { value: ledger.value, parts }
}

/// The number that the cells of a summary's doubtful figure seem to mean; `None` where one of them names none. What was closed in time
/// says how many may be overdue, not how many are.
fn claimed(row: &Row, fields: &[Field], summary: &Figure) -> Option<i64> {
    let number = |part: &Part| {
        let is_it = |e: &&&Entry| !e.from_ledger && fields.contains(&e.field) && e.place == part.place;
        match row.entries.iter().find(is_it)?.reading.value {
            Reported::Count(n) => i64::try_from(n).ok(),
            Reported::Doubtful { why: CountDoubt::OnTimeOnly, .. } => None,
            Reported::Doubtful { parsed, .. } => parsed,
            _ => None,
        }
    };
    let numbers: Option<Vec<i64>> = summary.parts.iter().map(number).collect();
    numbers.filter(|all| !all.is_empty())?.into_iter().try_fold(0i64, i64::checked_add)
}

/// What the files say about the run, summaries before ledgers.
pub(super) fn told(batch: &Batch, row: &Row, field: Field) -> Figure {
    let entries = |ledger: bool| row.entries.iter().copied().filter(move |e| e.from_ledger == ledger);
    let summary = Spans::of(entries(false), &[field]).over(batch.run, Some(batch.run)).sum;
    if summary.value != Amount::NotReported {
        return summary;
    }
    Spans::of(entries(true), &[field]).listed_over(batch.run)
}

/// The figure of a row whose unit reports only by a sentence that nothing happened: doubtful, because an annex needs a count.
pub(super) fn zero_sentence(batch: &Batch, row: &Row, form: Form) -> Option<Figure> {
    if !row.entries.is_empty() {
        return None;
    }
    let place = batch.zero_report(form, &row.unit)?;
    let raw = batch.normalized.sentences.get(place).map_or("0", String::as_str).to_owned();
    let part = Part { raw, place: place.clone() };
    Some(Figure { value: Amount::Doubtful(CountDoubt::ZeroSentence), parts: vec![part] })
}
