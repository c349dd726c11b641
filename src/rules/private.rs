//! "That is somebody's, not the office's." Words around what belongs to a person.
//!
//! In: `private.toml`. Out: [`PrivateWords`], and whether words head a list, name a body or only say how messages stand. It knows no
//! name, and masks nothing: that is done in `private`.

use super::counts::CountWords;
use super::names::NameWords;
use crate::fold::fold;
use serde::Deserialize;
use std::sync::LazyLock;

/// Words around what belongs to a person.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PrivateWords {
    /// First characters of number plates.
    pub plates: String,
    /// Words in front of the number of a person, in lower case.
    pub contacts: Vec<String>,
    /// Ends of words that head a column of any list.
    headings: Vec<String>,
    /// The commonest surnames.
    surnames: Vec<String>,
    /// Words of somebody who speaks.
    speaks: Vec<String>,
    /// Words of how things stand with messages.
    messages: Vec<String>,
    /// Marks of a sentence.
    sentence: String,
    /// Words of how things stand with messages and of counts, the longest first.
    #[serde(skip)]
    counting: Vec<String>,
}

static WORDS: LazyLock<PrivateWords> = LazyLock::new(PrivateWords::built_in);

/// A longer text heads nothing.
const LONGEST_HEADING: usize = 16;
/// More digits than a year has are nobody's heading.
const MOST_DIGITS: usize = 4;
/// Names of people are no longer, and what heads a column beside known headings is no shorter and no longer than these.
const BESIDE_HEADINGS: std::ops::RangeInclusive<usize> = 5..=12;
/// Characters of most names of people.
const SHORT_NAME: usize = 3;
/// A longer text is no name of a body.
const LONGEST_NAME: usize = 40;
/// Marks that part names in one cell.
const BETWEEN_NAMES: [char; 9] = ['、', '，', ',', '；', ';', '/', '\n', ' ', '\u{3000}'];

impl PrivateWords {
    /// The built-in words.
    #[must_use]
    pub fn built_in() -> Self {
        let mut words: Self = super::embedded(include_str!("private.toml"));
        let counts = CountWords::built_in();
        let lists = [&counts.measures, &counts.leading, &counts.part, &counts.word_zero, &counts.approximate];
        let more = [&counts.not_applicable, &counts.zero, &counts.ten_thousand, &counts.percent, &counts.at_least];
        words.counting = lists.into_iter().chain(more).flatten().chain(&words.messages).cloned().collect();
        words.counting.sort_by_key(|word| std::cmp::Reverse(word.len()));
        words
    }

