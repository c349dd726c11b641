//! "本季度无留言（零报告）." Sentences that report zero for a whole form.
//!
//! In: zero sentences with the unit that was settled for them. Out: the form as reported; for messages three zeros with the sentence
//! as their raw text. Columns and accounts need a count for each row, which a sentence does not give.

use super::{Desk, Entry, Reading, Reported, Standing};
use crate::field::{Field, Form};
use crate::finding::{CountDoubt, Finding, Kind};
use crate::recognize::Recognized;
use crate::settle::UnitFor;

impl Desk<'_> {
    pub(super) fn read_zeros(&mut self, file: usize, book: &Recognized, units: &[Option<UnitFor>]) {
        for (zero, unit) in book.zeros.iter().zip(units) {
            let Some(unit) = unit else { continue };
            let unit = self.who.unit(&unit.written, &unit.place);
            let text = Self::quoted(Form::Messages, zero.text.clone());
            let Some(form) = zero.form.and_then(Form::annex) else {
                let raw = text;
                let kind = Kind::CountDoubtful { field: Field::Updates, raw, why: CountDoubt::ZeroSentence };
                self.out.findings.push(Finding::new(kind, zero.place.clone()).unit(&*unit.used));
                continue;
            };
            self.out.zero_reports.push((unit.used.clone(), form, zero.place.clone()));
            if form != Form::Messages {
                continue;
            }
            for field in [Field::Received, Field::Closed, Field::Overdue] {
                let reading = Reading { raw: text.clone(), value: Reported::Count(0) };
                let entry = Entry {
                    form,
                    from_ledger: false,
                    unit: unit.clone(),
                    object: None,
                    platform: None,
                    field,
                    period: self.settled.period,
                    reading,
                    place: zero.place.clone(),
                    standing: Standing::Counts,
                };
                self.add(entry, file);
            }
        }
    }
}
