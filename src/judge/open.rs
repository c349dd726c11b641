//! "Why is this figure open?" Every missing or doubtful figure of an annex has a doubt that names it.
//!
//! In: listed rows, and the findings of earlier steps. Out: a doubt for each open figure that no earlier doubt explains, so that no
//! figure is ever left out in silence. A doubt on a heading or on the whole table explains the cells under it.

use super::{Bench, on_figure};
use crate::field::Field;
use crate::finding::{CountDoubt, Finding, Kind, Severity, Subject};
use crate::fold::{fold, is_empty};
use crate::place::{Area, Place};
use crate::tally::{Amount, Figure, Part};
use std::collections::{HashMap, HashSet};

/// One figure of a listed row.
struct Shown<'a> {
    subject: Subject,
    names: (&'a str, Option<&'a str>),
    field: Field,
    figure: &'a Figure,
    /// Other figures of the row: a figure without a cell of its own is looked for where they stand.
    beside: Vec<&'a Figure>,
    line: &'a Place,
}

/// A doubt for each open figure that nothing else explains.
pub(super) fn findings(bench: &Bench) -> Vec<Finding> {
    let doubts = Doubts::of(&bench.earlier);
    let open = shown(bench).into_iter().filter(|s| s.figure.value.is_open() || s.is_stroked());
    let silent = open.filter(|s| !doubts.stand_on(s) && !doubts.near(s).any(|f| explains(f, s)));
    silent
        .map(|s| {
            let raw = s.figure.parts.first().map(|p| p.raw.clone()).unwrap_or_default();
            // Of several cells the blank ones are missing; where all are filled, they leave out a part of the period.
            let blank: Vec<Part> = s.figure.parts.iter().filter(|p| is_empty(&p.raw)).cloned().collect();
            let open = Figure { value: s.figure.value, parts: blank };
            let figure = if open.parts.is_empty() { s.figure } else { &open };
            let kind = match s.figure.value {
                Amount::Doubtful(why) => Kind::CountDoubtful { field: s.field, raw, why },
                Amount::NotApplicable => Kind::CountDoubtful { field: s.field, raw, why: CountDoubt::NotApplicable },
                _ if open.parts.is_empty() && !s.figure.parts.is_empty() => {
                    Kind::CountDoubtful { field: s.field, raw: s.told(), why: CountDoubt::Gap }
                }
                _ => Kind::CountMissing { field: s.field },
            };
            let finding = match s.table() {
                Some(table) => Finding::new(kind, table).related(s.cells_beside()),
                None => on_figure(kind, figure, s.line),
            };
            let finding = finding.unit(s.names.0).subject(s.subject);
            s.names.1.map_or(finding.clone(), |object| finding.object(object))
        })
        .collect()
}

/// Cells of one figure that are quoted.
const QUOTED: usize = 6;

fn shown<'a>(bench: &Bench<'a>) -> Vec<Shown<'a>> {
    let tally = bench.tally;
    let mut out = Vec::new();
    for (i, row) in tally.columns.iter().enumerate().filter(|(_, r)| r.listed) {
        let names = (row.unit.as_str(), Some(row.column.as_str()));
        let figure = &row.actual;
        let beside = Vec::new();
        out.push(Shown { subject: Subject::Column(i), names, field: Field::Updates, figure, beside, line: &row.place });
    }
    for (i, row) in tally.messages.iter().enumerate().filter(|(_, r)| r.listed) {
        let figures = [(Field::Received, &row.received), (Field::Closed, &row.closed), (Field::Overdue, &row.overdue)];
        let names = (row.unit.as_str(), None);
        let beside: Vec<&Figure> = figures.iter().map(|(_, figure)| *figure).collect();
        let of = |(field, figure)| {
            let beside = beside.clone();
            Shown { subject: Subject::Message(i), names, field, figure, beside, line: &row.place }
        };
        out.extend(figures.map(of));
    }
    for (i, row) in tally.accounts.iter().enumerate().filter(|(_, r)| r.listed) {
        let figures = [(Field::Actual, &row.actual), (Field::Forwarded, &row.forwarded)];
        let names = (row.unit.as_str(), Some(row.account.as_str()));
        let beside: Vec<&Figure> = figures.iter().map(|(_, figure)| *figure).collect();
        let of = |(field, figure)| {
            let beside = beside.clone();
            Shown { subject: Subject::Account(i), names, field, figure, beside, line: &row.place }
        };
        out.extend(figures.map(of));
    }
    out
}

