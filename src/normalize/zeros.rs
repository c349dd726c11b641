//! "本季度无留言（零报告）." Sentences that report a whole form.
//!
//! In: sentences outside the tables with the unit that was settled for them. Out: the form as reported. Where the sentence says that there
//! was nothing, three zeros for messages, with the sentence as their raw text; columns and accounts need a count for each row, which a
//! sentence does not give. Where it tells figures, they stay open with what was read from it: nobody filled them in.

use super::{Desk, Entry, Name, Reading, Reported, Standing};
use crate::field::{Field, Form};
use crate::finding::{CountDoubt, Finding, Kind};
use crate::fold::one_line;
use crate::recognize::{Recognized, ZeroSentence};
use crate::rules::sentences::Told;
use crate::settle::UnitFor;
use std::collections::HashSet;
use std::sync::Arc;

/// The figures of messages that an annex shows.
const SHOWN: [Field; 3] = [Field::Received, Field::Closed, Field::Overdue];

impl Desk<'_> {
    pub(super) fn read_zeros(&mut self, file: usize, book: &Recognized, units: &[Option<UnitFor>]) {
        let mut open: HashSet<Arc<str>> = HashSet::new();
        let of_messages = |zero: &&ZeroSentence| zero.told.is_some() && zero.form == Some(Form::Messages);
        // One of several tells a part of the time (收到2件 below 1月): which of them were the whole, nobody knows.
        let alone = book.zeros.iter().filter(of_messages).count() == 1;
        for (zero, unit) in book.zeros.iter().zip(units) {
            let Some(unit) = unit else { continue };
            let unit = self.who.unit(&unit.written, &unit.place);
            if let Some(told) = &zero.told {
                let first = zero.form != Some(Form::Messages) || open.insert(Arc::clone(&unit.used));
                self.ask_sentence(zero, told, &unit);
                if let Some(Form::Messages) = zero.form.filter(|_| first) {
                    let told = Told { whole: told.whole && alone, ..told.clone() };
                    SHOWN.iter().for_each(|field| self.add(told_entry(zero, &told, (&unit, *field), self.run()), file));
                }
                continue;
            }
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
            for field in SHOWN {
                let reading = Reading { raw: text.clone(), value: Reported::Count(0) };
                self.add(entry(zero, (&unit, field), reading, self.run()), file);
            }
        }
    }

    const fn run(&self) -> crate::period::Period {
        self.settled.period
    }

    /// Asks about the figures of a sentence; messages count as reported, of which the annex shows what it tells. Other forms wait.
    fn ask_sentence(&mut self, zero: &ZeroSentence, told: &Told, unit: &Name) {
        let text = shown(zero, told);
        let read = told
            .figures
            .iter()
            .map(|(field, n, clause)| (*field, *n, told.column_of(clause).map(str::to_owned)))
            .collect();
        let kind = Kind::SentenceFigures { form: zero.form, text: text.clone(), read };
        self.out.findings.push(Finding::new(kind, zero.place.clone()).unit(&*unit.used));
        if let Some(Form::Messages) = zero.form {
            self.out.zero_reports.push((Arc::clone(&unit.used), Form::Messages, zero.place.clone()));
            self.out.sentences.insert(zero.place.clone(), text);
        }
    }
}

/// What may be quoted of a sentence: all of it where every word was understood, for then it names nobody.
fn shown(zero: &ZeroSentence, told: &Told) -> String {
    if told.whole { one_line(&zero.text) } else { one_line(&Desk::quoted(Form::Messages, zero.text.clone())) }
}

/// A figure of messages as a sentence tells it: open, with its clause beside it.
fn told_entry(zero: &ZeroSentence, told: &Told, what: (&Name, Field), run: crate::period::Period) -> Entry {
    let figure = told.figures.iter().find(|(field, ..)| told.whole && *field == what.1);
    let raw = figure.map_or_else(|| shown(zero, told), |(.., clause)| clause.clone());
    let parsed = figure.and_then(|(_, n, _)| i64::try_from(*n).ok());
    let value = Reported::Doubtful { parsed, why: CountDoubt::Sentence };
    entry(zero, what, Reading { raw, value }, run)
}

fn entry(zero: &ZeroSentence, what: (&Name, Field), reading: Reading, period: crate::period::Period) -> Entry {
    let (unit, field) = what;
    Entry {
        form: Form::Messages,
        from_ledger: false,
        unit: unit.clone(),
        object: None,
        platform: None,
        field,
        period,
        reading,
        place: zero.place.clone(),
        standing: Standing::Counts,
        duty: None,
    }
}
