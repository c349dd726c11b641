//! "88 lines, 88 posts." Ledgers with one line for each post, counted account by account.
//!
//! In: a ledger in use. Out: for each account the number of posts inside the run (a line that stands twice counts once), originals
//! where they are marked, the last day, and the days themselves. Lines without a day or outside the run are counted and said.

use super::column_ledger::of_columns;
use super::lines::{Counted, Crossed, Dated, LeftLines, Lines, find_repeats};
use super::table::text_under;
use super::{Account, Desk, Entry, InUse, Name, PostLog, Reading, Reported, Standing};
use crate::field::{Field, Form};
use crate::finding::{CountDoubt, Finding, Kind};
use crate::fold::fold;
use crate::place::Area;
use crate::read::Value;
use crate::recognize::RawRow;
use crate::rules::periods::{parse_day, parse_dotted_day};
use indexmap::IndexMap;
use jiff::civil::Date;
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
    /// Posts marked in so many words as passed on.
    passed_on: u64,
    /// Posts marked in so many words as updates, beside which those that were passed on are none.
    updated: u64,
    /// What the ledger marks any post of any account as.
    tells: Marks,
    /// Whether every post has a mark.
    all_marked: bool,
    left: LeftLines,
    /// Whether any line that counts is crossed out.
    struck: bool,
}

/// What a ledger marks posts as in so many words.
#[derive(Debug, Clone, Copy, Default)]
struct Marks {
    passed_on: bool,
    updated: bool,
}

/// The accounts of a ledger with their posts.
struct Accounts<'a> {
    posts: IndexMap<Key, Posts>,
    /// Headings that name unit, account and type.
    naming: Vec<usize>,
    /// What the latest row with an account's name said under them, and the number of that account: rows of one account follow one
    /// another.
    latest: Option<(Vec<Option<&'a Value>>, usize)>,
}

/// Unit, account and type as used.
type Key = (Arc<str>, Arc<str>, Option<Arc<str>>);

