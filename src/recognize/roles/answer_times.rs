//! "1个工作日内答复 | 2—3个工作日内答复 | 超过5个工作日答复（逾期）." Messages told by how fast they were answered.
//!
//! In: the headings of a table of messages with their roles. Out: the roles with the buckets within the time limit as messages closed in
//! time, where a heading beside them tells those closed late: `normalize` adds them up. Without such a heading nothing says which of them
//! were in time. 1个, 3个, 5个工作日内 hold one another: only buckets that begin where the one before ends are added. It reads no figures.

use super::{Role, Roles};
use crate::field::{Field, Form};
use crate::recognize::Why;
use crate::recognize::headings::Written;
use crate::recognize::lexicon::Lexicon;

/// One bucket is a figure of its own kind.
const BUCKETS: usize = 2;

/// Gives the buckets of a table their field; all other tables stay as they are.
pub(in crate::recognize) fn take_in_buckets(headings: &[Written], roles: &mut Roles, lexicon: &Lexicon<'_>) {
    let states = &lexicon.words.states;
    let leaf = |i: usize| headings[i].keys.last().map_or("", String::as_str);
    let is_bucket = |i: &usize| states.heads_closed_within(leaf(*i)) && headings[*i].period.is_none();
    let buckets: Vec<usize> = (0..headings.len()).filter(is_bucket).collect();
    if roles.form != Form::Messages || buckets.len() < BUCKETS {
        return;
    }
    let bears = |field: Field| -> Vec<usize> {
        (0..headings.len()).filter(|i| roles.fields[*i].field == Some(field) && !buckets.contains(i)).collect()
    };
    let late = bears(Field::Overdue);
    let told = !bears(Field::Closed).is_empty() || !bears(Field::ClosedOnTime).is_empty();
    // The same group holds them all: those of two channels are two answers.
    let group = headings[buckets[0]].group;
    let alike = buckets.iter().all(|i| headings[*i].group == group && headings[*i].platform.is_none());
    let [late] = late[..] else { return };
    if told || !alike || !states.heads_closed_late(leaf(late)) {
        return;
    }
    let texts: Vec<&str> = buckets.iter().map(|i| leaf(*i)).collect();
    if !one_behind_another(&texts, leaf(late)) {
        return;
    }
    for i in &buckets {
        roles.fields[*i] = Role { field: Some(Field::ClosedOnTime), why: Some(Why::Parts), ..Role::default() };
    }
    // How many days are too many is what the buckets are about.
    if roles.fields[late].rival == Some(Field::Overdue) {
        roles.fields[late].rival = None;
    }
    roles.unexplained.retain(|left| left.index != late && !buckets.contains(&left.index));
}

/// Whether buckets, from the quickest on, begin where the one before ends, in the same words but for the numbers, and what is late (folded
/// headings all) behind the last.
fn one_behind_another(buckets: &[&str], late: &str) -> bool {
    let spans: Option<Vec<(u32, u32)>> = buckets.iter().enumerate().map(|(i, text)| span(text, i == 0)).collect();
    let Some(spans) = spans else { return false };
    let unit = |text: &str| text.trim_start_matches(|c| !is_unit(c)).to_owned();
    let same = buckets.iter().all(|text| unit(text) == unit(buckets[0]));
    let next = |(last, first): (u32, u32)| first == last || first == last + 1;
    let joined = spans.windows(2).all(|pair| next((pair[0].1, pair[1].0)));
    let end = spans.last().map_or(0, |(_, last)| *last);
    same && joined && numbers(late).is_some_and(|said| said.first().is_none_or(|first| *first == end))
}

/// First and last day of a bucket; only the first bucket begins of itself.
fn span(text: &str, is_first: bool) -> Option<(u32, u32)> {
    match numbers(text)?[..] {
        [last] if is_first => Some((0, last)),
        [first, last] if first < last => Some((first, last)),
        _ => None,
    }
}

/// The numbers of a text.
fn numbers(text: &str) -> Option<Vec<u32>> {
    let runs = text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    runs.map(|run| run.parse().ok()).collect()
}

/// Whether a character is of what is counted, and not of the numbers and the signs between them.
fn is_unit(c: char) -> bool {
    c.is_alphabetic()
}

#[cfg(test)]
mod tests {
    use super::one_behind_another;

    #[test]
    fn only_buckets_that_begin_where_the_last_one_ends_may_be_added() {
        let late = "超过5个工作日答复(逾期)";
        for (buckets, joined) in [
            (&["1个工作日内答复", "2—5个工作日内答复"][..], true),
            (&["1个工作日内答复", "1-3个工作日内答复", "3-5个工作日内答复"], true),
            (&["1个工作日内答复", "3个工作日内答复", "5个工作日内答复"], false),
            (&["1个工作日内答复", "3-5个工作日内答复"], false),
            (&["1个工作日内答复", "2—4个工作日内答复"], false),
            (&["24小时内答复", "2—5个工作日内答复"], false),
        ] {
            assert_eq!(one_behind_another(buckets, late), joined, "{buckets:?}");
        }
        assert!(one_behind_another(&["1个工作日内答复", "2—5个工作日内答复"], "逾期答复"));
    }
}
