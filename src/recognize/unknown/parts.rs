//! "县长信箱 6, 留言板 5, 合计 11." Headings that are parts of the sum beside them.
//!
//! In: a table whose headings have their meaning. Out: in the table, headings without a meaning that add up to the one that says the same
//! below another group count nothing, for nothing of them is lost; findings where totals do not add up. Rows are `normalize`'s.

use crate::field::Field;
use crate::finding::{Finding, Kind};
use crate::fold::{fold, one_line};
use crate::recognize::headings::Written;
use crate::recognize::roles::channels::best;
use crate::recognize::{Heading, RawRow, Table, Why};

/// Fewer rows that add up prove nothing beside one that does not.
const FITS: usize = 2;

/// A sum with its parts, by their headings, and the rows that contradict it.
struct Sum {
    sum: usize,
    parts: Vec<usize>,
    /// Rows whose parts come to this instead; total rows only where every row above adds up.
    wrong: Vec<(RawRow, f64)>,
}

/// Lets headings count nothing whose figures are parts of a sum. Rows that contradict it are told when they are read; totals here.
pub(super) fn set_parts_aside(table: &mut Table, written: &[Written]) -> Vec<Finding> {
    let mut out = Vec::new();
    for Sum { sum, parts, wrong } in sums(table, written) {
        for part in parts {
            (table.headings[part].field, table.headings[part].why) = (Some(Field::NotData), Some(Why::Parts));
        }
        let totals = wrong.iter().filter(|(row, _)| table.totals.iter().any(|total| total.line == row.line));
        out.extend(totals.filter_map(|wrong| differs(table, sum, wrong)));
    }
    out
}

/// Sums of headings without a meaning: in every row and total, or in most rows, those below other groups that say the same, or mean it, add
/// up to one that means something (县长信箱 › 受理, 留言板 › 受理, 合计 › 受理).
fn sums(table: &Table, written: &[Written]) -> Vec<Sum> {
    let plain = |h: &Heading| h.path.len() > 1 && h.period.is_none() && h.platform.is_none();
    let said = |h: &Heading| h.path.last().map(|text| fold(text));
    let of = table.headings.iter().enumerate().filter(|(_, h)| plain(h) && h.field.is_some_and(Field::is_count));
    let sum = |(sum, heading): (usize, &Heading)| {
        let means = |i: usize| written.get(i).is_some_and(|w| best(table.form, w) == heading.field);
        let alike = |i: &usize| {
            let h = &table.headings[*i];
            plain(h) && h.field.is_none() && (said(h) == said(heading) || means(*i))
        };
        let parts: Vec<usize> = (0..table.headings.len()).filter(alike).collect();
        let tells = |row: &RawRow| number(row, sum).is_some_and(|n| n > 0.0);
        if parts.len() < 2 || table.rows.len() < 2 || !table.rows.iter().any(tells) {
            return None;
        }
        let wrong_of = |rows: &[RawRow]| -> Option<Vec<(RawRow, f64)>> {
            let mut wrong = Vec::new();
            for row in rows {
                let all: f64 = parts.iter().map(|i| number(row, *i)).sum::<Option<f64>>()?;
                if (all - number(row, sum)?).abs() > 1e-6 {
                    wrong.push((row.clone(), all));
                }
            }
            Some(wrong)
        };
        let mut wrong = wrong_of(&table.rows)?;
        let fits = table.rows.len() - wrong.len();
        if wrong.is_empty() {
            wrong = wrong_of(&table.totals)?;
        }
        (wrong.is_empty() || fits >= FITS.max(wrong.len() + 1)).then_some(Sum { sum, parts, wrong })
    };
    of.filter_map(sum).collect()
}

/// What stands under a heading; a blank adds nothing.
fn number(row: &RawRow, index: usize) -> Option<f64> {
    row.cells[index].as_ref().map_or(Some(0.0), |cell| cell.value.number())
}

/// That the parts of a total come to another number: it is only compared.
fn differs(table: &Table, sum: usize, (row, all): &(RawRow, f64)) -> Option<Finding> {
    let cell = row.cells.get(sum)?.as_ref()?;
    // Checked: whole numbers of cells that are small.
    #[allow(clippy::cast_possible_truncation, reason = "a sum of whole numbers")]
    let computed = vec![all.round() as i64];
    let heading = table.headings[sum].path.join(" › ");
    let name = row.cells.iter().flatten().next().map(|cell| one_line(&cell.value.shown()));
    let (row, written) = (name.unwrap_or_default().into(), one_line(&cell.value.shown()));
    let kind = Kind::TotalDiffers { row, heading, across: true, written, computed };
    Some(Finding::new(kind, table.place.at(cell.at)))
}
