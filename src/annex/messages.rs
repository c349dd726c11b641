//! 附件2: "How did each unit handle the messages of citizens?"
//!
//! In: the message rows of the tally. Out: one page: units that received messages, most first; then those whose figures are open,
//! then those that did not report. Rates are live. Units that reported zero are counted in the remark.

use super::draft::Draft;
use super::figures;
use super::notes::{self, Index};
use super::paper::{self, BODY, Wish};
use super::{Cached, Look, Mark, Page, PageCell, Paper, RowOf, Shows};
use crate::field::{Field, Form};
use crate::finding::Subject;
use crate::outcome::Outcome;
use crate::tally::totals::Sum;
use crate::tally::{Amount, Figure, MessageRow};
use crate::wording::{annexes, remarks};
use indexmap::IndexSet;
use std::collections::HashSet;

const PAPER: Paper = Paper { landscape: false, pages_high: 0 };

const SHOWS: [Shows; 6] = [
    Shows::Unit,
    Shows::Figure(Field::Received),
    Shows::Figure(Field::Closed),
    Shows::Figure(Field::Overdue),
    Shows::Rate,
    Shows::Problem,
];

/// Lays out annex 2.
pub(super) fn page(outcome: &Outcome) -> Page {
    let index = Index::new(outcome);
    let lines = lines(outcome, &index);
    let absent = absent(outcome, &lines);
    let mut draft = Draft::new(annexes::SHEETS[2], PAPER, widths(&lines, &absent));
    draft.head(&annexes::label(2), &annexes::title(outcome, 2));
    draft.headings(annexes::MESSAGE_HEADS.iter().map(|h| PageCell::text(*h, Look::Heading)).collect(), 1);
    let first = draft.next();
    for line in &lines {
        let cells = line.cells(draft.next());
        draft.row(cells).of = Some(RowOf::Row(Subject::Message(line.number)));
    }
    for unit in &absent {
        draft.row(absent_cells(unit)).of = Some(RowOf::Absent);
    }
    if first == draft.next() {
        // That there were none is said only where units said so.
        let nothing = if reported_zero(outcome) > 0 { annexes::NO_MESSAGES } else { annexes::NO_MESSAGE_DATA };
        figures::nothing(&mut draft, (outcome, Form::Messages), nothing);
    }
    let last = draft.next() - 1;
    let remark = remarks::messages(outcome, reported_zero(outcome), draft.has_doubts());
    draft.close(totals(outcome, &lines, absent.len(), (first, last)), &remark);
    draft.page().shows = SHOWS.to_vec();
    draft.done()
}

/// Units that reported that they received nothing.
fn reported_zero(outcome: &Outcome) -> usize {
    zeros(outcome).count()
}

fn zeros(outcome: &Outcome) -> impl Iterator<Item = &MessageRow> + Clone {
    outcome.tally.messages.iter().filter(|r| r.listed && is_zero(r))
}

struct Line<'a> {
    /// Its number in the tally.
    number: usize,
    row: &'a MessageRow,
    findings: notes::Row<'a>,
}

fn is_zero(row: &MessageRow) -> bool {
    [&row.received, &row.closed, &row.overdue]
        .iter()
        .all(|f| matches!(f.value, Amount::Known(0) | Amount::NotApplicable))
}

/// Rows that reported something: by number received, most first; open ones after them. The sort keeps the roster's order of ties.
fn lines<'a>(outcome: &'a Outcome, index: &Index<'a>) -> Vec<Line<'a>> {
    let mut out: Vec<Line<'a>> = Vec::new();
    for (n, row) in outcome.tally.messages.iter().enumerate() {
        if row.listed && !is_zero(row) && row.received.value != Amount::NotReported {
            let findings = index.of_row(Subject::Message(n), &[&row.received, &row.closed, &row.overdue]);
            out.push(Line { number: n, row, findings });
        }
    }
    out.sort_by_key(|line| std::cmp::Reverse(line.row.received.value.known().unwrap_or(-1)));
    out
}

