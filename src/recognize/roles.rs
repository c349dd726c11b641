//! "Which heading is which?" All headings of a table together, and what the table is about.
//!
//! In: the [`Written`] headings of one table, the titles around it. Out: [`Roles`]: the form, a field for each heading, rivals that fit
//! nearly as well, and required fields that are missing. Each form is tried; within a form every field is given where it fits best.

use super::headings::{Meaning, Written};
use super::lexicon::is_month;
use crate::field::{Field, Form};
use crate::period::PeriodSaid;
use crate::rules::Words;

/// What a table and its headings mean.
#[derive(Debug, Clone)]
pub(super) struct Roles {
    /// What the table is about.
    pub(super) form: Form,
    /// For each heading its field, and a rival.
    pub(super) fields: Vec<(Option<Field>, Option<Field>)>,
    /// Required fields that no heading names.
    pub(super) missing: Vec<Field>,
    /// For a ledger of messages: whether a title or heading speaks of messages. Days of receipt and closing alone are kept of permits
    /// and applications as well.
    pub(super) evident: bool,
}

/// What stands around a table.
#[derive(Debug, Default)]
pub(super) struct Near {
    /// Folded texts of titles and captions.
    pub(super) titles: Vec<String>,
    /// Whether a line around it names its account.
    pub(super) account: bool,
}

/// The best roles inside one form.
struct Trial {
    form: Form,
    fields: Vec<(Option<Field>, Option<Field>)>,
    missing: Vec<Field>,
    worth: i32,
    /// Headings that are typical of the form.
    typical: usize,
}

/// A field whose words fit less than this is not given.
const LEAST: i32 = 50;
/// A rival whose words fit only so much worse makes a doubt.
const MARGIN: i32 = 6;
/// Off when the values below contradict the field; leaves only listed words standing.
const CONTRADICTED: i32 = 45;
/// A table with all required fields outweighs two headings that lean another way.
const WHOLE: i32 = 2000;
/// A title that names the form weighs less than half a heading.
const TITLED: i32 = 400;
/// Each heading typical of a ledger.
const LEDGER_VOTE: i32 = 700;
/// Two forms nearer than this are told apart by nothing but a title.
const FORM_MARGIN: i32 = 200;

const FORMS: [Form; 6] =
    [Form::Columns, Form::Messages, Form::Accounts, Form::Posts, Form::MessageLedger, Form::FindingsLedger];

/// Gives each heading its field.
pub(super) fn assign(headings: &[Written], near: &Near, words: &Words) -> Roles {
    let titles = &near.titles;
    let others = titles.iter().any(|t| words.headings.speaks_of_others(t))
        && !titles.iter().any(|t| words.headings.title_votes(t, Form::Messages) > 0);
    let forms = FORMS.into_iter().filter(|form| !(others && form.annex() == Some(Form::Messages)));
    let mut trials: Vec<Trial> = forms.map(|form| attempt(form, headings, near, words)).collect();
    trials.sort_by_key(|t| std::cmp::Reverse(t.worth));
    let mut trials = trials.into_iter();
    let Some(mut best) = trials.next() else { return unknown(headings.len()) };
    if !best.missing.is_empty() {
        let titled = titles.iter().any(|t| words.headings.title_votes(t, best.form) > 0);
        let has_figures = headings.iter().any(|h| h.values.figures > 0);
        let enough = best.typical >= 2 || titled && best.typical >= 1;
        let counted = matches!(best.form, Form::Columns | Form::Messages | Form::Accounts);
        if !(enough && has_figures && counted) {
            return unknown(headings.len());
        }
    } else if let Some(second) = trials.next().filter(|t| t.missing.is_empty() && best.worth - t.worth < FORM_MARGIN) {
        for (mine, other) in best.fields.iter_mut().zip(&second.fields) {
            if mine.0 != other.0 && mine.0.is_some_and(is_name) {
                mine.1 = mine.1.or(other.0);
            }
        }
    }
    let speaks = |text: &String| words.headings.title_votes(text, Form::Messages) > 0;
    let evident = titles.iter().any(speaks) || headings.iter().flat_map(|h| &h.keys).any(speaks);
    Roles { form: best.form, fields: best.fields, missing: best.missing, evident }
}

fn unknown(count: usize) -> Roles {
    Roles { form: Form::Unknown, fields: vec![(None, None); count], missing: Vec::new(), evident: false }
}

