//! "That was handed in as well." What a table that was not read may be about.
//!
//! In: the tables of one sheet, and what was noticed about them. Out: of each table of which no row is taken, the annexes that its words may
//! mean: those above it, its headings, its groups and its sheet's name. One that may be of an annex is a doubt; one whose words speak of other
//! matters alone (考勤, 经费) stays a notice. It reads no figures.

use super::grid::{Grid, Look};
use super::lexicon::Lexicon;
use super::roles::needs::is_typical;
use super::{Heading, RawRow, RowReason, Table};
use crate::field::{Field, Form};
use crate::finding::{Finding, Kind, Severity, ShapeDoubt, Waits};
use crate::fold::fold;
use crate::place::{Area, At};
use crate::rules::private::PrivateWords;

/// The annexes that figures of a unit's own stand in.
const ANNEXES: [Form; 3] = [Form::Columns, Form::Messages, Form::Accounts];
/// Lines of a table that tell what it is about.
const LOOKED_AT: usize = 60;
/// Lines of nothing but words at the head of a table that are its headings.
const HEADS: usize = 4;
/// Words before the figures of a line that name a group or what is counted.
const NAMES: usize = 2;
/// Lines above a table that are its titles.
const CAPTIONS: usize = 6;
/// A longer text is no heading.
const LONGEST: usize = 30;

/// Tells of each table that was not read what it may be about, and of each that was which of its headings are of another annex.
pub(super) fn mark(grid: &Grid<'_>, tables: &mut [Table], findings: &mut Vec<Finding>, lexicon: &Lexicon<'_>) {
    parts_of_others(tables, findings, lexicon);
    let areas: Vec<Area> = tables.iter().filter_map(|table| table.place.area).collect();
    let read: Vec<Form> = tables.iter().filter(|t| !is_apart(t)).filter_map(|table| table.form.annex()).collect();
    // Fans, reads and an index of accounts were understood: no annex asks for them, whatever the title speaks of.
    let tells_no_posts =
        |t: &Table| t.form == Form::Unknown && t.headings.iter().any(|h| h.field == Some(Field::Account));
    for table in tables.iter_mut().filter(|table| is_apart(table) && !tells_no_posts(table)) {
        let Some(area) = table.place.area else { continue };
        let said = Said::of(grid, (area, &areas), lexicon);
        let mut may_be: Vec<Form> = said.forms(&read, lexicon);
        let here = |f: &&mut Finding| f.place.sheet == table.place.sheet && f.place.area == Some(area);
        for finding in findings.iter_mut().filter(here) {
            match &mut finding.kind {
                Kind::TableUnknown { may_be: told, .. } if !may_be.is_empty() => {
                    finding.severity = Severity::Doubt;
                    told.clone_from(&may_be);
                }
                Kind::ShapeUnread { why: ShapeDoubt::Slips, .. } => may_be = vec![Form::Messages],
                Kind::ShapeUnread { .. } if may_be.is_empty() => may_be = vec![Form::Columns, Form::Accounts],
                _ => {}
            }
        }
        may_be.extend(forms_of(table).into_iter().filter(|form| ANNEXES.contains(form)));
        table.may_be.extend(may_be);
        table.may_be.sort_unstable();
        table.may_be.dedup();
    }
    ask_siblings((grid, &areas), tables, findings, lexicon);
}

