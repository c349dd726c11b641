//! "What may this word be?" The words of single cells, looked up once.
//!
//! In: the folded text of a cell. Out: its [`Sense`]: the period, the account type and the fields that it may name. It knows
//! nothing of the cell's neighbours.

use crate::field::Field;
use crate::period::{Part, PeriodSaid};
use crate::rules::Words;
use crate::rules::headings::Guess;
use crate::rules::periods::find_periods;
use foldhash::fast::RandomState;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

/// What the text of one cell may mean as a heading.
#[derive(Debug, Clone, Default)]
pub(super) struct Sense<'w> {
    /// The text without the words of its period.
    pub(super) rest: String,
    /// The period that it names.
    pub(super) period: Option<PeriodSaid>,
    /// The account type that it names.
    pub(super) platform: Option<String>,
    /// Fields that it may mean, best first.
    pub(super) guesses: Vec<Guess<'w>>,
}

/// Cells longer than this are sentences.
const LONGEST_HEADING: usize = 40;
/// From this score on a text alone counts as the text of a heading.
const LABEL_SCORE: i32 = 65;

impl Sense<'_> {
    /// The field that the text alone most probably means.
    pub(super) fn label(&self) -> Option<Field> {
        label(&self.guesses)
    }

    /// Whether the text is a month and nothing else.
    pub(super) fn is_month(&self) -> bool {
        self.rest.is_empty() && self.period.is_some_and(|p| is_month(&p))
    }

    /// Whether the text is a quarter or half of some year and nothing else.
    pub(super) fn is_quarter(&self) -> bool {
        let is_quarter = |p: PeriodSaid| p.year.is_none() && matches!(p.part, Part::Quarter(_) | Part::Half(_));
        self.rest.is_empty() && self.period.is_some_and(is_quarter)
    }
}

fn label(guesses: &[Guess<'_>]) -> Option<Field> {
    guesses.first().filter(|g| g.score >= LABEL_SCORE).map(|g| g.field)
}

/// Whether a period is one month.
pub(super) const fn is_month(said: &PeriodSaid) -> bool {
    matches!(said.part, Part::Months(a, b) if a == b)
}

/// Fields whose figures wait where a word of their heading is not explained: counts of their own. A printed sum is only compared.
pub(super) const fn is_guarded(field: Field) -> bool {
    field.is_count() && !matches!(field, Field::Sum)
}

/// The vocabulary, with what it already answered. Worth keeping from book to book: forms use the same few hundred words.
pub struct Lexicon<'w> {
    /// The vocabulary.
    pub(super) words: &'w Words,
    known: RefCell<Senses<'w>>,
    /// Longer texts that were met last: a title is asked about time and again while its sheet is looked at.
    titles: RefCell<Senses<'w>>,
}

/// What texts may mean, by their keys.
type Senses<'w> = HashMap<String, Rc<Sense<'w>>, RandomState>;

/// Longer texts are hardly met twice.
const KEPT_LENGTH: usize = 20 * 3;
/// Texts kept; all are let go when there are more, so that titles of ledgers never fill the memory.
const KEPT: usize = 4096;
/// Longer texts kept; a sheet has few titles.
const KEPT_TITLES: usize = 32;

impl<'w> Lexicon<'w> {
    /// Ready to look up.
    #[must_use]
    pub fn new(words: &'w Words) -> Self {
        Self { words, known: RefCell::default(), titles: RefCell::default() }
    }

