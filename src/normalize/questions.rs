//! "Is this the one?" What the clerk should confirm about names.
//!
//! In: names as they are met, what was found before his answers, and his answers. Out: one [`Question`] for each written name that was
//! guessed or is not known, in the order in which they were met; which answers were followed; a finding for each that no longer fits.

use super::NameKind;
use crate::finding::{Finding, Kind};
use crate::place::Place;
use crate::rules::decisions::{Answer, Decisions};
use crate::settle::names::{How, Resolution};
use indexmap::IndexMap;
use std::collections::HashSet;

/// Why a name is asked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// It was guessed so.
    Guess(How),
    /// Nobody knows it.
    Unknown,
    /// Without a roster it stands for itself, but may be another name of the batch abbreviated.
    Apart,
}

/// One written name that the clerk should confirm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// What it names.
    pub what: NameKind,
    /// As written, in one line.
    pub written: String,
    /// The unit that it stands under, for columns and accounts; else empty.
    pub unit: String,
    /// The account type that it stands under, for accounts; else empty.
    pub platform: String,
    /// The name that is used for the time being.
    pub used: Option<String>,
    /// Why it is asked.
    pub asked: Asked,
    /// Names that may be meant, nearest first.
    pub candidates: Vec<String>,
    /// Where it was met first.
    pub place: Place,
    /// Number of the clerk's line about it.
    pub line: Option<usize>,
}

/// Kind, written name, unit, account type.
type Key = (NameKind, String, String, String);

/// What a name came to before any answer.
pub(super) struct Found {
    pub(super) found: Resolution,
    /// Without a roster: names that it may abbreviate.
    pub(super) apart: Vec<String>,
    /// The nearest names.
    pub(super) near: Vec<String>,
}

/// So many names are offered at most.
const OFFERED: usize = 3;

/// The names offered first, then the nearest ones.
fn filled(first: Vec<String>, near: Vec<String>, used: Option<&String>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for name in first.into_iter().chain(near) {
        if Some(&name) != used && !out.contains(&name) && out.len() < OFFERED {
            out.push(name);
        }
    }
    out
}

/// What was asked so far.
#[derive(Debug, Default)]
pub(super) struct Questions {
    asked: IndexMap<Key, Option<Question>>,
    /// Lines of the clerk that were met, with the certain name that made them needless.
    met: HashSet<usize>,
    overtaken: IndexMap<usize, String>,
}

impl Questions {
    /// Notes a name; `found` is what it came to before any answer.
    pub(super) fn note(
        &mut self,
        (what, written, of): (NameKind, &str, (&str, &str)),
        found: impl FnOnce() -> Found,
        (place, decisions): (&Place, &Decisions),
    ) {
        let key = (what, written.to_owned(), of.0.to_owned(), of.1.to_owned());
        if self.asked.contains_key(&key) {
            return;
        }
        let Found { found, apart, near } = found();
        let line = decisions.line(what, written, of);
        let (used, asked, candidates) = match found {
            Resolution::Known(m) if m.how.is_guess() => {
                let near = filled(m.alternative.into_iter().collect(), near, Some(&m.used));
                (Some(m.used), Asked::Guess(m.how), near)
            }
            Resolution::Known(m) if !apart.is_empty() => (Some(m.used), Asked::Apart, apart),
            Resolution::Known(m) => {
                if let Some(line) = line {
                    self.settled(line, m.used, decisions);
                }
                self.asked.insert(key, None);
                return;
            }
            Resolution::Unknown { suggestions } => (None, Asked::Unknown, filled(suggestions, near, None)),
        };
        self.met.extend(line);
        let (unit, platform) = (of.0.to_owned(), of.1.to_owned());
        let written = written.to_owned();
        let question = Question { what, written, unit, platform, used, asked, candidates, place: place.clone(), line };
        self.asked.insert(key, Some(question));
    }

    /// The roster now says for certain what the clerk was asked; an answer that says the same is still met.
    fn settled(&mut self, line: usize, used: String, decisions: &Decisions) {
        let same = match decisions.lines.get(line).and_then(|d| d.answer.as_ref()) {
            Some(Answer::Is(name, _)) => *name == used,
            Some(Answer::Not | Answer::Gone(_)) => false,
            None => true,
        };
        self.met.insert(line);
        if !same {
            self.overtaken.insert(line, used);
        }
    }

    /// All questions, and a finding for each answer that no longer fits.
    pub(super) fn into_parts(self, decisions: &Decisions) -> (Vec<Question>, Vec<Finding>) {
        let mut findings = Vec::new();
        for (number, line) in decisions.lines.iter().enumerate() {
            let (met, overtaken) = (self.met.contains(&number), self.overtaken.get(&number).cloned());
            let (gone, by) = match (&line.answer, overtaken) {
                (None, _) => continue,
                (_, Some(by)) => (None, Some(by)),
                (Some(Answer::Gone(name)), None) => (Some(name.clone()), None),
                (Some(_), None) if met => continue,
                (Some(_), None) => (None, None),
            };
            let kind = Kind::DecisionUnfit { written: line.written.clone(), gone, by };
            findings.push(Finding::new(kind, line.place.clone()));
        }
        (self.asked.into_values().flatten().collect(), findings)
    }
}
