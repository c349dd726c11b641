//! "区教体局 and 区 教体局 are the same writing." The one function through which written words meet.
//!
//! In: text as somebody wrote it. Out: a key that forgets width, spaces, invisible characters, bracket shapes, dashes and
//! case. Keys are for comparing only; what is shown or written is always the original text. No other module compares raw text.

use std::borrow::Cow;
use std::sync::atomic::{AtomicU32, Ordering};
use unicode_normalization::UnicodeNormalization;

/// The comparison key of a written word: NFKC, without any space or invisible character, brackets and dashes in one shape,
/// Latin letters in lower case. Both sides of every comparison go through it.
#[must_use]
pub fn fold(text: &str) -> String {
    folded(text).into_owned()
}

/// [`fold`] without a copy where the text is its own key, as most texts in cells are.
#[must_use]
pub fn folded(text: &str) -> Cow<'_, str> {
    let plain = plain_beginning(text.as_bytes());
    for (at, c) in text[plain..].char_indices() {
        if fold_char(c) == Some(Some(c)) {
            continue;
        }
        let at = plain + at;
        let mut out = String::with_capacity(text.len());
        out.push_str(&text[..at]);
        return Cow::Owned(if fold_rest(&text[at..], &mut out) { out } else { fold_any(text) });
    }
    Cow::Borrowed(text)
}

/// Bytes of the ideographs, digits, small letters and plain signs at the beginning, which are their own keys. Told from the bytes of
/// UTF-8, because a sheet is full of them: `e4 b8` to `e9` begin the ideographs from U+4E00 to U+9FFF, three bytes each.
fn plain_beginning(text: &[u8]) -> usize {
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        at += match byte {
            0xe5..=0xe9 => 3,
            0xe4 if text.get(at + 1).is_some_and(|second| *second >= 0xb8) => 3,
            b'!'..=b'@' | b'\\' | b'^'..=b'~' => 1,
            _ => break,
        };
    }
    at
}

/// What a character folds to wherever it stands (`Some(None)`: to nothing); `None` when it must be asked with its neighbours.
#[inline]
pub(crate) fn fold_char(c: char) -> Option<Option<char>> {
    match c {
        // Most characters by far: ideographs, digits, plain signs and small letters.
        '\u{4e00}'..='\u{9fff}' | '!'..='@' | '^'..='~' => Some(Some(c)),
        _ => fold_sign(c),
    }
}

/// The first character of the key of `text`, where it is plain without folding: asked before many texts are folded for a few words.
#[inline]
pub(crate) fn opening(text: &str) -> Option<char> {
    // A blank says nothing about what follows, and signs may join with their neighbours.
    text.chars().next().filter(|first| is_ideograph(*first))
}

fn fold_sign(c: char) -> Option<Option<char>> {
    let alone = stands_alone(c)?;
    // What stands alone is plain ASCII or has neither case nor blank shape.
    Some(if alone.is_ascii() { (!is_blank(alone)).then(|| alone.to_ascii_lowercase()) } else { Some(alone) })
}

/// Appends the keys of characters that stand alone; whether all of them did.
fn fold_rest(text: &str, out: &mut String) -> bool {
    for c in text.chars() {
        match fold_char(c) {
            Some(key) => out.extend(key),
            None => return false,
        }
    }
    true
}

fn fold_any(text: &str) -> String {
    text.nfkc().filter(|c| !is_blank(*c)).map(shape).flat_map(char::to_lowercase).collect()
}

/// NFKC and shape of a character that neither falls apart nor joins with any neighbour of this kind: plain ASCII and its full-width
/// forms, ideographs, the usual marks of print. Everything else takes the long way.
#[inline]
fn stands_alone(c: char) -> Option<char> {
    let plain = match c {
        '\u{4e00}'..='\u{9fff}' => return Some(c),
        '\0'..='\u{7f}' => c,
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0)?,
        '、' | '。' | '〈'..='】' | '〔'..='〗' | '‘'..='”' | '–' | '—' | '·' | '×' => c,
        _ => return None,
    };
    Some(shape(plain))
}

/// The comparison key of a name: [`fold`], with traditional characters in their simple form, one by one.
#[must_use]
pub fn fold_name(text: &str) -> String {
    fold(text).chars().map(simple).collect()
}

/// Simple forms of ideographs by their place in the block, as far as they were asked for; nought = not yet.
static SIMPLE: [AtomicU32; IDEOGRAPHS] = [const { AtomicU32::new(0) }; IDEOGRAPHS];
/// Ideographs of the block that the table of simple forms covers.
const IDEOGRAPHS: usize = 0x5200;

/// The simple form of a character. Names use the same few thousand, so that each is looked up once: the table copies a text for
/// every question.
fn simple(c: char) -> char {
    let place = u32::from(c).checked_sub(0x4e00).and_then(|place| SIMPLE.get(place as usize));
    let Some(place) = place else { return c };
    if let Some(known) = char::from_u32(place.load(Ordering::Relaxed)).filter(|known| *known != '\0') {
        return known;
    }
    let simple = simplet2s::convert(c.encode_utf8(&mut [0; 4])).chars().next().unwrap_or(c);
    place.store(u32::from(simple), Ordering::Relaxed);
    simple
}

