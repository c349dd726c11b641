//! "医疗药品及医用耗材采 is the column that begins so." Written column and account names to the roster's.
//!
//! In: a written name, its unit and account type. Out: one column or account and how it was found, or none. Columns: exact, alias,
//! cut-off print, sound. Accounts: exact, alias and cut-off print on the same platform. Nothing shorter or longer is ever taken
//! for the same (疫情防控 is not 新冠肺炎疫情防控): it is a suggestion.

use super::letters::Letters;
use super::likeness::{nearest, sounds_same};
use super::names::{How, Match, Resolution};
use crate::fold::fold;
use crate::rules::roster::{RosterAccount, RosterColumn};
use std::collections::HashMap;

/// A column or account of the roster.
#[derive(Debug)]
pub(super) struct KnownObject {
    pub(super) name: String,
    pub(super) unit: String,
    /// Canonical type of an account.
    pub(super) platform: Option<String>,
    key: String,
    aliases: Vec<String>,
    /// Letters of the parent column, and of parent and name together; empty where there is none.
    parent: String,
    path: String,
}

/// The columns or the accounts of the roster, by everything that they are looked up with: a province has tens of thousands.
#[derive(Debug, Default)]
pub(super) struct KnownObjects {
    list: Vec<KnownObject>,
    by_key: HashMap<String, Vec<usize>>,
    by_alias: HashMap<String, Vec<usize>>,
    by_letters: HashMap<String, Vec<usize>>,
    by_path: HashMap<String, Vec<usize>>,
    by_unit: HashMap<String, Vec<usize>>,
    letters: Letters,
}

/// What counts as cut off in print.
pub(super) struct Cut<'a> {
    /// Fewest characters.
    pub(super) fewest: usize,
    /// Folded marks of a cut, after which three characters are enough.
    pub(super) marks: &'a [String],
}

impl KnownObject {
    pub(super) fn column(c: &RosterColumn) -> Self {
        let aliases = c.aliases.iter().map(|a| fold(a)).collect();
        let (key, parent) = (fold(&c.name), c.parent.as_ref().map(|p| letters(&fold(p))).unwrap_or_default());
        let name = letters(&key);
        // A name that needs its parent to be told apart holds it already.
        let path = if parent.is_empty() || name.starts_with(&parent) { name } else { format!("{parent}{name}") };
        Self { name: c.name.clone(), unit: c.unit.clone(), platform: None, key, aliases, parent, path }
    }

    pub(super) fn account(a: &RosterAccount) -> Self {
        let aliases = a.aliases.iter().map(|a| fold(a)).collect();
        let platform = Some(a.platform.clone());
        let (parent, path) = (String::new(), String::new());
        Self { name: a.name.clone(), unit: a.unit.clone(), platform, key: fold(&a.name), aliases, parent, path }
    }
}

/// A step: how, the objects that come into question, and whether one fits.
type Step<'a> = (How, &'a [usize], &'a dyn Fn(&KnownObject) -> bool);

/// A written name, the unit it stands under, and which objects may be meant at all.
struct Asked<'a> {
    key: &'a str,
    unit: Option<&'a str>,
    may_be: &'a dyn Fn(&KnownObject) -> bool,
}

impl KnownObjects {
    pub(super) fn of(list: impl Iterator<Item = KnownObject>) -> Self {
        let mut known = Self { list: list.collect(), ..Self::default() };
        for (number, object) in known.list.iter().enumerate() {
            push(&mut known.by_key, object.key.clone(), number);
            push(&mut known.by_unit, object.unit.clone(), number);
            if !object.parent.is_empty() {
                push(&mut known.by_path, object.path.clone(), number);
            }
            for alias in &object.aliases {
                push(&mut known.by_alias, alias.clone(), number);
            }
            for form in forms(object) {
                push(&mut known.by_letters, letters(form), number);
            }
        }
        let all = known.list.iter().enumerate();
        known.letters = Letters::of(all.flat_map(|(number, k)| forms(k).map(move |f| (number, f.to_owned()))));
        known
    }

