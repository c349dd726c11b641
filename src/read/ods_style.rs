//! "Which of its looks cross things out?" The styles of an OpenDocument, as far as they strike text through.
//!
//! In: the elements of its styles. Out: whether cells or words of a style are struck through. A style says nothing of it as a rule; then its
//! parent decides, and last what stands around the words. It knows no other look.

use super::crossed::{Crossed, Piece, crossed};
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

/// How the words of one cell look, while they are read.
#[derive(Default)]
pub(super) struct Looks {
    /// Whether the cell is struck through as a whole.
    whole: bool,
    /// For each element inside that may look otherwise, whether its words are struck through.
    open: Vec<bool>,
    /// Byte of the text at which words begin that are struck through, or are not any more.
    turns: Vec<(usize, bool)>,
}

impl Looks {
    /// The looks of a cell that is struck through as a whole or not.
    pub(super) fn of(whole: bool) -> Self {
        Self { whole, ..Self::default() }
    }

    /// An element begins behind `length` bytes of text, and says whether its words are struck through, if it does.
    pub(super) fn begin(&mut self, says: Option<bool>, length: usize) {
        self.open.push(says.unwrap_or_else(|| self.now()));
        self.turn(length);
    }

    /// The element ends.
    pub(super) fn end(&mut self, length: usize) {
        self.open.pop();
        self.turn(length);
    }

    fn now(&self) -> bool {
        self.open.last().copied().unwrap_or(self.whole)
    }

    fn turn(&mut self, length: usize) {
        let now = self.now();
        if self.turns.last().map_or(self.whole, |(_, before)| *before) != now {
            self.turns.push((length, now));
        }
    }

    /// How the cell is crossed out, whose text this is.
    pub(super) fn crossed(&self, text: &str) -> Option<Crossed> {
        let (mut pieces, mut from, mut struck) = (Vec::new(), 0, self.whole);
        for (to, then) in &self.turns {
            pieces.push(Piece { text: text[from..*to].to_owned(), struck: Some(struck) });
            (from, struck) = (*to, *then);
        }
        if !pieces.is_empty() {
            pieces.push(Piece { text: text[from..].to_owned(), struck: Some(struck) });
        }
        crossed(self.whole, &pieces)
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