/// Text as it is shown in one line: line breaks, tabs and runs of blanks become one space, ends trimmed, width kept.
#[must_use]
pub fn one_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(|c: char| is_blank(c) && c != '\u{3000}') {
        if word.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out.trim_matches(is_blank).to_owned()
}

/// A name as it is shown: [`one_line`], and a break that somebody put between two ideographs to make it fit its cell is gone.
#[must_use]
pub fn one_name(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines().map(one_line).filter(|line| !line.is_empty()) {
        let wrapped = out.ends_with(is_ideograph) && line.starts_with(is_ideograph);
        out.push_str(if wrapped || out.is_empty() { "" } else { " " });
        out.push_str(&line);
    }
    out
}

fn is_ideograph(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Text without any blank, as short Chinese wordings are set in print: `1 条/2 周` becomes `1条/2周`.
#[must_use]
pub fn close_up(text: &str) -> String {
    text.chars().filter(|c| !is_blank(*c)).collect()
}

/// Full-width digits and signs become half-width, blanks are kept: for reading numbers.
#[must_use]
pub fn fold_width(text: &str) -> String {
    let quick: Option<String> = text.chars().map(stands_alone).collect();
    quick.unwrap_or_else(|| width_any(text))
}

fn width_any(text: &str) -> String {
    text.nfkc().map(shape).collect()
}

/// Whether nothing visible stands in `text`.
#[must_use]
pub fn is_empty(text: &str) -> bool {
    text.chars().all(is_blank)
}

fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}')
}

/// One shape for brackets and dashes, which NFKC leaves apart.
fn shape(c: char) -> char {
    match c {
        '〔' | '【' | '［' | '﹝' | '〖' | '[' => '(',
        '〕' | '】' | '］' | '﹞' | '〗' | ']' => ')',
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '﹣' | '－' | '─' | '━' | 'ー' => '-',
        '～' | '〜' | '∼' => '~',
        '·' | '•' | '・' | '‧' => '·',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Every way to fold `text` against the long one.
    fn same(text: &str) {
        assert_eq!(fold(text), fold_any(text), "{text:?}");
        assert_eq!(fold_width(text), width_any(text), "{text:?}");
    }

    #[test]
    fn every_character_folds_the_same_quickly_and_slowly() {
        for c in '\0'..=char::MAX {
            same(c.encode_utf8(&mut [0; 4]));
        }
        // Marks that join with the character before them.
        for c in ('\0'..='\u{ffff}').filter(|c| fold_char(*c).is_some()) {
            for mark in ['\u{301}', '\u{3099}', '\u{338}', 'a', '\u{11a8}'] {
                let text: String = [c, mark].iter().collect();
                assert_eq!(fold(&text), fold_any(&text), "{text:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn any_text_folds_the_same_quickly_and_slowly(text in "(\\PC|[\u{4e00}-\u{9fff}Ａ-ｚ（）【】〔〕 \u{3000}\t\na-zA-Z0-9éÅ\u{301}ｶﾞ—–～…]){0,24}") {
            same(&text);
        }

        #[test]
        fn a_key_begins_as_its_text_opens(text in "(\\PC|[ \u{3000}Ａａ月⽉\u{301}]){0,4}") {
            let opens = opening(&text).is_none_or(|first| fold(&text).starts_with(first));
            assert!(opens && opening("月份") == Some('月'), "{text:?}");
        }
    }

    #[test]
    fn width_spaces_brackets_and_dashes_do_not_matter() {
        assert_eq!(fold("执法信息（反不正当竞争）"), fold("执法信息 (反不正当竞争)"));
        assert_eq!(fold("１月"), fold("1 月"));
        assert_eq!(fold("单\u{3000}位"), "单位");
        assert_eq!(fold("——"), "--");
        assert_eq!(fold("\u{feff}APP"), "app");
        assert_ne!(fold("区统计局"), fold("区统建局"));
    }

    #[test]
    fn every_ideograph_has_the_simple_form_of_the_table_however_often_it_is_asked() {
        for c in '\u{4e00}'..='\u{9fff}' {
            let text = c.to_string();
            for _ in 0..2 {
                assert_eq!(fold_name(&text), simplet2s::convert(&text), "{c}");
            }
        }
    }

    #[test]
    fn names_in_traditional_characters_are_the_same_names() {
        assert_eq!(fold_name("甲乙區財政局（蓋章）"), fold_name("甲乙区财政局(盖章)"));
        assert_eq!(fold_name("石門鎮"), "石门镇");
    }

    #[test]
    fn shown_text_keeps_its_characters() {
        assert_eq!(one_line(" 存在\n突出问题 "), "存在 突出问题");
        assert_eq!(one_name("县投资促\r\n进局 "), "县投资促进局");
        assert_eq!(one_name("县文旅局\n（一科）\n A 区"), "县文旅局 （一科） A 区");
        assert_eq!(fold_width("１２ 条"), "12 条");
        assert!(is_empty(" \u{3000}\u{200b}\n"));
    }
}
