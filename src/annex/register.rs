//! 收件登记: "Who handed in what, and what became of it?"
//!
//! In: what was expected, what came, every file met. Out: a page of evidence with a line for each roster unit and each of its
//! files, then a line for each file that speaks for no unit: refused and why, tables and rows used, rows left out by reason; last the sums.

use super::differences;
use super::draft::Draft;
use super::flow::{self, Flow, List};
use super::lists;
use super::notes;
use super::paper;
use super::{Look, PageCell, Paper};
use crate::field::Form;
use crate::finding::{Finding, Kind, Severity};
use crate::normalize::Entry;
use crate::outcome::{Balance, Input, InputStatus, Outcome};
use crate::place::{Place, outside};
use crate::recognize::RowReason;
use crate::tally::State;
use crate::wording::{annexes, findings, labels};
use indexmap::IndexMap;
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher, Hash};
use std::rc::Rc;

const PAPER: Paper = Paper { landscape: true, pages_high: 0 };
/// Width in which four lines show the 64 digits of a SHA-256.
const SHA: f64 = 105.0;

/// Lays out 收件登记.
pub(super) fn flows(outcome: &Outcome) -> Vec<Flow<'_>> {
    let widths = [24.0, 54.0, 40.0, 40.0, 32.0, 40.0, 84.0, 36.0, 54.0, 104.0, 32.0, 48.0, SHA];
    let head = |name: &str| {
        let mut draft = Draft::new(name, PAPER, paper::fill(&widths, paper::evidence_width(PAPER)));
        draft.page().evidence = true;
        let heads = annexes::REGISTER_HEADS.iter().map(|h| PageCell::text(*h, Look::EvidenceHeading)).collect();
        let heading = draft.headings(heads, 2);
        (draft, heading)
    };
    let ledger = Rc::new(Ledger::new(outcome));
    let list = List { name: annexes::SHEETS[6], head: &head, lines: ledger.lines(), of: |_| None };
    let mut flows = list.flows(flow::ROOM, evidence(annexes::NONE), move |number, line| {
        if line.is_sum() {
            return ledger.sum_cells();
        }
        let mut cells = vec![PageCell::count(number, Look::Evidence)];
        cells.extend(ledger.unit_cells(line.unit));
        cells.extend(match line.input {
            Some(input) => ledger.file_cells(input, line),
            None => ledger.no_file_cells(line.unit),
        });
        cells
    });
    if let Some(last) = flows.last_mut() {
        differences::below(last, outcome);
    }
    flows
}

/// A unit, a file, or both; the last line is neither: the sums.
struct Line<'a> {
    unit: Option<&'a str>,
    input: Option<&'a Input>,
    /// Whether its file stands in a line above: what is said of the file is said there.
    again: bool,
}

impl Line<'_> {
    const fn is_sum(&self) -> bool {
        self.unit.is_none() && self.input.is_none()
    }
}

/// Units with what they owe, what came and in which files; notices by file. Looked up, not searched: a province has thousands.
struct Ledger<'a> {
    outcome: &'a Outcome,
    units: IndexMap<&'a str, Account<'a>>,
    notices: HashMap<&'a str, Vec<&'a Finding>>,
    again: HashSet<&'a str>,
    /// Files that say what another one says.
    same: HashSet<&'a str>,
    states: HashMap<&'a str, State>,
}

#[derive(Default)]
struct Account<'a> {
    due: Option<&'a [Form]>,
    came: &'a [Form],
    waits: &'a [Form],
    /// What may be of these was handed in and not read.
    unread: Vec<Form>,
    files: Vec<&'a Input>,
}

