//! 概览: "And this one on the front page?" The twelve figures of the overview.
//!
//! In: the record. Out: lines that name what is counted and the sum of the annex that says the same.

use super::Desk;
use crate::annex::{RowOf, Shows};
use crate::field::Field;
use crate::place::letters;
use crate::trail::Shown;
use crate::wording::{annexes, explain as words};

/// Letter column from which the second line shows a rate: each figure takes two, the sixth is one.
pub(super) const RATE: u32 = 10;

/// For each figure that an annex sums up too: annex and what the letter column shows.
const SUMS: [(usize, usize, usize, Field); 6] = [
    (0, 3, 2, Field::Received),
    (0, 4, 2, Field::Closed),
    (0, 5, 2, Field::Overdue),
    (1, 1, 1, Field::Sum),
    (1, 3, 3, Field::Actual),
    (1, 4, 3, Field::Forwarded),
];

impl Desk<'_> {
    /// Lines on a figure: `line` of the overview, each figure over two letter columns.
    pub(super) fn overview_figure(&self, line: usize, col: u32) -> Vec<String> {
        let number = (col / 2) as usize;
        let mut out = vec![words::overview_figure(line, number).to_owned()];
        let annex = SUMS.iter().find(|(l, n, ..)| (*l, *n) == (line, number));
        out.extend(
            annex
                .and_then(|(_, _, annex, field)| self.sum_at(*annex, *field))
                .map(|(at, value)| words::same_as(&at, &value)),
        );
        out
    }

    /// The sum cell of an annex.
    fn sum_at(&self, annex: usize, field: Field) -> Option<(String, String)> {
        let page = self.trail.page(annexes::SHEETS[annex])?;
        let col = page.shows.iter().position(|s| *s == Shows::Figure(field)).and_then(|c| u32::try_from(c).ok())?;
        let row = page.rows.iter().find(|r| r.of == Some(RowOf::Total))?;
        let at = format!("{}!{}{}", page.name, letters(col), row.row + 1);
        Some((at, row.cell(col).map(Shown::text)?))
    }
}
