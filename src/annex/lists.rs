//! 问题清单 and 待核事项: "Who must mend what, and what must I decide?"
//!
//! In: the findings of the batch. Out: two lists that are never mixed: findings on units' work, with basis, figures, source and
//! columns for rectification; and everything that needs a human, with its place and what to do. The second is left out when
//! there is nothing.

use super::draft::Draft;
use super::flow::{self, Flow, List};
use super::notes;
use super::paper;
use super::{Look, Mark, PageCell, Paper, RowOf};
use crate::finding::{Finding, Kind, Severity};
use crate::outcome::{Outcome, is_listed, needing_human};
use crate::place::Place;
use crate::wording::{annexes, findings, labels, previous};
use std::sync::Arc;

const PAPER: Paper = Paper { landscape: true, pages_high: 0 };
/// Letter column of 问题清单 that names files.
const PROBLEM_SOURCE: u16 = 8;
/// Letter column of 待核事项 that names files.
const DOUBT_SOURCE: u16 = 4;

/// Whether a finding stands in 问题清单: fails, and notices on a unit or on the office's own figures. Other notices are about a file
/// and stand in its line of 收件登记.
pub(super) const fn is_problem(finding: &Finding) -> bool {
    is_listed(finding)
}

/// A finding with its index.
type Line<'a> = (usize, &'a Finding);

#[expect(clippy::unnecessary_wraps, reason = "a list may have lines that are of nothing")]
const fn of((index, _): &Line<'_>) -> Option<RowOf> {
    Some(RowOf::Finding(*index))
}

/// Lays out 问题清单.
pub(super) fn problems(outcome: &Outcome) -> Vec<Flow<'_>> {
    let widths = [28.0, 44.0, 62.0, 68.0, 112.0, 26.0, 26.0, 146.0, 110.0, 52.0, 44.0, 30.0];
    let head = |name: &str| {
        let mut draft = Draft::new(name, PAPER, paper::fill(&widths, paper::widest(PAPER)));
        draft.title(&annexes::problems_title(outcome));
        let heading = draft.headings(heads(&annexes::PROBLEM_HEADS), 3);
        draft.page().source_columns = vec![PROBLEM_SOURCE];
        (draft, heading)
    };
    let problems = outcome.judgment.findings.iter().enumerate().filter(|(_, f)| is_problem(f)).collect();
    let nothing = PageCell::text(annexes::NO_PROBLEMS, Look::Body);
    let list = List { name: annexes::SHEETS[4], head: &head, lines: problems, of };
    list.flows(flow::ROOM, nothing, |number, (index, finding)| problem_cells(outcome, number, (*index, finding)))
}

fn problem_cells(outcome: &Outcome, number: i64, (index, finding): Line<'_>) -> Vec<PageCell> {
    let rectify = outcome.rules.settings.rectify_by.value.as_deref();
    let fail = finding.severity == Severity::Fail;
    let numbers = |n: Option<i64>| match n {
        Some(n) => PageCell::count(n, Look::Body),
        None => PageCell::text(annexes::NOT_APPLICABLE, Look::Body),
    };
    let again = outcome.previous.as_ref().filter(|compared| compared.again.contains_key(&index));
    let text = again.map_or_else(|| problem(finding), |c| format!("{}\n{}", problem(finding), previous::again(c)));
    let by = if fail { rectify.unwrap_or_default() } else { annexes::NOT_APPLICABLE };
    vec![
        PageCell::count(number, Look::Body),
        PageCell::text(labels::severity(finding.severity), Look::Body).mark(if fail { Mark::Fail } else { Mark::None }),
        PageCell::text(finding.unit.as_deref().unwrap_or(annexes::NOT_APPLICABLE), Look::Body),
        PageCell::text(object(finding), Look::BodyLeft),
        PageCell::text(text, Look::BodyLeft),
        numbers(finding.required),
        numbers(finding.actual),
        PageCell::text(annexes::rule_and_basis(&findings::rule(finding), finding.basis.as_deref()), Look::BodyLeft),
        PageCell::text(places(finding, outcome.rules.roster.file.as_ref()), Look::BodyLeft),
        if by.is_empty() { PageCell::empty(Look::Body) } else { PageCell::text(by, Look::Body) },
        PageCell::empty(Look::Body),
        PageCell::empty(Look::Body),
    ]
}

fn object(finding: &Finding) -> String {
    findings::object(finding).unwrap_or_else(|| annexes::NOT_APPLICABLE.to_owned())
}

/// The problem, and its sentence where that says more than the numbers beside it.
fn problem(finding: &Finding) -> String {
    match finding.kind {
        Kind::UpdatesNone | Kind::PostsShort | Kind::ForwardsNone { .. } | Kind::MessagesOverdue { .. } => {
            findings::problem(finding)
        }
        _ => annexes::problem_and_sentence(&findings::problem(finding), &findings::sentence(finding)),
    }
}

/// Lays out 待核事项; no sheet when nothing needs a human.
pub(super) fn doubts(outcome: &Outcome) -> Vec<Flow<'_>> {
    let doubts: Vec<Line<'_>> = needing_human(&outcome.inputs, &outcome.judgment.findings).collect();
    if doubts.is_empty() {
        return Vec::new();
    }
    let widths = [32.0, 84.0, 90.0, 170.0, 130.0, 130.0, 60.0];
    let head = |name: &str| {
        let mut draft = Draft::new(name, PAPER, paper::fill(&widths, paper::widest(PAPER)));
        draft.title(&annexes::doubts_title(outcome));
        let heading = draft.headings(heads(&annexes::DOUBT_HEADS), 2);
        draft.page().source_columns = vec![DOUBT_SOURCE];
        (draft, heading)
    };
    let list = List { name: annexes::SHEETS[5], head: &head, lines: doubts, of };
    list.flows(flow::ROOM, PageCell::empty(Look::Body), |number, (_, finding)| doubt_cells(outcome, number, finding))
}

fn doubt_cells(outcome: &Outcome, number: i64, finding: &Finding) -> Vec<PageCell> {
    vec![
        PageCell::count(number, Look::Body),
        PageCell::text(finding.unit.as_deref().unwrap_or(annexes::NOT_APPLICABLE), Look::Body),
        PageCell::text(object(finding), Look::BodyLeft),
        PageCell::text(findings::sentence(finding), Look::BodyLeft).mark(Mark::Doubt),
        PageCell::text(places(finding, outcome.rules.roster.file.as_ref()), Look::BodyLeft),
        PageCell::text(findings::remedy(finding), Look::BodyLeft),
        PageCell::empty(Look::Body),
    ]
}

/// The primary place and the others; the roster's line only where nothing was handed in.
fn places(finding: &Finding, roster: Option<&Arc<str>>) -> String {
    let mut places: Vec<&Place> = [&finding.place].into_iter().chain(&finding.related).collect();
    if places.iter().any(|p| Some(&p.file) != roster) {
        places.retain(|p| Some(&p.file) != roster);
    }
    annexes::first_lines(&notes::briefly_by_sheet(&places), 4)
}

fn heads(words: &[&str]) -> Vec<PageCell> {
    words.iter().map(|h| PageCell::text(*h, Look::Heading)).collect()
}
