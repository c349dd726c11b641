//! "宝鸡市渭滨区统计局 is the 统计局 of here." Place names in front of unit names.
//!
//! In: the roster's full names. Out: [`Places`], which takes the place off a name and keeps it beside the rest. No list of places
//! is built in: a place is what stands in front of a unit's own name in the roster's full names, or one leading level
//! character (区). A name of another place is never cut.

use crate::rules::names::NameWords;
use indexmap::{IndexMap, IndexSet};
use std::collections::{BTreeSet, HashMap};

/// The places in front of the roster's unit names.
#[derive(Debug, Clone, Default)]
pub(super) struct Places {
    /// Every writing of a place, longest first, and the place with its level.
    known: Vec<(String, String)>,
    /// Numbers of writings by their first character.
    by_first: HashMap<char, Vec<usize>>,
    /// The same by their last.
    by_last: HashMap<char, Vec<usize>>,
    /// Places that stand first in full names.
    tops: Vec<String>,
    levels: Levels,
}

/// What names of places end in.
#[derive(Debug, Clone, Default)]
pub(super) struct Levels {
    /// Single characters.
    chars: String,
    /// Longer ones.
    words: Vec<String>,
    /// Those of the highest places.
    highest: Vec<String>,
    /// Peoples whose names self-governing places bear.
    peoples: Vec<String>,
}

/// A name without its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Placed {
    /// The last place in front of it, or its level alone; empty without.
    pub(super) place: String,
    /// The rest.
    pub(super) rest: String,
}

impl Levels {
    pub(super) fn of(words: &NameWords) -> Self {
        Self {
            chars: words.levels.clone(),
            words: words.level_words.clone(),
            highest: words.highest_levels.clone(),
            peoples: words.peoples.clone(),
        }
    }

    fn is_level(&self, c: char) -> bool {
        self.chars.contains(c)
    }

    /// The level that a name begins with, and the rest.
    fn strip<'n>(&self, name: &'n str) -> Option<(&'n str, &'n str)> {
        let word = self.words.iter().find(|w| name.starts_with(w.as_str())).map(String::len);
        let length = word.or_else(|| name.chars().next().filter(|c| self.is_level(*c)).map(char::len_utf8))?;
        Some(name.split_at(length))
    }

    /// Whether this is a level alone and the place is of it.
    fn is_level_of(&self, level: &str, place: &str) -> bool {
        self.strip(level).is_some_and(|(_, rest)| rest.is_empty()) && place.ends_with(level)
    }

    /// Shorter writings of a place: without its level, and for a self-governing one without its peoples.
    fn shorter(&self, place: &str) -> Vec<String> {
        let Some(level) = place.chars().next_back().filter(|c| self.is_level(*c)) else { return Vec::new() };
        let word = self.words.iter().find(|w| place.ends_with(w.as_str()));
        let bare = &place[..place.len() - word.map_or(level.len_utf8(), String::len)];
        let home = without_peoples(bare, &self.peoples);
        let mut out = vec![bare.to_owned()];
        if home != bare {
            out.extend([format!("{home}{level}"), home.to_owned()]);
        }
        out.retain(|p| p.chars().count() >= 2);
        out
    }
}

/// A name without the names of peoples behind it, where two characters or more remain.
pub(super) fn without_peoples<'n>(name: &'n str, peoples: &[String]) -> &'n str {
    let mut rest = name;
    let shorter = |rest: &'n str| {
        let mut bare = peoples.iter().filter_map(|p| rest.strip_suffix(p.as_str()));
        bare.find(|bare| bare.chars().count() >= 2)
    };
    while let Some(bare) = shorter(rest) {
        rest = bare;
    }
    rest
}

