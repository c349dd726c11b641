//! Entries from recognized tables, drawn by hand; the numbers are added up on paper.
#![allow(clippy::unwrap_used, reason = "a test that cannot build its input has failed")]

mod corrections;
mod issues;
mod messages;
mod tables;
mod versions;
mod wordings;

use crate::settle::drawn;
use crate::settle::names::rules;
use tongbao::normalize::{Entry, Normalized, Reported, normalize};
use tongbao::period::Period;
use tongbao::recognize::Recognized;
use tongbao::rules::Rules;
use tongbao::settle::settle;

/// The roster of the settle tests, with the first quarter of 2023 as the run.
pub(crate) fn first_quarter() -> Rules {
    let mut rules = rules();
    rules.settings.period.value = Period::parse_code("2023Q1");
    rules
}

pub(crate) fn normalized(books: &[Recognized], rules: &Rules) -> Normalized {
    let books: Vec<&Recognized> = books.iter().collect();
    let settled = settle(&books, rules).unwrap();
    normalize(books, &settled, rules)
}

/// One line for each entry: unit, object, field, period, value, standing; unlisted ones in brackets.
pub(crate) fn lines(entries: &[Entry]) -> Vec<String> {
    entries
        .iter()
        .map(|e| {
            let value = match &e.reading.value {
                Reported::Count(n) => n.to_string(),
                Reported::Text(t) => t.clone(),
                Reported::Day(d) => d.to_string(),
                Reported::NotApplicable => "n/a".into(),
                Reported::Missing => "missing".into(),
                Reported::Doubtful { parsed, why } => format!("{why:?} {parsed:?}"),
            };
            let object = e.object.as_ref().map_or(String::new(), |o| format!(" {}", o.used));
            let listed = e.unit.listed && e.object.as_ref().is_none_or(|o| o.listed);
            let line = format!("{}{object} {:?} {} = {value} {:?}", e.unit.used, e.field, e.period, e.standing);
            if listed { line } else { format!("({line})") }
        })
        .collect()
}

pub(crate) fn ids(normalized: &Normalized) -> Vec<&'static str> {
    normalized.findings.iter().map(|f| f.kind.id()).collect()
}
