//! "Row by row." Entries of a table of website columns, messages or accounts.
//!
//! In: a table in use. Out: one entry for each figure of each row, with names and counts in their final form. Rows without a unit
//! or an object are said, never guessed.

use super::counts::{CountRead, read_count};
use super::last_update::last_update;
use super::layout::{Gives, gives, groups, is_unused};
use super::nameless::names_somebody;
use super::{Desk, Entry, InUse, Name, Reading, Reported, Standing, notes};
use crate::field::{Field, Form};
use crate::finding::{CountDoubt, Finding, Kind};
use crate::fold::{fold, is_empty, one_line};
use crate::period::{Period, PeriodSaid};
use crate::place::{Area, At, Place};
use crate::read::Value;
use crate::recognize::{RawCell, RawRow};
use crate::rules::private::PrivateWords;
use crate::rules::roster::ForwardList;
use crate::settle::claimed_period;
use std::sync::Arc;

/// Whose figures a row holds under one group of headings.
#[derive(Clone)]
pub(super) struct Subject {
    pub(super) unit: Name,
    pub(super) object: Option<Name>,
    pub(super) platform: Option<Arc<str>>,
}

/// Where a cell stands in its row and what it gives.
pub(super) struct Slot<'a> {
    pub(super) heading: usize,
    pub(super) field: Field,
    pub(super) period: Period,
    pub(super) cell: Option<&'a RawCell>,
    pub(super) place: Place,
    /// Whether it is crossed out, by itself or with its row or heading.
    pub(super) struck: bool,
    /// Whether the parts beside it in its group of headings add up to another number.
    pub(super) torn: bool,
}

