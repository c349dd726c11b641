//! "Open the container, carefully." The zip container of a workbook and its parts.
//!
//! In: the bytes of a zip file. Out: its parts by path, each read to its end so that its checksum is verified, or the finding's
//! kind. Declared sizes are checked before anything is unpacked; names inside are never used as paths on the disk. It knows
//! nothing of sheets.

use super::limits::{Limits, check};
use super::stream::SLACK;
use crate::finding::{Foreign, Kind};
use flate2::{Crc, Decompress, FlushDecompress, Status};
use std::collections::HashMap;
use std::io::{Cursor, Read, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// An opened container.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// Entry by its path in lower case with `/`: paths in packages ignore case.
    names: HashMap<String, usize>,
    limits: Limits,
    /// Unpacks small parts one after the other, once there was one.
    inflater: Option<Decompress>,
    /// A small part as it is packed.
    packed: Vec<u8>,
}

/// Parts up to this size are unpacked at once: a workbook has a dozen, and to make ready for each costs more than to unpack it.
const SMALL: u64 = 64 * 1024;

/// A part on its way out of the container.
pub(super) enum Part<R> {
    /// Unpacked already, its checksum verified.
    Whole(Cursor<Vec<u8>>),
    /// Unpacked piece by piece.
    Pieces(R),
}

impl<R: Read> Read for Part<R> {
    fn read(&mut self, room: &mut [u8]) -> std::io::Result<usize> {
        match self {
            Self::Whole(bytes) => bytes.read(room),
            Self::Pieces(entry) => entry.read(room),
        }
    }
}

/// Parts up to this size may be packed as tightly as they like: blank rows of honest workbooks reach a ratio of 213.
const RATIO_FROM: u64 = 64 * 1024 * 1024;

/// What a zip file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Inside {
    /// An xlsx or xlsm workbook.
    Xlsx,
    /// An xlsb workbook.
    Xlsb,
    /// An OpenDocument of some kind.
    OpenDocument,
    /// Something else.
    Foreign(Foreign),
}

/// A broken file, with the reason.
#[expect(clippy::needless_pass_by_value, reason = "stands in `map_err`, which hands the error over")]
pub(super) fn corrupt(detail: impl ToString) -> Kind {
    Kind::FileCorrupt { detail: detail.to_string() }
}

impl<'a> Package<'a> {
    /// Opens the container in `bytes`.
    ///
    /// # Errors
    /// Corrupt, encrypted or oversized containers.
    pub(super) fn open(bytes: &'a [u8], limits: &Limits) -> Result<Self, Kind> {
        // The library that opens containers loads their whole list; how long it is, another one tells before.
        if let Ok(list) = rawzip::ZipArchive::from_slice(bytes) {
            check("entries", limits.entries, list.entries_hint())?;
        }
        let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(corrupt)?;
        check("entries", limits.entries, count(archive.len()))?;
        if archive.has_duplicate_names() {
            return Err(corrupt("two entries of the container share a name"));
        }
        let mut names = HashMap::with_capacity(archive.len());
        let mut unpacked = 0u64;
        for index in 0..archive.len() {
            let entry = archive.by_index_raw(index).map_err(corrupt)?;
            if entry.encrypted() {
                return Err(Kind::FileEncrypted);
            }
            unpacked = unpacked.saturating_add(entry.size());
            let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
            if names.insert(key(&name), index).is_some() {
                return Err(corrupt("two entries of the container share a name"));
            }
        }
        check("unpacked", limits.unpacked, unpacked)?;
        Ok(Self { archive, names, limits: *limits, inflater: None, packed: Vec::new() })
    }

    /// What the container holds, by the entries that each family must have.
    pub(super) fn inside(&self) -> Inside {
        let has = |name: &str| self.names.contains_key(name);
        let under = |folder: &str| self.names.keys().any(|n| n.starts_with(folder));
        if under("word/") {
            Inside::Foreign(Foreign::Word)
        } else if under("ppt/") {
            Inside::Foreign(Foreign::Slides)
        } else if has("xl/workbook.bin") {
            Inside::Xlsb
        } else if has("mimetype") && has("content.xml") {
            Inside::OpenDocument
        } else if has("[content_types].xml") || has("_rels/.rels") {
            Inside::Xlsx
        } else if has("ofd.xml") {
            Inside::Foreign(Foreign::Ofd)
        } else if self.names.keys().all(|n| n.ends_with('/')) {
            Inside::Foreign(Foreign::EmptyArchive)
        } else {
            Inside::Foreign(Foreign::Archive)
        }
    }

