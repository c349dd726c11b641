//! What stands in a cell, as the file holds it.

use crate::annex::about;
use crate::common::listing::{part, sheets};
use calamine::{Reader, Xlsx};
use std::io::Cursor;
use tongbao::annex::{Content, Look, Mark, Page, PageCell, PageRow, Paper};
use tongbao::error::Error;
use tongbao::write::workbook;

fn page(name: &str, texts: &[&str]) -> Page {
    let cell = |text: &&str| PageCell {
        content: Content::Text((*text).to_owned()),
        look: Look::Body,
        mark: Mark::None,
        note: None,
        span: (1, 1),
    };
    let row = |text| PageRow { height: Some(24.0), cells: vec![(0, cell(text))], ..PageRow::default() };
    let paper = Paper { landscape: false, pages_high: 0 };
    Page { rows: texts.iter().map(row).collect(), ..Page::blank(name, paper, vec![100.0]) }
}

#[test]
fn text_that_looks_like_a_formula_stays_text() {
    let texts = ["=1+1", "+86", "-5", "@SUM(A1)", "=HYPERLINK(\"http://x\")", "012"];
    let all = sheets(&workbook([page("表", &texts)], &about()).unwrap());
    for (row, text) in (1..).zip(texts) {
        let cell = all[0].cell(&format!("A{row}"));
        assert_eq!((cell.value.as_str(), cell.formula.as_deref(), cell.number), (text, None, false));
    }
}

#[test]
fn a_text_that_is_too_long_is_cut_between_characters() {
    let long = "通报".repeat(20_000);
    let all = sheets(&workbook([page("表", &[&long])], &about()).unwrap());
    assert_eq!(all[0].cell("A1").value.chars().count(), 32_767);
    // A character outside the basic plane counts as two and is not torn.
    let wide = "𠮷".repeat(20_000);
    let all = sheets(&workbook([page("表", &[&wide])], &about()).unwrap());
    assert_eq!(all[0].cell("A1").value.chars().count(), 32_767 / 2);
}

#[test]
fn rows_of_a_sheet_with_one_height_are_as_high_as_they_say() {
    let mut long = page("表", &["一", "二", "三"]);
    long.rows[1].height = Some(36.0);
    long.row_height = Some(24.0);
    let xml = part(&workbook([long], &about()).unwrap(), "xl/worksheets/sheet1.xml").unwrap();
    assert!(xml.contains(r#"<sheetFormatPr defaultRowHeight="24" customHeight="1"/>"#), "{xml}");
    let heights: Vec<&str> = xml.split(" ht=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(heights, ["24", "36", "24"]);
}

#[test]
fn texts_may_stand_in_their_cells() {
    let texts = ["甲<乙>&“丙”", " 前后有空格 ", "第一行\n第二行", "=1+1"];
    let mut long = page("表", &texts);
    long.in_place = true;
    let bytes = workbook([long], &about()).unwrap();
    assert!(!part(&bytes, "xl/sharedStrings.xml").is_some_and(|shared| shared.contains('甲')));
    let mut book = Xlsx::new(Cursor::new(bytes)).unwrap();
    let range = book.worksheet_range("表").unwrap();
    let read: Vec<String> = range.rows().map(|row| row[0].to_string()).collect();
    assert_eq!(read, texts);
}

#[test]
fn a_name_that_no_sheet_may_have_is_an_error() {
    for name in ["一季度/汇总", &"长".repeat(32)] {
        assert!(matches!(workbook([page(name, &["x"])], &about()), Err(Error::Unwritable(_))), "{name}");
    }
    assert!(workbook([page("同名", &["x"]), page("同名", &["x"])], &about()).is_err());
}
