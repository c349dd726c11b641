//! "What do headings call it?" Words of headings for each field.
//!
//! In: `headings.toml`, and the office's own writings (表头别名). Out: for the words of one heading, the fields that they may mean,
//! each with a score of 0 to 100. It sees one heading at a time; `recognize` weighs all headings of a table together.

use super::finder::{Chars, Finder, Found};
use super::folded::FoldedWords;
use super::parts::{Parts, fitting};
use crate::field::{Field, Form};
use crate::fold::fold;
use indexmap::IndexMap;
use serde::Deserialize;

/// Words of headings for each field.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeadingWords {
    /// Units of count that a heading may carry at its end (条, 件).
    measures: FoldedWords,
    /// Units of what a heading is worth in a score (20分).
    points: FoldedWords,
    /// Words that say nothing about the meaning of a heading (政务, 情况, 总数).
    noise: FoldedWords,
    /// Words by which a heading speaks of its reader (本单位); taken off first.
    readers: FoldedWords,
    /// Words of remarks in brackets behind a heading (含转载), which change nothing about its meaning.
    notes: FoldedWords,
    /// Headings of the name column that say nothing themselves (项目, 指标).
    neutral: FoldedWords,
    /// Headings over the figure of the form's own period.
    this_period: FoldedWords,
    this_month: FoldedWords,
    /// Words of the form's own period that take one of `this_tails` behind them.
    this_stems: FoldedWords,
    this_month_stems: FoldedWords,
    this_tails: FoldedWords,
    /// Words of each field.
    words: Vec<FieldWords>,
    /// Headings of the share of messages that are closed.
    closing_rates: FoldedWords,
    /// Words of headings that count what others took over (县级采用).
    adopted: FoldedWords,
    /// Words of groups about forwarding, of publishing, of who asks for it, and of how much was handed down.
    forwards: FoldedWords,
    publishes: FoldedWords,
    askers: FoldedWords,
    joints: FoldedWords,
    handed_down: FoldedWords,
    demands: FoldedWords,
    signs: about::Signs,
    finer: FoldedWords,
    surely_finer: FoldedWords,
    /// Headings over the year of each row, and over its quarter.
    years: FoldedWords,
    quarters: FoldedWords,
    /// Words by which a title speaks of updates.
    updates: FoldedWords,
    /// Words by which a title over months is about website columns.
    columns: FoldedWords,
    /// Words of headings over something else than what was updated.
    uncounted: FoldedWords,
    /// Endings of words that name a figure (新增数), never a website column.
    figures: FoldedWords,
    /// Words of titles about things that are handled like messages and are none (依申请公开).
    others: FoldedWords,
    shared: FoldedWords,
    other_heads: FoldedWords,
    /// Words of titles and headings that tell what a table is about.
    about: Vec<AboutWords>,
    /// Words that leave what a heading counts as it is.
    #[serde(skip)]
    explained: explained::Explained,
    /// Writings of the office's own, folded.
    #[serde(skip)]
    aliases: Vec<(String, Field)>,
    /// All of the above in the order in which it is asked.
    #[serde(skip)]
    index: Index,
}

/// The lists of words turned round: from what a heading holds to the fields that list it.
#[derive(Debug, Clone, Default)]
struct Index {
    /// Words of parts, empty words and readers.
    finder: Finder,
    noise: Vec<usize>,
    readers: Vec<usize>,
    /// Empty words alone, in the order in which they are taken off.
    noises: Finder,
    /// Listed words, and what is left of them without empty words, with the numbers of their fields in `words`.
    exact: IndexMap<String, Vec<usize>>,
    cores: IndexMap<String, Vec<usize>>,
    /// Every character that a listed word may have before empty words are taken off.
    letters: Chars,
    /// Characters with which readers begin.
    reader_starts: Chars,
}

