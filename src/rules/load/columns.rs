//! "Which website columns, how often, and whose?" The sheet 栏目.
//!
//! In: its lines. Out: the columns in their order. A column may stand twice when its unit, its parent or its time of use differs.

use super::super::frequency::parse_frequency;
use super::super::roster::RosterColumn;
use super::super::sheets::{ROSTER, Remarks, lines};
use super::super::{Rules, cells};
use super::units::Register;
use super::{cell_of, in_use, overlap};
use crate::error::Mistake;
use crate::fold::fold;
use crate::read::Book;

/// Reads 栏目 into the roster.
pub(super) fn load(book: &Book, rules: &mut Rules, register: &Register, remarks: &mut Remarks) {
    let Some(lines) = lines(book, "columns", remarks) else { return };
    let mut columns: Vec<RosterColumn> = Vec::new();
    for line in &lines {
        let (Some(name), unit) = (line.text("name"), register.unit(line, "unit", remarks)) else { continue };
        let frequency = line.text("frequency");
        if let Some(written) = frequency.clone().filter(|f| parse_frequency(f, &rules.words.frequency).is_none()) {
            remarks.mistake(line.at("frequency"), Mistake::FrequencyUnknown { written });
        }
        let column = RosterColumn {
            name,
            parent: line.text("parent"),
            frequency,
            unit: unit.unwrap_or_default(),
            aliases: line.value("aliases").map_or_else(Vec::new, |v| cells::list(v, &ROSTER.alias_separators)),
            in_use: in_use(line, remarks),
            place: line.place.clone(),
        };
        let rivals = columns.iter().filter(|c| c.unit == column.unit && overlap(c.in_use, column.in_use));
        for other in rivals {
            if fold(&other.name) == fold(&column.name) && other.parent == column.parent {
                let what = Mistake::NameTwice { written: column.name.clone(), first: cell_of(&other.place) };
                remarks.mistake(line.at("name"), what);
            } else if let Some(alias) = shared((&other.name, &other.aliases), (&column.name, &column.aliases)) {
                let what = Mistake::AliasShared { alias, with: other.name.clone() };
                remarks.mistake(line.at("aliases"), what);
            }
        }
        columns.push(column);
    }
    tell_apart(&mut columns);
    rules.roster.columns = Some(columns);
}

/// Columns of one unit and name below different parents are called by both names everywhere: `政务公开/工作动态`.
fn tell_apart(columns: &mut [RosterColumn]) {
    let is_rival =
        |a: &RosterColumn, b: &RosterColumn| a.unit == b.unit && fold(&a.name) == fold(&b.name) && a.parent != b.parent;
    let shared: Vec<bool> = columns.iter().map(|a| columns.iter().any(|b| is_rival(a, b))).collect();
    for (column, _) in columns.iter_mut().zip(shared).filter(|(_, shared)| *shared) {
        if let Some(parent) = &column.parent {
            column.name = format!("{parent}/{}", column.name);
        }
    }
}

/// A writing that is an alias on one side and a name or alias on the other.
pub(super) fn shared(a: (&str, &[String]), b: (&str, &[String])) -> Option<String> {
    let in_b = |alias: &&String| fold(alias) == fold(b.0) || b.1.iter().any(|other| fold(other) == fold(alias));
    let from_a = a.1.iter().find(in_b);
    from_a.or_else(|| b.1.iter().find(|alias| fold(alias) == fold(a.0))).cloned()
}
