//! "Which forms may a name take?" Endings of unit names, version words of file names.
//!
//! In: `names.toml`. Out: [`NameWords`]. It knows no place and no unit; how names meet is in `settle`.

use serde::Deserialize;

/// Endings of unit names and version words.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameWords {
    /// Last characters of names of places.
    pub levels: String,
    /// Longer endings of names of places.
    pub level_words: Vec<String>,
    /// Endings of the highest places.
    pub highest_levels: Vec<String>,
    /// Names of peoples, as self-governing places bear them.
    pub peoples: Vec<String>,
    /// Endings that mean the same kind of body.
    pub endings: Vec<Ending>,
    /// What keeps a guess from taking one body for another.
    pub guesses: GuessWords,
    /// Notes behind a name.
    pub stamps: Stamps,
    /// Characters around a name inside a longer text.
    pub around: Around,
    /// Version words of file names.
    pub versions: Vec<VersionWords>,
    /// Fewest characters of names.
    pub limits: NameLimits,
}

/// Endings that mean the same kind of body.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ending {
    /// All forms, the longest first.
    pub forms: Vec<String>,
    /// Forms that show the kind of body by themselves.
    pub proves: Vec<String>,
    /// Categories of the roster that show it.
    #[serde(default)]
    pub categories: Vec<String>,
    /// What else is usual with it.
    #[serde(default)]
    pub habits: Vec<Habit>,
}

/// What is usual with the names that have an ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Habit {
    /// The body of a place: its name may begin with the name of the place above it.
    Place,
    /// The name of a people before the ending may be left out.
    Peoples,
    /// The words before the ending may be abbreviated.
    Shortened,
    /// The ending alone is no name.
    Named,
}

/// What keeps a guess from taking one body for another.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuessWords {
    /// Words that join two parts and are left out freely.
    pub joining: Vec<String>,
    /// Characters that an abbreviation never leaves out.
    pub telling: String,
    /// Ends of names that are never abbreviated.
    pub whole: Vec<String>,
    /// Words of public business.
    pub business: Vec<String>,
}

/// Notes that may follow a name.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stamps {
    /// Words in brackets.
    pub words: Vec<String>,
    /// What makes a note one about a stamp or a signature.
    pub signs: Vec<String>,
    /// The characters of such notes.
    pub characters: String,
    /// Words that need no brackets behind a name, the longest first.
    pub bare: Vec<String>,
    /// Marks of print that was cut off.
    pub cut: Vec<String>,
}

/// Characters that may stand beside a name inside a longer text.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Around {
    /// Before it.
    pub before: String,
    /// After it: the search for another body's name ends there.
    pub after: String,
    /// Words that end the search like `after`.
    pub after_words: Vec<String>,
    /// Words of bodies: a name followed by one is the beginning of another name.
    pub bodies: Vec<String>,
    /// Last words of unit names; used only to see units in file names where there is no roster.
    pub body_ends: Vec<String>,
    /// Words of texts that speak of units of a kind, not of one.
    pub kinds: Vec<String>,
    /// Ends that name all units of a kind where a place or a word of `all` stands right before them, or nothing.
    pub collectives: Vec<String>,
    /// The same, where a place before them belongs to the name.
    pub all_only: Vec<String>,
    /// Words before collectives.
    pub all: Vec<String>,
    /// Characters before an end alone by which a unit speaks of itself.
    pub itself: Vec<String>,
    /// What a government calls itself behind its place, and words for its website right behind it.
    pub governments: Vec<String>,
    /// See `governments`.
    pub websites: Vec<String>,
    /// Last words of names before which 人民政府 says no more than the place does (某县人民政府某街道办事处).
    pub governed_ends: Vec<String>,
    /// Ends of texts that say what became of a message (县长信箱转办) and end as a name may (某办).
    pub no_ends: Vec<String>,
    /// Ends of names that rooms inside a unit bear as well.
    pub room_ends: Vec<String>,
    /// Last words of names of rooms that fill in forms for the body they stand in.
    pub office_ends: Vec<String>,
    /// Last words of the names of bodies whose room such a name is.
    pub office_bodies: Vec<String>,
    /// Last characters of the names of rooms in brackets behind the body that they are in.
    pub bracket_rooms: Vec<String>,
    /// What a body is called by more once it is a company.
    pub companies: Vec<String>,
}

