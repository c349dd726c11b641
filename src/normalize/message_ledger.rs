//! "Eleven came, ten are closed, one of them late." Ledgers with one line for each message, counted unit by unit.
//!
//! In: a ledger of messages in use. Out: for each unit the messages received in the run, those closed by the check date, and those
//! overdue (closed late, or open past their last day). Lines without a day, outside the run or standing twice are left out and said; a
//! figure that hangs on a line that cannot be decided is doubtful, and the line is said. Nothing about citizens gets here.

use super::deadline::{Clock, Closed, Ending, Late, Line, called_late_at, day_begun, has};
use super::lines::{Counted, Crossed, Dated, LeftLines, Lines, find_repeats};
use super::{Desk, Entry, InUse, Name, Reading, Reported, Standing};
use crate::field::{Field, Form};
use crate::finding::{CountDoubt, Finding, Kind, LineDoubt};
use crate::place::{Area, Place};
use indexmap::IndexMap;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The messages of one unit in one ledger.
struct Messages {
    unit: Name,
    received: u64,
    closed: u64,
    late_closed: u64,
    late_open: u64,
    area: Option<Area>,
    left: LeftLines,
    /// Closed after the check date.
    later: Lines,
    /// Lines that cannot be decided, by reason.
    unsure: BTreeMap<LineDoubt, Lines>,
    /// Lines whose limit takes working days of a year that nobody knows.
    calendar: BTreeMap<i16, Lines>,
    /// Whether some cannot be told closed from open.
    closing_unsure: bool,
    /// Why it cannot be told how many are late.
    late_unsure: Option<CountDoubt>,
    /// Lines that the file itself calls late, and those of them and of others that it calls in time whose days say otherwise.
    called_late: u64,
    miscalled: Lines,
    /// Whether any line that counts is crossed out.
    struck: bool,
}

/// What a ledger of messages tells about one unit beside the figures of the annex.
#[derive(Debug, Clone, PartialEq)]
pub struct MessageLog {
    /// The unit.
    pub unit: Name,
    /// Messages open at the check date; `None` when that is not certain.
    pub open: Option<u64>,
    /// Those closed late, and those open past their last day; `None` when that is not certain.
    pub late: Option<(u64, u64)>,
    /// The working days of the rules, where they were in force: not where the ledger has limits of its own.
    pub limit: Option<i64>,
    /// The range that was counted.
    pub place: Place,
}

