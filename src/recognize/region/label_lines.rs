//! "账号名称 · 甲 · 账号类型 · 公众号; 粉丝数 · 1200. And below them the months." Lines of labels with their values, which stand above headings.
//!
//! In: a line of an upright [`Grid`]. Out: whether it holds nothing but labels, each before its value, and whether headings follow below it and
//! its like. What the labels say is `lines`' question.

use super::blocks::accepted;
use super::pieces::pieces;
use crate::field::Field;
use crate::recognize::grid::{Grid, Ink, Look};
use crate::recognize::lexicon::Lexicon;
use crate::rules::rows::Label;

/// Lines of labels and values above one table, at most.
const MOST_LINES: u32 = 8;

/// What a label of such a line introduces.
#[derive(Clone, Copy, PartialEq)]
enum Told {
    /// What a line around a table says.
    Line(Label),
    /// Something that no annex counts (粉丝数, 开设时间).
    Aside,
}

/// Whether a line of labels and values (责任单位, 甲局) stands above headings, be other such lines between them.
pub(in crate::recognize) fn is_line_above(grid: &Grid<'_>, line: u32, lexicon: &Lexicon<'_>) -> bool {
    let says = |line: u32| says_pairs(grid, (line, (0, u32::MAX)), lexicon);
    let heads = |line: u32| pieces(grid, line, lexicon).iter().any(|piece| accepted(grid, piece));
    if grid.turned || !says(line) {
        return false;
    }
    let end = (line + 1..line + MOST_LINES).find(|next| !says(*next));
    heads(line + 1) || end.is_some_and(heads)
}

/// Whether a line holds nothing but labels, each before its value.
pub(in crate::recognize) fn says_pairs(grid: &Grid<'_>, what: (u32, (u32, u32)), lexicon: &Lexicon<'_>) -> bool {
    let (line, span) = what;
    let mut inks = grid.inks(line, span).map(|(_, ink)| ink).peekable();
    let mut pairs = 0;
    while let Some(ink) = inks.next() {
        let Some(told) = told(ink, lexicon).filter(|_| ink.lines.1 == line) else { return false };
        if let Some(value) = inks.next_if(|next| self::told(next, lexicon).is_none()) {
            if !is_value(told, value, lexicon) {
                return false;
            }
            pairs += 1;
        }
    }
    pairs > 0
}

fn told(ink: &Ink<'_>, lexicon: &Lexicon<'_>) -> Option<Told> {
    let (key, rows) = (ink.key().trim_end_matches(':'), &lexicon.words.rows);
    let label = rows.any_label(key).or_else(|| rows.any_label(key.trim_end_matches([':', '(', ')'])));
    let aside = || ink.look == Look::Words && lexicon.label(key) == Some(Field::NotData);
    label.map(Told::Line).or_else(|| aside().then_some(Told::Aside))
}

fn is_value(told: Told, ink: &Ink<'_>, lexicon: &Lexicon<'_>) -> bool {
    let sense = lexicon.sense(ink.key());
    let heads = sense.label().is_some() || lexicon.words.headings.is_neutral(ink.key());
    match told {
        Told::Line(Label::AccountType) => sense.platform.is_some(),
        Told::Line(_) => !heads && !sense.is_month() && sense.platform.is_none(),
        // 2018年5月 says since when; a month alone heads figures.
        Told::Aside => {
            let dated = sense.period.is_none_or(|said| said.year.is_some());
            ink.look != Look::Words || !heads && dated && sense.platform.is_none()
        }
    }
}
