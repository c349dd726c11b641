//! "合计：更新10条，转发4条。" A sentence below the lines of a ledger that says how many there are.
//!
//! In: a ledger of posts or messages, counted. Out: what is to be said where such a sentence tells another number than the lines
//! above it, or those since the sentence before. It counts lines and their marks, judges no day, and a sentence is never a figure.

use crate::field::Field;
use crate::finding::{Finding, Kind as Noticed, Severity};
use crate::fold::fold;
use crate::place::Area;
use crate::recognize::grid::{Grid, Look};
use crate::recognize::ledger::Ledger;
use crate::recognize::lexicon::Lexicon;
use crate::recognize::region::Region;
use crate::recognize::{RowReason, Table};
use crate::rules::private::PrivateWords;

/// A figure that a sentence tells, with its clause.
type Figure = (Field, u64, String);

/// Lines of a ledger by what their mark says.
#[derive(Debug, Clone, Copy, Default)]
struct Lines {
    all: u64,
    passed_on: u64,
}

/// A ledger of a quarter has a total for each week at most, and a few remarks.
const LOOKED_AT: usize = 40;

/// Sentences with totals that are not those of the lines above them.
pub(in crate::recognize) fn said_totals(
    grid: &Grid<'_>,
    region: &Region,
    table: &Table,
    lexicon: &Lexicon<'_>,
) -> Vec<Finding> {
    let Some(ledger) = table.ledger.as_ref().filter(|_| !region.turned && !table.rows.is_empty()) else {
        return Vec::new();
    };
    let (mut before, mut out) = (0, Vec::new());
    let beside = |why: RowReason| matches!(why, RowReason::Remark | RowReason::Total);
    for left in table.left_out.iter().filter(|left| beside(left.why)).take(LOOKED_AT) {
        let Some((pos, text)) = sentence(grid, region, left.line) else { continue };
        let key = fold(&text);
        let Some((label, told)) = told_by(&key, lexicon) else { continue };
        let (whole, since) =
            (lines(table, ledger, (0, left.line), lexicon), lines(table, ledger, (before, left.line), lexicon));
        before = left.line;
        // Above all lines it may be a total of anything.
        if whole.all == 0 {
            continue;
        }
        let place = || table.place.at(Area::one(grid.at(left.line, pos)));
        let differing = told.iter().filter(|(field, n, _)| !whole.fits(*field, *n) && !since.fits(*field, *n));
        out.extend(differing.map(|(field, n, clause)| Finding {
            severity: Severity::Doubt,
            ..Finding::new(differs((label, clause), *n, whole.count(*field)), place())
        }));
    }
    out
}

/// The lines of a ledger between two others.
fn lines(table: &Table, ledger: &Ledger, (from, to): (u32, u32), lexicon: &Lexicon<'_>) -> Lines {
    let mark = table.headings.iter().position(|h| h.field == Some(Field::OriginalMark));
    let mut out = Lines::default();
    for (row, alike) in table.rows.iter().zip(&ledger.alike) {
        let count = alike.lines().filter(|line| (from..to).contains(line)).count() as u64;
        let said = mark.and_then(|mark| row.cells.get(mark)?.as_ref());
        let passed_on = said.is_some_and(|cell| lexicon.words.counts.says_passed_on(&fold(&cell.value.shown())));
        out.all += count;
        out.passed_on += if passed_on { count } else { 0 };
    }
    out
}

impl Lines {
    /// How many lines a figure counts; of updates those that were not passed on.
    const fn count(self, field: Field) -> u64 {
        match field {
            Field::Forwarded => self.passed_on,
            Field::Actual => self.all - self.passed_on,
            _ => self.all,
        }
    }

    /// Whether these may be the lines of a figure: what was passed on may count among the updates.
    const fn fits(self, field: Field, n: u64) -> bool {
        self.count(field) == n || matches!(field, Field::Actual) && self.all == n
    }
}

/// The only text of a line.
fn sentence(grid: &Grid<'_>, region: &Region, line: u32) -> Option<(u32, String)> {
    let mut inks = grid.inks(line, region.span);
    let (pos, ink) = inks.next().filter(|(_, ink)| ink.look == Look::Words)?;
    inks.next().is_none().then(|| (pos, ink.cell.value.shown()))
}

/// The word of totals before a colon (folded), and what the sentences behind it tell about the number of lines. What is asked of the unit stands in a sentence
/// of its own, and what is told twice is told of parts.
fn told_by<'k>(key: &'k str, lexicon: &Lexicon<'_>) -> Option<(&'k str, Vec<Figure>)> {
    let words = lexicon.words;
    let (label, rest) = key.split_once(':').filter(|(label, _)| words.rows.is_total(label))?;
    let counted = |field: Field| matches!(field, Field::Received | Field::Actual | Field::Forwarded);
    let told = rest.split(['。', ';']).filter_map(|one| words.sentences.told(one, &words.periods));
    let told: Vec<Figure> = told.flat_map(|told| told.figures).filter(|told| counted(told.0)).collect();
    let twice = (0..told.len()).any(|i| told[..i].iter().any(|(field, ..)| *field == told[i].0));
    (!told.is_empty() && !twice).then_some((label, told))
}

/// The total is named by its clause where that says nothing of people, else by the word in front of it.
fn differs((label, clause): (&str, &str), told: u64, lines: u64) -> Noticed {
    let heading = if PrivateWords::get().only_counts(clause) { clause } else { label }.to_owned();
    let computed = vec![i64::try_from(lines).unwrap_or(i64::MAX)];
    Noticed::TotalDiffers { row: "".into(), heading, across: false, written: told.to_string(), computed }
}
