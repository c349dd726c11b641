//! "How much slower is the whole job than only reading?" The benchmark: never a timed test, it prints and judges nothing.
//!
//! In: a scale and a number of runs. Out: a table of the whole job's CPU time, wall time and memory beside those of a bare loop
//! that only reads every cell with calamine by range on one thread, measured in the same run, turn by turn. Makes its own
//! corpora. CPU and memory need Linux; elsewhere they stay empty.
//!
//!     cargo bench --bench job                                   # full size: 2,000 + 1 + 20,000 workbooks
//!     cargo bench --bench job -- --scale 0.01 --runs 1          # a small one, as in CI
//!     cargo bench --bench job -- --corpora DIR --only ledger    # keep the corpora, for profiling

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a benchmark prints")]

mod bare;
mod contest;
mod corpora;
mod options;
mod table;
mod weigh;

use std::error::Error;
use std::process::ExitCode;

/// Whatever went wrong; the benchmark stops at the first trouble.
type Failure = Box<dyn Error + Send + Sync>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("bench: {failure}");
            ExitCode::from(2)
        }
    }
}

/// The benchmark itself, or one of the two modes in which it starts itself as a child.
fn run(arguments: &[String]) -> Result<(), Failure> {
    match arguments.first().map(String::as_str) {
        Some("bare") => bare::read_all(&arguments[1..]),
        Some("weigh") => weigh::weigh(&arguments[1..]),
        _ => contest::hold(&options::Options::parse(arguments)?),
    }
}
