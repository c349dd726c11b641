//! "Which heading is which?" All headings of a table together, and what the table is about.
//!
//! In: the [`Written`] headings of one table, the titles around it. Out: [`Roles`]: the form, for each heading a field with its reason
//! and margin, rivals that fit nearly as well, and required fields that are missing. Each form is tried; within a form all fields are
//! given at once, to the best of the whole ([`assignment`]).

pub(super) mod answer_times;
mod assignment;
pub(super) mod channels;
pub(super) mod explained;
pub(super) mod figure_lines;
mod guessed;
pub(super) mod needs;
pub(super) mod other_matters;
pub(super) mod tasks;

use super::headings::{Meaning, Written};
use super::lexicon::is_month;
use crate::field::{Field, Form};
use crate::period::PeriodSaid;
use crate::recognize::Why;
use crate::rules::Words;
use assignment::{Bidder, Fits, Given, assign as assign_best};
use channels::prefer_wholes;
use guessed::guess_names;
use needs::{is_allowed, is_name, is_typical, may_repeat, missing, translate};

/// What a table and its headings mean.
#[derive(Debug, Clone)]
pub(super) struct Roles {
    /// What the table is about.
    pub(super) form: Form,
    /// For each heading what it means.
    pub(super) fields: Vec<Role>,
    /// Required fields that no heading names.
    pub(super) missing: Vec<Field>,
    /// For a ledger of messages: whether a title or heading speaks of messages. Days of receipt and closing alone are kept of permits
    /// and applications as well.
    pub(super) evident: bool,
    /// Headings whose words are explained in part only.
    pub(super) unexplained: Vec<Unexplained>,
}

impl Roles {
    /// What nothing explains of a heading.
    pub(super) fn unexplained(&self, index: usize) -> Option<&Unexplained> {
        self.unexplained.iter().find(|left| left.index == index)
    }
}

/// A heading of which a word is not explained.
#[derive(Debug, Clone)]
pub(super) struct Unexplained {
    /// Its number.
    pub(super) index: usize,
    /// The text that the office may explain: the heading, from the group that holds the word; over a bare time that group alone.
    pub(super) text: String,
    /// The first word that nothing explains.
    pub(super) word: String,
}

/// What one heading means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Role {
    /// Its field.
    pub(super) field: Option<Field>,
    /// A field that fits nearly as well; its own where another heading would bear it.
    pub(super) rival: Option<Field>,
    /// What its field was told by.
    pub(super) why: Option<Why>,
    /// How many points worse its words would have to fit before something else were as good.
    pub(super) margin: i32,
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
    fields: Vec<Role>,
    missing: Vec<Field>,
    worth: i32,
    /// Headings that are typical of the form.
    typical: usize,
}

const FORMS: [Form; 6] =
    [Form::Columns, Form::Messages, Form::Accounts, Form::Posts, Form::MessageLedger, Form::FindingsLedger];

/// Gives each heading its field.
pub(super) fn assign(headings: &[Written], near: &Near, words: &Words) -> Roles {
    let titles = &near.titles;
    let keys = || headings.iter().flat_map(|h| &h.keys);
    let handed_in = keys().any(|key| words.headings.speaks_of_adoption(key))
        && !keys().any(|key| words.headings.lists(key, Field::Column))
        && !headings.iter().any(|h| h.period.is_some_and(|p| is_month(&p)));
    let others = other_matters::are_others(headings, titles, words);
    let forms = FORMS.into_iter().filter(|form| !(others && form.annex() == Some(Form::Messages)));
    let forms = forms.filter(|form| !(handed_in && *form == Form::Columns));
    let mut trials: Vec<Trial> = forms.map(|form| attempt(form, headings, near, words)).collect();
    trials.sort_by_key(|t| std::cmp::Reverse(t.worth));
    let mut trials = trials.into_iter();
    let Some(mut best) = trials.next() else { return unknown(headings.len()) };
    if !best.missing.is_empty() {
        let titled = titles.iter().any(|t| words.headings.title_votes(t, best.form) > 0);
        let has_figures = headings.iter().any(bears_figures);
        let enough = best.typical >= 2 || titled && best.typical >= 1;
        let counted = matches!(best.form, Form::Columns | Form::Messages | Form::Accounts);
        if !(enough && has_figures && counted) {
            return unknown(headings.len());
        }
    } else if let Some(second) =
        trials.next().filter(|t| t.missing.is_empty() && best.worth - t.worth < words.weights.forms_apart)
    {
        for (mine, other) in best.fields.iter_mut().zip(&second.fields) {
            if mine.field != other.field && mine.field.is_some_and(is_name) {
                mine.rival = mine.rival.or(other.field);
            }
        }
    }
    let evident = titles.iter().chain(keys()).any(|text| words.headings.title_votes(text, Form::Messages) > 0);
    Roles { form: best.form, fields: best.fields, missing: best.missing, evident, unexplained: Vec::new() }
}

