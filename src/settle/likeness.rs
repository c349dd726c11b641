//! "教体局 is 教育体育局 cut short." How two different writings may be alike.
//!
//! In: two folded names. Out: whether one leaves out characters of the other in order, whether both sound the same, and for
//! suggestions only how near they are. Edit distance never merges anything.

use pinyin::ToPinyinMulti;

/// Whether `short` is `long` with characters left out in order, with the same last character. A mere tail (管理局) is a kind of
/// body, not an abbreviation of one.
pub(super) fn leaves_out(short: &str, long: &str) -> bool {
    !long.ends_with(short) && stands_in(short, long)
}

/// Whether the characters of `short` stand in `long` in order, with the same last character, and do not fill it.
pub(super) fn stands_in(short: &str, long: &str) -> bool {
    if short.chars().last() != long.chars().last() || short.len() >= long.len() {
        return false;
    }
    let mut rest = long.chars();
    short.chars().all(|c| rest.any(|d| d == c))
}

/// Whether both have as many characters and each pair shares a reading; one differing character in short names, two in long ones.
pub(super) fn sounds_same(a: &str, b: &str) -> bool {
    let length = a.chars().count();
    if length < 3 || length != b.chars().count() {
        return false;
    }
    let differing: Vec<(char, char)> = a.chars().zip(b.chars()).filter(|(x, y)| x != y).collect();
    let allowed = if length <= 4 { 1 } else { 2 };
    (1..=allowed).contains(&differing.len()) && differing.iter().all(|(x, y)| share_reading(*x, *y))
}

/// Whether two characters are the same or share a reading.
pub(super) fn share_reading(a: char, b: char) -> bool {
    if a == b {
        return true;
    }
    let (Some(a), Some(b)) = (a.to_pinyin_multi(), b.to_pinyin_multi()) else { return false };
    let b: Vec<&str> = b.into_iter().map(pinyin::Pinyin::plain).collect();
    a.into_iter().any(|p| b.contains(&p.plain()))
}

/// How a name is like another, in words that can be told; the first that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alike {
    /// The same characters but for signs and places.
    Same,
    /// One is a part of the other.
    Part,
    /// One leaves out characters of the other, in order.
    LeavesOut,
    /// Every character sounds the same.
    Sound,
    /// So many characters differ, at most half of them.
    Differ(usize),
    /// Nothing of this: it is offered for other reasons.
    Apart,
}

/// How `known` is like the `written` name.
#[must_use]
pub fn alike(written: &str, known: &str) -> Alike {
    let (a, b) = (crate::fold::fold_name(written), crate::fold::fold_name(known));
    let letters = |t: &str| t.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    if letters(&a) == letters(&b) {
        Alike::Same
    } else if a.contains(&b) || b.contains(&a) {
        Alike::Part
    } else if stands_in(&a, &b) || stands_in(&b, &a) {
        Alike::LeavesOut
    } else if sounds_same(&a, &b) {
        Alike::Sound
    } else {
        let differ = strsim::osa_distance(&a, &b);
        if differ * 2 <= a.chars().count().max(b.chars().count()) { Alike::Differ(differ) } else { Alike::Apart }
    }
}

/// The three nearest of `known`, for suggestions only; nothing that is not near at all. Pairs are shown name and folded form; of
/// names that are equally near the earlier stands first.
pub(super) fn nearest<'a>(written: &str, known: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<String> {
    let letters = Letters::of(written);
    let mut candidates: Vec<(f64, usize, &str, &str)> = known
        .enumerate()
        .filter_map(|(place, (shown, form))| Some((letters.most(form)?, place, shown, form)))
        .collect();
    // What may be nearest is measured first: most names need no measuring once three are known that are nearer than they can be.
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut best: Vec<(f64, usize, &str)> = Vec::new();
    for (most, place, shown, form) in candidates {
        if best.len() == SUGGESTED && best.iter().all(|(score, ..)| *score > most) {
            break;
        }
        let score = nearness(written, form);
        if score < LEAST || best.iter().any(|(known, at, name)| *name == shown && (-known, *at) < (-score, place)) {
            continue;
        }
        best.retain(|(.., name)| *name != shown);
        best.push((score, place, shown));
        best.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        best.truncate(SUGGESTED);
    }
    best.into_iter().map(|(.., shown)| shown.to_owned()).collect()
}

