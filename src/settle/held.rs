//! "It did hand something in, only it cannot be used yet." Units whose files came and wait.
//!
//! In: the claims of every file, and the findings that set a table or a file aside. Out: a [`Held`] for each unit that such a file
//! certainly speaks for, and for each form that may stand there: a diary of posts holds no messages, a remark about a heading beside figures
//! that were read holds nothing, nor does a paper whose name says that it has no figures (通讯录). A file that names no unit, or several in
//! one text, speaks for nobody. It changes no figure.

use super::names::Names;
use super::owner;
use crate::field::{Field, Form};
use crate::finding::{Finding, Kind, Severity, ShapeDoubt, Waits};
use crate::fold::{fold, is_empty};
use crate::place::Place;
use crate::recognize::{Recognized, Table, forms_of};
use crate::rules::Rules;
use crate::rules::guards::GuardWords;
use std::collections::HashMap;
use std::sync::Arc;

/// A unit whose file came and waits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Unit as used.
    pub unit: String,
    /// What the table that waits is about; `None` where nobody can tell.
    pub form: Option<Form>,
    /// The table, or the whole file.
    pub place: Place,
    /// The file could not be opened at all: it must be handed in once more.
    pub unopened: bool,
}

/// Whom each file that was read speaks for.
#[derive(Debug, Clone, Default)]
pub struct Speakers {
    by_file: HashMap<Arc<str>, Speaking>,
    words: GuardWords,
}

/// Whom one file speaks for, and what its tables are about.
#[derive(Debug, Clone, Default)]
struct Speaking {
    units: Vec<String>,
    tables: Vec<(Place, Vec<Form>)>,
}

impl Speakers {
    /// Only where a roster says who owes something can anybody be accused.
    pub(super) fn of(books: &[&Recognized], names: &Names, rules: &Rules) -> Self {
        let roster = &rules.roster;
        if roster.units.is_none() && roster.columns.is_none() && roster.accounts.is_none() {
            return Self::default();
        }
        let speaking = |book: &&Recognized| (Arc::clone(&book.file), Speaking::of(book, names));
        Self { by_file: books.iter().map(speaking).collect(), words: rules.words.guards.clone() }
    }

    /// Units for which what was found says that something came and waits.
    pub fn held<'a>(&self, findings: impl Iterator<Item = &'a Finding>, names: &Names) -> Vec<Held> {
        let mut out: Vec<Held> = Vec::new();
        for finding in findings {
            let Some(how) = how(finding) else { continue };
            let file = &finding.place.file;
            let (units, forms) = match self.by_file.get(file) {
                Some(speaking) if how == How::Unknown && !speaking.tables.is_empty() => continue,
                Some(speaking) => (speaking.units.clone(), speaking.forms_at(finding)),
                None if self.words.is_other_paper(&fold(file.rsplit('/').next().unwrap_or(file))) => continue,
                None => (one_in_name(file, names).into_iter().collect(), Vec::new()),
            };
            let forms = if forms.is_empty() { vec![None] } else { forms.into_iter().map(Some).collect() };
            let held = units.into_iter().flat_map(|unit| {
                let one = |form: &Option<Form>| Held {
                    unit: unit.clone(),
                    form: *form,
                    place: finding.place.clone(),
                    unopened: how == How::Unopened,
                };
                forms.iter().map(one).collect::<Vec<Held>>()
            });
            out.extend(held);
        }
        out
    }
}

impl Speaking {
    fn of(book: &Recognized, names: &Names) -> Self {
        let around = owner::named_by(book, names).into_iter().chain(one_in_name(&book.file, names));
        let mut units: Vec<String> = Vec::new();
        for unit in around.chain(book.tables.iter().flat_map(|table| in_rows(table, names))) {
            if !units.contains(&unit) {
                units.push(unit);
            }
        }
        let tables = book.tables.iter().filter(|table| table.form.annex().is_some());
        Self { units, tables: tables.map(|table| (table.place.clone(), forms_of(table))).collect() }
    }

    /// What may stand at the place of a finding; nothing where nobody can tell.
    fn forms_at(&self, finding: &Finding) -> Vec<Form> {
        let place = &finding.place;
        let holds = |table: &Place| match (table.area, place.area) {
            (Some(table), Some(area)) => table.contains(area.first),
            _ => false,
        };
        let at = self.tables.iter().filter(|(table, _)| table.sheet == place.sheet && holds(table));
        let mut forms: Vec<Form> = Vec::new();
        for form in at.flat_map(|(_, forms)| forms) {
            if !forms.contains(form) {
                forms.push(*form);
            }
        }
        match &finding.kind {
            Kind::TableWaits { why: Waits::Part(form), .. } => vec![*form],
            Kind::TableUnknown { may_be, .. } if !may_be.is_empty() => may_be.clone(),
            _ if !forms.is_empty() => forms,
            Kind::ShapeUnread { why: ShapeDoubt::Slips, .. } => vec![Form::Messages],
            Kind::ShapeUnread { .. } => vec![Form::Columns, Form::Accounts],
            _ => forms,
        }
    }
}

/// The one known unit that the path of a file names.
#[must_use]
pub fn one_in_name(file: &str, names: &Names) -> Option<String> {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    match &names.find_unit_in(stem)[..] {
        [(unit, _)] => Some(unit.clone()),
        _ => None,
    }
}

/// Known units in the unit column of a table.
fn in_rows(table: &Table, names: &Names) -> Vec<String> {
    let Some(index) = table.headings.iter().position(|h| h.field == Some(Field::Unit)) else { return Vec::new() };
    let cells = table.rows.iter().filter_map(|row| row.cells.get(index)?.as_ref());
    let mut written: Vec<String> = cells.map(|cell| cell.value.shown()).filter(|text| !is_empty(text)).collect();
    written.dedup();
    written.iter().filter_map(|text| names.unit(text).known().map(|m| m.used.clone())).collect()
}

/// How much of a file came to nothing.
#[derive(PartialEq, Eq)]
enum How {
    /// It could not be opened, or is of a kind that nobody reads.
    Unopened,
    /// Something in it waits for the clerk.
    Waits,
    /// Nobody can tell what stands in it: that keeps something back only where the file has no table of a form.
    Unknown,
}

/// Findings that keep figures back which a unit handed in. A file that says again what another one says keeps nothing back, an empty
/// one has nothing, and one about another period is none for this one.
fn how(finding: &Finding) -> Option<How> {
    match &finding.kind {
        kind if kind.is_unopened() => Some(How::Unopened),
        Kind::SheetUnreadable { .. } | Kind::SheetMissing | Kind::ShapeUnread { .. } | Kind::TableWaits { .. } => {
            Some(How::Waits)
        }
        // Beside figures that were read it holds nothing back but what it doubts.
        Kind::HeadingMissing { missing, .. } => {
            let lacks = missing.iter().any(|field| !matches!(field, Field::Remark | Field::NotData));
            (lacks || finding.severity == Severity::Doubt).then_some(How::Waits)
        }
        Kind::TableUnknown { may_be, .. } if !may_be.is_empty() => Some(How::Waits),
        Kind::NoTable | Kind::TableUnknown { .. } => Some(How::Unknown),
        _ => None,
    }
}
