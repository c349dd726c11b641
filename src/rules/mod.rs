//! "By which rules, and who are the units?" The office's rules laid over the built-in ones.
//!
//! In: the built-in data files (TOML inside the binary) and the roster workbook, read like any book. Out: [`Rules`], complete or
//! not at all, every mistake at once with its cell. It knows what may be set; it applies nothing.

pub mod calendar;
mod cells;
pub mod counts;
pub mod decisions;
pub mod diaries;
mod finder;
pub mod folded;
pub mod frequency;
mod gate;
pub mod guards;
pub mod headings;
pub mod judging;
mod keys;
mod load;
pub mod month_lists;
pub mod names;
pub mod numbering;
pub(crate) mod numerals;
pub mod parted;
mod parts;
pub mod periods;
mod phrases;
pub mod platforms;
pub mod private;
pub mod questions;
pub mod roster;
pub mod rows;
pub mod sentences;
pub mod settings;
mod sheets;
pub mod states;
pub mod weights;
pub mod wrong;

pub use cells::LARGEST_COUNT;
pub use keys::keys;
pub use load::load;
pub use sheets::{alias_may_hold, sheets};

use crate::field::Field;
use roster::Roster;
use serde::{Deserialize, Serialize};
use settings::Settings;
use std::collections::BTreeSet;

/// Everything an office may change.
#[derive(Debug, Clone)]
pub struct Rules {
    /// The roster workbook; empty without one.
    pub roster: Roster,
    /// Values of 规则 over built-in values.
    pub settings: Settings,
    /// Words of the language that forms are written in.
    pub words: Words,
    /// What the clerk decided about names; empty without that workbook.
    pub decisions: decisions::Decisions,
}

/// The built-in vocabulary, extended by the roster's 表头别名, 错误表述 and 栏目.
#[derive(Debug, Clone)]
pub struct Words {
    /// Words of headings.
    pub headings: headings::HeadingWords,
    /// Words of rows and lines around a table.
    pub rows: rows::RowWords,
    /// Words of sentences that tell figures beside tables.
    pub sentences: sentences::SentenceWords,
    /// Words and marks in count cells.
    pub counts: counts::CountWords,
    /// Wordings of account types.
    pub platforms: platforms::PlatformWords,
    /// Words of frequencies.
    pub frequency: frequency::FrequencyWords,
    /// Words of periods.
    pub periods: periods::PeriodWords,
    /// Words of headings that list what stands in each cell.
    pub parted: parted::PartedWords,
    /// Endings of unit names, version words of file names.
    pub names: names::NameWords,
    /// How much speaks for what a heading means.
    pub weights: weights::Weights,
    /// States, time limits and kinds in ledgers.
    pub states: states::StateWords,
    /// Words and marks of diaries of posts, of books kept by hand and of pivot tables.
    pub diaries: diaries::DiaryWords,
    /// Forms of questions in headings.
    pub questions: questions::QuestionWords,
    /// What is no unit and no website column, whatever it looks like.
    pub guards: guards::GuardWords,
    /// Wrong wordings that the office listed; none are built in.
    pub wrong: wrong::WrongWordings,
    /// Names and aliases of the website columns that the office listed, folded.
    pub columns: BTreeSet<String>,
}

/// What the office adds to the built-in vocabulary: all that another process of the same program must be told of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnWords {
    /// 表头别名, ready to compare.
    headings: Vec<(String, Field)>,
    /// 错误表述, as written.
    wrong: Vec<wrong::Wording>,
    /// 栏目: names and aliases, folded.
    columns: BTreeSet<String>,
}

impl Rules {
    /// The built-in rules alone.
    #[must_use]
    pub fn built_in() -> Self {
        let decisions = decisions::Decisions::default();
        Self { roster: Roster::default(), settings: Settings::built_in(), words: Words::built_in(), decisions }
    }

    /// Working days, with the office's 节假日 laid over the built-in calendar.
    #[must_use]
    pub fn calendar(&self) -> calendar::Calendar<'_> {
        calendar::Calendar::new(&self.roster.holidays)
    }
}

impl Words {
    /// The built-in vocabulary.
    #[must_use]
    pub fn built_in() -> Self {
        Self {
            headings: headings::HeadingWords::built_in(),
            rows: rows::RowWords::built_in(),
            sentences: sentences::SentenceWords::built_in(),
            counts: counts::CountWords::built_in(),
            platforms: platforms::PlatformWords::built_in(),
            frequency: frequency::FrequencyWords::built_in(),
            periods: periods::PeriodWords::built_in(),
            parted: parted::PartedWords::built_in(),
            names: names::NameWords::built_in(),
            weights: weights::Weights::built_in(),
            states: states::StateWords::built_in(),
            diaries: diaries::DiaryWords::built_in(),
            questions: questions::QuestionWords::built_in(),
            guards: guards::GuardWords::built_in(),
            wrong: wrong::WrongWordings::default(),
            columns: BTreeSet::new(),
        }
    }

    /// What the office added.
    #[must_use]
    pub fn own(&self) -> OwnWords {
        let columns = self.columns.clone();
        OwnWords { headings: self.headings.aliases().to_vec(), wrong: self.wrong.list().to_vec(), columns }
    }

    /// The built-in vocabulary with what an office added.
    #[must_use]
    pub fn with(own: &OwnWords) -> Self {
        let mut words = Self::built_in();
        for (written, field) in &own.headings {
            words.headings.add_alias(written, *field);
        }
        words.wrong = wrong::WrongWordings::new(own.wrong.clone());
        words.columns.clone_from(&own.columns);
        words
    }
}

/// Reads a data file that is part of the binary.
#[expect(clippy::expect_used, reason = "built-in data is part of the program; a unit test loads every file")]
fn embedded<T: serde::de::DeserializeOwned>(toml_text: &str) -> T {
    toml::from_str(toml_text).expect("built-in rules file")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_file_loads() {
        let rules = Rules::built_in();
        assert!(rules.roster.units.is_none());
        assert_eq!(sheets().len(), 10);
        assert!(keys().iter().all(|(name, _)| !name.is_empty()));
    }

    #[test]
    fn own_words_are_all_that_differs_from_the_built_in_ones() {
        let mut words = Words::built_in();
        words.headings.add_alias("信息条目（条）：", Field::Actual);
        words.headings.add_alias("（一）本单位 承办", Field::Received);
        let listed = wrong::Wording { wrong: "错 词".to_owned(), right: "正词".to_owned() };
        words.wrong = wrong::WrongWordings::new(vec![listed]);
        words.columns.insert("工作动态".to_owned());
        assert_eq!(format!("{:?}", Words::with(&words.own())), format!("{words:?}"));
        assert_eq!(Words::built_in().own(), OwnWords::default());
    }
}
