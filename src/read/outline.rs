//! "Which sheets does it say it has?" The table of contents of an xlsx package.
//!
//! In: an opened package. Out: the parts of its sheets in order, its formats and when it was saved; on demand, the number of its
//! shared strings. Every part is read to its end, because the library stops before the checksum. It reads no cell.

use super::crossed::{self, Piece, is_on};
use super::formats::{Formats, by_code};
use super::limits::{Limits, check};
use super::listed::{ForLibrary, Stands, stands};
use super::notes::notes;
use super::package::{Package, corrupt, count};
use super::plain_strings::SMALLEST_STRING;
use super::values::moment;
use super::{FORM_MARK, Note, OWN_MARK};
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
    /// Path at which the shared strings stand, if there are any.
    pub(super) strings: String,
    /// Formats of cells.
    pub(super) formats: Formats,
    /// When the book was last saved.
    pub(super) saved: Option<DateTime>,
    /// Whether we made the book ourselves.
    pub(super) own: bool,
    /// Whether it is a form that we made for the clerk.
    pub(super) form: bool,
    /// Whether all of this is written as we know it; else the library's word counts.
    pub(super) plain: bool,
    /// Path of the workbook's part and what the library is given for it, where it might refuse the part itself.
    pub(super) listed: Option<(String, String)>,
}

/// What must be known of the shared strings beside their text.
#[derive(Debug, Default)]
pub(super) struct Shared {
    /// How many there are.
    pub(super) count: u64,
    /// The pieces of those in which some are struck through.
    pub(super) pieces: HashMap<usize, Vec<Piece>>,
}

/// One sheet of the workbook.
#[derive(Debug)]
pub(super) struct SheetPart {
    /// Its name.
    pub(super) name: String,
    /// Path of its part in the container.
    pub(super) path: String,
    /// Whether it holds cells.
    pub(super) stands: Stands,
    /// Whether it is hidden.
    pub(super) hidden: bool,
    /// Notes on its cells.
    pub(super) notes: Vec<Note>,
}

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
    let mut outline = Outline {
        sheets: Vec::new(),
        strings: format!("{folder}sharedStrings.xml"),
        formats: Formats::default(),
        saved: None,
        own: false,
        form: false,
        plain: true,
        listed: None,
    };
    let listed = sheets(&book, &rels, &folder, &mut outline)?;
    outline.listed = listed.finish(outline.formats.is_1904).map(|text| (format!("{folder}{name}"), text));
    check("sheets", limits.sheets, count(outline.sheets.len()))?;
    for part in outline.sheets.iter_mut().filter(|part| part.stands == Stands::Cells) {
        part.notes = notes(package, &part.path, limits)?;
    }
    let styles_at = format!("{folder}styles.xml");
    for (target, kind) in rels.values() {
        // A renamed entry must not silently take the number formats (and so the dates) or the texts away.
        let path = resolve(&folder, target);
        if ["worksheet", "styles", "sharedStrings"].contains(&kind.as_str()) && !package.has(&path) {
            return Err(corrupt(format!("{path}: missing")));
        }
        outline.plain &= match kind.as_str() {
            "styles" => path.eq_ignore_ascii_case(&styles_at),
            "sharedStrings" => path.eq_ignore_ascii_case(&outline.strings),
            _ => true,
        };
    }
    if let Some(text) = package.part(&styles_at)? {
        outline.plain &= styles(&text, &mut outline.formats)?;
    }
    outline.saved = saved(package)?;
    if let Some(text) = package.part("docProps/custom.xml")? {
        elements(&text, |e| {
            if e.local_name().as_ref() == "property"
                && let Some(name) = attribute(e, "name")?
            {
                outline.own |= name == OWN_MARK;
                outline.form |= name == FORM_MARK;
            }
            Ok(())
        })?;
    }
    Ok(outline)
}

