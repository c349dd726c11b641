//! "Whose rows are these? It stands above them." Names that a table takes from a line or from a row of its own.
//!
//! In: a [`Table`] as read, the lines around it, its region. Out: the same table with a heading for the account that a line names
//! (账号名称：…), or with the unit that a row over a group of rows names. Every name keeps its cell. What the rows name themselves stays.

use super::grid::Grid;
use super::lines::Line;
use super::region::Region;
use super::rows::unit_groups::without_order;
use super::{Heading, LeftRow, RawCell, RawRow, RowReason, Said, Source, Table, Why};
use crate::field::{Field, Form};
use crate::fold::{fold, fold_width, one_line};
use crate::place::{Area, At};
use crate::read::Value;
use crate::rules::Words;
use crate::rules::numbering::numbered;
use crate::rules::rows::Label;

/// The account of a table, and its type, as lines name them.
pub(super) struct Account {
    name: (At, String),
    platform: Option<(At, String)>,
}

/// The account that lines above a table name: one and only one. What stands above a table of its own belongs to no other: a name further up is
/// taken only where neither a name nor a type is introduced here, nor a name above any other table.
pub(super) fn account(region: &Region, all: &[Region], lines: &[Line], words: &Words) -> Option<Account> {
    let top = all.iter().map(|r| r.area.first.row).min().unwrap_or(u32::MAX);
    let captions = |of: &Region, line: &Line| of.captions.contains(&line.at.row);
    let names = |line: &&Line| matches!(line.label, Label::Account | Label::AccountType);
    // Of tables beside each other each has the lines over its own letter columns.
    let beside = all.iter().filter(|other| other.captions.first() == region.captions.first()).count() > 1;
    let over = |line: &&Line| (region.area.first.col..=region.area.last.col).contains(&line.at.col);
    let above = || lines.iter().filter(|line| captions(region, line));
    let split = beside && above().filter(names).any(|line| over(&line));
    let own = above().filter(|line| !split || over(line));
    let named = own.clone().any(|line| names(&line));
    let apart = |line: &Line| line.label == Label::Account && line.at.row > top;
    let shared = !lines.iter().any(|line| apart(line) && all.iter().any(|other| captions(other, line)));
    let shared = lines.iter().filter(|line| shared && line.at.row < top);
    let (name, platform) = match named {
        true => (only(own.clone(), Label::Account)?, only(own, Label::AccountType)),
        false => (only(shared.clone(), Label::Account)?, only(shared, Label::AccountType)),
    };
    match before_its_type(&name.1, words) {
        Some((bare, note)) => Some(Account { name: (name.0, bare), platform: platform.or(Some((name.0, note))) }),
        None => Some(parted(name, platform, words)),
    }
}

/// A name and the type in brackets behind it: 某某发布（微信公众号）.
fn before_its_type(text: &str, words: &Words) -> Option<(String, String)> {
    let wide = fold_width(text);
    let (name, note) = wide.trim_end().strip_suffix(')')?.rsplit_once('(')?;
    let is_named = !name.trim().is_empty() && words.platforms.canonical(note).is_some();
    is_named.then(|| (one_line(name), note.to_owned()))
}

/// The account that a caption or the name of a sheet is: a short name with its type in brackets (一、某某发布（微信公众号）), and no title.
fn captioned((at, text): &(At, String), words: &Words) -> Option<Account> {
    let bare = numbered(text).map_or(text.as_str(), |(_, rest)| rest);
    let (name, note) = before_its_type(bare, words)?;
    let key = fold(&name);
    let counted = [Form::Columns, Form::Messages, Form::Accounts];
    let is_title = words.rows.ends_as_title(&key)
        || words.periods.may_name(&key)
        || counted.iter().any(|form| words.headings.title_votes(&key, *form) > 0);
    let is_short = key.chars().nth(LONGEST).is_none();
    (is_short && !is_title).then_some(Account { name: (*at, name), platform: Some((*at, note)) })
}

/// A longer text is no name in a caption.
const LONGEST: usize = 16;

/// An account that a line names together with its type, a blank or a stroke between them (某某发布 微信公众号). Where another line names
/// another type, the words belong to the name.
fn parted(name: (At, String), platform: Option<(At, String)>, words: &Words) -> Account {
    let own = platform.as_ref().and_then(|(_, said)| words.platforms.canonical(said));
    let fits = |text: &str| own.is_none_or(|own| words.platforms.canonical(text) == Some(own));
    match cut_by_type(&name.1, &fits, words) {
        Some((bare, said)) => Account { name: (name.0, bare), platform: platform.or(Some((name.0, said))) },
        None => Account { name, platform },
    }
}

