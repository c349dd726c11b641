//! "Is this a count?" Marks and words in count cells.
//!
//! In: `counts.toml`. Out: [`CountWords`], every word folded and ready to compare. How a cell is read is in `normalize::counts`.

use super::folded::FoldedWords;
use serde::Deserialize;

/// Marks and words in count cells; `counts.toml` tells what each list is for.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CountWords {
    /// "Does not apply".
    pub not_applicable: FoldedWords,
    /// Written zero.
    pub zero: FoldedWords,
    /// Words that mean zero in a count column.
    pub word_zero: FoldedWords,
    /// Words of a guess.
    pub approximate: FoldedWords,
    /// Units of measure, longest first.
    pub measures: FoldedWords,
    /// Words in front of a number that change nothing, longest first.
    pub leading: FoldedWords,
    /// Words that give the number behind them to each of several months, longest first.
    pub each: FoldedWords,
    /// Words that speak of every month that is not named, longest first.
    pub each_month: FoldedWords,
    /// "At least".
    pub at_least: FoldedWords,
    /// Words before a number of originals, longest first.
    pub original: FoldedWords,
    /// Words that open a remark about a part.
    pub part: FoldedWords,
    /// Larger figures are doubted.
    pub largest: u64,
    /// Ten thousand, behind a number.
    pub ten_thousand: FoldedWords,
    /// Signs and words of a percentage.
    pub percent: FoldedWords,
    /// "Yes" in a mark column.
    pub yes: FoldedWords,
    /// "No" in a mark column.
    pub no: FoldedWords,
    /// Marks of a post that was passed on.
    passed_on: FoldedWords,
    /// "An update", beside posts that were passed on.
    updated: FoldedWords,
    /// Words of headings by which what is required is so many in each month, week or day.
    rates: Vec<RateWords>,
    /// Beginnings of those words that may stand anywhere in a heading.
    anywhere: FoldedWords,
    /// Words of notes beside figures.
    pub note: NoteWords,
    /// Words of a remark by which each day that is listed is one update.
    each_day: EachDay,
}

/// Words of such a remark.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct EachDay {
    days: FoldedWords,
    items: FoldedWords,
    denies: FoldedWords,
}

/// Words around the numbers of a note beside a figure.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoteWords {
    /// Behind the number of a day, a month or a span of time.
    pub times: FoldedWords,
    /// Between the numbers of one time.
    pub time_joints: FoldedWords,
    /// Before the number of a part.
    pub parts: FoldedWords,
    /// Before such a word: it tells no part.
    pub not_parts: FoldedWords,
    /// With one of these a part changes the figure.
    pub changes: FoldedWords,
}

/// Words of a span in which a required number is due once more.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RateWords {
    /// How a frequency says so many (`{n}`) in the span.
    per: String,
    words: FoldedWords,
}

impl CountWords {
    /// The built-in words.
    #[must_use]
    pub fn built_in() -> Self {
        let mut words: Self = super::embedded(include_str!("counts.toml"));
        for list in [
            &mut words.not_applicable,
            &mut words.zero,
            &mut words.word_zero,
            &mut words.approximate,
            &mut words.measures,
            &mut words.leading,
            &mut words.each,
            &mut words.each_month,
            &mut words.at_least,
            &mut words.original,
            &mut words.part,
            &mut words.ten_thousand,
            &mut words.percent,
            &mut words.yes,
            &mut words.no,
            &mut words.passed_on,
            &mut words.updated,
        ] {
            list.longest_first();
        }
        words
    }

    /// Whether a mark (folded) says in so many words that a post was passed on, whatever a note behind it in brackets adds.
    #[must_use]
    pub fn says_passed_on(&self, mark: &str) -> bool {
        let bare = mark.strip_suffix(')').and_then(|rest| rest.split_once('(')).map_or(mark, |(bare, _)| bare);
        self.passed_on.iter().any(|word| word == mark || word == bare)
    }

    /// Whether a mark (folded) calls a post an update, which one that was passed on is not.
    #[must_use]
    pub fn says_updated(&self, mark: &str) -> bool {
        self.updated.is(mark)
    }

    /// Whether a mark (folded) says what kind of post a line is: an original, an update, one that was passed on.
    #[must_use]
    pub fn says_kind_of_post(&self, mark: &str) -> bool {
        self.says_passed_on(mark) || self.says_updated(mark) || self.original.is(mark)
    }

    /// Whether a mark (folded) says that a post is no original, whatever a note behind it in brackets adds: 转载(上级指定).
    #[must_use]
    pub fn says_no(&self, mark: &str) -> bool {
        let bare = mark.strip_suffix(')').and_then(|rest| rest.split_once('(')).map_or(mark, |(bare, _)| bare);
        self.no.iter().any(|word| word == mark || word == bare)
    }

    /// Whether a remark (folded) says that each day that is listed is one update: 注：一个日期一条.
    #[must_use]
    pub fn says_each_day(&self, remark: &str) -> bool {
        let has = |clause: &str, list: &[String]| list.iter().any(|word| clause.contains(word.as_str()));
        let words = &self.each_day;
        let says = |clause: &str| has(clause, &words.days) && has(clause, &words.items) && !has(clause, &words.denies);
        remark.split([',', ';', '。', ':']).any(says)
    }

    /// How a frequency says a number (`{n}`) in the span of which a heading (folded) over required numbers speaks (每月应更新数, 任务数(条/月)); a remark that
    /// names a number of its own says what the number below comes from.
    #[must_use]
    pub fn rate(&self, key: &str) -> Option<&str> {
        let noted = key.split_once('(').filter(|(_, note)| note.contains(|c: char| c.is_ascii_digit()));
        let bare = noted.map_or(key, |(bare, _)| bare);
        let anywhere = |word: &str| self.anywhere.starts(word);
        let said =
            |word: &String| if anywhere(word) { bare.contains(word.as_str()) } else { bare.starts_with(word.as_str()) };
        let spans = self.rates.iter().filter(|rate| rate.words.iter().any(said));
        let mut spans = spans.map(|rate| rate.per.as_str());
        spans.next().filter(|_| spans.next().is_none())
    }
}

#[cfg(test)]
mod tests {
    use super::CountWords;

    #[test]
    fn a_heading_over_required_numbers_may_ask_for_so_many_in_each_span() {
        let words = CountWords::built_in();
        for (heading, per) in [
            ("每月任务", Some("每月{n}条")),
            ("任务数(条/月)", Some("每月{n}条")),
            ("每周应更新数", Some("每周{n}条")),
            ("周任务数", Some("每周{n}条")),
            ("应更新数", None),
            ("本月任务数", None),
            ("应更新数(每月不少于4条)", None),
            ("每月每周任务", None),
        ] {
            assert_eq!(words.rate(heading), per, "{heading}");
        }
    }

    #[test]
    fn a_remark_may_make_each_listed_day_one_update() {
        let words = CountWords::built_in();
        for remark in ["注:表中为信息发布日期,一个日期一条。", "说明:每个日期为1条", "日期个数即条数"]
        {
            assert!(words.says_each_day(&crate::fold::fold(remark)), "{remark}");
        }
        for remark in ["每天1条", "一个日期不止一条", "请填写更新日期", "每个日期至少1条", "一个日期可能多条"]
        {
            assert!(!words.says_each_day(&crate::fold::fold(remark)), "{remark}");
        }
    }
}
