//! Links, pipes and devices: nothing but regular files is opened, and links only when that was asked for.

use super::{LOOK, folder, names, put};
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::PathBuf;
use std::process::Command;
use tongbao::discover::{Found, Look, SkipReason, discover};
use tongbao::error::Error;

const FOLLOW: Look<'_> = Look { links: true, ..LOOK };

fn left_out(found: &Found) -> Vec<(&str, SkipReason)> {
    found.left_out.iter().map(|l| (&*l.file, l.why)).collect()
}

#[test]
fn links_are_left_out_unless_asked_for_and_a_loop_ends() {
    let made = folder(&["收件/甲.xlsx", "别处/乙.xlsx", "丙.xlsx"]);
    let inbox = made.path().join("收件");
    symlink(made.path().join("别处"), inbox.join("夹")).unwrap();
    symlink(made.path().join("丙.xlsx"), inbox.join("链.xlsx")).unwrap();
    symlink(made.path().join("没有"), inbox.join("断.xlsx")).unwrap();
    symlink(&inbox, inbox.join("圈")).unwrap();
    let inputs = [inbox];
    let found = discover(&inputs, &LOOK).unwrap();
    assert_eq!(names(&found), ["甲.xlsx"]);
    let links = ["圈", "夹", "断.xlsx", "链.xlsx"].map(|name| (name, SkipReason::Link));
    assert_eq!(left_out(&found), links);
    let found = discover(&inputs, &FOLLOW).unwrap();
    // What a broken link leads to cannot be read: it must be told, not passed over.
    assert_eq!(names(&found), ["夹/乙.xlsx", "断.xlsx", "甲.xlsx", "链.xlsx"]);
    assert_eq!(left_out(&found), [("圈", SkipReason::Loop)]);
}

#[test]
fn a_link_that_was_named_is_followed() {
    let made = folder(&["别处/乙.xlsx"]);
    symlink(made.path().join("别处"), made.path().join("收件")).unwrap();
    symlink(made.path().join("别处/乙.xlsx"), made.path().join("链.xlsx")).unwrap();
    assert_eq!(names(&discover(&[made.path().join("收件")], &LOOK).unwrap()), ["乙.xlsx"]);
    assert_eq!(names(&discover(&[made.path().join("链.xlsx")], &LOOK).unwrap()), ["链.xlsx"]);
}

#[test]
fn pipes_and_devices_are_never_opened() {
    let made = folder(&["表.xlsx"]);
    let pipe = made.path().join("管.xlsx");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    symlink(&pipe, made.path().join("链.xlsx")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(made.path().join("座.xlsx")).unwrap();
    let all = [made.path().to_path_buf()];
    let other = SkipReason::NotRegular;
    let found = discover(&all, &FOLLOW).unwrap();
    assert_eq!(left_out(&found), [("座.xlsx", other), ("管.xlsx", other), ("链.xlsx", other)]);
    assert_eq!(names(&found), ["表.xlsx"]);
    assert_eq!(
        left_out(&discover(&all, &LOOK).unwrap()),
        [("座.xlsx", other), ("管.xlsx", other), ("链.xlsx", SkipReason::Link)]
    );
    for named in [pipe, made.path().join("链.xlsx"), PathBuf::from("/dev/zero")] {
        let refused = discover(std::slice::from_ref(&named), &LOOK);
        assert_eq!(refused, Err(Error::InputNotAFile(named)));
    }
}

#[test]
fn names_that_are_no_unicode_are_read_as_gbk_and_stay_apart() {
    let made = folder(&[]);
    // 表.xlsx in GBK, and the same in UTF-8.
    put(made.path(), "表.xlsx");
    fs::write(made.path().join(OsStr::from_bytes(b"\xb1\xed.xlsx")), b"y").unwrap();
    let found = discover(&[made.path().to_path_buf()], &LOOK).unwrap();
    assert_eq!(names(&found), ["表.xlsx", "表.xlsx(2)"]);
    assert_ne!(found.submissions[0].path, found.submissions[1].path);
    let read: Vec<_> = found.submissions.iter().map(|s| fs::read(&s.path).unwrap()).collect();
    assert!(read.contains(&b"x".to_vec()) && read.contains(&b"y".to_vec()));
}
