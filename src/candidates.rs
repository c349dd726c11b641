//! "Whom might we praise?" Units without anything against them, ranked by what they did.
//!
//! In: the outcome. Out: [`Candidates`]: those that handed in all that was due, of which every figure is certain and about whose work nothing
//! is said; and the others, each with the first reason that keeps it out. Candidates, not verdicts: the choice is a human's.

use crate::field::Form;
use crate::finding::{Finding, Severity};
use crate::outcome::Outcome;
use crate::previous::is_of_work;
use crate::tally::Expected;
use std::collections::{HashMap, HashSet};

/// Who may be praised, and who is left out for what.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Candidates {
    /// Those that did most first; equal ones in the roster's order.
    pub list: Vec<Candidate>,
    /// Of which something did not come.
    pub incomplete: Vec<String>,
    /// About whose work something is said.
    pub accused: Vec<String>,
    /// With a figure in doubt.
    pub doubtful: Vec<String>,
}

/// One unit without anything against it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The unit.
    pub unit: String,
    /// Updates, posts, forwards and messages closed, added up.
    pub done: i64,
    /// From 1; equal ones share theirs.
    pub rank: usize,
    /// Whether nothing was said about it in the adjoining earlier period either; `None` where none was given.
    pub clean_before: Option<bool>,
}

/// Ranks the units of which something is due.
#[must_use]
pub fn candidates(outcome: &Outcome) -> Candidates {
    let all_came: HashSet<&str> = complete(outcome).into_iter().collect();
    let said = |counts: fn(&Finding) -> bool| -> HashSet<&str> {
        outcome.judgment.findings.iter().filter(|f| counts(f)).filter_map(|f| f.unit.as_deref()).collect()
    };
    let accused = said(|f| f.severity == Severity::Fail || f.severity == Severity::Notice && is_of_work(f.kind.id()));
    let doubted = said(|f| f.severity == Severity::Doubt);
    let (open, done) = (with_open_figures(outcome), done(outcome));
    let before = outcome.previous.as_ref().filter(|p| p.relation.in_a_row()).map(|p| &p.clean_then);
    let mut out = Candidates::default();
    for Expected { unit, .. } in outcome.tally.submissions.expected.iter().filter(|e| !e.forms.is_empty()) {
        let name = unit.as_str();
        if !all_came.contains(name) {
            out.incomplete.push(unit.clone());
        } else if accused.contains(name) {
            out.accused.push(unit.clone());
        } else if doubted.contains(name) || open.contains(name) {
            out.doubtful.push(unit.clone());
        } else {
            let done = done.get(name).copied().unwrap_or(0);
            let clean_before = before.map(|clean| clean.contains(unit));
            out.list.push(Candidate { unit: unit.clone(), done, rank: 0, clean_before });
        }
    }
    out.list.sort_by_key(|c| std::cmp::Reverse(c.done));
    for n in 0..out.list.len() {
        let shared = n.checked_sub(1).filter(|above| out.list[*above].done == out.list[n].done);
        out.list[n].rank = shared.map_or(n + 1, |above| out.list[above].rank);
    }
    out
}

/// Units that must report something and of which all of it came, also where some of it waits; in roster order.
#[must_use]
pub fn complete(outcome: &Outcome) -> Vec<&str> {
    let submissions = &outcome.tally.submissions;
    let came: HashMap<&str, &[Form]> =
        submissions.received.iter().map(|r| (r.unit.as_str(), r.forms.as_slice())).collect();
    let all_came = |e: &&Expected| {
        let came = came.get(e.unit.as_str()).copied().unwrap_or_default();
        let waits = submissions.waiting_of(&e.unit);
        !e.forms.is_empty() && e.forms.iter().all(|f| came.contains(f) || waits.contains(f))
    };
    submissions.expected.iter().filter(all_came).map(|e| e.unit.as_str()).collect()
}

/// What each unit did: updates, posts, forwards and messages closed, as the annexes count them.
fn done(outcome: &Outcome) -> HashMap<&str, i64> {
    let tally = &outcome.tally;
    let columns = tally.columns.iter().filter(|r| r.listed).map(|r| (&r.unit, vec![&r.actual]));
    let messages = tally.messages.iter().filter(|r| r.listed).map(|r| (&r.unit, vec![&r.closed]));
    let accounts = tally.accounts.iter().filter(|r| r.listed).map(|r| (&r.unit, vec![&r.actual, &r.forwarded]));
    let mut done: HashMap<&str, i64> = HashMap::new();
    for (unit, figures) in columns.chain(messages).chain(accounts) {
        let sum = done.entry(unit).or_default();
        *sum = figures.iter().filter_map(|f| f.value.known()).fold(*sum, i64::saturating_add);
    }
    done
}

/// Units with a figure that is missing or doubtful: a doubt on a whole table names no unit.
fn with_open_figures(outcome: &Outcome) -> HashSet<&str> {
    let tally = &outcome.tally;
    let columns = tally.columns.iter().filter(|r| r.listed).map(|r| (&r.unit, vec![&r.actual]));
    let messages = tally.messages.iter().filter(|r| r.listed);
    let messages = messages.map(|r| (&r.unit, vec![&r.received, &r.closed, &r.overdue]));
    let accounts = tally.accounts.iter().filter(|r| r.listed).map(|r| (&r.unit, vec![&r.actual, &r.forwarded]));
    let all = columns.chain(messages).chain(accounts);
    let open = all.filter(|(_, figures)| figures.iter().any(|f| f.value.is_open())).map(|(unit, _)| unit.as_str());
    open.chain(tally.submissions.waiting.iter().map(|w| w.unit.as_str())).collect()
}
