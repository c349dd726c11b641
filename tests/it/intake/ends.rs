//! Workers end with their parent, and a worker's end is not the end of the run. Looks at processes as Linux shows them.

use super::huge;
use crate::cli::desk::Desk;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// Starts the program on a desk.
fn start(desk: &Desk, words: &[&str]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tongbao"));
    command.current_dir(&desk.folder).args(words).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Numbers of the worker processes of `parent`.
fn workers_of(parent: u32) -> Vec<String> {
    let stat = |pid: &str| fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let pids = fs::read_dir("/proc").unwrap().filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let is_child = |pid: &String| {
        // Behind the program's name in brackets: state, then the parent's number.
        let stat = stat(pid);
        stat.rsplit(") ").next().and_then(|rest| rest.split(' ').nth(1)) == Some(&parent.to_string())
    };
    pids.filter(is_child).collect()
}

/// Hundredths of a second that the process has worked.
fn ticks(pid: &str) -> u64 {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    // Behind the name in brackets the eleventh and twelfth fields after the state.
    let rest = stat.rsplit(") ").next().unwrap_or_default();
    rest.split(' ').skip(11).take(2).filter_map(|n| n.parse::<u64>().ok()).sum()
}

/// Whether the process is there and no corpse.
fn lives(pid: &str) -> bool {
    let stat = fs::read_to_string(Path::new("/proc").join(pid).join("stat")).unwrap_or_default();
    stat.rsplit(") ").next().is_some_and(|rest| !rest.is_empty() && !rest.starts_with(['Z', 'X']))
}

fn soon(mut what: impl FnMut() -> bool) -> bool {
    let start = Instant::now();
    while start.elapsed() < Duration::from_secs(30) {
        if what() {
            return true;
        }
        sleep(Duration::from_millis(10));
    }
    false
}

fn signal(name: &str, pid: &str) {
    assert!(Command::new("kill").args([name, pid]).status().unwrap().success());
}

/// A run in the middle of a huge file, with its worker.
fn in_the_middle() -> (Desk, Child, String) {
    let desk = Desk::with_samples();
    fs::write(desk.path("收件/大.csv"), huge()).unwrap();
    let run = start(&desk, &["收件", "--jobs", "1"]);
    // The roster has a worker of its own, which ends long before it has worked so much.
    let at_work = || workers_of(run.id()).into_iter().find(|worker| lives(worker) && ticks(worker) >= 50);
    let mut worker = None;
    assert!(soon(|| {
        worker = at_work();
        worker.is_some()
    }));
    (desk, run, worker.unwrap())
}

#[test]
fn an_interrupt_leaves_no_worker_and_no_half_file() {
    let (desk, run, worker) = in_the_middle();
    let before = desk.everything("");
    signal("-INT", &run.id().to_string());
    let told = run.wait_with_output().unwrap();
    assert_eq!(told.status.code(), Some(130));
    assert!(soon(|| !lives(&worker)));
    assert!(desk.everything("") == before);
}

#[test]
fn a_worker_does_not_outlive_a_program_that_was_killed() {
    let (_desk, mut run, worker) = in_the_middle();
    signal("-KILL", &run.id().to_string());
    run.wait().unwrap();
    assert!(soon(|| !lives(&worker)));
}

#[test]
fn a_worker_that_dies_of_something_else_costs_nothing() {
    let desk = Desk::empty();
    fs::create_dir(desk.path("收件")).unwrap();
    for name in ["1.csv", "2.csv", "3.csv"] {
        let rows = "招标投标信息,实时更新,某局,12,15,14\n".repeat(12_000);
        fs::write(desk.path("收件").join(name), super::small(name) + &rows).unwrap();
    }
    let undisturbed = desk.call(&["check", "收件", "-j", "2"]);
    let run = start(&desk, &["check", "收件", "-j", "2"]);
    // After so much time a worker is long ready, and at work on a file.
    let at_work = || workers_of(run.id()).into_iter().find(|worker| lives(worker) && ticks(worker) >= 20);
    assert!(soon(|| at_work().is_some()));
    signal("-KILL", &at_work().unwrap());
    let told = run.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(told.stdout).unwrap(), undisturbed.out);
    assert_eq!(told.status.code(), Some(undisturbed.status));
}

#[test]
fn a_file_over_which_two_workers_die_is_refused_with_their_end_and_no_other_is() {
    let desk = Desk::empty();
    fs::create_dir(desk.path("收件")).unwrap();
    fs::write(desk.path("收件/1.csv"), super::small("甲局")).unwrap();
    fs::write(desk.path("收件/2.csv"), huge()).unwrap();
    let run = start(&desk, &["check", "收件", "-j", "1"]);
    let at_work = || workers_of(run.id()).into_iter().find(|worker| lives(worker) && ticks(worker) >= 50);
    for _ in 0..2 {
        assert!(soon(|| at_work().is_some()));
        let worker = at_work().unwrap();
        signal("-KILL", &worker);
        assert!(soon(|| !lives(&worker)));
    }
    let told = String::from_utf8(run.wait_with_output().unwrap().stdout).unwrap();
    assert!(told.contains("〔2.csv〕读取这个文件时，读取程序两次异常中断（signal: 9"), "{told}");
    assert!(!told.contains("1.csv  未能使用"), "{told}");
}
