//! "栏目名称 · 更新条数 · 栏目名称 · 更新条数" Lists that go on to the right under one row of headings.
//!
//! In: the headings of one upright region. Out: a finding where the same name with the same count beside it is headed twice or more, behind
//! headings that all of them share: whichever of them were taken, the others would be lost. Lists that begin with the name are cut apart
//! before (`region::pieces`). It reads no figures.

use crate::field::{Field, Form};
use crate::finding::{Finding, Kind, Waits};
use crate::recognize::grid::Grid;
use crate::recognize::headings::Written;
use crate::recognize::lexicon::Lexicon;
use crate::recognize::region::Region;
use crate::recognize::roles::Roles;

/// What proves that names and counts stand in several pairs beside each other.
pub(super) fn pairs_across(
    grid: &Grid<'_>,
    region: &Region,
    (headings, roles): (&[Written], &Roles),
    lexicon: &Lexicon<'_>,
) -> Option<Finding> {
    if region.turned || !region.beside.is_empty() || !matches!(roles.form, Form::Columns | Form::Accounts) {
        return None;
    }
    let is_name = |h: &Written| {
        let label = h.keys.last().and_then(|key| lexicon.label(key));
        h.keys.len() == 1 && matches!(label, Some(Field::Column | Field::Account))
    };
    let is_pair = |pair: &&[Written]| is_name(&pair[0]) && pair[1].keys.len() == 1 && pair[1].values.figures > 0;
    let pairs: Vec<&[Written]> = headings.windows(2).filter(is_pair).collect();
    let (first, again) = pairs.split_first()?;
    let same = |pair: &&&[Written]| pair[0].keys == first[0].keys && pair[1].keys == first[1].keys;
    let named = first.iter().filter_map(|h| h.path.last().cloned()).collect();
    let finding = || Finding::new(Kind::TableWaits { why: Waits::Pairs, named }, grid.sheet.place.at(region.area));
    again.iter().any(|pair| same(&pair)).then(finding)
}