fn attempt(form: Form, headings: &[Written], near: &Near, words: &Words) -> Trial {
    let mut options: Vec<Vec<(Field, i32)>> = headings.iter().map(|h| options(form, h)).collect();
    prefer_sums(headings, &mut options, words);
    let mut fields = distribute(headings, &options);
    sums(form, headings, &mut fields);
    guess_names((form, near), headings, &mut fields, words);
    let given = |field: Field| fields.iter().any(|(f, _)| *f == Some(field)) || field == Field::Account && near.account;
    let votes = headings.iter().filter(|h| h.keys.iter().any(|k| words.headings.heading_vote(k, form))).count();
    let titled = near.titles.iter().any(|t| words.headings.title_votes(t, form.annex().unwrap_or(form)) > 0);
    let missing = missing(form, &given, votes + usize::from(titled));
    let typical = fields.iter().filter(|(f, _)| f.is_some_and(|f| is_typical(form, f))).count();
    let mut worth: i32 = fields
        .iter()
        .zip(&options)
        .filter_map(|((field, _), options)| {
            let field = (*field)?;
            let score = options.iter().find(|(f, _)| *f == field).map_or(LEAST, |(_, s)| *s);
            Some(if is_typical(form, field) { score * 10 } else { score })
        })
        .sum();
    worth += i32::try_from(votes).unwrap_or(0) * LEDGER_VOTE;
    worth += if missing.is_empty() { WHOLE } else { 0 };
    worth += if titled { TITLED } else { 0 };
    Trial { form, fields, missing, worth, typical }
}

/// Fields that `heading` may bear in a table of `form`, best first.
fn options(form: Form, heading: &Written) -> Vec<(Field, i32)> {
    let mut out: Vec<(Field, i32)> = Vec::new();
    for Meaning { field, score, forms } in &heading.guesses {
        let field = translate(form, *field);
        if !forms.is_empty() && !forms.contains(&form) || !is_allowed(form, field) {
            continue;
        }
        let score = score + by_values(field, heading);
        match out.iter_mut().find(|(f, _)| *f == field) {
            Some(known) => known.1 = known.1.max(score),
            None => out.push((field, score)),
        }
    }
    let values = heading.values;
    let all_platforms =
        values.platforms > 0 && values.platforms == values.words + values.near_figures && values.figures == 0;
    if out.is_empty() && all_platforms && is_allowed(form, Field::AccountType) {
        out.push((Field::AccountType, LEAST + 10));
    }
    out.retain(|(_, score)| *score >= LEAST);
    out.sort_by_key(|(_, score)| std::cmp::Reverse(*score));
    out
}

/// Where groups that name no month and no account type have a common sum (信箱, 留言板, 合计), the sum is the figure and they are its parts.
fn prefer_sums(headings: &[Written], options: &mut [Vec<(Field, i32)>], words: &Words) {
    let plain = |h: &Written| h.keys.len() > 1 && slot(h) == (None, None);
    let is_sum = |h: &Written| h.keys[..h.keys.len() - 1].iter().any(|key| words.rows.is_total(key));
    for sum in headings.iter().filter(|h| plain(h) && is_sum(h)) {
        for (part, options) in headings.iter().zip(options.iter_mut()) {
            if plain(part) && !is_sum(part) && part.keys.last() == sum.keys.last() {
                options.clear();
            }
        }
    }
}

/// What a website column calls an update, an account calls a post: one word list serves both.
fn translate(form: Form, field: Field) -> Field {
    match (form, field) {
        (Form::Columns, Field::Actual) => Field::Updates,
        (Form::Accounts, Field::Updates) => Field::Actual,
        (Form::MessageLedger, Field::LastUpdate) => Field::Day,
        _ => field,
    }
}

fn by_values(field: Field, heading: &Written) -> i32 {
    let v = heading.values;
    let (numeric, verbal) = (v.figures + v.near_figures + v.marks, v.words);
    if field.is_count() && (verbal > numeric || v.days > v.figures) {
        return -CONTRADICTED;
    }
    match field {
        Field::Unit | Field::Column | Field::Account | Field::PostTitle | Field::Problem
            if v.figures > verbal + v.near_figures + v.marks =>
        {
            -CONTRADICTED
        }
        Field::AccountType if v.platforms > 0 => 8,
        Field::Day | Field::LastUpdate | Field::ClosedDay if v.figures + v.days + v.near_figures == 0 && verbal > 0 => {
            -CONTRADICTED
        }
        _ => 0,
    }
}