impl Shown<'_> {
    /// Whether nothing but strokes stands for the posts of an account, in each of its months: without one figure nothing can be judged.
    fn is_stroked(&self) -> bool {
        let written = || self.figure.parts.iter().any(|part| !is_empty(&part.raw));
        self.field == Field::Actual && self.figure.value == Amount::NotApplicable && written()
    }

    /// What the cells of the figure say, the first of them.
    fn told(&self) -> String {
        let raws: Vec<&str> = self.figure.parts.iter().take(QUOTED).map(|part| part.raw.as_str()).collect();
        raws.join("、")
    }

    /// The cells that tell the row's other figures, then the row's own line.
    fn cells_beside(&self) -> Vec<Place> {
        let mut cells: Vec<Place> = Vec::new();
        let parts = self.beside.iter().flat_map(|figure| &figure.parts).map(|part| &part.place);
        for place in parts.chain([self.line]) {
            if !cells.contains(place) {
                cells.push(place.clone());
            }
        }
        cells
    }

    /// The sheet that tells the row's other figures but not this one; `None` where this one has a cell, or nothing has.
    fn table(&self) -> Option<Place> {
        let beside = self.beside.iter().flat_map(|figure| &figure.parts).next();
        beside.filter(|_| self.figure.parts.is_empty()).map(|part| Place { area: None, ..part.place.clone() })
    }
}

/// Earlier doubts that may explain a figure, by file and by unit.
struct Doubts<'a> {
    by_file: HashMap<&'a str, Vec<&'a Finding>>,
    by_unit: HashMap<String, Vec<&'a Finding>>,
    /// Cells that a doubt about counts stands on.
    cells: HashSet<&'a Place>,
}

impl<'a> Doubts<'a> {
    fn of(earlier: &'a [Finding]) -> Self {
        let mut doubts = Self { by_file: HashMap::new(), by_unit: HashMap::new(), cells: HashSet::new() };
        for finding in earlier.iter().filter(|f| f.severity == Severity::Doubt) {
            let mut files: Vec<&str> = [&finding.place].into_iter().chain(&finding.related).map(|p| &*p.file).collect();
            files.dedup();
            for file in files {
                doubts.by_file.entry(file).or_default().push(finding);
            }
            if is_about_counts(&finding.kind) {
                doubts.cells.extend([&finding.place].into_iter().chain(&finding.related).filter(|p| p.area.is_some()));
            }
            if let Some(unit) = &finding.unit {
                doubts.by_unit.entry(fold(unit)).or_default().push(finding);
            }
        }
        doubts
    }

    /// Whether a doubt stands on one of the figure's own cells: nearly always so, and found without trying every doubt of a file.
    fn stand_on(&self, shown: &Shown) -> bool {
        shown.figure.parts.iter().any(|part| self.cells.contains(&part.place))
    }

    fn near(&self, shown: &Shown) -> impl Iterator<Item = &'a Finding> {
        let mut files: Vec<&str> = shown.figure.parts.iter().map(|p| &*p.place.file).collect();
        files.push(&shown.line.file);
        files.dedup();
        let by_file = files.into_iter().filter_map(|f| self.by_file.get(f)).flatten();
        let by_unit = self.by_unit.get(&fold(shown.names.0)).into_iter().flatten();
        by_file.chain(by_unit).copied().collect::<Vec<_>>().into_iter()
    }
}

fn explains(finding: &Finding, shown: &Shown) -> bool {
    let cells = || shown.figure.parts.iter().map(|p| &p.place);
    let same_sheet =
        || cells().chain([shown.line]).any(|p| p.file == finding.place.file && p.sheet == finding.place.sheet);
    match &finding.kind {
        Kind::HeadingMissing { missing, .. } if missing.contains(&shown.field) => same_sheet(),
        Kind::SubmissionWaits { .. } => shown.figure.value == Amount::Doubtful(CountDoubt::Waits),
        Kind::HeadingDoubtful { .. } | Kind::PeriodConflict { .. } | Kind::UnitConflict { .. } => {
            matches!(shown.figure.value, Amount::Doubtful(_)) && same_sheet()
        }
        kind => {
            let here = [&finding.place].into_iter().chain(&finding.related).any(|p| cells().any(|cell| holds(p, cell)));
            (is_about_counts(kind) && here) || (names_field(kind) == Some(shown.field) && same_names(finding, shown))
        }
    }
}

const fn is_about_counts(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::CountDoubtful { .. }
            | Kind::CountMissing { .. }
            | Kind::SentenceFigures { .. }
            | Kind::DifferentTwice { .. }
            | Kind::VersionUndecided { .. }
            | Kind::LedgerDiffers { .. }
            | Kind::LedgerLines { .. }
            | Kind::CalendarUnknown { .. }
    )
}

const fn names_field(kind: &Kind) -> Option<Field> {
    match kind {
        Kind::CountDoubtful { field, .. }
        | Kind::CountMissing { field }
        | Kind::DifferentTwice { field, .. }
        | Kind::VersionUndecided { field, .. } => Some(*field),
        _ => None,
    }
}

fn same_names(finding: &Finding, shown: &Shown) -> bool {
    let same = |a: Option<&str>, b: Option<&str>| a.map(fold) == b.map(fold);
    same(finding.unit.as_deref(), Some(shown.names.0)) && same(finding.object.as_deref(), shown.names.1)
}

fn holds(place: &Place, cell: &Place) -> bool {
    let inside = |a: Area, b: Area| a.contains(b.first) && a.contains(b.last);
    place.file == cell.file
        && place.sheet == cell.sheet
        && place.area.zip(cell.area).is_some_and(|(a, b)| inside(a, b) || inside(b, a))
}
