//! "7月/8月/9月", "发/转" Headings that list what stands in each cell below them, one after the other.
//!
//! In: the folded text of a heading, `parted.toml`. Out: the months or fields that it lists, in their order, and the heading without the list;
//! the parts of a cell. Whether the cells below are such lists is asked by `recognize`, what a part counts by `normalize`.

use super::folded::FoldedWords;
use crate::field::Field;
use crate::fold::fold_width;
use serde::Deserialize;

/// What each part of a cell is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listed {
    /// Numbers of these months.
    Months {
        /// 1 to 12, in the order of the heading.
        months: Vec<i8>,
        /// Whether the months follow each other in words (7月、8月、9月): over one number they may be its span.
        is_span: bool,
    },
    /// Numbers of these fields.
    Fields(Vec<Field>),
}

impl Listed {
    /// How many parts each cell has.
    #[must_use]
    pub const fn count(&self) -> usize {
        match self {
            Self::Months { months, .. } => months.len(),
            Self::Fields(fields) => fields.len(),
        }
    }
}

/// Words of fields in such headings.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartedWords {
    fields: Vec<FieldWords>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldWords {
    field: Field,
    words: FoldedWords,
}

/// What stands between the parts.
const BETWEEN: [char; 6] = ['/', '\\', '|', '、', ',', ';'];

impl PartedWords {
    /// The built-in words.
    #[must_use]
    pub fn built_in() -> Self {
        super::embedded(include_str!("parted.toml"))
    }

    /// What a heading (folded) lists, in brackets behind its words or alone.
    #[must_use]
    pub fn list(&self, key: &str) -> Option<Listed> {
        let (_, list) = apart(key);
        months(list).or_else(|| self.fields(list))
    }

    /// The heading (folded) without its list: its words in front, else the first thing listed. As it is where it lists nothing.
    #[must_use]
    pub fn without<'k>(&'k self, key: &'k str) -> &'k str {
        // Asked of every text: most have no such mark.
        if !key.contains(BETWEEN) {
            return key;
        }
        let (bare, list) = apart(key);
        match self.list(key) {
            Some(Listed::Months { .. }) if !bare.is_empty() => bare,
            Some(Listed::Fields(_)) if !bare.is_empty() => bare,
            Some(Listed::Fields(fields)) => {
                let words = self.fields.iter().find(|f| Some(&f.field) == fields.first());
                words.and_then(|f| f.words.first()).map_or(list, String::as_str)
            }
            _ => key,
        }
    }

    fn fields(&self, list: &str) -> Option<Listed> {
        let field = |piece: &str| {
            let of = |f: &&FieldWords| f.words.iter().any(|word| word == piece);
            self.fields.iter().find(of).map(|f| f.field)
        };
        let fields: Vec<Field> = list.split(BETWEEN).map(field).collect::<Option<_>>()?;
        let once = fields.iter().enumerate().all(|(i, f)| !fields[..i].contains(f));
        (fields.len() > 1 && once).then_some(Listed::Fields(fields))
    }
}

/// The words before a list in brackets, and the list; a heading without brackets is all list.
fn apart(key: &str) -> (&str, &str) {
    let open = key.strip_suffix(')').and_then(|rest| rest.rfind('('));
    open.map_or(("", key), |open| (&key[..open], &key[open + 1..key.len() - 1]))
}

/// The months of a list: 7月/8月/9月, 7/8/9月.
fn months(list: &str) -> Option<Listed> {
    let last = list.trim_end_matches('份');
    let pieces: Vec<&str> = last.strip_suffix(MONTH)?.split(BETWEEN).collect();
    let number = |piece: &&str| {
        let bare = piece.trim_end_matches('份').trim_end_matches(MONTH);
        bare.parse::<i8>().ok().or_else(|| super::numerals::read_whole(bare).and_then(|n| i8::try_from(n).ok()))
    };
    let months: Vec<i8> = pieces.iter().map(number).collect::<Option<_>>()?;
    let fine =
        months.len() > 1 && months.iter().all(|m| (1..=12).contains(m)) && months.windows(2).all(|w| w[0] < w[1]);
    let is_span = !list.contains(['/', '\\', '|', ';']) && months.windows(2).all(|w| w[0] + 1 == w[1]);
    fine.then_some(Listed::Months { months, is_span })
}

/// The sign of a month.
const MONTH: char = '月';

/// The parts of a cell; `None` where it has not that many, or one of them holds no number.
#[must_use]
pub fn parts_of(text: &str, count: usize) -> Option<Vec<String>> {
    let wide = fold_width(text);
    let parts: Vec<String> = wide.split(BETWEEN).map(|part| part.trim().to_owned()).collect();
    (parts.len() == count && parts.iter().any(|part| part.contains(|c: char| c.is_ascii_digit()))).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(key: &str) -> Option<Listed> {
        PartedWords::built_in().list(&crate::fold::fold(key))
    }

    #[test]
    fn a_heading_may_list_months_or_fields() {
        let months = |months: &[i8], is_span| Some(Listed::Months { months: months.to_vec(), is_span });
        assert_eq!(listed("发布条数（7月/8月/9月）"), months(&[7, 8, 9], false));
        assert_eq!(listed("10/11/12月份"), months(&[10, 11, 12], false));
        assert_eq!(listed("更新数（4月、5月、6月）"), months(&[4, 5, 6], true));
        assert_eq!(listed("一月|二月|三月"), months(&[1, 2, 3], false));
        assert_eq!(listed("7月（发/转）"), Some(Listed::Fields(vec![Field::Actual, Field::Forwarded])));
        assert_eq!(listed("收/办/超"), Some(Listed::Fields(vec![Field::Received, Field::Closed, Field::Overdue])));
        assert_eq!(listed("转发（应转/实转）"), Some(Listed::Fields(vec![Field::ForwardList, Field::Forwarded])));
        for key in ["7月", "9月/8月", "13月/14月", "合格/不合格", "微信/微博", "发/发布", "发布（条/篇）", "1-3月"]
        {
            assert_eq!(listed(key), None, "{key}");
        }
    }

    #[test]
    fn the_rest_of_the_heading_keeps_its_sense() {
        let words = PartedWords::built_in();
        for (key, rest) in [
            ("发布条数(7月/8月/9月)", "发布条数"),
            ("7月(发/转)", "7月"),
            ("转/发", "转发"),
            ("7月/8月", "7月/8月"),
            ("应更新数(条/篇)", "应更新数(条/篇)"),
        ] {
            assert_eq!(words.without(key), rest, "{key}");
        }
    }

    #[test]
    fn a_cell_has_as_many_parts_as_its_heading_or_none() {
        let parts = |parts: &[&str]| Some(parts.iter().map(|&part| part.to_owned()).collect::<Vec<_>>());
        assert_eq!(parts_of("6/4/5", 3), parts(&["6", "4", "5"]));
        assert_eq!(parts_of("６／４／无", 3), parts(&["6", "4", "无"]));
        assert_eq!(parts_of("6/4", 3), None);
        assert_eq!(parts_of("无/无", 2), None);
    }
}
