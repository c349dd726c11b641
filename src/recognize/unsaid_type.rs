//! "平台类型：微信公众号 stands above the table, and its account has no type." What a block says of an account's type that nobody took.
//!
//! In: a table of accounts without a type, its region, the areas of the tables that were read. Out: a finding on the label that says the platform
//! above or beside it. It gives no account a type.

use super::grid::{Grid, Ink};
use super::lexicon::Lexicon;
use super::region::Region;
use super::{RawRow, Table};
use crate::field::{Field, Form};
use crate::finding::{Finding, Kind};
use crate::fold::{fold, one_line};
use crate::place::{Area, At};

/// That a platform is said around a table of accounts that bear none.
pub(super) fn unsaid(
    upright: &Grid<'_>,
    (region, table): (&Region, &Table),
    read: &[Area],
    lexicon: &Lexicon<'_>,
) -> Option<Finding> {
    let name = table.headings.iter().position(|h| h.field == Some(Field::Account))?;
    // 某某发布（抖音） says its type itself.
    let bare = |row: &RawRow| row.cells[name].as_ref().is_some_and(|cell| !fold(&cell.value.shown()).ends_with(')'));
    if table.form != Form::Accounts || table.tells_types() || !table.rows.iter().any(bare) {
        return None;
    }
    let above = read.iter().map(|area| area.last.row).filter(|row| *row < region.area.first.row).max();
    let rows = above.map_or(0, |row| row + 1)..=region.area.last.row;
    let free = |at: At| !read.iter().any(|area| area.contains(at));
    upright.lines_in(rows).find_map(|row| {
        let mut labels = upright.inks(row, (0, u32::MAX)).filter(|(col, _)| free(At::new(row, *col)));
        labels.find_map(|(col, ink)| {
            let platform = said(upright, (row, ink), lexicon)?;
            let written = one_line(ink.cell.value.shown().trim_end_matches([':', '：']));
            let (taken, word) = (Field::AccountType, Some(platform));
            let kind = Kind::HeadingDoubtful { written, taken, other: taken, word };
            Some(Finding::new(kind, upright.sheet.place.at(Area::one(At::new(row, col)))))
        })
    })
}

/// The platform that a label says: behind its colon, in the cell right of it or below it.
fn said(upright: &Grid<'_>, (row, ink): (u32, &Ink<'_>), lexicon: &Lexicon<'_>) -> Option<String> {
    let words = lexicon.words;
    let is_label = |key: &str| words.headings.lists(key, Field::AccountType);
    let (label, value) = words.rows.said(ink.key(), &words.headings).unwrap_or((ink.key().trim_end_matches(':'), ""));
    if !is_label(label) {
        return None;
    }
    let known = |key: &str| words.platforms.canonical(key).map(str::to_owned);
    let right = || upright.inks(row, (ink.span.1 + 1, ink.span.1 + 2)).next().and_then(|(_, next)| known(next.key()));
    let below = || upright.own(ink.lines.1 + 1, ink.span.0).and_then(|next| known(next.key()));
    known(value).or_else(right).or_else(below)
}
