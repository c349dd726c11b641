//! Workbooks drawn as text, so that a golden case can be read and reviewed without a spreadsheet program.
//!
//! A drawing is a file `name.xlsx.txt`. `== name` starts a sheet (`== name !hidden` a hidden one); every other line is a row, its cells
//! parted by `|`; a row that starts with `~` is hidden, one that starts with `-~` is struck through.
//! `~~12~~ 15` strikes out a part of a cell, `12 ※应为15` puts a note beside it. A cell that reads as a number is a number, `2023-04-06` is a day, `'` before
//! either makes it a text; `=1+2 -> 3` is a formula with its cached result, `=1+2 ->` one that was never calculated; `<` belongs to the
//! cell on its left, `^` to the one above (merged); `\n` breaks the line inside a cell. Lines that start with `#` are remarks for the
//! reader. Trouble of whole files stands before the first sheet, see [`Trouble`].

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Formula, Note, Workbook, Worksheet};
use std::collections::HashSet;
use std::io::{Cursor, Read as _, Write as _};
use tongbao::read::OWN_MARK;

/// What is wrong with a file as a whole: a line that starts with `!`, before the first sheet.
enum Trouble<'a> {
    /// `!password`: the container of a workbook with a password to open.
    Password,
    /// `!cut-off 40`: only so many percent of the bytes arrived.
    CutOff(usize),
    /// `!bytes %PDF-1.4`: these bytes and nothing else; without any, an empty file.
    Bytes(&'a str),
    /// `!produced`: the mark of a workbook that this program made.
    Produced,
    /// `!torn 2`: the second sheet stops in the middle.
    Torn(usize),
    /// `!lost 2`: nothing leads from the second sheet of the list to its content.
    Lost(usize),
}

/// Stands for the cached result of a formula that was never calculated; taken out of the package after it was written.
const UNCALCULATED: &str = "987654321";

/// The bytes of a drawn workbook; always the same.
pub(crate) fn workbook(drawing: &str) -> Vec<u8> {
    let (before, sheets) = match drawing.find("== ") {
        Some(at) => drawing.split_at(at),
        None => (drawing, ""),
    };
    let trouble = before.lines().find_map(trouble);
    let mut book = Workbook::new();
    let moment = ExcelDateTime::from_ymd(2023, 4, 1).unwrap();
    let mut properties = DocProperties::new().set_creation_datetime(&moment);
    if matches!(trouble, Some(Trouble::Produced)) {
        properties = properties.set_custom_property(OWN_MARK, "0");
    }
    book.set_properties(&properties);
    for part in sheets.split("== ").skip(1) {
        let (name, rows) = part.split_once('\n').unwrap_or((part, ""));
        let sheet = book.add_worksheet();
        let shown = name.trim().strip_suffix("!hidden");
        sheet.set_name(shown.unwrap_or(name).trim()).unwrap().set_hidden(shown.is_some());
        draw(sheet, rows);
    }
    let mut bytes = book.save_to_buffer().unwrap();
    if sheets.contains("->") {
        bytes = rewrite(&bytes, |_, xml| xml.replace(&format!("<v>{UNCALCULATED}</v>"), ""));
    }
    match trouble {
        None | Some(Trouble::Produced) => bytes,
        Some(Trouble::Password) => protected(),
        Some(Trouble::CutOff(percent)) => bytes[..bytes.len() * percent / 100].to_vec(),
        Some(Trouble::Bytes(text)) => text.as_bytes().to_vec(),
        Some(Trouble::Torn(sheet)) => {
            let torn = format!("xl/worksheets/sheet{sheet}.xml");
            rewrite(&bytes, |name, xml| if name == torn { xml[..xml.len() / 2].to_owned() } else { xml })
        }
        Some(Trouble::Lost(sheet)) => {
            let (rels, id) = ("xl/_rels/workbook.xml.rels", format!("Id=\"rId{sheet}\""));
            rewrite(&bytes, |name, xml| if name == rels { xml.replace(&id, "Id=\"lost\"") } else { xml })
        }
    }
}

