//! "Who handed something in, and how do they write themselves?" Lines of 单位.
//!
//! In: units as used and as written. Out: one line for each, with the longest writing as full name and the others as aliases. No
//! writing stands in two lines.

use super::{Remark, beside};
use crate::field::Form;
use crate::fold::{fold, fold_name, one_line};
use crate::place::Place;
use crate::rules::alias_may_hold;
use crate::rules::names::NameWords;
use crate::settle::names::{name_key, worth_a_look};
use indexmap::IndexMap;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// A line of 单位.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitLine {
    /// 单位名称: the name that the annexes used.
    pub name: String,
    /// 全称: the longest writing, where it is longer.
    pub full: Option<String>,
    /// 别名: the other writings, the most used first.
    pub aliases: Vec<String>,
    /// 报送内容; empty for a unit that owes nothing, `None` where nobody knows.
    pub forms: Option<Vec<Form>>,
    /// What is to be looked at.
    pub remarks: Vec<Remark>,
}

/// Units as they are met; each is known by its number.
pub(super) struct Units<'w> {
    words: &'w NameWords,
    units: IndexMap<String, Met>,
    /// Numbers by the texts that were looked up already: the same few names stand on every row.
    known: HashMap<String, Option<usize>>,
}

struct Met {
    name: String,
    forms: BTreeSet<Form>,
    /// What it owed, where a roster said so.
    due: Option<Vec<Form>>,
    writings: IndexMap<String, Writing>,
    remarks: Vec<Remark>,
}

struct Writing {
    text: String,
    files: HashSet<Arc<str>>,
    place: Place,
    /// Whether the place is that of the name itself, not of a figure under it.
    exact: bool,
}

impl<'w> Units<'w> {
    pub(super) fn new(words: &'w NameWords) -> Self {
        Self { words, units: IndexMap::new(), known: HashMap::new() }
    }

    /// The unit's number; none for an empty name.
    pub(super) fn seen(&mut self, used: &str, written: Option<(&str, &Place)>) -> Option<usize> {
        let number = match self.known.get(used) {
            Some(number) => *number,
            None => self.new_unit(used),
        }?;
        if let Some((text, place)) = written {
            let key = name_key(text, self.words);
            let unit = &mut self.units[number];
            let new =
                || Writing { text: bare(text, self.words), files: HashSet::new(), place: place.clone(), exact: false };
            let writing = unit.writings.entry(key).or_insert_with(new);
            if !writing.files.contains(&place.file) {
                writing.files.insert(Arc::clone(&place.file));
            }
        }
        Some(number)
    }

    fn new_unit(&mut self, used: &str) -> Option<usize> {
        let key = name_key(used, self.words);
        let number = (!key.is_empty()).then(|| {
            let new = || Met {
                name: bare(used, self.words),
                forms: BTreeSet::new(),
                due: None,
                writings: IndexMap::new(),
                remarks: Vec::new(),
            };
            let entry = self.units.entry(key);
            let number = entry.index();
            entry.or_insert_with(new);
            number
        });
        self.known.insert(used.to_owned(), number);
        number
    }

    pub(super) fn report(&mut self, unit: usize, form: Form) {
        self.units[unit].forms.extend(form.annex());
    }

    /// What a roster said that it owed weighs more than what came.
    pub(super) fn owed(&mut self, unit: usize, forms: &[Form]) {
        self.units[unit].due = Some(forms.to_vec());
    }

    /// Keeps a remark, once of each kind that needs no repeating.
    pub(super) fn remark(&mut self, unit: usize, remark: Remark) {
        let remarks = &mut self.units[unit].remarks;
        let same = |r: &Remark| matches!((r, &remark), (Remark::WasUnknown(_), Remark::WasUnknown(_)));
        if !remarks.iter().any(same) {
            remarks.push(remark);
        }
    }

    /// Where a writing of the unit stands.
    pub(super) fn stands(&mut self, used: &str, written: &str, place: &Place) {
        let key = name_key(written, self.words);
        let Some(number) = self.seen(used, Some((written, place))) else { return };
        if let Some(writing) = self.units[number].writings.get_mut(&key).filter(|w| !w.exact) {
            writing.place = place.clone();
            writing.exact = true;
        }
    }