impl<'a> Ledger<'a> {
    /// Expected units in roster order, then units that came unasked.
    fn new(outcome: &'a Outcome) -> Self {
        let mut units: IndexMap<&str, Account<'a>> = IndexMap::new();
        for expected in &outcome.tally.submissions.expected {
            units.entry(&expected.unit).or_default().due = Some(&expected.forms);
        }
        for received in &outcome.tally.submissions.received {
            units.entry(&received.unit).or_default().came = &received.forms;
        }
        for input in &outcome.inputs {
            for unit in &input.units {
                units.entry(unit).or_default().files.push(input);
            }
        }
        for waiting in &outcome.tally.submissions.waiting {
            let account = units.entry(&waiting.unit).or_default();
            let files = outcome.inputs.iter().filter(|i| waiting.files.contains(&i.file));
            let new: Vec<&Input> = files.filter(|i| account.files.iter().all(|f| f.file != i.file)).collect();
            account.files.extend(new);
            account.waits = &waiting.forms;
        }
        for unread in &outcome.unread {
            let file = outcome.inputs.iter().find(|input| input.file == unread.place.file);
            // Of a table of several units each of them waits.
            let all = file.map(|file| file.units.iter().map(|unit| &**unit).collect()).unwrap_or_default();
            let of: Vec<&str> = unread.unit.as_ref().map_or(all, |unit| vec![unit.as_str()]);
            for unit in of {
                let account = units.entry(unit).or_default();
                account.unread.extend(&unread.forms);
                account.unread.sort_unstable();
                account.unread.dedup();
                account.files.extend(file.filter(|file| account.files.iter().all(|known| known.file != file.file)));
            }
        }
        let mut notices: HashMap<&str, Vec<&Finding>> = HashMap::new();
        let about_files = |f: &&Finding| f.severity == Severity::Notice && !lists::is_problem(f);
        for finding in outcome.judgment.findings.iter().filter(about_files) {
            notices.entry(&finding.place.file).or_default().push(finding);
        }
        let states = outcome.tally.submissions.states();
        let is_same = |f: &&'a Finding| matches!(f.kind, Kind::FileSame { .. });
        let same = outcome.judgment.findings.iter().filter(is_same).map(|f| &*f.place.file).collect();
        Self { outcome, units, notices, again: reported_again(outcome, &same), same, states }
    }