impl Desk<'_> {
    /// Counts a ledger of messages; how many of its lines were counted.
    pub(super) fn read_messages(&mut self, used: &InUse<'_>) -> usize {
        let Some(ledger) = &used.table.ledger else { return self.leave_ledger(used) };
        let mut units: IndexMap<Arc<str>, Messages> = IndexMap::new();
        let mut dated: Vec<Option<Dated<'_>>> = Vec::new();
        let mut nameless: Vec<(usize, Lines)> = Vec::new();
        for (row, alike) in used.table.rows.iter().zip(&ledger.alike) {
            let before = self.out.findings.len();
            let Some(unit) = self.unit_of_line(used, row, alike.area) else {
                dated.push(None);
                self.leave(before, alike, &mut nameless);
                continue;
            };
            let entry = units.entry(unit.used.clone());
            let whose = entry.index();
            let messages = entry.or_insert_with(|| Messages::new(unit));
            let day = day_begun(used, row);
            let line = day.filter(|day| used.period.has(*day));
            match (line, day) {
                (Some(_), _) => {}
                (None, Some(_)) => messages.left.outside.add(alike),
                (None, None) => messages.left.without_day(self.tells_day(used, row)).add(alike),
            }
            dated.push(line.map(|day| Dated { row, alike, whose, day, twice: Vec::new() }));
        }
        self.place_nameless(used, nameless);
        find_repeats(ledger, &mut dated);
        let struck = Crossed::of(&used.table.beside.struck);
        for lines in dated.iter().flatten() {
            let messages = &mut units[lines.whose];
            messages.struck |= struck.any(lines.alike);
            self.count_messages(used, lines, messages);
        }
        let mut counted = 0;
        for messages in units.into_values() {
            counted += usize::try_from(messages.received).unwrap_or(usize::MAX);
            self.report_messages(used, messages);
        }
        counted
    }

    fn count_messages(&self, used: &InUse<'_>, lines: &Dated<'_>, messages: &mut Messages) {
        messages.left.add_twice(lines);
        let counted = lines.counted();
        if counted.count == 0 {
            return;
        }
        let line = Line::of(used, lines.row, lines.day);
        let clock = Clock { calendar: self.rules.calendar(), check: self.check_date() };
        let ending = clock.ending(&line, self.rules.settings.message_limit.value);
        messages.add(&ending, &counted, line.called_late(ending.closed));
        if let (Late::Unsure(why @ LineDoubt::LateDiffers { .. }), Some(at)) =
            (ending.late, called_late_at(used, lines.row))
        {
            messages.unsure.entry(why).or_default().join(&counted.cells_at(at));
        }
    }

    /// The day at which the office looks.
    pub(super) fn check_date(&self) -> jiff::civil::Date {
        self.rules.settings.as_of.value.unwrap_or(self.settled.period.end)
    }

    fn report_messages(&mut self, used: &InUse<'_>, messages: Messages) {
        let table = &used.table.place;
        let place = messages.area.map_or_else(|| table.clone(), |area| table.at(area));
        let found = messages.findings(used, self.check_date());
        self.out.findings.extend(found);
        let tells_state = has(used, Field::ClosedDay) || has(used, Field::State);
        let why = messages.left.doubt(used, messages.struck);
        for (field, value) in messages.figures(tells_state) {
            let value = match (value, why) {
                (Reported::Count(n), Some(why)) => Reported::Doubtful { parsed: i64::try_from(n).ok(), why },
                (value, _) => value,
            };
            let raw = if let Reported::Count(n) = value { n.to_string() } else { String::new() };
            let entry = Entry {
                form: Form::Messages,
                from_ledger: true,
                unit: messages.unit.clone(),
                object: None,
                platform: None,
                field,
                period: used.period,
                reading: Reading { raw, value },
                place: place.clone(),
                standing: Standing::Counts,
                duty: None,
            };
            self.add(entry, used.file);
        }
        self.out.counted.push(Counted {
            place: place.clone(),
            unit: messages.unit.used.clone(),
            object: None,
            used: usize::try_from(messages.received).unwrap_or(usize::MAX),
            left: messages.left.by_reason(),
        });
        let Messages { unit, closed, received, late_closed, late_open, late_unsure, closing_unsure, .. } = messages;
        let open = (tells_state && !closing_unsure).then(|| received - closed);
        let late = (tells_state && late_unsure.is_none()).then_some((late_closed, late_open));
        let limit = self.rules.settings.message_limit.value.filter(|_| !has(used, Field::Due));
        self.out.message_logs.push(MessageLog { unit, open, late, limit, place });
    }

    /// What is no certain ledger of messages is not counted. Its unit's figures are wanting, so that a human must ask for the sums.
    fn leave_ledger(&mut self, used: &InUse<'_>) -> usize {
        let missing = vec![Field::Received, Field::Closed, Field::Overdue];
        let kind = Kind::HeadingMissing { missing, unexpected: Vec::new() };
        let mut finding = Finding::new(kind, used.table.place.clone());
        if let Some(unit) = used.unit {
            let name = self.settled.names.unit(&unit.written);
            finding = finding.unit(name.known().map_or_else(|| unit.written.clone(), |m| m.used.clone()));
        }
        self.out.findings.push(finding);
        0
    }
}

