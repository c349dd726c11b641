//! "医院动态 is a column, 转载 a figure." Groups and items of a mixed table.
//!
//! In: a table whose months or units are known. Out: its groups with their items, each of one annex; nothing where a group or an item is not
//! understood, or a printed sum is another. It takes no figure.

use super::{Axis, Mixed, signs};
use crate::field::{Field, Form};
use crate::fold::{fold, one_line};
use crate::read::Value;
use crate::recognize::apart::speaks_of;
use crate::recognize::grid::{Ink, Look};
use crate::recognize::lexicon::Lexicon;
use crate::recognize::named::grouped;
use crate::recognize::roles::needs::translate;
use crate::rules::numbering::numbered;

/// A group of items of one annex.
pub(super) struct Group {
    pub(super) form: Form,
    /// The line where it is named.
    pub(super) line: u32,
    /// Its words.
    pub(super) text: String,
    /// The account that it names: name and type.
    pub(super) account: Option<(String, String)>,
    /// The account type that it names.
    pub(super) platform: Option<String>,
    pub(super) items: Vec<Item>,
}

/// A line of a group.
pub(super) struct Item {
    pub(super) line: u32,
    pub(super) is: Is,
    /// Its words.
    pub(super) text: String,
    /// Whether its figures are numbers and come to its printed sum.
    pub(super) adds_up: bool,
}

/// What a line of a group is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Is {
    /// A website column.
    Column,
    /// A figure.
    Figure(Field),
    /// The names of accounts, one for each unit.
    Names,
    /// The sum of the columns of its group, or something that is no figure of an annex.
    Aside,
}

impl Group {
    pub(super) fn lines(&self) -> impl Iterator<Item = u32> {
        self.items.iter().map(|item| item.line)
    }

    pub(super) fn figures(&self) -> impl Iterator<Item = (Field, u32)> {
        self.items
            .iter()
            .filter_map(|item| if let Is::Figure(field) = item.is { Some((field, item.line)) } else { None })
    }
}

impl Mixed<'_, '_> {
    /// The groups; `None` unless every line is understood.
    pub(super) fn read_groups(&self, lexicon: &Lexicon<'_>) -> Option<Vec<Group>> {
        let (names, items) = (self.before_axis(2), self.before_axis(1));
        let mut groups: Vec<Group> = Vec::new();
        for line in self.view.behind(self.head) {
            if self.first_ink(line).is_some_and(|ink| signs(ink, lexicon)) {
                break;
            }
            let Some(item) = self.view.own(line, items).filter(|ink| ink.look == Look::Words) else { break };
            if let Some(ink) = self.view.own(line, names) {
                groups.push(group(ink, line, lexicon)?);
            }
            let group = groups.last_mut()?;
            group.items.push(self.item(group.form, (line, item), lexicon)?);
        }
        groups.iter().all(|group| self.is_whole(group)).then_some(groups)
    }

