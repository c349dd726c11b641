//! "Take the file in whole." Reads one file's bytes, once.
//!
//! In: a path. Out: its bytes, or why they could not be had. Everything later works on these bytes, so that a file that is saved
//! meanwhile cannot give a mix of two states. It never opens pipes or devices, and writes nothing.

use super::limits::{Limits, check};
use super::package::corrupt;
use crate::finding::{Finding, Kind};
use crate::place::Place;
use std::fs::{File, Metadata};
use std::io::{BufReader, Error, Read};
use std::path::Path;
use std::sync::Arc;
use zip::ZipArchive;

/// How often a file that changes while it is read is read again.
const ATTEMPTS: usize = 3;

/// The bytes of the regular file at `path`, called `file` in findings.
///
/// # Errors
/// [`Kind::FileUnreadable`] with the system's reason, also for anything but a regular file and for a file that keeps changing;
/// [`Kind::FileTooLarge`].
pub fn load(file: &Arc<str>, path: &Path, limits: &Limits) -> Result<Vec<u8>, Box<Finding>> {
    bytes(path, limits).map_err(|kind| Box::new(Finding::new(kind, Place::file(file))))
}

/// The bytes of the file that is called `member` in the archive at `path`.
///
/// # Errors
/// As [`load`], and [`Kind::FileEncrypted`] or [`Kind::FileCorrupt`] when it cannot be unpacked.
pub fn load_member(file: &Arc<str>, path: &Path, member: &[u8], limits: &Limits) -> Result<Vec<u8>, Box<Finding>> {
    unpacked(path, member, limits).map_err(|kind| Box::new(Finding::new(kind, Place::file(file))))
}

fn unpacked(path: &Path, member: &[u8], limits: &Limits) -> Result<Vec<u8>, Kind> {
    let archive = File::open(path).map_err(unreadable)?;
    let mut archive = ZipArchive::new(BufReader::new(archive)).map_err(corrupt)?;
    let index = archive.index_for_name_raw(member).ok_or_else(|| corrupt("no longer in the archive"))?;
    let entry = archive.by_index_raw(index).map_err(corrupt)?;
    if entry.encrypted() {
        return Err(Kind::FileEncrypted);
    }
    check("file-size", limits.file_size, entry.size())?;
    drop(entry);
    let mut bytes = Vec::new();
    archive.by_index(index).map_err(corrupt)?.read_to_end(&mut bytes).map_err(corrupt)?;
    Ok(bytes)
}

fn bytes(path: &Path, limits: &Limits) -> Result<Vec<u8>, Kind> {
    for _ in 0..ATTEMPTS {
        // Before any opening: to open a named pipe would wait for ever.
        let before = std::fs::metadata(path).map_err(unreadable)?;
        if !before.is_file() {
            return Err(Kind::FileUnreadable { detail: "not a regular file".to_owned() });
        }
        check("file-size", limits.file_size, before.len())?;
        let mut bytes = Vec::with_capacity(usize::try_from(before.len()).unwrap_or(0));
        let opened = File::open(path).map_err(unreadable)?;
        opened.take(limits.file_size.saturating_add(1)).read_to_end(&mut bytes).map_err(unreadable)?;
        let found = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        check("file-size", limits.file_size, found)?;
        let after = std::fs::metadata(path).map_err(unreadable)?;
        if same(&before, &after) && found == after.len() {
            return Ok(bytes);
        }
    }
    Err(Kind::FileUnreadable { detail: "the file changes while it is read".to_owned() })
}

fn same(before: &Metadata, after: &Metadata) -> bool {
    before.len() == after.len() && before.modified().ok() == after.modified().ok()
}

#[expect(clippy::needless_pass_by_value, reason = "stands in `map_err`, which hands the error over")]
fn unreadable(error: Error) -> Kind {
    Kind::FileUnreadable { detail: error.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_whole_and_a_folder_or_an_oversized_file_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("表.xlsx");
        std::fs::write(&path, b"12345").unwrap();
        let name: Arc<str> = "表.xlsx".into();
        let limits = Limits { file_size: 5, ..Limits::default() };
        assert_eq!(load(&name, &path, &limits).unwrap(), b"12345");
        let limits = Limits { file_size: 4, ..limits };
        let refused = load(&name, &path, &limits).unwrap_err();
        assert_eq!(refused.kind, Kind::FileTooLarge { limit: "file-size".into(), allowed: 4, found: 5 });
        assert_eq!(refused.place, Place::file(&name));
        for wrong in [folder.path().to_path_buf(), folder.path().join("没有.xlsx")] {
            let refused = load(&name, &wrong, &limits).unwrap_err();
            assert!(matches!(refused.kind, Kind::FileUnreadable { .. }), "{refused:?}");
        }
    }
}
