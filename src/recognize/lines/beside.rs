//! "（2023年第四季度，单位：条）" Periods that stand in a line with something else.
//!
//! In: the text of a line, what its labels introduce. Out: the period that is an item of its own, and the name of a unit without the period
//! behind it. Days of filing and the times of other things are none.

use crate::fold::fold;
use crate::period::{Part, PeriodSaid};
use crate::rules::Words;
use crate::rules::periods::find_periods;
use crate::rules::rows::Label;
use std::ops::Range;

/// The period that a line names beside its `own` labels: alone at one of its ends, next to who files and what is counted, or behind a label
/// that no list knows.
pub(super) fn period_beside(text: &str, own: &[Label], words: &Words) -> Option<String> {
    let names = own.iter().any(|label| matches!(label, Label::Unit | Label::Measure));
    let inside = || (!own.contains(&Label::Period)).then(|| period_inside(text, names, words)).flatten();
    period_at_end(text, words).or_else(|| period_at_start(text, words)).or_else(inside)
}

/// The one period of several months that stands by itself in a line: as an item of its own where the line `names` who files, or behind a label.
/// Behind a label less than a quarter is another time (开通时间：2019年1—2月), and so is what is compared with.
fn period_inside(text: &str, names: bool, words: &Words) -> Option<String> {
    let is_item = |said: &PeriodSaid, range: &Range<usize>| {
        let before = text[..range.start].trim_end_matches([' ', '(']);
        let label = before.strip_suffix(':').map(|label| fold(label.rsplit(PARTS_ITEMS).next().unwrap_or_default()));
        match (said.part, label) {
            (Part::Quarter(_) | Part::Half(_), Some(label)) => said.year.is_some() && !words.rows.is_compared(&label),
            (Part::Quarter(_) | Part::Half(_) | Part::Days(..), None) => names,
            (Part::Months(first, last), None) => names && first < last,
            _ => false,
        }
    };
    let apart = |range: &Range<usize>| {
        let before = text[..range.start].chars().next_back();
        let behind = text[range.end..].chars().next();
        let ends = |c: char| PARTS_ITEMS.contains(&c) || matches!(c, '(' | ')' | ':');
        before.is_none_or(ends) && behind.is_none_or(ends)
    };
    let mut said =
        find_periods(text, &words.periods).into_iter().filter(|(said, range)| apart(range) && is_item(said, range));
    let (_, range) = said.next()?;
    said.next().is_none().then(|| text[range].to_owned())
}

/// The name that stands behind a label, without a note about its stamp and without a period behind it (某局（2023年四季度）).
pub(super) fn unit_named<'t>(value: &'t str, words: &Words) -> &'t str {
    let name = words.names.stamps.before(value);
    let bare = name.trim_end_matches([')', ' ']);
    let period = find_periods(bare, &words.periods).into_iter().find(|(_, range)| range.end == bare.len());
    let before = period.map(|(_, range)| &bare[..range.start]).filter(|before| before.ends_with(['(', ',', '/', ' ']));
    before.map_or(name, |before| before.trim_end_matches(['(', ',', '/', ' ']))
}

/// Part the items of a line.
const PARTS_ITEMS: [char; 7] = [' ', '\u{3000}', ',', ';', '、', '/', '|'];

/// The period that stands alone behind a wide blank at the end of a line (科室：某科      2025年4月—6月).
fn period_at_end(text: &str, words: &Words) -> Option<String> {
    let last = text.trim_end().rsplit(char::is_whitespace).next()?;
    let before = text.trim_end().strip_suffix(last)?;
    let wide = before.ends_with('\u{3000}') || before.len() > before.trim_end().len() + 1;
    (wide && is_period(last, words)).then(|| last.to_owned())
}

/// The period that stands alone before the labels of a line (（2023年第四季度，单位：条）).
fn period_at_start(text: &str, words: &Words) -> Option<String> {
    let parts = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '、');
    let first = text.trim_start().trim_start_matches('(').split(parts).next()?;
    is_period(first, words).then(|| first.to_owned())
}

/// Whether a text is a period with its year and nothing else.
fn is_period(text: &str, words: &Words) -> bool {
    let said = find_periods(text, &words.periods);
    let is_one = |said: &PeriodSaid| said.year.is_some() || matches!(said.part, Part::Quarter(_) | Part::Half(_));
    matches!(said.as_slice(), [(said, range)] if is_one(said) && *range == (0..text.len()))
}
