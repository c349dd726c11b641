//! "本季度无留言（零报告）", "共受理留言4件，已办结4件。" Sentences outside the data that report a form.
//!
//! In: an upright [`Grid`] with the tables that were found on it. Out: [`ZeroSentence`]s. A sentence beside rows of the same form reports
//! nothing: the table does. It takes no figure: what a sentence tells is only asked about.

use super::grid::{Grid, Look};
use super::lexicon::Lexicon;
use super::region::Region;
use super::tables::Built;
use super::{Claims, Recognized, Table, ZeroSentence};
use crate::field::{Field, Form};
use crate::place::{Area, At};
use crate::rules::Words;
use crate::rules::sentences::Told;

/// Sentences outside the data that report zero, or tell figures.
pub(super) fn sentences(
    upright: &Grid<'_>,
    built: (&[(Region, Built)], &[Area]),
    lexicon: &Lexicon<'_>,
    claims: Claiming<'_>,
) -> Vec<ZeroSentence> {
    let (tables, used) = built;
    let words = lexicon.words;
    let mut out = Vec::new();
    for row in upright.lines().filter(|row| !upright.is_within(*row, used.iter().copied())) {
        for (col, ink) in upright.inks(row, (0, u32::MAX)).filter(|(_, ink)| ink.look == Look::Words) {
            let at = At::new(row, col);
            if used.iter().any(|area| area.contains(at)) {
                continue;
            }
            if words.counts.says_each_day(ink.key()) {
                continue;
            }
            let text = ink.cell.value.shown();
            let zero = words.rows.zero_report(ink.key());
            let told = words.sentences.told(&text, &words.periods).filter(|told| zero.is_none() || says_more(told));
            let inside = tables.iter().find(|(region, _)| region.area.contains(at));
            let beside = inside.map(|(_, b)| b.table.form).filter(|f| *f != Form::Unknown);
            let form = match (&told, zero) {
                // What was posted or updated is told beside accounts as beside columns.
                (Some(told), _) => told.form.or(beside.filter(|f| matches!(f, Form::Columns | Form::Accounts))),
                (None, Some(form)) => form.or(beside),
                (None, None) => continue,
            };
            let reported = tables
                .iter()
                .any(|(_, b)| !b.table.rows.is_empty() && form.is_none_or(|f| b.table.form.annex() == Some(f)));
            if !reported {
                let (place, claims) = (upright.sheet.place.at(at), claims(inside.map(|(r, _)| r)));
                out.push(ZeroSentence { place, text, form, told, claims });
            }
        }
        out.extend(filled_in(upright, row, built, (lexicon, claims)));
    }
    ask_zeros_of_parts(&mut out, words);
    out
}

/// Where another sentence of the sheet tells figures of the same form, one that there was nothing is of a part of the time, or contradicts
/// it: it is asked about as well.
fn ask_zeros_of_parts(sentences: &mut [ZeroSentence], words: &Words) {
    let some = |s: &ZeroSentence| s.told.as_ref().is_some_and(|told| told.figures.iter().any(|(_, n, _)| *n > 0));
    let told: Vec<Option<Form>> = sentences.iter().filter(|s| some(s)).map(|s| s.form).collect();
    for zero in sentences.iter_mut().filter(|s| s.told.is_none() && told.contains(&s.form)) {
        let read = words.sentences.told(&zero.text, &words.periods);
        zero.told = Some(read.unwrap_or(Told { form: zero.form, figures: Vec::new(), whole: false }));
    }
}

/// A sentence with its figures in cells of their own (共收到 · 5 · 件，已答复 · 4 · 件), where every word of it is understood.
fn filled_in(
    upright: &Grid<'_>,
    row: u32,
    (tables, used): (&[(Region, Built)], &[Area]),
    (lexicon, claims): (&Lexicon<'_>, Claiming<'_>),
) -> Option<ZeroSentence> {
    let inks: Vec<_> = upright.inks(row, (0, u32::MAX)).collect();
    let (first, last) = (At::new(row, inks.first()?.0), At::new(row, inks.last()?.0));
    let turns = inks.iter().enumerate().all(|(i, (_, ink))| (ink.look == Look::Words) == (i % 2 == 0));
    if inks.len() < FILLED_IN || !turns || used.iter().any(|area| area.contains(first)) {
        return None;
    }
    let text: String = inks.iter().map(|(_, ink)| ink.cell.value.shown()).collect();
    let told = lexicon.words.sentences.told(&text, &lexicon.words.periods).filter(|told| told.whole)?;
    let form = told.form;
    let reported =
        tables.iter().any(|(_, b)| !b.table.rows.is_empty() && form.is_none_or(|f| b.table.form.annex() == Some(f)));
    let place = upright.sheet.place.at(Area::one(first).with(Area::one(last)));
    (!reported).then(|| ZeroSentence { place, text, form, told: Some(told), claims: claims(None) })
}

/// What stands around a table, or around everything else on the sheet.
type Claiming<'a> = &'a dyn Fn(Option<&Region>) -> Claims;

/// Cells of the shortest sentence with two figures.
const FILLED_IN: usize = 4;

/// Whether a sentence that seems to report zero tells of something (无超期留言, 无留言，发布信息12条).
fn says_more(told: &Told) -> bool {
    let main = [Field::Received, Field::Actual];
    let none = told.figures.iter().any(|(field, n, _)| *n == 0 && main.contains(field));
    told.figures.iter().any(|(_, n, _)| *n > 0) || told.whole && !none
}

/// Leaves out sentences that tell figures inside tables of unknown form: the table is asked about as a whole.
pub(super) fn leave_out_unknown(sentences: &mut Vec<ZeroSentence>, unknown: &[Table]) {
    let at = |sentence: &ZeroSentence| sentence.place.area.map(|area| area.first);
    let inside = |sentence: &ZeroSentence| {
        // One whose figures stand in cells of their own is all that such a table says.
        let alone = sentence.place.area.is_some_and(|area| area.first == area.last);
        alone
            && at(sentence).is_some_and(|at| unknown.iter().any(|t| t.place.area.is_some_and(|area| area.contains(at))))
    };
    sentences.retain(|sentence| sentence.told.is_none() || !inside(sentence));
}

/// Leaves out sentences that tell figures of which a table of the same book holds rows.
pub(super) fn leave_out_reported(book: &mut Recognized) {
    let forms: Vec<Form> = book
        .tables
        .iter()
        .filter(|t| !t.rows.is_empty() || t.ledger.is_some())
        .filter_map(|t| t.form.annex())
        .collect();
    let reported = |form: Option<Form>| match form {
        Some(form) => forms.contains(&form),
        None => forms.iter().any(|form| matches!(form, Form::Columns | Form::Accounts)),
    };
    book.zeros.retain(|sentence| sentence.told.is_none() || !reported(sentence.form));
}
