//! "Please hand it in." What is said to the units that have not, or not fully, handed in.
//!
//! In: the outcome of a batch, or only the rules where nothing came yet. Out: one [`Chased`] for each unit of the roster that is to be
//! chased, in roster order; texts are drawn by `wording`. Contacts are the unit's own staff, and stand nowhere else.

use crate::field::Form;
use crate::finding::Finding;
use crate::fold::fold;
use crate::outcome::{Input, InputStatus};
use crate::period::Period;
use crate::rules::Rules;
use crate::settle::names::Names;
use crate::settle::{PeriodFrom, Settled, Speakers};
use crate::tally::{Expected, Submissions, tally};
use crate::wording::{findings, remind as words};
use std::collections::HashMap;
use std::sync::Arc;

/// A unit to be chased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chased {
    /// Its name in the roster.
    pub unit: String,
    /// Forms that did not come.
    pub missing: Vec<Form>,
    /// Forms that came.
    pub came: Vec<Form>,
    /// Files of it that could not be used: name, what was wrong, what to do.
    pub refused: Vec<(Arc<str>, String, String)>,
    /// 联系人.
    pub contact: Option<String>,
    /// 电话.
    pub phone: Option<String>,
}

/// Everything that the texts tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reminder {
    /// The period.
    pub period: Period,
    /// 报送期限, as the office writes it.
    pub deadline: Option<String>,
    /// 制表单位.
    pub office: Option<String>,
    /// Units that owe something this time.
    pub expected: usize,
    /// Units to be chased, in roster order.
    pub chased: Vec<Chased>,
    /// Units that handed everything in of which something waits for the office: nobody chases them.
    pub waiting: Vec<String>,
    /// Whether the roster says who must hand in at all.
    pub listed: bool,
}

/// What happened to the inputs.
#[derive(Debug, Clone, Copy)]
pub struct Came<'a> {
    /// Who should have handed in what, and who did.
    pub submissions: &'a Submissions,
    /// Every file met.
    pub inputs: &'a [Input],
    /// All findings.
    pub findings: &'a [Finding],
}

/// Who is to be chased, and about what.
#[must_use]
pub fn reminder(rules: &Rules, period: Period, came: &Came<'_>) -> Reminder {
    let refused = refused_by_unit(rules, came);
    let owing = came.submissions.expected.iter().filter(|e| !e.forms.is_empty());
    let chased = owed(came.submissions).into_iter().map(|(expected, missing)| {
        let listed = rules.roster.units.as_ref().and_then(|units| units.get(&expected.unit));
        let own = |(unit, ..): &&(String, Arc<str>, String, String)| fold(unit) == fold(&expected.unit);
        Chased {
            unit: expected.unit.clone(),
            came: expected.forms.iter().copied().filter(|f| !missing.contains(f)).collect(),
            missing,
            refused: refused
                .iter()
                .filter(own)
                .map(|(_, file, why, what)| (file.clone(), why.clone(), what.clone()))
                .collect(),
            contact: listed.and_then(|u| u.contact.clone()),
            phone: listed.and_then(|u| u.phone.clone()),
        }
    });
    Reminder {
        period,
        deadline: rules.settings.submit_by.value.clone(),
        office: rules.settings.office.value.clone(),
        expected: owing.count(),
        chased: chased.collect(),
        waiting: came
            .submissions
            .all_but_waiting()
            .into_iter()
            .filter(|w| !w.unopened)
            .map(|w| w.unit.clone())
            .collect(),
        listed: came.submissions.expected.iter().any(|e| !e.forms.is_empty()),
    }
}

/// Forms to be chased by unit, in roster order: those that did not come, and those of which only files came that nobody can open.
fn owed(submissions: &Submissions) -> Vec<(&Expected, Vec<Form>)> {
    let missing: HashMap<&str, Vec<Form>> =
        submissions.missing().into_iter().map(|(e, forms)| (e.unit.as_str(), forms)).collect();
    let unopened = || submissions.waiting.iter().filter(|w| w.unopened);
    let of = |expected: &'_ Expected| {
        let mut forms = missing.get(expected.unit.as_str()).cloned().unwrap_or_default();
        forms.extend(unopened().filter(|w| w.unit == expected.unit).flat_map(|w| &w.forms));
        forms.sort_by_key(|form| expected.forms.iter().position(|f| f == form));
        forms
    };
    let all = submissions.expected.iter().map(|expected| (expected, of(expected)));
    all.filter(|(_, forms)| !forms.is_empty()).collect()
}

/// Who owes what where no file could be used at all: everybody everything.
#[must_use]
pub fn nothing_came(rules: &Rules, period: Period) -> Submissions {
    let names = Names::of(rules);
    let settled = Settled {
        period,
        period_from: PeriodFrom::Roster,
        files: Vec::new(),
        names,
        findings: Vec::new(),
        speakers: Speakers::default(),
        held: Vec::new(),
    };
    tally(&crate::normalize::Normalized::default(), &settled, rules).submissions
}

/// Files that could not be used, each with the unit that its name or folder speaks of: what stands in them could not be read.
fn refused_by_unit(rules: &Rules, came: &Came<'_>) -> Vec<(String, Arc<str>, String, String)> {
    let names = Names::of(rules);
    let mut out = Vec::new();
    for input in came.inputs {
        let InputStatus::Refused(number) = input.status else { continue };
        let Some(finding) = came.findings.get(number) else { continue };
        let stem = input.file.rsplit_once('.').map_or(&*input.file, |(stem, _)| stem);
        if let [(unit, _)] = &names.find_unit_in(stem)[..] {
            let (why, what) = (findings::sentence(finding), findings::remedy(finding));
            out.push((unit.clone(), Arc::clone(&input.file), why, what));
        }
    }
    out
}

/// All texts: one for the group, then one for each unit.
#[must_use]
pub fn text(reminder: &Reminder) -> String {
    if !reminder.listed {
        return words::no_roster().to_owned() + "\n";
    }
    if reminder.chased.is_empty() {
        return words::all_came(reminder) + "\n";
    }
    let mut parts = vec![words::for_group(reminder)];
    parts.extend(reminder.chased.iter().map(|unit| words::for_unit(reminder, unit)));
    parts.join("\n\n") + "\n"
}

/// The text as Notepad reads it: UTF-8 with a byte order mark, lines ended by CR LF.
#[must_use]
pub fn bytes(text: &str) -> Vec<u8> {
    format!("\u{feff}{}", text.replace('\n', "\r\n")).into_bytes()
}
