//! "What did the units hand in?" Lists the files of the input folder.
//!
//! In: paths that the user named. Out: every regular file as a [`Submission`], in an order that does not depend on the disk, plus
//! what was left out and why; of archives, the files in them. It opens regular files only, and of them nothing but the first bytes
//! and the list of an archive.

mod archive;

use crate::error::Error;
use crate::private::masked;
use encoding_rs::GB18030;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
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
    /// Neither file nor folder: a pipe, a device and the like.
    NotRegular,
    /// A link to a file or folder, which is not followed unless asked.
    Link,
    /// A link to a folder that it lies in itself.
    Loop,
    /// A folder below 64 others.
    TooDeep,
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

/// What an archive may cost before it is refused as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Archives {
    /// Bytes of the archive.
    pub size: u64,
    /// Entries.
    pub entries: u64,
    /// Bytes that all entries declare together.
    pub unpacked: u64,
}

/// How to look.
#[derive(Debug, Clone, Copy)]
pub struct Look<'a> {
    /// Files of the job itself (roster, decisions, output), which are never submissions.
    pub own: &'a [PathBuf],
    /// Whether links in folders are followed. What the user named is, always.
    pub links: bool,
    /// What an archive may cost.
    pub archives: Archives,
}

/// Lists everything under `inputs` (folders or single files).
///
/// With one folder, names are relative to it; with several inputs they start with the input's own name. A file in an archive is
/// called `收件.zip/表.xlsx`; archives inside archives stay closed. A folder that cannot be listed becomes a submission too, so
/// that reading it fails with the system's reason instead of its files going missing in silence. No two files share a name. Of a number of a person in a name only its end is left.
///
/// # Errors
/// [`Error::InputMissing`] for a path that does not exist, [`Error::InputNotAFile`] for a pipe or a device, [`Error::Disk`] for
/// one that cannot be looked at, and [`Error::NoWorkbooks`] when no submission was met at all.
pub fn discover(inputs: &[PathBuf], look: &Look<'_>) -> Result<Found, Error> {
    let found = list(inputs, look)?;
    if found.submissions.is_empty() {
        return Err(found.nothing(inputs));
    }
    Ok(found)
}

/// Lists like [`discover`], but an empty list is no error.
///
/// # Errors
/// Those of [`discover`] but the last.
pub fn list(inputs: &[PathBuf], look: &Look<'_>) -> Result<Found, Error> {
    let own: HashSet<PathBuf> = look.own.iter().filter_map(|p| p.canonicalize().ok()).collect();
    let mut walk =
        Walk { look: *look, own, met: HashSet::new(), room: archive::Room::default(), found: Found::default() };
    let roots = own_names(inputs);
    for (input, root) in inputs.iter().zip(&roots) {
        let kind = std::fs::metadata(input).map_err(|e| match e.kind() {
            ErrorKind::NotFound => Error::InputMissing(input.clone()),
            _ => Error::Disk(input.clone(), e.to_string()),
        })?;
        let prefix = if inputs.len() > 1 { Some(root.as_str()) } else { None };
        match (kind.is_dir(), kind.is_file()) {
            (true, _) => walk.folder(input, prefix),
            (_, true) => walk.sort_in(root.as_str().into(), input.clone(), by_name(root)),
            _ => return Err(Error::InputNotAFile(input.clone())),
        }
    }
    let mut found = walk.found;
    // By their whole names first: of two that look the same without the numbers of people the order must not be the disk's.
    found.sort();
    let all = found.submissions.iter_mut().map(|s| &mut s.file).chain(found.left_out.iter_mut().map(|l| &mut l.file));
    for file in all {
        if let Cow::Owned(shown) = masked(file) {
            *file = shown.into();
        }
    }
    found.sort();
    tell_apart(&mut found);
    Ok(found)
}

impl Found {
    fn sort(&mut self) {
        self.submissions.sort_by(|a, b| a.file.cmp(&b.file));
        self.left_out.sort_by(|a, b| a.file.cmp(&b.file));
    }