/// Whether figures stand below a heading, or below a month texts that hold some (12/3).
pub(super) fn bears_figures(heading: &Written) -> bool {
    let by_month = || heading.period.is_some_and(|p| is_month(&p)) && heading.values.near_figures > 0;
    heading.values.figures > 0 || by_month()
}

/// The best roles as a table of `form`, whatever is missing then.
pub(super) fn assign_as(form: Form, headings: &[Written], near: &Near, words: &Words) -> Roles {
    Roles {
        form,
        fields: attempt(form, headings, near, words).fields,
        missing: Vec::new(),
        evident: false,
        unexplained: Vec::new(),
    }
}

/// A second form in the same table, where groups of headings name both (政务新媒体 beside 网民留言): its headings mean nothing in the first.
pub(super) fn second_form(headings: &[Written], first: &Roles, near: &Near, words: &Words) -> Option<Roles> {
    let counted = [Form::Columns, Form::Messages, Form::Accounts];
    if !first.missing.is_empty() || !counted.contains(&first.form) {
        return None;
    }
    let grouped = |i: usize, form: Form| {
        let Some((_, groups)) = headings[i].keys.split_last() else { return false };
        let votes = |form: Form| groups.iter().map(|key| words.headings.title_votes(key, form)).sum::<usize>();
        votes(form) > 0 && counted.iter().all(|other| *other == form || votes(*other) == 0)
    };
    let own = |roles: &[Role], form: Form| -> Vec<usize> {
        (0..headings.len()).filter(|i| roles[*i].field.is_some_and(|f| is_typical(form, f))).collect()
    };
    let apart = |trial: &Trial| {
        let typical = own(&trial.fields, trial.form);
        typical.iter().all(|i| first.fields[*i].field.is_none() && grouped(*i, trial.form))
            && !own(&first.fields, first.form).iter().any(|i| grouped(*i, trial.form))
    };
    let others = counted.into_iter().filter(|form| *form != first.form);
    let mut trials = others.map(|form| attempt(form, headings, near, words));
    let second = trials.find(|trial| trial.missing.is_empty() && apart(trial))?;
    Some(Roles {
        form: second.form,
        fields: second.fields,
        missing: Vec::new(),
        evident: false,
        unexplained: Vec::new(),
    })
}

fn unknown(count: usize) -> Roles {
    Roles {
        form: Form::Unknown,
        fields: vec![Role::default(); count],
        missing: Vec::new(),
        evident: false,
        unexplained: Vec::new(),
    }
}

fn attempt(form: Form, headings: &[Written], near: &Near, words: &Words) -> Trial {
    let weights = &words.weights;
    let mut options: Vec<Fits> = headings.iter().map(|h| options(form, h, words)).collect();
    prefer_wholes(form, (headings, near), &mut options, words);
    let mut fields = distribute(headings, &options, words);
    if form == Form::Accounts {
        frequency_for_required(headings, &mut fields);
    }
    sums(form, headings, &mut fields);
    guess_names((form, near), headings, &mut fields, words);
    let given = |field: Field| fields.iter().any(|r| r.field == Some(field)) || field == Field::Account && near.account;
    let votes = headings.iter().filter(|h| h.keys.iter().any(|k| words.headings.heading_vote(k, form))).count();
    let titled = near.titles.iter().any(|t| words.headings.title_votes(t, form.annex().unwrap_or(form)) > 0);
    let missing = missing(form, &given, votes + usize::from(titled));
    let typical = fields.iter().filter(|r| r.field.is_some_and(|f| is_typical(form, f))).count();
    let mut worth: i32 = fields
        .iter()
        .zip(&options)
        .filter_map(|(role, options)| {
            let field = role.field?;
            let score = options.iter().find(|(f, _)| *f == field).map_or(weights.least, |(_, s)| *s);
            Some(if is_typical(form, field) { score * weights.typical } else { score })
        })
        .sum();
    // An account that a line above names is as good as a name that was guessed below a heading that says nothing (项目).
    let above = form == Form::Accounts && near.account && !fields.iter().any(|r| r.field == Some(Field::Account));
    worth += if above { weights.least * weights.typical } else { 0 };
    worth += i32::try_from(votes).unwrap_or(0) * weights.ledger_heading;
    worth += if missing.is_empty() { weights.whole } else { 0 };
    worth += if titled { weights.titled } else { 0 };
    Trial { form, fields, missing, worth, typical }
}

