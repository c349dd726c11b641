//! "What should be said about this row?" Findings about one row of the tally.
//!
//! In: a row and its index. Out: findings that carry its unit, object, subject and line in the roster. It decides nothing.

use super::rows::Row;
use super::{Came, Part, held};
use crate::field::{Field, Form};
use crate::finding::{Finding, Kind, Subject};
use crate::place::Place;
use crate::settle::Held;

/// Findings about one row.
pub(super) struct Noticed {
    unit: String,
    object: String,
    subject: Subject,
    line: Option<Place>,
    pub(super) findings: Vec<Finding>,
}

impl Noticed {
    pub(super) fn new(row: &Row, subject: Subject) -> Self {
        let line = row.asked.map(|_| row.place.clone());
        Self { unit: row.unit.clone(), object: row.object.clone(), subject, line, findings: Vec::new() }
    }

    /// Adds a finding at `place`; the row's line in the roster belongs to it.
    pub(super) fn add(&mut self, kind: Kind, place: &Place) -> &mut Finding {
        let line = self.line.clone().filter(|line| line != place);
        let mut finding =
            Finding::new(kind, place.clone()).unit(self.unit.as_str()).subject(self.subject).related(line);
        if !self.object.is_empty() {
            finding = finding.object(self.object.as_str());
        }
        self.findings.push(finding);
        let last = self.findings.len() - 1;
        &mut self.findings[last]
    }

    /// Adds that this row may stand in what waits, where other rows of the form came; else that is said once of the unit.
    pub(super) fn waits(&mut self, form: Form, place: &Place, (held, came): (&Held, &Came)) {
        if came.form(&self.unit, form) {
            self.add(held::kind(form, held), place).related.push(held.place.clone());
        }
    }

    /// Adds that the file claims one thing and another is in force.
    pub(super) fn claim(&mut self, field: Field, part: &Part, computed: String) -> &mut Finding {
        self.add(Kind::ClaimDiffers { field, claimed: part.raw.clone(), computed }, &part.place)
    }

    /// A finding at the first place, with the second beside it, that is kept apart from the others.
    pub(super) fn alone(&mut self, kind: Kind, (place, line): (&Place, &Place)) -> Finding {
        self.add(kind, place).clone().related([line.clone()])
    }
}
