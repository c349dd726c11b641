//! "Which cells, under which names, by which rule?" The story of each row of the annexes.
//!
//! In: the outcome. Out: a [`Story`] for each listed row of the tally. It words nothing but what the tally words itself.

use super::{FigureTrail, LinesTrail, NameTrail, PartTrail, RequiredTrail, Spot, State, Story};
use crate::field::{Field, Form};
use crate::finding::Subject;
use crate::judge::all_readings;
use crate::normalize::{Counted, Entry, Name, NameKind, Rename, Reported};
use crate::outcome::{InputTable, Outcome};
use crate::period::Period;
use crate::place::Place;
use crate::rules::settings::Settings;
use crate::settle::names::How;
use crate::tally::{AccountRow, Amount, ColumnRow, Figure, MessageRow, Part, Required};
use crate::wording::labels;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

/// The stories of all rows that the annexes may show, each told when it is asked for.
pub(super) fn stories(outcome: &Outcome) -> impl Iterator<Item = Story> {
    let desk = Rc::new(Desk::of(outcome));
    let (tally, judgment) = (&outcome.tally, &outcome.judgment);
    let columns = tally.columns.iter().enumerate().filter(|(_, row)| row.listed).map({
        let desk = Rc::clone(&desk);
        move |(n, row)| desk.column(row, Subject::Column(n), labels::result(judgment.columns[n]))
    });
    let messages = tally.messages.iter().enumerate().filter(|(_, row)| row.listed).map({
        let desk = Rc::clone(&desk);
        move |(n, row)| desk.message(row, Subject::Message(n))
    });
    let accounts = tally.accounts.iter().enumerate().filter(|(_, row)| row.listed);
    let accounts =
        accounts.map(move |(n, row)| desk.account(row, Subject::Account(n), labels::verdict(judgment.accounts[n])));
    columns.chain(messages).chain(accounts)
}

/// What a name was turned into: kind, file, as written.
type Writing<'a> = (NameKind, &'a str, &'a str);

/// The batch, looked up and not searched.
struct Desk<'a> {
    run: Period,
    by_place: HashMap<&'a Place, Vec<&'a Entry>>,
    counted: HashMap<&'a Place, Vec<&'a Counted>>,
    roster: Option<&'a Arc<str>>,
    settings: &'a Settings,
    renames: HashMap<Writing<'a>, &'a Rename>,
    /// Columns above website columns, by unit and column.
    parents: HashMap<(&'a str, &'a str), &'a str>,
    /// Accounts that changed hands, by file and owner.
    moved: HashSet<(&'a str, &'a str)>,
    tables: HashMap<&'a str, Vec<&'a InputTable>>,
    findings: HashMap<Subject, Vec<usize>>,
}

/// Names of a row.
struct Names<'a> {
    form: Form,
    unit: &'a str,
    object: &'a str,
}

impl<'a> Desk<'a> {
    fn of(outcome: &'a Outcome) -> Self {
        let mut by_place: HashMap<&Place, Vec<&Entry>> = HashMap::new();
        for entry in &outcome.entries {
            by_place.entry(&entry.place).or_default().push(entry);
        }
        let mut counted: HashMap<&Place, Vec<&Counted>> = HashMap::new();
        for lines in &outcome.counted {
            counted.entry(&lines.place).or_default().push(lines);
        }
        let key = |r: &'a Rename| (r.what, &*r.place.file, r.written.as_str());
        let mut tables: HashMap<&str, Vec<&InputTable>> = HashMap::new();
        for input in &outcome.inputs {
            tables.entry(&input.file).or_default().extend(&input.tables);
        }
        Self {
            run: outcome.tally.period,
            settings: &outcome.rules.settings,
            by_place,
            counted,
            roster: outcome.rules.roster.file.as_ref(),
            renames: outcome.renames.iter().filter(|r| r.units.is_none()).map(|r| (key(r), r)).collect(),
            parents: parents(outcome),
            moved: outcome
                .renames
                .iter()
                .filter_map(|r| Some((&*r.place.file, r.units.as_ref()?.1.as_str())))
                .collect(),
            tables,
            findings: outcome.judgment.by_row(&outcome.tally),
        }
    }

