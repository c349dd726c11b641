//! "Any of these ways to say it." Patterns of words with slots for numbers, as the data files list them.
//!
//! In: patterns such as `{year}年[第]{quarter}季度` with the slots they use, and a text. Out: the longest pattern that stands at a
//! position, with the numbers of its slots. What the numbers mean is the business of `periods` and `frequency`.
//!
//! Pattern language: `[a|b]` may stand or not, `(a|b)` one of them stands, `{name}` is a slot, `\` makes the next character
//! plain. Text is compared after folding. Patterns are kept as one tree, so that a position costs a few comparisons however
//! many patterns there are.

use super::finder::Chars;
use super::gate::{Gate, Need};
use super::numerals;
use crate::fold::{fold, fold_char};
use indexmap::IndexMap;
use serde::Deserialize;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

/// What may stand in a slot. `{month2}` is a second slot of the kind `month`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Slot {
    /// Exactly so many digits, place by place.
    #[serde(default)]
    digits: Option<usize>,
    /// Smallest number; without `from` and `to` no number stands here.
    #[serde(default)]
    from: Option<i64>,
    /// Largest number.
    #[serde(default)]
    to: Option<i64>,
    /// Words that stand for a number.
    #[serde(default)]
    words: IndexMap<String, i64>,
}

/// Slots by name.
pub(super) type Slots = IndexMap<String, Slot>;

/// A set of patterns.
#[derive(Debug, Clone, Default)]
pub(super) struct Phrases {
    slots: Vec<(String, Reader)>,
    nodes: Vec<Node>,
    /// Characters that a pattern may begin with.
    starts: Chars,
}

#[derive(Debug, Clone, Default)]
struct Node {
    next: Vec<(Step, usize)>,
    /// The first pattern that ends here.
    pattern: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Char(char),
    Slot(usize),
}

/// A pattern found in a text.
#[derive(Debug, Clone)]
pub(super) struct Match<'p> {
    /// Index of the pattern in the list it was made from.
    pub(super) pattern: usize,
    /// Where it ends, in characters of the folded text.
    pub(super) end: usize,
    values: Vec<(&'p str, i64)>,
}

impl Match<'_> {
    /// The number in the slot of this name, if the pattern has it.
    pub(super) fn get(&self, name: &str) -> Option<i64> {
        self.values.iter().find(|(n, _)| *n == name).map(|(_, v)| *v)
    }
}

/// A text as patterns see it: folded, each character with its bytes in the original. One blank stays between two digits that were
/// apart, so that neighbours do not become one number: a blank was between them, or one is the mark of a list (②1条 is not 21条).
#[derive(Debug, Clone, Default)]
pub(super) struct Folded {
    pub(super) chars: Vec<char>,
    bytes: Vec<Range<usize>>,
}

impl Folded {
    pub(super) fn of(text: &str) -> Self {
        let mut out = Self::default();
        let mut blank = None;
        for (at, c) in text.char_indices() {
            let bytes = at..at + c.len_utf8();
            match fold_char(c) {
                Some(None) => blank = Some(bytes),
                Some(Some(key)) => out.follow(key, &mut blank, bytes),
                None => {
                    let folded = fold(c.encode_utf8(&mut [0; 4]));
                    if folded.is_empty() {
                        blank = Some(bytes);
                        continue;
                    }
                    // A number in a circle is no digit of its neighbours.
                    let is_mark = folded.contains(|f: char| f.is_ascii_digit());
                    if is_mark {
                        blank = blank.or(Some(bytes.start..bytes.start));
                    }
                    folded.chars().for_each(|key| out.follow(key, &mut blank, bytes.clone()));
                    if is_mark {
                        blank = Some(bytes.end..bytes.end);
                    }
                }
            }
        }
        out
    }

    fn follow(&mut self, key: char, blank: &mut Option<Range<usize>>, bytes: Range<usize>) {
        if let Some(gap) = blank.take()
            && key.is_ascii_digit()
            && self.chars.last().is_some_and(char::is_ascii_digit)
        {
            self.push(' ', gap);
        }
        self.push(key, bytes);
    }

    fn push(&mut self, c: char, bytes: Range<usize>) {
        self.chars.push(c);
        self.bytes.push(bytes);
    }

