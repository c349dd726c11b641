//! "Who should have handed in what, and who did?"
//!
//! In: the roster's lists, entries and sentences that report zero. Out: [`Submissions`], and one finding for each form of a unit
//! that did not come, placed at the unit's line in the roster. A row that lacks in a form that came is the rows' own business.

use super::Batch;
use super::held;
use super::requirement::days_in_use;
use crate::field::Form;
use crate::finding::{Finding, Kind};
use crate::fold::fold;
use crate::place::Place;
use crate::rules::roster::{AccountState, RosterAccount};
use crate::settle::Held;
use indexmap::IndexMap;
use jiff::civil::Date;
use std::collections::HashMap;
use std::sync::Arc;

/// Who should have handed in what, and who did.
#[derive(Debug, Clone, Default)]
pub struct Submissions {
    /// Roster units with the forms they must report, in roster order.
    pub expected: Vec<Expected>,
    /// Units (used names) with the forms and files that came, in roster order, unknown units last.
    pub received: Vec<Received>,
    /// Units (used names) with forms that did not come, but may stand in a file that came and waits; in roster order.
    pub waiting: Vec<Waiting>,
}

/// How a unit stands with what it owes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    /// Of what is due.
    pub handed: Handed,
    /// Forms that came and were not due (多报).
    pub more: Vec<Form>,
}

/// How much of what is due came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handed {
    /// Everything (已报).
    All,
    /// Everything, and some of it waits (已报，待核).
    Waits,
    /// Some forms (部分报送).
    Part,
    /// Nothing (未报).
    Nothing,
    /// Nothing is due.
    NothingDue,
}

/// What one unit must report.
#[derive(Debug, Clone)]
pub struct Expected {
    /// Unit.
    pub unit: String,
    /// Forms; empty when nothing is due.
    pub forms: Vec<Form>,
    /// Its line in the roster.
    pub place: Place,
}

/// What a unit handed in and nobody can use yet.
#[derive(Debug, Clone)]
pub struct Waiting {
    /// Unit.
    pub unit: String,
    /// Forms that may stand in it.
    pub forms: Vec<Form>,
    /// The files.
    pub files: Vec<Arc<str>>,
    /// None of the files could even be opened.
    pub unopened: bool,
}

/// What one unit handed in.
#[derive(Debug, Clone)]
pub struct Received {
    /// Unit.
    pub unit: String,
    /// Whether the roster knows it.
    pub listed: bool,
    /// Forms that came.
    pub forms: Vec<Form>,
    /// Files that carry them, in order.
    pub files: Vec<Arc<str>>,
}

/// Who should have handed in what, and who did.
pub(super) fn submissions(batch: &Batch) -> Submissions {
    let mut all = Submissions { expected: expected(batch), received: received(batch), waiting: Vec::new() };
    all.waiting = waiting(batch, &all);
    all
}

fn waiting(batch: &Batch, all: &Submissions) -> Vec<Waiting> {
    let of = |(expected, forms): (&Expected, Vec<Form>)| {
        let held: Vec<(Form, &Held)> =
            forms.into_iter().filter_map(|form| Some((form, batch.waits(&expected.unit, form)?))).collect();
        let mut files: Vec<Arc<str>> = held.iter().map(|(_, held)| Arc::clone(&held.place.file)).collect();
        files.dedup();
        let unopened = held.iter().all(|(_, held)| held.unopened);
        let forms = held.iter().map(|(form, _)| *form).collect();
        (!held.is_empty()).then(|| Waiting { unit: expected.unit.clone(), forms, files, unopened })
    };
    all.missing().into_iter().filter_map(of).collect()
}

/// One finding for each form of a unit that is due and did not come.
pub(super) fn not_submitted(batch: &Batch, submissions: &Submissions) -> Vec<Finding> {
    let missing = submissions.missing().into_iter();
    let each = missing.flat_map(|(expected, forms)| forms.into_iter().map(move |form| (expected, form)));
    each.map(|(expected, form)| {
        Finding::new(Kind::NotSubmitted { form }, expected.place.clone()).unit(expected.unit.as_str())
    })
    .chain(waiting_forms(batch, submissions))
    .collect()
}

