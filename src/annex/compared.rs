//! 与上期比较 and 上期问题整改情况: "What went up or down, and did they mend it?" Only where an earlier workbook was given.
//!
//! In: the comparison. Out: one page with the sums of the annexes and units that changed much, live differences; one list with each problem of
//! then and what became of it. Both name the cells of both workbooks. They compare nothing themselves.

use super::draft::Draft;
use super::flow::{self, Flow, List};
use super::{Cached, Look, Mark, Page, PageCell, Paper, RowOf, Shows, accounts, columns, messages, paper};
use crate::field::Field;
use crate::finding::Subject;
use crate::outcome::Outcome;
use crate::place::{Place, letters};
use crate::previous::{Compared, Line, Past, State, SumChange, UnitChange, Value};
use crate::wording::{annexes, previous as words};
use indexmap::IndexMap;
use std::collections::HashMap;
use std::rc::Rc;

const PAPER: Paper = Paper { landscape: true, pages_high: 0 };
/// Letter column of 与上期比较 that names cells of another workbook.
const CHANGE_SOURCE: u16 = 7;
/// The same of 上期问题整改情况.
const PROBLEM_SOURCE: u16 = 9;
/// Cells of one sheet that are named; `explain` names them all.
const MOST_CELLS: usize = 6;

/// Lays out 与上期比较; no sheet without an earlier workbook.
pub(super) fn changes(outcome: &Outcome) -> Vec<Flow<'_>> {
    let Some(compared) = &outcome.previous else { return Vec::new() };
    let rows = Rows::of(outcome);
    let widths = [96.0, 76.0, 58.0, 58.0, 58.0, 62.0, 150.0, 150.0];
    let mut draft = Draft::new(words::CHANGES, PAPER, paper::fill(&widths, paper::widest(PAPER)));
    draft.title(&words::changes_title(outcome, compared));
    draft.headings(heads(&words::CHANGE_HEADS), 2);
    draft.page().source_columns = vec![CHANGE_SOURCE];
    if compared.sums.is_empty() {
        draft.row_of_one(PageCell::text(words::not_alike(compared), Look::Body));
    }
    for (n, change) in compared.sums.iter().enumerate() {
        let cells = sum_cells(change, &rows, draft.next());
        draft.row(cells).of = Some(RowOf::Past(Line::Sum(n)));
    }
    for (n, change) in compared.units.iter().enumerate() {
        let cells = unit_cells(change, &rows, draft.next());
        draft.row(cells).of = Some(RowOf::Past(Line::Unit(n)));
    }
    draft.row_of_one(PageCell::text(words::changes_remark(compared), Look::Remark));
    paper::set_breaks(draft.page());
    vec![draft.done().into()]
}

fn heads(words: &[&str]) -> Vec<PageCell> {
    words.iter().map(|h| PageCell::text(*h, Look::Heading)).collect()
}

fn sum_cells(change: &SumChange, rows: &Rows, at: u32) -> Vec<PageCell> {
    let then = change.then.place.as_ref().map(|place| cells_of([place].into_iter())).unwrap_or_default();
    let now = field_of(change.measure).and_then(|field| rows.total(field)).unwrap_or_default();
    let mut cells = vec![
        PageCell::text(words::ALL_UNITS, Look::Sum),
        PageCell::text(words::measure(change.measure), Look::Body),
        value(change.then.value),
        value(change.now.value),
    ];
    cells.extend(match (change.then.value, change.now.value) {
        (Some(Value::Count(then)), Some(Value::Count(now))) => differences((then, now), at),
        (Some(_), Some(_)) => {
            let points = change.difference().map(words::points).unwrap_or_default();
            [PageCell::text(points, Look::Body), PageCell::text(annexes::NOT_APPLICABLE, Look::Body)]
        }
        _ => [(); 2].map(|()| PageCell::text(words::NO_CHANGE, Look::Body)),
    });
    cells.push(PageCell::text(words::sum_remark(change), Look::BodyLeft));
    cells.push(PageCell::text(words::cells(&then, &now), Look::BodyLeft));
    cells
}

