//! "√ is one, 1.甲⏎2.乙 are two." What one cell of a diary of posts tells.
//!
//! In: a cell under the name of an account or a website column. Out: how many posts it tells, or what it might be where that is not
//! certain. It knows nothing of days and names.

use crate::fold::fold;
use crate::read::Value;
use crate::recognize::grid::{Ink, Look};
use crate::rules::Words;

/// What a cell tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// So many posts.
    Posts(u64),
    /// That nobody can tell for certain; perhaps so many.
    Unclear(Option<u64>),
}

/// More posts of one account on one day are a figure of another kind: readers, followers.
const MOST: u64 = 30;

/// Fewer texts may be alike by chance.
const AGAIN: usize = 3;

/// What a cell tells; blank cells are not asked.
pub(super) fn told(ink: &Ink<'_>, words: &Words) -> Told {
    match &ink.cell.value {
        Value::Number(n) => whole(*n),
        Value::Bool(yes) => Told::Posts(u64::from(*yes)),
        Value::Text(text) => told_by_text(ink, text, words),
        _ => Told::Unclear(None),
    }
}

fn whole(n: f64) -> Told {
    let fits = n.fract() == 0.0 && (0.0..=MOST as f64).contains(&n);
    // Checked: a small whole number.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number from 0 to MOST")]
    if fits { Told::Posts(n as u64) } else { Told::Unclear(None) }
}

fn told_by_text(ink: &Ink<'_>, text: &str, words: &Words) -> Told {
    let (key, diaries) = (ink.key(), &words.diaries);
    if diaries.is_tick(key) {
        return Told::Posts(1);
    }
    if diaries.is_no_post(key) {
        return Told::Posts(0);
    }
    // √√ are two.
    if are_ticks(key, words) {
        return Told::Posts(key.chars().count() as u64);
    }
    if ink.look == Look::Figure {
        let bare = words.headings.without_measure(key);
        return bare.parse::<f64>().map_or(Told::Unclear(None), whole);
    }
    // One character that is no mark is no title.
    if key.chars().count() == 1 { Told::Unclear(None) } else { titles(text, words) }
}

/// Whether a text is nothing but ticks: √, √√, 已发.
pub(in crate::recognize) fn are_ticks(key: &str, words: &Words) -> bool {
    words.diaries.is_tick(key) || key.chars().all(|c| words.diaries.is_tick(c.encode_utf8(&mut [0; 4])))
}

/// Whether texts are those of titles: names of editors and words like 原创 come again and again.
pub(super) fn are_titles<'k>(keys: impl Iterator<Item = &'k str>) -> bool {
    let mut all: Vec<&str> = keys.collect();
    let count = all.len();
    all.sort_unstable();
    all.dedup();
    count < AGAIN || all.len() * 2 > count
}

/// Titles of posts: several where they are numbered from one.
fn titles(text: &str, words: &Words) -> Told {
    let lines: Vec<String> = text.lines().map(fold).filter(|line| !line.is_empty()).collect();
    let diaries = &words.diaries;
    let numbered = diaries.numbered(&lines.concat());
    let count = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    match (lines.len(), numbered) {
        // As many numbers as lines; one line may hold several numbers, or a title's own.
        (lines, Some(n)) if lines == n => Told::Posts(count(n)),
        (1, Some(n)) => Told::Posts(count(n)),
        (1, None) => {
            let line = &lines[0];
            let ends_in_count = words.counts.measures.iter().any(|measure| {
                let before = line.trim_end_matches([')', '。']).strip_suffix(measure.as_str());
                before.is_some_and(|before| before.ends_with(|c: char| c.is_ascii_digit()))
            });
            if ends_in_count || diaries.may_be_several(line) { Told::Unclear(None) } else { Told::Posts(1) }
        }
        (lines, _) => Told::Unclear(Some(count(lines))),
    }
}
