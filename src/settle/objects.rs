//! "医疗药品及医用耗材采 is the column that begins so." Written column and account names to the roster's.
//!
//! In: a written name, its unit and account type. Out: one column or account and how it was found, or none. Columns: exact, alias,
//! cut-off print, sound. Accounts: exact, alias and cut-off print on the same platform. Nothing shorter or longer is ever taken
//! for the same (疫情防控 is not 新冠肺炎疫情防控): it is a suggestion.

use super::likeness::{nearest, sounds_same};
use super::names::{How, Match, Resolution};
use crate::fold::fold;
use crate::rules::roster::{RosterAccount, RosterColumn};

/// A column or account of the roster.
#[derive(Debug)]
pub(super) struct KnownObject {
    pub(super) name: String,
    pub(super) unit: String,
    /// Canonical type of an account.
    pub(super) platform: Option<String>,
    key: String,
    aliases: Vec<String>,
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
        Self { name: c.name.clone(), unit: c.unit.clone(), platform: None, key: fold(&c.name), aliases }
    }

    pub(super) fn account(a: &RosterAccount) -> Self {
        let aliases = a.aliases.iter().map(|a| fold(a)).collect();
        let platform = Some(a.platform.clone());
        Self { name: a.name.clone(), unit: a.unit.clone(), platform, key: fold(&a.name), aliases }
    }
}

/// A step: how, and whether a known object fits.
type Step<'a> = (How, Box<dyn Fn(&KnownObject) -> bool + 'a>);

pub(super) fn find_column(known: &[KnownObject], written: &str, unit: Option<&str>, cut: &Cut<'_>) -> Resolution {
    let key = fold(written);
    let mut steps = plain_steps(&key, unit, cut);
    let of_unit = move |k: &KnownObject| unit.is_none_or(|u| k.unit == u);
    let sound = key.clone();
    steps
        .push((How::Sound, Box::new(move |k| sound.chars().count() >= 4 && of_unit(k) && sounds_same(&sound, &k.key))));
    resolve(&known.iter().collect::<Vec<_>>(), &steps, (&key, unit))
}

pub(super) fn find_account(
    known: &[KnownObject],
    written: &str,
    unit: Option<&str>,
    fits: &dyn Fn(&KnownObject) -> bool,
    cut: &Cut<'_>,
) -> Resolution {
    let key = fold(written);
    let steps = plain_steps(&key, unit, cut);
    let fitting: Vec<&KnownObject> = known.iter().filter(|k| fits(k)).collect();
    match resolve(&fitting, &steps, (&key, unit)) {
        Resolution::Unknown { suggestions } if suggestions.is_empty() => {
            let all = known.iter().flat_map(|k| forms(k).map(|f| (k.name.as_str(), f.to_owned())));
            Resolution::Unknown { suggestions: nearest(&key, all) }
        }
        found => found,
    }
}

/// Exact (punctuation set aside at last), alias, cut off. Only an exact or listed name reaches over to other units.
fn plain_steps<'a>(key: &str, unit: Option<&'a str>, cut: &Cut<'_>) -> Vec<Step<'a>> {
    let of_unit = move |k: &KnownObject| unit.is_none_or(|u| k.unit == u);
    let marked = cut.marks.iter().find_map(|m| key.strip_suffix(m.as_str()));
    let (head, fewest) = marked.map_or((key, cut.fewest), |bare| (bare, 3));
    let (exact, alias, bare, head) = (key.to_owned(), key.to_owned(), letters(key), head.to_owned());
    let long = head.chars().count() >= fewest;
    let begins = move |form: &str| {
        (form.starts_with(&head) || (form.chars().count() >= fewest && head.starts_with(form))) && form != head
    };
    vec![
        (How::Exact, Box::new(move |k: &KnownObject| k.key == exact)),
        (How::Alias, Box::new(move |k: &KnownObject| k.aliases.contains(&alias))),
        (How::Exact, Box::new(move |k: &KnownObject| !bare.is_empty() && forms(k).any(|f| letters(f) == bare))),
        (How::Truncated, Box::new(move |k: &KnownObject| long && of_unit(k) && forms(k).any(&begins))),
    ]
}

/// The first step that anything fits decides: one fitting object, or the only one of this unit, else nothing.
fn resolve(known: &[&KnownObject], steps: &[Step<'_>], (key, unit): (&str, Option<&str>)) -> Resolution {
    for (how, fits) in steps {
        let found: Vec<&&KnownObject> = known.iter().filter(|k| fits(k)).collect();
        let own: Vec<&&KnownObject> = found.iter().copied().filter(|k| Some(k.unit.as_str()) == unit).collect();
        match (&found[..], &own[..]) {
            ([], _) => {}
            ([one], _) | (_, [one]) => {
                let others = known.iter().filter(|k| k.key != one.key).map(|k| (k.name.as_str(), k.key.clone()));
                return Resolution::Known(Match {
                    used: one.name.clone(),
                    how: *how,
                    alternative: how.is_guess().then(|| nearest(key, others).into_iter().next()).flatten(),
                    owner: Some(one.unit.clone()),
                    platform: one.platform.clone(),
                });
            }
            _ => {
                let mut suggestions: Vec<String> = found.iter().map(|k| k.name.clone()).collect();
                suggestions.dedup();
                suggestions.truncate(3);
                return Resolution::Unknown { suggestions };
            }
        }
    }
    let near = |of_unit: bool| {
        let some = known.iter().filter(move |k| !of_unit || Some(k.unit.as_str()) == unit);
        nearest(key, some.flat_map(|k| forms(k).map(|f| (k.name.as_str(), f.to_owned()))))
    };
    let own = near(true);
    Resolution::Unknown { suggestions: if own.is_empty() { near(false) } else { own } }
}

fn forms(known: &KnownObject) -> impl Iterator<Item = &str> {
    std::iter::once(known.key.as_str()).chain(known.aliases.iter().map(String::as_str))
}

/// A folded name without any sign.
fn letters(key: &str) -> String {
    key.chars().filter(|c| c.is_alphanumeric()).collect()
}