    /// The bytes of the original text that the characters `from..to` stand for.
    pub(super) fn bytes(&self, from: usize, to: usize) -> Range<usize> {
        let start = self.bytes.get(from).map_or(0, |r| r.start);
        start..to.checked_sub(1).and_then(|last| self.bytes.get(last)).map_or(start, |r| r.end)
    }
}

impl Phrases {
    /// The patterns, in order of preference among equally long ones; the message says what is wrong with a pattern.
    pub(super) fn new<'a>(patterns: impl IntoIterator<Item = &'a String>, slots: &Slots) -> Result<Self, String> {
        let mut out = Self { nodes: vec![Node::default()], ..Self::default() };
        for (index, pattern) in patterns.into_iter().enumerate() {
            let chars: Vec<char> = pattern.chars().collect();
            let mut at = 0;
            let ways = out.alternatives(&chars, &mut at, slots).map_err(|why| format!("{pattern}: {why}"))?;
            if at != chars.len() {
                return Err(format!("{pattern}: bracket closed but not opened"));
            }
            for way in ways {
                out.add(&way, index);
            }
        }
        out.starts = out.first_characters();
        Ok(out)
    }

    fn first_characters(&self) -> Chars {
        let mut starts = Chars::default();
        for (step, _) in &self.nodes[0].next {
            match *step {
                Step::Char(c) => starts.add(c),
                Step::Slot(slot) => {
                    let (_, slot) = &self.slots[slot];
                    slot.words.keys().for_each(|c| starts.add(*c));
                    if slot.is_number() {
                        numerals::characters().for_each(|c| starts.add(c));
                    }
                }
            }
        }
        starts
    }

    /// What a text must hold so that any of the patterns may stand in it.
    pub(super) fn gate(&self) -> Gate {
        let mut ways = Vec::new();
        self.needs((0, Need::default()), &mut ways);
        Gate::of(ways)
    }

    fn needs(&self, (node, need): (usize, Need), ways: &mut Vec<Need>) {
        if self.nodes[node].pattern.is_some() {
            // What goes on from here needs this and more.
            ways.push(need);
            return;
        }
        for (step, next) in &self.nodes[node].next {
            let mut need = need.clone();
            match *step {
                Step::Char(c) => {
                    need.literals.push(c);
                    need.run = 0;
                }
                Step::Slot(slot) => {
                    let (_, slot) = &self.slots[slot];
                    let sure = slot.is_number() && slot.words.is_empty();
                    need.run = if sure { need.run + slot.digits.unwrap_or(1) } else { 0 };
                    need.digits = need.digits.max(need.run);
                }
            }
            self.needs((*next, need), ways);
        }
    }

    /// Everything up to the closing bracket or the end, as flat sequences.
    fn alternatives(&mut self, chars: &[char], at: &mut usize, slots: &Slots) -> Result<Vec<Vec<Step>>, String> {
        let mut done: Vec<Vec<Step>> = Vec::new();
        let mut open: Vec<Vec<Step>> = vec![Vec::new()];
        while let Some(&c) = chars.get(*at) {
            *at += 1;
            let parts = match c {
                ']' | ')' => {
                    *at -= 1;
                    break;
                }
                '|' => {
                    done.append(&mut open);
                    open = vec![Vec::new()];
                    continue;
                }
                '[' | '(' => {
                    let mut inner = self.alternatives(chars, at, slots)?;
                    if chars.get(*at) != Some(&(if c == '[' { ']' } else { ')' })) {
                        return Err("bracket opened but not closed".into());
                    }
                    *at += 1;
                    if c == '[' {
                        inner.push(Vec::new());
                    }
                    inner
                }
                '{' => {
                    let length = chars[*at..].iter().position(|c| *c == '}').ok_or("slot not closed")?;
                    let name: String = chars[*at..*at + length].iter().collect();
                    *at += length + 1;
                    vec![vec![Step::Slot(self.slot(&name, slots)?)]]
                }
                '\\' => {
                    *at += 1;
                    vec![vec![Step::Char(*chars.get(*at - 1).ok_or("nothing after \\")?)]]
                }
                c => vec![vec![Step::Char(c)]],
            };
            open = open.iter().flat_map(|way| parts.iter().map(|part| [way.as_slice(), part].concat())).collect();
        }
        done.append(&mut open);
        Ok(done)
    }

    fn slot(&mut self, name: &str, slots: &Slots) -> Result<usize, String> {
        if let Some(known) = self.slots.iter().position(|(n, _)| n == name) {
            return Ok(known);
        }
        let kind = name.trim_end_matches(|c: char| c.is_ascii_digit());
        let slot = slots.get(kind).ok_or_else(|| format!("unknown slot {name}"))?;
        self.slots.push((name.to_owned(), Reader::of(slot)));
        Ok(self.slots.len() - 1)
    }

    fn add(&mut self, way: &[Step], pattern: usize) {
        let mut node = 0;
        for step in way {
            node = match self.nodes[node].next.iter().find(|(s, _)| s == step) {
                Some((_, next)) => *next,
                None => {
                    self.nodes.push(Node::default());
                    let next = self.nodes.len() - 1;
                    self.nodes[node].next.push((*step, next));
                    next
                }
            };
        }
        self.nodes[node].pattern.get_or_insert(pattern);
    }

    /// The longest pattern that stands at `at` and may end where it ends; never an empty one.
    pub(super) fn longest_at(&self, chars: &[char], at: usize, may_end: impl Fn(usize) -> bool) -> Option<Match<'_>> {
        self.all_at(chars, at).into_iter().find(|m| may_end(m.end))
    }

    /// Every pattern that stands at `at`, the longest first and the first among equals; never an empty one.
    pub(super) fn all_at(&self, chars: &[char], at: usize) -> Vec<Match<'_>> {
        let mut all = Vec::new();
        if chars.get(at).is_some_and(|c| self.starts.has(*c)) {
            self.walk(chars, (0, at), &mut Vec::new(), &mut all);
        }
        all.retain(|m| m.end > at);
        all.sort_by_key(|m| (Reverse(m.end), m.pattern));
        all
    }

    fn walk<'p>(
        &'p self,
        chars: &[char],
        (node, at): (usize, usize),
        values: &mut Vec<(&'p str, i64)>,
        all: &mut Vec<Match<'p>>,
    ) {
        if let Some(pattern) = self.nodes[node].pattern {
            all.push(Match { pattern, end: at, values: values.clone() });
        }
        for (step, next) in &self.nodes[node].next {
            match *step {
                Step::Char(c) => {
                    if chars.get(at) == Some(&c) {
                        self.walk(chars, (*next, at + 1), values, all);
                    }
                }
                Step::Slot(slot) => {
                    let (name, slot) = &self.slots[slot];
                    for (value, length) in slot.readings(chars.get(at..).unwrap_or_default()) {
                        values.push((name, value));
                        self.walk(chars, (*next, at + length), values, all);
                        values.pop();
                    }
                }
            }
        }
    }
}

