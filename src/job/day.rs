//! "Until when?" A day as somebody types it on the command line.
//!
//! In: a text. Out: the day, or nothing. Days in submissions are read in `rules::periods`.

use crate::fold::fold_width;
use jiff::civil::Date;

/// A day in any usual writing: `2023-04-18`, `2023.4.18`, `2023/4/18`, `2023年4月18日`, `20230418`.
pub(super) fn parse_day(text: &str) -> Option<Date> {
    let text = fold_width(text);
    let numbers: Vec<&str> = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let (year, month, day) = match numbers[..] {
        [year, month, day] => (year, month, day),
        [all] if all.len() == 8 => (all.get(..4)?, all.get(4..6)?, all.get(6..)?),
        _ => return None,
    };
    if year.len() != 4 {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_every_usual_writing() {
        let day = Date::new(2023, 4, 18).unwrap();
        for text in ["2023-04-18", "2023.4.18", "2023/4/18", "2023年4月18日", "20230418", "２０２３－４－１８"]
        {
            assert_eq!(parse_day(text), Some(day), "{text}");
        }
        for text in ["", "4月18日", "2023-13-01", "2023-02-30", "18/4/2023", "明天"] {
            assert_eq!(parse_day(text), None, "{text}");
        }
    }
}
