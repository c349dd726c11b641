//! What a change that means nothing may not change: each drawing again with a row more, a column more, a line for signatures, other
//! blanks and breaks in its words. Its figures stay what they are, or a finding says why they wait.

use super::file::{self, Layout};
use std::path::Path;
use tongbao::place::{Area, At};

/// The cells of one drawn sheet; the mark before a row (`~`, `-~`) stands apart.
pub(super) struct Drawn {
    pub(super) rows: Vec<(String, Vec<String>)>,
}

/// Where cells are after a change.
#[derive(Default)]
pub(super) struct Moved {
    /// The new places of the old rows; what stands behind them moves along with the last.
    rows: Vec<u32>,
    /// The same of columns.
    cols: Vec<u32>,
    /// The last column of a sheet whose rows of several cells run from right to left now, and those rows.
    mirrored: Option<(u32, Vec<u32>)>,
}

/// A change that means nothing.
pub(super) struct Change {
    pub(super) name: &'static str,
    /// Changes one sheet.
    sheet: fn(&mut Drawn) -> Moved,
    /// Sheets that stand before and behind.
    around: (&'static str, &'static str),
}

const NOTHING: fn(&mut Drawn) -> Moved = |_| Moved::default();

/// All changes.
pub(super) const CHANGES: [Change; 19] = [
    Change { name: "columns from right to left", sheet: Drawn::mirror, around: ("", "") },
    Change { name: "a blank row above", sheet: |d| d.insert_row(0, ""), around: ("", "") },
    Change { name: "a blank column before", sheet: |d| d.insert_col(0), around: ("", "") },
    Change { name: "the number of an annex above", sheet: |d| d.insert_row(0, "附件2"), around: ("", "") },
    Change { name: "a blank row in the middle", sheet: |d| d.insert_row(d.rows.len() / 2, ""), around: ("", "") },
    Change { name: "a blank row before the last", sheet: |d| d.insert_row(d.rows.len() - 1, ""), around: ("", "") },
    Change { name: "a blank column in the middle", sheet: |d| d.insert_col(d.width() / 2), around: ("", "") },
    Change { name: "the first column over two", sheet: |d| d.widen(&[0]), around: ("", "") },
    Change { name: "each column over two", sheet: |d| d.widen(&(0..d.width()).collect::<Vec<_>>()), around: ("", "") },
    Change { name: "each row over two", sheet: Drawn::heighten, around: ("", "") },
    Change { name: "no blank rows", sheet: Drawn::close_up, around: ("", "") },
    Change {
        name: "a remark below", sheet: |d| d.below("注：本表由各单位如实填报，一式两份。"), around: ("", "")
    },
    Change {
        name: "signatures below",
        sheet: |d| d.below("单位负责人：李明 | 填表人：王芳 | 联系电话：0000-0000000 | 填表日期："),
        around: ("", ""),
    },
    Change {
        name: "a sheet of instructions before",
        sheet: NOTHING,
        around: ("== 填表说明\n一、本表按季度填报。\n二、数字用阿拉伯数字填写。\n", ""),
    },
    Change { name: "empty sheets behind", sheet: NOTHING, around: ("", "== Sheet8\n== Sheet9\n") },
    Change {
        name: "numbers as texts",
        sheet: |d| d.each(&|cell| if is_number(cell) { format!("'{cell}") } else { cell.to_owned() }),
        around: ("", ""),
    },
    Change {
        name: "full-width digits",
        sheet: |d| d.each(&|cell| if is_number(cell) { format!("'{}", wide(cell)) } else { cell.to_owned() }),
        around: ("", ""),
    },
    Change {
        name: "blanks inside words",
        sheet: |d| d.each(&|cell| if is_word(cell, 2..=2) { spread(cell) } else { cell.to_owned() }),
        around: ("", ""),
    },
    Change {
        name: "breaks inside words",
        sheet: |d| d.each(&|cell| if is_word(cell, 4..=8) { broken(cell) } else { cell.to_owned() }),
        around: ("", ""),
    },
];

/// What is known to be lost, and why; only these changes of these layouts may be.
const KNOWN: [(&str, &str, &str); 7] = [
    (
        "columns from right to left",
        "158",
        "labels behind their values: nobody draws that, and nothing tells which is which",
    ),
    (
        "columns from right to left",
        "786",
        "only the first heading tells that the table is about windows; its figures are asked about as messages then",
    ),
    (
        "a blank row before the last",
        "183",
        "the row cuts a merged unit, and what is merged across beside it is not said",
    ),
    ("a blank column in the middle", "254", "months as captions are not seen where the column beside them is blank"),
    ("a blank column in the middle", "263", "a stale sum of all units is not checked; no figure is touched"),
    ("a blank column in the middle", "267", "a group that is not merged ends at the blank column"),
    (
        "a blank column in the middle",
        "465",
        "the group over the sum is cut in two: its channels are not held against it",
    ),
];

