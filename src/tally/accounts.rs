//! "How did each account post and forward?" Rows of annex 3.
//!
//! In: entries of the accounts form, post days, the roster's 账号, 规则. Out: [`AccountRow`]s in roster order, and findings where a
//! file's own numbers differ or a row did not come. Numbers in force come from the roster's row, else 规则, else the file, else
//! the built-in rule.

use super::figures::part;
use super::freshness::{Freshness, freshness};
use super::held;
use super::noticed::Noticed;
use super::requirement::Due;
use super::rows::{Asked, Row, by_unit_order, gather, shared_by_units};
use super::submissions::account_is_due;
use super::summaries::{over_run, told, zero_sentence};
use super::waiting::waiting;
use super::{AccountRow, Amount, Batch, Came, Figure, Part, Required, RequiredFrom, Ways};
use crate::field::{Field, Form};
use crate::finding::{CountDoubt, Finding, Kind, Subject};
use crate::fold::fold;
use crate::normalize::{Entry, Reported, Standing};
use crate::place::Place;
use crate::rules::frequency::parse_frequency;
use crate::rules::roster::{ForwardList, RosterAccount};
use crate::rules::settings::{Origin, Setting};
use std::collections::HashMap;

/// The rows of annex 3.
pub(super) fn accounts(batch: &Batch, came: &Came, findings: &mut Vec<Finding>) -> Vec<AccountRow> {
    let roster = &batch.rules.roster;
    let in_use: Vec<&RosterAccount> = roster.accounts.iter().flatten().filter(|a| account_is_due(batch, a)).collect();
    let asked: Vec<Asked> = in_use
        .iter()
        .map(|a| Asked { unit: &a.unit, object: &a.name, platform: &a.platform, place: &a.place })
        .collect();
    let mut rows = gather(batch.normalized, Form::Accounts, &asked, roster.accounts.is_some());
    if roster.accounts.is_none() {
        by_unit_order(&mut rows, roster);
    }
    let ended = out_of_use(batch);
    if roster.accounts.is_none() {
        findings.extend(shared_by_units(&rows, Form::Accounts));
    }
    let mut out = Vec::with_capacity(rows.len());
    for (index, row) in rows.into_iter().enumerate() {
        let line = row.asked.map(|i| in_use[i]);
        let mut noticed = Noticed::new(&row, Subject::Account(index));
        let mut made = account(batch, &row, line, &mut noticed);
        let absent = made.actual.value == Amount::NotReported;
        if let Some(held) = batch.waits(&row.unit, Form::Accounts).filter(|_| absent && row.listed) {
            [&mut made.actual, &mut made.forwarded].into_iter().for_each(|figure| held::open(figure, held));
            noticed.waits(Form::Accounts, &row.place, (held, came));
        } else if absent && came.form(&row.unit, Form::Accounts) {
            let waiting = waiting(batch, &row, Form::Accounts);
            noticed.add(Kind::ObjectNotSubmitted { form: Form::Accounts, waiting }, &row.place);
        }
        if row.listed {
            findings.append(&mut noticed.findings);
        } else if let Some(line) = ended_account(&ended, &row) {
            let kind = Kind::ObjectEnded { form: Form::Accounts, until: line.in_use.1 };
            findings.push(noticed.alone(kind, (&row.place, &line.place)));
        }
        out.push(made);
    }
    out
}

/// Lines of the roster by folded unit and name.
type ByName<'a> = HashMap<(String, String), Vec<&'a RosterAccount>>;

/// The roster's lines of accounts that are out of use: a file may report them all the same.
fn out_of_use<'a>(batch: &Batch<'a>) -> ByName<'a> {
    let mut out = ByName::new();
    for account in batch.rules.roster.accounts.iter().flatten().filter(|a| !account_is_due(batch, a)) {
        out.entry((fold(&account.unit), fold(&account.name))).or_default().push(account);
    }
    out
}

