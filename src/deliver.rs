//! "Put it where it belongs, and keep the old one." Writes the products to the disk.
//!
//! In: finished bytes and the path they were promised for. Out: a [`Delivered`] that says where they lie and what became of the
//! file that lay there. A file is complete or not there at all; what lay there stays under a numbered name unless it is to be
//! replaced. It never looks into the bytes.

use crate::error::Error;
use crate::interrupt::Gate;
use crate::job::Old;
pub use crate::outcome::{Delivered, How};
use crate::wording::{console, errors};
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// How products are written.
#[derive(Debug, Clone, Copy)]
pub struct Delivery<'a> {
    /// What happens to an old workbook.
    pub old: Old,
    /// Whether nothing is written, only said.
    pub trial: bool,
    /// Kept shut while a file is half done.
    pub gate: &'a Gate,
}

impl Delivery<'_> {
    /// Writes a workbook to `path`.
    ///
    /// # Errors
    /// The folder or file cannot be written, with the system's reason.
    pub fn deliver(&self, bytes: &[u8], path: &Path) -> Result<Delivered, Error> {
        if self.trial {
            return Ok(Delivered { path: path.to_path_buf(), how: How::Trial });
        }
        deliver(bytes, path, self.old, self.gate)
    }

    /// Writes a file of which no old copy is kept, such as a report for programs.
    ///
    /// # Errors
    /// The folder or file cannot be written, with the system's reason.
    pub fn replace(&self, bytes: &[u8], path: &Path) -> Result<Delivered, Error> {
        Self { old: Old::Replace, ..*self }.deliver(bytes, path)
    }
}

/// Windows' code for a file that another program holds (`ERROR_SHARING_VIOLATION`); a held target often gives "denied" instead.
const SHARING_VIOLATION: i32 = 32;

fn deliver(bytes: &[u8], path: &Path, old: Old, gate: &Gate) -> Result<Delivered, Error> {
    let refused = |e: &io::Error| Error::TargetNotWritable(path.to_path_buf(), errors::reason(e));
    if path.is_dir() {
        return Err(Error::TargetNotWritable(path.to_path_buf(), console::is_a_folder().to_owned()));
    }
    if path.exists() && !path.is_file() {
        // A pipe would be waited for without end, and a device such as `/dev/null` replaced by a file.
        return Err(Error::TargetNotWritable(path.to_path_buf(), errors::is_no_file().to_owned()));
    }
    if fs::read(path).is_ok_and(|lying| lying == bytes) {
        return Ok(Delivered { path: path.to_path_buf(), how: How::Unchanged });
    }
    let _shut = gate.shut();
    let finished = temporary(bytes, folder_of(path)).map_err(|e| refused(&e))?;
    if is_open_elsewhere(path) {
        return beside(finished, bytes, path).map_err(|e| refused(&e));
    }
    let kept = match old {
        Old::Keep if path.exists() => Some(keep_old(path).map_err(|e| refused(&e))?),
        _ => None,
    };
    let existed = path.exists();
    match finished.persist(path) {
        Ok(_) => {
            let how = match kept {
                Some(kept) => How::KeptOld(kept),
                None if existed => How::Replaced,
                None => How::New,
            };
            Ok(Delivered { path: path.to_path_buf(), how })
        }
        Err(failed) => {
            if let Some(kept) = kept {
                // The target still lies where it was; its second name would only puzzle.
                drop(fs::remove_file(kept));
            }
            if existed && is_held(&failed.error) {
                beside(failed.file, bytes, path).map_err(|e| refused(&e))
            } else {
                Err(refused(&failed.error))
            }
        }
    }
}

/// A complete file in the target's folder under a passing name.
fn temporary(bytes: &[u8], folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    use std::io::Write;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".tongbao-").suffix(".tmp");
    #[cfg(unix)]
    {
        // The library's default is for secrets; a product is an ordinary file (the system's mask still applies).
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

/// Gives the old file a second, numbered name; it then lies under both until the new one takes its place.
fn keep_old(path: &Path) -> io::Result<PathBuf> {
    let free = numbered(path, console::old_name, |_| false);
    if fs::hard_link(path, &free).is_err() {
        fs::copy(path, &free)?;
    }
    Ok(free)
}

/// Puts the finished file beside a target that another program holds.
fn beside(finished: tempfile::NamedTempFile, bytes: &[u8], path: &Path) -> io::Result<Delivered> {
    let same = |candidate: &Path| fs::read(candidate).is_ok_and(|lying| lying == bytes);
    let free = numbered(path, console::sibling_name, same);
    if !free.exists() {
        finished.persist(&free).map_err(|e| e.error)?;
    }
    Ok(Delivered { path: free, how: How::OpenElsewhere { wanted: path.to_path_buf() } })
}

/// The first numbered name that is free, or that `accept` takes.
fn numbered(path: &Path, name: fn(&str, u32) -> String, accept: impl Fn(&Path) -> bool) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut number = 1;
    loop {
        let candidate = path.with_file_name(name(&stem, number));
        if !candidate.exists() || accept(&candidate) {
            return candidate;
        }
        number += 1;
    }
}

