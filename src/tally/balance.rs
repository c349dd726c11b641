//! "Did any row get lost?" The balance of rows over all tables: found = used + left out, by reason.
//!
//! In: the record of the inputs. Out: [`Balance`], the sums over all their tables. It only adds up: the reasons are the record's.

use super::register::Input;
use crate::recognize::RowReason;
use std::collections::BTreeMap;

/// Rows of all tables by what became of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Balance {
    /// Tables.
    pub tables: usize,
    /// Rows found below headings.
    pub found: usize,
    /// Rows that gave figures.
    pub used: usize,
    /// Rows that gave none, by reason.
    pub left_out: BTreeMap<RowReason, usize>,
}

impl Balance {
    /// The balance over the tables of `inputs`.
    #[must_use]
    pub fn of<'a>(inputs: impl IntoIterator<Item = &'a Input>) -> Self {
        let mut out = Self::default();
        for table in inputs.into_iter().flat_map(|input| &input.tables) {
            out.tables += 1;
            out.found += table.rows_found;
            out.used += table.rows_used;
            for (why, rows) in &table.left_out {
                *out.left_out.entry(*why).or_default() += rows;
            }
        }
        out
    }

    /// Whether every row found is accounted for.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.found == self.used + self.left_out.values().sum::<usize>()
    }
}
