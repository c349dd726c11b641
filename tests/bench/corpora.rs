//! "What would very many units hand in?" Makes the corpora; all names and figures are invented and follow from row numbers.
//!
//! In: a folder and a scale. Out: [`Corpus`]es on the disk, written by `rust_xlsxwriter` with shared strings, as Excel writes
//! them. A corpus that is already there in the same size is taken as it is.

use crate::Failure;
use rayon::prelude::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};
use std::fs;
use std::path::{Path, PathBuf};

/// One folder to be measured.
#[derive(Debug)]
pub(crate) struct Corpus {
    /// Name in the table and for `--only`.
    pub(crate) name: &'static str,
    /// Where its workbooks lie.
    pub(crate) folder: PathBuf,
    /// Number of workbooks.
    pub(crate) books: u32,
    /// Rows with data in all of them together.
    pub(crate) rows: u64,
}

/// Shape of a corpus at full size.
struct Plan {
    name: &'static str,
    books: u32,
    rows: u32,
    sheet: fn(book: u32, rows: u32) -> Result<Worksheet, Failure>,
}

const PLANS: [Plan; 3] = [
    Plan { name: "units", books: 2_000, rows: 200, sheet: ledger },
    Plan { name: "ledger", books: 1, rows: 500_000, sheet: ledger },
    Plan { name: "small", books: 20_000, rows: 3, sheet: columns },
];

/// Makes the corpora named in `only` (all when empty) under `root`.
pub(crate) fn make(root: &Path, scale: f64, only: &[String]) -> Result<Vec<Corpus>, Failure> {
    if let Some(unknown) = only.iter().find(|o| PLANS.iter().all(|p| p.name != o.as_str())) {
        return Err(format!("no corpus {unknown}; there are units, ledger and small").into());
    }
    let wanted = PLANS.iter().filter(|p| only.is_empty() || only.iter().any(|o| o == p.name));
    wanted.map(|plan| make_one(root, scale, plan)).collect()
}

/// Many books shrink in number, the single book in length.
fn make_one(root: &Path, scale: f64, plan: &Plan) -> Result<Corpus, Failure> {
    let (books, rows) = match plan.books {
        1 => (1, scaled(plan.rows, scale)),
        many => (scaled(many, scale), plan.rows),
    };
    let folder = root.join(format!("{}-{books}x{rows}", plan.name));
    let corpus = Corpus { name: plan.name, folder, books, rows: u64::from(books) * u64::from(rows) };
    if corpus.folder.is_dir() {
        return Ok(corpus);
    }
    let unfinished = root.join(format!("{}-unfinished", plan.name));
    if unfinished.exists() {
        fs::remove_dir_all(&unfinished)?;
    }
    fs::create_dir_all(&unfinished)?;
    (0..books).into_par_iter().try_for_each(|book| -> Result<(), Failure> {
        let mut workbook = Workbook::new();
        workbook.push_worksheet((plan.sheet)(book, rows)?);
        Ok(workbook.save(unfinished.join(format!("{}2023年一季度.xlsx", unit(book))))?)
    })?;
    fs::rename(&unfinished, &corpus.folder)?;
    Ok(corpus)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a scale of at most 10 keeps it in range")]
fn scaled(full: u32, scale: f64) -> u32 {
    (f64::from(full) * scale).ceil().max(1.0) as u32
}

/// Invented units whose names differ by more than a number in one place.
fn unit(book: u32) -> String {
    const FIELDS: [&str; 10] = ["农业", "水利", "林业", "统计", "审计", "民政", "司法", "财政", "文旅", "交通"];
    format!("第{book}号{}局", FIELDS[book as usize % FIELDS.len()])
}

/// A ledger of single posts: titles are all different, as in life; dates are real dates.
fn ledger(book: u32, rows: u32) -> Result<Worksheet, Failure> {
    let unit = unit(book);
    let mut sheet = Worksheet::new();
    sheet.set_name("发布台账")?;
    let date = Format::new().set_num_format("yyyy-mm-dd");
    sheet.merge_range(0, 0, 0, 6, &format!("{unit}2023年一季度政务新媒体发布台账"), &Format::new())?;
    sheet.write_string(1, 0, format!("填报单位：{unit}"))?;
    sheet.write_row(2, 0, ["序号", "发布日期", "标题", "账号名称", "账号类型", "是否原创", "阅读量"])?;
    for row in 0..rows {
        let line = row + 3;
        let day = row % 90;
        let (month, of_month) = match day {
            0..31 => (1, day + 1),
            31..59 => (2, day - 30),
            _ => (3, day - 58),
        };
        let posted = ExcelDateTime::from_ymd(2023, u8::try_from(month)?, u8::try_from(of_month)?)?;
        sheet.write_number(line, 0, row + 1)?;
        sheet.write_datetime_with_format(line, 1, &posted, &date)?;
        sheet.write_string(line, 2, format!("{unit}组织开展第{}次专项检查并部署下一阶段工作", row + 1))?;
        sheet.write_string(line, 3, format!("{unit}发布"))?;
        sheet.write_string(line, 4, "微信公众号")?;
        sheet.write_string(line, 5, if row % 3 == 0 { "否" } else { "是" })?;
        sheet.write_number(line, 6, row * 7 % 4_001)?;
    }
    Ok(sheet)
}

/// The usual small form: a few website columns with three months.
fn columns(book: u32, rows: u32) -> Result<Worksheet, Failure> {
    let unit = unit(book);
    let mut sheet = Worksheet::new();
    sheet.set_name("栏目更新")?;
    sheet.merge_range(0, 0, 0, 6, &format!("{unit}2023年一季度栏目更新情况统计表"), &Format::new())?;
    sheet.write_string(1, 0, format!("填报单位：{unit}"))?;
    sheet.write_row(2, 0, ["序号", "栏目名称", "更新频次", "1月", "2月", "3月", "合计"])?;
    for row in 0..rows {
        let line = row + 3;
        let months = [1 + row, 2 + book % 5, 3];
        sheet.write_number(line, 0, row + 1)?;
        sheet.write_string(line, 1, format!("{unit}栏目{}", row + 1))?;
        sheet.write_string(line, 2, "1条/月")?;
        sheet.write_row(line, 3, months)?;
        sheet.write_number(line, 6, months.iter().sum::<u32>())?;
    }
    Ok(sheet)
}
