//! "How often was each website column updated?" Rows of annex 1.
//!
//! In: entries of the columns form, the roster's 栏目. Out: [`ColumnRow`]s in roster order, and findings where a file's own numbers
//! differ or a row did not come. The frequency in force is the roster's, else the file's.

use super::claimed;
use super::figures::{OverRun, Spans, missing_if_absent, part};
use super::held;
use super::noticed::Noticed;
use super::requirement::{Due, days_in_use};
use super::rows::{Asked, Row, by_unit_order, gather, shared_by_units};
use super::summaries::zero_sentence;
use super::waiting::waiting;
use super::{Amount, Batch, Came, ColumnRow, Required, RequiredFrom};
use crate::field::{Field, Form};
use crate::finding::{Finding, Kind, Subject};
use crate::fold::{fold, is_empty};
use crate::normalize::{Entry, Reported, Standing};
use crate::place::Place;
use crate::rules::frequency::parse_frequency;
use crate::rules::roster::RosterColumn;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The rows of annex 1.
pub(super) fn columns(batch: &Batch, came: &Came, findings: &mut Vec<Finding>) -> Vec<ColumnRow> {
    let roster = &batch.rules.roster;
    let all = roster.columns.iter().flatten();
    let in_use: Vec<&RosterColumn> = all.filter(|c| days_in_use(batch.run, c.in_use).is_some()).collect();
    let asked: Vec<Asked> =
        in_use.iter().map(|c| Asked { unit: &c.unit, object: &c.name, platform: "", place: &c.place }).collect();
    let mut rows = gather(batch.normalized, Form::Columns, &asked, roster.columns.is_some());
    if roster.columns.is_none() {
        by_unit_order(&mut rows, roster);
    }
    if roster.columns.is_none() {
        findings.extend(shared_by_units(&rows, Form::Columns));
    }
    let ended = out_of_use(batch);
    let mut out: Vec<ColumnRow> = Vec::with_capacity(rows.len());
    let first = findings.len();
    for (index, row) in rows.into_iter().enumerate() {
        let line = row.asked.map(|i| in_use[i]);
        let mut noticed = Noticed::new(&row, Subject::Column(index));
        let mut made = column(batch, &row, line, &mut noticed);
        let absent = made.actual.value == Amount::NotReported;
        if let Some(held) = batch.waits(&row.unit, Form::Columns).filter(|_| absent && row.listed) {
            made.months
                .iter_mut()
                .map(|(_, figure)| figure)
                .chain([&mut made.actual])
                .for_each(|f| held::open(f, held));
            noticed.waits(Form::Columns, &row.place, (held, came));
        } else if absent && came.form(&row.unit, Form::Columns) {
            let waiting = waiting(batch, &row, Form::Columns);
            noticed.add(Kind::ObjectNotSubmitted { form: Form::Columns, waiting }, &row.place);
        }
        if row.listed {
            findings.append(&mut noticed.findings);
        } else if let Some(line) = ended.get(&(fold(&row.unit), fold(&row.object))) {
            let kind = Kind::ObjectEnded { form: Form::Columns, until: line.in_use.1 };
            findings.push(noticed.alone(kind, (&row.place, &line.place)));
        }
        out.push(made);
    }
    let told = out.iter().filter(|row| !row.frequency.is_empty()).filter_map(|row| row.required.place.as_ref());
    said_once(findings, first, &told.map(sheet_of).collect());
    out
}

/// File and sheet.
type SheetOf = (Arc<str>, Option<Arc<str>>);

fn sheet_of(place: &Place) -> SheetOf {
    (Arc::clone(&place.file), place.sheet.clone())
}

/// Frequencies that nobody can read are asked about once for each sheet and wording, and so are blanks where the whole sheet tells none.
fn said_once(findings: &mut Vec<Finding>, first: usize, telling: &HashSet<SheetOf>) {
    let mut known: HashMap<(SheetOf, String), usize> = HashMap::new();
    let later = findings.split_off(first);
    for finding in later {
        let sheet = sheet_of(&finding.place);
        let raw = match &finding.kind {
            Kind::FrequencyUnknown { raw } if !(raw.is_empty() && telling.contains(&sheet)) => raw.clone(),
            _ => {
                findings.push(finding);
                continue;
            }
        };
        match known.get(&(sheet.clone(), raw.clone())).and_then(|index| findings.get_mut(*index)) {
            Some(said) => {
                said.unit = said.unit.take().filter(|unit| Some(unit) == finding.unit.as_ref());
                (said.object, said.subject) = (None, None);
                said.related.push(finding.place);
                said.related.extend(finding.related);
            }
            None => {
                known.insert((sheet, raw), findings.len());
                findings.push(finding);
            }
        }
    }
}

/// The roster's lines of website columns that are out of use, by folded unit and name: a file may report them all the same.
fn out_of_use<'a>(batch: &Batch<'a>) -> HashMap<(String, String), &'a RosterColumn> {
    let all = batch.rules.roster.columns.iter().flatten();
    let ended = all.filter(|c| days_in_use(batch.run, c.in_use).is_none());
    ended.map(|c| ((fold(&c.unit), fold(&c.name)), c)).collect()
}

