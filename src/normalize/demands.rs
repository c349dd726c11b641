//! "每周不少于1条 is a rule, and 4 under 每月任务 is one too." What a table requires, or lists to forward, in words.
//!
//! In: a cell under a heading of required numbers. Out: the frequency that it says, as `rules::frequency` reads it, be it in the cell or
//! half of it in the heading. What it comes to in the run is worked out in `tally`. Numbers for the whole period are left as they are.

use super::counts::read_count;
use super::table::{Slot, Subject, entry};
use super::{Desk, Entry, InUse, Reading, Reported};
use crate::field::{Field, Form};
use crate::finding::CountDoubt;
use crate::fold::{fold, one_line};
use crate::read::Value;
use crate::rules::frequency::{Frequency, parse_frequency};
use crate::rules::{Rules, Words};
use std::collections::HashSet;

/// Where the number belongs in the words of a rate.
const NUMBER: &str = "{n}";

impl Desk<'_> {
    /// Adds what a cell under required numbers asks for in words, if it does.
    pub(super) fn read_demand(&mut self, used: &InUse<'_>, subject: &Subject, slot: &Slot<'_>) -> bool {
        let sure = !slot.struck && !used.doubtful && used.table.headings[slot.heading].rival.is_none();
        let asks = matches!(slot.field, Field::Required | Field::ForwardList);
        let Some(cell) = slot.cell.filter(|_| sure && asks) else { return false };
        let Some(text) = in_words(used, slot.heading, &cell.value, &self.rules.words) else { return false };
        let slot = Slot { field: field(used, slot.field), place: slot.place.clone(), ..*slot };
        let reading = Reading { raw: cell.value.shown(), value: Reported::Text(text) };
        self.add(entry(used.table.form, subject, &slot, reading), used.file);
        true
    }
}

/// Takes strokes under the required numbers of website columns for what they are where a frequency tells what is due: no number. They are
/// claims there; where nothing else tells it they stay in doubt.
pub(super) fn strokes(entries: &mut [Entry], rules: &Rules) {
    let is_stroke = |e: &Entry| {
        let stroke = matches!(e.reading.value, Reported::Doubtful { why: CountDoubt::NotApplicable, .. });
        stroke && e.form == Form::Columns && e.field == Field::Required
    };
    if !entries.iter().any(is_stroke) {
        return;
    }
    let is_read = |text: &str| parse_frequency(text, &rules.words.frequency).is_some();
    let key = |unit: &str, column: &str| (fold(unit), fold(column));
    let of = |e: &Entry| e.object.as_ref().map(|column| key(&e.unit.used, &column.used));
    let told = entries.iter().filter(|e| e.field == Field::Frequency && is_read(&e.reading.raw)).filter_map(of);
    let listed = rules.roster.columns.iter().flatten().filter(|c| c.frequency.as_deref().is_some_and(is_read));
    let ruled: HashSet<(String, String)> = told.chain(listed.map(|c| key(&c.unit, &c.name))).collect();
    for entry in entries.iter_mut().filter(|e| is_stroke(e)) {
        if of(entry).is_some_and(|row| ruled.contains(&row)) {
            entry.reading.value = Reported::NotApplicable;
        }
    }
}

/// What a required cell under a heading asks for in words; `None` for a plain number and for words that no rule can be read from.
fn in_words(used: &InUse<'_>, heading: usize, value: &Value, words: &Words) -> Option<String> {
    let heading = &used.table.headings[heading];
    let counts = |text: &str| matches!(parse_frequency(text, &words.frequency), Some(Frequency::Count { .. }));
    let raw = one_line(&value.shown());
    if matches!(value, Value::Text(_)) && counts(&raw) {
        return Some(raw);
    }
    // Under a month of its own a number is that month's.
    let rate = |text: &String| words.counts.rate(&fold(text));
    let per = heading.path.iter().rev().find_map(rate).filter(|_| heading.period.is_none())?;
    let Reported::Count(number) = read_count(Some(value), Field::Required, words).reading.value else { return None };
    Some(per.replace(NUMBER, &number.to_string())).filter(|text| counts(text))
}

/// The field of a requirement in words: of website columns it is the frequency, where no other heading tells that.
fn field(used: &InUse<'_>, of: Field) -> Field {
    let told = used.table.headings.iter().any(|h| h.field == Some(Field::Frequency));
    if of == Field::Required && used.table.form == Form::Columns && !told { Field::Frequency } else { of }
}
