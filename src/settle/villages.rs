//! "上河村, 下河村: of which town?" Lists of villages that no town is named for.
//!
//! In: a table as recognized, the rules. Out: the finding with which it waits: villages report to their town, never to the district, and
//! without a town nobody can give it their figures. Where the office lists its units itself, a village may be one of them. Villages of a
//! town that files are `recognize`'s.

use crate::field::Field;
use crate::finding::{Finding, Kind, Waits};
use crate::fold::{fold, one_name};
use crate::recognize::{RawCell, Said, Source, Table};
use crate::rules::Rules;

/// One village alone may be who files.
const ROWS: usize = 2;

/// Why a table cannot be used whose rows are villages of nobody.
pub(super) fn wait(table: &Table, rules: &Rules) -> Option<Finding> {
    let guards = &rules.words.guards;
    let heading = table.headings.iter().position(|h| h.field == Some(Field::Unit))?;
    if rules.roster.units.is_some() || table.rows.len() < ROWS {
        return None;
    }
    let mut around = table.claims.units.iter().filter(|said| said.source != Source::Column);
    let of_town = |text: &str| guards.names_town(&fold(text));
    let own = |said: &Said<String>| said.source == Source::Line && guards.is_village(&fold(&said.what));
    if around.any(|said| of_town(&said.what) || own(said)) {
        return None;
    }
    let cells: Vec<&RawCell> = table.rows.iter().filter_map(|row| row.cells.get(heading)?.as_ref()).collect();
    let names: Vec<String> = cells.iter().map(|cell| one_name(&cell.value.shown())).collect();
    let villages = names.iter().filter(|name| guards.is_village(&fold(name))).count();
    let kind = || Kind::TableWaits { why: Waits::VillagesAlone, named: names.clone() };
    (villages * 2 > names.len()).then(|| Finding::new(kind(), table.place.at(table.headings[heading].area)))
}
