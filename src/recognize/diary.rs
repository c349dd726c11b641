//! "A day to a row, an account to a letter column, √ for a post." Diaries of posts, and months drawn day by day.
//!
//! In: a sheet's [`Grid`]. Out: for each diary a ledger of posts (one for accounts, one for website columns) in which every filled cell is
//! as many lines as it tells posts, and what is to be said: a letter column whose cells are not certain, or that is blank throughout, is
//! not counted and asked about; printed sums are checked. It counts nothing by month and gives no name another writing.

use super::diary_cells::{Told, are_titles, told};
use super::diary_columns::{self, Beside, Columns};
use super::diary_days::{Day, Days, find_days, has_month_across, only_marks};
use super::diary_ledger::{PostsOfDay, Written, ledgers};
use super::diary_names::{Around, Named, Role, labelled, mark_originals, path, role};
use super::grid::{Grid, Look};
use super::lexicon::{Lexicon, is_month};
use super::region::{Region, is_signature};
use super::tables::{Built, empty};
use super::{LeftRow, RowReason};
use crate::field::{Field, Form};
use crate::finding::{Finding, Kind as Noticed, Severity, ShapeDoubt};
use crate::fold::{fold, one_line};
use crate::period::{Part, PeriodSaid};
use crate::place::{Area, At};
use crate::read::Value;
use crate::rules::periods::find_periods;
use jiff::civil::{Date, Time};

/// A diary with its days and what its positions are.
struct Diary<'a, 's> {
    grid: &'a Grid<'s>,
    days: Days,
    roles: Vec<(u32, Role)>,
    /// The month that the surroundings name.
    month: Option<PeriodSaid>,
    /// The word by which a title tells something else than posts.
    matter: Option<String>,
}

/// The posts of one position.
struct Posts {
    /// Line and number of posts, and the day that the position tells there.
    lines: Vec<(u32, u64)>,
    /// Cells that nobody can count for certain, each with what it may be.
    unclear: Vec<(u32, Option<u64>)>,
    /// Whether any cell says something, be it that there was none.
    speaks: bool,
}

/// What one position comes to.
enum Came {
    /// Its posts, and what is to be said about its sums.
    Counts(Written, Vec<Finding>),
    /// A doubt; nothing of its name counts.
    Asked(Finding),
}

/// What stands over a region.
type Titles<'a> = &'a dyn Fn(&Region) -> Option<Vec<String>>;

/// The diaries of a sheet. `titles` are what stands over a region; `None` where the region is nobody's to read.
pub(super) fn find_diaries(upright: &Grid<'_>, titles: Titles<'_>, lexicon: &Lexicon<'_>) -> Vec<(Region, Built)> {
    let across = has_month_across(upright, lexicon).then(|| upright.on_its_side(Vec::new()));
    let grids = std::iter::once(upright).chain(across.as_ref());
    grids
        .flat_map(|grid| find_days(grid, lexicon).into_iter().map(move |days| (grid, days)))
        .filter_map(|(grid, days)| read((upright, grid), days, titles, lexicon))
        .collect()
}

fn read(
    (upright, grid): (&Grid<'_>, &Grid<'_>),
    days: Days,
    titles: Titles<'_>,
    lexicon: &Lexicon<'_>,
) -> Option<(Region, Built)> {
    let positions = positions(grid, &days, lexicon);
    let span = (positions.first().copied()?.min(days.pos), positions.last().copied()?);
    let region = region(upright, (grid, &days, span), lexicon);
    let titles = titles(&region)?;
    let about_columns = titles.iter().any(|title| lexicon.words.headings.is_about_columns(title));
    let mut roles: Vec<(u32, Role)> = Vec::new();
    for pos in positions {
        let around = Around { about_columns, only_marks: only_marks(grid, &days, pos) };
        roles.push((pos, role_at(grid, &days, (pos, around), lexicon)));
    }
    let names_columns = |pos: u32| Beside { grid, days: &days, pos }.names_columns(lexicon);
    for (_, role) in roles.iter_mut().filter(|(pos, role)| matches!(role, Role::Aside) && names_columns(*pos)) {
        *role = Role::Columns;
    }
    mark_originals(grid, &days, &mut roles, lexicon);
    let place = &upright.sheet.place;
    let said = titles.iter().map(String::as_str).chain(place.sheet.as_deref()).chain(place.file.rsplit('/').next());
    let month = said.flat_map(|text| find_periods(text, &lexicon.words.periods)).map(|(said, _)| said).find(is_month);
    let sheet = place.sheet.as_deref().into_iter();
    let over = titles.iter().map(String::as_str).chain(sheet);
    let matter = over.filter_map(|text| lexicon.words.diaries.other_matter(&fold(text)).map(str::to_owned)).next();
    let diary = Diary { grid, days, roles, month, matter };
    if diary.roles.iter().any(|(_, role)| matches!(role, Role::Posts(_))) {
        return Some(diary.build(region, lexicon));
    }
    let about = |title: &String| {
        let votes = |form: Form| lexicon.words.headings.title_votes(&fold(title), form);
        votes(Form::Accounts) + votes(Form::Columns) > 0
    };
    titles.iter().any(about).then(|| diary.nameless(region, lexicon)).flatten()
}

