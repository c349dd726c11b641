//! Random grids: bytes to a book.
//!
//! In: any bytes. Out: a book of one or two sheets that looks enough like a form to get past the first look: half of the cells
//! hold words of real forms. Also used by the test that replays inputs that once failed.

use jiff::civil::date;
use std::sync::Arc;
use tongbao::place::{Area, At, Place};
use tongbao::read::{Book, Cell, Sheet, Value};

const WORDS: [&str; 64] = [
    "序号",
    "单位",
    "责任单位",
    "填报单位：",
    "填报单位：某某局",
    "栏目名称",
    "栏目",
    "更新频次",
    "保障单位",
    "1月",
    "2月",
    "3月",
    "一月",
    "１月",
    "合计",
    "总计",
    "小计",
    "应更新数",
    "实际更新数",
    "是否达标",
    "承办数量",
    "办结数量",
    "逾期数量",
    "办结率",
    "账号名称",
    "账号类型",
    "推荐转发内容数量",
    "实际转载数量",
    "存在突出问题",
    "备注",
    "发布日期",
    "标题",
    "是否原创",
    "2023年一季度",
    "2023年1-3月",
    "2022年4季度",
    "一季度",
    "1条/月",
    "1条/2周",
    "每周1条",
    "本季度无留言",
    "零报告",
    "例：",
    "注：空白为0",
    "填报人：",
    "审核人：",
    "填报日期：2023年4月3日",
    "附件1",
    "其中：原创",
    "甲",
    "乙",
    "/",
    "无",
    "—",
    "12条",
    "十二",
    "约30",
    "12+3",
    "50%",
    "项目",
    "内容",
    "微信公众号",
    "抖音",
    " \n\u{200b}",
];

/// Reads the bytes one by one; after the end come zeros.
struct Bytes<'a>(std::slice::Iter<'a, u8>);

impl Bytes<'_> {
    fn next(&mut self) -> u8 {
        self.0.next().copied().unwrap_or(0)
    }

    fn left(&self) -> bool {
        !self.0.as_slice().is_empty()
    }
}

/// The book that these bytes stand for.
pub(crate) fn book(bytes: &[u8]) -> Book {
    let mut bytes = Bytes(bytes.iter());
    let file: Arc<str> = "某某局/2023年一季度.xlsx".into();
    let count = 1 + bytes.next() % 2;
    let sheets = (0..count).map(|i| sheet(&file, i, &mut bytes)).collect();
    Book { file, sha256: "0".repeat(64), saved: None, sheets, doubts: Vec::new() }
}

fn sheet(file: &Arc<str>, index: u8, bytes: &mut Bytes<'_>) -> Sheet {
    let name: Arc<str> = WORDS[usize::from(bytes.next() % 64)].into();
    let mut sheet = Sheet::new(Place::sheet(file, &format!("{name}{index}").into()));
    sheet.hidden = bytes.next() == 7;
    let (rows, cols) = (1 + bytes.next() % 40, 1 + bytes.next() % 16);
    // Some grids lie far from the corner.
    let (down, right) = if bytes.next() % 8 == 7 { (1_048_500, 16_350) } else { (0, 0) };
    for row in 0..rows {
        for col in 0..cols {
            if !bytes.left() {
                return sheet;
            }
            if let Some(value) = value(bytes) {
                let at = At::new(down + u32::from(row), right + u32::from(col));
                sheet.put(at, Cell { value, formula: row % 5 == 4 });
            }
        }
    }
    for _ in 0..bytes.next() % 6 {
        let mut corner = || At::new(down + u32::from(bytes.next() % 40), right + u32::from(bytes.next() % 16));
        sheet.merges.push(Area::between(corner(), corner()));
    }
    if bytes.next() % 4 == 3 {
        sheet.hidden_rows = vec![down, down + 3];
        sheet.hidden_columns = vec![right + 1];
    }
    sheet
}

fn value(bytes: &mut Bytes<'_>) -> Option<Value> {
    let kind = bytes.next();
    Some(match kind {
        0..40 => return None,
        40..150 => Value::Text(WORDS[usize::from(kind) % 64].to_owned()),
        150..160 => {
            Value::Text(format!("{}{}", WORDS[usize::from(bytes.next() % 64)], WORDS[usize::from(bytes.next() % 64)]))
        }
        160..165 => Value::Text(
            (0..bytes.next() % 12)
                .filter_map(|_| char::from_u32(u32::from(bytes.next()) << 8 | u32::from(bytes.next())))
                .collect(),
        ),
        165..235 => Value::Number(f64::from(kind - 165)),
        235..240 => number(f64::from_bits(u64::from_be_bytes(std::array::from_fn(|_| bytes.next())))),
        240..246 => {
            Value::Date(date(2023, 1, 1).saturating_add(jiff::Span::new().days(i64::from(bytes.next()))).at(0, 0, 0, 0))
        }
        246..248 => Value::Bool(kind == 246),
        248..251 => Value::Error("#REF!".to_owned()),
        251..253 => Value::Uncalculated,
        _ => Value::Unbelievable("1 2".to_owned()),
    })
}

/// The reader promises finite numbers.
fn number(any: f64) -> Value {
    Value::Number(if any.is_finite() { any } else { 0.0 })
}
