//! "Last quarter's workbook, please." A produced workbook as the one that a later run is held against.
//!
//! In: a workbook as it stands now, and its record. Out: [`Last`]: rows, sums and problems as the record has them; where somebody changed a
//! compared cell since, what stands there, if it is a number, because that is what was forwarded. A row whose name was changed tells no
//! figures: lines may have been moved. It compares nothing.

use super::{Edit, Edits, FigureTrail, PageTrail, Shown, State, Story, Trail, edits};
use crate::annex::{RowOf, Shows};
use crate::field::{Field, Form};
use crate::finding::{CountDoubt, Severity, Subject};
use crate::fold::fold;
use crate::judge::Verdict;
use crate::place::{At, Place};
use crate::previous::{Changed, Last, LastFigure, LastProblem, LastRow, is_of_work};
use crate::read::Book;
use crate::tally::Amount;
use crate::wording::{annexes, console, labels};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Figures of then that are compared, by annex.
const COMPARED: [Field; 6] =
    [Field::Sum, Field::Received, Field::Closed, Field::Overdue, Field::Actual, Field::Forwarded];
/// Number of 制表单位 among the values of 规则.
const OFFICE: usize = 2;

/// The facts of the workbook `book`, called `file` in places.
#[must_use]
pub fn last(trail: &Trail, book: &Book, file: &Arc<str>) -> Last {
    let edits = edits(trail, book);
    let own = edits.list.iter().filter(|e| !matches!(e, Edit::Cell { follows: true, .. })).count();
    let mut reader = Reader::of((trail, edits), book, file);
    let rows: Vec<LastRow> = trail.stories.iter().map(|story| reader.row(story)).collect();
    let sums = reader.sums(&rows);
    let problems = reader.problems();
    Last {
        file: Arc::clone(file),
        sha256: book.sha256.clone(),
        period: trail.head.period,
        office: office(trail),
        rows,
        sums,
        problems,
        accused: accused(trail),
        changed_elsewhere: own.saturating_sub(reader.changed.len()),
        changed: reader.changed,
    }
}

fn office(trail: &Trail) -> Option<String> {
    let key = crate::rules::keys().get(OFFICE).map(|(name, _)| *name)?;
    let rule = trail.head.rules.iter().find(|rule| rule.key == key)?;
    (rule.value != console::not_set()).then(|| rule.value.clone())
}

/// Folded names of units about whose work or figures anything was said.
fn accused(trail: &Trail) -> HashSet<String> {
    let counts = |severity: Severity, id: &str| severity != Severity::Notice || is_of_work(id);
    let spoken = trail.findings.iter().filter(|f| counts(f.severity, &f.id));
    spoken.filter_map(|f| f.unit.as_deref()).map(fold).collect()
}

/// The workbook, looked up.
struct Reader<'a> {
    trail: &'a Trail,
    file: &'a Arc<str>,
    /// Where each row of the tally stands.
    rows: HashMap<Subject, (&'a PageTrail, u32)>,
    /// Changed cells: what stands there, and whether it follows from another one.
    edits: HashMap<(String, At), (Option<Shown>, bool)>,
    /// Sheets that are gone, or have another name now.
    gone: HashSet<String>,
    /// Where rows stand now.
    now: Edits,
    /// Annexes with a row that somebody put in: nobody knows what their sums are of.
    filled: HashSet<String>,
    book: &'a Book,
    changed: Vec<Changed>,
}