/// Positions with headings beside the days.
fn positions(grid: &Grid<'_>, days: &Days, lexicon: &Lexicon<'_>) -> Vec<u32> {
    let rows = &lexicon.words.rows;
    let mut out = Vec::new();
    let first = if grid.turned { days.pos + 1 } else { 0 };
    for pos in first..=grid.last_pos() {
        let over = path(grid, days.heads, pos);
        let word = over.first().map_or("", |(_, ink)| ink.word());
        let closes = rows.is_remark(word) || is_signature(rows, word) || word.contains(':');
        // One row left blank is an ornament.
        let ends = || path(grid, days.heads, pos + 1).is_empty();
        if grid.turned && (closes || over.is_empty() && ends()) {
            break;
        }
        if pos != days.pos && !over.is_empty() {
            out.push(pos);
        }
    }
    out
}

/// The part of the sheet that a diary takes.
fn region(upright: &Grid<'_>, (grid, days, span): (&Grid<'_>, &Days, (u32, u32)), lexicon: &Lexicon<'_>) -> Region {
    let all = grid.area((days.heads.0, days.last_line()), span);
    let head = if grid.turned { days.pos } else { days.heads.1 };
    let heads = (all.first.row, head);
    let body = upright.lines_in(head + 1..=all.last.row).collect();
    Region::drawn(upright, (all, heads), body, lexicon)
}

fn role_at(grid: &Grid<'_>, days: &Days, (pos, around): (u32, Around), lexicon: &Lexicon<'_>) -> Role {
    let over = path(grid, days.heads, pos);
    if !grid.turned {
        return role(&over, around, lexicon);
    }
    // Above the names stand the headings of the names.
    if over.iter().any(|(_, ink)| lexicon.words.rows.is_total(ink.key())) {
        return Role::Sum;
    }
    let label = |line: u32| grid.seen(line, days.pos).and_then(|(_, _, ink)| lexicon.label(ink.key()));
    let named: Vec<(Field, (At, String))> = (days.heads.0..=days.heads.1)
        .filter_map(|line| {
            let (l, p, ink) = grid.seen(line, pos)?;
            Some((label(line)?, (grid.at(l, p), one_line(&ink.cell.value.shown()))))
        })
        .collect();
    let month = over.iter().find_map(|(at, ink)| {
        let sense = lexicon.sense(ink.key());
        Some((*at, sense.period.filter(|_| sense.is_month())?))
    });
    match labelled(&named) {
        Some(named) => Role::Posts(Box::new(Named { month, ..named })),
        None => role(&over, around, lexicon),
    }
}