impl Desk<'_> {
    /// Counts a ledger of posts; how many of its lines were counted.
    pub(super) fn read_posts(&mut self, used: &InUse<'_>) -> usize {
        if self.is_of_website(used) {
            return self.read_column_posts(used);
        }
        let Some(ledger) = &used.table.ledger else { return 0 };
        let mut accounts = Accounts::of(used);
        let mut dated: Vec<Option<Dated<'_>>> = Vec::new();
        let mut nameless: Vec<(usize, Lines)> = Vec::new();
        let mut whose: Vec<Option<usize>> = Vec::with_capacity(used.table.rows.len());
        for (row, alike) in used.table.rows.iter().zip(&ledger.alike) {
            let before = self.out.findings.len();
            let Some(account_number) = self.number_of_account(used, (row, alike.area), &mut accounts) else {
                dated.push(None);
                whose.push(None);
                self.leave(before, alike, &mut nameless);
                continue;
            };
            whose.push(Some(account_number));
            let posts = &mut accounts.posts[account_number];
            let day = self.day_of(used, row);
            match day.filter(|day| used.period.has(*day)) {
                Some(day) => {
                    dated.push(Some(Dated { row, alike, whose: account_number, day, twice: Vec::new() }));
                    continue;
                }
                None if day.is_some() => posts.left.outside.add(alike),
                None => posts.left.without_day(self.tells_day(used, row)).add(alike),
            }
            dated.push(None);
        }
        self.place_nameless(used, nameless);
        let posts_of = |row: usize| accounts.posts.get_index(whose.get(row).copied().flatten()?);
        self.wrong_titles(used, &|row| posts_of(row).map(|((unit, account, _), _)| (unit.clone(), account.clone())));
        find_repeats(ledger, &mut dated);
        let struck = Crossed::of(&used.table.beside.struck);
        for lines in dated.iter().flatten() {
            let posts = &mut accounts.posts[lines.whose];
            posts.struck |= struck.any(lines.alike);
            self.count_posts(used, lines, posts);
        }
        let mut counted = 0;
        let tells = Marks {
            passed_on: accounts.posts.values().any(|posts| posts.passed_on > 0),
            updated: accounts.posts.values().any(|posts| posts.updated > 0),
        };
        for mut posts in accounts.posts.into_values() {
            posts.tells = tells;
            counted += posts.days.len();
            self.report_posts(used, posts);
        }
        counted
    }

    /// The number of a row's account; nothing for a row that is nobody's, about which a finding was made.
    fn number_of_account<'a>(
        &mut self,
        used: &InUse<'_>,
        what: (&'a RawRow, Area),
        accounts: &mut Accounts<'a>,
    ) -> Option<usize> {
        let says = |index: &usize| what.0.cells.get(*index)?.as_ref().map(|cell| &cell.value);
        let said: Vec<Option<&Value>> = accounts.naming.iter().map(says).collect();
        if let Some((_, number)) = accounts.latest.as_ref().filter(|(before, _)| *before == said) {
            return Some(*number);
        }
        let account = self.account_of_row(used, what)?;
        let key = (account.unit.used.clone(), account.name.used.clone(), account.platform.clone());
        let entry = accounts.posts.entry(key);
        let number = entry.index();
        entry.or_insert_with(|| Posts::new(account));
        // A row without a name is asked about each time: its finding is its own.
        accounts.latest = text_under(used, what.0, Field::Account, None).map(|_| (said, number));
        Some(number)
    }

    fn account_of_row(&mut self, used: &InUse<'_>, what: (&RawRow, Area)) -> Option<Account> {
        let (row, area) = what;
        let unit = self.unit_of_line(used, row, area)?;
        let platform = text_under(used, row, Field::AccountType, None).map(|(text, _)| text);
        let named = text_under(used, row, Field::Account, None);
        let place = used.table.place.at(area);
        // The posts of a website are not those of the unit's account, even where it has only one.
        if let (None, Some(column)) = (&named, of_columns(used)) {
            let kind = Kind::HeadingMissing {
                missing: vec![Field::Account, Field::Updates],
                unexpected: vec![column.to_owned()],
            };
            self.out.findings.push(Finding::new(kind, place).unit(&*unit.used));
            return None;
        }
        let (text, place) = named.or_else(|| self.only_account(place, (&unit, platform.as_deref())))?;
        Some(self.who.account(&text, platform.as_deref(), &unit, &place))
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
        posts.left.add_twice(lines);
        if count == 0 {
            return;
        }
        let mark = text_under(used, lines.row, Field::OriginalMark, None).map(|(text, _)| fold(&text));
        let words = &self.rules.words.counts;
        posts.all_marked &= mark.is_some();
        if mark.as_ref().is_some_and(|mark| words.says_passed_on(mark)) {
            posts.passed_on += count as u64;
        }
        if mark.as_ref().is_some_and(|mark| words.says_updated(mark)) {
            posts.updated += count as u64;
        }
        posts.originals = match (posts.originals, mark) {
            (Some(n), Some(mark)) if words.yes.contains(&mark) => {
                posts.original_days.push(lines.day);
                Some(n + count as u64)
            }
            (Some(n), Some(mark)) if words.says_no(&mark) => Some(n),
            (Some(n), None) => Some(n),
            _ => None,
        };
    }

    /// The day of a line.
    pub(super) fn day_of(&self, used: &InUse<'_>, row: &RawRow) -> Option<Date> {
        let index = used.table.headings.iter().position(|h| h.field == Some(Field::Day))?;
        match &row.cells.get(index)?.as_ref()?.value {
            Value::Date(moment) => Some(moment.date()),
            value => {
                let text = value.shown();
                let years = used.period.start.year()..=used.period.end.year();
                let is_text = matches!(value, Value::Text(_));
                let dotted = |year: i16| parse_dotted_day(&text, year).filter(|_| is_text);
                let read = |year: i16| parse_day(&text, Some(year)).or_else(|| dotted(year));
                let mut days = years.filter_map(read);
                days.find(|d| used.period.has(*d)).or_else(|| read(self.settled.period.end.year()))
            }
        }
    }

    fn report_posts(&mut self, used: &InUse<'_>, mut posts: Posts) {
        posts.days.sort_unstable();
        let place =
            used.table.place.at(posts.area.or(used.table.place.area).unwrap_or(Area::one(super::table::ORIGIN)));
        self.say_lines(used, &posts);
        let count = posts.days.len();
        let why = posts.left.doubt(used, posts.struck);
        let counted = |n: u64| match why {
            None => Reported::Count(n),
            Some(why) => Reported::Doubtful { parsed: i64::try_from(n).ok(), why },
        };
        let has_marks = used.table.headings.iter().any(|h| h.field == Some(Field::OriginalMark));
        let mut figures = vec![posts.updates(&counted)];
        let marks = used.table.headings.iter().find(|h| h.field == Some(Field::OriginalMark));
        if let Some(heading) = marks.filter(|_| posts.tells.passed_on) {
            let (n, why) = (posts.passed_on, CountDoubt::PassedOn { col: heading.area.first.col });
            let value = Reported::Doubtful { parsed: i64::try_from(n).ok(), why };
            figures.push((Field::Forwarded, n.to_string(), value));
        }
        if posts.tells_originals(has_marks) {
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
                duty: None,
            };
            self.add(entry, used.file);
        }
        self.out.counted.push(Counted {
            place: place.clone(),
            unit: posts.unit.used.clone(),
            object: Some(posts.account.name.used.clone()),
            used: count,
            left: posts.left.by_reason(),
        });
        let marked = posts.originals.is_some() && posts.tells_originals(has_marks);
        // A post whose day nobody can read may lie in any gap between the others.
        if posts.left.unread.count > 0 {
            return;
        }
        let Posts { unit, account, days, mut original_days, .. } = posts;
        original_days.sort_unstable();
        let (originals, platform) = (marked.then_some(original_days), account.platform);
        self.out.logs.push(PostLog { unit, account: account.name, platform, days, originals, place });
    }

    /// Lines that were not counted, one finding for each reason.
    fn say_lines(&mut self, used: &InUse<'_>, posts: &Posts) {
        let about = |finding: Finding| finding.unit(&*posts.unit.used).object(&*posts.account.name.used);
        let found = posts.left.findings(&used.table.place);
        self.out.findings.extend(found.into_iter().map(about));
    }
}

