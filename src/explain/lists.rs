//! "What does this line say?" Findings, sums, and lines of the evidence.
//!
//! In: the record. Out: lines. It adds up what was written, so that whoever doubts a sum can follow it.

use super::{Desk, is_rate};
use crate::annex::by_sheet;
use crate::annex::{RowOf, Shows};
use crate::place::{At, Place, letters};
use crate::previous::Line;
use crate::trail::{Edit, FigureTrail, FindingTrail, PageTrail, RowTrail, Shown, Story};
use crate::wording::{annexes, explain as words, labels};
use indexmap::{IndexMap, IndexSet};

/// Terms of a sum that are listed; the annex shows them all.
const MOST_TERMS: usize = 60;

impl Desk<'_> {
    /// Lines on one finding.
    pub(super) fn finding(&self, index: usize) -> Vec<String> {
        let Some(finding) = self.trail.findings.get(index) else { return Vec::new() };
        let mut out = vec![words::finding(index + 1, labels::severity(finding.severity), &finding.sentence)];
        out.extend(words::about(finding.unit.as_deref(), finding.object.as_deref()));
        let numbers = annexes::note_numbers(finding.required, finding.actual);
        out.extend(numbers.filter(|n| !finding.sentence.contains(n.as_str())).map(|n| words::indent(&n)));
        out.extend(
            annexes::note_rule(&finding.rule, finding.basis.as_deref())
                .iter()
                .flat_map(|r| r.lines())
                .map(words::indent),
        );
        out.extend(self.weighed(finding));
        out.push(words::place(&finding.place.to_string()));
        let related: Vec<&Place> = finding.related.iter().map(|spot| &spot.0).collect();
        out.extend(by_sheet(&related).iter().map(|places| words::related(places)));
        out.extend(self.raws(finding));
        out.push(words::remedy(&finding.remedy));
        out.extend(self.listed(index).map(|at| words::listed_at(&at)));
        out
    }

    /// That the office weighs this kind otherwise.
    fn weighed(&self, finding: &FindingTrail) -> Option<String> {
        let weight = self.trail.head.weights.iter().find(|(id, _)| *id == finding.id)?;
        Some(words::weighed(&finding.id, weight.1.map(labels::severity)))
    }

    /// What stood in the cells of a finding, where they are known.
    fn raws(&self, finding: &FindingTrail) -> Vec<String> {
        let spots: Vec<_> = [&finding.place].into_iter().chain(&finding.related).collect();
        let parts = self.trail.stories.iter().flat_map(|s| &s.figures).flat_map(|f| &f.parts);
        let mut sheets: IndexMap<Place, IndexSet<String>> = IndexMap::new();
        for part in parts.filter(|p| spots.contains(&&p.place)) {
            let sheet = Place { area: None, ..part.place.0.clone() };
            let cell = part.place.0.area.map(|area| area.to_string()).unwrap_or_default();
            sheets.entry(sheet).or_default().insert(words::raw_cell(&cell, &part.raw));
        }
        let cells =
            |cells: &IndexSet<String>| cells.iter().map(String::as_str).collect::<Vec<_>>().join(annexes::ENUMERATE);
        sheets.iter().map(|(sheet, raws)| words::raws(&sheet.to_string(), &cells(raws))).collect()
    }

    /// The cell of a list that shows this finding.
    fn listed(&self, index: usize) -> Option<String> {
        let mut pages = self.trail.pages.iter();
        pages.find_map(|page| {
            let row = page.rows.iter().find(|r| r.of == Some(RowOf::Finding(index)))?;
            Some(format!("{}!A{}", page.name, row.row + 1))
        })
    }

    /// All findings of a row in full.
    pub(super) fn findings_of_row(&self, story: &Story) -> Vec<String> {
        if story.findings.is_empty() {
            return vec![words::no_findings().to_owned()];
        }
        let mut out = vec![words::section_findings().to_owned()];
        out.extend(story.findings.iter().flat_map(|index| self.finding(*index)));
        out
    }

    /// Findings that stand on the cells of these figures.
    pub(super) fn findings_of(&self, story: &Story, figures: &[&FigureTrail]) -> Vec<String> {
        let cells: Vec<_> = figures.iter().flat_map(|f| &f.parts).map(|p| &p.place).collect();
        let stands_there = |index: &&usize| {
            let finding = self.trail.findings.get(**index);
            finding.is_some_and(|f| [&f.place].into_iter().chain(&f.related).any(|p| cells.contains(&p)))
        };
        let mut out: Vec<String> =
            story.findings.iter().filter(stands_there).flat_map(|index| self.finding(*index)).collect();
        if !out.is_empty() {
            out.insert(0, words::section_findings().to_owned());
        }
        out
    }

    /// A cell of the sum row.
    pub(super) fn total(&self, page: &PageTrail, row: &RowTrail, at: At) -> Vec<String> {
        let above: Vec<&RowTrail> =
            page.rows.iter().filter(|r| matches!(r.of, Some(RowOf::Row(_) | RowOf::Absent))).collect();
        match page.shows.get(at.col as usize) {
            Some(Shows::Required | Shows::Figure(_) | Shows::Month(_)) => sum_of(page, &above, at),
            Some(Shows::Rate) => {
                let text = |col| row.cell(col).map(Shown::text).unwrap_or_default();
                vec![words::rate(&text(1), &text(2))]
            }
            Some(Shows::Result) => vec![words::count_of_results(above.len())],
            Some(Shows::Problem) => vec![words::left_out().to_owned()],
            _ => vec![words::total_label().to_owned()],
        }
    }

    /// A line of the comparison with an earlier period: its cells, and what lies behind them.
    pub(super) fn past(&self, page: &PageTrail, row: &RowTrail, line: Line) -> Vec<String> {
        let heads = page.rows.iter().find(|r| r.of == Some(RowOf::Heading));
        let head = |col: u32| heads.and_then(|h| h.cell(col)).map(Shown::text).unwrap_or_default();
        let shown = |col: u32, shown: &Shown| {
            if is_rate(page, row, At::new(row.row, col)) { words::as_rate(shown) } else { shown.text() }
        };
        let cells = row.cells.iter();
        let mut out: Vec<String> = cells.map(|(col, cell)| words::pair(&head(*col), &shown(*col, cell))).collect();
        out.extend(self.trail.past(line).iter().cloned());
        out
    }

    /// A line of the evidence: its own cells say where a figure stands.
    pub(super) fn evidence(&self, page: &PageTrail, prints: &[u32], at: At) -> Result<Vec<String>, String> {
        let sheet = self.book.sheets.iter().find(|s| s.place.sheet.as_deref() == Some(&page.name));
        let Some(sheet) = sheet.filter(|_| (at.row as usize) < prints.len()) else {
            return Err(words::nothing_there(&page.name, at));
        };
        let shown = |at: At| sheet.cell(at).and_then(|c| Shown::read(&c.value)).map(|s| s.text());
        if at.row == 0 {
            return Ok(vec![words::heading().to_owned()]);
        }
        let value = shown(at).ok_or_else(|| words::nothing_there(&page.name, at))?;
        let edited = self
            .edits
            .list
            .iter()
            .any(|e| matches!(e, Edit::EvidenceRow { sheet, row } if *sheet == page.name && *row == at.row));
        let mut out = vec![words::shows(&page.name, at, &value)];
        if edited {
            out.push(words::evidence_changed().to_owned());
        }
        out.push(words::evidence(&page.name).to_owned());
        let last = sheet.bounds().map_or(0, |b| b.last.col);
        let cells = (0..=last).filter_map(|col| Some((shown(At::new(0, col))?, shown(At::new(at.row, col))?)));
        out.extend(cells.map(|(head, text)| words::pair(&head, &text)));
        Ok(out)
    }
}

