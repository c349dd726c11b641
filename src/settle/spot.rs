//! "Which unit does this file name speak of?" Known unit names inside longer texts.
//!
//! In: a title, sheet, file or folder name. Out: the units that it names, longest names first, each with its place in the text.
//! A name that is only a part of another name (the district's 财政局 in the city's) is not taken.

use super::units::{Form, KnownUnit, KnownUnits};
use crate::fold::fold;
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
            let folded = fold(c.encode_utf8(&mut [0; 4]));
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
    for unit in &known.units {
        for form in &unit.forms {
            for (name, place) in written_forms(form, known) {
                hits.extend(standing(&folded.text, &name, &place, unit, known).map(|r| (r, unit.name.as_str())));
            }
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

/// A form of a name, its rests without places, and each with the other forms of its ending.
fn written_forms(form: &Form, known: &KnownUnits) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for placed in &form.placed {
        let mut names = vec![placed.rest.clone()];
        for ending in &known.words.endings {
            let Some(own) = ending.forms.iter().find(|f| placed.rest.ends_with(f.as_str())) else { continue };
            let stem = &placed.rest[..placed.rest.len() - own.len()];
            let others = if ending.proves.contains(own) { &ending.forms } else { &ending.proves };
            names.extend(others.iter().map(|f| format!("{stem}{f}")));
        }
        for name in names {
            if name.chars().count() >= known.words.limits.inside_text {
                out.push((name, placed.place.clone()));
            }
        }
    }
    out
}

/// Where `name` stands in `text` as a name of its own: what stands before and after it is no part of a name.
fn standing<'a>(
    text: &'a str,
    name: &'a str,
    place: &'a str,
    unit: &'a KnownUnit,
    known: &'a KnownUnits,
) -> impl Iterator<Item = Range<usize>> + 'a {
    text.match_indices(name).filter_map(move |(start, _)| {
        let end = start + name.len();
        let (begin, written) = place_before(&text[..start], known);
        let fits = known.place_fits(unit, place, &written);
        let placed = written.chars().count() >= 2;
        let before = placed || text[..begin].chars().next_back().is_none_or(|c| stands_before(c, known));
        (fits && before && stands_after(&text[end..], known)).then_some(begin..end)
    })
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

fn stands_before(c: char, known: &KnownUnits) -> bool {
    !is_chinese(c) || known.words.around.before.contains(c)
}

fn stands_after(tail: &str, known: &KnownUnits) -> bool {
    let around = &known.words.around;
    let length = tail.find(|c: char| !is_chinese(c) || around.after.contains(c)).unwrap_or(tail.len());
    !around.bodies.iter().any(|b| tail[..length].contains(b.as_str()))
}

/// CJK ideographs (Unicode blocks); every other character ends a name.
fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}
