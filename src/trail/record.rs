//! "Note down what was written." Watches the pages on their way into the workbook, and adds the record behind them.
//!
//! In: pages, the outcome they show, the call. Out: the same pages, and behind the last one the sheet of the record, out of sight.
//! It changes no page.

use super::findings::finding;
use super::sheet::{Told, lines, pieces};
use super::story::stories;
use super::{Call, Head, InputTrail, PageTrail, PastTrail, RowTrail, RuleTrail, Shown, Trail};
use crate::annex::{Cached, Content, Flow, Look, Mark, Page, PageCell, PageRow, Paper};
use crate::job::Batch;
use crate::outcome::{InputStatus, Outcome};
use crate::place::LAST_ROW;
use crate::private::masked;
use crate::read::{Limits, Value};
use crate::report::verbose::values;
use crate::rules::decisions::Decisions;
use crate::rules::settings::Origin;
use crate::wording::{annexes, console, previous};
use crate::write::cut;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::iter::{from_fn, once_with};
use std::path::Path;
use std::rc::Rc;

/// Rows and files from which on the lines of a record stand in its cells, and not in the workbook's list of texts: the list is kept in
/// memory to the end, and no two lines are the same.
const LONG: usize = 4_000;

/// Height of a line of the record: nobody sees it, and none is fitted to its text.
const LINE: f64 = 12.0;

/// Pages met so far; several hold it in turn.
type Noted = Rc<RefCell<Vec<PageTrail>>>;

/// The pages, and the record behind them.
pub fn recorded<'a>(
    pages: impl Iterator<Item = Flow<'a>> + 'a,
    outcome: &'a Outcome,
    call: Call,
) -> impl Iterator<Item = Flow<'a>> + 'a {
    let noted = Noted::default();
    let watched = {
        let noted = Rc::clone(&noted);
        pages.map(move |flow| watched(flow, &noted))
    };
    // Asked for when every other page has been written to its last row.
    watched.chain(once_with(move || record(told(outcome, call, noted.take()))).flatten())
}

/// What a workbook with these pages would remember, without writing one.
#[must_use]
pub fn shown<'a>(pages: impl Iterator<Item = Flow<'a>>, outcome: &Outcome, call: Call) -> Trail {
    let noted = Noted::default();
    for flow in pages {
        let Flow { below, .. } = watched(flow, &noted);
        below.for_each(drop);
    }
    told(outcome, call, noted.take()).into()
}

/// Rows of evidence that come out again just as they were written, with their cells; rows that do not are left out.
#[must_use]
pub fn rows_as_written<'a>(
    pages: impl Iterator<Item = Flow<'a>>,
    then: &Trail,
    wanted: &BTreeSet<(String, u32)>,
) -> BTreeMap<(String, u32), Vec<(u32, Shown)>> {
    let mut out = BTreeMap::new();
    for Flow { page, below } in pages {
        let Some(prints) = then.page(&page.name).and_then(|p| p.prints.as_ref()) else { continue };
        for (row, line) in (0u32..).zip(page.rows.into_iter().chain(below)) {
            let key = (page.name.clone(), row);
            let cells = shown_cells(&line);
            if wanted.contains(&key) && prints.get(row as usize) == Some(&print(&cells)) {
                out.insert(key, cells);
            }
        }
    }
    out
}

fn told(outcome: &Outcome, call: Call, pages: Vec<PageTrail>) -> Told<'_> {
    let period = &outcome.tally.period;
    let weights = outcome.rules.settings.severities.iter().map(|(id, setting)| (id.clone(), setting.value)).collect();
    let head = Head {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        period: *period,
        period_said: console::period(period, outcome.period_from, outcome.tally.as_of),
        call,
        weights,
        rules: rules(outcome),
    };
    let tally = &outcome.tally;
    let rows = tally.columns.len() + tally.messages.len() + tally.accounts.len() + outcome.inputs.len();
    Told {
        head,
        in_place: rows > LONG,
        inputs: inputs(outcome),
        pages,
        stories: Box::new(stories(outcome)),
        findings: Box::new(outcome.judgment.findings.iter().map(finding)),
        past: past(outcome),
    }
}

/// What the lines of a comparison with an earlier period do not say themselves.
fn past(outcome: &Outcome) -> Vec<PastTrail> {
    let Some(earlier) = &outcome.previous else { return Vec::new() };
    let told = |of| PastTrail { of, lines: previous::behind(earlier, of) };
    earlier.lines().map(told).collect()
}

