//! "Which texts do the cells share?" The shared strings of an xlsx book, in one piece of memory.
//!
//! In: the part with the shared strings, while it is unpacked. Out: the strings by number, or `None` when the part is not written
//! plainly. Half a million titles stand in two allocations instead of half a million. It knows no cells.

use super::limits::Limits;
use super::package::count;
use super::plain_row::shown_text;
use super::plain_tag::{Scan, Tag, is_utf8};
use super::stream::Stream;
use memchr::memmem;
use std::io::Read;

/// Shared strings by number.
#[derive(Debug, Default)]
pub(super) struct Strings {
    text: String,
    /// Where each string ends in the text.
    ends: Vec<u32>,
}

impl Strings {
    /// The string with this number.
    #[inline]
    pub(super) fn get(&self, number: usize) -> Option<&str> {
        let to = *self.ends.get(number)?;
        let from = if number == 0 { 0 } else { self.ends[number - 1] };
        self.text.get(usize::try_from(from).ok()?..usize::try_from(to).ok()?)
    }
}

/// Smallest way to write a shared string, `<si/>`: a part cannot hold more of them than its size allows.
pub(super) const SMALLEST_STRING: u64 = 5;

/// Reads the strings of a part that unpacks to `size` bytes, to its end.
pub(super) fn strings(source: impl Read, size: u64, limits: &Limits) -> Option<Strings> {
    let mut stream = Stream::new(source, size);
    let mut strings = Strings::default();
    let sst = stream.find(b"<sst", 0).ok()??;
    let end = stream.find(b">", sst).ok()?? + 1;
    let (length, mut open) = head(&stream.rest()[..end], sst, size)?;
    stream.pass(length);
    while open {
        match next(stream.rest(), &mut strings) {
            Some((length, string)) => {
                stream.pass(length);
                open = string;
            }
            // Perhaps the string goes on in the next piece.
            None if memmem::find(stream.rest(), b"</si>").is_none() && stream.more().ok()? => {}
            None => return None,
        }
        if count(strings.ends.len()) > limits.strings {
            return None;
        }
    }
    while stream.more().ok()? {}
    is_blank(stream.rest()).then_some(strings)
}

fn is_blank(bytes: &[u8]) -> bool {
    bytes.trim_ascii().is_empty()
}

/// Length of what stands before the first string, and whether there can be strings.
fn head(bytes: &[u8], sst: usize, size: u64) -> Option<(usize, bool)> {
    let before = bytes[..sst].strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes[..sst]);
    // Nothing may stand before the element but the declaration.
    let declared =
        before.starts_with(b"<?xml ") && memmem::find(before, b"?>").is_some_and(|end| is_blank(&before[end + 2..]));
    if std::str::from_utf8(before).is_err() || !(before.is_empty() || declared && is_utf8(before)) {
        return None;
    }
    let mut scan = Scan::new(&bytes[sst..]);
    if !scan.eat(b"<sst") {
        return None;
    }
    loop {
        match scan.tag()? {
            Tag::Attribute(b"uniqueCount", declared) => {
                let declared = std::str::from_utf8(declared).ok()?.parse::<u64>().ok()?;
                if declared > size / SMALLEST_STRING {
                    return None;
                }
            }
            Tag::Attribute(..) => {}
            Tag::Open => return Some((sst + scan.at(), true)),
            Tag::Empty => return Some((sst + scan.at(), false)),
        }
    }
}

/// Reads what comes next and returns its length, and whether it was a string and not the end.
#[inline]
fn next(bytes: &[u8], strings: &mut Strings) -> Option<(usize, bool)> {
    let mut scan = Scan::new(bytes);
    scan.blanks();
    if scan.eat(b"</sst>") {
        return Some((scan.at(), false));
    }
    let begun = strings.text.len();
    if !scan.eat(b"<si/>") && string(&mut scan, &mut strings.text).is_none() {
        strings.text.truncate(begun);
        return None;
    }
    strings.ends.push(u32::try_from(strings.text.len()).ok()?);
    Some((scan.at(), true))
}

/// Appends the text of one string: its only text, or those of its runs; phonetic texts are left out.
#[inline]
fn string(scan: &mut Scan<'_>, text: &mut String) -> Option<()> {
    if !scan.eat(b"<si>") {
        return None;
    }
    loop {
        scan.blanks();
        if scan.eat(b"</si>") {
            return Some(());
        } else if scan.eat(b"<t") {
            text.push_str(&shown_text(scan)?);
        } else if scan.eat(b"<r>") {
            run(scan, text)?;
        } else if scan.eat(b"<rPh") {
            phonetic(scan)?;
        } else if scan.eat(b"<phoneticPr") {
            if !scan.any_attributes()? && !scan.eat(b"</phoneticPr>") {
                return None;
            }
        } else {
            return None;
        }
    }
}

