//! "A tick is a post, 〃 is what stands above." Words and marks of diaries of posts and of books kept by hand.
//!
//! In: `diaries.toml`. Out: [`DiaryWords`], folded, with answers about one folded text. Which cell is asked, and what follows, is decided
//! in `recognize`.

use super::finder::Chars;
use super::folded::FoldedWords;
use crate::fold::{folded, opening};
use serde::Deserialize;

/// Words and marks of diaries; `diaries.toml` tells what each list is for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DiaryWords {
    day_heads: FoldedWords,
    week_heads: FoldedWords,
    span_heads: FoldedWords,
    off_ends: FoldedWords,
    page_turns: FoldedWords,
    figure_ends: FoldedWords,
    maybe_none: FoldedWords,
    posting_heads: FoldedWords,
    outlet_heads: FoldedWords,
    state_heads: FoldedWords,
    posted: FoldedWords,
    taken_back: FoldedWords,
    websites: FoldedWords,
    sites: FoldedWords,
    column_words: FoldedWords,
    outlet_words: FoldedWords,
    other_matters: FoldedWords,
    ticks: FoldedWords,
    no_posts: FoldedWords,
    day_written: String,
    day_signs: FoldedWords,
    year_sign: String,
    month_head: String,
    day_head: String,
    /// The heading that stands for the two of months and days.
    pub day_heading: String,
    dittos: FoldedWords,
    circled: String,
    joints: FoldedWords,
    /// Words of pivot tables.
    pub pivot: PivotWords,
    #[serde(skip)]
    starts: Starts,
}

/// Characters with which the words of some lists begin, ready to ask: most texts of a sheet begin otherwise.
#[derive(Debug, Clone, Default)]
struct Starts {
    days: Chars,
    outlets: Chars,
    dittos: Chars,
}

/// So few characters are a name or a state.
const SHORTEST_TITLE: usize = 3;
/// A longer text is the title of a post, whatever words stand in it.
const LONGEST_REASON: usize = 10;

/// What spreadsheet programs write into pivot tables.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PivotWords {
    /// Over the names of the rows.
    pub rows: FoldedWords,
    /// Over the names across.
    pub columns: FoldedWords,
    /// In front of the name of what is added up.
    pub values: FoldedWords,
    /// In front of the name of what is counted or meant.
    pub counts: FoldedWords,
    /// The sums.
    pub total: FoldedWords,
    /// Characters with which `rows` begin.
    #[serde(skip)]
    starts: Chars,
}

impl PivotWords {
    /// Whether a text stands over the names of the rows.
    #[must_use]
    pub fn heads_rows(&self, key: &str) -> bool {
        key.starts_with(|c| self.starts.has(c)) && self.rows.is(key)
    }
}

impl DiaryWords {
    /// The built-in words.
    #[must_use]
    pub fn built_in() -> Self {
        let mut words: Self = super::embedded(include_str!("diaries.toml"));
        words.pivot.starts = Chars::starting(&words.pivot.rows);
        words.starts = Starts {
            days: Chars::starting(&words.day_heads),
            outlets: Chars::starting(&words.outlet_heads),
            dittos: Chars::starting(&words.dittos),
        };
        words
    }

    /// Whether a heading stands over days.
    #[must_use]
    pub fn heads_days(&self, key: &str) -> bool {
        key.starts_with(|c| self.starts.days.has(c)) && self.day_heads.is(key)
    }

    /// Whether a heading stands over weeks.
    #[must_use]
    pub fn heads_weeks(&self, key: &str) -> bool {
        self.week_heads.is(key)
    }

    /// Whether a heading stands over the first and the last day of weeks.
    #[must_use]
    pub fn heads_spans(&self, key: &str) -> bool {
        self.span_heads.is(key)
    }

    /// Whether a heading stands over the days on which lines were posted.
    #[must_use]
    pub fn heads_posting(&self, key: &str) -> bool {
        self.posting_heads.is(key)
    }

    /// Whether a heading stands over where lines were posted.
    #[must_use]
    pub fn heads_outlets(&self, key: &str) -> bool {
        key.starts_with(|c| self.starts.outlets.has(c)) && self.outlet_heads.is(key)
    }