impl<'a> Reader<'a> {
    fn of((trail, edits): (&'a Trail, Edits), book: &'a Book, file: &'a Arc<str>) -> Self {
        let mut rows = HashMap::new();
        for page in trail.pages.iter().filter(|p| !p.shows.is_empty()) {
            for row in &page.rows {
                if let Some(RowOf::Row(subject)) = row.of {
                    rows.insert(subject, (page, row.row));
                }
            }
        }
        let (mut changed, mut gone, mut put_in) = (HashMap::new(), HashSet::new(), Vec::new());
        let cells = |name: &str, only: Option<u32>| {
            let rows = trail.page(name).into_iter().flat_map(|p| &p.rows);
            let rows = rows.filter(move |r| only.is_none_or(|row| r.row == row));
            rows.flat_map(|r| r.cells.iter().map(|(col, _)| At::new(r.row, *col))).collect::<Vec<At>>()
        };
        let Edits { list, uncalculated, moved } = edits;
        let now = Edits { list: Vec::new(), uncalculated, moved };
        for edit in list {
            match edit {
                Edit::Cell { sheet, made_at: Some(at), present, follows, .. } => {
                    changed.insert((sheet, at), (present, follows));
                }
                // Nothing stands there any more.
                Edit::RowTakenOut { sheet, row, .. } => {
                    changed.extend(cells(&sheet, Some(row)).into_iter().map(|at| ((sheet.clone(), at), (None, false))));
                }
                Edit::SheetGone(name) => {
                    changed.extend(cells(&name, None).into_iter().map(|at| ((name.clone(), at), (None, false))));
                    gone.insert(name);
                }
                Edit::RowPutIn { sheet, row, said } => put_in.push((sheet, row, said)),
                Edit::Cell { made_at: None, .. } | Edit::EvidenceRow { .. } | Edit::SheetAdded(_) => {}
            }
        }
        let annexes = trail.pages.iter().filter(|p| !p.shows.is_empty() && gone.contains(&p.name));
        let names: Vec<String> = annexes.map(|p| p.name.clone()).collect();
        let is_annex = |name: &String| trail.page(name).is_some_and(|p| !p.shows.is_empty());
        put_in.retain(|(sheet, ..)| is_annex(sheet));
        let filled = put_in.iter().map(|(sheet, ..)| sheet.clone()).collect();
        let mut reader = Self { trail, file, rows, edits: changed, gone, now, filled, book, changed: Vec::new() };
        for (sheet, row, said) in put_in {
            let place = Place::sheet(file, &sheet.as_str().into()).at(At::new(row, 0));
            reader.changed.push(Changed { place, made: String::new(), present: Some(said), used: None });
        }
        for made in names {
            let place = reader.place(&made, None);
            reader.changed.push(Changed { place, made, present: None, used: None });
        }
        reader
    }

    fn place(&self, page: &str, at: Option<At>) -> Place {
        let sheet = Place::sheet(self.file, &page.into());
        let now = |at: At| At::new(self.now.row_now(page, at.row), at.col);
        at.map_or(sheet.clone(), |at| sheet.at(now(at)))
    }

    fn row(&mut self, story: &Story) -> LastRow {
        let stands = self.rows.get(&story.of).copied();
        let moved = stands.is_some_and(|(page, row)| self.is_moved(page, row));
        let of = |field: &Field| story.figures.iter().find(|f| f.field == *field && f.period == self.trail.head.period);
        let found: Vec<&FigureTrail> = COMPARED.iter().filter_map(of).collect();
        let figures = found.into_iter().map(|f| self.figure(story, f, (stands, moved))).collect();
        let verdicts = [Verdict::Qualified, Verdict::Unqualified, Verdict::Open, Verdict::NotReported];
        let result = stands.and_then(|(page, row)| self.result(page, row)).or_else(|| story.result.clone());
        let verdict = verdicts.into_iter().find(|v| result.as_deref() == Some(labels::verdict(*v)));
        LastRow {
            form: story.form,
            unit: story.unit.clone(),
            object: story.object.clone(),
            platform: story.platform.clone(),
            figures,
            verdict: verdict.filter(|_| story.form == Form::Accounts && !moved),
        }
    }

    /// Whether a cell that names the row says something else now.
    fn is_moved(&mut self, page: &PageTrail, row: u32) -> bool {
        if self.gone.contains(&page.name) {
            return true;
        }
        let named = [Shows::Object, Shows::Platform, Shows::Unit];
        let mut cells = named.iter().filter_map(|shows| Some(At::new(row, col_of(page, *shows)?)));
        let edited = cells.find_map(|at| Some((at, self.edits.get(&(page.name.clone(), at))?)));
        let Some((at, (present, _))) = edited.map(|(at, edit)| (at, edit.clone())) else { return false };
        let made = made(page, at).unwrap_or_default();
        let place = self.place(&page.name, Some(at));
        self.changed.push(Changed { place, made, present: present.map(|p| p.text()), used: None });
        true
    }

    fn figure(
        &mut self,
        story: &Story,
        figure: &FigureTrail,
        (stands, moved): (Option<(&PageTrail, u32)>, bool),
    ) -> LastFigure {
        let (field, recorded) = (figure.field, amount(figure.value));
        let shown = stands.and_then(|(page, row)| Some((page, At::new(row, col_of(page, Shows::Figure(field))?))));
        let Some((page, at)) = shown else {
            let place = self.place(sheet_of(story.form), None);
            return LastFigure { field, value: recorded, place };
        };
        let value = if moved { Amount::Doubtful(CountDoubt::Disputed) } else { self.forwarded(page, at, recorded) };
        LastFigure { field, value, place: self.place(&page.name, Some(at)) }
    }

    /// What was forwarded in a cell: what was written, or what somebody wrote over it.
    fn forwarded(&mut self, page: &PageTrail, at: At, recorded: Amount) -> Amount {
        if self.gone.contains(&page.name) {
            return Amount::Doubtful(CountDoubt::Disputed);
        }
        let Some((present, follows)) = self.edits.get(&(page.name.clone(), at)).cloned() else { return recorded };
        let used = if let Some(Shown::Whole(n)) = present { Some(n) } else { None };
        if !follows {
            let (place, made) = (self.place(&page.name, Some(at)), made(page, at).unwrap_or_default());
            self.changed.push(Changed { place, made, present: present.map(|p| p.text()), used });
        }
        used.map_or(Amount::Doubtful(CountDoubt::NotANumber), Amount::Known)
    }

    fn result(&self, page: &PageTrail, row: u32) -> Option<String> {
        let at = At::new(row, col_of(page, Shows::Result)?);
        match self.edits.get(&(page.name.clone(), at)) {
            Some((present, _)) => present.as_ref().map(Shown::text),
            None => made(page, at),
        }
    }

    /// The sum rows as they stand. A formula adds up what stands above it, whether or not somebody calculated it again.
    fn sums(&mut self, rows: &[LastRow]) -> Vec<LastFigure> {
        let trail = self.trail;
        let mut out = Vec::new();
        for page in trail.pages.iter().filter(|p| !p.shows.is_empty()) {
            let Some(row) = page.rows.iter().find(|r| r.of == Some(RowOf::Total)) else { continue };
            for field in COMPARED {
                let Some(col) = col_of(page, Shows::Figure(field)) else { continue };
                let at = At::new(row.row, col);
                let Some(Shown::Whole(sum)) = row.cell(col) else { continue };
                let edit = self.edits.get(&(page.name.clone(), at));
                let value = if self.filled.contains(&page.name) {
                    Amount::Doubtful(CountDoubt::Disputed)
                } else if !self.gone.contains(&page.name)
                    && row.formulas.contains(&col)
                    && edit.is_none_or(|(_, follows)| *follows)
                {
                    let figures = rows.iter().filter_map(|r| r.figure(field));
                    Amount::Known(figures.filter_map(|f| f.value.known()).fold(0, i64::saturating_add))
                } else {
                    self.forwarded(page, at, Amount::Known(*sum))
                };
                out.push(LastFigure { field, value, place: self.place(&page.name, Some(at)) });
            }
        }
        out
    }

    /// Problems on units' work, in the order of the record.
    fn problems(&self) -> Vec<LastProblem> {
        let mut of_row: HashMap<usize, usize> = HashMap::new();
        for (n, story) in self.trail.stories.iter().enumerate() {
            story.findings.iter().for_each(|finding| {
                of_row.entry(*finding).or_insert(n);
            });
        }
        let mut listed: HashMap<usize, (&PageTrail, u32)> = HashMap::new();
        for page in &self.trail.pages {
            for row in &page.rows {
                if let Some(RowOf::Finding(n)) = row.of {
                    listed.entry(n).or_insert((page, row.row));
                }
            }
        }
        let findings = self.trail.findings.iter().enumerate();
        let weighs = |severity, id: &str| severity == Severity::Fail || severity == Severity::Notice && is_of_work(id);
        let problems = findings.filter(|(_, f)| weighs(f.severity, &f.id));
        problems
            .filter_map(|(n, f)| {
                let line = listed.get(&n).copied();
                Some(LastProblem {
                    id: f.id.clone(),
                    severity: f.severity,
                    unit: f.unit.clone()?,
                    object: f.object.clone(),
                    row: of_row.get(&n).copied(),
                    sentence: f.sentence.clone(),
                    rule: f.rule.clone(),
                    required: f.required,
                    actual: f.actual,
                    place: line.map_or_else(
                        || Place::file(self.file),
                        |(page, row)| self.place(&page.name, Some(At::new(row, 0))),
                    ),
                    source: f.place.0.clone(),
                    answer: line.and_then(|(page, row)| self.answer(page, row)),
                    touched: line.is_some_and(|(page, row)| self.is_touched(page, row)),
                })
            })
            .collect()
    }

    /// What somebody wrote under 整改情况.
    fn answer(&self, page: &PageTrail, row: u32) -> Option<String> {
        let wanted = fold(annexes::PROBLEM_ANSWER);
        let heads = page.rows.iter().find(|r| r.of == Some(RowOf::Heading))?;
        let (col, _) = heads.cells.iter().find(|(_, shown)| fold(&shown.text()) == wanted)?;
        let sheet = self.book.sheets.iter().find(|s| s.place.sheet.as_deref() == Some(&page.name))?;
        let text = sheet.cell(At::new(row, *col)).and_then(|c| Shown::read(&c.value))?.text();
        let text = text.trim();
        // Where lines were moved, what stands there may be about another problem.
        (!text.is_empty() && !self.is_touched(page, row)).then(|| text.to_owned())
    }

    /// Whether anything that was written in the line is otherwise now.
    fn is_touched(&self, page: &PageTrail, row: u32) -> bool {
        let cells = page.row(row).into_iter().flat_map(|r| &r.cells);
        cells.into_iter().any(|(col, _)| self.edits.contains_key(&(page.name.clone(), At::new(row, *col))))
    }
}

fn made(page: &PageTrail, at: At) -> Option<String> {
    page.row(at.row).and_then(|row| row.cell(at.col)).map(Shown::text)
}

fn col_of(page: &PageTrail, shows: Shows) -> Option<u32> {
    page.shows.iter().position(|s| *s == shows).and_then(|col| u32::try_from(col).ok())
}

const fn sheet_of(form: Form) -> &'static str {
    match form {
        Form::Columns => annexes::SHEETS[1],
        Form::Messages => annexes::SHEETS[2],
        _ => annexes::SHEETS[3],
    }
}

const fn amount(state: State) -> Amount {
    match state {
        State::Known(n) => Amount::Known(n),
        State::NotApplicable => Amount::NotApplicable,
        State::NotReported => Amount::NotReported,
        State::Missing => Amount::Missing,
        State::Doubtful(why) => Amount::Doubtful(why),
    }
}
