//! "Is it done?" Words for the state of a line in ledgers of messages and of platform findings, for time limits and for kinds.
//!
//! In: `states.toml`. Out: [`StateWords`]: the [`State`] that a text names, the working days that it allows, the [`IssueKind`] that it
//! means. A text that is not listed means nothing: it knows no days and decides nothing.

use super::folded::FoldedWords;
use super::numerals::read_number;
use crate::fold::fold;
use serde::{Deserialize, Serialize};

/// What a file says became of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum State {
    /// Closed.
    Closed,
    /// Closed in time, as the file says.
    ClosedInTime,
    /// Closed late, as the file says.
    ClosedLate,
    /// Open.
    Open,
    /// Open and late, as the file says.
    OpenLate,
}

/// What a mark says of the time that a line took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LateMark {
    /// It is late.
    Late,
    /// It is not.
    InTime,
    /// It was not closed in time: late, or only not closed yet.
    NotInTime,
}

/// What a supervising platform found; each has a time limit of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IssueKind {
    /// A fixed phrase written wrongly (固定表述错误).
    Phrase,
    /// Anything else.
    Other,
}

/// Words of ledgers; `states.toml` tells what each list is for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StateWords {
    closed: FoldedWords,
    closed_in_time: FoldedWords,
    closed_late: FoldedWords,
    open: FoldedWords,
    open_late: FoldedWords,
    nothing: FoldedWords,
    working_days: FoldedWords,
    phrase: FoldedWords,
    other: FoldedWords,
    closed_late_heads: LateHeads,
    closed_within_heads: LateHeads,
    late_marks: LateMarks,
}

/// Words of marks whether a line is late.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct LateMarks {
    yes: FoldedWords,
    no: FoldedWords,
    late: FoldedWords,
    in_time: FoldedWords,
    in_time_heads: FoldedWords,
}

/// Words of headings over figures of what was closed late.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct LateHeads {
    late: FoldedWords,
    closed: FoldedWords,
    none: FoldedWords,
}

/// Longer limits are years of working days: a number in the wrong column.
const LONGEST: u32 = 250;

impl StateWords {
    /// The built-in words.
    #[must_use]
    pub fn built_in() -> Self {
        super::embedded(include_str!("states.toml"))
    }

    /// The state that a text names.
    #[must_use]
    pub fn state(&self, text: &str) -> Option<State> {
        let key = fold(text);
        let lists = [
            (&self.closed, State::Closed),
            (&self.closed_in_time, State::ClosedInTime),
            (&self.closed_late, State::ClosedLate),
            (&self.open, State::Open),
            (&self.open_late, State::OpenLate),
        ];
        lists.into_iter().find(|(words, _)| words.contains(&key)).map(|(_, state)| state)
    }

    /// Whether a heading over marks asks whether the lines were closed in time; else it asks whether they are late.
    #[must_use]
    pub fn asks_in_time(&self, heading: &str) -> bool {
        self.late_marks.in_time_heads.within(&fold(heading))
    }

    /// What a mark says whose heading asks whether the line was closed in time (`asks_in_time`) or whether it is late.
    #[must_use]
    pub fn late_mark(&self, text: &str, asks_in_time: bool) -> Option<LateMark> {
        let (key, marks) = (fold(text), &self.late_marks);
        let by_state = self.state(text).and_then(State::is_late);
        if marks.late.contains(&key) || by_state == Some(true) {
            Some(LateMark::Late)
        } else if marks.in_time.contains(&key) || by_state == Some(false) {
            Some(LateMark::InTime)
        } else if marks.yes.contains(&key) {
            Some(if asks_in_time { LateMark::InTime } else { LateMark::Late })
        } else if marks.no.contains(&key) {
            Some(if asks_in_time { LateMark::NotInTime } else { LateMark::InTime })
        } else {
            None
        }
    }

    /// Whether a heading (folded) over figures tells how many were closed late (超时办结); 逾期 alone may be open as well.
    #[must_use]
    pub fn heads_closed_late(&self, key: &str) -> bool {
        let has = |list: &[String]| list.iter().any(|w| key.contains(w.as_str()));
        let heads = &self.closed_late_heads;
        has(&heads.late) && has(&heads.closed) && !has(&heads.none)
    }

    /// Whether a heading (folded) over figures tells how many are overdue and open still (逾期未办结).
    #[must_use]
    pub fn heads_open_late(&self, key: &str) -> bool {
        self.open_late.iter().any(|word| key.contains(word))
    }

    /// Whether a heading (folded) over figures tells how many were closed within so many days (2—3个工作日内答复).
    #[must_use]
    pub fn heads_closed_within(&self, key: &str) -> bool {
        let has = |list: &[String]| list.iter().any(|w| key.contains(w.as_str()));
        let heads = &self.closed_within_heads;
        key.contains(|c: char| c.is_ascii_digit()) && has(&heads.late) && has(&heads.closed) && !has(&heads.none)
    }

