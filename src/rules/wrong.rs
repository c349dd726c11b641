//! "It must not say so anywhere." The wrong wordings that the office listed, looked for all at once.
//!
//! In: the lines of 错误表述, a text as somebody wrote it. Out: where a wrong wording stands in it, with the words around it. Width, blanks,
//! case, bracket shapes and dashes do not matter, as in every comparison; traditional characters stay as they are, because writing them
//! may be what the office listed. A hit inside the line's own right wording is none, nor is one in the middle of a Latin word or a number.
//! It decides nothing: whoever reads a hit decides.

use crate::fold::{fold, folded, one_line};
use aho_corasick::{AhoCorasick, MatchKind};
use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::sync::Arc;

/// A line of 错误表述.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// What must not be written.
    pub wrong: String,
    /// What should be written instead; empty where the office does not say.
    pub right: String,
}

/// The list, ready to search.
#[derive(Debug, Clone, Default)]
pub struct WrongWordings {
    list: Vec<Wording>,
    search: Option<Arc<Search>>,
}

/// One wrong wording in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Its number in the list, from zero.
    pub wording: u32,
    /// The text around it, in one line and as written; a long text is cut before and behind.
    pub shown: String,
}

#[derive(Debug)]
struct Search {
    automaton: AhoCorasick,
    /// For each pattern the line it is of, and whether it is the line's right wording.
    patterns: Vec<(usize, bool)>,
}

/// Characters that are shown before and behind a hit in a long text.
const AROUND: usize = 16;
/// A text of so many characters is shown whole.
const WHOLE: usize = 40;

impl WrongWordings {
    /// Ready to search for these. Lines that fold to nothing, or whose wordings are the same, find nothing.
    #[must_use]
    pub fn new(list: Vec<Wording>) -> Self {
        let mut patterns = Vec::new();
        let mut texts = Vec::new();
        for (line, wording) in list.iter().enumerate() {
            let (wrong, right) = (fold(&wording.wrong), fold(&wording.right));
            if wrong.is_empty() || wrong == right {
                continue;
            }
            if right.contains(&wrong) {
                patterns.push((line, true));
                texts.push(right);
            }
            patterns.push((line, false));
            texts.push(wrong);
        }
        let build = || AhoCorasick::builder().match_kind(MatchKind::Standard).build(&texts).ok();
        let automaton = if texts.is_empty() { None } else { build() };
        Self { list, search: automaton.map(|automaton| Arc::new(Search { automaton, patterns })) }
    }

    /// Whether there is nothing to look for.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.search.is_none()
    }

    /// The lines.
    #[must_use]
    pub fn list(&self) -> &[Wording] {
        &self.list
    }

    /// Every wrong wording in a text, from left to right; of those that overlap the longest of the first.
    #[must_use]
    pub fn hits(&self, text: &str) -> Vec<Hit> {
        let Some(search) = &self.search else { return Vec::new() };
        let key = folded(text);
        let spans = search.spans(&key);
        if spans.is_empty() {
            return Vec::new();
        }
        let written = Written::of(text, &key);
        let mut hits = Vec::new();
        let mut end = 0;
        for (span, line) in spans {
            if span.start >= end && !written.cuts_a_word(&span) {
                end = span.end;
                hits.push(Hit { wording: u32::try_from(line).unwrap_or(u32::MAX), shown: written.around(&span) });
            }
        }
        hits
    }
}

impl Search {
    /// Where wrong wordings stand in a folded text, outside of their right ones, with their lines; the first and longest first.
    fn spans(&self, key: &str) -> Vec<(Range<usize>, usize)> {
        let mut wrong = Vec::new();
        let mut right = Vec::new();
        for found in self.automaton.find_overlapping_iter(key) {
            let (line, is_right) = self.patterns[found.pattern().as_usize()];
            if is_right { &mut right } else { &mut wrong }.push((found.range(), line));
        }
        let inside = |(span, line): &(Range<usize>, usize)| {
            right.iter().any(|(r, of): &(Range<usize>, usize)| of == line && r.start <= span.start && span.end <= r.end)
        };
        wrong.retain(|hit| !inside(hit));
        wrong.sort_unstable_by_key(|(span, line)| (span.start, std::cmp::Reverse(span.end), *line));
        wrong
    }
}

/// A text beside its key.
struct Written<'a> {
    /// What is shown: the text, or its key where the two cannot be laid side by side.
    text: &'a str,
    /// For each character that leaves something in the key: where that begins, and where the character stands in the text.
    steps: Vec<(usize, Range<usize>)>,
}

impl<'a> Written<'a> {
    fn of(text: &'a str, key: &'a str) -> Self {
        let mut steps = Vec::new();
        let mut at = 0;
        let mut same = true;
        for (from, c) in text.char_indices() {
            let part = fold(c.encode_utf8(&mut [0; 4]));
            if !part.is_empty() {
                same &= key.get(at..).is_some_and(|rest| rest.starts_with(&part));
                steps.push((at, from..from + c.len_utf8()));
                at += part.len();
            }
        }
        // Marks that join with their neighbours (rare in Chinese) leave another key than their parts do.
        if same && at == key.len() {
            return Self { text, steps };
        }
        Self { text: key, steps: key.char_indices().map(|(at, c)| (at, at..at + c.len_utf8())).collect() }
    }

