//! "清姜街道办 is 清姜办." Written unit names to the units of the roster, step by step.
//!
//! In: a written name. Out: one unit and how it was found, or none. The steps and their order are `product.md` section 5: exact,
//! alias, place prefix, ending, abbreviation, cut-off print, sound. Two candidates on the same step end the search: unknown.

use super::endings::{Ended, endings, of_a_place};
use super::guesses::{abbreviates, abbreviates_stem, joins_only, says_business};
use super::index::Index;
use super::keys::{are_one_with_place, cut_from, name_key, without_room};
use super::likeness::{nearest, share_reading, sounds_same, stands_in};
use super::names::{Group, How, Match, Resolution};
use super::places::{Levels, Placed, Places};
use crate::fold::{fold, fold_name, one_name};
use crate::rules::names::{Habit, NameWords};
use crate::rules::roster::Roster;
use indexmap::IndexMap;
use std::collections::{HashMap, HashSet};

/// All known units.
#[derive(Debug, Default)]
pub(super) struct KnownUnits {
    /// Whether they come from the roster's 单位.
    pub(super) listed: bool,
    pub(super) units: Vec<KnownUnit>,
    pub(super) places: Places,
    pub(super) words: NameWords,
    pub(super) index: Index,
    /// Units by their names, for those that are met again.
    by_name: HashMap<String, usize>,
    /// Without a roster: units that are written in several ways.
    pub(super) groups: Vec<Group>,
}

/// One unit with every form of its name that the roster gives.
#[derive(Debug)]
pub(super) struct KnownUnit {
    pub(super) name: String,
    pub(super) forms: Vec<Form>,
    /// Places that it may be called by.
    home: Vec<String>,
    /// Endings that its category shows, by number.
    category: Vec<usize>,
    /// Folded full name, where the roster gives one.
    full: Option<String>,
    /// Forms that have a place inside, without it.
    hollow: Vec<Placed>,
}

/// One form of a unit's name.
#[derive(Debug)]
pub(super) struct Form {
    pub(super) key: String,
    pub(super) how: How,
    /// Without places, step by step.
    pub(super) placed: Vec<Placed>,
    /// Without any place. A level character stays where the full name shows that it belongs to the name (市场…).
    pub(super) bare: Placed,
}

/// Names that sound the same differ in two characters at most, and in their endings of up to five: one of any eight is in both.
const SOUND_SHARES: usize = 8;

/// How, the units that come into question, and whether one fits.
type Step<'a> = (How, &'a [usize], &'a dyn Fn(&KnownUnit) -> bool);

impl KnownUnits {
    pub(super) fn of_roster(roster: &Roster, words: &NameWords) -> Self {
        let Some(list) = &roster.units else {
            let places = Places::learn(&[], Levels::of(words));
            return Self { words: words.clone(), places, ..Self::default() };
        };
        let listed = |name: &str| {
            let key = fold_name(name);
            words.without_government(&key).unwrap_or(key)
        };
        let pairs: Vec<(String, Vec<String>)> = list
            .values()
            .map(|u| {
                let shorter = u.aliases.iter().chain([&u.name]).map(|n| listed(n)).collect();
                (listed(u.full_name.as_ref().unwrap_or(&u.name)), shorter)
            })
            .collect();
        let places = Places::learn(&pairs, Levels::of(words));
        let mut known = Self { listed: true, places, words: words.clone(), ..Self::default() };
        for u in list.values() {
            let mut names = vec![(listed(&u.name), How::Exact)];
            names.extend(u.full_name.iter().chain(&u.aliases).map(|n| (listed(n), How::Alias)));
            let shows = |c: &String| words.endings.iter().position(|e| e.categories.contains(c));
            let category = u.category.iter().filter_map(shows).collect();
            let full = u.full_name.as_ref().map(|n| listed(n));
            let unit = KnownUnit::new(u.name.clone(), names, full, &known);
            known.put(KnownUnit { category, ..unit });
        }
        known.index.close(&known.units);
        known
    }

