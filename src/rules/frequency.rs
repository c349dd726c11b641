//! "How often?" Frequencies in words to rules of three kinds.
//!
//! In: the text of a frequency cell (1条/2周, 每两周至少更新一次, 实时更新, 间隔不得超过14天) and the patterns of `frequency.toml`. Out: a
//! [`Frequency`], or nothing where the words can be read two ways or not at all. What a rule requires of a period is worked out in
//! `tally`.

use super::finder::Chars;
use super::numerals;
use super::phrases::{Folded, Match, Phrases, Slots};
use crate::fold::{fold, fold_char};
use serde::Deserialize;
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Words of frequencies: the built-in ones, made ready when a text is first met that may be one.
#[derive(Debug, Clone, Copy, Default)]
pub struct FrequencyWords(());

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| super::embedded(WORDS));

/// The data file.
const WORDS: &str = include_str!("frequency.toml");

/// Every character that a frequency may hold, and a few more: those of the data file. A process that reads ledgers alone never has to make
/// the patterns ready.
static ALPHABET: LazyLock<Chars> = LazyLock::new(|| {
    let mut out: Chars = [WORDS].into_iter().collect();
    // One by one: most of the file is its own key.
    for c in WORDS.chars().filter(|c| fold_char(*c) != Some(Some(*c))) {
        fold(c.encode_utf8(&mut [0; 4])).chars().for_each(|key| out.add(key));
    }
    numerals::characters().for_each(|c| out.add(c));
    out
});

#[derive(Debug, Deserialize)]
#[serde(try_from = "Lists")]
struct Patterns {
    said: Phrases,
    /// What each pattern of `said` is.
    sorts: Vec<Sort>,
    /// Words that may stand before and behind.
    around: Phrases,
    gap_days: GapDays,
}

/// What a pattern says.
#[derive(Debug, Clone, Copy)]
enum Sort {
    Count,
    Gap,
    NoNumber,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    count: Vec<String>,
    deadline: Vec<String>,
    days: Vec<String>,
    gap: Vec<String>,
    no_number: Vec<String>,
    event: Vec<String>,
    around: Vec<String>,
    gap_days: GapDays,
    slots: Slots,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields)]
struct GapDays {
    day: i64,
    week: i64,
    ten_days: i64,
    month: i64,
    quarter: i64,
    half: i64,
    year: i64,
    workday: i64,
}

impl TryFrom<Lists> for Patterns {
    type Error = String;

    fn try_from(lists: Lists) -> Result<Self, String> {
        // Brackets in plain words are characters, not alternatives.
        let plain = |words: &[String]| -> Vec<String> {
            words.iter().map(|w| fold(w).chars().flat_map(|c| ['\\', c]).collect()).collect()
        };
        let patterns = [
            (Sort::Count, lists.count),
            (Sort::Count, lists.deadline),
            (Sort::Count, lists.days),
            (Sort::Gap, lists.gap),
            (Sort::NoNumber, plain(&lists.no_number)),
            (Sort::NoNumber, lists.event),
        ];
        Ok(Self {
            said: Phrases::new(patterns.iter().flat_map(|(_, list)| list), &lists.slots)?,
            sorts: patterns.iter().flat_map(|(sort, list)| list.iter().map(|_| *sort)).collect(),
            around: Phrases::new(&plain(&lists.around), &lists.slots)?,
            gap_days: lists.gap_days,
        })
    }
}

impl FrequencyWords {
    /// The built-in words.
    #[must_use]
    pub const fn built_in() -> Self {
        Self(())
    }
}

/// A frequency as a rule. A month counts as four weeks (`domain.md` section 2, checked on 43 published rows).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Frequency {
    /// At least `n` in every `every` `span`s (`1条/2周` is n 1, every 2, Week).
    Count {
        /// How many.
        n: i64,
        /// In how many spans.
        every: i64,
        /// Which span.
        span: Span,
    },
    /// At most so many natural days apart.
    Gap {
        /// Days.
        days: i64,
    },
    /// At most so many working days apart.
    WorkingGap {
        /// Working days.
        days: i64,
    },
    /// No number is asked (实时更新).
    NoNumber,
}

/// The span of a count rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// Day.
    Day,
    /// Day on which offices are open, whatever 每日按工作日 says.
    Workday,
    /// Week.
    Week,
    /// Third of a month (旬).
    TenDays,
    /// Month of four weeks.
    Month,
    /// Quarter.
    Quarter,
    /// Half-year.
    Half,
    /// Year.
    Year,
}

/// No frequency is told in more characters; a longer text costs nothing.
const LONGEST: usize = 60;

/// The slots that name a span, those that decide first.
const SPANS: [&str; 13] =
    ["only", "work", "span", "wide", "cal", "single", "whole", "next", "weekly", "monthly", "year", "daily", "alldays"];

/// The slots that name days, of the month or of the week.
const NAMED_DAYS: [&str; 7] = ["d", "d2", "d3", "wd", "wd2", "wd3", "wd4"];

