//! "Nobody's telephone number may be forwarded." Takes the numbers that belong to a person out of a text.
//!
//! In: any text. Out: the same text, with each number of a telephone, identity card, bank card or car, and each address of e-mail, as
//! [`MASK`] and its last two characters, by which two of them stay two. What is masked once is not touched again. It knows no
//! names: which words may leave the reader at all is decided in `recognize::discreet` and `settle::withheld`.

mod numbers;

use crate::rules::private::PrivateWords;
use numbers::{Run, personal, runs};
use std::borrow::Cow;
use std::ops::Range;

/// What stands for what was taken out.
pub const MASK: &str = "***";
/// So many characters of a number stay: one in a hundred of two numbers looks the same then, and nobody can be called.
const LEFT: usize = 2;
/// Characters after the first two of a number plate, at most: cars that are charged have one more.
const PLATE: usize = 6;

/// The text without what belongs to a person; borrowed where nothing does, as nearly always.
#[must_use]
pub fn masked(text: &str) -> Cow<'_, str> {
    // Full-width digits begin with this byte in UTF-8.
    let telling = text.bytes().filter(|b| b.is_ascii_digit() || matches!(b, b'@' | 0xef)).take(FEWEST).count();
    if telling < FEWEST && !text.contains('@') {
        return Cow::Borrowed(text);
    }
    let mut found = found(text);
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    found.sort_by_key(|(range, _)| (range.start, std::cmp::Reverse(range.end)));
    let (mut out, mut done) = (String::with_capacity(text.len()), 0);
    for (range, left) in found {
        if range.start < done {
            continue;
        }
        out.push_str(&text[done..range.start]);
        out.push_str(MASK);
        let gone = &text[range.clone()];
        let keep = gone.char_indices().rev().nth(LEFT - 1).map_or(0, |(at, _)| at);
        out.push_str(if left { &gone[keep..] } else { "" });
        done = range.end;
    }
    out.push_str(&text[done..]);
    Cow::Owned(out)
}

/// Fewest digits that belong to somebody: those of a plate.
const FEWEST: usize = 3;

/// What belongs to a person, and whether its last characters may stay.
fn found(text: &str) -> Vec<(Range<usize>, bool)> {
    let words = PrivateWords::get();
    let runs: Vec<Run> = runs(text);
    let mut out: Vec<(Range<usize>, bool)> = Vec::new();
    let mut first = 0;
    while first < runs.len() {
        let asked = runs[first].may_be_asked_for() && is_asked_for(&text[..runs[first].range.start], words);
        match personal(&runs[first..], asked) {
            Some(many) => {
                out.push((runs[first].range.start..runs[first + many - 1].range.end, true));
                first += many;
            }
            None => first += 1,
        }
    }
    out.extend(addresses(text).map(|range| (range, false)));
    // A plate has its letter behind the province, and few texts hold any.
    if text.bytes().any(|b| b.is_ascii_uppercase()) {
        out.extend(plates(text, words).map(|range| (range, true)));
    }
    out
}

/// Whether the words before a number ask for the number of somebody.
fn is_asked_for(before: &str, words: &PrivateWords) -> bool {
    let marks = |c: char| c.is_whitespace() || matches!(c, ':' | '：' | '(' | '（' | '=' | '是' | '为' | '_' | '-');
    let before = before.trim_end_matches(marks);
    let from = before.char_indices().rev().nth(LONGEST_ASKING).map_or(0, |(at, _)| at);
    let before = before[from..].to_lowercase();
    words.contacts.iter().any(|word| before.ends_with(word.as_str()))
}

/// Characters of the longest word that asks for a number.
const LONGEST_ASKING: usize = 8;

/// Addresses of e-mail.
fn addresses(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '%');
    text.match_indices('@').filter_map(move |(at, _)| {
        let start =
            text[..at].rfind(|c| !inside(c)).map_or(0, |i| i + text[i..].chars().next().map_or(1, char::len_utf8));
        let after = &text[at + 1..];
        let end = at + 1 + after.find(|c| !inside(c)).unwrap_or(after.len());
        let domain = text[at + 1..end].trim_end_matches(['.', '-']);
        (start < at && domain.contains('.')).then(|| start..at + 1 + domain.len())
    })
}

/// Number plates: a province, a letter, five or six letters and digits.
fn plates<'t>(text: &'t str, words: &'t PrivateWords) -> impl Iterator<Item = Range<usize>> + 't {
    text.char_indices().filter(|(_, c)| words.plates.contains(*c)).filter_map(|(start, province)| {
        let rest = &text[start + province.len_utf8()..];
        let letter = rest.chars().next().filter(char::is_ascii_uppercase)?;
        let marks = rest[letter.len_utf8()..].find(|c| !matches!(c, '·' | '.' | ' ' | '-' | '•')).unwrap_or(0);
        let number = &rest[letter.len_utf8() + marks..];
        let length = number.find(|c: char| !(c.is_ascii_digit() || c.is_ascii_uppercase())).unwrap_or(number.len());
        let digits = number[..length].bytes().filter(u8::is_ascii_digit).count();
        let is_plate = (PLATE - 1..=PLATE).contains(&length) && digits >= FEWEST && marks <= 3;
        is_plate.then(|| start..start + province.len_utf8() + letter.len_utf8() + marks + length)
    })
}

#[cfg(test)]
mod tests;