    fn put(&mut self, unit: KnownUnit) {
        self.by_name.entry(unit.name.clone()).or_insert(self.units.len());
        self.index.put(self.units.len(), &unit, &self.words);
        self.units.push(unit);
    }

    /// Makes the written names of a batch known: names that meet exactly, by a leading level or by their ending are one unit.
    pub(super) fn learn(&mut self, written: &[String]) {
        let mut used: IndexMap<String, (String, usize)> = IndexMap::new();
        for name in written {
            used.entry(self.clean(name))
                .or_insert_with(|| (without_room(&one_name(name), &self.words).to_owned(), 0))
                .1 += 1;
        }
        let mut order: Vec<(String, String, usize)> = used.into_iter().map(|(k, (n, count))| (k, n, count)).collect();
        order.sort_by(|a, b| (b.2, b.0.len(), &a.0).cmp(&(a.2, a.0.len(), &b.0)));
        self.places = self.places_of_batch(&order);
        let mut writings: IndexMap<String, Vec<(String, usize)>> = IndexMap::new();
        for (key, name, times) in order {
            let unit = KnownUnit::new(name, vec![(key, How::Exact)], None, self);
            let found = self.find_among(&unit.name, &self.clean(&unit.name), false);
            match found.as_ref().and_then(Resolution::known) {
                Some(found) => {
                    writings.entry(found.used.clone()).or_default().push((unit.name, times));
                    self.settle_in(&found.used, unit.home);
                }
                None => {
                    writings.entry(unit.name.clone()).or_default().push((unit.name.clone(), times));
                    self.put(unit);
                }
            }
        }
        self.groups = writings.into_iter().filter_map(|(used, written)| Group::of(used, &written)).collect();
    }

    /// Names of other units that this one may abbreviate, or that may abbreviate it: suggestions, at most three.
    pub(super) fn may_abbreviate(&self, written: &str) -> Vec<String> {
        let placed = self.places.without(&self.clean(written));
        let fits = |u: &&KnownUnit| u.name != written && self.meets_bare(u, &placed, &|w, k| self.abbreviates(w, k, u));
        let own = self.find_among(written, &self.clean(written), false);
        let own = own.as_ref().and_then(Resolution::known).map(|m| m.used.as_str());
        let candidates = self.index.alike_but_cut(placed.iter().map(|p| p.rest.as_str()), &self.words);
        let near = candidates.iter().map(|number| &self.units[*number]);
        let found = near.filter(|u| Some(u.name.as_str()) != own).filter(fits);
        found.take(3).map(|u| u.name.clone()).collect()
    }

    /// A unit that was met with a place lives there: the same name with another place is another unit.
    fn settle_in(&mut self, name: &str, home: Vec<String>) {
        if let Some(unit) = self.by_name.get(name).and_then(|number| self.units.get_mut(*number)) {
            unit.home.extend(home);
        }
    }

    /// Places of a batch: names of which another name of the batch is the end, with the place before it.
    fn places_of_batch(&self, names: &[(String, String, usize)]) -> Places {
        let keys: HashSet<&str> = names.iter().map(|(key, ..)| key.as_str()).collect();
        let shorter = |full: &str| {
            let tails = full.char_indices().skip(2).map(|(at, _)| &full[at..]);
            tails.filter(|tail| keys.contains(tail)).map(str::to_owned).collect()
        };
        let pairs: Vec<(String, Vec<String>)> = names.iter().map(|(key, ..)| (key.clone(), shorter(key))).collect();
        Places::learn(&pairs, Levels::of(&self.words))
    }

    /// Whether two names of a batch without roster may be one unit, though they are not grouped: one is cut from the other, and they
    /// begin with no two levels (县某局, 市某局).
    pub(super) fn may_be_one(&self, a: &str, b: &str) -> bool {
        let (a, b) = (self.clean(a), self.clean(b));
        let level = |name: &str| name.chars().next().filter(|c| self.words.levels.contains(*c));
        let apart = level(&a).zip(level(&b)).is_some_and(|(a, b)| a != b);
        !apart && (cut_from(&a, &b, &self.words) || are_one_with_place(&a, &b, &self.words))
    }

