//! Holds what came out against what a careful clerk takes: right, told as a doubt, or silently wrong.

use super::file::{Figure, Layout, Spot, Wanted};
use serde_json::Value;
use std::collections::BTreeMap;
use tongbao::field::Field;
use tongbao::finding::{Finding, Severity};
use tongbao::fold::fold;
use tongbao::normalize::{Entry, Reported, Standing};
use tongbao::outcome::{Input, InputStatus, Outcome};
use tongbao::place::{Area, Place};

/// What came out.
pub(super) struct Came<'a> {
    pub(super) entries: &'a [Entry],
    pub(super) findings: &'a [Finding],
    pub(super) inputs: &'a [Input],
    pub(super) outcome: Option<&'a Outcome>,
}

/// Differences from what was expected.
#[derive(Debug, Default)]
pub(super) struct Verdict {
    /// Figures that count and should not, or are left out, and no finding tells it.
    pub(super) silent: Vec<String>,
    /// Differences that a finding tells, and bookkeeping.
    pub(super) told: Vec<String>,
}

/// Counts, and the day of the last update.
const FIGURES: [Field; 11] = [
    Field::Updates,
    Field::Required,
    Field::Actual,
    Field::Original,
    Field::ForwardList,
    Field::Forwarded,
    Field::Received,
    Field::Closed,
    Field::Open,
    Field::Overdue,
    Field::LastUpdate,
];

/// Compares.
pub(super) fn compare(layout: &Layout, came: &Came<'_>) -> Verdict {
    let mut verdict = Verdict::default();
    extra(layout, came, &mut verdict);
    for figure in &layout.figures {
        wanted(figure, came, &mut verdict);
    }
    for (id, spot) in &layout.said {
        let right = |f: &&Finding| id.as_ref().is_none_or(|id| f.kind.id() == id);
        let mut found = came.findings.iter().filter(right);
        if !found.any(|f| spot.as_ref().is_none_or(|s| places(f).any(|p| meets(p, s)))) {
            let id = id.as_deref().unwrap_or("any finding");
            let line = format!("not said: {id} {}", spot.as_ref().map(shown).unwrap_or_default());
            // A finding about figures that are open anyway is no more than a gap.
            let gone = layout.files.iter().any(|(file, _)| refused(came, file));
            let open = gone || verdict.told.iter().any(|l| l.starts_with("open"));
            if open { verdict.told.push(line) } else { verdict.silent.push(line) }
        }
    }
    rows(layout, came, &mut verdict);
    annex(layout, came, &mut verdict);
    verdict
}

/// Figures that count though nobody expects them.
fn extra(layout: &Layout, came: &Came<'_>, verdict: &mut Verdict) {
    for entry in came.entries.iter().filter(|e| counts(e) && e.reading.value != Reported::NotApplicable) {
        let expected = layout.figures.iter().any(|figure| match &figure.value {
            Wanted::Value(value) | Wanted::Doubted(value) => *value == value_of(entry) && same(figure, entry),
            Wanted::Open => false,
        });
        if expected {
            continue;
        }
        let spot = Spot {
            file: entry.place.file.to_string(),
            sheet: entry.place.sheet.as_ref().map(ToString::to_string),
            area: entry.place.area,
        };
        let line = format!("counts: {}", line_of(entry));
        if tells(came, &spot, &[Severity::Doubt]) { verdict.told.push(line) } else { verdict.silent.push(line) }
    }
}

/// Figures that should count and do not, and those that nobody asks about.
fn wanted(figure: &Figure, came: &Came<'_>, verdict: &mut Verdict) {
    let counted = |value: &str| came.entries.iter().any(|e| counts(e) && value_of(e) == value && same(figure, e));
    let said = !came.findings.is_empty()
        && (figure
            .spot
            .as_ref()
            .is_none_or(|s| tells(came, s, &[Severity::Doubt, Severity::Notice]) || marked(came, s))
            || came.entries.iter().any(|e| !counts(e) && alike(figure, e)));
    match &figure.value {
        Wanted::Value(value) if counted(value) => {
            let typed = |e: &Entry| figure.platform == e.platform.as_deref().unwrap_or_default();
            if !came.entries.iter().any(|e| same(figure, e) && typed(e)) {
                verdict.told.push(format!("type left blank: {}", key(figure)));
            }
        }
        Wanted::Value(value) if said => verdict.told.push(format!("open: {}={value}", key(figure))),
        Wanted::Value(value) => verdict.silent.push(format!("left out: {}={value}", key(figure))),
        Wanted::Open | Wanted::Doubted(_) if said => {}
        Wanted::Open | Wanted::Doubted(_) => verdict.silent.push(format!("not asked: {}", key(figure))),
    }
}

