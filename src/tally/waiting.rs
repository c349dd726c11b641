//! "Is 1.招商动态 the missing row?" Written names that wait for the clerk and may be a row that nobody reported.
//!
//! In: a row of the roster without figures, and the questions about names. Out: the written name of the same unit that is near to it and
//! not answered yet. It decides nothing.

use super::Batch;
use super::rows::Row;
use crate::field::{Form, NameKind};
use crate::fold::fold;
use crate::normalize::{Asked, Question};
use crate::settle::{Alike, alike};

/// The written name that may be this row and waits for the clerk.
pub(super) fn waiting(batch: &Batch, row: &Row, form: Form) -> Option<String> {
    let what = if form == Form::Columns { NameKind::Column } else { NameKind::Account };
    let answered = |q: &Question| {
        let line = q.line.and_then(|line| batch.rules.decisions.lines.get(line));
        line.is_some_and(|line| line.answer.is_some())
    };
    let near = |q: &Question| {
        let offered = q.candidates.iter().any(|name| fold(name) == fold(&row.object));
        offered && !matches!(alike(&q.written, &row.object), Alike::Apart)
    };
    let mut asked = batch.normalized.questions.iter().filter(|q| q.what == what && q.asked == Asked::Unknown);
    let found = asked.find(|q| fold(&q.unit) == fold(&row.unit) && !answered(q) && near(q));
    found.map(|q| q.written.clone())
}
