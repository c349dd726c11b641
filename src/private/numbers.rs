//! "Eleven digits that begin with 13: that is a telephone." Numbers of people among the digits of a text.
//!
//! In: a text. Out: its [`Run`]s of digits, and how many runs that follow one another are one number of a person. Numbers of days,
//! documents, files and accounts are none. It cuts nothing out.

use std::ops::Range;

/// Digits without a break, full-width ones too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    /// Where they stand in the text; of an identity card with its closing X.
    pub(super) range: Range<usize>,
    /// As ASCII.
    digits: String,
    /// Whether an X follows, as in one of eleven identity cards.
    closed: bool,
    /// Whether one mark stands between it and the run before it.
    joined: bool,
}

impl Run {
    /// Whether it has the digits of a number that words before it may ask for.
    pub(super) fn may_be_asked_for(&self) -> bool {
        self.digits.len() >= ASKED
    }
}

/// Fewest digits of a number that is asked for.
const ASKED: usize = 6;

/// Runs of digits of a text.
pub(super) fn runs(text: &str) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    for (at, c) in text.char_indices() {
        let Some(digit) = digit(c) else {
            if let Some(last) = out.last_mut().filter(|last| last.range.end == at && is_x(c)) {
                let next = text[at + c.len_utf8()..].chars().next();
                last.closed = next.is_none_or(|next| !next.is_ascii_alphanumeric());
                last.range.end += if last.closed { c.len_utf8() } else { 0 };
            }
            continue;
        };
        let end = at + c.len_utf8();
        match out.last_mut() {
            Some(last) if last.range.end == at && !last.closed => {
                last.digits.push(digit);
                last.range.end = end;
            }
            last => {
                let joined = last.is_some_and(|last| is_joint(&text[last.range.end..at]));
                out.push(Run { range: at..end, digits: digit.to_string(), closed: false, joined });
            }
        }
    }
    out
}

fn digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '\u{ff10}'..='\u{ff19}' => char::from_digit(u32::from(c) - 0xff10, 10),
        _ => None,
    }
}

const fn is_x(c: char) -> bool {
    matches!(c, 'X' | 'x' | '\u{ff38}' | '\u{ff58}' | '×')
}

/// Whether what stands between two runs may stand inside of one number.
fn is_joint(between: &str) -> bool {
    let mut chars = between.chars();
    let mark = |c: char| c.is_whitespace() || matches!(c, '-' | '－' | '—' | '–' | '.' | '·' | ')' | '）' | '\u{200b}');
    let (first, second, third) = (chars.next(), chars.next(), chars.next());
    first.is_none_or(mark) && second.is_none_or(mark) && third.is_none()
}

/// How many of these runs, from the first on, are one number of a person. `asked`: the words before it ask for one.
pub(super) fn personal(runs: &[Run], asked: bool) -> Option<usize> {
    let joined = runs.iter().skip(1).take_while(|run| run.joined).count();
    let most = &runs[..=joined.min(MOST)];
    (1..=most.len()).rev().find(|many| is_one(&most[..*many]) || *many == 1 && is_personal(&most[0], asked))
}

/// Pieces in which one number may be written, beside the first.
const MOST: usize = 4;

/// Whether runs are the pieces of one number.
fn is_one(runs: &[Run]) -> bool {
    let lengths: Vec<usize> = runs.iter().map(|run| run.digits.len()).collect();
    let whole: String = runs.iter().map(|run| run.digits.as_str()).collect();
    let inner_x = runs[..runs.len() - 1].iter().any(|run| run.closed);
    if runs.len() < 2 || inner_x {
        return false;
    }
    let x = runs[runs.len() - 1].closed;
    match lengths[..] {
        [3, 4, 4] | [3, 8] | [7, 4] | [3, 5, 3] => is_mobile(&whole) || is_land_line(&whole),
        [2, 3, 4, 4] | [2, 11] => whole.strip_prefix("86").is_some_and(is_mobile),
        [6, 8, 4 | 3] | [6, 4, 4, 4 | 3] | [3, 3, 8, 4 | 3] => is_card(&whole, x),
        [4, 4, 4, 4] | [4, 4, 4, 4, 1..=3] | [6, 10..=13] => is_bank_card(&whole),
        [3 | 4, 7] | [4, 8] | [4, 4, 4] | [4, 3, 4] | [3, 3, 4] => is_land_line(&whole),
        _ => false,
    }
}

/// Whether one run is a number of a person.
fn is_personal(run: &Run, asked: bool) -> bool {
    let digits = run.digits.as_str();
    asked && run.may_be_asked_for()
        || is_mobile(digits)
        || ["86", "0", "0086", "17951"].iter().any(|before| digits.strip_prefix(before).is_some_and(is_mobile))
        || is_card(digits, run.closed)
        || is_old_card(digits)
        || is_bank_card(digits)
        || is_land_line(digits) && digits.len() >= 11
        || are_several(digits)
}

/// Mobile telephones of the mainland: eleven digits that begin with 13 to 19.
fn is_mobile(digits: &str) -> bool {
    digits.len() == 11 && digits.starts_with('1') && !digits[1..].starts_with(['0', '1', '2'])
}

/// Several mobile telephones without a break.
fn are_several(digits: &str) -> bool {
    let pieces = digits.len() / 11;
    pieces > 1 && digits.len() == pieces * 11 && (0..pieces).all(|n| is_mobile(&digits[n * 11..n * 11 + 11]))
}

/// Area code and number.
fn is_land_line(digits: &str) -> bool {
    (10..=12).contains(&digits.len()) && digits.starts_with('0') && !digits[1..].starts_with('0')
}

/// Identity cards (GB 11643-1999): six digits of a place, the day of birth, three of an order, a check digit. A card whose check digit
/// was mistyped is one all the same.
fn is_card(digits: &str, x: bool) -> bool {
    let length = digits.len() + usize::from(x);
    length == 18 && is_place(digits) && matches!(&digits[6..8], "18" | "19" | "20") && is_day(&digits[10..14])
}

/// Identity cards until 1999: fifteen digits, the year of birth with two.
fn is_old_card(digits: &str) -> bool {
    digits.len() == 15 && is_place(digits) && is_day(&digits[8..12])
}

/// Codes of provinces (GB/T 2260).
fn is_place(digits: &str) -> bool {
    let code = digits[..2].parse::<u8>().unwrap_or(0);
    matches!(code, 11..=15 | 21..=23 | 31..=37 | 41..=46 | 50..=54 | 61..=65 | 71 | 81..=83)
}

fn is_day(month_day: &str) -> bool {
    let number = |text: &str| text.parse::<u8>().unwrap_or(0);
    (1..=12).contains(&number(&month_day[..2])) && (1..=31).contains(&number(&month_day[2..4]))
}

/// Bank cards (ISO/IEC 7812): sixteen to nineteen digits that begin with 3 to 6, with the check digit of Luhn. Those of the mainland begin
/// with 62 and are known by that, also with a digit mistyped.
fn is_bank_card(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .zip([1, 2].into_iter().cycle())
        .map(|(byte, times)| u32::from(byte - b'0') * times)
        .map(|n| n / 10 + n % 10)
        .sum();
    let checked = digits.starts_with(['3', '4', '5', '6']) && sum.is_multiple_of(10);
    (16..=19).contains(&digits.len()) && (checked || digits.starts_with("62"))
}
