//! "Which columns and accounts do they keep?" Lines of 栏目 and 账号.
//!
//! In: facts on website columns and accounts. Out: one line for each, in the order of its unit, with what files say about it. Where
//! they say two things, the first that can be read stands and the other is remarked. What the roster would refuse stays out of the
//! cells and in the remark.

use super::{Fact, Remark, Said, beside};
use crate::field::{Field, Form};
use crate::fold::{fold, is_empty, one_line};
use crate::period::Period;
use crate::place::Place;
use crate::rules::Words;
use crate::rules::frequency::parse_frequency;
use crate::rules::platforms::PlatformWords;
use crate::rules::roster::ForwardList;
use crate::rules::{LARGEST_COUNT, alias_may_hold};
use crate::settle::names::worth_a_look;
use indexmap::IndexMap;
use std::collections::{HashMap, HashSet};

/// A line of 栏目.
#[derive(Debug, Clone, PartialEq)]
pub struct ColumnLine {
    /// 栏目名称.
    pub name: String,
    /// 上级栏目.
    pub parent: Option<String>,
    /// 更新频次 as written, where it can be read.
    pub frequency: Option<String>,
    /// 保障单位, as its line names it.
    pub unit: String,
    /// 别名.
    pub aliases: Vec<String>,
    /// What is to be looked at.
    pub remarks: Vec<Remark>,
}

/// A line of 账号.
#[derive(Debug, Clone, PartialEq)]
pub struct AccountLine {
    /// 账号名称.
    pub name: String,
    /// 账号类型, canonical.
    pub platform: String,
    /// 责任单位, as its line names it.
    pub unit: String,
    /// 别名.
    pub aliases: Vec<String>,
    /// 应更新数 of the whole period.
    pub required: Option<i64>,
    /// 推荐转发内容数量.
    pub list: Option<ForwardList>,
    /// What is to be looked at.
    pub remarks: Vec<Remark>,
}

/// Unit, folded name, folded account type.
type Key = (usize, String, String);

/// Website columns and accounts as they are met.
#[derive(Default)]
pub(super) struct Objects {
    columns: IndexMap<Key, Met>,
    accounts: IndexMap<Key, Met>,
}

struct Met {
    name: String,
    platform: Option<String>,
    /// Other writings by their folded form.
    writings: IndexMap<String, (String, Place)>,
    /// The columns above it that files name, by their folded form, each with its own name below them.
    parents: IndexMap<String, (String, String, Place)>,
    /// What was said of each field, in order, each text once.
    said: Vec<(Field, Value, String, Place)>,
    place: Place,
    known: bool,
}

#[derive(Debug, Clone, PartialEq)]
enum Value {
    Count(i64),
    NotApplicable,
    Text(String),
    Open,
}

impl Objects {
    pub(super) fn fact(&mut self, unit: usize, fact: &Fact<'_>, run: Period) {
        let Some((used, written)) = fact.object.filter(|(used, _)| !is_empty(used)) else { return };
        let of = match fact.form.annex() {
            Some(Form::Columns) => &mut self.columns,
            Some(Form::Accounts) => &mut self.accounts,
            _ => return,
        };
        let key = (unit, fold(used), fact.platform.map(fold).unwrap_or_default());
        let met = of.entry(key).or_insert_with(|| Met {
            name: one_line(used),
            platform: fact.platform.filter(|p| !is_empty(p)).map(one_line),
            writings: IndexMap::new(),
            parents: IndexMap::new(),
            said: Vec::new(),
            place: fact.place.clone(),
            known: fact.known,
        });
        if fold(written) != fold(used) {
            met.writings.entry(fold(written)).or_insert_with(|| (one_line(written), fact.place.clone()));
        }
        let told = matches!(fact.field, Field::Frequency | Field::Required | Field::ForwardList);
        let whole = fact.field == Field::Frequency || fact.period == run;
        if told && whole && fact.counts {
            met.hear(fact);
        }
    }

    /// Takes in the column above a website column, and its own name below it.
    pub(super) fn parent(&mut self, unit: usize, (used, name, parent): (&str, &str, &str), place: &Place) {
        let key = (unit, fold(used), String::new());
        if let Some(met) = self.columns.get_mut(&key).filter(|_| !is_empty(parent)) {
            let said = || (one_line(parent), one_line(name), place.clone());
            met.parents.entry(fold(parent)).or_insert_with(said);
        }
    }

    /// Takes in another writing of a website column (or account), where only one bears the name.
    pub(super) fn alias(&mut self, form: Form, used: &str, (written, place): (&str, &Place)) {
        let of = if form == Form::Columns { &mut self.columns } else { &mut self.accounts };
        let name = fold(used);
        let mut named = of.iter_mut().filter(|(key, _)| key.1 == name);
        if let (Some((_, met)), None) = (named.next(), named.next())
            && fold(written) != name
        {
            met.writings.entry(fold(written)).or_insert_with(|| (one_line(written), place.clone()));
        }
    }