impl Messages {
    fn new(unit: Name) -> Self {
        Self {
            unit,
            received: 0,
            closed: 0,
            late_closed: 0,
            late_open: 0,
            area: None,
            left: LeftLines::default(),
            later: Lines::default(),
            unsure: BTreeMap::new(),
            calendar: BTreeMap::new(),
            closing_unsure: false,
            late_unsure: None,
            called_late: 0,
            miscalled: Lines::default(),
            struck: false,
        }
    }

    /// Adds lines that came to the same end.
    fn add(&mut self, ending: &Ending, lines: &Lines, called: Option<bool>) {
        let count = lines.count as u64;
        self.received += count;
        self.area = lines.areas.iter().copied().chain(self.area).reduce(Area::with);
        self.called_late += if called == Some(true) { count } else { 0 };
        match (ending.late, called) {
            (Late::Yes, Some(false)) | (Late::No, Some(true)) => self.miscalled.join(lines),
            _ => {}
        }
        match ending.closed {
            Closed::Yes => self.closed += count,
            Closed::Later => self.later.join(lines),
            Closed::No => {}
            Closed::Unsure(_) => self.closing_unsure = true,
        }
        match ending.late {
            Late::Yes if ending.closed == Closed::Yes => self.late_closed += count,
            Late::Yes => self.late_open += count,
            Late::No => {}
            Late::NoLimit => self.late_unsure = Some(self.late_unsure.unwrap_or(CountDoubt::NoLimit)),
            Late::Calendar(_) => self.late_unsure = Some(CountDoubt::Calendar),
            Late::Unsure(_) => self.late_unsure = Some(CountDoubt::Lines),
        }
        match (ending.closed, ending.late) {
            // It stands at the cell that says so.
            (_, Late::Unsure(LineDoubt::LateDiffers { .. })) => {}
            (Closed::Unsure(why), _) | (_, Late::Unsure(why)) => self.unsure.entry(why).or_default().join(lines),
            (_, Late::Calendar(year)) => self.calendar.entry(year).or_default().join(lines),
            _ => {}
        }
    }

    /// The figures that go into the annex; without any heading of days or states nothing is known but how many came.
    fn figures(&self, tells_state: bool) -> Vec<(Field, Reported)> {
        let parsed = |n: u64| i64::try_from(n).ok();
        let mut out = vec![(Field::Received, Reported::Count(self.received))];
        if tells_state {
            let unsure = Reported::Doubtful { parsed: parsed(self.closed), why: CountDoubt::Lines };
            out.push((Field::Closed, if self.closing_unsure { unsure } else { Reported::Count(self.closed) }));
            let late = self.late_closed + self.late_open;
            let doubtful =
                |why| Reported::Doubtful { parsed: parsed(late).filter(|_| why != CountDoubt::NoLimit), why };
            out.push((Field::Overdue, self.late_unsure.map_or(Reported::Count(late), doubtful)));
        }
        out
    }

    /// What must be said about its lines.
    fn findings(&self, used: &InUse<'_>, check: jiff::civil::Date) -> Vec<Finding> {
        let table = &used.table.place;
        let mut out = self.left.findings(table);
        let later = Kind::MessagesClosedLater { count: self.later.count, check };
        out.extend(self.later.finding(later, table));
        let told = has(used, Field::ClosedDay) || has(used, Field::State);
        for (why, lines) in self.unsure.iter().filter(|_| told) {
            out.extend(lines.finding(Kind::LedgerLines { count: lines.count, why: *why }, table));
        }
        for (year, lines) in &self.calendar {
            out.extend(lines.finding(Kind::CalendarUnknown { year: *year }, table));
        }
        if self.late_unsure.is_none() {
            let computed = (self.late_closed + self.late_open).to_string();
            let kind = Kind::ClaimDiffers { field: Field::Overdue, claimed: self.called_late.to_string(), computed };
            out.extend(self.miscalled.finding(kind, table));
        }
        out.into_iter().map(|finding| finding.unit(&*self.unit.used)).collect()
    }
}
