//! "Four posts under 医院动态, two of them in May." Ledgers of a website's posts, counted column by column and month by month.
//!
//! In: a ledger of posts in use that names website columns and no account. Out: for each column the number of posts in each month, as
//! updates of annex 1; a line that stands twice counts once. A month without a line is a month without posts, as a ledger lists what there
//! was; so is a month of a book of months in which others name the column. It counts nothing for an account.

mod months;

use super::lines::{Counted, Crossed, Dated, LeftLines, Lines, find_repeats};
use super::table::{ORIGIN, text_under};
use super::{Desk, Entry, InUse, Name, Reading, Reported, Standing};
use crate::field::{Field, Form};
use crate::finding::{Finding, Kind};
use crate::fold::fold;
use crate::period::Period;
use crate::place::{Area, Place};
use crate::recognize::{Heading, RawRow, Source, Why};
use indexmap::IndexMap;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The posts of one website column in one ledger.
struct Posts {
    unit: Name,
    column: Name,
    /// How many there are in each month, and where they stand.
    months: BTreeMap<Period, Lines>,
    left: LeftLines,
    /// Whether any line that counts is crossed out.
    struck: bool,
}

/// Unit and column as used.
type Columns = IndexMap<(Arc<str>, Arc<str>), Posts>;

/// The heading of the website columns in a ledger that names these and neither accounts nor their types, and of which no title, sheet or
/// file speaks of accounts.
pub(super) fn of_columns<'a>(used: &InUse<'a>) -> Option<&'a str> {
    let headings = &used.table.headings;
    let of_accounts =
        headings.iter().any(|h| matches!(h.field, Some(Field::Account | Field::AccountType)) || h.platform.is_some());
    let column = headings.iter().find(|h| h.field == Some(Field::Column)).filter(|_| !of_accounts)?;
    column.path.last().map(String::as_str)
}

