//! Layouts drawn by hand, each with the figures that a careful clerk takes: `tests/layouts` and its README.
//!
//! A layout comes out right, or its `known-gap` is told by findings. One that is silently wrong fails, unless its file already says
//! `silently-wrong`: then it is printed until somebody mends it. A mark that is no longer needed fails as well. `LAYOUT=07` plays some
//! of them and prints everything that was found.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]
#![allow(clippy::print_stdout, reason = "the three lists are for whoever runs the test")]

mod advice;
mod changed;
mod compare;
mod composed;
mod drawn_roster;
mod file;
mod labels;
mod unread;

use compare::{Came, Verdict, compare};
use file::{Layout, Mark, Wanted};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use tongbao::discover::{Archives, Look, discover};
use tongbao::finding::{Finding, Kind};
use tongbao::intake::{How, Isolation, take_in};
use tongbao::job::{Batch, RosterFile};
use tongbao::normalize::Entry;
use tongbao::outcome::{Input, Outcome, Stopped};
use tongbao::read::Limits;
use tongbao::rules::Words;

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
fn a_change_that_means_nothing_changes_no_figure_silently() {
    let mut wrong = String::new();
    let wanted = std::env::var("CHANGE").unwrap_or_default();
    for (number, change) in changed::CHANGES.iter().enumerate().filter(|(_, change)| change.name.contains(&wanted)) {
        let (mut exact, mut told, mut silent) = (0, Vec::new(), Vec::new());
        for path in paths().iter().enumerate().filter(|(i, _)| is_played(i + number)).map(|(_, path)| path) {
            let verdict = play(&changed::changed(path, change));
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            match (verdict.silent.is_empty(), verdict.told.is_empty()) {
                (true, true) => exact += 1,
                (true, false) => told.push(name),
                (false, _) => silent.push((name, listing(&verdict))),
            }
        }
        println!(
            "{}: exact {exact}, told {told:?}, silent {:?}",
            change.name,
            silent.iter().map(|(name, _)| name).collect::<Vec<_>>()
        );
        for (name, listing) in silent.iter().filter(|(name, _)| !changed::is_known(change, name)) {
            let _ = writeln!(wrong, "{} in {name}\n{listing}", change.name);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// A fifth of all pairs, each change and each layout among them; all of them where `EVERY_CHANGE` is set. `CHANGE=over` plays only the
/// changes whose names hold that.
fn is_played(pair: usize) -> bool {
    pair.is_multiple_of(5) || std::env::var_os("EVERY_CHANGE").is_some()
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

#[test]
fn what_nobody_understands_in_many_rows_is_asked_once() {
    for (name, id, rows) in [
        ("261-frequencies-in-words-for-accounts", "count-doubtful", 2),
        ("265-a-column-of-frequencies-left-blank", "frequency-unknown", 3),
    ] {
        let outcome = worked_out(&named(name)).unwrap();
        let asked: Vec<&Finding> = outcome.judgment.findings.iter().filter(|f| f.kind.id() == id).collect();
        assert_eq!(asked.iter().map(|f| 1 + f.related.len()).collect::<Vec<_>>(), [rows], "{name}");
    }
}

#[test]
fn a_refusal_names_the_finer_headings_as_well() {
    let stopped = worked_out(&named("406-finer-headings-that-nobody-knows")).unwrap_err();
    let named = stopped.findings.iter().find_map(|f| match &f.kind {
        Kind::TableUnknown { headings, .. } => Some(headings),
        _ => None,
    });
    for text in ["承担单位", "收件", "办结"] {
        assert!(named.unwrap().iter().any(|heading| heading.contains(text)), "{named:?}");
    }
}

#[test]
fn what_is_right_is_accused_of_nothing() {
    for (name, ids) in [
        ("443-required-month-by-month-with-strokes", ["claim-differs", "count-doubtful"].as_slice()),
        ("446-a-total-of-two-blocks-side-by-side", &["total-differs", "count-missing"]),
        ("451-parts-of-a-month-beside-its-sum", &["heading-missing", "heading-doubtful"]),
        ("452-weeks-of-a-month-beside-its-sum", &["heading-missing", "heading-doubtful"]),
        ("442-the-finer-name-stands-before-the-frequency", &["heading-missing", "heading-doubtful", "column-unknown"]),
    ] {
        let outcome = worked_out(&named(name)).unwrap();
        let said: Vec<&Finding> = outcome.judgment.findings.iter().filter(|f| ids.contains(&f.kind.id())).collect();
        assert!(said.is_empty(), "{name}: {said:?}");
    }
}

#[test]
fn what_a_unit_does_not_keep_is_none_of_its_columns() {
    for (name, rows) in [
        ("680-columns-of-a-matrix-that-a-unit-does-not-keep", 8),
        ("681-strokes-among-the-figures-of-a-matrix-without-a-remark", 9),
        ("682-strokes-of-a-matrix-that-may-be-zeros", 10),
        ("683-a-matrix-and-a-roster-that-asks-for-a-stroke", 6),
    ] {
        let outcome = worked_out(&named(name)).unwrap();
        let listed = outcome.tally.columns.iter().filter(|row| row.listed).count();
        assert_eq!((outcome.tally.columns.len(), listed), (rows, rows), "{name}");
        let ids = ["object-shared", "owner-differs", "column-unknown", "total-differs"];
        let said = outcome.judgment.findings.iter().filter(|f| ids.contains(&f.kind.id()));
        assert_eq!(said.count(), 0, "{name}");
    }
}

#[test]
fn a_wrong_total_of_two_blocks_is_said_once_with_what_it_may_add_up() {
    let outcome = worked_out(&named("447-a-wrong-total-of-two-blocks")).unwrap();
    let said = outcome.judgment.findings.iter().filter_map(|f| match &f.kind {
        Kind::TotalDiffers { written, computed, .. } => Some((written.as_str(), computed.clone())),
        _ => None,
    });
    assert_eq!(said.collect::<Vec<_>>(), [("7", vec![5])]);
}

#[test]
fn a_number_merged_over_several_rows_is_added_once() {
    let outcome = worked_out(&named("645-a-sum-merged-over-the-rows-of-each-unit")).unwrap();
    let wrong = |kind: &Kind| matches!(kind, Kind::TotalDiffers { .. });
    assert!(!outcome.judgment.findings.iter().any(|finding| wrong(&finding.kind)));
}

fn named(name: &str) -> Layout {
    file::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/layouts/{name}.txt")))
}

fn layouts() -> Vec<Layout> {
    paths().iter().map(|p| file::read(p)).collect()
}

fn paths() -> Vec<std::path::PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/layouts");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    let only = std::env::var("LAYOUT").unwrap_or_default();
    let named = |p: &Path| only.split(',').any(|o| p.file_name().is_some_and(|n| n.to_string_lossy().starts_with(o)));
    paths.retain(|p| named(p));
    paths
}

/// Lays the files on a desk of their own and goes up to the judgment.
fn worked_out(layout: &Layout) -> Result<Outcome, Box<Stopped>> {
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
        decisions: None,
        previous: None,
        own: Vec::new(),
        period: Some(layout.period),
        as_of: None,
        limits: Limits::default(),
        jobs: 1,
        isolation: Isolation::InProcess,
    };
    tongbao::work_out(&batch, &|_| {})
}

fn play(layout: &Layout) -> Verdict {
    match worked_out(layout) {
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

mod balance {
    use proptest::prelude::*;
    use tongbao::outcome::Balance;

    fn any_cell() -> impl Strategy<Value = String> {
        prop_oneof![
            4 => Just(String::new()),
            4 => (0u32..60).prop_map(|n| n.to_string()),
            5 => prop::sample::select(vec![
                "单位", "栏目名称", "承办数量", "办结数量", "账号名称", "实际更新数", "1月", "2月", "合计", "一季度", "日期", "标题", "月份",
            ])
            .prop_map(str::to_owned),
            3 => prop::sample::select(vec![
                "小计", "备注：无", "填报单位：甲局", "例", "甲局", "乙镇", "无", "/", "其中：乙", "上年同期", "本季度无留言", "栏目更新情况", "2023-02-01",
            ])
            .prop_map(str::to_owned),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

        /// From the bytes of a file to the record of the inputs: rows found = rows used + rows left out by reason, for each table and for
        /// all, and no table has more rows than lines of the file.
        #[test]
        fn every_row_of_any_file_is_used_or_left_out_for_a_reason(
            rows in prop::collection::vec(prop::collection::vec(any_cell(), 2..7), 2..12)
        ) {
            let text: Vec<String> = rows.iter().map(|row| row.join(",")).collect();
            let layout = super::file::Layout {
                name: "any".into(),
                period: tongbao::period::Period::parse_code("2023Q1").unwrap(),
                mark: super::Mark::None,
                files: vec![("甲局.csv".into(), text.join("\n").into_bytes())],
                figures: Vec::new(),
                said: Vec::new(),
                rows: Vec::new(),
                annex: Vec::new(),
            };
            let inputs = super::worked_out(&layout).map_or_else(|stopped| stopped.inputs.clone(), |outcome| outcome.inputs);
            let all = Balance::of(&inputs);
            prop_assert!(all.holds(), "{all:?}");
            for table in inputs.iter().flat_map(|input| &input.tables) {
                let told = table.rows_used + table.left_out.iter().map(|(_, n)| n).sum::<usize>();
                prop_assert_eq!(table.rows_found, told);
                let turned = table.headings.windows(2).any(|w| w[0].0.first.col == w[1].0.first.col);
                prop_assert!(turned || table.rows_found <= rows.len(), "{table:?}");
            }
            prop_assert_eq!(all.tables, inputs.iter().map(|input| input.tables.len()).sum::<usize>());
        }
    }
}

/// Every cell merged over two columns begins in A, C, E, …: so does every address that is told of it.
#[test]
fn what_is_merged_over_two_columns_is_told_at_its_first_cell() {
    let change = changed::CHANGES.iter().find(|change| change.name == "each column over two").unwrap();
    let (archives, isolation) = (Archives { size: u64::MAX, entries: 9, unpacked: u64::MAX }, Isolation::InProcess);
    let how = How { jobs: 1, limits: Limits::default(), isolation: &isolation, progress: &|_| {} };
    let mut told = 0;
    for path in paths().iter().enumerate().filter(|(i, _)| is_played(*i)).map(|(_, path)| path) {
        let layout = changed::changed(path, change);
        let desk = tempfile::tempdir().unwrap();
        // Rosters are not changed.
        let is_changed = |name: &str| name.ends_with(".xlsx") && !name.ends_with("名录.xlsx");
        for (name, bytes) in layout.files.iter().filter(|(name, _)| is_changed(name)) {
            fs::create_dir_all(desk.path().join(name).parent().unwrap()).unwrap();
            fs::write(desk.path().join(name), bytes).unwrap();
        }
        let look = Look { own: &[], links: false, archives };
        // Some layouts have no workbook of this kind.
        let Ok(found) = discover(&[desk.path().to_path_buf()], &look) else { continue };
        for intake in take_in(found.submissions, &Words::built_in(), &how) {
            let shown = format!("{:?}", intake.result);
            for (before, at) in shown.match_indices("At { row: ").map(|(i, _)| shown.split_at(i)) {
                let col: u32 = at.split("col: ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
                assert!(before.ends_with("last: ") || col.is_multiple_of(2), "{}: {}", layout.name, &at[..40]);
                told += 1;
            }
        }
    }
    assert!(told > 1000, "{told}");
}