/// Gives fields to headings: first where the loss of not getting the best would be greatest.
fn distribute(headings: &[Written], options: &[Vec<(Field, i32)>]) -> Vec<(Option<Field>, Option<Field>)> {
    let mut fields: Vec<(Option<Field>, Option<Field>)> = vec![(None, None); headings.len()];
    let mut open: Vec<usize> = (0..headings.len()).collect();
    let taken = |fields: &[(Option<Field>, Option<Field>)], i: usize, field: Field| {
        !may_repeat(field)
            && (0..headings.len()).any(|j| fields[j].0 == Some(field) && slot(&headings[i]) == slot(&headings[j]))
    };
    while !open.is_empty() {
        let free: Vec<Vec<(Field, i32)>> = open
            .iter()
            .map(|i| options[*i].iter().copied().filter(|(f, _)| !taken(&fields, *i, *f)).collect())
            .collect();
        let urgency = |list: &Vec<(Field, i32)>| match list.as_slice() {
            [] => (-1, 0),
            [one] => (one.1, one.1),
            [one, two, ..] => (one.1 - two.1, one.1),
        };
        // At equal urgency the leftmost heading: forms put the main figure first.
        let Some(next) =
            (0..open.len()).max_by_key(|k| (urgency(&free[*k]).1, urgency(&free[*k]).0, std::cmp::Reverse(*k)))
        else {
            break;
        };
        let i = open.remove(next);
        fields[i].0 = free[next].first().map(|(field, _)| *field);
    }
    for i in 0..headings.len() {
        fields[i].1 = rival(i, headings, options, &fields);
    }
    fields
}

/// A field that fits heading `i` nearly as well and that nobody else bears, or its own field that fits another heading as well.
fn rival(
    i: usize,
    headings: &[Written],
    options: &[Vec<(Field, i32)>],
    fields: &[(Option<Field>, Option<Field>)],
) -> Option<Field> {
    let field = fields[i].0?;
    let score = options[i].iter().find(|(f, _)| *f == field).map_or(0, |(_, s)| *s);
    let weighs = |f: Field| f.is_count() || is_name(f);
    if !weighs(field) {
        return None;
    }
    let borne = |f: Field| fields.iter().any(|(g, _)| *g == Some(f));
    let other =
        options[i].iter().find(|(f, s)| *f != field && weighs(*f) && score - s < MARGIN && !borne(*f)).map(|(f, _)| *f);
    let wanted = (0..headings.len()).any(|j| {
        j != i
            && fields[j].0.is_none()
            && slot(&headings[j]) == slot(&headings[i])
            && !may_repeat(field)
            && headings[j].values.any()
            && options[j].first().is_some_and(|(f, s)| *f == field && score - s < MARGIN)
    });
    other.or(wanted.then_some(field))
}

fn slot(heading: &Written) -> (Option<PeriodSaid>, Option<&str>) {
    (heading.period, heading.platform.as_deref())
}

/// Beside months, a figure for more than a month is their sum; alone it is the figure itself.
fn sums(form: Form, headings: &[Written], fields: &mut [(Option<Field>, Option<Field>)]) {
    let figure = match form {
        Form::Columns => Field::Updates,
        Form::Accounts => Field::Actual,
        _ => return,
    };
    let by_month = |i: usize| headings[i].period.is_some_and(|p| is_month(&p));
    let months = (0..headings.len()).filter(|i| fields[*i].0 == Some(figure) && by_month(*i)).count();
    let wide: Vec<usize> = (0..headings.len()).filter(|i| fields[*i].0 == Some(figure) && !by_month(*i)).collect();
    if months > 1 {
        for i in wide {
            fields[i] = (Some(Field::Sum), None);
        }
    } else if months == 0 && wide.is_empty() && form == Form::Columns {
        let sums: Vec<usize> = (0..headings.len()).filter(|i| fields[*i].0 == Some(Field::Sum)).collect();
        if let [only] = sums.as_slice() {
            fields[*only].0 = Some(figure);
        }
    }
}