/// Whether `change` is known to lose something of the layout called `name`.
pub(super) fn is_known(change: &Change, name: &str) -> bool {
    KNOWN.iter().any(|(known, number, why)| *known == change.name && name.starts_with(number) && !why.is_empty())
}

impl Drawn {
    fn width(&self) -> usize {
        self.rows.iter().map(|(_, row)| row.len()).max().unwrap_or(0)
    }

    /// A row before the row `at`; what is merged across it goes on.
    fn insert_row(&mut self, at: usize, text: &str) -> Moved {
        if self.rows.is_empty() {
            return Moved::default();
        }
        let below = &self.rows[at].1;
        let mut row: Vec<String> =
            below.iter().map(|c| if c == "^" { "^".to_owned() } else { String::new() }).collect();
        if row.iter().all(String::is_empty) {
            row = vec![text.to_owned()];
        }
        self.rows.insert(at, (String::new(), row));
        Moved { rows: shifted(at), ..Moved::default() }
    }

    /// A column before the column `at`; what is merged across it goes on.
    fn insert_col(&mut self, at: usize) -> Moved {
        for (_, row) in &mut self.rows {
            if row.len() > at {
                // A merge that goes down as well is drawn by its left column alone.
                let cell = if row[at] == "<" { "<".to_owned() } else { String::new() };
                row.insert(at, cell);
            }
        }
        Moved { cols: shifted(at), ..Moved::default() }
    }

    /// Each of `columns` merged over two, as forms are drawn whose parts have different widths.
    fn widen(&mut self, columns: &[usize]) -> Moved {
        let width = self.width();
        for (_, row) in &mut self.rows {
            let cells = std::mem::take(row);
            for (col, cell) in cells.into_iter().enumerate() {
                // A merge that goes down as well is drawn by its left column alone, one that goes on at the right by itself.
                let beside = if cell == "^" { "" } else { "<" };
                row.push(cell);
                if columns.contains(&col) {
                    row.push(beside.to_owned());
                }
            }
        }
        let place = |col: usize| u32::try_from(col + columns.iter().filter(|c| **c < col).count()).unwrap();
        Moved { cols: (0..=width).map(place).collect(), ..Moved::default() }
    }

    /// Each row merged over two.
    fn heighten(&mut self) -> Moved {
        let count = self.rows.len();
        for (mark, row) in std::mem::take(&mut self.rows) {
            // A merge that goes to the right as well is drawn by its left column alone.
            let below =
                row.iter().map(|cell| if matches!(cell.as_str(), "" | "<") { String::new() } else { "^".to_owned() });
            let below = below.collect();
            self.rows.push((mark.clone(), row));
            self.rows.push((mark, below));
        }
        Moved { rows: (0..=count).map(|row| u32::try_from(2 * row).unwrap()).collect(), ..Moved::default() }
    }

    /// The sheet without its blank rows.
    fn close_up(&mut self) -> Moved {
        let blank = |row: &(String, Vec<String>)| row.1.iter().all(|cell| matches!(cell.as_str(), "" | "<" | "^"));
        let mut at = 0;
        let mut place = |row: &(String, Vec<String>)| {
            let here = at;
            at += u32::from(!blank(row));
            here
        };
        let rows = self.rows.iter().map(&mut place).chain([u32::try_from(self.rows.len()).unwrap()]).collect();
        self.rows.retain(|row| !blank(row));
        Moved { rows, ..Moved::default() }
    }

    /// The columns from right to left, where nothing is merged or left blank: what stands alone in its row stays.
    fn mirror(&mut self) -> Moved {
        let width = self.width();
        let filled = |row: &Vec<String>| row.iter().filter(|c| !matches!(c.as_str(), "" | "<" | "^")).count();
        if width < 2 || self.rows.iter().any(|(_, row)| filled(row) > 1 && filled(row) < width) {
            return Moved::default();
        }
        let last = self.width() - 1;
        let mut mirrored = Vec::new();
        for (n, (_, row)) in self.rows.iter_mut().enumerate() {
            if row.iter().filter(|c| !c.is_empty()).count() > 1 {
                row.resize(last + 1, String::new());
                row.reverse();
                mirrored.push(u32::try_from(n).unwrap());
            }
        }
        Moved { mirrored: Some((u32::try_from(last).unwrap(), mirrored)), ..Moved::default() }
    }

    fn below(&mut self, text: &str) -> Moved {
        if !self.rows.is_empty() {
            self.rows.push((String::new(), text.split('|').map(|c| c.trim().to_owned()).collect()));
        }
        Moved::default()
    }

    fn each(&mut self, change: &dyn Fn(&str) -> String) -> Moved {
        for cell in self.rows.iter_mut().flat_map(|(_, row)| row) {
            *cell = change(cell);
        }
        Moved::default()
    }
}

