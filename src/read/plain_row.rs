//! "What stands in this row?" One plainly written row of an xlsx sheet.
//!
//! In: bytes that begin with `<row`. Out: its number and its cells, or `None` for any row that calamine, the audit or Excel might
//! read in another way than we do here. It accepts what spreadsheet programs write and guesses nothing.

use super::audit_cell::{KNOWN_ERRORS, is_number};
use super::plain_tag::{Scan, Tag, is_unescaped, resolved};
use crate::place::{At, LAST_COL, LAST_ROW};
use std::borrow::Cow;

/// A row's own facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct RowHead {
    /// Row number from zero.
    pub(super) row: u32,
    /// Hidden outright or of no height.
    pub(super) hidden: bool,
}

/// One cell.
#[derive(Debug, PartialEq)]
pub(super) struct PlainCell<'t> {
    /// Letter column from zero.
    pub(super) col: u32,
    /// Index of its format.
    pub(super) format: usize,
    /// Whether it has a formula.
    pub(super) formula: bool,
    /// What it holds; `None` when it has neither value nor formula.
    pub(super) holds: Option<Holds<'t>>,
}

/// What a cell holds.
#[derive(Debug, PartialEq)]
pub(super) enum Holds<'t> {
    /// A value that shows nothing.
    Nothing,
    /// Text.
    Text(Cow<'t, str>),
    /// The shared string with this number, which need not exist.
    Shared(usize),
    /// A finite number, or a day.
    Number(f64),
    /// TRUE or FALSE.
    Bool(bool),
    /// An error value.
    Error(&'t str),
    /// No result of a formula.
    Uncalculated,
}

/// Reads the row at the beginning of `bytes`, shows its cells to `each` in ascending order, and returns its facts and length.
/// `None` may also mean that the row does not end within `bytes`; `each` may have seen cells then.
pub(super) fn row<'t>(bytes: &'t [u8], mut each: impl FnMut(PlainCell<'t>)) -> Option<(RowHead, usize)> {
    let mut scan = Scan::new(bytes);
    if !scan.eat(b"<row") {
        return None;
    }
    let (number, hidden, open) = row_tag(&mut scan)?;
    let row = digits(number).filter(|n| (1..=LAST_ROW + 1).contains(n) && number[0] != b'0')? - 1;
    if open {
        cells(&mut scan, number, &mut each)?;
    }
    Some((RowHead { row, hidden }, scan.at()))
}

/// Shows the cells of a row up to its end tag.
#[inline]
fn cells<'t>(scan: &mut Scan<'t>, number: &[u8], each: &mut impl FnMut(PlainCell<'t>)) -> Option<()> {
    let mut next = 0;
    loop {
        scan.blanks();
        if !scan.eat(b"<c") {
            return scan.eat(b"</row>").then_some(());
        }
        let cell = cell(scan, number)?;
        if cell.col < next {
            return None;
        }
        next = cell.col + 1;
        each(cell);
    }
}

/// Attributes of rows that say nothing about values.
const OF_ROWS: [&[u8]; 10] = [
    b"spans",
    b"s",
    b"customFormat",
    b"customHeight",
    b"outlineLevel",
    b"collapsed",
    b"thickTop",
    b"thickBot",
    b"ph",
    b"x14ac:dyDescent",
];

/// Number as written, whether hidden, and whether cells follow.
fn row_tag<'t>(scan: &mut Scan<'t>) -> Option<(&'t [u8], bool, bool)> {
    let mut number = None;
    let mut hidden = false;
    let mut met = 0u32;
    loop {
        match scan.tag()? {
            Tag::Attribute(name, value) => {
                let bit = match name {
                    b"r" => {
                        number = Some(value);
                        10
                    }
                    b"hidden" => {
                        hidden |= matches!(value, b"1" | b"true");
                        11
                    }
                    b"ht" => {
                        let height = std::str::from_utf8(value).ok()?.parse::<f64>();
                        hidden |= height.is_ok_and(|height| height <= 0.0);
                        12
                    }
                    other => OF_ROWS.iter().position(|known| *known == other)?,
                };
                once(&mut met, bit)?;
            }
            Tag::Open => return Some((number?, hidden, true)),
            Tag::Empty => return Some((number?, hidden, false)),
        }
    }
}

/// An attribute that comes twice is an error of XML.
fn once(met: &mut u32, bit: usize) -> Option<()> {
    let before = *met;
    *met |= 1 << bit;
    (before != *met).then_some(())
}

/// The `t` of a cell.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Type {
    Number,
    Shared,
    Bool,
    Error,
    Text,
    Inline,
}

