//! Proves `recognize`: drawn sheets with the rows that a careful clerk would take, worked out by hand.

mod around;
mod crossed;
mod explained;
mod groups;
mod layouts;
mod ledgers;
mod lines;
mod message_ledgers;
mod places;
mod properties;
mod shapes;
mod streamed;
mod wordings;

use crate::common::book::{list, recognized};

/// Recognizes a drawn sheet and compares the listing, blanks at line ends aside.
fn shows(sheet: &str, expected: &str) {
    let lines =
        |text: &str| -> Vec<String> { text.lines().map(|l| l.trim().to_owned()).filter(|l| !l.is_empty()).collect() };
    assert_eq!(lines(&list(&recognized(sheet))), lines(expected));
}
