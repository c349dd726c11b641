//! "Did they mend it?" What became of each problem of then.
//!
//! In: the problems of then, the run's rows and findings, who is who. Out: a [`Past`] for each. Mended is only what was judged now and
//! found in order: nothing that was not handed in, is in doubt, or is not judged any more.

use super::Now;
use super::is_problem;
use super::last::{Last, LastProblem, is_of_work};
use super::who::Who;
use crate::finding::{Finding, Kind, Severity, Subject};
use crate::fold::fold;
use crate::judge::ColumnResult;
use crate::place::Place;
use crate::tally::{Amount, Figure};
use std::collections::{HashMap, HashSet};

/// A problem of then with what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Past {
    /// The problem.
    pub problem: LastProblem,
    /// The unit's name now, where it is known.
    pub unit: Option<String>,
    /// Its row now.
    pub subject: Option<Subject>,
    /// What became of it.
    pub state: State,
    /// Required and found now.
    pub numbers: (Option<i64>, Option<i64>),
    /// The cells that tell what became of it.
    pub places: Vec<Place>,
}

/// What became of a problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Judged now, and in order.
    Mended,
    /// Still there: a finding of now.
    Remains {
        /// Its index in `Judgment::findings`.
        finding: usize,
        /// Whether it is the very same; otherwise one of its family (未更新, now 未达标).
        same: bool,
    },
    /// Cannot be told.
    Unknown(Why),
}

/// Why it cannot be told what became of a problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// Nobody knows the unit now.
    UnitUnknown,
    /// Nobody knows the column or account now.
    ObjectUnknown,
    /// Its line in the roster is out of use.
    Ended,
    /// It is another unit's now.
    Moved(String),
    /// It was not handed in.
    NotReported,
    /// Its figures are in doubt.
    Doubtful,
    /// The rule is not in force now.
    RuleOff,
    /// Nothing was there to be judged: no list to forward, no days, no number required.
    NothingToJudge,
    /// No messages came in.
    NoMessages,
    /// A human found it; only a human can tell.
    ByHand,
    /// It was about one case; figures of now do not tell of it.
    SingleCase,
}

/// What became of each problem.
pub(super) fn problems(last: &Last, who: &Who<'_>, now: Now<'_>) -> Vec<Past> {
    let desk = Desk::of(now);
    last.problems.iter().map(|problem| desk.past(problem, last, who)).collect()
}

/// The findings of now, looked up.
struct Desk<'a> {
    now: Now<'a>,
    by_row: HashMap<Subject, Vec<usize>>,
    by_unit: HashMap<String, Vec<usize>>,
    /// Cells in doubt.
    doubts: HashSet<&'a Place>,
}

/// Rules of which one takes over where the other ends: a column without any update now may have too few next time. A rule of days is
/// broken by an empty month as well; on accounts it stands alone.
const FAMILIES: [&[&str]; 2] = [
    &["updates-none", "updates-short", "updates-month-missing", "updates-silent", "gap-broken"],
    &["forwards-none", "forwards-short"],
];

fn are_kin(a: &str, b: &str) -> bool {
    a == b || FAMILIES.iter().any(|family| family.contains(&a) && family.contains(&b))
}

impl<'a> Desk<'a> {
    fn of(now: Now<'a>) -> Self {
        let findings = &now.judgment.findings;
        let mut by_unit: HashMap<String, Vec<usize>> = HashMap::new();
        for (n, finding) in findings.iter().enumerate() {
            if let Some(unit) = &finding.unit {
                by_unit.entry(fold(unit)).or_default().push(n);
            }
        }
        let doubts = findings.iter().filter(|f| f.severity == Severity::Doubt);
        let doubts = doubts.flat_map(|f| [&f.place].into_iter().chain(&f.related)).filter(|p| p.area.is_some());
        Self { now, by_row: now.judgment.by_row(now.tally), by_unit, doubts: doubts.collect() }
    }

    fn past(&self, problem: &LastProblem, last: &Last, who: &Who<'_>) -> Past {
        let unit = who.unit(&problem.unit).map(str::to_owned);
        let row = problem.row.and_then(|n| last.rows.get(n)).map(|row| who.row(row));
        let subject = row.as_ref().and_then(|r| r.as_ref().ok()).copied();
        let is_single = matches!(problem.id.as_str(), "manual" | "issue-overdue") || row.is_none();
        let state = match (&unit, row) {
            (None, _) => State::Unknown(Why::UnitUnknown),
            (Some(unit), _) if is_single => self.single(problem, unit),
            (_, Some(Err(why))) => State::Unknown(why),
            (_, row) => row.and_then(Result::ok).map_or(State::Unknown(Why::SingleCase), |s| self.state(problem, s)),
        };
        let finding = match state {
            State::Remains { finding, .. } => self.now.judgment.findings.get(finding),
            _ => None,
        };
        let (numbers, places) = match (finding, subject) {
            (Some(f), _) => ((f.required, f.actual), places_of(f)),
            (None, Some(subject)) if !is_single => self.shown(&problem.id, subject),
            _ => ((None, None), Vec::new()),
        };
        Past { problem: problem.clone(), unit, subject, state, numbers, places }
    }

