//! "Which period does this text name?" Periods and days in words.
//!
//! In: a text such as a title, a sheet name or a heading, and the patterns of `periods.toml`. Out: every period that it names,
//! with the bytes of its words, or one day. A single day, an issue number (2023年第1期), a document number and a deadline name no
//! period. Which of several periods is meant is decided in `settle`.

use super::gate::Gate;
use super::numbering::numbered;
use super::numerals::same_script;
use super::phrases::{Folded, Match, Phrases, Slots};
use crate::period::{Part, PeriodSaid};
use jiff::civil::Date;
use serde::Deserialize;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

/// Words of periods.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(try_from = "Lists")]
pub struct PeriodWords {
    /// Patterns of periods, then those of other things.
    said: Arc<Phrases>,
    /// How many of them are periods.
    periods: usize,
    /// What a text must hold to name a period.
    gate: Gate,
    /// Patterns read behind a label alone.
    labelled: Arc<Phrases>,
    day: Arc<Phrases>,
    after_day: Arc<Phrases>,
    /// Characters that claim the number before them.
    claiming: String,
    /// Words of weeks.
    pub(crate) week: WeekWords,
}

/// Words of a line that names a week (第1周（1.1—1.7）).
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WeekWords {
    /// The word of a week.
    pub(crate) week: String,
    /// Characters between the first day and the last.
    pub(crate) until: String,
    /// Characters behind year, month and day.
    pub(crate) day_marks: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    period: Vec<String>,
    labelled: Vec<String>,
    other: Vec<String>,
    day: Vec<String>,
    after_day: Vec<String>,
    claiming: String,
    slots: Slots,
    week: WeekWords,
}

impl TryFrom<Lists> for PeriodWords {
    type Error = String;

    fn try_from(lists: Lists) -> Result<Self, String> {
        let said = Phrases::new(lists.period.iter().chain(&lists.other), &lists.slots)?;
        Ok(Self {
            periods: lists.period.len(),
            gate: said.gate(lists.period.len()),
            said: Arc::new(said),
            labelled: Arc::new(Phrases::new(&lists.labelled, &lists.slots)?),
            day: Arc::new(Phrases::new(&lists.day, &lists.slots)?),
            after_day: Arc::new(Phrases::new(&lists.after_day, &lists.slots)?),
            claiming: lists.claiming,
            week: lists.week,
        })
    }
}

impl PeriodWords {
    /// The built-in words, made ready once.
    #[must_use]
    pub fn built_in() -> Self {
        BUILT_IN.clone()
    }

    /// Whether `text` may name a period; asked first, because few texts do.
    pub(crate) fn may_name(&self, text: &str) -> bool {
        self.gate.lets(text)
    }

    /// Whether `from..to` is not the middle of a longer number or Latin word (GM12, 12023年), and does not end in a number that
    /// belongs to what follows (2023年1月2月 is no day).
    fn stands_alone(&self, chars: &[char], from: usize, to: usize) -> bool {
        let latin = chars[from].is_ascii_alphabetic();
        let joins = |inner: char, outer: char| same_script(inner, outer) || (latin && outer.is_ascii_alphanumeric());
        let claimed = |inner: char, outer: char| inner.is_ascii_digit() && self.claiming.contains(outer);
        let before = from.checked_sub(1).map(|i| chars[i]);
        let (last, after) = (chars[to - 1], chars.get(to).copied());
        !before.is_some_and(|c| joins(chars[from], c)) && !after.is_some_and(|c| joins(last, c) || claimed(last, c))
    }
}

static BUILT_IN: LazyLock<PeriodWords> = LazyLock::new(|| super::embedded(include_str!("periods.toml")));

/// Every period that `text` names, in order of appearance, with the byte range of its words. Explicit days come first.
///
/// A part without a year takes it from another mention in the same text (2023年某区一季度 is one mention, the quarter of 2023).
#[must_use]
pub fn find_periods(text: &str, words: &PeriodWords) -> Vec<(PeriodSaid, Range<usize>)> {
    if words.may_name(text) { find_any(text, words) } else { Vec::new() }
}

/// Every period that stands behind a label of one (自查时段：4.1-6.30): days may be written shorter there, and take `year` where they
/// name none and are no whole months.
#[must_use]
pub fn find_labelled(text: &str, year: Option<i16>, words: &PeriodWords) -> Vec<PeriodSaid> {
    let mut mentions = if words.may_name(text) { mentions(text, words) } else { Vec::new() };
    let bare = text.trim().trim_matches(['(', ')', '（', '）']).trim_end_matches(['止', '。', ';', '；']);
    let folded = Folded::of(bare);
    if mentions.is_empty()
        && let Some(found) = words.labelled.longest_at(&folded.chars, 0, |end| end == folded.chars.len())
    {
        mentions.extend(Mention::of(&found).map(|mention| (mention, 0..text.len())));
    }
    let dated = |mention: &Mention| Mention { year: mention.year.or(year), ..*mention }.said();
    let said = |(mention, _): &(Mention, Range<usize>)| mention.said().or_else(|| dated(mention));
    let mut out: Vec<PeriodSaid> = mentions.iter().filter_map(said).collect();
    out.sort_by_key(|said| !matches!(said.part, Part::Days(..)));
    out
}