fn rows(layout: &Layout, came: &Came<'_>, verdict: &mut Verdict) {
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    for table in came.inputs.iter().flat_map(|i| &i.tables) {
        *found.entry("used".into()).or_default() += table.rows_used;
        for (why, rows) in &table.left_out {
            *found.entry(snake(&format!("{why:?}"))).or_default() += rows;
        }
        let all = table.rows_used + table.left_out.iter().map(|(_, n)| n).sum::<usize>();
        if all != table.rows_found {
            verdict.silent.push(format!("rows: {} found, {all} told, {}", table.rows_found, table.place));
        }
    }
    for (word, number) in &layout.rows {
        let came = found.get(word).copied().unwrap_or_default();
        if came != *number {
            verdict.told.push(format!("rows {word}: {number} expected, {came} came"));
        }
    }
}

fn annex(layout: &Layout, came: &Came<'_>, verdict: &mut Verdict) {
    let Some(outcome) = came.outcome else { return };
    let report: Value = serde_json::from_str(&tongbao::report::json::report(outcome).to_json().unwrap()).unwrap();
    for (unit, object, field, value) in &layout.annex {
        let rows = ["columns", "messages", "accounts"].iter().flat_map(|form| report[form].as_array().unwrap());
        let named = |row: &&Value| {
            let name = row.get("column").or(row.get("account")).and_then(Value::as_str).unwrap_or_default();
            row["unit"] == **unit && name == object
        };
        let found: Vec<Option<i64>> = rows.filter(named).map(|row| row[field].as_i64()).collect();
        match found[..] {
            [Some(n)] if n == *value => {}
            [None] | [] => verdict.told.push(format!("annex: {unit} {object} {field}={value} is open")),
            _ => verdict.silent.push(format!("annex: {unit} {object} {field}={value}, came {found:?}")),
        }
    }
}

fn counts(entry: &Entry) -> bool {
    let listed = entry.unit.listed && entry.object.as_ref().is_none_or(|o| o.listed);
    let known = !matches!(entry.reading.value, Reported::Missing | Reported::Doubtful { .. });
    listed && known && entry.standing == Standing::Counts && FIGURES.contains(&entry.field)
}

/// Whether it is this figure at this place.
fn same(figure: &Figure, entry: &Entry) -> bool {
    alike(figure, entry) && figure.spot.as_ref().is_none_or(|s| in_sheet(&entry.place, s) && entry.place.area == s.area)
}

/// Whether unit, object, field and period agree; a type of account that is left blank misleads nobody.
fn alike(figure: &Figure, entry: &Entry) -> bool {
    let object = entry.object.as_ref().map_or("", |o| &o.used);
    fold(&figure.unit) == fold(&entry.unit.used)
        && fold(&figure.object) == fold(object)
        && entry.platform.as_ref().is_none_or(|p| *figure.platform == **p)
        && figure.field == snake(&format!("{:?}", entry.field))
        && figure.period == entry.period.code()
}

fn value_of(entry: &Entry) -> String {
    match &entry.reading.value {
        Reported::Count(n) => n.to_string(),
        Reported::Day(day) => day.to_string(),
        Reported::NotApplicable => "/".into(),
        Reported::Text(text) => text.clone(),
        other => format!("{other:?}"),
    }
}

/// Beginnings of the ids of findings that tell why a figure does not count or is doubted.
const ABOUT_FIGURES: [&str; 16] = [
    "heading",
    "unit",
    "column",
    "account",
    "owner",
    "period",
    "count",
    "not-applicable",
    "table",
    "no-table",
    "total",
    "same",
    "different",
    "version",
    "ledger",
    "posts-",
];

/// Whether a finding of one of these severities speaks of the cell, or its whole file was refused.
fn tells(came: &Came<'_>, spot: &Spot, severities: &[Severity]) -> bool {
    let mut findings = came.findings.iter().filter(|f| {
        severities.contains(&f.severity) && ABOUT_FIGURES.iter().any(|begin| f.kind.id().starts_with(begin))
    });
    let speaks = |f: &Finding, p: &Place| speaks(f, p.area, spot.area) || heads_row(came, f, p, spot);
    refused(came, &spot.file) || findings.any(|f| places(f).any(|p| in_sheet(p, spot) && speaks(f, p)))
}