impl Desk<'_> {
    /// Reads all rows; how many gave entries.
    pub(super) fn read_table(&mut self, used: &InUse<'_>) -> usize {
        let given = gives(used, self.settled.period);
        let sums = self.groups_of_parts(used, &given);
        // A row of the sheet that gave several rows (a crossed table) is used once.
        let (mut rows_used, mut last) = (0, None);
        let (told, first) = (self.out.findings.len(), self.drafts.len());
        let mut silent = Vec::new();
        for row in &used.table.rows {
            let (before, said) = (self.drafts.len(), self.out.findings.len());
            let torn = self.torn(used, row, &sums);
            self.read_row(used, row, (&given, &torn));
            if self.drafts.len() > before && last.replace(row.line) != Some(row.line) {
                rows_used += 1;
            }
            if (self.drafts.len(), self.out.findings.len()) == (before, said) {
                silent.push(row);
            }
        }
        let none_there = || used.table.rows.iter().all(|row| self.has_no_account(used, row, &groups(used)));
        if rows_used == 0 && self.out.findings.len() == told && holds_counts(used) && !none_there() {
            let unexpected = used.table.headings.iter().map(|h| h.path.join(" › ")).filter(|h| !h.is_empty()).collect();
            let kind = Kind::HeadingMissing { missing: Vec::new(), unexpected };
            self.out.findings.push(Finding::new(kind, used.table.place.clone()));
        } else {
            silent.into_iter().for_each(|row| self.say_unread(used, row, &given));
        }
        self.check_sums(used, &given);
        self.check_totals(used, &given);
        self.check_rates(used, &given);
        self.say_blanks(used, first);
        self.mark_duties(used, first);
        rows_used
    }

    fn read_row(&mut self, used: &InUse<'_>, row: &RawRow, (given, torn): (&[Gives], &[usize])) {
        let groups = groups(used);
        if self.has_no_account(used, row, &groups) {
            return;
        }
        let Some(unit) = self.unit_of_row(used, row) else { return };
        if used.table.form == Form::Columns && column_of_row(used, row).is_none() {
            self.nameless(used, row, (&unit, given));
            return;
        }
        let beside = &used.table.beside;
        let whole = beside.is_struck_row(&used.table.headings, row);
        let shared = self.say_shared(used, row, given);
        let by_month = self.by_month(used, row, given);
        for group in groups {
            if group.is_some_and(|group| is_unused(used, row, group)) {
                continue;
            }
            let Some(subject) = self.subject(used, row, &unit, group) else { continue };
            let first = self.drafts.len();
            for (heading, give) in given.iter().enumerate() {
                let Gives::Figure(field, period) = give else { continue };
                let other = used.table.headings[heading].platform.as_deref().is_some_and(|p| Some(p) != group);
                if other || shared.contains(&heading) {
                    continue;
                }
                let cell = row.cells.get(heading).and_then(Option::as_ref);
                let place = cell_place(used, row, heading, cell);
                let head = used.table.headings[heading].area.first;
                let struck = whole || beside.is_struck(head) || cell.is_some_and(|cell| beside.is_struck(cell.at));
                let (field, period, torn) = (*field, *period, torn.contains(&heading));
                let told = || by_month.reads.iter().find(|(index, _)| *index == heading).map(|(_, read)| read.clone());
                let read = self.part_of(used, row, heading).or_else(told);
                self.read_cell(used, &subject, &Slot { heading, field, period, cell, place, struck, torn }, read);
            }
            self.explain_strokes(used, row, first);
            let said = by_month.said.iter().filter(|_| subject.unit.listed && self.drafts.len() > first);
            let said: Vec<Finding> = said.map(|finding| about(finding.clone(), &subject)).collect();
            self.out.findings.extend(said);
            if used.table.form == Form::Messages {
                self.derive_messages(used, row, first);
            }
            if self.drafts.len() == first {
                self.say_without_figures(used, row, group);
            }
        }
    }

    /// The unit of a row: its own cell, else the table's.
    pub(super) fn unit_of_row(&mut self, used: &InUse<'_>, row: &RawRow) -> Option<Name> {
        self.unit_of_line(used, row, row_area(used, row))
    }

    /// The unit of a row with these cells.
    pub(super) fn unit_of_line(&mut self, used: &InUse<'_>, row: &RawRow, area: Area) -> Option<Name> {
        if names_somebody(used, row) {
            self.out.findings.push(Finding::new(Kind::UnitWithheld, used.table.place.at(area)));
            return None;
        }
        if let Some((text, place)) = text_under(used, row, Field::Unit, None) {
            return Some(self.who.unit(&text, &place));
        }
        if let Some(unit) = used.unit {
            return Some(self.who.unit(&unit.written, &unit.place));
        }
        // Other rows of the table name theirs.
        let by_row = used.table.headings.iter().any(|h| h.field == Some(Field::Unit));
        let kind = match by_row {
            true => Kind::UnitUnknown { written: String::new(), suggestions: Vec::new() },
            false => Kind::UnitUndetermined { said: Vec::new() },
        };
        self.out.findings.push(Finding::new(kind, used.table.place.at(area)));
        None
    }

    fn subject(&mut self, used: &InUse<'_>, row: &RawRow, unit: &Name, group: Option<&str>) -> Option<Subject> {
        let plain = |object, platform| Some(Subject { unit: unit.clone(), object, platform });
        match used.table.form {
            Form::Columns => {
                let (text, place) = column_of_row(used, row)?;
                let parent = text_under(used, row, Field::ParentColumn, None).filter(|(_, at)| *at != place);
                let said = (&*text, parent.as_ref().map(|(p, _)| p.as_str()));
                let quiet = Self::is_without_duty(used, row).then(|| self.who.column_unasked(said, unit)).flatten();
                let column = quiet.unwrap_or_else(|| self.who.column(said, unit, &place));
                plain(Some(column), None)
            }
            Form::Accounts => {
                let platform =
                    group.map(str::to_owned).or_else(|| Some(text_under(used, row, Field::AccountType, None)?.0));
                let named = text_under(used, row, Field::Account, group);
                if let Some((text, place)) = self.no_account(used, row, group) {
                    self.posts_without_account(used, row, (unit, group), (&text, place));
                    return None;
                }
                let (text, place) = named.or_else(|| {
                    self.only_account(used.table.place.at(row_area(used, row)), (unit, platform.as_deref()))
                })?;
                let account = self.who.account(&text, platform.as_deref(), unit, &place);
                Some(Subject { unit: account.unit, object: Some(account.name), platform: account.platform })
            }
            _ => plain(None, None),
        }
    }

    /// A row with figures and without a name is not dropped in silence, unless it only adds up the rows above.
    fn nameless(&mut self, used: &InUse<'_>, row: &RawRow, (unit, given): (&Name, &[Gives])) {
        let tells = |(cell, give): (&Option<RawCell>, &Gives)| {
            matches!(give, Gives::Figure(field, _) if field.is_count()) && cell.as_ref().is_some_and(|c| !c.filled)
        };
        if self.is_sum_of_rows_above(used, row, given) || !row.cells.iter().zip(given).any(tells) {
            return;
        }
        let place = used.table.place.at(row_area(used, row));
        let kind = Kind::ColumnUnknown { written: String::new(), suggestions: Vec::new() };
        self.out.findings.push(Finding::new(kind, place).unit(&*unit.used));
    }

    /// Reads one cell; `told` is what its row tells for it by month.
    fn read_cell(&mut self, used: &InUse<'_>, subject: &Subject, slot: &Slot<'_>, told: Option<CountRead>) {
        let file = used.file;
        if self.read_demand(used, subject, slot) {
            return;
        }
        if slot.field.is_count() {
            let read = || read_count(slot.cell.map(|c| &c.value), slot.field, &self.rules.words);
            let mut read = told.unwrap_or_else(read);
            read.reading.raw = Self::quoted(used.table.form, read.reading.raw);
            self.count_cell(used, subject, slot, read);
            return;
        }
        let Some(cell) = slot.cell else { return };
        let raw = Self::quoted(used.table.form, cell.value.shown());
        if is_empty(&raw) {
            return;
        }
        let value = match slot.field {
            Field::LastUpdate if self.rules.words.counts.not_applicable.is(&fold(&raw)) => return,
            Field::LastUpdate => last_update(&cell.value, slot.period),
            _ => Reported::Text(one_line(&raw)),
        };
        self.add(entry(used.table.form, subject, slot, Reading { raw, value }), file);
    }

    /// What a cell says, as it may be quoted: beside figures of messages people may be named, so that only numbers are told there.
    pub(super) fn quoted(form: Form, raw: String) -> String {
        match form == Form::Messages && !PrivateWords::get().only_counts(&raw) {
            true => notes::numbers(&raw),
            false => raw,
        }
    }

    fn count_cell(&mut self, used: &InUse<'_>, subject: &Subject, slot: &Slot<'_>, mut read: CountRead) {
        Self::read_stroke(used, &mut read);
        let run = self.settled.period;
        let said = read.said.and_then(|s| claimed_period(s, &used.table.claims, run));
        let heading_doubt = used.doubtful || used.table.headings[slot.heading].rival.is_some();
        if read.reading.value == Reported::Missing {
            if !is_due(slot.field) {
                return;
            }
            if self.blank_is_zero(used, slot.field) {
                read.reading.value = Reported::Count(0);
            }
        }
        let counted = |value: &Reported| if let Reported::Count(n) = value { Some(*n) } else { None };
        self.note_on(used, subject, slot, (&read.reading.raw, counted(&read.reading.value)));
        if slot.struck && read.reading.value != Reported::Missing {
            let parsed = counted(&read.reading.value).and_then(|n| i64::try_from(n).ok());
            read.reading.value = Reported::Doubtful { parsed, why: CountDoubt::Struck };
            read.original = None;
        }
        if slot.torn
            && let Reported::Count(n) = read.reading.value
        {
            read.reading.value = Reported::Doubtful { parsed: i64::try_from(n).ok(), why: CountDoubt::Parts };
        }
        let outside = |said: &PeriodSaid| {
            claimed_period(*said, &used.table.claims, run).is_some_and(|month| !slot.period.covers(&month))
        };
        let other_time = said.is_some_and(|p| p != slot.period) || read.months.iter().any(outside);
        if (heading_doubt || other_time)
            && let Reported::Count(n) = read.reading.value
        {
            let why = if heading_doubt { CountDoubt::Heading } else { CountDoubt::OtherTime };
            read.reading.value = Reported::Doubtful { parsed: i64::try_from(n).ok(), why };
        }
        self.notices(subject, slot, &read);
        let raw = read.reading.raw.clone();
        self.add(entry(used.table.form, subject, slot, read.reading), used.file);
        if let (Some(value), Field::Actual) = (read.original, slot.field) {
            let slot = Slot { field: Field::Original, place: slot.place.clone(), ..*slot };
            self.add(entry(used.table.form, subject, &slot, Reading { raw, value }), used.file);
        }
    }

    /// Says what somebody wrote beside a figure: often it corrects or explains it.
    fn note_on(&mut self, used: &InUse<'_>, subject: &Subject, slot: &Slot<'_>, (raw, figure): (&str, Option<u64>)) {
        let at = slot.place.area.map(|area| area.first);
        let Some(note) = at.and_then(|at| used.table.beside.note(at)) else { return };
        let (field, raw, words) = (slot.field, one_line(raw), notes::words(&note.text));
        let differs = notes::differs(&words, figure, &self.rules.words.counts.note);
        // Beside messages people may be named.
        let note = if used.table.form == Form::Messages { notes::numbers(&words) } else { words };
        let kind = match differs {
            true => Kind::FigureNoteDiffers { field, raw, note },
            false => Kind::FigureNote { field, raw, note },
        };
        // A cell that tells several months is met once for each.
        let said = about(Finding::new(kind, slot.place.clone()), subject);
        if self.out.findings.last() != Some(&said) {
            self.out.findings.push(said);
        }
    }

    /// Notices about how a cell was understood.
    fn notices(&mut self, subject: &Subject, slot: &Slot<'_>, read: &CountRead) {
        let raw = one_line(&read.reading.raw);
        let kind = if read.word_zero {
            Kind::CountWordZero { field: slot.field, raw }
        } else if slot.field == Field::Forwarded
            && read.reading.value == Reported::NotApplicable
            && !self.never_forwards(subject)
        {
            Kind::NotApplicableAssumed { field: slot.field, raw }
        } else {
            return;
        };
        if subject.unit.listed && subject.object.as_ref().is_none_or(|o| o.listed) {
            self.out.findings.push(about(Finding::new(kind, slot.place.clone()), subject));
        }
    }

    /// Whether the platform's data or the roster say that an account does not forward.
    fn never_forwards(&self, subject: &Subject) -> bool {
        let by_platform = subject.platform.as_ref().is_some_and(|p| !self.rules.words.platforms.forwards(p));
        let used = subject.object.as_ref().map(|o| &*o.used);
        let by_roster = self.rules.roster.accounts.iter().flatten().any(|a| {
            Some(a.name.as_str()) == used
                && Some(a.platform.as_str()) == subject.platform.as_deref()
                && a.forward_list == Some(ForwardList::NotApplicable)
        });
        by_platform || by_roster
    }
}

