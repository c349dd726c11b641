//! Files are read by worker processes: what one file costs, and what remains of them.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod blame;
#[cfg(target_os = "linux")]
mod ends;
mod moving;
mod same;

use std::path::{Path, PathBuf};
use tongbao::discover::Submission;
use tongbao::intake::{How, Intake, Isolation, take_in};
use tongbao::read::Limits;
use tongbao::rules::Words;

/// Worker processes of the program.
fn workers() -> Isolation {
    Isolation::Workers(PathBuf::from(env!("CARGO_BIN_EXE_tongbao")))
}

/// Takes in with two workers at a time and the built-in words.
fn take(submissions: Vec<Submission>, limits: Limits) -> Vec<Intake> {
    let isolation = workers();
    take_in(submissions, &Words::built_in(), &How { jobs: 2, limits, isolation: &isolation, progress: &|_| {} })
}

/// Writes a file and hands it in.
fn submission(folder: &Path, file: &str, bytes: impl AsRef<[u8]>) -> Submission {
    let path = folder.join(file);
    std::fs::write(&path, bytes).unwrap();
    Submission { file: file.into(), path, member: None }
}

/// A small table, told from others by the name of its unit.
fn small(unit: &str) -> String {
    format!("栏目名称,更新频次,保障单位,1月,2月,3月\n规划计划,1条/季度,{unit},0,1,4\n")
}

/// A table that takes any build more than two seconds and more than 64 MiB.
fn huge() -> String {
    small("某局") + &"招标投标信息,实时更新,某局,12,15,14\n".repeat(400_000)
}

/// Name and id of the refusal of each file, in order.
fn told(taken: &[Intake]) -> Vec<(&str, Option<&'static str>)> {
    taken.iter().map(|i| (&*i.submission.file, i.result.as_ref().err().map(|f| f.kind.id()))).collect()
}
