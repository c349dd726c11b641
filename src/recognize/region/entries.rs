//! "What may each text of this line be?" The texts of a line that may hold headings, one by one.
//!
//! In: a line of a [`Grid`]. Out: an [`Entry`] for each of its texts. It sees no neighbours.

use crate::field::Field;
use crate::read::Value;
use crate::recognize::grid::{Grid, Ink, Look};
use crate::recognize::lexicon::{Lexicon, Sense, is_month};
use crate::recognize::named::grouped;
use crate::rules::rows::Label;

/// One text of a heading line.
#[derive(Debug, Clone)]
pub(super) struct Entry<'g> {
    pub(super) span: (u32, u32),
    pub(super) label: Option<Field>,
    /// How well the text alone fits its label, 0 to 100.
    pub(super) score: i32,
    pub(super) month: bool,
    /// Cannot stand in a line of headings: a figure, or a line such as 填报单位：….
    pub(super) bars: bool,
    /// Reaches over further lines; of labels that run down, like the title above them, with no value behind it.
    pub(super) crosses: bool,
    /// What it may be beside a heading.
    pub(super) other: Option<Other>,
    pub(super) key: &'g str,
}

/// What a text of a heading line may be beside a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Other {
    /// A word that heads times and names none (月份).
    Times,
    /// A quarter or half of some year.
    Quarter,
    /// A day that may stand for its month, or be the day of a ledger's line.
    Day,
    /// A heading that is also the state of a ledger's line.
    State,
    /// An account type, as a value under a heading names it as well.
    Platform,
}

/// Neighbouring entries that may be the headings of one table.
pub(super) type Piece<'g> = Vec<Entry<'g>>;

impl Entry<'_> {
    /// Whether it is a time and nothing else.
    pub(super) fn is_time(&self) -> bool {
        self.month || self.other == Some(Other::Quarter)
    }
}

pub(super) fn entry<'g>(ink: &'g Ink<'_>, line: u32, lexicon: &Lexicon<'_>) -> Entry<'g> {
    let sense = lexicon.sense(ink.key());
    let words = lexicon.words;
    let labelled = |label: &str| words.rows.label(label).is_some() || lexicon.label(label).is_some();
    let said = words.rows.said(ink.key(), &words.headings).is_some_and(|(label, _)| labelled(label));
    let month_day = is_month_day(ink);
    Entry {
        span: ink.span,
        label: sense.label().filter(|_| ink.look == Look::Words),
        score: sense.guesses.first().map_or(0, |g| g.score),
        month: sense.is_month() || month_day || is_noted_month(&sense, ink.key()) || lexicon.is_dated_month(&sense),
        bars: match ink.look {
            Look::Figure => !is_month_number(ink),
            Look::Day => !month_day,
            Look::Mark | Look::Words => {
                let colon = ink.key().contains(':') && !words.rows.is_part(ink.key());
                let account = || grouped(&ink.cell.value.shown(), words).is_some();
                (said || colon && sense.label().is_none() && !sense.is_month()) && !(colon && account())
            }
        },
        crosses: ink.lines.1 > line,
        other: if sense.is_quarter() {
            Some(Other::Quarter)
        } else if month_day {
            Some(Other::Day)
        } else if ink.look == Look::Words && words.states.state(ink.key()).is_some() {
            Some(Other::State)
        } else if words.rows.any_label(ink.key()) == Some(Label::Period) {
            Some(Other::Times)
        } else {
            words.platforms.canonical(ink.key()).map(|_| Other::Platform)
        },
        key: ink.key(),
    }
}

/// Whether a text is a month with a short note in brackets behind it that says what its cells hold (7月（发/转）).
fn is_noted_month(sense: &Sense<'_>, key: &str) -> bool {
    let note = key.strip_suffix(')').and_then(|rest| rest.split_once('('));
    let short =
        |note: &str| !note.is_empty() && note.chars().count() <= LONGEST_NOTE && !note.contains(['(', ')', ':']);
    let is_all =
        |(month, note): (&str, &str)| short(note) && sense.rest.trim_matches(['(', ')']) == note && !month.is_empty();
    sense.label().is_none() && sense.period.is_some_and(|p| is_month(&p)) && note.is_some_and(is_all)
}

/// Characters of a note behind a month.
const LONGEST_NOTE: usize = 8;

pub(super) fn entries<'g>(grid: &'g Grid<'_>, what: (u32, (u32, u32)), lexicon: &Lexicon<'_>) -> Vec<Entry<'g>> {
    let (line, span) = what;
    let one = |(pos, ink): (u32, &'g Ink<'_>)| {
        let entry = entry(ink, line, lexicon);
        Entry { crosses: entry.crosses && !(grid.turned && leads(grid, pos, ink)), ..entry }
    };
    grid.inks(line, span).map(one).collect()
}

/// Whether the value of a label that runs down stands right behind it, be it merged over a few columns or not.
pub(super) fn leads(grid: &Grid<'_>, pos: u32, ink: &Ink<'_>) -> bool {
    let (first, last) = ink.lines;
    last - first <= LABEL_COLUMNS && grid.seen(last + 1, pos).is_some_and(|(line, ..)| line > last)
}

/// A label is merged over so many further columns at most.
const LABEL_COLUMNS: u32 = 3;

pub(super) fn is_known(ink: &Ink<'_>, line: u32, lexicon: &Lexicon<'_>) -> bool {
    let entry = entry(ink, line + 1, lexicon);
    !entry.bars && (entry.month || entry.label.is_some())
}

pub(super) const fn is_name(field: Field) -> bool {
    matches!(field, Field::Serial | Field::Unit | Field::Column | Field::Account)
}

/// Whether a day may stand for its month, as Excel makes of `1月`.
pub(super) fn is_month_day(ink: &Ink<'_>) -> bool {
    matches!(&ink.cell.value, Value::Date(day) if day.day() == 1)
}

/// Whether a number is a month with its year, as systems head their exports: 202501, 2025-01. Of 2025.1 nobody knows whether it is
/// January or October.
pub(super) fn is_month_number(ink: &Ink<'_>) -> bool {
    // Asked of every figure of a sheet: most are told by their size.
    let is_small = matches!(ink.cell.value, Value::Number(n) if !(2000.0..=209_912.0).contains(&n));
    if ink.look != Look::Figure || is_small || !(6..=7).contains(&ink.key().len()) {
        return false;
    }
    let Some((year, month)) = ink.key().split_at_checked(4) else { return false };
    let bare = month.trim_start_matches(['-', '/', '.', '_']);
    let whole = bare.len() == 2 || month.len() > bare.len() && !month.starts_with('.');
    year.starts_with("20")
        && year.parse::<u16>().is_ok()
        && whole
        && bare.parse().is_ok_and(|m: u8| (1..=12).contains(&m))
}
