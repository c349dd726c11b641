//! "What do headings call it?" Words of headings for each field.
//!
//! In: `headings.toml`, and the office's own writings (表头别名). Out: for the words of one heading, the fields that they may mean,
//! each with a score of 0 to 100. It sees one heading at a time; `recognize` weighs all headings of a table together.

use crate::field::{Field, Form};
use crate::fold::fold;
use serde::Deserialize;

/// Words of headings for each field.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeadingWords {
    /// Units of count that a heading may carry at its end (条, 件).
    measures: Vec<String>,
    /// Words that say nothing about the meaning of a heading (政务, 情况, 总数).
    noise: Vec<String>,
    /// Words by which a heading speaks of its reader (本单位); taken off first.
    readers: Vec<String>,
    /// Headings of the name column that say nothing themselves (项目, 指标).
    neutral: Vec<String>,
    /// Words of each field.
    words: Vec<FieldWords>,
    /// Words of titles and headings that tell what a table is about.
    about: Vec<AboutWords>,
    /// Writings of the office's own, folded.
    #[serde(skip)]
    aliases: Vec<(String, Field)>,
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
    exact: Vec<String>,
    /// `exact` without empty words, worked out once.
    #[serde(skip)]
    cores: Vec<String>,
    #[serde(default)]
    parts: Vec<Parts>,
    /// Score of an exact match; lower for words of many senses.
    score: Option<i32>,
}

/// Word parts: one word of each group of `all` stands in the heading, none of `none`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Parts {
    all: Vec<Vec<String>>,
    #[serde(default)]
    none: Vec<String>,
}

/// Words that tell what a table is about.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct AboutWords {
    form: Form,
    /// In titles, captions, group headings and sheet names.
    #[serde(default)]
    titles: Vec<String>,
    /// In headings of a ledger.
    #[serde(default)]
    headings: Vec<String>,
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
/// Score of word parts that cover the whole heading; each character not covered takes one off, up to [`PARTS_LOSS`].
const PARTS: i32 = 80;
/// Most that characters not covered take off.
const PARTS_LOSS: i32 = 15;
/// A longer text is a sentence, not a heading: its parts prove nothing.
const PARTS_LENGTH: usize = 24;

impl HeadingWords {
    /// The built-in words, folded once so that comparing needs no more work.
    #[must_use]
    pub fn built_in() -> Self {
        let mut words: Self = super::embedded(include_str!("headings.toml"));
        let fold_all = |list: &mut Vec<String>| list.iter_mut().for_each(|w| *w = fold(w));
        fold_all(&mut words.measures);
        fold_all(&mut words.noise);
        fold_all(&mut words.neutral);
        fold_all(&mut words.readers);
        words.noise.sort_by_key(|w| std::cmp::Reverse(w.len()));
        for field in &mut words.words {
            fold_all(&mut field.exact);
            for parts in &mut field.parts {
                parts.all.iter_mut().for_each(fold_all);
                fold_all(&mut parts.none);
            }
        }
        let cores: Vec<Vec<String>> =
            words.words.iter().map(|f| f.exact.iter().map(|w| words.core(w)).collect()).collect();
        words.words.iter_mut().zip(cores).for_each(|(field, cores)| field.cores = cores);
        for about in &mut words.about {
            fold_all(&mut about.titles);
            fold_all(&mut about.headings);
        }
        words
    }

    /// Adds a writing of the office's own (表头别名): from now on `written` means `field` before anything else.
    pub fn add_alias(&mut self, written: &str, field: Field) {
        self.aliases.push((self.trim(&fold(written)), field));
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
        let mut fields = self.words.iter().filter(|w| w.exact.contains(&key)).filter_map(|w| w.field);
        let first = fields.next()?;
        fields.all(|f| f == first).then_some(first)
    }

