//! The pages, read back from the workbook's bytes.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod evidence;
pub(crate) mod fixture;
mod issues;
mod paper;
mod tables;

use tongbao::annex::{self, Flow, Page};
use tongbao::outcome::Outcome;
use tongbao::write::{About, workbook};

/// The workbook of an outcome.
pub(crate) fn bytes(outcome: &Outcome) -> Vec<u8> {
    workbook(annex::pages(outcome), &about()).unwrap()
}

/// The pages of an outcome with all their rows.
pub(crate) fn pages(outcome: &Outcome) -> Vec<Page> {
    annex::pages(outcome).map(Flow::whole).collect()
}

pub(crate) fn about() -> About {
    About {
        title: "2023年一季度政府网站及政务新媒体检查结果附件".into(),
        author: Some("某区人民政府办公室".into()),
        created: jiff::civil::date(2023, 3, 31),
        version: "0.1.0".into(),
    }
}

/// Leaves the books where a person can look at them: `TONGBAO_LOOK=folder cargo test look`.
#[test]
fn books_to_look_at() {
    let Ok(folder) = std::env::var("TONGBAO_LOOK") else { return };
    std::fs::write(format!("{folder}/bulletin.xlsx"), bytes(&fixture::bulletin())).unwrap();
    std::fs::write(format!("{folder}/troubled.xlsx"), bytes(&fixture::troubled())).unwrap();
    let troubled = fixture::troubled();
    let clean = annex::clean(annex::pages(&troubled), &troubled.inputs);
    std::fs::write(format!("{folder}/clean.xlsx"), workbook(clean, &about()).unwrap()).unwrap();
}
