//! "And last quarter?" The run held against the workbook of an earlier period (`--previous`).
//!
//! In: what that workbook tells ([`Last`]), the run's tally, judgment and names. Out: [`Compared`]: sums then and now, units that changed
//! much, what became of each problem of then, which problems stand in both periods. It opens no workbook (`trail::last`), changes no
//! figure and no weight, and words nothing.

mod change;
mod last;
mod noticed;
mod span;
mod state;
mod who;

pub use change::{LEAST_CHANGE, LEAST_SHARE, Measure, Side, SumChange, UnitChange, Value, share};
pub use last::{Changed, Last, LastFigure, LastProblem, LastRow, is_of_work};
pub use noticed::noticed;
pub use span::{Relation, relation};
pub use state::{Past, State, Why};

use crate::finding::{Finding, Kind, Severity};
use crate::fold::fold;
use crate::judge::Judgment;
use crate::period::Period;
use crate::rules::Rules;
use crate::settle::names::Names;
use crate::tally::Tally;
use indexmap::IndexSet;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;
use who::Who;

/// The run beside the earlier period.
#[derive(Debug, Clone)]
pub struct Compared {
    /// The earlier workbook's name in places.
    pub file: Arc<str>,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Its period.
    pub period: Period,
    /// How that lies to the run's.
    pub relation: Relation,
    /// Sums of the annexes then and now; empty where the periods are not of one length.
    pub sums: Vec<SumChange>,
    /// Units that changed much, in the order of the run; empty where the periods are not of one length.
    pub units: Vec<UnitChange>,
    /// Units with a figure that is open or was not handed in, then or now: their sums are not compared.
    pub incomparable: Vec<String>,
    /// Units of then that nobody knows now, as written then.
    pub gone: Vec<String>,
    /// Units of now that had no row then.
    pub new: Vec<String>,
    /// Every problem of then, in its order, with what became of it.
    pub problems: Vec<Past>,
    /// Findings of now (by index) that the same object had then, with the problem of then: only of adjoining periods of one length.
    pub again: BTreeMap<usize, usize>,
    /// Units, by their name now, about which nothing was said then and of which every figure was known.
    pub clean_then: HashSet<String>,
}

/// A line of the comparison, for those who ask where it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Line {
    /// Index into [`Compared::sums`].
    Sum(usize),
    /// Index into [`Compared::units`].
    Unit(usize),
    /// Index into [`Compared::problems`].
    Problem(usize),
}

/// The run, as far as it is compared.
#[derive(Clone, Copy)]
pub struct Now<'a> {
    /// Its sums.
    pub tally: &'a Tally,
    /// Its verdicts.
    pub judgment: &'a Judgment,
    /// Who is who.
    pub names: &'a Names,
    /// What is in force.
    pub rules: &'a Rules,
}

/// Holds the run against the earlier period.
#[must_use]
pub fn compare(last: Last, relation: Relation, now: Now<'_>) -> Compared {
    let who = Who::of(&last, now.tally, (now.names, now.rules));
    let (units, incomparable) = if relation.alike { change::units(&last, &who, now.tally) } else { Default::default() };
    let sums = if relation.alike { change::sums(&last, now.tally, now.judgment) } else { Vec::new() };
    let new = who.new_units(now.tally);
    let gone = who.gone();
    let clean_then = clean_then(&last, &who);
    let problems = state::problems(&last, &who, now);
    let again = if relation.in_a_row() { again(&problems) } else { BTreeMap::new() };
    let (file, sha256, period) = (last.file, last.sha256, last.period);
    Compared { file, sha256, period, relation, sums, units, incomparable, gone, new, problems, again, clean_then }
}

/// Findings of now that are the same problem of the same object as then.
fn again(problems: &[Past]) -> BTreeMap<usize, usize> {
    let same = |(n, past): (usize, &Past)| match past.state {
        State::Remains { finding, same: true } => Some((finding, n)),
        _ => None,
    };
    problems.iter().enumerate().filter_map(same).collect()
}

/// Units without any finding on their work, without a doubt and without an open figure then, by their name now.
fn clean_then(last: &Last, who: &Who<'_>) -> HashSet<String> {
    let open: IndexSet<String> = last.rows.iter().filter(|r| r.is_open()).map(|r| fold(&r.unit)).collect();
    let clean = last.rows.iter().filter(|r| !open.contains(&fold(&r.unit)) && !last.accused.contains(&fold(&r.unit)));
    let mut clean: HashSet<String> = clean.filter_map(|r| who.unit(&r.unit).map(str::to_owned)).collect();
    // Of a body that was made of several, each must have been clean.
    for row in &last.rows {
        if (open.contains(&fold(&row.unit)) || last.accused.contains(&fold(&row.unit)))
            && let Some(unit) = who.unit(&row.unit)
        {
            clean.remove(unit);
        }
    }
    clean
}

impl Compared {
    /// Every line, in the order of the pages.
    pub fn lines(&self) -> impl Iterator<Item = Line> + use<> {
        let sums = (0..self.sums.len()).map(Line::Sum);
        sums.chain((0..self.units.len()).map(Line::Unit)).chain((0..self.problems.len()).map(Line::Problem))
    }

    /// How many problems of then are mended, stand still, and cannot be told.
    #[must_use]
    pub fn states(&self) -> (usize, usize, usize) {
        let of = |wanted: fn(&State) -> bool| self.problems.iter().filter(|p| wanted(&p.state)).count();
        (
            of(|s| matches!(s, State::Mended)),
            of(|s| matches!(s, State::Remains { .. })),
            of(|s| matches!(s, State::Unknown(_))),
        )
    }
}

/// Whether a finding speaks of a problem that is followed from one period to the next.
fn is_problem(finding: &Finding) -> bool {
    match finding.severity {
        Severity::Fail => finding.unit.is_some() && !matches!(finding.kind, Kind::BodyDiffers { .. }),
        Severity::Notice => finding.unit.is_some() && is_of_work(finding.kind.id()),
        Severity::Doubt => false,
    }
}
