//! "Lines 5 and 9 have no date." The lines of a ledger that were not counted, and those that repeat others.
//!
//! In: lines of a ledger, sorted by what they are about. Out: where they stand, as few ranges as possible, and a finding for each reason.
//! It counts nothing.

use super::table::text_under;
use super::{Desk, InUse};
use crate::field::Field;
use crate::finding::{CountDoubt, Finding, Kind};
use crate::place::{Area, At, Place};
use crate::recognize::{Alike, Ledger, RawRow};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::sync::Arc;

/// What became of the lines of one ledger that are about one unit or account. The lines that count stand in `place`.
#[derive(Debug, Clone, PartialEq)]
pub struct Counted {
    /// The range from the first line that counts to the last.
    pub place: Place,
    /// The unit, as used.
    pub unit: Arc<str>,
    /// The account, as used; `None` for messages.
    pub object: Option<Arc<str>>,
    /// How many lines count.
    pub used: usize,
    /// How many do not, by reason, each with where the first of them stand.
    pub left: Vec<(LeftWhy, usize, Vec<Area>)>,
}

/// Why a line of a ledger does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LeftWhy {
    /// It has no day.
    Undated,
    /// What stands there for a day is not understood.
    Unread,
    /// Its day is outside the run.
    Outside,
    /// It repeats another.
    Twice,
}

/// Ranges that are kept for each reason.
const RANGES: usize = 5;

/// Lines that were not counted.
#[derive(Default)]
pub(super) struct Lines {
    /// How many.
    pub(super) count: usize,
    /// Where they stand.
    pub(super) areas: Vec<Area>,
}

/// Lines that are not counted, by reason.
#[derive(Default)]
pub(super) struct LeftLines {
    /// Without a day.
    pub(super) undated: Lines,
    /// With something for a day that is not understood: they may belong to the run.
    pub(super) unread: Lines,
    /// Of a day outside the run.
    pub(super) outside: Lines,
    /// Repeating an earlier line.
    pub(super) twice: Lines,
}

/// Lines that say the same, of a day inside the run.
pub(super) struct Dated<'a> {
    /// What the lines say.
    pub(super) row: &'a RawRow,
    /// The lines.
    pub(super) alike: &'a Alike,
    /// Number of the account or unit that they are about.
    pub(super) whose: usize,
    /// Their day.
    pub(super) day: Date,
    /// Its lines that repeat earlier ones, ascending.
    pub(super) twice: Vec<u32>,
}

/// Rows and letter columns in which something is crossed out.
pub(super) struct Crossed {
    rows: HashSet<u32>,
    cols: HashSet<u32>,
}

impl Crossed {
    /// Those of these cells.
    pub(super) fn of(struck: &[At]) -> Self {
        Self { rows: struck.iter().map(|at| at.row).collect(), cols: struck.iter().map(|at| at.col).collect() }
    }

    /// Whether any of these lines is crossed out, in whichever direction they run.
    pub(super) fn any(&self, lines: &Alike) -> bool {
        !self.rows.is_empty() && lines.lines().any(|line| self.line(lines.area((line, line))))
    }

    /// Whether the line in this area is.
    pub(super) fn line(&self, area: Area) -> bool {
        match area.first.row == area.last.row {
            true => self.rows.contains(&area.first.row),
            false => self.cols.contains(&area.first.col),
        }
    }
}

impl Desk<'_> {
    /// Whether anything stands under a ledger's heading of days.
    pub(super) fn tells_day(&self, used: &InUse<'_>, row: &RawRow) -> bool {
        let text = text_under(used, row, Field::Day, None);
        text.is_some_and(|(text, _)| !self.rules.words.states.says_nothing(&text))
    }

    /// Keeps lines that are nobody's with the finding about them: one for all lines of which the same is to be said.
    pub(super) fn leave(&mut self, before: usize, alike: &Alike, nameless: &mut Vec<(usize, Lines)>) {
        let Some(new) = self.out.findings.get(before) else { return };
        let findings = &self.out.findings;
        let same = |index: usize| findings[index].kind == new.kind && findings[index].unit == new.unit;
        match nameless.iter().position(|(index, _)| same(*index)) {
            Some(known) => {
                nameless[known].1.add(alike);
                self.out.findings.truncate(before);
            }
            None => {
                let mut lines = Lines::default();
                lines.add(alike);
                nameless.push((before, lines));
            }
        }
    }

    /// Puts the findings about lines that are nobody's where the lines stand.
    pub(super) fn place_nameless(&mut self, used: &InUse<'_>, nameless: Vec<(usize, Lines)>) {
        for (index, lines) in nameless {
            let mut places = lines.in_order().into_iter().map(|area| used.table.place.at(area));
            let finding = &mut self.out.findings[index];
            finding.place = places.next().unwrap_or_else(|| finding.place.clone());
            finding.related.extend(places);
        }
    }
}

impl Dated<'_> {
    /// Its lines that repeat no other.
    pub(super) fn counted(&self) -> Lines {
        let mut out = Lines { count: self.alike.count() - self.twice.len(), areas: Vec::new() };
        if self.twice.is_empty() {
            out.areas.extend(self.alike.runs.iter().map(|run| self.alike.area(*run)));
        } else {
            let once = self.alike.lines().filter(|line| self.twice.binary_search(line).is_err());
            out.areas.extend(once.map(|line| self.alike.area((line, line))));
        }
        out
    }
}

