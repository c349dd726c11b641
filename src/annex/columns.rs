//! 附件1: "Was each website column updated as often as it must be?"
//!
//! In: the column rows of the tally with their results. Out: one page: a row for each column of the roster in use, one letter
//! column per month (per quarter when there are more than six), live sums and comparisons. It computes no requirement.

use super::draft::Draft;
use super::figures::{self, Legend};
use super::notes::{self, Index};
use super::paper::{self, BODY, Wish};
use super::{Cached, Content, Look, Mark, Page, PageCell, Paper, RowOf, Shows};
use crate::field::{Field, Form};
use crate::finding::{Severity, Subject};
use crate::fold;
use crate::judge::{self, ColumnResult};
use crate::outcome::Outcome;
use crate::period::Period;
use crate::place::letters;
use crate::tally::totals::Sum;
use crate::tally::{Amount, ColumnRow, Figure};
use crate::wording::{annexes, findings, labels, remarks};
use std::borrow::Cow;

const PAPER: Paper = Paper { landscape: true, pages_high: 0 };
/// More month columns than these are shown as quarters.
const MOST_MONTHS: usize = 6;
/// Letter columns before the first month: column, frequency, unit.
const FIRST_MONTH: u16 = 3;

/// Lays out annex 1.
pub(super) fn page(outcome: &Outcome) -> Page {
    let rows: Vec<Line<'_>> = lines(outcome);
    let spans = rows.first().map_or_else(|| shown_spans(&outcome.tally.period.months()), |r| r.spans());
    let legend = Legend::new(rows.iter().map(|r| &r.row.required));
    let mut draft = Draft::new(annexes::SHEETS[1], PAPER, widths(&rows, spans.len()));
    draft.head(&annexes::label(1), &annexes::title(outcome, 1));
    headings(&mut draft, &spans, legend.heading_note());
    let first = draft.next();
    for line in &rows {
        let cells = line.cells(draft.next(), &legend);
        draft.row(cells).of = Some(RowOf::Row(Subject::Column(line.number)));
    }
    if rows.is_empty() {
        figures::nothing(&mut draft, (outcome, Form::Columns), annexes::NO_COLUMNS);
    }
    let last = draft.next() - 1;
    let remark = remarks::columns(outcome, draft.has_doubts(), &across(&rows));
    let unread = outcome.unread_of(Form::Columns);
    draft.close(totals(&rows, spans.len(), (first, last), unread), &remark);
    draft.page().shows = shows(&spans);
    draft.done()
}

/// One row with what is needed to show it.
struct Line<'a> {
    /// Its number in the tally.
    number: usize,
    row: &'a ColumnRow,
    result: ColumnResult,
    findings: notes::Row<'a>,
    /// The ways to read the frequency, where they disagree and no finding tells it.
    readings: Option<String>,
    /// Figures of the months, or of quarters.
    shown: Vec<(Period, Cow<'a, Figure>)>,
}

fn lines(outcome: &Outcome) -> Vec<Line<'_>> {
    let index = Index::new(outcome);
    let all = outcome.tally.columns.iter().zip(&outcome.judgment.columns).enumerate();
    all.filter(|(_, (row, _))| row.listed)
        .map(|(n, (row, result))| {
            // A month that nobody told is no sign that the row did not come: the unit may have told the whole period only.
            let told = row.months.iter().map(|(_, f)| f).filter(|f| f.value != Amount::NotReported);
            let sources: Vec<&Figure> = told.chain([&row.actual]).collect();
            let findings = index.of_row(Subject::Column(n), &sources);
            let told = findings.findings.iter().any(|f| f.readings.is_some());
            let readings = judge::readings(row, &outcome.rules.settings).filter(|_| !told);
            let readings = readings.map(|r| findings::readings(&r));
            Line { number: n, row, result: *result, findings, readings, shown: shown(&row.months) }
        })
        .collect()
}

