//! "How often?" Frequencies in words to rules of three kinds.
//!
//! In: the text of a frequency cell (1条/2周, 每两周至少更新一次, 实时更新, 间隔不得超过14天) and the patterns of `frequency.toml`. Out: a
//! [`Frequency`], or nothing where the words can be read two ways or not at all. What a rule requires of a period is worked out in
//! `tally`.

use super::phrases::{Folded, Match, Phrases, Slots};
use crate::fold::fold;
use serde::Deserialize;

/// Words of frequencies.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(try_from = "Lists")]
pub struct FrequencyWords {
    /// Patterns of count rules, then those of gap rules, then wordings without a number.
    said: Phrases,
    /// How many of them are count rules.
    counts: usize,
    /// How many are count or gap rules.
    numbers: usize,
    /// Words that may stand before and behind.
    around: Phrases,
    gap_days: GapDays,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    count: Vec<String>,
    gap: Vec<String>,
    no_number: Vec<String>,
    around: Vec<String>,
    gap_days: GapDays,
    slots: Slots,
}

#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct GapDays {
    day: i64,
    week: i64,
    month: i64,
    quarter: i64,
    half: i64,
    year: i64,
}

impl TryFrom<Lists> for FrequencyWords {
    type Error = String;

    fn try_from(lists: Lists) -> Result<Self, String> {
        // Brackets in plain words are characters, not alternatives.
        let plain = |words: &[String]| -> Vec<String> {
            words.iter().map(|w| fold(w).chars().flat_map(|c| ['\\', c]).collect()).collect()
        };
        let no_number = plain(&lists.no_number);
        Ok(Self {
            said: Phrases::new(lists.count.iter().chain(&lists.gap).chain(&no_number), &lists.slots)?,
            counts: lists.count.len(),
            numbers: lists.count.len() + lists.gap.len(),
            around: Phrases::new(&plain(&lists.around), &lists.slots)?,
            gap_days: lists.gap_days,
        })
    }
}

impl FrequencyWords {
    /// The built-in words.
    #[must_use]
    pub fn built_in() -> Self {
        super::embedded(include_str!("frequency.toml"))
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
    /// No number is asked (实时更新).
    NoNumber,
}

/// The span of a count rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// Day.
    Day,
    /// Week.
    Week,
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

/// Reads a frequency; `None` when it is not understood (a doubt, never a default).
///
/// Where several parts of the text each say a frequency (1条/2周（每两周至少1条）) they must say the same.
#[must_use]
pub fn parse_frequency(text: &str, words: &FrequencyWords) -> Option<Frequency> {
    let folded = Folded::of(text);
    let short = folded.chars.len() <= LONGEST;
    short.then(|| Search { words, chars: &folded.chars, dead: Vec::new() }.read_from(0, None)).flatten()
}

/// The ways to cut a text into one frequency, said once or more, and words around it.
struct Search<'s> {
    words: &'s FrequencyWords,
    chars: &'s [char],
    /// Where a cut led nowhere, with what was said before it; keeps crafted texts from costing more than their length.
    dead: Vec<(usize, Option<Frequency>)>,
}

impl Search<'_> {
    /// The frequency of the whole text when `said` was said before `at`; longest readings first.
    fn read_from(&mut self, at: usize, said: Option<Frequency>) -> Option<Frequency> {
        if at == self.chars.len() {
            return said;
        }
        if self.dead.contains(&(at, said)) {
            return None;
        }
        for (end, meaning) in self.ways(at) {
            let fits = meaning.is_none() || said.is_none() || meaning == said;
            if fits && let Some(found) = self.read_from(end, meaning.or(said)) {
                return Some(found);
            }
        }
        self.dead.push((at, said));
        None
    }

    /// Where the text may go on, and what is said up to there: frequencies, then words around them.
    fn ways(&self, at: usize) -> Vec<(usize, Option<Frequency>)> {
        let words = self.words;
        let said = words.said.all_at(self.chars, at);
        let said = said.iter().filter_map(|m| Some((m.end, Some(words.meaning(m)?))));
        said.chain(words.around.all_at(self.chars, at).iter().map(|m| (m.end, None))).collect()
    }
}

impl FrequencyWords {
    fn meaning(&self, found: &Match<'_>) -> Option<Frequency> {
        if found.pattern >= self.numbers {
            return Some(Frequency::NoNumber);
        }
        let weeks = found.get("weeks");
        let span = match found.get("span") {
            Some(number) => Span::numbered(number)?,
            None => weeks.map(|_| Span::Week)?,
        };
        if found.pattern < self.counts {
            let every = found.get("every").or(weeks).unwrap_or(1);
            return Some(Frequency::Count { n: found.get("n").unwrap_or(1), every, span });
        }
        Some(Frequency::Gap { days: found.get("gap").or(weeks)? * self.gap_days.of(span) })
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
            _ => return None,
        })
    }
}

impl GapDays {
    const fn of(self, span: Span) -> i64 {
        match span {
            Span::Day => self.day,
            Span::Week => self.week,
            Span::Month => self.month,
            Span::Quarter => self.quarter,
            Span::Half => self.half,
            Span::Year => self.year,
        }
    }
}

#[cfg(test)]
mod tests;
