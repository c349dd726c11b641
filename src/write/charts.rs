//! "Show it as bars." Charts of the overview.
//!
//! In: what a page wants drawn. Out: native charts that follow their cells. Grey bars with numbers: they print in black and white.

use super::{column, looks};
use crate::annex::{Content, Page};
use crate::place::Area;
use rust_xlsxwriter::{
    Chart, ChartDataLabel, ChartFont, ChartFormat, ChartLine, ChartSolidFill, ChartType, Worksheet, XlsxError,
};

/// Size of text in charts: printed at 90% it is still above 10.5 points.
const TEXT: f64 = 12.0;

/// Puts the charts of `page` on its sheet.
pub(super) fn insert(sheet: &mut Worksheet, page: &Page) -> Result<(), XlsxError> {
    for spec in &page.charts {
        let (width, height) = size(page, spec.area);
        let mut chart = Chart::new(ChartType::Bar);
        let font = font();
        let mut name_font = ChartFont::new();
        name_font.set_name(looks::HEAD_FONT).set_size(TEXT).unset_bold();
        chart.title().set_name(spec.title.as_str()).set_font(&name_font);
        chart.legend().set_hidden();
        // Bars grow upwards from the first name; reversed, the first one stands on top.
        chart.y_axis().set_reverse().set_font(&font).set_major_gridlines(false).set_label_interval(1);
        chart.x_axis().set_hidden(true).set_major_gridlines(false).set_min(0).set_max(room(page, spec.values));
        chart
            .add_series()
            .set_categories(range(&page.name, spec.categories))
            .set_values(range(&page.name, spec.values))
            .set_gap(gap(spec.values))
            .set_format(ChartFormat::new().set_solid_fill(ChartSolidFill::new().set_color("595959")))
            .set_data_label(ChartDataLabel::new().show_value().set_font(&font));
        chart
            .chart_area()
            .set_format(ChartFormat::new().set_border(ChartLine::new().set_color("7F7F7F").set_width(0.5)));
        chart.set_width(width).set_height(height);
        let (row, col) = (spec.area.first.row, column(spec.area.first.col));
        sheet.insert_chart_with_offset(row, col, &chart, 2, 1)?;
    }
    Ok(())
}

/// End of the value axis: a sixth more than the longest bar, so that its number has room.
fn room(page: &Page, area: Area) -> f64 {
    let rows = page.rows.iter().skip(area.first.row as usize).take((area.last.row - area.first.row) as usize + 1);
    let cells = rows.flat_map(|r| &r.cells).filter(|(col, _)| u32::from(*col) == area.first.col);
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    let longest = cells.filter_map(|(_, c)| if let Content::Count(n) = c.content { Some(n as f64) } else { None });
    (longest.fold(1.0, f64::max) * 7.0 / 6.0).ceil()
}

/// Gap between bars in percent of a bar: few bars stay slim.
const fn gap(area: Area) -> u16 {
    match area.last.row - area.first.row {
        0 => 500,
        1..=3 => 250,
        4..=6 => 100,
        _ => 45,
    }
}

fn font() -> ChartFont {
    let mut font = ChartFont::new();
    font.set_name(looks::PLAIN_FONT).set_size(TEXT);
    font
}

/// Pixels that the covered cells have, less a rim.
fn size(page: &Page, area: Area) -> (u32, u32) {
    let columns = area.first.col as usize..=(area.last.col as usize).min(page.widths.len().max(1) - 1);
    let width: u32 = page.widths[columns].iter().map(|w| super::pixels(*w)).sum();
    let rows = area.first.row as usize..=(area.last.row as usize).min(page.rows.len().max(1) - 1);
    let height: u32 = page.rows[rows].iter().map(|r| super::pixels(r.height.unwrap_or(15.0))).sum();
    (width.saturating_sub(4), height.saturating_sub(2))
}

fn range(sheet: &str, area: Area) -> (&str, u32, u16, u32, u16) {
    (sheet, area.first.row, column(area.first.col), area.last.row, column(area.last.col))
}
