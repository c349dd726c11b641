//! "Please confirm these names." The lines of the workbook that asks the clerk.
//!
//! In: the outcome of a batch with its questions, and the clerk's earlier answers. Out: the lines of the new workbook: open questions
//! and answered ones as they were, then earlier answers that nobody asked for this time. It draws no page and writes nothing.

use crate::normalize::{Asked, Question};
use crate::outcome::Outcome;
use crate::rules::decisions::{self, ANSWER, COLUMNS, Cells, Decision, Decisions};
use crate::settle::{Alike, alike};
use crate::wording::confirm;
use std::collections::HashSet;

/// The lines of the workbook; none where there is nothing to confirm and nothing to keep.
#[must_use]
pub fn lines(outcome: &Outcome) -> Vec<Cells> {
    let earlier = &outcome.rules.decisions;
    if outcome.questions.is_empty() {
        return Vec::new();
    }
    let mut asked: Vec<&Question> = outcome.questions.iter().collect();
    asked.sort_by_key(|q| q.what);
    let mut lines: Vec<Cells> = asked.iter().map(|q| line(q, earlier)).collect();
    let met: HashSet<usize> = asked.iter().filter_map(|q| q.line).collect();
    let left = earlier.lines.iter().enumerate().filter(|(n, d)| !met.contains(n) && d.is_filled());
    lines.extend(left.map(|(_, decision)| kept(decision)));
    lines
}

/// Names that the clerk has not answered yet, and how many of them are used by a guess for the time being. Screen and overview say
/// the same.
#[must_use]
pub fn waiting(outcome: &Outcome) -> (usize, usize) {
    let answer = |q: &Question| outcome.rules.decisions.lines.get(q.line?)?.answer.as_ref();
    let waiting = || outcome.questions.iter().filter(|q| answer(q).is_none());
    (waiting().count(), waiting().filter(|q| matches!(q.asked, Asked::Guess(_))).count())
}

/// Answers that were followed.
#[must_use]
pub fn followed(outcome: &Outcome) -> usize {
    outcome.questions.len() - waiting(outcome).0
}

/// Whether the workbook that was read says all of this already: then it is left as the clerk made it.
#[must_use]
pub fn is_the_same(lines: &[Cells], earlier: &Decisions) -> bool {
    lines.len() == earlier.lines.len() && lines.iter().zip(&earlier.lines).all(|(line, d)| *line == d.cells)
}

fn line(question: &Question, earlier: &Decisions) -> Cells {
    let before = question.line.and_then(|n| earlier.lines.get(n));
    let carried = |n: usize| before.map_or_else(String::new, |d| d.cells[n].clone());
    let offered = offered(question);
    let near = |name: &String| confirm::candidate(name, alike(&question.written, name));
    let candidates: Vec<String> = question.candidates.iter().map(near).collect();
    [
        decisions::kind(question.what).to_owned(),
        question.written.clone(),
        question.unit.clone(),
        question.platform.clone(),
        question.used.as_deref().or(offered).unwrap_or_default().to_owned(),
        confirm::why(question.what, question.asked, question.used.as_deref().or(offered)),
        candidates.join("\n"),
        question.place.to_string(),
        carried(ANSWER),
        carried(COLUMNS - 1),
    ]
}

/// The only near name that an unknown one may mean: the clerk need only say yes to it. Until then it is not used.
fn offered(question: &Question) -> Option<&str> {
    let near = |name: &&String| {
        matches!(alike(&question.written, name), Alike::Same | Alike::Part | Alike::LeavesOut | Alike::Sound)
    };
    let mut near = question.candidates.iter().filter(near);
    let only = near.next().filter(|_| near.next().is_none());
    only.filter(|_| question.asked == Asked::Unknown).map(String::as_str)
}

/// An answer that nobody asked for this time: a file that is missing now may come again.
fn kept(decision: &Decision) -> Cells {
    let mut cells = decision.cells.clone();
    decisions::kind(decision.what).clone_into(&mut cells[0]);
    confirm::NOT_MET.clone_into(&mut cells[5]);
    cells
}
