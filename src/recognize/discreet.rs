//! "Leave out whose number it was." The last look at a book before it leaves the reader.
//!
//! In: what was recognized, or why a file was refused. Out: the same without the numbers of people (`private`) in any text: cells,
//! headings, notes, names of sheets, what was said around tables, findings. What was masked is said, with its places. Headings that
//! nobody knows are left out of lists in which people may be named. It changes no figure; a figure that is the number of a person is
//! none and becomes unbelievable.

use super::lexicon::Lexicon;
use super::{Claims, Heading, RawCell, RawRow, Recognized, Said, Source, Table};
use crate::field::{Field, Form};
use crate::finding::{Finding, Kind};
use crate::fold::{fold, is_empty};
use crate::period::PeriodSaid;
use crate::place::{Area, Place};
use crate::private::masked;
use crate::read::Value;
use crate::rules::Words;
use crate::rules::periods::{PeriodWords, find_periods};
use crate::rules::private::PrivateWords;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// What stands for words that are not quoted.
pub(super) const UNSAID: &str = "…";
/// From this score on the words of a heading are listed ones.
const PLAIN: i32 = 85;
/// A longer text may be a sentence with the words of a heading in it.
const LONGEST_SURE: usize = 12;
/// Places that a finding names beside its first.
const MOST_PLACES: usize = 20;
/// Digits of a count; a number of more may tell a person.
const SMALL_NUMBER: usize = 4;

/// The book without the numbers of people.
#[must_use]
pub fn discreet(mut book: Recognized, lexicon: &Lexicon<'_>) -> Recognized {
    let words = lexicon.words;
    let renamed = sheets(&mut book);
    let mut look = Look { met: renamed.values().map(|shown| Place::sheet(&book.file, shown)).collect() };
    for_places(&mut book, &mut |place| {
        if let Some(shown) = place.sheet.as_ref().and_then(|sheet| renamed.get(sheet)) {
            place.sheet = Some(Arc::clone(shown));
        }
    });
    book.tables.iter_mut().for_each(|table| look.table(table, words));
    for zero in &mut book.zeros {
        look.text(&mut zero.text, &zero.place);
        look.claims(&mut zero.claims);
    }
    for said in &mut book.dated {
        look.text(&mut said.text, &said.place);
    }
    for finding in std::mem::take(&mut book.findings) {
        book.findings.push(discreet_finding(finding));
    }
    book.findings.extend(look.said());
    book
}

/// The finding without the numbers of people in its facts and places.
#[must_use]
pub fn discreet_finding(finding: Finding) -> Finding {
    // Findings have a form for the record in which every text is met, whatever kinds there will be.
    let Ok(mut whole) = serde_json::to_value(&finding) else { return finding };
    if !mask_all(&mut whole) {
        return finding;
    }
    let hidden = Finding::new(Kind::PersonalMasked { count: 1 }, Place::file(&masked(&finding.place.file).into()));
    serde_json::from_value(whole).unwrap_or(hidden)
}

/// Masks every text of a tree; whether there was anything to mask.
fn mask_all(tree: &mut serde_json::Value) -> bool {
    match tree {
        serde_json::Value::String(text) => match masked(text) {
            Cow::Borrowed(_) => false,
            Cow::Owned(shown) => {
                *text = shown;
                true
            }
        },
        serde_json::Value::Array(list) => list.iter_mut().fold(false, |any, one| mask_all(one) | any),
        serde_json::Value::Object(map) => map.values_mut().fold(false, |any, one| mask_all(one) | any),
        _ => false,
    }
}

/// Whether the words of a heading may be quoted although nobody knows it: those of a list may be the first line about a person.
pub(super) fn is_quotable(heading: &Heading) -> bool {
    heading.field.is_some() || heading.path.iter().all(|text| PrivateWords::get().may_head(text))
}