    /// Steps of `product.md` section 5 in order.
    pub(super) fn find(&self, written: &str) -> Resolution {
        let key = self.clean(written);
        if key.is_empty() {
            return Resolution::Unknown { suggestions: Vec::new() };
        }
        self.find_among(written, &key, self.listed)
            .unwrap_or_else(|| Resolution::Unknown { suggestions: self.near(&key, None) })
    }

    /// Whether the text is a unit's name, without guessing: whole titles are tried, which are hardly ever names.
    pub(super) fn is_name(&self, written: &str) -> bool {
        let key = self.clean(written);
        !key.is_empty() && matches!(self.find_among(written, &key, false), Some(Resolution::Known(_)))
    }

    /// The step that decides; it may be a guess only where `guess` says so.
    fn find_among(&self, written: &str, key: &str, guess: bool) -> Option<Resolution> {
        let placed = self.places.without(key);
        let rests = || placed.iter().map(|p| p.rest.as_str());
        let near = self.index.with_rest(rests());
        let alike = self.index.with_ending(rests(), &self.words);
        let hollow = placed.last().filter(|_| guess).and_then(|p| self.places.hollow(&p.rest));
        let hollowed: Vec<usize> = if hollow.is_some() { (0..self.units.len()).collect() } else { Vec::new() };
        let certain: [Step<'_>; 5] = [
            (How::Exact, &near, &|u| u.forms.iter().any(|f| f.how == How::Exact && f.key == key)),
            (How::Alias, &near, &|u| u.forms.iter().any(|f| f.key == key)),
            (How::Alias, &near, &|u| self.meets(u, &placed, &|w, k| w == k)),
            (How::Alias, &hollowed, &|u| hollow.as_ref().is_some_and(|w| u.hollow.contains(w))),
            (How::Suffix, &alike, &|u| self.meets(u, &placed, &|w, k| self.same_ending(w, k, u))),
        ];
        self.decide(key, &certain).or_else(|| if guess { self.guess(written, key, &placed) } else { None })
    }

    /// The guess that decides.
    fn guess(&self, written: &str, key: &str, placed: &[Placed]) -> Option<Resolution> {
        let cut = self.cut_forms(placed, written);
        let rests = || placed.iter().map(|p| p.rest.as_str());
        let shorter = self.index.alike_but_cut(rests(), &self.words);
        let sounding = self.index.sharing(rests(), SOUND_SHARES);
        let begun = self.index.beginning_so(cut.0.iter().map(|p| p.rest.as_str()));
        let steps: [Step<'_>; 3] = [
            (How::Abbreviation, &shorter, &|u| self.meets_bare(u, placed, &|w, k| self.abbreviates(w, k, u))),
            (How::Truncated, &begun, &|u| self.is_cut(u, &cut)),
            (How::Sound, &sounding, &|u| self.meets_bare(u, placed, &|w, k| self.sounds(w, k, u))),
        ];
        self.decide(key, &steps)
    }

