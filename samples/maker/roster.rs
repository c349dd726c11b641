//! The roster workbook of the office: who reports what, which columns and accounts there are, by which rules.
//!
//! In: the bulletin's figures, for the columns, the accounts and what each unit has to report. Out: `名录.xlsx` with all
//! sheets that the program knows, the unused ones with headings only. The facts that no annex shows stand in
//! [`facts`].

mod facts;

use rust_xlsxwriter::{Color, DataValidation, ExcelDateTime, Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use crate::bulletin::Bulletin;
use crate::{Failure, pack};
use facts::Value;

/// Rows that the drop-downs reach.
const ROOM: u32 = 300;

/// The file.
pub(crate) fn bytes(bulletin: &Bulletin) -> Result<Vec<u8>, Failure> {
    let sheets = vec![
        units(bulletin)?,
        columns(bulletin)?,
        accounts(bulletin)?,
        rules()?,
        problems()?,
        figures()?,
        empty("更正", &["单位", "对象", "项目", "期间", "原值", "更正值", "依据", "日期"])?,
        empty("表头别名", &["表内写法", "规范列名"])?,
        empty("错误表述", &["错误", "正确"])?,
        empty("节假日", &["日期", "类型"])?,
    ];
    Ok(pack(sheets, (2023, 4, 10))?)
}

fn units(bulletin: &Bulletin) -> Result<Worksheet, Failure> {
    let widths = [20.0, 40.0, 44.0, 12.0, 20.0, 12.0, 12.0, 10.0, 16.0];
    let mut sheet = begin(
        "单位",
        &widths,
        &["单位名称", "全称", "别名", "类别", "报送内容", "启用日期", "停用日期", "联系人", "电话"],
    )?;
    for (row, unit) in (1..).zip(facts::UNITS) {
        let reports = reports(bulletin, unit.name);
        let cells = [unit.name, unit.full, unit.aliases, unit.class, &reports, "", "", "", ""];
        write(&mut sheet, row, &cells.map(Value::Text))?;
    }
    choose(&mut sheet, 3, &facts::CLASSES)?;
    Ok(sheet)
}

/// What a unit has to report: the kinds of table in which the bulletin names it.
fn reports(bulletin: &Bulletin, unit: &str) -> String {
    let kinds = [
        ("栏目", !bulletin.columns_of(unit).is_empty()),
        ("留言", bulletin.messages_of(unit).is_ok()),
        ("新媒体", !bulletin.accounts_of(unit).is_empty()),
    ];
    let named: Vec<&str> = kinds.iter().filter(|(_, has)| *has).map(|(kind, _)| *kind).collect();
    if named.is_empty() { "无".to_owned() } else { named.join("、") }
}

fn columns(bulletin: &Bulletin) -> Result<Worksheet, Failure> {
    let mut sheet = begin(
        "栏目",
        &[32.0, 18.0, 14.0, 22.0, 24.0, 12.0, 12.0],
        &["栏目名称", "上级栏目", "更新频次", "保障单位", "别名", "启用日期", "停用日期"],
    )?;
    for (row, column) in (1..).zip(&bulletin.columns) {
        let cells = [&column.name, "", &column.frequency, &column.unit, "", "", ""];
        write(&mut sheet, row, &cells.map(Value::Text))?;
    }
    choose_unit(&mut sheet, 3)?;
    Ok(sheet)
}

fn accounts(bulletin: &Bulletin) -> Result<Worksheet, Failure> {
    let widths = [36.0, 14.0, 22.0, 24.0, 12.0, 20.0, 8.0, 10.0, 12.0, 12.0];
    let mut sheet = begin(
        "账号",
        &widths,
        &[
            "账号名称",
            "账号类型",
            "责任单位",
            "别名",
            "应更新数",
            "推荐转发内容数量",
            "备案",
            "状态",
            "启用日期",
            "停用日期",
        ],
    )?;
    for (row, account) in (1..).zip(&bulletin.accounts) {
        write(
            &mut sheet,
            row,
            &[
                Value::Text(&account.name),
                Value::Text(&account.platform),
                Value::Text(&account.unit),
                Value::Text(""),
                Value::Count(account.required),
                Value::Count(account.forward_list),
                Value::Text("是"),
                Value::Text("正常"),
                Value::Text(""),
                Value::Text(""),
            ],
        )?;
    }
    choose(&mut sheet, 1, &facts::PLATFORMS)?;
    choose_unit(&mut sheet, 2)?;
    choose(&mut sheet, 6, &["是", "否"])?;
    choose(&mut sheet, 7, &["正常", "新开通", "注销", "关停"])?;
    Ok(sheet)
}

fn rules() -> Result<Worksheet, Failure> {
    let mut sheet = begin("规则", &[22.0, 60.0, 70.0], &["项目", "值", "依据"])?;
    for (row, (key, value, basis)) in (1..).zip(facts::RULES) {
        write(&mut sheet, row, &[Value::Text(key), *value, Value::Text(basis)])?;
    }
    Ok(sheet)
}

fn problems() -> Result<Worksheet, Failure> {
    let mut sheet = begin("人工问题", &[18.0, 26.0, 62.0, 50.0], &["单位", "对象", "问题", "依据"])?;
    for (row, problem) in (1..).zip(facts::PROBLEMS) {
        write(&mut sheet, row, &problem.map(Value::Text))?;
    }
    choose_unit(&mut sheet, 0)?;
    Ok(sheet)
}

fn figures() -> Result<Worksheet, Failure> {
    let mut sheet = begin("文稿数据", &[26.0, 20.0], &["项目", "数值"])?;
    for (row, (key, value)) in (1..).zip(facts::FIGURES) {
        write(&mut sheet, row, &[Value::Text(key), *value])?;
    }
    Ok(sheet)
}

fn empty(name: &str, headings: &[&str]) -> Result<Worksheet, Failure> {
    let widths = vec![18.0; headings.len()];
    let mut sheet = begin(name, &widths, headings)?;
    if name == "节假日" {
        choose(&mut sheet, 1, &["休", "班"])?;
    }
    Ok(sheet)
}

/// A sheet with its headings, which stay in sight and come again on every printed page.
fn begin(name: &str, widths: &[f64], headings: &[&str]) -> Result<Worksheet, XlsxError> {
    let format = cell().set_bold().set_align(FormatAlign::Center).set_background_color(Color::RGB(0x00E2_EFDA));
    let mut sheet = Worksheet::new();
    sheet.set_name(name)?;
    for (column, (heading, width)) in (0..).zip(headings.iter().zip(widths)) {
        sheet.set_column_width(column, *width)?;
        sheet.write_with_format(0, column, *heading, &format)?;
    }
    sheet.set_row_height(0, 24)?;
    sheet.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
    Ok(sheet)
}

fn write(sheet: &mut Worksheet, row: u32, values: &[Value]) -> Result<(), XlsxError> {
    let format = cell();
    for (column, value) in (0..).zip(values) {
        match value {
            Value::Text("") => sheet.write_blank(row, column, &format)?,
            Value::Text(text) => sheet.write_with_format(row, column, *text, &format)?,
            Value::Count(count) => sheet.write_with_format(row, column, *count, &format)?,
            Value::Date(year, month, day) => {
                let date = ExcelDateTime::from_ymd(*year, *month, *day)?;
                let format = cell().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Left);
                sheet.write_with_format(row, column, date, &format)?
            }
        };
    }
    Ok(())
}

fn cell() -> Format {
    Format::new()
        .set_font_name("宋体")
        .set_font_size(11)
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_border(FormatBorder::Thin)
}

fn choose(sheet: &mut Worksheet, column: u16, words: &[&str]) -> Result<(), XlsxError> {
    let list = DataValidation::new().allow_list_strings(words)?;
    sheet.add_data_validation(1, column, ROOM, column, &list)?;
    Ok(())
}

fn choose_unit(sheet: &mut Worksheet, column: u16) -> Result<(), XlsxError> {
    let source = format!("=单位!$A$2:$A${}", ROOM + 1);
    let list = DataValidation::new().allow_list_formula(source.as_str().into());
    sheet.add_data_validation(1, column, ROOM, column, &list)?;
    Ok(())
}
