//! "教体局 is 教育体育局, but 商务局 is not 招商服务局." When a shorter name may be a longer one cut short.
//!
//! In: two folded names without places, the words of `names.toml`. Out: whether one may stand for the other as a guess. What is
//! left out must not be what tells two bodies apart: a number, a direction, a whole word of public business, the name of a branch.

use super::likeness::leaves_out;
use crate::rules::names::NameWords;

/// Whether `short` may be `long` abbreviated: its characters stand in order, it begins and ends with the same, and what is left out tells
/// no other body apart. A body inside another body begins with the whole name of that body (甲局乙分局), so that is none.
pub(super) fn abbreviates(short: &str, long: &str, words: &NameWords) -> bool {
    let same_begin = short.chars().next() == long.chars().next();
    let whole = |name: &str| words.guesses.whole.iter().any(|end| name.ends_with(end.as_str()));
    same_begin
        && leaves_out(short, long)
        && !long.starts_with(short)
        && !whole(long)
        && tells_nothing(short, long, words)
}

/// The same for what stands before two forms of one ending (发改 and 发展和改革): the ending is the same, the last character need not be.
pub(super) fn abbreviates_stem(short: &str, long: &str, words: &NameWords) -> bool {
    let enough = short.chars().count() >= 2 && short.len() < long.len();
    let same_begin = short.chars().next() == long.chars().next();
    let mut rest = long.chars();
    enough
        && same_begin
        && !long.starts_with(short)
        && short.chars().all(|c| rest.any(|d| d == c))
        && tells_nothing(short, long, words)
}

/// Whether `long` is `short` and joining words only.
pub(super) fn joins_only(short: &str, long: &str, words: &NameWords) -> bool {
    let runs = left_out(short, long);
    runs.len() > 1 && without_joining(&runs.concat(), words).is_empty()
}

/// Whether nothing that is left out tells bodies apart. What ends in a whole word of business is another part of a merged body.
fn tells_nothing(short: &str, long: &str, words: &NameWords) -> bool {
    left_out(short, long).iter().all(|run| {
        telling(run, words).is_empty() && !words.guesses.business.iter().any(|word| run.ends_with(word.as_str()))
    })
}

/// The characters of a name that tell bodies apart, in order: an abbreviation keeps them all, and adds none.
pub(super) fn telling(name: &str, words: &NameWords) -> String {
    name.chars().filter(|c| words.guesses.telling.contains(*c)).collect()
}

/// What `long` has between one character of `short` and the next, in order.
fn left_out(short: &str, long: &str) -> Vec<String> {
    let mut runs = vec![String::new()];
    let mut kept = short.chars().peekable();
    for c in long.chars() {
        if kept.next_if_eq(&c).is_some() {
            runs.push(String::new());
        } else if let Some(run) = runs.last_mut() {
            run.push(c);
        }
    }
    runs
}

fn without_joining(run: &str, words: &NameWords) -> String {
    let chars = run.chars().map(String::from);
    chars.filter(|c| !words.guesses.joining.contains(c)).collect()
}

/// Whether the written name differs from the known one inside a word of public business: then it says what it means.
pub(super) fn says_business(written: &str, known: &str, words: &NameWords) -> bool {
    let chars: Vec<char> = written.chars().collect();
    let differing = chars.iter().zip(known.chars()).enumerate().filter(|(_, (a, b))| *a != b).map(|(at, _)| at);
    let mut pairs =
        differing.flat_map(|at| [at.checked_sub(1).map(|before| (before, at)), Some((at, at + 1))]).flatten();
    pairs.any(|(first, second)| {
        let word: Option<String> = chars.get(first).zip(chars.get(second)).map(|(a, b)| [*a, *b].iter().collect());
        word.is_some_and(|w| words.guesses.business.contains(&w))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_abbreviation_keeps_a_character_of_each_part() {
        let words = NameWords::built_in();
        for (short, long) in [
            ("教体局", "教育体育局"),
            ("市监局", "市场监督管理局"),
            ("应急局", "应急管理局"),
            ("住房城乡建设局", "住房和城乡建设局"),
        ] {
            assert!(abbreviates(short, long, &words), "{short}");
        }
        assert!(abbreviates_stem("发改", "发展和改革", &words));
    }

    #[test]
    fn what_tells_bodies_apart_is_not_left_out() {
        let words = NameWords::built_in();
        for (short, long) in [
            ("商务局", "招商服务局"),
            ("教育局", "教育体育局"),
            ("林业局", "林业公安局"),
            ("城建局", "城市建设监察局"),
            ("公安局", "公安分局"),
            ("公安局", "公安局甲乙分局"),
            ("第一中心", "第十一中心"),
            ("中医院", "中西医结合医院"),
            ("甲路中心", "甲西路中心"),
        ] {
            assert!(!abbreviates(short, long, &words), "{short}");
        }
    }

    #[test]
    fn joining_words_alone_change_no_name() {
        let words = NameWords::built_in();
        assert!(joins_only("教育体育局", "教育和体育局", &words));
        assert!(!joins_only("教育局", "教育和体育局", &words));
    }

    #[test]
    fn a_word_of_public_business_is_no_misspelling() {
        let words = NameWords::built_in();
        assert!(says_business("税务局", "水务局", &words));
        assert!(!says_business("统极局", "统计局", &words));
    }
}