impl Desk<'_> {
    /// Whether the lines of a ledger by column are posts of a website: whatever names it speaks of no account.
    pub(super) fn is_of_website(&self, used: &InUse<'_>) -> bool {
        let around = [Source::Title, Source::Sheet, Source::File, Source::Folder];
        let mut said = used.table.claims.units.iter().filter(|said| around.contains(&said.source));
        let headings = &self.rules.words.headings;
        // In a diary the columns stand across as names, beside those of accounts.
        let by_shape = |h: &Heading| h.field == Some(Field::Column) && h.why == Some(Why::Place);
        let across = used.table.headings.iter().any(by_shape);
        of_columns(used).is_some()
            && (across || !said.any(|said| headings.title_votes(&fold(&said.text), Form::Accounts) > 0))
    }

    /// Counts a ledger of a website's posts; how many of its lines were counted.
    pub(super) fn read_column_posts(&mut self, used: &InUse<'_>) -> usize {
        let Some(ledger) = &used.table.ledger else { return 0 };
        let months = used.period.months();
        let mut columns = Columns::new();
        let mut dated: Vec<Option<Dated<'_>>> = Vec::new();
        let mut nameless: Vec<(usize, Lines)> = Vec::new();
        let mut whose: Vec<Option<usize>> = Vec::new();
        for (row, alike) in used.table.rows.iter().zip(&ledger.alike) {
            let before = self.out.findings.len();
            let number = self.number_of_column(used, (row, alike.area), &mut columns);
            whose.push(number);
            let Some(number) = number else {
                dated.push(None);
                self.leave(before, alike, &mut nameless);
                continue;
            };
            let left = &mut columns[number].left;
            let day = self.day_of(used, row);
            let lines = day.filter(|day| used.period.has(*day)).map(|day| {
                let (whose, twice) = (number, Vec::new());
                Dated { row, alike, whose, day, twice }
            });
            match (&lines, day) {
                (Some(_), _) => {}
                (None, Some(_)) => left.outside.add(alike),
                (None, None) => left.without_day(self.tells_day(used, row)).add(alike),
            }
            dated.push(lines);
        }
        self.place_nameless(used, nameless);
        let named = |row: usize| columns.get_index(whose.get(row).copied().flatten()?).map(|(names, _)| names.clone());
        self.wrong_titles(used, &named);
        find_repeats(ledger, &mut dated);
        let struck = Crossed::of(&used.table.beside.struck);
        for lines in dated.iter().flatten() {
            let posts = &mut columns[lines.whose];
            posts.struck |= struck.any(lines.alike);
            posts.left.add_twice(lines);
            if let Some(month) = months.iter().find(|month| month.has(lines.day)) {
                posts.months.entry(*month).or_default().join(&lines.counted());
            }
        }
        self.say_left_lines(used, &columns);
        let counted = columns.values().flat_map(|posts| posts.months.values()).map(|lines| lines.count).sum();
        for posts in columns.into_values() {
            self.report_column(used, &posts, &months);
        }
        self.fill_months(used);
        counted
    }

    /// The number of a row's column; nothing for a row that is nobody's, about which a finding was made.
    fn number_of_column(&mut self, used: &InUse<'_>, what: (&RawRow, Area), columns: &mut Columns) -> Option<usize> {
        let (row, area) = what;
        let unit = self.unit_of_line(used, row, area)?;
        let Some((text, place)) = text_under(used, row, Field::Column, None) else {
            let kind = Kind::ColumnUnknown { written: String::new(), suggestions: Vec::new() };
            self.out.findings.push(Finding::new(kind, used.table.place.at(area)).unit(&*unit.used));
            return None;
        };
        let column = self.who.column((&text, None), &unit, &place);
        let entry = columns.entry((Arc::clone(&unit.used), Arc::clone(&column.used)));
        let number = entry.index();
        entry.or_insert_with(|| Posts {
            unit,
            column,
            months: BTreeMap::new(),
            left: LeftLines::default(),
            struck: false,
        });
        Some(number)
    }

    /// One entry for each month.
    fn report_column(&mut self, used: &InUse<'_>, posts: &Posts, months: &[Period]) {
        let why = posts.left.doubt(used, posts.struck);
        let counted = |n: usize| match why {
            None => Reported::Count(n as u64),
            Some(why) => Reported::Doubtful { parsed: i64::try_from(n).ok(), why },
        };
        let whole = used.table.place.at(used.table.place.area.unwrap_or(Area::one(ORIGIN)));
        for (number, month) in months.iter().enumerate() {
            let lines = posts.months.get(month);
            let count = lines.map_or(0, |lines| lines.count);
            let area = lines.and_then(|lines| lines.areas.iter().copied().reduce(Area::with));
            let place: Place = area.map_or_else(|| whole.clone(), |area| used.table.place.at(area));
            let (unit, column) = (&posts.unit, &posts.column);
            self.out.counted.push(Counted {
                place: place.clone(),
                unit: Arc::clone(&unit.used),
                object: Some(Arc::clone(&column.used)),
                used: count,
                left: if number == 0 { posts.left.by_reason() } else { Vec::new() },
            });
            let entry = Entry {
                form: Form::Columns,
                from_ledger: true,
                unit: unit.clone(),
                object: Some(column.clone()),
                platform: None,
                field: Field::Updates,
                period: *month,
                reading: Reading { raw: count.to_string(), value: counted(count) },
                place,
                standing: Standing::Counts,
                duty: None,
            };
            self.add(entry, used.file);
        }
    }

    /// Lines that were not counted, one finding for each unit and reason: a website has dozens of columns.
    fn say_left_lines(&mut self, used: &InUse<'_>, columns: &Columns) {
        let mut units: IndexMap<&Arc<str>, LeftLines> = IndexMap::new();
        for ((unit, _), posts) in columns {
            let left = units.entry(unit).or_default();
            left.undated.join(&posts.left.undated);
            left.unread.join(&posts.left.unread);
            left.outside.join(&posts.left.outside);
            left.twice.join(&posts.left.twice);
        }
        for (unit, left) in units {
            let found = left.findings(&used.table.place);
            self.out.findings.extend(found.into_iter().map(|finding| finding.unit(&**unit)));
        }
    }
}