impl Diary<'_, '_> {
    fn build(&self, region: Region, lexicon: &Lexicon<'_>) -> (Region, Built) {
        let (mut written, mut findings) = (Vec::new(), Vec::new());
        let mut unsure: Vec<Named> = Vec::new();
        let mut matters: Vec<String> = Vec::new();
        for (pos, role) in &self.roles {
            let Role::Posts(named) = role else {
                let beside = Beside { grid: self.grid, days: &self.days, pos: *pos };
                let told = matches!(role, Role::Columns).then(|| beside.read(lexicon));
                match told {
                    Some(Columns::Posts(posts)) => {
                        let day = |line: u32, named: &Named| self.day(line, named, lexicon);
                        written.extend(diary_columns::written(posts, *pos, &day));
                    }
                    Some(Columns::Asked(finding)) => findings.push(finding),
                    None => {
                        let texts = || beside.unread(role, lexicon);
                        findings.extend(self.unread(*pos, role, lexicon).or_else(texts));
                    }
                }
                continue;
            };
            if let Some(matter) = self.matter_over(*pos, named, lexicon).or(self.matter.clone()) {
                // Said once, of a title as of a group.
                if !matters.contains(&matter) {
                    findings.push(self.doubt(ShapeDoubt::Matter, matter.clone(), self.at(*pos, named)));
                    matters.push(matter);
                }
                continue;
            }
            match self.take(*pos, named, lexicon) {
                Came::Counts(one, said) => {
                    written.push(one);
                    findings.extend(said);
                }
                Came::Asked(finding) => {
                    findings.push(finding);
                    unsure.push(named.as_ref().clone());
                }
            }
        }
        // Of a name that several positions tell (a month each) all or nothing counts.
        written.retain(|written: &Written| !unsure.iter().any(|named| named.is_same(&written.named)));
        let original = self.roles.iter().find(|(_, role)| matches!(role, Role::Original)).map(|(pos, _)| *pos);
        let head = self.grid.at(self.days.heads.0, self.days.pos);
        let mut tables = ledgers(self.grid, (&region, head, original), &written).into_iter();
        let mut table = tables.next().unwrap_or_else(|| empty((self.grid, &region), Form::Unknown));
        table.left_out.extend(self.left_out(&written, table.form, lexicon));
        table.left_out.sort_by_key(|left| left.line);
        let used = vec![region.area];
        (region, Built { table, apart: tables.collect(), spans: Vec::new(), findings, used })
    }

    /// Lines that tell no post.
    fn left_out(&self, written: &[Written], form: Form, lexicon: &Lexicon<'_>) -> Vec<LeftRow> {
        let told = written.iter().flat_map(|written| &written.lines);
        if self.grid.turned {
            let read: Vec<u32> = told.map(|cell| cell.pos).collect();
            let left = self.roles.iter().filter(|(pos, _)| !read.contains(pos));
            let why = |role: &Role| if matches!(role, Role::Sum) { RowReason::Total } else { RowReason::Unused };
            return left.map(|(pos, role)| LeftRow { line: *pos, why: why(role) }).collect();
        }
        let unused = if form == Form::Unknown { RowReason::Unused } else { RowReason::Template };
        let lines = self.days.lines.iter().map(|(line, _)| *line);
        let blank = lines.filter(|line| told.clone().all(|cell| cell.line != *line)).collect::<Vec<u32>>();
        // A title or words that nobody could count are no blank row.
        let says = |line: u32| {
            let told = |pos: &u32| Beside { grid: self.grid, days: &self.days, pos: *pos }.tells(line, lexicon);
            self.roles.iter().any(|(pos, _)| told(pos))
        };
        let blank =
            blank.into_iter().map(|line| LeftRow { line, why: if says(line) { RowReason::Unused } else { unused } });
        blank.chain(self.days.totals.iter().map(|line| LeftRow { line: *line, why: RowReason::Total })).collect()
    }

    /// Where a name stands.
    fn at(&self, pos: u32, named: &Named) -> At {
        named.at().unwrap_or_else(|| self.grid.at(self.days.heads.1, pos))
    }

    fn doubt(&self, why: ShapeDoubt, name: String, at: At) -> Finding {
        Finding::new(Noticed::ShapeUnread { why, name, count: 0 }, self.grid.sheet.place.at(Area::one(at)))
    }

