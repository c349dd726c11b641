//! "This is how your table was understood." A small drawing of one table: its headings in order, under each what it was taken for, and
//! the first rows.
//!
//! In: a table of the record. Out: lines of at most 100 display columns, aligned as a terminal shows them; a wide table goes on in
//! further bands. It judges nothing: doubts stand in the findings.

use crate::fold::one_line;
use crate::outcome::InputTable;
use crate::recognize::Why;
use crate::wording::check::Mark;
use crate::wording::{check as words, console, labels};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Display columns of a line.
const WIDTH: usize = 100;
/// Display columns of one heading at most: eight ideographs.
const CELL: usize = 16;
const MARGIN: &str = "    ";
const GAP: usize = 2;

/// The drawing of a table; nothing where it has no headings.
pub(super) fn sketch(table: &InputTable) -> Vec<String> {
    let columns: Vec<Vec<String>> = (0..table.headings.len()).map(|index| column(table, index)).collect();
    let widths: Vec<usize> =
        columns.iter().map(|cells| cells.iter().map(|c| c.width()).max().unwrap_or(0).clamp(4, CELL)).collect();
    let lines = columns.first().map_or(0, Vec::len);
    let mut out = Vec::new();
    for (first, end) in bands(&widths) {
        let drawn = |line: usize| {
            let cells = (first..end).map(|i| fitted(&columns[i][line], widths[i]));
            format!("{MARGIN}{}", cells.collect::<Vec<_>>().join(&" ".repeat(GAP)).trim_end())
        };
        out.extend((0..lines).map(drawn));
    }
    if out.is_empty() {
        return out;
    }
    let is_guess = |why: &Option<Why>| matches!(why, Some(Why::Parts | Why::Values | Why::Place));
    let marks = [
        (Mark::Guess, table.drawn.reasons.iter().any(is_guess)),
        (Mark::Unknown, table.headings.iter().any(|(_, _, field)| field.is_none())),
        (Mark::Doubted, table.drawn.rivals.iter().any(Option::is_some)),
    ];
    let told = marks.into_iter().filter(|(_, stands)| *stands).map(|(mark, _)| words::legend(mark));
    out.extend(told.map(|line| format!("{MARGIN}{line}")));
    out
}

/// One heading from top to bottom: its cell, its words, what it was taken for, the first values.
fn column(table: &InputTable, index: usize) -> Vec<String> {
    let (area, written, field) = &table.headings[index];
    let rival = table.drawn.rivals.get(index).copied().flatten();
    let why = table.drawn.reasons.get(index).copied().flatten();
    let role = words::role(field.map(labels::field), rival.map(labels::field), why);
    let mut cells = vec![area.first.to_string(), one_line(written), role];
    cells.extend(table.drawn.sample.iter().map(|(_, row)| row.get(index).cloned().unwrap_or_default()));
    cells
}

/// Which headings stand beside each other on one band of lines.
fn bands(widths: &[usize]) -> Vec<(usize, usize)> {
    let mut out: Vec<(usize, usize)> = Vec::new();
    let mut taken = 0;
    for (index, width) in widths.iter().enumerate() {
        match out.last_mut() {
            Some((_, end)) if taken + GAP + width <= WIDTH - MARGIN.len() => {
                *end = index + 1;
                taken += GAP + width;
            }
            _ => {
                out.push((index, index + 1));
                taken = *width;
            }
        }
    }
    out
}

/// A text in exactly so many display columns.
fn fitted(text: &str, width: usize) -> String {
    let mut shown = text.to_owned();
    if text.width() > width {
        let room = width - console::MORE.width();
        let mut taken = 0;
        shown = text
            .chars()
            .take_while(|c| {
                taken += c.width().unwrap_or(0);
                taken <= room
            })
            .collect::<String>()
            + console::MORE;
    }
    let blanks = width.saturating_sub(shown.width());
    shown + &" ".repeat(blanks)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::{Field, Form};
    use crate::outcome::Drawn;
    use crate::place::{At, Place};

    fn table(headings: &[(&str, Option<Field>)], sample: &[&[&str]]) -> InputTable {
        let columns = (0..).zip(headings).map(|(col, (text, field))| (At::new(2, col).into(), (*text).into(), *field));
        let row = |(line, cells): (u32, &&[&str])| (line, cells.iter().map(|c| (*c).to_owned()).collect());
        InputTable {
            place: Place::sheet(&"甲.xlsx".into(), &"表".into()),
            form: Form::Columns,
            headings: columns.collect(),
            rows_found: 2,
            rows_used: 2,
            left_out: Vec::new(),
            drawn: Drawn { sample: (3..).zip(sample).map(row).collect(), ..Drawn::default() }.into(),
        }
    }

    #[test]
    fn words_and_figures_stand_under_their_headings() {
        let lines =
            sketch(&table(&[("栏目名称", Some(Field::Column)), ("1月", Some(Field::Updates))], &[&["政务动态", "4"]]));
        // =栏目名称 takes nine display columns, and two stand between.
        assert_eq!(lines[0], "    A3         B3");
        assert_eq!(lines[1], "    栏目名称   1月");
        assert_eq!(lines[3], "    政务动态   4");
    }

    #[test]
    fn a_wide_table_goes_on_below_and_no_line_is_wider_than_promised() {
        let headings: Vec<(&str, Option<Field>)> = vec![("很长很长很长很长很长很长的表头", None); 23];
        let lines = sketch(&table(&headings, &[&["内容"; 23]]));
        assert!(lines.iter().all(|l| l.width() <= WIDTH), "{lines:#?}");
        assert_eq!(lines.iter().filter(|l| l.contains(console::MORE)).count(), 5, "23 headings of 16, five to a band");
        assert!(lines.iter().any(|l| l.contains("W3")), "the last heading is drawn too");
    }
}
