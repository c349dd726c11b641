//! 附件3: "Did each account post enough and forward what it must?"
//!
//! In: the account rows of the tally with their verdicts. Out: one page: a row for each account in roster order, the unit's cell
//! merged over its neighbouring accounts, live sums and comparisons. It computes no requirement and no verdict.

use super::draft::Draft;
use super::figures::{self, Legend};
use super::notes::{self, Index};
use super::paper::{self, BODY, Wish};
use super::{Cached, Content, Look, Mark, Page, PageCell, Paper, RowOf, Shows};
use crate::field::{Field, Form};
use crate::finding::{Finding, Kind, Severity, Subject};
use crate::judge::Verdict;
use crate::outcome::Outcome;
use crate::tally::totals::Sum;
use crate::tally::{AccountRow, Amount, Figure};
use crate::wording::{annexes, labels, remarks};

const PAPER: Paper = Paper { landscape: true, pages_high: 0 };
/// Letter column of 应更新数; the figures follow it.
const REQUIRED: u16 = 4;
const SHOWS: [Shows; 10] = [
    Shows::Serial,
    Shows::Unit,
    Shows::Object,
    Shows::Platform,
    Shows::Required,
    Shows::Figure(Field::Actual),
    Shows::Figure(Field::ForwardList),
    Shows::Figure(Field::Forwarded),
    Shows::Result,
    Shows::Problem,
];

/// Lays out annex 3.
pub(super) fn page(outcome: &Outcome) -> Page {
    let lines = lines(outcome);
    let legend = Legend::new(lines.iter().map(|l| &l.row.required));
    let mut draft = Draft::new(annexes::SHEETS[3], PAPER, widths(&lines));
    draft.head(&annexes::label(3), &annexes::title(outcome, 3));
    headings(&mut draft, legend.heading_note());
    let first = draft.next();
    for group in lines.chunk_by(|a, b| a.row.unit == b.row.unit) {
        unit_rows(&mut draft, group, first, &legend);
    }
    if lines.is_empty() {
        figures::nothing(&mut draft, (outcome, Form::Accounts), annexes::NO_ACCOUNTS);
    }
    let last = draft.next() - 1;
    let remark = remarks::accounts(outcome, draft.has_doubts());
    draft.close(totals(&lines, (first, last), outcome.unread_of(Form::Accounts)), &remark);
    draft.page().shows = SHOWS.to_vec();
    draft.done()
}

struct Line<'a> {
    /// Its number in the tally.
    number: usize,
    row: &'a AccountRow,
    verdict: Verdict,
    findings: notes::Row<'a>,
    /// What is said once of its table and others of its rows: whose the required number is.
    said: Option<&'a Finding>,
}

fn lines(outcome: &Outcome) -> Vec<Line<'_>> {
    let index = Index::new(outcome);
    let by_row = outcome.judgment.by_row(&outcome.tally);
    let said = |row: Subject| {
        let mut told = by_row.get(&row)?.iter().filter_map(|n| outcome.judgment.findings.get(*n));
        told.find(|f| matches!(f.kind, Kind::StandardSelf { many: Some(_), .. }))
    };
    let all = outcome.tally.accounts.iter().zip(&outcome.judgment.accounts).enumerate();
    all.filter(|(_, (row, _))| row.listed)
        .map(|(n, (row, verdict))| {
            let findings = index.of_row(Subject::Account(n), &sources(row));
            Line { number: n, row, verdict: *verdict, findings, said: said(Subject::Account(n)) }
        })
        .collect()
}

fn sources(row: &AccountRow) -> Vec<&Figure> {
    let list = (!list_unknown(row)).then_some(&row.forward_list);
    [&row.actual].into_iter().chain(list).chain([&row.forwarded]).collect()
}

/// Nobody says how long the list is: no doubt about the unit, only nothing to hold its figure against.
fn list_unknown(row: &AccountRow) -> bool {
    matches!(row.forward_list.value, Amount::Missing | Amount::NotReported) && row.forward_list.parts.is_empty()
}