    /// A writing that was only guessed to be this unit: it becomes no alias until the clerk says so.
    pub(super) fn guessed(&mut self, used: &str, written: &str, place: &Place) {
        let key = name_key(written, self.words);
        let Some(number) = self.seen(used, None) else { return };
        let unit = &mut self.units[number];
        unit.writings.shift_remove(&key);
        unit.remarks.push(Remark::Guessed(one_line(written), place.clone()));
    }

    /// The lines, and where each unit stands: its number to its name and rank.
    pub(super) fn lines(self) -> (Vec<(String, usize)>, Vec<UnitLine>) {
        let words = self.words;
        let keys: Vec<&str> = self.units.keys().map(String::as_str).collect();
        let (order, pairs) = beside(&keys, |a, b| worth_a_look(a, b, words));
        let names: Vec<String> = self.units.values().map(|u| u.name.clone()).collect();
        let mut taken: HashSet<String> = names.iter().map(|n| fold(n)).collect();
        let mut lines: Vec<Option<UnitLine>> =
            self.units.into_values().map(|met| Some(line(met, words, &mut taken))).collect();
        for (a, b) in pairs {
            for (one, other) in [(a, b), (b, a)] {
                if let Some(Some(line)) = lines.get_mut(one) {
                    line.remarks.push(Remark::Alike(names[other].clone()));
                }
            }
        }
        let mut ranked: Vec<(String, usize)> = names.into_iter().map(|n| (n, 0)).collect();
        for (rank, number) in order.iter().enumerate() {
            ranked[*number].1 = rank;
        }
        (ranked, order.into_iter().filter_map(|number| lines.get_mut(number).and_then(Option::take)).collect())
    }
}

fn line(met: Met, words: &NameWords, taken: &mut HashSet<String>) -> UnitLine {
    let own = name_key(&met.name, words);
    let mut writings: Vec<Writing> =
        met.writings.into_iter().filter(|(key, _)| *key != own).map(|(_, writing)| writing).collect();
    writings.sort_by_key(|w| std::cmp::Reverse(w.files.len()));
    let came = (!met.forms.is_empty()).then(|| met.forms.into_iter().collect());
    let forms = met.due.or(came);
    let mut line = UnitLine { name: met.name, full: None, aliases: Vec::new(), forms, remarks: met.remarks };
    let length = |text: &str| text.chars().count();
    let longest = writings.iter().map(|w| length(&w.text)).max().filter(|most| *most > length(&line.name));
    for writing in writings {
        if !taken.insert(fold(&writing.text)) {
            continue;
        }
        if line.full.is_none() && Some(length(&writing.text)) == longest {
            line.full = Some(writing.text.clone());
        } else if alias_may_hold(&writing.text) {
            line.aliases.push(writing.text.clone());
        } else {
            line.remarks.push(Remark::NoAlias(writing.text, writing.place));
            continue;
        }
        line.remarks.push(Remark::AlsoWritten(writing.text, writing.place));
    }
    if line.forms.is_none() {
        line.remarks.push(Remark::NothingCame);
    }
    line
}

/// The name in one line without stamps and notes behind it.
fn bare(written: &str, words: &NameWords) -> String {
    let shown = one_line(written);
    let key = name_key(&shown, words);
    if key.is_empty() || fold_name(&shown) == key {
        return shown;
    }
    let ends = shown.char_indices().map(|(at, _)| at).rev();
    let head = ends.map(|at| &shown[..at]).find(|head| fold_name(head) == key).map(one_line);
    head.unwrap_or(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_listed_without_its_stamp() {
        let words = NameWords::built_in();
        for (written, name) in [
            ("某县财政局（盖章）", "某县财政局"),
            ("某县财政局 (公章)：", "某县财政局"),
            ("某县财政局", "某县财政局"),
            ("某某中心（本部）", "某某中心（本部）"),
        ] {
            assert_eq!(bare(written, &words), name);
        }
    }
}