/// The name and the type of a text that tells both, one of the signs of [`BETWEEN`] between them; the type must fit.
pub(super) fn cut_by_type(text: &str, fits: &dyn Fn(&str) -> bool, words: &Words) -> Option<(String, String)> {
    let is_type = |text: &str| words.platforms.canonical(text).is_some();
    let cut = |(a, b): (&str, &str)| {
        let [a, b] = [a, b].map(|part| part.trim_matches(BETWEEN).to_owned());
        match (is_type(&a), is_type(&b)) {
            (false, true) if fits(&b) && !a.is_empty() => Some((a, b)),
            (true, false) if fits(&a) && !b.is_empty() => Some((b, a)),
            _ => None,
        }
    };
    text.rsplit_once(BETWEEN).and_then(cut).or_else(|| text.split_once(BETWEEN).and_then(cut))
}

/// What parts the name of an account from its type.
const BETWEEN: [char; 10] = [' ', '\u{3000}', '/', '-', '—', '–', '、', ',', '，', '|'];

/// What the lines with this label say, when all say the same.
fn only<'a>(lines: impl Iterator<Item = &'a Line>, label: Label) -> Option<(At, String)> {
    let mut said = lines.filter(|line| line.label == label && !fold(&line.value).is_empty());
    let first = said.next()?;
    let key = fold(&first.value);
    said.all(|other| fold(&other.value) == key).then(|| (first.at, one_line(&first.value)))
}

/// Gives the rows of a table of accounts or posts the account of its lines, else that of its caption or its sheet's name, where no heading of
/// its own does.
pub(super) fn take_in_account(
    table: &mut Table,
    of_lines: impl FnOnce() -> Option<Account>,
    caption: Option<&(At, String)>,
    words: &Words,
) {
    let has = |table: &Table, field| table.headings.iter().any(|h| h.field == Some(field));
    if !matches!(table.form, Form::Accounts | Form::Posts) || has(table, Field::Account) {
        return;
    }
    let sheet = || Some((table.place.area?.first, table.place.sheet.as_deref()?.to_owned()));
    let by_caption = || captioned(caption?, words);
    let by_sheet = || captioned(&sheet()?, words);
    let Some(account) = of_lines().or_else(by_caption).or_else(by_sheet) else { return };
    add(table, Field::Account, &account.name);
    if let (Some(platform), false) = (&account.platform, has(table, Field::AccountType)) {
        add(table, Field::AccountType, platform);
    }
}

/// Gives the accounts of a table without a type the one that their heading (微信公众号名称), the caption right above (一、微信公众号) or the
/// sheet's name (微博) names. Accounts that name a type themselves keep it.
pub(super) fn take_in_platform(table: &mut Table, caption: Option<&str>, words: &Words) {
    if table.form != Form::Accounts || table.tells_types() {
        return;
    }
    let Some(index) = table.headings.iter().position(|h| h.field == Some(Field::Account)) else { return };
    let account = &table.headings[index];
    let bracketed = |cell: &RawCell| fold_width(&cell.value.shown()).trim_end().ends_with(')');
    if account.why == Some(Why::Above) || table.rows.iter().filter_map(|row| row.cells[index].as_ref()).any(bracketed) {
        return;
    }
    let sheet = table.place.sheet.as_ref().and_then(|name| words.platforms.canonical(name));
    let caption = caption.and_then(|text| words.platforms.canonical(without_order(&fold(text), words)));
    let platform = account.path.last().and_then(|text| platform_of_name(text, words)).or(caption).or(sheet);
    if let Some(platform) = platform.map(str::to_owned) {
        let at = account.area.first;
        add(table, Field::AccountType, &(at, platform));
    }
}

/// The account type in front of a word for account names.
fn platform_of_name<'w>(heading: &str, words: &'w Words) -> Option<&'w str> {
    let key = fold(heading);
    let cuts = key.char_indices().map(|(at, _)| at).skip(1);
    let named = |at: usize| {
        Some(words.platforms.canonical(&key[..at])?).filter(|_| words.headings.lists(&key[at..], Field::Account))
    };
    cuts.filter_map(named).next()
}

/// A heading for what each row's own cell tells; totals tell nothing.
pub(super) fn add_cells(table: &mut Table, (field, at, text): (Field, At, &str), cells: Vec<Option<RawCell>>) {
    table.headings.push(heading(field, at, text));
    table.rows.iter_mut().zip(cells).for_each(|(row, cell)| row.cells.push(cell));
    table.totals.iter_mut().for_each(|row| row.cells.push(None));
}

