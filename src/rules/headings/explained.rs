//! "审核发布数: what is 审核?" Words of a heading that nothing explains.
//!
//! In: a folded text without its period, the field that it was given, `explained.toml`. Out: the first word in it that neither the words
//! of that field, nor units of count, platforms or words that change nothing account for. What then becomes of its figures is not asked.

use super::HeadingWords;
use crate::field::Field;
use crate::rules::folded::FoldedWords;
use serde::Deserialize;
use std::ops::Range;

/// A word is quoted with the single characters around it (及时, though 及 alone means nothing).
const WORD: usize = 2;

/// Words that leave what a heading counts as it is.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Explained {
    /// Characters that turn a sense round.
    turning: FoldedWords,
    /// Words of another scope or time than the figure's own.
    scopes: FoldedWords,
    /// Of every figure.
    general: FoldedWords,
    /// Of texts over several headings.
    groups: FoldedWords,
    /// Verbs and states by which such a text counts something of its own.
    doings: FoldedWords,
    /// What is counted in place of the figure where a heading ends with it.
    things: FoldedWords,
    /// Endings behind it.
    endings: FoldedWords,
    /// What a group of headings over what was done ends with, and words of having done it.
    tasks: FoldedWords,
    done: FoldedWords,
    /// Of some figures.
    of: Vec<OfFields>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct OfFields {
    fields: Vec<Field>,
    words: FoldedWords,
    /// Words that the lists of empty words hold and that change these figures all the same.
    #[serde(default)]
    not: FoldedWords,
}

impl Explained {
    pub(super) fn built_in() -> Self {
        super::super::embedded(include_str!("../explained.toml"))
    }
}

/// Which characters of a text are accounted for.
struct Marks<'t> {
    text: &'t str,
    known: Vec<bool>,
}

impl<'t> Marks<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, known: vec![false; text.len()] }
    }

    fn set(&mut self, words: impl IntoIterator<Item = &'t str>, known: bool) {
        for word in words.into_iter().filter(|word| !word.is_empty()) {
            for (at, _) in self.text.match_indices(word) {
                self.known[at..at + word.len()].fill(known);
            }
        }
    }

    /// Marks such words at the end of the text.
    fn set_ends<'w>(&mut self, words: &(impl Iterator<Item = &'w str> + Clone)) {
        let mut rest = self.text;
        while let Some(cut) = words.clone().filter(|w| !w.is_empty()).find_map(|word| rest.strip_suffix(word)) {
            self.known[cut.len()..rest.len()].fill(true);
            rest = cut;
        }
    }

    /// The first run of Chinese characters that nothing accounts for.
    fn left(&self) -> Option<Range<usize>> {
        let open = |(at, c): &(usize, char)| !self.known[*at] && is_han(*c);
        let (start, _) = self.text.char_indices().find(open)?;
        let run = self.text[start..].char_indices().take_while(|(at, c)| open(&(start + at, *c)));
        let end = run.last().map_or(start, |(at, c)| start + at + c.len_utf8());
        Some(start..end)
    }

    /// The run of such characters around `part` of the text.
    fn around(&self, part: Range<usize>) -> &'t str {
        let is_open = |(at, c): &(usize, char)| !self.known[*at] && is_han(*c);
        let before = self.text[..part.start].char_indices().rev().take_while(is_open);
        let start = before.last().map_or(part.start, |(at, _)| at);
        let behind = self.text[part.end..].char_indices().map(|(at, c)| (part.end + at, c)).take_while(is_open);
        let end = behind.last().map_or(part.end, |(at, c)| at + c.len_utf8());
        &self.text[start..end]
    }
}

const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

/// Posts and updates share their words.
const fn figure(field: Field) -> Field {
    match field {
        Field::Updates => Field::Actual,
        other => other,
    }
}

