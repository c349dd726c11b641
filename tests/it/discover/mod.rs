//! What lies in the input folder.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

mod archives;
#[cfg(unix)]
mod links;

use std::fs;
use std::path::{Path, PathBuf};
use tongbao::discover::{Archives, Found, Look, SkipReason, discover};
use tongbao::error::Error;

/// Links stay closed, and archives cost what is usual.
const LOOK: Look<'_> =
    Look { own: &[], links: false, archives: Archives { size: 100 << 20, entries: 20_000, unpacked: 1 << 30 } };

fn folder(files: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for file in files {
        put(folder.path(), file);
    }
    folder
}

fn put(folder: &Path, file: &str) {
    let path = folder.join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, b"x").unwrap();
}

fn names(found: &Found) -> Vec<&str> {
    found.submissions.iter().map(|s| &*s.file).collect()
}

#[test]
fn files_are_listed_by_path_whatever_the_order_on_the_disk() {
    let made = folder(&["乙局.xlsx", "甲局/表2.xls", "甲局/表1.xlsx", "甲 局.csv", "说明.pdf"]);
    let found = discover(&[made.path().to_path_buf()], &LOOK).unwrap();
    assert_eq!(names(&found), ["乙局.xlsx", "甲 局.csv", "甲局/表1.xlsx", "甲局/表2.xls", "说明.pdf"]);
    assert_eq!(found.submissions[2].path, made.path().join("甲局").join("表1.xlsx"));
    assert_eq!(found.left_out, []);
}

#[test]
fn lock_hidden_and_temporary_files_are_left_out_and_listed() {
    let made = folder(&[
        "表.xlsx",
        "~$表.xlsx",
        ".~表.xlsx",
        ".~lock.表.xlsx#",
        "._表.xlsx",
        ".DS_Store",
        "Thumbs.db",
        "desktop.ini",
        "~WRL0001.tmp",
        "__MACOSX/表.xlsx",
        ".git/config",
    ]);
    let found = discover(&[made.path().to_path_buf()], &LOOK).unwrap();
    assert_eq!(names(&found), ["表.xlsx"]);
    let why = |name: &str| found.left_out.iter().find(|l| &*l.file == name).map(|l| l.why);
    assert_eq!(found.left_out.len(), 10);
    for name in ["~$表.xlsx", ".~表.xlsx", ".~lock.表.xlsx#"] {
        assert_eq!(why(name), Some(SkipReason::Lock), "{name}");
    }
    for name in ["._表.xlsx", ".DS_Store", "Thumbs.db", "desktop.ini", "__MACOSX/表.xlsx", ".git/config"] {
        assert_eq!(why(name), Some(SkipReason::System), "{name}");
    }
    assert_eq!(why("~WRL0001.tmp"), Some(SkipReason::Temporary));
}

#[test]
fn the_files_of_the_job_itself_are_not_submissions() {
    let made = folder(&["表.xlsx", "名录.xlsx"]);
    let found =
        discover(&[made.path().to_path_buf()], &Look { own: &[made.path().join("名录.xlsx")], ..LOOK }).unwrap();
    assert_eq!(names(&found), ["表.xlsx"]);
    assert_eq!(found.left_out[0].why, SkipReason::OwnFile);
}

#[test]
fn several_inputs_put_their_own_name_first_and_a_file_named_twice_counts_once() {
    let made = folder(&["甲/收件/表.xlsx", "乙/收件/表.xlsx", "丙.xlsx"]);
    let inputs: Vec<PathBuf> =
        ["甲/收件", "乙/收件", "丙.xlsx", "甲/收件/表.xlsx"].iter().map(|p| made.path().join(p)).collect();
    let found = discover(&inputs, &LOOK).unwrap();
    assert_eq!(names(&found), ["丙.xlsx", "收件(2)/表.xlsx", "收件/表.xlsx"]);
}

#[test]
fn a_single_file_is_an_input() {
    let made = folder(&["表.xlsx"]);
    let found = discover(&[made.path().join("表.xlsx")], &LOOK).unwrap();
    assert_eq!(names(&found), ["表.xlsx"]);
}

#[test]
fn a_missing_input_and_an_empty_folder_are_errors() {
    let made = folder(&["~$表.xlsx"]);
    let missing = made.path().join("没有");
    assert_eq!(discover(std::slice::from_ref(&missing), &LOOK), Err(Error::InputMissing(missing)));
    let folder = made.path().to_path_buf();
    assert_eq!(discover(std::slice::from_ref(&folder), &LOOK), Err(Error::NoWorkbooks { folder, left_out: 1 }));
}

#[test]
fn a_file_named_twice_or_with_its_folder_counts_once_however_it_is_written() {
    let made = folder(&["收件/表 1.xlsx", "收件/乙/表.xlsx"]);
    let inputs = ["收件", "收件/../收件/表 1.xlsx", "收件/乙", "收件/./乙/表.xlsx"].map(|p| made.path().join(p));
    let found = discover(&inputs, &LOOK).unwrap();
    assert_eq!(names(&found), ["收件/乙/表.xlsx", "收件/表 1.xlsx"]);
}

#[test]
fn folders_below_the_deepest_are_left_out_and_said() {
    let made = tempfile::tempdir().unwrap();
    let path = |levels: usize| (0..levels).fold(made.path().to_path_buf(), |path, _| path.join("d"));
    fs::create_dir_all(path(70)).unwrap();
    for levels in [63, 64] {
        fs::write(path(levels).join("表.xlsx"), b"x").unwrap();
    }
    let found = discover(&[made.path().to_path_buf()], &LOOK).unwrap();
    assert_eq!(found.submissions.len(), 1);
    assert_eq!(found.left_out.iter().map(|l| l.why).collect::<Vec<_>>(), [SkipReason::TooDeep, SkipReason::TooDeep]);
}