/// Takes the words of unknown headings out of a list in which people may be named. `sure`: known words show that they are headings.
pub(super) fn quiet_headings(headings: &mut [Heading], sure: bool) {
    let known = headings.iter().filter(|heading| is_quotable(heading)).count();
    let mostly_known = known * 2 >= headings.len();
    let is_head = sure || mostly_known;
    for heading in headings.iter_mut().filter(|heading| heading.field.is_none()) {
        let beside = || heading.path.iter().all(|text| PrivateWords::get().may_stand_beside_headings(text));
        if !(heading.path.is_empty() || is_head && (is_quotable(heading) || mostly_known && beside())) {
            heading.path = vec![UNSAID.to_owned()];
        }
    }
}

/// Takes texts out of the headings of a list in which people may be named that are no words of any heading: where labels and values
/// stand beside each other, what somebody wrote may have come into a heading.
pub(super) fn quiet_values(table: &mut Table, lexicon: &Lexicon<'_>) {
    if !matches!(table.form, Form::MessageLedger | Form::FindingsLedger | Form::Unknown) {
        return;
    }
    let is_word = |text: &str| {
        let key = fold(text);
        let sense = lexicon.sense(&key);
        let plain = sense.guesses.first().is_some_and(|guess| guess.score >= PLAIN) || sense.rest.is_empty();
        plain || sense.platform.is_some() || PrivateWords::get().may_head(text)
    };
    for heading in &mut table.headings {
        // A heading of one text that means something by the parts of its words is one.
        if heading.path.len() > 1 || heading.path.iter().any(|text| text.chars().count() > LONGEST_SURE) {
            heading.path.iter_mut().filter(|text| !is_word(text)).for_each(|text| UNSAID.clone_into(text));
        }
    }
}

/// The words of a heading, or its cell where they are not told.
pub(super) fn shown(heading: &Heading) -> String {
    let words = heading.path.join(" › ");
    if words == UNSAID { format!("{UNSAID}（{}）", heading.area.first) } else { words }
}

/// Takes the words out of cells that no step reads: remarks but for what they have `told`, and what stands under headings of no field.
fn leave_remarks(row: &mut RawRow, headings: &[Heading], told: &dyn Fn(&str) -> Option<String>) {
    for (cell, heading) in row.cells.iter_mut().zip(headings) {
        let is_read = !matches!(heading.field, None | Some(Field::Remark | Field::NotData));
        if let Some(RawCell { value: Value::Text(text), .. }) = cell
            && !is_read
            && !is_empty(text)
            && !is_small_number(text)
        {
            let told = told(text).filter(|_| heading.field == Some(Field::Remark));
            *text = told.unwrap_or_else(|| UNSAID.to_owned());
        }
    }
}

/// Whether a text is a number too short to be anybody's: parts of a sum are held against it, be they written as texts.
fn is_small_number(text: &str) -> bool {
    let bare = fold(text);
    bare.len() <= SMALL_NUMBER && bare.bytes().all(|b| b.is_ascii_digit())
}

/// What is met on the way through a book.
#[derive(Default)]
struct Look {
    /// Where something was masked.
    met: BTreeSet<Place>,
}

impl Look {
    fn text(&mut self, text: &mut String, place: &Place) {
        if let Cow::Owned(shown) = masked(text) {
            *text = shown;
            self.met.insert(place.clone());
        }
    }

    fn table(&mut self, table: &mut Table, words: &Words) {
        let place = table.place.clone();
        for heading in &mut table.headings {
            heading.path.iter_mut().for_each(|text| self.text(text, &place.at(heading.area)));
        }
        let headings = &table.headings;
        let named = matches!(table.form, Form::Accounts | Form::Columns);
        let told = |text: &str| words.rows.stop_told(text, &words.periods).filter(|_| named);
        for row in table.rows.iter_mut().chain(&mut table.totals) {
            leave_remarks(row, headings, &told);
            self.row(row, &place);
        }
        for note in &mut table.beside.notes {
            self.text(&mut note.text, &place.at(note.at));
        }
        for text in table.sample.iter_mut().flat_map(|(_, cells)| cells) {
            *text = masked(text).into_owned();
        }
        self.claims(&mut table.claims);
        if matches!(table.form, Form::MessageLedger | Form::Unknown) {
            table.claims.periods.iter_mut().for_each(|said| only_period(said, &words.periods));
        }
    }

