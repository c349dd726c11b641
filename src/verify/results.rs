//! "And do the same figures come out?" What was written then against what would be written now.
//!
//! In: the record of the workbook and the one of the recomputation. Out: lines on cells that come out otherwise. What somebody changed in
//! the workbook by hand is no part of it.

use super::listed;
use crate::place::At;
use crate::trail::{Held, PageTrail, Shown, Trail, align};
use crate::wording::verify as words;
use std::collections::BTreeSet;

/// Lines on cells and sheets that come out otherwise.
pub(super) fn differences(then: &Trail, now: &Trail) -> Vec<String> {
    let mut lines = Vec::new();
    for page in &then.pages {
        match now.page(&page.name) {
            None => lines.push(words::sheet_not_made(&page.name)),
            Some(again) => lines.extend(cells(page, again)),
        }
    }
    let new = now.pages.iter().filter(|page| then.page(&page.name).is_none());
    lines.extend(new.map(|page| words::sheet_made(&page.name)));
    listed(words::results_heading(lines.len()), lines)
}

fn cells(then: &PageTrail, now: &PageTrail) -> Vec<String> {
    if let (Some(before), Some(after)) = (&then.prints, &now.prints) {
        let differing = differing(before, after);
        return if differing > 0 { vec![words::evidence_differs(&then.name, differing)] } else { Vec::new() };
    }
    let (rows, again) = (then.named_rows(), now.named_rows());
    let said = |rows: &[(u32, String)], row: u32| {
        rows.iter().find(|(n, _)| *n == row).map(|(_, said)| said.clone()).unwrap_or_default()
    };
    let mut lines = Vec::new();
    for held in align(&rows, &again) {
        match held {
            Held::Both(before, after) => lines.extend(row((then, before), (now, after))),
            Held::New(row, _) => lines.push(words::row_made(&then.name, row + 1, &said(&again, row))),
            Held::Gone(row, _) => lines.push(words::row_not_made(&then.name, row + 1, &said(&rows, row))),
        }
    }
    lines
}

/// How many prints differ between those that are the same before and behind all differences: a row more is one, not all below it.
fn differing(before: &[u32], after: &[u32]) -> usize {
    let ahead = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let (before, after) = (&before[ahead..], &after[ahead..]);
    let behind = before.iter().rev().zip(after.iter().rev()).take_while(|(a, b)| a == b).count();
    let (before, after) = (&before[..before.len() - behind], &after[..after.len() - behind]);
    (0..before.len().max(after.len())).filter(|n| before.get(*n) != after.get(*n)).count()
}

/// Cells of a row that come out otherwise, called as they were when the workbook was made.
fn row((then, before): (&PageTrail, u32), (now, after): (&PageTrail, u32)) -> Vec<String> {
    let (Some(made), Some(again)) = (then.row(before), now.row(after)) else { return Vec::new() };
    let all: BTreeSet<u32> = made.cells.iter().chain(&again.cells).map(|(col, _)| *col).collect();
    let differs = |col: u32| {
        let (before_cell, after_cell) = (made.cell(col), again.cell(col));
        let same = matches!((before_cell, after_cell), (Some(a), Some(b)) if a.same(b));
        let text = |shown: Option<&Shown>| shown.map(Shown::text);
        (!same).then(|| {
            let at = At::new(before, col);
            words::result(&then.name, at, (text(before_cell).as_deref(), text(after_cell).as_deref()))
        })
    };
    all.into_iter().filter_map(differs).collect()
}
