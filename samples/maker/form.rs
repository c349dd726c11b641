//! A sheet as an official fills it in: from the top down, titles merged, cells in a unit's own hand.
//!
//! In: texts and figures in reading order. Out: a worksheet with the fonts, borders and merges of the hand. It knows
//! nothing about units or about the bulletin.

use rust_xlsxwriter::{Color, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Worksheet, XlsxError};

/// How a unit's workbooks look.
#[derive(Clone, Copy)]
pub(crate) struct Hand {
    title_font: &'static str,
    title_size: f64,
    font: &'static str,
    size: f64,
    /// Colour behind the headings, or none.
    shade: Option<u32>,
    bordered: bool,
}

/// Fonts of official documents.
pub(crate) const OFFICIAL: Hand = Hand {
    title_font: "方正小标宋简体",
    title_size: 20.0,
    font: "仿宋_GB2312",
    size: 12.0,
    shade: None,
    bordered: true,
};
/// What Excel gives when one only adds borders.
pub(crate) const PLAIN: Hand =
    Hand { title_font: "宋体", title_size: 16.0, font: "宋体", size: 11.0, shade: None, bordered: true };
/// Coloured headings.
pub(crate) const SHADED: Hand = Hand {
    title_font: "黑体",
    title_size: 18.0,
    font: "微软雅黑",
    size: 10.5,
    shade: Some(0x00DD_EBF7),
    bordered: true,
};
/// Nothing set at all.
pub(crate) const BARE: Hand =
    Hand { title_font: "等线", title_size: 11.0, font: "等线", size: 11.0, shade: None, bordered: false };

/// What stands in a cell of a row.
#[derive(Clone)]
pub(crate) enum Cell {
    /// Text.
    Text(String),
    /// A number.
    Count(u32),
    /// A formula with the result that Excel keeps beside it.
    Sum(String, u32),
    /// A share shown as percent.
    Rate(f64),
    /// A date: year, month, day.
    Date(u16, u8, u8),
    /// Nothing; the border is drawn.
    Blank,
}

