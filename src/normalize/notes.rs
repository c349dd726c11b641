//! "Does the note say something else?" The words of a note (批注) on a figure.
//!
//! In: a note as it was read, and the figure that it stands on. Out: its words without the author's name, short enough to be shown, and
//! whether they hold a number that is not the figure. It does not decide which of the two is right.

use crate::fold::{fold, fold_width, one_line};
use crate::rules::counts::NoteWords;
use std::ops::Range;

/// So many characters of a note are shown.
const SHOWN: usize = 200;

/// The words of a note: programs put the author's name on a line of its own in front.
pub(super) fn words(note: &str) -> String {
    let said = match note.split_once(['\n', '\r']) {
        Some((author, rest)) if author.trim_end().ends_with([':', '：']) && !rest.trim().is_empty() => rest,
        _ => note,
    };
    let said = one_line(said);
    match said.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &said[..end]),
        None => said,
    }
}

/// Whether words hold a number other than `figure` that may stand for it; any such number where there is none. A day, a month or a span of
/// time is no figure (延到9月公布), and a part of the figure contradicts nothing (含转载2条).
pub(super) fn differs(words: &str, figure: Option<u64>, note: &NoteWords) -> bool {
    let text = fold(words);
    let mut from = 0;
    let mut numbers: Vec<Range<usize>> = Vec::new();
    while let Some(start) = text[from..].find(|c: char| c.is_ascii_digit()).map(|at| from + at) {
        let end = text[start..].find(|c: char| !c.is_ascii_digit()).map_or(text.len(), |length| start + length);
        numbers.push(start..end);
        from = end;
    }
    // From the last one on: 8 of 8、9月 is a time because 9 is.
    let mut time_after: Option<usize> = None;
    let mut other = false;
    for number in numbers.into_iter().rev() {
        let behind = &text[number.end..];
        let joined =
            time_after.is_some_and(|next| note.time_joints.iter().any(|joint| text[number.end..next] == **joint));
        if joined || starts_with_any(behind, &note.times) {
            time_after = Some(number.start);
            continue;
        }
        time_after = None;
        let value = text[number.clone()].parse::<u64>().ok();
        let is_part =
            figure.zip(value).is_some_and(|(figure, value)| value <= figure) && is_part(&text, number.start, note);
        other |= !is_part && (value != figure || figure.is_none());
    }
    other
}

/// Whether the number that begins here is told as a part: a word of parts stands before it in its clause, and nothing says that it changes
/// the figure.
fn is_part(text: &str, start: usize, note: &NoteWords) -> bool {
    let clause = text[..start].rsplit([',', '。', ';', '；']).next().unwrap_or_default();
    let word = note.parts.iter().filter_map(|word| clause.find(word.as_str())).min();
    let turned = |at: usize| note.not_parts.iter().any(|word| clause[..at].ends_with(word.as_str()));
    let changes = note.changes.iter().any(|word| text.contains(word.as_str()));
    word.is_some_and(|at| !turned(at)) && !changes
}

fn starts_with_any(text: &str, words: &[String]) -> bool {
    words.iter().any(|word| text.starts_with(word.as_str()))
}

/// The numbers among the words, without any that may be somebody's: nobody's telephone or identity card has so few digits.
pub(super) fn numbers(words: &str) -> String {
    const MOST: usize = 5;
    // A wide comma stands between two numbers, never inside one.
    let wide = fold_width(&words.replace('，', " "));
    let parts = wide.split(|c: char| !(c.is_ascii_digit() || c == ','));
    let is_small = |digits: &&str| (1..=MOST).contains(&digits.len());
    let bare = |part: &'_ str| part.split(',').filter(is_small).map(str::to_owned).collect::<Vec<_>>();
    let numbers = parts.flat_map(|part| grouped(part).map_or_else(|| bare(part), |whole| vec![whole]));
    let numbers: Vec<String> = numbers.filter(|whole| digits(whole) <= MOST).collect();
    format!("…{}…", numbers.join("…"))
}

/// A number written with a comma before each three digits, as it stands (12,480).
fn grouped(part: &str) -> Option<String> {
    let part = part.trim_matches(',');
    let (first, rest) = part.split_once(',')?;
    let fits = (1..=3).contains(&first.len()) && rest.split(',').all(|three| three.len() == 3);
    fits.then(|| part.to_owned())
}

fn digits(number: &str) -> usize {
    number.bytes().filter(u8::is_ascii_digit).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::counts::CountWords;

    #[test]
    fn the_author_is_no_word_of_the_note() {
        assert_eq!(words("张三:\n应为15"), "应为15");
        assert_eq!(words("张三：\r\n应为\n15"), "应为 15");
        assert_eq!(words("其中转载3条"), "其中转载3条");
        assert_eq!(words("说明：\n"), "说明：");
        assert_eq!(words(&"长".repeat(300)).chars().count(), 201);
    }

    #[test]
    fn of_a_note_beside_messages_only_short_numbers_are_told() {
        assert_eq!(numbers("欧阳某某13577889901说逾期２件，应为15"), "…2…15…");
        assert_eq!(numbers("某某要求保密"), "……");
        assert_eq!(numbers("更新4条，关注12,480人，共12，48，6,138,000,000"), "…4…12,480…12…48…");
    }

    #[test]
    fn a_number_that_is_not_the_figure_is_noticed() {
        let note = CountWords::built_in().note;
        let differs = |words, figure| differs(words, figure, &note);
        assert!(differs("应为１５", Some(12)));
        assert!(differs("12中有3条", Some(12)));
        assert!(!differs("共12条，已核", Some(12)));
        assert!(!differs("已核", Some(12)));
        assert!(differs("12", None));
        assert!(differs("99999999999999999999999", Some(12)));
    }

    #[test]
    fn times_and_parts_contradict_no_figure() {
        let note = CountWords::built_in().note;
        let differs = |words, figure| differs(words, figure, &note);
        for words in
            ["8月抽检结果延到9月公布", "8、9月合并发布", "2024年8月12日补发", "比平时晚3天", "7-9月停更", "第3季度"]
        {
            assert!(!differs(words, Some(0)), "{words}");
        }
        for words in ["含转载2条", "其中原创4条、转载2条", "6条，包括视频1条"] {
            assert!(!differs(words, Some(6)), "{words}");
        }
        for words in ["8月应为5", "不含转载2条", "含转载8条", "其中2条重复", "9月补发3条", "另含2条", "5条，2日发布"]
        {
            assert!(differs(words, Some(6)), "{words}");
        }
    }
}
