//! "Take this one out of the ZIP." Unpacks one file of an archive of hand-ins.
//!
//! In: the opened archive, the raw name of the file in it. Out: its bytes, checked against the length and checksum that the archive
//! declares. The archive's list is walked, never loaded, so that a list of any length costs no memory. Nothing is written to the disk.

use super::limits::{Limits, check};
use super::package::corrupt;
use crate::finding::{Foreign, Kind};
use flate2::read::DeflateDecoder;
use rawzip::{CompressionMethod, MAX_CENTRAL_DIRECTORY_RECORD_SIZE, ZipArchive};
use std::fs::File;
use std::io::Read;

/// The bytes of the file that is called `member` in `archive`.
///
/// # Errors
/// Encrypted, oversized or broken; packed in a way that only packing programs know.
pub(super) fn unpacked(archive: File, member: &[u8], limits: &Limits) -> Result<Vec<u8>, Kind> {
    let mut buffer = vec![0; MAX_CENTRAL_DIRECTORY_RECORD_SIZE];
    let archive = ZipArchive::from_file(archive, &mut buffer).map_err(corrupt)?;
    let mut entries = archive.entries(&mut buffer);
    let (entry, method) = loop {
        let Some(entry) = entries.next_entry().map_err(corrupt)? else {
            return Err(corrupt("no longer in the archive"));
        };
        if entry.file_path().as_bytes() == member {
            if entry.flags().is_encrypted() {
                return Err(Kind::FileEncrypted);
            }
            break (entry.wayfinder(), entry.compression_method());
        }
    };
    check("file-size", limits.file_size, entry.uncompressed_size_hint())?;
    let entry = archive.get_entry(entry).map_err(corrupt)?;
    let reader = entry.reader();
    let packed: Box<dyn Read> = match method {
        CompressionMethod::STORE => Box::new(entry.verifying_reader(reader)),
        CompressionMethod::DEFLATE => Box::new(entry.verifying_reader(DeflateDecoder::new(reader))),
        _ => return Err(Kind::FileForeign { what: Foreign::Archive }),
    };
    let mut bytes = Vec::new();
    // The check of the length comes with the first byte too many; the limit holds even if it should fail.
    packed.take(limits.file_size.saturating_add(1)).read_to_end(&mut bytes).map_err(corrupt)?;
    check("file-size", limits.file_size, u64::try_from(bytes.len()).unwrap_or(u64::MAX))?;
    Ok(bytes)
}