/// A text cell.
pub(crate) fn t(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

/// A number cell.
pub(crate) fn n(count: u32) -> Cell {
    Cell::Count(count)
}

/// A sheet under the pen. Rows and columns count from 0, as in the library that writes them.
pub(crate) struct Form {
    sheet: Worksheet,
    hand: Hand,
    row: u32,
    left: u16,
    width: u16,
}

impl Form {
    /// An empty sheet with columns of these widths (in characters).
    pub(crate) fn new(name: &str, hand: Hand, widths: &[f64]) -> Result<Self, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(name)?;
        let mut width = 0;
        for size in widths {
            sheet.set_column_width(width, *size)?;
            width += 1;
        }
        sheet.set_paper_size(9);
        if hand.bordered {
            sheet.set_print_fit_to_pages(1, 0);
        }
        Ok(Self { sheet, hand, row: 0, left: 0, width })
    }

    /// Goes to another place of the sheet: `width` cells from column `left` on, starting in `row`.
    pub(crate) fn go_to(&mut self, row: u32, left: u16, width: u16) {
        (self.row, self.left, self.width) = (row, left, width);
    }

    /// The row that comes next.
    pub(crate) fn here(&self) -> u32 {
        self.row
    }

    /// Leaves rows empty.
    pub(crate) fn skip(&mut self, rows: u32) {
        self.row += rows;
    }

    /// A title over the whole width.
    pub(crate) fn title(&mut self, text: &str) -> Result<(), XlsxError> {
        let format = Format::new()
            .set_font_name(self.hand.title_font)
            .set_font_size(self.hand.title_size)
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter);
        self.sheet.set_row_height(self.row, self.hand.title_size * 2.0)?;
        self.across(text, &format)
    }

    /// A line of text over the whole width, at the left.
    pub(crate) fn line(&mut self, text: &str) -> Result<(), XlsxError> {
        let format = self.text().set_align(FormatAlign::Left);
        self.across(text, &format)
    }

    /// A line with one text at the left and one that begins in the cell `at` places further.
    pub(crate) fn line_and(&mut self, text: &str, at: u16, other: &str) -> Result<(), XlsxError> {
        let format = self.text();
        self.sheet.write_with_format(self.row, self.left, text, &format)?;
        self.sheet.write_with_format(self.row, self.left + at, other, &format)?;
        self.row += 1;
        Ok(())
    }

    /// The heading row of a table.
    pub(crate) fn headings(&mut self, words: &[&str]) -> Result<(), XlsxError> {
        let format = self.heading();
        for (column, word) in (self.left..).zip(words) {
            self.sheet.write_with_format(self.row, column, *word, &format)?;
        }
        let lines = if words.iter().any(|word| word.contains('\n')) { 3.2 } else { 2.4 };
        self.sheet.set_row_height(self.row, self.hand.size * lines)?;
        self.row += 1;
        Ok(())
    }

    /// Headings in two rows: a word without parts is merged downwards, one with parts across them.
    pub(crate) fn headings_in_two_rows(&mut self, groups: &[(&str, &[&str])]) -> Result<(), XlsxError> {
        let format = self.heading();
        let (top, mut column) = (self.row, self.left);
        for (word, parts) in groups {
            let mut last = column;
            if parts.is_empty() {
                self.sheet.merge_range(top, column, top + 1, column, word, &format)?;
            } else {
                for (place, part) in (column..).zip(*parts) {
                    self.sheet.write_with_format(top + 1, place, *part, &format)?;
                    last = place;
                }
                self.sheet.merge_range(top, column, top, last, word, &format)?;
            }
            column = last + 1;
        }
        self.row += 2;
        Ok(())
    }

    /// A row of the table.
    pub(crate) fn row(&mut self, cells: &[Cell]) -> Result<(), XlsxError> {
        for (column, cell) in (self.left..).zip(cells) {
            self.write(self.row, column, cell)?;
        }
        self.sheet.set_row_height(self.row, self.hand.size * 1.9)?;
        self.row += 1;
        Ok(())
    }

    /// Merges cells of the rows just written, with the text they show: `rows` of them upwards from here.
    pub(crate) fn merge_up(&mut self, rows: u32, column: u16, text: &str) -> Result<(), XlsxError> {
        let format = self.body().set_align(FormatAlign::Center);
        let (first, last) = (self.row - rows, self.row - 1);
        self.sheet.merge_range(first, self.left + column, last, self.left + column, text, &format)?;
        Ok(())
    }

    /// Begins a new printed page before the next row.
    pub(crate) fn break_page(&mut self) -> Result<(), XlsxError> {
        self.sheet.set_page_breaks(&[self.row])?;
        Ok(())
    }

    /// The sheet itself, for what only one layout needs.
    pub(crate) fn sheet(&mut self) -> &mut Worksheet {
        &mut self.sheet
    }

    /// The finished sheet.
    pub(crate) fn finish(self) -> Worksheet {
        self.sheet
    }

    fn across(&mut self, text: &str, format: &Format) -> Result<(), XlsxError> {
        let (row, left, right) = (self.row, self.left, self.left + self.width - 1);
        if left == right {
            self.sheet.write_with_format(row, left, text, format)?;
        } else {
            self.sheet.merge_range(row, left, row, right, text, format)?;
        }
        self.row += 1;
        Ok(())
    }

    fn write(&mut self, row: u32, column: u16, cell: &Cell) -> Result<(), XlsxError> {
        let words = self.body();
        let figures = self.body().set_align(FormatAlign::Center);
        match cell {
            Cell::Text(text) => self.sheet.write_with_format(row, column, text.as_str(), &words)?,
            Cell::Count(count) => self.sheet.write_with_format(row, column, *count, &figures)?,
            Cell::Sum(formula, result) => {
                let formula = Formula::new(formula).set_result(result.to_string());
                self.sheet.write_with_format(row, column, formula, &figures)?
            }
            Cell::Rate(share) => {
                let percent = figures.set_num_format("0%");
                self.sheet.write_with_format(row, column, *share, &percent)?
            }
            Cell::Date(year, month, day) => {
                let date = ExcelDateTime::from_ymd(*year, *month, *day)?;
                self.sheet.write_with_format(row, column, date, &figures.set_num_format("yyyy/m/d"))?
            }
            Cell::Blank => self.sheet.write_blank(row, column, &words)?,
        };
        Ok(())
    }

    fn text(&self) -> Format {
        Format::new().set_font_name(self.hand.font).set_font_size(self.hand.size).set_align(FormatAlign::VerticalCenter)
    }

    fn body(&self) -> Format {
        let format = self.text().set_text_wrap();
        if self.hand.bordered { format.set_border(FormatBorder::Thin) } else { format }
    }

    fn heading(&self) -> Format {
        let format = self.body().set_align(FormatAlign::Center);
        match self.hand.shade {
            Some(color) => format.set_bold().set_background_color(Color::RGB(color)),
            None if self.hand.bordered => format.set_font_name("黑体"),
            None => format,
        }
    }
}
