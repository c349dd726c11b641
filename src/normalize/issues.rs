//! "Found on Friday, to be repaired on Monday, repaired on Tuesday." A supervising platform's findings, one by one.
//!
//! In: a ledger of findings in use. Out: for each finding of the run its kind, last day, day of repair and result. The limits are working
//! days by kind (固定表述错误处置期限工作日, 其他问题处置期限工作日) unless the ledger gives a finding its own. Where the kind is not certain, only a
//! result that both limits lead to is taken. The same finding in two files is counted once.

use super::deadline::{Clock, Closed, Ending, Late, Line, day_begun};
use super::lines::{Crossed, LeftLines, Lines};
use super::table::{row_area, text_under};
use super::{Desk, InUse, Name};
use crate::field::Field;
use crate::finding::{Finding, Kind, LineDoubt};
use crate::fold::{fold, one_line};
use crate::place::Place;
use crate::recognize::RawRow;
use crate::rules::states::IssueKind;
use indexmap::IndexMap;
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One finding of a supervising platform.
#[derive(Debug, Clone, PartialEq)]
pub struct Issue {
    /// The unit in charge.
    pub unit: Name,
    /// Its kind, where that is certain.
    pub kind: Option<IssueKind>,
    /// Its kind as written; empty when nothing is.
    pub kind_written: String,
    /// What was found, as written; empty when nothing is.
    pub text: String,
    /// The day it was found or sent.
    pub found: Date,
    /// Working days allowed by the rules; `None` where the ledger gives a limit, or the kind is not certain.
    pub limit: Option<i64>,
    /// Its last day; `None` where that is not certain.
    pub due: Option<Date>,
    /// The day of repair, where one is told.
    pub closed: Option<Date>,
    /// What became of it by the check date.
    pub result: IssueResult,
    /// Why it is not decided, where its own line is the reason.
    pub doubt: Option<LineDoubt>,
    /// Its line.
    pub place: Place,
}

/// What became of a finding by the check date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IssueResult {
    /// Repaired by its last day.
    InTime,
    /// Repaired after it.
    Late,
    /// Not repaired, and the last day is past.
    OpenLate,
    /// Not repaired, and there is time left.
    Open,
    /// A human must look.
    Undecided,
}

/// What one table says about one unit's lines.
#[derive(Default)]
struct OfUnit {
    left: LeftLines,
    unsure: BTreeMap<LineDoubt, Lines>,
    calendar: BTreeMap<i16, Lines>,
}

impl Desk<'_> {
    /// Reads a ledger of findings; how many of its lines were taken.
    pub(super) fn read_issues(&mut self, used: &InUse<'_>) -> usize {
        let mut units: IndexMap<Arc<str>, OfUnit> = IndexMap::new();
        let first = self.out.issues.len();
        for row in &used.table.rows {
            let told = self.out.findings.len();
            let Some(unit) = self.unit_of_row(used, row) else {
                // The cause is the table's, so it is said once.
                let here = |p: &Place| (&p.file, &p.sheet) == (&used.table.place.file, &used.table.place.sheet);
                let before = &self.out.findings[..told];
                let said = before.iter().any(|f| matches!(f.kind, Kind::UnitUndetermined { .. }) && here(&f.place));
                self.out.findings.truncate(if said { told } else { told + 1 });
                continue;
            };
            let of_unit = units.entry(Arc::clone(&unit.used)).or_default();
            let area = row_area(used, row);
            match day_begun(used, row) {
                None => of_unit.left.without_day(self.tells_day(used, row)).add_area(area),
                Some(day) if !used.period.has(day) => of_unit.left.outside.add_area(area),
                Some(day) => {
                    let (issue, doubt) = self.issue(used, row, (unit, day));
                    match doubt {
                        Some(Late::Unsure(why)) => of_unit.unsure.entry(why).or_default().add_area(area),
                        Some(Late::Calendar(year)) => of_unit.calendar.entry(year).or_default().add_area(area),
                        _ => {}
                    }
                    self.out.issues.push(issue);
                }
            }
        }
        for (unit, of_unit) in &units {
            self.out.findings.extend(of_unit.findings(&used.table.place).into_iter().map(|f| f.unit(&**unit)));
        }
        self.out.issues.len() - first
    }

    /// One finding, and what keeps it from being decided.
    fn issue(&self, used: &InUse<'_>, row: &RawRow, (unit, day): (Name, Date)) -> (Issue, Option<Late>) {
        let text = |field| text_under(used, row, field, None).map_or_else(String::new, |(text, _)| one_line(&text));
        let kind_written = text(Field::IssueType);
        let kind = self.rules.words.states.issue_kind(&kind_written);
        let line = Line::of(used, row, day);
        let settings = &self.rules.settings;
        let limits = match kind {
            _ if line.due.is_some() => vec![None],
            Some(IssueKind::Phrase) => vec![Some(settings.phrase_limit.value)],
            Some(IssueKind::Other) => vec![Some(settings.other_limit.value)],
            None => vec![Some(settings.phrase_limit.value), Some(settings.other_limit.value)],
        };
        let clock = Clock { calendar: self.rules.calendar(), check: self.check_date() };
        let endings: Vec<Ending> = limits.iter().map(|limit| clock.ending(&line, *limit)).collect();
        let agreed = |ending: &Ending| (ending.closed, ending.late) == (endings[0].closed, endings[0].late);
        let same = |ending: &Ending| ending.due == endings[0].due;
        let (mut result, mut doubt) = result(&endings[0]);
        if !endings.iter().all(agreed) {
            (result, doubt) = (IssueResult::Undecided, Some(Late::Unsure(LineDoubt::KindUnread)));
        }
        let area = row_area(used, row);
        if Crossed::of(&used.table.beside.struck).line(area) {
            (result, doubt) = (IssueResult::Undecided, Some(Late::Unsure(LineDoubt::Struck)));
        }
        if used.doubtful {
            result = IssueResult::Undecided;
        }
        let issue = Issue {
            unit,
            kind,
            kind_written,
            text: text(Field::IssueText),
            found: day,
            limit: limits.iter().all(|limit| *limit == limits[0]).then_some(limits[0]).flatten(),
            due: endings.iter().all(same).then_some(endings[0].due).flatten(),
            closed: endings[0].on,
            result,
            doubt: doubt.and_then(|late| match late {
                Late::Unsure(why) => Some(why),
                Late::Calendar(_) => Some(LineDoubt::Calendar),
                _ => None,
            }),
            place: used.table.place.at(area),
        };
        (issue, doubt)
    }
}

