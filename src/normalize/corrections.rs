//! "They told us on the telephone: it was 3." The roster's 更正 laid over what the files say.
//!
//! In: all entries after their versions were settled, the lines of 更正. Out: for each line that fits exactly one figure and whose
//! 原值 is what stands there, an entry of its own that counts, placed at the roster's line; the files' entries stay, marked as
//! corrected, so that the note can show both. A figure counted from a ledger is corrected like any other: its 原值 is what was counted.
//! A doubt about a cell that was corrected is answered. A line that does not fit changes nothing and is a doubt that says what to write.

use super::counts::read_count;
use super::{Entry, Reading, Reported, Standing};
use crate::field::{Field, Form};
use crate::finding::{Finding, Kind, OldValue};
use crate::fold::{fold, is_empty};
use crate::period::Period;
use crate::place::Place;
use crate::read::Value;
use crate::rules::Rules;
use crate::rules::periods::find_periods;
use crate::rules::roster::Correction;
use std::sync::Arc;

/// So many figures of other periods are told of a line that fits none.
const ELSEWHERE: usize = 6;

/// A figure that was corrected: where it stood, and what the office wrote.
#[derive(Debug, Clone, PartialEq)]
pub struct Answered {
    /// Its cell, or the range of a ledger.
    place: Place,
    /// Whose it is.
    unit: Arc<str>,
    /// What it counts.
    field: Field,
    /// Whether it was counted from a ledger.
    ledger: bool,
    /// The line of 更正.
    line: Place,
}

/// Why a line changes nothing.
enum Unfit {
    /// Another value stands there, or 更正值 is no number.
    Stands(OldValue),
    /// There is no such figure; those that there are for other periods.
    Nothing(Vec<OldValue>),
}

/// Applies every line of 更正; the figures that were corrected.
pub(super) fn apply(
    entries: &mut Vec<Entry>,
    rules: &Rules,
    run: Period,
    findings: &mut Vec<Finding>,
) -> Vec<Answered> {
    let mut out = Vec::new();
    for line in &rules.roster.corrections {
        match corrected(entries, line, rules, run) {
            Ok((indices, new)) => {
                let old = stands_there(&entries[indices[0]]).raw;
                let kind = Kind::Corrected { field: new.field, old, new: new.reading.raw.clone() };
                let cells: Vec<_> = indices.iter().map(|i| entries[*i].place.clone()).collect();
                // The question that the correction answers is not asked any more.
                findings.retain(|f| !(is_settled(&f.kind, new.field) && cells.contains(&f.place)));
                let first = cells[0].clone();
                findings.push(about(line, Finding::new(kind, first)).related([line.place.clone()]));
                out.extend(indices.iter().map(|i| Answered::of(&entries[*i], line)));
                indices.iter().for_each(|i| entries[*i].standing = Standing::Corrected);
                entries.push(new);
            }
            Err(unfit) => {
                let (found, elsewhere) = match unfit {
                    Unfit::Stands(found) => (Some(Box::new(found)), Vec::new()),
                    Unfit::Nothing(elsewhere) => (None, elsewhere),
                };
                let kind = Kind::CorrectionUnfit { item: line.item.clone(), old: line.old.clone(), found, elsewhere };
                findings.push(about(line, Finding::new(kind, line.place.clone())));
            }
        }
    }
    answer(findings, &out);
    out
}

/// Turns doubts about figures that the office corrected into notices that say so.
pub fn answer(findings: &mut [Finding], corrected: &[Answered]) {
    for finding in findings {
        let Some(answered) = corrected.iter().find(|a| a.answers(finding)) else { continue };
        let kind = Kind::CorrectionAnswers { was: Box::new(finding.kind.clone()) };
        finding.severity = kind.severity();
        finding.kind = kind;
        if !finding.related.contains(&answered.line) {
            finding.related.push(answered.line.clone());
        }
        finding.unit.get_or_insert_with(|| answered.unit.to_string());
    }
}

impl Answered {
    fn of(entry: &Entry, line: &Correction) -> Self {
        let (place, line) = (entry.place.clone(), line.place.clone());
        Self { place, unit: entry.unit.used.clone(), field: entry.field, ledger: entry.from_ledger, line }
    }

