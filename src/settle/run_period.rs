//! "一季度 here, 二季度 there: which of them is meant?" The run's period, by what the files name.
//!
//! In: the claims of the files' tables, else what their titles and headings say. Out: the run's period, or all that was seen. Months make up the quarter that they fill; longer spans never make up anything: two quarters side by side are mostly this one and the
//! one before, and their sum would look like a figure of the half-year. What something says of all of them decides.

use super::PeriodFrom;
use super::period::{Year, resolve, year_of};
use crate::error::Error;
use crate::period::{Part, Period, PeriodSaid};
use crate::place::Place;
use crate::recognize::{Claims, Recognized, Said, Source};
use crate::rules::Rules;
use crate::rules::settings::Origin;
use indexmap::IndexMap;
use jiff::civil::Date;

/// What a file names as its period.
enum Named {
    /// This one.
    One(Period),
    /// Spans longer than a month, and nothing says which of them.
    Several(Vec<Told>),
    /// None.
    Nothing,
}

/// A span as a text tells it.
#[derive(Clone)]
struct Told {
    period: Period,
    text: String,
    place: Place,
    part: Part,
}

/// Days of the longest month: what is longer is made up of months.
const MONTH: i64 = 31;

impl Told {
    fn is_long(&self) -> bool {
        self.period.days() > MONTH
    }

    /// A year alone names the book (年度台账（2024年）), where a part of it is named as well.
    const fn is_bare_year(&self) -> bool {
        matches!(self.part, Part::Year)
    }
}

/// The run's period: option or roster, else what more than half of the files name. A file that tells several spans apart names none of them,
/// and speaks against none of them.
pub(super) fn of_run(books: &[&Recognized], rules: &Rules) -> Result<(Period, PeriodFrom), Error> {
    let set = &rules.settings.period;
    if let Some(period) = set.value {
        let from = if matches!(set.origin, Origin::Roster(_)) { PeriodFrom::Roster } else { PeriodFrom::Option };
        return Ok((period, from));
    }
    let as_of = rules.settings.as_of.value;
    let mut votes: IndexMap<Period, usize> = IndexMap::new();
    let mut torn: Vec<Vec<Told>> = Vec::new();
    let mut count = |named: Named, votes: &mut IndexMap<Period, usize>| match named {
        Named::One(period) => *votes.entry(period).or_default() += 1,
        Named::Several(spans) => torn.push(spans),
        Named::Nothing => {}
    };
    let mut of = 0;
    for book in books {
        let claims = book.tables.iter().filter(|t| t.form.annex().is_some()).map(|t| &t.claims);
        let claims: Vec<&Claims> = claims.chain(book.zeros.iter().map(|z| &z.claims)).collect();
        of += usize::from(!claims.is_empty());
        count(named_by_file(&claims, as_of), &mut votes);
    }
    if votes.is_empty() {
        of = books.len();
        books.iter().for_each(|book| count(by_titles(book, as_of), &mut votes));
    }
    let against = |period: &Period| of - torn.iter().filter(|spans| spans.iter().any(|s| s.period == *period)).count();
    if let Some((period, naming)) = votes.iter().find(|(period, n)| **n * 2 > against(period)) {
        return Ok((*period, PeriodFrom::Files { naming: *naming, of }));
    }
    let torn = torn.into_iter().flatten().map(|span| (span.text, span.place));
    let dated = books.iter().flat_map(|book| &book.dated).map(|said| (said.text.clone(), said.place.clone()));
    let mut quoted: Vec<(String, Place)> = Vec::new();
    for (text, place) in torn.chain(dated).filter(|_| votes.is_empty()) {
        if quoted.len() < QUOTED && !quoted.iter().any(|(said, known)| (said, known) == (&text, &place)) {
            quoted.push((text, place));
        }
    }
    if !quoted.is_empty() {
        return Err(Error::PeriodUnsure(quoted));
    }
    let mut seen: Vec<(Period, usize)> = votes.into_iter().collect();
    seen.sort_by_key(|(period, n)| (std::cmp::Reverse(*n), *period));
    Err(Error::PeriodUnknown(seen))
}

