//! "Whose rows were these?" The units that a table turned out to be about.
//!
//! In: what was made of a table. Out: its units by used name, in order of appearance. It names nobody.

use super::Desk;
use indexmap::IndexSet;
use std::sync::Arc;

impl Desk<'_> {
    /// Units of the entries made since, in order of appearance.
    pub(super) fn units_since(&self, first: usize) -> Vec<Arc<str>> {
        let units: IndexSet<&Arc<str>> = self.drafts[first..].iter().map(|d| &d.entry.unit.used).collect();
        units.into_iter().cloned().collect()
    }

    pub(super) fn units_of_issues(&self, first: usize) -> Vec<Arc<str>> {
        let units: IndexSet<&Arc<str>> = self.out.issues[first..].iter().map(|i| &i.unit.used).collect();
        units.into_iter().cloned().collect()
    }
}