    /// A problem that was about one case: the same words about the same object, or nothing can be told.
    fn single(&self, problem: &LastProblem, unit: &str) -> State {
        let findings = self.by_unit.get(&fold(unit)).into_iter().flatten();
        let object = problem.object.as_deref().map(fold);
        let same = |n: &&usize| {
            let finding = &self.now.judgment.findings[**n];
            let words = match &finding.kind {
                // The record has the sentence: the words of the list, closed by a full stop.
                Kind::Manual { problem: words } => bare(words) == bare(&problem.sentence),
                _ => true,
            };
            finding.kind.id() == problem.id && finding.object.as_deref().map(fold) == object && words
        };
        match findings.into_iter().find(same) {
            Some(finding) => State::Remains { finding: *finding, same: true },
            None if problem.id == "manual" => State::Unknown(Why::ByHand),
            None => State::Unknown(Why::SingleCase),
        }
    }

    /// The state of a problem of a row.
    fn state(&self, problem: &LastProblem, row: Subject) -> State {
        let findings = self.by_row.get(&row).map(Vec::as_slice).unwrap_or_default();
        let at = |n: &usize| &self.now.judgment.findings[*n];
        let kin = |n: &&usize| are_kin(at(n).kind.id(), &problem.id) && is_problem(at(n));
        let mut all: Vec<usize> = findings.iter().filter(kin).copied().collect();
        all.sort_by_key(|n| at(n).kind.id() != problem.id);
        if let Some(finding) = all.first() {
            return State::Remains { finding: *finding, same: at(finding).kind.id() == problem.id };
        }
        if findings.iter().any(|n| at(n).severity == Severity::Doubt) {
            return State::Unknown(self.why_open(row));
        }
        match self.judged(&problem.id, row) {
            Ok(()) => State::Mended,
            Err(why) => State::Unknown(why),
        }
    }

    fn why_open(&self, row: Subject) -> Why {
        let decisive = self.figures(row);
        let absent = !decisive.is_empty() && decisive.iter().all(|f| f.value == Amount::NotReported);
        if absent { Why::NotReported } else { Why::Doubtful }
    }

    /// Whether the rule behind an id was applied to a row: then that nothing is found means that it is in order.
    fn judged(&self, id: &str, row: Subject) -> Result<(), Why> {
        let settings = &self.now.rules.settings;
        if settings.severities.get(id).is_some_and(|weight| weight.value.is_none()) {
            return Err(Why::RuleOff);
        }
        if !is_of_work(id) {
            return Err(Why::SingleCase);
        }
        match row {
            Subject::Column(n) => self.column(id, n),
            Subject::Message(n) => self.message(id, n),
            Subject::Account(n) => self.account(id, n),
            Subject::Issue(_) => Err(Why::SingleCase),
        }
    }

    fn column(&self, id: &str, n: usize) -> Result<(), Why> {
        let row = &self.now.tally.columns[n];
        let months: Vec<&Figure> = row.months.iter().map(|(_, f)| f).filter(|f| f.value.is_open()).collect();
        self.all_known(&[&row.actual])?;
        self.undoubted(&months)?;
        match (self.now.judgment.columns[n], id) {
            (ColumnResult::NotJudged, "updates-silent") => Ok(()),
            (ColumnResult::NotJudged, _) => Err(Why::NothingToJudge),
            (ColumnResult::Met, "updates-month-missing") if months_unknown(row) => Err(Why::NothingToJudge),
            (ColumnResult::Met, _) => Ok(()),
            (ColumnResult::Open, _) => Err(Why::Doubtful),
            (ColumnResult::NotReported, _) => Err(Why::NotReported),
            // A kin of the problem is there and the office does not report it.
            (ColumnResult::MonthMissing | ColumnResult::Short | ColumnResult::None, _) => Err(Why::RuleOff),
        }
    }

    fn message(&self, id: &str, n: usize) -> Result<(), Why> {
        let row = &self.now.tally.messages[n];
        let decisive: &[&Figure] =
            if id == "messages-overdue" { &[&row.received, &row.overdue] } else { &[&row.received, &row.closed] };
        self.all_known(decisive)?;
        if row.received.value == Amount::Known(0) { Err(Why::NoMessages) } else { Ok(()) }
    }

