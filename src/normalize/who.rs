//! "Who is meant in this row?" Units, columns, accounts and platforms of rows by their proper names.
//!
//! In: names as cells write them. Out: [`Name`]s and canonical platforms; every rename once for each writing and file, and one
//! finding for each unknown name and file. An unknown unit silences what would be said about its columns and accounts.

use super::questions::{Found, Question, Questions};
use super::written::{numbered_names, platform_found, platform_inside, type_differs};
use super::{Account, Name, NameKind, ParentSaid, Rename};
use crate::field::Form;
use crate::finding::{Finding, Kind};
use crate::fold::{fold, is_empty, one_line};
use crate::place::Place;
use crate::recognize::{Said, Source, Table};
use crate::rules::Rules;
use crate::rules::decisions::Answer;
use crate::rules::numbering::numbered;
use crate::settle::Settled;
use crate::settle::names::{How, Match, Names, Resolution};
use indexmap::IndexMap;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// Looks names up and keeps the record of it.
pub(super) struct Who<'a> {
    names: &'a Names,
    rules: &'a Rules,
    renames: Vec<Rename>,
    findings: Vec<Finding>,
    said: HashSet<(NameKind, String, Arc<str>)>,
    /// Texts that names have in common.
    texts: HashSet<Arc<str>>,
    /// Units by their writing: the same few names stand in every row.
    units: HashMap<String, Resolution>,
    /// Columns by their writing, parent and unit.
    columns: HashMap<(String, String, Arc<str>), Resolution>,
    /// Accounts by their writing, platform and unit: a ledger names the same account on each of its lines.
    accounts: HashMap<(String, Option<String>, Arc<str>), Resolution>,
    questions: Questions,
    /// Columns above website columns: unit, column, folded parent.
    parents: IndexMap<(Arc<str>, Arc<str>, String), ParentSaid>,
    /// Whether something around the table names a unit that is known.
    carried: bool,
    /// Accounts of this table that were given to their owner, by its name.
    moved: Moved,
    /// What this table numbers as a list: its names are met without their numbers.
    numbered: Vec<NameKind>,
}

/// What was noted while names were looked up.
pub(super) struct Noted {
    pub(super) renames: Vec<Rename>,
    pub(super) questions: Vec<Question>,
    pub(super) parents: Vec<ParentSaid>,
    pub(super) findings: Vec<Finding>,
}

/// Used names of unit and account.
type Moved = HashSet<(Arc<str>, Arc<str>)>;

impl<'a> Who<'a> {
    pub(super) fn new(settled: &'a Settled, rules: &'a Rules) -> Self {
        Self {
            names: &settled.names,
            rules,
            renames: Vec::new(),
            findings: Vec::new(),
            said: HashSet::new(),
            texts: HashSet::new(),
            units: HashMap::new(),
            columns: HashMap::new(),
            accounts: HashMap::new(),
            questions: Questions::default(),
            parents: IndexMap::new(),
            carried: false,
            moved: Moved::new(),
            numbered: Vec::new(),
        }
    }

    /// Makes ready for a table.
    pub(super) fn begin(&mut self, table: &Table) {
        let names = self.names;
        let known = |said: &Said<String>| said.source != Source::Column && !names.find_unit_in(&said.what).is_empty();
        let accounts = matches!(table.form, Form::Accounts | Form::Posts) && names.lists_units();
        self.numbered = numbered_names(table);
        self.carried = accounts && names.lists_accounts() && table.claims.units.iter().any(known);
    }

    /// Accounts given to their owner since this was asked last.
    pub(super) fn take_moved(&mut self) -> Moved {
        std::mem::take(&mut self.moved)
    }

    pub(super) fn into_parts(mut self) -> Noted {
        let (questions, unfit) = self.questions.into_parts(&self.rules.decisions);
        self.findings.extend(unfit);
        let parents = self.parents.into_values().collect();
        Noted { renames: self.renames, questions, parents, findings: self.findings }
    }

    /// Notes a name that the clerk may have to confirm.
    fn ask(
        &mut self,
        (what, written, of): (NameKind, &str, (&str, &str)),
        place: &Place,
        found: impl FnOnce(&Names) -> Resolution,
    ) {
        let shown = one_line(written);
        if !shown.is_empty() {
            let names = self.names;
            let apart = || if what == NameKind::Unit { names.may_abbreviate(written) } else { Vec::new() };
            let found = || Found { found: found(names), apart: apart(), near: names.nearest(what, written, of.0) };
            self.questions.note((what, &shown, of), found, (place, &self.rules.decisions));
        }
    }

