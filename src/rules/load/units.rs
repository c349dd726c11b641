//! "Who are the units?" The sheet 单位.
//!
//! In: its lines. Out: the units by name, and the [`Register`] through which every other sheet names them. Matching of written
//! names in submissions is not here: a roster must name its units as it lists them.

use super::super::cells;
use super::super::roster::{Roster, Unit};
use super::super::sheets::{Line, ROSTER, Remarks, lines, nearest};
use super::{cell_of, in_use};
use crate::error::Mistake;
use crate::field::Form;
use crate::fold::fold;
use crate::place::Place;
use crate::read::{Book, Value};
use indexmap::IndexMap;

/// The units that other sheets may name.
#[derive(Debug, Default)]
pub(super) struct Register {
    /// Folded name, full name or alias to the unit's name and the place of that writing; `None` without the sheet.
    known: Option<IndexMap<String, (String, Place)>>,
    /// Units whose 报送内容 is empty.
    undecided: Vec<String>,
}

impl Register {
    /// The unit that the cell names, by its name in 单位; as written where that sheet is absent. A full name or alias will do.
    pub(super) fn unit(&self, line: &Line, id: &str, remarks: &mut Remarks) -> Option<String> {
        let written = line.text(id)?;
        let Some(known) = &self.known else { return Some(written) };
        if let Some((name, _)) = known.get(&fold(&written)) {
            return Some(name.clone());
        }
        let nearest = nearest(&written, known.values().map(|(name, _)| name.as_str()));
        remarks.mistake(line.at(id), Mistake::UnitUnknown { written, nearest });
        None
    }
}

/// Reads 单位 into `roster`.
pub(super) fn load(book: &Book, roster: &mut Roster, remarks: &mut Remarks) -> Register {
    let mut register = Register::default();
    let Some(lines) = lines(book, "units", remarks) else { return register };
    let mut units: IndexMap<String, Unit> = IndexMap::new();
    let mut names: IndexMap<String, (String, Place)> = IndexMap::new();
    for line in &lines {
        let Some(name) = line.text("name") else { continue };
        if let Some((_, first)) = names.get(&fold(&name)) {
            let first = cell_of(first);
            remarks.mistake(line.at("name"), Mistake::NameTwice { written: name, first });
            continue;
        }
        names.insert(fold(&name), (name.clone(), line.at("name")));
        if line.value("forms").is_none() {
            register.undecided.push(name.clone());
        }
        let unit = Unit {
            full_name: line.text("full_name"),
            aliases: line.value("aliases").map_or_else(Vec::new, |v| cells::list(v, &ROSTER.alias_separators)),
            category: line.text("category"),
            forms: forms(line, remarks),
            in_use: in_use(line, remarks),
            contact: line.text("contact"),
            phone: line.text("phone"),
            place: line.place.clone(),
            name: name.clone(),
        };
        units.insert(name, unit);
    }
    // Only now is every name known, and an alias cannot take one away.
    for line in &lines {
        if let Some(unit) = line.text("name").and_then(|n| units.get(&n)).filter(|u| u.place == line.place) {
            add_aliases(unit, line, &mut names, remarks);
        }
    }
    roster.units = Some(units);
    register.known = Some(names);
    register
}

fn add_aliases(unit: &Unit, line: &Line, names: &mut IndexMap<String, (String, Place)>, remarks: &mut Remarks) {
    let full = unit.full_name.iter().map(|f| ("full_name", f));
    for (id, alias) in full.chain(unit.aliases.iter().map(|a| ("aliases", a))) {
        match names.get(&fold(alias)) {
            Some((other, _)) if *other == unit.name => {}
            Some((other, _)) => {
                let what = Mistake::AliasShared { alias: alias.clone(), with: other.clone() };
                remarks.mistake(line.at(id), what);
            }
            None => {
                names.insert(fold(alias), (unit.name.clone(), line.at(id)));
            }
        }
    }
}

/// 报送内容; blanks separate too.
fn forms(line: &Line, remarks: &mut Remarks) -> Vec<Form> {
    let Some(value) = line.value("forms") else { return Vec::new() };
    if cells::choice(value, &ROSTER.no_forms).is_some() {
        return Vec::new();
    }
    let words = cells::list(value, &format!("{} \u{3000}\t", ROSTER.separators));
    let forms: Option<Vec<Form>> = words.into_iter().map(|w| cells::choice(&Value::Text(w), &ROSTER.forms)).collect();
    let Some(mut forms) = forms.filter(|f| !f.is_empty()) else {
        remarks.bad_value(line, "forms", "forms");
        return Vec::new();
    };
    forms.sort_unstable();
    forms.dedup();
    forms
}

/// Where 报送内容 is empty: 栏目 for who has columns, 新媒体 for who has accounts. 留言 is due only where it is written.
pub(super) fn derive_forms(roster: &mut Roster, register: &Register) {
    let Some(units) = &mut roster.units else { return };
    for name in &register.undecided {
        let columns = roster.columns.iter().flatten().any(|c| c.unit == *name).then_some(Form::Columns);
        let accounts = roster.accounts.iter().flatten().any(|a| a.unit == *name).then_some(Form::Accounts);
        if let Some(unit) = units.get_mut(name) {
            unit.forms = columns.into_iter().chain(accounts).collect();
        }
    }
}
