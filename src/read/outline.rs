//! "Which sheets does it say it has?" The table of contents of an xlsx package.
//!
//! In: an opened package. Out: the parts of its sheets in order and the number of its shared strings. It also reads every part that
//! the values depend on to its end once, because the library stops before the checksum. It reads no cell.

use super::limits::{Limits, check};
use super::package::{Package, corrupt, count};
use super::values::moment;
use crate::finding::Kind;
use jiff::civil::DateTime;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use std::collections::HashMap;

/// What the package says about itself.
#[derive(Debug)]
pub(super) struct Outline {
    /// Sheets in the order of the workbook.
    pub(super) sheets: Vec<SheetPart>,
    /// How many shared strings there are.
    pub(super) strings: u64,
}

/// One sheet of the workbook.
#[derive(Debug)]
pub(super) struct SheetPart {
    /// Its name.
    pub(super) name: String,
    /// Path of its part in the container.
    pub(super) path: String,
    /// Whether it holds cells (not a chart, dialog or macro sheet).
    pub(super) worksheet: bool,
}

/// Smallest way to write a shared string, `<si/>`: a part cannot hold more of them than its size allows.
const SMALLEST_STRING: u64 = 5;

/// Reads the table of contents.
///
/// # Errors
/// A package whose parts are missing, broken or too many.
pub(super) fn outline(package: &mut Package<'_>, limits: &Limits) -> Result<Outline, Kind> {
    let (folder, name) = main_part(package)?;
    let book = package.part(&format!("{folder}{name}"))?.ok_or_else(|| corrupt("the workbook part is missing"))?;
    let rels = package
        .part(&format!("{folder}_rels/{name}.rels"))?
        .ok_or_else(|| corrupt("the relationships of the workbook are missing"))?;
    let rels = relationships(&rels)?;
    let sheets = sheets(&book, &rels, &folder)?;
    check("sheets", limits.sheets, count(sheets.len()))?;
    for (target, kind) in rels.values() {
        // A renamed entry must not silently take the number formats (and so the dates) or the texts away.
        let path = resolve(&folder, target);
        if ["worksheet", "styles", "sharedStrings"].contains(&kind.as_str()) && !package.has(&path) {
            return Err(corrupt(format!("{path}: missing")));
        }
    }
    for part in [format!("{folder}styles.xml"), "docProps/core.xml".to_owned(), "docProps/custom.xml".to_owned()] {
        if let Some(text) = package.part(&part)? {
            elements(&text, |_| Ok(()))?;
        }
    }
    let strings = match package.part(&format!("{folder}sharedStrings.xml"))? {
        Some(text) => strings(&text, limits)?,
        None => 0,
    };
    Ok(Outline { sheets, strings })
}

/// When the package says it was last saved.
///
/// # Errors
/// A part that is broken.
pub(super) fn saved(package: &mut Package<'_>) -> Result<Option<DateTime>, Kind> {
    let Some(xml) = package.part("docProps/core.xml")? else { return Ok(None) };
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{feff}'));
    let mut inside = false;
    loop {
        match reader.read_event().map_err(corrupt)? {
            Event::Start(e) => inside = e.local_name().as_ref() == "modified",
            Event::Text(t) if inside => return Ok(moment(&t)),
            Event::End(_) => inside = false,
            Event::Eof => return Ok(None),
            _ => {}
        }
    }
}

/// Folder and name of the workbook part, from the package's relationships.
pub(super) fn main_part(package: &mut Package<'_>) -> Result<(String, String), Kind> {
    let rels = package.part("_rels/.rels")?.ok_or_else(|| corrupt("the relationships of the package are missing"))?;
    let rels = relationships(&rels)?;
    let target = rels.values().find(|(_, kind)| kind == "officeDocument").map_or("xl/workbook.xml", |(t, _)| t);
    let target = target.trim_start_matches('/');
    let (folder, name) = target.split_at(target.rfind('/').map_or(0, |slash| slash + 1));
    Ok((folder.to_owned(), name.to_owned()))
}

