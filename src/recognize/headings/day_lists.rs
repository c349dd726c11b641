//! "4月更新日期: 3日、12日、25日" Months whose cells list the days of what was done in them.
//!
//! In: the headings of a region. Out: the same, where a month with a word of days stands over lists of days: it tells the updates of that month. Whether each day is one of them is decided in `normalize`.

use super::{MONTH_SCORE, Meaning, Written};
use crate::field::Field;
use crate::read::Value;
use crate::recognize::grid::Grid;
use crate::recognize::lexicon::Lexicon;
use crate::recognize::region::Region;
use crate::rules::month_lists::{read_days, read_days_of};
use jiff::civil::Date;

/// A year for days without one: it has a 29th of February.
const ANY_YEAR: i16 = 2024;

/// Takes months over lists of days for what was updated in them.
pub(super) fn settle(headings: &mut [Written], grid: &Grid<'_>, region: &Region, lexicon: &Lexicon<'_>) {
    if grid.turned {
        return;
    }
    let is_dated = |h: &Written| h.keys.last().is_some_and(|key| lexicon.is_dated_month(&lexicon.sense(key)));
    for heading in headings.iter_mut().filter(|h| h.period.is_some() && is_dated(h)) {
        let pos = heading.span.0;
        let mut values = region.body.iter().filter_map(|line| grid.own(*line, pos)).map(|ink| &ink.cell.value);
        // Whatever else stands there is asked about cell by cell.
        if values.any(|value| lists_days(value, lexicon)) {
            heading.guesses = vec![Meaning { field: Field::Updates, score: MONTH_SCORE, forms: Vec::new() }];
            heading.by_period = true;
        }
    }
}

/// Whether a cell lists days, with their month or without.
pub(in crate::recognize) fn lists_days(value: &Value, lexicon: &Lexicon<'_>) -> bool {
    let bare = || Date::new(ANY_YEAR, 1, 1).ok().and_then(|first| read_days_of(value, first, lexicon.words));
    read_days(value, ANY_YEAR).or_else(bare).is_some()
}
