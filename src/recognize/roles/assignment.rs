//! "All headings together." The best assignment of fields to the headings of a table.
//!
//! In: for each heading of one table the fields that fit it, with their scores. Out: which of them each heading gets, by how much that is
//! better than anything else, and what the next best would be. It knows no words and no forms.
//!
//! Headings that name different times or account types never compete, so each group is a small problem of its own, solved exactly
//! (Kuhn-Munkres). What speaks for a field is squared: two headings that half fit are never worth more than one that fits wholly.

use crate::field::Field;
use pathfinding::kuhn_munkres::kuhn_munkres;
use pathfinding::matrix::Matrix;

/// Fields that fit one heading, best first, with their scores.
pub(super) type Fits = Vec<(Field, i32)>;

/// One heading of the problem.
pub(super) struct Bidder<'a> {
    /// What fits it.
    pub(super) fits: &'a Fits,
    /// Whether anything stands below it: what stands over nothing takes no figure from its neighbours.
    pub(super) filled: bool,
}

/// What a heading gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Given {
    /// The field.
    pub(super) field: Field,
    /// How many points worse its words would have to fit before the next best assignment were as good.
    pub(super) margin: i32,
    /// What the next best assignment gives this heading; its own field when another heading would get it then.
    pub(super) instead: Option<Field>,
}

/// Room for what tells equal assignments apart, below one point of fitting.
const TIES: i64 = 1 << 32;
/// What may not be: far below anything that the rest can bring.
const NEVER: i64 = -(1 << 58);

/// The best assignment. `may_repeat` tells fields that several headings may bear; `least` is the score from which on a field fits.
pub(super) fn assign(bidders: &[Bidder<'_>], may_repeat: fn(Field) -> bool, least: i32) -> Vec<Option<Given>> {
    let problem = Problem { bidders, may_repeat, least };
    let Some(best) = problem.solve(None) else { return vec![None; bidders.len()] };
    let contenders = problem.rows(&problem.goods(), None);
    let weigh = |(i, field): (usize, &Option<Field>)| Some(problem.weigh(i, (*field)?, (&best, &contenders)));
    best.fields.iter().enumerate().map(weigh).collect()
}

struct Problem<'a> {
    bidders: &'a [Bidder<'a>],
    may_repeat: fn(Field) -> bool,
    least: i32,
}

struct Solution {
    fields: Vec<Option<Field>>,
    worth: i64,
}

