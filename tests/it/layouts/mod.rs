//! Layouts drawn by hand, each with the figures that a careful clerk takes: `tests/layouts` and its README.
//!
//! A layout comes out right, or its `known-gap` is told by findings. One that is silently wrong fails, unless its file already says
//! `silently-wrong`: then it is printed until somebody mends it. A mark that is no longer needed fails as well. `LAYOUT=07` plays some
//! of them and prints everything that was found.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]
#![allow(clippy::print_stdout, reason = "the three lists are for whoever runs the test")]

mod compare;
mod drawn_roster;
mod file;

use compare::{Came, Verdict, compare};
use file::{Layout, Mark, Wanted};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use tongbao::finding::Finding;
use tongbao::intake::Isolation;
use tongbao::job::{Batch, RosterFile};
use tongbao::normalize::Entry;
use tongbao::outcome::Input;
use tongbao::read::Limits;

#[test]
fn every_layout_comes_out_as_a_careful_clerk_reads_it_or_says_so() {
    let (mut exact, mut gaps, mut silent, mut wrong) = (0, Vec::new(), Vec::new(), String::new());
    for layout in layouts() {
        let verdict = play(&layout);
        let found = match (verdict.silent.is_empty(), verdict.told.is_empty()) {
            (true, true) => Mark::None,
            (true, false) => Mark::KnownGap,
            (false, _) => Mark::SilentlyWrong,
        };
        match found {
            Mark::None => exact += 1,
            Mark::KnownGap => gaps.push(layout.name.clone()),
            Mark::SilentlyWrong => silent.push(layout.name.clone()),
        }
        if found != layout.mark {
            let _ = writeln!(
                wrong,
                "{} is {found:?} now, its file says {:?}\n{}",
                layout.name,
                layout.mark,
                listing(&verdict)
            );
        }
    }
    println!("exact {exact}, known gaps {}: {gaps:?}, silently wrong {}: {silent:?}", gaps.len(), silent.len());
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn a_figure_that_differs_from_its_cell_is_found_silently_wrong() {
    let mut layout = named("002-three-annexes-under-one-another");
    let verdict = play(&layout);
    assert!(verdict.silent.is_empty() && verdict.told.is_empty(), "{}", listing(&verdict));
    layout.figures[0].value = Wanted::Value("5".into());
    let verdict = play(&layout);
    assert_eq!((verdict.silent.len(), verdict.told.len()), (2, 0), "{}", listing(&verdict));
    layout.figures.remove(0);
    let verdict = play(&layout);
    assert_eq!((verdict.silent.len(), verdict.told.len()), (1, 0), "{}", listing(&verdict));
}

#[test]
fn a_doubt_that_nobody_tells_is_found_silently_wrong() {
    let mut layout = named("051-stale-total-and-wrong-row-sum");
    assert!(play(&layout).silent.is_empty());
    for figure in &mut layout.figures {
        figure.value = Wanted::Open;
    }
    let asked = play(&layout).silent.iter().filter(|l| l.starts_with("counts")).count();
    assert_eq!(asked, 6, "a notice on a total excuses no figure");
}

fn named(name: &str) -> Layout {
    file::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/layouts/{name}.txt")))
}

fn layouts() -> Vec<Layout> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/layouts");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    let only = std::env::var("LAYOUT").unwrap_or_default();
    let all = paths.iter().map(|p| file::read(p)).filter(|l| only.split(',').any(|o| l.name.starts_with(o)));
    all.collect()
}

/// Lays the files on a desk of their own and goes up to the judgment.
fn play(layout: &Layout) -> Verdict {
    let desk = tempfile::tempdir().unwrap();
    let inbox = desk.path().join("收件");
    let mut roster = None;
    for (name, bytes) in &layout.files {
        let is_roster = name == "名录.xlsx";
        let path = if is_roster { desk.path().join(name) } else { inbox.join(name) };
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        if is_roster {
            roster = Some(RosterFile { path, file: "../名录.xlsx".into() });
        }
    }
    let batch = Batch {
        inputs: vec![inbox],
        roster,
        links: false,
        own: Vec::new(),
        period: Some(layout.period),
        as_of: None,
        limits: Limits::default(),
        jobs: 1,
        isolation: Isolation::InProcess,
    };
    match tongbao::work_out(&batch, &|_| {}) {
        Ok(outcome) => {
            let (entries, findings, inputs) =
                (&outcome.entries[..], &outcome.judgment.findings[..], &outcome.inputs[..]);
            show(layout, entries, findings, inputs);
            compare(layout, &Came { entries, findings, inputs, outcome: Some(&outcome) })
        }
        Err(stopped) => {
            let (findings, inputs) = (&stopped.findings[..], &stopped.inputs[..]);
            show(layout, &[], findings, inputs);
            compare(layout, &Came { entries: &[], findings, inputs, outcome: None })
        }
    }
}

fn listing(verdict: &Verdict) -> String {
    let silent = verdict.silent.iter().map(|l| format!("  !! {l}\n"));
    silent.chain(verdict.told.iter().map(|l| format!("  .. {l}\n"))).collect()
}

/// Prints what was found, where somebody asked for this layout.
fn show(layout: &Layout, entries: &[Entry], findings: &[Finding], inputs: &[Input]) {
    if std::env::var_os("LAYOUT").is_none() {
        return;
    }
    println!("== {}", layout.name);
    for e in entries {
        let object = e.object.as_ref().map_or("", |o| &o.used);
        let (unit, platform) = (&e.unit.used, e.platform.as_deref().unwrap_or_default());
        println!(
            "{unit} | {object} | {platform} | {:?}[{}] {:?} {:?} {}",
            e.field, e.period, e.reading, e.standing, e.place
        );
    }
    for f in findings {
        println!("{:?} {:?} {}", f.severity, f.kind, f.place);
    }
    for t in inputs.iter().flat_map(|i| &i.tables) {
        println!("{:?} {}: {} rows, {} used, {:?}", t.form, t.place, t.rows_found, t.rows_used, t.left_out);
        println!("    {:?}", t.headings);
    }
}
