//! "Is that the quarter before?" How two periods lie to each other.
//!
//! In: two periods. Out: a [`Relation`], or nothing where the first is not over when the second begins. It knows no workbook.

use crate::period::Period;
use jiff::ToSpan;

/// How an earlier period lies to the run's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Relation {
    /// The run's begins on the day after the earlier one ends.
    pub adjoining: bool,
    /// Both are as long: as many whole months, else as many days.
    pub alike: bool,
}

impl Relation {
    /// Whether what stands in both stands twice in a row (连续两季).
    #[must_use]
    pub const fn in_a_row(self) -> bool {
        self.adjoining && self.alike
    }
}

/// How `then` lies to `now`; `None` unless it ends before.
#[must_use]
pub fn relation(then: Period, now: Period) -> Option<Relation> {
    (then.end < now.start).then(|| Relation {
        adjoining: then.end.checked_add(1.day()).is_ok_and(|next| next == now.start),
        alike: length(then) == length(now),
    })
}

/// Months of a period that consists of whole ones, days of any other: quarters have 90 to 92.
fn length(period: Period) -> (usize, i64) {
    let whole = period.start.day() == 1 && period.end == period.end.last_of_month();
    if whole { (period.months().len(), 0) } else { (0, period.days()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(then: &str, now: &str) -> Option<(bool, bool)> {
        let period = |code| Period::parse_code(code).unwrap();
        relation(period(then), period(now)).map(|r| (r.adjoining, r.alike))
    }

    #[test]
    fn only_adjoining_periods_of_one_length_follow_each_other() {
        let in_a_row = Some((true, true));
        for (then, now) in [
            ("2022Q4", "2023Q1"),
            ("2023Q1", "2023Q2"),
            ("2023-02", "2023-03"),
            ("2022-12", "2023-01"),
            ("2022H2", "2023H1"),
            ("2022", "2023"),
            ("2023-01-01..2023-01-10", "2023-01-11..2023-01-20"),
        ] {
            assert_eq!(of(then, now), in_a_row, "{then} {now}");
        }
        assert_eq!(of("2022Q3", "2023Q1"), Some((false, true)));
        assert_eq!(of("2022-12", "2023Q1"), Some((true, false)));
        assert_eq!(of("2022H1", "2023Q1"), Some((false, false)));
        assert_eq!(of("2023-01-01..2023-01-10", "2023-01-11..2023-01-21"), Some((true, false)));
    }

    #[test]
    fn a_period_that_is_not_over_before_is_none() {
        for (then, now) in [("2023Q1", "2023Q1"), ("2023Q2", "2023Q1"), ("2023-01", "2023Q1"), ("2023", "2023Q4")] {
            assert_eq!(of(then, now), None, "{then} {now}");
        }
    }
}
