//! "Why is this cell red?" Which findings belong to a row or a figure, and what the note on a cell says.
//!
//! In: the findings of the batch. Out: for a row of the tally its findings, by subject and by the cells that its figures come
//! from; the text of a note: numbers, rule and basis, source. It decides no colour of a page.

use super::Mark;
use crate::field::{Field, Form};
use crate::finding::{Finding, Kind, Severity, Subject};
use crate::outcome::Outcome;
use crate::place::{Area, Place};
use crate::tally::{Amount, Figure};
use crate::wording::{annexes, findings};
use indexmap::{IndexMap, IndexSet};
use std::collections::HashMap;

/// A note names at most so many places; the details sheet has them all.
const PLACES_IN_NOTE: usize = 6;

/// The findings of the batch, by row and by place.
pub(super) struct Index<'a> {
    list: &'a [Finding],
    by_subject: HashMap<Subject, Vec<usize>>,
    by_place: HashMap<&'a Place, Vec<usize>>,
}

impl<'a> Index<'a> {
    /// Sorts the findings of `outcome` by what they are about.
    pub(super) fn new(outcome: &'a Outcome) -> Self {
        let list = &outcome.judgment.findings;
        let mut index = Self { list, by_subject: HashMap::new(), by_place: HashMap::new() };
        for (n, finding) in list.iter().enumerate() {
            if let Some(subject) = finding.subject {
                index.by_subject.entry(subject).or_default().push(n);
            }
            index.by_place.entry(&finding.place).or_default().push(n);
            // One question about many rows marks each of them.
            let of_many = matches!(finding.kind, Kind::FrequencyUnknown { .. }) && finding.subject.is_none();
            for place in finding.related.iter().filter(|_| of_many) {
                index.by_place.entry(place).or_default().push(n);
            }
        }
        index
    }

    /// Findings about a row: those that name it, and those that stand at a cell its figures come from. In the order of the report.
    pub(super) fn of_row(&self, subject: Subject, figures: &[&Figure]) -> Row<'a> {
        let mut numbers = self.by_subject.get(&subject).cloned().unwrap_or_default();
        for part in figures.iter().flat_map(|f| &f.parts) {
            for n in self.by_place.get(&part.place).into_iter().flatten() {
                if self.list[*n].subject.is_none_or(|s| s == subject) {
                    numbers.push(*n);
                }
            }
        }
        numbers.sort_unstable();
        numbers.dedup();
        let open = figures.iter().any(|f| f.value.is_open() && !f.parts.is_empty());
        let absent = figures.iter().any(|f| f.value == Amount::NotReported);
        Row { findings: numbers.into_iter().map(|n| &self.list[n]).collect(), open, absent }
    }
}

/// The findings of one row.
pub(super) struct Row<'a> {
    /// In the order of the report.
    pub(super) findings: Vec<&'a Finding>,
    /// A figure that was handed in is missing or doubtful.
    open: bool,
    /// A figure was not handed in.
    absent: bool,
}

impl<'a> Row<'a> {
    /// Those that are about one figure: they stand at one of its cells, or name its field.
    pub(super) fn about(&self, figure: &Figure, field: Field) -> Vec<&'a Finding> {
        let stands_there = |p: &Place| figure.parts.iter().any(|part| part.place == *p);
        let mut out: Vec<&Finding> = self.findings.clone();
        out.retain(|f| match field_of(&f.kind) {
            Some(named) if named == field => field != Field::Updates || stands_there(&f.place),
            Some(_) => false,
            None => is_about_cell(&f.kind) && (stands_there(&f.place) || f.related.iter().any(stands_there)),
        });
        out
    }

    /// Those of one severity.
    pub(super) fn of(&self, severity: Severity) -> impl Iterator<Item = &'a Finding> {
        self.findings.iter().copied().filter(move |f| f.severity == severity)
    }

    /// Problem text of the row in house wording: fails, then notices on the unit's work, then whether something is open or absent.
    pub(super) fn problem(&self) -> String {
        let work = self.of(Severity::Notice).filter(|f| is_about_work(&f.kind));
        let mut told: Vec<&Finding> = self.of(Severity::Fail).chain(work).collect();
        told.sort_by_key(|f| (f.severity, f.kind.rank()));
        let mut texts: Vec<String> = Vec::new();
        for finding in told {
            let text = problem_of(finding);
            if !texts.contains(&text) {
                texts.push(text);
            }
        }
        if self.absent {
            texts.push(annexes::NOT_HANDED_IN.to_owned());
        } else if self.is_doubtful() {
            texts.push(annexes::OPEN_DATA.to_owned());
        }
        if texts.is_empty() { annexes::NO_PROBLEM.to_owned() } else { texts.join(annexes::BETWEEN) }
    }

    /// Colour of the problem cell.
    pub(super) fn mark(&self) -> Mark {
        if self.of(Severity::Fail).next().is_some() {
            Mark::Fail
        } else if self.absent || self.is_doubtful() {
            Mark::Doubt
        } else {
            Mark::None
        }
    }

    fn is_doubtful(&self) -> bool {
        // A wording that somebody must look at leaves every figure as certain as it was.
        self.open || self.of(Severity::Doubt).any(|f| !matches!(f.kind, Kind::WordingWrong { .. }))
    }

    /// Note on all findings of the row, with the cells of `figures` as sources.
    pub(super) fn note(&self, figures: &[&Figure]) -> Option<String> {
        note(&self.findings, figures)
    }
}

