//! "Two tables side by side, or one with an empty column?" A line of headings, cut where one table ends and another begins.
//!
//! In: a line of a [`Grid`]. Out: its [`Piece`]s, each of which may be the headings of one table. Whether it is one is `blocks`' question.

use super::entries::{Entry, Other, Piece, entries, entry, is_known, is_name, leads};
use crate::field::Field;
use crate::recognize::grid::{Grid, Ink, Look};
use crate::recognize::lexicon::Lexicon;

/// From this score on a text is a listed word of some form, not one put together.
const LISTED_SCORE: i32 = 90;
/// Positions left empty inside a line of headings.
pub(super) const GAP: u32 = 1;

/// The line cut where one table ends and another begins.
pub(super) fn pieces<'g>(grid: &'g Grid<'_>, line: u32, lexicon: &Lexicon<'_>) -> Vec<Piece<'g>> {
    let mut out: Vec<Piece<'_>> = Vec::new();
    for e in entries(grid, (line, (0, u32::MAX)), lexicon) {
        if grid.turned && (e.crosses || e.bars || heads_another(grid, e.span.0, lexicon)) {
            out.push(Vec::new());
            continue;
        }
        // The headings of another table may have nothing in this letter column.
        let end = out.last().and_then(|piece| piece.last()).map_or(e.span.0, |last| last.span.1 + 1);
        if grid.turned && (end..e.span.0).any(|row| heads_another(grid, row, lexicon)) {
            out.push(Vec::new());
        }
        match out.last_mut() {
            Some(piece) if piece.last().is_some_and(|last| e.span.0 <= last.span.1 + 1) => piece.push(e),
            _ => out.push(vec![e]),
        }
    }
    let bridged = |gap| is_bridged(grid, line, gap, lexicon);
    let captioned = |at: u32| is_captioned(grid, (line, at), lexicon);
    let out = join_gaps(out, (&bridged, &captioned));
    let out: Vec<Piece<'_>> = if grid.turned {
        let parts = out.into_iter().flat_map(|piece| cut_at_captions(grid, line, piece));
        parts.map(|piece| trim(grid, line, piece)).collect()
    } else {
        out
    };
    out.into_iter().flat_map(cut_at_repeats).filter(|p| !p.is_empty()).collect()
}

/// Whether a row of the sheet, seen from a letter column, holds the headings of a table of its own, one beside the other: a name and what is
/// counted of it. Labels that run down have their values between them.
fn heads_another(grid: &Grid<'_>, row: u32, lexicon: &Lexicon<'_>) -> bool {
    let mut end: Option<u32> = None;
    let (mut names, mut counts, mut others) = (0, 0, 0);
    for (line, ink) in grid.lines().filter_map(|line| Some((line, grid.own(line, row)?))) {
        let e = entry(ink, line, lexicon);
        if e.bars || ink.look != Look::Words || end.is_some_and(|end| line != end + 1) {
            return false;
        }
        end = Some(ink.lines.1);
        match e.label.filter(|_| e.other != Some(Other::Platform)) {
            Some(field) if is_name(field) => names += 1,
            Some(field) => counts += usize::from(field.is_count()),
            None if e.month => counts += 1,
            None => others += 1,
        }
        if others > 1 {
            return false;
        }
    }
    names > 0 && counts > 1
}

/// Pieces with an empty position between them are one table, unless each is a table of its own.
fn join_gaps<'g>(pieces: Vec<Piece<'g>>, around: Around<'_>) -> Vec<Piece<'g>> {
    let mut out: Vec<Piece<'g>> = Vec::new();
    for piece in pieces {
        match out.last_mut() {
            Some(left) if !left.is_empty() && !piece.is_empty() && joins(left, &piece, around) => left.extend(piece),
            _ => out.push(piece),
        }
    }
    out
}

/// Whether finer headings bridge a gap, and whether a caption of its own stands above a position.
type Around<'a> = (&'a dyn Fn((u32, u32)) -> bool, &'a dyn Fn(u32) -> bool);

