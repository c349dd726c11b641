//! "Is this written plainly?" Tags and texts of XML in the one way that spreadsheet programs write them.
//!
//! In: bytes. Out: attributes and texts, or `None` for anything that a general reader of XML might read in another way: comments,
//! CDATA, unknown entities, odd bytes. `None` is no verdict; the careful road decides then. It knows no element by name.

use memchr::{memchr, memmem};
use std::borrow::Cow;

/// A place in bytes that are read as plain XML. Every method that returns `None` may leave it anywhere.
pub(super) struct Scan<'t> {
    bytes: &'t [u8],
    at: usize,
}

/// What comes next in a start tag.
pub(super) enum Tag<'t> {
    /// An attribute's name and value; the value holds no reference and no line break.
    Attribute(&'t [u8], &'t [u8]),
    /// The tag ends, and its element has contents.
    Open,
    /// The tag ends, and so does its element.
    Empty,
}

impl<'t> Scan<'t> {
    /// Starts at the first byte.
    pub(super) const fn new(bytes: &'t [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// How many bytes were read.
    pub(super) const fn at(&self) -> usize {
        self.at
    }

    /// Passes over white space.
    #[inline]
    pub(super) fn blanks(&mut self) {
        while let Some(b' ' | b'\t' | b'\r' | b'\n') = self.bytes.get(self.at) {
            self.at += 1;
        }
    }

    /// Passes over `what`, if it comes next.
    #[inline]
    pub(super) fn eat<const N: usize>(&mut self, what: &[u8; N]) -> bool {
        let comes = self.bytes.get(self.at..).and_then(<[u8]>::first_chunk) == Some(what);
        if comes {
            self.at += N;
        }
        comes
    }

    /// Goes back to a place where it was before.
    #[inline]
    pub(super) const fn back(&mut self, at: usize) {
        self.at = at;
    }

    /// Passes over a number of one to nine digits, the longest that every reader takes for the same.
    #[inline]
    pub(super) fn digits(&mut self) -> Option<u32> {
        let (mut number, begun) = (0u32, self.at);
        while let Some(digit @ b'0'..=b'9') = self.bytes.get(self.at) {
            if self.at - begun == 9 {
                return None;
            }
            number = number * 10 + u32::from(digit - b'0');
            self.at += 1;
        }
        (self.at > begun).then_some(number)
    }

    /// Passes over the capital letters A to Z, at most `most` of them.
    #[inline]
    pub(super) fn capitals(&mut self, most: usize) -> &'t [u8] {
        let begun = self.at;
        while let Some(b'A'..=b'Z') = self.bytes.get(self.at)
            && self.at - begun < most
        {
            self.at += 1;
        }
        &self.bytes[begun..self.at]
    }

    /// Passes over `what`, a few bytes, if it comes next.
    #[inline]
    pub(super) fn eat_few(&mut self, what: &[u8]) -> bool {
        let comes = what.iter().zip(self.bytes.iter().skip(self.at)).take_while(|(a, b)| a == b).count() == what.len();
        if comes {
            self.at += what.len();
        }
        comes
    }

    /// The next piece of a start tag whose name was just read.
    #[inline]
    pub(super) fn tag(&mut self) -> Option<Tag<'t>> {
        let before = self.at;
        self.blanks();
        match *self.bytes.get(self.at)? {
            b'>' => {
                self.at += 1;
                return Some(Tag::Open);
            }
            b'/' => return self.eat(b"/>").then_some(Tag::Empty),
            _ if self.at == before => return None,
            _ => {}
        }
        let name = self.while_in(|b| b.is_ascii_alphanumeric() || matches!(b, b':' | b'_' | b'-' | b'.'))?;
        let quote = match self.bytes.get(self.at..self.at + 2)? {
            b"=\"" => b'"',
            b"='" => b'\'',
            _ => return None,
        };
        self.at += 2;
        let mut bits = 0;
        let value = self.while_in(|b| {
            bits |= b;
            b != quote && !matches!(b, b'<' | b'&' | ..b' ')
        })?;
        if name.is_empty() || self.bytes[self.at] != quote {
            return None;
        }
        self.at += 1;
        if !bits.is_ascii() {
            std::str::from_utf8(value).ok()?;
        }
        Some(Tag::Attribute(name, value))
    }

    /// Passes over the attributes of a start tag whose name was just read. Returns whether its element is empty.
    pub(super) fn any_attributes(&mut self) -> Option<bool> {
        loop {
            match self.tag()? {
                Tag::Attribute(..) => {}
                Tag::Open => return Some(false),
                Tag::Empty => return Some(true),
            }
        }
    }

    /// Passes over an empty element of one of these names, with any attributes.
    pub(super) fn empty_element(&mut self, names: &[&[u8]]) -> Option<()> {
        if !self.eat(b"<") {
            return None;
        }
        let name = self.while_in(|b| b.is_ascii_alphanumeric())?;
        (names.contains(&name) && self.any_attributes()?).then_some(())
    }

    /// The end of a start tag that has no attributes: whether its element is empty.
    #[inline]
    pub(super) fn no_attributes(&mut self) -> Option<bool> {
        match self.tag()? {
            Tag::Attribute(..) => None,
            Tag::Open => Some(false),
            Tag::Empty => Some(true),
        }
    }

    /// The bytes before the next tag, which must be `end`.
    #[inline]
    pub(super) fn written<const N: usize>(&mut self, end: &[u8; N]) -> Option<&'t [u8]> {
        let rest = self.bytes.get(self.at..)?;
        let length = memchr(b'<', rest)?;
        self.at += length;
        self.eat(end).then_some(&rest[..length])
    }

    /// The text before the next tag, as written; the tag must be `end`.
    #[inline]
    pub(super) fn text<const N: usize>(&mut self, end: &[u8; N]) -> Option<&'t str> {
        std::str::from_utf8(self.written(end)?).ok()
    }

    /// The bytes that are `fine`, up to one that is not; `None` when the end comes before.
    #[inline]
    fn while_in(&mut self, mut fine: impl FnMut(u8) -> bool) -> Option<&'t [u8]> {
        let rest = self.bytes.get(self.at..)?;
        let length = rest.iter().position(|b| !fine(*b))?;
        self.at += length;
        Some(&rest[..length])
    }
}