    pub(super) fn of_unit(&self, unit: &str) -> impl Iterator<Item = &KnownObject> {
        found(&self.by_unit, unit).iter().map(|number| &self.list[*number])
    }

    /// The object that the roster calls so: the unit's own, on the same platform, before others.
    pub(super) fn named(&self, name: &str, (unit, platform): (Option<&str>, Option<&str>)) -> Option<&KnownObject> {
        let all = found(&self.by_key, &fold(name)).iter().map(|number| &self.list[*number]);
        let rank = |k: &&KnownObject| (k.platform.as_deref() != platform, Some(k.unit.as_str()) != unit);
        all.min_by_key(rank)
    }

    pub(super) fn find_column(&self, written: &str, unit: Option<&str>, cut: &Cut<'_>) -> Resolution {
        let key = fold(written);
        let enough = key.chars().count() >= SOUND;
        let sound = |k: &KnownObject| enough && sounds_same(&key, &k.key);
        self.find(&Asked { key: &key, unit, may_be: &|_| true }, cut, Some(&sound))
    }

    /// The same for a column that stands below another: the parent must not be another one than the roster's.
    pub(super) fn find_below(&self, (written, parent): (&str, &str), unit: Option<&str>, cut: &Cut<'_>) -> Resolution {
        let parent = letters(&fold(parent));
        let path = format!("{parent}{}", letters(&fold(written)));
        let known = found(&self.by_path, &path).iter().map(|number| &self.list[*number]);
        let known: Vec<&KnownObject> = known.collect();
        let own: Vec<&KnownObject> = known.iter().copied().filter(|k| Some(k.unit.as_str()) == unit).collect();
        if let ([one], _) | (_, [one]) = (&known[..], &own[..]) {
            let (used, owner) = (one.name.clone(), Some(one.unit.clone()));
            return Resolution::Known(Match { used, how: How::Exact, alternative: None, owner, platform: None });
        }
        let found = self.find_column(written, unit, cut);
        let elsewhere = |m: &&Match| {
            let listed = self.named(&m.used, (unit, None)).map_or("", |k| k.parent.as_str());
            !listed.is_empty() && !parent.is_empty() && !listed.contains(&parent) && !parent.contains(listed)
        };
        match found.known().filter(elsewhere) {
            Some(other) => Resolution::Unknown { suggestions: vec![other.used.clone()] },
            None => found,
        }
    }

    pub(super) fn find_account(
        &self,
        written: &str,
        unit: Option<&str>,
        fits: &dyn Fn(&KnownObject) -> bool,
        cut: &Cut<'_>,
    ) -> Resolution {
        let key = fold(written);
        match self.find(&Asked { key: &key, unit, may_be: fits }, cut, None) {
            Resolution::Unknown { suggestions } if suggestions.is_empty() => {
                Resolution::Unknown { suggestions: self.near(&key, &|_| true) }
            }
            found => found,
        }
    }

    /// Exact (punctuation set aside at last), alias, cut off, sound where it counts. Only an exact or listed name reaches over to
    /// other units. The first step that anything fits decides.
    fn find(&self, asked: &Asked<'_>, cut: &Cut<'_>, sound: Option<&dyn Fn(&KnownObject) -> bool>) -> Resolution {
        let key = asked.key;
        let marked = cut.marks.iter().find_map(|m| key.strip_suffix(m.as_str()));
        let (head, fewest) = marked.map_or((key, cut.fewest), |bare| (bare, 3));
        let long = head.chars().count() >= fewest;
        let begins = |form: &str| {
            (form.starts_with(head) || (form.chars().count() >= fewest && head.starts_with(form))) && form != head
        };
        let bare = letters(key);
        let everybody: Vec<usize>;
        let own = match asked.unit {
            Some(unit) => found(&self.by_unit, unit),
            None => {
                everybody = (0..self.list.len()).collect();
                &everybody
            }
        };
        let none = |_: &KnownObject| false;
        let steps: [Step<'_>; 6] = [
            (How::Exact, found(&self.by_key, key), &|_| true),
            (How::Alias, found(&self.by_alias, key), &|_| true),
            (How::Exact, found(&self.by_letters, &bare), &|_| !bare.is_empty()),
            (How::Alias, found(&self.by_path, &bare), &|_| !bare.is_empty()),
            (How::Truncated, own, &|k| long && forms(k).any(begins)),
            (How::Sound, own, sound.unwrap_or(&none)),
        ];
        steps.into_iter().find_map(|step| self.decide(asked, &step)).unwrap_or_else(|| {
            let unit = found(&self.by_unit, asked.unit.unwrap_or_default()).iter().map(|number| &self.list[*number]);
            let unit = unit.filter(|k| (asked.may_be)(k));
            let near = nearest(key, unit.flat_map(|k| forms(k).map(|f| (k.name.as_str(), f))));
            Resolution::Unknown { suggestions: if near.is_empty() { self.near(key, asked.may_be) } else { near } }
        })
    }

