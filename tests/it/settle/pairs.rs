//! Hundreds of names as units write them, against rosters from all over the country: what is resolved, and nothing merged wrongly.
//!
//! The tables beside this file say what each name means; `cargo test --test it settle::pairs -- --nocapture` shows what became of them.

use super::names::{list_units, unit};
use std::collections::{BTreeMap, HashMap};
use tongbao::rules::Rules;
use tongbao::settle::names::{How, Names};

/// One line of `pairs.csv`.
struct Pair {
    roster: String,
    written: String,
    expected: Expected,
    unit: String,
    reason: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Expected {
    /// The writing alone shows the body.
    Same,
    /// Only a guess shows it.
    Guess,
    /// Only an alias of the roster may join it.
    Roster,
    /// Another body.
    Different,
    /// No unit, or not told which.
    Unknown,
}

/// What came of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    Right(How),
    Wrong(How),
    Open,
}

pub(super) fn lines(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn rosters() -> HashMap<String, Names> {
    let mut units: HashMap<String, Vec<_>> = HashMap::new();
    for line in lines(include_str!("pairs/rosters.csv")) {
        let aliases: Vec<&str> = line[3].split('、').filter(|a| !a.is_empty()).collect();
        units.entry(line[0].clone()).or_default().push(unit(&line[1], &line[2], &aliases, &line[4]));
    }
    let mut rules = Rules::built_in();
    let mut names_of = |units| {
        list_units(&mut rules, units);
        Names::of(&rules)
    };
    units.into_iter().map(|(roster, units)| (roster, names_of(units))).collect()
}

fn pairs() -> Vec<Pair> {
    let read = |line: Vec<String>| Pair {
        expected: match line[2].as_str() {
            "same" => Expected::Same,
            "guess" => Expected::Guess,
            "roster" => Expected::Roster,
            "different" => Expected::Different,
            "unknown" => Expected::Unknown,
            other => panic!("{other}"),
        },
        written: line[1].replace("\\n", "\n").replace("\\u200b", "\u{200b}"),
        roster: line[0].clone(),
        unit: line[3].clone(),
        reason: line[4].clone(),
    };
    lines(include_str!("pairs/pairs.csv")).into_iter().map(read).collect()
}

static OUTCOMES: std::sync::LazyLock<Vec<(Pair, Outcome)>> = std::sync::LazyLock::new(outcomes);

/// What the roster makes of each written name.
fn outcomes() -> Vec<(Pair, Outcome)> {
    let rosters = rosters();
    let of = |pair: &Pair| match rosters[&pair.roster].unit(&pair.written).known() {
        None => Outcome::Open,
        Some(found) if pair.expected <= Expected::Roster && found.used == pair.unit => Outcome::Right(found.how),
        // Another body may be of the roster as well, under a name of its own.
        Some(found) if pair.expected == Expected::Different && found.used != pair.unit && !found.how.is_guess() => {
            Outcome::Open
        }
        Some(found) => Outcome::Wrong(found.how),
    };
    pairs().into_iter().map(|pair| (of(&pair), pair)).map(|(outcome, pair)| (pair, outcome)).collect()
}

fn listed<'a>(pairs: impl Iterator<Item = &'a (Pair, Outcome)>) -> String {
    let line = |(p, o): &(Pair, Outcome)| {
        format!("{} {} ({:?} {}): {o:?}, {}\n", p.roster, p.written, p.expected, p.unit, p.reason)
    };
    pairs.map(line).collect()
}

#[test]
fn no_name_is_ever_merged_with_another_body() {
    let wrong = listed(OUTCOMES.iter().filter(|(_, o)| matches!(o, Outcome::Wrong(_))));
    assert_eq!(wrong, "");
}

#[test]
fn nineteen_of_twenty_names_of_one_body_are_resolved() {
    let mut ways: BTreeMap<(Expected, Option<How>), usize> = BTreeMap::new();
    for (pair, outcome) in &*OUTCOMES {
        let way = match outcome {
            Outcome::Right(how) | Outcome::Wrong(how) => Some(*how),
            Outcome::Open => None,
        };
        *ways.entry((pair.expected, way)).or_default() += 1;
    }
    println!("{ways:#?}");
    let mut rules: BTreeMap<How, (usize, usize)> = BTreeMap::new();
    for (_, outcome) in &*OUTCOMES {
        match outcome {
            Outcome::Right(how) => rules.entry(*how).or_default().0 += 1,
            Outcome::Wrong(how) => rules.entry(*how).or_default().1 += 1,
            Outcome::Open => {}
        }
    }
    for (how, (right, wrong)) in &rules {
        println!("{how:?}: {right} of {} right, {} %", right + wrong, 100 * right / (right + wrong));
    }
    let one = |p: &Pair| p.expected <= Expected::Guess;
    let all = OUTCOMES.iter().filter(|(p, _)| one(p)).count();
    let open = || OUTCOMES.iter().filter(|(p, o)| one(p) && *o == Outcome::Open);
    println!("{} of {all} open:\n{}", open().count(), listed(open()));
    assert!(open().count() * 20 <= all);
}

#[test]
fn a_name_that_shows_its_body_is_no_guess() {
    let guessed =
        |(p, o): &&(Pair, Outcome)| p.expected == Expected::Same && matches!(o, Outcome::Right(how) if how.is_guess());
    assert_eq!(listed(OUTCOMES.iter().filter(guessed)), "");
}

#[test]
fn what_only_looks_like_one_body_is_never_more_than_a_guess() {
    let sure = |(p, o): &&(Pair, Outcome)| {
        p.expected == Expected::Guess && matches!(o, Outcome::Right(how) if !how.is_guess())
    };
    assert_eq!(listed(OUTCOMES.iter().filter(sure)), "");
}

#[test]
fn a_renamed_or_merged_body_is_joined_by_the_roster_only() {
    let joined = |(p, o): &&(Pair, Outcome)| p.expected == Expected::Roster && matches!(o, Outcome::Right(_));
    assert_eq!(listed(OUTCOMES.iter().filter(joined)), "");
}