    fn column(&self, row: &ColumnRow, of: Subject, result: &str) -> Story {
        let names = Names { form: Form::Columns, unit: &row.unit, object: &row.column };
        let months = row.months.iter().map(|(month, f)| self.figure(f, (Field::Updates, *month), &names));
        let mut figures: Vec<FigureTrail> = months.collect();
        figures.push(self.figure(&row.actual, (Field::Sum, self.run), &names));
        Story {
            object: Some(row.column.clone()),
            parent: self.parents.get(&(row.unit.as_str(), row.column.as_str())).map(|p| (*p).to_owned()),
            required: Some(required(&row.required)),
            readings: all_readings(row, self.settings),
            result: Some(result.to_owned()),
            ..self.bare(of, &names, figures, &row.place)
        }
    }

    fn message(&self, row: &MessageRow, of: Subject) -> Story {
        let names = Names { form: Form::Messages, unit: &row.unit, object: "" };
        let figures = [(&row.received, Field::Received), (&row.closed, Field::Closed), (&row.overdue, Field::Overdue)];
        let figures = figures.map(|(figure, field)| self.figure(figure, (field, self.run), &names));
        self.bare(of, &names, figures.into(), &row.place)
    }

    fn account(&self, row: &AccountRow, of: Subject, verdict: &str) -> Story {
        let names = Names { form: Form::Accounts, unit: &row.unit, object: &row.account };
        let figures = [
            (&row.actual, Field::Actual),
            (&row.original, Field::Original),
            (&row.forward_list, Field::ForwardList),
            (&row.forwarded, Field::Forwarded),
        ];
        let figures = figures.map(|(figure, field)| self.figure(figure, (field, self.run), &names));
        Story {
            object: Some(row.account.clone()),
            platform: Some(row.platform.clone()).filter(|p| !p.is_empty()),
            required: Some(required(&row.required)),
            result: Some(verdict.to_owned()),
            last_post: row.last_post.as_ref().map(|(day, place)| (*day, Spot::from(place))),
            gap: row.largest_gap.map(|gap| (gap.days, gap.from, gap.to)),
            ..self.bare(of, &names, figures.into(), &row.place)
        }
    }

    fn bare(&self, of: Subject, names: &Names<'_>, figures: Vec<FigureTrail>, line: &Place) -> Story {
        Story {
            of,
            form: names.form,
            unit: names.unit.to_owned(),
            object: None,
            platform: None,
            parent: None,
            line: Spot::from(line),
            required: None,
            readings: None,
            figures,
            result: None,
            last_post: None,
            gap: None,
            findings: self.findings.get(&of).cloned().unwrap_or_default(),
        }
    }

    fn figure(&self, figure: &Figure, (field, period): (Field, Period), names: &Names<'_>) -> FigureTrail {
        let parts = figure.parts.iter().map(|part| self.part(part, field, names)).collect();
        FigureTrail { field, period, value: state(figure.value), parts }
    }

    fn part(&self, part: &Part, field: Field, names: &Names<'_>) -> PartTrail {
        let entry = self.entry(part, field, names);
        PartTrail {
            place: Spot::from(&part.place),
            raw: part.raw.clone(),
            read: entry.and_then(|e| match e.reading.value {
                Reported::Count(n) => i64::try_from(n).ok(),
                Reported::Doubtful { parsed, .. } => parsed,
                _ => None,
            }),
            heading: entry.and_then(|e| self.heading(&part.place, e.field)),
            standing: entry.map(|e| e.standing),
            ledger: entry.is_some_and(|e| e.from_ledger && !e.is_correction(self.roster)),
            lines: entry.filter(|e| e.from_ledger).and_then(|e| self.lines(e)),
            names: entry.map(|e| self.names(e)).unwrap_or_default(),
        }
    }

