//! "Did the account forward what it was told to?" Forwards against the superior's list.
//!
//! In: rows of annex 3, 最低转载数 and 最低转载率. Out: a finding for no forwards at all, another for fewer than the minimum. Without a
//! list to forward, or where "/" stands, nothing is checked; with an unknown list only zero is.

use super::{Bench, on_figure};
use crate::finding::{Finding, Kind, Subject};
use crate::rules::settings::Settings;
use crate::tally::{AccountRow, Amount};

/// What is broken.
pub(super) struct Broken {
    kind: Kind,
    /// Length of the list, where it is known.
    list: Option<i64>,
    basis: Option<String>,
}

/// What is broken, with the document that the minimum rests on.
pub(super) fn broken(row: &AccountRow, settings: &Settings) -> Option<Broken> {
    let list = match row.forward_list.value {
        Amount::Known(0) | Amount::NotApplicable => return None,
        Amount::Known(list) => Some(list),
        _ => None,
    };
    let forwarded = row.forwarded.value.known()?;
    let (minimum, basis) = minimum(list, settings);
    if minimum <= 0 {
        return None;
    }
    if forwarded <= 0 {
        return Some(Broken { kind: Kind::ForwardsNone { list }, list, basis });
    }
    let length = list?;
    (forwarded < minimum).then_some(Broken { kind: Kind::ForwardsShort { list: length, minimum }, list, basis })
}

/// The stricter of number and rate, never more than the list holds.
fn minimum(list: Option<i64>, settings: &Settings) -> (i64, Option<String>) {
    let by_number = settings.min_forwards.value;
    let Some(list) = list else { return (by_number, settings.min_forwards.basis.clone()) };
    let by_rate = settings.min_forward_rate.value.map_or(0, |rate| share_of(rate, list));
    let (minimum, basis) = if by_rate > by_number {
        (by_rate, &settings.min_forward_rate.basis)
    } else {
        (by_number, &settings.min_forwards.basis)
    };
    (minimum.min(list), basis.clone())
}

/// The least whole number that is at least `rate` of `list`; the rate is taken to four decimals, so that 0.1 of 30 is 3 and not 4.
fn share_of(rate: f64, list: i64) -> i64 {
    let ten_thousandths = format!("{:.0}", (rate * 10_000.0).clamp(0.0, 10_000.0)).parse::<i64>().unwrap_or(0);
    list.saturating_mul(ten_thousandths).saturating_add(9_999) / 10_000
}

/// A finding for each listed account that forwards nothing or too little. Its required number is the length of the list, as the
/// annex shows it; the minimum stands in the kind.
pub(super) fn findings(bench: &Bench) -> Vec<Finding> {
    let rows = bench.tally.accounts.iter().enumerate().filter(|(_, row)| row.listed);
    let broken = rows.filter_map(|(index, row)| broken(row, &bench.rules.settings).map(|b| (index, row, b)));
    broken
        .map(|(index, row, Broken { kind, list, basis })| {
            on_figure(kind, &row.forwarded, &row.place)
                .unit(row.unit.as_str())
                .object(row.account.as_str())
                .numbers(list, row.forwarded.value.known())
                .basis(basis)
                .subject(Subject::Account(index))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::share_of;

    #[test]
    fn a_rate_asks_for_the_next_whole_number() {
        // 10% of 30 = 3; of 31 = 3.1; half of 31 = 15.5; all of 31; a third of 30 at four decimals = 9.999.
        for (rate, list, least) in
            [(0.1, 30, 3), (0.1, 31, 4), (0.5, 31, 16), (1.0, 31, 31), (0.3333, 30, 10), (0.0, 31, 0)]
        {
            assert_eq!(share_of(rate, list), least, "{rate} of {list}");
        }
    }
}