/// Times that are quoted where none of them tells the period.
const QUOTED: usize = 5;

/// The period that the claims of a file's tables name: the one that holds all others where all tables name it, else the natural period of
/// its months.
fn named_by_file(claims: &[&Claims], as_of: Option<Date>) -> Named {
    let told: Vec<Vec<Told>> =
        claims.iter().map(|claims| told(claims, as_of)).filter(|told| !told.is_empty()).collect();
    let all: Vec<&Told> = told.iter().flatten().collect();
    let by_all = |period: &Period| told.iter().all(|claims| claims.iter().any(|told| told.period == *period));
    named(&all, &by_all)
}

/// The period that titles and names of a file say of which no table names one. Spans that stand side by side are headings: they decide
/// nothing where something else names a span.
fn by_titles(book: &Recognized, as_of: Option<Date>) -> Named {
    let titles = book.dated.iter().filter(|said| said.source != Source::Beside).cloned();
    let claims = Claims { periods: titles.collect(), ..Claims::default() };
    let all = told(&claims, as_of);
    let row = |told: &Told| told.place.area.map(|area| (told.place.sheet.clone(), area.first.row));
    let is_beside = |told: &&Told| {
        let others = all.iter().filter(|other| row(told).is_some() && row(other) == row(told));
        others.into_iter().any(|other| other.place != told.place)
    };
    let (headings, alone): (Vec<&Told>, Vec<&Told>) = all.iter().partition(is_beside);
    if headings.is_empty() || alone.iter().any(|told| !told.is_bare_year()) {
        return named(&alone, &|_| true);
    }
    let all: Vec<&Told> = all.iter().collect();
    named(&all, &|period| alone.iter().any(|told| told.period == *period))
}

/// What these spans name; `by_all` tells whether what may hold the others speaks for all of them.
fn named(all: &[&Told], by_all: &dyn Fn(&Period) -> bool) -> Named {
    let parted =
        |year: &Told| all.iter().any(|t| !t.is_bare_year() && t.period != year.period && year.period.covers(&t.period));
    let used: Vec<&Told> = all.iter().copied().filter(|told| !(told.is_bare_year() && parted(told))).collect();
    let periods = used.iter().map(|told| told.period);
    let Some(hull) = periods.reduce(|a, b| Period { start: a.start.min(b.start), end: a.end.max(b.end) }) else {
        return Named::Nothing;
    };
    let mut long: Vec<&Told> = Vec::new();
    for told in used.iter().filter(|told| told.is_long()) {
        if long.iter().all(|known| known.period != told.period) {
            long.push(told);
        }
    }
    match long.as_slice() {
        [] if hull.code().contains("..") => Named::Nothing,
        [] => Named::One(hull),
        [one] if one.period == hull => Named::One(hull),
        _ if all.iter().any(|told| told.period == hull) && by_all(&hull) => Named::One(hull),
        [_] => Named::Several(used.into_iter().cloned().collect()),
        _ => {
            let shared: Vec<&&Told> = long.iter().filter(|told| by_all(&told.period)).collect();
            match shared.as_slice() {
                [one] => Named::One(one.period),
                _ => Named::Several(long.into_iter().cloned().collect()),
            }
        }
    }
}

fn told(claims: &Claims, as_of: Option<Date>) -> Vec<Told> {
    let Some(year) = year_of(claims).or_else(|| claims.filed.as_ref().map(|f| f.what).or(as_of).map(Year::Before))
    else {
        return Vec::new();
    };
    let one = |said: &Said<PeriodSaid>| {
        let period = resolve(said.what, year)?;
        Some(Told { period, text: said.text.clone(), place: said.place.clone(), part: said.what.part })
    };
    claims.periods.iter().filter_map(one).collect()
}
