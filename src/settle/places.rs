//! "宝鸡市渭滨区统计局 is the 统计局 of here." Place names in front of unit names.
//!
//! In: the roster's full names. Out: [`Places`], which takes the place off a name and keeps it beside the rest. No list of places
//! is built in: a place is what stands in front of a unit's own name in the roster's full names, or one leading level
//! character (区). A name of another place is never cut.

use indexmap::IndexSet;
use std::collections::{BTreeSet, HashMap};

/// The places in front of the roster's unit names.
#[derive(Debug, Clone, Default)]
pub(super) struct Places {
    /// Folded names such as 某市, 某区, and some without their level, the longest first.
    known: Vec<String>,
    /// Numbers of known names by their first character.
    by_first: HashMap<char, Vec<usize>>,
    /// The same by their last.
    by_last: HashMap<char, Vec<usize>>,
    /// The first known place with its level, by its name without.
    whole: HashMap<String, String>,
    /// Last characters of names of places.
    levels: String,
}

/// A name without its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Placed {
    /// The last place in front of it, or its level alone; empty without.
    pub(super) place: String,
    /// The rest.
    pub(super) rest: String,
}

impl Places {
    /// Learns the places from full names and the shorter names of units, all folded: what stands before a shorter name in its full
    /// name, and what most full names begin with.
    pub(super) fn learn(units: &[(String, Vec<String>)], levels: &str) -> Self {
        let mut known = IndexSet::new();
        let mut begin: HashMap<String, usize> = HashMap::new();
        for head in units.iter().flat_map(|(full, _)| heads(full, levels)) {
            *begin.entry(head).or_default() += 1;
        }
        for (full, shorter) in units {
            let heads = heads(full, levels);
            let own = heads.iter().filter(|head| {
                let rest = &full[head.len()..];
                let bare = |name: &String| name == rest || name.strip_prefix(|c| levels.contains(c)) == Some(rest);
                shorter.iter().any(bare)
            });
            let shared = heads.iter().filter(|head| {
                let same = begin.get(*head).copied().unwrap_or(0);
                same >= 3 && same * 2 >= units.len()
            });
            let longest = own.chain(shared).max_by_key(|h| h.len());
            if let Some(longest) = longest {
                known.extend(parts(longest, levels));
            }
        }
        let bare: Vec<String> = known.iter().filter_map(|p| short(p, levels)).collect();
        known.extend(bare);
        let mut known: Vec<String> = known.into_iter().collect();
        known.sort_by_key(|p| std::cmp::Reverse(p.len()));
        Self::looked_up(known, levels)
    }

    fn looked_up(known: Vec<String>, levels: &str) -> Self {
        let mut out = Self { known, levels: levels.to_owned(), ..Self::default() };
        for (number, place) in out.known.iter().enumerate() {
            if let (Some(first), Some(last)) = (place.chars().next(), place.chars().next_back()) {
                out.by_first.entry(first).or_default().push(number);
                out.by_last.entry(last).or_default().push(number);
            }
            if let Some(bare) = short(place, levels) {
                out.whole.entry(bare).or_insert_with(|| place.clone());
            }
        }
        out
    }

