//! Forms put together from parts: who, what, which figure and which month may each stand in rows, in headings, in captions, in names of
//! sheets, in any order. Whatever is put together comes out right, or a finding says why it waits.

mod drawn;
mod ledger;
mod plan;

use super::changed::{CHANGES, changed_text};
use super::{file, listing, play};
use ledger::{Ledger, ledgers};
use plan::{Form, forms};
use proptest::strategy::{Strategy, ValueTree as _};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::collections::BTreeMap;

/// Forms that the gate plays of each test; `COMPOSED=5000` plays more of them, `COMPOSED=17-17` that one alone and prints what was found.
const PLAYED: usize = 300;

#[test]
fn a_form_put_together_from_parts_is_read_or_asked_about() {
    play_all(&forms(), &drawn::drawing, &shape);
}

#[test]
fn a_ledger_put_together_from_parts_is_read_or_asked_about() {
    let shape = |ledger: &Ledger| {
        format!("{:?} unit {:?} object {:?} month {:?}", ledger.kind, ledger.unit, ledger.object, ledger.month)
    };
    play_all(&ledgers(), &Ledger::drawing, &shape);
}

#[test]
fn a_change_that_means_nothing_changes_no_composed_form_silently() {
    let plain = |form: &Form| drawn::drawing(form);
    play_changed(&forms(), &plain);
    play_changed(&ledgers(), &Ledger::drawing);
}

/// Each form with one of the changes that mean nothing.
fn play_changed<S: Strategy>(all: &S, drawing: &dyn Fn(&S::Value) -> String) {
    let last = std::env::var("COMPOSED").ok().and_then(|n| n.parse().ok()).unwrap_or(PLAYED / 2);
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let (mut silent, mut exact) = (Vec::new(), 0);
    for n in 0..last {
        let drawing = drawing(&all.new_tree(&mut runner).unwrap().current());
        let change = &CHANGES[n % CHANGES.len()];
        let verdict = play(&changed_text("composed", &drawing, change));
        exact += usize::from(verdict.silent.is_empty() && verdict.told.is_empty());
        if !verdict.silent.is_empty() {
            silent.push(format!("{}: {}\n{drawing}{}", n + 1, change.name, listing(&verdict)));
        }
    }
    println!("exact {exact}, silent {} of {last}", silent.len());
    assert!(silent.is_empty(), "{}", silent.join("\n"));
    // What is refused as a whole changes nothing silently either.
    assert!(exact * 10 >= last * 7, "{exact} of {last} came out as they were drawn");
}

fn play_all<S: Strategy>(all: &S, drawing: &dyn Fn(&S::Value) -> String, shape: &dyn Fn(&S::Value) -> String) {
    let wanted = std::env::var("COMPOSED").unwrap_or_default();
    let number = |text: &str| text.parse::<usize>().ok();
    let (first, last) = match wanted.split_once('-') {
        Some((first, last)) => (number(first).unwrap(), number(last).unwrap()),
        None => (1, number(&wanted).unwrap_or(PLAYED)),
    };
    let mut runner = TestRunner::new_with_rng(Config::default(), TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let (mut exact, mut told, mut silent) = (0, BTreeMap::<String, (usize, String)>::new(), Vec::new());
    for n in 1..=last {
        let one = all.new_tree(&mut runner).unwrap().current();
        if n < first {
            continue;
        }
        let drawing = drawing(&one);
        let verdict = play(&file::parsed("composed", &drawing));
        let shown = || format!("{n}: Form {one:?}\n{drawing}{}", listing(&verdict));
        if !verdict.silent.is_empty() {
            silent.push(shown());
        } else if verdict.told.is_empty() {
            exact += 1;
        } else {
            let entry = told.entry(shape(&one)).or_default();
            entry.0 += 1;
            entry.1 += &shown();
        }
    }
    println!("exact {exact}, told {}, silent {}", told.values().map(|(n, _)| n).sum::<usize>(), silent.len());
    if std::env::var_os("COMPOSED").is_some() {
        told.iter().for_each(|(shape, (n, all))| println!("=== {n} × {shape}\n{all}"));
    }
    assert!(silent.is_empty(), "{} of {last}:\n{}", silent.len(), silent.join("\n"));
    // What is asked for without need costs a unit's time: no more than two of ten.
    assert!(wanted.contains('-') || exact * 10 >= last * 8, "{exact} of {last} came out as they were drawn");
}

/// The form without its ornaments.
fn shape(form: &Form) -> String {
    let [plan] = form.parts.as_slice() else {
        return format!("{:?} {:?}", form.together, form.parts.iter().map(|plan| plan.kind).collect::<Vec<_>>());
    };
    format!(
        "{:?} unit {:?} object {:?} field {:?} month {:?}",
        plan.kind,
        plan.unit,
        plan.object,
        (plan.fields > 1).then_some(plan.field),
        plan.by_month.then_some(plan.month)
    )
}
