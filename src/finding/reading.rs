//! "Six a quarter, or one every fourteen days?" The ways in which a frequency can be read, and what each comes to.
//!
//! In: nothing. Out: [`Readings`]: each way with its numbers, which one is in force, and on whose word. It computes nothing.

use serde::{Deserialize, Serialize};

/// A way to read a frequency over a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ReadBy {
    /// The sum of the period, a month taken as four weeks.
    Sum,
    /// Every month by itself.
    Months,
    /// Natural days, divided by the days of the frequency and rounded up.
    Days,
}

/// What one way comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// The way.
    pub by: ReadBy,
    /// What it asks for: updates, or months that reach theirs.
    pub required: i64,
    /// What there is of it.
    pub actual: i64,
}

impl Reading {
    /// Whether the requirement is reached.
    #[must_use]
    pub const fn met(&self) -> bool {
        self.actual >= self.required
    }
}

/// The ways to read one frequency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Readings {
    /// Each way.
    pub list: Vec<Reading>,
    /// The one in force.
    pub in_force: ReadBy,
    /// Whether the office's rules chose it.
    pub by_office: bool,
}

impl Readings {
    /// Whether they do not come to the same.
    #[must_use]
    pub fn disagree(&self) -> bool {
        self.list.iter().any(Reading::met) && !self.list.iter().all(Reading::met)
    }

    /// What one way comes to, where the frequency can be read so.
    #[must_use]
    pub fn of(&self, by: ReadBy) -> Option<&Reading> {
        self.list.iter().find(|r| r.by == by)
    }
}
