//! "What else does the office know?" The sheets 人工问题, 文稿数据, 更正, 错误表述 and 节假日.
//!
//! In: their lines. Out: the lists of the roster, each line with its place. What a correction or a holiday changes is worked out
//! by later steps.

use super::super::roster::{BodyFigure, Correction, ManualProblem, Roster};
use super::super::sheets::{BodyKind, Line, ROSTER, Remarks, lines};
use super::super::{cells, periods};
use super::cell_of;
use super::units::Register;
use crate::error::Mistake;
use crate::field::Field;
use crate::fold::{fold, fold_width};
use crate::period::{Part, Period};
use crate::place::Place;
use crate::read::{Book, Value};
use crate::rules::Words;
use jiff::ToSpan;
use jiff::civil::Date;
use std::collections::HashMap;

/// Reads the five lists into `roster`.
pub(super) fn load(book: &Book, (roster, words): (&mut Roster, &Words), register: &Register, remarks: &mut Remarks) {
    load_manual(book, roster, register, remarks);
    load_body(book, roster, register, remarks);
    load_corrections(book, (roster, words), register, remarks);
    load_wrong_phrases(book, roster, remarks);
    load_holidays(book, roster, remarks);
}

fn load_manual(book: &Book, roster: &mut Roster, register: &Register, remarks: &mut Remarks) {
    for line in lines(book, "manual", remarks).unwrap_or_default() {
        let (Some(unit), Some(problem)) = (register.unit(&line, "unit", remarks), line.text("problem")) else {
            continue;
        };
        let veto = line.value("veto").map(|value| cells::choice(value, &ROSTER.yes_no));
        if veto == Some(None) {
            remarks.bad_value(&line, "veto", "yes_no");
        }
        roster.manual.push(ManualProblem {
            unit,
            object: line.text("object").unwrap_or_default(),
            problem,
            basis: line.text("basis"),
            veto: veto.flatten().unwrap_or(false),
            place: line.place,
        });
    }
}

/// 文稿数据. A key without a value is not filled in yet; only a key that names units may stand several times.
fn load_body(book: &Book, roster: &mut Roster, register: &Register, remarks: &mut Remarks) {
    for line in lines(book, "body", remarks).unwrap_or_default() {
        let (Some(key), Some(value)) = (line.text("key"), line.text("value")) else { continue };
        let kind = ROSTER.body.iter().find(|(known, _)| fold(known) == fold(&key)).map(|(_, kind)| *kind);
        let first = roster.body.iter().find(|b| fold(&b.key) == fold(&key));
        if let Some(first) = first.filter(|_| kind != Some(BodyKind::Unit)) {
            let first = cell_of(&first.place);
            remarks.mistake(line.at("key"), Mistake::KeyTwice { written: key, first });
            continue;
        }
        let number = line.value("value").and_then(cells::count);
        let value = match kind {
            Some(BodyKind::Unit) => register.unit(&line, "value", remarks).unwrap_or(value),
            Some(BodyKind::Number) if number.is_none() => {
                remarks.bad_value(&line, "value", "count");
                continue;
            }
            _ => value,
        };
        roster.body.push(BodyFigure { key, value, number, place: line.at("value") });
    }
}

fn load_corrections(book: &Book, (roster, words): (&mut Roster, &Words), register: &Register, remarks: &mut Remarks) {
    for line in lines(book, "corrections", remarks).unwrap_or_default() {
        // What can never fit any figure is a mistake here and now, not a doubt after the run.
        if line.text("item").is_some_and(|item| !may_be_corrected(&item, words)) {
            remarks.bad_value(&line, "item", "item");
        }
        if line.text("period").is_some_and(|period| !names_a_period(&period)) {
            remarks.bad_value(&line, "period", "part");
        }
        if line.value("new").is_some_and(is_no_count) {
            remarks.bad_value(&line, "new", "count_or_none");
        }
        let day = line.value("day").and_then(cells::day);
        if day.is_none() && line.value("day").is_some() {
            remarks.bad_value(&line, "day", "day");
        }
        let unit = register.unit(&line, "unit", remarks);
        let (Some(unit), Some(item), Some(new)) = (unit, line.text("item"), line.text("new")) else { continue };
        roster.corrections.push(Correction {
            unit,
            object: line.text("object").unwrap_or_default(),
            item,
            period: line.text("period").unwrap_or_default(),
            old: line.text("old").unwrap_or_default(),
            new,
            basis: line.text("basis"),
            day,
            place: line.place,
        });
    }
}

