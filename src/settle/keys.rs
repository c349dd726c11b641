//! "Are these two writings worth a look beside each other?" Keys of unit names, and hints by likeness.
//!
//! In: names as written. Out: the key by which they are compared, and whether two keys are so alike that a human should see both.
//! Nothing is ever merged by it.

use super::likeness::{sounds_same, stands_in};
use crate::fold::{fold, fold_name};
use crate::rules::names::NameWords;

/// The comparison key of a unit's name: without stamps, notes and rooms in brackets behind it and without the government above it,
/// traditional characters in their simple form.
#[must_use]
pub fn name_key(written: &str, words: &NameWords) -> String {
    let bare = |key: &str| key.trim_end_matches([':', ',', ';', '。', '、']).to_owned();
    let key = bare(&fold_name(written));
    let stamp = words.stamps.bare.iter().find_map(|stamp| key.strip_suffix(stamp.as_str()));
    let mut key = bare(stamp.filter(|rest| !rest.is_empty() && !rest.ends_with('(')).unwrap_or(&key));
    while let Some((head, note)) = key.strip_suffix(')').and_then(|k| k.rsplit_once('(')) {
        let says_nothing = words.stamps.is_stamp(note)
            || words.stamps.words.iter().any(|w| fold(w) == note)
            || words.is_room_of(note, head);
        if head.is_empty() || !says_nothing {
            break;
        }
        key = bare(head);
    }
    words.without_government(&key).unwrap_or(key)
}

/// A name as written without a room in brackets behind it: 某医院（宣传科） is the hospital.
pub(super) fn without_room<'n>(name: &'n str, words: &NameWords) -> &'n str {
    let inside = name.strip_suffix([')', '）']).and_then(|name| name.rsplit_once(['(', '（']));
    let body = inside.filter(|(head, note)| words.is_room_of(&fold(note), &fold(head)));
    body.map_or(name, |(head, _)| head.trim_end())
}

/// Whether one of two [`name_key`]s is the other without a level before it, or cut from it.
pub(super) fn cut_from(a: &str, b: &str, words: &NameWords) -> bool {
    let bare = |key: &'_ str| key.trim_start_matches(|c| words.levels.contains(c)).to_owned();
    let (a, b) = (bare(a), bare(b));
    a == b || stands_in(&a, &b) || stands_in(&b, &a)
}

/// Whether one of two [`name_key`]s is the other with the places above it, whichever form of one ending each has: 某县某镇人民政府, 某镇.
pub(super) fn are_one_with_place(a: &str, b: &str, words: &NameWords) -> bool {
    let (long, short) = if a.len() > b.len() { (a, b) } else { (b, a) };
    words.endings.iter().any(|ending| {
        let stem =
            |key: &'_ str| ending.forms.iter().find_map(|form| key.strip_suffix(form.as_str())).map(str::to_owned);
        let (Some(long), Some(short)) = (stem(long), stem(short)) else { return false };
        let above = long.strip_suffix(short.as_str()).filter(|_| short.chars().count() > 1);
        above.is_some_and(|above| above.is_empty() || above.ends_with(|c| words.levels.contains(c)))
    })
}

/// Whether one [`name_key`] is that of the company that the other body is, with what stands above it: 某集团某农场有限公司, 某农场. A single
/// character before it, or one that tells bodies of one kind apart (第二某农场), makes it another.
pub(super) fn incorporates(company: &str, body: &str, words: &NameWords) -> bool {
    let around = &words.around;
    let stem = |end: &String| body.strip_suffix(end.as_str()).is_some_and(|stem| stem.chars().nth(1).is_some());
    let is_above = |above: &str| {
        let single = above.chars().nth(1).is_none();
        above.is_empty() || !(single || above.ends_with(|c| words.guesses.telling.contains(c)))
    };
    let mut bare = around.companies.iter().filter_map(|end| company.strip_suffix(end.as_str()));
    around.body_ends.iter().any(stem) && bare.any(|bare| bare.strip_suffix(body).is_some_and(is_above))
}

/// Whether two different [`name_key`]s are so much alike that a human should see both beside each other. For hints only: nothing is
/// ever merged by it.
#[must_use]
pub fn worth_a_look(a: &str, b: &str, words: &NameWords) -> bool {
    if a == b {
        return false;
    }
    let slip = a.chars().count().min(b.chars().count()) >= SLIP && strsim::osa_distance(a, b) == 1;
    slip || cut_from(a, b, words) || sounds_same(a, b)
}

/// Fewest characters of names in which one differing character may be a slip: among short ones it is the usual distance.
const SLIP: usize = 5;
