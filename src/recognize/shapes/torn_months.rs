//! "月份: 四月份, 五月份, and then 院长：某某" Rows of messages told by month, of which some name none.
//!
//! In: a [`Table`] of messages of one unit, after its months were looked for. Out: nothing where they were found, or where it has none; else
//! the finding with which the whole table waits: the months would pass for so many reports of the same figure.

use super::month_of;
use crate::field::{Field, Form};
use crate::finding::{Finding, Kind, Waits};
use crate::fold::one_line;
use crate::period::PeriodSaid;
use crate::place::{At, Place};
use crate::recognize::Table;
use crate::recognize::lexicon::{Lexicon, is_month};

/// Why a table of messages waits whose rows name months, but for some of them.
pub(in crate::recognize) fn torn_months(table: &Table, lexicon: &Lexicon<'_>) -> Option<Finding> {
    let has_units = || table.headings.iter().any(|h| h.field == Some(Field::Unit));
    if table.form != Form::Messages || table.rows.len() < 3 || has_units() {
        return None;
    }
    let may_tell = |i: &usize| {
        let heading = &table.headings[*i];
        matches!(heading.field, None | Some(Field::Day)) && heading.period.is_none()
    };
    let months = |i: usize| -> Vec<Option<PeriodSaid>> {
        table.rows.iter().map(|row| month_of(row, i, lexicon).filter(is_month)).collect()
    };
    let told = |i: usize| {
        let months = months(i);
        let mut found: Vec<&PeriodSaid> = months.iter().flatten().collect();
        let most = found.len() * 2 > months.len() && found.len() < months.len();
        found.dedup();
        (most && found.len() > 1).then_some((i, months))
    };
    let (index, months) = (0..table.headings.len()).filter(may_tell).find_map(told)?;
    let heading = &table.headings[index];
    let spot = |line: usize| -> Place {
        let row = &table.rows[line];
        let at = row.cells[index].as_ref().map_or_else(|| At::new(row.line, heading.area.first.col), |cell| cell.at);
        table.place.at(at)
    };
    let mut odd = (0..months.len()).filter(|line| months[*line].is_none()).map(spot);
    let named = vec![heading.path.last().map(|text| one_line(text)).unwrap_or_default()];
    let finding = Finding::new(Kind::TableWaits { why: Waits::Months, named }, odd.next()?);
    Some(finding.related(odd))
}
