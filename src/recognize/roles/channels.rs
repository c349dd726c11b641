//! "收 and 结 below 县长信箱, all of it below 其中." Groups of headings that tell the parts of the figures beside them.
//!
//! In: the headings of a table with the fields that each may bear. Out: the same, without those that parts of a sum would take from it,
//! and without what bare signs (收, 结) mean where no title speaks of messages. It gives no heading a field; whether parts add up is
//! seen in the rows (`notice`).

use super::Near;
use super::assignment::Fits;
use super::needs::translate;
use crate::field::{Field, Form};
use crate::recognize::headings::Written;
use crate::rules::Words;

/// Leaves to each figure the heading that bears it, where groups tell its parts as well.
pub(super) fn prefer_wholes(form: Form, (headings, near): (&[Written], &Near), options: &mut [Fits], words: &Words) {
    leave_signs(form, (headings, near), options, words);
    prefer_sums(form, headings, options, words);
    leave_parts(form, headings, options, words);
}

/// A heading in groups that name no month and no account type.
fn plain(heading: &Written) -> bool {
    heading.keys.len() > 1 && heading.period.is_none() && heading.platform.is_none()
}

fn groups(heading: &Written) -> &[String] {
    heading.keys.split_last().map_or(&[], |(_, groups)| groups)
}

/// 收 and 结 say something where a title is about messages; elsewhere they may be of money.
fn leave_signs(form: Form, (headings, near): (&[Written], &Near), options: &mut [Fits], words: &Words) {
    let titled = near.titles.iter().any(|t| words.headings.title_votes(t, Form::Messages) > 0);
    if form != Form::Messages || titled {
        return;
    }
    let is_sign = |h: &Written| h.keys.last().is_some_and(|k| words.headings.sign(k).is_some());
    for (_, options) in headings.iter().zip(options).filter(|(h, _)| is_sign(h)) {
        options.clear();
    }
}

/// Where groups have a common sum (信箱, 留言板, 合计), the sum is the figure and they are its parts.
fn prefer_sums(form: Form, headings: &[Written], options: &mut [Fits], words: &Words) {
    let is_sum = |h: &Written| groups(h).iter().any(|key| words.rows.is_total(key));
    let by_platform = |sum: &Written| headings.iter().any(|h| h.platform.is_some() && h.keys.last() == sum.keys.last());
    for (i, sum) in headings.iter().enumerate().filter(|(_, h)| plain(h) && is_sum(h)) {
        // The sum of all platforms is no account's.
        if by_platform(sum) {
            options[i] = vec![(Field::Sum, words.weights.platforms_alone)];
            continue;
        }
        let mut has_parts = false;
        for (part, options) in headings.iter().zip(options.iter_mut()) {
            if plain(part) && !is_sum(part) && same(form, part, sum) {
                options.clear();
                has_parts = true;
            }
        }
        // 合计 over it says whose sum it is, and no other field.
        if has_parts && options[i].iter().any(|(field, _)| field.is_count() && *field != Field::Sum) {
            options[i].retain(|(field, _)| *field != Field::Sum);
        }
    }
}

/// Below 其中 stand parts of what a heading outside of it counts.
fn leave_parts(form: Form, headings: &[Written], options: &mut [Fits], words: &Words) {
    let is_part = |h: &Written| plain(h) && groups(h).iter().any(|key| words.rows.heads_parts(key));
    for (part, own) in headings.iter().zip(options).filter(|(h, _)| is_part(h)) {
        if headings.iter().any(|whole| !is_part(whole) && whole.period.is_none() && same(form, part, whole)) {
            own.clear();
        }
    }
}

/// Whether two headings end in the same words, or in words that mean the same count.
fn same(form: Form, a: &Written, b: &Written) -> bool {
    let count = |h: &Written| best(form, h).filter(|field| field.is_count() && *field != Field::Sum);
    a.keys.last() == b.keys.last() || count(a).is_some() && count(a) == count(b)
}

/// What the words of a heading fit best in a table of `form`.
pub(in crate::recognize) fn best(form: Form, heading: &Written) -> Option<Field> {
    let may = heading.guesses.iter().filter(|guess| guess.forms.is_empty() || guess.forms.contains(&form));
    may.max_by_key(|guess| guess.score).map(|guess| translate(form, guess.field))
}
