//! A workbook as text: per sheet its name, merges and widths, then each cell with value, mark and note. Read back from the bytes.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Read as _};

/// One sheet as it stands in the file.
#[derive(Debug, Default)]
pub(crate) struct Listed {
    pub(crate) name: String,
    pub(crate) grey: bool,
    pub(crate) merges: Vec<String>,
    /// Letter columns from zero with their width in characters.
    pub(crate) widths: Vec<(u32, u32, f64)>,
    /// In the order of the file, which is reading order.
    pub(crate) cells: Vec<ListedCell>,
}

/// One cell as it stands in the file.
#[derive(Debug, Default, Clone)]
pub(crate) struct ListedCell {
    pub(crate) at: String,
    pub(crate) formula: Option<String>,
    pub(crate) value: String,
    /// Whether the value is a number.
    pub(crate) number: bool,
    /// Fill colour without alpha.
    pub(crate) fill: Option<String>,
    pub(crate) note: Option<String>,
}

impl Listed {
    /// The cell at `at`, such as `B7`.
    pub(crate) fn cell(&self, at: &str) -> &ListedCell {
        self.cells.iter().find(|c| c.at == at).unwrap_or_else(|| panic!("no cell {at} on {}", self.name))
    }

    /// The first cell with this value.
    pub(crate) fn find(&self, value: &str) -> &ListedCell {
        self.cells.iter().find(|c| c.value == value).unwrap_or_else(|| panic!("no cell says {value} on {}", self.name))
    }
}

/// The listing that golden cases compare.
pub(crate) fn list(bytes: &[u8]) -> String {
    let mut out = String::new();
    for sheet in sheets(bytes) {
        let _ = writeln!(out, "工作表 {}{}", sheet.name, if sheet.grey { "（灰）" } else { "" });
        if !sheet.merges.is_empty() {
            let _ = writeln!(out, "  合并 {}", sheet.merges.join(" "));
        }
        let widths: Vec<String> = sheet.widths.iter().map(|(a, b, w)| format!("{a}-{b}:{w:.1}")).collect();
        let _ = writeln!(out, "  列宽 {}", widths.join(" "));
        let filled = || sheet.cells.iter().filter(|c| !c.value.is_empty() || c.formula.is_some() || c.note.is_some());
        if sheet.grey {
            // Empty cells too, so that every row keeps its columns.
            list_rows(&mut out, sheet.cells.iter());
            continue;
        }
        for cell in filled() {
            let _ = writeln!(out, "  {} {}", cell.at, shown(cell));
            if let Some(note) = &cell.note {
                let _ = writeln!(out, "      批注 {}", one_line(note));
            }
        }
    }
    out
}

/// Evidence sheets are plain tables: a row of them reads better as a line.
fn list_rows<'a>(out: &mut String, cells: impl Iterator<Item = &'a ListedCell>) {
    let mut last = "";
    for cell in cells {
        let row = cell.at.trim_start_matches(|c: char| c.is_ascii_uppercase());
        let start = if row == last { " | ".to_owned() } else { format!("\n  {row}  ") };
        let at = if row == last || cell.at.starts_with('A') { "" } else { &cell.at };
        let _ =
            write!(out, "{}{at}{}", if last.is_empty() { start.trim_start_matches('\n') } else { &start }, shown(cell));
        last = row;
    }
    out.push('\n');
}

fn one_line(text: &str) -> String {
    text.replace('\n', "⏎")
}

/// Value, formula and mark of a cell.
fn shown(cell: &ListedCell) -> String {
    let mark = match cell.fill.as_deref() {
        Some("FFC7CE") => " [不达标]",
        Some("FFEB9C") => " [待核]",
        Some(_) => " [其他底色]",
        None => "",
    };
    let formula = cell.formula.as_ref().map(|f| format!(" ={f}")).unwrap_or_default();
    format!("{}{formula}{mark}", one_line(&cell.value))
}

/// Every sheet of a workbook, in the order of its tabs.
pub(crate) fn sheets(bytes: &[u8]) -> Vec<Listed> {
    let strings = shared_strings(&part(bytes, "xl/sharedStrings.xml").unwrap_or_default());
    let fills = fills(&part(bytes, "xl/styles.xml").unwrap());
    let names = names(&part(bytes, "xl/workbook.xml").unwrap());
    let read = |(n, name): (usize, String)| {
        let mut sheet = sheet(&part(bytes, &format!("xl/worksheets/sheet{n}.xml")).unwrap(), &strings, &fills);
        sheet.name = name;
        for (at, text) in notes(bytes, n) {
            match sheet.cells.iter_mut().find(|c| c.at == at) {
                Some(cell) => cell.note = Some(text),
                None => panic!("a note without a cell at {at}"),
            }
        }
        sheet
    };
    // What the workbook remembers of itself is kept out of sight: `explain` has its own tests.
    let unseen = unseen(&part(bytes, "xl/workbook.xml").unwrap());
    (1..).zip(names).filter(|(_, name)| !unseen.contains(name)).map(read).collect()
}