fn waiting_forms(batch: &Batch, submissions: &Submissions) -> Vec<Finding> {
    let of_unit = |waiting: &Waiting| {
        let expected = submissions.expected.iter().find(|e| e.unit == waiting.unit)?;
        Some((expected, waiting.forms.clone()))
    };
    let pairs = submissions.waiting.iter().filter_map(of_unit);
    let each = pairs.flat_map(|(expected, forms)| forms.into_iter().map(move |form| (expected, form)));
    each.filter_map(|(expected, form)| {
        let held = batch.waits(&expected.unit, form)?;
        let finding = Finding::new(held::kind(form, held), expected.place.clone()).unit(expected.unit.as_str());
        Some(held::beside(finding, held))
    })
    .collect()
}

impl Submissions {
    /// Forms that are due and did not come, by unit in roster order. What may stand in a file that waits is not among them.
    #[must_use]
    pub fn missing(&self) -> Vec<(&Expected, Vec<Form>)> {
        let came = self.came();
        let missing = self.expected.iter().map(|expected| {
            let waits = self.waiting_of(&expected.unit);
            let open = |form: &Form| !came.form(&expected.unit, *form) && !waits.contains(form);
            (expected, expected.forms.iter().copied().filter(open).collect::<Vec<_>>())
        });
        missing.filter(|(_, forms)| !forms.is_empty()).collect()
    }

    /// Forms of a unit that may stand in a file that waits.
    #[must_use]
    pub fn waiting_of(&self, unit: &str) -> &[Form] {
        self.waiting.iter().find(|w| w.unit == unit).map_or(&[], |w| &w.forms)
    }

    /// Units of which everything due came or waits, and something waits; in roster order.
    #[must_use]
    pub fn all_but_waiting(&self) -> Vec<&Waiting> {
        let missing = self.missing();
        self.waiting.iter().filter(|w| missing.iter().all(|(e, _)| e.unit != w.unit)).collect()
    }

    /// How each unit of the roster stands with what it owes.
    #[must_use]
    pub fn states(&self) -> HashMap<&str, State> {
        let came = self.came();
        let state = |e: &'_ Expected| {
            let came = came.0.get(e.unit.as_str()).copied().unwrap_or_default();
            let waits = self.waiting_of(&e.unit);
            let handed = match e.forms.iter().filter(|f| came.contains(f) || waits.contains(f)).count() {
                _ if e.forms.is_empty() => Handed::NothingDue,
                n if n == e.forms.len() && !waits.is_empty() => Handed::Waits,
                0 => Handed::Nothing,
                n if n < e.forms.len() => Handed::Part,
                _ => Handed::All,
            };
            State { handed, more: came.iter().copied().filter(|f| !e.forms.contains(f)).collect() }
        };
        self.expected.iter().map(|e| (e.unit.as_str(), state(e))).collect()
    }

    /// What came, by unit.
    pub(super) fn came(&self) -> Came<'_> {
        Came(self.received.iter().rev().map(|r| (r.unit.as_str(), r.forms.as_slice())).collect())
    }
}

/// Forms that came, in figures or as a sentence that reports zero, by unit.
pub(super) struct Came<'a>(HashMap<&'a str, &'a [Form]>);

impl Came<'_> {
    pub(super) fn form(&self, unit: &str, form: Form) -> bool {
        self.0.get(unit).is_some_and(|forms| forms.contains(&form))
    }
}

fn expected(batch: &Batch) -> Vec<Expected> {
    let in_use = |dates: (Option<Date>, Option<Date>)| days_in_use(batch.run, dates).is_some();
    let roster = &batch.rules.roster;
    let Some(units) = &roster.units else { return expected_from_rows(batch) };
    let with_due_rows = [Form::Columns, Form::Accounts].map(|form| (form, units_with_rows(batch, form)));
    // A form whose rows all stand in a list is not due once none of the unit's rows is in use. Units that the list does not name
    // keep what their own line says.
    let due = |unit: &str, form: Form| {
        let rows = with_due_rows.iter().find(|(f, _)| *f == form).and_then(|(_, units)| units.get(&fold(unit)));
        rows.copied().unwrap_or(true)
    };
    let units = units.values().filter(|u| in_use(u.in_use));
    units
        .map(|unit| Expected {
            unit: unit.name.clone(),
            forms: unit.forms.iter().copied().filter(|f| due(&unit.name, *f)).collect(),
            place: unit.place.clone(),
        })
        .collect()
}