    pub(super) fn unit(&mut self, written: &str, place: &Place) -> Name {
        let names = self.names;
        let bare = self.bare(NameKind::Unit, written).filter(|_| names.lists_units());
        if let Some(bare) =
            bare.filter(|bare| names.unit(written).known().is_none() && names.unit(bare).known().is_some())
        {
            self.note_number(NameKind::Unit, written, &bare, place);
            return self.unit(&bare, place);
        }
        if names.lists_units() || !self.rules.words.names.are_several(written) {
            self.ask((NameKind::Unit, written, ("", "")), place, |names| names.unit_undecided(written));
        }
        match self.units.entry(written.to_owned()).or_insert_with(|| names.unit(written)).clone() {
            Resolution::Known(found) => self.known(NameKind::Unit, written, &found, place),
            Resolution::Unknown { suggestions } => {
                let several = self.rules.words.names.are_several(written);
                let name = self.unknown(written, !self.names.lists_units() && !several);
                if !name.listed && self.first(NameKind::Unit, written, place) {
                    let kind = Kind::UnitUnknown { written: name.written.to_string(), suggestions };
                    self.findings.push(Finding::new(kind, place.clone()).unit(&*name.used));
                }
                name
            }
        }
    }

    pub(super) fn column(&mut self, (written, parent): (&str, Option<&str>), unit: &Name, place: &Place) -> Name {
        let names = self.names;
        if let Some(bare) = self.bare(NameKind::Column, written) {
            let whole = names.column_below((written, parent), Some(&unit.used));
            // A roster may list a name with its number.
            if !(names.lists_columns() && whole.known().is_some_and(|m| !m.how.is_guess())) {
                self.note_number(NameKind::Column, written, &bare, place);
                return Name { written: self.share(&one_line(written)), ..self.column((&bare, parent), unit, place) };
            }
        }
        if unit.listed {
            let what = (NameKind::Column, written, (&*unit.used, ""));
            self.ask(what, place, |names| names.column_undecided((written, parent), Some(&unit.used)));
        }
        let key = (written.to_owned(), parent.unwrap_or_default().to_owned(), Arc::clone(&unit.used));
        match self.columns.entry(key).or_insert_with(|| names.column_below((written, parent), Some(&unit.used))).clone()
        {
            Resolution::Known(found) => {
                let name = self.object(NameKind::Column, (written, &found), unit, place);
                self.note_parent((written, parent), unit, &name, place);
                name
            }
            Resolution::Unknown { suggestions } => {
                let kind = Kind::ColumnUnknown { written: one_line(written), suggestions };
                self.unknown_object((NameKind::Column, kind), written, unit, place)
            }
        }
    }

    /// A column that the unit does not keep: its name as written, where the roster does not list it for the unit.
    pub(super) fn column_unasked(&mut self, (written, parent): (&str, Option<&str>), unit: &Name) -> Option<Name> {
        let bare = self.bare(NameKind::Column, written).unwrap_or_else(|| written.to_owned());
        let found = [written, &bare].map(|name| self.names.column_below((name, parent), Some(&unit.used)));
        let known =
            found.iter().filter_map(Resolution::known).any(|m| m.owner.as_deref().is_none_or(|o| o == &*unit.used));
        let name = self.share(&one_line(written));
        (!known).then(|| Name { used: Arc::clone(&name), written: name, listed: false })
    }

    fn note_parent(&mut self, (written, parent): (&str, Option<&str>), unit: &Name, column: &Name, place: &Place) {
        let Some(parent) = parent.filter(|p| !is_empty(p)).map(one_line) else { return };
        let key = (Arc::clone(&unit.used), Arc::clone(&column.used), fold(&parent));
        self.parents.entry(key).or_insert_with(|| ParentSaid {
            unit: Arc::clone(&unit.used),
            column: Arc::clone(&column.used),
            name: one_line(written),
            parent,
            place: place.clone(),
        });
    }