    /// Whether a heading stands over whether lines were posted.
    #[must_use]
    pub fn heads_post_states(&self, key: &str) -> bool {
        self.state_heads.is(key)
    }

    /// Whether a cell under such a heading says that the line was posted.
    #[must_use]
    pub fn says_posted(&self, key: &str) -> bool {
        self.posted.is(key)
    }

    /// Whether a cell beside a post says something that may take it back (撤稿).
    #[must_use]
    pub fn takes_back(&self, key: &str) -> bool {
        self.taken_back.within(key)
    }

    /// Whether words in the place of a week's figures say that it was off (春节放假).
    #[must_use]
    pub fn is_off(&self, key: &str) -> bool {
        self.off_ends.ends(key)
    }

    /// Whether a line says that a page was turned (续上表).
    #[must_use]
    pub fn turns_page(&self, key: &str) -> bool {
        let bare = key.trim_matches(['(', ')', ':']);
        self.page_turns.is(bare)
    }

    /// Whether a heading is that of a figure and no name.
    #[must_use]
    pub fn ends_as_figure(&self, key: &str) -> bool {
        self.figure_ends.ends(key)
    }

    /// Whether a text in the place of a post's title may say that there was none (待审, 服务器故障), or is too short for one.
    #[must_use]
    pub fn may_be_none(&self, key: &str) -> bool {
        let length = key.chars().count();
        length <= SHORTEST_TITLE || length <= LONGEST_REASON && self.maybe_none.iter().any(|word| key.contains(word))
    }

    /// Whether a group of headings holds columns of a website.
    #[must_use]
    pub fn heads_website(&self, key: &str) -> bool {
        self.websites.within(key)
    }

    /// Whether a heading stands over the names of the website columns that each post went to.
    #[must_use]
    pub fn heads_columns_of_site(&self, key: &str) -> bool {
        let has = |words: &[String]| words.iter().any(|word| key.contains(word.as_str()));
        has(&self.sites) && has(&self.column_words)
    }

    /// Whether a heading tells where posts went, be it in words that nobody can count.
    #[must_use]
    pub fn speaks_of_outlets(&self, key: &str) -> bool {
        self.outlet_words.within(key)
    }

    /// The word by which a title or a group of headings tells something else than what was posted.
    #[must_use]
    pub fn other_matter(&self, key: &str) -> Option<&str> {
        self.other_matters.iter().find(|word| key.contains(word.as_str())).map(String::as_str)
    }

    /// Whether a cell marks one post.
    #[must_use]
    pub fn is_tick(&self, key: &str) -> bool {
        self.ticks.is(key)
    }

    /// Whether a cell says that there was none.
    #[must_use]
    pub fn is_no_post(&self, key: &str) -> bool {
        self.no_posts.is(key)
    }

    /// The day of a month that a text is, by its number alone: 1, 1日, 31号.
    #[must_use]
    pub fn day_of_month(&self, key: &str) -> Option<i8> {
        let bare = self.day_signs.iter().find_map(|sign| key.strip_suffix(sign.as_str())).unwrap_or(key);
        let is_number = (1..=2).contains(&bare.len()) && bare.bytes().all(|b| b.is_ascii_digit());
        bare.parse().ok().filter(|day| is_number && (1..=31).contains(day))
    }

    /// A day of a month as people write it.
    #[must_use]
    pub fn written_day(&self, month: i8, day: i8) -> String {
        self.day_written.replace("{month}", &month.to_string()).replace("{day}", &day.to_string())
    }

    /// Whether a cell says what the cell above it says.
    #[must_use]
    pub fn is_ditto(&self, key: &str) -> bool {
        self.dittos.is(key)
    }

    /// [`Self::is_ditto`] of a text as it is written.
    #[must_use]
    pub fn repeats(&self, text: &str) -> bool {
        opening(text).is_none_or(|first| self.starts.dittos.has(first)) && self.is_ditto(&folded(text))
    }

    /// Whether two headings beside each other, as they are written, stand over months and days.
    #[must_use]
    pub fn heads_month_and_day(&self, month: &str, day: &str) -> bool {
        let is = |text: &str, word: &str| opening(text).is_none_or(|c| word.starts_with(c)) && folded(text) == word;
        is(month, &self.month_head) && is(day, &self.day_head)
    }

