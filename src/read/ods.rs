//! "It comes from LibreOffice or WPS." OpenDocument spreadsheets, packed or flat.
//!
//! In: an opened package, or the text of a flat document. Out: its worksheets. Read by ourselves because calamine 0.38 has neither
//! merged regions nor hidden parts of this format, refuses line breaks between elements, and does not end on a cut table.

use super::limits::Limits;
use super::ods_sheet::Sink;
use super::ods_style::{self, Strikes};
use super::outline::attribute;
use super::package::{Package, corrupt, count};
use super::values::moment;
use super::xml_text::characters;
use super::{Sheet, Sheets};
use crate::finding::{Finding, Foreign, Kind};
use crate::place::Place;
use jiff::civil::DateTime;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashSet;
use std::sync::Arc;

/// Reads a packed document.
pub(super) fn read(file: &Arc<str>, package: &mut Package<'_>, limits: &Limits) -> Result<Sheets, Box<Finding>> {
    parts(file, package, limits).map_err(|kind| Box::new(Finding::new(kind, Place::file(file))))
}

fn parts(file: &Arc<str>, package: &mut Package<'_>, limits: &Limits) -> Result<Sheets, Kind> {
    let is = package.part("mimetype")?.unwrap_or_default();
    if !is.contains("spreadsheet") {
        let what = match is.trim() {
            text if text.contains("presentation") => Foreign::Slides,
            text if text.contains("opendocument.text") => Foreign::Word,
            _ => Foreign::Other,
        };
        return Err(Kind::FileForeign { what });
    }
    if package.part("META-INF/manifest.xml")?.is_some_and(|manifest| manifest.contains("encryption-data")) {
        return Err(Kind::FileEncrypted);
    }
    let content = package.part("content.xml")?.ok_or_else(|| corrupt("content.xml: missing"))?;
    let styles = package.part("styles.xml")?;
    let (sheets, _) = document(file, &content, ods_style::named(styles.as_deref())?, limits)?;
    let saved = match package.part("meta.xml")? {
        Some(meta) => document(file, &meta, Strikes::default(), limits)?.1,
        None => None,
    };
    Ok((sheets, saved))
}

/// Reads a flat document: all parts in one.
pub(super) fn flat(file: &Arc<str>, text: &str, limits: &Limits) -> Result<Sheets, Box<Finding>> {
    document(file, text, Strikes::default(), limits).map_err(|kind| Box::new(Finding::new(kind, Place::file(file))))
}

/// Elements that hold cells or text which are not the table's: charts, deleted and linked cells.
const PASSED_OVER: [&str; 6] = ["shapes", "forms", "tracked-changes", "dde-links", "scripts", "named-expressions"];

fn document(
    file: &Arc<str>,
    text: &str,
    strikes: Strikes,
    limits: &Limits,
) -> Result<(Vec<Sheet>, Option<DateTime>), Kind> {
    let mut walk = Walk {
        file,
        limits,
        sink: None,
        sheets: Vec::new(),
        saved: None,
        hidden: HashSet::new(),
        strikes,
        style: None,
        gather: None,
    };
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    reader.config_mut().expand_empty_elements = true;
    let mut depth = 0u32;
    loop {
        match reader.read_event().map_err(corrupt)? {
            Event::Start(e) if e.local_name().as_ref() == "annotation" => {
                let note = note(&mut reader, e.name())?;
                walk.note(note);
            }
            Event::Start(e) if walk.is_passed_over(&e) => {
                reader.read_to_end(e.name()).map_err(corrupt)?;
            }
            Event::Start(e) => {
                depth += 1;
                walk.start(&e)?;
            }
            Event::End(e) => {
                depth -= 1;
                walk.end(e.name().as_ref())?;
            }
            Event::Eof if depth > 0 => return Err(corrupt("the document ends early")),
            Event::Eof => return Ok((walk.sheets, walk.saved)),
            other => {
                if let Some(text) = characters(&other)? {
                    walk.write(&text);
                }
            }
        }
    }
}