    /// One fitting object, or the only one of this unit, else nothing; `None` where nothing fits.
    fn decide(&self, asked: &Asked<'_>, (how, candidates, fits): &Step<'_>) -> Option<Resolution> {
        let candidates = candidates.iter().map(|number| &self.list[*number]);
        let found: Vec<&KnownObject> = candidates.filter(|k| (asked.may_be)(k) && fits(k)).collect();
        let own: Vec<&KnownObject> = found.iter().copied().filter(|k| Some(k.unit.as_str()) == asked.unit).collect();
        match (&found[..], &own[..]) {
            ([], _) => None,
            ([one], _) | (_, [one]) => Some(Resolution::Known(Match {
                used: one.name.clone(),
                how: *how,
                alternative: how.is_guess().then(|| self.other(asked, one)).flatten(),
                owner: Some(one.unit.clone()),
                platform: one.platform.clone(),
            })),
            _ => {
                let mut suggestions: Vec<String> = found.iter().map(|k| k.name.clone()).collect();
                suggestions.dedup();
                suggestions.truncate(3);
                Some(Resolution::Unknown { suggestions })
            }
        }
    }

    /// The nearest other name; aliases of it do not count.
    fn other(&self, asked: &Asked<'_>, one: &KnownObject) -> Option<String> {
        let alike = self.letters.alike(asked.key).into_iter().map(|(number, form)| (&self.list[number], form));
        let others = alike.filter(|(k, form)| k.key == *form && k.key != one.key && (asked.may_be)(k));
        nearest(asked.key, others.map(|(k, form)| (k.name.as_str(), form))).into_iter().next()
    }

    /// The nearest names of all to a written one.
    pub(super) fn nearest(&self, written: &str) -> Vec<String> {
        self.near(&fold(written), &|_| true)
    }

    /// The nearest names of all.
    fn near(&self, key: &str, may_be: &dyn Fn(&KnownObject) -> bool) -> Vec<String> {
        let alike = self.letters.alike(key).into_iter().map(|(number, form)| (&self.list[number], form));
        nearest(key, alike.filter(|(k, _)| may_be(k)).map(|(k, form)| (k.name.as_str(), form)))
    }
}

/// Fewest characters of a name that may be known by its sound.
const SOUND: usize = 4;

fn push(index: &mut HashMap<String, Vec<usize>>, key: String, number: usize) {
    let list = index.entry(key).or_default();
    if list.last() != Some(&number) {
        list.push(number);
    }
}

fn found<'a>(index: &'a HashMap<String, Vec<usize>>, key: &str) -> &'a [usize] {
    index.get(key).map_or(&[], Vec::as_slice)
}

fn forms(known: &KnownObject) -> impl Iterator<Item = &str> {
    std::iter::once(known.key.as_str()).chain(known.aliases.iter().map(String::as_str))
}

/// A folded name without any sign.
fn letters(key: &str) -> String {
    key.chars().filter(|c| c.is_alphanumeric()).collect()
}