    fn row(&mut self, row: &mut RawRow, place: &Place) {
        for cell in row.cells.iter_mut().flatten() {
            let area = Area::one(cell.at);
            match &mut cell.value {
                Value::Text(text) | Value::Unbelievable(text) | Value::Error(text) => self.text(text, &place.at(area)),
                // Only large numbers can be somebody's.
                Value::Number(n) if n.abs() > 1e9 => {
                    let mut shown = cell.value.shown();
                    let before = self.met.len();
                    self.text(&mut shown, &place.at(area));
                    if self.met.len() > before {
                        cell.value = Value::Unbelievable(shown);
                    }
                }
                _ => {}
            }
        }
    }

    fn claims(&mut self, claims: &mut Claims) {
        let at = |place: &Place| place.area.is_some();
        for said in &mut claims.units {
            let mut aside = Self::default();
            let own = if at(&said.place) { &mut *self } else { &mut aside };
            own.text(&mut said.what, &said.place);
            own.text(&mut said.text, &said.place);
        }
        for said in &mut claims.periods {
            said.text = masked(&said.text).into_owned();
        }
        if let Some(said) = &mut claims.filed {
            said.text = masked(&said.text).into_owned();
        }
    }

    /// One finding for each sheet on which something was masked.
    fn said(self) -> Vec<Finding> {
        let places: Vec<Place> = self.met.into_iter().collect();
        let sheets = places.chunk_by(|a, b| (&a.file, &a.sheet) == (&b.file, &b.sheet));
        let finding = |places: &[Place]| {
            let (first, more) = places.split_first()?;
            let kind = Kind::PersonalMasked { count: places.len() };
            Some(Finding::new(kind, first.clone()).related(more.iter().take(MOST_PLACES).cloned()))
        };
        sheets.filter_map(finding).collect()
    }
}

/// Of a title over a list of people only the words of the period are told.
fn only_period(said: &mut Said<PeriodSaid>, words: &PeriodWords) {
    if matches!(said.source, Source::Title | Source::Line) {
        let found = find_periods(&said.text, words).into_iter().find(|(what, _)| *what == said.what);
        let told = found.and_then(|(_, range)| said.text.get(range)).unwrap_or(UNSAID).to_owned();
        said.text = told;
    }
}

/// Names of sheets that hold somebody's number, as they are shown; no two become one.
fn sheets(book: &mut Recognized) -> HashMap<Arc<str>, Arc<str>> {
    let mut all: BTreeSet<Arc<str>> = BTreeSet::new();
    for_places(book, &mut |place| {
        if let Some(sheet) = place.sheet.as_ref().filter(|sheet| !all.contains(*sheet)) {
            all.insert(Arc::clone(sheet));
        }
    });
    let mut taken: BTreeSet<Arc<str>> = all.iter().filter(|name| masked(name) == ***name).cloned().collect();
    let mut out = HashMap::new();
    for name in &all {
        let Cow::Owned(shown) = masked(name) else { continue };
        let mut unique: Arc<str> = shown.as_str().into();
        let mut number = 2;
        while !taken.insert(Arc::clone(&unique)) {
            unique = format!("{shown}({number})").into();
            number += 1;
        }
        out.insert(Arc::clone(name), unique);
    }
    out
}

/// Shows every place of a book.
pub(super) fn for_places(book: &mut Recognized, show: &mut dyn FnMut(&mut Place)) {
    fn claims(claims: &mut Claims, show: &mut dyn FnMut(&mut Place)) {
        claims.units.iter_mut().for_each(|said| show(&mut said.place));
        claims.periods.iter_mut().for_each(|said| show(&mut said.place));
        claims.filed.iter_mut().for_each(|said| show(&mut said.place));
    }
    for table in &mut book.tables {
        show(&mut table.place);
        claims(&mut table.claims, show);
    }
    for zero in &mut book.zeros {
        show(&mut zero.place);
        claims(&mut zero.claims, show);
    }
    book.dated.iter_mut().for_each(|said| show(&mut said.place));
    for finding in &mut book.findings {
        show(&mut finding.place);
        finding.related.iter_mut().for_each(&mut *show);
    }
}