/// Version words of one rank.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VersionWords {
    /// Higher is newer.
    pub rank: u32,
    /// The words.
    pub words: Vec<String>,
}

/// Fewest characters of names, by use.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NameLimits {
    /// A name cut off in print.
    pub cut_off: usize,
    /// The same with a mark of the cut.
    pub cut_off_marked: usize,
    /// An abbreviation.
    pub abbreviation: usize,
    /// A name inside a longer text.
    pub inside_text: usize,
}

impl Around {
    /// Whether a text (folded) that goes on with `rest` is the owner of a website in the website's name: 某县人民政府 in 某县人民政府网站. Any unit
    /// may report about it; a town's own website is its own.
    #[must_use]
    pub fn owns_website(&self, text: &str, rest: &str, levels: &str) -> bool {
        let owner = self.governments.iter().find_map(|word| text.strip_suffix(word.as_str()));
        owner.is_some_and(|place| place.ends_with(|c| levels.contains(c)))
            && self.websites.iter().any(|word| rest.starts_with(word.as_str()))
    }

    /// Whether what stands behind a name may follow one: no part of a longer name.
    #[must_use]
    pub fn may_follow(&self, rest: &str) -> bool {
        rest.chars().next().is_none_or(|c| self.after.contains(c))
            || self.after_words.iter().any(|word| rest.starts_with(word.as_str()))
    }
}

impl NameWords {
    /// Whether a text ends as names of units do.
    #[must_use]
    pub fn is_body(&self, text: &str) -> bool {
        text.chars().count() >= self.limits.inside_text
            && self.around.body_ends.iter().any(|end| text.ends_with(end.as_str()))
            && !self.around.no_ends.iter().any(|end| text.ends_with(end.as_str()))
    }

    /// Whether a text is the name of one unit, not of a kind of units (乡镇, 县直各局).
    #[must_use]
    pub fn is_one_body(&self, text: &str) -> bool {
        self.is_body(text) && !self.are_several(text) && !self.is_kind(text)
    }

    /// Whether a text names all units of a kind (某县乡镇, 各街道办事处), and so none. 新乡镇 is a town.
    #[must_use]
    pub fn is_collective(&self, text: &str) -> bool {
        let said =
            |before: &str| before.is_empty() || self.around.all.iter().any(|word| before.ends_with(word.as_str()));
        let placed = |before: &str| said(before) || before.ends_with(|c| self.levels.contains(c));
        let ends = |ends: &[String], fits: &dyn Fn(&str) -> bool| {
            ends.iter().filter_map(|end| text.strip_suffix(end.as_str())).any(fits)
        };
        ends(&self.around.collectives, &placed) || ends(&self.around.all_only, &said)
    }

    /// Whether a text is a word for whoever writes it (本中心), and so names nobody.
    #[must_use]
    pub fn is_itself(&self, text: &str) -> bool {
        let rest = self.around.itself.iter().find_map(|word| text.strip_prefix(word.as_str()));
        rest.is_some_and(|rest| self.around.body_ends.iter().any(|end| end == rest))
    }

    /// Whether a name may as well be that of a room inside a unit (党政办).
    #[must_use]
    pub fn may_be_room(&self, name: &str) -> bool {
        self.around.room_ends.iter().any(|end| name.ends_with(end.as_str()))
    }

