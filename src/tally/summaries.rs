//! "The form says one thing, the ledger another." Figures over the run from summaries and ledgers.
//!
//! In: the entries of one row. Out: the figure that stands: the summary's, else the ledger's; a difference is a doubt. A sentence
//! that reports zero stands for rows that have no figure of their own.

use super::figures::{Spans, missing_if_absent};
use super::noticed::Noticed;
use super::rows::Row;
use super::{Amount, Batch, Figure, Part};
use crate::field::{Field, Form};
use crate::finding::{CountDoubt, Kind};

/// A figure over the run from summaries, else from a ledger; where both tell it and differ, the summary stands and the
/// difference is a doubt.
pub(super) fn over_run(batch: &Batch, row: &Row, fields: &[Field], noticed: &mut Noticed) -> Figure {
    let entries = |ledger: bool| row.entries.iter().copied().filter(move |e| e.from_ledger == ledger);
    let summary = Spans::of(entries(false), fields).over(batch.run, Some(batch.run)).sum;
    let ledger = Spans::of(entries(true), fields).listed_over(batch.run);
    if let (Some(told), Some(counted), Some(field)) = (summary.value.known(), ledger.value.known(), fields.first())
        && told != counted
        && let (Some(at), Some(list)) = (summary.parts.first(), ledger.parts.first())
    {
        let kind = Kind::LedgerDiffers { field: *field, summary: told, ledger: counted };
        noticed.add(kind, &at.place).related.push(list.place.clone());
    }
    let figure = match summary.value {
        Amount::NotReported | Amount::Missing if ledger.value.known().is_some() => ledger,
        Amount::NotReported => ledger,
        _ => summary,
    };
    missing_if_absent(figure, !row.entries.is_empty())
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
    let part = Part { raw: "0".to_owned(), place: place.clone() };
    Some(Figure { value: Amount::Doubtful(CountDoubt::ZeroSentence), parts: vec![part] })
}
