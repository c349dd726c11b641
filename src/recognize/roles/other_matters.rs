//! "四、政务公开专区服务情况: 1月, 2月, 3月." Months below a caption of another matter, or of visits and loans, count what no annex asks for.
//!
//! In: the roles of a table that lacks the name its form needs, the caption above it, its lines. Out: the same roles, or none where nothing but
//! months speaks for the form: neither caption nor heading nor line has a word of accounts, website columns, messages, updates or forwards.
//! Of any table, whether its title or first heading says that no messages are counted (窗口).

use super::super::apart::speaks_of;
use super::super::grid::{Grid, Ink, Look};
use super::super::headings::Written;
use super::super::lexicon::Lexicon;
use super::super::region::Region;
use super::needs::is_typical;
use super::{Near, Roles, unknown};
use crate::field::{Field, Form};
use crate::rules::Words;

/// Lets go of a form that only the title of the whole sheet and months speak for.
pub(in crate::recognize) fn let_go(
    grid: &Grid<'_>,
    region: &Region,
    (headings, roles, near): (&[Written], Roles, &Near),
    lexicon: &Lexicon<'_>,
) -> Roles {
    let plain = matches!(roles.form, Form::Columns | Form::Accounts) && !region.turned;
    let nameless = roles.missing.iter().any(|field| matches!(field, Field::Account | Field::Column));
    // The caption stands under a number of its own, and titles of the sheet above it; or it says itself that no posts are counted.
    let words = lexicon.words;
    let own = near.titles.first().filter(|text| words.rows.is_numbered(text) || words.guards.counts_visits(text));
    if !(plain && nameless && own.is_some_and(|text| says_nothing(text, lexicon))) {
        return roles;
    }
    let silent = |(h, role): (&Written, &super::Role)| {
        let typical = role.field.is_some_and(|field| is_typical(roles.form, field));
        h.keys.iter().all(|key| lexicon.is_month(key) || !typical && says_nothing(key, lexicon))
    };
    let lines = || region.body.iter().flat_map(|line| grid.inks(*line, region.span).map(|(_, ink)| ink));
    let texts = || lines().filter(|ink| ink.look == Look::Words).map(Ink::key);
    let is_other = headings.iter().zip(&roles.fields).all(silent) && texts().all(|key| says_nothing(key, lexicon));
    if is_other { unknown(headings.len()) } else { roles }
}

/// Headings of which the first that is no running number is one.
const FIRST: usize = 2;

/// Whether a title, or else one of the first headings, says that what is counted is received and closed as messages are and is none of them
/// (审批件), and no word of messages stands beside it.
pub(super) fn are_others(headings: &[Written], titles: &[String], words: &Words) -> bool {
    let words = &words.headings;
    let of_messages = |texts: &[&str]| words.title_votes(&texts.join("/"), Form::Messages) > 0;
    let mut texts: Vec<&str> = titles.iter().map(String::as_str).collect();
    if texts.iter().any(|text| words.speaks_of_others(text)) {
        return !of_messages(&texts);
    }
    let mut first = headings.iter().take(FIRST).filter_map(|h| h.keys.last());
    let headed = first.any(|key| words.heads_others(key));
    texts.extend(headings.iter().flat_map(|h| &h.keys).map(String::as_str));
    headed && !of_messages(&texts)
}

/// Whether a text (folded) has no word of what accounts or website columns are, do and count.
fn says_nothing(key: &str, lexicon: &Lexicon<'_>) -> bool {
    let counted = [
        Field::Account,
        Field::AccountType,
        Field::Column,
        Field::Updates,
        Field::Actual,
        Field::Required,
        Field::Original,
        Field::ForwardList,
        Field::Forwarded,
    ];
    let headings = &lexicon.words.headings;
    let means = lexicon.sense(key).guesses.iter().any(|guess| counted.contains(&guess.field));
    let updates = headings.may_count_updates(key, Form::Accounts) || headings.is_about_forwarding(key);
    !means && !updates && !headings.is_about_columns(key) && speaks_of(key, lexicon).is_empty()
}
