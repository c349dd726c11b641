//! "1.某某农业（微信公众号）" The texts of the lines of a list.
//!
//! In: the name of one line. Out: the name without its number, the blanks before it, the account that it names. It knows no lines.

use crate::fold::{fold, fold_width, one_line};
use crate::read::Value;
use crate::recognize::lexicon::Lexicon;
use crate::recognize::named::{Quoted, bracketed, quoted};
use crate::rules::Words;

/// The account that a text names, in quotes or before its type in brackets.
pub(super) fn account(text: &str, words: &Words) -> Option<Quoted> {
    quoted(text, words).or_else(|| bracketed(text, words))
}

/// Blanks before a name.
pub(super) fn indent(value: &Value) -> usize {
    match value {
        Value::Text(text) => text.chars().take_while(|c| c.is_whitespace()).count(),
        _ => 0,
    }
}

/// A name without the number before it (一、, （二）, 3.) and without the word of a part (其中：).
pub(super) fn bare(text: &str, lexicon: &Lexicon<'_>) -> String {
    let rows = &lexicon.words.rows;
    let mut rest = one_line(&fold_width(text));
    loop {
        let key = fold(&rest);
        let digits = key.trim_start_matches('(').chars().take_while(char::is_ascii_digit).count();
        let cut = if rows.is_part(&key) {
            rest.find([':', ',', ' ']).map(|at| at + 1)
        } else if rows.is_numbered(&key) || digits > 0 && digits < 3 {
            let mark = rest.char_indices().find(|(_, c)| matches!(c, '、' | '.' | ')' | ','));
            mark.filter(|(at, _)| *at < NUMBER_BYTES).map(|(at, c)| at + c.len_utf8())
        } else {
            None
        };
        match cut.and_then(|at| rest.get(at..)).map(|tail| tail.trim_start().to_owned()) {
            Some(tail) if !tail.is_empty() => rest = tail,
            _ => return rest,
        }
    }
}

/// The longest number before a name, in bytes.
const NUMBER_BYTES: usize = 12;