    /// The first step that a unit fits: that unit, or none where several fit.
    fn decide(&self, key: &str, steps: &[Step<'_>]) -> Option<Resolution> {
        for (how, candidates, fits) in steps {
            let candidates = candidates.iter().map(|number| &self.units[*number]);
            let found: Vec<&KnownUnit> = candidates.filter(|u| fits(u)).collect();
            match found[..] {
                [] => {}
                [unit] => return Some(Resolution::Known(self.matched(unit, *how, key))),
                _ => {
                    let suggestions = found.iter().take(3).map(|u| u.name.clone()).collect();
                    return Some(Resolution::Unknown { suggestions });
                }
            }
        }
        None
    }

    /// The folded name without stamps and notes behind it.
    pub(super) fn clean(&self, written: &str) -> String {
        name_key(written, &self.words)
    }

    /// Whether some form of the written name and some form of the unit's, places set aside, stand as `test` asks.
    fn meets(&self, unit: &KnownUnit, written: &[Placed], test: &dyn Fn(&str, &str) -> bool) -> bool {
        written.iter().any(|w| {
            let mut forms = unit.forms.iter().flat_map(|f| &f.placed);
            forms.any(|k| test(&w.rest, &k.rest) && self.place_fits(unit, &k.place, &w.place))
        })
    }

    /// The same, for names without any place only: what is left out of a guess is never a place.
    fn meets_bare(&self, unit: &KnownUnit, written: &[Placed], test: &dyn Fn(&str, &str) -> bool) -> bool {
        let stripped = written.iter().any(|w| w.place.chars().count() > 1);
        let from = if stripped { written.len() - 1 } else { 0 };
        written[from..].iter().any(|w| {
            let mut bare = unit.forms.iter().map(|f| &f.bare);
            bare.any(|k| test(&w.rest, &k.rest) && self.place_fits(unit, &k.place, &w.place))
        })
    }

    /// Whether a name written with this place may be the unit: its own form has a place that agrees, else its home does.
    pub(super) fn place_fits(&self, unit: &KnownUnit, own: &str, written: &str) -> bool {
        if own.is_empty() && !written.is_empty() {
            return unit.home.is_empty() || unit.home.iter().any(|h| self.places.agree(h, written));
        }
        self.places.agree(own, written)
    }

    /// The same body in two forms of its ending.
    fn same_ending(&self, written: &str, known: &str, unit: &KnownUnit) -> bool {
        self.shared_endings(written, known, unit).iter().any(|(w, k)| w.stem == k.stem)
    }

    /// Both names split at the endings that they share, where one of the forms or the roster's category shows the kind of body.
    fn shared_endings<'n>(&self, written: &'n str, known: &'n str, unit: &KnownUnit) -> Vec<(Ended<'n>, Ended<'n>)> {
        let known = endings(known, &self.words);
        let pairs = endings(written, &self.words).into_iter().filter_map(|w| {
            let k = *known.iter().find(|k| k.ending == w.ending)?;
            let shown = w.proves || k.proves || unit.category.contains(&w.ending) || self.named_so(unit, w.ending);
            shown.then_some((w, k))
        });
        pairs.collect()
    }

    fn named_so(&self, unit: &KnownUnit, ending: usize) -> bool {
        unit.forms.iter().any(|f| endings(&f.key, &self.words).iter().any(|e| e.ending == ending && e.proves))
    }

    /// One leaves out characters of the other, and the written name fits the unit's full name in the same way: 甲局乙分局 is not
    /// the 分局 whose full name is 甲局丙分局, and nothing longer than the full name is the unit. Streets and towns need their
    /// whole name.
    fn abbreviates(&self, written: &str, known: &str, unit: &KnownUnit) -> bool {
        let fewest = self.words.limits.abbreviation;
        let enough = written.chars().count() >= fewest && known.chars().count() >= fewest;
        let near = |full: &str| {
            let bare = self.places.without(full).pop().map(|f| f.rest).unwrap_or_default();
            bare == written || stands_in(written, &bare) || joins_only(&bare, written, &self.words)
        };
        if !enough || written.chars().next() != known.chars().next() {
            return false;
        }
        let shared = self.shared_endings(written, known, unit);
        if !shared.is_empty() {
            let shortened = shared.iter().all(|(w, _)| self.words.endings[w.ending].habits.contains(&Habit::Shortened));
            return shortened && shared.iter().any(|(w, k)| abbreviates_stem(w.stem, k.stem, &self.words));
        }
        let ended = |name: &str| !endings(name, &self.words).is_empty();
        let either = |a: &str, b: &str| abbreviates(a, b, &self.words) || abbreviates(b, a, &self.words);
        !ended(written) && !ended(known) && either(written, known) && unit.full.as_ref().is_none_or(|full| near(full))
    }

