//! "1.招商动态" The number that a list puts before a name.
//!
//! In: one text. Out: its number and the rest. Whether the names of a table are numbered as a list is asked of all of them: a name may
//! begin with a number of its own (12345热线, 十里镇).

use super::numerals::{read_number, read_whole};

/// Numbers in circles, in brackets and with points, as single characters: the first of each run and how many there are.
const SIGNS: [(char, u32); 4] = [('①', 20), ('⑴', 20), ('⒈', 20), ('㈠', 10)];
/// What stands between the number and the name.
const BEHIND: [char; 9] = ['.', '．', '、', ')', '）', ':', '：', ',', '，'];

/// The number before a name, and the name; `None` where no number is marked off from it.
#[must_use]
pub fn numbered(text: &str) -> Option<(i64, &str)> {
    let text = text.trim();
    let first = text.chars().next()?;
    let rest_of = |rest: &'_ str| -> Option<usize> {
        let rest = rest.trim_start();
        let fine = !rest.is_empty() && !rest.starts_with(|c: char| c.is_ascii_digit());
        fine.then_some(text.len() - rest.len())
    };
    let sign = SIGNS.iter().find_map(|(start, count)| {
        let nth = u32::from(first).checked_sub(u32::from(*start)).filter(|nth| nth < count)?;
        Some(i64::from(nth) + 1)
    });
    if let Some(number) = sign {
        let from = rest_of(text[first.len_utf8()..].trim_start_matches(BEHIND))?;
        return Some((number, &text[from..]));
    }
    let bracketed = first == '(' || first == '（';
    let start = if bracketed { first.len_utf8() } else { 0 };
    let end = start + text[start..].find(|c: char| BEHIND.contains(&c) || c.is_whitespace())?;
    let mark = text[end..].chars().next()?;
    if bracketed && !matches!(mark, ')' | '）') {
        return None;
    }
    let (said, behind) = (&text[start..end], text[end + mark.len_utf8()..].trim_start());
    // 一、1月 is numbered in other digits than it names, and 1、1月 or 一、一月 is no list of months.
    let apart = matches!(mark, '、' | ')' | '）') && (!said.is_ascii() || behind.starts_with(said));
    let from = if apart && !behind.is_empty() { text.len() - behind.len() } else { rest_of(behind)? };
    Some((number(said)?, &text[from..]))
}

fn number(text: &str) -> Option<i64> {
    let chars: Vec<char> = text.chars().collect();
    let arabic = read_number(&chars).filter(|(_, length)| *length == chars.len()).map(|(n, _)| n);
    arabic.or_else(|| read_whole(text)).filter(|n| *n > 0)
}

/// Whether names are numbered as a list: at least two, most of them, ascending, and not all with one number.
#[must_use]
pub fn is_list<'t>(names: impl Iterator<Item = &'t str>) -> bool {
    let (mut all, mut numbers) = (0usize, Vec::new());
    for name in names {
        all += 1;
        numbers.extend(numbered(name).map(|(n, _)| n));
    }
    numbers.len() > 1 && numbers.len() * 3 >= all * 2 && numbers.windows(2).all(|w| w[0] < w[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_told_from_the_name_behind_it() {
        assert_eq!(numbered("1.招商动态"), Some((1, "招商动态")));
        assert_eq!(numbered("2、规划建设"), Some((2, "规划建设")));
        assert_eq!(numbered("（三）项目审批"), Some((3, "项目审批")));
        assert_eq!(numbered("十一、安全生产"), Some((11, "安全生产")));
        assert_eq!(numbered("② 财政信息"), Some((2, "财政信息")));
        assert_eq!(numbered("3 通知公告"), Some((3, "通知公告")));
        assert_eq!(numbered("三、4月"), Some((3, "4月")));
        assert_eq!(numbered("（二）2023年"), Some((2, "2023年")));
        assert_eq!(numbered("2、2月份"), Some((2, "2月份")));
    }

    #[test]
    fn a_name_that_begins_with_a_number_keeps_it() {
        for name in ["12345热线", "十里镇", "1.5级响应", "（试行）办法", "一带一路", "1."] {
            assert_eq!(numbered(name), None, "{name}");
        }
    }

    #[test]
    fn only_names_that_ascend_are_a_list() {
        assert!(is_list(["1.甲", "2.乙", "3.丙"].into_iter()));
        assert!(is_list(["一、甲", "三、乙"].into_iter()));
        assert!(!is_list(["1.甲", "1.乙"].into_iter()));
        assert!(!is_list(["1.甲", "乙", "丙"].into_iter()));
        assert!(!is_list(["1.甲"].into_iter()));
    }
}
