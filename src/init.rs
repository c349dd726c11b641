//! "Set up a folder for the new quarter." Makes what a clerk needs before the first file comes in.
//!
//! In: the folder. Out: an inbox, a commented roster, a short leaflet and a batch file to drop the inbox on; what already lies
//! there is never changed, and each is said to be new or old.

use crate::error::Error;
use crate::report::console::shown;
use crate::wording::console::{INBOX, ROSTER};
use crate::wording::desk;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// One thing of the working folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Laid {
    /// Where it lies.
    pub path: PathBuf,
    /// Whether it was made now.
    pub new: bool,
}

/// Makes the working folder and says what lies in it now.
///
/// # Errors
/// The folder or one of its files cannot be made, with the system's reason.
pub fn init(folder: &Path) -> Result<Vec<Laid>, Error> {
    let refused = |path: &Path, e: &std::io::Error| Error::TargetNotWritable(path.to_path_buf(), e.to_string());
    fs::create_dir_all(folder).map_err(|e| refused(folder, &e))?;
    let inbox = folder.join(INBOX);
    let new = !inbox.is_dir();
    fs::create_dir_all(&inbox).map_err(|e| refused(&inbox, &e))?;
    let mut laid = vec![Laid { path: inbox, new }];
    let files: [(&str, Vec<u8>); 3] = [
        (ROSTER, crate::write::roster::blank()?),
        (desk::LEAFLET_NAME, leaflet()),
        (desk::DROP_NAME, desk::drop_here().into_bytes()),
    ];
    for (name, bytes) in files {
        let path = folder.join(name);
        let new = lay(&path, &bytes).map_err(|e| refused(&path, &e))?;
        laid.push(Laid { path, new });
    }
    Ok(laid)
}

/// What `init` says.
#[must_use]
pub fn told(laid: &[Laid], folder: &Path) -> String {
    let mut lines: Vec<String> = laid.iter().map(|l| desk::laid(&shown(&l.path), l.new)).collect();
    lines.push(desk::after_init(&shown(&folder.join(INBOX))));
    crate::report::console::visible(&lines.join("\n")) + "\n"
}

/// The leaflet as Notepad reads it: UTF-8 with a byte order mark, lines ended by CR LF.
fn leaflet() -> Vec<u8> {
    format!("\u{feff}{}", desk::LEAFLET.replace('\n', "\r\n")).into_bytes()
}

/// Writes a file where none lies; returns whether it did.
fn lay(path: &Path, bytes: &[u8]) -> std::io::Result<bool> {
    match fs::OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(mut file) => file.write_all(bytes).map(|()| true),
        Err(e) if e.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(e) => Err(e),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_new_folder_gets_everything_and_an_old_one_keeps_everything() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("2023年二季度");
        assert!(init(&folder).unwrap().iter().all(|l| l.new));
        fs::write(folder.join(ROSTER), "改过").unwrap();
        assert!(init(&folder).unwrap().iter().all(|l| !l.new));
        assert_eq!(fs::read(folder.join(ROSTER)).unwrap(), "改过".as_bytes());
    }

    #[test]
    fn the_batch_file_is_ascii_and_the_leaflet_opens_in_notepad() {
        let dir = tempfile::tempdir().unwrap();
        init(dir.path()).unwrap();
        let drop = fs::read(dir.path().join(desk::DROP_NAME)).unwrap();
        assert!(drop.is_ascii());
        let drop = String::from_utf8(drop).unwrap();
        assert!(drop.contains("\"%~dp0tongbao.exe\" %*\r\n") && drop.trim_end().ends_with("pause"), "{drop}");
        let leaflet = fs::read(dir.path().join(desk::LEAFLET_NAME)).unwrap();
        assert!(leaflet.starts_with(b"\xef\xbb\xbf"));
        let text = String::from_utf8(leaflet).unwrap();
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    }
}
