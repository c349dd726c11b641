//! "36（1月12、2月11、3月13）" Parts that stand in brackets behind their sum.
//!
//! In: the text of the brackets. Out: what its parts come to, with the months that they name; `None` where it is no list of parts. What a sum
//! that its parts contradict means is decided by the reader of counts.

use crate::period::PeriodSaid;
use crate::rules::Words;
use crate::rules::month_lists::read_months;

/// What parts come to.
pub(super) struct Parts {
    /// Their sum.
    pub(super) sum: u64,
    /// The months that they are of; none where they are named otherwise.
    pub(super) months: Vec<PeriodSaid>,
}

/// What marks one part off from the next.
const BETWEEN: [char; 5] = [',', ';', '、', '/', '+'];
/// What stands between a name and its number.
const JOINS: [char; 4] = [':', '-', '=', '~'];

/// The parts that a note (folded) lists: months with their numbers, or names with theirs.
pub(super) fn parts(note: &str, words: &Words) -> Option<Parts> {
    if let Some(list) = read_months(note, words).filter(|list| list.others.is_none() && !list.months.is_empty()) {
        let sum = list.months.iter().try_fold(0u64, |sum, (_, n)| sum.checked_add(*n))?;
        return Some(Parts { sum, months: list.months.into_iter().map(|(said, _)| said).collect() });
    }
    let numbers: Vec<u64> = note.split(BETWEEN).map(|piece| named(piece, words)).collect::<Option<_>>()?;
    let sum = numbers.iter().try_fold(0u64, |sum, n| sum.checked_add(*n))?;
    (numbers.len() > 1).then(|| Parts { sum, months: Vec::new() })
}

/// The number behind a name without digits (微信12条).
fn named(piece: &str, words: &Words) -> Option<u64> {
    let bare = words.counts.measures.iter().find_map(|m| piece.strip_suffix(m.as_str())).unwrap_or(piece);
    let name = bare.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = &bare[name.len()..];
    let named = !name.trim_matches(JOINS).is_empty() && !name.contains(|c: char| c.is_ascii_digit() || c == '.');
    digits.parse().ok().filter(|_| named)
}
