//! "承办数量 is no account, and 账号名称 is no column." Words of forms where names should stand.
//!
//! In: the lines of a region whose names were taken for website columns, accounts or units. Out: a finding that quotes the names which are
//! words of forms: figures (发布数), headings once more (账号名称 beside 平台), times (2024年二季度), or labels with their values in the line
//! of a name (收到 6 办结 6). With it the whole table waits. Columns that the office listed prove nothing, and a card whose names are all words of figures is asked elsewhere. It reads no figures.

use crate::field::{Field, Form};
use crate::finding::{Finding, Kind, Waits};
use crate::fold::{fold, one_line};
use crate::recognize::grid::{Grid, Look};
use crate::recognize::headings::Written;
use crate::recognize::lexicon::Lexicon;
use crate::recognize::region::Region;
use crate::recognize::roles::Roles;
use crate::rules::numbering::numbered;

/// What proves that the names of a table are words of forms.
pub(super) fn labels_as_names(
    grid: &Grid<'_>,
    region: &Region,
    (headings, roles): (&[Written], &Roles),
    lexicon: &Lexicon<'_>,
) -> Option<Finding> {
    let name = match roles.form {
        Form::Columns => Field::Column,
        Form::Accounts => Field::Account,
        Form::Messages => Field::Unit,
        _ => return None,
    };
    let index = roles.fields.iter().position(|role| role.field == Some(name)).filter(|_| roles.missing.is_empty())?;
    let pos = headings.get(index)?.span.0;
    let (mut named, mut others) = (Vec::new(), 0);
    for (line, ink) in region.body.iter().filter_map(|line| Some((*line, grid.own(*line, pos)?))) {
        let text = one_line(&ink.cell.value.shown());
        let key = fold(numbered(&text).map_or(text.as_str(), |(_, rest)| rest));
        let rows = &lexicon.words.rows;
        let aside = rows.is_total(&key) || rows.is_compared(&key) || headings[index].keys.contains(&key);
        if aside || lexicon.words.columns.contains(&key) || lexicon.words.columns.contains(ink.key()) {
            continue;
        }
        let figures = grid.inks(line, region.span).any(|(_, ink)| ink.look == Look::Figure);
        let pairs = if figures { pairs(grid, line, region, lexicon) } else { Vec::new() };
        let is_label = match figures {
            true => names_a_figure(&key, lexicon) || is_time(&key, lexicon),
            false => heads_again(grid, (line, pos), region, lexicon),
        };
        if pairs.len() >= PAIRS {
            named.extend(pairs);
        } else if is_label {
            named.push(text);
        } else {
            others += usize::from(figures);
        }
    }
    // A card has nothing but words of figures below 栏目名称: its name stands above.
    let is_card = roles.form == Form::Columns && others == 0;
    let kind = Kind::TableWaits { why: Waits::Labels, named };
    let waits = matches!(&kind, Kind::TableWaits { named, .. } if !named.is_empty()) && !is_card;
    waits.then(|| Finding::new(kind, grid.sheet.place.at(region.area)))
}

/// Labels of counts that a line of names and figures never has beside each other.
const PAIRS: usize = 2;

/// Labels of different counts in a line, each before its figure.
fn pairs(grid: &Grid<'_>, line: u32, region: &Region, lexicon: &Lexicon<'_>) -> Vec<String> {
    let inks: Vec<_> = grid.inks(line, region.span).map(|(_, ink)| ink).collect();
    let mut said: Vec<(Field, String)> = Vec::new();
    for pair in inks.windows(2) {
        let [label, value] = pair else { continue };
        let field = lexicon.label(label.key()).filter(|field| field.is_count());
        if let Some(field) = field.filter(|_| label.look == Look::Words && value.look == Look::Figure)
            && said.iter().all(|(other, _)| *other != field)
        {
            said.push((field, one_line(&label.cell.value.shown())));
        }
    }
    said.into_iter().map(|(_, text)| text).collect()
}

/// Whether a name (folded) is a time and nothing else (2024年二季度): no column, account or unit is called so.
fn is_time(key: &str, lexicon: &Lexicon<'_>) -> bool {
    let sense = lexicon.sense(key);
    sense.period.is_some() && sense.rest.is_empty()
}

/// Whether a name (folded) is the word of a count (承办数量, 发布数): no column, account or unit is called so.
fn names_a_figure(key: &str, lexicon: &Lexicon<'_>) -> bool {
    let counts = |field: Field| field.is_count() && field != Field::Sum;
    lexicon.words.headings.names_a_figure(key) && lexicon.label(key).is_some_and(counts)
}

/// Whether a line without figures holds headings of another table: a listed word where the name stands, and another heading beside it.
fn heads_again(grid: &Grid<'_>, (line, pos): (u32, u32), region: &Region, lexicon: &Lexicon<'_>) -> bool {
    let names = [Field::Account, Field::AccountType, Field::Column, Field::ParentColumn, Field::Unit];
    let heads = |key: &str| names.iter().any(|field| lexicon.words.headings.lists(key, *field));
    let knows = |key: &str| lexicon.label(key).is_some() || lexicon.is_month(key);
    grid.own(line, pos).is_some_and(|ink| heads(ink.key()))
        && grid.inks(line, region.span).any(|(other, ink)| other != pos && knows(ink.key()))
}
