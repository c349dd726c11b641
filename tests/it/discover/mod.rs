//! What lies in the input folder.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

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

#[cfg(unix)]
#[test]
fn links_and_pipes_are_left_out() {
    let made = folder(&["表.xlsx", "外/表.xlsx"]);
    std::os::unix::fs::symlink(made.path().join("外"), made.path().join("收件")).unwrap();
    std::os::unix::fs::symlink(made.path().join("表.xlsx"), made.path().join("链接.xlsx")).unwrap();
    let found = discover(&[made.path().to_path_buf()], &LOOK).unwrap();
    assert_eq!(names(&found), ["外/表.xlsx", "表.xlsx"]);
    assert!(found.left_out.iter().all(|l| l.why == SkipReason::Link));
    assert_eq!(found.left_out.len(), 2);
    let found = discover(&[made.path().to_path_buf()], &Look { links: true, ..LOOK }).unwrap();
    // Each file is one hand-in, under the first name that leads to it.
    assert_eq!(found.submissions.len() + found.left_out.len(), 2);
}

/// A zip file whose first entry has a name in GBK, as Windows in China writes it.
fn archive(path: &Path, gbk: &[u8], others: &[(&str, &[u8])]) {
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    let stand_in = "x".repeat(gbk.len());
    for (name, bytes) in [(stand_in.as_str(), &b"1"[..])].iter().chain(others) {
        out.start_file(*name, options).unwrap();
        std::io::Write::write_all(&mut out, bytes).unwrap();
    }
    let mut bytes = out.finish().unwrap().into_inner();
    while let Some(at) = bytes.windows(gbk.len()).position(|w| w == stand_in.as_bytes()) {
        bytes[at..at + gbk.len()].copy_from_slice(gbk);
    }
    fs::write(path, bytes).unwrap();
}

#[test]
fn the_files_of_an_archive_are_submissions() {
    let made = folder(&["表.xlsx"]);
    let book = [("[Content_Types].xml", &b""[..]), ("xl/workbook.xml", b"")];
    archive(
        &made.path().join("收件.zip"),
        b"\xbc\xd7\xbe\xd6/\xb1\xed.xlsx",
        &[("~$b.xlsx", b""), ("乙/b.xlsx", b"2")],
    );
    archive(&made.path().join("工作簿.zip"), b"[c", &book);
    fs::write(made.path().join("坏.zip"), b"PK\x03\x04...").unwrap();
    let found = discover(&[made.path().to_path_buf()], &LOOK).unwrap();
    assert_eq!(names(&found), ["坏.zip", "工作簿.zip", "收件.zip/乙/b.xlsx", "收件.zip/甲局/表.xlsx", "表.xlsx"]);
    assert_eq!(
        found.left_out.iter().map(|l| (&*l.file, l.why)).collect::<Vec<_>>(),
        [("收件.zip/~$b.xlsx", SkipReason::Lock)]
    );
    let limits = tongbao::read::Limits::default();
    let loaded: Vec<Vec<u8>> = found.submissions[2..4]
        .iter()
        .map(|s| tongbao::read::load_member(&s.file, &s.path, s.member.as_ref().unwrap(), &limits).unwrap())
        .collect();
    assert_eq!(loaded, [b"2", b"1"]);
}
