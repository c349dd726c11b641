//! "〃 is what stands above." Cells that repeat the name or the day of the line before.
//!
//! In: the lines of a table, one after the other. Out: the same, where 〃 and its kin under a name or a day bear what the last line said
//! there. Figures are never repeated, and the first line has nothing above it.

use super::RawCell;
use super::ledger::Seen;
use super::roles::Roles;
use crate::field::Field;
use crate::read::Value;
use crate::rules::Words;

/// What the last line said under each heading of a name or a day.
pub(super) struct Above<'w, C> {
    /// For each heading whether its cells may repeat others.
    repeats: Vec<bool>,
    last: Vec<Option<C>>,
    words: &'w Words,
}

/// A cell that may bear the value of another.
pub(super) trait Repeats: Clone {
    /// What it holds.
    fn value(&self) -> &Value;
    /// The same cell as one that is filled from above.
    fn filled(&self) -> Self;
}

impl Repeats for Seen<'_> {
    fn value(&self) -> &Value {
        self.value
    }

    fn filled(&self) -> Self {
        Self { filled: true, ..*self }
    }
}

impl Repeats for RawCell {
    fn value(&self) -> &Value {
        &self.value
    }

    fn filled(&self) -> Self {
        Self { filled: true, ..self.clone() }
    }
}

impl<'w, C: Repeats> Above<'w, C> {
    /// Ready for the first line.
    pub(super) fn of(roles: &Roles, words: &'w Words) -> Self {
        let names = |field: Option<Field>| {
            matches!(
                field,
                Some(
                    Field::Unit
                        | Field::Account
                        | Field::AccountType
                        | Field::Column
                        | Field::ParentColumn
                        | Field::Day
                )
            )
        };
        let repeats: Vec<bool> = roles.fields.iter().map(|role| names(role.field)).collect();
        Self { last: repeats.iter().map(|_| None).collect(), repeats, words }
    }

    /// Gives the cells of the next line what stands above them.
    pub(super) fn fill(&mut self, cells: &mut [Option<C>]) {
        let headings = self.repeats.iter().zip(&mut self.last).filter(|(repeats, _)| **repeats);
        let indices = self.repeats.iter().enumerate().filter(|(_, repeats)| **repeats).map(|(index, _)| index);
        for (index, (_, last)) in indices.zip(headings) {
            let Some(Some(cell)) = cells.get_mut(index) else { continue };
            let repeats = match cell.value() {
                Value::Text(text) => self.words.diaries.repeats(text),
                _ => false,
            };
            match last.as_ref().filter(|_| repeats) {
                Some(last) => *cell = last.filled(),
                None if repeats => {}
                None => *last = Some(cell.clone()),
            }
        }
    }
}
