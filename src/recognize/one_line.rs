//! "网民留言办理： 承办数量 3 办结数量 3 逾期数量 0." Figures of messages told by one line, each behind its label.
//!
//! In: a sheet's [`Grid`] and what was found on it. Out: for each such line outside all tables a table with one row. A line that says
//! something else too is a sentence (`said`), which is asked about. It claims no unit.

use super::grid::{Grid, Ink, Look};
use super::lexicon::Lexicon;
use super::region::Region;
use super::roles::needs::{is_typical, translate};
use super::tables::{Built, empty};
use super::{Heading, RawCell, RawRow};
use crate::field::{Field, Form};
use crate::fold::one_line;
use crate::place::Area;

/// A label with the figure behind it.
struct Pair<'g, 's> {
    label: (u32, &'g Ink<'s>),
    figure: (u32, &'g Ink<'s>),
    field: Field,
}

/// Whether a line is labels, each before its own figure (承办数量 · 3 · 办结数量 · 3), two of them at least known ones: no row of a table.
pub(super) fn tells_itself(grid: &Grid<'_>, line: u32, lexicon: &Lexicon<'_>) -> bool {
    let mut inks = grid.inks(line, (0, u32::MAX)).map(|(_, ink)| ink);
    let (mut known, mut before) = (0, None);
    // Most lines of a sheet are rows: the first figure behind a figure ends the look.
    let alternates = inks.all(|ink| {
        let label: Option<&Ink<'_>> = before.take();
        match (ink.look, label) {
            (Look::Words, _) => before = Some(ink),
            (Look::Figure, Some(label)) => {
                known += usize::from(lexicon.label(label.key()).is_some_and(Field::is_count));
            }
            _ => return false,
        }
        true
    });
    alternates && known > 1
}

/// The lines outside all tables that tell figures of messages.
pub(super) fn find_lines_of_figures(
    grid: &Grid<'_>,
    built: &[(Region, Built)],
    lexicon: &Lexicon<'_>,
) -> Vec<(Region, Built)> {
    let apart = |line: &u32| {
        let row = grid.at(*line, 0).row;
        !built.iter().any(|(region, _)| (region.area.first.row..=region.area.last.row).contains(&row))
    };
    let lines = grid.lines().filter(|line| tells_itself(grid, *line, lexicon) && apart(line));
    lines.filter_map(|line| Some(drawn(grid, line, &pairs(grid, line, lexicon)?, lexicon))).collect()
}

/// The table of one line.
fn drawn(grid: &Grid<'_>, line: u32, pairs: &[Pair<'_, '_>], lexicon: &Lexicon<'_>) -> (Region, Built) {
    let area = grid.area((line, line), (0, grid.last_pos()));
    let region = Region::drawn(grid, (area, (line, line)), Vec::new(), lexicon);
    let mut table = empty((grid, &region), Form::Messages);
    let label = |pair: &Pair<'_, '_>| {
        let (pos, ink) = pair.label;
        Heading::placed(pair.field, Area::one(grid.at(line, pos)), vec![one_line(&ink.cell.value.shown())])
    };
    let cell = |pair: &Pair<'_, '_>| {
        let (pos, ink) = pair.figure;
        let (value, formula) = (ink.cell.value.clone(), ink.cell.formula);
        Some(RawCell { at: grid.at(line, pos), value, formula, filled: false })
    };
    table.headings = pairs.iter().map(label).collect();
    table.rows = vec![RawRow { line, cells: pairs.iter().map(cell).collect() }];
    (region, Built { table, apart: Vec::new(), spans: Vec::new(), findings: Vec::new(), used: vec![area] })
}

/// The figures of a line about messages; `None` where anything in it is something else, or nothing says what was received.
fn pairs<'g, 's>(grid: &'g Grid<'s>, line: u32, lexicon: &Lexicon<'_>) -> Option<Vec<Pair<'g, 's>>> {
    let words = lexicon.words;
    let mut out: Vec<Pair<'g, 's>> = Vec::new();
    let mut label: Option<(u32, &'g Ink<'s>, Field)> = None;
    let mut about = false;
    for (n, (pos, ink)) in grid.inks(line, (0, u32::MAX)).enumerate() {
        let means = || lexicon.figure(ink.key()).map(|field| translate(Form::Messages, field));
        match (label.take(), ink.look) {
            (Some((from, text, field)), Look::Figure) => {
                out.push(Pair { label: (from, text), figure: (pos, ink), field });
            }
            (None, Look::Words) if means().is_some_and(|field| is_typical(Form::Messages, field)) => {
                about |=
                    words.headings.title_votes(ink.key(), Form::Messages) > 0 || words.headings.is_listed(ink.key());
                label = means().map(|field| (pos, ink, field));
            }
            // 网民留言办理： before the figures, 件 behind one of them.
            (Some(_), Look::Words) if n == 1 && means().is_some_and(|field| is_typical(Form::Messages, field)) => {
                about = true;
                label = means().map(|field| (pos, ink, field));
            }
            (None, Look::Words) if n == 0 && words.headings.title_votes(ink.key(), Form::Messages) > 0 => about = true,
            (None, Look::Words) if n > 0 && words.counts.measures.is(ink.key()) => {}
            _ => return None,
        }
    }
    let mut fields: Vec<Field> = out.iter().map(|pair| pair.field).collect();
    fields.sort_unstable();
    let told = fields.len();
    fields.dedup();
    (about && label.is_none() && fields.len() == told && fields.contains(&Field::Received)).then_some(out)
}
