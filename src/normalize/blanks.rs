//! "By its own word a blank is nothing." Blank figures in a table that says what a blank means.
//!
//! In: a table in use with its remark about blank cells. Out: whether a blank under a field is zero, and one finding for each table that tells
//! the remark with the cells that it was applied to, or that stay open because it is not understood. Blanks without a remark are asked about
//! elsewhere.

use super::counts::CountRead;
use super::{Desk, InUse, Reported};
use crate::field::Field;
use crate::finding::{CountDoubt, Finding, Kind, Severity};
use crate::fold::{fold, is_empty};
use crate::place::Place;
use crate::rules::rows::BlankSays;
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
