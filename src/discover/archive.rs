//! "They sent everything in one ZIP." Lists what lies in an archive of hand-ins.
//!
//! In: a path, what an archive may cost. Out: the names of the files in it, when it is an archive and not a workbook (which is a zip
//! container too); `None` for everything else, broken and oversized archives included: reading those tells what is wrong. It unpacks
//! nothing, and walks the list without loading it, so that a crafted list costs no more than its limit.

use super::Archives;
use encoding_rs::GB18030;
use rawzip::{MAX_CENTRAL_DIRECTORY_RECORD_SIZE, ZipArchive};
use std::collections::HashSet;
use std::fs::File;
use std::io::{Read, Seek};
use std::path::Path;

/// One file in an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Member {
    /// Its name as the bytes of the archive have it.
    pub(super) raw: Vec<u8>,
    /// Its path for people, `/` between the parts.
    pub(super) name: String,
}

/// Entries by which a container is known to be a document of its own.
const DOCUMENT_MARKS: [&str; 4] = ["[Content_Types].xml", "_rels/.rels", "mimetype", "OFD.xml"];

/// Bytes of all names together; with the file system's longest paths this is room for a hundred thousand files.
const NAMES: usize = 32 * 1024 * 1024;

/// Room in which lists of archives are walked, one after the other.
#[derive(Debug)]
pub(super) struct Room(Vec<u8>);

impl Default for Room {
    fn default() -> Self {
        Self(vec![0; MAX_CENTRAL_DIRECTORY_RECORD_SIZE])
    }
}

/// The files in the archive at `path`, folders left out.
pub(super) fn members(path: &Path, limits: Archives, Room(buffer): &mut Room) -> Option<Vec<Member>> {
    let mut file = File::open(path).ok()?;
    let mut first = [0; 4];
    file.read_exact(&mut first).ok()?;
    if first != *b"PK\x03\x04" || file.metadata().ok()?.len() > limits.size {
        return None;
    }
    file.rewind().ok()?;
    let archive = ZipArchive::from_file(file, buffer).ok()?;
    let declared = archive.entries_hint();
    if declared > limits.entries {
        return None;
    }
    let mut entries = archive.entries(buffer);
    let mut members = Vec::new();
    let mut taken = HashSet::new();
    let (mut met, mut unpacked, mut names) = (0u64, 0u64, 0);
    while let Some(entry) = entries.next_entry().ok()? {
        met += 1;
        unpacked = unpacked.saturating_add(entry.uncompressed_size_hint());
        let raw = entry.file_path().as_bytes().to_vec();
        names += raw.len();
        if met > declared || unpacked > limits.unpacked || names > NAMES {
            return None;
        }
        let name = readable(&raw);
        if DOCUMENT_MARKS.iter().any(|mark| name.eq_ignore_ascii_case(mark)) {
            return None;
        }
        let folder = raw.ends_with(b"/") || (raw.ends_with(b"\\") && entry.uncompressed_size_hint() == 0);
        if !folder {
            // Which of two files of one name is meant, nobody can say.
            if !taken.insert(raw.clone()) {
                return None;
            }
            members.push(Member { raw, name });
        }
    }
    (met == declared && !members.is_empty()).then_some(members)
}

/// Windows in China writes names in GBK without saying so; what is not UTF-8 is taken for that.
fn readable(raw: &[u8]) -> String {
    let text = match std::str::from_utf8(raw) {
        Ok(text) => text.to_owned(),
        Err(_) => GB18030.decode_without_bom_handling(raw).0.into_owned(),
    };
    let parts = text.split(['/', '\\']).filter(|part| !matches!(*part, "" | "." | ".."));
    let name = parts.collect::<Vec<_>>().join("/");
    if name.is_empty() { "_".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_in_both_encodings_and_lead_nowhere() {
        assert_eq!(readable("甲局/表.xlsx".as_bytes()), "甲局/表.xlsx");
        assert_eq!(readable(b"\xbc\xd7\xbe\xd6\\\xb1\xed.xlsx"), "甲局/表.xlsx");
        assert_eq!(readable(b"../../C:/./a.xlsx"), "C:/a.xlsx");
        assert_eq!(readable(b"../.."), "_");
    }
}
