//! "Set up a folder for the new quarter." Makes what a clerk needs before the first file comes in.
//!
//! In: the folder; with `--from`, what came in last time, or the workbook that was made of it. Out: an inbox, a commented roster
//! (blank, or drawn by `sketch`), a short leaflet and a batch file to drop the inbox on; what already lies there is never changed,
//! and each is said to be new or old.

use crate::cli::{Common, InitArgs};
use crate::error::Error;
use crate::exit::Exit;
use crate::finding::{Finding, Kind};
use crate::intake;
use crate::job::{self, Batch};
use crate::outcome::{InputStatus, Outcome, Stopped};
use crate::progress::Step;
use crate::report::console::{shown, visible};
use crate::rules::Rules;
use crate::sketch::{self, Sketch};
use crate::wording::console::{INBOX, ROSTER};
use crate::wording::{desk, errors, findings, sketch as words};
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// One thing of the working folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Laid {
    /// Where it lies.
    pub path: PathBuf,
    /// Whether it was made now.
    pub new: bool,
}

/// A roster that was drawn, and what was left out of it.
#[derive(Debug)]
pub struct Drawn {
    /// Its lines.
    pub sketch: Sketch,
    /// Why each file that told nothing did not.
    pub refused: Vec<Finding>,
}

/// Makes the working folder with a blank roster and says what lies in it now.
///
/// # Errors
/// The folder or one of its files cannot be made, with the system's reason.
pub fn init(folder: &Path) -> Result<Vec<Laid>, Error> {
    lay_out(folder, &crate::write::roster::blank()?)
}

/// Makes the working folder with the roster that is drawn, beside an older one where one lies there.
///
/// # Errors
/// The folder or one of its files cannot be made, with the system's reason.
pub fn init_from(folder: &Path, drawn: &Drawn) -> Result<(Vec<Laid>, PathBuf), Error> {
    let bytes = crate::write::roster::filled(&drawn.sketch)?;
    let mut laid = lay_out(folder, &bytes)?;
    let roster = folder.join(ROSTER);
    if laid.iter().any(|l| l.path == roster && l.new) {
        return Ok((laid, roster));
    }
    for number in 1u32.. {
        let path = folder.join(words::beside_name(number));
        let new = lay(&path, &bytes).map_err(|e| refused(&path, &e))?;
        // The same lines again need no further copy.
        if new || fs::read(&path).is_ok_and(|old| old == bytes) {
            laid.push(Laid { path: path.clone(), new });
            return Ok((laid, path));
        }
    }
    Ok((laid, roster))
}

/// Draws a roster from what `args` name: submissions are read as a run without roster would read them.
///
/// # Errors
/// Why the batch comes to nothing: nothing readable, no period.
pub fn draw(from: &Path, args: &InitArgs, show: &(dyn Fn(Step) + Sync)) -> Result<Drawn, Box<Stopped>> {
    let common = Common {
        paths: vec![from.to_path_buf()],
        period: args.period.clone(),
        every: args.every.clone(),
        ..Common::default()
    };
    let mut batch = job::gather(&common)?;
    // A roster or decisions that lie among the submissions are no submissions, and what came is to speak for itself.
    (batch.roster, batch.decisions) = (None, None);
    if let Some(sketch) = from_product(from, &batch)? {
        return Ok(Drawn { sketch, refused: Vec::new() });
    }
    let outcome = crate::work_out(&batch, show)?;
    Ok(Drawn { sketch: sketch::of_batch(&outcome), refused: refusals(&outcome) })
}

/// The roster that the file knows, where it is a workbook that this program made.
fn from_product(from: &Path, batch: &Batch) -> Result<Option<Sketch>, Error> {
    if !from.is_file() {
        return Ok(None);
    }
    let file: Arc<str> = from.file_name().unwrap_or_default().to_string_lossy().into();
    let how = (&batch.limits, &batch.isolation);
    match intake::read_book(&file, from, how) {
        Err(refused) if refused.kind == Kind::FileOwnOutput => {}
        _ => return Ok(None),
    }
    let none = || Error::NoEvidence(from.to_path_buf());
    let book = intake::read_product(&file, from, how).map_err(|_| none())?;
    sketch::of_product(&book, &Rules::built_in()).ok_or_else(none).map(Some)
}

fn refusals(outcome: &Outcome) -> Vec<Finding> {
    let refused = outcome.inputs.iter().filter_map(|input| match input.status {
        InputStatus::Refused(n) => outcome.judgment.findings.get(n).cloned(),
        _ => None,
    });
    refused.collect()
}

fn refused(path: &Path, e: &std::io::Error) -> Error {
    Error::TargetNotWritable(path.to_path_buf(), errors::reason(e))
}

fn lay_out(folder: &Path, roster: &[u8]) -> Result<Vec<Laid>, Error> {
    fs::create_dir_all(folder).map_err(|e| refused(folder, &e))?;
    let inbox = folder.join(INBOX);
    let new = !inbox.is_dir();
    fs::create_dir_all(&inbox).map_err(|e| refused(&inbox, &e))?;
    let mut laid = vec![Laid { path: inbox, new }];
    let (leaflet, drop) = (leaflet(), desk::drop_here());
    let files: [(&str, &[u8]); 3] =
        [(ROSTER, roster), (desk::LEAFLET_NAME, &leaflet), (desk::DROP_NAME, drop.as_bytes())];
    for (name, bytes) in files {
        let path = folder.join(name);
        let new = lay(&path, bytes).map_err(|e| refused(&path, &e))?;
        laid.push(Laid { path, new });
    }
    Ok(laid)
}

/// What `init` says.
#[must_use]
pub fn told(laid: &[Laid], folder: &Path) -> String {
    let mut lines: Vec<String> = laid.iter().map(|l| desk::laid(&shown(&l.path), l.new)).collect();
    lines.push(desk::after_init(&shown(&folder.join(INBOX))));
    visible(&lines.join("\n")) + "\n"
}

/// What `init --from` says, and whether a human must look at more than the list as a whole.
#[must_use]
pub fn told_drawn((laid, roster): (&[Laid], &Path), drawn: &Drawn, folder: &Path) -> (String, Exit) {
    let mut lines: Vec<String> = laid.iter().map(|l| desk::laid(&shown(&l.path), l.new)).collect();
    let sketch = &drawn.sketch;
    lines.push(words::drawn(sketch, &shown(roster)));
    if roster != folder.join(ROSTER) {
        lines.push(words::beside(&shown(&folder.join(ROSTER)), &shown(roster)));
    }
    if let Some(first) = drawn.refused.first() {
        let why = format!("{}：{}", first.place, findings::sentence(first));
        lines.push(words::not_used(drawn.refused.len(), why.trim_end_matches('。')));
    }
    let doubtful = sketch.doubtful();
    lines.push(words::doubtful(doubtful));
    lines.push(desk::after_init(&shown(&folder.join(INBOX))));
    let exit = if doubtful > 0 || !drawn.refused.is_empty() { Exit::NeedsHuman } else { Exit::Made };
    (visible(&lines.join("\n")) + "\n", exit)
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