    /// The lines; `units` gives the name and rank of each unit.
    pub(super) fn lines(
        mut self,
        units: &[(String, usize)],
        words: &Words,
        (period, usual): (Period, i64),
    ) -> (Vec<ColumnLine>, Vec<AccountLine>) {
        self.join_untyped();
        let columns = ordered(self.columns, units, words);
        let owners = owners(&columns);
        let mut taken: HashSet<(usize, String)> = columns.iter().map(|(key, ..)| (key.0, key.1.clone())).collect();
        let mut out = Vec::new();
        for (key, mut met, alike) in columns {
            let (name, parent) = met.below();
            let mut remarks = met.remarks(&alike);
            remarks.extend(also_of(&owners, &key, units));
            let frequency = met.frequency(words, &mut remarks);
            let aliases = met.aliases(|alias| taken.insert((key.0, alias)));
            remarks.extend(
                met.parents
                    .values()
                    .skip(1)
                    .map(|(text, _, place)| Remark::Differs(Field::ParentColumn, text.clone(), place.clone())),
            );
            out.push(ColumnLine { name, parent, frequency, unit: units[key.0].0.clone(), aliases, remarks });
        }
        (out, accounts(ordered(self.accounts, units, words), (units, words), (period, usual)))
    }

    /// What names an account without its type belongs to the only account of that name.
    fn join_untyped(&mut self) {
        let untyped: Vec<Key> = self.accounts.keys().filter(|k| k.2.is_empty()).cloned().collect();
        for key in untyped {
            let mut typed = self.accounts.keys().filter(|k| (k.0, &k.1) == (key.0, &key.1) && !k.2.is_empty());
            let (Some(only), None) = (typed.next().cloned(), typed.next()) else { continue };
            if let (Some(met), Some(typed)) = (self.accounts.shift_remove(&key), self.accounts.get_mut(&only)) {
                typed.said.extend(met.said);
            }
        }
    }
}

/// A met object in its order, with the names that are like it.
type Placed = (Key, Met, Vec<String>);

/// In the order of their units; within one, names that are alike beside each other.
fn ordered(met: IndexMap<Key, Met>, units: &[(String, usize)], words: &Words) -> Vec<Placed> {
    let mut by_unit: IndexMap<usize, Vec<(Key, Met)>> = IndexMap::new();
    for (key, met) in met {
        by_unit.entry(key.0).or_default().push((key, met));
    }
    by_unit.sort_by_key(|unit, _| units[*unit].1);
    let mut out = Vec::new();
    for (_, of_unit) in by_unit {
        let keys: Vec<&str> = of_unit.iter().map(|(key, _)| key.1.as_str()).collect();
        let (order, pairs) = beside(&keys, |a, b| worth_a_look(a, b, &words.names));
        let names: Vec<String> = of_unit.iter().map(|(_, met)| met.name.clone()).collect();
        let mut alike: Vec<Vec<String>> = vec![Vec::new(); names.len()];
        for (a, b) in pairs {
            alike[a].push(names[b].clone());
            alike[b].push(names[a].clone());
        }
        let mut of_unit: Vec<Option<(Key, Met)>> = of_unit.into_iter().map(Some).collect();
        for number in order {
            if let Some((key, met)) = of_unit[number].take() {
                out.push((key, met, std::mem::take(&mut alike[number])));
            }
        }
    }
    out
}

/// Who reports a name, and where, by folded name.
fn owners(placed: &[Placed]) -> HashMap<String, Vec<(usize, Place)>> {
    let mut owners: HashMap<String, Vec<(usize, Place)>> = HashMap::new();
    for (key, met, _) in placed {
        owners.entry(key.1.clone()).or_default().push((key.0, met.place.clone()));
    }
    owners
}

fn also_of(owners: &HashMap<String, Vec<(usize, Place)>>, key: &Key, units: &[(String, usize)]) -> Vec<Remark> {
    let others = owners.get(&key.1).into_iter().flatten().filter(|(unit, _)| *unit != key.0);
    others.map(|(unit, place)| Remark::AlsoOf(units[*unit].0.clone(), place.clone())).collect()
}

/// Lines of accounts. An account type stands once with a name: of several units the first keeps the line, the others are remarked.
fn accounts(
    placed: Vec<Placed>,
    (units, words): (&[(String, usize)], &Words),
    (period, usual): (Period, i64),
) -> Vec<AccountLine> {
    let mut out: Vec<AccountLine> = Vec::new();
    let mut lines: HashMap<(String, String), usize> = HashMap::new();
    let mut taken: HashSet<String> = placed.iter().map(|(key, ..)| key.1.clone()).collect();
    for (key, met, alike) in placed {
        let unit = units[key.0].0.clone();
        let (platform, placeholder) = met.platform(&words.platforms);
        let line = lines.entry((key.1.clone(), platform.clone())).or_insert(out.len());
        if let Some(first) = out.get_mut(*line) {
            first.remarks.push(Remark::AlsoOf(unit, met.place.clone()));
            continue;
        }
        let mut remarks = met.remarks(&alike);
        remarks.extend(placeholder);
        let required = met.count(Field::Required, &mut remarks);
        let required = if let Some(Value::Count(n)) = required { Some(n) } else { None };
        remarks.extend(required.filter(|n| *n != usual).map(Remark::OwnStandard));
        let list = match met.count(Field::ForwardList, &mut remarks) {
            Some(Value::Count(n)) => {
                remarks.push(Remark::Old(Field::ForwardList, period));
                Some(ForwardList::Count(n))
            }
            Some(Value::NotApplicable) => Some(ForwardList::NotApplicable),
            _ => None,
        };
        let aliases = met.aliases(|alias| taken.insert(alias));
        let name = met.name.clone();
        out.push(AccountLine { name, platform, unit, aliases, required, list, remarks });
    }
    out
}