    /// An account with its platform; the register's type wins over a general one (微信公众号). A platform in brackets behind the
    /// name is tried where no column names one.
    pub(super) fn account(&mut self, written: &str, platform: Option<&str>, unit: &Name, place: &Place) -> Account {
        if let Some(bare) = self.bare(NameKind::Account, written) {
            let whole = self.names.account(written, platform, Some(&unit.used));
            if !(self.names.lists_accounts() && whole.known().is_some_and(|m| !m.how.is_guess())) {
                self.note_number(NameKind::Account, written, &bare, place);
                return self.account(&bare, platform, unit, place);
            }
        }
        let said = platform.filter(|p| !is_empty(p)).map(|p| self.platform(p, place));
        let (bare, inside) = platform_inside(written, self.rules);
        let differs = type_differs(written, (said.as_deref(), inside.as_deref()), self.rules);
        let (agrees, said) = (differs.is_none(), said.or(inside));
        let mut found = self.find_account(written, said.as_deref(), unit);
        let mut asked = written;
        let split;
        // A register writes names as they are; without one the brackets are none of the name, unless they contradict the type beside it.
        let parts = found.known().is_none() || !self.names.lists_accounts();
        let differs = differs.filter(|_| parts && self.first(NameKind::Platform, written, place));
        self.findings.extend(differs.map(|kind| Finding::new(kind, place.clone())));
        if bare != written && parts && (agrees || self.names.lists_accounts()) {
            found = self.find_account(&bare, said.as_deref(), unit);
            asked = &bare;
        }
        let mut said = said;
        let splits = if found.known().is_none() { self.rules.words.platforms.split(&bare) } else { Vec::new() };
        for (rest, platform) in splits.into_iter().filter(|(_, p)| said.as_ref().is_none_or(|s| s == p)) {
            let known = self.names.lists_accounts().then(|| self.find_account(&rest, Some(&platform), unit));
            if let Some(known) = known.filter(|k| k.known().is_some_and(|m| !m.how.is_guess())) {
                (found, said) = (known, Some(platform));
                split = rest;
                asked = &split;
                break;
            }
        }
        if unit.listed {
            let platform = said.as_deref();
            let found = |names: &Names| names.account_undecided(asked, platform, Some(&unit.used));
            self.ask((NameKind::Account, asked, (&unit.used, platform.unwrap_or_default())), place, found);
        }
        match found {
            Resolution::Known(found) => {
                let platform = found.platform.clone().or(said).map(|p| self.share(&p));
                if let Some(owner) = self.owner_of(&found, unit) {
                    return self.give(written, (&found, owner), (unit, platform), place);
                }
                let name = self.object(NameKind::Account, (written, &found), unit, place);
                Account { unit: unit.clone(), name, platform }
            }
            Resolution::Unknown { suggestions } => {
                let kind = Kind::AccountUnknown { written: one_line(written), suggestions };
                let shown = if agrees { asked } else { written };
                let name = self.unknown_object((NameKind::Account, kind), shown, unit, place);
                Account { unit: unit.clone(), name, platform: said.map(|p| self.share(&p)) }
            }
        }
    }

