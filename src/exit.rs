//! "Did it work?" The exit status of the program, and nothing else.
//!
//! In: what a run came to. Out: the number that a script sees (`docs/手册.md` lists them for clerks). No other module names one.

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

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.status())
    }
}
