//! "每月应更新数 is 4." From a key and a cell of 规则 to a setting.
//!
//! In: `settings.toml` (keys, built-in values, how each cell is read), a key, a cell. Out: the setting, or what the cell should
//! hold. Built-in values and the roster's go through the same door.

use super::settings::{BlankCounts, Origin, Setting, Settings};
use super::sheets::ROSTER;
use super::{cells, periods};
use crate::finding::{Kind, ReadBy, Severity};
use crate::fold::fold;
use crate::period::Period;
use crate::read::Value;
use indexmap::IndexMap;
use jiff::civil::Date;
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeyWords {
    #[serde(rename = "key")]
    keys: Vec<Key>,
    severities: IndexMap<String, SeverityWord>,
    blanks: IndexMap<String, BlankCounts>,
    readings: IndexMap<String, ReadBy>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Key {
    id: String,
    name: String,
    kind: ValueKind,
    value: Option<String>,
    basis: Option<String>,
}

/// How the cell of a key is read.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ValueKind {
    Period,
    Day,
    Text,
    Printed,
    Count,
    Rate,
    YesNo,
    Blanks,
    Reading,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum SeverityWord {
    Fail,
    Notice,
    Doubt,
    None,
}

/// A cell that was understood.
enum Reading {
    Period(Period),
    Day(Date),
    Text(String),
    Count(i64),
    Rate(f64),
    YesNo(bool),
    Blanks(BlankCounts),
    ReadBy(ReadBy),
}

static KEYS: LazyLock<KeyWords> = LazyLock::new(|| super::embedded(include_str!("settings.toml")));

/// A key of 规则.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KnownKey {
    /// A value, by its id in `settings.toml`.
    Value(&'static str),
    /// The severity of a finding id.
    Severity(&'static str),
}

/// The keys of 规则 in order, each with its built-in value; finding ids, which are keys too, are in [`Kind::ALL_IDS`].
#[must_use]
pub fn keys() -> Vec<(&'static str, Option<&'static str>)> {
    KEYS.keys.iter().map(|k| (k.name.as_str(), k.value.as_deref())).collect()
}

/// The key that is written so.
pub(super) fn find(written: &str) -> Option<KnownKey> {
    let key = fold(written);
    let value = KEYS.keys.iter().find(|k| fold(&k.name) == key).map(|k| KnownKey::Value(&k.id));
    value.or_else(|| Kind::ALL_IDS.iter().find(|id| fold(id) == key).map(|id| KnownKey::Severity(id)))
}

/// Every way to write a key.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    KEYS.keys.iter().map(|k| k.name.as_str()).chain(Kind::ALL_IDS.iter().copied())
}

/// Sets every key that has a built-in value.
pub(super) fn apply_built_in(settings: &mut Settings) {
    for key in &KEYS.keys {
        if let Some(value) = &key.value {
            // A value that cannot be read leaves zero behind; a test compares every built-in value with product.md.
            let _ = set(
                settings,
                KnownKey::Value(&key.id),
                &Value::Text(value.clone()),
                (Origin::BuiltIn, key.basis.clone()),
            );
        }
    }
}

/// Puts the cell's value into force; the error names what it should hold (a word of `roster.toml`'s `expected`).
pub(super) fn set(settings: &mut Settings, key: KnownKey, value: &Value, source: Source) -> Result<(), &'static str> {
    match key {
        KnownKey::Severity(id) => {
            let word = cells::choice(value, &KEYS.severities).ok_or("severity")?;
            let value = match word {
                SeverityWord::Fail => Some(Severity::Fail),
                SeverityWord::Notice => Some(Severity::Notice),
                SeverityWord::Doubt => Some(Severity::Doubt),
                SeverityWord::None => None,
            };
            settings.severities.insert(id.to_owned(), in_force(value, source));
        }
        KnownKey::Value(id) => {
            let kind = KEYS.keys.iter().find(|k| k.id == id).map(|k| k.kind).ok_or("")?;
            assign(settings, id, read(value, kind)?, source);
        }
    }
    Ok(())
}

