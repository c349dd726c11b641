//! "栏目＼单位" A corner that says what runs down and what runs across.
//!
//! In: the headings of a region. Out: the same, where such a corner bears only the word of what runs down below it. Which of both that is, the
//! other headings tell: names of units or months across. It chooses no fields.

use super::{Meaning, Written, meanings};
use crate::field::Field;
use crate::fold::fold;
use crate::recognize::lexicon::Lexicon;

/// Marks between both words, be it instead of the stroke that is drawn through the cell.
const BETWEEN: [char; 8] = ['\\', '/', '＼', '／', '∕', '|', '｜', ' '];
/// Fewer names across prove nothing.
const NAMES: usize = 2;

/// What one word of a corner stands for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Units,
    Months,
    /// Website columns, or a word that fits whatever is listed (项目).
    Things,
}

/// Leaves corners the word of what runs down.
pub(super) fn settle(headings: &mut [Written], lexicon: &Lexicon<'_>) {
    let is_corner = |h: &Written| h.values.words > 0 && h.values.figures == 0 && h.keys.len() == 1;
    let found: Vec<(usize, [String; 2], [Kind; 2])> = (0..headings.len())
        .filter(|i| is_corner(&headings[*i]))
        .filter_map(|i| both(headings[i].path.last()?, lexicon).map(|(words, kinds)| (i, words, kinds)))
        .collect();
    if found.is_empty() {
        return;
    }
    let Some(across) = runs_across(headings, lexicon) else { return };
    for (index, words, kinds) in found {
        // What runs across is named by one of both words, and by one alone.
        let Some(at) = kinds.iter().position(|kind| *kind == across) else { continue };
        let down = words[1 - at].clone();
        let senses = [lexicon.sense(&down)];
        headings[index].guesses = meanings((std::slice::from_ref(&down), &senses), false, lexicon);
        headings[index].guesses.retain(|m: &Meaning| !m.field.is_count());
        headings[index].path = vec![down.clone()];
        headings[index].keys = vec![down];
    }
}

/// Both words of a corner (folded) with what they stand for; `None` for any other text.
fn both(text: &str, lexicon: &Lexicon<'_>) -> Option<([String; 2], [Kind; 2])> {
    let words: Vec<String> = text.split(BETWEEN).map(fold).filter(|word| !word.is_empty()).collect();
    let [first, second] = words.as_slice() else { return None };
    let kinds = [kind(first, lexicon)?, kind(second, lexicon)?];
    (kinds[0] != kinds[1]).then(|| ([first.clone(), second.clone()], kinds))
}

fn kind(word: &str, lexicon: &Lexicon<'_>) -> Option<Kind> {
    let headings = &lexicon.words.headings;
    match lexicon.label(word) {
        _ if lexicon.words.rows.heads_months(word) => Some(Kind::Months),
        Some(Field::Unit) if headings.lists(word, Field::Unit) => Some(Kind::Units),
        Some(Field::Column) if headings.lists(word, Field::Column) => Some(Kind::Things),
        None if headings.is_neutral(word) => Some(Kind::Things),
        _ => None,
    }
}

/// What the headings over figures name.
fn runs_across(headings: &[Written], lexicon: &Lexicon<'_>) -> Option<Kind> {
    let is_total = |key: &String| lexicon.words.rows.is_total(key);
    let figures = || headings.iter().filter(|h| h.values.figures + h.values.marks > 0);
    let names: Vec<&Written> = figures().filter(|h| !h.keys.last().is_some_and(is_total)).collect();
    let body = |h: &&Written| h.keys.last().is_some_and(|key| lexicon.words.names.is_one_body(key));
    let month = |h: &&Written| h.keys.last().is_some_and(|key| lexicon.is_month(key));
    let all = |is: &dyn Fn(&&Written) -> bool| names.iter().all(is);
    match names.len() {
        0..NAMES => None,
        _ if all(&body) => Some(Kind::Units),
        _ if all(&month) => Some(Kind::Months),
        _ if all(&|h| h.guesses.is_empty() && !body(h) && !month(h)) => Some(Kind::Things),
        _ => None,
    }
}
