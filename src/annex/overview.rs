//! 概览: "One page for the head of office."
//!
//! In: the outcome. Out: exactly one printed page: coverage, totals, two charts, results, who failed, problems by unit, units
//! without problems, what needs a decision. Lists stop at ten. Lines are cut until the page fits; the other sheets have them whole.

use super::draft::Draft;
use super::figures::told;
use super::overview_text::{Digest, digest};
use super::paper;
use super::{ChartSpec, Content, Look, Page, PageCell, Paper, RowOf};
use crate::field::Form;
use crate::outcome::Outcome;
use crate::place::{Area, At};
use crate::tally::issues::IssueUnit;
use crate::wording::{annexes, overview, previous};

const PAPER: Paper = Paper { landscape: false, pages_high: 1 };
/// Letter columns of the printed page.
const COLUMNS: u16 = 12;
/// The page is filled up to this scale; a little above the limit of 0.88, for rounding.
const LEAST_SCALE: f64 = 0.885;
const COLUMN_WIDTH: f64 = 40.5;
/// Chart data stand beside the printed page: a gap, then names and values of two charts.
const DATA: u16 = COLUMNS + 1;
const CHART_ROWS: u32 = 10;
const CHART_ROW: f64 = 22.5;
/// The same where the lines on an earlier period need room below; the chart has fewer accounts then.
const LOW_CHART_ROW: f64 = 15.0;
/// Characters in one line of the text cells: ten columns of 40.5 points less padding, 12 points each.
const LINE_CHARS: usize = 33;
/// The text line on verdicts; what platforms found stands below it.
const VERDICTS: usize = 1;
/// Number of the line on what platforms found, behind those on an earlier period.
const ISSUES: usize = overview::TEXT_HEADS.len() + 3;
/// Units in the list of problems.
const MOST_UNITS: usize = 10;

/// Lays out the overview.
pub(super) fn page(outcome: &Outcome) -> Page {
    let digest = digest(outcome);
    // More units before longer texts, which get what lines are left.
    let most = digest.problems.len().clamp(1, MOST_UNITS);
    let sizes = (1..=most).rev().flat_map(|units| (0..=2 * units).rev().map(move |more| (units, more)));
    let room = paper::type_area(PAPER).1 / LEAST_SCALE;
    let mut page = lay_out(outcome, &digest, &digest.problem_lines(1, 0, LINE_CHARS));
    for (units, more) in sizes {
        let tried = lay_out(outcome, &digest, &digest.problem_lines(units, more, LINE_CHARS));
        if tried.rows.iter().map(paper::height_of).sum::<f64>() <= room {
            page = tried;
            break;
        }
    }
    page
}

fn lay_out(outcome: &Outcome, digest: &Digest, problems: &str) -> Page {
    let mut widths = vec![COLUMN_WIDTH; usize::from(COLUMNS)];
    widths.extend([24.0, 64.0, 44.0, 112.0, 44.0]);
    let mut draft = Draft::new(annexes::SHEETS[0], PAPER, widths);
    let over = |text: String, look| PageCell::text(text, look).across(COLUMNS);
    draft.row(vec![over(overview::title(outcome), Look::Title)]);
    draft.row(vec![over(overview::subtitle(outcome), Look::Subtitle)]);
    figures(&mut draft, outcome, digest);
    charts(&mut draft, digest, if outcome.previous.is_some() { LOW_CHART_ROW } else { CHART_ROW });
    let decisions = if digest.decisions.is_empty() {
        overview::NOTHING_TO_DECIDE.to_owned()
    } else {
        digest.decisions.join(annexes::BETWEEN)
    };
    let texts = [
        overview::not_read(overview::counts(&digest.results), outcome.unread_of(Form::Columns)),
        overview::verdicts(
            &overview::not_read(overview::counts(&digest.verdicts), outcome.unread_of(Form::Accounts)),
            &digest.failed_accounts,
        ),
        problems.to_owned(),
        overview::candidates(digest.candidates.as_ref(), outcome),
        decisions,
    ];
    let last = texts.len() - 1;
    for (n, (head, text)) in overview::TEXT_HEADS.iter().zip(texts).enumerate() {
        if n == last {
            earlier(&mut draft, outcome);
        }
        line(&mut draft, n, (*head, text));
        if n == VERDICTS {
            issues(outcome).into_iter().for_each(|text| line(&mut draft, ISSUES, (overview::ISSUES_HEAD, text)));
        }
    }
    let last = At::new(draft.next() - 1, u32::from(COLUMNS) - 1);
    draft.page().print_area = Some(Area::between(At::new(0, 0), last));
    draft.done()
}

/// A line of text under its heading on the left.
fn line(draft: &mut Draft, number: usize, (head, text): (&str, String)) {
    let head = PageCell::text(head, Look::Heading).across(2);
    let text = PageCell::text(text, Look::BodyLeft).across(COLUMNS - 2);
    draft.row(vec![head, text]).of = Some(RowOf::Digest(number));
}

/// What is said beside an earlier period, where a workbook of one was given.
fn earlier(draft: &mut Draft, outcome: &Outcome) {
    let Some(compared) = &outcome.previous else { return };
    let texts = [
        previous::overview_changes(compared),
        previous::overview_again(outcome, compared),
        previous::overview_states(compared),
    ];
    let numbers = overview::TEXT_HEADS.len()..;
    for (n, (head, text)) in numbers.zip(previous::overview_heads(compared).iter().zip(texts)) {
        line(draft, n, (head, text));
    }
}