fn headings(draft: &mut Draft, legend: Option<String>) {
    let mut cells: Vec<PageCell> = annexes::ACCOUNT_HEADS.iter().map(|h| PageCell::text(*h, Look::Heading)).collect();
    if let Some(required) = cells.get_mut(usize::from(REQUIRED)) {
        required.note = legend;
    }
    draft.headings(cells, 3);
}

/// The rows of one unit's neighbouring accounts.
fn unit_rows(draft: &mut Draft, group: &[Line<'_>], first: u32, legend: &Legend) {
    let top = draft.next();
    let rows = u32::try_from(group.len()).unwrap_or(1);
    let unit = group.first().map_or("", |l| l.row.unit.as_str());
    let unit_cell = PageCell::text(unit, Look::Body).down(rows);
    for line in group {
        let at = draft.next();
        let mut cells = vec![(0, PageCell::count(i64::from(at - first + 1), Look::Body))];
        if at == top {
            cells.push((1, unit_cell.clone()));
        }
        cells.extend((2..).zip(line.cells(at, legend)));
        let row = draft.placed(cells);
        (row.keep, row.of) = (at > top, Some(RowOf::Row(Subject::Account(line.number))));
    }
    draft.make_room(top, 1, &unit_cell);
}

fn widths(lines: &[Line<'_>]) -> Vec<f64> {
    let of = |texts: Vec<&str>, limits| Wish::of(texts.into_iter(), BODY, limits);
    let problems: Vec<String> = lines.iter().map(|l| l.findings.problem()).collect();
    let sum = |pick: fn(&AccountRow) -> &Figure| lines.iter().filter_map(|l| pick(l.row).value.known()).sum::<i64>();
    let number = |pick, width| Wish::number(sum(pick), (width, width));
    let mut wishes = vec![
        Wish::fixed(33.0),
        of(lines.iter().map(|l| l.row.unit.as_str()).collect(), (72.0, 118.0)),
        of(lines.iter().map(|l| l.row.account.as_str()).collect(), (90.0, 150.0)),
        Wish::fixed(of(lines.iter().map(|l| l.row.platform.as_str()).collect(), (58.0, 70.0)).wish),
        Wish::number(lines.iter().filter_map(|l| l.row.required.number).sum(), (40.0, 44.0)),
        number(|r| &r.actual, 46.0),
        number(|r| &r.forward_list, 57.0),
        number(|r| &r.forwarded, 57.0),
        // Six half characters: the heading breaks after its stroke.
        Wish::fixed(44.0),
    ];
    let rest = paper::rest(&wishes, PAPER).clamp(96.0, 170.0);
    wishes.push(of(problems.iter().map(String::as_str).collect(), (84.0, rest)));
    paper::share(&wishes, PAPER)
}

fn totals(lines: &[Line<'_>], span: (u32, u32), unread: usize) -> Vec<PageCell> {
    let of = |pick: fn(&AccountRow) -> &Figure| Sum::of_figures(lines.iter().map(move |l| pick(l.row)), unread);
    let nothing = lines.is_empty() && unread > 0;
    let required = Sum::of(lines.iter().map(|l| l.row.required.number), nothing);
    let list_open = nothing || lines.iter().any(|l| list_unknown(l.row) || l.row.forward_list.value.is_open());
    let list = Sum::of(lines.iter().map(|l| l.row.forward_list.value.known()), list_open);
    let mut cells = vec![PageCell::text(annexes::TOTAL, Look::Sum).across(REQUIRED)];
    cells.push(figures::sum(REQUIRED, span, required));
    cells.push(figures::sum(REQUIRED + 1, span, of(|r| &r.actual)));
    let list = figures::sum(REQUIRED + 2, span, list);
    // A list whose length nobody knows is not set and no doubt, as in the rows.
    let unasked = !nothing && lines.iter().all(|l| list_unknown(l.row));
    cells.push(if unasked { list.mark(Mark::None) } else { list });
    cells.push(figures::sum(REQUIRED + 3, span, of(|r| &r.forwarded)));
    let qualified = lines.iter().filter(|l| l.verdict == Verdict::Qualified).count();
    let verdicts = figures::range(REQUIRED + 4, span.0, span.1);
    let qualified = figures::word_count(labels::verdict(Verdict::Qualified), &verdicts, qualified);
    cells.push(if nothing { figures::sum(REQUIRED + 4, span, Sum::NotSet) } else { qualified });
    let mut figures: Vec<&Figure> = lines.iter().flat_map(|l| [&l.row.actual, &l.row.forwarded]).collect();
    figures.extend(lines.iter().filter(|l| !list_unknown(l.row)).map(|l| &l.row.forward_list));
    figures.retain(|f| f.value != Amount::NotReported);
    let absent = lines.iter().filter(|l| l.row.actual.value == Amount::NotReported).map(|l| &l.row.actual);
    figures.extend(absent);
    cells.push(figures::left_out(&figures));
    cells
}

impl Line<'_> {
    /// The cells from the account's name on.
    fn cells(&self, at: u32, legend: &Legend) -> Vec<PageCell> {
        let row = self.row;
        let platform = if row.platform.is_empty() { annexes::NOT_STATED } else { &row.platform };
        let mut cells = vec![PageCell::text(&row.account, Look::Body), PageCell::text(platform, Look::Body)];
        cells.push(self.required(legend));
        let figure = |f: &Figure, field| figures::cell(f, &self.findings.about(f, field));
        cells.push(figure(&row.actual, Field::Actual));
        cells.push(if list_unknown(row) {
            PageCell::text(annexes::NOT_SET, Look::Body)
        } else {
            figure(&row.forward_list, Field::ForwardList)
        });
        cells.push(figure(&row.forwarded, Field::Forwarded));
        cells.push(self.verdict(at));
        cells.push(figures::problem(&self.findings).note(self.findings.note(&sources(row))));
        cells
    }

    fn required(&self, legend: &Legend) -> PageCell {
        let mut cell = figures::required(&self.row.required, legend);
        let on_row = self.findings.findings.iter().copied().find(|f| matches!(f.kind, Kind::StandardSelf { .. }));
        let own = on_row.cloned().or_else(|| self.own_number());
        if let Some(note) = own.and_then(|own| notes::note(&[&own], &[])) {
            cell.note = Some(cell.note.map_or_else(|| note.clone(), |before| format!("{before}\n{note}")));
        }
        cell
    }

    /// What was said once of its whole table, said of this row.
    fn own_number(&self) -> Option<Finding> {
        let said = self.said?;
        let (required, row) = (&self.row.required, Subject::Account(self.number));
        let kind = Kind::StandardSelf { raw: required.wording.clone(), many: None };
        let finding = Finding::new(kind, required.place.clone()?).subject(row).numbers(required.number, None);
        Some(Finding { severity: said.severity, basis: said.basis.clone(), ..finding })
    }

    /// The verdict as a live comparison where posts alone decide it; else as a word.
    fn verdict(&self, at: u32) -> PageCell {
        let word = labels::verdict(self.verdict);
        let row = at + 1;
        let says = self
            .row
            .required
            .number
            .zip(self.row.actual.value.known())
            .map(|(required, actual)| if actual >= required { Verdict::Qualified } else { Verdict::Unqualified });
        let content = if says == Some(self.verdict) {
            let (yes, no) = (labels::verdict(Verdict::Qualified), labels::verdict(Verdict::Unqualified));
            Content::Formula(format!("IF(F{row}>=E{row},\"{yes}\",\"{no}\")"), Cached::Text(word.to_owned()))
        } else {
            Content::Text(word.to_owned())
        };
        let mut about = self.findings.findings.clone();
        about.retain(|f| match self.verdict {
            Verdict::Unqualified => f.severity == Severity::Fail,
            _ => matches!(f.kind, Kind::PostsShort | Kind::CountMissing { .. } | Kind::CountDoubtful { .. }),
        });
        let (mark, note) = match self.verdict {
            Verdict::Unqualified => (Mark::Fail, notes::note(&about, &[&self.row.actual])),
            Verdict::Open | Verdict::NotReported => (Mark::Doubt, notes::note(&about, &[&self.row.actual])),
            Verdict::Qualified => (Mark::None, None),
        };
        PageCell::new(content, Look::Body).mark(mark).note(note)
    }
}
