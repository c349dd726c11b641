//! "A copy without our working papers." Pages without evidence, notes and names of source files.
//!
//! In: finished pages and the files of the batch. Out: the pages to pass on (`--clean`). Figures and marks stay as they are.

use super::{Content, Page};
use crate::outcome::Input;
use crate::place::Area;
use crate::wording::annexes;

/// Drops evidence sheets, notes, columns that name files, and file names inside sentences.
#[must_use]
pub fn clean(pages: &[Page], inputs: &[Input]) -> Vec<Page> {
    let names = file_names(inputs);
    let mut out: Vec<Page> = pages.iter().filter(|p| !p.evidence).cloned().collect();
    for page in &mut out {
        for col in std::mem::take(&mut page.source_columns).into_iter().rev() {
            drop_column(page, col);
        }
        for cell in page.rows.iter_mut().flat_map(|r| &mut r.cells).map(|(_, c)| c) {
            cell.note = None;
            if let Content::Text(text) = &mut cell.content {
                for name in &names {
                    if text.contains(name.as_str()) {
                        *text = text.replace(name.as_str(), annexes::SOURCE_FILE);
                    }
                }
            }
        }
    }
    out
}

/// Paths and bare names of the files, longest first so that a path goes before its own end.
fn file_names(inputs: &[Input]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for input in inputs {
        out.push(input.file.to_string());
        out.extend(input.file.rsplit('/').next().map(ToOwned::to_owned));
    }
    out.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
    out.dedup();
    out
}

/// Takes a letter column out; cells to its right move left, and the others widen to fill its room.
fn drop_column(page: &mut Page, col: u16) {
    if usize::from(col) >= page.widths.len() {
        return;
    }
    let before: f64 = page.widths.iter().sum();
    page.widths.remove(usize::from(col));
    let after: f64 = page.widths.iter().sum();
    for width in &mut page.widths {
        *width *= before / after;
    }
    for row in &mut page.rows {
        row.cells.retain(|(at, cell)| *at != col || cell.span.0 > 1);
        for (at, cell) in &mut row.cells {
            if *at > col {
                *at -= 1;
            } else if *at + cell.span.0 > col {
                cell.span.0 -= 1;
            }
        }
    }
    let narrower = |area: Area| Area { last: crate::place::At::new(area.last.row, area.last.col - 1), ..area };
    page.filter = page.filter.map(narrower);
    page.print_area = page.print_area.map(narrower);
}