/// Units that must report messages and did not, in roster order.
fn absent(outcome: &Outcome, lines: &[Line<'_>]) -> Vec<String> {
    let tally = &outcome.tally;
    let came = tally.submissions.received.iter().filter(|r| r.forms.contains(&Form::Messages)).map(|r| r.unit.as_str());
    let zero = tally.messages.iter().filter(|r| r.listed && is_zero(r)).map(|r| r.unit.as_str());
    let known: HashSet<&str> = came.chain(zero).chain(lines.iter().map(|l| l.row.unit.as_str())).collect();
    let expected = tally.submissions.expected.iter().filter(|e| e.forms.contains(&Form::Messages)).map(|e| &e.unit);
    let rows = tally.messages.iter().filter(|r| r.listed && r.received.value == Amount::NotReported).map(|r| &r.unit);
    let absent: IndexSet<&String> = expected.chain(rows).filter(|unit| !known.contains(unit.as_str())).collect();
    absent.into_iter().cloned().collect()
}

fn absent_cells(unit: &str) -> Vec<PageCell> {
    let mut cells = vec![PageCell::text(unit, Look::Body)];
    cells.extend((0..4).map(|_| PageCell::text(annexes::NOT_REPORTED, Look::Body).mark(Mark::Doubt)));
    cells.push(PageCell::text(annexes::NOT_HANDED_IN, Look::BodyLeft).mark(Mark::Doubt));
    cells
}

fn widths(lines: &[Line<'_>], absent: &[String]) -> Vec<f64> {
    let units = lines.iter().map(|l| l.row.unit.as_str()).chain(absent.iter().map(String::as_str));
    let problems: Vec<String> = lines.iter().map(|l| l.findings.problem()).collect();
    let sum = |pick: fn(&MessageRow) -> &Figure| lines.iter().filter_map(|l| pick(l.row).value.known()).sum::<i64>();
    let number = |pick| Wish::number(sum(pick), (44.0, 58.0));
    let mut wishes = vec![
        Wish::of(units, BODY, (96.0, 130.0)),
        number(|r| &r.received),
        number(|r| &r.closed),
        number(|r| &r.overdue),
        Wish { least: 52.0, wish: 58.0 },
    ];
    let rest = paper::rest(&wishes, PAPER).clamp(90.0, 150.0);
    wishes.push(Wish::of(problems.iter().map(String::as_str), BODY, (90.0, rest)));
    paper::share(&wishes, PAPER)
}

fn totals(outcome: &Outcome, lines: &[Line<'_>], absent: usize, span: (u32, u32)) -> Vec<PageCell> {
    let (unread, nothing) = (outcome.unread_of(Form::Messages), Figure::not_reported());
    let of = |pick: fn(&MessageRow) -> &Figure| {
        let rows = lines.iter().map(|l| l.row).chain(zeros(outcome)).map(pick);
        Sum::of_figures(rows.chain(std::iter::repeat_n(&nothing, absent)), unread)
    };
    let (received, closed) = (of(|r| &r.received), of(|r| &r.closed));
    let mut cells = vec![PageCell::text(annexes::TOTAL, Look::Sum)];
    cells.push(figures::sum(1, span, received));
    cells.push(figures::sum(2, span, closed));
    cells.push(figures::sum(3, span, of(|r| &r.overdue)));
    let at = span.1 + 2;
    let open = lines.iter().any(|l| l.row.received.value.is_open() || l.row.closed.value.is_open());
    cells.push(match (received, closed) {
        (Sum::Known(received), Sum::Known(closed)) if !open => rate(at, received, closed, Look::Sum),
        (Sum::NotApplicable, _) | (_, Sum::NotApplicable) if !open => {
            // Without sums there is nothing to divide.
            PageCell::text(annexes::NOT_APPLICABLE, Look::Sum)
        }
        _ => PageCell::text(annexes::OPEN, Look::Sum).mark(Mark::Doubt),
    });
    let absent_figures = vec![Figure::not_reported(); absent];
    let figures: Vec<&Figure> =
        lines.iter().flat_map(|l| [&l.row.received, &l.row.closed, &l.row.overdue]).chain(&absent_figures).collect();
    cells.push(figures::left_out(&figures));
    cells
}

/// The live rate of closed over received on the row with number `at` (from one).
fn rate(at: u32, received: i64, closed: i64, look: Look) -> PageCell {
    #[expect(clippy::cast_precision_loss, reason = "counts of messages are far below 2^52")]
    let result = if received == 0 {
        Cached::Text(annexes::NOT_APPLICABLE.to_owned())
    } else {
        Cached::Rate(closed as f64 / received as f64)
    };
    PageCell::formula(format!("IF(B{at}=0,\"{}\",C{at}/B{at})", annexes::NOT_APPLICABLE), result, look)
}

impl Line<'_> {
    fn cells(&self, at: u32) -> Vec<PageCell> {
        let row = self.row;
        let fields = [(&row.received, Field::Received), (&row.closed, Field::Closed), (&row.overdue, Field::Overdue)];
        let mut cells = vec![PageCell::text(&row.unit, Look::Body)];
        cells.extend(fields.iter().map(|(figure, field)| figures::cell(figure, &self.findings.about(figure, *field))));
        cells.push(match (row.received.value.known(), row.closed.value.known()) {
            (Some(received), Some(closed)) => rate(at + 1, received, closed, Look::Body),
            _ => PageCell::text(annexes::OPEN, Look::Body).mark(Mark::Doubt),
        });
        let note = self.findings.note(&[&row.received, &row.closed, &row.overdue]);
        cells.push(figures::problem(&self.findings).note(note));
        cells
    }
}
