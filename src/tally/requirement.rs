//! "How much was due?" A frequency to the number that a period asks for.
//!
//! In: a frequency as a rule, the run's period, the days that the column or account was in use. Out: a [`Demand`]: the number for
//! the period, one for each month, and the arithmetic as it can be printed. A month counts as four weeks (`domain.md` section 2).
//! It reads no words and knows nobody.

use crate::period::Period;
use crate::rules::Rules;
use crate::rules::frequency::{Frequency, Span};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// What a rule asks for in a period.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Demand {
    /// For the whole period; `None` when no number can be asked.
    pub number: Option<i64>,
    /// For each month of the run; `None` where the rule asks nothing of a single month.
    pub by_month: Vec<Option<i64>>,
    /// `2 × 3`, or `2 × (1 + 15/28) ≈ 3.07 → 3`; empty without a number.
    pub arithmetic: String,
}

/// The days over which something is due.
#[derive(Debug, Clone)]
pub struct Due {
    /// The run's period.
    run: Period,
    /// Its months, each with the days in use.
    months: Vec<(Period, Option<Period>)>,
    /// Days that do not count for daily rules; `None` when every day counts.
    off: Option<DaysOff>,
}

/// Weekends, corrected by the office's own calendar (节假日).
#[derive(Debug, Clone, Default)]
struct DaysOff {
    /// Day, and whether it is worked.
    listed: Vec<(Date, bool)>,
}

/// One month in parts that every length of month divides: 28, 29, 30 and 31 days.
const MONTH: i128 = 28 * 29 * 15 * 31;

impl Due {
    /// Due over the days of `run` that lie in `in_use` (from and until, both included).
    #[must_use]
    pub fn new(run: Period, in_use: (Option<Date>, Option<Date>), rules: &Rules) -> Self {
        let used = days_in_use(run, in_use);
        let months = run.months().into_iter().map(|m| (m, used.and_then(|u| u.overlap(&m)))).collect();
        let off = rules.settings.daily_on_workdays.value.then(|| DaysOff {
            listed: rules.roster.holidays.iter().map(|(day, worked, _)| (*day, *worked)).collect(),
        });
        Self { run, months, off }
    }

    /// What `frequency` asks for.
    #[must_use]
    pub fn demand(&self, frequency: Frequency) -> Demand {
        match frequency {
            Frequency::Count { n, every, span: Span::Day } => self.daily(n, every.max(1)),
            Frequency::Count { n, every, span } => self.by_months(n, every.max(1), span),
            Frequency::Gap { .. } | Frequency::NoNumber => self.nothing(),
        }
    }

    /// What `n` a month ask for; in a run shorter than a month, its part.
    #[must_use]
    pub fn per_month(&self, n: i64) -> Demand {
        self.at_rate(Rate { n: i128::from(n), per: 1 }, true)
    }

    fn nothing(&self) -> Demand {
        Demand { by_month: vec![None; self.months.len()], ..Demand::default() }
    }

    fn daily(&self, n: i64, every: i64) -> Demand {
        if every > self.run.days() {
            return self.nothing();
        }
        let days: Vec<i64> = self.months.iter().map(|(_, used)| used.map_or(0, |u| self.days(&u))).collect();
        let all: i64 = days.iter().sum();
        let number = n.saturating_mul(all) / every;
        let asked = if n > 0 { number.max(1) } else { 0 };
        let by_month = days.iter().map(|d| Some(n.saturating_mul(*d) / every).filter(|m| *m > 0)).collect();
        let divided = if every == 1 { String::new() } else { format!(" ÷ {every}") };
        let result =
            if n.saturating_mul(all) % every == 0 && asked == number { String::new() } else { format!(" → {asked}") };
        Demand { number: Some(asked), by_month, arithmetic: format!("{n} × {all}{divided}{result}") }
    }

    /// Days of one stretch that count for daily rules.
    fn days(&self, stretch: &Period) -> i64 {
        let Some(off) = &self.off else { return stretch.days() };
        let mut worked = 0;
        let mut day = stretch.start;
        while day <= stretch.end {
            worked += i64::from(off.is_worked(day));
            let Ok(next) = day.checked_add(1.day()) else { break };
            day = next;
        }
        worked
    }

    fn by_months(&self, n: i64, every: i64, span: Span) -> Demand {
        let (per, of) = months_of(every, span);
        let run: i128 = self.months.iter().map(|(month, _)| share(month)).sum();
        if i128::from(of) * MONTH > run * i128::from(per) {
            return self.nothing();
        }
        self.at_rate(Rate { n: i128::from(n) * i128::from(per), per: i128::from(of) }.reduced(), of <= per)
    }