/// Words of one field.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldWords {
    field: Option<Field>,
    /// Forms in which the words mean this field; empty = all.
    #[serde(default)]
    forms: Vec<Form>,
    #[serde(default)]
    exact: FoldedWords,
    #[serde(default)]
    parts: Vec<Parts>,
    /// Score of an exact match; lower for words of many senses.
    score: Option<i32>,
}

/// Words that tell what a table is about.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct AboutWords {
    form: Form,
    /// In titles, captions, group headings and sheet names.
    #[serde(default)]
    titles: FoldedWords,
    /// In headings of a ledger.
    #[serde(default)]
    headings: FoldedWords,
}

/// A field that the words of one heading may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Guess<'w> {
    /// The field.
    pub field: Field,
    /// 0 to 100; 100 is the office's own writing or a listed word.
    pub score: i32,
    /// Forms in which it may; empty = all.
    pub forms: &'w [Form],
}

/// Score of a listed word.
const EXACT: i32 = 100;
/// Taken off when the words are equal only without units of count and empty words.
const CORE_LOSS: i32 = 12;
/// A longer text is a sentence, not a heading: its parts prove nothing.
const PARTS_LENGTH: usize = 24;

impl HeadingWords {
    /// The built-in words, folded once so that comparing needs no more work.
    #[must_use]
    pub fn built_in() -> Self {
        let mut words: Self = super::embedded(include_str!("headings.toml"));
        words.noise.longest_first();
        words.explained = explained::Explained::built_in();
        words.turn_round();
        words
    }

    fn turn_round(&mut self) {
        let mut index = Index::default();
        for parts in self.words.iter_mut().flat_map(|w| &mut w.parts) {
            let mut group = |words: &FoldedWords| -> Vec<(usize, usize)> {
                words.iter().map(|w| (index.finder.add(w), w.chars().count())).collect()
            };
            parts.numbers.all = parts.all.iter().map(&mut group).collect();
            parts.numbers.none = group(&parts.none).into_iter().map(|(number, _)| number).collect();
        }
        index.noise = self.noise.iter().map(|w| index.finder.add(w)).collect();
        self.noise.iter().for_each(|w| _ = index.noises.add(w));
        index.readers = self.readers.iter().map(|w| index.finder.add(w)).collect();
        for (number, words) in self.words.iter().enumerate() {
            for word in &words.exact {
                index.exact.entry(word.clone()).or_default().push(number);
                index.cores.entry(self.core_by(&index, word)).or_default().push(number);
            }
        }
        let lists = [&self.measures, &self.noise, &self.readers];
        let listed = index.exact.keys().chain(lists.into_iter().flatten()).map(String::as_str);
        index.letters = listed.chain([BETWEEN]).collect();
        index.reader_starts = Chars::starting(&self.readers);
        self.index = index;
    }

    /// Adds a writing of the office's own (表头别名): from now on `written` means `field` before anything else. A group and the heading
    /// under it may be written as findings quote them (约稿 › 篇数).
    pub fn add_alias(&mut self, written: &str, field: Field) {
        self.aliases.push((self.trim(&fold(written).replace('›', "")), field));
    }

    /// Whether the office itself said what `key` (folded) means.
    #[must_use]
    pub fn is_own(&self, key: &str) -> bool {
        !self.aliases.is_empty() && self.aliases.iter().any(|(written, _)| *written == self.trim(key))
    }

    /// The office's own writings, as [`Self::add_alias`] took them.
    #[must_use]
    pub fn aliases(&self) -> &[(String, Field)] {
        &self.aliases
    }

    /// The field that a standard name of the roster's 表头别名 means, by its exact words; `None` when no or several fields fit.
    #[must_use]
    pub fn field_named(&self, name: &str) -> Option<Field> {
        let key = self.trim(&fold(name));
        let named: Vec<&FieldWords> = self.words.iter().filter(|w| w.exact.contains(&key)).collect();
        // What a ledger of single lines calls otherwise (存在问题) keeps the meaning that it has in the annexes.
        let of_lines =
            |w: &FieldWords| w.forms.first().is_some_and(|f| matches!(f, Form::MessageLedger | Form::FindingsLedger));
        let only_lines = named.iter().all(|w| of_lines(w));
        let mut fields = named.iter().filter(|w| only_lines || !of_lines(w)).filter_map(|w| w.field);
        let first = fields.next()?;
        fields.all(|f| f == first).then_some(first)
    }

