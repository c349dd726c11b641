//! "How large, how often, which?" What was typed behind `cargo bench --bench job --`.
//!
//! In: arguments, and `TONGBAO_BENCH_SCALE` and `TONGBAO_BENCH_RUNS` where they are absent. Out: [`Options`].

use crate::Failure;
use std::path::PathBuf;
use std::str::FromStr;

/// What to measure.
#[derive(Debug)]
pub(crate) struct Options {
    /// Share of the full size; 1 is 2,000 and 20,000 workbooks and 500,000 rows.
    pub(crate) scale: f64,
    /// Runs of each contestant; the table shows medians.
    pub(crate) runs: usize,
    /// Where corpora are kept; `None` = a temporary folder that goes away.
    pub(crate) corpora: Option<PathBuf>,
    /// Names of corpora to measure; empty = all.
    pub(crate) only: Vec<String>,
    /// Passed on to `tongbao run`, for example `--jobs 1`.
    pub(crate) more: Vec<String>,
}

impl Options {
    /// Reads the arguments. `--bench` comes from cargo and means nothing here.
    pub(crate) fn parse(arguments: &[String]) -> Result<Self, Failure> {
        let mut options = Self {
            scale: from_environment("TONGBAO_BENCH_SCALE", 1.0)?,
            runs: from_environment("TONGBAO_BENCH_RUNS", 3)?,
            corpora: None,
            only: Vec::new(),
            more: Vec::new(),
        };
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            let mut value = || rest.next().ok_or_else(|| format!("{argument} needs a value"));
            match argument.as_str() {
                "--bench" => {}
                "--scale" => options.scale = value()?.parse()?,
                "--runs" => options.runs = value()?.parse()?,
                "--corpora" => options.corpora = Some(PathBuf::from(value()?)),
                "--only" => options.only.push(value()?.clone()),
                "--" => options.more.extend(rest.by_ref().cloned()),
                other => return Err(format!("unknown argument {other}").into()),
            }
        }
        if !(options.scale > 0.0 && options.scale <= 10.0) || options.runs == 0 {
            return Err("--scale lies between 0 and 10, --runs is at least 1".into());
        }
        Ok(options)
    }
}

fn from_environment<T: FromStr>(name: &str, otherwise: T) -> Result<T, Failure> {
    match std::env::var(name) {
        Ok(text) => text.parse().map_err(|_| format!("{name}={text} is not a number").into()),
        Err(_) => Ok(otherwise),
    }
}