/// Short problem text; never empty.
pub(super) fn problem_of(finding: &Finding) -> String {
    let text = findings::problem(finding);
    if text.is_empty() { findings::sentence(finding) } else { text }
}

/// The note for these findings: each with its numbers, rule and basis; then the sources. `None` without findings.
pub(super) fn note(list: &[&Finding], figures: &[&Figure]) -> Option<String> {
    if list.is_empty() {
        return None;
    }
    let mut out: Vec<String> = Vec::new();
    let mut places: Vec<&Place> = Vec::new();
    for finding in list {
        let sentence = findings::sentence(finding);
        let numbers = annexes::note_numbers(finding.required, finding.actual);
        out.push(annexes::note_head(finding.severity, &sentence));
        out.extend(numbers.filter(|n| !sentence.contains(n.as_str())));
        out.extend(annexes::note_rule(&findings::rule(finding), finding.basis.as_deref()));
        places.push(&finding.place);
        places.extend(&finding.related);
    }
    places.extend(figures.iter().flat_map(|f| &f.parts).map(|p| &p.place));
    out.push(annexes::note_sources(&by_sheet(&places), PLACES_IN_NOTE));
    Some(out.join("\n"))
}

/// Places in their order, the cells of one sheet on one line.
pub(crate) fn by_sheet(places: &[&Place]) -> Vec<String> {
    let shown = |areas: &IndexSet<Area>| areas.iter().map(ToString::to_string).collect::<Vec<_>>();
    let sheets = areas_by_sheet(places);
    sheets.iter().map(|(sheet, areas)| annexes::cells_of(&sheet.to_string(), &shown(areas))).collect()
}

/// The same for a list that people read: of many cells on a sheet the first blocks and how many cells there are.
pub(super) fn briefly_by_sheet(places: &[&Place]) -> Vec<String> {
    let told = |(sheet, areas): (&Place, &IndexSet<Area>)| {
        let blocks = if areas.len() > CELLS_TOLD { blocks(areas) } else { areas.iter().copied().collect() };
        let shown: Vec<String> = blocks.iter().map(ToString::to_string).collect();
        match areas.len() > CELLS_TOLD {
            true => annexes::some_cells_of(&sheet.to_string(), &shown[..shown.len().min(BLOCKS_TOLD)], areas.len()),
            false => annexes::cells_of(&sheet.to_string(), &shown),
        }
    };
    areas_by_sheet(places).iter().map(told).collect()
}

/// More cells of one sheet are told by their blocks.
const CELLS_TOLD: usize = 6;
/// Blocks that are told of many cells.
const BLOCKS_TOLD: usize = 3;

fn areas_by_sheet(places: &[&Place]) -> IndexMap<Place, IndexSet<Area>> {
    let mut sheets: IndexMap<Place, IndexSet<Area>> = IndexMap::new();
    for place in places {
        let sheet = Place { area: None, ..(*place).clone() };
        sheets.entry(sheet).or_default().extend(place.area);
    }
    sheets
}

