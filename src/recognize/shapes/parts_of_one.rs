//! "网站 3, 信箱 2, 合计 5." Rows that are parts of what one unit reports: its channels, its rooms, its villages.
//!
//! In: a table of messages without units. Out: the same with the printed sum as the unit's figures, where it is right; else the finding that
//! says why it waits. It names no unit.

use crate::field::{Field, Form};
use crate::finding::{Finding, Kind, Waits};
use crate::fold::{fold, one_line};
use crate::recognize::discreet::UNSAID;
use crate::recognize::lexicon::Lexicon;
use crate::recognize::waits::mixed::quotable;
use crate::recognize::{Heading, LeftRow, RawCell, RawRow, RowReason, Source, Table};
use crate::rules::Words;

/// Takes the printed sum of a unit that tells its messages by channel or room, a row each, for its figures: the rows are parts. So does
/// the sum of each month, where heading `months` tells them. Nothing is taken where a row may be a unit of its own, or where a sum is
/// not that of the rows.
pub(in crate::recognize) fn sum_of_parts(table: &mut Table, months: Option<usize>, lexicon: &Lexicon<'_>) {
    let has = |field: Field| table.headings.iter().any(|h| h.field == Some(field));
    if table.form != Form::Messages || has(Field::Unit) || !has(Field::Received) {
        return;
    }
    let of = |row: &RawRow| months.map(|i| row.cells[i].as_ref().map(|cell| cell.at.row));
    let groups: Vec<Vec<&RawRow>> =
        table.rows.chunk_by(|a, b| of(a) == of(b)).map(|rows| rows.iter().collect()).collect();
    let own = |rows: &Vec<&RawRow>| -> Option<usize> {
        let mut sums = (0..table.totals.len()).filter(|i| of(&table.totals[*i]) == of(rows[0]));
        sums.next().filter(|_| sums.next().is_none())
    };
    let Some(sums) = groups.iter().map(own).collect::<Option<Vec<usize>>>().filter(|sums| !sums.is_empty()) else {
        return;
    };
    let Some((kind, rooms)) = heading_of_parts(table, lexicon) else { return };
    let are_parts = |(rows, sum): (&Vec<&RawRow>, &usize)| {
        let names =
            rows.iter().filter_map(|row| row.cells[kind].as_ref()).map(|cell| fold(&cell.value.shown())).collect();
        are_named_parts(names, rows.len(), (rooms, lexicon)) && adds_up(table, rows, &table.totals[*sum])
    };
    if !groups.iter().zip(&sums).all(are_parts) {
        return;
    }
    let taken = |i: &usize| sums.contains(i);
    let (taken, left): (Vec<usize>, Vec<usize>) = (0..table.totals.len()).partition(taken);
    let pick = |which: Vec<usize>| -> Vec<RawRow> { which.iter().map(|i| table.totals[*i].clone()).collect() };
    let (sums, totals) = (pick(taken), pick(left));
    table.left_out.retain(|left| !sums.iter().any(|sum| sum.line == left.line));
    table.left_out.extend(table.rows.iter().map(|row| LeftRow { line: row.line, why: RowReason::Part }));
    table.left_out.sort_by_key(|left| left.line);
    (table.rows, table.totals) = (sums, totals);
}

/// Takes the names of villages for parts of the town that reports on a line of its own (填报单位：某某镇), or that a title or the file names:
/// they are no units then. The finding where no sum that the form prints can stand for them. A form made for villages (社区 over them) that
/// only a title says to be of a town is theirs.
pub(in crate::recognize) fn villages(
    table: &mut Table,
    town: Option<Source>,
    lexicon: &Lexicon<'_>,
) -> Option<Finding> {
    if table.form != Form::Messages || table.rows.len() < 2 {
        return None;
    }
    let town = town?;
    let index = village_heading(table, lexicon)?;
    let heads_villages =
        table.headings[index].path.last().is_some_and(|text| lexicon.words.guards.is_village(&fold(text)));
    if town != Source::Line && heads_villages {
        return None;
    }
    let unit = table.headings.iter().position(|h| h.field == Some(Field::Unit));
    if unit.is_some_and(|unit| unit != index) {
        return None;
    }
    table.headings[index].field = None;
    let names = table.rows.iter().filter_map(|row| row.cells[index].as_ref()).map(|cell| one_line(&cell.value.shown()));
    let kind =
        Kind::TableWaits { why: Waits::Villages, named: names.map(|name| village_told(name, lexicon.words)).collect() };
    let waits = Finding::new(kind, table.place.at(table.headings[index].area));
    sum_of_parts(table, None, lexicon);
    (table.rows.len() > 1).then_some(waits)
}