fn ended_account<'a>(ended: &ByName<'a>, row: &Row) -> Option<&'a RosterAccount> {
    let platform = fold(&row.platform);
    let named = ended.get(&(fold(&row.unit), fold(&row.object)))?;
    named.iter().copied().find(|a| platform.is_empty() || fold(&a.platform) == platform)
}

fn account(batch: &Batch, row: &Row, line: Option<&RosterAccount>, noticed: &mut Noticed) -> AccountRow {
    let zero = zero_sentence(batch, row, Form::Accounts);
    let mut figure = |fields: &[Field]| zero.clone().unwrap_or_else(|| over_run(batch, row, fields, noticed));
    let actual = figure(&[Field::Actual, Field::Updates]);
    let forwarded = figure(&[Field::Forwarded]);
    let original = told(batch, row, Field::Original);
    let required = required(batch, (row, line), noticed);
    // One of the headings in doubt may be that of the unit's own number: the built-in one would look as if it judged the account.
    let unread = required.from == RequiredFrom::BuiltIn && actual.value == Amount::Doubtful(CountDoubt::Heading);
    let required = if unread { in_doubt(&told(batch, row, Field::Required), no_months(batch)) } else { required };
    let forward_list = forward_list(batch, (row, line), noticed);
    let Freshness { last_post, largest_gap, original_gap } = freshness(batch, row);
    AccountRow {
        unit: row.unit.clone(),
        account: row.object.clone(),
        platform: row.platform.clone(),
        required,
        actual,
        original,
        forward_list,
        forwarded,
        last_post,
        largest_gap,
        original_gap,
        claims: row.claims(),
        listed: row.listed,
        place: row.place.clone(),
    }
}

fn required(batch: &Batch, (row, line): (&Row, Option<&RosterAccount>), noticed: &mut Noticed) -> Required {
    let rule = &batch.rules.settings.posts_per_month;
    let claimed = told(batch, row, Field::Required);
    let worded = in_words(batch, (row, line), Field::Required);
    let months = no_months(batch);
    let fixed = |number: i64, from: RequiredFrom, place: Place| Required {
        number: Some(number),
        by_month: months.clone(),
        from,
        wording: number.to_string(),
        arithmetic: number.to_string(),
        basis: None,
        place: Some(place),
        ways: Ways::default(),
    };
    let plain = claimed.value.known().zip(claimed.parts.first().cloned());
    let own = match &worded {
        Some((required, part)) => required.number.map(|number| (number, part.clone())),
        None => plain,
    };
    let listed = line.and_then(|a| a.required.map(|n| (n, a)));
    let worded = worded.map(|(required, _)| required).filter(|_| listed.is_none() && rule.origin == Origin::BuiltIn);
    let required = match (listed, &rule.origin, &own) {
        _ if worded.is_some() => worded.unwrap_or_else(|| in_doubt(&claimed, months)),
        (Some((number, account)), _, _) => fixed(number, RequiredFrom::Roster, account.place.clone()),
        (None, Origin::BuiltIn, Some((number, part))) => fixed(*number, RequiredFrom::File, part.place.clone()),
        (None, Origin::BuiltIn, None) if matches!(claimed.value, Amount::Doubtful(_)) => in_doubt(&claimed, months),
        (None, origin, _) => by_month_rule(batch, line, (rule, origin)),
    };
    if let Some((number, part)) = own {
        if required.from == RequiredFrom::File {
            let finding = noticed.add(Kind::StandardSelf { raw: required.wording.clone(), many: None }, &part.place);
            finding.required = Some(number);
            // The months of which it is the sum.
            finding.related.extend(claimed.parts.iter().map(|p| p.place.clone()).filter(|place| *place != part.place));
        } else if let Some(ours) = required.number.filter(|ours| *ours != number) {
            noticed.claim(Field::Required, &part, ours.to_string()).required = Some(ours);
        }
    }
    required
}

/// No number for any month of the run.
fn no_months(batch: &Batch) -> Vec<Option<i64>> {
    vec![None; batch.run.months().len()]
}