fn joins(left: &[Entry<'_>], right: &[Entry<'_>], (bridged, captioned): Around<'_>) -> bool {
    let (end, begin) = (span_of(left).1, right[0].span.0);
    if captioned(begin) && captioned(left[0].span.0) {
        return false;
    }
    if begin.saturating_sub(end + 1) > GAP && !bridged((end + 1, begin - 1)) {
        return false;
    }
    let names =
        |piece: &[Entry<'_>]| -> Vec<Field> { piece.iter().filter_map(|e| e.label).filter(|f| is_name(*f)).collect() };
    let shared = names(left).iter().any(|f| names(right).contains(f));
    // 更新要求 or 月份 once more: what a card beside another begins with. Figures come again under each group of one table.
    let opens = |e: &Entry<'_>| e.label.is_some_and(|f| !f.is_count()) || e.other == Some(Other::Times);
    let again = left[0].key == right[0].key && opens(&left[0]);
    // Beside headings that make a table by themselves stand rows of another one.
    let heads = |piece: &[Entry<'_>]| piece.iter().any(|e| e.label.is_some() || e.month);
    let apart = is_whole(left) && (is_whole(right) || !heads(right)) || is_whole(right) && !heads(left);
    !(shared || again || apart)
}

/// Whether the row above headings captions the table that begins at a position: a number and a matter (二、网民留言办理情况).
fn is_captioned(grid: &Grid<'_>, (line, at): (u32, u32), lexicon: &Lexicon<'_>) -> bool {
    let above = || grid.lines_in(0..=line.checked_sub(1)?).next_back();
    let caption = |row: u32| grid.own(row, at).filter(|ink| ink.look == Look::Words);
    let numbered = |ink: &Ink<'_>| lexicon.words.rows.is_numbered(ink.key());
    !grid.turned && above().and_then(caption).is_some_and(numbered)
}

/// Whether finer headings stand under all of a gap, known ones or any words over figures: the group over them is not merged.
fn is_bridged(grid: &Grid<'_>, line: u32, gap: (u32, u32), lexicon: &Lexicon<'_>) -> bool {
    let figure = |pos: u32| grid.own(line + 2, pos).is_some_and(|ink| ink.look == Look::Figure);
    let finer = |pos: u32, ink: &Ink<'_>| is_known(ink, line, lexicon) || ink.look == Look::Words && figure(pos);
    !grid.turned && (gap.0..=gap.1).all(|pos| grid.own(line + 1, pos).is_some_and(|ink| finer(pos, ink)))
}

/// Whether a piece alone already makes a table of a known form.
fn is_whole(piece: &[Entry<'_>]) -> bool {
    let has = |fields: &[Field]| piece.iter().any(|e| e.label.is_some_and(|f| fields.contains(&f)));
    let counts = [Field::Actual, Field::Required, Field::Forwarded];
    has(&[Field::Column, Field::Account]) && (has(&counts) || piece.iter().any(|e| e.month))
        || has(&[Field::Received]) && has(&[Field::Closed, Field::ClosedOnTime, Field::Overdue])
        || has(&[Field::Day]) && has(&[Field::PostTitle])
}

/// A text alone in its row of the sheet captions what runs down below it, where the same labels come again there.
fn cut_at_captions<'g>(grid: &Grid<'_>, line: u32, piece: Piece<'g>) -> Vec<Piece<'g>> {
    let alone = |e: &Entry<'_>| {
        let row = e.span.0;
        row == e.span.1
            && e.label.is_none()
            && grid.lines().all(|other| other == line || grid.own(other, row).is_none())
    };
    let labels =
        |piece: &[Entry<'g>]| -> Vec<&'g str> { piece.iter().filter(|e| e.label.is_some()).map(|e| e.key).collect() };
    let comes_again = |i: usize| {
        let above = labels(&piece[..i]);
        !above.is_empty() && labels(&piece[i..]).iter().any(|key| above.contains(key))
    };
    let captions: Vec<bool> = piece.iter().enumerate().map(|(i, e)| alone(e) && comes_again(i)).collect();
    let mut out: Vec<Piece<'g>> = vec![Vec::new()];
    for (e, is_caption) in piece.into_iter().zip(captions) {
        match out.last_mut() {
            Some(part) if !is_caption => part.push(e),
            _ => out.push(Vec::new()),
        }
    }
    out
}

/// A turned line also holds the sheet's titles and remarks: only what lies between its first and last heading counts. A title often
/// has the words of a heading, but no value beside it.
fn trim<'g>(grid: &Grid<'_>, line: u32, mut piece: Piece<'g>) -> Piece<'g> {
    let valued = |e: &Entry<'_>| grid.own(line, e.span.0).is_some_and(|ink| leads(grid, e.span.0, ink));
    let known = |e: &Entry<'_>| e.month || e.label.is_some() && (e.score >= LISTED_SCORE || valued(e));
    let Some(last) = piece.iter().rposition(known) else { return Vec::new() };
    piece.truncate(last + 1);
    let first = piece.iter().position(known).unwrap_or(0);
    piece.drain(..first);
    piece
}

/// The same headings once more beside the first are a second table.
fn cut_at_repeats(mut piece: Piece<'_>) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    loop {
        let again = piece.first().filter(|e| e.label.is_some_and(is_name)).and_then(|first| {
            (2..piece.len().saturating_sub(1)).find(|i| piece[*i].key == first.key && piece[*i + 1].key == piece[1].key)
        });
        match again {
            Some(i) => {
                let rest = piece.split_off(i);
                out.push(std::mem::replace(&mut piece, rest));
            }
            None => {
                out.push(piece);
                return out;
            }
        }
    }
}

/// First and last position.
pub(super) fn span_of(piece: &[Entry<'_>]) -> (u32, u32) {
    let first = piece.first().map_or(0, |e| e.span.0);
    (first, piece.iter().map(|e| e.span.1).max().unwrap_or(first))
}