/// How a run may look (ECMA-376 part 1, 18.4.7), other than struck through: what is left of such a text is the careful road's matter.
const LOOKS: [&[u8]; 14] = [
    b"rFont",
    b"sz",
    b"color",
    b"b",
    b"i",
    b"u",
    b"family",
    b"charset",
    b"scheme",
    b"vertAlign",
    b"outline",
    b"shadow",
    b"condense",
    b"extend",
];

/// Appends the text of a run whose start was just read.
fn run(scan: &mut Scan<'_>, text: &mut String) -> Option<()> {
    scan.blanks();
    if scan.eat(b"<rPr>") {
        loop {
            scan.blanks();
            if scan.eat(b"</rPr>") {
                break;
            }
            scan.empty_element(&LOOKS)?;
        }
        scan.blanks();
    } else if scan.eat(b"<rPr/>") {
        scan.blanks();
    }
    if !scan.eat(b"<t") {
        return None;
    }
    text.push_str(&shown_text(scan)?);
    scan.blanks();
    scan.eat(b"</r>").then_some(())
}

fn phonetic(scan: &mut Scan<'_>) -> Option<()> {
    if scan.any_attributes()? {
        return Some(());
    }
    scan.blanks();
    if !scan.eat(b"<t") {
        return None;
    }
    shown_text(scan)?;
    scan.blanks();
    scan.eat(b"</rPh>").then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(part: &str) -> Option<Vec<String>> {
        let found = strings(part.as_bytes(), part.len() as u64, &Limits { strings: 3, ..Limits::default() })?;
        (0..).map_while(|n| found.get(n)).map(|text| Some(text.to_owned())).collect()
    }

    #[test]
    fn strings_are_read_as_the_standard_shows_them() {
        let part =
            |inside: &str| format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sst count=\"9\">{inside}</sst>\n");
        for (inside, expected) in [
            (
                "<si><t>甲</t></si><si><t xml:space=\"preserve\"> 乙 </t></si><si><t> 丙&#10;</t></si>",
                vec!["甲", " 乙 ", "丙"],
            ),
            ("<si/> <si></si><si><t/></si>", vec!["", "", ""]),
            ("<si><t>1 &lt; 2</t><rPh sb=\"0\" eb=\"1\"><t>yi</t></rPh><phoneticPr fontId=\"1\"/></si>", vec!["1 < 2"]),
            (
                "<si><r><t>甲</t></r><r><rPr><b/><rFont val=\"宋体\"/></rPr><t xml:space=\"preserve\"> 乙</t></r></si>",
                vec!["甲 乙"],
            ),
        ] {
            assert_eq!(
                read(&part(inside)).as_deref(),
                Some(&*expected.iter().map(ToString::to_string).collect::<Vec<_>>()),
                "{inside}"
            );
        }
        for odd in [
            "<si><t>1</t></si>2",
            "<si><r><rPr><strike/></rPr><t>1</t></r></si>",
            "<si><t><![CDATA[1]]></t></si>",
            "<si><!-- --><t>1</t></si>",
            "<si><t>1</t></si><si><t>2</t>",
            "<si><t>&nbsp;</t></si>",
            "<si><t>_x000D_</t></si>",
            "<x:si><x:t>1</x:t></x:si>",
            "<si/><si/><si/><si/>",
            "<si><r><rPr><b></rPr><t>1</t></r></si>",
        ] {
            assert_eq!(read(&part(odd)), None, "{odd}");
        }
        assert_eq!(read("<sst/>"), Some(vec![]));
        assert_eq!(read("<!--<sst>--><sst/>"), None);
        assert_eq!(read("<?xml version=\"1.0\" encoding=\"GBK\"?><sst/>"), None);
        assert_eq!(read("<sst uniqueCount=\"99\"><si/></sst>"), None);
        assert_eq!(read("<sst><si/></sst><sst/>"), None);
    }

    #[test]
    fn a_string_may_be_longer_than_a_piece() {
        let long = "甲".repeat(100_000);
        let part = format!("<sst><si><t>1</t></si><si><t>{long}</t></si><si><t>2</t></si></sst>");
        assert_eq!(read(&part), Some(vec!["1".to_owned(), long, "2".to_owned()]));
    }
}