    /// What `key` (folded) may mean.
    pub(super) fn sense(&self, key: &str) -> Rc<Sense<'w>> {
        let (store, most) = if key.len() <= KEPT_LENGTH { (&self.known, KEPT) } else { (&self.titles, KEPT_TITLES) };
        if let Some(known) = store.borrow().get(key) {
            return Rc::clone(known);
        }
        let sense = Rc::new(self.work_out(key));
        let mut known = store.borrow_mut();
        if known.len() >= most {
            known.clear();
        }
        known.insert(key.to_owned(), Rc::clone(&sense));
        sense
    }

    /// The field that `key` (folded) alone most probably means.
    pub(super) fn label(&self, key: &str) -> Option<Field> {
        // Of texts that are not kept most mean nothing: that is told without working out the rest.
        if key.len() > KEPT_LENGTH && !self.words.periods.may_name(key) {
            let is_heading = key.chars().count() <= LONGEST_HEADING;
            return label(&if is_heading { self.words.headings.guesses(key) } else { Vec::new() });
        }
        self.sense(key).label()
    }

    /// Whether `key` (folded) names a figure that no annex counts (位次, 考核得分, 完成率). Words that name no figure may be what a website column
    /// is called (互动交流, 整改情况), and so may whatever the office listed.
    pub(super) fn is_never_data(&self, key: &str) -> bool {
        let words = self.words;
        key.len() <= KEPT_LENGTH
            && words.headings.names_a_figure(key)
            && !key.contains(':')
            && words.rows.any_label(key).is_none()
            && !words.columns.contains(key)
            && matches!(self.label(key), Some(Field::NotData | Field::Rate))
    }

    /// The figure that `key` (folded) alone most probably means, where every word of it is explained.
    pub(super) fn figure(&self, key: &str) -> Option<Field> {
        self.label(key).filter(|field| !is_guarded(*field) || self.word_left(&self.sense(key).rest, *field).is_none())
    }

    /// The first word of `text` (folded, without its period) that nothing explains where it means `field`.
    pub(super) fn word_left(&self, text: &str, field: Field) -> Option<String> {
        let platforms: Vec<&str> = self.words.platforms.wordings().filter(|word| text.contains(word)).collect();
        self.words.headings.unexplained(text, field, &platforms).map(str::to_owned)
    }

    /// Whether `key` (folded) is a month and nothing else.
    pub(super) fn is_month(&self, key: &str) -> bool {
        // A month takes a dozen characters, however it is written.
        key.len() <= KEPT_LENGTH && self.words.periods.may_name(key) && self.sense(key).is_month()
    }

    /// Whether a text is a month with a word of days (4月更新日期): the days of what was done in it stand below.
    pub(super) fn is_dated_month(&self, sense: &Sense<'_>) -> bool {
        let month = sense.period.is_some_and(|p| is_month(&p)) && !sense.rest.is_empty();
        month && self.words.headings.lists(&sense.rest, Field::Day)
    }

    fn work_out(&self, key: &str) -> Sense<'w> {
        if key.is_empty() || key.chars().count() > LONGEST_HEADING {
            return Sense { rest: key.to_owned(), ..Sense::default() };
        }
        let asked = self.words.questions.stripped(key);
        let key = self.words.headings.without_worth(&asked);
        // 7月(发/转) is a month, and 发布条数(7月/8月/9月) names none of them.
        let key = if self.words.headings.guesses(key).first().is_some_and(|g| g.field == Field::OriginalMark) {
            key
        } else {
            self.words.parted.without(key)
        };
        // A listed word may itself hold a period (1-3月得分 does not, 本年累计 does): the whole text is asked first.
        let whole = self.words.headings.guesses(key);
        let found = find_periods(key, &self.words.periods);
        let (rest, period) = match found.first() {
            Some((said, range)) if key.is_char_boundary(range.start) && key.is_char_boundary(range.end) => {
                let rest = format!("{}{}", &key[..range.start], &key[range.end..]);
                let rest = bare(&rest);
                // 4月份(条) and 其中:4月 are a month and nothing else.
                let says_nothing = |rest: &str| {
                    self.words.headings.without_measure(rest).is_empty() || self.words.rows.is_part(&format!("{rest}:"))
                };
                let rest = if says_nothing(rest) { "" } else { rest };
                (rest.to_owned(), Some(*said))
            }
            _ => (key.to_owned(), None),
        };
        let guesses = if period.is_some() {
            let mut guesses = self.words.headings.guesses(&rest);
            for guess in whole {
                if !guesses.iter().any(|g| g.field == guess.field) {
                    guesses.push(guess);
                }
            }
            guesses.sort_by_key(|g| std::cmp::Reverse(g.score));
            guesses
        } else {
            whole
        };
        let platform = self.words.platforms.canonical(&rest).map(str::to_owned);
        let guesses = if guesses.is_empty() || !self.tells_figures(key) { guesses } else { Vec::new() };
        Sense { rest, period, platform, guesses }
    }

    /// Whether a text (folded) tells what was done, in numbers (收到2件,办结2件): it may stand below a heading, and is none. What is asked for
    /// may be a part of one (应更新12条), and so may a number in brackets behind it.
    fn tells_figures(&self, key: &str) -> bool {
        let asked = |field: Field| matches!(field, Field::Required | Field::ForwardList);
        let counts = key.contains(|c: char| c.is_ascii_digit()) && !key.ends_with(')');
        let told = || self.words.sentences.told(key, &self.words.periods);
        counts
            && told().is_some_and(|told| {
                (told.whole || told.figures.len() > 1) && told.figures.iter().any(|(field, ..)| !asked(*field))
            })
    }
}

/// What is left of a period's text: brackets and joining marks around it say nothing.
fn bare(rest: &str) -> &str {
    rest.trim_matches(|c: char| matches!(c, '(' | ')' | ':' | '、' | '-' | '~' | '/'))
}
