//! "Which folder do they mean?" Paths as clerks type and paste them.
//!
//! In: a path as typed. Out: the one that exists, where quotation marks, wide strokes or a stray quote at the end stand in its way;
//! else why there is nothing, with the nearest name beside it. It never takes another name for the one that was typed.

use crate::error::Error;
use std::path::{Path, PathBuf};

/// Quotation marks that are pasted along with a path; a plain one also ends paths that end in `\` on Windows.
const QUOTES: [char; 12] = ['"', '\'', '“', '”', '‘', '’', '「', '」', '＂', '＇', '《', '》'];

/// The path as typed, or without what was pasted along where only then something lies there.
pub(super) fn meant(path: &Path) -> PathBuf {
    let Some(text) = path.to_str().filter(|_| !path.exists()) else { return path.to_path_buf() };
    let bare = text.trim().trim_matches(QUOTES).trim();
    let strokes: String = bare.chars().map(|c| if matches!(c, '／' | '＼') { '/' } else { c }).collect();
    let drive = strokes.replacen('：', ":", 1);
    let found = [bare, &strokes, &drive].into_iter().find(|p| !p.is_empty() && Path::new(p).exists());
    found.map_or_else(|| path.to_path_buf(), PathBuf::from)
}

/// Why the first of `inputs` that does not exist is not there.
pub(super) fn missing(inputs: &[PathBuf]) -> Option<Error> {
    let index = inputs.iter().position(|p| !p.exists())?;
    let path = &inputs[index];
    // A path with blanks that nobody quoted comes in several words.
    let typed: Vec<&str> = inputs.iter().filter_map(|p| p.to_str()).collect();
    let whole =
        (2..=inputs.len() - index.min(inputs.len())).map(|n| typed.get(index..index + n).unwrap_or_default().join(" "));
    if let Some(whole) = whole.map(PathBuf::from).find(|p| p.exists()) {
        return Some(Error::InputInWords(whole));
    }
    match nearest(path) {
        Some(near) => Some(Error::InputMisspelt(path.clone(), near)),
        None => Some(Error::InputMissing(path.clone())),
    }
}

/// The one name beside a path that does not exist from which a single character tells it.
fn nearest(path: &Path) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let stem = |name: &str| name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
    let close = |other: &str| {
        let distance = strsim::osa_distance(other, name);
        let one_off = distance == 1 && name.chars().count() > 1;
        one_off || stem(other) == name || other.eq_ignore_ascii_case(name)
    };
    let beside = std::fs::read_dir(folder).ok()?.flatten();
    let mut names: Vec<String> = beside.filter_map(|e| e.file_name().to_str().map(str::to_owned)).collect();
    names.retain(|other| close(other));
    match &names[..] {
        [one] => Some(path.with_file_name(one)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn what_was_pasted_along_with_a_path_is_no_part_of_it() {
        let dir = tempfile::tempdir().unwrap();
        let inbox = dir.path().join("D 盘 收件");
        fs::create_dir(&inbox).unwrap();
        let shown = inbox.display().to_string();
        for typed in [format!("“{shown}”"), format!("\"{shown}\""), format!("{shown}\""), format!(" {shown}／")] {
            assert!(meant(Path::new(&typed)).is_dir(), "{typed}");
        }
        let other = dir.path().join("没有");
        assert_eq!(meant(&other), other);
        let quoted = dir.path().join("“真有引号”");
        fs::create_dir(&quoted).unwrap();
        assert_eq!(meant(&quoted), quoted, "what exists is never changed");
    }

    #[test]
    fn a_path_that_came_in_words_and_one_that_is_misspelt_are_told() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir(dir.path().join("D 盘 收件")).unwrap();
        fs::create_dir(dir.path().join("收件")).unwrap();
        let words = |text: &str| -> Vec<PathBuf> {
            let whole = dir.path().join(text).display().to_string();
            whole.split(' ').map(PathBuf::from).collect()
        };
        let whole = dir.path().join("D 盘 收件");
        assert_eq!(missing(&words("D 盘 收件")), Some(Error::InputInWords(whole)));
        let typo = dir.path().join("收健");
        assert_eq!(missing(std::slice::from_ref(&typo)), Some(Error::InputMisspelt(typo, dir.path().join("收件"))));
        let gone = dir.path().join("完全没有");
        assert_eq!(missing(std::slice::from_ref(&gone)), Some(Error::InputMissing(gone)));
        assert_eq!(missing(&[dir.path().join("收件")]), None);
    }
}
