//! "微信公众号“某地发布”, and under 县政府网站: 通知公告." Whose posts the letter columns of a diary tell.
//!
//! In: the headings over one position of a diary. Out: its [`Role`]: the account or website column that it tells, a mark of originals, a
//! sum, a figure of some name that nobody knows, or nothing that is counted. Only what names an account with its type, an account type, a
//! name under one, a column under a website or one that the office listed is a name; nothing is one because nobody knows it, and what
//! stands below a name counts only where it is known to be posts.

use super::days::Days;
use crate::field::Field;
use crate::fold::{fold, one_line};
use crate::period::PeriodSaid;
use crate::place::At;
use crate::recognize::grid::{Grid, Ink, Look};
use crate::recognize::lexicon::{Lexicon, is_month};
use crate::recognize::named::{grouped, quoted};
use crate::rules::private::PrivateWords;

/// A name with its cell.
pub(in crate::recognize) type Cell = (At, String);

/// Whose posts a position tells.
#[derive(Debug, Clone, Default)]
pub(in crate::recognize) struct Named {
    /// The unit.
    pub(in crate::recognize) unit: Option<Cell>,
    /// The account.
    pub(in crate::recognize) account: Option<Cell>,
    /// Its type.
    pub(in crate::recognize) platform: Option<Cell>,
    /// The website column.
    pub(in crate::recognize) column: Option<Cell>,
    /// The month whose days the position tells.
    pub(in crate::recognize) month: Option<(At, PeriodSaid)>,
}

impl Named {
    /// Its first cell.
    pub(in crate::recognize) fn at(&self) -> Option<At> {
        let month = self.month.map(|(at, _)| at);
        let names = [&self.account, &self.platform, &self.column].into_iter().flatten().map(|(at, _)| *at);
        names.chain(month).next()
    }

    /// Its names, folded.
    pub(in crate::recognize) fn key(&self) -> [Option<String>; 4] {
        let parts = [&self.unit, &self.account, &self.platform, &self.column];
        parts.map(|part| part.as_ref().map(|(_, name)| fold(name)))
    }

    /// Whether both are of one name, be it in different months.
    pub(in crate::recognize) fn is_same(&self, other: &Self) -> bool {
        self.key() == other.key()
    }

    /// What it is called.
    pub(in crate::recognize) fn shown(&self) -> String {
        let names = [&self.account, &self.column, &self.platform].into_iter().flatten();
        names.map(|(_, name)| name.clone()).next().unwrap_or_default()
    }
}

/// What a position of a diary is.
#[derive(Debug, Clone)]
pub(in crate::recognize) enum Role {
    /// The posts of this name.
    Posts(Box<Named>),
    /// Each cell names the column of the website that the post of its line went to.
    Columns,
    /// Whether each line's posts are originals.
    Original,
    /// A figure of this name, or of one that is not told: nobody knows of what.
    Part(Box<Named>),
    /// The sum of the line.
    Sum,
    /// Nothing that is counted.
    Aside,
}

/// The texts over a position, outermost first, with their cells.
pub(in crate::recognize) type Path<'g, 's> = Vec<(At, &'g Ink<'s>)>;

/// The texts over a position in the lines `heads`.
pub(in crate::recognize) fn path<'g, 's>(grid: &'g Grid<'s>, heads: (u32, u32), pos: u32) -> Path<'g, 's> {
    let mut out: Path<'g, 's> = Vec::new();
    for line in heads.0..=heads.1 {
        if let Some((line, pos, ink)) = grid.seen(line, pos).filter(|(l, _, _)| *l >= heads.0) {
            let at = grid.at(line, pos);
            if out.last().is_none_or(|(last, _)| *last != at) {
                out.push((at, ink));
            }
        }
    }
    out
}

/// What stands around the headings and below them.
#[derive(Debug, Clone, Copy)]
pub(in crate::recognize) struct Around {
    /// Whether a title speaks of website columns and of nothing else.
    pub(in crate::recognize) about_columns: bool,
    /// Whether nothing but marks and figures stands below.
    pub(in crate::recognize) only_marks: bool,
}

