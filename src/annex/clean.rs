//! "A copy without our working papers." Pages without evidence, notes and names of source files.
//!
//! In: finished pages and the files of the batch. Out: the pages to pass on (`--clean`). Figures and marks stay as they are.

use super::{Content, Flow, Page, PageRow};
use crate::outcome::Input;
use crate::place::Area;
use crate::wording::annexes;
use std::collections::HashSet;
use std::rc::Rc;

/// Drops evidence sheets, notes, columns that name files, and file names inside sentences.
pub fn clean<'a>(pages: impl Iterator<Item = Flow<'a>> + 'a, inputs: &'a [Input]) -> impl Iterator<Item = Flow<'a>> {
    let names = Rc::new(Names::of(inputs));
    pages.filter(|flow| !flow.page.evidence).map(move |Flow { mut page, below }| {
        let mut columns = std::mem::take(&mut page.source_columns);
        columns.sort_unstable_by(|a, b| b.cmp(a));
        columns.iter().for_each(|col| drop_column(&mut page, *col));
        let clean = {
            let names = Rc::clone(&names);
            move |row: &mut PageRow| {
                columns.iter().for_each(|col| drop_cell(row, *col));
                names.leave(row);
            }
        };
        page.rows.iter_mut().for_each(&clean);
        let below = below.map(move |mut row| {
            clean(&mut row);
            row
        });
        Flow { page, below: Box::new(below) }
    })
}

/// Paths and bare names of the files.
struct Names<'a> {
    all: HashSet<&'a str>,
    /// How they end: a text without any of these names no file, and thousands of files end in the same few ways.
    ends: HashSet<&'a str>,
}

impl<'a> Names<'a> {
    fn of(inputs: &'a [Input]) -> Self {
        let bare = |file: &'a str| file.rsplit('/').next().unwrap_or(file);
        let all: HashSet<&str> =
            inputs.iter().flat_map(|i| [&*i.file, bare(&i.file)]).filter(|n| !n.is_empty()).collect();
        let ends = all.iter().map(|name| name.rfind('.').map_or(*name, |dot| &name[dot..])).collect();
        Self { all, ends }
    }

    /// Takes notes and names of files out of a row.
    fn leave(&self, row: &mut PageRow) {
        for (_, cell) in &mut row.cells {
            cell.note = None;
            if let Content::Text(text) = &mut cell.content
                && let Some(without) = self.taken_out(text)
            {
                *text = without;
            }
        }
    }

    /// The text with every name replaced, the longest at each place; `None` when it names no file.
    fn taken_out(&self, text: &str) -> Option<String> {
        let mut ends: Vec<usize> =
            self.ends.iter().flat_map(|end| text.match_indices(end).map(|(at, found)| at + found.len())).collect();
        ends.sort_unstable_by(|a, b| b.cmp(a));
        let (mut out, mut kept, mut found) = (String::new(), 0, false);
        for (start, _) in text.char_indices() {
            let inside = ends.iter().filter(|end| **end > start);
            let name = inside.copied().find(|end| start >= kept && self.all.contains(&text[start..*end]));
            if let Some(end) = name {
                out.push_str(&text[kept..start]);
                out.push_str(annexes::SOURCE_FILE);
                (kept, found) = (end, true);
            }
        }
        out.push_str(&text[kept..]);
        found.then_some(out)
    }
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
    let narrower = |area: Area| Area { last: crate::place::At::new(area.last.row, area.last.col - 1), ..area };
    page.filter = page.filter.map(narrower);
    page.print_area = page.print_area.map(narrower);
}

/// The same on one of its rows.
fn drop_cell(row: &mut PageRow, col: u16) {
    row.cells.retain(|(at, cell)| *at != col || cell.span.0 > 1);
    for (at, cell) in &mut row.cells {
        if *at > col {
            *at -= 1;
        } else if *at + cell.span.0 > col {
            cell.span.0 -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_are_taken_out_longest_first() {
        let names = Names { all: ["甲/表.xlsx", "表.xlsx", "乙.xls"].into(), ends: [".xlsx", ".xls"].into() };
        let out = |text| names.taken_out(text);
        let file = annexes::SOURCE_FILE;
        assert_eq!(out("见甲/表.xlsx和乙.xls。"), Some(format!("见{file}和{file}。")));
        assert_eq!(out("表.xlsx表.xlsx"), Some(format!("{file}{file}")));
        assert_eq!(out("丙.xlsx"), None);
        assert_eq!(out("没有"), None);
    }
}