    /// Fields that a heading may mean, best first, one guess for each field and set of forms. `key` is folded, without its period.
    #[must_use]
    pub fn guesses(&self, key: &str) -> Vec<Guess<'_>> {
        let key = self.unbracketed(key);
        if self.is_sentence(key.trim_end_matches(':')) {
            return Vec::new();
        }
        let found = self.index.finder.find(key);
        if self.index.readers.iter().any(|r| found.has(*r)) {
            let key = self.without_readers(key);
            let key = key.trim_end_matches(':');
            return self.guesses_of(key, &self.index.finder.find(key));
        }
        // No listed word ends in a colon.
        self.guesses_of(key.trim_end_matches(':'), &found)
    }

    /// Whether a text is longer than any parts, no listed word, and free of readers that could be taken off: most titles of ledgers
    /// are, and this tells it for next to nothing.
    fn is_sentence(&self, key: &str) -> bool {
        let (mut length, mut listed) = (0, true);
        if key.len() <= PARTS_LENGTH {
            return false;
        }
        for c in key.chars() {
            if self.index.reader_starts.has(c) {
                return false;
            }
            listed = listed && self.index.letters.has(c);
            length += 1;
        }
        length > PARTS_LENGTH && !listed && !self.aliases.iter().any(|(written, _)| written == key)
    }

    fn guesses_of(&self, key: &str, found: &Found) -> Vec<Guess<'_>> {
        if let Some(said) = self.bare_sign(key) {
            return said;
        }
        if let Some((_, field)) = self.aliases.iter().find(|(written, _)| *written == key) {
            return vec![Guess { field: *field, score: EXACT, forms: &[] }];
        }
        let mut out: Vec<Guess<'_>> = Vec::new();
        for (number, score) in self.scores(key, found) {
            let words = &self.words[number];
            let Some(field) = words.field else { continue };
            match out.iter_mut().find(|g| g.field == field && g.forms == words.forms) {
                Some(known) => known.score = known.score.max(score),
                None => out.push(Guess { field, score, forms: &words.forms }),
            }
        }
        out.sort_by_key(|g| std::cmp::Reverse(g.score));
        out
    }

    /// Whether `key` (folded) is a listed writing of `field`, or the office's own; updates and posts share their words.
    #[must_use]
    pub fn lists(&self, key: &str, field: Field) -> bool {
        let key = self.trim(key);
        let figure = |f: Field| if f == Field::Updates { Field::Actual } else { f };
        let means = |f: Option<Field>| f.map(figure) == Some(figure(field));
        self.aliases.iter().any(|(written, f)| *written == key && means(Some(*f)))
            || self.index.exact.get(&key).is_some_and(|of| of.iter().any(|number| means(self.words[*number].field)))
    }

    /// Whether `key` (folded) is a listed writing of any field, or the office's own.
    #[must_use]
    pub fn is_listed(&self, key: &str) -> bool {
        // Most names hold a character that stands in no list.
        let may = key.chars().all(|c| self.index.letters.has(c)) || !self.aliases.is_empty();
        may && (self.index.exact.contains_key(key) || self.is_own(key))
    }

    /// Numbers of the words that a heading fits, ascending, each with its score.
    fn scores(&self, key: &str, found: &Found) -> Vec<(usize, i32)> {
        let is_short = key.chars().count() <= PARTS_LENGTH;
        // Most texts of a sheet are no headings: a character that stands in no list tells, before anything is taken off.
        let is_listed = key.chars().all(|c| self.index.letters.has(c));
        let by_parts = |words: &FieldWords| words.parts.iter().any(|p| fitting(p, (key, found), 0).is_some());
        if !(is_listed || is_short && found.any() && self.words.iter().any(by_parts)) {
            return Vec::new();
        }
        let core = self.core_of(key, found);
        let length = core.chars().count();
        let exact = self.index.exact.get(key).map_or(&[][..], Vec::as_slice);
        let cores = self.index.cores.get(core.as_ref()).filter(|_| length > 1).map_or(&[][..], Vec::as_slice);
        let score = |number: usize, words: &FieldWords| {
            let most = words.score.unwrap_or(EXACT);
            if exact.contains(&number) {
                return Some(most);
            }
            let by_core = cores.contains(&number).then_some(most - CORE_LOSS);
            let parts = words.parts.iter().filter(|_| is_short);
            by_core.max(parts.filter_map(|p| fitting(p, (key, found), length)).max())
        };
        self.words.iter().enumerate().filter_map(|(number, words)| Some((number, score(number, words)?))).collect()
    }

    /// Whether `key` heads a name column without saying what it names.
    #[must_use]
    pub fn is_neutral(&self, key: &str) -> bool {
        self.neutral.is(key)
    }

    /// Whether `text` (folded) is a figure with a unit of count behind it, such as `12条`.
    #[must_use]
    pub fn without_measure<'t>(&self, text: &'t str) -> &'t str {
        let end = self.measures.iter().filter(|m| text.ends_with(m.as_str())).map(|m| m.len()).max().unwrap_or(0);
        &text[..text.len() - end]
    }

    /// Takes off a unit of count in brackets, numbering, closing marks and readers.
    fn trim(&self, key: &str) -> String {
        self.without_readers(self.unbracketed(key)).trim_end_matches(':').to_owned()
    }

    /// A heading without what it is worth in a score: （20分） says nothing about what is counted.
    #[must_use]
    pub fn without_worth<'k>(&self, key: &'k str) -> &'k str {
        let cut = key.strip_suffix(')').and_then(|k| k.rfind('(').filter(|open| *open > 0));
        let Some(open) = cut else { return key };
        let inside = &key[open + 1..key.len() - 1];
        let unit = inside.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let is_worth = unit.len() < inside.len() && self.points.is(unit);
        if is_worth { &key[..open] } else { key }
    }

    fn unbracketed<'k>(&self, key: &'k str) -> &'k str {
        let mut key = key.trim_matches(|c: char| matches!(c, ':' | '*' | '、' | ',' | '.' | '。'));
        while let Some(open) = key.strip_suffix(')').and_then(|k| k.rfind('(')) {
            let inside = &key[open + 1..key.len() - 1];
            let is_measure = inside.split(['/', '、', ',']).all(|part| self.measures.is(part) || self.is_noise(part));
            if !(is_measure || self.is_note(inside)) || open == 0 {
                break;
            }
            key = &key[..open];
        }
        key
    }

    fn without_readers(&self, key: &str) -> String {
        if !key.chars().any(|c| self.index.reader_starts.has(c)) {
            return key.to_owned();
        }
        self.readers.iter().fold(key.to_owned(), |key, reader| key.replace(reader.as_str(), ""))
    }

    fn is_noise(&self, inside: &str) -> bool {
        inside.is_empty() || self.noise.is(inside)
    }

    /// Whether what stands in brackets behind a heading is a remark that changes nothing about its meaning.
    pub(crate) fn is_note(&self, inside: &str) -> bool {
        let closed = format!("{inside})");
        let long = |n: &str| n.chars().nth(1).is_some();
        self.notes.iter().any(|n| inside.starts_with(n.as_str()) || long(n) && closed.contains(n.as_str()))
    }
}

/// Marks between words that mean nothing.
const BETWEEN: &str = "()-_/";

mod about;
mod bare;
mod explained;
mod finer;
mod forwarding;
#[cfg(test)]
mod tests;
mod this_period;
