//! "Take the names from last quarter's workbook." The roster that a produced workbook knows.
//!
//! In: the workbook's cells. Out: a [`Sketch`]: units and what they owed from 收件登记, rows in force from the annexes, what files said
//! from 明细, other writings from 名称对照. A copy without evidence tells too little and gives nothing. Labels are read back through
//! the same words that wrote them.

use super::{Fact, Said, Sketch, Sketcher};
use crate::field::{Field, Form};
use crate::fold::{fold, is_empty};
use crate::normalize::{NameKind, Standing};
use crate::period::Period;
use crate::place::{Area, At, Place};
use crate::read::{Book, Cell, Sheet, Value};
use crate::rules::Rules;
use crate::rules::periods::find_periods;
use crate::settle::names::How;
use crate::trail;
use crate::wording::{annexes, differences, labels};
use std::sync::Arc;

/// Numbers of the sheets in [`annexes::SHEETS`].
const OVERVIEW: usize = 0;
const COLUMNS: usize = 1;
const ACCOUNTS: usize = 3;
const REGISTER: usize = 6;
const NAMES: usize = 7;
const DETAILS: usize = 8;

/// Draws the roster that a produced workbook knows; `None` where its evidence or its period is gone.
#[must_use]
pub fn of_product(book: &Book, rules: &Rules) -> Option<Sketch> {
    let period = period(book, rules)?;
    let mut sketcher = Sketcher::new(period, rules);
    let register = lines(book, REGISTER, &annexes::REGISTER_HEADS[1..4]);
    if register.is_empty() {
        return None;
    }
    for line in &register {
        if let Some(unit) = line.name(0) {
            match line.text(1) {
                annexes::NOTHING_DUE => sketcher.owed(unit, &[]),
                due if !forms(due).is_empty() => sketcher.owed(unit, &forms(due)),
                _ => sketcher.unit(unit, &forms(line.text(2))),
            }
        }
    }
    rows_in_force(book, period, &mut sketcher);
    for line in lines(book, DETAILS, &annexes::DETAIL_HEADS[1..]) {
        detail(&line, &mut sketcher);
    }
    // Only the workbook's own record knows what stood above a website column.
    for story in trail::read(book).map(|trail| trail.stories).unwrap_or_default() {
        if let (Some(column), Some(parent)) = (&story.object, &story.parent) {
            let own = column.strip_prefix(parent.as_str()).and_then(|rest| rest.strip_prefix('/')).unwrap_or(column);
            sketcher.parent(&story.unit, (column, own, parent), &story.line.0);
        }
    }
    for line in lines(book, NAMES, &annexes::NAME_HEADS[1..]) {
        let (Some(place), Some(used)) = (source(line.text(6)), line.name(2)) else { continue };
        if line.text(3) == labels::how(How::Owner) {
            continue;
        }
        let (written, guess) = (line.text(1), line.text(4) == annexes::yes_no(true));
        let kind = |kind| labels::name_kind(kind) == line.text(0);
        if kind(NameKind::Unit) {
            sketcher.alias(used, written, (guess, &place));
        } else if !guess && kind(NameKind::Column) {
            sketcher.object_alias(Form::Columns, used, (written, &place));
        } else if !guess && kind(NameKind::Account) {
            sketcher.object_alias(Form::Accounts, used, (written, &place));
        }
    }
    Some(sketcher.draw())
}

/// The period that the overview names.
fn period(book: &Book, rules: &Rules) -> Option<Period> {
    let sheet = sheet(book, annexes::SHEETS[OVERVIEW])?;
    let title = sheet.cell(At::new(0, 0))?.value.shown();
    let (said, _) = find_periods(&title, &rules.words.periods).into_iter().next()?;
    said.resolve(said.year?)
}

/// Rows of annexes 1 and 3: what was in force, in the order of the office.
fn rows_in_force(book: &Book, period: Period, sketcher: &mut Sketcher<'_>) {
    for line in lines(book, COLUMNS, &annexes::COLUMN_HEADS) {
        let (Some(column), Some(unit)) = (line.name(0), line.name(2)) else { continue };
        let frequency = line.name(1).filter(|f| *f != annexes::NOT_STATED);
        let value = frequency.map_or(Said::Blank, Said::Text);
        let fact = in_force((Form::Columns, Field::Frequency), (unit, column), (period, value), &line.place);
        sketcher.fact(&Fact { raw: frequency.unwrap_or_default(), ..fact });
    }
    let heads = [1, 2, 3, 4, 6].map(|n| annexes::ACCOUNT_HEADS[n]);
    for line in lines(book, ACCOUNTS, &heads) {
        let (Some(unit), Some(account)) = (line.name(0), line.name(1)) else { continue };
        for (field, index) in [(Field::Required, 3), (Field::ForwardList, 4)] {
            // What is no number here was said by a file, and stands in 明细.
            let value = match line.value(index) {
                Said::Text(_) => Said::Blank,
                value => value,
            };
            let fact = in_force((Form::Accounts, field), (unit, account), (period, value), &line.place);
            let platform = line.name(2).filter(|p| *p != annexes::NOT_STATED);
            sketcher.fact(&Fact { platform, raw: line.text(index), ..fact });
        }
    }
}

fn in_force<'a>(
    (form, field): (Form, Field),
    (unit, object): (&'a str, &'a str),
    (period, value): (Period, Said<'a>),
    place: &'a Place,
) -> Fact<'a> {
    Fact {
        form,
        unit: (unit, unit),
        object: Some((object, object)),
        platform: None,
        field,
        period,
        value,
        raw: "",
        place,
        counts: true,
        known: true,
    }
}