    /// So many in so many months; `monthly` when every month must have its part.
    fn at_rate(&self, rate: Rate, monthly: bool) -> Demand {
        let shares: Vec<i128> = self.months.iter().map(|(_, used)| used.as_ref().map_or(0, share)).collect();
        let all: i128 = shares.iter().sum();
        let asked = if rate.n > 0 { rate.of(all).max(1) } else { 0 };
        let by_month = shares.iter().map(|s| Some(rate.of(*s)).filter(|m| monthly && *m > 0)).collect();
        Demand { number: Some(asked), by_month, arithmetic: self.arithmetic(rate, all, asked) }
    }

    fn arithmetic(&self, rate: Rate, all: i128, asked: i64) -> String {
        if all % MONTH == 0 && (all / MONTH) % rate.per == 0 && rate.of(all) == asked {
            return format!("{} × {}", rate.n, all / MONTH / rate.per);
        }
        let divided = if rate.per == 1 { String::new() } else { format!(" ÷ {}", rate.per) };
        let hundredths = Rate { n: rate.n * 100, per: rate.per }.of(all);
        let (whole, rest) = (hundredths / 100, hundredths % 100);
        format!("{} × {}{divided} ≈ {whole}.{rest:02} → {asked}", rate.n, self.months_text())
    }

    /// `3`, or `(2 + 15/28)` where a month is in use in part.
    fn months_text(&self) -> String {
        let used = self.months.iter().filter_map(|(_, used)| used.as_ref());
        let (whole, parts): (Vec<&Period>, Vec<&Period>) = used.partition(|u| u.days() == length(u));
        let whole = (!whole.is_empty() || parts.is_empty()).then(|| whole.len().to_string());
        let parts = parts.into_iter().map(|u| format!("{}/{}", u.days(), length(u)));
        let terms: Vec<String> = whole.into_iter().chain(parts).collect();
        if terms.len() == 1 { terms.concat() } else { format!("({})", terms.join(" + ")) }
    }
}

impl DaysOff {
    fn is_worked(&self, day: Date) -> bool {
        let listed = self.listed.iter().find(|(d, _)| *d == day).map(|(_, worked)| *worked);
        listed.unwrap_or(!matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday))
    }
}

/// The days of `run` that lie between from and until, both included; `None` when there are none.
#[must_use]
pub fn days_in_use(run: Period, (from, until): (Option<Date>, Option<Date>)) -> Option<Period> {
    Period::new(from.unwrap_or(run.start).max(run.start), until.unwrap_or(run.end).min(run.end))
}

/// So many in so many months.
#[derive(Debug, Clone, Copy)]
struct Rate {
    n: i128,
    per: i128,
}

impl Rate {
    fn reduced(self) -> Self {
        let (mut a, mut b) = (self.n.abs(), self.per);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        let by = a.max(1);
        Self { n: self.n / by, per: self.per / by }
    }

    /// The number for so many parts of months, rounded down.
    fn of(self, parts: i128) -> i64 {
        i64::try_from(self.n.saturating_mul(parts) / (self.per * MONTH)).unwrap_or(i64::MAX)
    }
}

/// How long `every` spans are, as `(a, b)`: `b / a` months.
const fn months_of(every: i64, span: Span) -> (i64, i64) {
    match span {
        // Days are counted apart; here only to be complete: a month has 28 of them.
        Span::Day => (28, every),
        Span::Week => (4, every),
        Span::Month => (1, every),
        Span::Quarter => (1, every.saturating_mul(3)),
        Span::Half => (1, every.saturating_mul(6)),
        Span::Year => (1, every.saturating_mul(12)),
    }
}

/// The part of its calendar month that a stretch inside one month covers.
fn share(stretch: &Period) -> i128 {
    i128::from(stretch.days()) * (MONTH / i128::from(length(stretch).max(1)))
}

