//! "Tell me in one screen." The lines printed at the end of a run.
//!
//! In: the outcome, and what became of the products. Out: at most [`LINES`] lines, the most important last: what was made, what
//! needs a human, what to do next. Pure; the sentences are in `wording`, the printing in `main`.

use crate::deliver::Delivered;
use crate::field::Form;
use crate::finding::{Finding, Kind};
use crate::fold::one_line;
use crate::judge::{ColumnResult, Verdict};
use crate::outcome::{InputStatus, Outcome, count, needing_human};
use crate::place::{Place, outside};
use crate::private::masked;
use crate::tally::issues::IssueUnit;
use crate::wording;
use crate::wording::console::{self, FileCounts, Next, Product};
use crate::wording::unchecked::{Unasked, Unchecked};
use crate::wording::{findings, issues, labels, unchecked};
use std::path::Path;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Most lines of a last screen: it must fit a small window together with the command (product contract).
pub const LINES: usize = 20;
/// Groups of doubts that fit beside the other lines.
const GROUPS: usize = 6;
/// Display columns of a sentence before it is cut; with its place a line then fits about two rows of a window.
const SENTENCE: usize = 88;

/// What the last screen tells of.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// The batch.
    pub outcome: &'a Outcome,
    /// Products and what became of them.
    pub products: &'a [(Product, Delivered)],
    /// The call that repeats this run.
    pub call: &'a str,
}

/// The last screen of `run`, with colour codes.
#[must_use]
pub fn last_screen(told: &Told<'_>) -> String {
    let mut lines = summary(told.outcome);
    let trial = told.products.iter().any(|(_, d)| d.how == crate::deliver::How::Trial);
    for (product, made) in told.products {
        let line = console::delivered(*product, &shown(&made.path), &made.how, shown);
        lines.push(if *product == Product::Workbook { bold(&line) } else { visible(&line) });
    }
    let (inputs, findings) = (&told.outcome.inputs, &told.outcome.judgment.findings);
    let open: Vec<&Finding> = needing_human(inputs, findings).map(|(_, f)| f).collect();
    lines.extend(names(told));
    lines.push(if open.is_empty() { good(&console::needs_human(0)) } else { warn(&console::needs_human(open.len())) });
    let room = LINES.saturating_sub(lines.len() + 2).min(GROUPS);
    lines.extend(groups(&open, room, true));
    let next = match (trial, open.is_empty()) {
        (true, _) => Next::InEarnest,
        (false, true) => Next::Forward,
        (false, false) => Next::Decide,
    };
    lines.push(visible(&console::next(next, told.call)));
    lines.join("\n") + "\n"
}

/// Answers that were followed, and names that wait for one.
fn names(told: &Told<'_>) -> Vec<String> {
    let outcome = told.outcome;
    let mut lines = Vec::new();
    let unfit = outcome.judgment.findings.iter().filter(|f| matches!(f.kind, Kind::DecisionUnfit { .. })).count();
    let followed = crate::confirm::followed(outcome);
    if let Some(line) = outcome.rules.decisions.lines.first().filter(|_| followed + unfit > 0) {
        lines.push(visible(&wording::confirm::followed(outside(&line.place.file), followed, unfit)));
    }
    let form = told.products.iter().find(|(product, _)| *product == Product::Confirm);
    if let (Some((_, made)), open @ (1.., _)) = (form, crate::confirm::waiting(outcome)) {
        lines.push(warn(&wording::confirm::open(open, &shown(&made.path))));
    }
    lines
}