    /// A line for each unit and file, then files that speak for nobody, then the sums.
    fn lines(&self) -> Vec<Line<'a>> {
        let mut out = Vec::new();
        for (unit, account) in &self.units {
            if account.files.is_empty() {
                out.push(Line { unit: Some(unit), input: None, again: false });
            }
            out.extend(account.files.iter().map(|input| Line { unit: Some(unit), input: Some(input), again: false }));
        }
        let waiting: HashSet<&str> =
            self.outcome.tally.submissions.waiting.iter().flat_map(|w| &w.files).map(|file| &**file).collect();
        let spoken = |file: &str| {
            let of = self.outcome.unread.iter().filter(|unread| unread.unit.is_some());
            waiting.contains(file) || of.into_iter().any(|unread| &*unread.place.file == file)
        };
        let silent = self.outcome.inputs.iter().filter(|i| i.units.is_empty() && !spoken(&i.file));
        out.extend(silent.map(|input| Line { unit: None, input: Some(input), again: false }));
        let mut known: HashSet<&str> = HashSet::new();
        for line in &mut out {
            line.again = line.input.is_some_and(|input| !known.insert(&input.file));
        }
        if !out.is_empty() {
            out.push(Line { unit: None, input: None, again: false });
        }
        out
    }

    /// Unit, what it must report, what came, what did not.
    fn unit_cells(&self, unit: Option<&str>) -> Vec<PageCell> {
        let Some((unit, account)) = unit.and_then(|u| self.units.get_key_value(u)) else {
            return (0..5).map(|_| evidence(annexes::NOT_APPLICABLE)).collect();
        };
        let due = account.due.unwrap_or_default();
        let open: Vec<Form> = due
            .iter()
            .copied()
            .filter(|f| ![account.came, account.waits, &account.unread].iter().any(|of| of.contains(f)))
            .collect();
        let asked = match account.due {
            None if self.outcome.rules.roster.units.is_none() => annexes::NOT_APPLICABLE.to_owned(),
            None => annexes::NOT_IN_ROSTER.to_owned(),
            Some([]) => annexes::NOTHING_DUE.to_owned(),
            Some(due) => forms(due),
        };
        // What waits is in the state already, and of others nothing is due.
        let tells = |form: &Form| account.due.is_none_or(|due| due.contains(form)) && !account.waits.contains(form);
        let unread: Vec<Form> = account.unread.iter().copied().filter(tells).collect();
        let state = annexes::with_unread(self.states.get(*unit), &unread);
        vec![evidence(*unit), evidence(asked), evidence(forms(account.came)), evidence(forms(&open)), evidence(state)]
    }

    /// File, status, reason and notices, tables, rows used, rows left out, SHA-256.
    fn file_cells(&self, input: &Input, line: &Line<'_>) -> Vec<PageCell> {
        let used: usize = input.tables.iter().map(|t| t.rows_used).sum();
        vec![
            evidence(outside(&input.file)),
            evidence(match self.same.contains(&*input.file) {
                true => annexes::SAME_AGAIN,
                false => annexes::status(input.status, self.again.contains(&*input.file)),
            }),
            evidence(self.reasons(input, line)),
            evidence(tables(input)),
            match input.units.len() {
                0 | 1 => PageCell::count(i64::try_from(used).unwrap_or(i64::MAX), Look::Evidence),
                _ => evidence(annexes::rows_of_file(used)),
            },
            evidence(left_out(input)),
            evidence(input.sha256.as_deref().unwrap_or(annexes::NOT_APPLICABLE)),
        ]
    }

    /// The balance of rows, each file once: a file that speaks for several units stands in several lines above.
    fn sum_cells(&self) -> Vec<PageCell> {
        let balance = Balance::of(&self.outcome.inputs);
        let blank = || evidence(annexes::NOT_APPLICABLE);
        let mut cells = vec![evidence(annexes::TOTAL)];
        cells.extend((0..8).map(|_| blank()));
        cells.push(evidence(annexes::rows_found(balance.tables, balance.found)));
        cells.push(PageCell::count(i64::try_from(balance.used).unwrap_or(i64::MAX), Look::Evidence));
        cells.push(evidence(rows_left(balance.left_out)));
        cells.push(blank());
        cells
    }

    /// The same for a unit without a file: 未报 only where something was due.
    fn no_file_cells(&self, unit: Option<&str>) -> Vec<PageCell> {
        let due = unit.and_then(|u| self.units.get(u)).and_then(|account| account.due);
        let status = if due.is_some_and(|d| !d.is_empty()) { annexes::NOT_REPORTED } else { annexes::NOT_APPLICABLE };
        let mut cells = vec![evidence(annexes::NONE), evidence(status)];
        cells.extend((0..5).map(|_| evidence(annexes::NOT_APPLICABLE)));
        cells
    }

    /// Why it was refused, and the notices that are about the file and nobody's work: all of them in the file's first line, and those of the
    /// line's unit again.
    fn reasons(&self, input: &Input, line: &Line<'_>) -> String {
        let mut out: Vec<String> = Vec::new();
        match input.status {
            InputStatus::Refused(n) => out.extend(self.outcome.judgment.findings.get(n).map(findings::sentence)),
            InputStatus::Skipped(why) => out.push(annexes::skipped(why).to_owned()),
            _ => {}
        }
        let notices = || self.notices.get(&*input.file).into_iter().flatten();
        let own = |f: &Finding| !line.again || f.unit.is_some() && f.unit.as_deref() == line.unit;
        out.extend(notices().filter(|f| own(f)).map(|f| told(f)));
        if line.again && notices().any(|f| !own(f)) {
            out.push(annexes::SEE_FIRST_LINE.to_owned());
        }
        out.dedup();
        out.retain(|line| !line.is_empty());
        if out.is_empty() { annexes::NONE.to_owned() } else { out.join("\n") }
    }
}

