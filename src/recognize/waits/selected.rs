//! "附：逾期件情况说明" Lists of some of the messages, drawn as a ledger of all of them.
//!
//! In: a ledger of messages and the line right above it. Out: a finding that quotes that line where it says which messages stand below: those
//! that are late or open, or examples. With it the ledger waits: its lines are not what was received. It reads no lines.

use super::mixed::quotable;
use crate::field::Form;
use crate::finding::{Finding, Kind, Waits};
use crate::fold::{fold, one_line};
use crate::recognize::Table;
use crate::recognize::grid::{Grid, Look};
use crate::recognize::lexicon::Lexicon;
use crate::recognize::region::Region;

/// What proves that a ledger lists no more than some messages.
pub(in crate::recognize) fn selected(
    grid: &Grid<'_>,
    region: &Region,
    table: &Table,
    lexicon: &Lexicon<'_>,
) -> Option<Finding> {
    let above = *region.captions.first().filter(|_| table.form == Form::MessageLedger && !region.turned)?;
    let texts = grid.inks(above, (0, u32::MAX)).filter(|(_, ink)| ink.look == Look::Words);
    let mut texts = texts.map(|(_, ink)| one_line(&ink.cell.value.shown()));
    let text = texts.find(|text| lexicon.words.guards.selects_messages(&fold(text)))?;
    let kind = Kind::TableWaits { why: Waits::Selected, named: vec![quotable(text)] };
    Some(Finding::new(kind, table.place.clone()))
}
