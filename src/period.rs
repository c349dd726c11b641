//! "2023年一季度 is January to March 2023." Spans of days, and what somebody said about one.
//!
//! In: dates, or a code such as `2023Q1`. Out: a [`Period`] with its code, months and days; a [`PeriodSaid`] keeps what a text
//! said, which may lack the year. The words of texts are read in `rules`; Chinese labels are made in `wording`.

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A span of whole days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Period {
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
}

impl Period {
    /// The span from `start` to `end`; `None` when it would be backwards.
    #[must_use]
    pub fn new(start: Date, end: Date) -> Option<Self> {
        (start <= end).then_some(Self { start, end })
    }

    /// The months `first` to `last` (1 to 12) of `year`.
    #[must_use]
    pub fn months_of(year: i16, first: i8, last: i8) -> Option<Self> {
        let start = Date::new(year, first, 1).ok()?;
        let end = Date::new(year, last, 1).ok()?.last_of_month();
        Self::new(start, end)
    }

    /// Reads the codes of the command line and the report: `2023Q1`, `2023-03`, `2023H1`, `2023`, `2023-01-01..2023-03-31`.
    #[must_use]
    pub fn parse_code(code: &str) -> Option<Self> {
        if let Some((start, end)) = code.split_once("..") {
            return Self::new(start.trim().parse().ok()?, end.trim().parse().ok()?);
        }
        let year: i16 = code.get(..4)?.parse().ok()?;
        let rest = code.get(4..)?.to_ascii_uppercase();
        match rest.as_bytes() {
            [] => Self::months_of(year, 1, 12),
            [b'Q', q @ b'1'..=b'4'] => Self::months_of(year, digit(*q) * 3 - 2, digit(*q) * 3),
            [b'H', h @ b'1'..=b'2'] => Self::months_of(year, digit(*h) * 6 - 5, digit(*h) * 6),
            [b'-', ..] if rest.len() <= 3 => {
                let month: i8 = rest.get(1..)?.parse().ok()?;
                Self::months_of(year, month, month)
            }
            _ => None,
        }
    }

    /// Its code: the shortest of `2023`, `2023H1`, `2023Q1`, `2023-03`, else `start..end`.
    #[must_use]
    pub fn code(&self) -> String {
        let year = self.start.year();
        let whole_months = self.start.day() == 1 && self.end == self.end.last_of_month() && year == self.end.year();
        if whole_months {
            match (self.start.month(), self.end.month()) {
                (1, 12) => return format!("{year}"),
                (1, 6) => return format!("{year}H1"),
                (7, 12) => return format!("{year}H2"),
                (a, b) if a == b => return format!("{year}-{a:02}"),
                (a, b) if b == a + 2 && b % 3 == 0 => return format!("{year}Q{}", b / 3),
                _ => {}
            }
        }
        format!("{}..{}", self.start, self.end)
    }

    /// The calendar months that it covers wholly or in part, in order; each cut to the days inside.
    #[must_use]
    pub fn months(&self) -> Vec<Self> {
        let mut out = Vec::new();
        let mut start = self.start;
        while start <= self.end {
            let end = start.last_of_month().min(self.end);
            out.push(Self { start, end });
            let Ok(next) = end.checked_add(1.day()) else { break };
            start = next;
        }
        out
    }

    /// Number of days.
    #[must_use]
    pub fn days(&self) -> i64 {
        i64::from(self.start.until(self.end).map_or(0, |s| s.get_days())) + 1
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the day lies inside.
    #[must_use]
    pub fn has(&self, day: Date) -> bool {
        self.start <= day && day <= self.end
    }

    /// The days that both have.
    #[must_use]
    pub fn overlap(&self, other: &Self) -> Option<Self> {
        Self::new(self.start.max(other.start), self.end.min(other.end))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.code())
    }
}

fn digit(b: u8) -> i8 {
    i8::try_from(b.saturating_sub(b'0')).unwrap_or(0)
}

/// What a text said about a period; the year may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PeriodSaid {
    /// The year, when the text named it.
    pub year: Option<i16>,
    /// Which part of the year.
    pub part: Part,
}

/// A part of a year as words name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Part {
    /// One month or a run of months, 1 to 12, both included (`1-3月` is `Months(1, 3)`).
    Months(i8, i8),
    /// A quarter, 1 to 4.
    Quarter(i8),
    /// A half-year, 1 or 2.
    Half(i8),
    /// The whole year.
    Year,
    /// Explicit days, which win over words such as "first quarter".
    Days(Date, Date),
}

impl PeriodSaid {
    /// The span that is meant; `year` is used when the text named none.
    #[must_use]
    pub fn resolve(&self, year: i16) -> Option<Period> {
        let year = self.year.unwrap_or(year);
        match self.part {
            Part::Months(a, b) => Period::months_of(year, a, b),
            Part::Quarter(q) => Period::months_of(year, q.checked_mul(3)? - 2, q * 3),
            Part::Half(h) => Period::months_of(year, h.checked_mul(6)? - 5, h * 6),
            Part::Year => Period::months_of(year, 1, 12),
            Part::Days(a, b) => Period::new(a, b),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_back_as_written() {
        for code in ["2023Q1", "2023-03", "2023H2", "2023", "2023-01-01..2023-02-15"] {
            assert_eq!(Period::parse_code(code).map(|p| p.code()).as_deref(), Some(code));
        }
        for wrong in ["", "2023Q5", "23Q1", "2023-13", "2023H3", "2023-03-31..2023-01-01", "一季度"] {
            assert_eq!(Period::parse_code(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_quarter_has_its_months_and_days() {
        let quarter = Period::parse_code("2023Q1").unwrap();
        assert_eq!(quarter.days(), 31 + 28 + 31);
        let codes: Vec<String> = quarter.months().iter().map(Period::code).collect();
        assert_eq!(codes, ["2023-01", "2023-02", "2023-03"]);
    }

    #[test]
    fn words_without_a_year_take_the_given_one() {
        let said = PeriodSaid { year: None, part: Part::Quarter(4) };
        assert_eq!(said.resolve(2022).unwrap().code(), "2022Q4");
    }
}