/// Whether any row holds something that is no text.
fn holds_counts(used: &InUse<'_>) -> bool {
    let mut cells = used.table.rows.iter().flat_map(|row| row.cells.iter().flatten());
    cells.any(|cell| cell.value.number().is_some() || matches!(cell.value, Value::Uncalculated | Value::Error(_)))
}

/// Whether a blank under the field is a figure that the unit owes; other blanks report nothing.
const fn is_due(field: Field) -> bool {
    matches!(
        field,
        Field::Updates | Field::Actual | Field::Forwarded | Field::Received | Field::Closed | Field::Overdue
    )
}

pub(super) fn about(finding: Finding, subject: &Subject) -> Finding {
    let finding = finding.unit(&*subject.unit.used);
    match &subject.object {
        Some(object) => finding.object(&*object.used),
        None => finding,
    }
}

pub(super) fn entry(form: Form, subject: &Subject, slot: &Slot<'_>, reading: Reading) -> Entry {
    Entry {
        form,
        from_ledger: false,
        unit: subject.unit.clone(),
        object: subject.object.clone(),
        platform: subject.platform.clone(),
        field: slot.field,
        period: slot.period,
        reading,
        place: slot.place.clone(),
        standing: Standing::Counts,
        duty: None,
    }
}

/// The text under the first filled heading of a field, in this group where headings are grouped.
pub(super) fn text_under(used: &InUse<'_>, row: &RawRow, field: Field, group: Option<&str>) -> Option<(String, Place)> {
    let headings = used.table.headings.iter().enumerate();
    let mut of_field = headings.filter(|(_, h)| {
        h.field == Some(field) && (group.is_none() || h.platform.is_none() || h.platform.as_deref() == group)
    });
    of_field.find_map(|(index, _)| {
        let cell = row.cells.get(index)?.as_ref()?;
        let text = cell.value.shown();
        (!is_empty(&text)).then(|| (text, used.table.place.at(cell.at)))
    })
}