/// Whether 项目 names a figure that may be corrected, in any writing that headings have.
fn may_be_corrected(item: &str, words: &Words) -> bool {
    words.headings.field_named(item).is_some_and(Field::may_be_corrected)
}

/// Whether a number stands there that can be no count: below 0 or broken.
fn is_no_count(value: &Value) -> bool {
    let is_number = match value {
        Value::Number(_) => true,
        Value::Text(text) => fold_width(text.trim()).parse::<f64>().is_ok(),
        _ => false,
    };
    is_number && cells::count(value).is_none()
}

/// Whether 期间 names a month, a quarter or another part of a year.
fn names_a_period(text: &str) -> bool {
    Period::parse_code(text.trim()).is_some() || periods::find_built_in(text).len() == 1
}

/// 错误表述. Each wrong wording once: two lines with two rights would leave open which one holds.
fn load_wrong_phrases(book: &Book, roster: &mut Roster, remarks: &mut Remarks) {
    let mut seen: HashMap<String, Place> = HashMap::new();
    for line in lines(book, "wrong_phrases", remarks).unwrap_or_default() {
        let Some(wrong) = line.text("wrong") else { continue };
        let right = line.text("right").unwrap_or_default();
        if fold(&wrong) == fold(&right) {
            remarks.bad_value(&line, "right", "right");
        } else if let Some(first) = seen.get(&fold(&wrong)) {
            remarks.mistake(line.at("wrong"), Mistake::NameTwice { written: wrong, first: cell_of(first) });
        } else {
            seen.insert(fold(&wrong), line.at("wrong"));
            roster.wrong_phrases.push((wrong, right, line.place));
        }
    }
}

/// 节假日. A line may name one day or a run of days.
fn load_holidays(book: &Book, roster: &mut Roster, remarks: &mut Remarks) {
    for line in lines(book, "holidays", remarks).unwrap_or_default() {
        let (Some(value), Some(kind)) = (line.value("day"), line.value("kind")) else { continue };
        let Some(worked) = cells::choice(kind, &ROSTER.holidays) else {
            remarks.bad_value(&line, "kind", "holiday");
            continue;
        };
        let days = cells::day(value).map(|d| vec![d]).or_else(|| run_of_days(&value.shown())).unwrap_or_default();
        if days.is_empty() {
            remarks.bad_value(&line, "day", "day");
        }
        for day in days {
            add_day((day, worked), &line, &mut roster.holidays, remarks);
        }
    }
}

fn add_day((day, worked): (Date, bool), line: &Line, holidays: &mut Vec<(Date, bool, Place)>, remarks: &mut Remarks) {
    match holidays.iter().find(|(other, ..)| *other == day) {
        Some((_, _, place)) => {
            let what = Mistake::NameTwice { written: day.to_string(), first: cell_of(place) };
            remarks.mistake(line.at("day"), what);
        }
        None => holidays.push((day, worked, line.at("day"))),
    }
}

/// The days of 2023年1月21日至27日, at most a year of them.
fn run_of_days(text: &str) -> Option<Vec<Date>> {
    let said = periods::find_built_in(text);
    let [(said, _)] = said.as_slice() else { return None };
    let Part::Days(first, last) = said.part else { return None };
    Some(first.series(1.day()).take(366).take_while(|d| *d <= last).collect())
}
