//! "县政府网站“乡镇动态”、微信公众号“某地发布”." The outlets that one cell of a book of posts names.
//!
//! In: the text of a cell. Out: the accounts and website columns that it names; nothing certain where any part of it names neither. It
//! counts nothing.

use crate::fold::{fold, one_line};
use crate::recognize::named::quoted;
use crate::rules::Words;

/// More in one cell are no list of outlets.
const MOST: usize = 60;

/// Where a post stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outlet {
    /// On an account.
    Account {
        /// Its name.
        name: String,
        /// Its type, as written.
        platform: String,
    },
    /// In a column of a website.
    Column(String),
}

/// The outlets that a cell names; none where it says that nothing was posted or is blank, `None` where it cannot be told.
pub(super) fn outlets(text: &str, words: &Words) -> Option<Vec<Outlet>> {
    let key = fold(text);
    let diaries = &words.diaries;
    let bare = key.split_once('(').map_or(key.as_str(), |(bare, _)| bare);
    if key.is_empty() || diaries.is_no_post(&key) || diaries.is_no_post(bare) {
        return Some(Vec::new());
    }
    let mut out: Vec<Outlet> = Vec::new();
    let pieces = pieces(text);
    if pieces.len() > MOST {
        return None;
    }
    for piece in pieces {
        let outlet = outlet(&piece, words)?;
        // The same outlet twice in one cell is a slip.
        if out.contains(&outlet) {
            return None;
        }
        out.push(outlet);
    }
    Some(out)
}

fn outlet(piece: &str, words: &Words) -> Option<Outlet> {
    if let Some(who) = quoted(piece, words) {
        return who.rest.is_empty().then_some(Outlet::Account { name: who.name, platform: who.platform });
    }
    let (before, rest) = piece.split_once(OPENS)?;
    let (name, behind) = rest.split_once(CLOSES)?;
    let behind = fold(behind);
    let website =
        words.diaries.heads_website(&fold(before)) && (behind.is_empty() || words.diaries.heads_website(&behind));
    let plain = !fold(name).is_empty() && !behind.contains(OPENS);
    (website && plain).then(|| Outlet::Column(one_line(name)))
}

const OPENS: [char; 3] = ['“', '「', '"'];
const CLOSES: [char; 3] = ['”', '」', '"'];
const BETWEEN: [char; 8] = ['、', '，', ',', '；', ';', '\n', '\r', '+'];

/// The parts of a text between its joints; those inside quotes belong to a name.
fn pieces(text: &str) -> Vec<String> {
    let (mut out, mut open) = (vec![String::new()], false);
    for c in text.chars() {
        open = if c == '"' { !open } else { (open || OPENS.contains(&c)) && !CLOSES.contains(&c) };
        if BETWEEN.contains(&c) && !open {
            out.push(String::new());
        } else if let Some(piece) = out.last_mut() {
            piece.push(c);
        }
    }
    out.retain(|piece| !piece.trim().is_empty());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_names_its_outlets_or_nothing_certain() {
        let words = Words::built_in();
        let count = |text: &str| outlets(text, &words).map(|outlets| outlets.len());
        assert_eq!(count("县政府网站“乡镇动态”、微信公众号“临溪发布”"), Some(2));
        assert_eq!(count("微信公众号“临溪发布”\n抖音号“临溪发布”"), Some(2));
        assert_eq!(count("未发布（三审退回）"), Some(0));
        assert_eq!(count(""), Some(0));
        for text in ["县政府网站", "临溪发布", "微信公众号“临溪发布”等", "“乡镇动态”", "县政府网站“动态”、报纸"]
        {
            assert_eq!(count(text), None, "{text}");
        }
    }
}