/// Whether any finding that needs a human stands at the very cell: whoever follows it sees the figure.
fn marked(came: &Came<'_>, spot: &Spot) -> bool {
    let told = came.findings.iter().filter(|f| f.severity != Severity::Fail);
    told.flat_map(places).any(|p| p.area.is_some() && meets(p, spot))
}

fn refused(came: &Came<'_>, file: &str) -> bool {
    came.inputs.iter().any(|i| *i.file == *file && matches!(i.status, InputStatus::Refused(_)))
}

/// Whether a finding at `there` speaks of the cell `cell`: on it, above it in its column, beside it in its row, or on its sheet, after
/// what the finding is about.
fn speaks(finding: &Finding, there: Option<Area>, cell: Option<Area>) -> bool {
    let id = finding.kind.id();
    let (Some(there), Some(cell)) = (there, cell) else { return !id.starts_with("count") };
    let row = there.first.row <= cell.last.row && cell.first.row <= there.last.row;
    let column = there.first.col <= cell.last.col && cell.first.col <= there.last.col;
    match id {
        "unit-conflict" | "unit-undetermined" | "period-conflict" | "period-other" | "no-table" => true,
        "unit-unknown" | "column-unknown" | "account-unknown" | "owner-differs" => row,
        "heading-missing" | "heading-doubtful" => column && there.first.row <= cell.first.row,
        _ => row && column,
    }
}

/// Whether a finding on a heading that runs down speaks of a cell in its row: one of several headings in one letter column.
fn heads_row(came: &Came<'_>, finding: &Finding, there: &Place, spot: &Spot) -> bool {
    let (Some(at), Some(cell)) = (there.area, spot.area) else { return false };
    let of_sheet = |p: &Place| p.file == there.file && p.sheet == there.sheet;
    let tables = came.inputs.iter().flat_map(|input| &input.tables).filter(|t| of_sheet(&t.place));
    let runs_down = |headings: Vec<Area>| {
        let heads = |area: &Area| area.first == at.first;
        headings.iter().any(heads)
            && headings.iter().any(|area| area.first.col == at.first.col && area.first.row != at.first.row)
    };
    let mut turned = tables.map(|t| t.headings.iter().map(|(area, ..)| *area).collect::<Vec<Area>>());
    let beside = at.first.row <= cell.last.row && cell.first.row <= at.last.row && at.first.col <= cell.first.col;
    finding.kind.id().starts_with("heading") && beside && turned.any(runs_down)
}

fn places(finding: &Finding) -> impl Iterator<Item = &Place> {
    std::iter::once(&finding.place).chain(&finding.related)
}

/// Whether a place covers, or lies in, the spot; a place without cells covers its whole sheet or file.
fn meets(place: &Place, spot: &Spot) -> bool {
    let touch = |a: Area, b: Area| {
        a.first.row <= b.last.row && b.first.row <= a.last.row && a.first.col <= b.last.col && b.first.col <= a.last.col
    };
    in_sheet(place, spot) && place.area.zip(spot.area).is_none_or(|(a, b)| touch(a, b))
}

fn in_sheet(place: &Place, spot: &Spot) -> bool {
    let sheet = place.sheet.as_deref().zip(spot.sheet.as_deref());
    *place.file == *spot.file && sheet.is_none_or(|(a, b)| a == b)
}

fn snake(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && !out.is_empty() {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

fn key(f: &Figure) -> String {
    let spot = f.spot.as_ref().map(shown).unwrap_or_default();
    format!("{} | {} | {} | {}[{}]{spot}", f.unit, f.object, f.platform, f.field, f.period)
}

fn line_of(e: &Entry) -> String {
    let object = e.object.as_ref().map_or("", |o| &o.used);
    let platform = e.platform.as_deref().unwrap_or_default();
    let field = snake(&format!("{:?}", e.field));
    format!("{} | {object} | {platform} | {field}[{}]={} {}", e.unit.used, e.period, value_of(e), e.place)
}

fn shown(spot: &Spot) -> String {
    format!("@{}", spot.area.map(|a| a.to_string()).unwrap_or_default())
}
