//! "Is this a count?" The one reader of count cells.
//!
//! In: a cell's value, the field of its heading, the words of the rules. Out: what it reports (a count, not applicable, missing, or
//! doubtful and why) with the raw text beside it, and what else the cell said (originals, a period). Nothing else in the program
//! turns text into counts. `domain.md` section 9 lists what stands in such cells.

use super::count_parts::parts;
use super::{Reading, Reported};
use crate::field::Field;
use crate::finding::CountDoubt;
use crate::fold::{fold, fold_width, is_empty};
use crate::period::PeriodSaid;
use crate::read::Value;
use crate::rules::Words;
use crate::rules::counts::CountWords;
use crate::rules::numerals::read_whole;
use crate::rules::periods::{find_periods, parse_day};

/// What one count cell says.
#[derive(Debug, Clone, PartialEq)]
pub struct CountRead {
    /// The count with its raw text.
    pub reading: Reading,
    /// Originals named inside the cell: `88（其中原创44）`.
    pub original: Option<Reported>,
    /// A period named in front of the number: `一季度12条`.
    pub said: Option<PeriodSaid>,
    /// A word such as 无 was taken as zero.
    pub word_zero: bool,
    /// The months that a note behind the number says it is the sum of: `36（1月12、2月11、3月13）`.
    pub months: Vec<PeriodSaid>,
}

/// Reads a count cell; `None` and blank text are missing.
#[must_use]
pub fn read_count(value: Option<&Value>, field: Field, words: &Words) -> CountRead {
    let raw = value.map(Value::shown).unwrap_or_default();
    let plain = |value| CountRead {
        reading: Reading { raw: raw.clone(), value },
        original: None,
        said: None,
        word_zero: false,
        months: Vec::new(),
    };
    let largest = words.counts.largest;
    match value {
        None => plain(Reported::Missing),
        Some(Value::Number(n)) => plain(from_number(*n, largest)),
        // Whole ones too: 1 that shows as 100% is no count of one.
        Some(Value::Percent(_)) => plain(doubt(None, CountDoubt::Percentage)),
        Some(Value::Bool(_) | Value::Unbelievable(_)) => plain(doubt(None, CountDoubt::NotANumber)),
        Some(Value::Date(_)) => plain(doubt(None, CountDoubt::Day)),
        Some(Value::Error(_)) => plain(doubt(None, CountDoubt::ErrorValue)),
        Some(Value::Uncalculated) => plain(doubt(None, CountDoubt::Uncalculated)),
        Some(Value::Text(text)) if is_empty(text) => plain(Reported::Missing),
        Some(Value::Text(text)) => {
            let said = TextCount { words, field }.read(text);
            CountRead {
                reading: Reading { raw, value: said.value },
                original: said.original,
                said: said.said,
                word_zero: said.word_zero,
                months: said.months,
            }
        }
    }
}

const fn doubt(parsed: Option<i64>, why: CountDoubt) -> Reported {
    Reported::Doubtful { parsed, why }
}

/// Whole numbers only; dust of binary fractions (12.000000001) is no fraction.
#[expect(clippy::cast_possible_truncation, reason = "checked against the largest plausible count first")]
fn from_number(n: f64, largest: u64) -> Reported {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let whole = n.round();
    if (n - whole).abs() > 1e-9 {
        return doubt(None, CountDoubt::Fraction);
    }
    if whole.abs() >= EXACT {
        return doubt(None, CountDoubt::Absurd);
    }
    from_whole(whole as i64, largest)
}

fn from_whole(n: i64, largest: u64) -> Reported {
    match u64::try_from(n) {
        Err(_) => doubt(Some(n), CountDoubt::Negative),
        Ok(count) if count > largest => doubt(Some(n), CountDoubt::Absurd),
        Ok(count) => Reported::Count(count),
    }
}

