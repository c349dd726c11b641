//! "88 lines, 88 posts." Ledgers with one line for each post, counted account by account.
//!
//! In: a ledger in use. Out: for each account the number of posts inside the run (a line that stands twice counts once), originals
//! where they are marked, the last day, and the days themselves. Lines without a day or outside the run are counted and said.

use super::table::text_under;
use super::who::Account;
use super::{Desk, Entry, InUse, Name, PostLog, Reading, Reported, Standing};
use crate::field::{Field, Form};
use crate::finding::{CountDoubt, Finding, Kind};
use crate::fold::fold;
use crate::place::{Area, At};
use crate::read::Value;
use crate::recognize::{Alike, Ledger, RawRow};
use crate::rules::periods::parse_day;
use indexmap::IndexMap;
use jiff::civil::Date;
use std::collections::HashSet;
use std::sync::Arc;

/// The posts of one account in one ledger.
struct Posts {
    unit: Name,
    account: Account,
    days: Vec<Date>,
    area: Option<Area>,
    /// Posts marked as original, `None` once a mark was not understood.
    originals: Option<u64>,
    original_days: Vec<Date>,
    undated: Lines,
    outside: Lines,
    twice: Lines,
    /// Whether any line that counts is crossed out.
    struck: bool,
}

/// Lines that were not counted.
#[derive(Default)]
struct Lines {
    count: usize,
    areas: Vec<Area>,
}

/// Lines that say the same, of a day inside the run.
struct Dated<'a> {
    row: &'a RawRow,
    alike: &'a Alike,
    /// Number of the account.
    account: usize,
    day: Date,
    /// Its lines that repeat earlier ones, ascending.
    twice: Vec<u32>,
}

/// Unit, account and type as used.
type Key = (Arc<str>, Arc<str>, Option<Arc<str>>);

