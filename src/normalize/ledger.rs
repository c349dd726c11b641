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
use crate::place::Area;
use crate::read::Value;
use crate::recognize::RawRow;
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
    seen: HashSet<(Date, String)>,
    /// Posts marked as original, `None` once a mark was not understood.
    originals: Option<u64>,
    undated: Vec<Area>,
    outside: Vec<Area>,
    twice: Vec<Area>,
}

/// Unit, account and type as used.
type Key = (Arc<str>, Arc<str>, Option<Arc<str>>);

impl Desk<'_> {
    /// Counts a ledger of posts; how many of its lines were counted.
    pub(super) fn read_posts(&mut self, used: &InUse<'_>) -> usize {
        let mut accounts: IndexMap<Key, Posts> = IndexMap::new();
        for row in &used.table.rows {
            let Some(unit) = self.unit_of_row(used, row) else { break };
            let platform = text_under(used, row, Field::AccountType, None).map(|(text, _)| text);
            let named = text_under(used, row, Field::Account, None);
            let Some((text, place)) = named.or_else(|| self.only_account(used, row, (&unit, platform.as_deref())))
            else {
                break;
            };
            let account = self.who.account(&text, platform.as_deref(), &unit, &place);
            let key = (unit.used.clone(), account.name.used.clone(), account.platform.clone());
            let posts = accounts.entry(key).or_insert_with(|| Posts::new(unit, account));
            self.count_post(used, row, posts);
        }
        let mut counted = 0;
        for posts in accounts.into_values() {
            counted += posts.days.len();
            self.report_posts(used, posts);
        }
        counted
    }

    fn count_post(&self, used: &InUse<'_>, row: &RawRow, posts: &mut Posts) {
        let area = super::table::row_area(used, row);
        let Some(day) = self.day_of(used, row) else {
            posts.undated.push(area);
            return;
        };
        if !used.period.has(day) {
            posts.outside.push(area);
            return;
        }
        let title = text_under(used, row, Field::PostTitle, None).map(|(text, _)| fold(&text));
        if title.is_some_and(|title| !posts.seen.insert((day, title))) {
            posts.twice.push(area);
            return;
        }
        posts.days.push(day);
        posts.area = Some(posts.area.map_or(area, |a| a.with(area)));
        let mark = text_under(used, row, Field::OriginalMark, None).map(|(text, _)| fold(&text));
        let words = &self.rules.words.counts;
        posts.originals = match (posts.originals, mark) {
            (Some(n), Some(mark)) if words.yes.contains(&mark) => Some(n + 1),
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
        let counted = |n: u64| match used.doubtful {
            false => Reported::Count(n),
            true => Reported::Doubtful { parsed: i64::try_from(n).ok(), why: CountDoubt::Heading },
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
        let Posts { unit, account, days, .. } = posts;
        self.out.logs.push(PostLog { unit, account: account.name, platform: account.platform, days, place });
    }

    /// Lines that were not counted, one finding for each reason.
    fn say_lines(&mut self, used: &InUse<'_>, posts: &Posts) {
        let reasons = [
            (&posts.undated, Kind::PostsUndated { count: posts.undated.len() }),
            (&posts.outside, Kind::PostsOutside { count: posts.outside.len() }),
            (&posts.twice, Kind::PostsTwice { count: posts.twice.len() }),
        ];
        for (lines, kind) in reasons {
            let mut places = runs(lines).into_iter().map(|area| used.table.place.at(area));
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

/// Areas that follow one another line by line as one: a year's ledger has thousands of lines outside of a quarter.
fn runs(lines: &[Area]) -> Vec<Area> {
    let mut out: Vec<Area> = Vec::new();
    for area in lines {
        match out.last_mut() {
            Some(last) if last.last.row + 1 == area.first.row => *last = last.with(*area),
            _ => out.push(*area),
        }
    }
    out
}

impl Posts {
    fn new(unit: Name, account: Account) -> Self {
        Self {
            unit,
            account,
            days: Vec::new(),
            area: None,
            seen: HashSet::new(),
            originals: Some(0),
            undated: Vec::new(),
            outside: Vec::new(),
            twice: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::runs;
    use crate::place::{Area, At};

    #[test]
    fn lines_that_follow_one_another_are_one_range() {
        let line = |row| Area::between(At::new(row, 0), At::new(row, 4));
        let joined = Area::between(At::new(1, 0), At::new(3, 4));
        assert_eq!(runs(&[line(1), line(2), line(3), line(7)]), [joined, line(7)]);
        assert_eq!(runs(&[]), []);
    }
}
