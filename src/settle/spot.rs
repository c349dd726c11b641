//! "Which unit does this file name speak of?" Known unit names inside longer texts.
//!
//! In: a title, sheet, file or folder name. Out: the units that it names, longest names first, each with its place in the text.
//! A name that is only a part of another name (the district's 财政局 in the city's) is not taken.

use super::index::Inside;
use super::units::KnownUnits;
use crate::fold::fold_name;
use crate::rules::names::NameWords;
use crate::rules::periods::{PeriodWords, find_periods};
use std::ops::Range;

/// A text folded character by character, so that a place in the folded text leads back to the text itself.
struct Folded {
    text: String,
    /// For each byte of the folded text: the bytes of the text that it came from.
    from: Vec<Range<usize>>,
}

impl Folded {
    fn of(text: &str) -> Self {
        let mut out = Self { text: String::new(), from: Vec::new() };
        for (i, c) in text.char_indices() {
            let folded = fold_name(c.encode_utf8(&mut [0; 4]));
            out.from.extend(std::iter::repeat_n(i..i + c.len_utf8(), folded.len()));
            out.text.push_str(&folded);
        }
        out
    }

    fn back(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.from.get(range.start).map_or(0, |r| r.start);
        start..self.from.get(range.end - 1).map_or(start, |r| r.end)
    }
}

pub(super) fn find_units(text: &str, known: &KnownUnits) -> Vec<(String, Range<usize>)> {
    let folded = Folded::of(text);
    let mut hits: Vec<(Range<usize>, &str)> = Vec::new();
    for (start, _) in folded.text.char_indices() {
        for (length, form) in known.index.beginning(&folded.text[start..]) {
            let range = standing(&folded.text, start..start + length, form, known);
            hits.extend(range.map(|r| (r, known.units[form.unit].name.as_str())));
        }
    }
    hits.sort_by_key(|(r, _)| (r.start, std::cmp::Reverse(r.end)));
    let longest: Vec<(Range<usize>, &str)> = hits
        .iter()
        .filter(|(r, name)| {
            !hits.iter().any(|(o, n)| n != name && o.len() > r.len() && o.start < r.end && r.start < o.end)
        })
        .cloned()
        .collect();
    let mut out: Vec<(String, Range<usize>)> = Vec::new();
    for (range, name) in longest {
        if !out.iter().any(|(n, _)| n == name) {
            out.push((name.to_owned(), folded.back(&range)));
        }
    }
    out
}

/// Where a writing that the clerk decided on stands as a name of its own in a text; the first place.
pub(super) fn find_writing(text: &str, writing: &str, known: &KnownUnits) -> Option<Range<usize>> {
    let (folded, key) = (Folded::of(text), fold_name(writing));
    if key.chars().count() < known.words.limits.inside_text {
        return None;
    }
    let mut found = folded.text.match_indices(key.as_str()).map(|(at, _)| at..at + key.len());
    found.find(|at| stands_alone(&folded.text, at, known)).map(|at| folded.back(&at))
}

/// Both lists in the order of the text; of names that overlap, the longer one stands, of equal ones the first list's.
pub(super) fn joined(
    mut found: Vec<(String, Range<usize>)>,
    more: Vec<(String, Range<usize>)>,
) -> Vec<(String, Range<usize>)> {
    let overlap = |a: &Range<usize>, b: &Range<usize>| a.start < b.end && b.start < a.end;
    for (name, range) in more {
        if found.iter().any(|(_, r)| overlap(r, &range) && r.len() >= range.len()) {
            continue;
        }
        found.retain(|(_, r)| !overlap(r, &range));
        if found.iter().all(|(known, _)| *known != name) {
            found.push((name, range));
        }
    }
    found.sort_by_key(|(_, range)| range.start);
    found
}

/// Words that end as names of bodies do, where a run of Chinese characters begins or behind a period, followed by what may follow a
/// name; the first of the text. For batches without a roster.
pub(super) fn leading_body(text: &str, words: &NameWords, periods: &PeriodWords) -> Option<String> {
    let said: Vec<Range<usize>> = find_periods(text, periods).into_iter().map(|(_, range)| range).collect();
    let mut starts: Vec<usize> = said.iter().map(|range| range.end).collect();
    let mut before = None;
    for (at, c) in text.char_indices() {
        if is_chinese(c) && !before.is_some_and(is_chinese) && !said.iter().any(|range| range.contains(&at)) {
            starts.push(at);
        }
        before = Some(c);
    }
    starts.sort_unstable();
    starts.into_iter().find_map(|start| body_at(&text[start..], words))
}

