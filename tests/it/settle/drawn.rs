//! Recognized books built by hand: only what a test says, nothing else.

use jiff::civil::{Date, DateTime};
use tongbao::field::{Field, Form};
use tongbao::period::{Part, PeriodSaid};
use tongbao::place::{Area, At, Place};
use tongbao::read::Value;
use tongbao::recognize::{
    Beside, Claims, Heading, RawCell, RawRow, Recognized, Said, Source, Table, ZeroSentence, count_lines,
};
use tongbao::rules::Words;

/// A book of these tables.
pub(crate) fn book(file: &str, tables: Vec<Table>) -> Recognized {
    let tables = tables.into_iter().map(|t| moved(t, file)).collect();
    Recognized {
        file: file.into(),
        sha256: String::new(),
        saved: None,
        tables,
        zeros: Vec::new(),
        dated: Vec::new(),
        findings: Vec::new(),
    }
}

pub(crate) fn saved(mut book: Recognized, when: DateTime) -> Recognized {
    book.saved = Some(when);
    book
}

fn moved(mut table: Table, file: &str) -> Table {
    table.place.file = file.into();
    for said in &mut table.claims.units {
        said.place.file = file.into();
    }
    for said in &mut table.claims.periods {
        said.place.file = file.into();
    }
    table
}

/// A table with one heading for each field and rows as text: `12` is a number, `"12"` text, `_` nothing.
pub(crate) fn table(form: Form, headings: &[Field], rows: &str) -> Table {
    let place = Place::sheet(&"表.xlsx".into(), &"Sheet1".into());
    let last = u32::try_from(headings.len() - 1).unwrap();
    let headings: Vec<Heading> = headings
        .iter()
        .zip(0..)
        .map(|(field, col)| Heading {
            area: Area::one(At::new(0, col)),
            path: vec![format!("{field:?}")],
            field: Some(*field),
            period: None,
            platform: None,
            rival: None,
            why: None,
            margin: 0,
        })
        .collect();
    let rows: Vec<RawRow> =
        rows.lines().filter(|l| !l.trim().is_empty()).zip(1..).map(|(l, line)| row(l, line)).collect();
    let bottom = u32::try_from(rows.len()).unwrap();
    let area = Area::between(At::new(0, 0), At::new(bottom, last));
    let (rows, ledger) = match form {
        Form::Posts => {
            let (rows, ledger) = count_lines((form, &headings), &rows, area, &Words::built_in());
            (rows, Some(ledger))
        }
        _ => (rows, None),
    };
    Table {
        place: place.at(area),
        form,
        may_be: Vec::new(),
        headings,
        rows,
        ledger,
        totals: Vec::new(),
        left_out: Vec::new(),
        blank_is_zero: false,
        blank_note: None,
        strokes: Vec::new(),
        crossed: false,
        each_day: None,
        parted: Vec::new(),
        sample: Vec::new(),
        hidden: Vec::new(),
        beside: Beside::default(),
        claims: Claims::default(),
    }
}

pub(crate) fn row(text: &str, line: u32) -> RawRow {
    let cell = |(word, col): (&str, u32)| {
        let value = match word.trim() {
            "_" => return None,
            quoted if quoted.starts_with('"') => Value::Text(quoted.trim_matches('"').to_owned()),
            word => match (word.parse::<f64>(), word.parse::<Date>()) {
                (Ok(n), _) => Value::Number(n),
                (_, Ok(day)) => Value::Date(day.at(0, 0, 0, 0)),
                _ => Value::Text(word.to_owned()),
            },
        };
        Some(RawCell { at: At::new(line, col), value, formula: false, filled: false })
    };
    RawRow { line, cells: text.split('|').zip(0..).map(cell).collect() }
}

/// Gives the headings at these positions the months 1, 2, 3 …
pub(crate) fn months(mut table: Table, at: &[(usize, i8)]) -> Table {
    for (index, month) in at {
        table.headings[*index].period = Some(said(None, Part::Months(*month, *month)));
    }
    table
}

pub(crate) const fn said(year: Option<i16>, part: Part) -> PeriodSaid {
    PeriodSaid { year, part }
}

pub(crate) fn names_period(mut table: Table, source: Source, period: PeriodSaid) -> Table {
    let place = table.place.clone();
    table.claims.periods.push(Said { what: period, text: format!("{period:?}"), source, place });
    table
}

pub(crate) fn names_unit(mut table: Table, source: Source, unit: &str) -> Table {
    let place = table.place.clone();
    table.claims.units.push(Said { what: unit.into(), text: unit.into(), source, place });
    table
}

pub(crate) fn filed(mut table: Table, day: Date) -> Table {
    let place = table.place.clone();
    table.claims.filed = Some(Said { what: day, text: day.to_string(), source: Source::Line, place });
    table
}

pub(crate) fn zero(file: &str, form: Option<Form>, unit: &str) -> ZeroSentence {
    let place = Place::sheet(&file.into(), &"Sheet1".into()).at(At::new(3, 0));
    let what = Said { what: unit.into(), text: unit.into(), source: Source::Line, place: place.clone() };
    let claims = Claims { units: vec![what], ..Claims::default() };
    ZeroSentence { place, text: "本季度无留言".into(), form, told: None, claims }
}