#[inline]
fn cell<'t>(scan: &mut Scan<'t>, row: &[u8]) -> Option<PlainCell<'t>> {
    let begun = scan.at();
    let head = usual_head(scan, row).or_else(|| {
        scan.back(begun);
        any_head(scan, row)
    })?;
    let mut cell = PlainCell { col: head.col, format: head.format, formula: false, holds: None };
    if head.open {
        (cell.formula, cell.holds) = contents(scan, head.of)?;
    }
    Some(cell)
}

/// The start tag of a cell.
struct CellHead {
    col: u32,
    format: usize,
    of: Type,
    open: bool,
}

/// The start tag as nearly every program writes it; nine cells in ten need no more than this.
#[inline]
fn usual_head(scan: &mut Scan<'_>, row: &[u8]) -> Option<CellHead> {
    if !scan.eat(b" r=\"") {
        return None;
    }
    let col = column(scan.capitals(3))?;
    if !scan.eat_few(row) || !scan.eat(b"\"") {
        return None;
    }
    let mut format = 0;
    if scan.eat(b" s=\"") {
        format = usize::try_from(scan.digits()?).ok()?;
        if !scan.eat(b"\"") {
            return None;
        }
    }
    let of = if scan.eat(b" t=\"s\"") { Type::Shared } else { Type::Number };
    let open = scan.eat(b">");
    (open || scan.eat(b"/>")).then_some(CellHead { col, format, of, open })
}

fn any_head(scan: &mut Scan<'_>, row: &[u8]) -> Option<CellHead> {
    let (mut col, mut format, mut of) = (None, 0, Type::Number);
    let mut met = 0u32;
    loop {
        match scan.tag()? {
            Tag::Attribute(name, value) => {
                let bit = match name {
                    b"r" => {
                        col = Some(column(value.strip_suffix(row)?)?);
                        0
                    }
                    b"s" => {
                        format = usize::try_from(digits(value)?).ok()?;
                        1
                    }
                    b"t" => {
                        of = kind(value)?;
                        2
                    }
                    b"cm" => 3,
                    b"vm" => 4,
                    b"ph" => 5,
                    _ => return None,
                };
                once(&mut met, bit)?;
            }
            Tag::Open => return Some(CellHead { col: col?, format, of, open: true }),
            Tag::Empty => return Some(CellHead { col: col?, format, of, open: false }),
        }
    }
}

fn kind(written: &[u8]) -> Option<Type> {
    Some(match written {
        b"n" => Type::Number,
        b"s" => Type::Shared,
        b"b" => Type::Bool,
        b"e" => Type::Error,
        b"str" => Type::Text,
        b"inlineStr" => Type::Inline,
        _ => return None,
    })
}

/// A letter column, inside the sheet.
#[inline]
fn column(letters: &[u8]) -> Option<u32> {
    if !(1..=3).contains(&letters.len()) || !letters.iter().all(u8::is_ascii_uppercase) {
        return None;
    }
    let column = letters.iter().fold(0, |sum, b| sum * 26 + u32::from(b - b'A') + 1) - 1;
    (column <= LAST_COL).then_some(column)
}

/// A number of one to nine digits.
#[inline]
fn digits(written: &[u8]) -> Option<u32> {
    if !(1..=9).contains(&written.len()) || !written.iter().all(u8::is_ascii_digit) {
        return None;
    }
    Some(written.iter().fold(0, |sum, b| sum * 10 + u32::from(b - b'0')))
}

/// Whether there is a formula, and the value, up to the end of the cell.
#[inline]
fn contents<'t>(scan: &mut Scan<'t>, of: Type) -> Option<(bool, Option<Holds<'t>>)> {
    let begun = scan.at();
    if let Some(holds) = whole_number(scan, of) {
        return Some((false, Some(holds)));
    }
    scan.back(begun);
    scan.blanks();
    let formula = scan.eat(b"<f");
    if formula {
        pass_formula(scan)?;
        scan.blanks();
    }
    let holds = if scan.eat(b"<v") {
        let written = if scan.no_attributes()? { b"" } else { scan.written(b"</v>")? };
        scan.blanks();
        Some(held(written, of, formula)?)
    } else if scan.eat(b"<is>") && of == Type::Inline && !formula {
        let text = inline(scan)?;
        scan.blanks();
        Some(if text.is_empty() { Holds::Nothing } else { Holds::Text(text) })
    } else {
        formula.then_some(Holds::Uncalculated)
    };
    scan.eat(b"</c>").then_some((formula, holds))
}