fn read(value: &Value, kind: ValueKind) -> Result<Reading, &'static str> {
    Ok(match kind {
        ValueKind::Period => Reading::Period(period(value).ok_or("period")?),
        ValueKind::Day => Reading::Day(cells::day(value).ok_or("day")?),
        ValueKind::Text => Reading::Text(value.shown().trim().to_owned()),
        ValueKind::Printed => Reading::Text(printed(value)),
        ValueKind::Count => Reading::Count(cells::count(value).ok_or("count")?),
        ValueKind::Rate => Reading::Rate(cells::rate(value).ok_or("rate")?),
        ValueKind::YesNo => Reading::YesNo(cells::choice(value, &ROSTER.yes_no).ok_or("yes_no")?),
        ValueKind::Reading => Reading::ReadBy(cells::choice(value, &KEYS.readings).ok_or("reading")?),
        ValueKind::Blanks => Reading::Blanks(cells::choice(value, &KEYS.blanks).ok_or("blanks")?),
    })
}

/// A period with its year, in words or as a code; two different ones are none.
fn period(value: &Value) -> Option<Period> {
    let text = match value {
        Value::Text(_) | Value::Number(_) | Value::Percent(_) => value.shown(),
        _ => return None,
    };
    if let Some(period) = Period::parse_code(text.trim()) {
        return Some(period);
    }
    let mut said = periods::find_built_in(&text).into_iter().map(|(said, _)| said.year.and_then(|y| said.resolve(y)));
    let first = said.next()??;
    said.all(|p| p == Some(first)).then_some(first)
}

/// Text as it stands; a day typed as a day in the papers' writing.
fn printed(value: &Value) -> String {
    let Value::Date(moment) = value else { return value.shown().trim().to_owned() };
    ROSTER
        .printed_day
        .replace("{year}", &moment.year().to_string())
        .replace("{month}", &moment.month().to_string())
        .replace("{day}", &moment.day().to_string())
}

/// Where a value came from and what it rests on.
pub(super) type Source = (Origin, Option<String>);

fn assign(settings: &mut Settings, id: &str, reading: Reading, source: Source) {
    match reading {
        Reading::Period(period) => settings.period = in_force(Some(period), source),
        Reading::Day(day) => settings.as_of = in_force(Some(day), source),
        Reading::Rate(rate) => settings.min_forward_rate = in_force(Some(rate), source),
        Reading::Blanks(blanks) => settings.blank_counts = in_force(blanks, source),
        Reading::ReadBy(way) => settings.frequency_reading = in_force(way, source),
        Reading::Text(text) => {
            let slot = match id {
                "office" => &mut settings.office,
                "title1" => &mut settings.titles[0],
                "title2" => &mut settings.titles[1],
                "title3" => &mut settings.titles[2],
                "title4" => &mut settings.titles[3],
                "remark1" => &mut settings.remarks[0],
                "remark2" => &mut settings.remarks[1],
                "submit_by" => &mut settings.submit_by,
                "remark3" => &mut settings.remarks[2],
                "remark4" => &mut settings.remarks[3],
                _ => &mut settings.rectify_by,
            };
            *slot = in_force(Some(text), source);
        }
        Reading::YesNo(yes) => {
            let slot = match id {
                "gap_decides" => &mut settings.gap_decides,
                "forwards_decide" => &mut settings.forwards_decide,
                _ => &mut settings.daily_on_workdays,
            };
            *slot = in_force(yes, source);
        }
        Reading::Count(count) => assign_count(settings, id, count, source),
    }
}

fn assign_count(settings: &mut Settings, id: &str, count: i64, source: Source) {
    let slot = match id {
        "posts_per_month" => &mut settings.posts_per_month,
        "min_forwards" => &mut settings.min_forwards,
        "phrase_limit" => &mut settings.phrase_limit,
        "other_limit" => &mut settings.other_limit,
        _ => {
            let slot = match id {
                "forward_list" => &mut settings.forward_list,
                "max_gap_days" => &mut settings.max_gap_days,
                "max_original_gap_days" => &mut settings.max_original_gap_days,
                _ => &mut settings.message_limit,
            };
            *slot = in_force(Some(count), source);
            return;
        }
    };
    *slot = in_force(count, source);
}

fn in_force<T>(value: T, (origin, basis): Source) -> Setting<T> {
    Setting { value, origin, basis }
}