/// What the file asks for in words (每周不少于1条), over the days in use, with its cell.
fn in_words(batch: &Batch, (row, line): (&Row, Option<&RosterAccount>), field: Field) -> Option<(Required, Part)> {
    let own = |e: &&&Entry| e.field == field && e.standing == Standing::Counts;
    let worded = row.entries.iter().filter(own).find_map(|e| match &e.reading.value {
        Reported::Text(text) => Some((text.clone(), part(e))),
        _ => None,
    });
    let (wording, part) = worded?;
    let rule = parse_frequency(&wording, &batch.rules.words.frequency)?;
    let due = Due::new(batch.run, line.map_or((None, None), |a| a.in_use), batch.rules);
    let demand = due.demand(rule);
    let required = Required {
        number: demand.number,
        by_month: demand.by_month,
        from: RequiredFrom::File,
        wording,
        arithmetic: demand.arithmetic,
        basis: due.calendar_basis(rule),
        place: Some(part.place.clone()),
        ways: due.ways(rule),
    };
    Some((required, part))
}

/// What the file asks for in words that nobody can count, or below a heading in doubt: an account is not judged by another number than its own.
fn in_doubt(claimed: &Figure, by_month: Vec<Option<i64>>) -> Required {
    let part = claimed.parts.first();
    Required {
        number: None,
        by_month,
        from: RequiredFrom::FileInDoubt,
        wording: part.map(|p| p.raw.clone()).unwrap_or_default(),
        arithmetic: String::new(),
        basis: None,
        place: part.map(|p| p.place.clone()),
        ways: Ways::default(),
    }
}

/// 每月应更新数 over the days in use.
fn by_month_rule(batch: &Batch, line: Option<&RosterAccount>, (rule, origin): (&Setting<i64>, &Origin)) -> Required {
    let due = Due::new(batch.run, line.map_or((None, None), |a| a.in_use), batch.rules);
    let demand = due.per_month(rule.value);
    let (from, place) = match origin {
        Origin::BuiltIn => (RequiredFrom::BuiltIn, None),
        Origin::Option => (RequiredFrom::Rules, None),
        Origin::Roster(place) => (RequiredFrom::Rules, Some(place.clone())),
    };
    Required {
        number: demand.number,
        by_month: demand.by_month,
        from,
        wording: rule.value.to_string(),
        arithmetic: demand.arithmetic,
        basis: rule.basis.clone(),
        place,
        ways: Ways::default(),
    }
}

/// The number in force; [`Amount::NotReported`] when nobody says.
fn forward_list(batch: &Batch, (row, line): (&Row, Option<&RosterAccount>), noticed: &mut Noticed) -> Figure {
    let setting = &batch.rules.settings.forward_list;
    let own = in_words(batch, (row, line), Field::ForwardList).and_then(|(asked, part)| {
        let raw = asked.wording;
        asked.number.map(|number| Figure { value: Amount::Known(number), parts: vec![Part { raw, ..part }] })
    });
    let own = own.unwrap_or_else(|| told(batch, row, Field::ForwardList));
    let at = |number: i64, place: Option<&Place>| Figure {
        value: Amount::Known(number),
        parts: place.map(|p| Part { raw: number.to_string(), place: p.clone() }).into_iter().collect(),
    };
    let in_force = match (line.and_then(|a| a.forward_list.map(|list| (list, &a.place))), setting.value) {
        (Some((ForwardList::Count(number), place)), _) => at(number, Some(place)),
        (Some((ForwardList::NotApplicable, place)), _) => {
            Figure { value: Amount::NotApplicable, parts: vec![Part { raw: "/".to_owned(), place: place.clone() }] }
        }
        (None, Some(number)) => at(number, setting_place(&setting.origin)),
        (None, None) => return own,
    };
    if let (Some(claimed), Some(ours), Some(part)) = (own.value.known(), in_force.value.known(), own.parts.first())
        && claimed != ours
    {
        noticed.claim(Field::ForwardList, part, ours.to_string()).required = Some(ours);
    }
    in_force
}

const fn setting_place(origin: &Origin) -> Option<&Place> {
    match origin {
        Origin::Roster(place) => Some(place),
        _ => None,
    }
}
