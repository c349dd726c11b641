//! "区教体局 and 渭滨区教育和体育局 are one unit." Written names to the roster's.
//!
//! In: a name as written, the roster. Out: a [`Resolution`] whose way can be explained in one sentence. It never merges by
//! likeness: an unknown name stays unknown, with suggestions. Without the roster's sheet the names of the batch itself are
//! grouped by exact writing, place prefix and ending only.

use super::keys::incorporates;
pub use super::keys::{name_key, worth_a_look};
use super::objects::{self, KnownObject, KnownObjects};
use super::spot;
use super::units::KnownUnits;
use crate::field::NameKind;
use crate::fold::{fold, one_line};
use crate::rules::Rules;
use crate::rules::decisions::{Answer, Decisions};
use crate::rules::periods::PeriodWords;
use crate::rules::platforms::PlatformWords;
use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::ops::Range;

/// How a written name met its used name, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// The same writing.
    Exact,
    /// Listed as alias or full name, or after a place prefix that the roster knows.
    Alias,
    /// Another form of the ending.
    Suffix,
    /// Characters left out in order (a guess).
    Abbreviation,
    /// Cut off in print (a guess).
    Truncated,
    /// Same sound (a guess).
    Sound,
    /// Without the number that a list puts before it.
    Numbered,
    /// The clerk decided.
    Decision,
    /// The register says whose account it is, whoever hands it in.
    Owner,
}

impl How {
    /// Whether it is a guess: used, marked, and listed with the alternative.
    #[must_use]
    pub const fn is_guess(self) -> bool {
        matches!(self, Self::Abbreviation | Self::Truncated | Self::Sound)
    }
}

/// A known name that a written one met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// The name in use.
    pub used: String,
    /// How it was found.
    pub how: How,
    /// For a guess, the nearest other name that might have been meant.
    pub alternative: Option<String>,
    /// For a column or account of the roster: the unit that it belongs to.
    pub owner: Option<String>,
    /// For an account of the roster: its canonical type.
    pub platform: Option<String>,
}

/// What became of a written name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution {
    /// Known.
    Known(Match),
    /// Not known; nearest known names, at most three.
    Unknown {
        /// Nearest known names.
        suggestions: Vec<String>,
    },
}

impl Resolution {
    /// The match, when known.
    #[must_use]
    pub const fn known(&self) -> Option<&Match> {
        match self {
            Self::Known(m) => Some(m),
            Self::Unknown { .. } => None,
        }
    }
}

/// A unit of a batch without a roster that is written in several ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The name in use.
    pub used: String,
    /// The longest writing: the most official one.
    pub official: String,
    /// The most used of the other writings.
    pub short: String,
    /// How often each of the two stands in the batch.
    pub times: (usize, usize),
}

impl Group {
    /// The longest writing and the most used one of the others, where there are several.
    pub(super) fn of(used: String, written: &[(String, usize)]) -> Option<Self> {
        let length = |w: &&(String, usize)| w.0.chars().count();
        let official = written.iter().rev().max_by_key(length)?;
        let short = written.iter().rev().filter(|w| w.0 != official.0).max_by_key(|w| w.1)?;
        Some(Self { used, official: official.0.clone(), short: short.0.clone(), times: (official.1, short.1) })
    }
}

/// The names that are known, ready for look-ups.
#[derive(Debug, Default)]
pub struct Names {
    units: KnownUnits,
    /// Columns of the roster; `None` without that sheet.
    columns: Option<KnownObjects>,
    /// Accounts of the roster; `None` without that sheet.
    accounts: Option<KnownObjects>,
    /// Without the roster's sheet: folded name to the writing shown.
    batch_columns: IndexMap<String, String>,
    batch_accounts: IndexMap<String, String>,
    /// Without the roster's 栏目: folded names of columns that stand below several others.
    batch_below: HashSet<String>,
    platforms: PlatformWords,
    periods: PeriodWords,
    cut_off: usize,
    marks: Vec<String>,
    decisions: Decisions,
}

impl Names {
    /// The names of the roster.
    #[must_use]
    pub fn of(rules: &Rules) -> Self {
        let words = &rules.words.names;
        Self {
            units: KnownUnits::of_roster(&rules.roster, words),
            columns: rules.roster.columns.as_ref().map(|list| KnownObjects::of(list.iter().map(KnownObject::column))),
            accounts: rules
                .roster
                .accounts
                .as_ref()
                .map(|list| KnownObjects::of(list.iter().map(KnownObject::account))),
            batch_columns: IndexMap::new(),
            batch_accounts: IndexMap::new(),
            batch_below: HashSet::new(),
            platforms: rules.words.platforms.clone(),
            periods: rules.words.periods.clone(),
            cut_off: words.limits.cut_off,
            marks: words.stamps.cut.iter().map(|m| fold(m)).collect(),
            decisions: rules.decisions.clone(),
        }
    }

    /// Without the roster's 单位: makes the written unit names of the batch known, the most used writing of each first.
    pub(super) fn learn_units(&mut self, written: &[String]) {
        if !self.units.listed {
            self.units.learn(written);
        }
    }