fn trouble(line: &str) -> Option<Trouble<'_>> {
    let line = line.strip_prefix('!')?;
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    Some(match word {
        "password" => Trouble::Password,
        "cut-off" => Trouble::CutOff(rest.trim().parse().unwrap()),
        "bytes" => Trouble::Bytes(rest),
        "produced" => Trouble::Produced,
        "torn" => Trouble::Torn(rest.trim().parse().unwrap()),
        "lost" => Trouble::Lost(rest.trim().parse().unwrap()),
        _ => panic!("no such trouble: {word}"),
    })
}

fn draw(sheet: &mut Worksheet, rows: &str) {
    let lines: Vec<&str> = rows.lines().filter(|l| !l.starts_with('#')).collect();
    let rows: Vec<Vec<&str>> = lines.iter().map(|l| unmarked(l).split('|').map(trim).collect()).collect();
    let mut covered = HashSet::new();
    for (r, row) in rows.iter().enumerate() {
        if lines[r].starts_with("-~") {
            let struck = Format::new().set_font_strikethrough();
            sheet.set_row_format(u32::try_from(r).unwrap(), &struck).unwrap();
        }
        if lines[r].starts_with('~') {
            sheet.set_row_hidden(u32::try_from(r).unwrap()).unwrap();
        }
        for (c, text) in row.iter().enumerate() {
            let right = row[c + 1..].iter().take_while(|t| **t == "<").count();
            // Blank cells may be merged as well, but those of a merge that goes down are part of it.
            if covered.contains(&(r, c)) || text.is_empty() && right == 0 || matches!(*text, "<" | "^") {
                continue;
            }
            let below = rows[r + 1..].iter().take_while(|row| row.get(c) == Some(&"^")).count();
            covered.extend((r..=r + below).flat_map(|r| (c..=c + right).map(move |c| (r, c))));
            put(sheet, (r, c), (below, right), text);
        }
    }
}

/// A line without the mark in front of it.
fn unmarked(line: &str) -> &str {
    line.strip_prefix("-~").unwrap_or_else(|| line.trim_start_matches('~'))
}

fn put(sheet: &mut Worksheet, (r, c): (usize, usize), (below, right): (usize, usize), text: &str) {
    let (row, col) = (u32::try_from(r).unwrap(), u16::try_from(c).unwrap());
    if below + right > 0 {
        let (last_row, last_col) = (u32::try_from(r + below).unwrap(), u16::try_from(c + right).unwrap());
        sheet.merge_range(row, col, last_row, last_col, "", &Format::new()).unwrap();
    }
    let text = match text.split_once('※') {
        Some((text, note)) => {
            sheet.insert_note(row, col, &Note::new(note).set_author("填表人")).unwrap();
            text.trim()
        }
        None => text,
    };
    if text.is_empty() {
        return;
    }
    if let Some((struck, kept)) = text.strip_prefix("~~").and_then(|text| text.split_once("~~")) {
        let (line, plain) = (Format::new().set_font_strikethrough(), Format::new());
        sheet.write_rich_string(row, col, &[(&line, struck), (&plain, kept)]).unwrap();
    } else if let Some(quoted) = text.strip_prefix('\'') {
        sheet.write_string(row, col, quoted.replace("\\n", "\n")).unwrap();
    } else if let Some((formula, result)) = text.split_once("->").filter(|(f, _)| f.starts_with('=')) {
        let result = if result.trim().is_empty() { UNCALCULATED } else { result.trim() };
        sheet.write_formula(row, col, Formula::new(formula.trim()).set_result(result)).unwrap();
    } else if let Ok(number) = text.parse::<f64>() {
        sheet.write_number(row, col, number).unwrap();
    } else if let Some(day) = text.parse::<jiff::civil::Date>().ok().filter(|_| text.len() == 10) {
        let day =
            ExcelDateTime::from_ymd(u16::try_from(day.year()).unwrap(), day.month() as u8, day.day() as u8).unwrap();
        sheet.write_datetime_with_format(row, col, &day, &Format::new().set_num_format("yyyy-mm-dd")).unwrap();
    } else {
        sheet.write_string(row, col, text.replace("\\n", "\n")).unwrap();
    }
}

