//! "部门 · 工作动态 · 通知公告 · … · 合计" Lines of names of website columns that no list holds, over units that run down.
//!
//! In: a line of an upright [`Grid`] that its words alone do not show to be one of headings. Out: the last line of the headings that it begins,
//! where a title above speaks of updates, one sum stands across, and bodies stand below the first heading, figures below the others.
//! Whether the names are website columns is proved later, by the sums.

use super::entries::{Entry, Other};
use crate::field::Field;
use crate::fold::fold;
use crate::recognize::grid::{Grid, Look};
use crate::recognize::lexicon::Lexicon;

/// Fewer names make no such line.
const NAMES: usize = 2;
/// Lines at the top of a sheet that may be its titles.
const TITLES: usize = 6;
/// Rows of units that are looked at.
const ROWS: u32 = 2;

/// Whether a line heads website columns across over units that run down. Its last line, where groups stand over the names.
pub(super) fn heads_columns(grid: &Grid<'_>, what: (u32, &[Entry<'_>]), lexicon: &Lexicon<'_>) -> Option<u32> {
    let (line, piece) = what;
    let sums = piece.iter().filter(|e| e.label == Some(Field::Sum)).count();
    let counts = |e: &Entry<'_>| e.label.is_some_and(|field| field.is_count() && field != Field::Sum);
    if grid.turned || sums != 1 || piece.iter().any(|e| e.bars || e.month || counts(e)) {
        return None;
    }
    // Before the units may stand the number of the line and its month.
    let mut rest = piece.iter().filter(|e| e.label != Some(Field::Serial) && e.other != Some(Other::Times));
    let units = rest.next()?;
    let last = piece.last()?.span.1;
    let head = grid.own(line, units.span.0)?.lines.1;
    let names = (units.span.1 + 1..=last).filter(|pos| grid.seen(head, *pos).is_some()).count();
    let body = |row: u32| {
        let ink = grid.own(row, units.span.0).filter(|ink| ink.look == Look::Words);
        let figures = grid.inks(row, (units.span.1 + 1, last)).filter(|(_, ink)| ink.look == Look::Figure).count();
        ink.is_some_and(|ink| lexicon.words.names.is_one_body(ink.key())) && figures * 2 > names
    };
    let below = (head + 1..=head + ROWS).all(body);
    (names > NAMES && below && is_titled(grid, line, lexicon)).then_some(head)
}

/// Whether the sheet's name or a line at its top speaks of updates of website columns.
fn is_titled(grid: &Grid<'_>, line: u32, lexicon: &Lexicon<'_>) -> bool {
    let words = &lexicon.words.headings;
    let top = grid.lines().take_while(|above| *above < line).take(TITLES);
    let mut titles = top.flat_map(|above| grid.inks(above, (0, u32::MAX))).filter(|(_, ink)| ink.look == Look::Words);
    let sheet = || grid.sheet.place.sheet.as_ref().is_some_and(|name| words.speaks_of_updates(&fold(name)));
    titles.any(|(_, ink)| words.speaks_of_updates(ink.key())) || sheet()
}