fn find_any(text: &str, words: &PeriodWords) -> Vec<(PeriodSaid, Range<usize>)> {
    let mentions = mentions(text, words);
    let mut out: Vec<_> = mentions.into_iter().filter_map(|(m, bytes)| Some((m.said()?, bytes))).collect();
    out.sort_by_key(|(said, _)| !matches!(said.part, Part::Days(..)));
    out
}

fn mentions(text: &str, words: &PeriodWords) -> Vec<(Mention, Range<usize>)> {
    let folded = Folded::of(text);
    let mut mentions = Vec::new();
    let mut at = behind_number(text);
    while at < folded.chars.len() {
        match words.said.longest_at(&folded.chars, at, |end| words.stands_alone(&folded.chars, at, end)) {
            Some(found) => {
                if found.pattern < words.periods
                    && let Some(mention) = Mention::of(&found)
                {
                    mentions.push((mention, folded.bytes(at, found.end)));
                }
                at = found.end;
            }
            None => at += 1,
        }
    }
    share_years(&mut mentions);
    mentions
}

/// Where the words behind a number begin (一、1月, 二、二月) that would make a list of months with them; else the beginning.
fn behind_number(text: &str) -> usize {
    let text = text.trim_end();
    let rest = numbered(text).map(|(_, rest)| rest).filter(|rest| {
        let number = text[..text.len() - rest.len()].trim_matches(|c: char| "(（、)） ".contains(c));
        rest.starts_with(|c: char| c.is_ascii_digit()) || rest.starts_with(number)
    });
    rest.map_or(0, |rest| Folded::of(&text[..text.len() - rest.len()]).chars.len())
}

/// [`find_periods`] with the built-in words.
pub(super) fn find_built_in(text: &str) -> Vec<(PeriodSaid, Range<usize>)> {
    find_periods(text, &BUILT_IN)
}

/// A period as one piece of text says it, before years are shared.
#[derive(Debug, Clone, Copy)]
struct Mention {
    year: Option<i16>,
    span: MentionSpan,
}

#[derive(Debug, Clone, Copy)]
enum MentionSpan {
    Part(Part),
    /// Month and day of the first and of the last day; the year of the last where it differs.
    Days((i8, i8), (i8, i8), Option<i16>),
}

impl Mention {
    fn of(found: &Match<'_>) -> Option<Self> {
        let get = |name: &str| found.get(name).and_then(|n| i8::try_from(n).ok());
        let either = |a: &str, b: &str| get(a).or_else(|| get(b));
        let year_in = |name: &str, short: &str| {
            found.get(name).or_else(|| found.get(short).map(|yy| 2000 + yy)).and_then(|y| i16::try_from(y).ok())
        };
        let (year, year2) = (year_in("year", "yy"), year_in("year2", "yy2"));
        let (month, month2) = (either("month", "mm").or_else(|| get("m")), either("month2", "mm2"));
        let span = if let (Some(m), Some(d), Some(d2)) = (month, either("day", "dd"), either("day2", "dd2")) {
            MentionSpan::Days((m, d), (month2.unwrap_or(m), d2), year2)
        } else if let Some(quarter) = get("quarter").or_else(|| get("q")) {
            MentionSpan::Part(match get("quarter2") {
                Some(last) => Part::Months(quarter * 3 - 2, in_turn(found, &[quarter, last])? * 3),
                None => Part::Quarter(quarter),
            })
        } else if let Some(last) = get("till") {
            MentionSpan::Part(Part::Months(1, last * 3))
        } else if let Some(half) = either("half", "h") {
            MentionSpan::Part(Part::Half(half))
        } else if let (Some(first), Some(last), Some(_)) = (month, month2, year2.filter(|y| year != Some(*y))) {
            let last_day = Date::new(year2?, last, 1).ok()?.days_in_month();
            MentionSpan::Days((first, 1), (last, last_day), year2)
        } else if let Some(first) = month {
            let listed = ["month3", "month4", "month5", "month6"].map(get);
            let months: Vec<i8> = [Some(first), month2].into_iter().chain(listed).flatten().collect();
            MentionSpan::Part(Part::Months(first, in_turn(found, &months)?))
        } else if year2.is_some() {
            MentionSpan::Days((1, 1), (12, 31), year2)
        } else {
            MentionSpan::Part(Part::Year)
        };
        Some(Self { year, span })
    }

