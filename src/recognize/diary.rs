//! "A day to a row, an account to a letter column, √ for a post." Diaries of posts, and months drawn day by day.
//!
//! In: a sheet's [`Grid`]. Out: for each diary a ledger of posts (one for accounts, one for website columns) in which every filled cell is
//! as many lines as it tells posts, and what is to be said: a letter column whose cells are not certain, or that is blank throughout, is
//! not counted and asked about. A diary that goes on behind something that nobody understands waits as a whole. It counts nothing by month
//! and gives no name another writing.

mod asked;
pub(super) mod cells;
pub(super) mod columns;
mod days;
pub(super) mod ledger;
pub(super) mod names;
mod posts;
mod reach;
mod sums;

use super::grid::Grid;
use super::left_aside::unsaid;
use super::lexicon::{Lexicon, is_month};
use super::region::Region;
use super::tables::Built;
use super::{LeftRow, RowReason};
use crate::field::{Field, Form};
use crate::finding::{Finding, Kind as Noticed, ShapeDoubt};
use crate::fold::{fold, one_line};
use crate::period::PeriodSaid;
use crate::place::{Area, At};
use crate::rules::periods::find_periods;
use columns::Beside;
use days::{Days, find_days, has_month_across, only_marks};
use ledger::{PostsOfDay, Written, ledgers};
use names::{Around, Named, Role, labelled, mark_originals, mark_parts, path, role};
use reach::{across, down};

/// A diary with its days and what its positions are.
pub(super) struct Diary<'a, 's> {
    /// The sheet, turned where the days run across.
    pub(super) grid: &'a Grid<'s>,
    /// Its days.
    pub(super) days: Days,
    /// What each position with headings is.
    pub(super) roles: Vec<(u32, Role)>,
    /// The month that the surroundings name.
    pub(super) month: Option<PeriodSaid>,
    /// The word by which a title tells something else than posts.
    pub(super) matter: Option<String>,
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
    let mut out = Vec::new();
    for grid in grids {
        let all = find_days(grid, lexicon);
        let starts: Vec<u32> = all.iter().map(|days| days.pos).collect();
        for (i, mut days) in all.into_iter().enumerate() {
            // Below the names of one month stand the days of the next.
            if grid.turned {
                days.span = (days.pos + 1, starts.get(i + 1).map_or(u32::MAX, |next| next - 1));
            }
            out.extend(read((upright, grid), days, titles, lexicon));
        }
    }
    out
}

