//! "By its own word a blank is nothing." Blank figures in a table that says what a blank means.
//!
//! In: a table in use with its remark about blank cells. Out: whether a blank under a field is zero, and one finding for each table that tells
//! the remark with the cells that it was applied to, or that stay open because it is not understood. Strokes that the sheet or the remark of
//! their own row (11月起停更) explains are no figures. Blanks and strokes without a remark are asked about elsewhere.

use super::counts::CountRead;
use super::duties::STROKE;
use super::table::text_under;
use super::{Desk, InUse, Reported};
use crate::field::{Field, Form};
use crate::finding::{CountDoubt, Finding, Kind, Severity};
use crate::fold::{fold, is_empty, one_line};
use crate::period::Period;
use crate::place::Place;
use crate::recognize::RawRow;
use crate::rules::Words;
use crate::rules::periods::{days_in, find_periods, parse_day};
use crate::rules::rows::{BlankSays, Stopped};
use crate::rules::settings::BlankCounts;

impl Desk<'_> {
    /// Whether a blank under a field counts as zero.
    pub(super) fn blank_is_zero(&self, used: &InUse<'_>, field: Field) -> bool {
        let by_note = used.table.blank_note.as_ref().is_some_and(|note| makes_zero(note.says, field));
        by_note || used.table.blank_is_zero || self.rules.settings.blank_counts.value == BlankCounts::Zero
    }

    /// Takes a stroke for what the sheet itself says that it is: nothing is asked for there.
    pub(super) fn read_stroke(used: &InUse<'_>, read: &mut CountRead) {
        let stroke = matches!(read.reading.value, Reported::Doubtful { why: CountDoubt::NotApplicable, .. });
        if stroke && used.table.strokes.contains(&fold(&read.reading.raw)) {
            read.reading.value = Reported::NotApplicable;
        }
    }

    /// Takes strokes for what the remark of their own row says that they are: what it is about was closed by then, or had not begun.
    pub(super) fn explain_strokes(&mut self, used: &InUse<'_>, row: &RawRow, first: usize) {
        let named = matches!(used.table.form, Form::Accounts | Form::Columns) && !used.table.crossed;
        if !named || !self.drafts[first..].iter().any(|d| d.entry.reading.value == STROKE) {
            return;
        }
        let remark = text_under(used, row, Field::Remark, None).or_else(|| text_under(used, row, Field::Problem, None));
        let Some((remark, _)) = remark.map(|(text, place)| (fold(&text), place)) else { return };
        let Some(why) = self.rules.words.rows.stopped(&remark) else { return };
        let Some(times) = times_in(&remark, self.settled.period, &self.rules.words) else { return };
        // Of the whole run something is asked: whoever was there for no day of it belongs on the roster as closed.
        let run = self.settled.period;
        let explains = |period: Period| match (why, times) {
            _ if period == run => false,
            (_, None) => true,
            (Stopped::Ended, Some(time)) => period.start >= time.start,
            (Stopped::Begun, Some(time)) => period.end <= time.end,
            (Stopped::Never, Some(_)) => false,
        };
        let mut said: Option<Finding> = None;
        for entry in self.drafts[first..].iter_mut().map(|d| &mut d.entry) {
            if entry.reading.value != STROKE || !explains(entry.period) {
                continue;
            }
            entry.reading.value = Reported::NotApplicable;
            let kind = Kind::NotApplicableAssumed { field: entry.field, raw: one_line(&entry.reading.raw) };
            let object = entry.object.as_ref().map(|object| object.used.to_string()).unwrap_or_default();
            let finding = Finding::new(kind, entry.place.clone()).unit(&*entry.unit.used).object(object);
            // A cell that holds two figures is said once.
            let last = said.replace(finding).filter(|last| last.place != entry.place);
            self.out.findings.extend(last);
        }
        self.out.findings.extend(said);
    }

    /// Tells the remark about blanks with the cells below it, once for the table; `first` is its first draft.
    pub(super) fn say_blanks(&mut self, used: &InUse<'_>, first: usize) {
        let Some(note) = used.table.blank_note.as_ref() else { return };
        // Where the office says the same of every table, the annex does.
        if used.table.blank_is_zero || self.rules.settings.blank_counts.value == BlankCounts::Zero {
            return;
        }
        let entries = || self.drafts[first..].iter().map(|d| &d.entry).filter(|e| is_empty(&e.reading.raw));
        let zeros = entries().filter(|e| e.reading.value == Reported::Count(0) && makes_zero(note.says, e.field));
        let open = entries().filter(|e| e.reading.value == Reported::Missing);
        let cells = |places: Vec<&Place>| places.into_iter().cloned().collect::<Vec<Place>>();
        let (zeros, open) = (cells(zeros.map(|e| &e.place).collect()), cells(open.map(|e| &e.place).collect()));
        let units: Vec<&str> = self.drafts[first..].iter().map(|d| &*d.entry.unit.used).collect();
        let unit = units.first().filter(|unit| units.iter().all(|u| u == *unit)).map(|unit| (*unit).to_owned());
        for (zero, places) in [(true, zeros), (false, open)] {
            if places.is_empty() {
                continue;
            }
            let kind = Kind::BlankNoted { note: note.text.clone(), zero, count: places.len() };
            let mut finding = Finding::new(kind, used.table.place.at(note.at)).related(places);
            finding.unit.clone_from(&unit);
            if !zero {
                finding.severity = Severity::Doubt;
            }
            self.out.findings.push(finding);
        }
    }
}

/// Whether a remark makes a blank under a field zero.
const fn makes_zero(says: BlankSays, field: Field) -> bool {
    match says {
        BlankSays::Zero => true,
        BlankSays::NothingPosted => matches!(field, Field::Updates | Field::Actual),
        BlankSays::Unsure => false,
    }
}

/// The one time that a remark names, if it names any; `None` where it names several.
fn times_in(remark: &str, run: Period, words: &Words) -> Option<Option<Period>> {
    let year = run.start.year();
    let days = days_in(remark, &words.periods).into_iter().filter_map(|day| parse_day(day, Some(year)));
    let days = days.filter_map(|day| Period::new(day, day));
    let said = find_periods(remark, &words.periods);
    let mut spans: Vec<Period> = said.iter().filter_map(|(said, _)| said.resolve(year)).chain(days).collect();
    spans.dedup();
    match spans.as_slice() {
        // A number that was not understood may be a time.
        [] if remark.contains(|c: char| c.is_ascii_digit()) => None,
        [] => Some(None),
        [one] => Some(Some(*one)),
        _ => None,
    }
}