/// What came, what it adds up to, what was flagged.
fn summary(outcome: &Outcome) -> Vec<String> {
    let (tally, judgment, sums) = (&outcome.tally, &outcome.judgment, outcome.sums());
    let mut lines = vec![
        console::period(&tally.period, outcome.period_from, tally.as_of),
        console::files(&count_files(outcome)),
        visible(&units(outcome)),
    ];
    lines.extend(unchecked::unchecked(&unchecked_lists(outcome)).map(|line| visible(&line)));
    let results = [
        ColumnResult::None,
        ColumnResult::Short,
        ColumnResult::MonthMissing,
        ColumnResult::Open,
        ColumnResult::NotReported,
    ]
    .map(|r| (labels::result(r), listed(&tally.columns, &judgment.columns, |c| c.listed, r)));
    let mut of_annex = |form: Form, line: Option<String>| {
        let unread = outcome.unread_of(form);
        match (line, unread) {
            (line, 0) => lines.extend(line),
            (line, _) => lines.push(warn(&unchecked::not_read(form, line, unread))),
        }
    };
    of_annex(Form::Columns, (!tally.columns.is_empty()).then(|| console::columns(&tally.totals, &sums, &results)));
    let with_messages = tally.messages.iter().filter(|m| m.listed && m.received.value.known().is_some_and(|n| n > 0));
    of_annex(
        Form::Messages,
        (!tally.messages.is_empty()).then(|| console::messages(&tally.totals, &sums, with_messages.count())),
    );
    let verdicts = [Verdict::Qualified, Verdict::Unqualified, Verdict::Open, Verdict::NotReported]
        .map(|v| (labels::verdict(v), listed(&tally.accounts, &judgment.accounts, |a| a.listed, v)));
    of_annex(Form::Accounts, (!tally.accounts.is_empty()).then(|| console::accounts(&tally.totals, &sums, &verdicts)));
    let units: Vec<&IssueUnit> = tally.issue_units.iter().filter(|u| u.listed).collect();
    if !units.is_empty() {
        lines.push(issues::line(&units));
    }
    lines.extend(console::open(tally.totals.open).map(|l| warn(&l)));
    let counts = count(&outcome.inputs, &judgment.findings);
    lines.push(console::flagged((counts.fails, counts.manual), (counts.notices, counts.listed_notices)));
    lines.extend(outcome.previous.as_ref().map(|compared| {
        let again = compared.relation.in_a_row().then_some(compared.again.len());
        wording::previous::line(&compared.period, compared.states(), again)
    }));
    lines
}

fn listed<R, T: Copy + PartialEq>(rows: &[R], results: &[T], is_listed: impl Fn(&R) -> bool, wanted: T) -> usize {
    rows.iter().zip(results).filter(|(row, result)| is_listed(row) && **result == wanted).count()
}

fn count_files(outcome: &Outcome) -> FileCounts {
    let mut counts = FileCounts::default();
    for input in &outcome.inputs {
        match input.status {
            InputStatus::Used => counts.used += 1,
            InputStatus::Refused(_) => counts.refused += 1,
            InputStatus::Superseded => counts.superseded += 1,
            InputStatus::Skipped(_) => counts.skipped += 1,
            InputStatus::Roster | InputStatus::Previous => {}
        }
    }
    counts
}

/// Lists that the roster does not have although something came that they would be held against.
fn unchecked_lists(outcome: &Outcome) -> Vec<Unchecked> {
    let (roster, tally) = (&outcome.rules.roster, &outcome.tally);
    if roster.units.is_none() && roster.columns.is_none() && roster.accounts.is_none() {
        return Vec::new();
    }
    let lists = [
        (roster.units.is_none(), Unchecked::Units),
        (roster.columns.is_none() && !tally.columns.is_empty(), Unchecked::Columns),
        (roster.accounts.is_none() && !tally.accounts.is_empty(), Unchecked::Accounts),
    ];
    lists.into_iter().filter(|(absent, _)| *absent).map(|(_, list)| list).collect()
}

