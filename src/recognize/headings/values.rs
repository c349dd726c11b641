//! "What stands under this heading?" Numbers, days, words, codes, units of count.
//!
//! In: the cells under one heading. Out: [`Values`]: how many of them look like what. It knows no fields.

use crate::read::Value;
use crate::recognize::grid::{Grid, Ink, Look};
use crate::recognize::lexicon::Lexicon;
use crate::rules::frequency::parse_frequency;
use crate::rules::month_lists::read_months;

/// What the cells under a heading look like; numbers of cells.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::recognize) struct Values {
    /// Numbers.
    pub(in crate::recognize) figures: usize,
    /// Words that hold a number (约30, 十二).
    pub(in crate::recognize) near_figures: usize,
    /// Marks (无, /).
    pub(in crate::recognize) marks: usize,
    /// Days.
    pub(in crate::recognize) days: usize,
    /// Other words.
    pub(in crate::recognize) words: usize,
    /// Words that name an account type.
    pub(in crate::recognize) platforms: usize,
    /// Words that tell how often something is due.
    pub(in crate::recognize) frequencies: usize,
    /// Texts that tell numbers of several months.
    pub(in crate::recognize) months: usize,
    /// Words that are units of count and nothing else (条, 件).
    pub(in crate::recognize) measures: usize,
    /// Texts of digits alone, two at least, and those among them that begin with zero (01).
    pub(in crate::recognize) codes: usize,
    pub(in crate::recognize) zero_led: usize,
}

/// Longest wording of a frequency.
const LONGEST_FREQUENCY: usize = 16;
/// The longest unit of count, in bytes.
const MEASURE_BYTES: usize = 12;

impl Values {
    /// Whether anything stands below.
    pub(in crate::recognize) const fn any(&self) -> bool {
        self.figures + self.near_figures + self.marks + self.days + self.words > 0
    }

    /// Whether most of it tells numbers of several months.
    pub(in crate::recognize) const fn tell_months(&self) -> bool {
        self.figures + self.days == 0 && self.months * 2 > self.words + self.near_figures
    }

    /// Whether most of it tells how often something is due, and nothing of it is a number.
    pub(in crate::recognize) const fn tell_frequencies(&self) -> bool {
        self.figures + self.days == 0 && self.frequencies * 2 > self.words + self.near_figures
    }
}

/// What the cells of the lines `sample` look like inside a span of positions.
pub(in crate::recognize) fn look_at_values(
    grid: &Grid<'_>,
    sample: &[u32],
    span: (u32, u32),
    lexicon: &Lexicon<'_>,
) -> Values {
    let mut values = Values::default();
    // Down a ledger the same word comes again and again.
    let mut last: Option<(&Value, Values)> = None;
    for line in sample {
        for (_, ink) in grid.inks(*line, span).filter(|(_, ink)| ink.span.1 <= span.1) {
            match ink.look {
                Look::Figure => {
                    values.figures += 1;
                    let is_code = matches!(ink.cell.value, Value::Text(_)) && is_code(ink.key());
                    values.codes += usize::from(is_code);
                    values.zero_led += usize::from(is_code && ink.key().starts_with('0'));
                }
                Look::Mark => values.marks += 1,
                Look::Day => values.days += 1,
                Look::Words => {
                    let known = last.filter(|(value, _)| **value == ink.cell.value);
                    let one = known.map_or_else(|| word(ink, lexicon), |(_, one)| one);
                    last = Some((&ink.cell.value, one));
                    values.near_figures += one.near_figures;
                    values.words += one.words;
                    values.platforms += one.platforms;
                    values.frequencies += one.frequencies;
                    values.months += one.months;
                    values.measures += one.measures;
                }
            }
        }
    }
    values
}

/// What one cell with words looks like.
fn word(ink: &Ink<'_>, lexicon: &Lexicon<'_>) -> Values {
    let words = lexicon.words;
    let is_short = ink.key().len() <= MEASURE_BYTES;
    let counted = || words.headings.without_measure(ink.key()).is_empty();
    let has_figure = words.rows.has_figure(ink.key());
    Values {
        platforms: usize::from(words.platforms.canonical(ink.key()).is_some()),
        frequencies: usize::from(is_frequency(ink, lexicon)),
        months: usize::from(lists_months(ink, lexicon)),
        measures: usize::from(is_short && (counted() || words.guards.is_quantity(ink.key()))),
        near_figures: usize::from(has_figure),
        words: usize::from(!has_figure),
        ..Values::default()
    }
}

/// Whether a cell tells how often something is due; longer texts are sentences.
fn is_frequency(ink: &Ink<'_>, lexicon: &Lexicon<'_>) -> bool {
    let text = ink.key();
    text.chars().nth(LONGEST_FREQUENCY).is_none() && parse_frequency(text, &lexicon.words.frequency).is_some()
}

/// Whether a cell tells the numbers of several months.
fn lists_months(ink: &Ink<'_>, lexicon: &Lexicon<'_>) -> bool {
    let words = lexicon.words;
    let may = words.periods.may_name(ink.key()) && words.rows.has_figure(ink.key());
    may && read_months(&ink.cell.value.shown(), words).is_some_and(|list| list.months.len() > 1)
}

/// Digits alone, two at least.
fn is_code(key: &str) -> bool {
    key.len() > 1 && key.bytes().all(|b| b.is_ascii_digit())
}