fn unit_cells(change: &UnitChange, rows: &Rows, at: u32) -> Vec<PageCell> {
    let now = field_of(change.measure).map(|field| rows.cells(&change.subjects, Shows::Figure(field)));
    let mut cells = vec![
        PageCell::text(&change.unit, Look::Body),
        PageCell::text(words::measure(change.measure), Look::Body),
        PageCell::count(change.then, Look::Body),
        PageCell::count(change.now, Look::Body),
    ];
    cells.extend(differences((change.then, change.now), at));
    cells.push(PageCell::text(words::unit_remark(change), Look::BodyLeft));
    let source = words::cells(&cells_of(change.places.iter()), &now.unwrap_or_default());
    cells.push(PageCell::text(source, Look::BodyLeft));
    cells
}

fn value(value: Option<Value>) -> PageCell {
    match value {
        Some(Value::Count(n)) => PageCell::count(n, Look::Body),
        Some(share @ Value::Share(..)) => PageCell::new(super::Content::Rate(share.number()), Look::Body),
        None => PageCell::text(annexes::NOT_APPLICABLE, Look::Body),
    }
}

/// The live difference and its share on the row `at` (from zero); no share of 0.
fn differences((then, now): (i64, i64), at: u32) -> [PageCell; 2] {
    let row = at + 1;
    let share = match crate::previous::share(then, now) {
        Some(share) => Cached::Rate(share),
        None => Cached::Text(annexes::NOT_APPLICABLE.to_owned()),
    };
    [
        PageCell::formula(format!("D{row}-C{row}"), Cached::Count(now.saturating_sub(then)), Look::Body),
        PageCell::formula(
            format!("IF(C{row}=0,\"{}\",(D{row}-C{row})/C{row})", annexes::NOT_APPLICABLE),
            share,
            Look::Body,
        ),
    ]
}

/// The field of an annex that a measure adds up.
const fn field_of(measure: crate::previous::Measure) -> Option<Field> {
    use crate::previous::Measure;
    match measure {
        Measure::Updates => Some(Field::Sum),
        Measure::Received => Some(Field::Received),
        Measure::Closed => Some(Field::Closed),
        Measure::Overdue => Some(Field::Overdue),
        Measure::Posts => Some(Field::Actual),
        Measure::Forwards => Some(Field::Forwarded),
        Measure::Columns | Measure::Accounts | Measure::Qualified => None,
    }
}

/// Lays out 上期问题整改情况; no sheet without an earlier workbook.
pub(super) fn problems(outcome: &Outcome) -> Vec<Flow<'_>> {
    let Some(compared) = &outcome.previous else { return Vec::new() };
    let widths = [28.0, 68.0, 78.0, 148.0, 44.0, 44.0, 56.0, 130.0, 76.0, 132.0];
    let head = |name: &str| {
        let mut draft = Draft::new(name, PAPER, paper::fill(&widths, paper::widest(PAPER)));
        draft.title(&words::problems_title(compared));
        let heading = draft.headings(heads(&words::PROBLEM_HEADS), 3);
        draft.page().source_columns = vec![PROBLEM_SOURCE];
        (draft, heading)
    };
    let rows = Rc::new(Rows::of(outcome));
    let lines: Vec<(usize, &Past)> = compared.problems.iter().enumerate().collect();
    let of = |(n, _): &(usize, &Past)| Some(RowOf::Past(Line::Problem(*n)));
    let nothing = PageCell::text(words::NO_PROBLEMS, Look::Body);
    let list = List { name: words::PROBLEMS, head: &head, lines, of };
    list.flows(flow::ROOM, nothing, move |number, (_, past)| problem_cells((outcome, compared), &rows, (number, past)))
}