impl Places {
    /// Learns the places from full names and the shorter names of units, all folded: what stands before a shorter name in its full
    /// name, and what most names that begin with some place begin with.
    pub(super) fn learn(units: &[(String, Vec<String>)], levels: Levels) -> Self {
        let mut begin: HashMap<String, usize> = HashMap::new();
        let all: Vec<Vec<String>> = units.iter().map(|(full, _)| heads(full, &levels)).collect();
        for head in all.iter().flatten() {
            *begin.entry(head.clone()).or_default() += 1;
        }
        let placed = all.iter().filter(|heads| !heads.is_empty()).count();
        let (mut whole, mut tops) = (IndexSet::new(), IndexSet::new());
        for ((full, shorter), heads) in units.iter().zip(&all) {
            let own = heads.iter().filter(|head| {
                let rest = &full[head.len()..];
                shorter.iter().any(|name| name == rest || levels.strip(name).is_some_and(|(_, bare)| bare == rest))
            });
            let shared = heads.iter().filter(|head| {
                let same = begin.get(*head).copied().unwrap_or(0);
                same >= 3 && same * 2 >= placed
            });
            if let Some(longest) = own.chain(shared).max_by_key(|h| h.len()) {
                let parts = parts(longest, &levels);
                tops.extend(parts.first().cloned());
                whole.extend(parts);
            }
        }
        let mut known: IndexMap<String, String> = whole.iter().map(|p| (p.clone(), p.clone())).collect();
        for place in &whole {
            for short in levels.shorter(place) {
                known.entry(short).or_insert_with(|| place.clone());
            }
        }
        let mut known: Vec<(String, String)> = known.into_iter().collect();
        known.sort_by_key(|(p, _)| std::cmp::Reverse(p.len()));
        let mut out = Self { known, tops: tops.into_iter().collect(), levels, ..Self::default() };
        for (number, (place, _)) in out.known.iter().enumerate() {
            if let (Some(first), Some(last)) = (place.chars().next(), place.chars().next_back()) {
                out.by_first.entry(first).or_default().push(number);
                out.by_last.entry(last).or_default().push(number);
            }
        }
        out
    }

