//! "For which quarter?" A period as somebody types it on the command line.
//!
//! In: a code (`2023Q1`) or words (`2023年一季度`, `2023年1-3月`). Out: the period; words that name no year, several periods or more than
//! a period are refused. Periods in submissions are read in `rules::periods`.

use crate::error::Error;
use crate::fold::fold_width;
use crate::period::Period;
use crate::rules::periods::{PeriodWords, find_periods};

/// The period that a text names.
pub(super) fn parse_span(text: &str) -> Result<Period, Error> {
    let bad = || Error::PeriodBad(text.to_owned());
    let bare: String = fold_width(text).chars().filter(|c| !c.is_whitespace()).collect();
    if let Some(period) = Period::parse_code(&bare).or_else(|| Period::parse_code(&bare.to_uppercase())) {
        return Ok(period);
    }
    let words = PeriodWords::built_in();
    match &find_periods(&bare, &words)[..] {
        [(said, range)] if range.len() == bare.len() => match said.year {
            Some(year) => said.resolve(year).ok_or_else(bad),
            None => Err(Error::PeriodYearless(text.to_owned())),
        },
        _ => Err(bad()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_read_as_clerks_write_it() {
        for text in [
            "2023Q1",
            "2023q1",
            "2023年一季度",
            "2023年第一季度",
            "2023年1-3月",
            "2023年1季度",
            "２０２３年一季度",
            " 2023 年 一季度 ",
        ] {
            assert_eq!(parse_span(text).map(|p| p.code()), Ok("2023Q1".to_owned()), "{text}");
        }
        for (text, code) in
            [("2023年上半年", "2023H1"), ("2023年3月", "2023-03"), ("2023年", "2023"), ("2023年度", "2023")]
        {
            assert_eq!(parse_span(text).map(|p| p.code()), Ok(code.to_owned()), "{text}");
        }
    }

    #[test]
    fn a_period_without_a_year_or_with_more_than_a_period_is_refused() {
        for text in ["一季度", "第一季度", "1-3月", "上半年"] {
            assert_eq!(parse_span(text), Err(Error::PeriodYearless(text.to_owned())), "{text}");
        }
        for text in ["一季", "2023年一季度报表", "2023年一季度和2023年二季度", "", "今年"] {
            assert_eq!(parse_span(text), Err(Error::PeriodBad(text.to_owned())), "{text}");
        }
    }
}
