//! "Somebody put a row in between." Which row of then is which row of now.
//!
//! In: the texts of each row then and now: what a row is about. Out: pairs of rows, in order; a row without a partner was put in or
//! taken away. Rows keep their place unless their texts say that they moved. It compares no figures.

/// Rows held against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// The same row, then and now.
    Both(u32, u32),
    /// A row that is new; whether the rows behind it moved for it.
    New(u32, bool),
    /// A row that is gone; whether the rows behind it moved up.
    Gone(u32, bool),
}

/// A row then, a row now.
type Pair = (Option<u32>, Option<u32>);

/// Most products of rows then and now whose order is worked out: beyond it rows are held against each other where they stand.
const MOST: usize = 4_000_000;

/// Pairs rows in order. A row is a number and the texts in it; rows whose texts are the same, in the same order, are one row. Between
/// them rows are paired as they come, so that a row whose text was changed is still the same row.
#[must_use]
pub fn align(then: &[(u32, String)], now: &[(u32, String)]) -> Vec<Held> {
    let pairs = paired(then, now);
    let offset = |pair: &Pair| pair.0.zip(pair.1).map(|(a, b)| i64::from(b) - i64::from(a));
    let shift = |n: usize| {
        let before = pairs[..n].iter().rev().find_map(offset).unwrap_or(0);
        pairs[n..].iter().find_map(offset).map_or(0, |after| after - before)
    };
    let held = |(n, pair): (usize, &Pair)| match pair {
        (Some(then), Some(now)) => Some(Held::Both(*then, *now)),
        (None, Some(now)) => Some(Held::New(*now, shift(n) > 0)),
        (Some(then), None) => Some(Held::Gone(*then, shift(n) < 0)),
        (None, None) => None,
    };
    pairs.iter().enumerate().filter_map(held).collect()
}

fn paired(then: &[(u32, String)], now: &[(u32, String)]) -> Vec<Pair> {
    let ahead = then.iter().zip(now).take_while(|(a, b)| a.1 == b.1).count();
    let (then_rest, now_rest) = (&then[ahead..], &now[ahead..]);
    let behind = then_rest.iter().rev().zip(now_rest.iter().rev()).take_while(|(a, b)| a.1 == b.1).count();
    let (middle_then, tail_then) = then_rest.split_at(then_rest.len() - behind);
    let (middle_now, tail_now) = now_rest.split_at(now_rest.len() - behind);
    let both = |a: &[(u32, String)], b: &[(u32, String)]| -> Vec<Pair> {
        a.iter().zip(b).map(|(a, b)| (Some(a.0), Some(b.0))).collect()
    };
    let mut out = both(&then[..ahead], &now[..ahead]);
    let (mut a, mut b) = (0, 0);
    for (next_a, next_b) in common(middle_then, middle_now) {
        gap(&middle_then[a..next_a], &middle_now[b..next_b], &mut out);
        out.push((Some(middle_then[next_a].0), Some(middle_now[next_b].0)));
        (a, b) = (next_a + 1, next_b + 1);
    }
    gap(&middle_then[a..], &middle_now[b..], &mut out);
    out.extend(both(tail_then, tail_now));
    out
}

/// Rows between two that are the same: paired as they come; of those left over it is said that they came or went.
fn gap(then: &[(u32, String)], now: &[(u32, String)], out: &mut Vec<Pair>) {
    let shared = then.len().min(now.len());
    out.extend(then.iter().zip(now).map(|(a, b)| (Some(a.0), Some(b.0))));
    out.extend(then[shared..].iter().map(|(row, _)| (Some(*row), None)));
    out.extend(now[shared..].iter().map(|(row, _)| (None, Some(*row))));
}

/// The longest run of rows with the same texts in both, by their numbers in the two lists.
fn common(then: &[(u32, String)], now: &[(u32, String)]) -> Vec<(usize, usize)> {
    if then.len().saturating_mul(now.len()) > MOST {
        return Vec::new();
    }
    let width = now.len() + 1;
    let mut longest = vec![0u32; (then.len() + 1) * width];
    for a in (0..then.len()).rev() {
        for b in (0..now.len()).rev() {
            longest[a * width + b] = if then[a].1 == now[b].1 {
                longest[(a + 1) * width + b + 1] + 1
            } else {
                longest[(a + 1) * width + b].max(longest[a * width + b + 1])
            };
        }
    }
    let (mut a, mut b, mut out) = (0, 0, Vec::new());
    while a < then.len() && b < now.len() {
        if then[a].1 == now[b].1 {
            out.push((a, b));
            (a, b) = (a + 1, b + 1);
        } else if longest[(a + 1) * width + b] >= longest[a * width + b + 1] {
            a += 1;
        } else {
            b += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(texts: &str) -> Vec<(u32, String)> {
        (0..).zip(texts.split_whitespace()).map(|(n, t)| (n, t.to_owned())).collect()
    }

    fn held(then: &str, now: &str) -> Vec<Held> {
        align(&rows(then), &rows(now))
    }

    #[test]
    fn a_row_that_was_put_in_or_taken_away_moves_the_others() {
        use Held::{Both, Gone, New};
        assert_eq!(held("a b c", "a x b c"), [Both(0, 0), New(1, true), Both(1, 2), Both(2, 3)]);
        assert_eq!(held("a b c", "a c"), [Both(0, 0), Gone(1, true), Both(2, 1)]);
        assert_eq!(held("a b", "a b x"), [Both(0, 0), Both(1, 1), New(2, false)]);
        assert_eq!(held("", "a"), [New(0, false)]);
    }

    #[test]
    fn a_row_that_was_emptied_moves_nothing() {
        let now: Vec<(u32, String)> = [(0, "a"), (2, "c")].map(|(n, t)| (n, t.to_owned())).into();
        assert_eq!(align(&rows("a b c"), &now), [Held::Both(0, 0), Held::Gone(1, false), Held::Both(2, 2)]);
    }

    #[test]
    fn a_row_whose_text_was_changed_is_still_that_row() {
        use Held::{Both, New};
        assert_eq!(held("a b c", "a x c"), [Both(0, 0), Both(1, 1), Both(2, 2)]);
        assert_eq!(held("a b c d", "a x y c d"), [Both(0, 0), Both(1, 1), New(2, true), Both(2, 3), Both(3, 4)]);
        assert_eq!(held("a b c", "x y z"), [Both(0, 0), Both(1, 1), Both(2, 2)]);
    }
}
