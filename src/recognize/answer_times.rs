//! "1个工作日内答复 | 2—3个工作日内答复 | 超过5个工作日答复（逾期）." Messages told by how fast they were answered.
//!
//! In: the headings of a table of messages with their roles. Out: the roles with the buckets within the time limit as messages closed in
//! time, where a heading beside them tells those closed late: `normalize` adds them up. Without such a heading nothing says which of them
//! were in time. It reads no figures.

use super::Why;
use super::headings::Written;
use super::lexicon::Lexicon;
use super::roles::{Role, Roles};
use crate::field::{Field, Form};

/// One bucket is a figure of its own kind.
const BUCKETS: usize = 2;

/// Gives the buckets of a table their field; all other tables stay as they are.
pub(super) fn take_in_buckets(headings: &[Written], roles: &mut Roles, lexicon: &Lexicon<'_>) {
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
    for i in &buckets {
        roles.fields[*i] = Role { field: Some(Field::ClosedOnTime), why: Some(Why::Parts), ..Role::default() };
    }
    // How many days are too many is what the buckets are about.
    if roles.fields[late].rival == Some(Field::Overdue) {
        roles.fields[late].rival = None;
    }
    roles.unexplained.retain(|left| left.index != late && !buckets.contains(&left.index));
}
