//! "Which of these rows are data?" Sorts the body of a table into data, totals and rows left out by reason.
//!
//! In: a [`Region`] with its headings and roles. Out: a [`Kind`] for every body line, none forgotten. It removes nothing and reads no
//! figures.

mod alone;
pub(super) mod captioned;
pub(super) mod group_rules;
pub(super) mod group_sums;

mod remark_lines;
pub(super) mod said_totals;
pub(super) mod type_groups;
pub(super) mod unit_groups;
pub(super) mod unit_rows;

use super::RowReason;
use super::crossed::asked_rows::asks;
use super::grid::{Grid, Ink, Look};
use super::headings::Written;
use super::lexicon::Lexicon;
use super::region::{Region, is_signature};
use super::roles::Roles;
use crate::field::{Field, Form};
use crate::read::Value;
use std::cell::RefCell;
use std::collections::HashMap;
use unit_rows::labelled;

/// What a body line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Data.
    Row,
    /// Total or subtotal.
    Total,
    /// Neither, and why.
    Left(RowReason),
}

/// A text longer than this in a line of its own is a sentence.
const SENTENCE: usize = 16;
/// Column letters or numbers under headings: fewer prove nothing.
const LETTERS: usize = 3;

/// What every line is told by.
struct Body<'a, 'g, 's, 'w> {
    grid: &'g Grid<'s>,
    region: &'a Region,
    headings: &'a [Written],
    roles: &'a Roles,
    lexicon: &'a Lexicon<'w>,
    /// For each position from the region's first on its field and whether it bears counts or stands on the side of names.
    sides: Vec<Side>,
    /// Lines with several cells.
    full: Vec<u32>,
    /// First position with counts.
    first_count: Option<u32>,
    /// Positions of the fields that name a row, and of those that report something.
    names: Vec<u32>,
    figures: Vec<u32>,
    /// Whether a heading is a number or a day.
    has_number_heading: bool,
    /// What is known of all full lines, by position.
    known: RefCell<HashMap<(OfAll, u32), bool>>,
}

/// What is asked of all full lines together.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum OfAll {
    Described,
    Bodies,
    Months,
}

/// What the cells at a position are.
#[derive(Clone, Copy, Default)]
struct Side {
    /// The heading over them.
    heading: Option<usize>,
    field: Option<Field>,
    is_name: bool,
}

/// The kind of each body line, in order.
pub(super) fn sort_rows(
    grid: &Grid<'_>,
    region: &Region,
    headings: (&[Written], &Roles),
    lexicon: &Lexicon<'_>,
) -> Vec<(u32, Kind)> {
    let mut body = Body {
        grid,
        region,
        headings: headings.0,
        roles: headings.1,
        lexicon,
        sides: Vec::new(),
        full: Vec::new(),
        first_count: None,
        names: Vec::new(),
        figures: Vec::new(),
        has_number_heading: false,
        known: RefCell::default(),
    };
    let (names, figures) = bearing(body.roles.form);
    (body.names, body.figures) = (body.positions(names), body.positions(figures));
    body.first_count = body.fields().filter(|(_, f)| f.is_some_and(Field::is_count)).map(|(h, _)| h.span.0).min();
    body.sides = (region.span.0..=region.span.1).map(|pos| body.side(pos)).collect();
    let starts_as_number = |key: &String| key.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    body.has_number_heading = body.headings.iter().flat_map(|h| &h.keys).any(starts_as_number);
    body.full = region.body.iter().copied().filter(|l| body.is_full(*l)).collect();
    let last_full = body.full.last().copied();
    let mut out: Vec<(u32, Kind)> = Vec::new();
    for line in &region.body {
        let before = out.last().copied();
        let later = last_full.is_some_and(|last| last > *line);
        let kind = body.kind(*line, before, later);
        out.push((*line, kind));
    }
    out
}

