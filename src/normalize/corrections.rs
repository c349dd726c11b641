//! "They told us on the telephone: it was 3." The roster's 更正 laid over what the files say.
//!
//! In: all entries after their versions were settled, the lines of 更正. Out: for each line that fits exactly one figure and whose
//! 原值 is what stands there, an entry of its own that counts, placed at the roster's line; the file's entry stays, marked as
//! corrected, so that the note can show both. A line that does not fit changes nothing and is a doubt.

use super::counts::read_count;
use super::{Entry, Reading, Reported, Standing};
use crate::field::{Field, Form};
use crate::finding::{Finding, Kind};
use crate::fold::{fold, is_empty};
use crate::period::Period;
use crate::read::Value;
use crate::rules::Rules;
use crate::rules::periods::find_periods;
use crate::rules::roster::Correction;

/// Applies every line of 更正; what was noticed.
pub(super) fn apply(entries: &mut Vec<Entry>, rules: &Rules, run: Period, findings: &mut Vec<Finding>) {
    for line in &rules.roster.corrections {
        match corrected(entries, line, rules, run) {
            Ok((indices, new)) => {
                let old = entries[indices[0]].reading.raw.clone();
                let kind = Kind::Corrected { field: new.field, old, new: new.reading.raw.clone() };
                let cells: Vec<_> = indices.iter().map(|i| entries[*i].place.clone()).collect();
                // The question that the correction answers is not asked any more.
                findings.retain(|f| !(answered(&f.kind, new.field) && cells.contains(&f.place)));
                findings.push(about(line, Finding::new(kind, cells[0].clone())).related([line.place.clone()]));
                indices.iter().for_each(|i| entries[*i].standing = Standing::Corrected);
                entries.push(new);
            }
            Err(found) => {
                let kind = Kind::CorrectionUnfit { item: line.item.clone(), old: line.old.clone(), found };
                findings.push(about(line, Finding::new(kind, line.place.clone())));
            }
        }
    }
}

fn about(line: &Correction, finding: Finding) -> Finding {
    let finding = finding.unit(line.unit.as_str()).basis(line.basis.clone());
    if is_empty(&line.object) { finding } else { finding.object(line.object.as_str()) }
}

/// The entries that a line replaces and the one that counts instead; else what stands there, if anything does.
fn corrected(
    entries: &[Entry],
    line: &Correction,
    rules: &Rules,
    run: Period,
) -> Result<(Vec<usize>, Entry), Option<String>> {
    let field = rules.words.headings.field_named(&line.item).ok_or(None)?;
    let period = period(line, rules, run).ok_or(None)?;
    let fits =
        |e: &Entry| !e.from_ledger && of_form(field, e.form) == Some(e.field) && e.period == period && names(line, e);
    let mut indices: Vec<usize> = (0..entries.len()).filter(|i| fits(&entries[*i])).collect();
    let replaced = |i: &usize| matches!(entries[*i].standing, Standing::Superseded | Standing::Corrected);
    indices.retain(|i| !replaced(i));
    let first = indices.first().map(|i| &entries[*i]).ok_or(None)?;
    let same_object = |i: &usize| (entries[*i].form, &entries[*i].platform) == (first.form, &first.platform);
    let stands = |i: &usize| is_old(line, &entries[*i].reading, rules);
    if !indices.iter().all(same_object) || !indices.iter().any(stands) {
        return Err(Some(first.reading.raw.clone()));
    }
    let read = read_count(Some(&Value::Text(line.new.clone())), first.field, &rules.words).reading;
    if !matches!(read.value, Reported::Count(_) | Reported::NotApplicable) {
        return Err(Some(first.reading.raw.clone()));
    }
    let new = Entry { reading: read, place: line.place.clone(), standing: Standing::Counts, ..first.clone() };
    Ok((indices, new))
}

/// 期间 of the line; blank is the whole run, a month may lack its year.
fn period(line: &Correction, rules: &Rules, run: Period) -> Option<Period> {
    if is_empty(&line.period) {
        return Some(run);
    }
    if let Some(period) = Period::parse_code(line.period.trim()) {
        return Some(period);
    }
    find_periods(&line.period, &rules.words.periods).first()?.0.resolve(run.start.year())
}

/// Posts and updates are one word for people, two fields for tables.
const fn of_form(field: Field, form: Form) -> Option<Field> {
    match (field, form) {
        (Field::Actual | Field::Updates | Field::Sum, Form::Columns) => Some(Field::Updates),
        (Field::Actual | Field::Updates | Field::Sum, Form::Accounts) => Some(Field::Actual),
        (Field::Received | Field::Closed | Field::Overdue, Form::Messages)
        | (Field::Required | Field::Original | Field::ForwardList | Field::Forwarded, Form::Accounts) => Some(field),
        _ => None,
    }
}

/// Whether the entry is of the line's unit and object; an account may be written with its type in brackets.
fn names(line: &Correction, entry: &Entry) -> bool {
    if fold(&line.unit) != fold(&entry.unit.used) {
        return false;
    }
    let Some(object) = &entry.object else { return true };
    let written = fold(&line.object);
    let platform = entry.platform.as_deref().unwrap_or_default();
    written == fold(&object.used) || written == fold(&format!("{}({platform})", object.used))
}

/// Whether 原值 is what stands in the file: the same words, the same count, or both blank.
fn is_old(line: &Correction, reading: &Reading, rules: &Rules) -> bool {
    if fold(&line.old) == fold(&reading.raw) {
        return true;
    }
    let old = read_count(Some(&Value::Text(line.old.clone())), Field::Actual, &rules.words).reading.value;
    matches!(old, Reported::Count(_)) && old == reading.value
}

/// Questions that a correction of this field answers.
fn answered(kind: &Kind, corrected: Field) -> bool {
    match kind {
        Kind::DifferentTwice { field, .. }
        | Kind::VersionUndecided { field, .. }
        | Kind::CountWordZero { field, .. } => *field == corrected,
        _ => false,
    }
}
