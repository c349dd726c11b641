//! "收到留言, 办结留言, 某某发布（微信公众号）" Rows that are no website columns, in a table that was taken for one of columns.
//!
//! In: the lines of a region whose names were taken for website columns. Out: a finding that names the lines which prove that the table mixes
//! kinds of figures; with it the whole table waits. Columns that the office listed prove nothing. Kinds of posts under 类别 are no types of accounts. It reads no figures.

use crate::field::{Field, Form};
use crate::finding::{Finding, Kind, Waits};
use crate::fold::{fold, one_line};
use crate::place::At;
use crate::recognize::Table;
use crate::recognize::discreet::UNSAID;
use crate::recognize::grid::Grid;
use crate::recognize::headings::Written;
use crate::recognize::lexicon::Lexicon;
use crate::recognize::region::Region;
use crate::recognize::roles::{Role, Roles};
use crate::rules::numbering::numbered;
use crate::rules::private::PrivateWords;

/// Different figures of messages among the names, the received ones with them: one alone may be the name of a column (办理结果).
const FIGURES: usize = 2;
/// The longest name that is told.
const TOLD: usize = 24;

/// What proves that the rows of a table of website columns are of several kinds.
pub(super) fn mixed_kinds(
    grid: &Grid<'_>,
    region: &Region,
    (headings, roles): (&[Written], &Roles),
    lexicon: &Lexicon<'_>,
) -> Option<Finding> {
    if roles.form != Form::Columns || region.turned || !roles.missing.is_empty() {
        return None;
    }
    let names = roles.fields.iter().position(|role| role.field == Some(Field::Column))?;
    let pos = headings.get(names)?.span.0;
    let (mut figures, mut accounts): (Vec<(Field, String)>, Vec<String>) = (Vec::new(), Vec::new());
    for ink in region.body.iter().filter_map(|line| grid.own(*line, pos)) {
        let text = one_line(&ink.cell.value.shown());
        let bare = numbered(&text).map_or(text.as_str(), |(_, rest)| rest);
        let key = fold(bare);
        if lexicon.words.columns.contains(&key) || lexicon.words.columns.contains(ink.key()) {
            continue;
        }
        if names_account(&key, lexicon) {
            accounts.push(text);
        } else if let Some(field) = lexicon.label(&key).filter(|field| is_of_messages(*field)) {
            figures.push((field, text));
        }
    }
    let mut fields: Vec<Field> = figures.iter().map(|(field, _)| *field).collect();
    fields.sort_unstable();
    fields.dedup();
    let told = fields.len() >= FIGURES && fields.contains(&Field::Received);
    if accounts.is_empty() && !told {
        return None;
    }
    let figures = figures.into_iter().map(|(_, text)| text).filter(|_| told);
    let named = accounts.into_iter().chain(figures).map(quotable).collect();
    Some(Finding::new(Kind::TableWaits { why: Waits::Kinds, named }, grid.sheet.place.at(region.area)))
}

/// What proves that lines of accounts are of several kinds: below the types stand the names of other tables (网站栏目, 网民留言).
pub(in crate::recognize) fn kinds_as_types(table: &Table, lexicon: &Lexicon<'_>) -> Option<Finding> {
    // Asked first: a ledger of posts has as many types as lines.
    if table.form != Form::Accounts {
        return None;
    }
    let types = table.headings.iter().position(|h| h.field == Some(Field::AccountType))?;
    let other = |text: &String| {
        let votes = |form: Form| lexicon.words.headings.title_votes(&fold(text), form) > 0;
        (votes(Form::Columns) || votes(Form::Messages))
            && !votes(Form::Accounts)
            && lexicon.sense(&fold(text)).platform.is_none()
    };
    let cells = table.rows.iter().filter_map(|row| row.cells.get(types)?.as_ref());
    let mut named: Vec<String> = cells.map(|cell| one_line(&cell.value.shown())).filter(other).map(quotable).collect();
    named.dedup();
    (!named.is_empty()).then(|| Finding::new(Kind::TableWaits { why: Waits::Labels, named }, table.place.clone()))
}

/// Whether a figure is one of messages.
pub(in crate::recognize) const fn is_of_messages(field: Field) -> bool {
    matches!(field, Field::Received | Field::Closed | Field::ClosedOnTime | Field::Open | Field::Overdue)
}

/// Whether a name (folded) bears an account type in brackets behind it (某某发布(微信公众号)).
fn names_account(key: &str, lexicon: &Lexicon<'_>) -> bool {
    let platforms = &lexicon.words.platforms;
    platforms.in_brackets(key).is_some()
        && key
            .split_once('(')
            .is_some_and(|(name, _)| name.chars().nth(1).is_some() && platforms.canonical(name).is_none())
}

/// A name as it may be told: no sentence, and no more than a name takes.
pub(in crate::recognize) fn quotable(text: String) -> String {
    let short = text.chars().count() <= TOLD && !PrivateWords::get().is_sentence(&text);
    if short { text } else { UNSAID.to_owned() }
}

/// The words of a heading that nobody knows, or its cell where they may be somebody's name.
pub(in crate::recognize) fn quotable_heading(text: &str, at: At, lexicon: &Lexicon<'_>) -> String {
    let words = PrivateWords::get();
    let known = lexicon.label(&fold(text)).is_some() || words.may_head(text) || words.may_stand_beside_headings(text);
    if known { quotable(text.to_owned()) } else { format!("{UNSAID}（{at}）") }
}

/// Leaves a heading such as 类别 without a meaning where what stands below it are kinds of posts (原创信息, 转载信息) and no types of
/// accounts: each line would seem to be an account of its own.
pub(super) fn leave_kinds_of_posts(
    grid: &Grid<'_>,
    region: &Region,
    (headings, roles): (&[Written], &mut Roles),
    lexicon: &Lexicon<'_>,
) {
    if roles.form != Form::Accounts || region.turned {
        return;
    }
    let of_types = headings.iter().zip(&mut roles.fields).filter(|(_, role)| role.field == Some(Field::AccountType));
    for (heading, role) in of_types {
        let below = region.body.iter().take(LOOKED_AT).filter_map(|line| grid.own(*line, heading.span.0));
        let (mut all, mut kinds) = (0, 0);
        for ink in below {
            all += 1;
            kinds += usize::from(lexicon.label(ink.key()).is_some_and(Field::is_count));
        }
        if kinds * 2 > all {
            *role = Role::default();
        }
    }
}

/// Lines of a list that tell what its column holds.
const LOOKED_AT: usize = 60;
