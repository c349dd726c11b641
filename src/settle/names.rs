//! "区教体局 and 渭滨区教育和体育局 are one unit." Written names to the roster's.
//!
//! In: a name as written, the roster. Out: a [`Resolution`] whose way can be explained in one sentence. It never merges by
//! likeness: an unknown name stays unknown, with suggestions.

/// How a written name met its used name, strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// The same writing.
    Exact,
    /// Listed as alias or full name, or after a place prefix that the roster knows.
    Alias,
    /// Another form of the ending.
    Suffix,
    /// Characters left out in order (a guess).
    Abbreviation,
    /// Cut off in print (a guess).
    Truncated,
    /// Same sound (a guess).
    Sound,
    /// The clerk decided.
    Decision,
}

impl How {
    /// Whether it is a guess: used, marked, and listed with the alternative.
    #[must_use]
    pub const fn is_guess(self) -> bool {
        matches!(self, Self::Abbreviation | Self::Truncated | Self::Sound)
    }
}

/// What became of a written name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution {
    /// Known.
    Known {
        /// The name in use.
        used: String,
        /// How it was found.
        how: How,
    },
    /// Not known; nearest known names, at most three.
    Unknown {
        /// Nearest known names.
        suggestions: Vec<String>,
    },
}

/// The names that are known, ready for look-ups.
#[derive(Debug, Default)]
pub struct Names {}