/// Units that the list of a form names, and whether one of their rows is in use.
fn units_with_rows(batch: &Batch, form: Form) -> HashMap<String, bool> {
    let roster = &batch.rules.roster;
    let columns = roster.columns.iter().flatten().filter(|_| form == Form::Columns);
    let columns = columns.map(|c| (&c.unit, days_in_use(batch.run, c.in_use).is_some()));
    let accounts = roster.accounts.iter().flatten().filter(|_| form == Form::Accounts);
    let accounts = accounts.map(|a| (&a.unit, account_is_due(batch, a)));
    let mut out = HashMap::new();
    for (unit, due) in columns.chain(accounts) {
        *out.entry(fold(unit)).or_insert(false) |= due;
    }
    out
}

/// Whether an account is in use for a day of the run: an account that is cancelled or closed without a date is not.
pub(super) fn account_is_due(batch: &Batch, account: &RosterAccount) -> bool {
    let ended = matches!(account.state, AccountState::Cancelled | AccountState::Closed) && account.in_use.1.is_none();
    !ended && days_in_use(batch.run, account.in_use).is_some()
}

/// Without a list of units: the units that the lists of website columns and accounts name.
fn expected_from_rows(batch: &Batch) -> Vec<Expected> {
    let roster = &batch.rules.roster;
    let columns = roster.columns.iter().flatten().filter(|c| days_in_use(batch.run, c.in_use).is_some());
    let accounts = roster.accounts.iter().flatten().filter(|a| account_is_due(batch, a));
    let columns = columns.map(|c| (&c.unit, Form::Columns, &c.place));
    let mut out: IndexMap<String, Expected> = IndexMap::new();
    for (unit, form, place) in columns.chain(accounts.map(|a| (&a.unit, Form::Accounts, &a.place))) {
        let of = out.entry(fold(unit)).or_insert_with(|| new_expected(unit, place));
        if !of.forms.contains(&form) {
            of.forms.push(form);
        }
    }
    out.into_values().collect()
}

fn new_expected(unit: &str, place: &Place) -> Expected {
    Expected { unit: unit.to_owned(), forms: Vec::new(), place: place.clone() }
}

fn received(batch: &Batch) -> Vec<Received> {
    let roster = &batch.rules.roster;
    let known: Option<HashMap<String, (usize, &String)>> =
        roster.units.as_ref().map(|units| units.keys().enumerate().map(|(i, name)| (fold(name), (i, name))).collect());
    let mut out: IndexMap<String, Received> = IndexMap::new();
    let mut add = |unit: &str, form: Form, file: &Arc<str>| {
        let key = fold(unit);
        let name = known.as_ref().and_then(|k| k.get(&key)).map(|(_, name)| (*name).clone());
        let listed = known.is_none() || name.is_some();
        let unit = name.unwrap_or_else(|| unit.to_owned());
        let new = || Received { unit, listed, forms: Vec::new(), files: Vec::new() };
        let of = out.entry(key).or_insert_with(new);
        if !of.forms.contains(&form) {
            of.forms.push(form);
        }
        // Entries come file after file; what still stands twice goes when they are sorted.
        if of.files.last() != Some(file) {
            of.files.push(Arc::clone(file));
        }
    };
    for entry in &batch.normalized.entries {
        add(&entry.unit.used, entry.form, &entry.place.file);
    }
    for (unit, form, place) in &batch.normalized.zero_reports {
        add(unit, *form, &place.file);
    }
    let mut received: Vec<(usize, Received)> = out
        .into_iter()
        .map(|(key, r)| (known.as_ref().and_then(|k| k.get(&key)).map_or(usize::MAX, |(i, _)| *i), r))
        .collect();
    received.sort_by_key(|(rank, _)| *rank);
    let mut received: Vec<Received> = received.into_iter().map(|(_, r)| r).collect();
    for of in &mut received {
        of.forms.sort_unstable();
        of.files.sort_unstable();
        of.files.dedup();
    }
    received
}
