//! "Is that still the same body?" Units, website columns and accounts of then, by their names now.
//!
//! In: the earlier workbook's rows, the run's rows and names. Out: for a unit its name now; for a row of then the row of now, or why there
//! is none. Names meet as in submissions, by the roster; a guess is no identity here.

use super::last::{Last, LastRow};
use super::state::Why;
use crate::field::Form;
use crate::finding::Subject;
use crate::fold::fold;
use crate::rules::Rules;
use crate::settle::names::{Match, Names, Resolution};
use crate::tally::Tally;
use indexmap::{IndexMap, IndexSet};
use std::collections::{HashMap, HashSet};

/// A row's form, folded unit, object and account type.
type Key = (Form, String, String, String);

/// Who was who.
pub(super) struct Who<'a> {
    names: &'a Names,
    /// Folded name of then to name of now.
    units: IndexMap<String, (String, Option<String>)>,
    rows: HashMap<Key, Subject>,
    /// Folded unit and object of the roster's lines that are out of use.
    ended: HashSet<(Form, String, String)>,
}

impl<'a> Who<'a> {
    pub(super) fn of(last: &Last, tally: &Tally, (names, rules): (&'a Names, &Rules)) -> Self {
        let written = last.rows.iter().map(|r| &r.unit).chain(last.problems.iter().map(|p| &p.unit));
        let mut units = IndexMap::new();
        for unit in written {
            let used = || certain(names.unit(unit)).map(|found| found.used);
            units.entry(fold(unit)).or_insert_with(|| (unit.clone(), used()));
        }
        Self { names, units, rows: rows(tally), ended: lines(rules) }
    }

    /// A unit's name now.
    pub(super) fn unit(&self, then: &str) -> Option<&str> {
        self.units.get(&fold(then))?.1.as_deref()
    }

    /// Units that nobody knows now, as written then.
    pub(super) fn gone(&self) -> Vec<String> {
        self.units.values().filter(|(_, now)| now.is_none()).map(|(then, _)| then.clone()).collect()
    }

    /// Units with rows now that had none then, in the order of the run.
    pub(super) fn new_units(&self, tally: &Tally) -> Vec<String> {
        let then: HashSet<String> = self.units.values().filter_map(|(_, now)| now.as_deref()).map(fold).collect();
        let columns = tally.columns.iter().filter(|r| r.listed).map(|r| &r.unit);
        let messages = tally.messages.iter().filter(|r| r.listed).map(|r| &r.unit);
        let accounts = tally.accounts.iter().filter(|r| r.listed).map(|r| &r.unit);
        let all: IndexSet<&String> = columns.chain(messages).chain(accounts).collect();
        all.into_iter().filter(|unit| !then.contains(&fold(unit))).cloned().collect()
    }

    /// The row of now that a row of then has become.
    pub(super) fn row(&self, then: &LastRow) -> Result<Subject, Why> {
        let unit = self.unit(&then.unit).ok_or(Why::UnitUnknown)?;
        let Some(object) = &then.object else {
            let key = (then.form, fold(unit), String::new(), String::new());
            return self.rows.get(&key).copied().ok_or(Why::NotReported);
        };
        let found = match then.form {
            Form::Columns => certain(self.names.column(object, Some(unit))),
            _ => certain(self.names.account(object, then.platform.as_deref(), Some(unit))),
        };
        let found = found.ok_or(Why::ObjectUnknown)?;
        if let Some(owner) = found.owner.filter(|owner| fold(owner) != fold(unit)) {
            return Err(Why::Moved(owner));
        }
        let platform = found.platform.or_else(|| then.platform.clone()).unwrap_or_default();
        let platform = if then.form == Form::Columns { String::new() } else { fold(&platform) };
        let key = (then.form, fold(unit), fold(&found.used), platform);
        let ended = || self.ended.contains(&(then.form, fold(unit), fold(&found.used)));
        self.rows.get(&key).copied().ok_or_else(|| if ended() { Why::Ended } else { Why::ObjectUnknown })
    }
}

/// A name that was found without a guess.
fn certain(resolution: Resolution) -> Option<Match> {
    match resolution {
        Resolution::Known(found) if !found.how.is_guess() => Some(found),
        _ => None,
    }
}

/// The listed rows of the run.
fn rows(tally: &Tally) -> HashMap<Key, Subject> {
    let mut rows = HashMap::new();
    for (n, row) in tally.columns.iter().enumerate().filter(|(_, r)| r.listed) {
        rows.insert((Form::Columns, fold(&row.unit), fold(&row.column), String::new()), Subject::Column(n));
    }
    for (n, row) in tally.messages.iter().enumerate().filter(|(_, r)| r.listed) {
        rows.insert((Form::Messages, fold(&row.unit), String::new(), String::new()), Subject::Message(n));
    }
    for (n, row) in tally.accounts.iter().enumerate().filter(|(_, r)| r.listed) {
        rows.insert((Form::Accounts, fold(&row.unit), fold(&row.account), fold(&row.platform)), Subject::Account(n));
    }
    rows
}

/// Every line of the roster: one that has no row in the run is out of use.
fn lines(rules: &Rules) -> HashSet<(Form, String, String)> {
    let columns = rules.roster.columns.iter().flatten().map(|c| (Form::Columns, fold(&c.unit), fold(&c.name)));
    let accounts = rules.roster.accounts.iter().flatten().map(|a| (Form::Accounts, fold(&a.unit), fold(&a.name)));
    columns.chain(accounts).collect()
}