    /// What the posts of one position come to.
    fn take(&self, pos: u32, named: &Named, lexicon: &Lexicon<'_>) -> Came {
        let at = self.at(pos, named);
        if self.days.are_numbers() && self.month.is_none() && named.month.is_none() {
            return Came::Asked(self.doubt(ShapeDoubt::Month, named.shown(), at));
        }
        let mut posts = self.posts(pos, named, lexicon);
        self.settle(pos, &mut posts, lexicon);
        let place = &self.grid.sheet.place;
        if let Some((first, _)) = posts.unclear.first() {
            let spot = |line: u32| place.at(Area::one(self.grid.at(line, pos)));
            let more = posts.unclear.iter().skip(1).map(|(line, _)| spot(*line));
            let (why, name, count) = (ShapeDoubt::Cells, named.shown(), posts.unclear.len());
            let finding = Finding::new(Noticed::ShapeUnread { why, name, count }, spot(*first));
            return Came::Asked(finding.related(more));
        }
        let printed_zero = self.printed(pos, lexicon).iter().any(|(_, n)| *n == Some(0));
        if posts.lines.is_empty() && !posts.speaks && !printed_zero {
            return Came::Asked(self.doubt(ShapeDoubt::Blank, named.shown(), at));
        }
        let findings = self.check_sums((pos, &named.shown()), &posts, lexicon);
        let told = |(line, count): &(u32, u64)| {
            let (line, count) = (*line, *count);
            PostsOfDay { line, pos, day: self.day(line, named, lexicon), count }
        };
        let lines = posts.lines.iter().map(told).collect();
        Came::Counts(Written { named: named.clone(), at, lines }, findings)
    }

    /// A diary under a title about accounts or website columns of which nobody can tell whose posts stand where.
    fn nameless(&self, region: Region, lexicon: &Lexicon<'_>) -> Option<(Region, Built)> {
        let counts = self.roles.iter().any(|(pos, role)| self.unread(*pos, role, lexicon).is_some());
        let other = |pos: u32| self.matter_over(pos, &Named::default(), lexicon);
        let matter = self.matter.clone().or_else(|| self.roles.iter().find_map(|(pos, _)| other(*pos)));
        let why = if matter.is_some() { ShapeDoubt::Matter } else { ShapeDoubt::Names };
        let kind = Noticed::ShapeUnread { why, name: matter.unwrap_or_default(), count: 0 };
        let findings = vec![Finding::new(kind, self.grid.sheet.place.at(region.area))];
        let mut table = empty((self.grid, &region), Form::Unknown);
        let lines = self.days.lines.iter().filter(|_| !self.grid.turned);
        table.left_out = lines.map(|(line, _)| LeftRow { line: *line, why: RowReason::Unused }).collect();
        let used = vec![region.area];
        counts.then_some((region, Built { table, apart: Vec::new(), spans: Vec::new(), findings, used }))
    }

    /// The word by which a text over a position, the name apart, tells something else than posts.
    fn matter_over(&self, pos: u32, named: &Named, lexicon: &Lexicon<'_>) -> Option<String> {
        let over = path(self.grid, self.days.heads, pos);
        let names = [&named.account, &named.column].map(|name| name.as_ref().map(|(at, _)| *at));
        let mut others = over.iter().filter(|(at, _)| !names.contains(&Some(*at)));
        others.find_map(|(_, ink)| lexicon.words.diaries.other_matter(ink.key()).map(str::to_owned))
    }

    /// What must be said of a position that is not counted.
    fn unread(&self, pos: u32, role: &Role, lexicon: &Lexicon<'_>) -> Option<Finding> {
        let diaries = &lexicon.words.diaries;
        let over = path(self.grid, self.days.heads, pos);
        let (at, leaf) = over.last()?;
        let known = lexicon.label(leaf.key()).is_some_and(|field| !field.is_count());
        let mut cells = self.days.lines.iter().filter_map(|(line, _)| self.grid.own(*line, pos));
        let counts = cells.any(|ink| matches!(ink.cell.value, Value::Number(_)) || diaries.is_tick(ink.key()));
        let open = matches!(role, Role::Aside) && !known && counts && !lexicon.words.rows.is_total(leaf.key());
        let name = one_line(&leaf.cell.value.shown());
        let kind = Noticed::HeadingMissing { missing: Vec::new(), unexpected: vec![name] };
        let finding = Finding::new(kind, self.grid.sheet.place.at(Area::one(*at)));
        open.then_some(Finding { severity: Severity::Notice, ..finding })
    }