fn column(batch: &Batch, row: &Row, line: Option<&RosterColumn>, noticed: &mut Noticed) -> ColumnRow {
    let in_use = line.map_or((None, None), |c| c.in_use);
    let due = Due::new(batch.run, in_use, batch.rules);
    let (frequency, required) = required(batch, (row, line), &due, noticed);
    let rule_known = parse_frequency(&frequency, &batch.rules.words.frequency).is_some();
    let used = days_in_use(batch.run, in_use);
    let of = |ledger: bool| {
        let entries = row.entries.iter().copied().filter(move |e| e.from_ledger == ledger);
        Spans::of(entries, &[Field::Updates, Field::Actual]).over(batch.run, used)
    };
    let (summary, ledger) = (of(false), of(true));
    against_ledger((&summary, &ledger), noticed);
    let silent = matches!(summary.sum.value, Amount::NotReported | Amount::Missing) && summary.claim.is_none();
    let told = silent && ledger.sum.value != Amount::NotReported;
    let OverRun { months, sum, claim } = if told { ledger } else { summary };
    if let Some(claim) = claim
        && let (Some(claimed), Some(ours), Some(part)) = (claim.value.known(), sum.value.known(), claim.parts.first())
        && claimed != ours
    {
        noticed.claim(Field::Updates, part, ours.to_string()).actual = Some(ours);
    }
    if rule_known {
        claimed::against(batch, row, &required, noticed);
    }
    let zero = zero_sentence(batch, row, Form::Columns);
    ColumnRow {
        unit: row.unit.clone(),
        column: row.object.clone(),
        frequency,
        required,
        months,
        actual: zero.unwrap_or_else(|| missing_if_absent(sum, !row.entries.is_empty())),
        claims: row.claims(),
        listed: row.listed,
        place: row.place.clone(),
    }
}

/// What the summary tells stands; a ledger of the same column that counts otherwise, over the run or in a month, is a doubt.
fn against_ledger((summary, ledger): (&OverRun, &OverRun), noticed: &mut Noticed) {
    let months = summary.months.iter().zip(&ledger.months).map(|((_, told), (_, counted))| (told, counted));
    let mut pairs = std::iter::once((&summary.sum, &ledger.sum)).chain(months);
    let differs = pairs.find_map(|(told, counted)| {
        let (a, b) = (told.value.known()?, counted.value.known()?);
        Some((a, b, told.parts.first()?, counted.parts.first()?)).filter(|_| a != b)
    });
    if let Some((summary, ledger, at, list)) = differs {
        let kind = Kind::LedgerDiffers { field: Field::Updates, summary, ledger };
        noticed.add(kind, &at.place).related.push(list.place.clone());
    }
}

fn counts(entry: &Entry) -> bool {
    entry.standing == Standing::Counts
}

fn required(
    batch: &Batch,
    (row, line): (&Row, Option<&RosterColumn>),
    due: &Due,
    noticed: &mut Noticed,
) -> (String, Required) {
    let words = &batch.rules.words.frequency;
    let ruled = line.and_then(|c| c.frequency.as_deref().map(|f| (f, &c.place)));
    let written = row.entries.iter().find(|e| e.field == Field::Frequency && counts(e) && !is_empty(&e.reading.raw));
    let (wording, from, place) = match (ruled, written) {
        (Some((ruled, place)), _) => (ruled.to_owned(), RequiredFrom::Roster, Some(place.clone())),
        (None, Some(written)) => (text(written), RequiredFrom::File, Some(written.place.clone())),
        (None, None) => (String::new(), RequiredFrom::Nobody, None),
    };
    let rule = parse_frequency(&wording, words);
    if let (Some(_), Some(written)) = (ruled, written) {
        let theirs = text(written);
        let same = match (rule, parse_frequency(&theirs, words)) {
            (Some(ours), Some(theirs)) => ours == theirs,
            _ => fold(&theirs) == fold(&wording),
        };
        if !same {
            noticed.claim(Field::Frequency, &part(written), wording.clone());
        }
    }
    let asked = !(row.entries.is_empty() && place.is_none());
    let nobody = from == RequiredFrom::Nobody;
    let own = nobody.then(|| claimed::own(batch, row, noticed)).flatten();
    if rule.is_none() && asked && own.as_ref().is_none_or(|own| own.number.is_none()) {
        let at = place.clone().unwrap_or_else(|| row.place.clone());
        noticed.add(Kind::FrequencyUnknown { raw: wording.clone() }, &at);
    }
    if let Some(own) = own {
        return (wording, own);
    }
    let demand = rule.map(|rule| due.demand(rule)).unwrap_or_default();
    let by_month = if demand.by_month.is_empty() { vec![None; batch.run.months().len()] } else { demand.by_month };
    let required = Required {
        number: demand.number,
        by_month,
        // Words that no rule can be read from ask for something all the same.
        from: if rule.is_none() && !nobody { RequiredFrom::FileInDoubt } else { from },
        wording: wording.clone(),
        arithmetic: demand.arithmetic,
        basis: rule.and_then(|rule| due.calendar_basis(rule)),
        place,
        ways: rule.map(|rule| due.ways(rule)).unwrap_or_default(),
    };
    (wording, required)
}

fn text(entry: &Entry) -> String {
    match &entry.reading.value {
        Reported::Text(text) => text.clone(),
        _ => entry.reading.raw.clone(),
    }
}
