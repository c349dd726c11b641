//! "Either exactly what the unit wrote, or marked." Figures of the tally as cells.
//!
//! In: figures with their findings. Out: cells: a number, `/`, 未报, or the raw text of a doubtful figure so that no sum takes
//! it; sum cells with live formulas. It judges nothing.

use super::draft::Draft;
use super::notes;
use super::{Cached, Content, Look, Mark, PageCell};
use crate::field::Form;
use crate::finding::{CountDoubt, Finding};
use crate::outcome::Outcome;
use crate::place::{Place, letters};
use crate::rules::private::PrivateWords;
use crate::tally::totals::Sum;
use crate::tally::{Amount, Figure, Required, RequiredFrom};
use crate::wording::annexes;
use indexmap::IndexMap;
use std::collections::HashMap;

/// The cell of a figure, with the findings that are about it as its note.
pub(super) fn cell(figure: &Figure, findings: &[&Finding]) -> PageCell {
    let (content, mark) = match figure.value {
        Amount::Known(n) => (Content::Count(n), Mark::None),
        Amount::NotApplicable => (Content::Text(annexes::NOT_APPLICABLE.to_owned()), Mark::None),
        Amount::NotReported => (Content::Text(annexes::NOT_REPORTED.to_owned()), Mark::Doubt),
        Amount::Missing => (Content::Text(annexes::LEFT_BLANK.to_owned()), Mark::Doubt),
        Amount::Doubtful(why) => (Content::Text(raw(figure, why)), Mark::Doubt),
    };
    let note = notes::note(findings, &[figure]).or_else(|| match mark {
        Mark::Doubt => {
            let places: Vec<&Place> = figure.parts.iter().map(|p| &p.place).collect();
            annexes::note_open(figure.value, &notes::by_sheet(&places))
        }
        _ => None,
    });
    PageCell::new(content, Look::Body).mark(mark).note(note)
}

/// What stands for words that are not told.
const MASK: char = '…';

/// The raw text of a doubtful figure: of one cell as it stands, of cells that disagree each one, of a sum only that it is open. What is
/// no count in words may be somebody's name, and the annexes are forwarded: the list of doubts alone has it.
fn raw(figure: &Figure, why: CountDoubt) -> String {
    let mut raws: Vec<&str> = figure.parts.iter().map(|p| p.raw.trim()).filter(|r| !r.is_empty()).collect();
    // Of months that tell their numbers the sum is what is asked about.
    let numbers = || raws.iter().map(|raw| raw.parse::<i64>().ok()).sum::<Option<i64>>();
    if let (CountDoubt::PassedOn { .. }, Some(sum)) = (why, numbers()) {
        return sum.to_string();
    }
    let alone = figure.parts.len() == 1 && why != CountDoubt::Gap || why == CountDoubt::Disputed;
    raws.dedup();
    let shown = raws.iter().all(|raw| raw.is_ascii() || PrivateWords::get().only_counts(raw));
    match raws.as_slice() {
        _ if !shown => annexes::OPEN.to_owned(),
        // Of a text that may name people only its numbers were kept: they are no figure that anybody can read.
        [one] if one.contains(MASK) && one.chars().all(|c| c == MASK || c.is_ascii_digit()) => annexes::OPEN.to_owned(),
        // One of several cells, or of several that say the same, is a part of the figure: it would look like all of it.
        [one] if alone => (*one).to_owned(),
        [_, _] | [_, _, _] if why == CountDoubt::Disputed => raws.join(annexes::OR),
        _ => annexes::OPEN.to_owned(),
    }
}

/// The problem cell of a row, without its note.
pub(super) fn problem(findings: &notes::Row<'_>) -> PageCell {
    let text = findings.problem();
    let look = if text == annexes::NO_PROBLEM { Look::Body } else { Look::BodyLeft };
    PageCell::text(text, look).mark(findings.mark())
}

/// The cell of a required number: `/` where nothing is required, marked where the file's own words are in doubt or nobody says any.
pub(super) fn required(required: &Required, legend: &Legend) -> PageCell {
    let cell = match required.number {
        Some(n) => PageCell::count(n, Look::Body),
        None if in_doubt(required) => PageCell::text(annexes::OPEN, Look::Body).mark(Mark::Doubt),
        None => PageCell::text(annexes::NOT_APPLICABLE, Look::Body),
    };
    cell.note(legend.note(required))
}

/// Whether nobody knows how many are required, which is not the same as that none are.
const fn in_doubt(required: &Required) -> bool {
    required.number.is_none() && matches!(required.from, RequiredFrom::FileInDoubt | RequiredFrom::Nobody)
}

/// The arithmetic of required numbers: what most rows of one wording have in common stands on the heading, the rest on the row.
pub(super) struct Legend {
    /// By wording, in the order of the rows: arithmetic and number.
    usual: IndexMap<String, (String, Option<i64>)>,
}

