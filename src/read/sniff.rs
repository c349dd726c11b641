//! "What kind of file is this, really?" Knows files by their first bytes, never by their names.
//!
//! In: the bytes of one file. Out: the family it belongs to, or the plain word for what else it is. Eighty-six of 4,707 public
//! workbooks have the wrong ending, and government systems save web pages as `.xls`. It looks into no container.

use crate::finding::Foreign;

/// What the first bytes say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// No bytes at all.
    Nothing,
    /// Zip container: xlsx, xlsb, ods, Word, slides, or an archive.
    Zip,
    /// Compound file: xls, an encrypted workbook, old Word and slides.
    Ole,
    /// Text of some kind.
    Text,
    /// Known, and not a workbook.
    Foreign(Foreign),
}

/// First bytes of known families; the first that fits decides.
const FIRST_BYTES: &[(&[u8], Shape)] = &[
    (b"PK\x03\x04", Shape::Zip),
    (b"PK\x05\x06", Shape::Zip),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Shape::Ole),
    (b"%PDF", Shape::Foreign(Foreign::Pdf)),
    (b"{\\rtf", Shape::Foreign(Foreign::Word)),
    (b"%!PS", Shape::Foreign(Foreign::Pdf)),
    (b"Rar!\x1a\x07", Shape::Foreign(Foreign::Archive)),
    (b"7z\xbc\xaf\x27\x1c", Shape::Foreign(Foreign::Archive)),
    (b"\x1f\x8b", Shape::Foreign(Foreign::Archive)),
    (b"BZh", Shape::Foreign(Foreign::Archive)),
    (b"\xfd7zXZ\0", Shape::Foreign(Foreign::Archive)),
    (b"MSCF", Shape::Foreign(Foreign::Archive)),
    (b"\xff\xd8\xff", Shape::Foreign(Foreign::Picture)),
    (b"\x89PNG\r\n\x1a\n", Shape::Foreign(Foreign::Picture)),
    (b"GIF8", Shape::Foreign(Foreign::Picture)),
    (b"II*\0", Shape::Foreign(Foreign::Picture)),
    (b"MM\0*", Shape::Foreign(Foreign::Picture)),
    (b"ID3", Shape::Foreign(Foreign::Film)),
    (b"\x1a\x45\xdf\xa3", Shape::Foreign(Foreign::Film)),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", Shape::Foreign(Foreign::Film)),
    (b"\x7fELF", Shape::Foreign(Foreign::Program)),
    // BIFF2 to BIFF4 streams stand without a container.
    (b"\x09\x00\x04\x00", Shape::Foreign(Foreign::OtherWorkbook)),
    (b"\x09\x02\x06\x00", Shape::Foreign(Foreign::OtherWorkbook)),
    (b"\x09\x04\x06\x00", Shape::Foreign(Foreign::OtherWorkbook)),
    // A shortcut of Windows: the clerk got the link, not the file.
    (b"L\0\0\0\x01\x14\x02\0", Shape::Foreign(Foreign::Shortcut)),
    // The same as text: a link to a page, made by dragging it out of a browser.
    (b"[InternetShortcut]", Shape::Foreign(Foreign::Shortcut)),
];

/// What the first bytes of a file say about it.
pub(super) fn sniff(bytes: &[u8]) -> Shape {
    if bytes.is_empty() {
        return Shape::Nothing;
    }
    if let Some((_, shape)) = FIRST_BYTES.iter().find(|(first, _)| bytes.starts_with(first)) {
        return *shape;
    }
    if let Some(what) = by_second_mark(bytes) {
        return Shape::Foreign(what);
    }
    if looks_like_text(bytes) { Shape::Text } else { Shape::Foreign(Foreign::Other) }
}

/// Families whose first bytes alone would fit other files too.
fn by_second_mark(bytes: &[u8]) -> Option<Foreign> {
    let at = |from: usize, mark: &[u8]| bytes.get(from..from + mark.len()) == Some(mark);
    if at(0, b"BM") && at(6, &[0; 4]) {
        Some(Foreign::Picture)
    } else if at(0, b"RIFF") {
        Some(if at(8, b"WEBP") { Foreign::Picture } else { Foreign::Film })
    } else if at(4, b"ftyp") {
        // Pictures of phones stand in the same container as films.
        let picture = [&b"heic"[..], b"heix", b"mif1", b"avif"].iter().any(|brand| at(8, brand));
        Some(if picture { Foreign::Picture } else { Foreign::Film })
    } else if at(0, b"MZ") && bytes.get(..64).is_some_and(|start| start.contains(&0)) {
        Some(Foreign::Program)
    } else if at(257, b"ustar") {
        Some(Foreign::Archive)
    } else {
        None
    }
}

/// Text has no control characters but line ends, tabs and form feeds; UTF-16 is known by its mark.
fn looks_like_text(bytes: &[u8]) -> bool {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return true;
    }
    let start = &bytes[..bytes.len().min(64 * 1024)];
    !start.iter().any(|b| *b < 0x20 && !matches!(b, b'\n' | b'\r' | b'\t' | 0x0c | 0x1a))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_their_first_bytes() {
        for (bytes, shape) in [
            (&b""[..], Shape::Nothing),
            (b"PK\x03\x04\x14\0", Shape::Zip),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", Shape::Ole),
            (b"%PDF-1.7", Shape::Foreign(Foreign::Pdf)),
            (b"Rar!\x1a\x07\x01\0", Shape::Foreign(Foreign::Archive)),
            (b"\x89PNG\r\n\x1a\n", Shape::Foreign(Foreign::Picture)),
            (b"\xff\xd8\xff\xe0", Shape::Foreign(Foreign::Picture)),
            (b"RIFF\x10\0\0\0WEBPVP8 ", Shape::Foreign(Foreign::Picture)),
            (b"RIFF\x10\0\0\0AVI LIST", Shape::Foreign(Foreign::Film)),
            (b"\0\0\0\x18ftypmp42", Shape::Foreign(Foreign::Film)),
            (b"\0\0\0\x18ftypheic", Shape::Foreign(Foreign::Picture)),
            (b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0", Shape::Foreign(Foreign::Shortcut)),
            (b"[InternetShortcut]\r\nURL=file:///Z:/1.xlsx", Shape::Foreign(Foreign::Shortcut)),
            (&[&b"MZ\x90"[..], &[0; 64]].concat(), Shape::Foreign(Foreign::Program)),
            (b"MZ,1\r\n", Shape::Text),
            ("<html><table>单位</table>".as_bytes(), Shape::Text),
            (b"\xb5\xa5\xce\xbb,1\r\n", Shape::Text),
            (b"\xff\xfe1\0\n\0", Shape::Text),
            (b"\0\0\0\0", Shape::Foreign(Foreign::Other)),
        ] {
            assert_eq!(sniff(bytes), shape, "{bytes:?}");
        }
    }
}
