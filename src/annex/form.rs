//! 待确认: "Please confirm these names."
//!
//! In: the lines of the form. Out: one page in the look of the others, with an explanation and a column that offers answers. It
//! words nothing but the frame; the lines come from `confirm`.

use super::draft::Draft;
use super::paper;
use super::{Look, Mark, Page, PageCell, Paper};
use crate::place::{Area, At};
use crate::rules::decisions::{self, ANSWER, Cells};
use crate::wording::confirm;

const PAPER: Paper = Paper { landscape: true, pages_high: 0 };
/// Letter column of the names in use for the time being.
const USED: usize = 4;

/// Lays out the form.
#[must_use]
pub fn page(lines: &[Cells]) -> Page {
    let widths = [46.0, 92.0, 72.0, 60.0, 84.0, 104.0, 120.0, 92.0, 84.0, 60.0];
    let mut draft = Draft::new(decisions::sheet(), PAPER, paper::fill(&widths, paper::widest(PAPER)));
    draft.title(confirm::TITLE);
    draft.row_of_one(PageCell::text(confirm::EXPLANATION, Look::Remark));
    let heads = decisions::headings().map(|h| PageCell::text(h, Look::Heading)).collect();
    let heading = draft.headings(heads, 2);
    for line in lines {
        let cell = |(n, text): (usize, &String)| {
            let look = if [5, 6, 7].contains(&n) { Look::BodyLeft } else { Look::Body };
            let guessed = n == USED && !text.is_empty();
            PageCell::text(text.as_str(), look).mark(if guessed { Mark::Doubt } else { Mark::None })
        };
        draft.row(line.iter().enumerate().map(cell).collect());
    }
    draft.filter(heading, lines.len());
    let col = u32::try_from(ANSWER).unwrap_or_default();
    let last = draft.next().saturating_sub(1);
    draft.page().answers = Some(Area::between(At::new(heading + 1, col), At::new(last, col)));
    draft.done()
}
