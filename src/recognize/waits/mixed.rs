//! "收到留言, 办结留言, 某某发布（微信公众号）" Rows that are no website columns, in a table that was taken for one of columns.
//!
//! In: the lines of a region whose names were taken for website columns. Out: a finding that names the lines which prove that the table mixes
//! kinds of figures; with it the whole table waits. Columns that the office listed prove nothing. Kinds of posts under 类别 are no types of accounts, and in a ledger they are
//! the mark of each line. It reads no figures.

use crate::field::{Field, Form};
use crate::finding::{Finding, Kind, Waits};
use crate::fold::{fold, one_line};
use crate::place::At;
use crate::recognize::discreet::UNSAID;
use crate::recognize::grid::Grid;
use crate::recognize::headings::Written;
use crate::recognize::lexicon::Lexicon;
use crate::recognize::region::Region;
use crate::recognize::roles::{Role, Roles};
use crate::recognize::{Table, Why};
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
    if roles.form != Form::Columns || !roles.missing.is_empty() {
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
        } else if let Some(field) = lexicon.label(&key).filter(|field| is_of_messages(*field) && !region.turned) {
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

/// Takes a heading such as 类别 for what it is where what stands below it are kinds of posts (原创信息, 更新, 转发) and no types of
/// accounts: each line would seem to be an account of its own. In a ledger they say of each line what it is.
pub(super) fn settle_kinds_of_posts(
    grid: &Grid<'_>,
    region: &Region,
    (headings, roles): (&[Written], &mut Roles),
    lexicon: &Lexicon<'_>,
) {
    let of_posts = roles.form == Form::Posts;
    if !(of_posts || roles.form == Form::Accounts) || region.turned {
        return;
    }
    let mut is_marked = roles.fields.iter().any(|role| role.field == Some(Field::OriginalMark));
    for (heading, role) in headings.iter().zip(&mut roles.fields) {
        let is_open = of_posts && role.field.is_none() && heading.values.words > 0;
        if role.field != Some(Field::AccountType) && !is_open {
            continue;
        }
        let below = Below::of(grid, region, heading, lexicon);
        if below.kinds * 2 > below.all {
            let says_kinds = of_posts && !is_marked;
            is_marked |= says_kinds;
            let field = says_kinds.then_some(Field::OriginalMark);
            *role = Role { field, why: field.map(|_| Why::Values), ..Role::default() };
        } else if of_posts && !is_open && below.platforms == 0 && says_nothing_of_accounts(heading) {
            let (field, rival) = (Some(Field::NotData), Some(Field::AccountType));
            *role = Role { field, rival, why: Some(Why::Values), ..Role::default() };
        }
    }
}

/// What stands below a heading: cells, kinds of posts among them, types of accounts among them.
struct Below {
    all: usize,
    kinds: usize,
    platforms: usize,
}

impl Below {
    fn of(grid: &Grid<'_>, region: &Region, heading: &Written, lexicon: &Lexicon<'_>) -> Self {
        let mut below = Self { all: 0, kinds: 0, platforms: 0 };
        let counts = &lexicon.words.counts;
        for ink in region.body.iter().take(LOOKED_AT).filter_map(|line| grid.own(*line, heading.span.0)) {
            let key = ink.key();
            let is_kind = counts.says_kind_of_post(key) || lexicon.label(key).is_some_and(Field::is_count);
            let platforms = &lexicon.words.platforms;
            let is_platform = platforms.canonical(key).or_else(|| platforms.in_brackets(key)).is_some();
            below.all += 1;
            below.kinds += usize::from(is_kind && !is_platform);
            below.platforms += usize::from(is_platform);
        }
        below
    }
}

/// Whether a heading says 类别 and not of what: it may sort the posts as well as the accounts.
fn says_nothing_of_accounts(heading: &Written) -> bool {
    let best = heading.guesses.iter().filter(|guess| guess.field == Field::AccountType).map(|guess| guess.score).max();
    best.is_some_and(|score| score < LISTED)
}

/// Score of a word that names accounts by itself (账号类型); 类别 alone scores less.
const LISTED: i32 = 100;

/// Lines of a list that tell what its column holds.
const LOOKED_AT: usize = 60;
