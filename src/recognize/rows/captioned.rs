//! "The rows below 四月份 are April's." Months that stand in rows of their own between the rows of one table.
//!
//! In: a [`Table`] as drawn, its region. Out: the same table with a heading for the month, which each row takes from the caption above it,
//! and each group's sum too; `shapes` makes headings of the months. A table of which one row stands under no month stays as it is. It adds nothing up.

use crate::field::Form;
use crate::fold::one_line;
use crate::period::PeriodSaid;
use crate::place::{Area, At};
use crate::read::Value;
use crate::recognize::grid::Grid;
use crate::recognize::lexicon::{Lexicon, is_month};
use crate::recognize::region::Region;
use crate::recognize::{Heading, RawCell, RawRow, RowReason, Table};

/// The month that a caption (folded) names and nothing else, its number apart: 四月份, （二）5月, 6月情况.
pub(in crate::recognize) fn month_of_caption(key: &str, lexicon: &Lexicon<'_>) -> Option<PeriodSaid> {
    let words = lexicon.words;
    let rest = key.trim_start_matches('(').split_once(['、', '.', ')']).filter(|_| words.rows.is_numbered(key));
    let sense = lexicon.sense(rest.map_or(key, |(_, rest)| rest.trim_start_matches(['、', '.'])));
    let bare = sense.rest.is_empty() || words.headings.is_neutral(&sense.rest);
    sense.period.filter(|said| bare && is_month(said))
}

/// A caption: its line, its cell and its words.
type Caption = (u32, At, String);

/// Gives the rows under captions of months a heading with their month; its index.
pub(in crate::recognize) fn take_in_months(
    table: &mut Table,
    region: &Region,
    grid: &Grid<'_>,
    lexicon: &Lexicon<'_>,
) -> Option<usize> {
    let counted = matches!(table.form, Form::Columns | Form::Messages | Form::Accounts);
    if region.turned || !counted || table.headings.iter().any(|h| h.period.is_some()) {
        return None;
    }
    let groups = table.left_out.iter().filter(|left| left.why == RowReason::Group);
    let captions: Vec<Caption> = groups
        .filter_map(|left| {
            let (pos, ink) = grid.inks(left.line, region.span).next()?;
            month_of_caption(ink.key(), lexicon)?;
            Some((left.line, grid.at(left.line, pos), one_line(&ink.cell.value.shown())))
        })
        .collect();
    let over = |row: &RawRow| captions.iter().rposition(|(line, ..)| *line < row.line);
    let (_, first, name) = captions.first()?;
    if table.rows.is_empty() || !table.rows.iter().all(|row| over(row).is_some()) {
        return None;
    }
    let area = Area::one(*first);
    let heading = Heading {
        area,
        path: vec![name.clone()],
        field: None,
        period: None,
        platform: None,
        rival: None,
        why: None,
        margin: 0,
    };
    let month = |number: usize| {
        let (_, at, name) = &captions[number];
        RawCell { at: *at, value: Value::Text(name.clone()), formula: false, filled: true }
    };
    // Where each month has a sum the first is the month's; a further one, or the only one of all, adds up more.
    let of: Vec<Option<usize>> = table.totals.iter().map(over).collect();
    let each = (0..captions.len()).all(|number| of.contains(&Some(number)));
    let own = |(i, number): (usize, &Option<usize>)| number.filter(|_| each && !of[..i].contains(number));
    let sums: Vec<Option<usize>> = of.iter().enumerate().map(own).collect();
    let rows: Vec<Option<usize>> = table.rows.iter().map(over).collect();
    for (row, number) in table.rows.iter_mut().zip(rows).chain(table.totals.iter_mut().zip(sums)) {
        row.cells.push(number.map(month));
    }
    table.headings.push(heading);
    Some(table.headings.len() - 1)
}
