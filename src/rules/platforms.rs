//! "Which platform is that?" Wordings of account types to canonical ones.
//!
//! In: `platforms.toml`. Out: [`PlatformWords`]. A wording that it does not know stays unknown: nothing is guessed.

use super::finder::Chars;
use super::folded::FoldedWords;
use crate::fold::{fold, folded};
use indexmap::IndexMap;
use serde::Deserialize;

/// Wordings of account types.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlatformWords {
    #[serde(rename = "platform")]
    platforms: Vec<Platform>,
    /// Every folded wording with the number of its type.
    #[serde(skip)]
    numbers: IndexMap<String, usize>,
    /// Characters with which a folded wording begins.
    #[serde(skip)]
    starts: Chars,
}

/// One account type.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Platform {
    /// Canonical name.
    name: String,
    /// Other wordings.
    words: FoldedWords,
    /// Subtypes that this name may stand for.
    #[serde(default)]
    covers: Vec<String>,
    /// Whether such accounts forward items of a list.
    #[serde(default = "yes")]
    forwards: bool,
    /// Pushes a month that the platform allows.
    monthly_cap: Option<i64>,
    /// Whether it stands for all that have no type of their own.
    #[serde(default)]
    rest: bool,
}

const fn yes() -> bool {
    true
}

impl PlatformWords {
    /// The built-in words.
    #[must_use]
    pub fn built_in() -> Self {
        let mut words: Self = super::embedded(include_str!("platforms.toml"));
        for (number, platform) in words.platforms.iter_mut().enumerate() {
            for wording in platform.words.iter().cloned().chain([fold(&platform.name)]) {
                words.numbers.entry(wording).or_insert(number);
            }
        }
        words.starts = Chars::starting(words.numbers.keys());
        words
    }

    /// The canonical account type of a wording (`公众号` → 微信公众号); `None` when unknown.
    #[must_use]
    pub fn canonical(&self, written: &str) -> Option<&str> {
        let key = folded(written);
        let number = key.starts_with(|c| self.starts.has(c)).then(|| self.numbers.get(key.as_ref()))??;
        self.platforms.get(*number).map(|p| p.name.as_str())
    }

    /// The canonical account type that stands in brackets behind another word (`短视频(抖音)`, folded); `None` where the word itself
    /// is another type.
    #[must_use]
    pub fn in_brackets(&self, key: &str) -> Option<&str> {
        let (outside, inside) = key.strip_suffix(')')?.rsplit_once('(')?;
        let inside = self.canonical(inside)?;
        self.canonical(outside).is_none_or(|outside| self.may_be(outside, inside)).then_some(inside)
    }

    /// The canonical names in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.platforms.iter().map(|p| p.name.as_str())
    }

    /// Every folded wording of two characters or more.
    pub fn wordings(&self) -> impl Iterator<Item = &str> {
        self.numbers.keys().map(String::as_str).filter(|word| word.chars().nth(1).is_some())
    }

    /// A folded name without the wording of an account type before or behind it, and that type; the longest wordings first. What is
    /// left has two characters at least. Whether that is an account, only a register can tell.
    #[must_use]
    pub fn split(&self, name: &str) -> Vec<(String, String)> {
        let mut words: Vec<(&str, usize)> =
            self.numbers.iter().map(|(word, number)| (word.as_str(), *number)).collect();
        words.sort_by_key(|(word, number)| (std::cmp::Reverse(word.chars().count()), *number));
        let key = fold(name);
        let signs = |c: char| !c.is_alphanumeric();
        let parts = words.into_iter().filter(|(word, _)| word.chars().count() > 1).flat_map(|(word, number)| {
            let around = [key.strip_suffix(word), key.strip_prefix(word)];
            around.into_iter().flatten().map(move |rest| (rest.trim_matches(signs), number))
        });
        let kept = parts.filter(|(rest, _)| rest.chars().count() > 1);
        kept.filter_map(|(rest, n)| Some((rest.to_owned(), self.platforms.get(n)?.name.clone()))).collect()
    }

    /// Pushes a month that a canonical account type allows, where it has a limit.
    #[must_use]
    pub fn monthly_cap(&self, canonical: &str) -> Option<i64> {
        self.platforms.iter().find(|p| p.name == canonical)?.monthly_cap
    }

    /// The canonical type of accounts that have none of the others.
    #[must_use]
    pub fn other(&self) -> &str {
        self.platforms.iter().find(|p| p.rest).map_or("", |p| p.name.as_str())
    }

    /// Whether a file's `general` account type may be the register's `exact` one: the same, or a name used where the subtype is
    /// not known (微信公众号 for 微信订阅号). Both canonical.
    #[must_use]
    pub fn may_be(&self, general: &str, exact: &str) -> bool {
        general == exact || self.platforms.iter().any(|p| p.name == general && p.covers.iter().any(|c| c == exact))
    }

    /// Whether accounts of this canonical type forward items of a list; unknown types do.
    #[must_use]
    pub fn forwards(&self, canonical: &str) -> bool {
        self.platforms.iter().find(|p| p.name == canonical).is_none_or(|p| p.forwards)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wordings_meet_their_canonical_type() {
        let words = PlatformWords::built_in();
        for (written, canonical) in [
            ("微信订阅号", Some("微信订阅号")),
            ("订阅号", Some("微信订阅号")),
            ("微信", Some("微信公众号")),
            ("公 众 号", Some("微信公众号")),
            ("ＡＰＰ", Some("移动客户端")),
            ("移动客户端（APP）", Some("移动客户端")),
            ("微博", Some("新浪微博")),
            ("头条号", Some("今日头条")),
            ("Ｂ站", Some("哔哩哔哩")),
            ("小红书号", Some("小红书")),
            ("知乎机构号", Some("知乎")),
            ("澎湃新闻", None),
            ("报纸", None),
            ("", None),
        ] {
            assert_eq!(words.canonical(written), canonical, "{written}");
        }
    }

    #[test]
    fn a_type_in_brackets_is_read_unless_the_word_before_is_another() {
        let words = PlatformWords::built_in();
        for (written, canonical) in [
            ("短视频(抖音)", Some("抖音")),
            ("微信(服务号)", Some("微信服务号")),
            ("微博(抖音)", None),
            ("短视频(其中一个)", None),
            ("短视频", None),
        ] {
            assert_eq!(words.in_brackets(written), canonical, "{written}");
        }
    }

    #[test]
    fn no_wording_belongs_to_two_types() {
        let words = PlatformWords::built_in();
        let mut all: Vec<String> =
            words.platforms.iter().flat_map(|p| p.words.iter().cloned().chain([fold(&p.name)])).collect();
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count);
    }

    #[test]
    fn a_general_type_may_be_its_subtypes_and_never_the_reverse() {
        let words = PlatformWords::built_in();
        assert!(words.may_be("微信公众号", "微信服务号"));
        assert!(!words.may_be("微信服务号", "微信公众号"));
        assert!(!words.may_be("微信订阅号", "微信服务号"));
        assert_eq!(words.canonical(words.other()), Some("其他"));
        assert!(!words.forwards("微信视频号") && words.forwards("微信订阅号"));
    }
}
