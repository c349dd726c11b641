//! "Does the note say something else?" The words of a note (批注) on a figure.
//!
//! In: a note as it was read, and the figure that it stands on. Out: its words without the author's name, short enough to be shown, and
//! whether they hold a number that is not the figure. It does not decide which of the two is right.

use crate::fold::{fold_width, one_line};

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

/// Whether words hold a number other than `figure`; any number where there is none.
pub(super) fn differs(words: &str, figure: Option<u64>) -> bool {
    let wide = fold_width(words);
    let mut numbers = wide.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty());
    numbers.any(|digits| digits.parse::<u64>().ok() != figure || figure.is_none())
}

/// The numbers among the words, without any that may be somebody's: nobody's telephone or identity card has so few digits.
pub(super) fn numbers(words: &str) -> String {
    const MOST: usize = 5;
    let wide = fold_width(words);
    let numbers = wide.split(|c: char| !c.is_ascii_digit()).filter(|digits| (1..=MOST).contains(&digits.len()));
    let numbers: Vec<&str> = numbers.collect();
    format!("…{}…", numbers.join("…"))
}

#[cfg(test)]
mod tests {
    use super::*;

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
    }

    #[test]
    fn a_number_that_is_not_the_figure_is_noticed() {
        assert!(differs("应为１５", Some(12)));
        assert!(differs("12中有3条", Some(12)));
        assert!(!differs("共12条，已核", Some(12)));
        assert!(!differs("已核", Some(12)));
        assert!(differs("12", None));
        assert!(differs("99999999999999999999999", Some(12)));
    }
}