impl Met {
    fn hear(&mut self, fact: &Fact<'_>) {
        let value = match fact.value {
            Said::Blank => return,
            Said::Text(text) if is_empty(text) => return,
            Said::Text(text) => Value::Text(one_line(text)),
            Said::Count(n) => Value::Count(n),
            Said::NotApplicable => Value::NotApplicable,
            Said::Open => Value::Open,
        };
        let raw = one_line(fact.raw);
        if !self.said.iter().any(|(field, _, known, _)| *field == fact.field && fold(known) == fold(&raw)) {
            self.said.push((fact.field, value, raw, fact.place.clone()));
        }
    }

    /// Its own name and the column above it; a name that holds the one above it (`政务公开/工作动态`) is parted again.
    fn below(&mut self) -> (String, Option<String>) {
        let Some((parent, own, _)) = self.parents.values().next().cloned() else { return (self.name.clone(), None) };
        if fold(&self.name) != fold(&format!("{parent}/{own}")) {
            return (self.name.clone(), Some(parent));
        }
        self.writings.shift_remove(&fold(&own));
        (own, Some(parent))
    }

    fn about(&self, field: Field) -> impl Iterator<Item = (&Value, &String, &Place)> {
        self.said.iter().filter(move |(f, ..)| *f == field).map(|(_, value, raw, place)| (value, raw, place))
    }

    /// Writings that can stand among the aliases; `take` refuses what is somebody's name already.
    fn aliases(&self, mut take: impl FnMut(String) -> bool) -> Vec<String> {
        let written = self.writings.iter().filter(|(_, (text, _))| alias_may_hold(text));
        written.filter(|(key, _)| take((*key).clone())).map(|(_, (text, _))| text.clone()).collect()
    }

    fn remarks(&self, alike: &[String]) -> Vec<Remark> {
        let mut out: Vec<Remark> = Vec::new();
        if !self.known {
            out.push(Remark::WasUnknown(self.place.clone()));
        }
        out.extend(self.writings.values().map(|(text, place)| {
            let (text, place) = (text.clone(), place.clone());
            if alias_may_hold(&text) { Remark::AlsoWritten(text, place) } else { Remark::NoAlias(text, place) }
        }));
        out.extend(alike.iter().cloned().map(Remark::Alike));
        out
    }

    /// The first frequency that can be read.
    fn frequency(&self, words: &Words, remarks: &mut Vec<Remark>) -> Option<String> {
        let rule = |text: &str| parse_frequency(text, &words.frequency);
        let mut taken: Option<String> = None;
        for (value, raw, place) in self.about(Field::Frequency) {
            let text = if let Value::Text(text) = value { text } else { raw };
            match (rule(text), &taken) {
                (None, _) => remarks.push(Remark::Unread(Field::Frequency, text.clone(), place.clone())),
                (Some(_), None) => taken = Some(text.clone()),
                (said, Some(first)) if said != rule(first) => {
                    remarks.push(Remark::Differs(Field::Frequency, text.clone(), place.clone()));
                }
                _ => {}
            }
        }
        if taken.is_none() && self.about(Field::Frequency).next().is_none() {
            remarks.push(Remark::Wanting(Field::Frequency));
        }
        taken
    }

    /// The first number, or "/", that the roster takes.
    fn count(&self, field: Field, remarks: &mut Vec<Remark>) -> Option<Value> {
        let mut taken: Option<Value> = None;
        for (value, raw, place) in self.about(field) {
            let fits = match value {
                Value::Count(n) => (0..=LARGEST_COUNT).contains(n),
                Value::NotApplicable => field == Field::ForwardList,
                _ => false,
            };
            if !fits {
                remarks.push(Remark::Unread(field, raw.clone(), place.clone()));
            } else if taken.is_none() {
                taken = Some(value.clone());
            } else if taken.as_ref() != Some(value) {
                remarks.push(Remark::Differs(field, raw.clone(), place.clone()));
            }
        }
        taken
    }

    /// The canonical account type; one that the roster does not take is replaced by the type for all others.
    fn platform(&self, words: &PlatformWords) -> (String, Option<Remark>) {
        let written = self.platform.as_ref();
        match written.and_then(|p| words.canonical(p)) {
            Some(canonical) => (canonical.to_owned(), None),
            None => {
                let told = written.map(|text| (text.clone(), self.place.clone()));
                (words.other().to_owned(), Some(Remark::Placeholder(told)))
            }
        }
    }
}