    /// The year over months and days: `Some(None)` where it was left blank (年); `None` for any other text.
    #[must_use]
    #[allow(clippy::option_option, reason = "no such heading, one without its year, and a year are three answers")]
    pub fn year_over(&self, key: &str) -> Option<Option<i16>> {
        let before = key.strip_suffix(self.year_sign.as_str())?;
        match before.is_empty() {
            true => Some(None),
            false => (before.len() == 4).then(|| before.parse().ok().map(Some)).flatten(),
        }
    }

    /// How many numbered titles a text holds: 1.甲⏎2.乙, ①甲②乙. `None` where its numbers do not run from one.
    #[must_use]
    pub fn numbered(&self, key: &str) -> Option<usize> {
        let circled = self.circled.chars().take_while(|sign| key.contains(*sign)).count();
        if circled > 0 {
            return key.starts_with(|c| self.circled.starts_with(c)).then_some(circled);
        }
        let mut rest = key;
        let mut count = 0;
        while let Some(behind) = after_number(rest, count + 1) {
            count += 1;
            rest = behind;
        }
        (count > 0).then_some(count)
    }

    /// Whether a text of one line may be several titles.
    #[must_use]
    pub fn may_be_several(&self, key: &str) -> bool {
        self.joints.iter().any(|joint| key.trim_end_matches(joint.as_str()).contains(joint.as_str()))
    }
}

/// What stands behind the number of a title: `1.` and the like, before no other digit; the first number opens the text.
fn after_number(text: &str, number: usize) -> Option<&str> {
    let marks = ["、", ".", ")", ":"].map(|mark| format!("{number}{mark}"));
    let behind = |at: usize, mark: &str| {
        let behind = &text[at + mark.len()..];
        let apart = !text[..at].ends_with(|c: char| c.is_ascii_digit());
        (apart && !behind.is_empty() && !behind.starts_with(|c: char| c.is_ascii_digit())).then_some((at, behind))
    };
    let opens = text.len() - text.trim_start_matches('(').len();
    let found = |mark: &String| {
        let mut places = text.match_indices(mark.as_str()).map(|(at, _)| at).filter(|at| number > 1 || *at == opens);
        places.find_map(|at| behind(at, mark))
    };
    marks.iter().filter_map(found).min_by_key(|(at, _)| *at).map(|(_, behind)| behind)
}

#[cfg(test)]
mod tests {
    use super::DiaryWords;

    #[test]
    fn marks_days_and_numbers_of_diaries_are_read() {
        let words = DiaryWords::built_in();
        assert!(words.is_tick("√") && !words.is_tick("×") && words.is_no_post("×"));
        assert!(words.is_ditto("〃") && words.is_ditto("同上") && !words.is_ditto("上"));
        for (key, day) in
            [("1", Some(1)), ("31日", Some(31)), ("9号", Some(9)), ("32日", None), ("1.5", None), ("日", None)]
        {
            assert_eq!(words.day_of_month(key), day, "{key}");
        }
        assert_eq!(words.year_over("2024年"), Some(Some(2024)));
        assert_eq!(words.year_over("年"), Some(None));
        assert_eq!(words.year_over("24年"), None);
        for (key, count) in [
            ("1.场馆开放2.文明旅游", Some(2)),
            ("1、甲2、乙3、丙", Some(3)),
            ("(1)甲(2)乙", Some(2)),
            ("①甲②乙", Some(2)),
            ("1.甲", Some(1)),
            ("2.甲3.乙", None),
            ("12月记事", None),
            ("某馆公告", None),
            ("1.5万人游某县", None),
        ] {
            assert_eq!(words.numbered(key), count, "{key}");
        }
        for (text, none) in [("待审", true), ("元旦放假未发", true), ("服务器故障", true), ("冰雪航拍", false)]
        {
            assert_eq!(words.may_be_none(text), none, "{text}");
        }
        assert!(words.turns_page("续上表") && words.turns_page("(续表)") && !words.turns_page("续建项目"));
        assert!(words.may_be_several("甲;乙") && !words.may_be_several("甲;"));
    }
}