/// The sums of annex 4; none where no ledger of a platform's findings came.
fn issues(outcome: &Outcome) -> Option<String> {
    let units: Vec<&IssueUnit> = outcome.tally.issue_units.iter().filter(|unit| unit.listed).collect();
    let of = |pick: fn(&IssueUnit) -> i64| units.iter().map(|unit| pick(unit)).sum::<i64>();
    let late = of(|u| u.late + u.open_late);
    let sums =
        [of(|_| 1), of(|u| u.total), of(|u| u.in_time), late, of(|u| u.open_late), of(|u| u.open), of(|u| u.undecided)];
    (!units.is_empty()).then(|| overview::issues(sums))
}

/// Twelve figures under their headings, in two lines of six.
fn figures(draft: &mut Draft, outcome: &Outcome, digest: &Digest) {
    let (totals, sums) = (&outcome.tally.totals, outcome.sums());
    let size = |n: usize| Content::Count(i64::try_from(n).unwrap_or(i64::MAX));
    let open = || Content::Text(annexes::NOT_APPLICABLE.to_owned());
    let (asked, came, missing) = digest.coverage;
    let rate = digest.qualified_rate.map_or_else(open, Content::Rate);
    let mut reported_heads = overview::REPORTED_HEADS;
    let missing = match missing {
        None => open(),
        Some((nothing, 0)) => size(nothing),
        Some((nothing, part)) => {
            reported_heads[2] = overview::MISSING_OR_PART;
            Content::Text(overview::missing_or_part(nothing, part))
        }
    };
    let reported = [
        asked.map_or_else(open, size),
        size(came),
        missing,
        told(sums.received),
        told(sums.closed),
        told(sums.overdue),
    ];
    let published =
        [told(sums.columns), told(sums.updates), told(sums.accounts), told(sums.posts), told(sums.forwards), rate];
    let open = &totals.open_by;
    let [columns, messages, accounts] =
        [Form::Columns, Form::Messages, Form::Accounts].map(|form| outcome.unread_of(form));
    let lines = [
        (reported_heads, [0, 0, 0, open.received, open.closed, open.overdue], [0, 0, 0, messages, 0, 0], reported),
        (
            overview::PUBLISHED_HEADS,
            [0, open.updates, 0, open.posts, open.forwards, 0],
            [columns, 0, accounts, 0, 0, 0],
            published,
        ),
    ];
    for (n, (heads, open, unread, contents)) in lines.into_iter().enumerate() {
        let open = open.into_iter().zip(unread);
        let heads = heads.iter().zip(open).map(|(head, (open, unread))| overview::with_open(head, open, unread));
        let mut heads: Vec<String> = heads.collect();
        if n == 0 {
            heads[1] = overview::came(digest.unread_units);
        }
        let heads = heads.into_iter().map(|head| PageCell::text(head, Look::Heading).across(2));
        draft.row(heads.collect()).of = Some(RowOf::Heading);
        draft.row(contents.into_iter().map(|c| PageCell::new(c, Look::Body).across(2)).collect()).of =
            Some(RowOf::Figures(n));
    }
}

/// Two charts side by side, a single one over the whole width; what they draw stands beside the printed page. Nothing to draw takes no room.
fn charts(draft: &mut Draft, digest: &Digest, height: f64) {
    let top = draft.next();
    let results: Vec<(String, i64)> = digest
        .results
        .iter()
        .filter(|(_, n)| *n > 0)
        .map(|(word, n)| ((*word).to_owned(), i64::try_from(*n).unwrap_or(i64::MAX)))
        .collect();
    if results.is_empty() && digest.top_posts.is_empty() {
        return;
    }
    draft.fixed(7.0, vec![(DATA, PageCell::text(overview::CHART_DATA, Look::Evidence).across(4))]);
    for row in 0..CHART_ROWS {
        let mut cells = Vec::new();
        for (col, data) in [(DATA, &results), (DATA + 2, &digest.top_posts)] {
            if let Some((name, value)) = data.get(row as usize) {
                cells.push((col, PageCell::text(name, Look::Evidence)));
                cells.push((col + 1, PageCell::count(*value, Look::Evidence)));
            }
        }
        draft.fixed(height, cells);
    }
    draft.fixed(6.0, Vec::new());
    let (half, whole) = (u32::from(COLUMNS) / 2, u32::from(COLUMNS));
    let both = !results.is_empty() && !digest.top_posts.is_empty();
    let mut put = |title: &str, data: u16, n: usize, (from, to): (u32, u32)| {
        let last = top + u32::try_from(n).unwrap_or(0);
        let cells = |col: u16| Area::between(At::new(top + 1, u32::from(col)), At::new(last, u32::from(col)));
        if n > 0 {
            draft.page().charts.push(ChartSpec {
                title: title.to_owned(),
                categories: cells(data),
                values: cells(data + 1),
                area: Area::between(At::new(top + 1, from), At::new(top + CHART_ROWS, to - 1)),
            });
        }
    };
    put(overview::RESULTS_CHART, DATA, results.len(), (0, if both { half } else { whole }));
    let right = (if both { half } else { 0 }, whole);
    put(&overview::posts_chart(digest.most_accounts), DATA + 2, digest.top_posts.len(), right);
    debug_assert!(digest.columns() > 0 || results.is_empty());
}