fn read(
    (upright, grid): (&Grid<'_>, &Grid<'_>),
    mut days: Days,
    titles: Titles<'_>,
    lexicon: &Lexicon<'_>,
) -> Option<(Region, Built)> {
    let (positions, stray) = if grid.turned { across((upright, grid), &days, lexicon) } else { down(grid, &days) };
    days.stray = days.stray.or(stray);
    let span = (positions.first().copied()?.min(days.pos), positions.last().copied()?);
    let region = region(upright, (grid, &days, span), lexicon);
    let titles = titles(&region)?;
    let about_columns = titles.iter().any(|title| lexicon.words.headings.is_about_columns(title));
    let mut roles: Vec<(u32, Role)> = Vec::new();
    for pos in positions {
        let around = Around { about_columns, only_marks: only_marks(grid, &days, pos, lexicon) };
        roles.push((pos, role_at(grid, &days, (pos, around), lexicon)));
    }
    let names_columns = |pos: u32| Beside { grid, days: &days, pos }.names_columns(lexicon);
    for (_, role) in roles.iter_mut().filter(|(pos, role)| matches!(role, Role::Aside) && names_columns(*pos)) {
        *role = Role::Columns;
    }
    mark_originals(grid, &days, &mut roles, lexicon);
    mark_parts(&mut roles);
    let place = &upright.sheet.place;
    let said = titles.iter().map(String::as_str).chain(place.sheet.as_deref()).chain(place.file.rsplit('/').next());
    let month = said.flat_map(|text| find_periods(text, &lexicon.words.periods)).map(|(said, _)| said).find(is_month);
    let sheet = place.sheet.as_deref().into_iter();
    let over = titles.iter().map(String::as_str).chain(sheet);
    let matter = over.filter_map(|text| lexicon.words.diaries.other_matter(&fold(text)).map(str::to_owned)).next();
    let diary = Diary { grid, days, roles, month, matter };
    let names = |role: &Role| match role {
        Role::Posts(_) => true,
        Role::Part(named) => named.at().is_some(),
        _ => false,
    };
    if diary.roles.iter().any(|(_, role)| names(role)) {
        let stray = diary.days.stray;
        return Some(match stray {
            Some(at) => diary.left_aside(region, diary.doubt(ShapeDoubt::Rest, String::new(), at)),
            None => diary.build(region, lexicon),
        });
    }
    let about = |title: &String| {
        let votes = |form: Form| lexicon.words.headings.title_votes(&fold(title), form);
        votes(Form::Accounts) + votes(Form::Columns) > 0
    };
    titles.iter().any(about).then(|| diary.nameless(region, lexicon)).flatten()
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
            let named = match role {
                Role::Posts(named) => named,
                Role::Part(named) if self.is_open(*pos, named, lexicon) => named,
                _ => {
                    let (posts, said) = self.beside((*pos, role), lexicon);
                    written.extend(posts);
                    findings.extend(said);
                    continue;
                }
            };
            if let Some(matter) = self.matter_over(*pos, named, lexicon).or(self.matter.clone()) {
                // Said once, of a title as of a group.
                if !matters.contains(&matter) {
                    findings.push(self.doubt(ShapeDoubt::Matter, matter.clone(), self.at(*pos, named)));
                    matters.push(matter);
                }
                continue;
            }
            if matches!(role, Role::Part(_)) {
                findings.push(self.part(*pos, lexicon));
                unsure.push(named.as_ref().clone());
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
        let sums_stand = unsure.is_empty() && findings.iter().all(|finding| finding.kind.id() == "total-differs");
        unsure.retain(|named| named.at().is_some());
        written.retain(|written: &Written| !unsure.iter().any(|named| named.is_same(&written.named)));
        if sums_stand {
            findings.extend(self.check_lines(&written, lexicon));
        }
        let original = self.roles.iter().find(|(_, role)| matches!(role, Role::Original)).map(|(pos, _)| *pos);
        let head = self.grid.at(self.days.heads.0, self.days.pos);
        let mut tables = ledgers(self.grid, (&region, head, original), &written).into_iter();
        let mut table = tables.next().unwrap_or_else(|| unsaid((self.grid, &region)));
        table.left_out.extend(self.left_out(&written, table.form, lexicon));
        table.left_out.sort_by_key(|left| left.line);
        let used = vec![region.area];
        (region, Built { table, apart: tables.collect(), spans: Vec::new(), findings, used })
    }

    /// What a position says that names no account and no column itself: posts of the columns that its cells name, or what is to be said of it.
    fn beside(&self, (pos, role): (u32, &Role), lexicon: &Lexicon<'_>) -> (Vec<Written>, Option<Finding>) {
        let beside = Beside { grid: self.grid, days: &self.days, pos };
        if !matches!(role, Role::Columns) {
            return (Vec::new(), self.unread(pos, role, lexicon).or_else(|| beside.unread(role, lexicon)));
        }
        match beside.read(lexicon) {
            Ok(posts) => {
                let day = |line: u32, named: &Named| self.day(line, named, lexicon);
                (columns::written(posts, pos, &day), None)
            }
            Err(finding) => (Vec::new(), Some(*finding)),
        }
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

    /// What the posts of one position come to.
    fn take(&self, pos: u32, named: &Named, lexicon: &Lexicon<'_>) -> Came {
        let at = self.at(pos, named);
        if let Some(line) = self.days.starts_again() {
            let again = self.grid.at(line, self.days.pos);
            return Came::Asked(self.doubt(ShapeDoubt::Month, named.shown(), again));
        }
        if self.is_undated(named) {
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
}
