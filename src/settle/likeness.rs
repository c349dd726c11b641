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

/// The three nearest of `known`, for suggestions only; nothing that is not near at all. Pairs are shown name and folded form.
pub(super) fn nearest<'a>(written: &str, known: impl Iterator<Item = (&'a str, String)>) -> Vec<String> {
    let mut scored: Vec<(f64, &str)> = known
        .filter(|(_, form)| may_be_near(written, form))
        .map(|(shown, form)| {
            let near = strsim::normalized_damerau_levenshtein(written, &form);
            let part = written.contains(&form) || form.contains(written);
            let part = part || leaves_out(written, &form) || leaves_out(&form, written);
            (if part { near + 0.4 } else { near }, shown)
        })
        .filter(|(score, _)| *score >= 0.5)
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut out: Vec<String> = Vec::new();
    for (_, shown) in scored {
        if out.len() < 3 && !out.iter().any(|o| o == shown) {
            out.push(shown.to_owned());
        }
    }
    out
}

/// Whether enough characters are shared for a score of one half; most names of a large roster are done with here.
fn may_be_near(a: &str, b: &str) -> bool {
    let (long, short) = if a.len() < b.len() { (b, a) } else { (a, b) };
    let shared = short.chars().filter(|c| long.contains(*c)).count();
    shared * 2 >= long.chars().count() || shared == short.chars().count()
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
    fn same_sound_is_not_likeness() {
        assert!(sounds_same("清江办", "清姜办"));
        assert!(!sounds_same("统计局", "统建局"));
        assert!(!sounds_same("清姜办", "清姜办"));
        assert!(sounds_same("重青办", "重庆办") == share_reading('青', '庆'));
    }

    #[test]
    fn suggestions_are_near_and_at_most_three() {
        let known = ["区统计局", "区统建局", "区民政局", "区财政局", "图书馆"];
        let found = nearest("区统汁局", known.iter().map(|n| (*n, (*n).to_owned())));
        assert_eq!(found[..2], ["区统计局", "区统建局"]);
        assert!(found.len() <= 3 && !found.contains(&"图书馆".to_owned()));
    }
}
