//! "What is this number, a count or a day?" From stored values to cells, for every family of formats.
//!
//! In: numbers, serial days and texts as files store them. Out: [`Value`]s. Days are told from numbers by their format only; what
//! Excel could not show is not believed. It reads no file.

use super::package::corrupt;
use super::{Cell, Sheet, Value};
use crate::finding::Kind;
use crate::place::At;
use calamine::ExcelDateTime;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

/// Puts a cell. An address that was already filled holds two things, so neither is believed.
pub(super) fn put(sheet: &mut Sheet, at: At, mut cell: Cell) {
    if let Some(earlier) = sheet.cell(at) {
        cell.value = Value::Unbelievable(format!("{} | {}", earlier.value.shown(), cell.value.shown()));
    }
    sheet.put(at, cell);
}

/// Bytes of the longest text that a cell may hold here: eight times the most that Excel can hold, 32,767 characters of four bytes.
const MAX_TEXT: usize = 1 << 20;

/// Refuses a text that no cell can hold: whoever looks for words in it would be kept busy for minutes.
pub(super) fn fits(text: &str) -> Result<(), Kind> {
    if text.len() > MAX_TEXT { Err(corrupt("a text is longer than any cell can hold")) } else { Ok(()) }
}

/// A number, or what a person cannot have written.
pub(super) fn number(number: f64) -> Value {
    if number.is_finite() { Value::Number(number) } else { Value::Unbelievable(number.to_string()) }
}

/// A number that shows as a percentage, or what a person cannot have written.
pub(super) fn percent(share: f64) -> Value {
    match number(share) {
        Value::Number(share) => Value::Percent(share),
        other => other,
    }
}

/// Day numbers that Excel can show; it prints `####` for others.
const DAYS: std::ops::Range<f64> = 0.0..2_958_466.0;

/// A serial day as Excel shows it; the 29th of February 1900, which exists in Excel only, and durations are not believed.
///
/// A time without a day is text: as a moment it would be one of 1899. Nought is mostly a formula that points at an empty cell.
pub(super) fn day(moment: ExcelDateTime) -> Value {
    let raw = moment.as_f64();
    let unbelievable = || Value::Unbelievable(raw.to_string());
    if moment.is_duration() || !DAYS.contains(&raw) {
        return unbelievable();
    }
    let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
    let built = (|| {
        let (hour, minute, second) = (i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, i8::try_from(second).ok()?);
        let time = Time::new(hour, minute, second, i32::from(milli) * 1_000_000).ok()?;
        if raw < 1.0 {
            return (raw > 0.0).then(|| Value::Text(time.to_string()));
        }
        let (year, month, day) = (i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        Some(Value::Date(Date::new(year, month, day).ok()?.to_datetime(time)))
    })();
    built.unwrap_or_else(unbelievable)
}

/// A day or moment in ISO writing.
pub(super) fn iso(text: &str) -> Value {
    let day = || text.parse::<Date>().map(|d| d.at(0, 0, 0, 0)).ok();
    moment(text).or_else(day).map_or_else(|| Value::Unbelievable(text.to_owned()), Value::Date)
}

/// `2023-04-18T08:00:00Z` as a moment of universal time, which is all that comparing versions needs.
pub(super) fn moment(text: &str) -> Option<DateTime> {
    let text = text.trim();
    let stamp = text.parse::<Timestamp>().map(|t| t.to_zoned(TimeZone::UTC).datetime());
    stamp.or_else(|_| text.parse::<DateTime>()).ok()
}

/// A number in four bytes: a whole number or the upper half of a fraction, perhaps a hundredth of it.
pub(super) fn rk(packed: u32) -> f64 {
    let number = if packed & 2 == 0 {
        f64::from_bits(u64::from(packed & !3) << 32)
    } else {
        f64::from(packed.cast_signed() >> 2)
    };
    if packed & 1 == 0 { number } else { number / 100.0 }
}

/// Error values by their number ([MS-XLS] 2.5.10, [MS-XLSB] 2.5.97.2).
pub(super) fn error(number: u8) -> Value {
    Value::Error(
        match number {
            0x00 => "#NULL!",
            0x07 => "#DIV/0!",
            0x0F => "#VALUE!",
            0x17 => "#REF!",
            0x1D => "#NAME?",
            0x24 => "#NUM!",
            0x2A => "#N/A",
            0x2B => "#GETTING_DATA",
            other => return Value::Unbelievable(other.to_string()),
        }
        .to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::ExcelDateTimeType::DateTime as Moment;

    #[test]
    fn a_time_without_a_day_is_no_day_of_1899() {
        let shown = |raw, is_1904| day(ExcelDateTime::new(raw, Moment, is_1904));
        assert_eq!(shown(0.6875, false), Value::Text("16:30:00".to_owned()));
        assert_eq!(shown(0.6875, true), Value::Text("16:30:00".to_owned()));
        assert_eq!(shown(0.0, false), Value::Unbelievable("0".to_owned()));
        assert_eq!(shown(1.0, false), Value::Date(jiff::civil::date(1900, 1, 1).at(0, 0, 0, 0)));
        assert_eq!(shown(44_927.5, false), Value::Date(jiff::civil::date(2023, 1, 1).at(12, 0, 0, 0)));
    }
}