    /// Writings of places that a text begins with, the longest first.
    fn beginning<'a>(&'a self, text: &str) -> impl Iterator<Item = (usize, &'a (String, String))> {
        let numbers = text.chars().next().and_then(|c| self.by_first.get(&c)).into_iter().flatten();
        let places = numbers.map(|number| (*number, &self.known[*number]));
        places.filter(move |(_, (place, _))| text.starts_with(place.as_str()))
    }

    /// The folded name as it stands and with one place after the other taken off.
    pub(super) fn without(&self, name: &str) -> Vec<Placed> {
        let mut out = vec![Placed { place: String::new(), rest: name.to_owned() }];
        let (mut place, mut rest) = (String::new(), self.below_unknown(name));
        while let Some((next, whole)) = self.first(rest) {
            let after = &rest[next.len()..];
            if next == whole
                && let Some(level) = rest[..next.len()].char_indices().next_back().map(|(at, _)| at)
                && self.beginning(rest).any(|(_, (p, _))| p == &rest[..level])
            {
                // The level's character may begin the name itself: the market authority of a city.
                out.push(Placed { place: whole.to_owned(), rest: rest[level..].to_owned() });
            }
            rest = after;
            whole.clone_into(&mut place);
            out.push(Placed { place: place.clone(), rest: rest.to_owned() });
        }
        if place.is_empty()
            && let Some((level, rest)) = self.levels.strip(rest)
            && rest.chars().count() >= 2
        {
            out.push(Placed { place: level.to_owned(), rest: rest.to_owned() });
        }
        out
    }

    /// The known place that a longer name begins with, as written and with its level.
    fn first(&self, name: &str) -> Option<(&str, &str)> {
        let mut places = self.beginning(name).map(|(_, place)| place);
        let found = places.find(|(p, whole)| {
            // A place without its level, and another level behind it, is another place (a province of the city's name).
            let next = name.strip_prefix(p.as_str()).and_then(|rest| rest.chars().next());
            next.is_some_and(|next| p == whole || !self.levels.is_level(next))
        });
        found.map(|(p, whole)| (p.as_str(), whole.as_str()))
    }

    /// A name without the unknown place above the roster's highest (the province, which the roster leaves out). Above a place that is
    /// not the roster's highest only a province may stand: a district of the same name in another city is not this one.
    fn below_unknown<'n>(&self, name: &'n str) -> &'n str {
        if self.first(name).is_some() {
            return name;
        }
        let starts = name.char_indices().map(|(at, _)| at).filter(|at| self.is_place(&name[..*at]));
        let highest = |head: &str| self.levels.highest.iter().any(|l| head.ends_with(l.as_str()));
        let below = |at: usize| {
            let known = |top: &str| name[at..].starts_with(top);
            self.tops.iter().any(|t| known(t))
                || (highest(&name[..at]) && self.beginning(&name[at..]).any(|(_, (p, whole))| p == whole))
        };
        starts.filter(|at| below(*at)).map(|at| &name[at..]).next().unwrap_or(name)
    }

    /// Whether what stands before a known place leaves it the roster's: no other place, or one that the roster leaves out above.
    pub(super) fn may_stand_above(&self, head: &str, placed: &str) -> bool {
        let name = format!("{head}{placed}");
        !self.is_place(head) || self.below_unknown(&name).len() < name.len()
    }

    /// Whether a text reads as the name of a place: a level behind two characters or more.
    fn is_place(&self, text: &str) -> bool {
        text.chars().count() >= 3 && text.chars().next_back().is_some_and(|c| self.levels.is_level(c))
    }

    /// A name without the places that stand inside it, and the last of them; none where no place stands inside.
    pub(super) fn hollow(&self, name: &str) -> Option<Placed> {
        let (mut place, mut rest, mut inside) = (String::new(), String::new(), false);
        let mut left = name;
        while let Some(c) = left.chars().next() {
            let whole = self.beginning(left).map(|(_, place)| place).find(|(p, whole)| p == whole);
            if let Some((p, _)) = whole.filter(|_| !rest.is_empty()) {
                (inside, left) = (true, &left[p.len()..]);
                p.clone_into(&mut place);
            } else {
                rest.push(c);
                left = &left[c.len_utf8()..];
            }
        }
        inside.then_some(Placed { place, rest })
    }

    /// Whether two places may be one: one of them is not named, they are equal, or one is only the other's level.
    pub(super) fn agree(&self, a: &str, b: &str) -> bool {
        a.is_empty() || b.is_empty() || a == b || self.levels.is_level_of(a, b) || self.levels.is_level_of(b, a)
    }

    /// The known places that are named, whole or without their level, inside a name (the district in a branch's name).
    pub(super) fn inside(&self, name: &str) -> Vec<String> {
        let tails = name.char_indices().map(|(at, _)| &name[at..]);
        let numbers: BTreeSet<usize> = tails.flat_map(|tail| self.beginning(tail).map(|(number, _)| number)).collect();
        numbers.into_iter().map(|number| self.known[number].1.clone()).collect()
    }

    /// The known place that `text` ends with, and the byte where it begins.
    pub(super) fn at_end(&self, text: &str) -> Option<(usize, String)> {
        let numbers = text.chars().next_back().and_then(|c| self.by_last.get(&c)).into_iter().flatten();
        let found = numbers.map(|number| &self.known[*number]).find(|(p, _)| text.ends_with(p.as_str()));
        found.map(|(p, whole)| (text.len() - p.len(), whole.clone()))
    }

    /// Whether this part of a name, taken off before the rest, is a place without its level.
    pub(super) fn lacks_level(&self, taken: &str) -> bool {
        taken.chars().next_back().is_some_and(|c| !self.levels.is_level(c))
    }
}

/// The leading parts of a full name that end in a level character and leave a name of at least two characters.
fn heads(full: &str, levels: &Levels) -> Vec<String> {
    full.char_indices()
        .filter(|(i, c)| *i > 0 && levels.is_level(*c))
        .map(|(i, c)| &full[..i + c.len_utf8()])
        .filter(|head| head.chars().count() >= 2 && full[head.len()..].chars().count() >= 2)
        .map(str::to_owned)
        .collect()
}

