//! "What did that process cost, with all its children?" Runs one command and weighs it.
//!
//! In: a command. Out: one line on standard output, a [`Weight`]. It runs in a process of its own, so that the system's account
//! of finished children holds this command and nothing else. CPU time comes from that account (`getrusage`); memory from
//! sampling `/proc` of the whole tree, since the account knows only the largest single process. Pages shared between processes
//! (the program itself) count once for each.

use crate::Failure;
use std::process::{Command, Stdio};
use std::time::Instant;

/// Cost of one run.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Weight {
    /// Seconds from start to end.
    pub(crate) wall: f64,
    /// Seconds of processor time, user and system, of the whole tree.
    pub(crate) cpu: f64,
    /// Those of the command's own process, without the processes that it started; to a hundredth, as last seen before its end.
    pub(crate) own: f64,
    /// Peak resident memory of the largest process, MiB.
    pub(crate) largest: f64,
    /// Peak resident memory of every process added up, MiB; an upper bound, since peaks need not coincide.
    pub(crate) sum: f64,
    /// Processes seen.
    pub(crate) processes: f64,
    /// Exit status; -1 when a signal ended it.
    pub(crate) status: f64,
}

impl Weight {
    /// Reads back what [`weigh`] printed.
    pub(crate) fn parse(line: &str) -> Result<Self, Failure> {
        let parts = line.split_whitespace().map(str::parse).collect::<Result<Vec<f64>, _>>()?;
        let [wall, cpu, own, largest, sum, processes, status] = parts[..] else {
            return Err(format!("not a weight: {line}").into());
        };
        Ok(Self { wall, cpu, own, largest, sum, processes, status })
    }
}

/// Runs the command and prints its weight; what it prints itself goes nowhere.
pub(crate) fn weigh(command: &[String]) -> Result<(), Failure> {
    let [program, arguments @ ..] = command else { return Err("weigh needs a command".into()) };
    let begin = Instant::now();
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let watch = system::Watch::start(child.id());
    let status = child.wait()?;
    let wall = begin.elapsed().as_secs_f64();
    let memory = watch.stop();
    let (cpu, largest) = system::account()?;
    println!(
        "{wall} {cpu} {} {} {} {} {}",
        memory.own(),
        largest.max(memory.largest()),
        memory.sum().max(largest),
        memory.processes().max(1),
        status.code().unwrap_or(-1)
    );
    Ok(())
}

#[cfg(target_os = "linux")]
mod system {
    //! Linux: `getrusage` and `/proc`.

    use crate::Failure;
    use nix::sys::resource::{UsageWho, getrusage};
    use std::collections::BTreeMap;
    use std::fs;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::thread::JoinHandle;
    use std::time::Duration;

    /// Short enough to meet workers that live for some files, long enough to cost nothing.
    const EVERY: Duration = Duration::from_millis(10);
    const KIB_PER_MIB: f64 = 1024.0;

    /// Processor seconds of all finished descendants, and the peak of the largest in MiB.
    pub(super) fn account() -> Result<(f64, f64), Failure> {
        let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
        let seconds = |t: nix::sys::time::TimeVal| {
            Duration::from_secs(t.tv_sec().unsigned_abs()).as_secs_f64()
                + Duration::from_micros(t.tv_usec().unsigned_abs()).as_secs_f64()
        };
        let cpu = seconds(usage.user_time()) + seconds(usage.system_time());
        Ok((cpu, f64::from(u32::try_from(usage.max_rss())?) / KIB_PER_MIB))
    }

    /// Clock ticks in a second, as Linux counts them for programs on every machine (`USER_HZ`).
    const TICKS: f64 = 100.0;

    /// Peak of each process of the tree, KiB by process id, and the processor time of the first.
    #[derive(Debug, Default)]
    pub(super) struct Peaks(BTreeMap<u32, u32>, f64);

    impl Peaks {
        pub(super) fn largest(&self) -> f64 {
            self.0.values().copied().map(f64::from).fold(0.0, f64::max) / KIB_PER_MIB
        }

        pub(super) fn sum(&self) -> f64 {
            self.0.values().copied().map(f64::from).sum::<f64>() / KIB_PER_MIB
        }

        pub(super) fn processes(&self) -> usize {
            self.0.len()
        }

        pub(super) fn own(&self) -> f64 {
            self.1
        }

        /// Notes the processor time of `process`.
        fn clock(&mut self, process: u32) {
            self.1 = seconds_of(process).unwrap_or(self.1);
        }

        /// Notes the peak of `process` and of everything below it.
        fn look(&mut self, process: u32) {
            if let Some(peak) = peak_of(process) {
                let known = self.0.entry(process).or_default();
                *known = peak.max(*known);
            }
            for child in children_of(process) {
                self.look(child);
            }
        }
    }

    /// `VmHWM` is the kernel's own mark of the highest resident memory, so that a sample misses only what came after it.
    fn peak_of(process: u32) -> Option<u32> {
        let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
        let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
        line.split_whitespace().next()?.parse().ok()
    }

    /// User and system time: the twelfth and thirteenth field behind the name, which stands in brackets.
    fn seconds_of(process: u32) -> Option<f64> {
        let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
        let mut fields = stat.rsplit_once(')')?.1.split_whitespace().skip(11).map_while(|f| f.parse::<f64>().ok());
        Some((fields.next()? + fields.next()?) / TICKS)
    }

    fn children_of(process: u32) -> Vec<u32> {
        let Ok(threads) = fs::read_dir(format!("/proc/{process}/task")) else { return Vec::new() };
        let lists = threads.flatten().filter_map(|t| fs::read_to_string(t.path().join("children")).ok());
        lists.flat_map(|l| l.split_whitespace().filter_map(|p| p.parse().ok()).collect::<Vec<_>>()).collect()
    }

    /// Looks at a tree of processes until it is stopped.
    pub(super) struct Watch {
        over: Arc<AtomicBool>,
        thread: JoinHandle<Peaks>,
    }

    impl Watch {
        pub(super) fn start(root: u32) -> Self {
            let over = Arc::new(AtomicBool::new(false));
            let seen = Arc::clone(&over);
            let thread = std::thread::spawn(move || {
                let mut peaks = Peaks::default();
                while !seen.load(Ordering::Relaxed) {
                    peaks.look(root);
                    peaks.clock(root);
                    std::thread::sleep(EVERY);
                }
                peaks
            });
            Self { over, thread }
        }

        /// What was seen; nothing if the watching itself failed.
        pub(super) fn stop(self) -> Peaks {
            self.over.store(true, Ordering::Relaxed);
            self.thread.join().unwrap_or_default()
        }
    }
}

#[cfg(not(target_os = "linux"))]
mod system {
    //! Elsewhere only the wall clock is known.

    use crate::Failure;

    pub(super) fn account() -> Result<(f64, f64), Failure> {
        Ok((f64::NAN, f64::NAN))
    }

    #[derive(Debug, Default)]
    pub(super) struct Peaks;

    impl Peaks {
        pub(super) fn largest(&self) -> f64 {
            f64::NAN
        }

        pub(super) fn sum(&self) -> f64 {
            f64::NAN
        }

        pub(super) fn processes(&self) -> usize {
            0
        }

        pub(super) fn own(&self) -> f64 {
            f64::NAN
        }
    }

    pub(super) struct Watch;

    impl Watch {
        pub(super) fn start(_root: u32) -> Self {
            Self
        }

        pub(super) fn stop(self) -> Peaks {
            Peaks
        }
    }
}
