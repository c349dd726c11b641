//! "The cell of the account's name says 未开设." Rows of accounts without a name.
//!
//! In: a row whose account has no name, or a word in its place. Out: the one account that the roster gives the unit, or a finding where
//! figures would be lost. It reads no figures into entries.

use super::counts::read_count;
use super::layout::{Gives, groups, is_unused};
use super::table::{column_of_row, text_under};
use super::{Desk, InUse, Name, Reported};
use crate::field::{Field, Form};
use crate::finding::{Finding, Kind};
use crate::fold::{fold, one_line};
use crate::place::{Area, Place};
use crate::read::Value;
use crate::recognize::{RawCell, RawRow};
use crate::settle::is_withheld;

/// A longer text is a name: most are, and need no look into the list.
const NO_ACCOUNT: usize = 10;

impl Desk<'_> {
    /// Whether a row says that there is no account under any of its groups of headings, and reports nothing under them.
    pub(super) fn has_no_account(&self, used: &InUse<'_>, row: &RawRow, groups: &[Option<&str>]) -> bool {
        let none =
            |group: &Option<&str>| self.no_account(used, row, *group).is_some() && !self.posts(used, row, *group);
        used.table.form == Form::Accounts && groups.iter().all(none)
    }

    /// The words in place of an account's name that say that there is none (未开设), and where they stand.
    pub(super) fn no_account(&self, used: &InUse<'_>, row: &RawRow, group: Option<&str>) -> Option<(String, Place)> {
        let named = text_under(used, row, Field::Account, group);
        let short = |text: &str| text.chars().nth(NO_ACCOUNT).is_none();
        named.filter(|(text, _)| short(text) && self.rules.words.rows.is_no_account(&fold(text)))
    }

    /// Says that something was counted where no account should be.
    pub(super) fn posts_without_account(
        &mut self,
        used: &InUse<'_>,
        row: &RawRow,
        (unit, group): (&Name, Option<&str>),
        (text, place): (&str, Place),
    ) {
        if self.posts(used, row, group) {
            // 已注销 is no name that anybody could register.
            let kind = Kind::AccountUnknown { written: String::new(), suggestions: Vec::new() };
            self.out.findings.push(Finding::new(kind, place).unit(&*unit.used).object(one_line(text)));
        }
    }

    /// Whether a row reports posts under a group of headings; the word of the name repeated under the figures says no more.
    fn posts(&self, used: &InUse<'_>, row: &RawRow, group: Option<&str>) -> bool {
        let words = &self.rules.words;
        let cells = used.table.headings.iter().zip(&row.cells);
        let own = cells.filter(|(h, _)| h.platform.is_none() || group.is_none() || h.platform.as_deref() == group);
        let mut made = own.filter(|(h, _)| matches!(h.field, Some(Field::Actual | Field::Original | Field::Forwarded)));
        let counts = |value: &Value| match read_count(Some(value), Field::Actual, words).reading.value {
            Reported::Missing | Reported::NotApplicable | Reported::Count(0) => false,
            _ => !words.rows.is_no_account(&fold(&value.shown())),
        };
        made.any(|(_, cell)| cell.as_ref().is_some_and(|cell| counts(&cell.value)))
    }

    /// Names the numbers of a row that gave no figure and of which nothing else was said.
    pub(super) fn say_unread(&mut self, used: &InUse<'_>, row: &RawRow, given: &[Gives]) {
        let is_sum = used.table.form == Form::Columns && column_of_row(used, row).is_none();
        if is_sum || self.has_no_account(used, row, &groups(used)) {
            return;
        }
        let cells = row.cells.iter().enumerate().filter_map(|(i, cell)| Some((i, cell.as_ref()?)));
        let number = |(i, cell): &(usize, &RawCell)| {
            matches!(given.get(*i), Some(Gives::Figure(field, _)) if field.is_count())
                && !cell.filled
                && cell.value.number().is_some()
        };
        let numbers: Vec<(usize, &RawCell)> = cells.filter(number).collect();
        let Some(area) = numbers.iter().map(|(_, cell)| Area::one(cell.at)).reduce(Area::with) else { return };
        let unexpected = || numbers.iter().map(|(i, _)| used.table.headings[*i].path.join(" › ")).collect();
        let kind = match used.table.form {
            Form::Accounts => Kind::AccountUnknown { written: String::new(), suggestions: Vec::new() },
            _ => Kind::HeadingMissing { missing: Vec::new(), unexpected: unexpected() },
        };
        let mut finding = Finding::new(kind, used.table.place.at(area));
        if let Some((text, place)) = text_under(used, row, Field::Unit, None) {
            finding = finding.unit(&*self.who.unit(&text, &place).used);
        }
        self.out.findings.push(finding);
    }

    /// Headings outside of all groups that report one number for several accounts of a row: whose it is nobody can tell.
    pub(super) fn say_shared(&mut self, used: &InUse<'_>, row: &RawRow, given: &[Gives]) -> Vec<usize> {
        let has_account =
            |group: &str| !is_unused(used, row, group) && self.no_account(used, row, Some(group)).is_none();
        if groups(used).into_iter().flatten().filter(|group| has_account(group)).count() < 2 {
            return Vec::new();
        }
        let made = |give: &Gives| matches!(give, Gives::Figure(Field::Actual | Field::Original | Field::Forwarded, _));
        let mut shared = Vec::new();
        for (i, heading) in
            used.table.headings.iter().enumerate().filter(|(i, h)| h.platform.is_none() && made(&given[*i]))
        {
            let Some(cell) = row.cells.get(i).and_then(Option::as_ref) else { continue };
            let kind = Kind::HeadingMissing { missing: Vec::new(), unexpected: vec![heading.path.join(" › ")] };
            self.out.findings.push(Finding::new(kind, used.table.place.at(cell.at)));
            shared.push(i);
        }
        shared
    }

    /// Says that an account stands under a group of headings none of which is a figure: its figures may stand outside of the table.
    pub(super) fn say_without_figures(&mut self, used: &InUse<'_>, row: &RawRow, group: Option<&str>) {
        let mut own = used.table.headings.iter().filter(|h| h.platform.as_deref() == group);
        if group.is_none() || own.any(|h| h.field.is_some_and(Field::is_count)) {
            return;
        }
        if let Some((_, place)) = text_under(used, row, Field::Account, group) {
            let kind = Kind::HeadingMissing { missing: vec![Field::Actual], unexpected: Vec::new() };
            self.out.findings.push(Finding::new(kind, place));
        }
    }

    /// For a row without an account name: the one account that the roster gives the unit (on this platform), else a finding.
    pub(super) fn only_account(
        &mut self,
        place: Place,
        (unit, platform): (&Name, Option<&str>),
    ) -> Option<(String, Place)> {
        let words = &self.rules.words.platforms;
        let said = platform.and_then(|p| words.canonical(p));
        let mut own = self.settled.names.accounts_of(&unit.used);
        own.retain(|(_, listed)| said.zip(*listed).is_none_or(|(said, listed)| words.may_be(said, listed)));
        if let [(name, _)] = own[..] {
            return Some((name.to_owned(), place));
        }
        if unit.listed {
            let suggestions = own.iter().take(3).map(|(name, _)| (*name).to_owned()).collect();
            let kind = Kind::AccountUnknown { written: String::new(), suggestions };
            self.out.findings.push(Finding::new(kind, place).unit(&*unit.used));
        }
        None
    }
}

/// Whether a row names, instead of a unit, what may be a person.
pub(super) fn names_somebody(used: &InUse<'_>, row: &RawRow) -> bool {
    let cells = used.table.headings.iter().zip(&row.cells).filter(|(heading, _)| heading.field == Some(Field::Unit));
    cells.filter_map(|(_, cell)| cell.as_ref()).any(|cell| is_withheld(&cell.value))
}
