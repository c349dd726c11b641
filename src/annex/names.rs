//! 名称对照: "Which names were read as which?"
//!
//! In: every rename of the batch; without a roster the groups of writings and what may be an abbreviation. Out: a page of evidence, a
//! line for each writing and file, guesses first. Names that are used as they are written are not listed.

use super::draft::Draft;
use super::flow::{self, Flow, List};
use super::paper;
use super::{Look, Mark, PageCell, Paper};
use crate::normalize::{Asked, NameKind, Question, Rename};
use crate::outcome::Outcome;
use crate::settle::names::Group;
use crate::wording::{annexes, confirm, labels, overview};

const PAPER: Paper = Paper { landscape: true, pages_high: 0 };

/// Lays out 名称对照.
pub(super) fn flows(outcome: &Outcome) -> Vec<Flow<'_>> {
    let widths = [32.0, 54.0, 130.0, 110.0, 94.0, 34.0, 84.0, 130.0];
    let head = |name: &str| {
        let mut draft = Draft::new(name, PAPER, paper::fill(&widths, paper::evidence_width(PAPER)));
        draft.page().evidence = true;
        let heads = annexes::NAME_HEADS.iter().map(|h| PageCell::text(*h, Look::EvidenceHeading)).collect();
        let heading = draft.headings(heads, 0);
        (draft, heading)
    };
    let mut renames: Vec<&Rename> =
        outcome.renames.iter().filter(|r| r.written != r.used || r.units.is_some()).collect();
    renames.sort_by_key(|r| !r.how.is_guess());
    let roster = outcome.rules.roster.file.is_some();
    let nothing = PageCell::text(annexes::NO_RENAMES, Look::Evidence);
    let mut lines: Vec<Line<'_>> = renames.into_iter().map(Line::Rename).collect();
    lines.extend(outcome.questions.iter().filter(|q| q.asked == Asked::Apart).map(Line::Apart));
    lines.extend(outcome.groups.iter().map(Line::Group));
    let list = List { name: annexes::SHEETS[7], head: &head, lines, of: |_| None };
    list.flows(flow::ROOM, nothing, move |number, line| match line {
        Line::Rename(rename) => cells(number, rename, roster),
        Line::Apart(question) => apart(number, question),
        Line::Group(group) => writings(number, group),
    })
}

enum Line<'a> {
    Rename(&'a Rename),
    /// Without a roster: a name that may abbreviate another.
    Apart(&'a Question),
    /// Without a roster: the writings of one unit.
    Group(&'a Group),
}

fn apart(number: i64, question: &Question) -> Vec<PageCell> {
    let text = |t: &str| PageCell::text(t, Look::Evidence);
    vec![
        PageCell::count(number, Look::Evidence),
        text(labels::name_kind(question.what)),
        text(&question.written),
        text(question.used.as_deref().unwrap_or(annexes::NOT_APPLICABLE)),
        text(confirm::MAY_ABBREVIATE).mark(Mark::Doubt),
        text(annexes::yes_no(false)),
        text(&question.candidates.join(annexes::ENUMERATE)),
        text(&question.place.to_string()),
    ]
}

fn writings(number: i64, group: &Group) -> Vec<PageCell> {
    let text = |t: &str| PageCell::text(t, Look::Evidence);
    vec![
        PageCell::count(number, Look::Evidence),
        text(labels::name_kind(NameKind::Unit)),
        text(&confirm::writings((&group.official, group.times.0), (&group.short, group.times.1))),
        text(&group.used),
        text(confirm::GROUPED),
        text(annexes::yes_no(false)),
        text(annexes::NOT_APPLICABLE),
        text(annexes::NOT_APPLICABLE),
    ]
}

fn cells(number: i64, rename: &Rename, roster: bool) -> Vec<PageCell> {
    let guess = rename.how.is_guess();
    let (written, used) = overview::renamed(rename);
    let text = |t: &str| PageCell::text(t, Look::Evidence);
    vec![
        PageCell::count(number, Look::Evidence),
        text(labels::name_kind(rename.what)),
        text(&written),
        text(&used),
        text(labels::how_found(rename.how, rename.what, roster, (&rename.written, &rename.used))),
        text(annexes::yes_no(guess)).mark(if guess { Mark::Doubt } else { Mark::None }),
        text(rename.alternative.as_deref().unwrap_or(annexes::NOT_APPLICABLE)),
        text(&rename.place.to_string()),
    ]
}