impl HeadingWords {
    /// A group of headings (folded) that names the matter of a task (更新任务), without the word for it, where the heading below tells what
    /// of it was done (已完成): elsewhere a task is what is asked.
    #[must_use]
    pub fn without_task<'k>(&self, group: &'k str, below: &str) -> &'k str {
        let words = &self.explained;
        let bare = words.tasks.iter().find_map(|word| group.strip_suffix(word.as_str()));
        bare.filter(|bare| !bare.is_empty() && words.done.is(below)).unwrap_or(group)
    }

    /// The first word of `key` (folded, without its period) that nothing explains where it means `field`; `None` where the office itself
    /// or a list says that it does. `others` are further words that change nothing: platforms, the unit, what belongs to its form.
    #[must_use]
    pub fn unexplained<'k>(&self, key: &'k str, field: Field, others: &[&str]) -> Option<&'k str> {
        let whole = key;
        let key = self.unbracketed(key);
        if self.is_own(whole) {
            return None;
        }
        // Behind a heading in brackets it is a remark to those who look for the field only: 发布数(全县).
        let scopes = self.explained.scopes.iter().filter(|word| !key.contains(word.as_str()));
        if let Some(scope) = scopes.filter_map(|word| within(whole, word)).next() {
            return Some(scope);
        }
        if self.lists(key, field) || self.sign(key) == Some(field) {
            return None;
        }
        self.thing(key).or_else(|| {
            let left = self.marks(key, (&[field], others), 1).left()?;
            Some(self.marks(key, (&[field], others), WORD).around(left))
        })
    }

    /// The first word that nothing explains of a text over headings of one of `fields`, where that text counts something of its own.
    #[must_use]
    pub fn unexplained_group<'k>(&self, key: &'k str, fields: &[Field], others: &[&str]) -> Option<&'k str> {
        let key = self.unbracketed(key);
        let mut marks = self.marks(key, (fields, others), 1);
        marks.set(self.explained.groups.iter().filter_map(|w| within(key, w)), true);
        let left = self.marks(key, (fields, others), WORD).around(marks.left()?);
        let does = self.explained.doings.iter().any(|w| key.match_indices(w.as_str()).any(|(at, _)| !marks.known[at]));
        (does || self.names_a_figure(key)).then_some(left)
    }

    /// Whether a heading (folded) says how much and nothing of what (条数, 数量).
    #[must_use]
    pub fn says_only_how_many(&self, key: &str) -> bool {
        self.core(self.unbracketed(key)).is_empty()
    }

    /// Whether a text (folded, without its period) may count one of `fields` after all: it says only how many, nothing in it is left to
    /// explain, or it holds a word of theirs.
    #[must_use]
    pub fn shares_words(&self, key: &str, fields: &[Field]) -> bool {
        let of = self.explained.of.iter().filter(|of| of.fields.iter().any(|field| fields.contains(field)));
        let mut words = of.flat_map(|of| &of.words).filter(|word| word.chars().nth(WORD - 1).is_some());
        let key = self.unbracketed(key);
        self.says_only_how_many(key)
            || words.any(|word| key.contains(word.as_str()))
            || self.marks(key, (fields, &[]), 1).left().is_none()
    }

    /// The thing that a heading counts by its ending (更新账号数), with the ending.
    fn thing<'k>(&self, key: &'k str) -> Option<&'k str> {
        let ending =
            self.explained.endings.iter().filter_map(|e| key.strip_suffix(e.as_str())).min_by_key(|k| k.len())?;
        let things = self.explained.things.iter().filter_map(|thing| ending.strip_suffix(thing.as_str()));
        things.map(|before| &key[before.len()..]).max_by_key(|thing| thing.len())
    }

    /// What is accounted for in `key`; of the words that change nothing those of so many characters at least.
    fn marks<'k>(&self, key: &'k str, (fields, others): (&[Field], &[&str]), least: usize) -> Marks<'k> {
        let is_one = |field: Field| fields.iter().any(|f| figure(*f) == figure(field));
        let mut marks = Marks::new(key);
        let explained = &self.explained;
        let long = |word: &&String| word.chars().nth(least - 1).is_some();
        let empty = || [&self.measures, &self.noise, &self.readers].into_iter().flatten();
        marks.set(empty().filter(long).filter_map(|w| within(key, w)), true);
        marks.set_ends(&empty().map(String::as_str));
        marks.set(explained.general.iter().filter(long).filter_map(|w| within(key, w)), true);
        let of = || explained.of.iter().filter(|of| of.fields.iter().any(|f| is_one(*f)));
        let turned = explained.turning.iter().chain(of().flat_map(|of| &of.not));
        marks.set(turned.filter_map(|w| within(key, w)), false);
        marks.set(of().flat_map(|of| &of.words).filter(long).filter_map(|w| within(key, w)), true);
        marks.set(explained.scopes.iter().filter_map(|w| within(key, w)), false);
        let words = self.words.iter().filter(|words| words.field.is_some_and(is_one));
        let listed = words.flat_map(|w| w.exact.iter().chain(w.parts.iter().flat_map(|p| p.all.iter().flatten())));
        marks.set(listed.filter_map(|w| within(key, w)), true);
        marks.set(others.iter().filter_map(|w| within(key, w)), true);
        marks
    }
}

/// `word` as it stands in `key`.
fn within<'k>(key: &'k str, word: &str) -> Option<&'k str> {
    let at = key.find(word)?;
    Some(&key[at..at + word.len()])
}
