//! Words of what `cells` prints.

use crate::place::Place;

/// Why a formula's cell has no value.
#[must_use]
pub const fn uncalculated() -> &'static str {
    "公式没有保存计算结果"
}

/// Why a cell's content is only shown as it stands in the file.
#[must_use]
pub const fn unbelievable() -> &'static str {
    "文件里的内容不可信（例如同一格写了两次、被合并区域盖住、数值或日期无效、文字编号不存在），所列为文件原文"
}

/// How many formulas of a file have no value, and the first of them.
#[must_use]
pub fn uncalculated_in(count: usize, first: &Place) -> String {
    format!("{count} 个公式没有保存计算结果，第一处在{}", inside(first))
}

/// How many cells of a file cannot be believed, and the first of them.
#[must_use]
pub fn unbelievable_in(count: usize, first: &Place) -> String {
    format!("{count} 个单元格的内容不可信，第一处在{}", inside(first))
}

/// That the book lists a sheet without content.
#[must_use]
pub fn missing(sheet: &Place) -> String {
    format!("工作簿目录里列有{}，文件里却没有它的内容", inside(sheet))
}

fn inside(place: &Place) -> String {
    let sheet = place.sheet.as_deref().unwrap_or_default();
    let area = place.area.map(|area| area.to_string()).unwrap_or_default();
    format!("“{sheet}”{area}")
}
