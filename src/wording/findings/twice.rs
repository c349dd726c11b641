//! What to do where one sheet tells a figure twice: which cells were compared, and why the program took them for the same.

use crate::field::Field;
use crate::finding::Finding;
use crate::place::{At, Place, letters};
use crate::wording::labels;

/// Cells that are told; the rest are counted.
const MOST: usize = 6;

/// Cells of the finding that stand on one sheet, in order; none where it names cells of several sheets or files.
fn cells(finding: &Finding) -> Option<Vec<At>> {
    let place = &finding.place;
    let beside = |p: &&Place| p.file == place.file && p.area.is_some();
    let all: Vec<&Place> = std::iter::once(place).chain(finding.related.iter().filter(beside)).collect();
    let one_sheet = all.iter().all(|p| p.sheet == place.sheet && p.area.is_some());
    let mut cells: Vec<At> = all.iter().filter_map(|p| Some(p.area?.first)).collect();
    cells.dedup();
    (one_sheet && cells.len() > 1).then_some(cells)
}

/// Whether the different figures stand on one sheet.
pub(super) fn in_one_table(finding: &Finding) -> bool {
    cells(finding).is_some()
}

/// What to do: of several columns say which one counts, of several rows make one of them or tell them apart.
pub(super) fn remedy(field: Field, finding: &Finding) -> String {
    let cells = cells(finding).unwrap_or_default();
    let field = labels::field(field);
    let shown: Vec<String> = cells.iter().take(MOST).map(|at| format!("{}{}", letters(at.col), at.row + 1)).collect();
    let shown = shown.join("、") + if cells.len() > MOST { "等" } else { "" };
    let alike = |of: fn(&At) -> u32| cells.windows(2).all(|pair| of(&pair[0]) == of(&pair[1]));
    if alike(|at| at.row) {
        format!(
            "比较的是同一行的几列（{shown}），都看成了“{field}”：请在名录“表头别名”里写明哪一列是“{field}”、其余各列是什么。"
        )
    } else if alike(|at| at.col) {
        format!(
            "比较的是同一列的几行（{shown}），都看成了同一个对象的“{field}”：请改成一个对象一行，或把各行的名称写得能分开。"
        )
    } else {
        format!(
            "比较的是同一张表里的几格（{shown}），都看成了同一个对象的“{field}”：请在表里分清各行的名称，或在名录“表头别名”里写明各列的含义。"
        )
    }
}
