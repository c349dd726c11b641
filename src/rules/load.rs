//! "Take the roster." The roster workbook laid over the built-in rules.
//!
//! In: the roster as a [`Book`], or none. Out: [`Rules`] complete, with notices of what was not used; or every mistake at once,
//! each with its sheet and cell. Nothing of a roster with mistakes comes into force.

mod accounts;
mod columns;
mod lists;
mod units;

use super::keys::{self, KnownKey};
use super::roster::Roster;
use super::settings::{Origin, Settings};
use super::sheets::{Line, Remarks, lines, nearest, note_unknown_sheets};
use super::wrong::{Wording, WrongWordings};
use super::{Rules, Words, cells};
use crate::error::{Error, Mistake};
use crate::finding::Finding;
use crate::fold::fold;
use crate::place::{At, Place};
use crate::read::Book;
use indexmap::IndexMap;
use jiff::civil::Date;
use std::sync::Arc;

/// The rules in force: the roster's over the built-in ones, with notices of sheets and lines that are not used.
///
/// # Errors
/// [`Error::RosterMistakes`] with every mistake of the workbook, sheet by sheet.
pub fn load(roster: Option<&Book>) -> Result<(Rules, Vec<Finding>), Error> {
    let mut rules = Rules::built_in();
    let Some(book) = roster else { return Ok((rules, Vec::new())) };
    let mut remarks = Remarks::default();
    rules.roster.file = Some(Arc::clone(&book.file));
    rules.roster.sha256 = Some(book.sha256.clone());
    let register = units::load(book, &mut rules.roster, &mut remarks);
    columns::load(book, &mut rules, &register, &mut remarks);
    accounts::load(book, &mut rules, &register, &mut remarks);
    units::derive_forms(&mut rules.roster, &register);
    load_settings(book, &mut rules.settings, &mut remarks);
    load_heading_aliases(book, &mut rules.roster, &mut rules.words, &mut remarks);
    lists::load(book, (&mut rules.roster, &rules.words), &register, &mut remarks);
    note_unknown_sheets(book, &mut remarks);
    teach_wrong_wordings(&mut rules);
    teach_columns(&mut rules);
    if remarks.mistakes.is_empty() {
        Ok((rules, remarks.notices))
    } else {
        Err(Error::RosterMistakes(remarks.mistakes))
    }
}

/// 规则. A key without a value leaves the built-in one in force.
fn load_settings(book: &Book, settings: &mut Settings, remarks: &mut Remarks) {
    let mut seen: Vec<(KnownKey, Place)> = Vec::new();
    for line in lines(book, "settings", remarks).unwrap_or_default() {
        let Some(written) = line.text("key") else { continue };
        let Some(key) = keys::find(&written) else {
            let nearest = nearest(&written, keys::names());
            remarks.mistake(line.at("key"), Mistake::KeyUnknown { written, nearest });
            continue;
        };
        if let Some((_, place)) = seen.iter().find(|(k, _)| *k == key) {
            remarks.mistake(line.at("key"), Mistake::KeyTwice { written, first: cell_of(place) });
            continue;
        }
        seen.push((key, line.at("key")));
        let Some(value) = line.value("value") else { continue };
        let source = (Origin::Roster(line.at("value")), line.text("basis"));
        if let Err(expected) = keys::set(settings, key, value, source) {
            remarks.bad_value(&line, "value", expected);
        }
    }
}

/// 错误表述, made ready to search.
fn teach_wrong_wordings(rules: &mut Rules) {
    let lines = rules.roster.wrong_phrases.iter();
    let list = lines.map(|(wrong, right, _)| Wording { wrong: wrong.clone(), right: right.clone() });
    rules.words.wrong = WrongWordings::new(list.collect());
}

/// 栏目: a heading that is one of these names is a column's name, whatever its words may mean.
fn teach_columns(rules: &mut Rules) {
    let columns = rules.roster.columns.iter().flatten();
    let own = |name: &str| fold(name.rsplit('/').next().unwrap_or(name));
    rules.words.columns =
        columns.flat_map(|c| std::iter::once(own(&c.name)).chain(c.aliases.iter().map(|alias| fold(alias)))).collect();
}

/// 表头别名: kept, and taught to the words of headings.
fn load_heading_aliases(book: &Book, roster: &mut Roster, words: &mut Words, remarks: &mut Remarks) {
    let mut seen: IndexMap<String, Place> = IndexMap::new();
    for line in lines(book, "heading_aliases", remarks).unwrap_or_default() {
        let (Some(written), Some(name)) = (line.text("written"), line.text("field")) else { continue };
        if let Some(first) = seen.insert(fold(&written), line.at("written")) {
            remarks.mistake(line.at("written"), Mistake::NameTwice { written, first: cell_of(&first) });
            continue;
        }
        match words.headings.field_named(&name) {
            Some(field) => words.headings.add_alias(&written, field),
            None => remarks.bad_value(&line, "field", "field"),
        }
        roster.heading_aliases.push((written, name, line.place));
    }
}

/// 启用日期 and 停用日期.
fn in_use(line: &Line, remarks: &mut Remarks) -> (Option<Date>, Option<Date>) {
    let mut day = |id: &str| {
        let value = line.value(id)?;
        let day = cells::day(value);
        if day.is_none() {
            remarks.bad_value(line, id, "day");
        }
        day
    };
    let span = (day("from"), day("until"));
    if let (Some(from), Some(until)) = span
        && until < from
    {
        let (from, until) = (from.to_string(), until.to_string());
        remarks.mistake(line.at("until"), Mistake::DatesBackwards { from, until });
    }
    span
}

/// Whether two spans of use have a day in common.
fn overlap(a: (Option<Date>, Option<Date>), b: (Option<Date>, Option<Date>)) -> bool {
    let before = |until: Option<Date>, from: Option<Date>| matches!((until, from), (Some(u), Some(f)) if u < f);
    !before(a.1, b.0) && !before(b.1, a.0)
}

/// The first cell of a place, as Excel shows it.
pub(super) fn cell_of(place: &Place) -> String {
    place.area.map_or_else(String::new, |area| At::to_string(&area.first))
}
