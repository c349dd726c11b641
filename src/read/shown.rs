//! "As a person would read it in the cell." Values as text.
//!
//! In: a value. Out: its text: whole numbers without a decimal point, days, percentages with every digit. It rounds nothing.

use super::Value;

impl Value {
    /// The value as a person would read it in the cell: whole numbers without a decimal point, dates as `2023-04-18`.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Text(t) | Self::Error(t) | Self::Unbelievable(t) => t.clone(),
            Self::Number(n) => format!("{n}"),
            Self::Percent(n) => percent(*n),
            Self::Bool(b) => if *b { "TRUE" } else { "FALSE" }.to_owned(),
            Self::Date(d) if d.time() == jiff::civil::Time::midnight() => d.date().to_string(),
            Self::Date(d) => d.to_string(),
            Self::Uncalculated => String::new(),
        }
    }
}

/// A share in hundredths, with every digit that it has: the point moves, nothing is calculated.
fn percent(share: f64) -> String {
    let plain = share.abs().to_string();
    let (whole, rest) = plain.split_once('.').unwrap_or((&plain, ""));
    let rest = format!("{rest:0<2}");
    let (hundredths, rest) = rest.split_at(2);
    let whole = format!("{whole}{hundredths}");
    let whole = whole.trim_start_matches('0');
    let sign = if share < 0.0 { "-" } else { "" };
    let point = if rest.is_empty() { "" } else { "." };
    format!("{sign}{}{point}{rest}%", if whole.is_empty() { "0" } else { whole })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_shows_every_digit_of_its_share() {
        for (share, shown) in [
            (0.12, "12%"),
            (1.0, "100%"),
            (0.571, "57.1%"),
            (0.0, "0%"),
            (0.5, "50%"),
            (0.001, "0.1%"),
            (-0.05, "-5%"),
            (12.0, "1200%"),
            (0.29, "29%"),
            (1e-7, "0.00001%"),
        ] {
            assert_eq!(Value::Percent(share).shown(), shown);
        }
    }
}