/// Fields that `heading` may bear in a table of `form`, best first.
fn options(form: Form, heading: &Written, words: &Words) -> Fits {
    let weights = &words.weights;
    let mut out = Fits::new();
    for Meaning { field, score, forms } in &heading.guesses {
        let field = translate(form, *field);
        if !forms.is_empty() && !forms.contains(&form) || !is_allowed(form, field) {
            continue;
        }
        // 维护要求 may be a requirement of any kind.
        if field == Field::Frequency && !forms.is_empty() && !heading.values.tell_frequencies() {
            continue;
        }
        let score = score + by_values(field, heading, words);
        match out.iter_mut().find(|(f, _)| *f == field) {
            Some(known) => known.1 = known.1.max(score),
            None => out.push((field, score)),
        }
    }
    let values = heading.values;
    let all_platforms =
        values.platforms > 0 && values.platforms == values.words + values.near_figures && values.figures == 0;
    if out.is_empty() && all_platforms && is_allowed(form, Field::AccountType) {
        out.push((Field::AccountType, weights.platforms_alone));
    }
    if out.is_empty() && form == Form::Columns && heading.values.tell_frequencies() && !heading.keys.is_empty() {
        out.push((Field::Frequency, weights.platforms_alone));
    }
    let may_count = |key: &String| words.headings.may_count_updates(key, form);
    if out.is_empty()
        && form == Form::Columns
        && heading.values.tell_months()
        && heading.keys.last().is_some_and(may_count)
    {
        out.push((Field::Updates, weights.platforms_alone));
    }
    out.retain(|(_, score)| *score >= weights.least);
    out.sort_by_key(|(_, score)| std::cmp::Reverse(*score));
    out
}

/// How often an account must post (更新频次) is what it is required to, where no heading tells a number.
fn frequency_for_required(headings: &[Written], roles: &mut [Role]) {
    let is_frequency =
        |i: &usize| headings[*i].guesses.iter().any(|g| g.field == Field::Frequency) && headings[*i].values.words > 0;
    let open: Vec<usize> = (0..roles.len()).filter(|i| roles[*i].field.is_none() && is_frequency(i)).collect();
    if let ([only], false) = (open.as_slice(), roles.iter().any(|role| role.field == Some(Field::Required))) {
        roles[*only] = Role { field: Some(Field::Required), why: Some(Why::Parts), ..Role::default() };
    }
}

fn by_values(field: Field, heading: &Written, words: &Words) -> i32 {
    let contradicted = words.weights.contradicted;
    let v = heading.values;
    // 第三季度 under 季度 is a time, however near to a figure it is.
    let quarters = heading.keys.last().is_some_and(|key| words.headings.heads_quarters(key));
    if field.is_count() && quarters && v.figures == 0 {
        return -contradicted;
    }
    let (numeric, verbal) = (v.figures + v.near_figures + v.marks, v.words);
    if field.is_count() && (verbal > numeric || v.days > v.figures) {
        return -contradicted;
    }
    match field {
        Field::Unit | Field::Column | Field::Account | Field::PostTitle | Field::Problem
            if v.figures > verbal + v.near_figures + v.marks =>
        {
            -contradicted
        }
        // Nobody calls an account 微信.
        Field::Account if v.platforms > 0 && v.platforms == verbal => -contradicted,
        Field::AccountType if v.platforms > 0 => words.weights.platforms_below,
        Field::Day | Field::LastUpdate | Field::ClosedDay if v.figures + v.days + v.near_figures == 0 && verbal > 0 => {
            -contradicted
        }
        _ => 0,
    }
}

