//! "Did it work?" The exit status of the program, and nothing else.
//!
//! In: what a run came to. Out: the number that a script sees (`docs/手册.md` lists them for clerks). No other module names one.

use crate::outcome::{Outcome, count};
use crate::settle::PeriodFrom;
use std::process::ExitCode;

/// What a run came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Made, nothing needs a human.
    Made,
    /// Made, but a refused input or an open doubt needs a human (with `--strict` notices and guesses too).
    NeedsHuman,
    /// Nothing was made: usage, roster mistakes, no readable input, no period, target not writable.
    NotMade,
    /// Interrupted by the user.
    Interrupted,
}

impl Exit {
    /// The number that the system sees.
    #[must_use]
    pub const fn status(self) -> u8 {
        match self {
            Self::Made => 0,
            Self::NeedsHuman => 1,
            Self::NotMade => 2,
            Self::Interrupted => 130,
        }
    }
}

impl Exit {
    /// What a finished run came to: a refused input or an open doubt needs a human; when `strict`, a notice or a guess does too.
    #[must_use]
    pub fn of(outcome: &Outcome, strict: bool) -> Self {
        let counts = count(&outcome.inputs, &outcome.judgment.findings);
        let guessed = || {
            let period = matches!(outcome.period_from, PeriodFrom::Files { .. });
            period || outcome.renames.iter().any(|r| r.how.is_guess())
        };
        let strictly = || counts.notices > 0 || guessed();
        if counts.needing_human > 0 || (strict && strictly()) { Self::NeedsHuman } else { Self::Made }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.status())
    }
}
