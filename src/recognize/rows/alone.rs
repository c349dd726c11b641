//! "二、县公安局" What a line of a table is that holds one text and nothing else.
//!
//! In: such a line of a [`Body`], the line before it. Out: why it is left out, as the name of a group, a remark or a row that was not filled
//! in; `None` where it may be data. It knows nothing of lines with several cells.

use super::captioned::month_of_caption;
use super::group_rules::asked;
use super::unit_groups::{names_one, without_order};
use super::{Body, Kind, OfAll, SENTENCE};
use crate::field::{Field, Form};
use crate::recognize::RowReason;
use crate::recognize::grid::{Ink, Look};

impl<'s> Body<'_, '_, 's, '_> {
    /// A line with one cell: a caption of a group, a sentence, a closing line; `None` when it may be data.
    pub(super) fn alone(
        &self,
        line: u32,
        cell: (u32, &Ink<'s>),
        before: Option<(u32, Kind)>,
        later: bool,
    ) -> Option<RowReason> {
        let (pos, ink) = cell;
        let rows = &self.lexicon.words.rows;
        match ink.look {
            Look::Figure if self.field(pos) == Some(Field::Serial) => return Some(RowReason::Template),
            Look::Day if !later && self.field(pos) != Some(Field::Day) => return Some(RowReason::Signature),
            Look::Words => {}
            _ => return None,
        }
        if rows.zero_report(ink.key()).is_some() {
            return Some(RowReason::Remark);
        }
        if let Some((_, Kind::Left(reason @ (RowReason::Remark | RowReason::Signature)))) = before.filter(|_| !later) {
            return Some(reason);
        }
        let asks = matches!(self.roles.form, Form::Columns | Form::Accounts);
        if later && asks && asked(&ink.cell.value.shown(), self.lexicon.words).is_some() {
            return Some(RowReason::Group);
        }
        let of_month = || month_of_caption(ink.key(), self.lexicon).is_some() && !self.months_stand_at(pos);
        if later && (of_month() || asks && self.names_a_body_over(pos, ink)) {
            return Some(RowReason::Group);
        }
        let wide = ink.span.1.min(self.region.span.1) > ink.span.0;
        let long = ink.key().chars().count() > SENTENCE;
        let sentence = long && !names_one(ink.key(), self.lexicon.words);
        let numbered = rows.is_numbered(ink.key()) || self.lexicon.sense(ink.key()).label() == Some(Field::Unit);
        let apart = before.is_some_and(|(b, _)| self.grid.is_gap(b, line)) && !later;
        if wide || sentence || numbered || apart || self.others_are_described(pos) {
            let group = later && !sentence;
            return Some(if group { RowReason::Group } else { RowReason::Remark })
                .filter(|_| later || wide || sentence || apart);
        }
        None
    }

    /// Whether a name is a body over the names of what it keeps: a unit, where no full line names a body at `pos` and none is named in a column.
    fn names_a_body_over(&self, pos: u32, ink: &Ink<'_>) -> bool {
        let names = &self.lexicon.words.names;
        let bare = |key: &str| without_order(key, self.lexicon.words).to_owned();
        let is_unit = |ink: &Ink<'_>| names.is_one_body(&bare(ink.key())) && !names.may_be_room(&bare(ink.key()));
        let of_full = |line: &u32| self.grid.own(*line, pos).is_some_and(is_unit);
        let has_units = || self.fields().any(|(_, field)| field == Some(Field::Unit));
        let bodies = || self.full.iter().any(of_full);
        is_unit(ink) && !has_units() && !self.once((OfAll::Bodies, pos), bodies)
    }

    /// Whether every full line has a month of its own at `pos`: then one with nothing else was not filled in.
    fn months_stand_at(&self, pos: u32) -> bool {
        let is_month = |line: &u32| {
            let ink = self.grid.seen(*line, pos).map(|(_, _, ink)| ink);
            ink.is_some_and(|ink| self.lexicon.is_month(ink.key()))
        };
        self.once((OfAll::Months, pos), || self.full.iter().all(is_month))
    }

    /// Whether full lines of this table always say more in words than the cell at `pos`: then a line with that cell alone names a group.
    fn others_are_described(&self, pos: u32) -> bool {
        let described = |line: &u32| {
            self.grid
                .inks(*line, self.region.span)
                .any(|(p, ink)| p != pos && ink.look == Look::Words && !self.is_count(p))
        };
        self.once((OfAll::Described, pos), || !self.full.is_empty() && self.full.iter().all(described))
    }

    /// The answer to a question about all full lines, worked out once.
    fn once(&self, asked: (OfAll, u32), work_out: impl FnOnce() -> bool) -> bool {
        let known = self.known.borrow().get(&asked).copied();
        known.unwrap_or_else(|| {
            let answer = work_out();
            self.known.borrow_mut().insert(asked, answer);
            answer
        })
    }
}
