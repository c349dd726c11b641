//! "上旬 · 中旬 · 下旬 · 本月小计" Parts of a month beside the month's sum.
//!
//! In: the headings of a region as written. Out: the same, with the parts marked as parts and the sum as the month's figure, where a sum
//! stands on their level. Without a sum they are left as they are: nobody adds up what the form does not. It reads no figures.

use super::{Meaning, Written};
use crate::field::Field;
use crate::recognize::lexicon::Lexicon;

/// How well the sum of parts of a month names what was updated in it.
const SUM_SCORE: i32 = 90;

/// Marks parts of months that have a sum beside them.
pub(super) fn settle(headings: &mut [Written], lexicon: &Lexicon<'_>) {
    let rows = &lexicon.words.rows;
    let leaf = |h: &Written| h.keys.last().cloned().unwrap_or_default();
    let parts: Vec<usize> = (0..headings.len()).filter(|i| rows.is_month_part(&leaf(&headings[*i]))).collect();
    let level = |h: &Written| h.group;
    let mut levels: Vec<Option<(u32, u32)>> = parts.iter().map(|i| level(&headings[*i])).collect();
    levels.dedup();
    for of in levels {
        let own: Vec<usize> = parts.iter().copied().filter(|i| level(&headings[*i]) == of).collect();
        let sums: Vec<usize> =
            (0..headings.len()).filter(|i| level(&headings[*i]) == of && rows.is_total(&leaf(&headings[*i]))).collect();
        // A sum of the year, or of several months, is no month's.
        let months: Vec<usize> = sums.into_iter().filter(|i| !tells_more(&headings[*i])).collect();
        let ([sum], true) = (&months[..], own.len() > 1) else { continue };
        for i in own {
            headings[i].guesses.clear();
            headings[i].is_part = true;
        }
        // Of the parts and their sum only the sum can be the month's figure.
        headings[*sum].guesses = vec![Meaning { field: Field::Updates, score: SUM_SCORE, forms: Vec::new() }];
    }
}

/// Whether a heading is about more than the month.
fn tells_more(heading: &Written) -> bool {
    heading.guesses.iter().any(|m| m.field == Field::Cumulative)
}