impl Accounts<'_> {
    fn of(used: &InUse<'_>) -> Self {
        let names = |field| matches!(field, Some(Field::Unit | Field::Account | Field::AccountType));
        let headings = used.table.headings.iter().enumerate();
        let naming = headings.filter(|(_, heading)| names(heading.field)).map(|(index, _)| index).collect();
        Self { posts: IndexMap::new(), naming, latest: None }
    }
}

impl Posts {
    fn new(account: Account) -> Self {
        Self {
            unit: account.unit.clone(),
            account,
            days: Vec::new(),
            area: None,
            originals: Some(0),
            original_days: Vec::new(),
            passed_on: 0,
            updated: 0,
            tells: Marks::default(),
            all_marked: true,
            left: LeftLines::default(),
            struck: false,
        }
    }

    /// The updates: of a ledger that calls its lines so these alone, which must be all that were not passed on.
    fn updates(&self, counted: &dyn Fn(u64) -> Reported) -> (Field, String, Reported) {
        let all = self.days.len() as u64;
        let (n, value) = match self.tells.updated {
            false => (all, counted(all)),
            true if self.updated + self.passed_on == all => (self.updated, counted(self.updated)),
            true => (all, Reported::Doubtful { parsed: i64::try_from(all).ok(), why: CountDoubt::Lines }),
        };
        (Field::Actual, n.to_string(), value)
    }

    /// Whether the marks say which posts are originals: updates may be, and blanks beside 转载 do not say that the others are.
    fn tells_originals(&self, has_marks: bool) -> bool {
        has_marks && !self.tells.updated && (!self.tells.passed_on || self.all_marked)
    }
}
