//! "It opens in Excel, but it is a web page." HTML tables, as government systems save them under `.xls`.
//!
//! In: the text of a page. Out: one sheet: the tables one under the other, with what stands around them as lines of their own,
//! since titles and periods often do. Spans become merged regions, unclosed cells are closed as browsers do. What is struck through is
//! marked. Styles are looked at only for hidden rows, where the row has them itself, and for lines through the text, of the page's own style
//! sheets too. A table that holds other tables is a frame around them, not a table.

use super::crossed::{self, Crossed};
use super::csv::value;
use super::html_grid::Grid;
use super::html_style::{Strikes, strikes_through};
use super::limits::Limits;
use super::values::fits;
use super::{Cell, Sheet, Value, covered};
use crate::finding::Kind;
use crate::place::{At, Place};
use ego_tree::iter::Edge;
use scraper::node::{Element, Node};

/// Elements after which a new line begins.
const BLOCKS: [&str; 17] = [
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "caption", "center", "form", "hr", "section",
    "header",
];

/// Elements whose text is never shown.
const UNSEEN: [&str; 7] = ["head", "script", "style", "template", "noscript", "textarea", "select"];

/// Reads all tables of the page.
pub(super) fn read(text: &str, place: Place, limits: &Limits) -> Result<Sheet, Kind> {
    let page = super::html_tree::parse(text)?;
    let mut walk = Walk {
        grid: Grid::new(limits),
        text: Text::default(),
        tables: Vec::new(),
        unseen: 0,
        crossed: Vec::new(),
        strikes: Strikes::of(&page)?,
    };
    for edge in page.tree.root().traverse() {
        match edge {
            Edge::Open(node) => match node.value() {
                Node::Element(element) => walk.open(element)?,
                Node::Text(text) => walk.write(text),
                _ => {}
            },
            Edge::Close(node) => {
                if let Node::Element(element) = node.value() {
                    walk.close(element)?;
                }
            }
        }
    }
    walk.line()?;
    let mut sheet = walk.grid.into_sheet(place);
    crossed::settle(&mut sheet, walk.crossed);
    covered::settle(&mut sheet).map_err(super::package::corrupt)?;
    Ok(sheet)
}

/// A table that is open.
struct Table {
    /// Whether it was found to hold other tables, so that it is only a frame.
    frame: bool,
    /// Spans of the cell that is open.
    cell: Option<(u32, u32)>,
}

/// The text that is being read.
#[derive(Default)]
struct Text {
    whole: String,
    /// What of it is struck through, and what is not.
    struck: String,
    kept: String,
    /// How many of the open elements strike it through.
    lines: u32,
}

impl Text {
    fn push(&mut self, c: char) {
        self.whole.push(c);
        if self.lines > 0 { &mut self.struck } else { &mut self.kept }.push(c);
    }

    fn clear(&mut self) {
        *self = Self { lines: self.lines, ..Self::default() };
    }

    /// The value that it gives, and how it is crossed out; it is empty afterwards.
    fn take(&mut self) -> Result<(Option<Value>, Option<Crossed>), Kind> {
        let empty = Self { lines: self.lines, ..Self::default() };
        let text = std::mem::replace(self, empty);
        fits(&text.whole)?;
        let whole = shown(&text.whole);
        let (struck, kept) = (shown(&text.struck), shown(&text.kept));
        Ok(match (struck.is_empty(), kept.is_empty()) {
            (true, _) => (value(&whole), None),
            (false, true) => (value(&whole), Some(Crossed::Whole)),
            // A number whose first half is struck through is two numbers.
            (false, false) => (Some(Value::Text(whole)), Some(Crossed::Part { kept, struck })),
        })
    }
}

struct Walk<'a> {
    grid: Grid<'a>,
    text: Text,
    tables: Vec<Table>,
    unseen: u32,
    crossed: Vec<(At, Crossed)>,
    strikes: Strikes,
}

impl Walk<'_> {
    fn open(&mut self, element: &Element) -> Result<(), Kind> {
        if self.strikes(element) {
            self.text.lines += 1;
        }
        match element.name() {
            name if UNSEEN.contains(&name) => self.unseen += 1,
            "table" => {
                self.line()?;
                if let Some(outer) = self.tables.last_mut() {
                    outer.frame = true;
                    outer.cell = None;
                }
                self.grid.begin_table();
                self.tables.push(Table { frame: false, cell: None });
            }
            "tr" if self.in_grid() => self.grid.begin_row(is_hidden(element))?,
            "td" | "th" => {
                let span = |name| element.attr(name).and_then(|s| s.trim().parse::<u32>().ok()).unwrap_or(1).max(1);
                match self.tables.last_mut() {
                    Some(table) if !table.frame => table.cell = Some((span("rowspan"), span("colspan"))),
                    _ => self.line()?,
                }
                self.text.clear();
            }
            "br" => self.text.push('\n'),
            name if BLOCKS.contains(&name) => self.block()?,
            _ => {}
        }
        Ok(())
    }

    fn close(&mut self, element: &Element) -> Result<(), Kind> {
        self.end(element.name())?;
        if self.strikes(element) {
            self.text.lines = self.text.lines.saturating_sub(1);
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), Kind> {
        match name {
            name if UNSEEN.contains(&name) => self.unseen = self.unseen.saturating_sub(1),
            "table" => {
                self.line()?;
                self.tables.pop();
                self.grid.end_table();
            }
            "td" | "th" => match self.tables.last_mut().and_then(|table| table.cell.take()) {
                Some(spans) => {
                    let (value, crossed) = self.text.take()?;
                    let at = self.grid.put(value.map(|value| Cell { value, formula: false }), spans)?;
                    self.crossed.extend(crossed.map(|how| (at, how)));
                }
                None => self.line()?,
            },
            name if BLOCKS.contains(&name) => self.block()?,
            _ => {}
        }
        Ok(())
    }

    fn write(&mut self, text: &str) {
        if self.unseen == 0 {
            // Line breaks of the source are blanks; only elements break lines.
            let plain = text.chars().map(|c| if matches!(c, '\n' | '\r' | '\t' | '\u{a0}') { ' ' } else { c });
            plain.for_each(|c| self.text.push(c));
        }
    }

    /// Whether an element draws a line through its text.
    fn strikes(&self, element: &Element) -> bool {
        matches!(element.name(), "s" | "strike" | "del")
            || element.attr("style").is_some_and(strikes_through)
            || self.strikes.of_element(element)
    }

    fn in_grid(&self) -> bool {
        self.tables.last().is_some_and(|table| !table.frame)
    }

    /// A block breaks the line inside a cell and ends the line outside.
    fn block(&mut self) -> Result<(), Kind> {
        if self.tables.last().is_some_and(|table| table.cell.is_some()) {
            self.text.push('\n');
            return Ok(());
        }
        self.line()
    }

    /// What stands outside of cells becomes a line of its own.
    fn line(&mut self) -> Result<(), Kind> {
        if let (Some(value), crossed) = self.text.take()? {
            let at = self.grid.line(Cell { value, formula: false })?;
            self.crossed.extend(crossed.map(|how| (at, how)));
        }
        Ok(())
    }
}

/// Text as a browser shows it: runs of blanks are one, lines are trimmed, empty lines at the ends are dropped.
fn shown(text: &str) -> String {
    let lines: Vec<String> =
        text.split('\n').map(|line| line.split(' ').filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

fn is_hidden(element: &Element) -> bool {
    let style = element.attr("style").unwrap_or_default().to_ascii_lowercase().replace(char::is_whitespace, "");
    style.contains("display:none") || element.attr("hidden").is_some()
}