/// The package with each XML part put through `change`.
pub(crate) fn rewrite(bytes: &[u8], change: impl Fn(&str, String) -> String) -> Vec<u8> {
    let mut old = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut new = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..old.len() {
        let mut part = old.by_index(index).unwrap();
        let mut xml = String::new();
        part.read_to_string(&mut xml).unwrap();
        let name = part.name().unwrap().into_owned();
        new.start_file(&name, zip::write::SimpleFileOptions::default()).unwrap();
        new.write_all(change(&name, xml).as_bytes()).unwrap();
    }
    new.finish().unwrap().into_inner()
}

/// The container that Excel writes for a workbook with a password: the package inside is never looked at.
fn protected() -> Vec<u8> {
    let mut container = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new())).unwrap();
    container.create_stream("/EncryptionInfo").unwrap().write_all(&[4, 0, 4, 0]).unwrap();
    container.create_stream("/EncryptedPackage").unwrap().write_all(&[0; 64]).unwrap();
    // The hash of the file stands in the listing.
    container.set_modified_time("/", std::time::SystemTime::UNIX_EPOCH).unwrap();
    container.flush().unwrap();
    container.into_inner().into_inner()
}

#[test]
fn a_drawing_becomes_the_workbook_that_it_shows() {
    use calamine::{Data, Reader, Xlsx};
    let bytes =
        workbook("== 表\n标题 | < | <\n单位 | 1 | '2\n# 说明\n^ | =1+2 -> 3 | 三\\n四\n~2023-04-06 | =1+2 ->\n-~五\n");
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(&bytes)).unwrap();
    let cells = book.worksheet_range("表").unwrap();
    assert_eq!(cells.get_value((1, 1)), Some(&Data::Float(1.0)));
    assert_eq!(cells.get_value((1, 2)), Some(&Data::String("2".into())));
    assert_eq!(cells.get_value((2, 1)), Some(&Data::Float(3.0)));
    assert_eq!(cells.get_value((2, 2)), Some(&Data::String("三\n四".into())));
    assert!(matches!(cells.get_value((3, 0)), Some(Data::DateTime(_))), "{cells:?}");
    assert_eq!(book.merge_cells_by_sheet_name("表").unwrap().len(), 2);
    let sheet = crate::common::listing::part(&bytes, "xl/worksheets/sheet1.xml").unwrap();
    assert!(sheet.contains("<f>1+2</f></c>"), "a formula without a cached result: {sheet}");
    assert!(sheet.contains(r#"<row r="4" spans="1:3" hidden="1""#), "{sheet}");
    assert!(sheet.contains(r#"<c r="A5" s=""#), "the cell of a struck-out row has a look: {sheet}");
    assert!(crate::common::listing::part(&bytes, "xl/styles.xml").unwrap().contains("<strike/>"));
}

#[test]
fn trouble_of_whole_files_is_drawn_as_well() {
    let good = workbook("== 表\n一\n");
    assert_eq!(workbook("!cut-off 50\n== 表\n一\n"), good[..good.len() / 2]);
    assert_eq!(workbook("!bytes %PDF-1.4\n"), b"%PDF-1.4");
    assert_eq!(workbook("!bytes\n"), b"");
    assert_eq!(&workbook("!password\n")[..4], [0xd0, 0xcf, 0x11, 0xe0]);
    let torn = workbook("!torn 1\n== 表\n一\n");
    assert!(!crate::common::listing::part(&torn, "xl/worksheets/sheet1.xml").unwrap().contains("</worksheet>"));
    let lost = workbook("!lost 1\n== 表\n一\n");
    assert!(!crate::common::listing::part(&lost, "xl/_rels/workbook.xml.rels").unwrap().contains("rId1\""));
}

/// Takes off the blanks of the drawing; wide ones belong to the text, which they indent.
fn trim(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\r'])
}