    /// The same sound, also in another form of the ending, where the written name is no word of public business.
    fn sounds(&self, written: &str, known: &str, unit: &KnownUnit) -> bool {
        let alike = |known: &str| sounds_same(written, known) && !says_business(written, known, &self.words);
        let also =
            |(w, k): (Ended<'_>, Ended<'_>)| w.stem.len() == k.stem.len() && alike(&format!("{}{}", k.stem, w.form));
        let (first, other) = (written.chars().next(), known.chars().next());
        let begins = first.zip(other).is_some_and(|(a, b)| share_reading(a, b));
        begins && (alike(known) || self.shared_endings(written, known, unit).into_iter().any(also))
    }

    /// What a written name shows if it was cut off in print, and the fewest characters of it that count.
    fn cut_forms(&self, written: &[Placed], raw: &str) -> (Vec<Placed>, usize) {
        let marked = self.words.stamps.cut.iter().find_map(|m| fold(raw).strip_suffix(&fold(m)).map(str::to_owned));
        let limits = &self.words.limits;
        match marked {
            Some(bare) => (self.places.without(&bare), limits.cut_off_marked),
            // A name that ends as names of bodies do is whole: the body above a branch, not the branch cut off.
            None if self.is_whole(written) => (Vec::new(), limits.cut_off),
            None => (written.to_vec(), limits.cut_off),
        }
    }

    fn is_whole(&self, written: &[Placed]) -> bool {
        let ends = |p: &Placed| self.words.around.body_ends.iter().any(|end| p.rest.ends_with(end.as_str()));
        written.first().is_some_and(ends)
    }

    /// The written name is the beginning of a form of the unit.
    fn is_cut(&self, unit: &KnownUnit, (placed, fewest): &(Vec<Placed>, usize)) -> bool {
        self.meets(unit, placed, &|w, k| w.chars().count() >= *fewest && w != k && k.starts_with(w))
    }

    fn matched(&self, unit: &KnownUnit, how: How, key: &str) -> Match {
        let alternative = how.is_guess().then(|| self.near(key, Some(&unit.name)).into_iter().next()).flatten();
        Match { used: unit.name.clone(), how, alternative, owner: None, platform: None }
    }

    /// The nearest names of all.
    pub(super) fn nearest(&self, written: &str) -> Vec<String> {
        self.near(&self.clean(written), None)
    }

    /// The nearest names, for suggestions: only the roster's, because a batch without one takes every name as it is.
    fn near(&self, key: &str, except: Option<&str>) -> Vec<String> {
        let alike = self.index.alike(key).into_iter().map(|(number, form)| (self.units[number].name.as_str(), form));
        nearest(key, alike.filter(|(name, _)| Some(*name) != except))
    }
}

impl KnownUnit {
    fn new(name: String, names: Vec<(String, How)>, full: Option<String>, known: &KnownUnits) -> Self {
        let places = &known.places;
        let full_rest = full.as_deref().and_then(|f| places.without(f).pop()).map(|p| p.rest);
        let forms: Vec<Form> = names
            .into_iter()
            .map(|(key, how)| {
                let mut placed = places.without(&key);
                // The name of a street or town may begin with the name of the place above: that belongs to it.
                let own = |p: &Placed| places.lacks_level(&key[..key.len() - p.rest.len()]);
                if of_a_place(&key, &known.words) {
                    placed.retain(|p| p.place.is_empty() || !own(p));
                }
                let whole = Placed { place: String::new(), rest: key.clone() };
                let belongs = |p: &Placed| {
                    p.place.chars().count() == 1 && full_rest.as_ref().is_some_and(|r| r.starts_with(p.place.as_str()))
                };
                let bare = placed.last().filter(|p| !belongs(p)).cloned().unwrap_or(whole);
                Form { key, how, placed, bare }
            })
            .collect();
        let mut home: Vec<String> = Vec::new();
        for form in &forms {
            home.extend((!form.bare.place.is_empty()).then(|| form.bare.place.clone()));
            home.extend(places.inside(&form.bare.rest));
        }
        let hollow = forms.iter().filter_map(|f| places.hollow(&f.placed.last()?.rest)).collect();
        Self { name, forms, home, category: Vec::new(), full, hollow }
    }
}
