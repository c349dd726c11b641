//! "账号, 发布, 转发 under 微信公众号, and once more under 报刊." Groups of headings that hold an account each.
//!
//! In: the headings of one table as written. Out: the same, where each group with an account of its own bears a type: one that is in no
//! list bears its own word. Without it the figures of such a group would go to the account of another. It chooses no fields.

use super::Written;
use crate::field::Field;
use crate::recognize::lexicon::Lexicon;

/// Gives the groups that repeat the heading of an account a type each.
pub(super) fn settle_accounts(headings: &mut [Written], lexicon: &Lexicon<'_>) {
    let mut groups: Vec<Vec<String>> = Vec::new();
    for heading in headings.iter().filter(|h| names_account(h, lexicon)) {
        let Some((_, group)) = heading.keys.split_last().filter(|(_, group)| !group.is_empty()) else { continue };
        if !groups.iter().any(|known| known == group) {
            groups.push(group.to_vec());
        }
    }
    if groups.len() < 2 {
        return;
    }
    for group in groups {
        if !says_nothing_else(&group, lexicon) || has_own_names(&group, headings, lexicon) {
            continue;
        }
        for heading in headings.iter_mut().filter(|h| is_inside(h, &group) && h.platform.is_none()) {
            heading.platform = heading.path.get(group.len() - 1).cloned();
        }
    }
}

/// 其他 over a few headings is an account type only where other groups name types: in a form it heads what is left (其他: 存在问题).
pub(super) fn forget_rest(headings: &mut [Written], lexicon: &Lexicon<'_>) {
    let other = lexicon.words.platforms.other();
    let is_other = |h: &Written| h.platform.as_deref() == Some(other);
    if !headings.iter().any(|h| h.platform.is_some() && !is_other(h)) {
        headings.iter_mut().filter(|h| is_other(h)).for_each(|h| h.platform = None);
    }
}

/// Whether a heading stands over names of accounts and not over how many there are.
fn names_account(heading: &Written, lexicon: &Lexicon<'_>) -> bool {
    let label = heading.keys.last().and_then(|key| lexicon.label(key));
    label == Some(Field::Account) && heading.values.figures <= heading.values.words
}

fn is_inside(heading: &Written, group: &[String]) -> bool {
    heading.keys.len() > group.len() && heading.keys.starts_with(group)
}

/// Whether no word of a group is a time, or a heading with a meaning of its own.
fn says_nothing_else(group: &[String], lexicon: &Lexicon<'_>) -> bool {
    group.iter().map(|key| lexicon.sense(key)).all(|sense| sense.period.is_none() && sense.label().is_none())
}

/// Whether the units, or the types of the accounts, stand under headings of the group itself.
fn has_own_names(group: &[String], headings: &[Written], lexicon: &Lexicon<'_>) -> bool {
    let label = |h: &Written| h.keys.last().and_then(|key| lexicon.label(key));
    let mut own = headings.iter().filter(|h| is_inside(h, group));
    own.any(|h| matches!(label(h), Some(Field::Unit | Field::AccountType)))
}
