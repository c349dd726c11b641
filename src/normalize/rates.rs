//! "90%? Eight of ten are closed." Rates that a table of messages prints itself, checked against its figures.
//!
//! In: a table in use. Out: one notice for each 办结率 that is not 办结 ÷ 承办 (nor 办结 ÷ 结转加承办), with its cell. A rate is never a figure, and nothing is
//! corrected. Rates of other things (按时办结率, 满意率) are not checked: the table does not say of what they are a share.

use super::counts::read_count;
use super::layout::Gives;
use super::messages::carries_over;
use super::{Desk, InUse, Reported};
use crate::field::{Field, Form};
use crate::finding::{Finding, Kind};
use crate::fold::fold;
use crate::recognize::RawRow;

/// A rate may be rounded at its last digit, either way.
const HALF: f64 = 0.51;
/// A share that a formula worked out has more digits than its last is worth.
const WORKED_OUT: f64 = 1e-6;

impl Desk<'_> {
    /// The rates of closing in the rows and totals of a table.
    pub(super) fn check_rates(&mut self, used: &InUse<'_>, given: &[Gives]) {
        let headings = &used.table.headings;
        let of = |field: Field| -> Vec<usize> {
            (0..given.len()).filter(|i| matches!(given[*i], Gives::Figure(f, _) if f == field)).collect()
        };
        let (&[received], &[closed]) = (of(Field::Received).as_slice(), of(Field::Closed).as_slice()) else { return };
        let words = &self.rules.words;
        let is_rate = |i: &usize| {
            let leaf = headings[*i].path.last().map(|text| fold(text));
            let own = headings[*i].period == headings[received].period;
            own && headings[*i].field == Some(Field::Rate) && leaf.is_some_and(|l| words.headings.is_closing_rate(&l))
        };
        let rates: Vec<usize> = (0..headings.len()).filter(is_rate).collect();
        let carried = headings.iter().position(|heading| carries_over(heading, words));
        if used.table.form != Form::Messages || rates.is_empty() {
            return;
        }
        for row in used.table.rows.iter().chain(&used.table.totals) {
            let (Some(all), Some(done)) = (self.counted(row, received), self.counted(row, closed)) else { continue };
            // Of what was received, or of that and what was carried over.
            let due = carried.and_then(|i| self.counted(row, i)).map(|before| all + before);
            for rate in &rates {
                self.compare_rate(used, (row, *rate), (all, due.unwrap_or(all), done));
            }
        }
    }

    fn counted(&self, row: &RawRow, index: usize) -> Option<f64> {
        let cell = row.cells.get(index)?.as_ref();
        match read_count(cell.map(|c| &c.value), Field::Received, &self.rules.words).reading.value {
            Reported::Count(n) => Some(f64::from(u32::try_from(n).ok()?)),
            _ => None,
        }
    }

    fn compare_rate(&mut self, used: &InUse<'_>, (row, index): (&RawRow, usize), (all, due, done): (f64, f64, f64)) {
        let Some(cell) = row.cells.get(index).and_then(Option::as_ref).filter(|_| all > 0.0) else { return };
        let claimed = cell.value.shown();
        let Some((said, step)) = percentage(&fold(&claimed)) else { return };
        let ours = done * 100.0 / all;
        let is_it = |ours: f64| (said - ours).abs() <= (HALF * step).max(WORKED_OUT);
        if is_it(ours) || is_it(done * 100.0 / due) {
            return;
        }
        let computed = format!("{ours:.1}%");
        let kind = Kind::ClaimDiffers { field: Field::Rate, claimed, computed };
        self.out.findings.push(Finding::new(kind, used.table.place.at(cell.at)));
    }
}

/// A rate in percent, and what its last digit stands for; a number up to one without a sign is a share (0.95).
fn percentage(text: &str) -> Option<(f64, f64)> {
    let (bare, signed) = text.strip_suffix('%').map_or((text, false), |bare| (bare, true));
    let number: f64 = bare.parse().ok().filter(|n: &f64| n.is_finite() && *n >= 0.0)?;
    let decimals = bare.split_once('.').map_or(0, |(_, digits)| digits.len());
    let step = 0.1_f64.powi(i32::try_from(decimals).unwrap_or(i32::MAX));
    if signed || number > 1.0 { Some((number, step)) } else { Some((number * 100.0, (step * 100.0).min(1.0))) }
}

#[cfg(test)]
mod tests {
    use super::percentage;

    #[test]
    fn a_rate_is_read_with_what_its_last_digit_stands_for() {
        assert_eq!(percentage("95%"), Some((95.0, 1.0)));
        assert_eq!(percentage("95"), Some((95.0, 1.0)));
        assert_eq!(percentage("0.95"), Some((95.0, 1.0)));
        assert_eq!(percentage("1"), Some((100.0, 1.0)));
        let (said, step) = percentage("57.10%").unwrap_or_default();
        assert!((said - 57.1).abs() < 1e-9 && (step - 0.01).abs() < 1e-9);
        assert_eq!(percentage("/"), None);
        assert_eq!(percentage("全部办结"), None);
    }
}