fn rules(outcome: &Outcome) -> Vec<RuleTrail> {
    let rule = |(key, value, origin, basis): crate::report::verbose::Line<'_>| RuleTrail {
        key: key.to_owned(),
        value,
        from: match origin {
            Origin::Option => console::from_option().to_owned(),
            Origin::Roster(place) => place.to_string(),
            Origin::BuiltIn => console::from_built_in().to_owned(),
        },
        basis: basis.map(str::to_owned),
    };
    values(&outcome.rules.settings).into_iter().map(rule).collect()
}

/// Every file met with its hash.
fn inputs(outcome: &Outcome) -> Vec<InputTrail> {
    let input = |input: &crate::outcome::Input| InputTrail {
        file: input.file.to_string(),
        sha256: input.sha256.clone(),
        skipped: matches!(input.status, InputStatus::Skipped(_)),
    };
    outcome.inputs.iter().map(input).collect()
}

impl Call {
    /// What `batch` was asked for, and whether the workbook of `decisions` held any.
    #[must_use]
    pub fn of(batch: &Batch, decisions: &Decisions) -> Self {
        let name = |path: &Path| {
            let full = crate::job::real(path);
            full.file_name().unwrap_or_default().to_string_lossy().into_owned()
        };
        let usual = Limits::default();
        let limits = Limits::NAMES.into_iter().filter(|limit| batch.limits.get(limit) != usual.get(limit));
        Self {
            inputs: batch.inputs.iter().map(|path| masked(&name(path)).into_owned()).collect(),
            roster: batch.roster.as_ref().map(|r| r.file.to_string()),
            decisions: batch.decisions.as_ref().filter(|_| decisions.are_filled()).map(|d| d.file.to_string()),
            previous: batch.previous.as_ref().map(|p| p.file.to_string()),
            period: batch.period,
            as_of: batch.as_of,
            links: batch.links,
            limits: limits.filter_map(|name| Some((name.to_owned(), batch.limits.get(name)?))).collect(),
        }
    }
}

/// A page whose rows are noted as they pass.
fn watched<'a>(flow: Flow<'a>, noted: &Noted) -> Flow<'a> {
    let Flow { page, below } = flow;
    let prints = page.evidence.then(Vec::new);
    let mut note = PageTrail { name: page.name.clone(), shows: page.shows.clone(), rows: Vec::new(), prints };
    for (row, line) in (0..).zip(&page.rows) {
        note.add(row, line);
    }
    noted.borrow_mut().push(note);
    let first = u32::try_from(page.rows.len()).unwrap_or(u32::MAX);
    let noted = Rc::clone(noted);
    let below = (first..).zip(below).map(move |(row, line)| {
        if let Some(page) = noted.borrow_mut().last_mut() {
            page.add(row, &line);
        }
        line
    });
    Flow { page, below: Box::new(below) }
}

impl PageTrail {
    fn add(&mut self, row: u32, line: &PageRow) {
        if let Some(prints) = &mut self.prints {
            prints.push(print_of(line));
            return;
        }
        let cells = shown_cells(line);
        let is_formula = |cell: &PageCell| matches!(cell.content, Content::Formula(..));
        let formulas = line.cells.iter().filter(|(_, cell)| is_formula(cell)).map(|(col, _)| u32::from(*col)).collect();
        self.rows.push(RowTrail { row, of: line.of, cells, formulas });
    }
}

/// The cells of a row that are not empty.
fn shown_cells(line: &PageRow) -> Vec<(u32, Shown)> {
    // They stay to the end of the run: no more room than they can need.
    let mut cells = Vec::with_capacity(line.cells.len());
    cells.extend(line.cells.iter().filter_map(|(col, cell)| Some((u32::from(*col), Shown::of(&cell.content)?))));
    cells
}

/// A short print of a row: four bytes tell an accidental change from none.
pub(super) fn print(cells: &[(u32, Shown)]) -> u32 {
    let mut print = Print::default();
    for (col, shown) in cells {
        match shown {
            Shown::Text(text) => print.add(*col, text, true),
            number => print.add(*col, &number.text(), false),
        }
    }
    print.done()
}