    /// Whether there is an entry at `path`.
    pub(super) fn has(&self, path: &str) -> bool {
        self.index(path).is_some()
    }

    /// The part at `path`, unpacked to its end; `None` when there is no such entry.
    ///
    /// # Errors
    /// Oversized, broken or not UTF-8.
    pub(super) fn part(&mut self, path: &str) -> Result<Option<String>, Kind> {
        let text = self.bytes(path)?.map(String::from_utf8).transpose();
        text.map_err(|_| corrupt(format!("{path}: not UTF-8")))
    }

    /// The part at `path` as bytes, unpacked to its end; `None` when there is no such entry.
    ///
    /// # Errors
    /// Oversized or broken.
    pub(super) fn bytes(&mut self, path: &str) -> Result<Option<Vec<u8>>, Kind> {
        let Some((part, size)) = self.stream(path)? else { return Ok(None) };
        let mut entry = match part {
            Part::Whole(bytes) => return Ok(Some(bytes.into_inner())),
            Part::Pieces(entry) => entry,
        };
        let mut bytes = Vec::with_capacity(usize::try_from(size.min(1 << 26)).unwrap_or(0) + SLACK);
        entry.read_to_end(&mut bytes).map_err(|e| corrupt(format!("{path}: {e}")))?;
        Ok(Some(bytes))
    }

    /// The part at `path`, to be unpacked piece by piece, and the bytes that it declares; `None` when there is no such entry. The
    /// reader gives no more than that, and an error at the end when the checksum is wrong.
    ///
    /// # Errors
    /// Oversized or broken.
    pub(super) fn stream(&mut self, path: &str) -> Result<Option<(Part<impl Read>, u64)>, Kind> {
        let Some(index) = self.index(path) else { return Ok(None) };
        if let Some(whole) = self.small(index) {
            let size = count(whole.len());
            check("part", self.limits.part, size)?;
            return Ok(Some((Part::Whole(Cursor::new(whole)), size)));
        }
        let entry = self.archive.by_index(index).map_err(corrupt)?;
        let size = entry.size();
        check("part", self.limits.part, size)?;
        if size > RATIO_FROM {
            check("ratio", self.limits.ratio, size / entry.compressed_size().max(1))?;
        }
        Ok(Some((Part::Pieces(entry), size)))
    }

    fn index(&self, path: &str) -> Option<usize> {
        self.names.get(path).or_else(|| self.names.get(&key(path))).copied()
    }

    /// The small part with this number, when it is packed as usual and gives what it declares. Whatever else may be the matter with
    /// a part, the library that opens containers has the word.
    fn small(&mut self, index: usize) -> Option<Vec<u8>> {
        let mut entry = self.archive.by_index_raw(index).ok()?;
        let (size, checksum) = (entry.size(), entry.crc32());
        if size > SMALL || entry.compressed_size() > SMALL || entry.compression() != CompressionMethod::Deflated {
            return None;
        }
        self.packed.clear();
        entry.read_to_end(&mut self.packed).ok()?;
        let inflater = self.inflater.get_or_insert_with(|| Decompress::new(false));
        inflater.reset(false);
        let mut bytes = Vec::with_capacity(usize::try_from(size).ok()? + SLACK);
        let status = inflater.decompress_vec(&self.packed, &mut bytes, FlushDecompress::Finish).ok()?;
        let mut sum = Crc::new();
        sum.update(&bytes);
        (status == Status::StreamEnd && count(bytes.len()) == size && sum.sum() == checksum).then_some(bytes)
    }

    /// The same container with other contents for some of its parts.
    ///
    /// # Errors
    /// When the container cannot be copied.
    pub(super) fn with_parts(&mut self, parts: &[(String, String)]) -> Result<Vec<u8>, Kind> {
        let replaced: HashMap<String, &str> = parts.iter().map(|(p, text)| (key(p), text.as_str())).collect();
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..self.archive.len() {
            let entry = self.archive.by_index_raw(index).map_err(corrupt)?;
            let name = String::from_utf8_lossy(entry.name_raw()).into_owned();
            if let Some(text) = replaced.get(&key(&name)) {
                writer.start_file(name, SimpleFileOptions::default()).map_err(corrupt)?;
                writer.write_all(text.as_bytes()).map_err(corrupt)?;
            } else {
                writer.raw_copy_file(entry).map_err(corrupt)?;
            }
        }
        Ok(writer.finish().map_err(corrupt)?.into_inner())
    }
}

