//! 收件登记, lower part: "What changed between the versions?"
//!
//! In: every figure that files report differently. Out: a list below the record of the files, a line for each pair of cells: old
//! value and place, new value and place, which is in force and why. It decides nothing.

use super::draft::row;
use super::flow::Flow;
use super::{Look, Mark, PageCell, PageRow};
use crate::normalize::{Difference, InForce};
use crate::outcome::Outcome;
use crate::wording::{annexes, differences as words};

/// Letter columns of the record that each column of the list covers.
const SPANS: [u16; 7] = [1, 1, 3, 2, 2, 2, 2];

/// Puts the list below the record; nothing where no figure differs.
pub(super) fn below<'a>(flow: &mut Flow<'a>, outcome: &'a Outcome) {
    if outcome.differences.is_empty() {
        return;
    }
    let widths = flow.page.widths.clone();
    let across = u16::try_from(widths.len()).unwrap_or(u16::MAX);
    let title = row(&widths, vec![PageCell::text(words::TITLE, Look::EvidenceHeading).across(across)]);
    let heads = words::HEADS.map(|h| PageCell::text(h, Look::EvidenceHeading));
    let head = row(&widths, spread(heads));
    let lines = (1..).zip(&outcome.differences).map(move |(number, d)| row(&widths, cells(number, d)));
    let record = std::mem::replace(&mut flow.below, Box::new(std::iter::empty()));
    let blank = PageRow { height: Some(24.0), ..PageRow::default() };
    flow.below = Box::new(record.chain([blank, title, head]).chain(lines));
}

fn cells(number: i64, d: &Difference) -> Vec<PageCell> {
    let text = |t: &str| PageCell::text(t, Look::Evidence);
    let object = words::object(d.object.as_deref(), d.platform.as_deref());
    let disputed = !matches!(d.in_force, InForce::New(_) | InForce::Visible);
    spread([
        PageCell::count(number, Look::Evidence),
        text(&d.unit),
        text(if object.is_empty() { annexes::NOT_APPLICABLE } else { &object }),
        text(&words::figure(d.field, &d.period)),
        text(&words::said(&d.old.0, &d.old.1.to_string())),
        text(&words::said(&d.new.0, &d.new.1.to_string())),
        text(&words::in_force(d.in_force)).mark(if disputed { Mark::Doubt } else { Mark::None }),
    ])
}

fn spread(cells: [PageCell; 7]) -> Vec<PageCell> {
    cells.into_iter().zip(SPANS).map(|(cell, span)| cell.across(span)).collect()
}