    /// Whether a finding asks what this correction says: about the cell's note or its crossed-out part, about lines of the ledger.
    fn answers(&self, finding: &Finding) -> bool {
        match &finding.kind {
            Kind::FigureNoteDiffers { field, .. } => *field == self.field && finding.place == self.place,
            Kind::StruckPart { .. } => finding.place == self.place,
            // Where a figure beside this one hangs on the same lines, it is asked about by itself.
            Kind::LedgerLines { .. } | Kind::CalendarUnknown { .. } => {
                let same_sheet = (&finding.place.file, &finding.place.sheet) == (&self.place.file, &self.place.sheet);
                let of_lines = self.ledger && matches!(self.field, Field::Closed | Field::Overdue);
                of_lines && same_sheet && finding.unit.as_deref() == Some(&*self.unit)
            }
            _ => false,
        }
    }
}

fn about(line: &Correction, finding: Finding) -> Finding {
    let finding = finding.unit(line.unit.as_str()).basis(line.basis.clone());
    if is_empty(&line.object) { finding } else { finding.object(line.object.as_str()) }
}

/// The entries that a line replaces and the one that counts instead; else why there are none. What a summary says stands before what
/// a ledger of the same figure counts, and both are replaced.
fn corrected(entries: &[Entry], line: &Correction, rules: &Rules, run: Period) -> Result<(Vec<usize>, Entry), Unfit> {
    let nothing = || Unfit::Nothing(Vec::new());
    let field = rules.words.headings.field_named(&line.item).ok_or_else(nothing)?;
    let period = period(line, rules, run).ok_or_else(nothing)?;
    let fits = |e: &Entry| of_form(field, e.form) == Some(e.field) && names(line, e);
    let replaced = |e: &Entry| matches!(e.standing, Standing::Superseded | Standing::Corrected);
    let (mut indices, others): (Vec<usize>, Vec<usize>) = (0..entries.len())
        .filter(|i| fits(&entries[*i]) && !replaced(&entries[*i]))
        .partition(|i| entries[*i].period == period);
    indices.sort_by_key(|i| entries[*i].from_ledger);
    let elsewhere = || others.iter().take(ELSEWHERE).map(|i| stands_there(&entries[*i])).collect();
    let first = indices.first().map(|i| &entries[*i]).ok_or_else(|| Unfit::Nothing(elsewhere()))?;
    let same_object = |i: &usize| (entries[*i].form, &entries[*i].platform) == (first.form, &first.platform);
    let stands = |i: &usize| is_old(line, &entries[*i], rules);
    if !indices.iter().all(same_object) || !indices.iter().any(stands) {
        return Err(Unfit::Stands(stands_there(first)));
    }
    let read = read_count(Some(&Value::Text(line.new.clone())), first.field, &rules.words).reading;
    if !matches!(read.value, Reported::Count(_) | Reported::NotApplicable) {
        return Err(Unfit::Stands(stands_there(first)));
    }
    let new = Entry { reading: read, place: line.place.clone(), standing: Standing::Counts, ..first.clone() };
    Ok((indices, new))
}

/// What the office must write as 原值: the words of the cell; of a ledger the number, also where it is doubted.
fn stands_there(entry: &Entry) -> OldValue {
    let raw = match entry.reading.value {
        Reported::Doubtful { parsed: Some(n), .. } if entry.from_ledger => n.to_string(),
        _ => entry.reading.raw.clone(),
    };
    OldValue { period: entry.period, raw, ledger: entry.from_ledger }
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
fn is_old(line: &Correction, entry: &Entry, rules: &Rules) -> bool {
    let reading: &Reading = &entry.reading;
    if [&reading.raw, &stands_there(entry).raw].into_iter().any(|raw| fold(&line.old) == fold(raw)) {
        return true;
    }
    let old = read_count(Some(&Value::Text(line.old.clone())), Field::Actual, &rules.words).reading.value;
    matches!(old, Reported::Count(_)) && old == reading.value
}

/// Questions about which value holds: a correction of this field leaves nothing of them.
fn is_settled(kind: &Kind, corrected: Field) -> bool {
    match kind {
        Kind::DifferentTwice { field, .. }
        | Kind::VersionUndecided { field, .. }
        | Kind::CountWordZero { field, .. } => *field == corrected,
        _ => false,
    }
}