/// Whether "/" may stand under a field (product.md section 3: forwards; originals and open messages follow them).
const fn may_not_apply(field: Field) -> bool {
    matches!(field, Field::Forwarded | Field::ForwardList | Field::Original | Field::Open | Field::Sum)
}

/// What a text says as a count.
struct Said {
    value: Reported,
    original: Option<Reported>,
    said: Option<PeriodSaid>,
    word_zero: bool,
    months: Vec<PeriodSaid>,
}

impl From<Reported> for Said {
    fn from(value: Reported) -> Self {
        Self { value, original: None, said: None, word_zero: false, months: Vec::new() }
    }
}

/// The reader of texts.
struct TextCount<'a> {
    words: &'a Words,
    field: Field,
}

impl TextCount<'_> {
    fn counts(&self) -> &CountWords {
        &self.words.counts
    }

    fn read(&self, text: &str) -> Said {
        let key = fold(text);
        let has = |list: &[String]| list.iter().any(|word| word == key.trim_end_matches('。'));
        if has(&self.counts().not_applicable) {
            let fine = may_not_apply(self.field);
            return if fine { Reported::NotApplicable } else { doubt(None, CountDoubt::NotApplicable) }.into();
        }
        if has(&self.counts().zero) {
            return Reported::Count(0).into();
        }
        if has(&self.counts().word_zero) {
            return Said { word_zero: true, ..Reported::Count(0).into() };
        }
        if self.counts().percent.iter().any(|p| key.contains(p.as_str())) {
            return doubt(None, CountDoubt::Percentage).into();
        }
        if splits_a_number(text) {
            return doubt(None, CountDoubt::NotANumber).into();
        }
        let mut said = self.read_noted(&key);
        let unread = Reported::Doubtful { parsed: None, why: CountDoubt::NotANumber };
        if said.value == unread && parse_day(text, Some(2000)).is_some() {
            said.value = doubt(None, CountDoubt::Day);
        }
        said
    }

    /// A number with a note about it: in brackets, or opened by a word (`88条，其中原创44`).
    fn read_noted(&self, key: &str) -> Said {
        let openers = self.counts().original.iter().chain(&self.counts().part);
        let opened = openers.filter_map(|w| key.find(w.as_str())).filter(|at| *at > 0).min();
        let bracket = key.strip_suffix(')').and_then(|k| k.rfind('(')).filter(|at| *at > 0);
        let Some(at) = opened.into_iter().chain(bracket).min() else { return self.read_main(key) };
        let ends = ['(', ')', ',', ';', '、', '。'];
        let (head, note) = (key[..at].trim_end_matches(ends), key[at..].trim_matches(ends));
        let mut said = self.read_main(head);
        let Reported::Count(total) = said.value else { return said };
        let original = self.counts().original.iter().find_map(|w| note.split_once(w.as_str()));
        let part = self.counts().part.iter().any(|w| note.starts_with(w.as_str()));
        let bad = doubt(i64::try_from(total).ok(), CountDoubt::NotANumber);
        match original {
            Some((_, rest)) => match self.term(rest.split([',', ';', '、']).next().unwrap_or_default()) {
                Term::Whole(n) if n >= 0 && u64::try_from(n).is_ok_and(|n| n <= total) => {
                    said.original = Some(from_whole(n, self.counts().largest));
                }
                _ => said.value = bad,
            },
            None if part || self.counts().measures.iter().any(|m| m == note) => {}
            None => match parts(note, self.words) {
                Some(parts) if parts.sum == total => said.months = parts.months,
                Some(parts) if !parts.months.is_empty() => {
                    said.value = doubt(i64::try_from(total).ok(), CountDoubt::Parts);
                }
                _ => said.value = bad,
            },
        }
        said
    }

    /// The number itself with the words in front of it.
    fn read_main(&self, key: &str) -> Said {
        let mut said = None;
        let mut rest = key;
        loop {
            if self.field == Field::Required
                && let Some(tail) = self.counts().at_least.iter().find_map(|w| rest.strip_prefix(w.as_str()))
            {
                rest = tail;
            } else if let Some(tail) = self.leading(rest) {
                rest = tail;
            } else if let Some((period, range)) = find_periods(rest, &self.words.periods).into_iter().next()
                && range.start == 0
                && range.end < rest.len()
            {
                said = Some(period);
                rest = &rest[range.end..];
            } else {
                break;
            }
            rest = rest.trim_start_matches([':', ',']);
        }
        Said { said, ..self.sum(rest).into() }
    }

    /// What follows a word that changes nothing, provided that a number follows.
    fn leading<'k>(&self, key: &'k str) -> Option<&'k str> {
        let tail = self.counts().leading.iter().find_map(|w| key.strip_prefix(w.as_str()))?;
        (!tail.is_empty()).then_some(tail)
    }

    /// One number, or several joined by plus signs.
    fn sum(&self, key: &str) -> Reported {
        let mut whole = 0i64;
        for piece in key.split('+') {
            match self.term(piece) {
                Term::Whole(n) => whole = whole.saturating_add(n),
                Term::Fraction => return doubt(None, CountDoubt::Fraction),
                Term::Unread => return self.unread(key),
            }
        }
        from_whole(whole, self.counts().largest)
    }

    /// A guess of the writer, or no number at all.
    fn unread(&self, key: &str) -> Reported {
        let mut rest = key.to_owned();
        for word in &self.counts().approximate {
            rest = rest.replace(word.as_str(), "");
        }
        if rest == key {
            return doubt(None, CountDoubt::NotANumber);
        }
        let parsed = match self.term(&rest) {
            Term::Whole(n) if !key.contains('~') => Some(n),
            _ => None,
        };
        doubt(parsed, CountDoubt::Approximate)
    }

    /// A number with its unit of measure.
    fn term(&self, key: &str) -> Term {
        let bare = self.counts().measures.iter().find_map(|m| key.strip_suffix(m.as_str())).unwrap_or(key);
        let ten_thousand = self.counts().ten_thousand.iter().find_map(|w| bare.strip_suffix(w.as_str()));
        let (bare, times) = ten_thousand.map_or((bare, 1), |bare| (bare, 10_000));
        if let Some(whole) = arabic(bare).or_else(|| read_whole(bare)) {
            return whole.checked_mul(times).map_or(Term::Unread, Term::Whole);
        }
        let digits_and_point = bare.split_once('.').is_some_and(|(a, b)| is_digits(a) && is_digits(b));
        if digits_and_point { Term::Fraction } else { Term::Unread }
    }
}