/// The paragraphs of a remark that was just begun, without who wrote it and when.
fn note(reader: &mut Reader<&[u8]>, name: quick_xml::name::QName<'_>) -> Result<String, Kind> {
    let (mut text, mut paragraphs, mut inside, mut depth) = (String::new(), 0u32, 0u32, 0u32);
    loop {
        match reader.read_event().map_err(corrupt)? {
            Event::Start(e) => {
                depth += 1;
                match e.name().as_ref() {
                    "text:p" => {
                        if paragraphs > 0 {
                            text.push('\n');
                        }
                        (paragraphs, inside) = (paragraphs + 1, depth);
                    }
                    "text:s" => text.push(' '),
                    "text:tab" => text.push('\t'),
                    "text:line-break" => text.push('\n'),
                    _ => {}
                }
            }
            Event::End(e) if depth == 0 && e.name() == name => return Ok(text),
            Event::End(_) => {
                if depth == inside {
                    inside = 0;
                }
                depth = depth.saturating_sub(1);
            }
            Event::Eof => return Err(corrupt("the document ends early")),
            other => {
                if let (true, Some(words)) = (inside > 0, characters(&other)?) {
                    text.push_str(&words);
                }
            }
        }
    }
}

struct Walk<'a> {
    file: &'a Arc<str>,
    limits: &'a Limits,
    /// The table that is open.
    sink: Option<Sink<'a>>,
    sheets: Vec<Sheet>,
    saved: Option<DateTime>,
    /// Styles that hide a table.
    hidden: HashSet<String>,
    /// Styles that strike through.
    strikes: Strikes,
    /// The style that is open.
    style: Option<String>,
    /// Text outside of tables that is being gathered.
    gather: Option<String>,
}

impl Walk<'_> {
    fn is_passed_over(&self, e: &BytesStart<'_>) -> bool {
        let (name, local) = (e.name(), e.local_name());
        let drawn = name.as_ref().starts_with("draw:");
        let inner_table = local.as_ref() == "table" && self.sink.is_some();
        drawn || inner_table || PASSED_OVER.contains(&local.as_ref())
    }

    fn note(&mut self, note: String) {
        if let Some(sink) = &mut self.sink {
            sink.note(note);
        }
    }

    fn start(&mut self, e: &BytesStart<'_>) -> Result<(), Kind> {
        self.strikes.element(e)?;
        match e.name().as_ref() {
            "style:style" => self.style = attribute(e, "name")?,
            "style:table-properties" => {
                let hides = attribute(e, "display")?.is_some_and(|d| d == "false");
                if let (true, Some(style)) = (hides, &self.style) {
                    self.hidden.insert(style.clone());
                }
            }
            "table:table" => self.table(e)?,
            "dc:date" => self.gather = Some(String::new()),
            _ => {
                if let Some(sink) = &mut self.sink {
                    sink.start(e, &self.strikes)?;
                }
            }
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Kind> {
        match name {
            "table:table" => {
                if let Some(sink) = self.sink.take() {
                    self.sheets.push(sink.finish()?);
                }
            }
            "dc:date" => self.saved = self.gather.take().as_deref().and_then(moment),
            _ => {
                if let Some(sink) = &mut self.sink {
                    sink.end(name)?;
                }
            }
        }
        Ok(())
    }

    fn write(&mut self, text: &str) {
        match (&mut self.gather, &mut self.sink) {
            (Some(gather), _) => gather.push_str(text),
            (None, Some(sink)) => sink.write(text),
            (None, None) => {}
        }
    }

    fn table(&mut self, e: &BytesStart<'_>) -> Result<(), Kind> {
        let name = attribute(e, "name")?.unwrap_or_default();
        let mut sheet = Sheet::new(Place::sheet(self.file, &name.as_str().into()));
        if self.sheets.iter().any(|s| s.place == sheet.place) {
            return Err(corrupt(format!("two sheets are called {name:?}")));
        }
        sheet.hidden = attribute(e, "style-name")?.is_some_and(|style| self.hidden.contains(&style));
        self.sink = Some(Sink::new(sheet, self.limits));
        super::limits::check("sheets", self.limits.sheets, count(self.sheets.len()) + 1)
    }
}
