//! "It came, and nobody could read it." Tables, parts of tables and files of which no figure is taken although they may be of an annex.
//!
//! In: what was seen of each file, what became of its tables, the findings so far. Out: [`Unread`], one for each of them, with the annexes
//! that it may be of: where one stands, that annex never says that nothing came. What is of another period or says again what another file
//! says is not among them. It changes no figure.

use super::seen::{Seen, SeenTable};
use crate::field::{Field, Form};
use crate::finding::{Finding, Kind, Severity, ShapeDoubt, Waits};
use crate::fold::fold;
use crate::normalize::TableOutcome;
use crate::place::Place;
use crate::recognize::RowReason;
use crate::rules::Words;
use crate::settle::names::Names;
use crate::settle::{FileUse, Held, Settled, TableUse, one_in_name};
use std::collections::{HashMap, HashSet};

/// What was handed in and not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unread {
    /// The annexes that it may be of, in their order; never none.
    pub forms: Vec<Form>,
    /// Who handed it in, by used name, where that is known.
    pub unit: Option<String>,
    /// The table, the part of one, the sheet, or the whole file.
    pub place: Place,
}

/// How many of `all` may be of an annex.
#[must_use]
pub fn of_form(all: &[Unread], form: Form) -> usize {
    all.iter().filter(|unread| unread.forms.contains(&form)).count()
}

const ANNEXES: [Form; 3] = [Form::Columns, Form::Messages, Form::Accounts];

/// Everything that was handed in and not read; `outcomes` are those of the files that were opened.
#[must_use]
pub fn unread(
    seen: &[Seen],
    (settled, outcomes): (&Settled, &[Vec<TableOutcome>]),
    findings: &[&Finding],
    words: &Words,
) -> Vec<Unread> {
    let mut by_file: HashMap<&str, Vec<&Finding>> = HashMap::new();
    for finding in findings.iter().filter(|finding| finding.severity == Severity::Doubt) {
        by_file.entry(&finding.place.file).or_default().push(finding);
    }
    let again = findings.iter().filter(|f| matches!(f.kind, Kind::FileSame { .. } | Kind::FileDuplicate { .. }));
    let again: HashSet<&str> = again.map(|finding| &*finding.place.file).collect();
    let mut out = Vec::new();
    let mut opened = settled.files.iter().zip(outcomes);
    for file in seen {
        let said = by_file.get(&*file.file).map(Vec::as_slice).unwrap_or_default();
        match &file.tables {
            Err(finding) => out.extend(of_closed(finding, words)),
            Ok(tables) => {
                let Some((uses, outcomes)) = opened.next() else { continue };
                if !again.contains(&*file.file) {
                    of_file((tables, uses, outcomes), said, words, &mut out);
                }
            }
        }
    }
    out
}

/// Units that handed in what waits, as those are told that are owed something.
#[must_use]
pub fn held(all: &[Unread]) -> Vec<Held> {
    let known = all.iter().filter_map(|unread| Some((unread.unit.as_ref()?, unread)));
    let one = |(unit, unread): (&String, &Unread)| -> Vec<Held> {
        let of =
            |form: &Form| Held { unit: unit.clone(), form: Some(*form), place: unread.place.clone(), unopened: false };
        unread.forms.iter().map(of).collect()
    };
    known.flat_map(one).collect()
}

/// The files of a batch that stayed closed, where nothing of it could be used.
#[must_use]
pub fn closed(findings: &[Finding], names: &Names, words: &Words) -> Vec<Unread> {
    findings.iter().filter_map(|finding| of_closed(finding, words)).map(|one| signed(one, names)).collect()
}

/// The same with the unit that its path names, where nothing nearer says whose it is.
#[must_use]
pub fn signed(unread: Unread, names: &Names) -> Unread {
    let unit = unread.unit.or_else(|| one_in_name(&unread.place.file, names));
    Unread { unit, ..unread }
}

/// A file that could not be opened may hold anything, unless its name says what.
fn of_closed(finding: &Finding, words: &Words) -> Option<Unread> {
    let key = fold(stem(&finding.place.file));
    if !finding.kind.is_unopened() || words.guards.is_other_paper(&key) || words.guards.is_of_other_matters(&key) {
        return None;
    }
    let named = named_by(&key, words);
    let forms = if named.is_empty() { ANNEXES.to_vec() } else { named };
    Some(Unread { forms, unit: None, place: finding.place.clone() })
}