/// Blocks that cover these cells and no other: neighbours on a row first, then rows of the same letter columns.
fn blocks(areas: &IndexSet<Area>) -> Vec<Area> {
    let mut sorted: Vec<Area> = areas.iter().copied().collect();
    sorted.sort_by_key(|area| (area.first.row, area.first.col));
    let mut rows: Vec<Area> = Vec::new();
    for area in sorted {
        match rows.last_mut() {
            Some(last)
                if (last.first.row, last.last.row) == (area.first.row, area.last.row)
                    && last.last.col + 1 == area.first.col =>
            {
                last.last = area.last;
            }
            _ => rows.push(area),
        }
    }
    let mut out: Vec<Area> = Vec::new();
    let mut open: HashMap<(u32, u32), usize> = HashMap::new();
    for row in rows {
        let columns = (row.first.col, row.last.col);
        let above = open.get(&columns).and_then(|at| out.get_mut(*at));
        if let Some(above) = above.filter(|above| above.last.row + 1 == row.first.row) {
            above.last = row.last;
        } else {
            open.insert(columns, out.len());
            out.push(row);
        }
    }
    out
}

/// Whether a notice is about a unit's work (and so belongs in the problem column), not about how the file was filled in.
pub(super) const fn is_about_work(kind: &Kind) -> bool {
    matches!(kind, Kind::UpdatesMonthMissing { .. } | Kind::UpdatesSilent | Kind::MessagesOpen { .. })
        || is_a_fail(kind)
}

/// Kinds that are fails unless the office's rules made them notices.
const fn is_a_fail(kind: &Kind) -> bool {
    matches!(kind.severity(), Severity::Fail)
}

/// The result of a website column rests on these.
pub(super) const fn is_about_result(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::UpdatesNone
            | Kind::UpdatesShort { .. }
            | Kind::UpdatesMonthMissing { .. }
            | Kind::UpdatesSilent
            | Kind::UpdatesMonthsUnknown
            | Kind::FrequencyUnknown { .. }
    )
}

fn field_of(kind: &Kind) -> Option<Field> {
    match kind.asked() {
        Kind::CountDoubtful { field, .. }
        | Kind::CountMissing { field }
        | Kind::CountWordZero { field, .. }
        | Kind::NotApplicableAssumed { field, .. }
        | Kind::DifferentTwice { field, .. }
        | Kind::VersionReplaced { field, .. }
        | Kind::VersionUndecided { field, .. }
        | Kind::LedgerDiffers { field, .. }
        | Kind::Corrected { field, .. } => Some(*field),
        Kind::StandardSelf { .. } => Some(Field::Required),
        Kind::ForwardsNone { .. } | Kind::ForwardsShort { .. } => Some(Field::Forwarded),
        Kind::CountOutlying { field, .. } => Some(*field),
        Kind::RequirementAboveCap { .. } => Some(Field::Required),
        Kind::PostsShort => Some(Field::Actual),
        Kind::SentenceFigures { form: Some(Form::Messages), .. } => Some(Field::Received),
        Kind::MessagesOverdue { .. } | Kind::LedgerLines { .. } | Kind::CalendarUnknown { .. } => Some(Field::Overdue),
        Kind::MessagesClosedLater { .. } => Some(Field::Closed),
        _ => None,
    }
}

const fn is_about_cell(kind: &Kind) -> bool {
    matches!(kind, Kind::PeriodConflict { .. } | Kind::HeadingDoubtful { .. } | Kind::MessagesContradict { .. })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::At;

    #[test]
    fn blocks_cover_the_cells_and_no_other() {
        let cells = |cells: &[(u32, u32)]| -> IndexSet<Area> {
            cells.iter().map(|(row, col)| Area::one(At::new(*row, *col))).collect()
        };
        let shown = |areas: &IndexSet<Area>| blocks(areas).iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(shown(&cells(&[(4, 1), (5, 1), (6, 1), (8, 1)])), ["B5:B7", "B9"]);
        assert_eq!(shown(&cells(&[(4, 3), (4, 2), (5, 2), (5, 3), (6, 3)])), ["C5:D6", "D7"]);
        assert_eq!(shown(&cells(&[(4, 1), (4, 3), (5, 1), (5, 3)])), ["B5:B6", "D5:D6"]);
    }
}
