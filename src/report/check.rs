//! "Is this file all right?" What `check` prints: file by file, table by table, with the place of every doubt.
//!
//! In: the inputs and findings, as far as they were worked out. Out: lines. Pure. It never speaks of what did not come: a unit
//! may hold it against its own file alone.

use super::console::{bad, place, visible, warn};
use super::sketch::sketch;
use crate::annex::with_cells;
use crate::finding::{Finding, Kind, Severity};
use crate::fold::one_line;
use crate::outcome::{Balance, Input, InputStatus, InputTable, Outcome, Stopped};
use crate::place::Place;
use crate::wording::{check as words, console, errors, findings, labels};

/// What is said about the files, and whether a human must look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The lines, with colour codes.
    pub text: String,
    /// Whether a file was refused or a doubt is open.
    pub needs_human: bool,
}

/// The report on files whose figures were worked out.
#[must_use]
pub fn worked_out(outcome: &Outcome) -> Checked {
    told(&outcome.inputs, &outcome.judgment.findings, None)
}

/// The report on files that were read, where the batch as a whole came to nothing.
#[must_use]
pub fn as_far_as_read(stopped: &Stopped) -> Checked {
    let reason = match &stopped.error {
        crate::error::Error::NothingReadable(_) => None,
        error => Some(errors::sentence(error)),
    };
    told(&stopped.inputs, &stopped.findings, reason.as_deref())
}

/// Files of which every table is drawn; of more a line for each table is what one can read.
const DRAWN: usize = 3;

fn told(inputs: &[Input], found: &[Finding], reason: Option<&str>) -> Checked {
    let files: Vec<&Input> =
        inputs.iter().filter(|i| !matches!(i.status, InputStatus::Roster | InputStatus::Skipped(_))).collect();
    let mut lines = Vec::new();
    let drawn = files.len() <= DRAWN;
    let (mut doubts, mut others, mut refused) = (0, 0, 0);
    for input in &files {
        let about: Vec<&Finding> = found.iter().filter(|f| speaks_of(f, input)).collect();
        let is_refused = matches!(input.status, InputStatus::Refused(_));
        refused += usize::from(is_refused);
        let gives_nothing = input.units.is_empty() && input.tables.iter().all(|t| t.rows_used == 0);
        let status = reason.is_none().then_some(input.status);
        let heading = words::checked_file(&on_one_line(&input.file), status, gives_nothing);
        lines.push(if is_refused { bad(&heading) } else { visible(&heading) });
        let say = Say { judged: reason.is_none(), drawn };
        lines.extend(input.tables.iter().flat_map(|t| table(t, say)).map(|l| visible(&l)));
        lines.extend(Some(words::to_mend().to_owned()).filter(|_| drawn && !about.is_empty()));
        for finding in about {
            let doubt = finding.severity == Severity::Doubt || is_refused;
            *(if finding.severity == Severity::Doubt { &mut doubts } else { &mut others }) += 1;
            let line = self::finding(finding, input);
            lines.push(if doubt { warn(&line) } else { visible(&line) });
        }
        lines.push(String::new());
    }
    lines.extend(reason.map(|r| visible(&words::judged_without_period(r))));
    let tables = files.iter().map(|i| i.tables.len()).sum();
    if reason.is_none() {
        lines.push(words::balance(&Balance::of(files.iter().copied())));
    }
    lines.push(words::checked(files.len(), tables, doubts, others));
    Checked { text: lines.join("\n") + "\n", needs_human: doubts > 0 || refused > 0 || reason.is_some() }
}

/// Whether a finding is about something that stands in this file. Each finding is told once: with the file of its primary place,
/// else with the first file among its related places.
fn speaks_of(finding: &Finding, input: &Input) -> bool {
    let absent = matches!(
        finding.kind,
        Kind::NotSubmitted { .. }
            | Kind::ObjectNotSubmitted { .. }
            | Kind::SubmissionWaits { .. }
            | Kind::Manual { .. }
            | Kind::BodyDiffers { .. }
            | Kind::RuleUnused { .. }
    );
    !absent && home(finding, input).is_some()
}

/// The finding's first place in this file.
fn home<'a>(finding: &'a Finding, input: &Input) -> Option<&'a Place> {
    if finding.place.file == input.file {
        return Some(&finding.place);
    }
    finding.subject?;
    finding.related.first().filter(|p| p.file == input.file)
}

fn finding(finding: &Finding, input: &Input) -> String {
    let at = home(finding, input).unwrap_or(&finding.place);
    let (mut sentence, remedy) = (super::console::sentence(finding), one_line(&findings::remedy(finding)));
    if matches!(finding.kind, Kind::StandardSelf { many: Some(_), .. }) {
        sentence = one_line(&with_cells(&sentence, finding));
    }
    console::finding(finding.severity, &inside(at), &sentence, &remedy)
}

/// A file's name as data: it may hold line breaks too.
fn on_one_line(file: &str) -> String {
    visible(file).replace('\n', "\\u{a}")
}

/// A place without its file, where it has a sheet.
fn inside(at: &Place) -> String {
    let whole = place(at);
    whole
        .strip_prefix(&*at.file)
        .map(|rest| rest.trim_start_matches([' ', '›']))
        .filter(|r| !r.is_empty())
        .map_or_else(|| whole.clone(), str::to_owned)
}

/// How a table is told of.
#[derive(Clone, Copy)]
struct Say {
    judged: bool,
    drawn: bool,
}

fn table(table: &InputTable, say: Say) -> Vec<String> {
    let used = say.judged.then_some(table.rows_used);
    let mut lines = vec![words::checked_table(&inside(&table.place), table.form, table.rows_found, used)];
    if say.drawn {
        lines.extend(sketch(table));
        lines.extend((!table.left_out.is_empty()).then(|| words::left_out(&table.left_out)));
        return lines;
    }
    let headings: Vec<_> = table
        .headings
        .iter()
        .map(|(area, written, field)| (area.first.to_string(), one_line(written), field.map(labels::field)))
        .collect();
    lines.push(words::headings(&headings));
    if !table.left_out.is_empty() {
        lines.push(words::left_out(&table.left_out));
    }
    lines
}
