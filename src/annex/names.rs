//! 名称对照: "Which names were read as which?"
//!
//! In: every rename of the batch. Out: a page of evidence, a line for each writing and file, guesses first. Names that are used as
//! they are written are not listed.

use super::draft::Draft;
use super::flow::{self, Flow, List};
use super::paper;
use super::{Look, Mark, PageCell, Paper};
use crate::normalize::Rename;
use crate::outcome::Outcome;
use crate::wording::{annexes, labels};

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
    let mut renames: Vec<&Rename> = outcome.renames.iter().filter(|r| r.written != r.used).collect();
    renames.sort_by_key(|r| !r.how.is_guess());
    let nothing = PageCell::text(annexes::NO_RENAMES, Look::Evidence);
    let list = List { name: annexes::SHEETS[7], head: &head, lines: renames, of: |_| None };
    list.flows(flow::ROOM, nothing, |number, rename| cells(number, rename))
}

fn cells(number: i64, rename: &Rename) -> Vec<PageCell> {
    let guess = rename.how.is_guess();
    let text = |t: &str| PageCell::text(t, Look::Evidence);
    vec![
        PageCell::count(number, Look::Evidence),
        text(labels::name_kind(rename.what)),
        text(&rename.written),
        text(&rename.used),
        text(labels::how(rename.how)),
        text(annexes::yes_no(guess)).mark(if guess { Mark::Doubt } else { Mark::None }),
        text(rename.alternative.as_deref().unwrap_or(annexes::NOT_APPLICABLE)),
        text(&rename.place.to_string()),
    ]
}
