//! "微信公众号“某地发布”, and under 县政府网站: 通知公告." Whose posts the letter columns of a diary tell.
//!
//! In: the headings over one position of a diary. Out: its [`Role`]: the account or website column that it tells, a mark of originals, a
//! sum, or nothing that is counted. Only what names an account with its type, an account type, a column under a website or one that the
//! office listed is a name; nothing is one because nobody knows it.

use super::diary_days::Days;
use super::grid::{Grid, Ink, Look};
use super::lexicon::{Lexicon, is_month};
use super::named::quoted;
use crate::field::Field;
use crate::fold::{fold, one_line};
use crate::period::PeriodSaid;
use crate::place::At;

/// A name with its cell.
pub(super) type Cell = (At, String);

/// Whose posts a position tells.
#[derive(Debug, Clone, Default)]
pub(super) struct Named {
    /// The unit.
    pub(super) unit: Option<Cell>,
    /// The account.
    pub(super) account: Option<Cell>,
    /// Its type.
    pub(super) platform: Option<Cell>,
    /// The website column.
    pub(super) column: Option<Cell>,
    /// The month whose days the position tells.
    pub(super) month: Option<(At, PeriodSaid)>,
}

impl Named {
    /// Its first cell.
    pub(super) fn at(&self) -> Option<At> {
        let month = self.month.map(|(at, _)| at);
        let names = [&self.account, &self.platform, &self.column].into_iter().flatten().map(|(at, _)| *at);
        names.chain(month).next()
    }

    /// Its names, folded.
    pub(super) fn key(&self) -> [Option<String>; 4] {
        let parts = [&self.unit, &self.account, &self.platform, &self.column];
        parts.map(|part| part.as_ref().map(|(_, name)| fold(name)))
    }

    /// Whether both are of one name, be it in different months.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.key() == other.key()
    }

    /// What it is called.
    pub(super) fn shown(&self) -> String {
        let names = [&self.account, &self.column, &self.platform].into_iter().flatten();
        names.map(|(_, name)| name.clone()).next().unwrap_or_default()
    }
}

/// What a position of a diary is.
#[derive(Debug, Clone)]
pub(super) enum Role {
    /// The posts of this name.
    Posts(Box<Named>),
    /// Each cell names the column of the website that the post of its line went to.
    Columns,
    /// Whether each line's posts are originals.
    Original,
    /// The sum of the line.
    Sum,
    /// Nothing that is counted.
    Aside,
}

/// The texts over a position, outermost first, with their cells.
pub(super) type Path<'g, 's> = Vec<(At, &'g Ink<'s>)>;

/// The texts over a position in the lines `heads`.
pub(super) fn path<'g, 's>(grid: &'g Grid<'s>, heads: (u32, u32), pos: u32) -> Path<'g, 's> {
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
pub(super) struct Around {
    /// Whether a title speaks of website columns and of nothing else.
    pub(super) about_columns: bool,
    /// Whether nothing but marks and figures stands below.
    pub(super) only_marks: bool,
}

/// What the texts over a position say.
pub(super) fn role(path: &Path<'_, '_>, around: Around, lexicon: &Lexicon<'_>) -> Role {
    let words = lexicon.words;
    let Some((leaf, groups)) = path.split_last() else { return Role::Aside };
    let sense = lexicon.sense(leaf.1.key());
    let drops = |field: Field| {
        !matches!(field, Field::Actual | Field::Updates | Field::Account | Field::AccountType | Field::Column)
    };
    if words.rows.is_total(leaf.1.key()) || sense.label() == Some(Field::Sum) {
        return Role::Sum;
    }
    let told = path.iter().find_map(|cell| account(cell, lexicon));
    if let Some(named) = told {
        let counts = |(_, ink): &(At, &Ink<'_>)| lexicon.label(ink.key()).is_none_or(|field| !drops(field));
        return if path.iter().all(counts) { Role::Posts(Box::new(named)) } else { Role::Aside };
    }
    if path.iter().any(|(_, ink)| lexicon.label(ink.key()).is_some_and(drops)) {
        return Role::Aside;
    }
    let name = |cell: &(At, &Ink<'_>)| (cell.0, one_line(&cell.1.cell.value.shown()));
    let plain = sense.guesses.is_empty() && sense.period.is_none() && leaf.1.look == Look::Words;
    if words.columns.contains(leaf.1.key()) {
        return Role::Posts(Box::new(Named { column: Some(name(leaf)), ..Named::default() }));
    }
    // A group may say what it is counted in: 微信公众号（条）.
    let typed = groups.iter().find(|(_, ink)| words.platforms.canonical(without_note(ink.key())).is_some());
    if let Some(group) = typed.filter(|_| plain) {
        let platform = Some((group.0, without_note(group.1.key()).to_owned()));
        return Role::Posts(Box::new(Named { account: Some(name(leaf)), platform, ..Named::default() }));
    }
    let website = groups.iter().any(|(_, ink)| words.diaries.heads_website(ink.key()));
    if plain && (website || around.about_columns && around.only_marks) && !words.names.is_one_body(leaf.1.key()) {
        return Role::Posts(Box::new(Named { column: Some(name(leaf)), ..Named::default() }));
    }
    if sense.is_month() {
        let month = sense.period.filter(is_month).map(|period| (leaf.0, period));
        return Role::Posts(Box::new(Named { month, ..Named::default() }));
    }
    Role::Aside
}

/// The account, or the type alone, that one text names.
fn account((at, ink): &(At, &Ink<'_>), lexicon: &Lexicon<'_>) -> Option<Named> {
    let words = lexicon.words;
    let text = ink.cell.value.shown();
    if let Some(who) = quoted(&text, words) {
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

/// What the cells of a row say, where the headings of a diary with days across stand over them (单位, 账号名称, 平台, 栏目).
pub(super) fn labelled(path: &[(Field, Cell)]) -> Option<Named> {
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
pub(super) fn mark_originals(grid: &Grid<'_>, days: &Days, roles: &mut [(u32, Role)], lexicon: &Lexicon<'_>) {
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
