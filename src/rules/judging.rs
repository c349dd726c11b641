//! "What do they call a pass?" Words that the judge compares with.
//!
//! In: `judging.toml`. Out: verdicts that files write about themselves, and which sum a figure of the bulletin's body answers to.

use crate::fold::fold;
use indexmap::IndexMap;
use serde::Deserialize;

/// Words that the judge compares with.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JudgingWords {
    pass: Vec<String>,
    fail: Vec<String>,
    no_problem: Vec<String>,
    praise: Vec<String>,
    body: IndexMap<String, BodySum>,
}

/// The sum that a figure of the bulletin's body answers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BodySum {
    /// Messages received.
    Received,
    /// Messages closed.
    Closed,
    /// Accounts listed in annex 3.
    Accounts,
    /// Units in annex 3.
    AccountUnits,
    /// Posts.
    Posts,
    /// Forwards.
    Forwards,
}

impl JudgingWords {
    /// The built-in words.
    #[must_use]
    pub fn built_in() -> Self {
        super::embedded(include_str!("judging.toml"))
    }

    /// Whether a file's own verdict says that all is well; `None` when it says neither.
    #[must_use]
    pub fn passes(&self, verdict: &str) -> Option<bool> {
        let verdict = fold(verdict);
        let among = |words: &[String]| words.iter().any(|w| fold(w) == verdict);
        if among(&self.fail) { Some(false) } else { among(&self.pass).then_some(true) }
    }

    /// Whether a problem text says that there is none; a blank one does.
    #[must_use]
    pub fn no_problem(&self, text: &str) -> bool {
        let text = fold(text.trim_end_matches(['。', '.']));
        text.is_empty() || self.no_problem.iter().any(|w| fold(w) == text)
    }

    /// Whether a key of the body names a unit that is praised.
    #[must_use]
    pub fn praises(&self, key: &str) -> bool {
        self.praise.iter().any(|w| fold(w) == fold(key))
    }

    /// The house word for a verdict.
    #[must_use]
    pub fn verdict(&self, passes: bool) -> &str {
        let words = if passes { &self.pass } else { &self.fail };
        words.first().map_or("", String::as_str)
    }

    /// The sum that a figure of the body answers to; `None` for figures that are carried only.
    #[must_use]
    pub fn body_sum(&self, key: &str) -> Option<BodySum> {
        let key = fold(key);
        self.body.iter().find(|(name, _)| fold(name) == key).map(|(_, sum)| *sum)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verdicts_in_words_and_marks_are_understood() {
        let words = JudgingWords::built_in();
        for (verdict, passes) in [
            ("合格", Some(true)),
            (" √ ", Some(true)),
            ("不 合格", Some(false)),
            ("×", Some(false)),
            ("整改中", None),
            ("", None),
        ] {
            assert_eq!(words.passes(verdict), passes, "{verdict}");
        }
        assert_eq!((words.verdict(true), words.verdict(false)), ("合格", "不合格"));
        assert_eq!(words.body_sum("备案账号数"), Some(BodySum::Accounts));
        assert_eq!(words.body_sum("表扬单位"), None);
    }
}
