//! "逾期及未办结原因 | 正在协调." A line below the figures that says why, in words.
//!
//! In: one line of a table. Out: whether it is a remark on all of the table: behind a label of remarks stands no figure, and it stands where
//! others name a month, or with one text merged over the figures. It does not ask what the text says.

use super::Body;
use crate::field::Field;
use crate::recognize::grid::{Ink, Look};

impl<'s> Body<'_, '_, 's, '_> {
    /// Whether a line without a figure remarks on all lines above it.
    pub(super) fn remarks_on_all(&self, line: u32, inks: &[(u32, &Ink<'s>)]) -> bool {
        let [(pos, label), said @ ..] = inks else { return false };
        if label.look != Look::Words || !self.lexicon.words.rows.ends_as_remark(label.key()) {
            return false;
        }
        let named =
            matches!(self.field(*pos), Some(Field::Unit | Field::Column | Field::ParentColumn | Field::Account));
        // A website column may be called 情况说明: a month is never, and a text merged over several figures is none's.
        let merged = matches!(said, [(at, ink)] if ink.span.1 > ink.span.0 && self.is_count(*at));
        (merged || !named && self.months_above(line, *pos)) && !self.goes_on_below(line)
    }

    /// Whether lines above name a month at `pos`.
    fn months_above(&self, line: u32, pos: u32) -> bool {
        let month = |above: &u32| self.grid.own(*above, pos).is_some_and(|ink| self.lexicon.is_month(ink.key()));
        self.full.iter().take_while(|above| **above < line).any(month)
    }

    /// Whether figures stand in lines below.
    fn goes_on_below(&self, line: u32) -> bool {
        let is_figure = |(pos, ink): (u32, &Ink<'s>)| ink.look == Look::Figure && self.is_count(pos);
        let below = self.region.body.iter().filter(|below| **below > line);
        below.into_iter().any(|below| self.grid.inks(*below, self.region.span).any(is_figure))
    }
}
