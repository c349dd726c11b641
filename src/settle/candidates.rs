//! "It may be this one or that one." Names that stand around a table of which nobody can tell whose it is.
//!
//! In: the claims of a table that names no unit, the known names. Out: what could be a unit's name in its titles, sheet, file and folder,
//! strongest first, for the finding to quote. Nothing is chosen. Of lists about people only names of bodies are told.

use super::names::Names;
use crate::field::Form;
use crate::fold::{fold, one_line};
use crate::recognize::{Claims, Said, Source};
use crate::rules::Rules;
use crate::rules::periods::find_periods;
use crate::rules::private::PrivateWords;

/// Names that are quoted, at most.
const MOST: usize = 4;
/// Characters of a name that ends as no body does.
const LENGTH: std::ops::RangeInclusive<usize> = 3..=16;

/// What could be the name of the unit.
pub(super) fn candidates(claims: &Claims, form: Form, names: &Names, rules: &Rules) -> Vec<String> {
    let mut sorted: Vec<&Said<String>> = claims.units.iter().filter(|said| said.source != Source::Column).collect();
    sorted.sort_by_key(|said| said.source);
    let mut out: Vec<String> = Vec::new();
    for said in &sorted {
        add(&mut out, named(&said.what, names).into_iter().filter(|name| is_body(name, form, rules)));
    }
    if out.is_empty() && matches!(form, Form::Columns | Form::Messages | Form::Accounts | Form::Posts) {
        add(&mut out, sorted.iter().filter_map(|said| before_period(&said.what, rules)));
    }
    out
}

fn add(out: &mut Vec<String>, more: impl Iterator<Item = String>) {
    for name in more {
        if out.len() < MOST && !out.contains(&name) {
            out.push(name);
        }
    }
}

/// Known units inside a text, else the words that end as names of bodies do.
fn named(text: &str, names: &Names) -> Vec<String> {
    let known = names.find_unit_in(text);
    if !known.is_empty() {
        return known.into_iter().map(|(used, _)| used).collect();
    }
    names.leading_bodies(text)
}

fn is_body(name: &str, form: Form, rules: &Rules) -> bool {
    !matches!(form, Form::MessageLedger | Form::FindingsLedger | Form::Unknown)
        || PrivateWords::get().names_a_body(name, &rules.words.names)
}

/// What stands before the period of a title or of a file's name, where it is a name and no word of forms.
fn before_period(text: &str, rules: &Rules) -> Option<String> {
    let (words, key) = (&rules.words, fold(text));
    let (_, range) = find_periods(&key, &words.periods).into_iter().next()?;
    let head = one_line(key.get(..range.start)?.trim_matches(|c: char| !c.is_alphanumeric()));
    let forms = [Form::Columns, Form::Messages, Form::Accounts];
    let speaks =
        forms.iter().any(|form| words.headings.title_votes(&head, *form) > 0) || words.rows.ends_as_title(&head);
    let is_name = LENGTH.contains(&head.chars().count()) && head.chars().all(char::is_alphabetic);
    (is_name && !speaks && !words.names.is_collective(&head) && !words.names.is_kind(&head)).then_some(head)
}