impl Problem<'_> {
    /// The best assignment in which bidder and field of `but` do not meet.
    fn solve(&self, but: Option<(usize, Field)>) -> Option<Solution> {
        let mut fields: Vec<Option<Field>> = (0..self.bidders.len()).map(|i| self.own(i, but)).collect();
        let goods = self.goods();
        let rows = self.rows(&goods, but);
        if !(goods.is_empty() || rows.is_empty()) {
            // Behind the fields one place for each bidder: what it may bear without asking anybody.
            let weights =
                Matrix::from_fn(rows.len(), goods.len() + rows.len(), |(row, column)| match goods.get(column) {
                    Some(field) => self.gain(rows[row], *field, but).unwrap_or(NEVER),
                    None if column - goods.len() == row => self.own_gain(rows[row], but),
                    None => NEVER,
                });
            let (_, places) = kuhn_munkres(&weights);
            for (row, place) in places.into_iter().enumerate() {
                if let Some(field) = goods.get(place) {
                    fields[rows[row]] = Some(*field);
                }
            }
        }
        let gain = |(i, field): (usize, &Option<Field>)| field.and_then(|f| self.gain(i, f, but)).unwrap_or(0);
        let worth = fields.iter().enumerate().map(gain).sum();
        Some(Solution { fields, worth }).filter(|s| s.fields.iter().any(Option::is_some))
    }

    /// Fields that only one bidder gets.
    fn goods(&self) -> Vec<Field> {
        let mut goods: Vec<Field> =
            self.bidders.iter().flat_map(|b| b.fits).map(|(f, _)| *f).filter(|f| !(self.may_repeat)(*f)).collect();
        goods.sort_unstable();
        goods.dedup();
        goods
    }

    /// Bidders that can matter: with so many fields to give, none further back in the order of every field gets one. Keeps the
    /// problem small on a crafted sheet with thousands of equal headings.
    fn rows(&self, goods: &[Field], but: Option<(usize, Field)>) -> Vec<usize> {
        let mut rows: Vec<usize> = Vec::new();
        for field in goods {
            let net = |i: usize| Some((self.gain(i, *field, but)? - self.own_gain(i, but), i));
            let mut bids: Vec<(i64, usize)> = (0..self.bidders.len()).filter_map(net).collect();
            bids.sort_by_key(|(gain, i)| (std::cmp::Reverse(*gain), *i));
            rows.extend(bids.iter().take(goods.len() + 1).map(|(_, i)| *i));
        }
        rows.sort_unstable();
        rows.dedup();
        rows
    }

    /// What the field brings bidder `i`: the better it fits the more, by the square; among equals the first field of the first bidder.
    fn gain(&self, i: usize, field: Field, but: Option<(usize, Field)>) -> Option<i64> {
        if but == Some((i, field)) {
            return None;
        }
        let fits = self.bidders[i].fits;
        let rank = fits.iter().position(|(f, _)| *f == field)?;
        let points = i64::from(self.points(fits[rank].1));
        let order = (self.bidders.len() - i).min(1 << 12) * (fits.len() - rank).min(1 << 6);
        Some(points * points * TIES + i64::try_from(order).unwrap_or(0))
    }

    /// The best of what bidder `i` may bear whoever else bears it.
    fn own(&self, i: usize, but: Option<(usize, Field)>) -> Option<Field> {
        let fits = self.bidders[i].fits.iter().map(|(f, _)| *f);
        fits.filter(|f| (self.may_repeat)(*f) && but != Some((i, *f))).max_by_key(|f| self.gain(i, *f, but))
    }

    fn own_gain(&self, i: usize, but: Option<(usize, Field)>) -> i64 {
        self.own(i, but).and_then(|f| self.gain(i, f, but)).unwrap_or(0)
    }

    const fn points(&self, score: i32) -> i32 {
        score - self.least + 1
    }

    /// How safely bidder `i` has its field.
    fn weigh(&self, i: usize, field: Field, (best, contenders): (&Solution, &[usize])) -> Given {
        let score = self.bidders[i].fits.iter().find(|(f, _)| *f == field).map_or(self.least, |(_, s)| *s);
        let points = self.points(score);
        let alone = Given { field, margin: points, instead: None };
        let wants = |j: &usize| *j != i && self.bidders[*j].fits.iter().any(|(f, _)| *f == field);
        let is_contested = self.bidders[i].fits.len() > 1 || contenders.iter().any(wants);
        if !(is_contested && contenders.contains(&i)) {
            return alone;
        }
        let Some(next) = self.solve(Some((i, field))) else { return alone };
        let taker = (0..self.bidders.len()).find(|j| next.fields[*j] == Some(field) && best.fields[*j] != Some(field));
        let instead = next.fields[i].or(taker.filter(|j| self.bidders[*j].filled).map(|_| field));
        if instead.is_none() {
            return alone;
        }
        let left = i64::from(points) * i64::from(points) - (best.worth - next.worth).div_euclid(TIES);
        let needed = i32::try_from(left.max(0).isqrt()).unwrap_or(0);
        Given { field, margin: points - needed, instead }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NONE: fn(Field) -> bool = |_| false;

    fn fields(given: &[Option<Given>]) -> Vec<Option<Field>> {
        given.iter().map(|g| g.map(|g| g.field)).collect()
    }

    fn solve(fits: &[Fits], may_repeat: fn(Field) -> bool) -> Vec<Option<Given>> {
        let bidders: Vec<Bidder<'_>> = fits.iter().map(|fits| Bidder { fits, filled: true }).collect();
        assign(&bidders, may_repeat, 50)
    }

    #[test]
    fn a_heading_gives_way_where_the_other_has_nothing_else() {
        // Taken one by one, the first would get the posts, and the second nothing: 100 against 98 + 96.
        let fits = [vec![(Field::Actual, 100), (Field::Forwarded, 98)], vec![(Field::Actual, 96)]];
        assert_eq!(fields(&solve(&fits, NONE)), [Some(Field::Forwarded), Some(Field::Actual)]);
    }

    #[test]
    fn two_halves_are_not_worth_a_whole() {
        let fits = [vec![(Field::Received, 100), (Field::Closed, 60)], vec![(Field::Received, 88)]];
        assert_eq!(fields(&solve(&fits, NONE)), [Some(Field::Received), None]);
    }

    #[test]
    fn the_margin_is_what_the_next_best_lacks() {
        let fits = [vec![(Field::Actual, 80), (Field::Required, 76)]];
        let given = solve(&fits, NONE)[0].unwrap();
        assert_eq!((given.field, given.margin, given.instead), (Field::Actual, 4, Some(Field::Required)));
        let fits = [vec![(Field::Actual, 100)], vec![(Field::Actual, 90)]];
        let given = solve(&fits, NONE)[0].unwrap();
        assert_eq!((given.field, given.margin, given.instead), (Field::Actual, 10, Some(Field::Actual)));
    }

    #[test]
    fn among_equals_the_leftmost_gets_the_field_with_no_margin() {
        let fits = [vec![(Field::Actual, 100)], vec![(Field::Actual, 100)], vec![(Field::Actual, 100)]];
        let given = solve(&fits, NONE);
        assert_eq!(fields(&given), [Some(Field::Actual), None, None]);
        assert_eq!(given[0].unwrap().margin, 0);
    }

    #[test]
    fn thousands_of_equal_headings_take_moments() {
        let fits = vec![vec![(Field::Actual, 100), (Field::Updates, 90), (Field::Sum, 60)]; 4000];
        let start = std::time::Instant::now();
        let given = solve(&fits, |f| f == Field::Sum);
        assert_eq!(given[0].map(|g| g.field), Some(Field::Actual));
        assert_eq!(given[2].map(|g| g.field), Some(Field::Sum));
        assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
    }

    const FIELDS: [Field; 5] = [Field::Actual, Field::Required, Field::Forwarded, Field::Closed, Field::NotData];

    fn any_fits() -> impl Strategy<Value = Vec<Fits>> {
        let fits = prop::collection::btree_map(0usize..5, 50i32..=100, 0..4);
        let sorted = fits.prop_map(|fits| {
            let mut fits: Fits = fits.into_iter().map(|(i, score)| (FIELDS[i], score)).collect();
            fits.sort_by_key(|(_, score)| std::cmp::Reverse(*score));
            fits
        });
        prop::collection::vec(sorted, 1..6)
    }

    /// The best worth over every way to give fields, tried one by one.
    fn best_by_trying(fits: &[Fits], taken: &mut Vec<Field>) -> i64 {
        let Some((first, rest)) = fits.split_first() else { return 0 };
        let mut best = best_by_trying(rest, taken);
        for (field, score) in first {
            if *field != Field::NotData && taken.contains(field) {
                continue;
            }
            taken.push(*field);
            let points = i64::from(score - 49);
            best = best.max(points * points + best_by_trying(rest, taken));
            taken.pop();
        }
        best
    }

    proptest! {
        #[test]
        fn no_other_assignment_is_better(fits in any_fits()) {
            let given = solve(&fits, |f| f == Field::NotData);
            let mut worth = 0;
            for (given, fits) in given.iter().zip(&fits) {
                let Some(given) = given else { continue };
                let points = i64::from(fits.iter().find(|(f, _)| *f == given.field).unwrap().1 - 49);
                worth += points * points;
            }
            prop_assert_eq!(worth, best_by_trying(&fits, &mut Vec::new()));
            let exclusive: Vec<Field> = given.iter().flatten().map(|g| g.field).filter(|f| *f != Field::NotData).collect();
            prop_assert!(exclusive.iter().all(|f| exclusive.iter().filter(|g| *g == f).count() == 1));
        }
    }
}
