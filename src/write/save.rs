//! "Never lose a file." Workbook bytes into a file.
//!
//! In: bytes, the wanted target. Out: what was done: written, left alone because the same bytes stand there, the old one kept
//! under a numbered name, or a sibling written because the target is open elsewhere. A target that is an input is refused before.

use crate::error::Error;
use crate::wording::annexes;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// What became of the target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// The file that now holds the bytes.
    pub path: PathBuf,
    /// What happened on the way.
    pub how: How,
}

/// How the bytes came into the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum How {
    /// Nothing stood there, or it was to be overwritten.
    Written,
    /// The same bytes stood there already: left alone.
    Same,
    /// What stood there is kept under this name.
    KeptOld(PathBuf),
    /// This target is open in another program: the bytes lie beside it.
    Beside(PathBuf),
}

/// Writes `bytes` to `target`: into a temporary file in the same folder, then renamed. With `force` an old file is replaced
/// without being kept.
///
/// # Errors
/// [`Error::TargetFolderMissing`] without the folder, [`Error::TargetNotWritable`] when the folder cannot be written.
pub fn save(bytes: &[u8], target: &Path, force: bool) -> Result<Saved, Error> {
    let folder = match target.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    if !folder.is_dir() {
        return Err(Error::TargetFolderMissing(folder.to_owned()));
    }
    let refused = |e: &std::io::Error| Error::TargetNotWritable(target.to_owned(), e.to_string());
    if target.is_dir() {
        return Err(refused(&std::io::Error::from(std::io::ErrorKind::IsADirectory)));
    }
    if fs::read(target).is_ok_and(|old| old == bytes) {
        return Ok(Saved { path: target.to_owned(), how: How::Same });
    }
    let finished = temporary(bytes, folder).map_err(|e| refused(&e))?;
    if target.exists() && !force {
        let kept = free_name(target, annexes::OLD_VERSION);
        return match fs::rename(target, &kept) {
            Ok(()) => put(finished, target, How::KeptOld(kept)),
            Err(e) if is_open_elsewhere(&e) => beside(finished, target),
            Err(e) => Err(refused(&e)),
        };
    }
    put(finished, target, How::Written)
}

/// A finished file in the folder of the target, on the disk and readable by others.
fn temporary(bytes: &[u8], folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".tongbao-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(fs::Permissions::from_mode(0o644));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

fn put(finished: tempfile::NamedTempFile, target: &Path, how: How) -> Result<Saved, Error> {
    match finished.persist(target) {
        Ok(_) => Ok(Saved { path: target.to_owned(), how }),
        Err(e) if is_open_elsewhere(&e.error) && target.exists() => beside(e.file, target),
        Err(e) => {
            // The old file goes back to its name: without a new one it is still the result of the last run.
            if let How::KeptOld(kept) = &how {
                let _ = fs::rename(kept, target);
            }
            Err(Error::TargetNotWritable(target.to_owned(), e.error.to_string()))
        }
    }
}

fn beside(finished: tempfile::NamedTempFile, target: &Path) -> Result<Saved, Error> {
    let sibling = free_name(target, annexes::NEW_VERSION);
    match finished.persist_noclobber(&sibling) {
        Ok(_) => Ok(Saved { path: sibling, how: How::Beside(target.to_owned()) }),
        Err(e) => Err(Error::TargetNotWritable(target.to_owned(), e.error.to_string())),
    }
}

/// Windows says 32 (sharing violation) for a file that another program holds, and 5 (access denied) for a rename onto it.
fn is_open_elsewhere(error: &std::io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(5 | 32))
}

/// The first free name `名称（旧版1）.xlsx` beside `target`.
fn free_name(target: &Path, word: &str) -> PathBuf {
    let stem = target.file_stem().map(|s| s.to_string_lossy().into_owned()).unwrap_or_default();
    let ending = target.extension().map(|e| format!(".{}", e.to_string_lossy())).unwrap_or_default();
    let name = |n: u32| target.with_file_name(annexes::numbered_name(&stem, word, n) + &ending);
    (1..u32::MAX).map(name).find(|path| !path.exists()).unwrap_or_else(|| name(0))
}