    /// The span of the text behind a span of the key.
    fn span(&self, key: &Range<usize>) -> Range<usize> {
        let first = self.steps.partition_point(|(at, _)| *at <= key.start).saturating_sub(1);
        let last = self.steps.partition_point(|(at, _)| *at < key.end).saturating_sub(1);
        let start = self.steps.get(first).map_or(0, |(_, span)| span.start);
        start..self.steps.get(last).map_or(self.text.len(), |(_, span)| span.end)
    }

    /// Whether the hit begins or ends inside a Latin word or a number: 19大 is not in 2019大事记.
    fn cuts_a_word(&self, key: &Range<usize>) -> bool {
        let span = self.span(key);
        let is_word = |c: Option<char>| {
            c.is_some_and(|c| fold(c.encode_utf8(&mut [0; 4])).bytes().any(|b| b.is_ascii_alphanumeric()))
        };
        let hit = &self.text[span.clone()];
        let before = self.text[..span.start].chars().next_back();
        let behind = self.text[span.end..].chars().next();
        is_word(hit.chars().next()) && is_word(before) || is_word(hit.chars().next_back()) && is_word(behind)
    }

    fn around(&self, key: &Range<usize>) -> String {
        if self.text.chars().count() <= WHOLE {
            return one_line(self.text);
        }
        let span = self.span(key);
        let before = &self.text[..span.start];
        let behind = &self.text[span.end..];
        let from = before.char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
        let to = behind.char_indices().nth(AROUND).map_or(behind.len(), |(at, _)| at);
        let cut = |is_cut: bool| if is_cut { "…" } else { "" };
        let shown = one_line(&self.text[from..span.end + to]);
        format!("{}{shown}{}", cut(from > 0), cut(to < behind.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(lines: &[(&str, &str)]) -> WrongWordings {
        let line = |(wrong, right): &(&str, &str)| Wording { wrong: (*wrong).into(), right: (*right).into() };
        WrongWordings::new(lines.iter().map(line).collect())
    }

    fn found(lines: &[(&str, &str)], text: &str) -> Vec<u32> {
        list(lines).hits(text).into_iter().map(|hit| hit.wording).collect()
    }

    #[test]
    fn a_wrong_wording_is_found_in_any_width_case_and_spacing() {
        let lines = [("甲乙事业中心", "甲乙服务中心"), ("abc平台", "ABD平台")];
        assert_eq!(found(&lines, "关于甲乙事业中心的通知"), [0]);
        assert_eq!(found(&lines, "关于甲乙 事业\u{3000}中\n心的通知，ＡＢＣ平台上线"), [0, 1]);
        assert_eq!(found(&lines, "关于甲乙服务中心的通知"), [0; 0]);
        assert_eq!(found(&lines, ""), [0; 0]);
    }

    #[test]
    fn a_hit_inside_the_lines_own_right_wording_is_none() {
        let lines = [("丙丁建议", "共同丙丁建议书")];
        assert_eq!(found(&lines, "推进共同丙丁建议书"), [0; 0]);
        assert_eq!(found(&lines, "推进丙丁建议书"), [0]);
        assert_eq!(found(&lines, "共同丙丁建议书与丙丁建议"), [0]);
        // The right wording of another line excuses nothing.
        assert_eq!(found(&[("丙丁建议", ""), ("书丙", "共同丙丁建议书")], "共同丙丁建议书"), [0]);
    }

    #[test]
    fn of_overlapping_wordings_the_first_and_longest_is_told_once() {
        let lines = [("戊己", "甲"), ("戊己庚辛", "乙"), ("庚辛壬", "丙")];
        assert_eq!(found(&lines, "戊己庚辛壬"), [1]);
        assert_eq!(found(&lines, "戊己，庚辛壬，戊己"), [0, 2, 0]);
    }

    #[test]
    fn latin_words_and_numbers_are_not_cut() {
        let lines = [("19大", "十九大"), ("ai", "人工智能")];
        assert_eq!(found(&lines, "2019大事记、119大队、Main、ａｉｒ"), [0; 0]);
        assert_eq!(found(&lines, "学习19大精神，AI应用，第 19大"), [0, 1, 0]);
        assert_eq!(found(&lines, "2020 19大"), [0], "a blank parts numbers");
    }

    #[test]
    fn traditional_characters_are_other_characters() {
        assert_eq!(found(&[("医疗保险", "医疗保障")], "醫療保險"), [0; 0]);
        assert_eq!(found(&[("醫療", "医疗")], "醫療保險"), [0]);
    }

    #[test]
    fn a_long_text_is_cut_around_the_hit_and_a_short_one_is_whole() {
        let shown = |text: &str| list(&[("错 词", "正词")]).hits(text).remove(0).shown;
        assert_eq!(shown("  有\n错词 的标题"), "有 错词 的标题");
        let long = format!("{}错词{}", "前".repeat(40), "后".repeat(40));
        assert_eq!(shown(&long), format!("…{}错词{}…", "前".repeat(16), "后".repeat(16)));
        assert_eq!(shown(&format!("错词{}", "后".repeat(60))), format!("错词{}…", "后".repeat(16)));
        // A mark that joins with its neighbour: the key is shown, nothing panics.
        assert_eq!(shown(&format!("e\u{301}{}错词", "前".repeat(40))), format!("…{}错词", "前".repeat(16)));
    }

    #[test]
    fn lines_that_say_nothing_find_nothing() {
        assert!(list(&[("", "甲"), (" ", ""), ("甲乙", "甲 乙")]).is_empty());
        assert!(WrongWordings::default().hits("甲").is_empty());
    }
}
