//! "On whose word?" What `-v` adds: where every value in force came from, and every finding in full.
//!
//! In: the outcome. Out: lines for standard error. Pure.

use super::console::{place, visible};
use crate::fold::one_line;
use crate::outcome::{Balance, Outcome};
use crate::rules;
use crate::rules::settings::{BlankCounts, Origin, Setting, Settings};
use crate::wording::{check, confirm, console, findings, labels};

/// Values in force with their origin, what became of all rows, renames that are guesses, and all findings.
#[must_use]
pub fn details(outcome: &Outcome) -> String {
    let mut lines = vec![console::origins_heading().to_owned()];
    lines.extend(values(&outcome.rules.settings).into_iter().map(|(key, value, origin, basis)| {
        let origin = match origin {
            Origin::Option => console::from_option().to_owned(),
            Origin::Roster(at) => place(at),
            Origin::BuiltIn => console::from_built_in().to_owned(),
        };
        console::origin(key, &value, &origin, basis)
    }));
    lines.push(check::balance(&Balance::of(&outcome.inputs)));
    for rename in outcome.renames.iter().filter(|r| r.how.is_guess()) {
        let how = labels::how(rename.how);
        lines.push(confirm::guess(&rename.written, &rename.used, how, &place(&rename.place)));
    }
    for finding in &outcome.judgment.findings {
        let (sentence, remedy) = (super::console::sentence(finding), one_line(&findings::remedy(finding)));
        lines.push(console::finding(finding.severity, &place(&finding.place), &sentence, &remedy));
    }
    visible(&lines.join("\n")) + "\n"
}

/// Key in 规则, value as text, where it came from, its basis.
pub(crate) type Line<'a> = (&'static str, String, &'a Origin, Option<&'a str>);

/// Every setting by its key in 规则, as text.
pub(crate) fn values(settings: &Settings) -> Vec<Line<'_>> {
    let s = settings;
    let mut lines = vec![
        line(0, &s.period, |p| p.as_ref().map(labels::period)),
        line(1, &s.as_of, |d| d.map(labels::day)),
        line(2, &s.office, Clone::clone),
    ];
    lines.extend(s.titles.iter().enumerate().map(|(n, t)| line(3 + n, t, Clone::clone)));
    lines.extend(s.remarks.iter().enumerate().map(|(n, t)| line(7 + n, t, Clone::clone)));
    lines.extend([
        line(11, &s.posts_per_month, |n| Some(n.to_string())),
        line(12, &s.forward_list, |n| n.map(|n| n.to_string())),
        line(13, &s.min_forwards, |n| Some(n.to_string())),
        line(14, &s.min_forward_rate, |r| r.map(console::percent)),
        line(15, &s.max_gap_days, |n| n.map(|n| n.to_string())),
        line(16, &s.max_original_gap_days, |n| n.map(|n| n.to_string())),
        line(17, &s.gap_decides, |b| Some(console::yes_no(*b).to_owned())),
        line(18, &s.forwards_decide, |b| Some(console::yes_no(*b).to_owned())),
        line(19, &s.blank_counts, |b| Some(console::blank_counts(*b == BlankCounts::Zero).to_owned())),
        line(20, &s.daily_on_workdays, |b| Some(console::yes_no(*b).to_owned())),
        line(21, &s.frequency_reading, |way| Some(console::reading(*way).to_owned())),
        line(22, &s.message_limit, |n| n.map(|n| n.to_string())),
        line(23, &s.phrase_limit, |n| Some(n.to_string())),
        line(24, &s.other_limit, |n| Some(n.to_string())),
        line(25, &s.rectify_by, Clone::clone),
        line(26, &s.submit_by, Clone::clone),
    ]);
    lines
}

fn line<'a, T>(key: usize, setting: &'a Setting<T>, text: impl Fn(&T) -> Option<String>) -> Line<'a> {
    let value = text(&setting.value).unwrap_or_else(|| console::not_set().to_owned());
    let name = rules::keys().get(key).map_or("", |(name, _)| *name);
    (name, value, &setting.origin, setting.basis.as_deref())
}