/// A small whole number or the number of a string and nothing else, up to the end of the cell: most cells of most sheets.
#[inline]
fn whole_number<'t>(scan: &mut Scan<'t>, of: Type) -> Option<Holds<'t>> {
    if !matches!(of, Type::Number | Type::Shared) || !scan.eat(b"<v>") {
        return None;
    }
    let number = scan.digits()?;
    if !scan.eat(b"</v></c>") {
        return None;
    }
    Some(match of {
        Type::Shared => Holds::Shared(usize::try_from(number).ok()?),
        _ => Holds::Number(f64::from(number)),
    })
}

/// Passes over a formula; its words are never used, but they must be well-formed.
fn pass_formula(scan: &mut Scan<'_>) -> Option<()> {
    const KNOWN: [&[u8]; 13] =
        [b"t", b"ref", b"si", b"ca", b"aca", b"bx", b"dt2D", b"dtr", b"del1", b"del2", b"r1", b"r2", b"xml:space"];
    let mut met = 0u32;
    let (mut shared, mut number, mut range) = (false, false, true);
    loop {
        match scan.tag()? {
            Tag::Attribute(name, value) => {
                once(&mut met, KNOWN.iter().position(|known| *known == name)?)?;
                match name {
                    b"t" => shared = value == b"shared",
                    b"si" => number = digits(value).is_some(),
                    b"ref" => range = std::str::from_utf8(value).is_ok_and(is_range),
                    _ => {}
                }
            }
            Tag::Open => {
                resolved(scan.text(b"</f>")?)?;
                break;
            }
            Tag::Empty => break,
        }
    }
    // The library refuses a sheet with a shared formula that says not which, or is shared by an odd range.
    (!shared || number && range).then_some(())
}

/// Whether this is `D6` or `D6:E7`, the first corner first.
fn is_range(text: &str) -> bool {
    let (first, last) = text.split_once(':').unwrap_or((text, text));
    let corners = At::parse(first).zip(At::parse(last));
    corners.is_some_and(|(first, last)| first.row <= last.row && first.col <= last.col)
}

/// The text of `<is><t>`; runs and phonetic texts are left to the careful road.
fn inline<'t>(scan: &mut Scan<'t>) -> Option<Cow<'t, str>> {
    scan.blanks();
    if !scan.eat(b"<t") {
        return None;
    }
    let text = shown_text(scan)?;
    scan.blanks();
    scan.eat(b"</is>").then_some(text)
}

/// The text of a `<t>` element whose name was just read: trimmed, unless it asks to keep its spaces.
#[inline]
pub(super) fn shown_text<'t>(scan: &mut Scan<'t>) -> Option<Cow<'t, str>> {
    let mut keep = None;
    loop {
        match scan.tag()? {
            Tag::Attribute(b"xml:space", value @ (b"preserve" | b"default")) if keep.is_none() => {
                keep = Some(value == b"preserve");
            }
            Tag::Attribute(..) => return None,
            Tag::Open => break,
            Tag::Empty => return Some(Cow::Borrowed("")),
        }
    }
    let text = resolved(scan.text(b"</t>")?)?;
    let blank = [' ', '\t', '\r', '\n'];
    let text = match text {
        text if keep == Some(true) => text,
        Cow::Borrowed(text) => Cow::Borrowed(text.trim_matches(blank)),
        Cow::Owned(text) => Cow::Owned(text.trim_matches(blank).to_owned()),
    };
    is_unescaped(&text).then_some(text)
}

#[inline]
fn held(written: &[u8], of: Type, formula: bool) -> Option<Holds<'_>> {
    let text = || std::str::from_utf8(written).ok();
    Some(match of {
        Type::Number | Type::Shared if written.is_empty() && formula => Holds::Uncalculated,
        Type::Number | Type::Shared | Type::Text if written.is_empty() => Holds::Nothing,
        Type::Number => Holds::Number(number(written)?),
        Type::Shared => Holds::Shared(usize::try_from(digits(written)?).ok()?),
        Type::Bool => match written {
            b"0" | b"false" => Holds::Bool(false),
            b"1" | b"true" => Holds::Bool(true),
            _ => return None,
        },
        Type::Error => Holds::Error(text().filter(|text| KNOWN_ERRORS.contains(text))?),
        Type::Text => Holds::Text(resolved(text()?).filter(|text| is_unescaped(text))?),
        // The text of such a cell belongs into `<is>`.
        Type::Inline => return None,
    })
}

#[inline]
fn number(written: &[u8]) -> Option<f64> {
    if let Some(whole) = digits(written) {
        return Some(f64::from(whole));
    }
    let written = std::str::from_utf8(written).ok()?;
    if is_number(written) { written.parse().ok() } else { None }
}

#[cfg(test)]
mod tests;
