//! "管理员 is nobody's account, and 138****0000 no unit." The last look at the names of a table, however it was read.
//!
//! In: a [`Table`] with its names, whichever recognizer gave them. Out: a finding that quotes the words of forms among the names of units,
//! website columns and accounts: headings of any field, labels of persons and signatures, bare or masked numbers, ticked boxes, sentences. With it the
//! whole table waits: what gave one such name has not understood the table. Columns that the office listed are names. It reads no figures.

use crate::field::{Field, Form};
use crate::finding::{Finding, Kind, Waits};
use crate::fold::{fold, one_line};
use crate::recognize::discreet::UNSAID;
use crate::recognize::lexicon::Lexicon;
use crate::recognize::{Heading, RawCell, Table, Why};
use crate::rules::rows::Label;

/// Names that are quoted.
const QUOTED: usize = 6;

/// What proves that the names of a table are words of forms.
pub(in crate::recognize) fn words_as_names(table: &Table, lexicon: &Lexicon<'_>) -> Option<Finding> {
    let mut named: Vec<String> = Vec::new();
    let is_name = |h: &Heading| matches!(h.field, Some(Field::Unit | Field::Account | Field::Column));
    let of_names = table.headings.iter().enumerate().filter(|(_, h)| table.form != Form::Unknown && is_name(h));
    for (index, heading) in of_names {
        let mut cells = table.rows.iter().filter_map(|row| row.cells.get(index)?.as_ref()).peekable();
        if cells.peek().is_some() && heads_persons(heading, lexicon) {
            named.extend(heading.path.last().map(|text| one_line(text)));
        }
        named.extend(cells.filter_map(|cell| form_word(cell, heading, lexicon)));
    }
    named.dedup();
    named.truncate(QUOTED);
    let found = !named.is_empty();
    found.then(|| Finding::new(Kind::TableWaits { why: Waits::Labels, named }, table.place.clone()))
}

/// Whether a heading stands over people (管理员, 联系电话).
fn heads_persons(heading: &Heading, lexicon: &Lexicon<'_>) -> bool {
    let is_person = |text: &String| lexicon.words.rows.any_label(&fold(text)) == Some(Label::Person);
    heading.why != Some(Why::Listed) && heading.path.last().is_some_and(is_person)
}

/// A name that is a word of forms, as a finding may quote it: numbers are not, they may be somebody's.
fn form_word(cell: &RawCell, heading: &Heading, lexicon: &Lexicon<'_>) -> Option<String> {
    let text = cell.value.shown();
    let key = fold(&text);
    let words = lexicon.words;
    let is_own = match heading.field {
        Some(Field::Unit) => words.guards.may_name_a_body(&key),
        Some(Field::Column) if words.guards.may_name_a_column(&key) => true,
        _ => words.columns.contains(&key),
    };
    if key.is_empty() || is_own {
        return None;
    }
    // A sentence may be about people: 本季度收到23件,已办结21件。
    let is_sentence = key.contains(['。', ';']) || key.contains(',') && key.contains(|c: char| c.is_ascii_digit());
    if words.rows.is_masked_number(&key) || words.rows.is_ticked(&key) || is_sentence {
        return Some(UNSAID.to_owned());
    }
    // Nothing but its place or its values said that units stand here.
    let says = |text: &String| words.guards.may_head_units(&fold(text));
    let guessed = heading.field == Some(Field::Unit)
        && matches!(heading.why, Some(Why::Place | Why::Values))
        && !heading.path.last().is_some_and(says);
    let ends = |key: &str| {
        let guards = &words.guards;
        words.names.is_body(key) || guards.is_town(key) || guards.is_inner(key) || guards.is_village(key)
    };
    if guessed && !ends(&key) {
        return Some(one_line(&text));
    }
    // 无 and / say that there is no such name, and are handled where rows are read.
    let is_state = words.rows.is_mark(&key) && !words.rows.is_no_account(&key);
    let is_label =
        is_state || words.headings.is_listed(&key) || words.rows.any_label(key.trim_end_matches(':')).is_some();
    is_label.then(|| one_line(&text))
}