    /// That no submission was met under `inputs`.
    #[must_use]
    pub fn nothing(&self, inputs: &[PathBuf]) -> Error {
        let folder = inputs.first().cloned().unwrap_or_default();
        if folder.is_file() && self.left_out.iter().all(|left| left.why == SkipReason::OwnFile) {
            return Error::InputIsOwn(folder);
        }
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

/// Numbers names that several files share: names in archives and names that are no Unicode may read the same.
fn tell_apart(found: &mut Found) {
    let all = found.submissions.iter().map(|s| &s.file).chain(found.left_out.iter().map(|l| &l.file));
    let mut times: HashMap<Arc<str>, usize> = HashMap::new();
    all.for_each(|file| *times.entry(Arc::clone(file)).or_default() += 1);
    if times.len() == found.submissions.len() + found.left_out.len() {
        return;
    }
    let mut seen = HashSet::new();
    let all = found.submissions.iter_mut().map(|s| &mut s.file).chain(found.left_out.iter_mut().map(|l| &mut l.file));
    for file in all {
        let mut name = Arc::clone(file);
        let mut number = 2;
        while (number > 2 && times.contains_key(&name)) || !seen.insert(Arc::clone(&name)) {
            name = format!("{file}({number})").into();
            number += 1;
        }
        *file = name;
    }
}

struct Walk<'a> {
    look: Look<'a>,
    own: HashSet<PathBuf>,
    met: HashSet<PathBuf>,
    room: archive::Room,
    found: Found,
}

impl Walk<'_> {
    fn folder(&mut self, input: &Path, prefix: Option<&str>) {
        let walk = WalkDir::new(input).max_depth(MAX_DEPTH + 1).follow_root_links(true).follow_links(self.look.links);
        for entry in walk {
            match entry {
                Ok(entry) => self.entry(input, prefix, &entry),
                Err(error) => {
                    let path = error.path().unwrap_or(input).to_path_buf();
                    let file = name_below(input, prefix, &path);
                    match error.loop_ancestor() {
                        Some(_) => self.found.left_out.push(LeftOut { file, why: SkipReason::Loop }),
                        None => self.submit(file, path),
                    }
                }
            }
        }
    }

    fn entry(&mut self, input: &Path, prefix: Option<&str>, entry: &DirEntry) {
        let kind = entry.file_type();
        let too_deep = entry.depth() > MAX_DEPTH;
        if kind.is_dir() && !too_deep {
            return;
        }
        let file = name_below(input, prefix, entry.path());
        let below = entry.path().strip_prefix(input).unwrap_or(entry.path());
        let why = if kind.is_symlink() {
            Some(SkipReason::Link)
        } else if too_deep {
            Some(SkipReason::TooDeep)
        } else if !kind.is_file() {
            Some(SkipReason::NotRegular)
        } else {
            below.components().find_map(|c| by_name(&text(c.as_os_str())))
        };
        self.sort_in(file, entry.path().to_path_buf(), why);
    }

    fn sort_in(&mut self, file: Arc<str>, path: PathBuf, why: Option<SkipReason>) {
        let whole = path.canonicalize().unwrap_or_else(|_| path.clone());
        let why = if self.own.contains(&whole) { Some(SkipReason::OwnFile) } else { why };
        match why {
            Some(why) => self.found.left_out.push(LeftOut { file, why }),
            // A file named twice on the command line, or inside a folder that is named too, is one hand-in.
            None if self.met.insert(whole) => match archive::members(&path, self.look.archives, &mut self.room) {
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

/// A name for people. Outside of Windows it may be bytes that are no Unicode: Chinese archives unpacked there give GBK.
fn text(name: &OsStr) -> String {
    match name.to_str() {
        Some(text) => text.to_owned(),
        None if cfg!(unix) => GB18030.decode_without_bom_handling(name.as_encoded_bytes()).0.into_owned(),
        None => name.to_string_lossy().into_owned(),
    }
}
