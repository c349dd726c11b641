//! "Which of the two, and by how much?" Lets the whole job and the bare loop take turns over each corpus.
//!
//! In: [`Options`]. Out: the printed table. Before measuring, one job writes its report, so that the table can say whether
//! the job really read and counted everything: a fast run that refuses its input is no result.

use crate::Failure;
use crate::corpora::{self, Corpus};
use crate::options::Options;
use crate::table::{self, Line};
use crate::weigh::Weight;
use std::path::Path;
use std::process::Command;

/// Measures all wanted corpora and prints the table.
pub(crate) fn hold(options: &Options) -> Result<(), Failure> {
    let scratch = tempfile::tempdir()?;
    let root = options.corpora.as_deref().unwrap_or_else(|| scratch.path());
    std::fs::create_dir_all(root)?;
    eprintln!("making corpora in {} (scale {}) ...", root.display(), options.scale);
    let corpora = corpora::make(root, options.scale, &options.only)?;
    table::print_heading(options);
    for corpus in &corpora {
        let output = scratch.path().join("annexes.xlsx");
        let job = job_command(corpus, &output, &options.more);
        let said = rehearse(&job, corpus, scratch.path())?;
        let mut line = Line::new(corpus, said);
        for run in 1..=options.runs {
            eprintln!("{}: run {run} of {}", corpus.name, options.runs);
            line.job.push(weighed(&job)?);
            line.bare.push(weighed(&bare_command(corpus)?)?);
        }
        line.print();
    }
    Ok(())
}

fn job_command(corpus: &Corpus, output: &Path, more: &[String]) -> Vec<String> {
    let mut command = vec![env!("CARGO_BIN_EXE_tongbao").to_owned(), "run".to_owned(), shown(&corpus.folder)];
    command.extend(["--period", "2023Q1", "--force", "-q", "-o"].map(str::to_owned));
    command.push(shown(output));
    command.extend_from_slice(more);
    command
}

fn bare_command(corpus: &Corpus) -> Result<Vec<String>, Failure> {
    Ok(vec![shown(&std::env::current_exe()?), "bare".to_owned(), shown(&corpus.folder)])
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// Runs the job once with its report: warms the disk's cache and tells what was made of the corpus. A job that left a workbook out
/// is no contestant.
fn rehearse(job: &[String], corpus: &Corpus, scratch: &Path) -> Result<String, Failure> {
    let report = scratch.join("report.json");
    let done = Command::new(&job[0]).args(&job[1..]).arg("--json").arg(&report).output()?;
    if !matches!(done.status.code(), Some(0 | 1)) {
        return Err(format!("the job ended with {}:\n{}", done.status, String::from_utf8_lossy(&done.stderr)).into());
    }
    let report: serde_json::Value = serde_json::from_slice(&std::fs::read(&report)?)?;
    let inputs = report["inputs"].as_array().map(Vec::as_slice).unwrap_or_default();
    let used = inputs.iter().filter(|i| i["status"] == "used").count();
    if u32::try_from(used) != Ok(corpus.books) || inputs.len() != used {
        let left = inputs.iter().find(|i| i["status"] != "used").map(ToString::to_string).unwrap_or_default();
        return Err(format!("{}: only {used} of {} workbooks were used: {left}", corpus.name, corpus.books).into());
    }
    let counted = |key: &str| report["totals"][key].as_u64().unwrap_or(0);
    Ok(format!("used {used}/{} posts {} updates {}", inputs.len(), counted("posts"), counted("updates")))
}

/// One measured run, in a process of its own.
fn weighed(command: &[String]) -> Result<Weight, Failure> {
    let done = Command::new(std::env::current_exe()?).arg("weigh").args(command).output()?;
    if !done.status.success() {
        return Err(format!("weighing failed: {}", String::from_utf8_lossy(&done.stderr)).into());
    }
    let weight = Weight::parse(&String::from_utf8_lossy(&done.stdout))?;
    if !(0.0..=1.0).contains(&weight.status) {
        return Err(format!("{} ended with status {}", command.join(" "), weight.status).into());
    }
    Ok(weight)
}