/// How many shared strings there are, and what is crossed out in them, once the library may be asked for them.
///
/// # Errors
/// A part that is broken, or would make the library reserve too much memory.
pub(super) fn shared_strings(package: &mut Package<'_>, path: &str, limits: &Limits) -> Result<Shared, Kind> {
    match package.part(path)? {
        Some(text) => Ok(Shared { count: strings(&text, limits)?, pieces: crossed::shared(&text)? }),
        None => Ok(Shared::default()),
    }
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

fn sheets(
    xml: &str,
    rels: &HashMap<String, (String, String)>,
    folder: &str,
    outline: &mut Outline,
) -> Result<ForLibrary, Kind> {
    let mut listed = ForLibrary::default();
    elements_at(xml, |depth, e| {
        outline.plain &= has_plain_names(e);
        match e.local_name().as_ref() {
            // The library takes the end of any for the end of all.
            "workbook" => outline.plain &= depth == 0,
            "workbookPr" => {
                if let Some(text) = attribute(e, "date1904")? {
                    outline.formats.is_1904 = text == "1" || text == "true";
                }
            }
            "sheet" => {
                let name = attribute(e, "name")?.unwrap_or_default();
                let id = attribute(e, "id")?.unwrap_or_default();
                let relation = rels.get(&id);
                if outline.sheets.iter().any(|s| s.name == name) {
                    return Err(corrupt(format!("two sheets are called {name:?}")));
                }
                let state = attribute(e, "state")?;
                let state = state.as_deref().unwrap_or("visible");
                let (path, stands) =
                    (relation.map(|(to, _)| resolve(folder, to)).unwrap_or_default(), stands(relation));
                listed.sheet((&name, &id, state), stands);
                outline.sheets.push(SheetPart { name, path, stands, hidden: state != "visible", notes: Vec::new() });
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(listed)
}

/// Takes the formats of cells. Returns whether they are numbered as usual.
fn styles(xml: &str, formats: &mut Formats) -> Result<bool, Kind> {
    let (mut codes, mut numbers, mut plain) = (HashMap::new(), Vec::new(), true);
    let (mut fonts, mut font_of) = (Vec::new(), Vec::new());
    let mut section = String::new();
    elements_at(xml, |depth, e| {
        plain &= has_plain_names(e);
        if depth == 1 {
            section = e.local_name().as_ref().to_owned();
        }
        if section == "fonts" {
            font(depth, e, &mut fonts)?;
        }
        if depth != 2 || !["numFmts", "cellXfs"].contains(&section.as_str()) {
            return Ok(());
        }
        let number = attribute(e, "numFmtId")?.map(|text| text.parse::<u16>());
        plain &= !matches!(number, Some(Err(_)));
        let number = number.and_then(Result::ok);
        match (section.as_str(), e.local_name().as_ref()) {
            ("numFmts", "numFmt") => {
                if let (Some(number), Some(code)) = (number, attribute(e, "formatCode")?) {
                    codes.insert(number, by_code(&code));
                }
            }
            ("cellXfs", "xf") => {
                numbers.push(number.unwrap_or(0));
                font_of.push(attribute(e, "fontId")?.and_then(|text| text.parse::<usize>().ok()).unwrap_or(0));
            }
            _ => plain = false,
        }
        Ok(())
    })?;
    formats.set(&numbers, &codes);
    formats.set_struck(font_of.iter().map(|font| fonts.get(*font) == Some(&true)).collect());
    // The library takes a cell that names no format for a number, whatever the first format is.
    Ok(plain && formats.starts_with_numbers())
}

/// Takes from an element inside the fonts whether the font that is open strikes text through.
fn font(depth: usize, e: &BytesStart<'_>, fonts: &mut Vec<bool>) -> Result<(), Kind> {
    match (depth, e.local_name().as_ref(), fonts.last_mut()) {
        (2, "font", _) => fonts.push(false),
        (3, "strike", Some(open)) => *open = is_on(e)?,
        _ => {}
    }
    Ok(())
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
pub(super) fn elements(xml: &str, mut each: impl FnMut(&BytesStart<'_>) -> Result<(), Kind>) -> Result<(), Kind> {
    elements_at(xml, |_, e| each(e))
}

/// As [`elements`], with the number of elements around each.
fn elements_at(xml: &str, mut each: impl FnMut(usize, &BytesStart<'_>) -> Result<(), Kind>) -> Result<(), Kind> {
    let mut reader = Reader::from_str(xml.trim_start_matches('\u{feff}'));
    let mut depth = 0usize;
    loop {
        match reader.read_event().map_err(corrupt)? {
            Event::Start(e) => {
                each(depth, &e)?;
                depth += 1;
            }
            Event::Empty(e) => each(depth, &e)?,
            Event::End(_) => depth -= 1,
            Event::Eof if depth == 0 => return Ok(()),
            Event::Eof => return Err(corrupt("a part ends early")),
            _ => {}
        }
    }
}

/// Whether all attributes are well-formed and named as a vocabulary names them; readers differ over the rest.
fn has_plain_names(e: &BytesStart<'_>) -> bool {
    let letters =
        |name: &str| name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b':' | b'_' | b'-' | b'.'));
    few_attributes(e).is_ok()
        && e.attributes().all(|attribute| attribute.is_ok_and(|attribute| letters(attribute.key.as_ref())))
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
