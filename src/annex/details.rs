//! 明细: "Where does every figure come from?"
//!
//! In: every entry of the batch. Out: a page of evidence with one line per figure: unit, object, field, period, value, raw text,
//! file, sheet, cell, and whether it counts. The level above reads this page.

use super::draft::Draft;
use super::flow::{self, Flow, List};
use super::paper;
use super::{Look, Mark, PageCell, Paper};
use crate::normalize::{Entry, Reported, Standing};
use crate::outcome::Outcome;
use crate::wording::{annexes, labels};
use std::sync::Arc;

const PAPER: Paper = Paper { landscape: true, pages_high: 0 };

/// Lays out 明细.
pub(super) fn flows(outcome: &Outcome) -> Vec<Flow<'_>> {
    let widths = [32.0, 38.0, 62.0, 78.0, 48.0, 52.0, 50.0, 40.0, 48.0, 90.0, 44.0, 44.0, 40.0];
    let head = |name: &str| {
        let mut draft = Draft::new(name, PAPER, paper::fill(&widths, paper::evidence_width(PAPER)));
        draft.page().evidence = true;
        let heads = annexes::DETAIL_HEADS.iter().map(|h| PageCell::text(*h, Look::EvidenceHeading)).collect();
        let heading = draft.headings(heads, 4);
        (draft, heading)
    };
    let list = List { name: annexes::SHEETS[8], head: &head, lines: outcome.entries.iter().collect(), of: |_| None };
    let nothing = PageCell::text(annexes::NONE, Look::Evidence);
    let roster = outcome.rules.roster.file.as_ref();
    list.flows(flow::ROOM, nothing, move |number, entry| cells(number, entry, roster))
}

fn cells(number: i64, entry: &Entry, roster: Option<&Arc<str>>) -> Vec<PageCell> {
    let text = |t: &str| PageCell::text(t, Look::Evidence);
    let sheet = entry.place.sheet.as_deref().unwrap_or(annexes::NOT_APPLICABLE);
    let area = entry.place.area.map_or_else(|| annexes::NOT_APPLICABLE.to_owned(), |a| a.to_string());
    vec![
        PageCell::count(number, Look::Evidence),
        text(labels::form(entry.form)),
        text(&entry.unit.used),
        text(entry.object.as_ref().map_or(annexes::NOT_APPLICABLE, |o| &o.used)),
        text(entry.platform.as_deref().unwrap_or(annexes::NOT_APPLICABLE)),
        text(labels::field(entry.field)),
        text(&entry.period.code()),
        value(entry),
        text(&entry.reading.raw),
        text(&entry.place.file),
        text(sheet),
        text(&area),
        standing(entry, roster),
    ]
}

fn value(entry: &Entry) -> PageCell {
    let text = |t: &str| PageCell::text(t, Look::Evidence);
    match &entry.reading.value {
        Reported::Count(n) => {
            i64::try_from(*n).map_or_else(|_| text(&n.to_string()), |n| PageCell::count(n, Look::Evidence))
        }
        Reported::Text(t) => text(t),
        Reported::Day(day) => text(&labels::day(*day)),
        Reported::NotApplicable => text(annexes::NOT_APPLICABLE),
        Reported::Missing => text(annexes::LEFT_BLANK).mark(Mark::Doubt),
        Reported::Doubtful { .. } => text(annexes::OPEN).mark(Mark::Doubt),
    }
}

/// Whether the figure counts, and if not, why not.
fn standing(entry: &Entry, roster: Option<&Arc<str>>) -> PageCell {
    let known = entry.unit.listed && entry.object.as_ref().is_none_or(|o| o.listed);
    let ledger = entry.from_ledger && !entry.is_correction(roster);
    let text = match known {
        false => annexes::NOT_IN_ROSTER,
        true if entry.is_nobodys() => annexes::NO_DUTY,
        true => labels::standing(entry.standing, ledger),
    };
    let doubt = !known || entry.standing == Standing::Disputed;
    PageCell::text(text, Look::Evidence).mark(if doubt { Mark::Doubt } else { Mark::None })
}
