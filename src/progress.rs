//! "It is working on it." Shows on a terminal how far the run has come.
//!
//! In: the [`Step`]s that the run goes through. Out: one line on standard error that is gone when the run ends; nothing at all
//! where standard error is no terminal. No step of the path prints.

use crate::wording::progress;
pub use crate::wording::progress::Step;
use indicatif::{ProgressBar, ProgressState, ProgressStyle};
use std::fmt::Write;
use std::time::Duration;

/// Files, and on longer work how fast and how much longer.
const READING: &str = "{spinner} {msg} [{bar:30}] {pos}/{len}{ahead}";
/// Before this the first files tell little about the others.
const TELLING: Duration = Duration::from_secs(2);

/// The line on the terminal.
#[derive(Debug)]
pub struct Line(ProgressBar);

impl Line {
    /// A line that appears at once, where standard error is a terminal.
    #[must_use]
    pub fn start() -> Self {
        let bar = ProgressBar::new_spinner();
        bar.set_message(progress::step(&Step::Looking));
        bar.enable_steady_tick(Duration::from_millis(80));
        bar.tick();
        Self(bar)
    }

    /// A line that never appears.
    #[must_use]
    pub fn hidden() -> Self {
        Self(ProgressBar::hidden())
    }

    /// Shows what the run is at.
    pub fn show(&self, step: Step) {
        if let Step::Reading { done, of } = step {
            if self.0.length() != u64::try_from(of).ok() {
                self.0.set_length(u64::try_from(of).unwrap_or(u64::MAX));
                // The time before the first file (looking through folders) is no part of the speed.
                self.0.reset_elapsed();
                self.0.reset_eta();
                if let Ok(style) = ProgressStyle::with_template(READING) {
                    self.0.set_style(style.progress_chars("=> ").with_key("ahead", ahead));
                }
            }
            self.0.set_position(u64::try_from(done).unwrap_or(u64::MAX));
        } else {
            self.0.set_style(ProgressStyle::default_spinner());
        }
        self.0.set_message(progress::step(&step));
    }

    /// Clears the line.
    pub fn end(&self) {
        self.0.finish_and_clear();
    }
}

fn ahead(state: &ProgressState, line: &mut dyn Write) {
    if state.elapsed() >= TELLING && state.pos() > 0 {
        let _ = write!(line, "  {}", progress::speed(state.per_sec()));
        if state.len().is_some_and(|len| state.pos() < len) {
            let _ = write!(line, "  {}", progress::left(state.eta()));
        }
    }
}