impl LeftLines {
    /// Adds the lines that repeat others.
    pub(super) fn add_twice(&mut self, lines: &Dated<'_>) {
        self.twice.count += lines.twice.len();
        self.twice.areas.extend(lines.twice.iter().map(|line| lines.alike.area((*line, *line))));
    }

    /// Those of which no day is known: those with nothing under the heading of the days, or those with something else there.
    pub(super) const fn without_day(&mut self, tells_something: bool) -> &mut Lines {
        if tells_something { &mut self.unread } else { &mut self.undated }
    }

    /// Why a figure that was counted from the other lines is doubtful.
    pub(super) fn doubt(&self, used: &InUse<'_>, struck: bool) -> Option<CountDoubt> {
        if struck {
            return Some(CountDoubt::Struck);
        }
        let open = (self.unread.count > 0).then_some(CountDoubt::Lines);
        open.or_else(|| used.doubtful.then_some(CountDoubt::Heading))
    }

    /// How many there are for each reason, and the first of them.
    pub(super) fn by_reason(&self) -> Vec<(LeftWhy, usize, Vec<Area>)> {
        let reasons = [
            (LeftWhy::Undated, &self.undated),
            (LeftWhy::Unread, &self.unread),
            (LeftWhy::Outside, &self.outside),
            (LeftWhy::Twice, &self.twice),
        ];
        let some = reasons.into_iter().filter(|(_, lines)| lines.count > 0);
        some.map(|(why, lines)| (why, lines.count, lines.in_order().into_iter().take(RANGES).collect())).collect()
    }

    /// One finding for each reason.
    pub(super) fn findings(&self, table: &Place) -> Vec<Finding> {
        let reasons = [
            (&self.undated, Kind::PostsUndated { count: self.undated.count }),
            (&self.unread, Kind::PostsDayUnread { count: self.unread.count }),
            (&self.outside, Kind::PostsOutside { count: self.outside.count }),
            (&self.twice, Kind::PostsTwice { count: self.twice.count }),
        ];
        reasons.into_iter().filter_map(|(lines, kind)| lines.finding(kind, table)).collect()
    }
}

impl Lines {
    /// Adds lines that say the same.
    pub(super) fn add(&mut self, alike: &Alike) {
        self.count += alike.count();
        self.areas.extend(alike.runs.iter().map(|run| alike.area(*run)));
    }

    /// Adds one line.
    pub(super) fn add_area(&mut self, area: Area) {
        self.count += 1;
        self.areas.push(area);
    }

    /// The cells of these lines in the letter column (or, of lines that are letter columns, the row) of `cell`.
    pub(super) fn cells_at(&self, cell: At) -> Self {
        let one = |area: &Area| match area.first.col == area.last.col && area.first.row != area.last.row {
            true => Area::one(cell),
            false => Area::between(At::new(area.first.row, cell.col), At::new(area.last.row, cell.col)),
        };
        Self { count: self.count, areas: self.areas.iter().map(one).collect() }
    }

    /// Adds other lines.
    pub(super) fn join(&mut self, other: &Self) {
        self.count += other.count;
        self.areas.extend(&other.areas);
    }

    /// Areas that follow one another line by line as one: a year's ledger has thousands of lines outside of a quarter.
    pub(super) fn in_order(&self) -> Vec<Area> {
        let mut areas = self.areas.clone();
        areas.sort_unstable();
        areas.dedup();
        let mut out: Vec<Area> = Vec::new();
        for area in areas {
            match out.last_mut() {
                Some(last) if last.last.row + 1 == area.first.row => *last = last.with(area),
                _ => out.push(area),
            }
        }
        out
    }

    /// A finding that stands on them; `None` when there are none.
    pub(super) fn finding(&self, kind: Kind, table: &Place) -> Option<Finding> {
        let mut places = self.in_order().into_iter().map(|area| table.at(area));
        let first = places.next()?;
        Some(Finding::new(kind, first).related(places))
    }
}

/// Marks the lines of an account or unit that repeat the title of an earlier line of the same day.
pub(super) fn find_repeats(ledger: &Ledger, dated: &mut [Option<Dated<'_>>]) {
    for same_title in &ledger.again {
        let mut seen: HashSet<(usize, Date)> = HashSet::new();
        for again in same_title {
            if let Some(Some(lines)) = dated.get_mut(again.row as usize)
                && !seen.insert((lines.whose, lines.day))
            {
                lines.twice.push(again.line);
            }
        }
    }
    dated.iter_mut().flatten().for_each(|lines| lines.twice.sort_unstable());
}

#[cfg(test)]
mod tests {
    use super::Lines;
    use crate::place::{Area, At};

    #[test]
    fn lines_that_follow_one_another_are_one_range() {
        let line = |row| Area::between(At::new(row, 0), At::new(row, 4));
        let joined = Area::between(At::new(1, 0), At::new(3, 4));
        let lines = |areas: &[Area]| Lines { count: areas.len(), areas: areas.to_vec() }.in_order();
        assert_eq!(lines(&[line(3), line(1), line(2), line(7)]), [joined, line(7)]);
        assert_eq!(lines(&[]), []);
    }
}