    fn account(&self, id: &str, n: usize) -> Result<(), Why> {
        let row = &self.now.tally.accounts[n];
        let settings = &self.now.rules.settings;
        let judged = |limit: Option<i64>, known: bool| match (limit, known) {
            (None, _) => Err(Why::RuleOff),
            (Some(_), false) => Err(Why::NothingToJudge),
            (Some(_), true) => Ok(()),
        };
        match id {
            "posts-short" => {
                self.all_known(&[&row.actual])?;
                row.required.number.map(|_| ()).ok_or(Why::NothingToJudge)
            }
            "forwards-none" | "forwards-short" => {
                if settings.min_forwards.value <= 0 && settings.min_forward_rate.value.is_none() {
                    return Err(Why::RuleOff);
                }
                let list = row.forward_list.value;
                if matches!(list, Amount::Known(0) | Amount::NotApplicable) {
                    return Err(Why::NothingToJudge);
                }
                self.all_known(&[&row.forwarded])?;
                // Without the length of the list only nothing at all is found.
                if list.known().is_none() && id == "forwards-short" { Err(Why::NothingToJudge) } else { Ok(()) }
            }
            "gap-broken" => judged(settings.max_gap_days.value, row.largest_gap.is_some()),
            "original-gap-broken" => judged(settings.max_original_gap_days.value, row.original_gap.is_some()),
            _ => Err(Why::SingleCase),
        }
    }

    /// Whether each of the figures is a number that nothing speaks against.
    fn all_known(&self, figures: &[&Figure]) -> Result<(), Why> {
        if figures.iter().any(|f| f.value == Amount::NotReported) {
            return Err(Why::NotReported);
        }
        if figures.iter().any(|f| f.value.known().is_none()) {
            return Err(Why::Doubtful);
        }
        self.undoubted(figures)
    }

    fn undoubted(&self, figures: &[&Figure]) -> Result<(), Why> {
        let doubted = |f: &&&Figure| f.parts.iter().any(|part| self.doubts.contains(&part.place)) || f.value.is_open();
        if figures.iter().any(|f| doubted(&f)) { Err(Why::Doubtful) } else { Ok(()) }
    }

    /// The figures of a row.
    fn figures(&self, row: Subject) -> Vec<&'a Figure> {
        let tally = self.now.tally;
        match row {
            Subject::Column(n) => vec![&tally.columns[n].actual],
            Subject::Message(n) => {
                let row = &tally.messages[n];
                vec![&row.received, &row.closed, &row.overdue]
            }
            Subject::Account(n) => vec![&tally.accounts[n].actual, &tally.accounts[n].forwarded],
            Subject::Issue(_) => Vec::new(),
        }
    }

    /// Required and found now, and the cells that say so, where no finding says it.
    fn shown(&self, id: &str, row: Subject) -> ((Option<i64>, Option<i64>), Vec<Place>) {
        let tally = self.now.tally;
        let (required, figure) = match row {
            Subject::Column(n) => (tally.columns[n].required.number, &tally.columns[n].actual),
            Subject::Message(n) if id == "messages-overdue" => (Some(0), &tally.messages[n].overdue),
            Subject::Message(n) => (tally.messages[n].received.value.known(), &tally.messages[n].closed),
            Subject::Account(n) if id.starts_with("forwards") => {
                (tally.accounts[n].forward_list.value.known(), &tally.accounts[n].forwarded)
            }
            Subject::Account(n) if id == "gap-broken" || id == "original-gap-broken" => {
                let row = &tally.accounts[n];
                let (limit, gap) = match id {
                    "gap-broken" => (self.now.rules.settings.max_gap_days.value, row.largest_gap),
                    _ => (self.now.rules.settings.max_original_gap_days.value, row.original_gap),
                };
                let places = row.last_post.iter().map(|(_, place)| place.clone()).collect();
                return ((limit, gap.map(|g| g.days)), places);
            }
            Subject::Account(n) => (tally.accounts[n].required.number, &tally.accounts[n].actual),
            Subject::Issue(_) => return ((None, None), Vec::new()),
        };
        ((required, figure.value.known()), figure.parts.iter().map(|part| part.place.clone()).collect())
    }
}

fn months_unknown(row: &crate::tally::ColumnRow) -> bool {
    row.months.iter().zip(&row.required.by_month).any(|((_, f), asked)| asked.is_some() && f.value.known().is_none())
}

fn places_of(finding: &Finding) -> Vec<Place> {
    [&finding.place].into_iter().chain(&finding.related).cloned().collect()
}

/// Words without their last stop, folded.
fn bare(words: &str) -> String {
    fold(words.trim().trim_end_matches('。'))
}