/// A heading of one name for all rows.
pub(super) fn add(table: &mut Table, field: Field, (at, name): &(At, String)) {
    table.headings.push(heading(field, *at, name));
    for row in table.rows.iter_mut().chain(&mut table.totals) {
        row.cells.push(Some(cell(*at, name)));
    }
}

pub(super) fn heading(field: Field, at: At, name: &str) -> Heading {
    let (area, path) = (Area::one(at), vec![name.to_owned()]);
    let (field, why) = (Some(field), Some(Why::Above));
    Heading { area, path, field, period: None, platform: None, rival: None, why, margin: 0 }
}

pub(super) fn cell(at: At, name: &str) -> RawCell {
    RawCell { at, value: Value::Text(name.to_owned()), formula: false, filled: true }
}

/// In the form that lists all units, the lines of others that the filing unit left blank are not its to fill: nothing is asked about them.
pub(super) fn leave_out_others(table: &mut Table) {
    let mut lines = table.claims.units.iter().filter(|unit| unit.source == Source::Line);
    let (Some(filing), None) = (lines.next().map(|unit| fold(&unit.what)), lines.next()) else { return };
    let Some(index) = table.headings.iter().position(|h| h.field == Some(Field::Unit)) else { return };
    let name = |row: &RawRow| row.cells[index].as_ref().map(|cell| fold(&cell.value.shown())).unwrap_or_default();
    let is_own = |row: &RawRow| filing.starts_with(&name(row)) && !name(row).is_empty();
    let counts = |row: &RawRow| {
        let cells = table.headings.iter().zip(&row.cells);
        cells.filter(|(h, _)| h.field.is_some_and(Field::is_count)).any(|(_, cell)| cell.is_some())
    };
    let (own, others): (Vec<&RawRow>, Vec<&RawRow>) = table.rows.iter().partition(|row| is_own(row));
    if own.is_empty() || !own.iter().all(|row| counts(row)) || others.iter().any(|row| counts(row)) {
        return;
    }
    let left: Vec<u32> = others.iter().map(|row| row.line).collect();
    table.rows.retain(|row| !left.contains(&row.line));
    table.left_out.extend(left.into_iter().map(|line| LeftRow { line, why: RowReason::Template }));
    table.left_out.sort_by_key(|l| l.line);
}

/// A row that names the unit of the rows under it gives them that unit where they have none.
pub(super) fn take_in_groups(table: &mut Table, region: &Region, grid: &Grid<'_>, words: &Words) {
    if matches!(table.form, Form::Posts | Form::MessageLedger) && !region.turned {
        return claim_groups(table, region, grid, words);
    }
    if region.turned || !matches!(table.form, Form::Columns | Form::Messages | Form::Accounts) {
        return;
    }
    let groups: Vec<(u32, Option<(At, String)>)> = table
        .left_out
        .iter()
        .filter(|left| left.why == RowReason::Group)
        .filter_map(|left| {
            let (pos, ink) = grid.inks(left.line, region.span).next()?;
            let text = one_line(&ink.cell.value.shown());
            let name = numbered(&text).map_or(text.as_str(), |(_, rest)| rest).to_owned();
            Some((left.line, words.names.is_one_body(&name).then(|| (grid.at(left.line, pos), name))))
        })
        .collect();
    let over = |row: &RawRow| groups.iter().rfind(|(line, _)| *line < row.line).and_then(|(_, name)| name.as_ref());
    let Some(first) = groups.iter().find_map(|(_, name)| name.as_ref()) else { return };
    if let Some(index) = table.headings.iter().position(|h| h.field == Some(Field::Unit)) {
        for row in &mut table.rows {
            if row.cells[index].is_none() {
                row.cells[index] = over(row).map(|(at, name)| cell(*at, name));
            }
        }
        return;
    }
    let said = table.claims.units.iter().any(|unit| unit.source == Source::Line);
    if said || !table.rows.iter().all(|row| over(row).is_some()) {
        return;
    }
    table.headings.push(heading(Field::Unit, first.0, &first.1));
    for row in &mut table.rows {
        let unit = over(row).map(|(at, name)| cell(*at, name));
        row.cells.push(unit);
    }
    table.totals.iter_mut().for_each(|row| row.cells.push(None));
}

/// An account that a text names in quotes beside its type: “某地发布”微信公众号发布数, 抖音号“某地发布”.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quoted {
    /// Its name.
    pub(super) name: String,
    /// Its type, as written.
    pub(super) platform: String,
    /// What else the text says, folded (发布数).
    pub(super) rest: String,
}

