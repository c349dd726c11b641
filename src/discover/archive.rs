//! "They sent everything in one ZIP." Lists what lies in an archive of hand-ins.
//!
//! In: a path. Out: the names of the files in it, when it is an archive and not a workbook (which is a zip container too); `None`
//! for everything else, broken archives included: reading those tells what is wrong. It unpacks nothing.

use encoding_rs::GB18030;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;
use zip::ZipArchive;

/// One file in an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Member {
    /// Its name as the bytes of the archive have it.
    pub(super) raw: Vec<u8>,
    /// Its path for people, `/` between the parts.
    pub(super) name: String,
}

/// Entries beyond which an archive is not listed: reading it then says that it has too many.
const MAX_ENTRIES: usize = 20_000;

/// Entries by which a container is known to be a document of its own.
const DOCUMENT_MARKS: [&str; 4] = ["[Content_Types].xml", "_rels/.rels", "mimetype", "OFD.xml"];

/// The files in the archive at `path`, folders left out.
pub(super) fn members(path: &Path) -> Option<Vec<Member>> {
    let mut file = File::open(path).ok()?;
    let mut first = [0; 4];
    file.read_exact(&mut first).ok()?;
    if first != *b"PK\x03\x04" {
        return None;
    }
    let mut archive = ZipArchive::new(BufReader::new(file)).ok()?;
    if archive.len() > MAX_ENTRIES || archive.has_duplicate_names() {
        return None;
    }
    let mut members = Vec::with_capacity(archive.len());
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).ok()?;
        let raw = entry.name_raw().to_vec();
        if !entry.is_dir() {
            let name = readable(&raw);
            if DOCUMENT_MARKS.iter().any(|mark| name.eq_ignore_ascii_case(mark)) {
                return None;
            }
            members.push(Member { raw, name });
        }
    }
    (!members.is_empty()).then_some(members)
}

/// Windows in China writes names in GBK without saying so; what is not UTF-8 is taken for that.
fn readable(raw: &[u8]) -> String {
    let text = match std::str::from_utf8(raw) {
        Ok(text) => text.to_owned(),
        Err(_) => GB18030.decode_without_bom_handling(raw).0.into_owned(),
    };
    let parts = text.split(['/', '\\']).filter(|part| !matches!(*part, "" | "." | ".."));
    parts.collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_in_both_encodings_and_lead_nowhere() {
        assert_eq!(readable("甲局/表.xlsx".as_bytes()), "甲局/表.xlsx");
        assert_eq!(readable(b"\xbc\xd7\xbe\xd6\\\xb1\xed.xlsx"), "甲局/表.xlsx");
        assert_eq!(readable(b"../../C:/./a.xlsx"), "C:/a.xlsx");
    }
}