    /// The entry behind a part: several stand at one place where a cell tells two figures, or a ledger was counted.
    fn entry(&self, part: &Part, field: Field, names: &Names<'_>) -> Option<&'a Entry> {
        let of_row = |e: &&&Entry| {
            let object = e.object.as_ref().map_or("", |o| &*o.used);
            e.form == names.form && &*e.unit.used == names.unit && object == names.object
        };
        let here: Vec<&Entry> = self.by_place.get(&part.place)?.iter().filter(of_row).copied().collect();
        let as_written = || here.iter().filter(|e| e.reading.raw == part.raw);
        let same_field = as_written().find(|e| e.field == field);
        same_field.or_else(|| as_written().next()).or(here.first()).copied()
    }

    /// What became of the lines of the ledger that an entry was counted from.
    fn lines(&self, entry: &Entry) -> Option<LinesTrail> {
        let of_entry =
            |c: &&&Counted| c.unit == entry.unit.used && c.object == entry.object.as_ref().map(|o| o.used.clone());
        let counted = self.counted.get(&entry.place)?.iter().find(of_entry)?;
        Some(LinesTrail { used: counted.used, left: counted.left.clone() })
    }

    /// The heading in the letter column of a cell that means this field.
    fn heading(&self, place: &Place, field: Field) -> Option<String> {
        let cell = place.area?.first;
        let stands_in =
            |t: &&&InputTable| t.place.sheet == place.sheet && t.place.area.is_none_or(|a| a.contains(cell));
        let tables = self.tables.get(&*place.file)?.iter().filter(stands_in);
        let mut headings = tables.flat_map(|t| t.headings.iter()).filter(|(_, _, means)| *means == Some(field));
        let above = headings.find(|(area, ..)| (area.first.col..=area.last.col).contains(&cell.col));
        above.map(|(_, words, _)| words.to_string())
    }

    /// The names of an entry that the file writes otherwise.
    fn names(&self, entry: &Entry) -> Vec<NameTrail> {
        let object = match entry.form {
            Form::Accounts => NameKind::Account,
            _ => NameKind::Column,
        };
        let names = [(NameKind::Unit, Some(&entry.unit)), (object, entry.object.as_ref())];
        let named = names.into_iter().filter_map(|(what, name)| name.map(|n| (what, n)));
        let moved = |name: &Name| self.moved.contains(&(&*entry.place.file, &*name.used));
        let others = named.filter(|(_, name)| name.written != name.used);
        others
            .map(|(what, name)| {
                let rename = self.renames.get(&(what, &*entry.place.file, &*name.written));
                NameTrail {
                    what,
                    written: name.written.to_string(),
                    used: name.used.to_string(),
                    how: rename.map(|r| r.how).or_else(|| moved(name).then_some(How::Owner)),
                    alternative: rename.and_then(|r| r.alternative.clone()),
                }
            })
            .collect()
    }
}

/// What the roster says stands above, else what the files say.
fn parents(outcome: &Outcome) -> HashMap<(&str, &str), &str> {
    let mut out: HashMap<(&str, &str), &str> = HashMap::new();
    for said in &outcome.parents {
        out.entry((&said.unit, &said.column)).or_insert(&said.parent);
    }
    for column in outcome.rules.roster.columns.iter().flatten() {
        if let Some(parent) = &column.parent {
            out.insert((&column.unit, &column.name), parent);
        }
    }
    out
}

fn required(required: &Required) -> RequiredTrail {
    RequiredTrail {
        number: required.number,
        by_month: required.by_month.clone(),
        from: required.from,
        wording: required.wording.clone(),
        arithmetic: required.arithmetic.clone(),
        basis: required.basis.clone(),
        place: required.place.as_ref().map(Spot::from),
    }
}

const fn state(amount: Amount) -> State {
    match amount {
        Amount::Known(n) => State::Known(n),
        Amount::NotApplicable => State::NotApplicable,
        Amount::NotReported => State::NotReported,
        Amount::Missing => State::Missing,
        Amount::Doubtful(why) => State::Doubtful(why),
    }
}