fn key(path: &str) -> String {
    path.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

/// A length as a limit counts it.
pub(super) fn count(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zip(entries: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in entries {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn entries_tell_what_a_container_is() {
        for (entries, inside) in [
            (vec![("[Content_Types].xml", ""), ("xl/workbook.xml", "")], Inside::Xlsx),
            (vec![("[Content_Types].xml", ""), ("word/document.xml", "")], Inside::Foreign(Foreign::Word)),
            (vec![("[Content_Types].xml", ""), ("ppt/presentation.xml", "")], Inside::Foreign(Foreign::Slides)),
            (vec![("[Content_Types].xml", ""), ("xl/workbook.bin", "")], Inside::Xlsb),
            (vec![("mimetype", ""), ("content.xml", "")], Inside::OpenDocument),
            (vec![("OFD.xml", ""), ("Doc_0/Document.xml", "")], Inside::Foreign(Foreign::Ofd)),
            (vec![("表.xlsx", "")], Inside::Foreign(Foreign::Archive)),
            (vec![("收件/", "")], Inside::Foreign(Foreign::EmptyArchive)),
            (vec![], Inside::Foreign(Foreign::EmptyArchive)),
        ] {
            let bytes = zip(&entries);
            assert_eq!(Package::open(&bytes, &Limits::default()).unwrap().inside(), inside, "{entries:?}");
        }
    }

    #[test]
    fn parts_are_found_whatever_the_case_and_a_changed_byte_is_noticed() {
        let bytes = zip(&[("xl/Workbook.xml", "单位单位单位单位")]);
        let mut package = Package::open(&bytes, &Limits::default()).unwrap();
        assert_eq!(package.part("/XL/workbook.xml").unwrap().as_deref(), Some("单位单位单位单位"));
        assert_eq!(package.part("xl/styles.xml").unwrap(), None);
        let mut changed = bytes.clone();
        changed[30 + "xl/Workbook.xml".len() + 1] ^= 1;
        let refused = Package::open(&changed, &Limits::default()).and_then(|mut p| p.part("xl/workbook.xml"));
        assert!(matches!(refused, Err(Kind::FileCorrupt { .. })), "{refused:?}");
    }

    #[test]
    fn sizes_are_checked_before_unpacking() {
        let bytes = zip(&[("a", &"x".repeat(1000)), ("b", "")]);
        let small = |limits: Limits| Package::open(&bytes, &limits).and_then(|mut p| p.part("a").map(|_| ())).err();
        let of = |limit: &'static str, allowed, found| Some(Kind::FileTooLarge { limit: limit.into(), allowed, found });
        assert_eq!(small(Limits { entries: 1, ..Limits::default() }), of("entries", 1, 2));
        assert_eq!(small(Limits { unpacked: 999, ..Limits::default() }), of("unpacked", 999, 1000));
        assert_eq!(small(Limits { part: 999, ..Limits::default() }), of("part", 999, 1000));
    }

    #[test]
    fn a_cut_off_container_is_corrupt() {
        let bytes = zip(&[("a", "xxxxxxxx"), ("b", "yyyyyy")]);
        for length in 4..bytes.len() {
            let cut = Package::open(&bytes[..length], &Limits::default()).err();
            assert!(matches!(cut, Some(Kind::FileCorrupt { .. })), "{length}: {cut:?}");
        }
    }

    #[test]
    fn parts_can_be_replaced() {
        let bytes = zip(&[("a", "1"), ("B", "2")]);
        let mut package = Package::open(&bytes, &Limits::default()).unwrap();
        let changed = package.with_parts(&[("b".to_owned(), "3".to_owned())]).unwrap();
        let mut package = Package::open(&changed, &Limits::default()).unwrap();
        assert_eq!(package.part("a").unwrap().as_deref(), Some("1"));
        assert_eq!(package.part("b").unwrap().as_deref(), Some("3"));
    }
}
