//! "What did the units hand in?" Lists the files of the input folder.
//!
//! In: paths that the user named. Out: every regular file as a [`Submission`], in an order that does not depend on the disk, plus
//! what was left out and why; of archives, the files in them. It opens nothing but the list of an archive.

mod archive;

use crate::error::Error;
use std::collections::HashSet;
use std::ffi::OsStr;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use walkdir::{DirEntry, WalkDir};

/// One file that somebody handed in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    /// Path relative to the input folder, `/` between its parts; the name used in every place.
    pub file: Arc<str>,
    /// Where it lies on the disk; for a file in an archive, where the archive lies.
    pub path: PathBuf,
    /// Its name in the archive at `path`, as the archive's bytes have it; `None` for a file of its own.
    pub member: Option<Vec<u8>>,
}

/// Why a file that was met is not a submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SkipReason {
    /// Lock file of an office program (`~$…`, `.~…`).
    Lock,
    /// Hidden or system file.
    System,
    /// Temporary file.
    Temporary,
    /// Not a regular file, or a link.
    NotRegular,
    /// The roster, the decisions, or another file of the job itself.
    OwnFile,
}

/// A file that was met and left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// Path relative to the input folder.
    pub file: Arc<str>,
    /// Why.
    pub why: SkipReason,
}

/// What lies in the input folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Sorted by path.
    pub submissions: Vec<Submission>,
    /// Sorted by path.
    pub left_out: Vec<LeftOut>,
}

/// Folders below this depth are not entered: no honest hand-in is nested so deeply, but a looped mount is.
const MAX_DEPTH: usize = 64;

/// Lists everything under `inputs` (folders or single files).
///
/// With one folder, names are relative to it; with several inputs they start with the input's own name. A file in an archive is
/// called `收件.zip/表.xlsx`; archives inside archives stay closed. `own` are files of the job
/// itself (roster, decisions, output), which are never submissions. A folder that cannot be listed becomes a submission too, so
/// that reading it fails with the system's reason instead of its files going missing in silence.
///
/// # Errors
/// [`Error::InputMissing`] for a path that does not exist, [`Error::Disk`] for one that cannot be looked at, and
/// [`Error::NoWorkbooks`] when no submission was met at all.
pub fn discover(inputs: &[PathBuf], own: &[PathBuf]) -> Result<Found, Error> {
    let found = list(inputs, own)?;
    if found.submissions.is_empty() {
        return Err(found.nothing(inputs));
    }
    Ok(found)
}

/// Lists like [`discover`], but an empty list is no error.
///
/// # Errors
/// Those of [`discover`] but the last.
pub fn list(inputs: &[PathBuf], own: &[PathBuf]) -> Result<Found, Error> {
    let own: HashSet<PathBuf> = own.iter().filter_map(|p| p.canonicalize().ok()).collect();
    let mut walk = Walk { own, met: HashSet::new(), found: Found::default() };
    let roots = own_names(inputs);
    for (input, root) in inputs.iter().zip(&roots) {
        let look = std::fs::metadata(input).map_err(|e| match e.kind() {
            ErrorKind::NotFound => Error::InputMissing(input.clone()),
            _ => Error::Disk(input.clone(), e.to_string()),
        })?;
        let prefix = if inputs.len() > 1 { Some(root.as_str()) } else { None };
        if look.is_dir() { walk.folder(input, prefix) } else { walk.single(input, root) }
    }
    let mut found = walk.found;
    found.submissions.sort_by(|a, b| a.file.cmp(&b.file));
    found.left_out.sort_by(|a, b| a.file.cmp(&b.file));
    Ok(found)
}

impl Found {
    /// That no submission was met under `inputs`.
    #[must_use]
    pub fn nothing(&self, inputs: &[PathBuf]) -> Error {
        let folder = inputs.first().cloned().unwrap_or_default();
        Error::NoWorkbooks { folder, left_out: self.left_out.len() }
    }
}

/// The name of each input; a name that several inputs share is numbered so that places stay distinct.
fn own_names(inputs: &[PathBuf]) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(inputs.len());
    for input in inputs {
        let whole = input.canonicalize().unwrap_or_else(|_| input.clone());
        let name = input.file_name().or_else(|| whole.file_name()).map_or_else(String::new, text);
        let mut unique = name.clone();
        let mut number = 2;
        while names.contains(&unique) {
            unique = format!("{name}({number})");
            number += 1;
        }
        names.push(unique);
    }
    names
}