fn shows(spans: &[Period]) -> Vec<Shows> {
    let mut shows = vec![Shows::Object, Shows::Frequency, Shows::Unit];
    shows.extend(spans.iter().map(|span| Shows::Month(*span)));
    shows.extend([Shows::Required, Shows::Figure(Field::Sum), Shows::Result, Shows::Problem]);
    shows
}

fn headings(draft: &mut Draft, spans: &[Period], legend: Option<String>) {
    let [column, frequency, unit] = annexes::COLUMN_HEADS;
    let mut cells: Vec<PageCell> =
        [column, frequency, unit].iter().map(|h| PageCell::text(*h, Look::Heading)).collect();
    cells.extend(spans.iter().map(|s| PageCell::text(annexes::span_heading(s, spans), Look::Heading)));
    let [required, actual, result, problem] = annexes::COLUMN_RESULT_HEADS;
    cells.push(PageCell::text(required, Look::Heading).note(legend));
    cells.extend([actual, result, problem].iter().map(|h| PageCell::text(*h, Look::Heading)));
    draft.headings(cells, 1);
}

fn widths(rows: &[Line<'_>], months: usize) -> Vec<f64> {
    let of = |texts: Vec<&str>, limits| Wish::of(texts.into_iter(), BODY, limits);
    let problems: Vec<String> = rows.iter().map(|r| r.findings.problem()).collect();
    let frequencies: Vec<String> = rows.iter().map(|r| fold::close_up(&r.row.frequency)).collect();
    let mut wishes = vec![
        of(rows.iter().map(|r| r.row.column.as_str()).collect(), (96.0, 156.0)),
        Wish::fixed(of(frequencies.iter().map(String::as_str).collect(), (60.0, 80.0)).wish),
        of(rows.iter().map(|r| r.row.unit.as_str()).collect(), (80.0, 120.0)),
    ];
    let sum = |pick: &dyn Fn(&Line<'_>) -> Option<i64>| rows.iter().filter_map(pick).sum::<i64>();
    let month = |n: usize| sum(&|r| r.shown.get(n).and_then(|(_, f)| f.value.known()));
    wishes.extend((0..months).map(|n| Wish::number(month(n), (34.0, 36.0))));
    wishes.push(Wish::number(sum(&|r| r.row.required.number), (40.0, 55.0)));
    wishes.push(Wish::number(sum(&|r| r.row.actual.value.known()), (40.0, 55.0)));
    wishes.push(Wish::fixed(56.0));
    let rest = paper::rest(&wishes, PAPER).clamp(96.0, 200.0);
    wishes.push(of(problems.iter().map(String::as_str).collect(), (90.0, rest)));
    paper::share(&wishes, PAPER)
}

fn totals(rows: &[Line<'_>], months: usize, span: (u32, u32), unread: usize) -> Vec<PageCell> {
    let mut cells = vec![PageCell::text(annexes::TOTAL, Look::Sum).across(FIRST_MONTH)];
    let mut col = FIRST_MONTH;
    for month in 0..months {
        cells.push(figures::sum(col, span, Sum::of_figures(rows.iter().map(|r| &*r.shown[month].1), unread)));
        col += 1;
    }
    let nothing = rows.is_empty() && unread > 0;
    let required = Sum::of(rows.iter().map(|r| r.row.required.number), nothing);
    cells.push(figures::sum(col, span, required));
    cells.push(figures::sum(col + 1, span, Sum::of_figures(rows.iter().map(|r| &r.row.actual), unread)));
    let met = rows.iter().filter(|r| r.result == ColumnResult::Met).count();
    let met = figures::word_count(labels::result(ColumnResult::Met), &figures::range(col + 2, span.0, span.1), met);
    cells.push(if nothing { figures::sum(col + 2, span, Sum::NotSet) } else { met });
    let sums: Vec<&Figure> = rows.iter().map(|r| &r.row.actual).collect();
    cells.push(figures::left_out(&sums));
    cells
}

/// What keeps the sums of the months from adding up to the sum of the rows.
fn across(rows: &[Line<'_>]) -> remarks::Across {
    let mut out = remarks::Across::default();
    for line in rows {
        let months: i64 = line.shown.iter().filter_map(|(_, f)| f.value.known()).sum();
        out.months += months;
        match line.row.actual.value.known() {
            Some(actual) => {
                out.rows += actual;
                if actual != months {
                    out.whole = (out.whole.0 + 1, out.whole.1 + actual - months);
                }
            }
            None if months > 0 => out.open = (out.open.0 + 1, out.open.1 + months),
            None => {}
        }
    }
    out
}

impl Line<'_> {
    fn spans(&self) -> Vec<Period> {
        self.shown.iter().map(|(p, _)| *p).collect()
    }

    fn cells(&self, at: u32, legend: &Legend) -> Vec<PageCell> {
        let frequency = if self.row.frequency.is_empty() { annexes::NOT_STATED } else { &self.row.frequency };
        let mut cells = vec![
            PageCell::text(&self.row.column, Look::BodyLeft),
            PageCell::text(fold::close_up(frequency), Look::Body),
            PageCell::text(&self.row.unit, Look::Body),
        ];
        cells.extend(self.shown.iter().map(|(_, f)| self.month(f)));
        cells.push(figures::required(&self.row.required, legend));
        cells.push(self.actual(at));
        cells.push(self.result(at));
        let sources = self.sources();
        let note = self.findings.note(&sources);
        cells.push(figures::problem(&self.findings).note(note));
        cells
    }

    fn sources(&self) -> Vec<&Figure> {
        self.row.months.iter().map(|(_, f)| f).chain([&self.row.actual]).collect()
    }

    /// A month without a figure in a row that tells only the whole period says so; it is no doubt of its own.
    fn month(&self, figure: &Figure) -> PageCell {
        let silent = |f: &Figure| matches!(f.value, Amount::Missing | Amount::NotReported) && f.parts.is_empty();
        let whole = !self.row.actual.parts.is_empty() && self.row.months.iter().all(|(_, f)| silent(f));
        let unknown = silent(figure) && (whole || self.row.actual.value.known().is_some());
        if unknown {
            return PageCell::text(annexes::NO_MONTHS, Look::Body);
        }
        figures::cell(figure, &self.findings.about(figure, Field::Updates))
    }

    fn actual(&self, at: u32) -> PageCell {
        let months: Option<i64> = self.shown.iter().map(|(_, f)| f.value.known()).sum();
        let shown = self.row.actual.value.known();
        let (Some(sum), Some(actual)) = (months, shown) else {
            let about = self.findings.about(&self.row.actual, Field::Sum);
            let cell = figures::cell(&self.row.actual, &about);
            let of_months = self.row.actual.value.is_open() && self.row.actual.parts.len() != 1;
            return if of_months { PageCell { content: Content::Text(self.open_sum()), ..cell } } else { cell };
        };
        if sum != actual || self.shown.is_empty() {
            return PageCell::count(actual, Look::Body);
        }
        PageCell::formula(format!("SUM({})", self.month_range(at)), Cached::Count(actual), Look::Body)
    }

    /// A sum of which a month is open: what the known months come to where they decide the result already.
    fn open_sum(&self) -> String {
        let known = self.shown.iter().filter_map(|(_, f)| f.value.known()).fold(0, i64::saturating_add);
        match self.result {
            ColumnResult::Met | ColumnResult::MonthMissing => annexes::at_least(known),
            _ => annexes::OPEN.to_owned(),
        }
    }

    /// The result as a live comparison where the comparison says what the rules say; else as a word.
    fn result(&self, at: u32) -> PageCell {
        let word = labels::result(self.result);
        let content = match self.comparison(at) {
            Some((formula, says)) if says == self.result => Content::Formula(formula, Cached::Text(word.to_owned())),
            _ => Content::Text(word.to_owned()),
        };
        let about: Vec<_> =
            self.findings.findings.iter().copied().filter(|f| notes::is_about_result(&f.kind)).collect();
        let mark = match self.result {
            _ if about.iter().any(|f| f.severity == Severity::Fail) => Mark::Fail,
            ColumnResult::Open | ColumnResult::NotReported => Mark::Doubt,
            _ => Mark::None,
        };
        let note = notes::note(&about, &self.sources());
        let both = note.iter().chain(&self.readings).cloned().collect::<Vec<_>>().join("\n");
        PageCell::new(content, Look::Body).mark(mark).note((!both.is_empty()).then_some(both))
    }

    /// The comparison of this row as a formula, and what it comes to.
    fn comparison(&self, at: u32) -> Option<(String, ColumnResult)> {
        let (number, actual) = (self.row.required.number?, self.row.actual.value.known()?);
        let col = |n: usize| letters(u32::from(FIRST_MONTH) + u32::try_from(n).unwrap_or(0));
        let (need, have) =
            (format!("{}{}", col(self.shown.len()), at + 1), format!("{}{}", col(self.shown.len() + 1), at + 1));
        let word = labels::result;
        let mut inner = format!("\"{}\"", word(ColumnResult::Met));
        let mut says = ColumnResult::Met;
        if let Some(each) = self.every_month() {
            let range = self.month_range(at);
            inner = format!("IF(COUNTIF({range},\"<{each}\")>0,\"{}\",{inner})", word(ColumnResult::MonthMissing));
            if self.shown.iter().filter_map(|(_, f)| f.value.known()).any(|n| n < each) {
                says = ColumnResult::MonthMissing;
            }
        }
        if actual == 0 {
            says = ColumnResult::None;
        } else if actual < number {
            says = ColumnResult::Short;
        }
        let formula = format!(
            "IF({have}=0,\"{}\",IF({have}<{need},\"{}\",{inner}))",
            word(ColumnResult::None),
            word(ColumnResult::Short)
        );
        Some((formula, says))
    }

    /// The number that every shown month needs, where all are known and need the same.
    fn every_month(&self) -> Option<i64> {
        let first = (*self.row.required.by_month.first()?)?;
        let same = self.row.required.by_month.iter().all(|n| *n == Some(first));
        let by_months = self.shown.len() == self.row.months.len();
        let known = self.shown.iter().all(|(_, f)| f.value.known().is_some());
        (same && by_months && known && first > 0).then_some(first)
    }

    fn month_range(&self, at: u32) -> String {
        let last = u32::from(FIRST_MONTH) + u32::try_from(self.shown.len()).unwrap_or(1) - 1;
        format!("{}{}:{}{}", letters(u32::from(FIRST_MONTH)), at + 1, letters(last), at + 1)
    }
}

/// The figures as shown: months, or quarters where there are more than six.
fn shown(months: &[(Period, Figure)]) -> Vec<(Period, Cow<'_, Figure>)> {
    if months.len() <= MOST_MONTHS {
        return months.iter().map(|(month, figure)| (*month, Cow::Borrowed(figure))).collect();
    }
    let quarters = months.chunk_by(|a, b| quarter(&a.0) == quarter(&b.0)).map(together);
    quarters.map(|(span, figure)| (span, Cow::Owned(figure))).collect()
}

fn shown_spans(months: &[Period]) -> Vec<Period> {
    if months.len() <= MOST_MONTHS {
        return months.to_vec();
    }
    let chunks = months.chunk_by(|a, b| quarter(a) == quarter(b));
    chunks.filter_map(|c| Period::new(c.first()?.start, c.last()?.end)).collect()
}

fn quarter(month: &Period) -> (i16, i8) {
    (month.start.year(), (month.start.month() - 1) / 3)
}

fn together(months: &[(Period, Figure)]) -> (Period, Figure) {
    let span = Period { start: months[0].0.start, end: months[months.len() - 1].0.end };
    let parts = months.iter().flat_map(|(_, f)| f.parts.clone()).collect();
    let sum: Option<i64> = months.iter().map(|(_, f)| f.value.known()).sum();
    let first_unknown = months.iter().map(|(_, f)| f.value).find(|v| v.known().is_none());
    let open = months.iter().map(|(_, f)| f.value).find(|v| v.is_open());
    let value = sum.map(Amount::Known).or(open).or(first_unknown).unwrap_or(Amount::Missing);
    (span, Figure { value, parts })
}
