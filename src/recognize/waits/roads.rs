//! "来访, 电话, 意见箱" Lines of a ledger of messages that did not come by the net.
//!
//! In: a region that was taken for a ledger of messages. Out: a finding that names the heading of the roads and how many lines came by each
//! road that is none of the net's, where others did; with it the ledger waits. Only listed words are told, nothing of a cell.

use crate::field::{Field, Form};
use crate::finding::{Finding, Kind, Waits};
use crate::fold::one_line;
use crate::recognize::grid::Grid;
use crate::recognize::headings::Written;
use crate::recognize::lexicon::Lexicon;
use crate::recognize::region::Region;
use crate::recognize::roles::Roles;

/// Which lines of a ledger came by another road than the net.
pub(super) fn other_roads(
    grid: &Grid<'_>,
    region: &Region,
    (headings, roles): (&[Written], &Roles),
    lexicon: &Lexicon<'_>,
) -> Option<Finding> {
    let guards = &lexicon.words.guards;
    let open = |i: &usize| {
        let key = headings[*i].keys.last().map_or("", String::as_str);
        let own = lexicon.words.headings.aliases().iter().any(|(written, _)| written == key);
        let role = roles.fields[*i].field;
        guards.heads_roads(key) && !own && matches!(role, None | Some(Field::NotData | Field::Remark))
    };
    if roles.form != Form::MessageLedger || !roles.missing.is_empty() || region.turned {
        return None;
    }
    let heading = &headings[(0..headings.len()).find(open)?];
    let (mut others, mut own): (Vec<(&str, usize)>, usize) = (Vec::new(), 0);
    for line in &region.body {
        // Lines of one cell are remarks and captions.
        let several = grid.inks(*line, region.span).nth(1).is_some();
        let Some(ink) = grid.own(*line, heading.span.0).filter(|_| several) else { continue };
        match guards.other_road(ink.key()) {
            None => own += 1,
            Some(word) => match others.iter_mut().find(|(known, _)| *known == word) {
                Some((_, count)) => *count += 1,
                None => others.push((word, 1)),
            },
        }
    }
    if others.is_empty() || own == 0 {
        return None;
    }
    // Of a long ledger most lines were let go while it was read: what is left tells which roads there are, not how many lines.
    let count = |n: usize| if grid.thinned.is_some() { String::new() } else { n.to_string() };
    let told = others.iter().flat_map(|(word, n)| [(*word).to_owned(), count(*n)]);
    let name = heading.path.last().map(|text| one_line(text)).unwrap_or_default();
    let named = std::iter::once(name).chain(told).collect();
    Some(Finding::new(Kind::TableWaits { why: Waits::Roads, named }, grid.sheet.place.at(heading.area)))
}
