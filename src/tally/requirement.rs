//! "How much was due?" A frequency to the number that a period asks for.
//!
//! In: a frequency as a rule, the run's period, the days that the column or account was in use. Out: a [`Demand`]: the number for
//! the period, one for each month, and the arithmetic as it can be printed. A month counts as four weeks (`domain.md` section 2).
//! It reads no words and knows nobody.

use super::Ways;
use crate::finding::ReadBy;
use crate::period::Period;
use crate::rules::Rules;
use crate::rules::calendar::{self, Calendar};
use crate::rules::frequency::{Frequency, Span};
use crate::rules::settings::Setting;
use jiff::civil::Date;

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
pub struct Due<'r> {
    /// The run's period.
    run: Period,
    /// Its months, each with the days in use.
    months: Vec<(Period, Option<Period>)>,
    calendar: Calendar<'r>,
    /// Whether daily means every working day (每日按工作日).
    daily_on_workdays: &'r Setting<bool>,
    /// 频次口径.
    reading: ReadBy,
}

/// One month in parts that every length of month divides: 28, 29, 30 and 31 days.
const MONTH: i128 = 28 * 29 * 15 * 31;

impl<'r> Due<'r> {
    /// Due over the days of `run` that lie in `in_use` (from and until, both included).
    #[must_use]
    pub fn new(run: Period, in_use: (Option<Date>, Option<Date>), rules: &'r Rules) -> Self {
        let used = days_in_use(run, in_use);
        let months = run.months().into_iter().map(|m| (m, used.and_then(|u| u.overlap(&m)))).collect();
        let settings = &rules.settings;
        let (daily_on_workdays, reading) = (&settings.daily_on_workdays, settings.frequency_reading.value);
        Self { run, months, calendar: rules.calendar(), daily_on_workdays, reading }
    }

    /// What `frequency` asks for.
    #[must_use]
    pub fn demand(&self, frequency: Frequency) -> Demand {
        match frequency {
            Frequency::Count { n, every, span: Span::Day | Span::Workday } => {
                let on_workdays = on_workdays(frequency, self.daily_on_workdays.value);
                self.by_days((n, every.max(1)), |stretch| {
                    if on_workdays { self.calendar.working_days(stretch) } else { stretch.days() }
                })
            }
            Frequency::Count { n, every, span: Span::Week } if self.reading == ReadBy::Days => {
                self.by_natural_days(n, every)
            }
            Frequency::Count { n, every, span } => self.by_months(n, every.max(1), span),
            Frequency::Gap { .. } | Frequency::WorkingGap { .. } | Frequency::NoNumber => self.nothing(),
        }
    }

    /// The number over the whole period by each way to read `frequency`, where the ways may differ: rules of weeks.
    #[must_use]
    pub fn ways(&self, frequency: Frequency) -> Ways {
        let Frequency::Count { n, every, span: Span::Week } = frequency else { return Ways::default() };
        let by_weeks = self.by_months(n, every.max(1), Span::Week).number;
        Ways { by_weeks, by_days: by_weeks.and(self.by_natural_days(n, every).number) }
    }

    /// What working days rest on, where `frequency` counts them: the office's rule, when it made them so, and the notices of the years.
    #[must_use]
    pub fn calendar_basis(&self, frequency: Frequency) -> Option<String> {
        if !on_workdays(frequency, self.daily_on_workdays.value) {
            return None;
        }
        let by_rule = matches!(frequency, Frequency::Count { span: Span::Day, .. });
        let rule = self.daily_on_workdays.basis.clone().filter(|_| by_rule);
        let years = self.run.start.year()..=self.run.end.year();
        let notices = years.filter_map(calendar::basis).map(str::to_owned);
        let all: Vec<String> = rule.into_iter().chain(notices).collect();
        (!all.is_empty()).then(|| all.join("、"))
    }

    /// What `n` a month ask for; in a run shorter than a month, its part.
    #[must_use]
    pub fn per_month(&self, n: i64) -> Demand {
        self.at_rate(Rate { n: i128::from(n), per: 1 }, true)
    }

    fn nothing(&self) -> Demand {
        Demand { by_month: vec![None; self.months.len()], ..Demand::default() }
    }

    /// `n` in every `every` of the days that `counted` counts.
    fn by_days(&self, (n, every): (i64, i64), counted: impl Fn(Period) -> i64) -> Demand {
        if every > counted(self.run) {
            return self.nothing();
        }
        let used = || self.months.iter().map(|(_, used)| *used);
        let days: Vec<i64> = used().map(|used| used.map_or(0, &counted)).collect();
        let (all, natural) = (days.iter().sum::<i64>(), used().flatten().map(|u| u.days()).sum::<i64>());
        let number = n.saturating_mul(all) / every;
        let asked = if n > 0 { number.max(1) } else { 0 };
        let by_month = days.iter().map(|d| Some(n.saturating_mul(*d) / every).filter(|m| *m > 0)).collect();
        // Days off are shown as what they take away, or a reader would look for 59 days in a quarter.
        let counted = if all == natural { all.to_string() } else { format!("({natural} - {})", natural - all) };
        let divided = if every == 1 { String::new() } else { format!(" ÷ {every}") };
        let result =
            if n.saturating_mul(all) % every == 0 && asked == number { String::new() } else { format!(" → {asked}") };
        Demand { number: Some(asked), by_month, arithmetic: format!("{n} × {counted}{divided}{result}") }
    }

    /// `n` in every `every` weeks, counted in days: a part of the last weeks asks for one more.
    fn by_natural_days(&self, n: i64, every: i64) -> Demand {
        let days = every.max(1).saturating_mul(7);
        let demand = self.by_days((n, days), |stretch| stretch.days());
        let all: i64 = self.months.iter().filter_map(|(_, used)| *used).map(|used| used.days()).sum();
        let Some(number) = demand.number else { return demand };
        let exact = n.saturating_mul(all) % days == 0;
        let number = if exact { number } else { n.saturating_mul(all) / days + 1 };
        let result = if exact { String::new() } else { format!(" → {number}") };
        Demand { number: Some(number), arithmetic: format!("{n} × {all} ÷ {days}{result}"), ..demand }
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
        let exact = (rate.n * all) % (rate.per * MONTH) == 0 && rate.of(all) == asked;
        if exact {
            return format!("{} × {}{divided}", rate.n, self.months_text());
        }
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

/// Whether working days are counted for `frequency`: 1条/工作日 always, 每日更新 where the office's rules say so (每日按工作日).
#[must_use]
pub const fn on_workdays(frequency: Frequency, daily_on_workdays: bool) -> bool {
    match frequency {
        Frequency::Count { span: Span::Workday, .. } | Frequency::WorkingGap { .. } => true,
        Frequency::Count { span: Span::Day, every, .. } => daily_on_workdays && every == 1,
        _ => false,
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
        Span::Day | Span::Workday => (28, every),
        Span::Week => (4, every),
        Span::TenDays => (3, every),
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
mod tests;
