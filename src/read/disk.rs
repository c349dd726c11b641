//! "Take the file in whole." Reads one file's bytes, once.
//!
//! In: a path. Out: its bytes, or why they could not be had. Everything later works on these bytes, so that a file that is saved
//! meanwhile cannot give a mix of two states. It never opens pipes or devices, and writes nothing.

use super::archive::unpacked;
use super::limits::{Limits, check};
use crate::finding::{Finding, Kind, Unreadable};
use crate::place::Place;
use std::fs::{File, Metadata};
use std::io::{Error, ErrorKind, Read};
use std::path::Path;
use std::sync::Arc;

/// How often a file is read at most: once more when it changed while it was read.
const ATTEMPTS: usize = 2;

/// The bytes of the regular file at `path`, called `file` in findings.
///
/// # Errors
/// [`Kind::FileUnreadable`] with the system's reason, also for anything but a regular file and for a file that keeps changing;
/// [`Kind::FileTooLarge`].
pub fn load(file: &Arc<str>, path: &Path, limits: &Limits) -> Result<Vec<u8>, Box<Finding>> {
    steady(path, &mut |opened, size| whole(opened, size, limits)).map_err(|kind| at(file, kind))
}

/// The bytes of the file that is called `member` in the archive at `path`.
///
/// # Errors
/// As [`load`], and [`Kind::FileEncrypted`] or [`Kind::FileCorrupt`] when it cannot be unpacked.
pub fn load_member(file: &Arc<str>, path: &Path, member: &[u8], limits: &Limits) -> Result<Vec<u8>, Box<Finding>> {
    steady(path, &mut |opened, _| unpacked(opened, member, limits)).map_err(|kind| at(file, kind))
}

fn at(file: &Arc<str>, kind: Kind) -> Box<Finding> {
    Box::new(Finding::new(kind, Place::file(file)))
}

/// Has `take` read the file at `path`, given its size, and believes the result when size and time of change were the same before
/// and after: otherwise the bytes may be a mix of two states.
fn steady(path: &Path, take: &mut dyn FnMut(File, u64) -> Result<Vec<u8>, Kind>) -> Result<Vec<u8>, Kind> {
    for _ in 0..ATTEMPTS {
        // Before any opening: to open a named pipe would wait for ever.
        let before = std::fs::metadata(path).map_err(unreadable)?;
        if !before.is_file() {
            return Err(not_a_file(path));
        }
        let taken = take(File::open(path).map_err(unreadable)?, before.len());
        let after = std::fs::metadata(path).map_err(unreadable)?;
        if same(&before, &after) {
            return taken;
        }
    }
    Err(changing())
}

const fn changing() -> Kind {
    Kind::FileUnreadable { why: Unreadable::Changing }
}

/// What is to be said of something that is no file: a folder stands here only when it could not be listed.
fn not_a_file(path: &Path) -> Kind {
    let folder = std::fs::metadata(path).is_ok_and(|m| m.is_dir());
    match std::fs::read_dir(path) {
        Err(error) if folder => unreadable(error),
        _ => Kind::FileUnreadable { why: Unreadable::NotRegular },
    }
}

fn same(before: &Metadata, after: &Metadata) -> bool {
    before.len() == after.len() && before.modified().ok() == after.modified().ok()
}

fn whole(opened: File, size: u64, limits: &Limits) -> Result<Vec<u8>, Kind> {
    check("file-size", limits.file_size, size)?;
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
    opened.take(limits.file_size.saturating_add(1)).read_to_end(&mut bytes).map_err(unreadable)?;
    let found = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    check("file-size", limits.file_size, found)?;
    if found == size { Ok(bytes) } else { Err(changing()) }
}

/// Windows' code for a file that another program holds without sharing it (`ERROR_SHARING_VIOLATION`).
const HELD: i32 = 32;

#[expect(clippy::needless_pass_by_value, reason = "stands in `map_err`, which hands the error over")]
fn unreadable(error: Error) -> Kind {
    let why = match error.kind() {
        ErrorKind::NotFound => Unreadable::Gone,
        ErrorKind::PermissionDenied => Unreadable::Denied,
        _ if cfg!(windows) && error.raw_os_error() == Some(HELD) => Unreadable::Held,
        _ => Unreadable::System(error.to_string()),
    };
    Kind::FileUnreadable { why }
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
        for (wrong, why) in
            [(folder.path().to_path_buf(), Unreadable::NotRegular), (folder.path().join("没有.xlsx"), Unreadable::Gone)]
        {
            assert_eq!(load(&name, &wrong, &limits).unwrap_err().kind, Kind::FileUnreadable { why });
        }
    }

    #[test]
    fn a_file_that_changes_is_read_once_more_and_one_that_keeps_changing_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("表.xlsx");
        let read_while_it_grows = |changes: usize| {
            std::fs::write(&path, b"1").unwrap();
            let mut left = changes;
            steady(&path, &mut |opened, size| {
                let bytes = whole(opened, size, &Limits::default());
                if left > 0 {
                    left -= 1;
                    std::fs::write(&path, vec![b'2'; left + 2]).unwrap();
                }
                bytes
            })
        };
        assert_eq!(read_while_it_grows(0).unwrap(), b"1");
        assert_eq!(read_while_it_grows(1).unwrap(), b"22");
        assert_eq!(read_while_it_grows(9), Err(changing()));
    }

    #[test]
    #[cfg(unix)]
    fn a_named_pipe_is_never_opened() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("表.xlsx");
        assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
        let name: Arc<str> = "表.xlsx".into();
        for refused in [load(&name, &path, &Limits::default()), load_member(&name, &path, b"a", &Limits::default())] {
            assert_eq!(refused.unwrap_err().kind, Kind::FileUnreadable { why: Unreadable::NotRegular });
        }
    }
}
