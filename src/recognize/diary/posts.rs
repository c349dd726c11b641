//! "Three cells are two posts." What the cells of one position of a diary come to, and on which days.
//!
//! In: a [`Diary`], one of its positions and the name there. Out: [`Posts`], line by line; a text among ticks, or one that may say that there
//! was none, is unclear. It looks at no other position.

use super::Diary;
use super::cells::{Told, are_ticks, are_titles, told};
use super::days::Day;
use super::names::Named;
use crate::period::{Part, PeriodSaid};
use crate::place::At;
use crate::read::Value;
use crate::recognize::grid::{Ink, Look};
use crate::recognize::lexicon::Lexicon;
use jiff::civil::{Date, Time};

/// The posts of one position.
pub(super) struct Posts {
    /// Line and number of posts.
    pub(super) lines: Vec<(u32, u64)>,
    /// Cells that nobody can count for certain, each with what it may be.
    pub(super) unclear: Vec<(u32, Option<u64>)>,
    /// Whether any cell says something, be it that there was none.
    pub(super) speaks: bool,
}

impl Diary<'_, '_> {
    /// The posts of a position, cell by cell.
    pub(super) fn posts(&self, pos: u32, named: &Named, lexicon: &Lexicon<'_>) -> Posts {
        let mut out = Posts { lines: Vec::new(), unclear: Vec::new(), speaks: false };
        let words = lexicon.words;
        let own = || self.days.lines.iter().filter_map(|(line, _)| self.grid.own(*line, pos));
        let is_text = |ink: &Ink<'_>| ink.look == Look::Words && !are_ticks(ink.key(), words);
        let texts = own().filter(|ink| is_text(ink)).map(|ink| ink.key());
        // Among ticks and figures a text is the reason why there is none as well as a title.
        let counted = own().any(|ink| !is_text(ink) && !matches!(told(ink, words), Told::Posts(0)));
        let titled = !counted && are_titles(texts.filter(|key| !words.diaries.is_no_post(key)));
        for (line, day) in &self.days.lines {
            let Some(ink) = self.grid.own(*line, pos) else { continue };
            out.speaks = true;
            let shared = ink.lines.1 > *line || ink.span.1 > pos;
            let told = if shared { Told::Unclear(None) } else { told(ink, words) };
            // 30日 of February, 31日 of June.
            let exists = day.is_none() || self.day(*line, named, lexicon).is_some();
            let open = is_text(ink) && (!titled || words.diaries.may_be_none(ink.key()));
            match told {
                Told::Posts(0) => {}
                Told::Posts(n) if exists && !open => out.lines.push((*line, n)),
                Told::Posts(_) => out.unclear.push((*line, None)),
                Told::Unclear(perhaps) => out.unclear.push((*line, perhaps)),
            }
        }
        out
    }

    /// Takes what uncertain cells may be where the printed sum says so.
    pub(super) fn settle(&self, pos: u32, posts: &mut Posts, lexicon: &Lexicon<'_>) {
        let certain: u64 = posts.lines.iter().map(|(_, n)| n).sum();
        let Some(perhaps) = posts.unclear.iter().map(|(_, n)| *n).sum::<Option<u64>>() else { return };
        if let [(_, Some(printed))] = self.printed(pos, lexicon)[..]
            && printed == certain + perhaps
        {
            posts.lines.extend(posts.unclear.drain(..).filter_map(|(line, n)| Some((line, n?))));
            posts.lines.sort_unstable();
        }
    }

    /// The day of a line in the month of a position; `None` where it has none, or the month has no such day.
    pub(super) fn day(&self, line: u32, named: &Named, lexicon: &Lexicon<'_>) -> Option<(At, Value)> {
        let index = self.days.lines.binary_search_by_key(&line, |(l, _)| *l).ok()?;
        let (l, p, _) = self.grid.seen(line, self.days.pos)?;
        let at = self.grid.at(l, p);
        let number = match self.days.lines[index].1.as_ref()? {
            Day::Whole(value) => return Some((at, value.clone())),
            Day::Number(number) => *number,
        };
        let month = self.month_of(line, named)?;
        let Part::Months(first, _) = month.part else { return None };
        let year = month.year.or(self.month.and_then(|said| said.year));
        let day = Date::new(year.unwrap_or(crate::recognize::ledger::told::LEAP), first, number).ok()?;
        let value = match year {
            Some(_) => Value::Date(day.to_datetime(Time::midnight())),
            None => Value::Text(lexicon.words.diaries.written_day(first, number)),
        };
        Some((at, value))
    }

    /// The month of a line that is told by its number alone: that above it, that of the name, that of the surroundings.
    fn month_of(&self, line: u32, named: &Named) -> Option<PeriodSaid> {
        self.days.month_over(line).or(named.month.map(|(_, said)| said)).or(self.month)
    }

    /// Whether nobody says of which month the numbers of the days are.
    pub(super) fn is_undated(&self, named: &Named) -> bool {
        let mut lines = self.days.lines.iter().filter(|(_, day)| matches!(day, Some(Day::Number(_))));
        lines.any(|(line, _)| self.month_of(*line, named).is_none())
    }
}