/// The leading body of a text and those that are listed right behind it (甲局、乙局).
pub(super) fn leading_bodies(text: &str, words: &NameWords, periods: &PeriodWords) -> Vec<String> {
    let mut out: Vec<String> = leading_body(text, words, periods).into_iter().collect();
    let mut rest = out.first().and_then(|first| text.split_once(first.as_str())).map_or("", |(_, rest)| rest);
    while let Some(body) = rest.strip_prefix(LISTED).and_then(|rest| body_at(rest.trim_start(), words)) {
        rest = rest.split_once(body.as_str()).map_or("", |(_, rest)| rest);
        out.push(body);
    }
    out
}

/// Marks between the names of a list.
const LISTED: [char; 6] = ['、', '，', ',', '；', ';', '/'];

/// The name of a body that `text` begins with.
fn body_at(text: &str, words: &NameWords) -> Option<String> {
    let length = text.find(|c: char| !is_chinese(c)).unwrap_or(text.len());
    let run = &text[..length];
    let endings = &words.around.body_ends;
    // 办 is no end of a name that goes on to 办公室.
    let goes_on = |begin: usize, end: &str| {
        endings
            .iter()
            .any(|longer| longer.len() > end.len() && longer.starts_with(end) && run[begin..].starts_with(longer))
    };
    let mut ends = run.char_indices().map(|(at, c)| at + c.len_utf8()).filter(|end| {
        let name = &run[..*end];
        words.around.may_follow(&run[*end..])
            && name.chars().count() >= words.limits.inside_text
            && !words.is_collective(name)
            && !words.is_itself(name)
            && !words.around.owns_website(name, &run[*end..], &words.levels)
            && endings.iter().any(|b| name.ends_with(b.as_str()) && !goes_on(end - b.len(), b))
    });
    ends.next().map(|end| run[..end].to_owned())
}

/// A form of a name found at these bytes, with the places before it, where it stands as a name of its own: what is before and
/// after it is no part of a name.
fn standing(text: &str, at: Range<usize>, form: &Inside, known: &KnownUnits) -> Option<Range<usize>> {
    let (begin, written) = place_before(&text[..at.start], known);
    let fits = known.place_fits(&known.units[form.unit], &form.place, &written);
    let placed = written.chars().count() >= 2 && known.places.may_stand_above(&text[..begin], &text[begin..]);
    let before = placed || text[..begin].chars().next_back().is_none_or(|c| stands_before(c, known));
    let words = &known.words;
    let after = stands_after(&text[at.end..], known)
        && !words.around.owns_website(&text[..at.end], &text[at.end..], &words.levels);
    (fits && before && after).then_some(begin..at.end)
}

/// The places directly in front of a name: where they begin and the last of them.
fn place_before(head: &str, known: &KnownUnits) -> (usize, String) {
    let mut begin = head.len();
    let mut last = String::new();
    while let Some((at, place)) = known.places.at_end(&head[..begin]) {
        if last.is_empty() {
            last = place;
        }
        begin = at;
    }
    if last.is_empty()
        && let Some(level) = head.chars().next_back().filter(|c| known.words.levels.contains(*c))
    {
        return (begin - level.len_utf8(), level.to_string());
    }
    (begin, last)
}

/// Whether what is before and after a writing is no part of a name; places may stand before it.
fn stands_alone(text: &str, at: &Range<usize>, known: &KnownUnits) -> bool {
    let (begin, _) = place_before(&text[..at.start], known);
    let before = text[..begin].chars().next_back().is_none_or(|c| stands_before(c, known));
    before && stands_after(&text[at.end..], known)
}

fn stands_before(c: char, known: &KnownUnits) -> bool {
    !is_chinese(c) || known.words.around.before.contains(c)
}

fn stands_after(tail: &str, known: &KnownUnits) -> bool {
    let around = &known.words.around;
    let ends = |at: &usize| !tail[*at..].starts_with(is_chinese) || around.may_follow(&tail[*at..]);
    let length = tail.char_indices().map(|(at, _)| at).find(ends).unwrap_or(tail.len());
    !around.bodies.iter().any(|b| tail[..length].contains(b.as_str()))
}

/// CJK ideographs (Unicode blocks); every other character ends a name.
fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}