/// A slot made ready to read: its words folded and by their first character, since most slots fit nowhere.
#[derive(Debug, Clone)]
struct Reader {
    digits: Option<usize>,
    range: Option<(i64, i64)>,
    words: BTreeMap<char, Vec<(Vec<char>, i64)>>,
}

impl Reader {
    fn of(slot: &Slot) -> Self {
        let mut words: BTreeMap<char, Vec<(Vec<char>, i64)>> = BTreeMap::new();
        for (word, value) in &slot.words {
            let word: Vec<char> = fold(word).chars().collect();
            if let Some(first) = word.first() {
                words.entry(*first).or_default().push((word, *value));
            }
        }
        Self { digits: slot.digits, range: slot.from.zip(slot.to), words }
    }

    const fn is_number(&self) -> bool {
        self.range.is_some()
    }

    /// Every way to read the start of `chars`: value and length.
    fn readings(&self, chars: &[char]) -> Vec<(i64, usize)> {
        let mut out: Vec<(i64, usize)> = Vec::new();
        if let Some((from, to)) = self.range {
            let number = match self.digits {
                Some(width) => numerals::read_digits(chars, width).map(|n| (n, width)),
                None => numerals::read_number(chars),
            };
            out.extend(number.filter(|(n, _)| (from..=to).contains(n)));
        }
        let words = chars.first().and_then(|first| self.words.get(first));
        let fitting = words.into_iter().flatten().filter(|(word, _)| chars.starts_with(word));
        out.extend(fitting.map(|(word, value)| (*value, word.len())));
        out
    }
}

#[cfg(test)]
mod tests;