/// Days of the calendar month that a stretch starts in.
fn length(stretch: &Period) -> i64 {
    i64::from(stretch.start.days_in_month())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn count(n: i64, every: i64, span: Span) -> Frequency {
        Frequency::Count { n, every, span }
    }

    fn ask(run: &str, frequency: Frequency) -> Demand {
        ask_from(run, (None, None), frequency)
    }

    fn ask_from(run: &str, in_use: (Option<Date>, Option<Date>), frequency: Frequency) -> Demand {
        Due::new(Period::parse_code(run).unwrap(), in_use, &Rules::built_in()).demand(frequency)
    }

    #[test]
    fn a_month_counts_as_four_weeks() {
        // domain.md section 6: per month / per quarter.
        for (frequency, month, quarter) in [
            (count(1, 2, Span::Week), Some(2), Some(6)),
            (count(1, 1, Span::Week), Some(4), Some(12)),
            (count(4, 1, Span::Week), Some(16), Some(48)),
            (count(1, 1, Span::Month), Some(1), Some(3)),
            (count(2, 1, Span::Month), Some(2), Some(6)),
            (count(1, 1, Span::Quarter), None, Some(1)),
            (count(1, 1, Span::Half), None, None),
            (count(1, 1, Span::Year), None, None),
            (count(1, 1, Span::Day), Some(31), Some(90)),
            (Frequency::NoNumber, None, None),
            (Frequency::Gap { days: 14 }, None, None),
        ] {
            let demand = ask("2023Q1", frequency);
            assert_eq!(demand.number, quarter, "{frequency:?}");
            assert_eq!(demand.by_month.len(), 3);
            assert_eq!(demand.by_month[0], month, "{frequency:?}");
            assert_eq!(ask("2023-01", frequency).number, month, "{frequency:?} in one month");
        }
    }

    #[test]
    fn longer_runs_ask_for_more() {
        assert_eq!(ask("2023", count(1, 2, Span::Week)).number, Some(24));
        assert_eq!(ask("2023H1", count(1, 1, Span::Quarter)).number, Some(2));
        assert_eq!(ask("2023H1", count(1, 1, Span::Half)).number, Some(1));
        assert_eq!(ask("2023H1", count(1, 1, Span::Year)).number, None);
        assert_eq!(ask("2023", count(6, 1, Span::Year)).number, Some(6));
        assert_eq!(ask("2024Q1", count(1, 1, Span::Day)).number, Some(91));
    }

    #[test]
    fn days_out_of_use_ask_nothing_and_the_sum_is_rounded_down_once() {
        // In use from 14 February: 15 of 28 days, and March: 2 × (1 + 15/28) = 3.07.
        let opened = ask_from("2023Q1", (Some(date(2023, 2, 14)), None), count(1, 2, Span::Week));
        assert_eq!(opened.number, Some(3));
        assert_eq!(opened.by_month, [None, Some(1), Some(2)]);
        assert_eq!(opened.arithmetic, "2 × (1 + 15/28) ≈ 3.07 → 3");
        // Closed on 10 January: 4 × 10/31 = 1.29.
        let closed = ask_from("2023Q1", (None, Some(date(2023, 1, 10))), count(1, 1, Span::Week));
        assert_eq!((closed.number, closed.arithmetic.as_str()), (Some(1), "4 × 10/31 ≈ 1.29 → 1"));
        // Three days of a quarter: 3 ÷ 31 × 1 ÷ 3 is nothing, but one is the least.
        let late = ask_from("2023Q1", (Some(date(2023, 3, 29)), None), count(1, 1, Span::Quarter));
        assert_eq!((late.number, late.arithmetic.as_str()), (Some(1), "1 × 3/31 ÷ 3 ≈ 0.03 → 1"));
    }

    #[test]
    fn explicit_days_are_scaled_as_well() {
        // 31 January days and 15 of 28 in February.
        let demand = ask("2023-01-01..2023-02-15", count(1, 2, Span::Week));
        assert_eq!((demand.number, demand.by_month), (Some(3), vec![Some(2), Some(1)]));
        assert_eq!(ask("2023-02-01..2023-02-14", count(1, 2, Span::Week)).number, Some(1));
        assert_eq!(ask("2023-02-01..2023-02-13", count(1, 2, Span::Week)).number, None, "shorter than the rule");
    }

    #[test]
    fn a_number_a_month_is_scaled_in_runs_shorter_than_a_month() {
        let due = |run: &str| Due::new(Period::parse_code(run).unwrap(), (None, None), &Rules::built_in());
        assert_eq!(due("2023Q1").per_month(4).number, Some(12));
        assert_eq!(due("2023-02-01..2023-02-14").per_month(4).number, Some(2));
    }

    #[test]
    fn the_arithmetic_is_told() {
        assert_eq!(ask("2023Q1", count(1, 2, Span::Week)).arithmetic, "2 × 3");
        assert_eq!(ask("2023Q1", count(1, 1, Span::Quarter)).arithmetic, "1 × 1");
        assert_eq!(ask("2023Q1", count(1, 2, Span::Month)).arithmetic, "1 × 3 ÷ 2 ≈ 1.50 → 1");
        assert_eq!(ask("2023Q1", count(1, 1, Span::Day)).arithmetic, "1 × 90");
        assert_eq!(ask("2023Q1", count(1, 7, Span::Day)).arithmetic, "1 × 90 ÷ 7 → 12");
    }

    #[test]
    fn daily_rules_may_count_working_days_only() {
        let mut rules = Rules::built_in();
        rules.settings.daily_on_workdays.value = true;
        let line = crate::place::Place::file(&"名录.xlsx".into());
        // January 2023: 22 weekdays; one day off and one Saturday worked leave it at 22, another day off makes 21.
        rules.roster.holidays = vec![(date(2023, 1, 2), false, line.clone()), (date(2023, 1, 28), true, line.clone())];
        let due = |rules: &Rules| Due::new(Period::parse_code("2023-01").unwrap(), (None, None), rules);
        assert_eq!(due(&rules).demand(count(1, 1, Span::Day)).number, Some(22));
        rules.roster.holidays.push((date(2023, 1, 23), false, line));
        assert_eq!(due(&rules).demand(count(1, 1, Span::Day)).number, Some(21));
    }
}
