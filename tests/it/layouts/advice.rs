//! What a refusal tells the office to register is what its roster takes, letter by letter.

use super::{named, worked_out};
use tongbao::finding::Kind;

#[test]
fn the_headings_that_a_refusal_prints_are_those_that_the_roster_takes() {
    let mut layout = named("526-headings-that-a-printed-path-names-in-the-roster");
    layout.files.retain(|(name, _)| name != "名录.xlsx");
    let findings = worked_out(&layout).map_or_else(|stopped| stopped.findings.clone(), |done| done.judgment.findings);
    let mut printed: Vec<&str> = Vec::new();
    for finding in &findings {
        match &finding.kind {
            Kind::HeadingMissing { unexpected, .. } => printed.extend(unexpected.iter().map(String::as_str)),
            Kind::HeadingDoubtful { written, .. } => printed.push(written),
            _ => {}
        }
    }
    printed.sort_unstable();
    assert_eq!(printed, ["4月 › 上墙", "4月 › 撤下", "5月 › 上墙", "5月 › 撤下", "6月 › 上墙", "6月 › 撤下"]);
}
