//! "Which of its looks cross things out?" The styles of an OpenDocument, as far as they strike text through.
//!
//! In: the elements of its styles. Out: whether cells or words of a style are struck through. A style says nothing of it as a rule; then its
//! parent decides, and last what stands around the words. It knows no other look.

use super::outline::attribute;
use super::package::corrupt;
use crate::finding::Kind;
use quick_xml::events::BytesStart;
use std::collections::HashMap;

/// Styles by family and name.
#[derive(Debug, Default)]
pub(super) struct Strikes {
    styles: HashMap<(String, String), Style>,
    /// The style that is open.
    open: Option<(String, String)>,
    /// Whether any style strikes through: most documents have none.
    any: bool,
}

#[derive(Debug, Default)]
struct Style {
    struck: Option<bool>,
    parent: Option<String>,
}

/// Styles stand in lines of at most so many; longer ones were made to hurt.
const GENERATIONS: usize = 32;

impl Strikes {
    /// Takes what an element says; most say nothing.
    pub(super) fn element(&mut self, e: &BytesStart<'_>) -> Result<(), Kind> {
        match e.name().as_ref() {
            "style:style" => {
                let key = (attribute(e, "family")?.unwrap_or_default(), attribute(e, "name")?.unwrap_or_default());
                self.styles.insert(key.clone(), Style { struck: None, parent: attribute(e, "parent-style-name")? });
                self.open = Some(key);
            }
            // Its look is nobody's by name.
            "style:default-style" => self.open = None,
            "style:text-properties" => {
                let line = match attribute(e, "text-line-through-style")? {
                    Some(line) => Some(line),
                    None => attribute(e, "text-line-through-type")?,
                };
                let struck = line.map(|line| line != "none");
                if let Some(style) = self.open.as_ref().and_then(|open| self.styles.get_mut(open)) {
                    style.struck = struck.or(style.struck);
                    self.any |= struck == Some(true);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Whether cells of this style are struck through.
    pub(super) fn of_cell(&self, name: Option<&str>) -> bool {
        self.any && self.of("table-cell", name.unwrap_or("Default")).unwrap_or(false)
    }

    /// Whether an element's words are; `None` where what stands around them decides.
    pub(super) fn of_words(&self, e: &BytesStart<'_>) -> Result<Option<bool>, Kind> {
        if !self.any {
            return Ok(None);
        }
        Ok(attribute(e, "style-name")?.and_then(|name| self.of("text", &name)))
    }

    fn of(&self, family: &str, name: &str) -> Option<bool> {
        let mut name = name.to_owned();
        for _ in 0..GENERATIONS {
            let style = self.styles.get(&(family.to_owned(), name))?;
            if style.struck.is_some() {
                return style.struck;
            }
            name = style.parent.clone()?;
        }
        None
    }
}

/// The styles of a part of their own.
pub(super) fn named(xml: Option<&str>) -> Result<Strikes, Kind> {
    let mut strikes = Strikes::default();
    if let Some(xml) = xml.filter(|xml| xml.contains("line-through")) {
        super::outline::elements(xml, |e| strikes.element(e)).map_err(corrupt_styles)?;
    }
    Ok(strikes)
}

fn corrupt_styles(kind: Kind) -> Kind {
    match kind {
        Kind::FileCorrupt { detail } => corrupt(format!("styles.xml: {detail}")),
        other => other,
    }
}