    /// The other unit that a certain account belongs to, where a unit that is known hands it in.
    fn owner_of<'f>(&self, found: &'f Match, unit: &Name) -> Option<&'f String> {
        let owner = found.owner.as_ref().filter(|o| o.as_str() != &*unit.used && !found.how.is_guess());
        owner.filter(|_| unit.listed || self.carried)
    }

    /// An account of a body below (or beside) the unit that hands it in goes to the owner in the register.
    fn give(
        &mut self,
        written: &str,
        (found, owner): (&Match, &String),
        (unit, platform): (&Name, Option<Arc<str>>),
        place: &Place,
    ) -> Account {
        let name = self.known(NameKind::Account, written, found, place);
        let key = format!("{}\u{0}{}", fold(written), unit.used);
        if self.first(NameKind::Account, &key, place) {
            let kind = Kind::OwnerMoved { claimed_by: unit.used.to_string(), owner: owner.clone() };
            self.findings.push(Finding::new(kind, place.clone()).unit(owner).object(&*name.used));
            self.renames.push(Rename {
                what: NameKind::Account,
                written: one_line(written),
                used: found.used.clone(),
                how: How::Owner,
                alternative: None,
                units: Some((unit.used.to_string(), owner.clone())),
                place: place.clone(),
            });
        }
        let unit = Name { written: Arc::clone(&unit.written), used: self.share(owner), listed: true };
        self.moved.insert((Arc::clone(&unit.used), Arc::clone(&name.used)));
        Account { unit, name, platform }
    }

    /// A name without the number that its list puts before it.
    fn bare(&self, what: NameKind, written: &str) -> Option<String> {
        let rest = self.numbered.contains(&what).then(|| numbered(written)).flatten();
        rest.map(|(_, rest)| rest.to_owned())
    }

    /// Says that a name is met without its number.
    fn note_number(&mut self, what: NameKind, written: &str, bare: &str, place: &Place) {
        if self.first(what, written, place) {
            self.renames.push(Rename {
                what,
                written: one_line(written),
                used: one_line(bare),
                how: How::Numbered,
                alternative: None,
                units: None,
                place: place.clone(),
            });
        }
    }

    fn find_account(&mut self, written: &str, platform: Option<&str>, unit: &Name) -> Resolution {
        let names = self.names;
        let key = (written.to_owned(), platform.map(str::to_owned), Arc::clone(&unit.used));
        self.accounts.entry(key).or_insert_with(|| names.account(written, platform, Some(&unit.used))).clone()
    }

    /// The canonical platform of a wording; an unknown one stays as written.
    fn platform(&mut self, written: &str, place: &Place) -> String {
        let shown = one_line(written);
        let rules = self.rules;
        let built_in = rules.words.platforms.canonical(written);
        let mut how = How::Alias;
        let canonical = match (built_in, rules.decisions.answer(NameKind::Platform, written, ("", ""))) {
            (Some(canonical), _) => canonical.to_owned(),
            (None, Some(Answer::Is(name, _))) => {
                how = How::Decision;
                name.clone()
            }
            (None, _) => shown.clone(),
        };
        self.ask((NameKind::Platform, written, ("", "")), place, |_| platform_found(written, rules));
        if canonical != shown && self.first(NameKind::Platform, written, place) {
            self.renames.push(Rename {
                what: NameKind::Platform,
                written: shown,
                used: canonical.clone(),
                how,
                alternative: None,
                units: None,
                place: place.clone(),
            });
        }
        canonical
    }

    /// A known column or account: it is listed only under its own unit.
    fn object(&mut self, what: NameKind, (written, found): (&str, &Match), unit: &Name, place: &Place) -> Name {
        let mut name = self.known(what, written, found, place);
        let Some(owner) = found.owner.as_ref().filter(|o| o.as_str() != &*unit.used) else { return name };
        name.listed = false;
        let key = format!("{}\u{0}{}", fold(written), unit.used);
        if unit.listed && self.first(what, &key, place) {
            let kind = Kind::OwnerDiffers { claimed_by: unit.used.to_string(), owner: owner.clone() };
            self.findings.push(Finding::new(kind, place.clone()).unit(&*unit.used).object(&*name.used));
        }
        name
    }

    fn unknown_object(&mut self, (what, kind): (NameKind, Kind), written: &str, unit: &Name, place: &Place) -> Name {
        let name = self.unknown(written, false);
        let key = format!("{}\u{0}{}", fold(written), unit.used);
        if unit.listed && self.first(what, &key, place) {
            self.findings.push(Finding::new(kind, place.clone()).unit(&*unit.used).object(&*name.used));
        }
        name
    }

    fn known(&mut self, what: NameKind, written: &str, found: &Match, place: &Place) -> Name {
        let shown = one_line(written);
        if shown != found.used && self.first(what, written, place) {
            self.renames.push(Rename {
                what,
                written: shown.clone(),
                used: found.used.clone(),
                how: found.how,
                alternative: found.alternative.clone(),
                units: None,
                place: place.clone(),
            });
        }
        Name { written: self.share(&shown), used: self.share(&found.used), listed: true }
    }

    /// Whether this writing is met for the first time in its file.
    fn first(&mut self, what: NameKind, written: &str, place: &Place) -> bool {
        self.said.insert((what, one_line(written), Arc::clone(&place.file)))
    }

    fn unknown(&mut self, written: &str, listed: bool) -> Name {
        let shown = self.share(&one_line(written));
        Name { written: Arc::clone(&shown), used: shown, listed }
    }

    /// The text, in one piece with all that are equal to it.
    fn share(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.texts.get(text) {
            return Arc::clone(known);
        }
        let new: Arc<str> = text.into();
        self.texts.insert(Arc::clone(&new));
        new
    }
}