/// Longer names tell of more than a village.
const VILLAGE: usize = 5;

/// The name of a village as it may be told: whoever wrote to one may stand among the names (某某反映东街村).
fn village_told(name: String, words: &Words) -> String {
    let is_name = words.guards.is_village(&fold(&name)) && name.chars().nth(VILLAGE).is_none();
    if is_name { quotable(name) } else { UNSAID.to_owned() }
}

/// The heading of units, or of nothing known, under which most names are villages'.
fn village_heading(table: &Table, lexicon: &Lexicon<'_>) -> Option<usize> {
    let open = |i: &usize| matches!(table.headings[*i].field, None | Some(Field::Unit));
    let mostly = |i: &usize| {
        let cells = table.rows.iter().filter_map(|row| row.cells[*i].as_ref());
        let village = |cell: &&RawCell| lexicon.words.guards.is_village(&fold(&cell.value.shown()));
        cells.filter(village).count() * 2 > table.rows.len()
    };
    (0..table.headings.len()).filter(open).find(mostly)
}

/// The heading over the rooms or channels that tell the messages of one unit apart, and whether it stands over rooms.
fn heading_of_parts(table: &Table, lexicon: &Lexicon<'_>) -> Option<(usize, bool)> {
    let rows = &lexicon.words.rows;
    let over = |h: &Heading, heads: &dyn Fn(&str) -> bool| h.path.last().is_some_and(|text| heads(&fold(text)));
    let heads_rooms = |h: &Heading| over(h, &|key| rows.heads_rooms(key));
    let tells_kinds = |h: &Heading| heads_rooms(h) || over(h, &|key| rows.heads_kinds(key));
    if let Some(kind) = table.headings.iter().position(tells_kinds) {
        return Some((kind, heads_rooms(&table.headings[kind])));
    }
    village_heading(table, lexicon).map(|index| (index, false))
}

/// Whether `rows` rows each bear a name of their own that is no unit's. A room may be called as units are; a channel (热线转办) only ends
/// like one.
fn are_named_parts(mut names: Vec<String>, rows: usize, (rooms, lexicon): (bool, &Lexicon<'_>)) -> bool {
    let words = &lexicon.words.names;
    let is_unit = |name: &String| {
        let body = words.is_one_body(name) && lexicon.label(name).is_none();
        words.is_kind(name) || body && !rooms
    };
    let all_named = names.len() == rows && rows > 1 && !names.iter().any(is_unit);
    names.sort_unstable();
    names.dedup();
    all_named && names.len() == rows
}

/// Whether a total is that of the rows under every heading of figures.
fn adds_up(table: &Table, rows: &[&RawRow], total: &RawRow) -> bool {
    let number = |row: &RawRow, i: usize| row.cells[i].as_ref().map_or(Some(0.0), |cell| cell.value.number());
    let fits = |i: usize| {
        let sum: Option<f64> = rows.iter().map(|row| number(row, i)).sum();
        total.cells[i].is_some() && sum.zip(number(total, i)).is_some_and(|(sum, said)| (sum - said).abs() < 1e-6)
    };
    (0..table.headings.len()).filter(|i| table.headings[*i].field.is_some_and(Field::is_count)).all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_names_of_villages_are_told() {
        let words = Words::built_in();
        assert!(
            ["东街村", "西街社区", "王家庄村"].iter().all(|name| village_told((*name).to_owned(), &words) == **name)
        );
        for text in ["赵小明反映东街村", "西街村赵小明家", "赵小明"] {
            assert_eq!(village_told(text.to_owned(), &words), UNSAID, "{text}");
        }
    }
}
