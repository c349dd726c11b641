//! "按期回复 equals 收到来信: nothing is overdue." Figures of messages that follow from others of the same row.
//!
//! In: the entries of one row. Out: the overdue figure from those closed in time, the closed figure from those still open, or from those
//! closed in time and late; what was carried over from before. What can mean two things (closed in time below received: overdue or open) and sums that do not agree with
//! what was received are doubtful. `domain.md` section 7.

use super::counts::read_count;
use super::{Desk, Draft, InUse, Reading, Reported};
use crate::field::Field;
use crate::finding::CountDoubt;
use crate::fold::fold;
use crate::period::Period;
use crate::place::Area;
use crate::recognize::{Heading, RawRow};
use crate::rules::Words;

/// Where the entries of a row begin, and the period in question.
type Of = (usize, Period);

impl Desk<'_> {
    /// Adds what follows from the row's entries, which begin at `first`.
    pub(super) fn derive_messages(&mut self, used: &InUse<'_>, row: &RawRow, first: usize) {
        self.carry_over(used, row, first);
        let overdue: Vec<&Heading> = used.table.headings.iter().filter(|h| h.field == Some(Field::Overdue)).collect();
        let closed_late = overdue.iter().all(|h| says_closed_late(&h.path, &self.rules.words));
        let says_open = |text: &String| self.rules.words.states.heads_open_late(&fold(text));
        let open_late = !overdue.is_empty() && overdue.iter().all(|h| h.path.last().is_some_and(says_open));
        let mut periods: Vec<Period> = self.drafts[first..].iter().map(|d| d.entry.period).collect();
        periods.sort_unstable();
        periods.dedup();
        for period in periods {
            self.join_in_time((first, period));
            if closed_late {
                self.closed_in_time_and_late((first, period));
            }
            if open_late {
                self.late_beside_open((first, period));
            }
            self.derive_period((first, period));
        }
    }

    /// Notes how many messages were open before the period, beside the one figure of those received.
    fn carry_over(&mut self, used: &InUse<'_>, row: &RawRow, first: usize) {
        let words = &self.rules.words;
        let mut carried = used.table.headings.iter().zip(&row.cells).filter(|(h, _)| carries_over(h, words));
        let (Some((_, cell)), None) = (carried.next(), carried.next()) else { return };
        let mut received = self.drafts[first..].iter().filter(|d| d.entry.field == Field::Received);
        let (Some(beside), None) = (received.next(), received.next()) else { return };
        let read = read_count(cell.as_ref().map(|cell| &cell.value), Field::Received, words);
        if let Reported::Count(n) = read.reading.value {
            self.out.carried.insert(beside.entry.place.clone(), n);
        }
    }

    /// Makes one figure of those closed in time, where they are told by how many days it took; one that is no number stands for all.
    fn join_in_time(&mut self, first: Of) {
        let is_it = |d: &&Draft| d.entry.field == Field::ClosedOnTime && d.entry.period == first.1;
        if self.drafts[first.0..].iter().filter(is_it).count() < 2 {
            return;
        }
        let mut parts: Vec<Draft> = Vec::new();
        while let Some(part) = self.take(first, Field::ClosedOnTime) {
            parts.push(part);
        }
        let open = parts.iter().position(|part| counted(part).is_none());
        let sum: Option<u64> = parts.iter().map(counted).sum();
        let raw: Vec<String> = parts.iter().map(|part| part.entry.reading.raw.clone()).collect();
        let area = parts.iter().filter_map(|part| part.entry.place.area).reduce(Area::with);
        let Some(mut all) = open.or(Some(0)).filter(|at| *at < parts.len()).map(|at| parts.swap_remove(at)) else {
            return;
        };
        if let Some(sum) = sum {
            all.entry.reading = Reading { raw: raw.join("+"), value: Reported::Count(sum) };
            all.entry.place.area = area;
        }
        self.drafts.push(all);
    }

    /// The closed figure as the sum of those closed in time and those closed late, where nothing else tells it.
    fn closed_in_time_and_late(&mut self, first: Of) {
        let find = |field| self.drafts[first.0..].iter().find(|d| d.entry.field == field && d.entry.period == first.1);
        let (Some(on_time), Some(late)) = (find(Field::ClosedOnTime), find(Field::Overdue)) else { return };
        let (Some(in_time), Some(behind)) = (counted(on_time), counted(late)) else { return };
        if self.has(first, Field::Closed) {
            return;
        }
        let sum = in_time + behind;
        let (received, open) = (self.count(first, Field::Received), self.count(first, Field::Open));
        let agrees = received.is_none_or(|all| open.map_or(sum <= all, |open| sum + open == all));
        let value = match agrees {
            true => Reported::Count(sum),
            false => Reported::Doubtful { parsed: i64::try_from(sum).ok(), why: CountDoubt::Parts },
        };
        let mut entry = on_time.entry.clone();
        entry.field = Field::Closed;
        entry.place.area = on_time.entry.place.area.into_iter().chain(late.entry.place.area).reduce(Area::with);
        entry.reading = Reading { raw: format!("{in_time}+{behind}"), value };
        let draft = Draft { entry, file: on_time.file, collective: on_time.collective, hidden: on_time.hidden };
        self.drafts.push(draft);
    }

    /// The closed figure where the overdue are said to be open still, beside those in work: all that is closed was closed in time. Where the
    /// three do not come to what was received, it is doubted.
    fn late_beside_open(&mut self, first: Of) {
        let Some(on_time) = self.take(first, Field::ClosedOnTime) else { return };
        let figures = [Field::Received, Field::Open, Field::Overdue].map(|field| self.count(first, field));
        if let (Some(in_time), [Some(received), Some(open), Some(late)]) = (counted(&on_time), figures) {
            // Those in work may hold the overdue.
            let holds = late == 0 || in_time + open == received;
            let doubt = || Reported::Doubtful { parsed: i64::try_from(in_time).ok(), why: CountDoubt::Parts };
            let closed = if in_time + open + late == received { Reported::Count(in_time) } else { doubt() };
            if !holds && !self.has(first, Field::Closed) {
                self.follow(&on_time, Field::Closed, closed);
            }
        }
        self.drafts.push(on_time);
    }

    /// The same for one period: a row may have a figure for each month.
    fn derive_period(&mut self, first: Of) {
        let on_time = self.take(first, Field::ClosedOnTime);
        let received = self.count(first, Field::Received);
        let left =
            received.zip(self.count(first, Field::Closed)).and_then(|(received, closed)| received.checked_sub(closed));
        let open = self.take(first, Field::Open).map(|open| with_its_story(open, left));
        let by_open = received.zip(open.as_ref().and_then(counted)).and_then(|(r, o)| r.checked_sub(o));
        let in_time = on_time.as_ref().and_then(|draft| Some((counted(draft)?, draft.entry.place.area)));
        if let Some(on_time) = on_time {
            let count = counted(&on_time);
            // What is neither open nor closed in time was closed late: the closed figure is certain.
            let told_by_open = by_open.is_some_and(|closed| count.is_some_and(|c| c <= closed));
            let all = received.is_some() && count == received;
            let left =
                received.zip(count).and_then(|(r, c)| i64::try_from(r).ok()?.checked_sub(i64::try_from(c).ok()?));
            let unsure = || Reported::Doubtful { parsed: left, why: CountDoubt::OnTimeOnly };
            if !self.has(first, Field::Closed) && !told_by_open {
                let closed = if all { on_time.entry.reading.value.clone() } else { doubtful_of(&on_time) };
                self.follow(&on_time, Field::Closed, closed);
            }
            if !self.has(first, Field::Overdue) {
                let overdue = match (all, &on_time.entry.reading.value) {
                    (true, _) => Reported::Count(0),
                    (false, Reported::Missing) => Reported::Missing,
                    _ => unsure(),
                };
                self.follow(&on_time, Field::Overdue, overdue);
            }
        }
        if let Some(open) = open {
            if let (false, Some(closed)) = (self.has(first, Field::Closed), by_open) {
                self.follow(&open, Field::Closed, Reported::Count(closed));
                self.hold_against_parts(first, closed, in_time);
            }
            self.drafts.push(open);
        }
    }

    /// Doubts the closed figure that was worked out last, from those still open, where those closed in time and the overdue cannot come
    /// to it: who is overdue was closed late or is still open.
    fn hold_against_parts(&mut self, first: Of, closed: u64, in_time: Option<(u64, Option<Area>)>) {
        let (received, late) = (self.count(first, Field::Received), self.count(first, Field::Overdue));
        let (Some((in_time, area)), Some(late)) = (in_time, late) else { return };
        let most = in_time.saturating_add(late);
        if closed <= most && received.is_none_or(|received| most <= received) {
            return;
        }
        let Some(draft) = self.drafts.last_mut() else { return };
        draft.entry.place.area = area.into_iter().chain(draft.entry.place.area).reduce(Area::with);
        let parsed = i64::try_from(closed).ok();
        draft.entry.reading.value = Reported::Doubtful { parsed, why: CountDoubt::Parts };
    }

    fn take(&mut self, (first, period): Of, field: Field) -> Option<Draft> {
        let is_it = |d: &Draft| d.entry.field == field && d.entry.period == period;
        let index = self.drafts[first..].iter().position(is_it)?;
        Some(self.drafts.remove(first + index))
    }

    fn has(&self, (first, period): Of, field: Field) -> bool {
        self.drafts[first..].iter().any(|d| d.entry.field == field && d.entry.period == period)
    }

    fn count(&self, (first, period): Of, field: Field) -> Option<u64> {
        self.drafts[first..].iter().find(|d| d.entry.field == field && d.entry.period == period).and_then(counted)
    }

    fn follow(&mut self, from: &Draft, field: Field, value: Reported) {
        let mut entry = from.entry.clone();
        entry.field = field;
        entry.reading = Reading { raw: from.entry.reading.raw.clone(), value };
        self.drafts.push(Draft { entry, file: from.file, collective: from.collective, hidden: from.hidden });
    }
}