    fn item(&self, form: Form, (line, ink): (u32, &Ink<'_>), lexicon: &Lexicon<'_>) -> Option<Item> {
        let text = one_line(&ink.cell.value.shown());
        let key = fold(numbered(&text).map_or(text.as_str(), |(_, rest)| rest));
        let label = lexicon.label(&key).map(|field| translate(form, field));
        let is = match (form, label) {
            (Form::Columns, _) if lexicon.words.rows.is_total(&key) => Is::Aside,
            (Form::Columns, None) if !lexicon.words.headings.names_a_figure(&key) && !ink.key().contains(':') => {
                Is::Column
            }
            (Form::Columns, _) if lexicon.words.columns.contains(&key) => Is::Column,
            (Form::Accounts, Some(Field::Account)) if matches!(self.axis, Axis::Units(_)) => Is::Names,
            (_, Some(Field::Rate | Field::NotData)) => Is::Aside,
            (Form::Messages, Some(field)) if is_of_messages(field) => Is::Figure(lexicon.figure(&key).map(|_| field)?),
            (Form::Accounts, Some(field)) if is_of_accounts(field) => Is::Figure(lexicon.figure(&key).map(|_| field)?),
            _ => return None,
        };
        let counted = is != Is::Names && label != Some(Field::Rate) && label != Some(Field::NotData);
        Some(Item { line, is, text, adds_up: !counted || self.adds_up(line) })
    }

    /// Whether nothing that a table of its form needs is missing or stands there twice, and the sum of its columns is theirs.
    fn is_whole(&self, group: &Group) -> bool {
        let fields: Vec<Field> = group.figures().map(|(field, _)| field).collect();
        let once = fields.iter().enumerate().all(|(i, field)| !fields[..i].contains(field));
        let named = group.items.iter().filter(|item| item.is == Is::Names).count();
        match group.form {
            Form::Columns => {
                let sums = group.items.iter().filter(|item| item.is == Is::Aside);
                let of = |kind: Is| group.items.iter().filter(move |item| item.is == kind);
                let right = |sum: &Item| {
                    self.positions().into_iter().all(|position| {
                        let parts: Option<f64> = of(Is::Column).map(|item| self.number(item.line, position)).sum();
                        parts.zip(self.number(sum.line, position)).is_some_and(|(all, said)| (all - said).abs() < 1e-6)
                    })
                };
                of(Is::Column).next().is_some() && sums.into_iter().all(right)
            }
            Form::Messages => once && fields.contains(&Field::Received),
            _ => {
                let says_whose = match self.axis {
                    Axis::Months(_) => group.account.is_some(),
                    Axis::Units(_) => named == 1 && group.account.is_none(),
                };
                once && fields.contains(&Field::Actual) && says_whose
            }
        }
    }

    /// Whether the printed sum of a line is that of its months or units, and all of them are numbers.
    fn adds_up(&self, line: u32) -> bool {
        let all: Option<f64> = self.positions().into_iter().map(|position| self.number(line, position)).sum();
        let said =
            |position: u32| self.number(line, position).zip(all).is_some_and(|(said, all)| (said - all).abs() < 1e-6);
        all.is_some() && self.sum.is_none_or(said)
    }

    /// A number; nothing, and a mark in its place (无), are 0.
    pub(super) fn number(&self, line: u32, position: u32) -> Option<f64> {
        match self.view.own(line, position) {
            None => Some(0.0),
            Some(ink) if ink.look == Look::Mark => Some(0.0),
            Some(ink) => match &ink.cell.value {
                Value::Number(number) => Some(*number),
                _ if ink.look == Look::Figure => ink.key().parse().ok(),
                _ => None,
            },
        }
    }
}

const fn is_of_messages(field: Field) -> bool {
    matches!(field, Field::Received | Field::Closed | Field::ClosedOnTime | Field::Open | Field::Overdue)
}

const fn is_of_accounts(field: Field) -> bool {
    matches!(field, Field::Actual | Field::Forwarded | Field::ForwardList | Field::Required | Field::Original)
}

/// A group of which the words speak of one annex alone.
fn group(ink: &Ink<'_>, line: u32, lexicon: &Lexicon<'_>) -> Option<Group> {
    let text = one_line(&ink.cell.value.shown());
    let bare = numbered(&text).map_or(text.as_str(), |(_, rest)| rest);
    let quoted = grouped(bare, lexicon.words);
    // The name of an account may speak of anything.
    let words = quoted.as_ref().map_or_else(|| bare.to_owned(), |account| bare.replacen(&account.name, "", 1));
    let [form] = speaks_of(&fold(&words), lexicon)[..] else { return None };
    let account = quoted.filter(|_| form == Form::Accounts).map(|account| (account.name, account.platform));
    let platform = lexicon.sense(&fold(&words)).platform.clone();
    Some(Group { form, line, text, account, platform, items: Vec::new() })
}