/// The print of a row that is being written: evidence has millions of cells, most of them plain text.
fn print_of(line: &PageRow) -> u32 {
    let mut print = Print::default();
    for (col, cell) in &line.cells {
        let col = u32::from(*col);
        match &cell.content {
            Content::Text(text) if !text.is_empty() => print.add(col, &lines_as_one(cut(text)), true),
            content => match Shown::of(content) {
                Some(Shown::Text(text)) => print.add(col, &text, true),
                Some(number) => print.add(col, &number.text(), false),
                None => {}
            },
        }
    }
    print.done()
}

/// A print in the making.
#[derive(Default)]
struct Print(Sha256);

impl Print {
    fn add(&mut self, col: u32, text: &str, is_text: bool) {
        self.0.update(col.to_le_bytes());
        self.0.update(text.as_bytes());
        self.0.update([u8::from(is_text)]);
    }

    fn done(self) -> u32 {
        let hash = self.0.finalize();
        u32::from_le_bytes([hash[0], hash[1], hash[2], hash[3]])
    }
}

impl Shown {
    /// What is written for a content; `None` where nothing shows.
    fn of(content: &Content) -> Option<Self> {
        Some(match content {
            Content::Empty => return None,
            Content::Text(text) | Content::Formula(_, Cached::Text(text)) if text.is_empty() => return None,
            Content::Text(text) | Content::Formula(_, Cached::Text(text)) => {
                Self::Text(lines_as_one(cut(text)).into_owned())
            }
            Content::Count(n) | Content::Formula(_, Cached::Count(n)) => Self::Whole(*n),
            Content::Rate(rate) | Content::Formula(_, Cached::Rate(rate)) => Self::number(*rate),
        })
    }

    /// What stands in a cell that was read; `None` where nothing does.
    #[must_use]
    pub fn read(value: &Value) -> Option<Self> {
        Some(match value {
            Value::Number(n) | Value::Percent(n) => Self::number(*n),
            other => Self::Text(lines_as_one(&other.shown()).into_owned()),
        })
        .filter(|shown| !matches!(shown, Self::Text(text) if text.is_empty()))
    }

    #[expect(clippy::cast_possible_truncation, reason = "whole, and below 2^53")]
    fn number(n: f64) -> Self {
        const EXACT: f64 = 9_007_199_254_740_992.0;
        if n.fract() == 0.0 && n.abs() <= EXACT { Self::Whole(n as i64) } else { Self::Number(n) }
    }

    /// Whether both show the same. Programs that calculate a rate again may differ in its last digits.
    #[must_use]
    pub fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => (a - b).abs() <= 1e-9 * a.abs().max(1.0),
            _ => self == other,
        }
    }

    /// As a person reads it.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Whole(n) => n.to_string(),
            Self::Number(n) => format!("{n}"),
            Self::Text(text) => text.clone(),
        }
    }
}

/// Programs write the end of a line inside a cell in several ways.
fn lines_as_one(text: &str) -> Cow<'_, str> {
    if !text.contains('\r') {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// Whether a sheet of this name is a part of the record.
pub(super) fn is_record(name: &str) -> bool {
    let rest = name.strip_prefix(annexes::RECORD);
    rest.is_some_and(|rest| rest.bytes().all(|b| b.is_ascii_digit()))
}

/// The sheets of the record: one, or more where a sheet cannot hold all lines. The lines of one are asked for before those of the next.
fn record(told: Told<'_>) -> impl Iterator<Item = Flow<'_>> {
    let in_place = told.in_place;
    let lines = Rc::new(RefCell::new(lines(told).peekable()));
    (1..).map_while(move |number| {
        lines.borrow_mut().peek()?;
        let name = annexes::continued(annexes::RECORD, number);
        let blank = Page::blank(&name, Paper { landscape: true, pages_high: 0 }, vec![400.0]);
        let row_height = in_place.then_some(LINE);
        let page = Page { evidence: true, unseen: true, row_height, in_place, ..blank };
        let lines = Rc::clone(&lines);
        let below = from_fn(move || lines.borrow_mut().next()).take(LAST_ROW as usize).map(row);
        Some(Flow { page, below: Box::new(below) })
    })
}

fn row(line: String) -> PageRow {
    let cell = |text| PageCell {
        content: Content::Text(text),
        look: Look::Remark,
        mark: Mark::None,
        note: None,
        span: (1, 1),
    };
    let cells = (0u16..).zip(pieces(line)).map(|(col, piece)| (col, cell(piece))).collect();
    PageRow { height: Some(LINE), cells, ..PageRow::default() }
}
