//! "Which words of this label did somebody cross out?" Labels of an .xls sheet that carry the looks of their words themselves.
//!
//! In: the bytes of an RSTRING record behind its format. Out: its text, and its pieces where it has several looks. Before BIFF8 nothing
//! says whether looks begin at bytes or at characters; where that makes a difference, all of the text counts as crossed out, so that
//! somebody looks. Strings of the shared table are no matter of this module.

use super::biff::Bytes;
use super::crossed::{self, Piece};
use super::xls::Globals;
use crate::finding::Kind;

/// Reads the rest of the record ([MS-XLS] keeps it for older programs; 5.88 RSTRING of the OpenOffice description of the format).
pub(super) fn label(bytes: &mut Bytes<'_, '_>, globals: &Globals) -> Result<(String, Vec<Piece>), Kind> {
    let text = globals.text(bytes)?;
    let mut runs = Vec::new();
    if bytes.left() > 0 {
        let wide = globals.unicode;
        for _ in 0..number(bytes, wide)? {
            let from = number(bytes, wide)?;
            runs.push((from, globals.strikes(number(bytes, wide)?)));
        }
    }
    if runs.is_empty() {
        return Ok((text, Vec::new()));
    }
    let by_character = crossed::runs(&text, &runs);
    if globals.unicode || by_bytes(&text, &runs, globals).as_ref() == Some(&by_character) {
        return Ok((text, by_character));
    }
    let any = runs.iter().any(|(_, struck)| *struck);
    let whole = Piece { text: text.clone(), struck: any.then_some(true) };
    Ok((text, vec![whole]))
}

fn number(bytes: &mut Bytes<'_, '_>, wide: bool) -> Result<u16, Kind> {
    if wide { bytes.u16() } else { bytes.u8().map(u16::from) }
}

/// The pieces, if runs begin at bytes of the code page; `None` where one would cut a character.
fn by_bytes(text: &str, runs: &[(u16, bool)], globals: &Globals) -> Option<Vec<Piece>> {
    let mut ends = vec![(0, 0)];
    for c in text.chars() {
        let (bytes, units) = ends.last().copied()?;
        let written = globals.page.encode(c.encode_utf8(&mut [0; 4])).0.len();
        ends.push((bytes + written, units + c.len_utf16()));
    }
    let (all, units) = ends.last().copied()?;
    let unit = |from: usize| {
        let end = ends.binary_search_by_key(&from, |(bytes, _)| *bytes).ok().map(|at| ends[at].1);
        end.or((from > all).then_some(units)).and_then(|unit| u16::try_from(unit).ok())
    };
    let runs: Option<Vec<(u16, bool)>> =
        runs.iter().map(|(from, struck)| Some((unit(usize::from(*from))?, *struck))).collect();
    Some(crossed::runs(text, &runs?))
}
