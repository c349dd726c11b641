//! "6/4/5 is 6, 4 and 5." The parts of cells that hold several figures.
//!
//! In: a row of a table of which some headings share their cells, each being one part. Out: for each such heading the count of its part, with
//! the whole cell as its raw text. A cell that has other parts than its headings is in doubt as a whole.

use super::counts::{CountRead, read_count};
use super::totals::cell;
use super::{Desk, InUse, Reading, Reported};
use crate::finding::CountDoubt;
use crate::read::Value;
use crate::recognize::RawRow;
use crate::rules::parted::parts_of;

impl Desk<'_> {
    /// Whether a heading shares its cells with others, a part for each.
    pub(super) fn is_parted(used: &InUse<'_>, heading: usize) -> bool {
        !used.table.parted.is_empty() && used.table.parted.contains(&used.table.headings[heading].area)
    }

    /// Whether a heading names a time and has its cells to itself.
    pub(super) fn tells_month(used: &InUse<'_>, heading: usize) -> bool {
        used.table.headings[heading].period.is_some() && !Self::is_parted(used, heading)
    }

    /// What a row tells under a heading that shares its cells; `None` under any other.
    pub(super) fn part_of(&self, used: &InUse<'_>, row: &RawRow, heading: usize) -> Option<CountRead> {
        if !Self::is_parted(used, heading) {
            return None;
        }
        let headings = &used.table.headings;
        let own = &headings[heading];
        let group: Vec<usize> = (0..headings.len()).filter(|i| headings[*i].area == own.area).collect();
        let at = group.iter().position(|i| *i == heading)?;
        let field = own.field?;
        let value = cell(row, heading).map(|c| &c.value);
        let whole = read_count(value, field, &self.rules.words);
        let raw = whole.reading.raw.clone();
        let parts = match value {
            Some(Value::Text(text)) => parts_of(text, group.len()),
            _ => None,
        };
        let Some(part) = parts.and_then(|parts| parts.into_iter().nth(at)) else {
            let value = match whole.reading.value {
                // One number is no part's, and least of all each part's; 无 says it of all of them.
                Reported::Count(n) if n > 0 || !whole.word_zero => {
                    let of_months = group.iter().any(|i| headings[*i].period != own.period);
                    let why = if of_months { CountDoubt::NoMonth } else { CountDoubt::NotANumber };
                    Reported::Doubtful { parsed: None, why }
                }
                value => value,
            };
            return Some(CountRead { reading: Reading { raw, value }, ..whole });
        };
        let read = read_count(Some(&Value::Text(part)), field, &self.rules.words);
        Some(CountRead { reading: Reading { raw, value: read.reading.value }, ..read })
    }
}