/// Whether a heading stands over messages that were open before the period: no figure of it by itself.
pub(super) fn carries_over(heading: &Heading, words: &Words) -> bool {
    let leaf = heading.path.last().map(|text| fold(text));
    heading.field == Some(Field::NotData) && leaf.is_some_and(|leaf| words.guards.is_carried_over(&leaf))
}

/// Whether a heading of the overdue, with its groups, tells how many were closed late: 超时办结, or 逾期 right under a group that counts the
/// closed and nothing else (办结 › 逾期). Under 办结情况 it may be of those still open.
fn says_closed_late(path: &[String], words: &Words) -> bool {
    let [.., group, leaf] = path else {
        return path.last().is_some_and(|leaf| words.states.heads_closed_late(&fold(leaf)));
    };
    let (group, leaf) = (fold(group), fold(leaf));
    let both =
        || words.headings.lists(&group, Field::Closed) && words.states.heads_closed_late(&format!("{group}{leaf}"));
    words.states.heads_closed_late(&leaf) || both()
}

/// The number of those still open with the story behind it (1（6月28日交办，未到期）), where it is what the closed ones leave of those received.
fn with_its_story(mut open: Draft, left: Option<u64>) -> Draft {
    let said = fold(&open.entry.reading.raw);
    // Beside messages a text about people is kept as its numbers alone.
    let number = said.split_once('(').map_or(said.as_str(), |(number, _)| number).trim_matches(['…', '.']);
    let told = number.parse().ok();
    let unread = matches!(open.entry.reading.value, Reported::Doubtful { why: CountDoubt::NotANumber, .. });
    if let (true, Some(told)) = (unread && told == left, told) {
        open.entry.reading.value = Reported::Count(told);
    }
    open
}

const fn counted(draft: &Draft) -> Option<u64> {
    match draft.entry.reading.value {
        Reported::Count(n) => Some(n),
        _ => None,
    }
}

/// A count that may not be all of it.
fn doubtful_of(draft: &Draft) -> Reported {
    match draft.entry.reading.value {
        Reported::Count(n) => Reported::Doubtful { parsed: i64::try_from(n).ok(), why: CountDoubt::OnTimeOnly },
        ref other => other.clone(),
    }
}
