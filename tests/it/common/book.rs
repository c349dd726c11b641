//! Draws a sheet as text and builds the [`Book`] from it, and draws a recognized table as text again.
//!
//! One line is one row, cells stand between `|`. An empty cell is blank; `<` belongs to the merge of the cell left of it, `^` to that of
//! the cell above; a whole number is a number, `2023-01-02` is a day, everything else is text (`'12` is the text 12).

use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};
use tongbao::place::{Area, At, Place};
use tongbao::read::{Book, Cell, Sheet, Value};
use tongbao::recognize::{Recognized, Table, recognize};
use tongbao::rules::Words;
use tongbao::rules::rows::BlankSays;

/// A book `某局/表.xlsx` with one sheet `Sheet1`.
pub(crate) fn draw(text: &str) -> Book {
    draw_sheets("某局/表.xlsx", &[("Sheet1", text)])
}

/// A book with several sheets.
pub(crate) fn draw_sheets(file: &str, sheets: &[(&str, &str)]) -> Book {
    let file: Arc<str> = file.into();
    let sheets = sheets.iter().map(|(name, text)| draw_sheet(Place::sheet(&file, &(*name).into()), text)).collect();
    Book { file, sha256: String::new(), saved: None, sheets, doubts: Vec::new() }
}

fn draw_sheet(place: Place, text: &str) -> Sheet {
    let mut sheet = Sheet::new(place);
    let lines: Vec<&str> = text.lines().map(str::trim).skip_while(|l| l.is_empty()).collect();
    let grid: Vec<Vec<&str>> = lines.iter().map(|l| l.split('|').map(str::trim).collect()).collect();
    let cell = |row: usize, col: usize| grid.get(row).and_then(|r| r.get(col)).copied().unwrap_or("");
    for (row, cells) in grid.iter().enumerate() {
        for (col, shown) in cells.iter().enumerate() {
            if shown.is_empty() || matches!(*shown, "<" | "^") {
                continue;
            }
            let at = At::new(row as u32, col as u32);
            sheet.put(at, Cell { value: value(shown), formula: false });
            let wide = (1..).take_while(|i| cell(row, col + i) == "<").count();
            let tall = (1..).take_while(|i| cell(row + i, col) == "^").count();
            if wide + tall > 0 {
                sheet.merges.push(Area::between(at, At::new((row + tall) as u32, (col + wide) as u32)));
            }
        }
    }
    sheet
}

fn value(shown: &str) -> Value {
    if let Some(text) = shown.strip_prefix('\'') {
        return Value::Text(text.to_owned());
    }
    if let Ok(number) = shown.parse::<f64>() {
        return Value::Number(number);
    }
    match shown.parse::<jiff::civil::Date>() {
        Ok(day) => Value::Date(day.to_datetime(jiff::civil::Time::midnight())),
        Err(_) => Value::Text(shown.replace("\\n", "\n")),
    }
}

static WORDS: LazyLock<Words> = LazyLock::new(Words::built_in);

/// The built-in words, loaded once for all tests.
pub(crate) fn words() -> &'static Words {
    &WORDS
}

/// Recognizes a drawn sheet.
pub(crate) fn recognized(text: &str) -> Recognized {
    recognize(&draw(text), words())
}

/// Tables as text: form and range, then a line for each heading with a field (field, period, account type, `?` for a rival), each row
/// with its sheet line and values in that order (`+` before a filled value), each total (`=`), each row left out (`-`).
pub(crate) fn list(found: &Recognized) -> String {
    let mut out = String::new();
    for table in &found.tables {
        list_table(&mut out, table);
    }
    for zero in &found.zeros {
        let _ = writeln!(out, "zero {:?} {}", zero.form, zero.text);
    }
    for finding in &found.findings {
        let _ = writeln!(out, "! {}", finding.kind.id());
    }
    out
}

fn list_table(out: &mut String, table: &Table) {
    let area = table.place.area.map(|a| a.to_string()).unwrap_or_default();
    let is_zero = table.blank_is_zero || table.blank_note.as_ref().is_some_and(|note| note.says != BlankSays::Unsure);
    let _ = writeln!(out, "{:?} {area}{}", table.form, if is_zero { " blank=0" } else { "" });
    let shown: Vec<usize> = (0..table.headings.len()).filter(|i| table.headings[*i].field.is_some()).collect();
    let heads: Vec<String> = shown
        .iter()
        .map(|i| {
            let h = &table.headings[*i];
            let field = h.field.map(|f| format!("{f:?}")).unwrap_or_default();
            let period = h.period.map(|p| format!("[{}]", said(&p))).unwrap_or_default();
            let platform = h.platform.as_ref().map(|p| format!("({p})")).unwrap_or_default();
            format!("{field}{period}{platform}{}", if h.rival.is_some() { "?" } else { "" })
        })
        .collect();
    let _ = writeln!(out, "  {}", heads.join(" "));
    for (sign, rows) in [("", &table.rows), ("=", &table.totals)] {
        for row in rows {
            let cells: Vec<String> = shown
                .iter()
                .map(|i| match &row.cells[*i] {
                    None => "_".to_owned(),
                    Some(c) => format!("{}{}", if c.filled { "+" } else { "" }, shown_value(&c.value)),
                })
                .collect();
            let _ = writeln!(out, "  {sign}{}: {}", row.line + 1, cells.join(" "));
        }
    }
    for left in &table.left_out {
        let _ = writeln!(out, "  -{} {:?}", left.line + 1, left.why);
    }
}

fn shown_value(value: &Value) -> String {
    match value {
        Value::Unbelievable(text) => format!("!{text}"),
        other => other.shown(),
    }
}

fn said(p: &tongbao::period::PeriodSaid) -> String {
    use tongbao::period::Part;
    let part = match p.part {
        Part::Months(a, b) if a == b => format!("{a}"),
        Part::Months(a, b) => format!("{a}-{b}"),
        Part::Quarter(q) => format!("Q{q}"),
        Part::Half(h) => format!("H{h}"),
        Part::Year => "year".to_owned(),
        Part::Days(a, b) => format!("{a}..{b}"),
    };
    p.year.map_or(part.clone(), |year| format!("{year}/{part}"))
}
