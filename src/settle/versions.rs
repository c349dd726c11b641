//! "最终版2 is newer than 最终版." How new a submission says it is.
//!
//! In: a recognized book. Out: its [`Version`]: the filing day inside, the rank of version words in its name, the day it was last
//! saved by its own properties. Which figure counts is decided figure by figure in `normalize`.

use super::Version;
use crate::fold::fold;
use crate::recognize::Recognized;
use crate::rules::names::NameWords;
use jiff::civil::{Date, DateTime};
use std::cmp::Ordering;

/// A number larger than this behind a version word is not a version (a year, a day).
const LARGEST_NUMBER: u32 = 99;

pub(super) fn of_file(book: &Recognized, words: &NameWords) -> Version {
    let days = book.tables.iter().map(|t| &t.claims).chain(book.zeros.iter().map(|z| &z.claims));
    let filed = days.filter_map(|c| c.filed.as_ref().map(|f| f.what)).max();
    let name = book.file.rsplit('/').next().unwrap_or(&book.file);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    Version { filed, words: rank(stem, words), saved: book.saved }
}

/// Rank of the version words in a file's name; a number behind the word or in brackets at the end is added.
fn rank(stem: &str, words: &NameWords) -> u32 {
    let stem = fold(stem);
    let found = words.versions.iter().flat_map(|v| v.words.iter().map(move |w| (v.rank, fold(w))));
    let found = found.filter_map(|(rank, word)| stem.find(&word).map(|at| (rank, at + word.len())));
    let (rank, after) = found.max().unwrap_or((0, stem.len()));
    let tail = stem[after..].trim_start_matches(['版', '稿', '(', '第', 'v']);
    let behind: String = tail.chars().take_while(char::is_ascii_digit).collect();
    let bracket = stem.strip_suffix(')').and_then(|s| s.rsplit_once('(')).map_or("", |(_, n)| n);
    let number = |text: &str| text.parse().ok().filter(|n| *n <= LARGEST_NUMBER).unwrap_or(0);
    rank + number(&behind).max(number(bracket))
}

/// What made one submission newer than another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Newer {
    /// Its filing day is later.
    Filed(Date, Date),
    /// Its name has the stronger version word or number.
    Words,
    /// It was saved later.
    Saved(DateTime, DateTime),
}

impl Version {
    /// By what this submission is newer than the other; `None` where it is not.
    #[must_use]
    pub fn newer_by(&self, other: &Self) -> Option<Newer> {
        let later = self.filed.zip(other.filed).filter(|(a, b)| a != b);
        if let Some((own, theirs)) = later {
            return (own > theirs).then_some(Newer::Filed(own, theirs));
        }
        if self.words != other.words {
            return (self.words > other.words).then_some(Newer::Words);
        }
        let (own, theirs) = self.saved.zip(other.saved)?;
        (own > theirs).then_some(Newer::Saved(own, theirs))
    }

    /// Which of two submissions is newer: by filing day, else by version words, else by the day it was saved; `Equal` when none
    /// of these decides.
    #[must_use]
    pub fn newer(&self, other: &Self) -> Ordering {
        let both = |a: Option<Ordering>| a.unwrap_or(Ordering::Equal);
        let filed = both(self.filed.zip(other.filed).map(|(a, b)| a.cmp(&b)));
        let saved = both(self.saved.zip(other.saved).map(|(a, b)| a.cmp(&b)));
        filed.then(self.words.cmp(&other.words)).then(saved)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn version_words_rank_file_names() {
        let words = NameWords::built_in();
        let rising = [
            "一季度报表",
            "一季度报表(2)",
            "一季度报表修订",
            "一季度报表（修订版2）",
            "一季度报表最终版",
            "一季度报表最终版（3）",
        ];
        let ranks: Vec<u32> = rising.iter().map(|n| rank(n, &words)).collect();
        assert!(ranks.windows(2).all(|w| w[0] < w[1]), "{ranks:?}");
        assert_eq!(rank("报表（2023）", &words), 0);
        assert_eq!(rank("报表 - 副本", &words), 0);
    }

    #[test]
    fn the_filing_day_decides_before_words_and_the_day_of_saving() {
        let day = |d| jiff::civil::date(2023, 4, d);
        let filed = |d, words| Version { filed: Some(day(d)), words, saved: None };
        assert_eq!(filed(5, 0).newer(&filed(3, 200)), Ordering::Greater);
        assert_eq!(filed(5, 0).newer(&filed(5, 200)), Ordering::Less);
        let saved = |d| Version { filed: None, words: 0, saved: Some(day(d).at(8, 0, 0, 0)) };
        assert_eq!(saved(2).newer(&saved(1)), Ordering::Greater);
        assert_eq!(saved(2).newer(&filed(1, 0)), Ordering::Equal);
    }
}