/// So many names are suggested at most.
const SUGGESTED: usize = 3;
/// Names that are less near are no suggestion.
const LEAST: f64 = 0.5;
/// What a name gains by being a part of the other.
const PART: f64 = 0.4;

fn nearness(written: &str, form: &str) -> f64 {
    let near = strsim::normalized_damerau_levenshtein(written, form);
    let part = written.contains(form) || form.contains(written);
    let part = part || leaves_out(written, form) || leaves_out(form, written);
    if part { near + PART } else { near }
}

/// The characters of a written name with their numbers.
struct Letters {
    counts: Vec<(char, usize)>,
    length: usize,
}

impl Letters {
    fn of(name: &str) -> Self {
        let mut all: Vec<char> = name.chars().collect();
        let length = all.len();
        all.sort_unstable();
        Self { counts: all.chunk_by(|a, b| a == b).map(|same| (same[0], same.len())).collect(), length }
    }

    /// The most that [`nearness`] can be; `None` where that is too little. A character that is not in both names costs a change,
    /// and a part of a name has all its characters in it.
    fn most(&self, form: &str) -> Option<f64> {
        let mut left: Vec<usize> = self.counts.iter().map(|(_, n)| *n).collect();
        let (mut shared, mut length) = (0, 0);
        for c in form.chars() {
            length += 1;
            if let Ok(at) = self.counts.binary_search_by_key(&c, |(known, _)| *known)
                && left[at] > 0
            {
                left[at] -= 1;
                shared += 1;
            }
        }
        let (long, short) = (self.length.max(length).max(1), self.length.min(length));
        #[expect(clippy::cast_precision_loss, reason = "names are short")]
        let near = 1.0 - (long - shared) as f64 / long as f64;
        let most = if shared == short { near + PART } else { near };
        (most >= LEAST).then_some(most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_may_be_left_out_in_order_only() {
        assert!(leaves_out("教体局", "教育体育局"));
        assert!(!leaves_out("体教局", "教育体育局"));
        assert!(!leaves_out("教体办", "教育体育局"));
        assert!(!leaves_out("管理局", "应急管理局"));
        assert!(!leaves_out("统计局", "统建局"));
    }

    #[test]
    fn likeness_is_told_by_the_first_way_that_holds() {
        for (written, known, how) in [
            ("执法（食品）", "执法-食品", Alike::Same),
            ("疫情防控动态", "疫情防控", Alike::Part),
            ("教体局", "教育体育局", Alike::LeavesOut),
            ("清江办", "清姜办", Alike::Sound),
            ("区统建局", "区统计局", Alike::Differ(1)),
            ("统计之家", "江北发布", Alike::Apart),
        ] {
            assert_eq!(alike(written, known), how, "{written}");
        }
    }

    #[test]
    fn same_sound_is_not_likeness() {
        assert!(sounds_same("清江办", "清姜办"));
        assert!(!sounds_same("统计局", "统建局"));
        assert!(!sounds_same("清姜办", "清姜办"));
        assert!(sounds_same("重青办", "重庆办") == share_reading('青', '庆'));
    }

    #[test]
    fn suggestions_are_near_and_at_most_three() {
        let known = ["区统计局", "区统建局", "区民政局", "区财政局", "图书馆"];
        let found = nearest("区统汁局", known.iter().map(|n| (*n, *n)));
        assert_eq!(found[..2], ["区统计局", "区统建局"]);
        assert!(found.len() <= 3 && !found.contains(&"图书馆".to_owned()));
    }
}