    /// Known places at whose first character a text begins.
    fn beginning_as<'a>(&'a self, text: &str) -> impl Iterator<Item = (usize, &'a str)> {
        let numbers = text.chars().next().and_then(|c| self.by_first.get(&c)).into_iter().flatten();
        numbers.map(|number| (*number, self.known[*number].as_str()))
    }

    /// The folded name as it stands and with one place after the other taken off.
    pub(super) fn without(&self, name: &str) -> Vec<Placed> {
        let mut out = vec![Placed { place: String::new(), rest: name.to_owned() }];
        let (mut place, mut rest) = (String::new(), name);
        while let Some((_, next)) = self.beginning_as(rest).find(|(_, p)| rest.starts_with(p) && rest.len() > p.len()) {
            rest = &rest[next.len()..];
            place = self.whole(next);
            out.push(Placed { place: place.clone(), rest: rest.to_owned() });
        }
        let mut chars = rest.chars();
        if let Some(level) = chars.next().filter(|c| place.is_empty() && self.levels.contains(*c)) {
            let rest = chars.as_str();
            if rest.chars().count() >= 2 {
                out.push(Placed { place: level.to_string(), rest: rest.to_owned() });
            }
        }
        out
    }

    /// Whether two places may be one: one of them is not named, they are equal, or one is only the other's level.
    pub(super) fn agree(&self, a: &str, b: &str) -> bool {
        a.is_empty() || b.is_empty() || a == b || self.is_level_of(a, b) || self.is_level_of(b, a)
    }

    /// A known place with its level, where it is known so.
    fn whole(&self, place: &str) -> String {
        self.whole.get(place).map_or(place, String::as_str).to_owned()
    }

    /// The known places that are named, whole or without their level, inside a name (the district in a branch's name).
    pub(super) fn inside(&self, name: &str) -> Vec<String> {
        let tails = name.char_indices().map(|(at, _)| &name[at..]);
        let named = tails.flat_map(|tail| self.beginning_as(tail).filter(|(_, p)| tail.starts_with(p)));
        let longer = named.flat_map(|(_, n)| self.beginning_as(n).filter(move |(_, p)| p.starts_with(n)));
        let numbers: BTreeSet<usize> = longer.map(|(number, _)| number).collect();
        numbers.into_iter().map(|number| self.known[number].clone()).collect()
    }

    /// The known place that `text` ends with, and the byte where it begins.
    pub(super) fn at_end(&self, text: &str) -> Option<(usize, String)> {
        let numbers = text.chars().next_back().and_then(|c| self.by_last.get(&c)).into_iter().flatten();
        let mut places = numbers.map(|number| &self.known[*number]);
        let place = places.find(|p| text.ends_with(p.as_str()))?;
        Some((text.len() - place.len(), self.whole(place)))
    }

    fn is_level_of(&self, level: &str, place: &str) -> bool {
        level.chars().count() == 1 && self.levels.contains(level) && place.ends_with(level)
    }
}

/// The leading parts of a full name that end in a level character and leave a name of at least two characters.
fn heads(full: &str, levels: &str) -> Vec<String> {
    full.char_indices()
        .filter(|(i, c)| *i > 0 && levels.contains(*c))
        .map(|(i, c)| &full[..i + c.len_utf8()])
        .filter(|head| head.chars().count() >= 2 && full[head.len()..].chars().count() >= 2)
        .map(str::to_owned)
        .collect()
}

/// A run of places cut after each level character; a part of one character stays with the part before it.
fn parts(head: &str, levels: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut open = String::new();
    for c in head.chars() {
        open.push(c);
        if levels.contains(c) && open.chars().count() >= 2 {
            out.push(std::mem::take(&mut open));
        }
    }
    if let Some(last) = out.last_mut() {
        last.push_str(&open);
    }
    out
}

/// A place without its level, where two characters or more remain.
fn short(place: &str, levels: &str) -> Option<String> {
    let bare = place.strip_suffix(|c| levels.contains(c))?;
    (bare.chars().count() >= 2).then(|| bare.to_owned())
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
            "省市区县旗州盟",
        )
    }

    #[test]
    fn places_come_from_full_names_only() {
        assert_eq!(places().known, ["甲乙市", "丙丁区", "甲乙", "丙丁"]);
    }

    #[test]
    fn a_place_is_taken_off_step_by_step() {
        let rests: Vec<_> = places().without("甲乙市丙丁区统计局").into_iter().map(|p| (p.place, p.rest)).collect();
        let expected = [("", "甲乙市丙丁区统计局"), ("甲乙市", "丙丁区统计局"), ("丙丁区", "统计局")];
        assert_eq!(rests, expected.map(|(p, r)| (p.to_owned(), r.to_owned())));
    }

    #[test]
    fn a_place_that_no_full_name_has_stays() {
        assert_eq!(places().without("戊己区统计局").len(), 1);
        assert_eq!(places().without("城市管理执法局").len(), 1);
    }

    #[test]
    fn the_city_is_not_its_district() {
        let places = places();
        assert!(!places.agree("甲乙市", "丙丁区"));
        assert!(!places.agree("市", "丙丁区"));
        assert!(places.agree("区", "丙丁区") && places.agree("", "区"));
    }
}