struct Walk {
    own: HashSet<PathBuf>,
    met: HashSet<PathBuf>,
    found: Found,
}

impl Walk {
    fn folder(&mut self, input: &Path, prefix: Option<&str>) {
        for entry in WalkDir::new(input).max_depth(MAX_DEPTH + 1).follow_root_links(true) {
            match entry {
                Ok(entry) => self.entry(input, prefix, &entry),
                Err(error) => {
                    let path = error.path().unwrap_or(input).to_path_buf();
                    let file = name_below(input, prefix, &path);
                    self.submit(file, path);
                }
            }
        }
    }

    fn entry(&mut self, input: &Path, prefix: Option<&str>, entry: &DirEntry) {
        let too_deep = entry.depth() > MAX_DEPTH;
        if entry.file_type().is_dir() && !too_deep {
            return;
        }
        let file = name_below(input, prefix, entry.path());
        let below = entry.path().strip_prefix(input).unwrap_or(entry.path());
        let why = if too_deep || !entry.file_type().is_file() {
            Some(SkipReason::NotRegular)
        } else {
            below.components().find_map(|c| by_name(&text(c.as_os_str())))
        };
        self.sort_in(file, entry.path().to_path_buf(), why);
    }

    fn single(&mut self, input: &Path, name: &str) {
        let regular = std::fs::metadata(input).is_ok_and(|m| m.is_file());
        let why = if regular { by_name(name) } else { Some(SkipReason::NotRegular) };
        self.sort_in(name.into(), input.to_path_buf(), why);
    }

    fn sort_in(&mut self, file: Arc<str>, path: PathBuf, why: Option<SkipReason>) {
        let whole = path.canonicalize().unwrap_or_else(|_| path.clone());
        let why = if self.own.contains(&whole) { Some(SkipReason::OwnFile) } else { why };
        match why {
            Some(why) => self.found.left_out.push(LeftOut { file, why }),
            // A file named twice on the command line, or inside a folder that is named too, is one hand-in.
            None if self.met.insert(whole) => match archive::members(&path) {
                Some(members) => self.members(&file, &path, members),
                None => self.submit(file, path),
            },
            None => {}
        }
    }

    fn members(&mut self, archive: &str, path: &Path, members: Vec<archive::Member>) {
        for member in members {
            let file: Arc<str> = format!("{archive}/{}", member.name).into();
            match member.name.split('/').find_map(by_name) {
                Some(why) => self.found.left_out.push(LeftOut { file, why }),
                None => {
                    let path = path.to_path_buf();
                    self.found.submissions.push(Submission { file, path, member: Some(member.raw) });
                }
            }
        }
    }

    fn submit(&mut self, file: Arc<str>, path: PathBuf) {
        self.found.submissions.push(Submission { file, path, member: None });
    }
}

/// What a name alone tells: lock, temporary and system files of office programs and file managers.
fn by_name(name: &str) -> Option<SkipReason> {
    let lower = name.to_lowercase();
    if lower.starts_with("~$") || lower.starts_with(".~") || lower.ends_with('#') {
        Some(SkipReason::Lock)
    } else if [".tmp", ".crdownload", ".part", ".partial"].iter().any(|end| lower.ends_with(end)) {
        Some(SkipReason::Temporary)
    } else if lower.starts_with('.') || ["thumbs.db", "desktop.ini", "__macosx"].contains(&lower.as_str()) {
        Some(SkipReason::System)
    } else {
        None
    }
}

/// Path below the input with `/` between its parts, after the input's own name where there are several.
fn name_below(input: &Path, prefix: Option<&str>, path: &Path) -> Arc<str> {
    let below = path.strip_prefix(input).unwrap_or(path);
    let parts = below.components().filter_map(|c| match c {
        Component::Normal(part) => Some(text(part)),
        _ => None,
    });
    let name = prefix.map(str::to_owned).into_iter().chain(parts).collect::<Vec<_>>().join("/");
    if name.is_empty() { input.to_string_lossy().into() } else { name.into() }
}

fn text(name: &OsStr) -> String {
    name.to_string_lossy().into_owned()
}