impl Desk<'_> {
    /// Counts a ledger of posts; how many of its lines were counted.
    pub(super) fn read_posts(&mut self, used: &InUse<'_>) -> usize {
        let Some(ledger) = &used.table.ledger else { return 0 };
        let mut accounts: IndexMap<Key, Posts> = IndexMap::new();
        let mut dated: Vec<Option<Dated<'_>>> = Vec::new();
        let mut nameless: Vec<(usize, Lines)> = Vec::new();
        for (row, alike) in used.table.rows.iter().zip(&ledger.alike) {
            let before = self.out.findings.len();
            let Some((unit, account)) = self.account_of_row(used, (row, alike.area)) else {
                dated.push(None);
                self.leave(before, alike, &mut nameless);
                continue;
            };
            let key = (unit.used.clone(), account.name.used.clone(), account.platform.clone());
            let entry = accounts.entry(key);
            let account_number = entry.index();
            let posts = entry.or_insert_with(|| Posts::new(unit, account));
            let day = self.day_of(used, row);
            match day.filter(|day| used.period.has(*day)) {
                Some(day) => {
                    dated.push(Some(Dated { row, alike, account: account_number, day, twice: Vec::new() }));
                    continue;
                }
                None if day.is_some() => posts.outside.add(alike),
                None => posts.undated.add(alike),
            }
            dated.push(None);
        }
        for (index, lines) in nameless {
            let mut places = lines.in_order().into_iter().map(|area| used.table.place.at(area));
            let finding = &mut self.out.findings[index];
            finding.place = places.next().unwrap_or_else(|| finding.place.clone());
            finding.related.extend(places);
        }
        find_repeats(ledger, &mut dated);
        let struck = Crossed::of(&used.table.beside.struck);
        for lines in dated.iter().flatten() {
            let posts = &mut accounts[lines.account];
            posts.struck |= struck.any(lines.alike);
            self.count_posts(used, lines, posts);
        }
        let mut counted = 0;
        for posts in accounts.into_values() {
            counted += posts.days.len();
            self.report_posts(used, posts);
        }
        counted
    }

    /// Keeps lines that are nobody's with the finding about them: one for all lines of which the same is to be said.
    fn leave(&mut self, before: usize, alike: &Alike, nameless: &mut Vec<(usize, Lines)>) {
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

    fn account_of_row(&mut self, used: &InUse<'_>, what: (&RawRow, Area)) -> Option<(Name, Account)> {
        let (row, area) = what;
        let unit = self.unit_of_line(used, row, area)?;
        let platform = text_under(used, row, Field::AccountType, None).map(|(text, _)| text);
        let named = text_under(used, row, Field::Account, None);
        let place = used.table.place.at(area);
        let (text, place) = named.or_else(|| self.only_account(place, (&unit, platform.as_deref())))?;
        let account = self.who.account(&text, platform.as_deref(), &unit, &place);
        Some((unit, account))
    }

    fn count_posts(&self, used: &InUse<'_>, lines: &Dated<'_>, posts: &mut Posts) {
        let twice = |line: u32| lines.twice.binary_search(&line).is_ok();
        let mut counted = lines.alike.lines().filter(|line| !twice(*line));
        if let Some(first) = counted.next() {
            let last = counted.last().unwrap_or(first);
            let area = lines.alike.area((first, last));
            posts.area = Some(posts.area.map_or(area, |a| a.with(area)));
        }
        let count = lines.alike.count() - lines.twice.len();
        posts.days.extend(std::iter::repeat_n(lines.day, count));
        for line in &lines.twice {
            posts.twice.count += 1;
            posts.twice.areas.push(lines.alike.area((*line, *line)));
        }
        if count == 0 {
            return;
        }
        let mark = text_under(used, lines.row, Field::OriginalMark, None).map(|(text, _)| fold(&text));
        let words = &self.rules.words.counts;
        posts.originals = match (posts.originals, mark) {
            (Some(n), Some(mark)) if words.yes.contains(&mark) => {
                posts.original_days.push(lines.day);
                Some(n + count as u64)
            }
            (Some(n), Some(mark)) if words.no.contains(&mark) => Some(n),
            (Some(n), None) => Some(n),
            _ => None,
        };
    }

    fn day_of(&self, used: &InUse<'_>, row: &RawRow) -> Option<Date> {
        let index = used.table.headings.iter().position(|h| h.field == Some(Field::Day))?;
        match &row.cells.get(index)?.as_ref()?.value {
            Value::Date(moment) => Some(moment.date()),
            value => {
                let text = value.shown();
                let years = used.period.start.year()..=used.period.end.year();
                let mut days = years.filter_map(|year| parse_day(&text, Some(year)));
                days.find(|d| used.period.has(*d)).or_else(|| parse_day(&text, Some(self.settled.period.end.year())))
            }
        }
    }

    fn report_posts(&mut self, used: &InUse<'_>, mut posts: Posts) {
        posts.days.sort_unstable();
        let place =
            used.table.place.at(posts.area.or(used.table.place.area).unwrap_or(Area::one(super::table::ORIGIN)));
        self.say_lines(used, &posts);
        let count = posts.days.len();
        let why = if posts.struck { Some(CountDoubt::Struck) } else { used.doubtful.then_some(CountDoubt::Heading) };
        let counted = |n: u64| match why {
            None => Reported::Count(n),
            Some(why) => Reported::Doubtful { parsed: i64::try_from(n).ok(), why },
        };
        let has_marks = used.table.headings.iter().any(|h| h.field == Some(Field::OriginalMark));
        let mut figures = vec![(Field::Actual, count.to_string(), counted(count as u64))];
        if has_marks {
            let value =
                posts.originals.map_or(Reported::Doubtful { parsed: None, why: CountDoubt::NotANumber }, counted);
            figures.push((Field::Original, posts.originals.map_or_else(String::new, |n| n.to_string()), value));
        }
        if let Some(last) = posts.days.last() {
            figures.push((Field::LastUpdate, last.to_string(), Reported::Day(*last)));
        }
        for (field, raw, value) in figures {
            let entry = Entry {
                form: Form::Accounts,
                from_ledger: true,
                unit: posts.unit.clone(),
                object: Some(posts.account.name.clone()),
                platform: posts.account.platform.clone(),
                field,
                period: used.period,
                reading: Reading { raw, value },
                place: place.clone(),
                standing: Standing::Counts,
            };
            self.add(entry, used.file);
        }
        let marked = has_marks && posts.originals.is_some();
        let Posts { unit, account, days, mut original_days, .. } = posts;
        original_days.sort_unstable();
        let (originals, platform) = (marked.then_some(original_days), account.platform);
        self.out.logs.push(PostLog { unit, account: account.name, platform, days, originals, place });
    }

    /// Lines that were not counted, one finding for each reason.
    fn say_lines(&mut self, used: &InUse<'_>, posts: &Posts) {
        let reasons = [
            (&posts.undated, Kind::PostsUndated { count: posts.undated.count }),
            (&posts.outside, Kind::PostsOutside { count: posts.outside.count }),
            (&posts.twice, Kind::PostsTwice { count: posts.twice.count }),
        ];
        for (lines, kind) in reasons {
            let mut places = lines.in_order().into_iter().map(|area| used.table.place.at(area));
            let Some(first) = places.next() else { continue };
            let finding = Finding::new(kind, first).related(places);
            let finding = finding.unit(&*posts.unit.used).object(&*posts.account.name.used);
            self.out.findings.push(finding);
        }
    }

    /// Ledgers of messages are not counted yet. Their unit's figures are wanting, so that a human must ask for the sums.
    pub(super) fn leave_ledger(&mut self, used: &InUse<'_>) -> usize {
        let missing = vec![Field::Received, Field::Closed, Field::Overdue];
        let kind = Kind::HeadingMissing { missing, unexpected: Vec::new() };
        let mut finding = Finding::new(kind, used.table.place.clone());
        if let Some(unit) = used.unit {
            let name = self.settled.names.unit(&unit.written);
            finding = finding.unit(name.known().map_or_else(|| unit.written.clone(), |m| m.used.clone()));
        }
        self.out.findings.push(finding);
        0
    }
}

