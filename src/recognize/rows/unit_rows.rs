//! "责任单位：县公安局" over the rows of a table. Units that a row of its own names by a label.
//!
//! In: a [`Table`] as drawn, its region. Out: the same table whose rows bear the unit of the row above them, and whose claims no longer hold
//! these names; where one of the rows names nobody, or lines stand above the first, the whole table waits. Rows without a label are told in
//! `named`, ledgers in `unit_groups`. Rooms under such a label are no units: what stands around the table is asked about then, as always.

use super::unit_groups::{Over, without_order};
use crate::field::{Field, Form};
use crate::finding::{Finding, Kind, Waits};
use crate::fold::{fold, fold_width, one_line};
use crate::place::{Area, At};
use crate::recognize::grid::Grid;
use crate::recognize::lexicon::Lexicon;
use crate::recognize::named::{cell, heading};
use crate::recognize::region::Region;
use crate::recognize::unknown::notice::set_aside;
use crate::recognize::{RawRow, RowReason, Table};
use crate::rules::Words;
use crate::rules::numbering::numbered;
use crate::rules::rows::Label;

/// A longer text is no name behind its label.
const LONGEST: usize = 40;
/// A longer word before a colon tells more than whose rows these are.
const LONGEST_LABEL: usize = 8;

/// What a row names behind a label of units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::recognize) enum Labelled {
    /// One body: 责任单位：县公安局, 县公安局（责任单位）.
    Body(String),
    /// Something that is none: 责任单位：各乡镇.
    Else,
}

/// A row over others: its line, its cell, and whom it names.
type Row = (u32, At, Option<String>);

/// Gives the rows of a table the units that rows with a label name above them. `None` where no row has one, or all may be rooms; else what is
/// to be said.
pub(in crate::recognize) fn take_in(
    table: &mut Table,
    region: &Region,
    grid: &Grid<'_>,
    lexicon: &Lexicon<'_>,
) -> Option<Vec<Finding>> {
    if region.turned || !matches!(table.form, Form::Columns | Form::Messages | Form::Accounts) || table.rows.is_empty()
    {
        return None;
    }
    let rows = unit_rows(table, region, grid, lexicon)?;
    let over = |row: &RawRow| rows.iter().rfind(|(line, ..)| *line < row.line);
    let name = |row: &RawRow| over(row).and_then(|(_, at, name)| Some((*at, name.as_ref()?)));
    let mut names: Vec<String> = rows.iter().filter_map(|(.., name)| name.as_deref().map(fold)).collect();
    names.sort_unstable();
    names.dedup();
    let index = table.headings.iter().position(|h| h.field == Some(Field::Unit));
    let own = |row: &RawRow| index.is_some_and(|i| row.cells[i].is_some());
    if !table.rows.iter().all(|row| own(row) || name(row).is_some()) {
        // The line of whoever files, once more in the middle of the table, parts nothing.
        let parts = names.len() > 1 || rows.iter().any(|(.., name)| name.is_none());
        let kind = Kind::TableWaits { why: Waits::UnitRows, named: Vec::new() };
        let mut places = rows.iter().map(|(_, at, _)| table.place.at(Area::one(*at)));
        let finding = places.next().map(|first| Finding::new(kind, first).related(places));
        return parts.then(|| {
            set_aside(table);
            finding.into_iter().collect()
        });
    }
    let units: Vec<Option<(At, String)>> =
        table.rows.iter().map(|row| name(row).map(|(at, name)| (at, name.clone()))).collect();
    let index = index.unwrap_or_else(|| {
        let (at, name) = units.iter().flatten().next().cloned().unwrap_or((rows[0].1, String::new()));
        table.headings.push(heading(Field::Unit, at, &name));
        table.rows.iter_mut().chain(&mut table.totals).for_each(|row| row.cells.push(None));
        table.headings.len() - 1
    });
    for (row, unit) in table.rows.iter_mut().zip(units) {
        row.cells[index] = row.cells[index].take().or_else(|| unit.map(|(at, name)| cell(at, &name)));
    }
    let lines: Vec<u32> = rows.iter().map(|(line, ..)| *line).collect();
    table.claims.units.retain(|said| said.place.area.is_none_or(|area| !lines.contains(&area.first.row)));
    Some(Vec::new())
}