/// Whether a line holds nothing but labels with what they introduce (填表：…, 审核：…) and a day, each in a cell of its own.
fn signs_cell_by_cell(inks: &[(u32, &Ink<'_>)]) -> bool {
    let introduces = |(_, ink): &(u32, &Ink<'_>)| ink.look == Look::Words && ink.key().contains(':');
    let signs = |cell: &(u32, &Ink<'_>)| introduces(cell) || cell.1.look == Look::Day;
    inks.len() > 1 && inks.iter().all(signs) && inks.iter().any(introduces)
}

impl<'s> Body<'_, '_, 's, '_> {
    fn kind(&self, line: u32, before: Option<(u32, Kind)>, later: bool) -> Kind {
        let rows = &self.lexicon.words.rows;
        let inks: Vec<(u32, &Ink<'s>)> = self.grid.inks(line, self.region.span).collect();
        let names: Vec<&str> = inks
            .iter()
            .filter(|(pos, ink)| self.is_name_side(*pos) && ink.look == Look::Words)
            .map(|(_, ink)| ink.key())
            .collect();
        let first = inks.first().map_or("", |(_, ink)| ink.word());
        let has_counts = inks.iter().any(|(pos, ink)| ink.look == Look::Figure && self.is_count(*pos));
        if self.is_letters(&inks) {
            return Kind::Left(RowReason::Letters);
        }
        if self.repeats_headings(&inks) {
            return Kind::Left(RowReason::Repeated);
        }
        if inks.iter().take(3).any(|(_, ink)| rows.is_sample(ink.word())) || self.is_placeholder(&inks) {
            return Kind::Left(RowReason::Sample);
        }
        if names.iter().any(|n| rows.is_total(n)) {
            return Kind::Total;
        }
        // Titles of a ledger may begin with any word.
        let is_summary = matches!(self.roles.form, Form::Columns | Form::Messages | Form::Accounts);
        if is_summary && names.iter().any(|n| rows.is_compared(n)) {
            return Kind::Left(RowReason::Compared);
        }
        if is_summary && names.iter().any(|n| self.lexicon.is_never_data(n)) {
            return Kind::Left(RowReason::NotData);
        }
        if names.iter().any(|n| rows.is_part(n)) || is_summary && self.goes_on_with_parts(line, before) {
            return Kind::Left(RowReason::Part);
        }
        if !has_counts && (rows.is_remark(first) || is_summary && self.remarks_on_all(line, &inks)) {
            return Kind::Left(RowReason::Remark);
        }
        let ends_as_label = |label: &str| rows.label_at_end(label.trim_end_matches(')')).is_some();
        let is_line =
            |key: &str| is_signature(rows, key) || key.split_once(':').is_some_and(|(label, _)| ends_as_label(label));
        if !has_counts && self.says_of_each(&inks) {
            return Kind::Row;
        }
        if is_summary && later && !has_counts && self.names_unit(&inks) {
            return Kind::Left(RowReason::Group);
        }
        if !has_counts && (is_line(first) || rows.label(first).is_some() && self.is_after_data(before)) {
            return Kind::Left(RowReason::Signature);
        }
        if is_summary && !has_counts && signs_cell_by_cell(&inks) {
            return Kind::Left(RowReason::Signature);
        }
        if let [(pos, ink)] = inks.as_slice()
            && let Some(reason) = self.alone(line, (*pos, ink), before, later)
        {
            return Kind::Left(reason);
        }
        if self.is_unfilled(line, &inks) {
            return Kind::Left(RowReason::Template);
        }
        Kind::Row
    }

    /// Whether a line names a unit behind a label of units and says nothing else.
    fn names_unit(&self, inks: &[(u32, &Ink<'s>)]) -> bool {
        let [(_, ink)] = inks else { return false };
        ink.look == Look::Words && labelled(&ink.cell.value.shown(), self.lexicon.words).is_some()
    }

    /// Whether a line says something of each name across (责任单位 · 甲局 · 乙局): more than one value, each under a figure of its own.
    fn says_of_each(&self, inks: &[(u32, &Ink<'s>)]) -> bool {
        let Some(((_, first), values)) = inks.split_first() else { return false };
        let of_one =
            |(pos, ink): &(u32, &Ink<'s>)| ink.look == Look::Words && ink.span == (*pos, *pos) && self.is_count(*pos);
        // Who signs stands side by side as well (填表人 · 某 · 审核人 · 某).
        let asked = matches!(asks(first.key(), self.lexicon), Some(Field::Frequency | Field::Unit));
        values.len() > 1 && values.iter().all(of_one) && asked
    }

    /// Whether a line follows one of parts (其中) and is indented as parts are.
    fn goes_on_with_parts(&self, line: u32, before: Option<(u32, Kind)>) -> bool {
        let follows = before.is_some_and(|(_, kind)| kind == Kind::Left(RowReason::Part));
        follows
            && self.indent(line) > 0
            && self.full.first().is_some_and(|whole| self.indent(line) > self.indent(*whole))
    }

    /// Blanks before the name of a line.
    fn indent(&self, line: u32) -> usize {
        let mut inks = self.grid.inks(line, self.region.span);
        let name = inks.find(|(pos, ink)| ink.look == Look::Words && self.is_name_side(*pos));
        name.map_or(0, |(_, ink)| match &ink.cell.value {
            Value::Text(text) => text.chars().take_while(|c| c.is_whitespace()).count(),
            _ => 0,
        })
    }

    /// Whether a name is one that the form prints as an example (某某局). Citizens' names in ledgers are masked alike.
    fn is_placeholder(&self, inks: &[(u32, &Ink<'s>)]) -> bool {
        let named = |pos: u32| matches!(self.field(pos), Some(Field::Unit | Field::Column | Field::Account));
        inks.iter().any(|(pos, ink)| named(*pos) && self.lexicon.words.rows.is_placeholder(ink.key()))
    }

    /// Whether a line holds several cells, one of them no word: enough to look like data.
    fn is_full(&self, line: u32) -> bool {
        let rows = &self.lexicon.words.rows;
        let mut inks = self.grid.inks(line, self.region.span);
        let Some((_, first)) = inks.next() else { return false };
        let first = first.word();
        inks.next().is_some() && !rows.is_total(first) && !rows.is_remark(first) && !first.contains(':')
    }

    fn is_after_data(&self, before: Option<(u32, Kind)>) -> bool {
        before.is_some()
    }

    fn fields(&self) -> impl Iterator<Item = (&Written, Option<Field>)> {
        self.headings.iter().zip(&self.roles.fields).map(|(h, role)| (h, role.field))
    }

    fn positions(&self, fields: &[Field]) -> Vec<u32> {
        let of = self.fields().filter(|(_, field)| field.is_some_and(|f| fields.contains(&f)));
        of.flat_map(|(h, _)| h.span.0..=h.span.1).collect()
    }

    fn field(&self, pos: u32) -> Option<Field> {
        self.at(pos).field
    }

    /// What was found out about a position; nothing outside the region.
    fn at(&self, pos: u32) -> Side {
        let index = pos.checked_sub(self.region.span.0).map(|index| index as usize);
        index.and_then(|index| self.sides.get(index).copied()).unwrap_or_default()
    }

    fn is_count(&self, pos: u32) -> bool {
        self.field(pos).is_some_and(Field::is_count)
    }

    fn side(&self, pos: u32) -> Side {
        let heading = self.headings.iter().position(|h| (h.span.0..=h.span.1).contains(&pos));
        let field = heading.and_then(|heading| self.roles.fields[heading].field);
        let named = matches!(field, Some(Field::Serial | Field::Unit | Field::Column | Field::Account));
        Side { heading, field, is_name: named || self.first_count.is_none_or(|first| pos < first) }
    }

    /// Whether the position stands before the figures, where a line says what it is.
    fn is_name_side(&self, pos: u32) -> bool {
        self.at(pos).is_name
    }

    fn is_letters(&self, inks: &[(u32, &Ink<'s>)]) -> bool {
        if inks.len() < LETTERS || inks.iter().any(|(_, ink)| matches!(ink.cell.value, Value::Date(_))) {
            return false;
        }
        let rows = &self.lexicon.words.rows;
        let letters = inks.iter().filter(|(_, ink)| rows.letter(ink.key()).is_some()).count();
        let numbers: Vec<u32> = inks.iter().filter_map(|(_, ink)| ink.key().parse().ok()).collect();
        let run = numbers.first() == Some(&1) && numbers.windows(2).all(|w| w[1] == w[0] + 1);
        // Numbers alone number the columns only where a name should stand.
        let over_names = inks.iter().any(|(pos, ink)| {
            ink.look == Look::Figure && matches!(self.field(*pos), Some(Field::Unit | Field::Column | Field::Account))
        });
        letters + numbers.len() == inks.len()
            && (numbers.is_empty() || run)
            && (letters > 0 || over_names && inks.len() > LETTERS)
    }

    fn repeats_headings(&self, inks: &[(u32, &Ink<'s>)]) -> bool {
        let same =
            |pos: u32, key: &str| self.at(pos).heading.is_some_and(|h| self.headings[h].keys.iter().any(|k| k == key));
        let all = self.has_number_heading;
        let equal = inks.iter().filter(|(pos, ink)| same(*pos, if all { ink.key() } else { ink.word() })).count();
        equal > 1 && equal * 5 >= inks.len() * 4
    }

    /// Whether the form was not filled in here: nothing in the cells that make a row, whatever the form printed beside them.
    fn is_unfilled(&self, line: u32, inks: &[(u32, &Ink<'s>)]) -> bool {
        if matches!(self.roles.form, Form::FindingsLedger | Form::Unknown) {
            return inks.len() == 1 && self.field(inks[0].0) == Some(Field::Serial);
        }
        let below = |pos: &u32| self.grid.seen(line, *pos).is_some_and(|(l, _, _)| l > self.region.heads.1);
        let named = self.names.iter().any(below);
        let filled = self.figures.iter().any(|pos| self.grid.own(line, *pos).is_some_and(|ink| !ink.cell.formula));
        // Figures of fields that no form asks for still make the row worth a look.
        let other =
            inks.iter().any(|(pos, ink)| ink.look == Look::Figure && !ink.cell.formula && self.field(*pos).is_none());
        !named && !filled && !other
    }
}

/// The fields that make a row of a form: what names it, and what it reports.
const fn bearing(form: Form) -> (&'static [Field], &'static [Field]) {
    match form {
        Form::Columns => (&[Field::Column], &[Field::Updates]),
        Form::Messages => {
            (&[Field::Unit], &[Field::Received, Field::Closed, Field::ClosedOnTime, Field::Open, Field::Overdue])
        }
        Form::Accounts => (&[Field::Account], &[Field::Actual, Field::Forwarded, Field::Original]),
        Form::Posts => (&[Field::PostTitle, Field::Day], &[]),
        Form::MessageLedger => (&[Field::Day, Field::PostTitle], &[]),
        Form::FindingsLedger | Form::Unknown => (&[], &[]),
    }
}
