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
use slots::Reader;
use std::cmp::Reverse;
use std::ops::Range;

pub(super) use slots::Slots;

/// A set of patterns.
#[derive(Debug, Clone, Default)]
pub(super) struct Phrases {
    slots: Vec<(String, Reader)>,
    nodes: Vec<Node>,
    /// Characters that a pattern may begin with.
    starts: Chars,
}

/// A place in the tree. Thousands are made at each start, so that none has memory of its own: places that follow the same one are a
/// chain, in the order in which they were met. The first place is nobody's next, and its number means none.
#[derive(Debug, Clone)]
struct Node {
    /// What leads here.
    step: Step,
    /// The first place that follows.
    next: usize,
    /// The next one that follows the same place.
    beside: usize,
    /// The first pattern that ends here.
    pattern: Option<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Char(char),
    Slot(usize),
}

/// A piece of a pattern.
#[derive(Debug)]
enum Piece {
    Step(Step),
    /// One of these stands.
    Choice(Vec<Vec<Piece>>),
}

/// What is still to come of a pattern: pieces, then those behind the bracket that holds them.
struct Rest<'p> {
    pieces: &'p [Piece],
    behind: Option<&'p Rest<'p>>,
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
        let mut out = Self::default();
        out.push(Step::Char('\0'));
        for (index, pattern) in patterns.into_iter().enumerate() {
            let chars: Vec<char> = pattern.chars().collect();
            let mut at = 0;
            let ways = out.alternatives(&chars, &mut at, slots).map_err(|why| format!("{pattern}: {why}"))?;
            if at != chars.len() {
                return Err(format!("{pattern}: bracket closed but not opened"));
            }
            for way in &ways {
                out.grow(0, &Rest { pieces: way, behind: None }, index);
            }
        }
        out.starts = out.first_characters();
        Ok(out)
    }

    fn first_characters(&self) -> Chars {
        let mut starts = Chars::default();
        for (step, _) in self.next(0) {
            match step {
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

    /// What a text must hold so that any of the first `patterns` may stand in it.
    pub(super) fn gate(&self, patterns: usize) -> Gate {
        let mut ways = Vec::new();
        self.needs((0, Need::default()), patterns, &mut Vec::new(), &mut ways);
        Gate::of(ways)
    }

    /// The ways from a place on; `literals` are the characters that lead there, `need` all else.
    fn needs(&self, (node, need): (usize, Need), patterns: usize, literals: &mut Vec<char>, ways: &mut Vec<Need>) {
        if self.nodes[node].pattern.is_some_and(|pattern| pattern < patterns) {
            // What goes on from here needs this and more.
            ways.push(Need { literals: literals.clone(), ..need });
            return;
        }
        for (step, next) in self.next(node) {
            let mut need = need.clone();
            match step {
                Step::Char(c) => {
                    need.run = 0;
                    literals.push(c);
                    self.needs((next, need), patterns, literals, ways);
                    literals.pop();
                }
                Step::Slot(slot) => {
                    let (_, slot) = &self.slots[slot];
                    let sure = slot.is_number() && slot.words.is_empty();
                    need.run = if sure { need.run + slot.digits.unwrap_or(1) } else { 0 };
                    need.digits = need.digits.max(need.run);
                    self.needs((next, need), patterns, literals, ways);
                }
            }
        }
    }

    /// Everything up to the closing bracket or the end, way by way.
    fn alternatives(&mut self, chars: &[char], at: &mut usize, slots: &Slots) -> Result<Vec<Vec<Piece>>, String> {
        let mut done: Vec<Vec<Piece>> = Vec::new();
        let mut open: Vec<Piece> = Vec::new();
        while let Some(&c) = chars.get(*at) {
            *at += 1;
            open.push(match c {
                ']' | ')' => {
                    *at -= 1;
                    break;
                }
                '|' => {
                    done.push(std::mem::take(&mut open));
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
                    Piece::Choice(inner)
                }
                '{' => {
                    let length = chars[*at..].iter().position(|c| *c == '}').ok_or("slot not closed")?;
                    let name: String = chars[*at..*at + length].iter().collect();
                    *at += length + 1;
                    Piece::Step(Step::Slot(self.slot(&name, slots)?))
                }
                '\\' => {
                    *at += 1;
                    Piece::Step(Step::Char(*chars.get(*at - 1).ok_or("nothing after \\")?))
                }
                c => Piece::Step(Step::Char(c)),
            });
        }
        done.push(open);
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

    /// Lets every way to say `rest` grow from a place: a beginning that ways share is walked once.
    fn grow(&mut self, node: usize, rest: &Rest<'_>, pattern: usize) {
        match (rest.pieces.split_first(), rest.behind) {
            (Some((Piece::Step(step), pieces)), behind) => {
                let next = self.child(node, *step);
                self.grow(next, &Rest { pieces, behind }, pattern);
            }
            (Some((Piece::Choice(ways), pieces)), behind) => {
                let behind = Rest { pieces, behind };
                for way in ways {
                    self.grow(node, &Rest { pieces: way, behind: Some(&behind) }, pattern);
                }
            }
            (None, Some(behind)) => self.grow(node, behind, pattern),
            (None, None) => {
                self.nodes[node].pattern.get_or_insert(pattern);
            }
        }
    }

    /// The place that a step leads to, made where there is none yet.
    fn child(&mut self, node: usize, step: Step) -> usize {
        let (mut last, mut at) = (0, self.nodes[node].next);
        while at != 0 {
            if self.nodes[at].step == step {
                return at;
            }
            (last, at) = (at, self.nodes[at].beside);
        }
        let new = self.push(step);
        let link = if last == 0 { &mut self.nodes[node].next } else { &mut self.nodes[last].beside };
        *link = new;
        new
    }

    fn push(&mut self, step: Step) -> usize {
        self.nodes.push(Node { step, next: 0, beside: 0, pattern: None });
        self.nodes.len() - 1
    }

    /// The steps from a place, with where they lead.
    fn next(&self, node: usize) -> impl Iterator<Item = (Step, usize)> + '_ {
        let existing = |at: usize| (at != 0).then_some(at);
        let first = self.nodes.get(node).and_then(|node| existing(node.next));
        std::iter::successors(first, move |at| existing(self.nodes[*at].beside)).map(|at| (self.nodes[at].step, at))
    }

    /// Whether a pattern may stand at the beginning of `text`, as written; asked first, because most texts begin otherwise.
    pub(super) fn may_begin(&self, text: &str) -> bool {
        let first = text.chars().map(fold_char).find(|folded| *folded != Some(None));
        match first {
            // What must be folded with its neighbours may be anything.
            Some(None) => true,
            Some(Some(Some(key))) => self.starts.has(key),
            _ => false,
        }
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
        for (step, next) in self.next(node) {
            match step {
                Step::Char(c) => {
                    if chars.get(at) == Some(&c) {
                        self.walk(chars, (next, at + 1), values, all);
                    }
                }
                Step::Slot(slot) => {
                    let (name, slot) = &self.slots[slot];
                    let rest = chars.get(at..).unwrap_or_default();
                    for (value, length) in slot.number(rest).into_iter().chain(slot.worded(rest)) {
                        values.push((name, value));
                        self.walk(chars, (next, at + length), values, all);
                        values.pop();
                    }
                }
            }
        }
    }
}

mod slots;
#[cfg(test)]
mod tests;