/// Gives all headings their fields at once. Headings of different times or account types never compete.
fn distribute(headings: &[Written], options: &[Fits], words: &Words) -> Vec<Role> {
    let mut roles = vec![Role::default(); headings.len()];
    let mut done = vec![false; headings.len()];
    for first in 0..headings.len() {
        if done[first] {
            continue;
        }
        let group: Vec<usize> =
            (first..headings.len()).filter(|i| !done[*i] && slot(&headings[*i]) == slot(&headings[first])).collect();
        let bidder = |i: &usize| Bidder { fits: &options[*i], filled: headings[*i].values.any() };
        let bidders: Vec<Bidder<'_>> = group.iter().map(bidder).collect();
        let given = assign_best(&bidders, may_repeat, words.weights.least);
        for (i, given) in group.into_iter().zip(given) {
            done[i] = true;
            roles[i] = given.map_or_else(Role::default, |given| role(&headings[i], given, words));
        }
    }
    roles
}

/// A thin margin is a doubt where a figure or a name depends on it, be it that a count is taken for a score.
fn role(heading: &Written, given: Given, words: &Words) -> Role {
    let weighs = |f: Field| f.is_count() || is_name(f);
    let drops = |f: Field| matches!(f, Field::NotData | Field::Rate | Field::Cumulative);
    let depends = |other: Field| weighs(given.field) && weighs(other) || drops(given.field) && other.is_count();
    let rival = given.instead.filter(|other| given.margin < words.weights.margin && depends(*other));
    Role { field: Some(given.field), rival, why: Some(why(heading, given.field, words)), margin: given.margin }
}

/// What tells that a heading means `field`.
fn why(heading: &Written, field: Field, words: &Words) -> Why {
    if heading.keys.is_empty() || heading.guesses.is_empty() {
        Why::Values
    } else if heading.keys.iter().any(|key| words.headings.lists(key, field)) {
        Why::Listed
    } else if heading.by_period {
        Why::Period
    } else {
        Why::Parts
    }
}

fn slot(heading: &Written) -> (Option<PeriodSaid>, Option<&str>) {
    (heading.period, heading.platform.as_deref())
}

/// A year for spans that are only compared with one another.
const ANY_YEAR: i16 = 2024;

/// Beside months, a figure for more than a month is their sum; alone it is the figure itself.
fn sums(form: Form, headings: &[Written], roles: &mut [Role]) {
    let figure = match form {
        Form::Columns => Field::Updates,
        Form::Accounts => Field::Actual,
        _ => return,
    };
    let by_month = |i: usize| headings[i].period.is_some_and(|p| is_month(&p));
    let bears = |roles: &[Role], field: Field| -> Vec<usize> {
        (0..headings.len()).filter(|i| roles[*i].field == Some(field)).collect()
    };
    let (months, wide): (Vec<usize>, Vec<usize>) = bears(roles, figure).into_iter().partition(|i| by_month(*i));
    // 一季度 beside 4月 to 6月 holds none of them and is no sum of theirs.
    let holds = |wide: PeriodSaid, month: usize| {
        let month = headings[month].period;
        let year = |said: PeriodSaid| said.year.or(wide.year).or(month?.year).or(Some(ANY_YEAR));
        let span = |said: PeriodSaid| said.resolve(year(said)?);
        month.and_then(span).zip(span(wide)).is_none_or(|(month, wide)| wide.covers(&month))
    };
    let adds_up = |i: &usize| headings[*i].period.is_none_or(|wide| months.iter().any(|month| holds(wide, *month)));
    if months.len() > 1 {
        for i in wide.into_iter().filter(adds_up) {
            roles[i] = Role { field: Some(Field::Sum), rival: None, ..roles[i] };
        }
    } else if months.is_empty()
        && wide.is_empty()
        && form == Form::Columns
        && let [only] = bears(roles, Field::Sum)[..]
    {
        roles[only].field = Some(figure);
    }
}
