//! "Does this format show a day?" Number formats, as far as they tell days and percentages from numbers.
//!
//! In: a format's number or its code. Out: whether it shows a plain number, a percentage, a moment or a duration. On the careful road
//! of xlsx calamine judges days instead. It formats nothing.

use super::{Value, values};
use calamine::{ExcelDateTime, ExcelDateTimeType};
use std::collections::HashMap;

/// The cell formats of a book, by index.
#[derive(Debug, Clone, Default)]
pub(super) struct Formats {
    shows: Vec<Shows>,
    /// Whether cells are struck through; empty where none is.
    struck: Vec<bool>,
    /// Whether days are counted from 1904.
    pub(super) is_1904: bool,
}

impl Formats {
    /// Formats by the number of each; `codes` are the book's own, all others are built in.
    pub(super) fn set(&mut self, numbers: &[u16], codes: &HashMap<u16, Shows>) {
        self.shows = numbers.iter().map(|n| codes.get(n).copied().unwrap_or_else(|| built_in(*n))).collect();
    }

    /// Formats by whether each strikes its cells through.
    pub(super) fn set_struck(&mut self, struck: Vec<bool>) {
        self.struck = if struck.contains(&true) { struck } else { Vec::new() };
    }

    /// Whether cells in the format with index `format` are struck through.
    #[inline]
    pub(super) fn is_struck(&self, format: usize) -> bool {
        self.struck.get(format) == Some(&true)
    }

    /// Whether cells that name no format, and so have the first, show numbers.
    pub(super) fn starts_with_numbers(&self) -> bool {
        self.shows.first().is_none_or(|shows| *shows == Shows::Number)
    }

    /// Whether numbers in the format with index `format` show as percentages.
    pub(super) fn is_percent(&self, format: usize) -> bool {
        self.shows.get(format) == Some(&Shows::Percent)
    }

    /// A number in the format with index `format`: a count, or a day.
    pub(super) fn number(&self, number: f64, format: usize) -> Value {
        let kind = match self.shows.get(format).copied().unwrap_or(Shows::Number) {
            Shows::Number => return values::number(number),
            Shows::Percent => return values::percent(number),
            Shows::Moment => ExcelDateTimeType::DateTime,
            Shows::Duration => ExcelDateTimeType::TimeDelta,
        };
        values::day(ExcelDateTime::new(number, kind, self.is_1904))
    }
}

/// What a number format shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shows {
    /// A number.
    Number,
    /// A hundred times the number, with a percent sign.
    Percent,
    /// A day or a time of day.
    Moment,
    /// A length of time (`[h]:mm`).
    Duration,
}

/// Built-in formats by number (ECMA-376 part 1, 18.8.30, with the East Asian ones, which are dates and times).
const fn built_in(number: u16) -> Shows {
    match number {
        9 | 10 => Shows::Percent,
        14..=22 | 27..=36 | 45 | 47 | 50..=58 => Shows::Moment,
        46 => Shows::Duration,
        _ => Shows::Number,
    }
}

/// A format by its code, judged by its first section.
pub(super) fn by_code(code: &str) -> Shows {
    let mut characters = code.chars();
    while let Some(c) = characters.next() {
        match c.to_ascii_lowercase() {
            '"' => {
                characters.by_ref().find(|c| *c == '"');
            }
            '\\' | '_' | '*' => {
                characters.next();
            }
            '[' => {
                // Without its end it is no bracket, and nothing that Excel would show.
                let Some((inside, rest)) = characters.as_str().split_once(']') else { break };
                let inside = inside.to_ascii_lowercase();
                characters = rest.chars();
                let same = |unit: char| !inside.is_empty() && inside.chars().all(|c| c == unit);
                if same('h') || same('m') || same('s') {
                    return Shows::Duration;
                }
            }
            ';' => break,
            '%' => return Shows::Percent,
            // `General`, which has an `e`, a literal and no number sign; `0.00E+00` is told by its sign.
            'g' if characters.as_str().to_ascii_lowercase().starts_with("eneral") => {
                characters.nth(5);
            }
            'e' if characters.as_str().starts_with(['+', '-']) => {}
            'y' | 'm' | 'd' | 'h' | 's' | 'e' => return Shows::Moment,
            _ => {}
        }
    }
    Shows::Number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_tell_days_from_numbers() {
        for code in [
            "yyyy-mm-dd",
            "m/d",
            "h:mm AM/PM",
            "yyyy\"年\"m\"月\"d\"日\";@",
            "[$-804]aaaa d",
            "[DBNum1]yyyy",
            "e\"年\"",
            "mm:ss",
        ] {
            assert_eq!(by_code(code), Shows::Moment, "{code}");
        }
        for code in [
            "General",
            "0",
            "0.00E+00",
            "#,##0_);[Red](#,##0)",
            "0\"days\"",
            "\\d0",
            "@",
            "0;[h]",
            "[Red]0",
            "#,##0*y",
            "_d0",
            "0\"条\"",
            "[mm",
        ] {
            assert_eq!(by_code(code), Shows::Number, "{code}");
        }
        for code in ["0%", "0.00%", "#,##0.0 %;[Red]-0%", "[Blue]0%", "_(0%_)"] {
            assert_eq!(by_code(code), Shows::Percent, "{code}");
        }
        for code in ["0\"%\"", "0\\%", "0;0%"] {
            assert_eq!(by_code(code), Shows::Number, "{code}");
        }
        for code in ["[h]:mm", "[mm]", "[Blue][ss].00"] {
            assert_eq!(by_code(code), Shows::Duration, "{code}");
        }
    }
}