    /// The built-in words, loaded once.
    #[must_use]
    pub fn get() -> &'static Self {
        &WORDS
    }

    /// Whether a text may head a column of a list that nobody knows.
    #[must_use]
    pub fn heads_a_list(&self, text: &str) -> bool {
        let key = fold(text);
        let bare = key.split('(').next().unwrap_or_default();
        !bare.is_empty()
            && key.chars().count() <= LONGEST_HEADING
            && !self.is_sentence(text)
            && self.headings.iter().any(|end| bare.ends_with(end.as_str()))
    }

    /// The same, or nothing but words of how things stand with messages and of times (4月, 收件, 办结), without the number of anybody.
    #[must_use]
    pub fn may_head(&self, text: &str) -> bool {
        let digits = text.chars().filter(char::is_ascii_digit).count();
        let plain = text.chars().any(char::is_alphabetic) && digits <= MOST_DIGITS;
        let is_short = text.chars().count() <= LONGEST_HEADING;
        self.heads_a_list(text) || plain && is_short && !self.is_sentence(text) && self.only_counts(text)
    }

    /// Whether a text that stands beside known headings may be quoted: it is longer than names of people are, begins with no common
    /// surname, and nobody speaks in it.
    #[must_use]
    pub fn may_stand_beside_headings(&self, text: &str) -> bool {
        let key = fold(text);
        let digits = key.chars().filter(char::is_ascii_digit).count();
        let begins = |words: &[String]| words.iter().any(|word| key.starts_with(word.as_str()));
        let names_nobody = || !begins(&self.surnames) && self.speaks.iter().all(|word| !key.contains(word.as_str()));
        let parts = key.contains(['，', ',', '、', ' ']);
        let of_length = BESIDE_HEADINGS.contains(&key.chars().count()) && digits <= MOST_DIGITS;
        self.may_head(text) || of_length && !parts && !self.is_sentence(text) && names_nobody()
    }

    /// Whether a text that nobody knows may name somebody or tell of him: it is as short as names are, longer than headings, masked, or
    /// somebody speaks in it.
    #[must_use]
    pub fn may_tell_of_people(&self, text: &str) -> bool {
        let key = fold(text);
        let length = key.chars().count();
        let surname = |word: &&String| word.chars().nth(1).is_some() && key.starts_with(word.as_str());
        length <= SHORT_NAME
            || length < *BESIDE_HEADINGS.start() && self.surnames.iter().any(|word| surname(&word))
            || length > *BESIDE_HEADINGS.end()
            || self.is_sentence(text)
            || key.contains(['某', '*', ','])
            || self.speaks.iter().any(|word| key.contains(word.as_str()))
    }

    /// Whether a text may be somebody's name: two or three characters behind a common surname, four behind one of two characters.
    #[must_use]
    pub fn may_be_somebody(&self, text: &str) -> bool {
        let key = fold(text);
        let length = key.chars().count();
        let behind = |word: &String| key.starts_with(word.as_str()) && (2..=3).contains(&length);
        let double = |word: &String| length == 4 && word.chars().count() == 2 && key.starts_with(word.as_str());
        self.surnames.iter().any(|word| behind(word) || double(word))
    }

    /// Whether a text holds a mark of a sentence.
    #[must_use]
    pub fn is_sentence(&self, text: &str) -> bool {
        text.chars().any(|c| self.sentence.contains(c))
    }

    /// Whether a text in a column of units is the name of a public body, or of several, by its words alone.
    #[must_use]
    pub fn names_a_body(&self, text: &str, names: &NameWords) -> bool {
        let is_level = |c: char| names.levels.contains(c);
        let ends = |part: &str| {
            let key = fold(part);
            let key = key.split('(').next().unwrap_or_default();
            let mut forms = names.endings.iter().flat_map(|e| &e.forms).chain(&names.around.body_ends);
            // Two characters are a surname and a given name as well, unless they are listed or begin with a level.
            let is_short = key.chars().nth(2).is_none() && !key.starts_with(is_level);
            if is_short {
                return key.chars().nth(1).is_some() && forms.any(|form| form == key);
            }
            let rest = forms.filter_map(|form| key.strip_suffix(form.as_str())).min_by_key(|rest| rest.len());
            rest.is_some_and(|rest| !self.goes_on_speaking(rest))
        };
        let parts: Vec<&str> = text.split(BETWEEN_NAMES).filter(|part| !part.is_empty()).collect();
        let Some((last, before)) = parts.split_last() else { return false };
        text.chars().count() <= LONGEST_NAME
            && !self.is_sentence(text)
            && ends(last)
            && before.iter().all(|part| ends(part) || part.ends_with(is_level))
    }

    /// Whether words go on behind somebody who speaks.
    fn goes_on_speaking(&self, text: &str) -> bool {
        let mut rest = text;
        while let Some(shorter) = self.speaks.iter().find_map(|word| rest.strip_suffix(word.as_str())) {
            rest = shorter;
        }
        self.speaks.iter().any(|word| rest.contains(word.as_str()))
    }

    /// Whether a text says nothing but numbers, units of count and how things stand with messages.
    #[must_use]
    pub fn only_counts(&self, text: &str) -> bool {
        let key = fold(text);
        let mut rest = key.as_str();
        while let Some(c) = rest.chars().next() {
            let known = self.counting.iter().find_map(|word| rest.strip_prefix(word.as_str()));
            let plain = !c.is_alphabetic() || super::numerals::read_whole(&rest[..c.len_utf8()]).is_some();
            rest = match known {
                Some(tail) => tail,
                None if plain => &rest[c.len_utf8()..],
                None => return false,
            };
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_any_list_are_told_from_what_stands_in_it() {
        let words = PrivateWords::get();
        for heading in ["姓名", "联系电话", "诉求内容", "车牌号", "燃油费", "单价（元）", "库存", "得分"]
        {
            assert!(words.heads_a_list(heading), "{heading}");
        }
        for told in ["张三", "路灯坏了", "小区停电三天无人管。请解决问题内容", "13800000000", ""]
        {
            assert!(!words.heads_a_list(told), "{told}");
        }
    }

    #[test]
    fn general_words_may_head_a_list_and_what_is_somebodys_may_not() {
        let words = PrivateWords::get();
        for heading in ["4月", "收件", "办结", "超期", "转办股室（站所）", "答复人", "受理渠道", "2024年"]
        {
            assert!(words.may_head(heading), "{heading}");
        }
        for told in ["王某", "13800000000", "12", "收件王某", "路灯坏了", ""] {
            assert!(!words.may_head(told), "{told}");
        }
    }

    #[test]
    fn beside_known_headings_only_what_may_be_somebody_stays_hidden() {
        let words = PrivateWords::get();
        for heading in ["拟稿人", "一审（站所）", "发布平台", "三审签发情况表", "阅读点赞合计量"]
        {
            assert!(words.may_stand_beside_headings(heading), "{heading}");
        }
        for told in ["王小明", "张三", "欧阳小明", "王小明的路灯坏了", "小区居民投诉噪音", "路灯坏了，没人管"]
        {
            assert!(!words.may_stand_beside_headings(told), "{told}");
        }
    }

    #[test]
    fn words_of_columns_are_no_talk_of_people() {
        let words = PrivateWords::get();
        assert!(["企业动态", "安全生产", "工程招标公告"].iter().all(|text| !words.may_tell_of_people(text)));
        for told in ["张三", "招小明", "欧阳小明", "李某某等四人", "小区居民投诉噪音", "路灯坏了，没人管"]
        {
            assert!(words.may_tell_of_people(told), "{told}");
        }
    }

    #[test]
    fn a_short_word_behind_a_common_surname_may_be_somebody() {
        let words = PrivateWords::get();
        assert!(words.may_be_somebody("王小明") && words.may_be_somebody("欧阳小明") && words.may_be_somebody("李四"));
        assert!(!words.may_be_somebody("通知公告") && !words.may_be_somebody("高考招生"));
    }

    #[test]
    fn bodies_are_told_from_people_by_their_endings() {
        let (words, names) = (PrivateWords::get(), NameWords::built_in());
        for body in [
            "某区财政局",
            "某某镇",
            "县委",
            "团委",
            "某某社区居民委员会",
            "12315投诉举报中心",
            "县直甲局、县直乙局",
            "某县 教育局",
            "某某街道办",
            "区住建局（城管局）",
        ] {
            assert!(words.names_a_body(body, &names), "{body}");
        }
        for person in [
            "欧阳某某",
            "张三、财政局",
            "张三反映财政局",
            "王女士投诉区财政局",
            "王女士",
            "张三 财政局",
            "李镇",
            "镇",
            "",
            "不知道。某局",
        ] {
            assert!(!words.names_a_body(person, &names), "{person}");
        }
    }

    #[test]
    fn a_figure_of_messages_is_told_from_talk_about_people() {
        let words = PrivateWords::get();
        for figure in ["12件", "约12", "3（其中逾期1件）", "无", "十二件", "12/3", "已办结5件，未办结2件"]
        {
            assert!(words.only_counts(figure), "{figure}");
        }
        for talk in ["12（张三的没有办）", "王某某", "2件李四"] {
            assert!(!words.only_counts(talk), "{talk}");
        }
    }
}
