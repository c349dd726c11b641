//! "What was in that file?" What the record of the inputs keeps of each file, so that its rows need not stay in memory.
//!
//! In: what became of each submission at the door. Out: [`Seen`]: hash, and of each table its place, headings and numbers of rows;
//! or why it was refused. It judges nothing.

use crate::field::{Field, Form};
use crate::finding::Finding;
use crate::intake::Intake;
use crate::place::{Area, Place};
use crate::recognize::{RowReason, Table, Why};
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

/// A submission without its rows.
#[derive(Debug, Clone)]
pub struct Seen {
    /// The file.
    pub(super) file: Arc<str>,
    /// SHA-256, where its bytes were read.
    pub(super) sha256: Option<String>,
    /// Its tables, or why it was refused.
    pub(super) tables: Result<Vec<SeenTable>, Box<Finding>>,
}

/// A heading: its cells, its words, what it means.
pub type SeenHeading = (Area, Arc<str>, Option<Field>);

/// A table without its rows.
#[derive(Debug, Clone)]
pub(super) struct SeenTable {
    pub(super) place: Place,
    pub(super) form: Form,
    /// Annexes that it may be about, where it was not read.
    pub(super) may_be: Vec<Form>,
    pub(super) headings: Arc<[SeenHeading]>,
    pub(super) rows: usize,
    /// Rows that are no data, by reason.
    pub(super) left: BTreeMap<RowReason, usize>,
    /// What a drawing of it needs.
    pub(super) drawn: Arc<Drawn>,
}

/// Submissions of which the first rows are kept: nobody is shown drawings of more.
const SHOWN: usize = 16;

/// What a drawing of a table needs beside its headings; the lists stand in their order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drawn {
    /// Fields that fit nearly as well.
    pub rivals: Vec<Option<Field>>,
    /// What each field was told by.
    pub reasons: Vec<Option<Why>>,
    /// The first rows as shown, with their numbers on the sheet, from zero; of a batch of many files none.
    pub sample: Vec<(u32, Vec<String>)>,
}

impl Seen {
    /// What is kept of `intakes`, in their order. Files share the words of their headings, which are nearly always the same.
    #[must_use]
    pub fn of(intakes: &[Intake]) -> Vec<Self> {
        let mut words = HashSet::new();
        let shown = intakes.len() <= SHOWN;
        let seen = intakes.iter().map(|intake| {
            let tables = match &intake.result {
                Ok(book) => Ok(book.tables.iter().map(|table| seen_table(table, shown, &mut words)).collect()),
                Err(finding) => Err(finding.clone()),
            };
            Self { file: Arc::clone(&intake.submission.file), sha256: intake.sha256.clone(), tables }
        });
        seen.collect()
    }
}

fn seen_table(table: &Table, shown: bool, words: &mut HashSet<Arc<str>>) -> SeenTable {
    let mut left: BTreeMap<RowReason, usize> = BTreeMap::new();
    for row in &table.left_out {
        *left.entry(row.why).or_default() += 1;
    }
    // Totals are kept as rows of their own, and some readers of a table list them among the rows left out as well.
    if !left.contains_key(&RowReason::Total) && !table.totals.is_empty() {
        left.insert(RowReason::Total, table.totals.len());
    }
    let mut shared = |text: String| match words.get(text.as_str()) {
        Some(known) => Arc::clone(known),
        None => {
            let new: Arc<str> = text.into();
            words.insert(Arc::clone(&new));
            new
        }
    };
    let headings = table.headings.iter().map(|h| (h.area, shared(h.path.join(" ")), h.field)).collect();
    let drawn = Drawn {
        rivals: table.headings.iter().map(|h| h.rival).collect(),
        reasons: table.headings.iter().map(|h| h.why).collect(),
        sample: if shown { table.sample.clone() } else { Vec::new() },
    };
    let (drawn, rows) = (Arc::new(drawn), table.lines_found());
    SeenTable {
        place: table.place.clone(),
        form: table.form,
        may_be: table.may_be.clone(),
        headings,
        rows,
        left,
        drawn,
    }
}