/// A piece of a count text.
enum Term {
    Whole(i64),
    Fraction,
    Unread,
}

/// Arabic digits with a sign before, commas after each three digits, or a fraction of zero (`12.0`).
fn arabic(text: &str) -> Option<i64> {
    let (sign, text) = text.strip_prefix('-').map_or((1, text), |t| (-1, t));
    let text = text.strip_suffix(".0").or_else(|| text.strip_suffix(".00")).unwrap_or(text);
    let mut groups = text.split(',');
    let mut digits = groups.next().filter(|g| is_digits(g))?.to_owned();
    let first = digits.len();
    for group in groups {
        if group.len() != 3 || !is_digits(group) || first > 3 {
            return None;
        }
        digits.push_str(group);
    }
    digits.parse::<i64>().ok().map(|n| n * sign)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a blank stands between two digits: `12 13` is two numbers, not 1213.
fn splits_a_number(text: &str) -> bool {
    let wide = fold_width(text);
    let mut pieces = wide.split_whitespace();
    let Some(mut last) = pieces.next() else { return false };
    for piece in pieces {
        if last.ends_with(|c: char| c.is_ascii_digit()) && piece.starts_with(|c: char| c.is_ascii_digit()) {
            return true;
        }
        last = piece;
    }
    false
}

#[cfg(test)]
mod tests;
