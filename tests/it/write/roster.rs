//! The blank roster.

use crate::common::listing::sheets;
use std::sync::Arc;
use tongbao::read::{Limits, read_book};
use tongbao::rules;
use tongbao::write::roster::blank;

#[test]
fn the_blank_roster_reads_back_as_a_roster_that_says_nothing() {
    let bytes = blank().unwrap();
    let book = read_book(&Arc::from("名录.xlsx"), &bytes, &Limits::default()).unwrap();
    let (rules, findings) = rules::load(Some(&book)).unwrap();
    assert!(findings.is_empty(), "{findings:?}");
    assert!(rules.roster.units.is_none() && rules.roster.columns.is_none() && rules.roster.accounts.is_none());
    assert_eq!(rules.settings.posts_per_month.value, 4);
    assert_eq!(rules.settings.posts_per_month.origin, rules::settings::Origin::BuiltIn);
}

#[test]
fn every_sheet_and_heading_of_the_roster_is_there_with_a_note() {
    let all = sheets(&blank().unwrap());
    for (name, columns) in rules::sheets() {
        let sheet = all.iter().find(|s| s.name == name).unwrap();
        for (heading, required) in columns {
            let cell = sheet.find(heading);
            let note = cell.note.clone().unwrap_or_default();
            assert!(!required || note.starts_with("【必填】"), "{name} {heading}");
        }
    }
}

#[test]
fn the_blank_roster_is_the_same_each_time() {
    assert!(blank().unwrap() == blank().unwrap());
}