/// Rows and letter columns in which something is crossed out.
struct Crossed {
    rows: HashSet<u32>,
    cols: HashSet<u32>,
}

impl Crossed {
    fn of(struck: &[At]) -> Self {
        Self { rows: struck.iter().map(|at| at.row).collect(), cols: struck.iter().map(|at| at.col).collect() }
    }

    /// Whether any of these lines is crossed out, in whichever direction they run.
    fn any(&self, lines: &Alike) -> bool {
        let struck = |line: u32| {
            let area = lines.area((line, line));
            if area.first.row == area.last.row {
                self.rows.contains(&area.first.row)
            } else {
                self.cols.contains(&area.first.col)
            }
        };
        !self.rows.is_empty() && lines.lines().any(struck)
    }
}

/// Marks the lines of an account that repeat the title of an earlier line of the same day.
fn find_repeats(ledger: &Ledger, dated: &mut [Option<Dated<'_>>]) {
    for same_title in &ledger.again {
        let mut seen: HashSet<(usize, Date)> = HashSet::new();
        for again in same_title {
            if let Some(Some(lines)) = dated.get_mut(again.row as usize)
                && !seen.insert((lines.account, lines.day))
            {
                lines.twice.push(again.line);
            }
        }
    }
    dated.iter_mut().flatten().for_each(|lines| lines.twice.sort_unstable());
}

impl Lines {
    fn add(&mut self, alike: &Alike) {
        self.count += alike.count();
        self.areas.extend(alike.runs.iter().map(|run| alike.area(*run)));
    }

    /// Areas that follow one another line by line as one: a year's ledger has thousands of lines outside of a quarter.
    fn in_order(&self) -> Vec<Area> {
        let mut areas = self.areas.clone();
        areas.sort_unstable();
        let mut out: Vec<Area> = Vec::new();
        for area in areas {
            match out.last_mut() {
                Some(last) if last.last.row + 1 == area.first.row => *last = last.with(area),
                _ => out.push(area),
            }
        }
        out
    }
}

impl Posts {
    fn new(unit: Name, account: Account) -> Self {
        Self {
            unit,
            account,
            days: Vec::new(),
            area: None,
            originals: Some(0),
            original_days: Vec::new(),
            undated: Lines::default(),
            outside: Lines::default(),
            twice: Lines::default(),
            struck: false,
        }
    }
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