/// Whether an office program has laid its lock file beside `path`: Excel `~$…`, WPS `.~…`, LibreOffice `.~lock.…#`.
///
/// On a network drive or outside Windows the system itself would not stop us.
pub(crate) fn is_open_elsewhere(path: &Path) -> bool {
    let Some(name) = path.file_name().filter(|_| path.exists()) else { return false };
    [("~$", ""), (".~", ""), (".~lock.", "#")].into_iter().any(|(before, after)| {
        let mut lock = OsString::from(before);
        lock.push(name);
        lock.push(after);
        path.with_file_name(lock).exists()
    })
}

fn is_held(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::PermissionDenied || error.raw_os_error() == Some(SHARING_VIOLATION)
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(path: &Path, text: &str, old: Old) -> Delivered {
        deliver(text.as_bytes(), path, old, &Gate::default()).unwrap()
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn an_old_product_stays_under_a_numbered_name() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("附件.xlsx");
        assert_eq!(write(&path, "一", Old::Keep).how, How::New);
        assert_eq!(write(&path, "二", Old::Keep).how, How::KeptOld(dir.path().join("附件（旧版1）.xlsx")));
        assert_eq!(write(&path, "三", Old::Keep).how, How::KeptOld(dir.path().join("附件（旧版2）.xlsx")));
        assert_eq!(names(dir.path()), ["附件.xlsx", "附件（旧版1）.xlsx", "附件（旧版2）.xlsx"]);
        assert_eq!(fs::read_to_string(dir.path().join("附件（旧版1）.xlsx")).unwrap(), "一");
        assert_eq!(fs::read_to_string(&path).unwrap(), "三");
    }

    #[test]
    fn the_same_bytes_are_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("附件.xlsx");
        write(&path, "一", Old::Keep);
        assert_eq!(write(&path, "一", Old::Keep).how, How::Unchanged);
        assert_eq!(names(dir.path()), ["附件.xlsx"]);
    }

    #[test]
    fn force_replaces_without_a_trace() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("附件.xlsx");
        write(&path, "一", Old::Keep);
        assert_eq!(write(&path, "二", Old::Replace).how, How::Replaced);
        assert_eq!(names(dir.path()), ["附件.xlsx"]);
    }

    #[test]
    fn a_target_that_is_open_is_not_touched() {
        for lock in ["~$附件.xlsx", ".~附件.xlsx", ".~lock.附件.xlsx#"] {
            let dir = tempfile::tempdir().unwrap();
            let path = dir.path().join("附件.xlsx");
            write(&path, "一", Old::Keep);
            fs::write(dir.path().join(lock), "").unwrap();
            let made = write(&path, "二", Old::Keep);
            assert_eq!(made.how, How::OpenElsewhere { wanted: path.clone() });
            assert_eq!(fs::read_to_string(&path).unwrap(), "一");
            assert_eq!(fs::read_to_string(&made.path).unwrap(), "二");
            assert_eq!(write(&path, "二", Old::Keep).path, made.path);
            assert_eq!(names(dir.path()).len(), 3);
        }
    }

    #[test]
    #[cfg(unix)]
    fn a_pipe_in_the_way_is_an_error_and_is_not_opened() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("报告.json");
        assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
        let refused = deliver(b"x", &path, Old::Replace, &Gate::default());
        assert!(matches!(refused, Err(Error::TargetNotWritable(named, _)) if named == path));
        assert_eq!(names(dir.path()), ["报告.json"]);
    }

    #[test]
    fn a_folder_in_the_way_is_an_error_and_leaves_nothing_behind() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("附件.xlsx");
        fs::create_dir(&path).unwrap();
        assert!(matches!(
            deliver(b"x", &path, Old::Keep, &Gate::default()),
            Err(Error::TargetNotWritable(refused, _)) if refused == path
        ));
        assert_eq!(names(dir.path()), ["附件.xlsx"]);
    }
}