/// Target and last word of the type of each relationship, by its id.
pub(super) fn relationships(xml: &str) -> Result<HashMap<String, (String, String)>, Kind> {
    let mut found = HashMap::new();
    elements(xml, |e| {
        if e.local_name().as_ref() == "Relationship" {
            let id = attribute(e, "Id")?.unwrap_or_default();
            let kind = attribute(e, "Type")?.unwrap_or_default();
            let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
            found.insert(id, (attribute(e, "Target")?.unwrap_or_default(), kind));
        }
        Ok(())
    })?;
    Ok(found)
}

fn sheets(xml: &str, rels: &HashMap<String, (String, String)>, folder: &str) -> Result<Vec<SheetPart>, Kind> {
    let mut found: Vec<SheetPart> = Vec::new();
    elements(xml, |e| {
        if e.local_name().as_ref() == "sheet" {
            let name = attribute(e, "name")?.unwrap_or_default();
            let (target, kind) = attribute(e, "id")?
                .and_then(|id| rels.get(&id))
                .ok_or_else(|| corrupt(format!("sheet {name:?} has no part")))?;
            if found.iter().any(|s| s.name == name) {
                return Err(corrupt(format!("two sheets are called {name:?}")));
            }
            found.push(SheetPart { name, path: resolve(folder, target), worksheet: kind == "worksheet" });
        }
        Ok(())
    })?;
    Ok(found)
}

fn strings(xml: &str, limits: &Limits) -> Result<u64, Kind> {
    let mut found = 0u64;
    elements(xml, |e| {
        match e.local_name().as_ref() {
            "si" => {
                found += 1;
                check("strings", limits.strings, found)?;
            }
            "sst" => {
                // The library reserves memory for this number before it reads the first string.
                let declared = attribute(e, "uniqueCount")?.and_then(|c| c.parse::<u64>().ok()).unwrap_or(0);
                if declared > count(xml.len()) / SMALLEST_STRING {
                    return Err(corrupt("declares more shared strings than it can hold"));
                }
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(found)
}

/// Targets are relative to the workbook's folder, or absolute with a slash.
pub(super) fn resolve(folder: &str, target: &str) -> String {
    target.strip_prefix('/').map_or_else(|| format!("{folder}{target}"), str::to_owned)
}

/// Shows every start of an element to `each`; the text must be well-formed to its end.
fn elements(xml: &str, mut each: impl FnMut(&BytesStart<'_>) -> Result<(), Kind>) -> Result<(), Kind> {
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{feff}'));
    let mut depth = 0usize;
    loop {
        match reader.read_event().map_err(corrupt)? {
            Event::Start(e) => {
                depth += 1;
                each(&e)?;
            }
            Event::Empty(e) => each(&e)?,
            Event::End(_) => depth -= 1,
            Event::Eof if depth == 0 => return Ok(()),
            Event::Eof => return Err(corrupt("a part ends early")),
            _ => {}
        }
    }
}

/// Longest element, in bytes, whose attributes are read without counting them first.
const LONG: usize = 2048;

/// Attributes of one element. Programs write a dozen; the parser compares each with all before it.
const MAX_ATTRIBUTES: usize = 500;

/// Refuses an element with more attributes than honest ones.
pub(super) fn few_attributes(e: &BytesStart<'_>) -> Result<(), Kind> {
    if e.len() > LONG && e.attributes().with_checks(false).count() > MAX_ATTRIBUTES {
        return Err(corrupt("an element has too many attributes"));
    }
    Ok(())
}

/// The value of the attribute with this local name.
pub(super) fn attribute(e: &BytesStart<'_>, local: &str) -> Result<Option<String>, Kind> {
    few_attributes(e)?;
    for attribute in e.attributes() {
        let attribute = attribute.map_err(corrupt)?;
        if attribute.key.local_name().as_ref() == local {
            return Ok(Some(attribute.normalized_value(XmlVersion::Implicit1_0).map_err(corrupt)?.into_owned()));
        }
    }
    Ok(None)
}