fn units(outcome: &Outcome) -> String {
    let submissions = &outcome.tally.submissions;
    let due = submissions.expected.iter().filter(|e| !e.forms.is_empty()).count();
    let roster = &outcome.rules.roster;
    if due == 0 {
        let why = match (&roster.units, &roster.file) {
            (Some(_), _) => Unasked::NothingDue,
            (None, Some(_)) => Unasked::Blank,
            (None, None) => Unasked::NoRoster,
        };
        return unchecked::units_unasked(submissions.received.len(), outcome.units_unread(), why);
    }
    let missing = submissions.missing();
    let named = |all: bool| -> Vec<&str> {
        let of = missing.iter().filter(|(expected, forms)| (forms.len() == expected.forms.len()) == all);
        of.map(|(expected, _)| expected.unit.as_str()).collect()
    };
    let waiting: Vec<&str> = submissions.all_but_waiting().iter().map(|w| w.unit.as_str()).collect();
    console::units((due, due - missing.len()), &waiting, (&named(true), &named(false)))
}

/// Findings of one kind and severity as one line each, at most `room` lines.
fn groups(open: &[&Finding], room: usize, product: bool) -> Vec<String> {
    let mut grouped: Vec<(&Finding, usize)> = Vec::new();
    for finding in open {
        match grouped.iter_mut().find(|(first, _)| first.kind.id() == finding.kind.id()) {
            Some((_, count)) => *count += 1,
            None => grouped.push((finding, 1)),
        }
    }
    let fits = if grouped.len() <= room { room } else { room.saturating_sub(1) };
    let mut lines: Vec<String> = grouped
        .iter()
        .take(fits)
        .map(|(first, count)| console::group(&cut(&sentence(first), SENTENCE), *count, &place(&first.place)))
        .map(|line| visible(&line))
        .collect();
    let left: usize = grouped.iter().skip(fits).map(|(_, count)| count).sum();
    if left > 0 {
        lines.push(console::more_groups(left, product));
    }
    lines
}

/// A finding's sentence with unit and object before it, in one line.
pub(crate) fn sentence(finding: &Finding) -> String {
    let said = one_line(&findings::sentence(finding));
    console::about(finding.unit.as_deref(), findings::object(finding).as_deref(), &said)
}

/// A place in one line.
pub(crate) fn place(place: &Place) -> String {
    one_line(&place.to_string())
}

/// A text in one line of at most `width` display columns.
fn cut(text: &str, width: usize) -> String {
    let text = one_line(text);
    if text.width() <= width {
        return text;
    }
    let mut used = console::MORE.width();
    let kept: String = text
        .chars()
        .take_while(|c| {
            used += c.width().unwrap_or(0);
            used <= width
        })
        .collect();
    kept + console::MORE
}

/// A path as people read it, with one kind of stroke between its parts and without the numbers of people: screens are forwarded too.
#[must_use]
pub fn shown(path: &Path) -> String {
    let text = path.strip_prefix(".").unwrap_or(path).display().to_string();
    let text = if text.is_empty() { path.display().to_string() } else { text };
    let text = masked(&text).into_owned();
    if cfg!(windows) { text.replace('/', "\\") } else { text }
}

/// Text in which nothing moves the cursor or hides letters: control characters and direction marks are spelled out; line
/// breaks stay.
#[must_use]
pub fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        let hides =
            matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
        if (c.is_control() && c != '\n') || hides {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
    }
    out
}

const BOLD: &str = "\u{1b}[1m";
const GREEN: &str = "\u{1b}[32m";
const YELLOW: &str = "\u{1b}[33m";
const RED: &str = "\u{1b}[31m";
const PLAIN: &str = "\u{1b}[0m";

fn bold(text: &str) -> String {
    painted(BOLD, text)
}

fn good(text: &str) -> String {
    painted(GREEN, text)
}

pub(crate) fn warn(text: &str) -> String {
    painted(YELLOW, text)
}

/// Text of an error.
#[must_use]
pub fn bad(text: &str) -> String {
    painted(RED, text)
}

fn painted(colour: &str, text: &str) -> String {
    format!("{colour}{}{PLAIN}", visible(text))
}