/// Each term of a sum with its cell, and those that are no numbers.
fn sum_of(page: &PageTrail, rows: &[&RowTrail], at: At) -> Vec<String> {
    let name_col = page.shows.iter().position(|s| matches!(s, Shows::Object)).or(Some(0));
    let name_col = name_col.and_then(|c| u32::try_from(c).ok()).unwrap_or(0);
    let name_of = |row: &RowTrail| row.cell(name_col).map(Shown::text).unwrap_or_default();
    let (mut terms, mut open, mut sum) = (Vec::new(), Vec::new(), 0i64);
    for row in rows {
        let cell = format!("{}{}", letters(at.col), row.row + 1);
        match row.cell(at.col) {
            Some(Shown::Whole(n)) => {
                sum += n;
                terms.push(words::sum_term(&cell, &name_of(row), &n.to_string()));
            }
            Some(other) => open.push(words::sum_term(&cell, &name_of(row), &other.text())),
            None => {}
        }
    }
    let mut out = vec![words::sum_over(terms.len(), sum)];
    let all = terms.len();
    terms.truncate(MOST_TERMS);
    out.extend(terms);
    if all > MOST_TERMS {
        out.push(words::more_terms(all));
    }
    if !open.is_empty() {
        out.push(words::not_in_sum(open.len()));
        out.extend(open.into_iter().take(MOST_TERMS));
    }
    out
}