fn problem_cells(
    (outcome, compared): (&Outcome, &Compared),
    rows: &Rows,
    (number, past): (i64, &Past),
) -> Vec<PageCell> {
    let problem = &past.problem;
    let finding = match past.state {
        State::Remains { finding, .. } => outcome.judgment.findings.get(finding),
        _ => None,
    };
    let again = matches!(past.state, State::Remains { finding, .. } if compared.again.contains_key(&finding));
    let again = again.then(|| words::twice(&compared.period));
    let mark = match past.state {
        State::Mended => Mark::None,
        State::Remains { .. } => Mark::Fail,
        State::Unknown(_) => Mark::Doubt,
    };
    let numbers = |(required, actual)| {
        let said = words::numbers(required, actual);
        PageCell::text(said.as_deref().unwrap_or(annexes::NOT_APPLICABLE), Look::Body)
    };
    let now = past.subject.map(|subject| rows.cells(&[subject], shown_by(&problem.id))).unwrap_or_default();
    let text = |text: &str| PageCell::text(text, Look::BodyLeft);
    vec![
        PageCell::count(number, Look::Body),
        PageCell::text(past.unit.as_deref().unwrap_or(&problem.unit), Look::Body),
        text(problem.object.as_deref().unwrap_or(annexes::NOT_APPLICABLE)),
        text(&problem.sentence),
        numbers((problem.required, problem.actual)),
        numbers(past.numbers),
        PageCell::text(words::state(&past.state), Look::Body).mark(mark),
        text(&words::because(past, finding, again)),
        text(problem.answer.as_deref().unwrap_or(annexes::NOT_APPLICABLE)),
        text(&words::cells(&cells_of([&problem.place].into_iter()), &now)),
    ]
}

/// What the column of an annex shows that a problem of this id rests on.
fn shown_by(id: &str) -> Shows {
    match id {
        "updates-none" | "updates-short" | "updates-silent" => Shows::Figure(Field::Sum),
        "posts-short" => Shows::Figure(Field::Actual),
        "forwards-none" | "forwards-short" => Shows::Figure(Field::Forwarded),
        "messages-overdue" => Shows::Figure(Field::Overdue),
        "messages-open" => Shows::Figure(Field::Closed),
        _ => Shows::Problem,
    }
}

/// Cells of a workbook, those of one sheet together: `附件3 新媒体!F7、F8`.
fn cells_of<'a>(places: impl Iterator<Item = &'a Place>) -> String {
    let cells = places.filter_map(|p| Some((p.sheet.as_deref()?.to_owned(), p.area?.to_string())));
    grouped(cells)
}

fn grouped(cells: impl Iterator<Item = (String, String)>) -> String {
    let mut sheets: IndexMap<String, Vec<String>> = IndexMap::new();
    for (sheet, cell) in cells {
        sheets.entry(sheet).or_default().push(cell);
    }
    let lines = sheets.iter().map(|(sheet, cells)| format!("{sheet}!{}", words::some_cells(cells, MOST_CELLS)));
    lines.collect::<Vec<_>>().join(annexes::ENUMERATE)
}

/// Where the rows of the three annexes stand.
struct Rows {
    pages: Vec<(String, Vec<Shows>, Option<u32>)>,
    rows: HashMap<Subject, (usize, u32)>,
}

impl Rows {
    fn of(outcome: &Outcome) -> Self {
        let mut out = Self { pages: Vec::new(), rows: HashMap::new() };
        let makers: [fn(&Outcome) -> Page; 3] = [columns::page, messages::page, accounts::page];
        for (n, make) in makers.into_iter().enumerate() {
            let page = make(outcome);
            let mut total = None;
            for (at, row) in (0u32..).zip(&page.rows) {
                match row.of {
                    Some(RowOf::Row(subject)) => {
                        out.rows.insert(subject, (n, at));
                    }
                    Some(RowOf::Total) => total = Some(at),
                    _ => {}
                }
            }
            out.pages.push((page.name, page.shows, total));
        }
        out
    }

    /// The cells of these rows that show something.
    fn cells(&self, subjects: &[Subject], shows: Shows) -> String {
        let cell = |subject: &Subject| {
            let (page, row) = self.rows.get(subject)?;
            let (name, columns, _) = &self.pages[*page];
            Some((name.clone(), cell(columns, shows, *row)?))
        };
        grouped(subjects.iter().filter_map(cell))
    }

    /// The cell of a sum.
    fn total(&self, field: Field) -> Option<String> {
        self.pages.iter().find_map(|(name, columns, total)| {
            Some(format!("{name}!{}", cell(columns, Shows::Figure(field), (*total)?)?))
        })
    }
}

fn cell(columns: &[Shows], shows: Shows, row: u32) -> Option<String> {
    let col = columns.iter().position(|s| *s == shows).and_then(|c| u32::try_from(c).ok())?;
    Some(format!("{}{}", letters(col), row + 1))
}