    fn posts(&self, pos: u32, named: &Named, lexicon: &Lexicon<'_>) -> Posts {
        let mut out = Posts { lines: Vec::new(), unclear: Vec::new(), speaks: false };
        let own = self.days.lines.iter().filter_map(|(line, _)| self.grid.own(*line, pos));
        let diaries = &lexicon.words.diaries;
        let texts = own.filter(|ink| ink.look == Look::Words).map(|ink| ink.key());
        let titled = are_titles(texts.filter(|key| !diaries.is_tick(key) && !diaries.is_no_post(key)));
        for (line, day) in &self.days.lines {
            let Some(ink) = self.grid.own(*line, pos) else { continue };
            out.speaks = true;
            let shared = ink.lines.1 > *line || ink.span.1 > pos;
            let told = if shared { Told::Unclear(None) } else { told(ink, lexicon.words) };
            // 30日 of February, 31日 of June.
            let exists = day.is_none() || self.day(*line, named, lexicon).is_some();
            let is_text = ink.look == Look::Words && !diaries.is_tick(ink.key());
            match told {
                Told::Posts(0) => {}
                Told::Posts(_) if is_text && !titled => out.unclear.push((*line, None)),
                Told::Posts(n) if exists => out.lines.push((*line, n)),
                Told::Posts(_) => out.unclear.push((*line, None)),
                Told::Unclear(perhaps) => out.unclear.push((*line, perhaps)),
            }
        }
        out
    }

    /// Takes what uncertain cells may be where the printed sum says so.
    fn settle(&self, pos: u32, posts: &mut Posts, lexicon: &Lexicon<'_>) {
        let certain: u64 = posts.lines.iter().map(|(_, n)| n).sum();
        let Some(perhaps) = posts.unclear.iter().map(|(_, n)| *n).sum::<Option<u64>>() else { return };
        if let [(_, Some(printed))] = self.printed(pos, lexicon)[..]
            && printed == certain + perhaps
        {
            posts.lines.extend(posts.unclear.drain(..).filter_map(|(line, n)| Some((line, n?))));
            posts.lines.sort_unstable();
        }
    }

    /// The printed sums of a position, line by line; `None` where nothing that is a number stands there.
    fn printed(&self, pos: u32, lexicon: &Lexicon<'_>) -> Vec<(u32, Option<u64>)> {
        let number = |line: u32| {
            let ink = self.grid.own(line, pos)?;
            lexicon.words.headings.without_measure(ink.key()).parse().ok()
        };
        self.days.totals.iter().map(|line| (*line, number(*line))).collect()
    }

    /// Printed sums that are neither that of all lines above nor of those since the last sum.
    fn check_sums(&self, (pos, name): (u32, &str), posts: &Posts, lexicon: &Lexicon<'_>) -> Vec<Finding> {
        let mut out = Vec::new();
        let mut from = 0;
        for (line, printed) in self.printed(pos, lexicon) {
            let sum = |from: u32| -> u64 {
                posts.lines.iter().filter(|(l, _)| (from..line).contains(l)).map(|(_, n)| n).sum()
            };
            let (all, since) = (sum(0), sum(from));
            from = line;
            let Some(printed) = printed.filter(|n| *n != all && *n != since) else { continue };
            let heading = name.to_owned();
            let computed = i64::try_from(all).into_iter().collect();
            let row = self.grid.inks(line, (0, u32::MAX)).next().map(|(_, ink)| one_line(&ink.cell.value.shown()));
            let row = row.unwrap_or_default().into();
            let kind = Noticed::TotalDiffers { row, heading, across: false, written: printed.to_string(), computed };
            let finding = Finding::new(kind, self.grid.sheet.place.at(Area::one(self.grid.at(line, pos))));
            out.push(Finding { severity: Severity::Doubt, ..finding });
        }
        out
    }

    /// The day of a line in the month of a position; `None` where it has none, or the month has no such day.
    fn day(&self, line: u32, named: &Named, lexicon: &Lexicon<'_>) -> Option<(At, Value)> {
        let index = self.days.lines.binary_search_by_key(&line, |(l, _)| *l).ok()?;
        let (l, p, _) = self.grid.seen(line, self.days.pos)?;
        let at = self.grid.at(l, p);
        let number = match self.days.lines[index].1.as_ref()? {
            Day::Whole(value) => return Some((at, value.clone())),
            Day::Number(number) => *number,
        };
        let own = named.month.map(|(_, said)| said);
        let month = own.or(self.month)?;
        let Part::Months(first, _) = month.part else { return None };
        let year = month.year.or(self.month.and_then(|said| said.year));
        let day = Date::new(year.unwrap_or(super::told::LEAP), first, number).ok()?;
        let value = match year {
            Some(_) => Value::Date(day.to_datetime(Time::midnight())),
            None => Value::Text(lexicon.words.diaries.written_day(first, number)),
        };
        Some((at, value))
    }
}
