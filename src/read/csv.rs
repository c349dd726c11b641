//! "Read a .csv." Separated values.
//!
//! In: text. Out: one sheet, when at least half of the lines hold two or more values; `None` for prose. Numbers that are written
//! the way a number prints become numbers, everything else stays text as written. It knows no days: those are read later, as text.

use super::limits::{Limits, check};
use super::package::corrupt;
use super::values::fits;
use super::{Cell, Sheet, Value};
use crate::finding::Kind;
use crate::place::{At, LAST_COL, LAST_ROW, Place};
use csv::{ReaderBuilder, StringRecord};

/// Separators that office programs write; of those that fit as many lines, the first.
const SEPARATORS: [u8; 4] = [b'\t', b',', b';', b'|'];

/// Lines by which the separator is chosen.
const LINES_LOOKED_AT: usize = 200;

/// Bytes within which those lines are looked for.
const LOOKED_AT: usize = 1 << 20;

/// Reads separated values; `None` when the text does not look like them.
pub(super) fn read(text: &str, place: Place, limits: &Limits) -> Result<Option<Sheet>, Kind> {
    let (said, text) = directive(text);
    let Some(separator) = said.or_else(|| separator(text)) else { return Ok(None) };
    // Known before a line of fifty million values is taken apart. A quoted value may hold some separators of its own.
    let most = 2 * usize::try_from(LAST_COL + 1).map_err(corrupt)?;
    if text.lines().any(|line| line.bytes().filter(|b| *b == separator).count() > most) {
        return Err(corrupt("more values in a line than a sheet has columns"));
    }
    let mut sheet = Sheet::new(place);
    let mut cells = 0;
    let mut row = 0;
    let mut reader = lines(text, separator, is_balanced(text));
    let mut record = StringRecord::new();
    while reader.read_record(&mut record).map_err(corrupt)? {
        // The reader passes over empty lines without a word; programs show them as empty rows.
        let from = record.position().and_then(|p| usize::try_from(p.byte()).ok()).unwrap_or(0);
        row += u32::try_from(empty_lines(text, from)).map_err(corrupt)?;
        if row > LAST_ROW {
            return Err(corrupt("more rows than a sheet has"));
        }
        for (col, field) in (0..).zip(record.iter()) {
            fits(field)?;
            if let Some(value) = value(field) {
                cells += 1;
                check("sheet-cells", limits.sheet_cells, cells)?;
                if col > LAST_COL {
                    return Err(corrupt("more values in a line than a sheet has columns"));
                }
                sheet.put(At::new(row, col), Cell { value, formula: false });
            }
        }
        row += 1;
    }
    Ok(Some(sheet))
}

/// Empty lines that stand at byte `from`, where a record was said to begin.
fn empty_lines(text: &str, from: usize) -> usize {
    let before = text.get(..from).unwrap_or_default();
    let mut rest = text.get(from..).unwrap_or_default();
    if before.ends_with('\r') {
        rest = rest.strip_prefix('\n').unwrap_or(rest);
    }
    let ends = &rest[..rest.len() - rest.trim_start_matches(['\r', '\n']).len()];
    ends.matches('\n').count() + ends.matches('\r').count() - ends.matches("\r\n").count()
}

/// A first line `sep=;` names the separator and is not shown.
fn directive(text: &str) -> (Option<u8>, &str) {
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    match line.trim().to_ascii_lowercase().strip_prefix("sep=").map(str::as_bytes) {
        Some([separator]) => (Some(*separator), rest),
        Some([]) if line.contains('\t') => (Some(b'\t'), rest),
        _ => (None, text),
    }
}

fn separator(text: &str) -> Option<u8> {
    let end = (0..=LOOKED_AT.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let quoting = is_balanced(text);
    let text = &text[..end];
    let mut best = None;
    for separator in SEPARATORS {
        let mut reader = lines(text, separator, quoting);
        let records: Vec<_> = reader.records().take(LINES_LOOKED_AT).filter_map(Result::ok).collect();
        let filled = records.iter().filter(|r| r.iter().any(|f| !f.trim().is_empty())).count();
        let fitting = records.iter().filter(|r| r.len() > 1).count();
        if fitting * 2 >= filled && fitting > best.map_or(0, |(most, _)| most) {
            best = Some((fitting, separator));
        }
    }
    best.map(|(_, separator)| separator)
}

/// With an odd number of quotes one of them is never closed and would swallow the rest of the file.
fn is_balanced(text: &str) -> bool {
    text.bytes().filter(|b| *b == b'"').count() % 2 == 0
}

fn lines(text: &str, separator: u8, quoting: bool) -> csv::Reader<&[u8]> {
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .quoting(quoting)
        .from_reader(text.as_bytes())
}

/// A written value: a number where it prints as it is written, else text; `="001"` is how programs keep noughts.
pub(super) fn value(field: &str) -> Option<Value> {
    let plain = field.trim();
    if plain.is_empty() {
        return None;
    }
    let kept = plain.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    Some(match (kept, plain.parse::<f64>()) {
        (Some(kept), _) => Value::Text(kept.to_owned()),
        (None, Ok(number)) if number.is_finite() && number.to_string() == plain => Value::Number(number),
        _ => Value::Text(field.to_owned()),
    })
}
