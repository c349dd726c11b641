//! "That title says it wrongly." Wrong wordings in the titles of a ledger of posts, where they are read.
//!
//! In: titles as they are met, in any order; the office's list. Out: the first hits with their cells and the words around them, and how
//! many more there are: only these leave the reader, however long the ledger is. It knows no account and no period.

use crate::place::At;
use crate::read::Value;
use crate::rules::wrong::WrongWordings;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Wrong wordings in the titles of one ledger.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrongTitles {
    /// The first of them, by lines.
    pub list: Vec<WrongTitle>,
    /// How many more there are.
    pub more: usize,
}

/// One wrong wording in one title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrongTitle {
    /// The title's cell.
    pub at: At,
    /// The row of the table that its line belongs to, from zero.
    pub row: u32,
    /// The wording's number in the office's list, from zero.
    pub wording: u32,
    /// The words around it.
    pub shown: String,
}

/// So many are listed for one ledger; more help nobody to mend it, and one careless line of the list may hit every title.
const MOST: usize = 50;

/// Hits on their way: by line, cell and place in the title, the first ones only.
#[derive(Debug, Default)]
pub(super) struct Titles {
    first: BTreeMap<(u32, At, usize), WrongTitle>,
    more: usize,
}

impl Titles {
    /// Looks at one title of the line and row with these numbers.
    pub(super) fn look(&mut self, (line, row): (u32, u32), (at, value): (At, &Value), wrong: &WrongWordings) {
        // Days and numbers hold no wording.
        let Value::Text(text) = value else { return };
        for (number, hit) in wrong.hits(text).into_iter().enumerate() {
            let title = WrongTitle { at, row, wording: hit.wording, shown: hit.shown };
            self.first.insert((line, at, number), title);
            if self.first.len() > MOST {
                self.first.pop_last();
                self.more += 1;
            }
        }
    }

    /// The hits in order; `place` tells for each row its place among all rows.
    pub(super) fn finish(self, place: &[u32]) -> WrongTitles {
        let ordered = |title: WrongTitle| WrongTitle { row: place[title.row as usize], ..title };
        WrongTitles { list: self.first.into_values().map(ordered).collect(), more: self.more }
    }
}
