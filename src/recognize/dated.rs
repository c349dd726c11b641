//! "2024年三季度, in the title of a sheet that holds no table we know." Times that stand at the top of sheets, whatever stands below.
//!
//! In: a [`Book`] none of whose tables names a period. Out: what the first rows, the names of its sheets and its own name say of one, with the
//! place of each. A span that a heading beside it only compares with (2024年一季度, and 比一季度增减 in the same row) is none of them. `settle` asks for them only where no file's tables name a period. A span beside a label below them is kept as well, to be quoted; it decides nothing.
//! They decide about no table.

use super::grid::{Grid, Look};
use super::lexicon::Lexicon;
use super::{Recognized, Said, Source};
use crate::fold::one_line;
use crate::period::{Part, PeriodSaid};
use crate::place::{At, Place};
use crate::read::{Book, Sheet};
use crate::rules::periods::find_periods;

/// Rows at the top of a sheet in which a title may stand.
const TOP: usize = 8;
/// Rows of a sheet in which labels of a card may stand: what is longer is a list.
const CARD: usize = 40;
/// A longer text is prose: 根据2023年四季度通报 is no period of the form.
const LONGEST: usize = 40;
/// Marks of prose, and of lines that introduce something (公示期间：…): those of periods were read already.
const PROSE: [char; 8] = ['。', '；', '，', ';', ',', '！', '？', ':'];

/// What a book says of its period outside its tables; nothing where a table or a sentence names one.
pub(super) fn dated(book: &Book, out: &Recognized, lexicon: &Lexicon<'_>) -> Vec<Said<PeriodSaid>> {
    let by_tables = out.tables.iter().filter(|t| t.form.annex().is_some()).map(|t| &t.claims);
    let mut claims = by_tables.chain(out.zeros.iter().map(|zero| &zero.claims));
    if claims.any(|claims| !claims.periods.is_empty()) {
        return Vec::new();
    }
    let mut said = Vec::new();
    for sheet in book.sheets.iter().filter(|sheet| !sheet.hidden) {
        let grid = Grid::new(sheet, lexicon.words);
        for row in grid.lines().take(TOP) {
            let inks: Vec<_> = grid.inks(row, (0, u32::MAX)).collect();
            if inks.iter().any(|(_, ink)| ink.look == Look::Figure) {
                break;
            }
            // Months over figures are headings.
            let is_title = |key: &str| key.chars().count() <= LONGEST && !key.contains(PROSE) && !lexicon.is_month(key);
            let mut here = Vec::new();
            let mut bases: Vec<PeriodSaid> = Vec::new();
            for (col, ink) in inks.into_iter().filter(|(_, ink)| ink.look == Look::Words && is_title(ink.key())) {
                let text = one_line(&ink.cell.value.shown());
                match lexicon.words.rows.compared_with(&text, &lexicon.words.periods) {
                    Some(base) => bases.push(base),
                    None => say(&mut here, &text, (Source::Title, sheet.place.at(At::new(row, col))), lexicon),
                }
            }
            here.retain(|said| !bases.iter().any(|base| is_base(said.what, *base)));
            said.extend(here);
        }
        if let Some(name) = &sheet.place.sheet {
            say(&mut said, name, (Source::Sheet, Place { area: None, ..sheet.place.clone() }), lexicon);
        }
    }
    let about = |sheet| beside_labels(sheet, lexicon);
    said.extend(book.sheets.iter().filter(|sheet| !sheet.hidden).flat_map(about));
    let name = book.file.rsplit('/').next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    say(&mut said, stem, (Source::File, Place::file(&book.file)), lexicon);
    said
}

/// Cells of a card that hold a span of days and nothing else, below the top or above it, right behind a label that no list holds.
fn beside_labels(sheet: &Sheet, lexicon: &Lexicon<'_>) -> Vec<Said<PeriodSaid>> {
    let grid = Grid::new(sheet, lexicon.words);
    let mut out: Vec<Said<PeriodSaid>> = Vec::new();
    for row in grid.lines().take(CARD) {
        let inks: Vec<_> = grid.inks(row, (0, u32::MAX)).collect();
        for pair in inks.windows(2) {
            let [(_, label), (col, ink)] = pair else { continue };
            let text = one_line(&ink.cell.value.shown());
            let is_label = label.look == Look::Words && find_periods(label.key(), &lexicon.words.periods).is_empty();
            if !is_label || ink.look != Look::Words || text.chars().count() > LONGEST {
                continue;
            }
            let found = find_periods(&text, &lexicon.words.periods);
            let [(what, range)] = found.as_slice() else { continue };
            if what.year.is_some() && what.part != Part::Year && *range == (0..text.len()) {
                let place = sheet.place.at(At::new(row, *col));
                out.push(Said { what: *what, text, source: Source::Beside, place });
            }
        }
    }
    out
}

/// Whether a span is what a heading compares with: 一季度 of 比一季度增减, any part of last year beside 比2023年同期增减.
fn is_base(said: PeriodSaid, base: PeriodSaid) -> bool {
    let years = base.year.is_none() || said.year.is_none() || said.year == base.year;
    years && (said.part == base.part || base.part == Part::Year && said.year == base.year)
}

/// Every period of a text, with its own words alone: a title may name people.
fn say(out: &mut Vec<Said<PeriodSaid>>, text: &str, (source, place): (Source, Place), lexicon: &Lexicon<'_>) {
    let found = find_periods(text, &lexicon.words.periods);
    let said = |(what, range): (PeriodSaid, std::ops::Range<usize>)| {
        let text = text.get(range)?.to_owned();
        Some(Said { what, text, source, place: place.clone() })
    };
    out.extend(found.into_iter().filter_map(said));
}