/// Marks around a name.
const QUOTES: [(char, char); 7] =
    [('“', '”'), ('「', '」'), ('『', '』'), ('《', '》'), ('"', '"'), ('＂', '＂'), ('‘', '’')];

/// The one account that a group of headings names: in quotes, or behind a type and a colon (抖音号：某地发布) or in brackets.
pub(super) fn grouped(text: &str, words: &Words) -> Option<Quoted> {
    quoted(text, words)
        .or_else(|| {
            let wide = fold_width(text);
            let inside = wide.trim_end().strip_suffix(')').and_then(|rest| rest.split_once('('));
            let (platform, name) = wide.split_once(':').or(inside)?;
            let key = fold(name);
            let says_more = words.headings.is_note(&key) || words.headings.without_measure(&key).is_empty();
            let named = key.chars().count() > 1 && !key.contains([':', '(', ')']) && !says_more;
            let typed = words.platforms.canonical(platform).is_some() && words.platforms.canonical(&key).is_none();
            let quoted = || Quoted { name: bare_name(name), platform: fold(platform), rest: String::new() };
            (named && typed && words.headings.guesses(&key).is_empty()).then(quoted)
        })
        .or_else(|| bracketed(text, words))
}

/// The account before its type in brackets: 某地发布（微信公众号）.
pub(super) fn bracketed(text: &str, words: &Words) -> Option<Quoted> {
    let (name, platform) = before_its_type(text, words)?;
    let key = fold(&name);
    // 政务新媒体（微信公众号） names none, nor does 短视频（抖音）.
    let is_name = key.chars().nth(1).is_some()
        && !key.contains([':', '('])
        && words.platforms.canonical(&key).is_none()
        && words.headings.title_votes(&key, Form::Accounts) == 0
        && words.headings.guesses(&key).is_empty();
    is_name.then(|| Quoted { name: bare_name(&name), platform, rest: String::new() })
}

/// A name in one line, without the sign that platforms put before it.
fn bare_name(name: &str) -> String {
    one_line(name).trim().trim_start_matches(['@', '＠']).to_owned()
}

/// The one account that a text names in quotes, with its type; without a type it may be anything.
pub(super) fn quoted(text: &str, words: &Words) -> Option<Quoted> {
    let (open, close) = QUOTES.into_iter().find(|(open, _)| text.contains(*open))?;
    let (before, rest) = text.split_once(open)?;
    let (name, behind) = rest.split_once(close)?;
    let name = bare_name(name);
    if fold(&name).is_empty() || behind.contains(open) {
        return None;
    }
    let (before, behind) = (fold(before), fold(behind));
    let is_type = |word: &str| words.platforms.canonical(word.trim_matches(['(', ')', ':'])).is_some();
    let ends = behind.char_indices().map(|(at, c)| at + c.len_utf8());
    let mut ends: Vec<usize> = ends.filter(|at| is_type(&behind[..*at])).collect();
    if let Some(end) = ends.pop() {
        let platform = behind[..end].trim_matches(['(', ')', ':']).to_owned();
        let rest = format!("{before}{}", behind[end..].trim_start_matches([')', ':']));
        return Some(Quoted { name, platform, rest });
    }
    let start = before.char_indices().map(|(at, _)| at).find(|at| is_type(&before[*at..]))?;
    let platform = before[start..].trim_matches(['(', ')', ':']).to_owned();
    Some(Quoted { name, platform, rest: format!("{}{behind}", &before[..start]) })
}

/// The lines of a ledger are counted together: rows over them that name units (一、某局（4件）) say whose they are beside whoever files.
fn claim_groups(table: &mut Table, region: &Region, grid: &Grid<'_>, words: &Words) {
    if table.headings.iter().any(|h| h.field == Some(Field::Unit)) {
        return;
    }
    let named = |left: &LeftRow| {
        let (pos, ink) = grid.inks(left.line, region.span).next()?;
        let text = one_line(&ink.cell.value.shown());
        let key = fold(&text);
        let bare = without_order(&key, words);
        let bare = bare.split_once('(').map_or(bare, |(name, _)| name).trim().to_owned();
        let place = table.place.at(Area::one(grid.at(left.line, pos)));
        words.names.is_one_body(&bare).then_some(Said { what: bare, text, source: Source::Line, place })
    };
    let groups = table.left_out.iter().filter(|left| left.why == RowReason::Group);
    let said: Vec<Said<String>> = groups.filter_map(named).collect();
    table.claims.units.splice(0..0, said);
}