/// A name column whose heading is blank or says nothing (项目) is the name that the form needs: a guess, with its alternative.
fn guess_names(
    (form, near): (Form, &Near),
    headings: &[Written],
    fields: &mut [(Option<Field>, Option<Field>)],
    words: &Words,
) {
    let (need, other) = match form {
        Form::Columns => (Field::Column, Field::Unit),
        Form::Accounts if near.account => return,
        Form::Accounts => (Field::Account, Field::Unit),
        Form::Messages => (Field::Unit, Field::Column),
        _ => return,
    };
    let given = |field: Field| fields.iter().any(|(f, _)| *f == Some(field));
    let blank = |h: &Written| {
        h.keys.last().is_none_or(|k| words.headings.is_neutral(k)) && h.values.words > 0 && h.values.figures == 0
    };
    let candidates: Vec<usize> =
        (0..headings.len()).filter(|i| fields[*i].0.is_none() && blank(&headings[*i])).collect();
    if let ([only], false) = (candidates.as_slice(), given(need)) {
        fields[*only] = (Some(need), Some(other));
    }
}

fn missing(form: Form, given: &impl Fn(Field) -> bool, votes: usize) -> Vec<Field> {
    let any = |fields: &[Field]| fields.iter().any(|f| given(*f));
    let needs: &[(&[Field], Field)] = match form {
        Form::Columns => &[(&[Field::Column], Field::Column), (&[Field::Updates], Field::Updates)],
        Form::Messages => {
            &[(&[Field::Received], Field::Received), (&[Field::Closed, Field::ClosedOnTime], Field::Closed)]
        }
        Form::Accounts => &[(&[Field::Account], Field::Account), (&[Field::Actual, Field::Forwarded], Field::Actual)],
        Form::Posts => &[(&[Field::Day], Field::Day), (&[Field::PostTitle], Field::PostTitle)],
        Form::MessageLedger => &[(&[Field::Day], Field::Day)],
        Form::FindingsLedger | Form::Unknown => &[],
    };
    let mut out: Vec<Field> = needs.iter().filter(|(fields, _)| !any(fields)).map(|(_, field)| *field).collect();
    if matches!(form, Form::MessageLedger | Form::FindingsLedger) && votes < 2 {
        out.push(Field::Remark);
    }
    out
}

const fn is_name(field: Field) -> bool {
    matches!(field, Field::Unit | Field::Column | Field::Account)
}

/// Fields of which a table may have several.
const fn may_repeat(field: Field) -> bool {
    matches!(field, Field::NotData | Field::Rate | Field::Remark | Field::Problem | Field::Cumulative | Field::Sum)
}

const fn is_typical(form: Form, field: Field) -> bool {
    match form {
        Form::Columns => matches!(field, Field::Column | Field::ParentColumn | Field::Frequency | Field::Updates),
        Form::Messages => {
            matches!(field, Field::Received | Field::Closed | Field::ClosedOnTime | Field::Open | Field::Overdue)
        }
        Form::Accounts => matches!(
            field,
            Field::Account
                | Field::AccountType
                | Field::Actual
                | Field::Required
                | Field::ForwardList
                | Field::Forwarded
                | Field::Original
        ),
        Form::Posts => matches!(field, Field::Day | Field::PostTitle | Field::OriginalMark),
        Form::MessageLedger => matches!(field, Field::Day | Field::ClosedDay | Field::Due),
        Form::FindingsLedger => matches!(field, Field::Day | Field::ClosedDay | Field::IssueType | Field::IssueText),
        Form::Unknown => false,
    }
}

const fn is_allowed(form: Form, field: Field) -> bool {
    // What other tables call a problem is the text or the kind of a platform's finding.
    if matches!((form, field), (Form::FindingsLedger, Field::Problem)) {
        return false;
    }
    let shared = matches!(
        field,
        Field::Serial
            | Field::Unit
            | Field::Remark
            | Field::Problem
            | Field::Verdict
            | Field::Rate
            | Field::NotData
            | Field::Sum
            | Field::Cumulative
    );
    shared
        || is_typical(form, field)
        || match form {
            Form::Columns => matches!(field, Field::Required | Field::LastUpdate),
            Form::Accounts => matches!(field, Field::LastUpdate),
            Form::Posts => matches!(field, Field::Account | Field::AccountType | Field::Column),
            Form::MessageLedger => matches!(field, Field::PostTitle | Field::State),
            Form::FindingsLedger => matches!(field, Field::Due | Field::State),
            _ => false,
        }
}
