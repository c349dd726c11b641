//! "4、7月份发布了多少条？ asks for 7月份发布数." Questions of online forms as headings.
//!
//! In: `questions.toml`, one folded text. Out: the text without its number and the words that ask. What it means then is for others to say.
//! Ordinary headings hold none of the characters that open or close a question, and come out as they are.

use super::finder::Chars;
use super::folded::FoldedWords;
use serde::Deserialize;
use std::borrow::Cow;

/// Words of questions.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionWords {
    opens: FoldedWords,
    which: FoldedWords,
    how_many: FoldedWords,
    counted: FoldedWords,
    number: String,
    closes: FoldedWords,
    signs: String,
    /// The same, ready to ask.
    #[serde(skip)]
    sign_chars: Chars,
}

impl QuestionWords {
    /// The built-in words, the longest first.
    #[must_use]
    pub fn built_in() -> Self {
        let mut words: Self = super::embedded(include_str!("questions.toml"));
        let Self { opens, which, how_many, counted, closes, .. } = &mut words;
        for list in [opens, which, how_many, counted, closes] {
            list.longest_first();
        }
        words.sign_chars = std::iter::once(words.signs.as_str()).collect();
        words
    }

    /// A heading (folded) without what makes it a question.
    #[must_use]
    pub fn stripped<'k>(&self, key: &'k str) -> Cow<'k, str> {
        let numbered = key.starts_with(|c: char| c.is_ascii_digit());
        if !numbered && !key.chars().any(|c| self.sign_chars.has(c)) {
            return Cow::Borrowed(key);
        }
        let lists = [&self.opens, &self.which, &self.how_many];
        let asks = key.ends_with('?') || lists.into_iter().flatten().any(|word| key.contains(word.as_str()));
        let bare = without_number(key, asks);
        let mut rest = bare;
        while let Some(shorter) = self.closes.iter().find_map(|word| rest.strip_suffix(word.as_str())) {
            rest = shorter;
        }
        let closed = rest.len() < bare.len();
        let mut opened = false;
        while let Some(shorter) = self.opens.iter().find_map(|word| rest.strip_prefix(word.as_str())) {
            (rest, opened) = (shorter, true);
        }
        let told = self.counted_in(rest).or_else(|| self.which_of(rest));
        // A number alone (1、 before a name) or a star makes no question.
        match told {
            Some(told) if !told.is_empty() => Cow::Owned(told),
            _ if rest.is_empty() || !(opened || closed || bare.len() < key.len()) => Cow::Borrowed(key),
            _ => Cow::Borrowed(rest),
        }
    }

    /// 发布了多少条 as 发布数; 收到多少件留言 as 收到留言数.
    fn counted_in(&self, text: &str) -> Option<String> {
        let (at, word) = self.how_many.iter().find_map(|word| Some((text.find(word.as_str())?, word)))?;
        let behind = &text[at + word.len()..];
        let unit = self.counted.iter().find_map(|unit| behind.strip_prefix(unit.as_str()));
        // 几 without a unit of count is a part of another word.
        (at > 0 || unit.is_some()).then(|| format!("{}{}{}", &text[..at], unit.unwrap_or(behind), self.number))
    }

    /// 属于哪种平台 as 平台.
    fn which_of(&self, text: &str) -> Option<String> {
        self.which.iter().find_map(|word| text.strip_prefix(word.as_str())).map(str::to_owned)
    }
}

/// A text without the number of its question: 4、 4. (4). Where nothing asks, 1.5 and 4.12 are a number and a day.
fn without_number(key: &str, asks: bool) -> &str {
    let digits = key.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = digits.strip_prefix(['、', '.', ')', ':']).filter(|_| digits.len() < key.len());
    let plain = |rest: &&str| asks || !rest.starts_with(|c: char| c.is_ascii_digit()) || digits.starts_with('、');
    rest.filter(plain).unwrap_or(key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::fold;

    #[test]
    fn a_question_is_what_it_asks_for() {
        let words = QuestionWords::built_in();
        for (asked, told) in [
            ("4、7月份发布了多少条", "7月份发布数"),
            ("7、三季度转发上级指定内容多少条", "三季度转发上级指定内容数"),
            ("1、贵单位名称", "单位名称"),
            ("3、属于哪种平台", "平台"),
            ("2. 请填写栏目名称（必填）", "栏目名称"),
            ("3. 1月更新了几条？", "1月更新数"),
            ("一季度收到多少件网民留言？", "一季度收到网民留言数"),
            ("4、逾期的有多少件？", "逾期数"),
        ] {
            assert_eq!(words.stripped(&fold(asked)), told, "{asked}");
        }
    }

    #[test]
    fn an_ordinary_heading_stays_as_it_is() {
        let words = QuestionWords::built_in();
        for heading in
            ["栏目名称", "1月", "2024年1月", "4.12", "1.5", "实际更新数", "12345热线", "7-9月", "几内亚", "贵"]
        {
            assert_eq!(words.stripped(&fold(heading)), fold(heading), "{heading}");
        }
    }
}
