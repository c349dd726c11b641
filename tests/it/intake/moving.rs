//! Files that move, vanish or change under the program's hands.

use super::{small, submission, take, told, workers};
use crate::cli::desk::Desk;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;
use tongbao::finding::{Kind, Unreadable};
use tongbao::intake::{Isolation, read_book};
use tongbao::read::Limits;

#[test]
fn a_file_that_vanishes_after_it_was_listed_is_refused_alone() {
    let folder = tempfile::tempdir().unwrap();
    let submissions =
        vec![submission(folder.path(), "1.csv", small("甲局")), submission(folder.path(), "2.csv", small("乙局"))];
    fs::remove_file(&submissions[0].path).unwrap();
    let taken = take(submissions, Limits::default());
    assert_eq!(told(&taken), [("1.csv", Some("file-unreadable")), ("2.csv", None)]);
    assert_eq!(taken[0].result.as_ref().unwrap_err().kind, Kind::FileUnreadable { why: Unreadable::Gone });
    assert_eq!(taken[0].sha256, None);
}

#[test]
fn a_file_that_is_being_written_is_refused_and_said_to_change() {
    let desk = Desk::empty();
    fs::create_dir(desk.path("收件")).unwrap();
    fs::write(desk.path("收件/甲.csv"), small("甲局")).unwrap();
    let growing = desk.path("收件/乙.csv");
    // Large enough that something is written to it while it is read.
    fs::write(&growing, small("乙局") + &"招标投标信息,实时更新,乙局,12,15,14\n".repeat(200_000)).unwrap();
    let stop = Arc::new(AtomicBool::new(false));
    let writer = {
        let stop = Arc::clone(&stop);
        thread::spawn(move || {
            let mut file = OpenOptions::new().append(true).open(growing).unwrap();
            while !stop.load(Ordering::Relaxed) {
                file.write_all("招标投标信息,实时更新,乙局,12,15,14\n".as_bytes()).unwrap();
                thread::sleep(Duration::from_micros(100));
            }
        })
    };
    // On a busy machine the writer may get no turn while the file is read once.
    let call = || desk.call(&["check", "收件", "--period", "2023Q1"]);
    let called = (0..20).map(|_| call()).find(|called| called.out.contains("还在变化")).unwrap_or_else(call);
    stop.store(true, Ordering::Relaxed);
    writer.join().unwrap();
    assert_eq!(called.status, 1, "{}{}", called.out, called.err);
    assert!(called.out.contains("读取的时候文件还在变化"), "{}", called.out);
    assert!(called.out.contains("甲.csv  可以使用"), "{}", called.out);
}

#[test]
fn a_workbook_that_is_handed_over_whole_is_what_this_process_would_read() {
    let folder = tempfile::tempdir().unwrap();
    let file = submission(folder.path(), "名录.csv", small("甲局"));
    let read = |isolation: &Isolation, limits: Limits| read_book(&file.file, &file.path, (&limits, isolation));
    let here = read(&Isolation::InProcess, Limits::default()).unwrap();
    assert_eq!(read(&workers(), Limits::default()).unwrap(), here);
    assert_eq!(here.sheets[0].cells().count(), 12);
    let refused = read(&workers(), Limits { sheet_cells: 11, ..Limits::default() }).unwrap_err();
    assert!(matches!(refused.kind, Kind::FileTooLarge { allowed: 11, .. }), "{refused:?}");
    let refused = read(&workers(), Limits { tables: 20, ..Limits::default() }).unwrap_err();
    assert!(matches!(&refused.kind, Kind::FileTooLarge { limit, .. } if limit == "tables"), "{refused:?}");
}

#[test]
fn a_roster_that_ends_its_workers_is_an_error_with_its_reason() {
    let desk = Desk::with_samples();
    fs::write(desk.path("大.csv"), super::huge()).unwrap();
    let called = desk.call(&["收件", "--roster", "大.csv", "--limit", "memory=64M"]);
    assert_eq!(called.status, 2);
    assert!(called.err.contains("名录读不出来") && called.err.contains("memory"), "{}", called.err);
}
