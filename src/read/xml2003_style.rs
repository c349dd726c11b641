//! "Which of its looks say this?" One fact that styles of an XML Spreadsheet 2003 may tell, such as percentages.
//!
//! In: the styles of the book, the styles of letter columns and rows. Out: whether the fact holds for a cell. It knows no values.

use super::outline::attribute;
use crate::finding::Kind;
use quick_xml::events::BytesStart;
use std::collections::HashSet;

/// Where the fact holds.
#[derive(Default)]
pub(super) struct Styled {
    /// The style that is open.
    style: Option<String>,
    /// Styles of which it holds, by their names.
    styles: HashSet<String>,
    /// Letter columns of the open sheet of which it holds, as ranges with both ends.
    pub(super) columns: Vec<(u32, u32)>,
    /// Whether it holds of the open row, where the row says so.
    pub(super) row: Option<bool>,
}

impl Styled {
    /// A style begins; what its parent says holds until it says otherwise.
    pub(super) fn style(&mut self, e: &BytesStart<'_>) -> Result<(), Kind> {
        self.style = attribute(e, "ID")?;
        if let (Some(style), Some(parent)) = (&self.style, attribute(e, "Parent")?)
            && self.styles.contains(&parent)
        {
            self.styles.insert(style.clone());
        }
        Ok(())
    }

    /// What the open style says.
    pub(super) fn says(&mut self, holds: bool) {
        let Some(style) = &self.style else { return };
        if holds {
            self.styles.insert(style.clone());
        } else {
            self.styles.remove(style);
        }
    }

    /// What the element's own style says; `None` without one.
    pub(super) fn own(&self, e: &BytesStart<'_>) -> Result<Option<bool>, Kind> {
        Ok(attribute(e, "StyleID")?.map(|style| self.styles.contains(&style)))
    }

    /// A cell without a style has its row's, else its letter column's.
    pub(super) fn of_cell(&self, e: &BytesStart<'_>, col: u32) -> Result<bool, Kind> {
        let column = || self.columns.iter().any(|(from, to)| (*from..=*to).contains(&col));
        Ok(self.own(e)?.or(self.row).unwrap_or_else(column))
    }
}