/// Asks about each table that begins with the same words at the same places as one that is asked about (the blocks of three months, of which the
/// first alone stands below the title), unless what stands above it speaks of other matters.
fn ask_siblings(
    (grid, areas): (&Grid<'_>, &[Area]),
    tables: &mut [Table],
    findings: &mut [Finding],
    lexicon: &Lexicon<'_>,
) {
    let head = |area: Area| -> Vec<(u32, &str)> {
        grid.inks(area.first.row, (area.first.col, area.last.col)).map(|(pos, ink)| (pos, ink.key())).collect()
    };
    let unknown = |table: &Table| is_apart(table) && table.form == Form::Unknown;
    let asked = tables.iter().filter(|table| unknown(table) && !table.may_be.is_empty());
    let asked: Vec<(Area, Vec<Form>)> = asked.filter_map(|t| Some((t.place.area?, t.may_be.clone()))).collect();
    for table in tables.iter_mut().filter(|table| unknown(table) && table.may_be.is_empty()) {
        let Some(area) = table.place.area else { continue };
        let alike = |(first, _): &&(Area, Vec<Form>)| first.first.row < area.first.row && head(*first) == head(area);
        let Some((_, forms)) = asked.iter().find(alike) else { continue };
        if Said::of(grid, (area, areas), lexicon).above.iter().any(|text| speaks_of_other_matters(text, lexicon)) {
            continue;
        }
        table.may_be.clone_from(forms);
        let here = |f: &&mut Finding| f.place.sheet == table.place.sheet && f.place.area == Some(area);
        for finding in findings.iter_mut().filter(here) {
            if let Kind::TableUnknown { may_be, .. } = &mut finding.kind {
                finding.severity = Severity::Doubt;
                may_be.clone_from(forms);
            }
        }
    }
}

fn speaks_of_other_matters(text: &str, lexicon: &Lexicon<'_>) -> bool {
    lexicon.words.guards.is_of_other_matters(text) || lexicon.words.headings.speaks_of_others(text)
}

/// Joins what was said of headings over figures that are of another annex than their table: one doubt for each annex.
fn parts_of_others(tables: &[Table], findings: &mut Vec<Finding>, lexicon: &Lexicon<'_>) {
    let headings = || tables.iter().flat_map(|table| table.headings.iter().map(move |h| (table, h)));
    let means = |h: &Heading| h.field.is_some_and(|field| field != Field::NotData);
    let read = |h: &Heading| headings().any(|(_, other)| other.area == h.area && means(other));
    let mut parts: Vec<(Form, Finding)> = Vec::new();
    for (table, heading) in headings().filter(|(table, h)| is_counted(table, h, lexicon) && !read(h)) {
        let Some(form) = other_form(table, heading, lexicon) else { continue };
        let name = heading.path.join(" › ");
        match parts.iter_mut().find(|(known, part)| *known == form && holds(table, part)) {
            Some((_, part)) => {
                if let Kind::TableWaits { named, .. } = &mut part.kind {
                    named.extend((!named.contains(&name)).then_some(name));
                }
                part.place.area = part.place.area.map(|area| area.with(heading.area));
            }
            None => {
                let kind = Kind::TableWaits { why: Waits::Part(form), named: vec![name] };
                parts.push((form, Finding::new(kind, table.place.at(heading.area))));
            }
        }
    }
    let told = |finding: &Finding| {
        let unread = matches!(&finding.kind, Kind::HeadingMissing { missing, .. } if missing.is_empty());
        let own = |table: &Table| finding.place.sheet == table.place.sheet;
        let part = |(table, h): (&Table, &Heading)| {
            own(table) && Some(h.area) == finding.place.area && other_form(table, h, lexicon).is_some()
        };
        unread && headings().any(part)
    };
    if !parts.is_empty() {
        findings.retain(|finding| !told(finding));
    }
    findings.extend(parts.into_iter().map(|(_, part)| part));
}

/// Whether figures stand below a heading that gives none, although nothing in its own words says that it is no figure of an annex.
fn is_counted(table: &Table, heading: &Heading, lexicon: &Lexicon<'_>) -> bool {
    let own = |text: &String| lexicon.label(&fold(text)) == Some(Field::NotData);
    let index = || table.headings.iter().position(|h| std::ptr::eq(h, heading));
    let number = |row: &RawRow, at: usize| row.cells.get(at).and_then(|cell| cell.as_ref()?.value.number()).is_some();
    let open = match heading.field {
        None => true,
        Some(Field::NotData) => !heading.path.last().is_some_and(own),
        Some(_) => false,
    };
    open && index().is_some_and(|at| table.rows.iter().any(|row| number(row, at)))
}

fn holds(table: &Table, part: &Finding) -> bool {
    table.place.area.zip(part.place.area).is_some_and(|(whole, area)| whole.contains(area.first))
}

/// The annex of which the words of a heading speak, where it is not that of its table.
fn other_form(table: &Table, heading: &Heading, lexicon: &Lexicon<'_>) -> Option<Form> {
    let (last, groups) = heading.path.split_last()?;
    // A channel of messages may be an account; what came over it is none of the account's posts.
    let of_messages = lexicon.label(&fold(last)).is_some_and(|field| is_typical(Form::Messages, field));
    let spoken = groups.iter().flat_map(|text| speaks_of(&fold(text), lexicon));
    let all: Vec<Form> = match table.form {
        Form::Columns | Form::Accounts => spoken.chain(speaks_of(&fold(last), lexicon)).collect(),
        Form::Messages if !of_messages => spoken.collect(),
        _ => return None,
    };
    let own = all.contains(&table.form);
    all.into_iter().find(|form| *form != table.form).filter(|_| !own)
}

/// Whether nothing of a table is taken although rows of it hold something.
fn is_apart(table: &Table) -> bool {
    let left = table.left_out.iter().any(|row| row.why == RowReason::Unused);
    table.rows.is_empty() && table.ledger.is_none() && left
}

/// The annexes that a table's figures may be of. Posts are of accounts and of website columns, where no heading says which.
#[must_use]
pub fn forms_of(table: &Table) -> Vec<Form> {
    let has = |field: Field| table.headings.iter().any(|h| h.field == Some(field));
    match table.form {
        Form::Posts => match (has(Field::Account), has(Field::Column)) {
            (true, false) => vec![Form::Accounts],
            (false, true) => vec![Form::Columns],
            _ => vec![Form::Columns, Form::Accounts],
        },
        Form::MessageLedger => vec![Form::Messages],
        form => vec![form],
    }
}

/// The annexes other than that of `form` of which a text (folded) speaks: a title, or a group of headings.
pub(super) fn speaks_of(key: &str, lexicon: &Lexicon<'_>) -> Vec<Form> {
    let words = lexicon.words;
    if words.guards.is_of_other_matters(key) {
        return Vec::new();
    }
    let votes = |form: Form| match form {
        _ if words.headings.title_votes(key, form) > 0 => true,
        Form::Accounts => words.platforms.wordings().any(|word| key.contains(word)),
        _ => false,
    };
    ANNEXES.into_iter().filter(|form| votes(*form)).collect()
}

/// The words of a table and those around it, folded.
struct Said {
    /// Titles right above it.
    above: Vec<String>,
    /// The sheet's name.
    sheet: Option<String>,
    /// Whether it stands below no other table, so that titles above it are those of the sheet.
    is_first: bool,
    /// Headings, and words before the figures of its lines.
    inside: Vec<String>,
}

impl Said {
    fn of(grid: &Grid<'_>, (area, others): (Area, &[Area]), lexicon: &Lexicon<'_>) -> Self {
        let is_first = !others.iter().any(|other| other.last.row < area.first.row);
        let elsewhere = |at: At| others.iter().any(|other| other.contains(at));
        let rows: Vec<u32> = grid.lines().take_while(|row| *row < area.first.row).collect();
        // Above its own columns another table ends what is said of it; beside them one does not.
        let ended = |row: &u32| (area.first.col..=area.last.col).any(|col| elsewhere(At::new(*row, col)));
        let captions = rows.into_iter().rev().take_while(|row| !ended(row)).take(CAPTIONS);
        let mut above = Vec::new();
        for row in captions {
            let inks = || grid.inks(row, (0, u32::MAX)).filter(|(col, _)| !elsewhere(At::new(row, *col)));
            if inks().all(|(_, ink)| ink.look != Look::Figure) {
                let words = inks().map(|(_, ink)| ink).filter(|ink| ink.look == Look::Words);
                above.extend(words.map(|ink| ink.key().to_owned()));
            }
        }
        above.retain(|text| lexicon.words.rows.label(text).is_none());
        let mut inside = Vec::new();
        let mut heads = HEADS;
        for row in grid.lines_in(area.first.row..=area.last.row).take(LOOKED_AT) {
            let inks = || grid.inks(row, (area.first.col, area.last.col)).map(|(_, ink)| ink);
            let words = inks().filter(|ink| ink.look == Look::Words).map(|ink| ink.key());
            let plain = words.filter(|key| key.chars().nth(LONGEST).is_none() && !PrivateWords::get().is_sentence(key));
            if inks().any(|ink| ink.look == Look::Figure) {
                inside.extend(plain.take(NAMES).map(str::to_owned));
            } else if heads > 0 {
                heads -= 1;
                inside.extend(plain.map(str::to_owned));
            }
        }
        Self { above, sheet: grid.sheet.place.sheet.as_ref().map(|name| fold(name)), is_first, inside }
    }

    /// What the table may be about; `read` are the annexes that were read on this sheet.
    fn forms(&self, read: &[Form], lexicon: &Lexicon<'_>) -> Vec<Form> {
        let headings = &lexicon.words.headings;
        let new = |form: &Form| !read.contains(form);
        let titled = |text: &String| {
            let mut forms = speaks_of(text, lexicon);
            if forms.is_empty() && headings.is_about_columns(text) && !lexicon.words.guards.is_of_other_matters(text) {
                forms.push(Form::Columns);
            }
            forms
        };
        let above = self.above.iter().flat_map(&titled).filter(|form| !self.is_first || new(form));
        let mut forms: Vec<Form> = above.collect();
        let is_other = |text: &String| speaks_of_other_matters(text, lexicon);
        if forms.is_empty() && (self.above.iter().any(is_other) || self.counts_others(lexicon)) {
            return Vec::new();
        }
        forms.extend(self.sheet.iter().flat_map(titled).filter(new));
        forms.extend(self.inside.iter().flat_map(|text| speaks_of(text, lexicon)));
        let has = |field: Field| self.inside.iter().any(|text| headings.lists(text, field));
        let any = |fields: &[Field]| fields.iter().any(|field| has(*field));
        if has(Field::Received) && any(&[Field::Closed, Field::ClosedOnTime, Field::Overdue]) {
            forms.push(Form::Messages);
        }
        if has(Field::Account) || has(Field::Actual) && has(Field::Forwarded) {
            forms.push(Form::Accounts);
        }
        if has(Field::Column) {
            forms.push(Form::Columns);
        }
        forms.sort_unstable();
        forms.dedup();
        forms
    }

    /// Whether the sheet's name or one of the headings says that what is counted is handled as messages are and is none of them.
    fn counts_others(&self, lexicon: &Lexicon<'_>) -> bool {
        let headings = &lexicon.words.headings;
        let named = self.sheet.iter().any(|name| headings.speaks_of_others(name));
        let mut all = self.above.iter().chain(&self.sheet).chain(&self.inside);
        (named || self.inside.iter().any(|text| headings.heads_others(text)))
            && all.all(|text| headings.title_votes(text, Form::Messages) == 0)
    }
}