/// Names of sheets that no menu shows.
pub(crate) fn unseen(xml: &str) -> Vec<String> {
    let mut out = Vec::new();
    walk(xml, |tag, a, _| {
        if tag == "sheet" && a.get("state").is_some_and(|s| s == "veryHidden") {
            out.push(a["name"].clone());
        }
    });
    out
}

/// A part of the package as text.
pub(crate) fn part(bytes: &[u8], name: &str) -> Option<String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    zip.by_name(name).ok()?.read_to_string(&mut text).unwrap();
    Some(text)
}

/// Calls `see` for each opening tag (with the text that stands directly after it) in order.
fn walk(xml: &str, mut see: impl FnMut(&str, &BTreeMap<String, String>, &str)) {
    let mut reader = Reader::from_str(xml);
    let mut open: Option<(String, BTreeMap<String, String>, String)> = None;
    loop {
        let event = reader.read_event().unwrap();
        match event {
            Event::Text(t) => {
                if let Some((_, _, text)) = &mut open {
                    text.push_str(&t);
                }
            }
            Event::GeneralRef(r) => {
                if let Some((_, _, text)) = &mut open {
                    text.push_str(entity(&r));
                }
            }
            other => {
                if let Some((tag, attributes, text)) = open.take() {
                    see(&tag, &attributes, &text);
                }
                match other {
                    Event::Start(e) | Event::Empty(e) => open = Some((local(&e), attributes(&e), String::new())),
                    Event::Eof => return,
                    _ => {}
                }
            }
        }
    }
}

fn entity(name: &str) -> &'static str {
    match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        "#10" | "#xA" => "\n",
        other => panic!("unknown entity {other}"),
    }
}

fn local(e: &BytesStart<'_>) -> String {
    e.local_name().as_ref().to_owned()
}

fn attributes(e: &BytesStart<'_>) -> BTreeMap<String, String> {
    e.attributes()
        .map(|a| {
            let a = a.unwrap();
            let value = quick_xml::escape::unescape(&a.value).unwrap().into_owned();
            (a.key.local_name().as_ref().to_owned(), value)
        })
        .collect()
}

fn names(xml: &str) -> Vec<String> {
    let mut out = Vec::new();
    walk(xml, |tag, a, _| {
        if tag == "sheet" {
            out.push(a["name"].clone());
        }
    });
    out
}

fn shared_strings(xml: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    walk(xml, |tag, _, text| match tag {
        "si" => out.push(String::new()),
        "t" => out.last_mut().unwrap().push_str(text),
        _ => {}
    });
    out
}

/// For each cell style its fill colour.
fn fills(xml: &str) -> Vec<Option<String>> {
    let (mut colours, mut styles, mut in_cells) = (Vec::new(), Vec::new(), false);
    walk(xml, |tag, a, _| match tag {
        "fill" => colours.push(None),
        "fgColor" => *colours.last_mut().unwrap() = a.get("rgb").map(|c| c[2..].to_owned()),
        "cellXfs" => in_cells = true,
        "cellStyles" => in_cells = false,
        "xf" if in_cells => styles.push(a["fillId"].parse::<usize>().unwrap()),
        _ => {}
    });
    styles.into_iter().map(|n| colours[n].clone()).collect()
}

fn sheet(xml: &str, strings: &[String], fills: &[Option<String>]) -> Listed {
    let mut out = Listed::default();
    let mut kind = String::new();
    walk(xml, |tag, a, text| match tag {
        "tabColor" => out.grey = true,
        "col" => out.widths.push((number(&a["min"]), number(&a["max"]), a["width"].parse().unwrap())),
        "mergeCell" => out.merges.push(a["ref"].clone()),
        "c" => {
            kind = a.get("t").cloned().unwrap_or_default();
            let style = a.get("s").map_or(0, |s| s.parse().unwrap());
            out.cells.push(ListedCell { at: a["r"].clone(), fill: fills[style].clone(), ..ListedCell::default() });
        }
        "f" => out.cells.last_mut().unwrap().formula = Some(text.to_owned()),
        "v" => {
            let cell = out.cells.last_mut().unwrap();
            cell.value = if kind == "s" { strings[number(text) as usize].clone() } else { text.to_owned() };
            cell.number = kind.is_empty() || kind == "n";
        }
        _ => {}
    });
    out
}

fn number(text: &str) -> u32 {
    text.parse().unwrap()
}

/// Notes of the sheet with this number: cell and text.
fn notes(bytes: &[u8], sheet: usize) -> Vec<(String, String)> {
    let rels = part(bytes, &format!("xl/worksheets/_rels/sheet{sheet}.xml.rels")).unwrap_or_default();
    let mut out: Vec<(String, String)> = Vec::new();
    let mut target = None;
    walk(&rels, |tag, a, _| {
        if tag == "Relationship" && a["Type"].ends_with("/comments") {
            target = Some(a["Target"].replace("../", "xl/"));
        }
    });
    let Some(target) = target else { return out };
    walk(&part(bytes, &target).unwrap(), |tag, a, text| match tag {
        "comment" => out.push((a["ref"].clone(), String::new())),
        "t" => out.last_mut().unwrap().1.push_str(text),
        _ => {}
    });
    out
}