    /// Fields that a heading may mean, best first, one guess for each field and set of forms. `key` is folded, without its period.
    #[must_use]
    pub fn guesses(&self, key: &str) -> Vec<Guess<'_>> {
        let key = self.trim(key);
        if key.is_empty() {
            return Vec::new();
        }
        if let Some((_, field)) = self.aliases.iter().find(|(written, _)| *written == key) {
            return vec![Guess { field: *field, score: EXACT, forms: &[] }];
        }
        let core = self.core(&key);
        let mut out: Vec<Guess<'_>> = Vec::new();
        for words in &self.words {
            let Some(field) = words.field else { continue };
            let Some(score) = score(words, &key, &core) else { continue };
            match out.iter_mut().find(|g| g.field == field && g.forms == words.forms) {
                Some(known) => known.score = known.score.max(score),
                None => out.push(Guess { field, score, forms: &words.forms }),
            }
        }
        out.sort_by_key(|g| std::cmp::Reverse(g.score));
        out
    }

    /// Whether `key` heads a name column without saying what it names.
    #[must_use]
    pub fn is_neutral(&self, key: &str) -> bool {
        self.neutral.iter().any(|w| w == key)
    }

    /// Whether `text` (folded) is a figure with a unit of count behind it, such as `12条`.
    #[must_use]
    pub fn without_measure<'t>(&self, text: &'t str) -> &'t str {
        let end = self.measures.iter().filter(|m| text.ends_with(m.as_str())).map(|m| m.len()).max().unwrap_or(0);
        &text[..text.len() - end]
    }

    /// How many words of a title, caption or sheet name (folded) speak of `form`.
    #[must_use]
    pub fn title_votes(&self, text: &str, form: Form) -> usize {
        self.about
            .iter()
            .filter(|a| a.form == form)
            .flat_map(|a| &a.titles)
            .filter(|w| text.contains(w.as_str()))
            .count()
    }

    /// Whether a heading (folded) is typical of the ledger `form`.
    #[must_use]
    pub fn heading_vote(&self, key: &str, form: Form) -> bool {
        self.about.iter().filter(|a| a.form == form).flat_map(|a| &a.headings).any(|w| key.contains(w.as_str()))
    }

    /// Takes off a unit of count in brackets, numbering and closing marks.
    fn trim(&self, key: &str) -> String {
        let mut key = key.trim_matches(|c: char| matches!(c, ':' | '*' | '、' | ',' | '.' | '。')).to_owned();
        while let Some(open) = key.rfind('(').filter(|_| key.ends_with(')')) {
            let inside = &key[open + 1..key.len() - 1];
            let is_measure = inside
                .split(['/', '、', ','])
                .all(|part| self.measures.iter().any(|m| m == part) || self.is_note(part));
            if !is_measure || open == 0 {
                break;
            }
            key.truncate(open);
        }
        for reader in &self.readers {
            key = key.replace(reader.as_str(), "");
        }
        key.trim_end_matches(':').to_owned()
    }

    fn is_note(&self, inside: &str) -> bool {
        inside.is_empty() || self.noise.iter().any(|n| n == inside)
    }

    /// What is left without empty words and units of count.
    fn core(&self, key: &str) -> String {
        let mut core: String = key.chars().filter(|c| !matches!(c, '(' | ')' | '-' | '_' | '/')).collect();
        for word in &self.noise {
            core = core.replace(word.as_str(), "");
        }
        self.without_measure(&core).to_owned()
    }
}

fn score(words: &FieldWords, key: &str, core: &str) -> Option<i32> {
    let exact = words.score.unwrap_or(EXACT);
    if words.exact.iter().any(|w| w == key) {
        return Some(exact);
    }
    let by_core = (core.chars().count() > 1 && words.cores.iter().any(|w| w == core)).then_some(exact - CORE_LOSS);
    let by_parts = words.parts.iter().filter_map(|p| parts_score(p, key, core)).max();
    by_core.max(by_parts)
}

fn parts_score(parts: &Parts, key: &str, core: &str) -> Option<i32> {
    if key.chars().count() > PARTS_LENGTH || parts.none.iter().any(|w| key.contains(w.as_str())) {
        return None;
    }
    let mut covered = 0;
    for group in &parts.all {
        covered += group.iter().filter(|w| key.contains(w.as_str())).map(|w| w.chars().count()).max()?;
    }
    let left = i32::try_from(core.chars().count().saturating_sub(covered)).unwrap_or(PARTS_LOSS);
    Some(PARTS - left.min(PARTS_LOSS))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn best(text: &str) -> Option<Field> {
        HeadingWords::built_in().guesses(&fold(text)).first().map(|g| g.field)
    }

    #[test]
    fn listed_words_mean_their_field() {
        for (text, field) in [
            ("责任单位", Field::Unit),
            ("实际更\n新数", Field::Actual),
            ("应更新数（条）", Field::Required),
            ("推荐转发内容数量", Field::ForwardList),
            ("帐号名称", Field::Account),
            ("合格/不合格", Field::Verdict),
            ("承办件数（件）", Field::Received),
        ] {
            assert_eq!(best(text), Some(field), "{text}");
        }
    }

    #[test]
    fn word_parts_reach_words_that_are_not_listed() {
        for (text, field) in [
            ("规定更新篇数", Field::Required),
            ("本单位须发布信息总数", Field::Required),
            ("已完成推送条数", Field::Actual),
            ("实际推送上级指定信息数", Field::Forwarded),
            ("上级要求转载条数", Field::ForwardList),
            ("超期未办结件数", Field::Overdue),
            ("按时办结件数", Field::ClosedOnTime),
        ] {
            assert_eq!(best(text), Some(field), "{text}");
        }
    }

    #[test]
    fn figures_about_readers_and_scores_are_no_counts() {
        for text in ["粉丝数", "阅读量", "采用数", "得分", "1-3月得分", "满意率", "排名"] {
            assert!(best(text).is_none_or(|f| !f.is_count()), "{text}");
        }
    }

    #[test]
    fn the_offices_own_writing_comes_first() {
        let mut words = HeadingWords::built_in();
        words.add_alias("信息条目", Field::Actual);
        assert_eq!(words.guesses("信息条目")[0].field, Field::Actual);
        assert_eq!(words.field_named("实际更新数"), Some(Field::Actual));
        assert_eq!(words.field_named("随便"), None);
    }
}