impl Legend {
    /// Finds the usual arithmetic of each wording; of two that are as usual, the first.
    pub(super) fn new<'a>(rows: impl Iterator<Item = &'a Required>) -> Self {
        let mut counts: IndexMap<(&str, &str, Option<i64>), usize> = IndexMap::new();
        for r in rows.filter(|r| !in_doubt(r) && !r.wording.is_empty()) {
            *counts.entry((r.wording.as_str(), r.arithmetic.as_str(), r.number)).or_default() += 1;
        }
        let mut most: HashMap<&str, usize> = HashMap::new();
        for ((wording, ..), count) in &counts {
            let known = most.entry(wording).or_default();
            *known = (*count).max(*known);
        }
        let mut usual = IndexMap::new();
        for ((wording, arithmetic, number), count) in &counts {
            if most[wording] == *count {
                usual.entry((*wording).to_owned()).or_insert_with(|| ((*arithmetic).to_owned(), *number));
            }
        }
        Self { usual }
    }

    /// The note on the heading.
    pub(super) fn heading_note(&self) -> Option<String> {
        let lines: Vec<String> = self.usual.iter().filter_map(|(w, (a, n))| annexes::arithmetic(w, a, *n)).collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }

    /// The note on a row that differs from the usual arithmetic.
    fn note(&self, required: &Required) -> Option<String> {
        let usual = self.usual.get(&required.wording);
        let usual = usual.is_some_and(|(arithmetic, n)| (arithmetic, *n) == (&required.arithmetic, required.number));
        (!usual).then(|| annexes::required_note(required))
    }
}

/// The rows between two rows of a page (both from zero) in the letter column `col`, as formulas write them.
pub(super) fn range(col: u16, first: u32, last: u32) -> String {
    let letter = letters(u32::from(col));
    format!("{letter}{}:{letter}{}", first + 1, last + 1)
}

/// A live sum over rows of one letter column. Texts in the range (`/`, 未报, raw texts) are no part of it; where all of them are texts there
/// is no sum, for 0 would be a figure that nobody gave.
pub(super) fn sum(col: u16, (first, last): (u32, u32), sum: Sum) -> PageCell {
    let range = range(col, first, last);
    let none = match sum {
        Sum::Known(total) => {
            return PageCell::formula(format!("SUM({range})"), Cached::Count(total), Look::Sum);
        }
        Sum::NotSet => annexes::NOT_SET,
        Sum::NotApplicable => annexes::NOT_APPLICABLE,
    };
    let formula = format!("IF(COUNT({range})=0,\"{none}\",SUM({range}))");
    let mark = if sum == Sum::NotSet { Mark::Doubt } else { Mark::None };
    PageCell::formula(formula, Cached::Text(none.to_owned()), Look::Sum).mark(mark)
}

/// A total that is no formula.
pub(super) fn told(sum: Sum) -> Content {
    match sum {
        Sum::Known(total) => Content::Count(total),
        Sum::NotSet => Content::Text(annexes::NOT_SET.to_owned()),
        Sum::NotApplicable => Content::Text(annexes::NOT_APPLICABLE.to_owned()),
    }
}

/// A live count of one word in a letter column, after the word.
pub(super) fn word_count(word: &str, area: &str, n: usize) -> PageCell {
    PageCell::formula(format!("\"{word}\"&COUNTIF({area},\"{word}\")"), Cached::Text(format!("{word}{n}")), Look::Sum)
}

/// What a total says about the figures that are not in it.
pub(super) fn left_out(figures: &[&Figure]) -> PageCell {
    let open = figures.iter().filter(|f| f.value.is_open()).count();
    let absent = figures.iter().filter(|f| f.value == Amount::NotReported).count();
    let text = annexes::left_out_of_total(open, absent);
    let mark = if text.is_empty() { Mark::None } else { Mark::Doubt };
    if text.is_empty() { PageCell::empty(Look::Sum) } else { PageCell::text(text, Look::Sum).mark(mark) }
}

/// A row over the whole page that says why there is nothing to show: `text`, unless something came that nobody could read.
pub(super) fn nothing(draft: &mut Draft, (outcome, form): (&Outcome, Form), text: &str) {
    let cell = match outcome.unread_of(form) {
        0 => PageCell::text(text, Look::Body),
        _ => PageCell::text(annexes::not_read(outcome, form), Look::Body).mark(Mark::Doubt),
    };
    draft.row_of_one(cell);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tally::Part;

    #[test]
    fn a_text_that_may_name_somebody_never_stands_in_an_annex() {
        let place = Place::file(&std::sync::Arc::from("甲局.xlsx"));
        let shown = |raws: &[&str], why| {
            let parts = raws.iter().map(|raw| Part { raw: (*raw).to_owned(), place: place.clone() }).collect();
            cell(&Figure { value: Amount::Doubtful(why), parts }, &[]).content
        };
        let text = |text: &str| Content::Text(text.to_owned());
        for (raw, wanted) in
            [("陈某", "待核"), ("李某3件", "待核"), ("约30", "约30"), ("=1+1", "=1+1"), ("#REF!", "#REF!")]
        {
            assert_eq!(shown(&[raw], CountDoubt::NotANumber), text(wanted), "{raw}");
        }
        assert_eq!(shown(&["12", "陈某"], CountDoubt::Disputed), text("待核"));
        assert_eq!(shown(&["12", "21"], CountDoubt::Disputed), text("12 或 21"));
        // Of several cells none is the figure, also where all say the same.
        assert_eq!(shown(&["12"], CountDoubt::Heading), text("12"));
        assert_eq!(shown(&["4", "4", "4"], CountDoubt::Heading), text("待核"));
        assert_eq!(shown(&["4", "", ""], CountDoubt::Heading), text("待核"));
        assert_eq!(shown(&["4"], CountDoubt::Gap), text("待核"));
    }
}