/// A line of 明细.
fn detail(line: &Line, sketcher: &mut Sketcher<'_>) {
    const FORMS: [Form; 3] = [Form::Columns, Form::Messages, Form::Accounts];
    let form = FORMS.into_iter().find(|f| labels::form(*f) == line.text(0));
    let (Some(form), Some(unit), Some(period)) = (form, line.name(1), Period::parse_code(line.text(5))) else {
        return;
    };
    let told = [Field::Frequency, Field::Required, Field::ForwardList];
    let field = told.into_iter().find(|f| labels::field(*f) == line.text(4)).unwrap_or(Field::Remark);
    let place = placed(line.text(8), line.text(9), line.text(10));
    let object = line.name(2).map(|object| (object, object));
    let standing = line.text(11);
    if standing == annexes::NO_DUTY {
        return;
    }
    let known = standing != annexes::NOT_IN_ROSTER;
    let counting = [(Standing::Counts, false), (Standing::Counts, true), (Standing::Repeated, false)];
    let counts = !known || counting.iter().any(|(s, ledger)| labels::standing(*s, *ledger) == standing);
    let (platform, value, raw) = (line.name(3), line.value(6), line.text(7));
    let place = &place;
    sketcher.fact(&Fact {
        form,
        unit: (unit, unit),
        object,
        platform,
        field,
        period,
        value,
        raw,
        place,
        counts,
        known,
    });
}

fn forms(text: &str) -> Vec<Form> {
    let all = [Form::Columns, Form::Messages, Form::Accounts];
    let named = |form: &Form| text.split(annexes::ENUMERATE).any(|word| word == labels::form(*form));
    all.into_iter().filter(named).collect()
}

/// One line of a sheet: its cells under the headings that were asked for.
struct Line {
    cells: Vec<(Value, String)>,
    place: Place,
}

impl Line {
    fn text(&self, index: usize) -> &str {
        self.cells.get(index).map_or("", |(_, text)| text)
    }

    /// A text that is a name.
    fn name(&self, index: usize) -> Option<&str> {
        Some(self.text(index)).filter(|text| !is_empty(text) && *text != annexes::NOT_APPLICABLE)
    }

    fn value(&self, index: usize) -> Said<'_> {
        let Some((value, text)) = self.cells.get(index) else { return Said::Blank };
        match (value, text.as_str()) {
            #[expect(clippy::cast_possible_truncation, reason = "whole numbers below 2^53 are exact")]
            (Value::Number(n), _) if n.fract() == 0.0 => Said::Count(*n as i64),
            (_, annexes::NOT_APPLICABLE) => Said::NotApplicable,
            (_, annexes::LEFT_BLANK | "") => Said::Blank,
            (_, annexes::OPEN) => Said::Open,
            (_, text) => Said::Text(text),
        }
    }
}

fn sheet<'b>(book: &'b Book, name: &str) -> Option<&'b Sheet> {
    book.sheets.iter().find(|s| s.place.sheet.as_deref().is_some_and(|n| fold(n) == fold(name)))
}

/// The lines under these headings, on the sheet and on those that it goes on; sums and remarks are none. A merged cell speaks for
/// every line that it covers.
fn lines(book: &Book, number: usize, heads: &[&str]) -> Vec<Line> {
    let mut out = Vec::new();
    let pages = (1..).map_while(|n| sheet(book, &annexes::continued(annexes::SHEETS[number], n)));
    for page in pages {
        let Some((row, columns)) = headings(page, heads) else { continue };
        for below in page.rows().iter().filter(|r| r.row > row) {
            // What changed between versions stands below the record of the files, under headings of its own.
            if below.cells.first().is_some_and(|(_, c)| fold(&c.value.shown()) == fold(differences::TITLE)) {
                break;
            }
            let whole = below.cells.first().and_then(|(col, _)| page.merge_at(At::new(below.row, *col)));
            if whole.is_some_and(|m| m.last.col > m.first.col) {
                continue;
            }
            let cell = |col: &u32| {
                let at = At::new(below.row, *col);
                let value = page.cell(page.merge_at(at).map_or(at, |m| m.first)).map(|c: &Cell| c.value.clone());
                let text = value.as_ref().map(Value::shown).unwrap_or_default();
                (value.unwrap_or(Value::Text(String::new())), text)
            };
            let first = columns.first().copied().unwrap_or(0);
            out.push(Line {
                cells: columns.iter().map(cell).collect(),
                place: page.place.at(At::new(below.row, first)),
            });
        }
    }
    out
}

/// The row that holds all these headings, and where each stands.
fn headings(page: &Sheet, heads: &[&str]) -> Option<(u32, Vec<u32>)> {
    page.rows().iter().find_map(|row| {
        let find =
            |head: &&str| row.cells.iter().find(|(_, c)| fold(&c.value.shown()) == fold(head)).map(|(col, _)| *col);
        Some((row.row, heads.iter().map(find).collect::<Option<Vec<u32>>>()?))
    })
}

/// A place as the evidence writes it in three cells.
fn placed(file: &str, sheet: &str, area: &str) -> Place {
    let mut place = Place::file(&Arc::from(file));
    if sheet != annexes::NOT_APPLICABLE {
        place.sheet = Some(Arc::from(sheet));
    }
    let mut corners = area.split(':').map(At::parse);
    if let Some(Some(first)) = corners.next() {
        place.area = Some(Area { first, last: corners.next().flatten().unwrap_or(first) });
    }
    place
}

/// A place as one text: file › sheet › cell.
fn source(text: &str) -> Option<Place> {
    let mut parts = text.split(" › ");
    let file = parts.next().filter(|f| !is_empty(f) && *f != annexes::NOT_APPLICABLE)?;
    let sheet = parts.next().unwrap_or(annexes::NOT_APPLICABLE);
    Some(placed(file, sheet, parts.next().unwrap_or_default()))
}
