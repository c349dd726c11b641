//! 附件4: "Were the platform's findings repaired in time?" Only when a ledger of them came.
//!
//! In: the findings of listed units with their results. Out: one page: counts and live rates by unit, then every finding with its last day
//! and what became of it. It shows the office's own wording of what was found, and nobody's name.

use super::draft::Draft;
use super::paper::{self, BODY, Wish};
use super::{Cached, Flow, Look, Mark, PageCell, Paper, figures, notes};
use crate::finding::Subject;
use crate::normalize::{Issue, IssueResult};
use crate::outcome::Outcome;
use crate::tally::issues::IssueUnit;
use crate::tally::totals::Sum;
use crate::wording::{annexes, issues, labels, remarks};

const PAPER: Paper = Paper { landscape: true, pages_high: 0 };

/// Lays out annex 4; no sheet when there is nothing to show.
pub(super) fn pages(outcome: &Outcome) -> Vec<Flow<'_>> {
    let list: Vec<(usize, &Issue)> = outcome.tally.issues.iter().enumerate().filter(|(_, i)| i.unit.listed).collect();
    if list.is_empty() {
        return Vec::new();
    }
    let units: Vec<&IssueUnit> = outcome.tally.issue_units.iter().filter(|u| u.listed).collect();
    let mut draft = Draft::new(issues::SHEET, PAPER, widths(&list));
    draft.head(&annexes::label(4), &annexes::title(outcome, 4));
    draft.row(heads(&issues::UNIT_HEADS));
    let first = draft.next();
    for (n, unit) in (1..).zip(&units) {
        let cells = unit_cells(unit, n, draft.next());
        draft.row(cells);
    }
    let span = (first, draft.next() - 1);
    let cells = totals(&units, span, draft.next());
    draft.row(cells).keep = true;
    draft.row_of_one(PageCell::text(issues::LIST_TITLE, Look::Subtitle));
    draft.headings(heads(&issues::LIST_HEADS), 0);
    draft.page().freeze = None;
    let index = notes::Index::new(outcome);
    for (n, (at, issue)) in (1..).zip(&list) {
        draft.row(issue_cells(issue, n, &index.of_row(Subject::Issue(*at), &[])));
    }
    let remark = remarks::issues(outcome, draft.has_doubts());
    let remark = PageCell::text(remark, Look::Remark).across(draft.columns());
    draft.row(vec![remark]).keep = true;
    paper::set_breaks(draft.page());
    vec![draft.done().into()]
}

fn heads(words: &[&str]) -> Vec<PageCell> {
    words.iter().map(|h| PageCell::text(*h, Look::Heading)).collect()
}

fn widths(list: &[(usize, &Issue)]) -> Vec<f64> {
    let of = |text: fn(&Issue) -> &str| list.iter().map(move |(_, issue)| text(issue));
    let day = Wish { least: 88.0, wish: 96.0 };
    let mut wishes = vec![
        Wish::fixed(36.0),
        Wish::of(of(|i| &i.unit.used), BODY, (90.0, 130.0)),
        Wish::of(of(|i| &i.kind_written), BODY, (70.0, 100.0)),
        Wish { least: 0.0, wish: 0.0 },
        day,
        day,
        day,
        Wish { least: 58.0, wish: 66.0 },
    ];
    let rest = paper::rest(&wishes, PAPER).clamp(110.0, 230.0);
    wishes[3] = Wish::of(of(|i| &i.text), BODY, (110.0, rest));
    paper::share(&wishes, PAPER)
}

fn unit_cells(unit: &IssueUnit, n: i64, at: u32) -> Vec<PageCell> {
    let count = |n: i64| PageCell::count(n, Look::Body);
    let late = unit.late + unit.open_late;
    let marked = |cell: PageCell, mark: Mark, n: i64| if n > 0 { cell.mark(mark) } else { cell };
    let note = (late > 0).then(|| issues::late_note(unit.late, unit.open_late));
    vec![
        count(n),
        PageCell::text(&unit.unit, Look::Body),
        count(unit.total),
        count(unit.in_time),
        marked(count(late), Mark::Fail, late).note(note),
        count(unit.open),
        marked(count(unit.undecided), Mark::Doubt, unit.undecided),
        rate(at, (unit.in_time, unit.decided()), Look::Body),
    ]
}

fn totals(units: &[&IssueUnit], span: (u32, u32), at: u32) -> Vec<PageCell> {
    let of = |pick: fn(&IssueUnit) -> i64| units.iter().map(|u| pick(u)).sum::<i64>();
    let each = |pick: fn(&IssueUnit) -> i64| Sum::of(units.iter().map(move |u| Some(pick(u))), false);
    vec![
        PageCell::text(annexes::TOTAL, Look::Sum).across(2),
        figures::sum(2, span, each(|u| u.total)),
        figures::sum(3, span, each(|u| u.in_time)),
        figures::sum(4, span, each(|u| u.late + u.open_late)),
        figures::sum(5, span, each(|u| u.open)),
        figures::sum(6, span, each(|u| u.undecided)),
        rate(at, (of(|u| u.in_time), of(IssueUnit::decided)), Look::Sum),
    ]
}

/// The live rate of those in time over those that are decided, on the row `at` (from zero).
fn rate(at: u32, (in_time, decided): (i64, i64), look: Look) -> PageCell {
    let row = at + 1;
    #[expect(clippy::cast_precision_loss, reason = "counts of findings are far below 2^52")]
    let result = if decided == 0 {
        Cached::Text(annexes::NOT_APPLICABLE.to_owned())
    } else {
        Cached::Rate(in_time as f64 / decided as f64)
    };
    PageCell::formula(
        format!("IF(D{row}+E{row}=0,\"{}\",D{row}/(D{row}+E{row}))", annexes::NOT_APPLICABLE),
        result,
        look,
    )
}

fn issue_cells(issue: &Issue, n: i64, findings: &notes::Row<'_>) -> Vec<PageCell> {
    let told = |text: &str| if text.is_empty() { issues::NOT_TOLD.to_owned() } else { text.to_owned() };
    let kind = match issue.kind {
        Some(kind) if issue.kind_written.is_empty() => issues::kind(kind).to_owned(),
        _ => told(&issue.kind_written),
    };
    let due = issue.due.map_or_else(|| annexes::OPEN.to_owned(), labels::day);
    let no_day = match issue.result {
        IssueResult::Open | IssueResult::OpenLate => annexes::NOT_APPLICABLE,
        IssueResult::InTime | IssueResult::Late | IssueResult::Undecided => issues::NOT_TOLD,
    };
    let closed = issue.closed.map_or_else(|| no_day.to_owned(), labels::day);
    let mark = match issue.result {
        IssueResult::Late | IssueResult::OpenLate => Mark::Fail,
        IssueResult::Undecided => Mark::Doubt,
        IssueResult::InTime | IssueResult::Open => Mark::None,
    };
    let doubt = || (issue.result == IssueResult::Undecided).then(|| issues::doubt_note(issue.doubt, &issue.place));
    let note = findings.note(&[]).or_else(doubt);
    vec![
        PageCell::count(n, Look::Body),
        PageCell::text(&*issue.unit.used, Look::Body),
        PageCell::text(kind, Look::Body),
        PageCell::text(told(&issue.text), Look::BodyLeft),
        PageCell::text(labels::day(issue.found), Look::Body),
        PageCell::text(due, Look::Body),
        PageCell::text(closed, Look::Body),
        PageCell::text(issues::result(issue.result), Look::Body).mark(mark).note(note),
    ]
}
