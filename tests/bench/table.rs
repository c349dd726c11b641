//! "Show me the ratios." Medians of the runs, the job beside the bare loop.
//!
//! In: weights of both. Out: printed lines. Judges nothing: a machine in use gives other figures every time.

use crate::corpora::Corpus;
use crate::options::Options;
use crate::weigh::Weight;

/// One corpus and what its runs cost.
pub(crate) struct Line {
    name: &'static str,
    books: u32,
    rows: u64,
    said: String,
    /// Runs of the whole job.
    pub(crate) job: Vec<Weight>,
    /// Runs of the bare loop.
    pub(crate) bare: Vec<Weight>,
}

impl Line {
    /// A line without runs; `said` tells what the job made of the corpus.
    pub(crate) fn new(corpus: &Corpus, said: String) -> Self {
        let Corpus { name, books, rows, .. } = *corpus;
        Self { name, books, rows, said, job: Vec::new(), bare: Vec::new() }
    }

    /// Prints the medians, the spread of the job's wall time, and the ratios.
    pub(crate) fn print(&self) {
        println!("\n{}: {} workbooks, {} rows; the job: {}", self.name, self.books, self.rows, self.said);
        println!("  {:<28}{:>12}{:>12}{:>9}", "", "job", "bare loop", "ratio");
        self.print_row("CPU of the tree, s", |w| w.cpu);
        self.print_row("CPU without workers, s", |w| w.own);
        self.print_row("wall, s", |w| w.wall);
        self.print_row("peak, largest process, MiB", |w| w.largest);
        self.print_row("peak, sum of the tree, MiB", |w| w.sum);
        self.print_row("processes", |w| w.processes);
        let each = |of: fn(&Weight) -> f64| median(self.job.iter().map(of)) / f64::from(self.books);
        println!(
            "  for each workbook: {:.3} ms of CPU, {:.3} ms of it without workers, {:.1} KiB of the largest process",
            each(|w| w.cpu * 1e3),
            each(|w| w.own * 1e3),
            each(|w| w.largest * 1024.0)
        );
        let walls = || self.job.iter().map(|w| w.wall);
        println!(
            "  the job's wall time lay between {:.3} and {:.3} s",
            walls().fold(f64::INFINITY, f64::min),
            walls().fold(0.0, f64::max)
        );
    }

    fn print_row(&self, what: &str, of: fn(&Weight) -> f64) {
        let (job, bare) = (median(self.job.iter().map(of)), median(self.bare.iter().map(of)));
        println!("  {what:<28}{job:>12.3}{bare:>12.3}{:>9.2}", job / bare);
    }
}

/// Says on what machine and how busy it was.
pub(crate) fn print_heading(options: &Options) {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    println!(
        "tongbao beside a bare calamine loop: medians of {} runs, scale {}, {cores} cores, load before: {}",
        options.runs,
        options.scale,
        load.split_whitespace().next().unwrap_or("unknown")
    );
}

/// The middle value; of an even number the mean of the two in the middle; not a number without any.
fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut sorted: Vec<f64> = values.collect();
    sorted.sort_by(f64::total_cmp);
    match sorted.len() {
        0 => f64::NAN,
        n if n % 2 == 1 => sorted[n / 2],
        n => f64::midpoint(sorted[n / 2 - 1], sorted[n / 2]),
    }
}