/// The sentence of a notice; of strokes of many units with their cells, because they enter no annex, as of what is said of many rows.
fn told(finding: &Finding) -> String {
    let sentence = findings::sentence(finding);
    let of_many = matches!(finding.kind, Kind::NotApplicableDuty { .. } | Kind::StandardSelf { many: Some(_), .. });
    if of_many { with_cells(&sentence, finding) } else { sentence }
}

/// A sentence with the cells of its finding, in short.
pub(crate) fn with_cells(sentence: &str, finding: &Finding) -> String {
    let places: Vec<&Place> = std::iter::once(&finding.place).chain(&finding.related).collect();
    annexes::with_places(sentence, &notes::briefly_by_sheet(&places))
}

fn forms(list: &[Form]) -> String {
    if list.is_empty() {
        return annexes::NONE.to_owned();
    }
    list.iter().map(|f| labels::form(*f)).collect::<Vec<_>>().join(annexes::ENUMERATE)
}

/// Files that report a figure which another file reports too (重报), but for those that are the same form once more.
fn reported_again<'a>(outcome: &'a Outcome, same: &HashSet<&str>) -> HashSet<&'a str> {
    let roster = outcome.rules.roster.file.as_ref();
    // What the office corrected by telephone was not handed in again.
    let handed_in = || outcome.entries.iter().filter(|e| !e.is_correction(roster) && !same.contains(&*e.place.file));
    // Hardly a figure comes twice, and there are millions: only those whose hash does are looked at.
    let hasher = BuildHasherDefault::<DefaultHasher>::default();
    let mut hashes: Vec<u64> = handed_in().map(|e| hasher.hash_one(reported(e))).collect();
    hashes.sort_unstable();
    let mut twice: Vec<u64> = hashes.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
    twice.dedup();
    let mut files: HashMap<_, (&str, Vec<&str>)> = HashMap::new();
    for e in handed_in().filter(|e| twice.binary_search(&hasher.hash_one(reported(e))).is_ok()) {
        let file: &str = &e.place.file;
        let (first, more) = files.entry(reported(e)).or_insert((file, Vec::new()));
        // Figures stand in the order of their files.
        if *more.last().unwrap_or(first) != file {
            more.push(file);
        }
    }
    let again = files.into_values().filter(|(_, more)| !more.is_empty());
    again.flat_map(|(first, more)| std::iter::once(first).chain(more)).collect()
}

/// What a figure is about.
fn reported(e: &Entry) -> impl Hash + Eq {
    let object = e.object.as_ref().map(|o| &*o.used);
    (&*e.unit.used, e.form, object, e.platform.as_deref(), e.field, e.period, e.from_ledger)
}

fn tables(input: &Input) -> String {
    let used: Vec<String> = input.tables.iter().map(|t| annexes::table(&t.place, t.form)).collect();
    if used.is_empty() { annexes::NONE.to_owned() } else { used.join("\n") }
}

fn left_out(input: &Input) -> String {
    rows_left(input.tables.iter().flat_map(|t| t.left_out.iter().copied()))
}

fn rows_left(rows: impl IntoIterator<Item = (RowReason, usize)>) -> String {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for (reason, n) in rows {
        let label = labels::row_reason(reason);
        match counts.iter_mut().find(|(l, _)| *l == label) {
            Some((_, count)) => *count += n,
            None => counts.push((label, n)),
        }
    }
    let out: Vec<String> = counts.iter().filter(|(_, n)| *n > 0).map(|(label, n)| format!("{label} {n}")).collect();
    if out.is_empty() { annexes::NONE.to_owned() } else { out.join("\n") }
}

fn evidence(text: impl Into<String>) -> PageCell {
    PageCell::text(text, Look::Evidence)
}