/// Reads a frequency; `None` when it is not understood (a doubt, never a default).
///
/// Where several parts of the text each say a frequency (1条/2周（每两周至少1条）) they must say the same, and so must all the ways to
/// cut the text: 每周二更 is twice a week or every Tuesday, and so it is nothing.
#[must_use]
pub fn parse_frequency(text: &str, _: &FrequencyWords) -> Option<Frequency> {
    KNOWN.with_borrow_mut(|known| {
        if let Some(read) = known.get(text) {
            return *read;
        }
        let read = read_frequency(text);
        if known.len() >= KEPT {
            known.clear();
        }
        known.insert(text.to_owned(), read);
        read
    })
}

/// Texts whose reading is kept; a batch says a few dozen, on thousands of rows and to several steps.
const KEPT: usize = 256;

thread_local! {
    static KNOWN: RefCell<HashMap<String, Option<Frequency>>> = RefCell::default();
}

fn read_frequency(text: &str) -> Option<Frequency> {
    let folded = Folded::of(text);
    if folded.chars.len() > LONGEST || !folded.chars.iter().all(|c| ALPHABET.has(*c)) {
        return None;
    }
    let mut search = Search { patterns: &PATTERNS, chars: &folded.chars, seen: Vec::new(), found: Vec::new() };
    search.read_from(0, None);
    match search.found[..] {
        [one] => Some(one),
        _ => None,
    }
}

/// The ways to cut a text into one frequency, said once or more, and words around it.
struct Search<'s> {
    patterns: &'s Patterns,
    chars: &'s [char],
    /// Where a cut has been, with what was said before it; keeps crafted texts from costing more than their length.
    seen: Vec<(usize, Option<Frequency>)>,
    /// The different frequencies that the whole text can say.
    found: Vec<Frequency>,
}

impl Search<'_> {
    /// Follows every cut from `at` on, when `said` was said before it.
    fn read_from(&mut self, at: usize, said: Option<Frequency>) {
        if self.seen.contains(&(at, said)) {
            return;
        }
        self.seen.push((at, said));
        if at == self.chars.len() {
            self.found.extend(said);
            return;
        }
        for (end, meaning) in self.ways(at) {
            if meaning.is_none() || said.is_none() || meaning == said {
                self.read_from(end, meaning.or(said));
            }
        }
    }

    /// Where the text may go on, and what is said up to there: frequencies, then words around them.
    fn ways(&self, at: usize) -> Vec<(usize, Option<Frequency>)> {
        let patterns = self.patterns;
        let said = patterns.said.all_at(self.chars, at);
        let said = said.iter().filter_map(|m| Some((m.end, Some(patterns.meaning(m)?))));
        said.chain(patterns.around.all_at(self.chars, at).iter().map(|m| (m.end, None))).collect()
    }
}

impl Patterns {
    fn meaning(&self, found: &Match<'_>) -> Option<Frequency> {
        match self.sorts.get(found.pattern)? {
            Sort::Count => count(found),
            Sort::Gap => self.gap(found),
            Sort::NoNumber => Some(Frequency::NoNumber),
        }
    }

    fn gap(&self, found: &Match<'_>) -> Option<Frequency> {
        let span = span_of(found)?;
        let single = found.get("single").map(|_| 1);
        let amount = found.get("gap").or(found.get("two")).or(found.get("weeks")).or(single)?;
        let days = amount * self.gap_days.of(span);
        Some(if span == Span::Workday { Frequency::WorkingGap { days } } else { Frequency::Gap { days } })
    }
}

fn count(found: &Match<'_>) -> Option<Frequency> {
    let span = span_of(found)?;
    let every = found.get("every").or(found.get("two")).or(found.get("weeks")).unwrap_or(1);
    let n = found.get("n");
    let rises = found.get("most").zip(n).is_none_or(|(most, least)| most > least);
    // A natural day is no span of its own: 每日按工作日 would make it a working day.
    let natural_day = found.get("natural").is_some() && every == 1;
    let mut named: Vec<i64> = NAMED_DAYS.iter().filter_map(|slot| found.get(slot)).collect();
    let written = named.len();
    named.sort_unstable();
    named.dedup();
    // Of several days with one number, only "each" says that it is not the sum.
    let of_each = written < 2 || n.is_none() || found.get("each").is_some();
    let times = i64::try_from(named.len().max(1)).ok()?;
    let clear = rises && !natural_day && named.len() == written && of_each;
    clear.then(|| Frequency::Count { n: n.unwrap_or(1) * times, every, span })
}

fn span_of(found: &Match<'_>) -> Option<Span> {
    match SPANS.iter().find_map(|slot| found.get(slot)) {
        Some(number) => Span::numbered(number),
        None => found.get("weeks").map(|_| Span::Week),
    }
}

impl Span {
    /// The span that the slot `span` of `frequency.toml` numbers.
    const fn numbered(number: i64) -> Option<Self> {
        Some(match number {
            1 => Self::Day,
            2 => Self::Week,
            3 => Self::Month,
            4 => Self::Quarter,
            5 => Self::Half,
            6 => Self::Year,
            7 => Self::Workday,
            8 => Self::TenDays,
            _ => return None,
        })
    }
}

impl GapDays {
    const fn of(self, span: Span) -> i64 {
        match span {
            Span::Day => self.day,
            Span::Workday => self.workday,
            Span::Week => self.week,
            Span::TenDays => self.ten_days,
            Span::Month => self.month,
            Span::Quarter => self.quarter,
            Span::Half => self.half,
            Span::Year => self.year,
        }
    }
}

#[cfg(test)]
mod tests;
