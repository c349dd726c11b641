//! A roster drawn from what came in loads without a mistake, and knows every unit of the same files.

use super::file::Layout;
use super::layouts;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use tongbao::finding::Kind;
use tongbao::intake::Isolation;
use tongbao::job::{Batch, RosterFile};
use tongbao::outcome::Outcome;
use tongbao::period::Period;
use tongbao::read::{Limits, read_book};
use tongbao::{rules, sketch, write};

#[test]
fn a_roster_drawn_from_any_layout_loads_and_knows_its_units() {
    let mut drawn = 0;
    for layout in layouts() {
        let desk = tempfile::tempdir().unwrap();
        lay(&layout, desk.path());
        drawn += usize::from(holds(&layout.name, desk.path(), layout.period));
    }
    // Some layouts hold nothing that a run without a roster can give to a unit.
    assert!(drawn >= 70, "{drawn}");
}

#[test]
fn a_roster_drawn_from_the_samples_loads_and_knows_their_units() {
    let desk = tempfile::tempdir().unwrap();
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/2023年一季度/收件");
    crate::cli::desk::copy(&samples, &desk.path().join("收件"));
    assert!(holds("samples", desk.path(), Period::parse_code("2023Q1").unwrap()));
}

fn lay(layout: &Layout, desk: &Path) {
    for (name, bytes) in layout.files.iter().filter(|(name, _)| name != "名录.xlsx") {
        let path = desk.join("收件").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
    }
}

fn run(desk: &Path, period: Period, roster: Option<RosterFile>) -> Option<Outcome> {
    let batch = Batch {
        inputs: vec![desk.join("收件")],
        roster,
        decisions: None,
        previous: None,
        links: false,
        own: Vec::new(),
        period: Some(period),
        as_of: None,
        limits: Limits::default(),
        jobs: 1,
        isolation: Isolation::InProcess,
    };
    tongbao::work_out(&batch, &|_| {}).ok()
}

/// Draws a roster from what lies on the desk, loads it, runs again with it; whether there was anything to draw from.
fn holds(name: &str, desk: &Path, period: Period) -> bool {
    let Some(before) = run(desk, period, None) else { return false };
    let sketch = sketch::of_batch(&before);
    let bytes = write::roster::filled(&sketch).unwrap();
    let book = read_book(&Arc::from("名录.xlsx"), &bytes, &Limits::default()).unwrap();
    let (loaded, notices) = rules::load(Some(&book)).unwrap_or_else(|e| panic!("{name}: {e:?}"));
    assert!(notices.is_empty(), "{name}: {notices:?}");
    assert_eq!(loaded.settings.period.value, sketch.next, "{name}");
    let units: Vec<&str> = loaded.roster.units.iter().flatten().map(|(unit, _)| unit.as_str()).collect();
    assert_eq!(units, sketch.units.iter().map(|u| u.name.as_str()).collect::<Vec<_>>(), "{name}");
    assert_eq!(loaded.roster.columns.as_ref().map_or(0, Vec::len), sketch.columns.len(), "{name}");
    assert_eq!(loaded.roster.accounts.as_ref().map_or(0, Vec::len), sketch.accounts.len(), "{name}");
    let path = desk.join("名录.xlsx");
    fs::write(&path, &bytes).unwrap();
    let after = run(desk, period, Some(RosterFile { path, file: "../名录.xlsx".into() })).unwrap();
    let unknown = |outcome: &Outcome| {
        let all = outcome.judgment.findings.iter();
        let mut said: Vec<String> = all
            .filter_map(|f| if let Kind::UnitUnknown { written, .. } = &f.kind { Some(written.clone()) } else { None })
            .collect();
        said.sort();
        said
    };
    // What several units sign together is nobody's, with a roster or without.
    assert_eq!(unknown(&after), unknown(&before), "{name}");
    let missing: Vec<_> = after.tally.submissions.missing().into_iter().map(|(e, forms)| (&e.unit, forms)).collect();
    assert!(missing.is_empty(), "{name}: {missing:?}");
    true
}