    /// Without the roster's 栏目: makes this column name known; the first writing is shown.
    pub(super) fn learn_column(&mut self, written: &str) {
        self.batch_columns.entry(fold(written)).or_insert_with(|| one_line(written));
    }

    /// Without the roster's 栏目: columns of this name stand below several others, and bear both names.
    pub(super) fn learn_below(&mut self, written: &str) {
        self.batch_below.insert(fold(written));
    }

    /// Without the roster's 账号: makes this account name known; the first writing is shown.
    pub(super) fn learn_account(&mut self, written: &str) {
        self.batch_accounts.entry(fold(written)).or_insert_with(|| one_line(written));
    }

    /// The unit that a written name means.
    #[must_use]
    pub fn unit(&self, written: &str) -> Resolution {
        let answer = self.decisions.answer(NameKind::Unit, written, ("", ""));
        let named = |name: &str, _: Option<&str>| Some(decided(name, None));
        self.decide(answer, self.unit_undecided(written), (self.units.listed, &named))
    }

    /// The same before the clerk's answers.
    pub(crate) fn unit_undecided(&self, written: &str) -> Resolution {
        self.units.find(written)
    }

    /// What an answer makes of what was found. A certain find stands: the roster was changed after the clerk answered.
    fn decide(&self, answer: Option<&Answer>, found: Resolution, (listed, named): (bool, &Named<'_>)) -> Resolution {
        let certain = listed && found.known().is_some_and(|m| !m.how.is_guess());
        match answer {
            Some(Answer::Is(name, platform)) if !certain => match named(name, platform.as_deref()) {
                Some(decided) => Resolution::Known(decided),
                None => found,
            },
            Some(Answer::Not) if !certain => match found {
                Resolution::Known(guess) if guess.how.is_guess() => {
                    Resolution::Unknown { suggestions: guess.alternative.into_iter().collect() }
                }
                found => found,
            },
            _ => found,
        }
    }

    /// The names of the roster that are nearest to a written one, then others of its unit; only to be offered.
    pub(crate) fn nearest(&self, what: NameKind, written: &str, unit: &str) -> Vec<String> {
        let near = |known: &Option<KnownObjects>| {
            let known = known.iter();
            known.flat_map(|k| k.nearest(written).into_iter().chain(k.of_unit(unit).map(|o| o.name.clone()))).collect()
        };
        match what {
            NameKind::Unit if self.units.listed => self.units.nearest(written),
            NameKind::Column => near(&self.columns),
            NameKind::Account => near(&self.accounts),
            NameKind::Unit | NameKind::Platform => Vec::new(),
        }
    }

    /// Without the roster's 单位: other units of the batch whose name may be this one abbreviated, or the other way round.
    pub(crate) fn may_abbreviate(&self, written: &str) -> Vec<String> {
        if self.units.listed { Vec::new() } else { self.units.may_abbreviate(written) }
    }

    /// Without the roster's 单位: the units that the batch writes in several ways.
    #[must_use]
    pub fn groups(&self) -> &[Group] {
        &self.units.groups
    }

    /// Whether a text is a unit's name, without guessing.
    pub(super) fn is_unit(&self, text: &str) -> bool {
        self.units.is_name(text)
            || matches!(self.decisions.answer(NameKind::Unit, text, ("", "")), Some(Answer::Is(..)))
    }

    /// The same for a column that is written below another one.
    #[must_use]
    pub fn column_below(&self, (written, parent): (&str, Option<&str>), unit: Option<&str>) -> Resolution {
        let answer = self.decisions.answer(NameKind::Column, written, (unit.unwrap_or_default(), ""));
        let named = |name: &str, _: Option<&str>| match &self.columns {
            Some(known) => known.named(name, (unit, None)).map(|k| decided(&k.name, Some(k))),
            None => Some(decided(name, None)),
        };
        self.decide(answer, self.column_undecided((written, parent), unit), (self.columns.is_some(), &named))
    }

    /// The website column that a written name means; with `unit` (a used name), guesses stay inside that unit's columns.
    #[must_use]
    pub fn column(&self, written: &str, unit: Option<&str>) -> Resolution {
        self.column_below((written, None), unit)
    }

    /// The same before the clerk's answers.
    pub(crate) fn column_undecided(&self, (written, parent): (&str, Option<&str>), unit: Option<&str>) -> Resolution {
        match (&self.columns, parent) {
            (Some(known), Some(parent)) => known.find_below((written, parent), unit, &self.cut()),
            (Some(known), None) => known.find_column(written, unit, &self.cut()),
            (None, Some(parent)) if self.batch_below.contains(&fold(written)) => {
                from_batch(&IndexMap::new(), &format!("{}/{}", one_line(parent), one_line(written)))
            }
            (None, _) => from_batch(&self.batch_columns, written),
        }
    }

    /// The account that a written name means on a canonical `platform`; `unit` is a used name.
    #[must_use]
    pub fn account(&self, written: &str, platform: Option<&str>, unit: Option<&str>) -> Resolution {
        let of = (unit.unwrap_or_default(), platform.unwrap_or_default());
        let answer = self.decisions.answer(NameKind::Account, written, of);
        let named = |name: &str, typed: Option<&str>| match &self.accounts {
            Some(known) => known.named(name, (unit, typed.or(platform))).map(|k| decided(&k.name, Some(k))),
            None => Some(decided(name, None)),
        };
        self.decide(answer, self.account_undecided(written, platform, unit), (self.accounts.is_some(), &named))
    }

    /// The same before the clerk's answers.
    pub(crate) fn account_undecided(&self, written: &str, platform: Option<&str>, unit: Option<&str>) -> Resolution {
        let Some(known) = &self.accounts else { return from_batch(&self.batch_accounts, written) };
        let fits = |known: &KnownObject| match (platform, &known.platform) {
            (Some(said), Some(listed)) => self.platforms.may_be(said, listed),
            _ => true,
        };
        known.find_account(written, unit, &fits, &self.cut())
    }

    /// The accounts of a unit in the roster: name and canonical type.
    #[must_use]
    pub fn accounts_of(&self, unit: &str) -> Vec<(&str, Option<&str>)> {
        let own = self.accounts.iter().flat_map(|known| known.of_unit(unit));
        own.map(|a| (a.name.as_str(), a.platform.as_deref())).collect()
    }

    /// The units named inside a longer text (title, sheet, file or folder name), by used name, with the byte range of the words.
    /// Longest names win; each unit is given once, in order of appearance.
    #[must_use]
    pub fn find_unit_in(&self, text: &str) -> Vec<(String, Range<usize>)> {
        let mut found = spot::find_units(text, &self.units);
        let decided = self.decisions.units_decided();
        if decided.is_empty() {
            return found;
        }
        let used = |written: &str| self.unit(written).known().map(|m| m.used.clone());
        if !self.units.listed {
            // What the batch knows by its own writing may be another name by the clerk's word.
            for (name, range) in &mut found {
                *name = text.get(range.clone()).and_then(used).unwrap_or_else(|| name.clone());
            }
        }
        let more = decided.into_iter().filter_map(|written| {
            let range = spot::find_writing(text, written, &self.units)?;
            Some((used(written)?, range))
        });
        spot::joined(found, more.collect())
    }

    /// Whether two written unit names that were not found to be one may be one all the same; only without the roster's 单位, where
    /// a short and a long name of one unit cannot be told from two units.
    pub(super) fn may_be_one(&self, a: &str, b: &str) -> bool {
        !self.units.listed && self.units.may_be_one(a, b)
    }

    /// Whether one name is that of the company that the other body is, unless the roster knows the body as a unit of its own.
    pub(super) fn incorporates(&self, company: &str, body: &str) -> bool {
        let own = self.units.listed && self.unit(body).known().is_some();
        !own && incorporates(&self.units.clean(company), &self.units.clean(body), &self.units.words)
    }

    /// Words of a longer text that look like a unit's name (they end as names of bodies do).
    pub(super) fn leading_body(&self, text: &str) -> Option<String> {
        spot::leading_body(text, &self.units.words, &self.periods)
    }

    /// The body whose inner room a written name is (某局办公室), unless the roster knows the room as a unit of its own.
    pub(super) fn body_of_office(&self, written: &str) -> Option<String> {
        let own = self.units.listed && self.unit(written).known().is_some();
        let key = self.units.clean(written);
        self.units.words.body_of_office(&key).filter(|_| !own).map(str::to_owned)
    }

    /// The words of a text that end as names of bodies do, and those listed right behind them.
    pub(super) fn leading_bodies(&self, text: &str) -> Vec<String> {
        spot::leading_bodies(text, &self.units.words, &self.periods)
    }

    /// Whether the roster has 单位: a name that is not known is then not listed.
    #[must_use]
    pub const fn lists_units(&self) -> bool {
        self.units.listed
    }

    /// Whether the roster has 栏目.
    #[must_use]
    pub const fn lists_columns(&self) -> bool {
        self.columns.is_some()
    }

    /// Whether the roster has 账号.
    #[must_use]
    pub const fn lists_accounts(&self) -> bool {
        self.accounts.is_some()
    }

    fn cut(&self) -> objects::Cut<'_> {
        objects::Cut { fewest: self.cut_off, marks: &self.marks }
    }
}

/// The object or unit that an answer names, with the account type typed behind it.
type Named<'n> = dyn Fn(&str, Option<&str>) -> Option<Match> + 'n;

fn decided(name: &str, object: Option<&KnownObject>) -> Match {
    Match {
        used: name.to_owned(),
        how: How::Decision,
        alternative: None,
        owner: object.map(|k| k.unit.clone()),
        platform: object.and_then(|k| k.platform.clone()),
    }
}

fn from_batch(known: &IndexMap<String, String>, written: &str) -> Resolution {
    let used = known.get(&fold(written)).cloned().unwrap_or_else(|| one_line(written));
    Resolution::Known(Match { used, how: How::Exact, alternative: None, owner: None, platform: None })
}
