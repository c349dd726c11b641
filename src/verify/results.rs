//! "And do the same figures come out?" What was written then against what would be written now.
//!
//! In: the record of the workbook and the one of the recomputation. Out: lines on cells that come out otherwise. What somebody changed in
//! the workbook by hand is no part of it.

use super::listed;
use crate::place::At;
use crate::trail::{PageTrail, Shown, Trail};
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
        let rows = before.len().max(after.len());
        let differing = (0..rows).filter(|n| before.get(*n) != after.get(*n)).count();
        return if differing > 0 { vec![words::evidence_differs(&then.name, differing)] } else { Vec::new() };
    }
    let at_all = |page: &PageTrail| -> BTreeSet<At> {
        page.rows.iter().flat_map(|r| r.cells.iter().map(|(col, _)| At::new(r.row, *col))).collect()
    };
    let all: BTreeSet<At> = at_all(then).union(&at_all(now)).copied().collect();
    let of = |page: &'_ PageTrail, at: At| page.row(at.row).and_then(|row| row.cell(at.col)).cloned();
    all.into_iter()
        .filter_map(|at| {
            let (before, after) = (of(then, at), of(now, at));
            let same = match (&before, &after) {
                (Some(before), Some(after)) => before.same(after),
                _ => false,
            };
            let text = |shown: Option<Shown>| shown.map(|s| s.text());
            (!same).then(|| words::result(&then.name, at, (text(before).as_deref(), text(after).as_deref())))
        })
        .collect()
}