impl Moved {
    fn of(&self, at: At) -> At {
        let place = |n: u32, places: &[u32]| match places.get(usize::try_from(n).unwrap()).or(places.last()) {
            Some(place) => place + n.saturating_sub(u32::try_from(places.len()).unwrap() - 1),
            None => n,
        };
        let col = match &self.mirrored {
            Some((last, rows)) if rows.contains(&at.row) => last - at.col,
            _ => place(at.col, &self.cols),
        };
        At::new(place(at.row, &self.rows), col)
    }
}

/// The new places where something was put in before `at`.
fn shifted(at: usize) -> Vec<u32> {
    (0..=at).map(|n| u32::try_from(if n < at { n } else { n + 1 }).unwrap()).collect()
}

/// The layout at `path` after a change of all its workbooks but the roster.
pub(super) fn changed(path: &Path, change: &Change) -> Layout {
    let text = std::fs::read_to_string(path).unwrap().replace("\r\n", "\n");
    changed_text(path.file_stem().unwrap().to_str().unwrap(), &text, change)
}

/// The same of a layout of that name from its text.
pub(super) fn changed_text(layout: &str, text: &str, change: &Change) -> Layout {
    let (drawing, _) = text.split_once("\n----\n").unwrap();
    let files = &drawing[drawing.find(">> ").unwrap()..];
    let mut moves: Vec<((String, String), Moved)> = Vec::new();
    let mut out = String::new();
    for part in files.split(">> ").skip(1) {
        let (name, sheets) = part.split_once('\n').unwrap_or((part, ""));
        let name = name.trim();
        if !name.ends_with(".xlsx") || name.ends_with("名录.xlsx") {
            out += &format!(">> {part}");
            continue;
        }
        let (trouble, sheets) = sheets.split_at(sheets.find("== ").unwrap_or(sheets.len()));
        out += &format!(">> {name}\n{trouble}{}", change.around.0);
        for sheet in sheets.split("== ").skip(1) {
            let (title, rows) = sheet.split_once('\n').unwrap_or((sheet, ""));
            let mut drawn = parsed(rows);
            let moved = (change.sheet)(&mut drawn);
            moves.push(((name.to_owned(), title.trim().trim_end_matches("!hidden").trim().to_owned()), moved));
            out += &format!("== {title}\n{}", shown(&drawn));
        }
        out += change.around.1;
    }
    let mut layout = file::parsed(layout, text);
    layout.files = file::handed_in(&out);
    let figures = layout.figures.iter_mut().filter_map(|f| f.spot.as_mut());
    for spot in figures.chain(layout.said.iter_mut().filter_map(|(_, spot)| spot.as_mut())) {
        let here = |((file, sheet), _): &&((String, String), Moved)| {
            *file == spot.file && spot.sheet.as_ref().is_none_or(|s| s == sheet)
        };
        if let (Some((_, moved)), Some(area)) = (moves.iter().find(here), spot.area.as_mut()) {
            *area = Area::between(moved.of(area.first), moved.of(area.last));
        }
    }
    layout.rows.clear();
    layout
}

fn parsed(rows: &str) -> Drawn {
    let mut lines: Vec<&str> = rows.lines().filter(|l| !l.starts_with('#')).collect();
    while lines.last().is_some_and(|l| l.trim().is_empty()) {
        lines.pop();
    }
    let row = |line: &str| {
        let cells = line.strip_prefix("-~").unwrap_or_else(|| line.trim_start_matches('~'));
        let mark = line[..line.len() - cells.len()].to_owned();
        (mark, cells.split('|').map(|c| c.trim_matches([' ', '\t', '\r']).to_owned()).collect())
    };
    Drawn { rows: lines.into_iter().map(row).collect() }
}

fn shown(drawn: &Drawn) -> String {
    drawn.rows.iter().map(|(mark, row)| format!("{mark}{}\n", row.join(" | "))).collect()
}

fn is_number(cell: &str) -> bool {
    !cell.is_empty() && cell.chars().all(|c| c.is_ascii_digit())
}

/// A cell of Chinese characters alone.
fn is_word(cell: &str, length: std::ops::RangeInclusive<usize>) -> bool {
    length.contains(&cell.chars().count()) && cell.chars().all(|c| ('\u{4e00}'..='\u{9fa5}').contains(&c))
}

fn wide(cell: &str) -> String {
    cell.chars().map(|c| char::from_u32(c as u32 - '0' as u32 + '０' as u32).unwrap()).collect()
}

fn spread(cell: &str) -> String {
    cell.chars().map(String::from).collect::<Vec<_>>().join("　")
}

fn broken(cell: &str) -> String {
    let middle = cell.char_indices().nth(cell.chars().count() / 2).unwrap().0;
    format!("{}\\n{}", &cell[..middle], &cell[middle..])
}
