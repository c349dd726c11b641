//! "指标 · 县水利局 · 县林业局 ⏎ 一月 · 二月 · 一月 · 二月 ⏎ 承办数量 · 办结数量." Lines that are figures below several lines of names.
//!
//! In: a sheet's upright [`Grid`]. Out: a table with a row for each name across and a heading for each figure (and month), where all of
//! it is understood: every line of names holds nothing but bodies, months, types of accounts, or names below bodies or over types under
//! a title that says what they are; every line of figures names another figure. It takes no part of such a table, and proves no name by a figure.

mod drawn;
mod levels;

use super::grid::{Grid, Ink, Look};
use super::lexicon::Lexicon;
use super::region::Region;
use super::roles::needs::{missing, translate};
use super::tables::Built;
use super::waits::mixed::is_of_messages;
use crate::field::{Field, Form};
use crate::fold::fold;
use levels::{Level, across};

/// More lines of names nobody draws over each other.
const LEVELS: u32 = 4;
/// More names across are no form: each is held against all others.
const MOST: usize = 300;
/// Fewer names across, or figures below them, are no list.
const FEWEST: usize = 2;

/// Such a table, with the positions across that hold its figures.
struct Stacked<'a, 's> {
    grid: &'a Grid<'s>,
    /// Where the figures' names stand.
    corner: u32,
    positions: Vec<u32>,
    /// Lines of figures, each with its field.
    figures: Vec<(u32, Field)>,
    levels: Vec<Level>,
    form: Form,
}

/// The titles over a region, nearest first.
type Over<'o> = &'o dyn Fn(&Region) -> Vec<String>;

/// All such tables of a sheet.
pub(super) fn find_stacked(grid: &Grid<'_>, over: Over<'_>, lexicon: &Lexicon<'_>) -> Vec<(Region, Built)> {
    let is_corner = |ink: &Ink<'_>| ink.look == Look::Words && lexicon.words.headings.is_neutral(ink.word());
    let inks = grid.lines().flat_map(|line| grid.inks(line, (0, u32::MAX)).map(move |(pos, ink)| (line, pos, ink)));
    let corners = inks.filter(|(_, _, ink)| is_corner(ink) && ink.span.0 == ink.span.1);
    corners.filter_map(|(line, pos, ink)| read(grid, (line, pos, ink), over, lexicon)).collect()
}

fn read(
    grid: &Grid<'_>,
    (head, corner, ink): (u32, u32, &Ink<'_>),
    over: Over<'_>,
    lexicon: &Lexicon<'_>,
) -> Option<(Region, Built)> {
    // The line of types has a label of its own below the corner.
    let types =
        grid.own(ink.lines.1 + 1, corner).filter(|below| lexicon.label(below.key()) == Some(Field::AccountType));
    let types = types.map(|below| (ink.lines.1 + 1, below.lines.1));
    let last = types.map_or(ink.lines.1, |(_, last)| last);
    if last == head || last - head >= LEVELS {
        return None;
    }
    let figures = figures(grid, (last, corner), lexicon)?;
    let lines = || (head..=last).chain(figures.iter().map(|(line, _)| *line));
    let is_inked = |pos: &u32| lines().any(|line| grid.seen(line, *pos).is_some());
    let mut positions: Vec<u32> = (corner + 1..=grid.last_pos()).take_while(is_inked).take(MOST + 1).collect();
    let end = *positions.last().filter(|_| positions.len() <= MOST)?;
    // 备注 behind the names, over nothing.
    let is_remark =
        |pos: u32| grid.seen(head, pos).is_some_and(|(.., ink)| lexicon.label(ink.key()) == Some(Field::Remark));
    if is_remark(end) && figures.iter().all(|(line, _)| grid.seen(*line, end).is_none()) {
        positions.pop();
    }
    let body: Vec<u32> = figures.iter().map(|(line, _)| *line).collect();
    let area = grid.area((head, *body.last()?), (corner, end));
    let region = Region::drawn(grid, (area, (head, last)), body, lexicon);
    let form = form_of(&figures, &over(&region), lexicon)?;
    let levels = across(grid, (head, last, types.map(|(line, _)| line)), &positions, (form, lexicon))?;
    let figures: Vec<(u32, Field)> = figures.into_iter().map(|(line, field)| (line, translate(form, field))).collect();
    let stacked = Stacked { grid, corner, positions, figures, levels, form };
    let built = stacked.is_whole().then(|| stacked.draw(&region))??;
    Some((region, built))
}

/// The lines of figures below the names, each another one; `None` where a line with numbers behind them is none.
fn figures(grid: &Grid<'_>, (last, corner): (u32, u32), lexicon: &Lexicon<'_>) -> Option<Vec<(u32, Field)>> {
    let field = |line: u32| {
        let ink = grid.own(line, corner).filter(|ink| ink.look == Look::Words && ink.lines.0 == ink.lines.1)?;
        lexicon.figure(ink.key()).filter(|field| field.is_count() && *field != Field::Sum)
    };
    let lines = (last + 1..=grid.last_line()).map_while(|line| Some((line, field(line)?)));
    let figures: Vec<(u32, Field)> = lines.collect();
    let next = figures.last()?.0 + 1;
    let counts = |(_, ink): (u32, &Ink<'_>)| ink.look == Look::Figure;
    let beside = figures.iter().any(|(line, _)| corner > 0 && grid.seen(*line, corner - 1).is_some());
    let unlike = (1..figures.len()).all(|i| !figures[..i].iter().any(|(_, field)| *field == figures[i].1));
    let ends = !grid.inks(next, (corner, u32::MAX)).any(counts);
    (figures.len() >= FEWEST && unlike && ends && !beside).then_some(figures)
}

/// What the figures are of: those of messages say it themselves, others need a title.
fn form_of(figures: &[(u32, Field)], titles: &[String], lexicon: &Lexicon<'_>) -> Option<Form> {
    let words = &lexicon.words.headings;
    let forms = [Form::Columns, Form::Messages, Form::Accounts];
    let told = |title: &String| forms.into_iter().filter(|form| words.title_votes(&fold(title), *form) > 0).collect();
    let told: Vec<Form> = titles.iter().map(told).find(|told: &Vec<Form>| !told.is_empty()).unwrap_or_default();
    let form = match told.as_slice() {
        [form] => *form,
        _ => return None,
    };
    let updates = || titles.iter().any(|title| words.speaks_of_updates(&fold(title)));
    let given = |field: Field| figures.iter().any(|(_, known)| translate(form, *known) == field);
    let fits = |field: Field| match form {
        Form::Messages => is_of_messages(field),
        Form::Columns => matches!(field, Field::Updates | Field::Required),
        _ => matches!(field, Field::Actual | Field::Original | Field::Forwarded | Field::Required | Field::ForwardList),
    };
    let all = figures.iter().all(|(_, field)| fits(translate(form, *field)));
    let whole = missing(form, &|field| given(field) || matches!(field, Field::Column | Field::Account), 0).is_empty();
    (all && whole && (form != Form::Columns || updates())).then_some(form)
}