    /// What it says; `None` for days that need a year and for days that do not exist or run backwards.
    fn said(self) -> Option<PeriodSaid> {
        let (year, part) = match (self.span, self.year) {
            (MentionSpan::Part(part), year) => (year, part),
            (MentionSpan::Days((m, d), (m2, d2), year2), Some(year)) => {
                let year2 = year2.unwrap_or(if m2 < m { year + 1 } else { year });
                let (start, end) = (Date::new(year, m, d).ok()?, Date::new(year2, m2, d2).ok()?);
                (Some(year), (start <= end).then_some(Part::Days(start, end))?)
            }
            // Without a year only whole months can be said; the last of February depends on it, so both are taken.
            (MentionSpan::Days((m, d), (m2, d2), _), None) => {
                let longest = Date::new(2024, m2, 1).ok()?.days_in_month();
                let whole = d == 1 && m <= m2 && (d2 == longest || (m2 == 2 && d2 == 28));
                (None, whole.then_some(Part::Months(m, m2))?)
            }
        };
        Some(PeriodSaid { year, part })
    }
}

/// The last of `parts` when they ascend, and follow each other without a gap where they are listed (1、2月, not 1、3月).
fn in_turn(found: &Match<'_>, parts: &[i8]) -> Option<i8> {
    let listed = found.get("and").is_some();
    let fine = parts.windows(2).all(|w| if listed { w[1] == w[0] + 1 } else { w[0] < w[1] });
    parts.last().copied().filter(|_| fine)
}

/// Gives parts without a year the year of the mention before them, else of a bare year anywhere; a bare year that was used so is
/// no mention of its own.
fn share_years(mentions: &mut Vec<(Mention, Range<usize>)>) {
    let bare = |m: &Mention| m.year.is_some() && matches!(m.span, MentionSpan::Part(Part::Year));
    if !mentions.iter().any(|(m, _)| m.year.is_none()) {
        return;
    }
    let anywhere = mentions.iter().find(|(m, _)| bare(m)).and_then(|(m, _)| m.year);
    let mut used = Vec::new();
    let mut latest = None;
    for (mention, _) in mentions.iter_mut() {
        match mention.year {
            Some(year) => latest = Some(year),
            None => {
                mention.year = latest.or(anywhere);
                used.extend(mention.year);
            }
        }
    }
    mentions.retain(|(m, _)| !(bare(m) && m.year.is_some_and(|y| used.contains(&y))));
}

/// Reads a day as people write it (2023-03-28, 2023.3.28, 2023年3月28日, 3月28日, 28/3); `year` is used when none stands there.
///
/// A time or weekday behind it is left out. 3/4 could be either way round and is not read; 28/3 and 3/28 can mean only one day.
#[must_use]
pub fn parse_day(text: &str, year: Option<i16>) -> Option<Date> {
    if !BUILT_IN.day.may_begin(text) {
        return None;
    }
    let folded = Folded::of(text);
    let found = BUILT_IN.day.longest_at(&folded.chars, 0, |_| true)?;
    let mut end = found.end;
    while end < folded.chars.len() {
        end = BUILT_IN.after_day.longest_at(&folded.chars, end, |_| true)?.end;
    }
    let get = |name: &str| found.get(name).and_then(|n| i8::try_from(n).ok());
    let written = found.get("year").or_else(|| found.get("yy").map(|yy| 2000 + yy));
    let year = written.and_then(|y| i16::try_from(y).ok()).or(year)?;
    let (month, day) = match (get("part"), get("part2")) {
        (Some(a), Some(b)) if a == b => (a, b),
        (Some(a), Some(b)) if a > 12 => (b, a),
        (Some(a), Some(b)) if b > 12 => (a, b),
        (Some(_), _) => return None,
        _ => (get("month").or_else(|| get("mm"))?, get("day").or_else(|| get("dd"))?),
    };
    Date::new(year, month, day).ok()
}

/// Every day that stands in a text, be there other words around it (11月30日起停更): its words, from the first digit from which on they read as one.
#[must_use]
pub fn days_in<'t>(text: &'t str, words: &PeriodWords) -> Vec<&'t str> {
    let ends = text.match_indices(|c| words.week.day_marks.contains(c));
    let day = |(end, mark): (usize, &str)| {
        let head = &text[..end + mark.len()];
        let mut from = head.match_indices(|c: char| c.is_ascii_digit());
        from.find_map(|(from, _)| parse_day(&head[from..], Some(LEAP_YEAR)).map(|_| &head[from..]))
    };
    ends.filter_map(day).collect()
}

/// A year that has every day.
const LEAP_YEAR: i16 = 2000;

/// Reads a day as month and day around a point (4.3): no other order is written so. Only of texts: a number 4.3 may have been 4.30.
#[must_use]
pub fn parse_dotted_day(text: &str, year: i16) -> Option<Date> {
    let (month, day) = text.trim().split_once('.')?;
    let number = |part: &str| {
        let is_number = part.len() <= 2 && !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| part.parse().ok())?
    };
    Date::new(year, number(month)?, number(day)?).ok()
}

#[cfg(test)]
mod tests;
