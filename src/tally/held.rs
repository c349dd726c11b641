//! "It is not missing, it waits." Figures that nobody reported, of units that handed in something that cannot be used yet.
//!
//! In: a row or a unit without figures, and what waits. Out: figures that are open instead of not reported, and the doubt that says in
//! which file they may stand. It reads nothing of what waits.

use super::{Amount, Batch, Figure, Part};
use crate::field::Form;
use crate::finding::{CountDoubt, Finding, Kind};
use crate::fold::fold;
use crate::settle::Held;

impl<'a> Batch<'a> {
    /// What waits of a unit and may hold its figures of this form: one that is about the form before one that may be about anything.
    pub(super) fn waits(&self, unit: &str, form: Form) -> Option<&'a Held> {
        if self.held.is_empty() {
            return None;
        }
        let unit = fold(unit);
        let own = || self.held.iter().filter(|held| fold(&held.unit) == unit);
        own().find(|held| held.form == Some(form)).or_else(|| own().find(|held| held.form.is_none()))
    }
}

/// An open figure in place of one that nobody reported.
pub(super) fn open(figure: &mut Figure, held: &Held) {
    if figure.value == Amount::NotReported {
        let part = Part { raw: String::new(), place: held.place.clone() };
        *figure = Figure { value: Amount::Doubtful(CountDoubt::Waits), parts: vec![part] };
    }
}

/// What is said of it.
pub(super) fn kind(form: Form, held: &Held) -> Kind {
    Kind::SubmissionWaits { form, file: held.place.file.to_string() }
}

/// The same, placed with what waits beside it.
pub(super) fn beside(mut finding: Finding, held: &Held) -> Finding {
    finding.related.push(held.place.clone());
    finding
}