    /// Whether a text only says that there is nothing to tell.
    #[must_use]
    pub fn says_nothing(&self, text: &str) -> bool {
        let key = fold(text);
        key.is_empty() || self.nothing.contains(&key)
    }

    /// Whether a heading counts working days.
    #[must_use]
    pub fn counts_working_days(&self, heading: &str) -> bool {
        let key = fold(heading);
        self.working_days.within(&key)
    }

    /// The number of working days that a text allows; a bare number only where its heading says that it counts them (`of_heading`).
    #[must_use]
    pub fn days_allowed(&self, text: &str, of_heading: bool) -> Option<u32> {
        let key = fold(text);
        let said = self.working_days.iter().find_map(|w| key.strip_suffix(w.as_str()));
        let number = said.or(of_heading.then_some(key.as_str()))?;
        let chars: Vec<char> = number.chars().collect();
        let (days, length) = read_number(&chars)?;
        u32::try_from(days).ok().filter(|n| length == chars.len() && (1..=LONGEST).contains(n))
    }

    /// What kind of finding a text names; `None` when it is not certain.
    #[must_use]
    pub fn issue_kind(&self, text: &str) -> Option<IssueKind> {
        let key = fold(text);
        if self.other.contains(&key) {
            return Some(IssueKind::Other);
        }
        self.phrase.within(&key).then_some(IssueKind::Phrase)
    }
}

impl State {
    /// Whether it is closed.
    #[must_use]
    pub const fn is_closed(self) -> bool {
        matches!(self, Self::Closed | Self::ClosedInTime | Self::ClosedLate)
    }

    /// Whether the file says that it is late; `None` when it does not say.
    #[must_use]
    pub const fn is_late(self) -> Option<bool> {
        match self {
            Self::ClosedInTime => Some(false),
            Self::ClosedLate | Self::OpenLate => Some(true),
            Self::Closed | Self::Open => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_names_two_states() {
        let words = StateWords::built_in();
        let all = [&words.closed, &words.closed_in_time, &words.closed_late, &words.open, &words.open_late];
        let mut seen = std::collections::BTreeSet::new();
        assert!(all.into_iter().flatten().all(|w| seen.insert(w.clone())));
        assert!(words.nothing.iter().all(|w| !seen.contains(w)));
    }

    #[test]
    fn a_state_is_what_is_listed_and_nothing_longer() {
        let words = StateWords::built_in();
        for (text, state) in [
            (" 已办结 ", Some(State::Closed)),
            ("按期办结", Some(State::ClosedInTime)),
            ("逾期办结", Some(State::ClosedLate)),
            ("办理中", Some(State::Open)),
            ("逾期未办结", Some(State::OpenLate)),
            ("已办结（电话回访）", None),
            ("基本办结", None),
            ("", None),
        ] {
            assert_eq!(words.state(text), state, "{text}");
        }
    }

    #[test]
    fn a_bare_number_is_a_limit_only_under_a_heading_that_counts_working_days() {
        let words = StateWords::built_in();
        assert!(words.counts_working_days("办理期限（工作日）") && !words.counts_working_days("办理期限"));
        assert_eq!(words.days_allowed("5个工作日", false), Some(5));
        assert_eq!(words.days_allowed("１５ 个工作日内", false), Some(15));
        assert_eq!(words.days_allowed("5", true), Some(5));
        for text in ["5", "5天", "0个工作日", "251个工作日", "工作日", "约5个工作日"] {
            assert_eq!(words.days_allowed(text, false), None, "{text}");
        }
    }

    #[test]
    fn a_mark_says_what_its_heading_asks() {
        let words = StateWords::built_in();
        assert!(words.asks_in_time("是否按期办结") && !words.asks_in_time("是否超期"));
        for (text, of_late, of_in_time) in [
            ("是", Some(LateMark::Late), Some(LateMark::InTime)),
            ("否", Some(LateMark::InTime), Some(LateMark::NotInTime)),
            (" 超期 ", Some(LateMark::Late), Some(LateMark::Late)),
            ("按期办结", Some(LateMark::InTime), Some(LateMark::InTime)),
            ("超期未办", Some(LateMark::Late), Some(LateMark::Late)),
            ("已办结", None, None),
            ("是（1天）", None, None),
        ] {
            assert_eq!((words.late_mark(text, false), words.late_mark(text, true)), (of_late, of_in_time), "{text}");
        }
    }

    #[test]
    fn a_kind_is_certain_or_unknown() {
        let words = StateWords::built_in();
        assert_eq!(words.issue_kind("固定表述错误"), Some(IssueKind::Phrase));
        assert_eq!(words.issue_kind("固定表述"), Some(IssueKind::Phrase));
        assert_eq!(words.issue_kind("其他"), Some(IssueKind::Other));
        assert_eq!(words.issue_kind("其他 表述错误"), Some(IssueKind::Other));
        for text in ["表述错误", "", "错误", "非固定"] {
            assert_eq!(words.issue_kind(text), None, "{text}");
        }
    }
}