    /// The body whose inner room a name (folded) is: 某局办公室 is of 某局. The office of a government or of a committee is a body itself.
    #[must_use]
    pub fn body_of_office<'n>(&self, name: &'n str) -> Option<&'n str> {
        let rooms = self.around.office_ends.iter().filter_map(|room| name.strip_suffix(room.as_str()));
        let is_body = |body: &&str| self.around.office_bodies.iter().any(|end| body.ends_with(end.as_str()));
        rooms.min_by_key(|body| body.len()).filter(is_body)
    }

    /// A name (folded) without the government between its place and a body below it: 某县人民政府某街道办事处 is 某县某街道办事处.
    #[must_use]
    pub fn without_government(&self, name: &str) -> Option<String> {
        let around = &self.around;
        let is_place = |text: &str| {
            text.ends_with(|c| self.levels.contains(c))
                || self.level_words.iter().any(|end| text.ends_with(end.as_str()))
        };
        let is_below = |rest: &str| {
            let stem = |end: &String| rest.strip_suffix(end.as_str()).is_some_and(|stem| stem.chars().nth(1).is_some());
            around.governed_ends.iter().any(stem)
        };
        around.governments.iter().find_map(|government| {
            let (place, rest) = name.split_once(government.as_str())?;
            (is_place(place) && is_below(rest)).then(|| format!("{place}{rest}"))
        })
    }

    /// Whether a note in brackets (folded) names a room inside the body before it: 某医院(宣传科), 某局(办公室).
    #[must_use]
    pub fn is_room_of(&self, note: &str, body: &str) -> bool {
        let around = &self.around;
        let room = around.bracket_rooms.iter().any(|end| note.ends_with(end.as_str())) && note.chars().count() > 1;
        let office = around.office_ends.iter().any(|end| end == note);
        let ends = |ends: &[String]| ends.iter().any(|end| body.ends_with(end.as_str()));
        room && self.is_body(body) && !ends(&around.governments) || (room || office) && ends(&around.office_bodies)
    }

    /// Whether a text speaks of a kind of units (乡镇, 县直部门).
    #[must_use]
    pub fn is_kind(&self, text: &str) -> bool {
        self.around.kinds.iter().any(|kind| text.contains(kind.as_str()))
    }

    /// Whether a text joins the names of several units (甲局、乙局), or names all of a kind (各乡镇).
    #[must_use]
    pub fn are_several(&self, text: &str) -> bool {
        let mut parts =
            text.split(['、', '，', ',', '；', ';', '/', '\n']).map(str::trim).filter(|part| !part.is_empty());
        let joined = parts.next().is_some_and(|first| self.is_body(first))
            && parts.next().is_some_and(|second| self.is_body(second));
        joined || self.is_collective(text)
    }

    /// The built-in words.
    #[must_use]
    pub fn built_in() -> Self {
        super::embedded(include_str!("names.toml"))
    }
}

mod stamps;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_unit_is_told_from_several_and_from_kinds() {
        let words = NameWords::built_in();
        assert!(words.is_one_body("某县财政局") && words.is_one_body("某某镇"));
        assert!(words.are_several("县教育局、县体育局") && !words.are_several("县教育局、体育"));
        for all in ["某县乡镇", "各乡镇", "乡镇", "各街道办事处", "县直部门", "各单位", "全县各部门"]
        {
            assert!(words.is_collective(all) && !words.is_one_body(all), "{all}");
        }
        for one in ["某县新乡镇", "某县红旗街道", "集州街道", "某某县财政局", "某某镇", "县政府办"]
        {
            assert!(!words.is_collective(one), "{one}");
        }
        for kind in ["乡镇", "各乡镇", "县直各局", "县教育局、县体育局", "政务动态"] {
            assert!(!words.is_one_body(kind), "{kind}");
        }
    }

    #[test]
    fn a_government_between_a_place_and_a_body_below_it_says_no_more_than_the_place() {
        let words = NameWords::built_in();
        let without = |name: &str| words.without_government(name);
        assert_eq!(without("某县人民政府栖云街道办事处").as_deref(), Some("某县栖云街道办事处"));
        assert_eq!(without("区政府东台街道").as_deref(), Some("区东台街道"));
        for own in [
            "某县人民政府办公室",
            "某县人民政府",
            "某镇人民政府",
            "石门镇人民政府",
            "县政府研究室",
            "市人民政府驻某市办事处",
        ] {
            assert_eq!(without(own), None, "{own}");
        }
    }

    #[test]
    fn forms_of_an_ending_stand_longest_first() {
        for ending in NameWords::built_in().endings {
            let lengths: Vec<usize> = ending.forms.iter().map(|f| f.chars().count()).collect();
            assert!(lengths.windows(2).all(|w| w[0] >= w[1]), "{:?}", ending.forms);
            assert!(ending.proves.iter().all(|p| ending.forms.contains(p)));
        }
    }
}