/// Where a cell stands; an empty one stands under its heading, on the line of its row.
fn cell_place(used: &InUse<'_>, row: &RawRow, heading: usize, cell: Option<&RawCell>) -> Place {
    let heading = used.table.headings[heading].area;
    let at = cell.map_or_else(|| empty_cell(row, heading), |c| c.at);
    used.table.place.at(at)
}

fn empty_cell(row: &RawRow, heading: Area) -> At {
    if row.runs_down() { At::new(heading.last.row, row.line) } else { At::new(row.line, heading.first.col) }
}

/// The first cell of a sheet, for what has no better place.
pub(super) const ORIGIN: At = At::new(0, 0);

/// The name of the website column that a row is about, the coarser one where no finer stands.
pub(super) fn column_of_row(used: &InUse<'_>, row: &RawRow) -> Option<(String, Place)> {
    text_under(used, row, Field::Column, None).or_else(|| text_under(used, row, Field::ParentColumn, None))
}

/// The cells of a row.
pub(super) fn row_area(used: &InUse<'_>, row: &RawRow) -> Area {
    let cells = row.cells.iter().flatten().filter(|c| !c.filled).map(|c| Area::one(c.at));
    cells.reduce(Area::with).or(used.table.place.area).unwrap_or_else(|| Area::one(At::new(row.line, 0)))
}