/// The rows that name units, where one of them does by a label and not all may be rooms.
fn unit_rows(table: &Table, region: &Region, grid: &Grid<'_>, lexicon: &Lexicon<'_>) -> Option<Vec<Row>> {
    let words = lexicon.words;
    let mut by_label = false;
    let mut rows: Vec<Row> = Vec::new();
    for left in table.left_out.iter().filter(|left| left.why == RowReason::Group) {
        let Some((pos, ink)) = grid.inks(left.line, region.span).next() else { continue };
        let text = one_line(&ink.cell.value.shown());
        let name = match labelled(&text, words) {
            Some(Labelled::Body(name)) => {
                by_label = true;
                Some(name)
            }
            Some(Labelled::Else) => {
                by_label = true;
                None
            }
            None if words.names.is_one_body(&text) => Some(text),
            // A month or a platform inside the rows of a unit.
            None if Over::of(&text, lexicon) == Over::Else => continue,
            None => None,
        };
        rows.push((left.line, grid.at(left.line, pos), name));
    }
    rows.sort_by_key(|(line, ..)| *line);
    let is_room = |row: &Row| row.2.as_ref().is_none_or(|name| words.names.may_be_room(name));
    (by_label && !rows.iter().all(is_room)).then_some(rows)
}

/// The unit of a row's text with a label of units; `None` without such a label.
pub(in crate::recognize) fn labelled(text: &str, words: &Words) -> Option<Labelled> {
    // Asked of every text that stands alone: few have a label.
    if !text.contains([':', '：', ')', '）']) || text.chars().nth(LONGEST).is_some() {
        return None;
    }
    let text = fold_width(&one_line(text));
    let text = numbered(&text).map_or(text.as_str(), |(_, rest)| rest);
    let key = fold(text);
    let bare = without_order(&key, words);
    let name = match bare.split_once(':') {
        Some((label, rest)) if heads_units(label, words) => rest.split_once('(').map_or(rest, |(name, _)| name),
        Some(_) => return None,
        None => {
            let (name, label) = bare.strip_suffix(')')?.rsplit_once('(')?;
            heads_units(label, words).then_some(name)?
        }
    };
    let name = name.trim_matches(['、', ',', ';', '。']);
    if name.is_empty() {
        return None;
    }
    Some(if words.names.is_one_body(name) { Labelled::Body(name.to_owned()) } else { Labelled::Else })
}

/// Whether a word before a colon or in brackets introduces whose the rows are: 责任单位, 牵头单位, 单位（盖章）.
fn heads_units(label: &str, words: &Words) -> bool {
    let label = words.names.stamps.before(label);
    let whole = matches!(words.rows.any_label(label), Some(Label::Unit | Label::Measure));
    let ends = || words.rows.label_at_end(label).is_some_and(|(l, _)| matches!(l, Label::Unit | Label::Measure));
    !label.is_empty() && label.chars().count() <= LONGEST_LABEL && (whole || ends())
}

#[cfg(test)]
mod tests {
    use super::{Labelled, labelled};
    use crate::rules::Words;

    #[test]
    fn a_row_names_its_unit_behind_a_label() {
        let words = Words::built_in();
        for (text, name) in [
            ("责任单位：县公安局", "县公安局"),
            ("单位：青石镇", "青石镇"),
            ("牵头单位：县交警大队（2个账号）", "县交警大队"),
            ("县水务局（责任单位）", "县水务局"),
            ("二、主办单位: 县财政局", "县财政局"),
        ] {
            assert_eq!(labelled(text, &words), Some(Labelled::Body(name.to_owned())), "{text}");
        }
        assert_eq!(labelled("责任单位：各乡镇", &words), Some(Labelled::Else));
        assert_eq!(labelled("单位：条", &words), Some(Labelled::Else));
        for text in ["县公安局", "备注：无", "填表人：某某", "责任单位：", "一、高中（2所）", "账号：某某发布"]
        {
            assert_eq!(labelled(text, &words), None, "{text}");
        }
    }
}
