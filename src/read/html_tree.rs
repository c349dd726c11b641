//! "How deep does this page go?" Parses a web page, unless it is built to keep the parser busy.
//!
//! In: the text of a page. Out: its tree, or the refusal of a page whose nesting would take minutes. Browsers' rules make a parser
//! look through all open elements at nearly every tag, and through all attributes of a tag at each new one: 300,000 nested
//! elements or attributes, one megabyte, cost more than a hundred seconds. It knows nothing of tables.

use super::package::{corrupt, count};
use crate::finding::Kind;
use ego_tree::NodeRef;
use html5ever::driver::{self, ParseOpts};
use html5ever::tendril::{StrTendril, TendrilSink};
use scraper::node::Node;
use scraper::{Html, HtmlTreeSink};

/// Bytes that are parsed before the next look at what came of them: at most some thousand elements.
const PIECE: usize = 8 * 1024;

/// Open elements looked through, at worst, in the whole page: about a second. A page of the largest size allowed, all cells, ten
/// deep, comes to half of it.
const MAX_LOOKS: u64 = 200_000_000;

/// Of so many new elements, the depth of one is counted.
const SAMPLE: usize = 16;

/// Attributes of one tag. Programs write a dozen.
const MAX_ATTRIBUTES: usize = 500;

/// Parses the page.
pub(super) fn parse(text: &str) -> Result<Html, Kind> {
    if has_overgrown_tag(text.as_bytes()) {
        return Err(corrupt("a tag of the page has too many attributes"));
    }
    let mut parser = driver::parse_document(HtmlTreeSink::new(Html::new_document()), ParseOpts::default());
    let (mut known, mut deepest, mut looks) = (0, 0u64, 0u64);
    for piece in pieces(text) {
        parser.process(StrTendril::from_slice(piece));
        let html = parser.tokenizer.sink.sink.0.borrow();
        // Elements stay open however shallow those after them are, so the deepest one ever counts.
        let made = html.tree.values().len() - known;
        known += made;
        deepest = html.tree.nodes().rev().take(made).step_by(SAMPLE).map(|node| depth(&node)).fold(deepest, u64::max);
        let tags = piece.bytes().filter(|b| *b == b'<').count();
        looks = looks.saturating_add(deepest.saturating_mul(count(tags.max(made))));
        if looks > MAX_LOOKS {
            return Err(corrupt("the page nests too many elements in each other"));
        }
    }
    Ok(parser.finish())
}

/// Elements that the parser opens again after each block until they are closed (HTML, 13.2.4.3).
const FORMATTING: [&str; 14] =
    ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// More of these open at a time than any program writes.
const MANY: u64 = 16;

/// Looks that each of them beyond costs, because its attributes are compared too.
const EACH_OF_MANY: u64 = 50;

/// How many open elements the parser looks through at a tag inside `node`.
fn depth(node: &NodeRef<'_, Node>) -> u64 {
    let (mut depth, mut formatting) = (0u64, 0u64);
    for above in node.ancestors() {
        depth += 1;
        formatting += u64::from(above.value().as_element().is_some_and(|e| FORMATTING.contains(&e.name())));
    }
    depth + EACH_OF_MANY * formatting.saturating_sub(MANY)
}

/// The text in pieces that end between characters.
fn pieces(mut text: &str) -> impl Iterator<Item = &str> {
    std::iter::from_fn(move || {
        let end = (0..=PIECE.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        let (piece, rest) = text.split_at(end);
        text = rest;
        (!piece.is_empty()).then_some(piece)
    })
}

/// Elements whose content is no markup until they are closed.
const RAW: [&[u8]; 9] =
    [b"script", b"style", b"textarea", b"title", b"xmp", b"noscript", b"iframe", b"noembed", b"noframes"];

/// Whether any tag has more attributes than honest ones.
fn has_overgrown_tag(mut bytes: &[u8]) -> bool {
    while let Some(at) = bytes.iter().position(|b| *b == b'<') {
        bytes = &bytes[at + 1..];
        if let Some(rest) = bytes.strip_prefix(b"!--") {
            bytes = after(rest, b"-->");
        } else if bytes.first().is_some_and(u8::is_ascii_alphabetic) {
            let name = bytes.split(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'>')).next().unwrap_or_default();
            let (attributes, rest) = tag(bytes);
            if attributes > MAX_ATTRIBUTES {
                return true;
            }
            bytes = match RAW.iter().find(|raw| name.eq_ignore_ascii_case(raw)) {
                Some(raw) => after(rest, &[b"</", *raw].concat()),
                None => rest,
            };
        }
    }
    false
}

/// Where inside a tag (HTML, 13.2.5.6 and following).
#[derive(Clone, Copy)]
enum Inside {
    TagName,
    BeforeName,
    Name,
    AfterName,
    BeforeValue,
    Plain,
    Quoted(u8),
}

/// How many attributes the tag has whose name begins here, and what stands after it.
fn tag(bytes: &[u8]) -> (usize, &[u8]) {
    use Inside::{AfterName, BeforeName, BeforeValue, Name, Plain, Quoted, TagName};
    let (mut attributes, mut inside) = (0, TagName);
    for (at, byte) in bytes.iter().enumerate() {
        let blank = byte.is_ascii_whitespace();
        inside = match (inside, *byte) {
            (Quoted(open), byte) if byte == open => BeforeName,
            (Quoted(open), _) => Quoted(open),
            (_, b'>') => return (attributes, &bytes[at + 1..]),
            (BeforeValue, quote @ (b'"' | b'\'')) => Quoted(quote),
            (BeforeValue, _) => {
                if blank {
                    BeforeValue
                } else {
                    Plain
                }
            }
            (Plain, _) => {
                if blank {
                    BeforeName
                } else {
                    Plain
                }
            }
            (Name | AfterName, b'=') => BeforeValue,
            (Name, _) if blank => AfterName,
            (AfterName, _) if blank => AfterName,
            (_, b'/') => BeforeName,
            (_, _) if blank => BeforeName,
            (BeforeName | AfterName, _) => {
                attributes += 1;
                Name
            }
            (same @ (TagName | Name), _) => same,
        };
    }
    (attributes, &[])
}

fn after<'a>(bytes: &'a [u8], end: &[u8]) -> &'a [u8] {
    let at = bytes.windows(end.len()).position(|w| w.eq_ignore_ascii_case(end));
    at.map_or(&[], |at| &bytes[at + end.len()..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_counted_as_browsers_part_them() {
        for (text, attributes) in [
            ("td>", 0),
            ("td colspan=2 class='a b c'>", 2),
            ("td a=\"\"b=''c>", 3),
            ("td a = x\"y b>", 2),
            ("td =\" b/c>", 3),
            ("td a='1>2' / b", 2),
        ] {
            assert_eq!(tag(text.as_bytes()).0, attributes, "{text}");
        }
        let many = |n: usize| format!("<td {}>", (0..n).map(|i| format!("a{i} ")).collect::<String>());
        assert!(has_overgrown_tag(many(501).as_bytes()) && !has_overgrown_tag(many(500).as_bytes()));
        assert!(!has_overgrown_tag(format!("<script>if (a{}</script>", many(501)).as_bytes()));
        assert!(!has_overgrown_tag(format!("<!-- {} -->", many(501)).as_bytes()));
    }

    #[test]
    fn pieces_end_between_characters() {
        let text = "单位".repeat(PIECE);
        assert_eq!(pieces(&text).collect::<String>(), text);
        assert!(pieces(&text).all(|piece| piece.len() <= PIECE));
    }
}
