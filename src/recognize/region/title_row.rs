//! "A title, and at the far end 表号 or who kept the book." Rows that hold a title and short texts behind it.
//!
//! In: a row of an upright [`Grid`]. Out: whether it is such a row: its first text reads as a title or is a period and nothing else, and
//! what stands behind is no heading. It does not ask where the row stands.

use crate::field::Field;
use crate::period::Part;
use crate::recognize::grid::{Grid, Look};
use crate::recognize::lexicon::{Lexicon, Sense};

/// Texts behind a title, at most.
const BEHIND: usize = 3;
/// Characters of one of them.
const BEHIND_LENGTH: usize = 16;
/// Characters of the shortest title.
const TITLE_LENGTH: usize = 6;
/// Characters of the shortest title that a year and a period make one, whatever its last words are.
const DATED_LENGTH: usize = 12;

/// Whether a row is a title with short texts behind it, none of which may be a heading.
pub(in crate::recognize) fn is_title_row(grid: &Grid<'_>, row: u32, lexicon: &Lexicon<'_>) -> bool {
    let mut inks = grid.inks(row, (0, u32::MAX)).map(|(_, ink)| ink);
    let Some(first) = inks.next().filter(|ink| !grid.turned && ink.look == Look::Words && ink.lines == (row, row))
    else {
        return false;
    };
    let sense = lexicon.sense(first.key());
    let by_period = is_period(&sense);
    let length = first.key().chars().count();
    let named = length >= TITLE_LENGTH && lexicon.words.rows.ends_as_title(first.key());
    // A group of headings (基本情况统计) names no year.
    let dated = length >= DATED_LENGTH && has_year(&sense);
    let titled = (named || dated) && sense.label().is_none_or(|field| !field.is_count());
    let mut behind = 0;
    let aside = inks.all(|ink| {
        behind += 1;
        let sense = lexicon.sense(ink.key());
        // A day may stand behind any title, a month only behind one that is no period itself.
        let time = ink.look != Look::Day
            && sense.period.is_some()
            && (by_period || sense.rest.is_empty() && !has_year(&sense));
        let heads = sense.label().is_some() || sense.platform.is_some() || lexicon.words.headings.is_neutral(ink.key());
        let short = ink.key().chars().count() <= BEHIND_LENGTH;
        matches!(ink.look, Look::Words | Look::Day) && ink.lines == (row, row) && short && !(heads || time)
    });
    (titled || by_period) && aside && (1..=BEHIND).contains(&behind)
}

/// Whether names stand under the first text of a row: months and figures alone would make it their group.
pub(super) fn is_over_names(grid: &Grid<'_>, row: u32, lexicon: &Lexicon<'_>) -> bool {
    let Some((pos, _)) = grid.inks(row, (0, u32::MAX)).next() else { return false };
    grid.own(row + 1, pos).is_some_and(|below| {
        let named = lexicon.label(below.key()).is_some_and(|field| !field.is_count() && field != Field::Sum);
        named || lexicon.words.headings.is_neutral(below.key())
    })
}

fn has_year(sense: &Sense<'_>) -> bool {
    sense.period.is_some_and(|said| said.year.is_some())
}

/// Whether a text is a period of some year and nothing else.
fn is_period(sense: &Sense<'_>) -> bool {
    let whole = |said: crate::period::PeriodSaid| said.year.is_some() || matches!(said.part, Part::Days(..));
    sense.rest.is_empty() && sense.period.is_some_and(whole)
}