fn result(ending: &Ending) -> (IssueResult, Option<Late>) {
    let unsure = |late| (IssueResult::Undecided, Some(late));
    match (ending.closed, ending.late) {
        (Closed::Unsure(why), _) => unsure(Late::Unsure(why)),
        (_, late @ (Late::Calendar(_) | Late::Unsure(_) | Late::NoLimit)) => unsure(late),
        (Closed::Yes, Late::No) => (IssueResult::InTime, None),
        (Closed::Yes, Late::Yes) => (IssueResult::Late, None),
        (Closed::Later | Closed::No, Late::Yes) => (IssueResult::OpenLate, None),
        (Closed::Later | Closed::No, Late::No) => (IssueResult::Open, None),
    }
}

impl OfUnit {
    fn findings(&self, table: &Place) -> Vec<Finding> {
        let mut out = self.left.findings(table);
        for (why, lines) in &self.unsure {
            out.extend(lines.finding(Kind::IssueUndecided { count: lines.count, why: *why }, table));
        }
        for (year, lines) in &self.calendar {
            out.extend(lines.finding(Kind::CalendarUnknown { year: *year }, table));
        }
        out
    }
}

/// What makes a finding the same in two files.
type Key = (Arc<str>, Date, String, String);

/// Takes a finding that two files tell once; where they tell it differently a human must look. Findings without a text are never taken
/// for one another, nor are two lines of one file.
pub(super) fn settle(issues: Vec<Issue>) -> (Vec<Issue>, Vec<Finding>) {
    let mut kept: Vec<Issue> = Vec::with_capacity(issues.len());
    let mut known: IndexMap<Key, Vec<usize>> = IndexMap::new();
    let mut taken: IndexMap<(Key, Arc<str>), usize> = IndexMap::new();
    let mut again: IndexMap<(Arc<str>, Place), Lines> = IndexMap::new();
    let mut findings = Vec::new();
    for issue in issues {
        let key = (Arc::clone(&issue.unit.used), issue.found, fold(&issue.kind_written), fold(&issue.text));
        let earlier = known.get(&key).filter(|_| !issue.text.is_empty()).map(Vec::as_slice).unwrap_or_default();
        let mut others = earlier.iter().copied().filter(|i| kept[*i].place.file != issue.place.file);
        let nth = taken.entry((key.clone(), Arc::clone(&issue.place.file))).or_default();
        let Some(twin) = others.nth(*nth) else {
            known.entry(key).or_default().push(kept.len());
            kept.push(issue);
            continue;
        };
        *nth += 1;
        let twin = &mut kept[twin];
        if (twin.closed, twin.due, twin.result) == (issue.closed, issue.due, issue.result) {
            let table = Place { area: None, ..issue.place.clone() };
            let lines = again.entry((Arc::clone(&issue.unit.used), table)).or_default();
            issue.place.area.into_iter().for_each(|area| lines.add_area(area));
        } else {
            (twin.result, twin.doubt) = (IssueResult::Undecided, Some(LineDoubt::Disputed));
            let kind = Kind::IssueUndecided { count: 1, why: LineDoubt::Disputed };
            findings
                .push(Finding::new(kind, twin.place.clone()).related([issue.place.clone()]).unit(&*issue.unit.used));
        }
    }
    for ((unit, table), lines) in &again {
        findings.extend(lines.finding(Kind::PostsTwice { count: lines.count }, table).map(|f| f.unit(&**unit)));
    }
    (kept, findings)
}