/// What the texts over a position say.
pub(in crate::recognize) fn role(path: &Path<'_, '_>, around: Around, lexicon: &Lexicon<'_>) -> Role {
    let words = lexicon.words;
    let Some((leaf, groups)) = path.split_last() else { return Role::Aside };
    let sense = lexicon.sense(leaf.1.key());
    let drops = |field: Field| {
        !matches!(field, Field::Actual | Field::Updates | Field::Account | Field::AccountType | Field::Column)
    };
    if words.rows.is_total(leaf.1.key()) || sense.label() == Some(Field::Sum) {
        return Role::Sum;
    }
    let name = |cell: &(At, &Ink<'_>)| (cell.0, one_line(&cell.1.cell.value.shown()));
    let plain = sense.guesses.is_empty() && sense.period.is_none() && leaf.1.look == Look::Words;
    let plain = plain && !words.diaries.ends_as_figure(leaf.1.key());
    if let Some((named, below)) = told(path, lexicon) {
        let counts = |(_, ink): &(At, &Ink<'_>)| lexicon.label(ink.key()).is_none_or(|field| !drops(field));
        if !path.iter().all(counts) {
            return Role::Aside;
        }
        if below.iter().all(|(_, ink)| says_posts(ink, &named, lexicon)) {
            return Role::Posts(Box::new(named));
        }
        // A type over names: 微信公众号（条）.
        let is_name = named.account.is_none() && plain && below.len() == 1;
        let account = is_name.then(|| name(leaf));
        return match account {
            Some(account) => Role::Posts(Box::new(Named { account: Some(account), ..named })),
            None => Role::Part(Box::new(named)),
        };
    }
    if path.iter().any(|(_, ink)| lexicon.label(ink.key()).is_some_and(drops)) {
        return Role::Aside;
    }
    if words.columns.contains(leaf.1.key()) {
        return Role::Posts(Box::new(Named { column: Some(name(leaf)), ..Named::default() }));
    }
    let website = groups.iter().any(|(_, ink)| words.diaries.heads_website(ink.key()));
    let website = website || around.about_columns && around.only_marks && may_be_column(leaf.1);
    let private = PrivateWords::get().may_be_somebody(leaf.1.key());
    if plain && website && !private && !words.names.is_one_body(leaf.1.key()) {
        return Role::Posts(Box::new(Named { column: Some(name(leaf)), ..Named::default() }));
    }
    if around.about_columns && around.only_marks && !sense.is_month() {
        return Role::Part(Box::default());
    }
    if sense.is_month() {
        let month = sense.period.filter(is_month).map(|period| (leaf.0, period));
        return Role::Posts(Box::new(Named { month, ..Named::default() }));
    }
    Role::Aside
}

/// The account that the texts over a position name, else the type alone, with the texts below it.
fn told<'p, 'g, 's>(path: &'p Path<'g, 's>, lexicon: &Lexicon<'_>) -> Option<(Named, &'p [(At, &'g Ink<'s>)])> {
    let all: Vec<(usize, Named)> =
        path.iter().enumerate().filter_map(|(i, cell)| Some((i, account(cell, lexicon)?))).collect();
    let (i, named) = all.iter().find(|(_, named)| named.account.is_some()).or(all.first())?;
    Some((named.clone(), &path[i + 1..]))
}

/// Whether a text below a name says nothing else than that posts are counted.
fn says_posts(ink: &Ink<'_>, named: &Named, lexicon: &Lexicon<'_>) -> bool {
    let key = ink.key();
    let platforms = &lexicon.words.platforms;
    let of_name = named.platform.as_ref().and_then(|(_, platform)| platforms.canonical(platform));
    let bare = lexicon.words.headings.without_measure(key.trim_matches(['(', ')']));
    matches!(lexicon.figure(key), Some(Field::Actual | Field::Updates))
        || bare.is_empty()
        || lexicon.is_month(key)
        || platforms.canonical(without_note(key)).is_some_and(|platform| of_name == Some(platform))
}

/// Whether a heading that nobody knows, under a title about website columns, may be one: no short word, and none that heads any list.
fn may_be_column(ink: &Ink<'_>) -> bool {
    ink.key().chars().count() >= SHORTEST_COLUMN && !PrivateWords::get().heads_a_list(ink.key())
}

/// Shorter words are names of people as well.
const SHORTEST_COLUMN: usize = 4;

/// The account, or the type alone, that one text names.
fn account((at, ink): &(At, &Ink<'_>), lexicon: &Lexicon<'_>) -> Option<Named> {
    let words = lexicon.words;
    let text = ink.cell.value.shown();
    // 微信公众号：某地发布
    let behind = || text.contains([':', '：']).then(|| grouped(&text, words)).flatten();
    if let Some(who) = quoted(&text, words).or_else(behind) {
        let rest = words.headings.without_measure(&who.rest).trim_matches(['(', ')']);
        let counts = matches!(lexicon.label(rest), Some(Field::Actual | Field::Updates));
        let (account, platform) = (Some((*at, who.name)), Some((*at, who.platform)));
        return (rest.is_empty() || counts).then(|| Named { account, platform, ..Named::default() });
    }
    let bare = without_note(ink.key());
    if words.platforms.canonical(bare).is_some() {
        return Some(Named { platform: Some((*at, bare.to_owned())), ..Named::default() });
    }
    // 某地发布（微信公众号）
    let (name, note) = text.trim_end().strip_suffix([')', '）'])?.rsplit_once(['(', '（'])?;
    let typed = words.platforms.canonical(note).is_some() && !fold(name).is_empty();
    let (account, platform) = (Some((*at, one_line(name))), Some((*at, one_line(note))));
    typed.then(|| Named { account, platform, ..Named::default() })
}

/// A folded text without a note behind it in brackets.
fn without_note(key: &str) -> &str {
    key.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')).map_or(key, |(bare, _)| bare)
}

/// Where one figure below a type is that of its posts, the words beside it are no names.
pub(in crate::recognize) fn mark_parts(roles: &mut [(u32, Role)]) {
    let bare = |role: &Role| match role {
        Role::Posts(named) if named.account.is_none() => named.platform.as_ref().map(|(at, _)| *at),
        _ => None,
    };
    let counted: Vec<At> = roles.iter().filter_map(|(_, role)| bare(role)).collect();
    for (_, role) in roles.iter_mut() {
        if let Role::Posts(named) = role
            && named.platform.as_ref().is_some_and(|(at, _)| counted.contains(at))
            && named.account.is_some()
        {
            *role = Role::Part(Box::new(Named { account: None, ..named.as_ref().clone() }));
        }
    }
}

/// The word by which a text over a position, the name apart, tells something else than posts.
pub(in crate::recognize) fn other_matter(path: &Path<'_, '_>, named: &Named, lexicon: &Lexicon<'_>) -> Option<String> {
    let names = [&named.account, &named.column].map(|name| name.as_ref().map(|(at, _)| *at));
    let mut others = path.iter().filter(|(at, _)| !names.contains(&Some(*at)));
    others.find_map(|(_, ink)| lexicon.words.diaries.other_matter(ink.key()).map(str::to_owned))
}

/// What the cells of a row say, where the headings of a diary with days across stand over them (单位, 账号名称, 平台, 栏目).
pub(in crate::recognize) fn labelled(path: &[(Field, Cell)]) -> Option<Named> {
    let mut named = Named::default();
    for (field, cell) in path {
        let place = match field {
            Field::Unit => &mut named.unit,
            Field::Account => &mut named.account,
            Field::AccountType => &mut named.platform,
            Field::Column => &mut named.column,
            _ => continue,
        };
        place.get_or_insert_with(|| cell.clone());
    }
    (named.account.is_some() || named.column.is_some()).then_some(named)
}

/// Under one heading originals and what was passed on may be told apart for each line.
pub(in crate::recognize) fn mark_originals(
    grid: &Grid<'_>,
    days: &Days,
    roles: &mut [(u32, Role)],
    lexicon: &Lexicon<'_>,
) {
    let counts = &lexicon.words.counts;
    let tells = |pos: u32| {
        let mut keys = days.lines.iter().filter_map(|(line, _)| grid.own(*line, pos)).map(|ink| ink.key());
        let own = |key: &str| counts.original.iter().any(|word| word == key) || counts.says_passed_on(key);
        keys.clone().any(own) && keys.all(|key| counts.yes.iter().any(|word| word == key) || counts.says_no(key))
    };
    let mut open = roles.iter_mut().filter(|(pos, role)| matches!(role, Role::Aside) && tells(*pos));
    if let Some((_, role)) = open.next() {
        *role = Role::Original;
    }
}