/// A run of places cut after each level character; a part of one character stays with the part before it. Of two level characters
/// side by side the second ends the place, unless they are the same: then it begins the next.
fn parts(head: &str, levels: &Levels) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut open = String::new();
    let mut chars = head.chars().peekable();
    while let Some(c) = chars.next() {
        open.push(c);
        let goes_on = chars.peek().is_some_and(|next| levels.is_level(*next) && *next != c);
        if levels.is_level(c) && open.chars().count() >= 2 && !goes_on {
            out.push(std::mem::take(&mut open));
        }
    }
    if let Some(last) = out.last_mut() {
        last.push_str(&open);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places() -> Places {
        let pair = |full: &str, short: &str| (full.to_owned(), vec![short.to_owned()]);
        Places::learn(
            &[
                pair("甲乙市丙丁区统计局", "区统计局"),
                pair("甲乙市丙丁区城市管理执法局", "区城管执法局"),
                pair("甲乙市丙丁区城市治理中心", "区城市治理中心"),
            ],
            Levels::of(&NameWords::built_in()),
        )
    }

    #[test]
    fn places_come_from_full_names_only() {
        let known = places().known;
        let names: Vec<&str> = known.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["甲乙市", "丙丁区", "甲乙", "丙丁"]);
    }

    #[test]
    fn a_place_is_taken_off_step_by_step() {
        let rests: Vec<_> = places().without("甲乙市丙丁区统计局").into_iter().map(|p| (p.place, p.rest)).collect();
        let expected = [
            ("", "甲乙市丙丁区统计局"),
            ("甲乙市", "市丙丁区统计局"),
            ("甲乙市", "丙丁区统计局"),
            ("丙丁区", "区统计局"),
            ("丙丁区", "统计局"),
        ];
        assert_eq!(rests, expected.map(|(p, r)| (p.to_owned(), r.to_owned())));
    }

    #[test]
    fn a_place_that_no_full_name_has_stays() {
        assert_eq!(places().without("戊己区统计局").len(), 1);
        assert_eq!(places().without("城市管理执法局").len(), 1);
    }

    #[test]
    fn a_level_character_inside_of_a_name_cuts_no_place() {
        let levels = Levels::of(&NameWords::built_in());
        for (head, expected) in [
            ("甲州市乙丙区", vec!["甲州市", "乙丙区"]),
            ("甲乙市市中区", vec!["甲乙市", "市中区"]),
            ("甲乙市丙市区", vec!["甲乙市", "丙市区"]),
            ("甲乙市城区", vec!["甲乙市", "城区"]),
            ("甲乙盟丙丁旗", vec!["甲乙盟", "丙丁旗"]),
        ] {
            assert_eq!(parts(head, &levels), expected);
        }
    }

    #[test]
    fn a_self_governing_place_is_known_without_its_peoples() {
        let levels = Levels::of(&NameWords::built_in());
        assert_eq!(levels.shorter("甲乙土家族苗族自治县"), ["甲乙土家族苗族", "甲乙县", "甲乙"]);
        assert_eq!(levels.shorter("甲乙新区"), ["甲乙"]);
        assert_eq!(levels.shorter("乙区"), Vec::<String>::new());
    }

    #[test]
    fn above_the_highest_place_an_unknown_one_may_stand() {
        let last = |name: &str| places().without(name).pop().map(|p| p.rest);
        assert_eq!(last("戊己省甲乙市丙丁区统计局").as_deref(), Some("统计局"));
        assert_eq!(last("戊己省丙丁区统计局").as_deref(), Some("统计局"));
        assert_eq!(last("戊己市丙丁区统计局").as_deref(), Some("戊己市丙丁区统计局"));
    }

    #[test]
    fn the_city_is_not_its_district() {
        let places = places();
        assert!(!places.agree("甲乙市", "丙丁区"));
        assert!(!places.agree("市", "丙丁区"));
        assert!(places.agree("区", "丙丁区") && places.agree("", "区"));
    }
}
