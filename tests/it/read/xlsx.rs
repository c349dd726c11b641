//! Values are what was written.

use super::{read, refusal, text, unbelievable, value, workbook};
use jiff::civil::date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Formula, Workbook};
use tongbao::finding::Kind;
use tongbao::place::{Area, At};
use tongbao::read::Value;

#[test]
fn every_kind_of_value_is_read_with_its_absolute_address() {
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let bytes = workbook(|sheet| {
        sheet.write(2, 1, "区教体局").unwrap();
        sheet.write(2, 2, 12).unwrap();
        sheet.write(2, 3, 0.5).unwrap();
        sheet.write(3, 1, "１２条 ").unwrap();
        sheet.write(3, 2, true).unwrap();
        sheet.write_with_format(3, 3, ExcelDateTime::from_ymd(2023, 4, 18).unwrap(), &day).unwrap();
        sheet.write_formula(4, 1, Formula::new("=1+2").set_result("3")).unwrap();
        sheet.write_formula(4, 2, Formula::new("=A1&B1").set_result("甲乙")).unwrap();
        sheet.write_formula(4, 3, Formula::new("=#REF!").set_result("#REF!")).unwrap();
        sheet.write_blank(5, 5, &day).unwrap();
    });
    let book = read(&bytes).unwrap();
    assert_eq!(book.sheets[0].cells().count(), 9);
    assert_eq!(value(&book, "B3"), text("区教体局"));
    assert_eq!(value(&book, "C3"), Some(Value::Number(12.0)));
    assert_eq!(value(&book, "D3"), Some(Value::Number(0.5)));
    assert_eq!(value(&book, "B4"), text("１２条 "));
    assert_eq!(value(&book, "C4"), Some(Value::Bool(true)));
    assert_eq!(value(&book, "D4"), Some(Value::Date(date(2023, 4, 18).at(0, 0, 0, 0))));
    assert_eq!(value(&book, "B5"), Some(Value::Number(3.0)));
    assert_eq!(value(&book, "C5"), text("甲乙"));
    assert_eq!(value(&book, "D5"), Some(Value::Error("#REF!".to_owned())));
    for (cell, formula) in [("B3", false), ("C3", false), ("B5", true), ("C5", true), ("D5", true)] {
        assert_eq!(book.sheets[0].cell(At::parse(cell).unwrap()).unwrap().formula, formula, "{cell}");
    }
    assert_eq!(book.sheets[0].place.to_string(), "某局/表.xlsx › 表");
}

#[test]
fn merged_hidden_and_filtered_parts_are_told() {
    let plain = Format::new();
    let bytes = workbook(|sheet| {
        sheet.merge_range(0, 0, 0, 5, "统计表", &plain).unwrap();
        sheet.write(1, 0, "单位").unwrap();
        sheet.write(2, 0, "甲").unwrap();
        sheet.write(3, 0, "乙").unwrap();
        sheet.write(3, 5, 1).unwrap();
        sheet.set_column_hidden(3).unwrap();
        sheet.autofilter(1, 0, 3, 5).unwrap();
        sheet.filter_column(0, &rust_xlsxwriter::FilterCondition::new().add_list_filter("甲")).unwrap();
        sheet.set_row_hidden(3).unwrap();
    });
    let book = read(&bytes).unwrap();
    let sheet = &book.sheets[0];
    assert_eq!(sheet.merges, [Area::between(At::parse("A1").unwrap(), At::parse("F1").unwrap())]);
    assert_eq!((sheet.hidden_rows.as_slice(), sheet.hidden_columns.as_slice()), (&[3][..], &[3][..]));
    assert!(sheet.filtered && !sheet.hidden);
    assert_eq!(value(&book, "A4"), text("乙"));
}

#[test]
fn hidden_sheets_are_read_and_charts_are_passed_over() {
    let mut made = Workbook::new();
    made.add_worksheet().set_name("1月").unwrap().write(0, 0, "甲").unwrap();
    let hidden = made.add_worksheet().set_name("2 月").unwrap();
    hidden.write(0, 0, "乙").unwrap();
    hidden.set_hidden(true);
    let mut chart = rust_xlsxwriter::Chart::new(rust_xlsxwriter::ChartType::Column);
    chart.add_series().set_values("'1月'!$A$1:$A$1");
    made.add_chartsheet().insert_chart(0, 0, &chart).unwrap();
    let book = read(&made.save_to_buffer().unwrap()).unwrap();
    let told: Vec<(&str, bool)> = book.sheets.iter().map(|s| (&**s.place.sheet.as_ref().unwrap(), s.hidden)).collect();
    assert_eq!(told, [("1月", false), ("2 月", true)]);
}

#[test]
fn the_moment_of_saving_is_the_one_inside_the_book() {
    let mut made = Workbook::new();
    made.add_worksheet().write(0, 0, "甲").unwrap();
    let saved = ExcelDateTime::from_ymd(2023, 4, 3).unwrap().and_hms(8, 30, 0).unwrap();
    made.set_properties(&DocProperties::new().set_creation_datetime(&saved));
    let book = read(&made.save_to_buffer().unwrap()).unwrap();
    assert_eq!(book.saved, Some(date(2023, 4, 3).at(8, 30, 0, 0)));
    assert_eq!(book.sha256.len(), 64);
}

#[test]
fn a_book_that_we_made_is_not_a_submission() {
    let mut made = Workbook::new();
    made.add_worksheet().write(0, 0, "甲").unwrap();
    made.set_properties(&DocProperties::new().set_custom_property(tongbao::read::OWN_MARK, "0.1.0"));
    assert_eq!(refusal(&made.save_to_buffer().unwrap()), Kind::FileOwnOutput);
}

#[test]
fn a_book_without_any_cell_is_empty() {
    assert_eq!(refusal(&workbook(|_| {})), Kind::BookEmpty);
}

#[test]
fn values_under_a_merged_region_are_not_believed() {
    let plain = Format::new();
    let bytes = workbook(|sheet| {
        sheet.merge_range(0, 0, 2, 0, "甲", &plain).unwrap();
        sheet.write(1, 0, "甲").unwrap();
        sheet.write(2, 0, "乙").unwrap();
    });
    let book = read(&bytes).unwrap();
    assert_eq!((value(&book, "A1"), value(&book, "A2"), value(&book, "A3")), (text("甲"), None, unbelievable("乙")));
}

#[test]
fn dates_outside_the_calendar_are_not_believed() {
    let day = Format::new().set_num_format("yyyy-mm-dd");
    let hours = Format::new().set_num_format("[h]:mm");
    let bytes = workbook(|sheet| {
        for (row, number) in [(0, -1.0), (1, 60.0), (2, 3_000_000.0), (3, 45_000.0), (4, 61.0)] {
            sheet.write_with_format(row, 0, number, &day).unwrap();
        }
        sheet.write_with_format(5, 0, 12.0, &hours).unwrap();
    });
    let book = read(&bytes).unwrap();
    assert_eq!(value(&book, "A1"), unbelievable("-1"));
    assert_eq!(value(&book, "A2"), unbelievable("60"));
    assert_eq!(value(&book, "A3"), unbelievable("3000000"));
    // 45000 is the 15th of March 2023 in Excel and in openpyxl.
    assert_eq!(value(&book, "A4"), Some(Value::Date(date(2023, 3, 15).at(0, 0, 0, 0))));
    assert_eq!(value(&book, "A5"), Some(Value::Date(date(1900, 3, 1).at(0, 0, 0, 0))));
    assert_eq!(value(&book, "A6"), unbelievable("12"));
}
