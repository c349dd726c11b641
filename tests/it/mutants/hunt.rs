//! Tries very many mutants on all cores and notices one that hangs.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// Longer than any honest file takes, even without optimization on a busy machine.
const HANGS: Duration = Duration::from_secs(20);

/// What became of a mutant that did no harm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verdict {
    /// Read, all cells as before.
    Unchanged,
    /// Read, what differs is marked; or nothing to compare with.
    Doubted,
    /// Refused with a reason.
    Refused,
}

/// All verdicts.
pub(super) struct Verdicts<V> {
    pub(super) good: Vec<V>,
    pub(super) bad: Vec<String>,
}

impl<V> Verdicts<V> {
    /// The first failures; the rest is usually the same again.
    pub(super) fn shown(&self) -> String {
        self.bad.iter().take(12).map(String::as_str).collect::<Vec<_>>().join("\n")
    }
}

enum News<V> {
    Begun(usize),
    Done(usize, Result<V, String>),
}

/// Does all jobs. A job that hangs cannot be stopped from inside: its thread is left behind and the hunt ends at once.
pub(super) fn all<J: Copy + Send + Sync + 'static, V: Send + 'static>(
    jobs: Vec<J>,
    job: impl Fn(J) -> Result<V, String> + Send + Sync + 'static,
) -> Verdicts<V> {
    let (jobs, job) = (Arc::new(jobs), Arc::new(job));
    let next = Arc::new(AtomicUsize::new(0));
    let (say, hear) = channel();
    for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
        let (jobs, job, next, say) = (Arc::clone(&jobs), Arc::clone(&job), Arc::clone(&next), say.clone());
        std::thread::spawn(move || {
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                let Some(one) = jobs.get(number) else { break };
                if say.send(News::Begun(number)).is_err() || say.send(News::Done(number, job(*one))).is_err() {
                    break;
                }
            }
        });
    }
    drop(say);
    let mut verdicts = Verdicts { good: Vec::new(), bad: Vec::new() };
    let mut since: HashMap<usize, Instant> = HashMap::new();
    loop {
        match hear.recv_timeout(Duration::from_secs(1)) {
            Ok(News::Begun(number)) => drop(since.insert(number, Instant::now())),
            Ok(News::Done(number, result)) => {
                since.remove(&number);
                match result {
                    Ok(verdict) => verdicts.good.push(verdict),
                    Err(what) => verdicts.bad.push(what),
                }
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return verdicts,
        }
        if let Some((number, _)) = since.iter().find(|(_, begun)| begun.elapsed() > HANGS) {
            verdicts.bad.push(format!(
                "job {number} hangs (jobs run through the files in order, and through the mutants of each)"
            ));
            return verdicts;
        }
    }
}