fn of_file(
    (tables, uses, outcomes): (&[SeenTable], &FileUse, &[TableOutcome]),
    said: &[&Finding],
    words: &Words,
    out: &mut Vec<Unread>,
) {
    let first = out.len();
    let owner = |index: usize| uses.owners.get(index).cloned().flatten();
    for (index, (table, (used, outcome))) in tables.iter().zip(uses.tables.iter().zip(outcomes)).enumerate() {
        let forms = of_table(table, (used, outcome), said);
        if !forms.is_empty() {
            out.push(Unread { forms, unit: owner(index), place: table.place.clone() });
        }
    }
    for finding in said {
        let at = tables.iter().position(|table| lies_in(&finding.place, &table.place));
        let forms = of_finding(finding, at.map(|index| &tables[index]), words);
        if forms.is_empty() || out[first..].iter().any(|known| covers(known, &forms, &finding.place)) {
            continue;
        }
        let unit = finding.unit.clone().or_else(|| at.and_then(owner));
        out.push(Unread { forms, unit, place: finding.place.clone() });
    }
    let empty = said.iter().find(|finding| matches!(finding.kind, Kind::NoTable));
    if let Some(finding) = empty.filter(|_| out.len() == first) {
        let forms = named_by(&fold(stem(&finding.place.file)), words);
        if !forms.is_empty() && !tables.is_empty() {
            out.push(Unread { forms, unit: owner(0), place: finding.place.clone() });
        }
    }
}

/// The annexes of a table of which nothing is used; none for one that is used.
fn of_table(table: &SeenTable, (used, outcome): (&TableUse, &TableOutcome), said: &[&Finding]) -> Vec<Form> {
    if !table.may_be.is_empty() {
        return table.may_be.clone();
    }
    let other_time = |f: &&&Finding| matches!(f.kind, Kind::PeriodOther { .. });
    let here = || said.iter().filter(|finding| lies_in(&finding.place, &table.place));
    let refused = matches!(used, TableUse::Refused(_)) && here().any(|f| other_time(&f));
    let silent = table.rows + table.left.get(&RowReason::Unused).copied().unwrap_or(0) == 0;
    if outcome.rows_used > 0 || silent || refused || here().all(|f| other_time(&f)) {
        return Vec::new();
    }
    forms_of(table)
}

fn forms_of(table: &SeenTable) -> Vec<Form> {
    let has = |field: Field| table.headings.iter().any(|(_, _, of)| *of == Some(field));
    match (table.form, has(Field::Account), has(Field::Column)) {
        (Form::Posts, true, false) => vec![Form::Accounts],
        (Form::Posts, false, true) => vec![Form::Columns],
        (Form::Posts, ..) => vec![Form::Columns, Form::Accounts],
        (form, ..) => form.annex().into_iter().filter(|form| ANNEXES.contains(form)).collect(),
    }
}

/// The annexes of what a finding keeps out of a table that is used, or of a place where no table is.
fn of_finding(finding: &Finding, table: Option<&SeenTable>, words: &Words) -> Vec<Form> {
    match &finding.kind {
        Kind::TableWaits { why: Waits::Part(form), .. } => vec![*form],
        Kind::ShapeUnread { why: ShapeDoubt::Slips, .. } => vec![Form::Messages],
        Kind::ShapeUnread { .. } => {
            let forms = table.map(forms_of).unwrap_or_default();
            if forms.is_empty() { vec![Form::Columns, Form::Accounts] } else { forms }
        }
        Kind::TableWaits { .. } => table.map(forms_of).unwrap_or_default(),
        // Of messages the annex shows what the sentence tells; columns and accounts have no row there.
        Kind::SentenceFigures { form: Some(Form::Messages), .. } => Vec::new(),
        Kind::SentenceFigures { form: Some(form), .. } => vec![*form],
        Kind::SentenceFigures { form: None, .. } => vec![Form::Columns, Form::Accounts],
        Kind::HeadingMissing { missing, .. } => {
            let of = |field: &Field| match field {
                Field::Column => Some(Form::Columns),
                Field::Account => Some(Form::Accounts),
                _ => None,
            };
            let own = table.map(|table| table.form);
            missing.iter().filter_map(of).filter(|form| Some(*form) != own).collect()
        }
        Kind::SheetUnreadable { .. } | Kind::SheetMissing => {
            let key = fold(finding.place.sheet.as_deref().unwrap_or_default());
            let named = named_by(&key, words);
            if named.is_empty() { ANNEXES.to_vec() } else { named }
        }
        _ => Vec::new(),
    }
}

/// The annexes that the name of a file or sheet (folded) speaks of.
fn named_by(key: &str, words: &Words) -> Vec<Form> {
    ANNEXES.into_iter().filter(|form| words.headings.title_votes(key, *form) > 0).collect()
}

fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn covers(known: &Unread, forms: &[Form], place: &Place) -> bool {
    forms.iter().all(|form| known.forms.contains(form)) && lies_in(place, &known.place)
}

/// Whether a place lies in a table, or is the sheet or file of one.
fn lies_in(place: &Place, table: &Place) -> bool {
    place.file == table.file
        && match (&place.sheet, &table.sheet) {
            (Some(own), Some(of)) if own == of => {
                place.area.zip(table.area).is_none_or(|(area, whole)| whole.contains(area.first))
            }
            (None, _) => true,
            _ => false,
        }
}