/// The text that `written` stands for, references resolved.
pub(super) fn resolved(written: &str) -> Option<Cow<'_, str>> {
    // A carriage return is a line feed to XML; whoever writes one is left to the careful road.
    if memchr(b'\r', written.as_bytes()).is_some() {
        return None;
    }
    if memchr(b'&', written.as_bytes()).is_none() {
        return Some(Cow::Borrowed(written));
    }
    quick_xml::escape::unescape(written).ok()
}

/// Whether `text` holds no `_x000D_`, Excel's own way to write a character by its number.
pub(super) fn is_unescaped(text: &str) -> bool {
    let text = text.as_bytes();
    memchr::memchr_iter(b'_', text).all(|at| match text.get(at + 1..at + 7) {
        Some([b'x', digits @ .., b'_']) => !digits.iter().all(u8::is_ascii_hexdigit),
        _ => true,
    })
}

/// Whether a part that begins with `head` says that it is in UTF-8, or says nothing.
pub(super) fn is_utf8(head: &[u8]) -> bool {
    let Some(end) = memmem::find(head, b"?>") else { return true };
    let Some(says) = memmem::find(&head[..end], b"encoding") else { return true };
    let says = head[says + b"encoding".len()..end].trim_ascii_start();
    let says = says.strip_prefix(b"=").unwrap_or_default().trim_ascii_start();
    says.get(1..6).is_some_and(|name| name.eq_ignore_ascii_case(b"utf-8"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_attributes_are_read() {
        for (tag, attributes) in [
            (" r=\"A1\" t='s'>", Some(2)),
            ("  r=\"\" />", Some(1)),
            (">", Some(0)),
            ("r=\"A1\">", None),
            (" r = \"A1\">", None),
            (" r=\"A1>", None),
            (" r=\"A&amp;1\">", None),
            (" r=\"A<1\">", None),
            (" val=\"宋体\">", Some(1)),
            (" r=\"A\n1\">", None),
            (" r=A1>", None),
            (" r>", None),
            (" =\"1\">", None),
            (" r=\"A1\"", None),
        ] {
            let mut scan = Scan::new(tag.as_bytes());
            let mut met = 0;
            let found = loop {
                match scan.tag() {
                    Some(Tag::Attribute(..)) => met += 1,
                    Some(_) => break Some(met),
                    None => break None,
                }
            };
            assert_eq!(found, attributes, "{tag}");
        }
    }

    #[test]
    fn a_text_ends_at_the_next_tag_and_that_must_be_the_right_one() {
        assert_eq!(Scan::new("甲&amp;</v>".as_bytes()).text(b"</v>"), Some("甲&amp;"));
        for odd in ["1<!-- --></v>", "<![CDATA[1]]></v>", "1</w>", "1"] {
            assert_eq!(Scan::new(odd.as_bytes()).text(b"</v>"), None, "{odd}");
        }
        assert_eq!(Scan::new(b"\xff</v>").text(b"</v>"), None);
    }

    #[test]
    fn numbers_and_letters_are_passed_over() {
        let mut scan = Scan::new(b"ABCD123456789<");
        assert_eq!((scan.capitals(3), scan.at()), (&b"ABC"[..], 3));
        assert!(!scan.eat_few(b"E") && !scan.eat_few(b"D123456789<>") && scan.eat_few(b"D"));
        assert_eq!((scan.digits(), scan.at()), (Some(123_456_789), 13));
        assert_eq!(scan.digits(), None);
        assert_eq!(Scan::new(b"1234567890").digits(), None);
    }

    #[test]
    fn references_are_resolved_or_left() {
        assert_eq!(resolved("甲 &amp; &#20057;").as_deref(), Some("甲 & 乙"));
        for odd in ["&nbsp;", "&", "a & b", "&#0;", "1\r\n2"] {
            assert_eq!(resolved(odd), None, "{odd}");
        }
        assert!(is_unescaped("_x_xinwen_ _x00G0_ _x000D"));
        assert!(!is_unescaped("甲_x000d_乙"));
    }

    #[test]
    fn another_encoding_is_noticed() {
        assert!(is_utf8(b"<a>") && is_utf8(b"<?xml version=\"1.0\"?>") && is_utf8(b"<?xml encoding='Utf-8'?>"));
        assert!(!is_utf8(b"<?xml version=\"1.0\" encoding=\"GB2312\"?>") && !is_utf8(b"<?xml encoding?>"));
    }
}
