//! "It lists a sheet: where is it?" What the list of a workbook's sheets (xlsx, xlsb) leads to.
//!
//! In: what the relationships say of a sheet. Out: whether it holds cells, holds none by its nature, or is nowhere; and a list that the
//! library can read, because it refuses a whole book for one sheet that it does not know. It reads no cell.

use super::Sheet;
use crate::place::Place;
use quick_xml::escape::escape;
use std::fmt::Write;
use std::sync::Arc;

/// What stands behind a sheet of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stands {
    /// A worksheet.
    Cells,
    /// A chart, a dialog or a sheet of macros: it holds no figures.
    NoCells,
    /// Nothing that can be found: it names no part, or one of a kind that nobody knows.
    Nowhere,
}

/// What a sheet is, by the target of its relationship and the last word of that one's type.
pub(super) fn stands(relation: Option<&(String, String)>) -> Stands {
    match relation.map(|(_, kind)| kind.as_str()) {
        Some("worksheet") => Stands::Cells,
        Some("chartsheet" | "dialogsheet" | "xlMacrosheet" | "xlIntlMacrosheet") => Stands::NoCells,
        _ => Stands::Nowhere,
    }
}

/// Puts sheets that are nowhere between those that were read, so that they are told by name. `listed`: the name and nature of all.
pub(super) fn with_missing<'l>(
    file: &Arc<str>,
    sheets: &mut Vec<Sheet>,
    listed: impl Iterator<Item = (&'l str, Stands)>,
) {
    for (at, (name, stands)) in listed.filter(|(_, stands)| *stands != Stands::NoCells).enumerate() {
        if stands == Stands::Nowhere {
            let missing = Sheet { missing: true, ..Sheet::new(Place::sheet(file, &name.into())) };
            sheets.insert(at.min(sheets.len()), missing);
        }
    }
}

/// The part of a workbook, as far as the library needs it, while it is written.
#[derive(Debug, Default)]
pub(super) struct ForLibrary {
    sheets: String,
    /// Whether the library might refuse the workbook's own part.
    refused: bool,
}

impl ForLibrary {
    /// Takes a sheet of the list: its name, the id of its relationship, and its state.
    pub(super) fn sheet(&mut self, (name, id, state): (&str, &str, &str), stands: Stands) {
        // It knows charts and dialogs, too, but needs none of them.
        self.refused |= stands != Stands::Cells || !matches!(state, "visible" | "hidden" | "veryHidden");
        if stands == Stands::Cells {
            // Line breaks would be blanks to a reader of attributes.
            let name = escape(name).replace('\n', "&#10;").replace('\r', "&#13;").replace('\t', "&#9;");
            let _ = write!(self.sheets, "<sheet name=\"{name}\" id=\"{}\"></sheet>", escape(id));
        }
    }

    /// The part, where the library might refuse the workbook's own.
    pub(super) fn finish(self, is_1904: bool) -> Option<String> {
        let days = if is_1904 { "<workbookPr date1904=\"1\"></workbookPr>" } else { "" };
        self.refused.then(|| format!("<workbook>{days}<sheets>{}</sheets></workbook>", self.sheets))
    }
}
