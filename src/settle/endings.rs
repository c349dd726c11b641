//! "清姜街道办事处, 清姜街道办 and 清姜办 end differently and are one street." Names split at their endings.
//!
//! In: a folded name, the endings of `names.toml`. Out: what stands before each ending that it has. Which body it is, it does not say.

use super::places::without_peoples;
use crate::rules::names::{Ending, Habit, NameWords};

/// A name split at one of its endings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Ended<'n> {
    /// What stands before it, without the name of a people where the ending allows that.
    pub(super) stem: &'n str,
    /// Number of the ending.
    pub(super) ending: usize,
    /// The form of the ending.
    pub(super) form: &'n str,
    /// Whether the form alone shows the kind of body.
    pub(super) proves: bool,
}

/// The name split at every ending that it has; of each ending the longest form.
pub(super) fn endings<'n>(name: &'n str, words: &NameWords) -> Vec<Ended<'n>> {
    let split = |(ending, kind): (usize, &Ending)| {
        let form = kind.forms.iter().find(|form| name.ends_with(form.as_str()))?;
        let (stem, written) = name.split_at(name.len() - form.len());
        let stem = if kind.habits.contains(&Habit::Peoples) { without_peoples(stem, &words.peoples) } else { stem };
        let alone = kind.habits.contains(&Habit::Named) && stem.is_empty();
        (!alone).then_some(Ended { stem, ending, form: written, proves: kind.proves.contains(form) })
    };
    words.endings.iter().enumerate().filter_map(split).collect()
}

/// Whether the name is that of a place's own body (a street, a town), which may begin with the name of the place above.
pub(super) fn of_a_place(name: &str, words: &NameWords) -> bool {
    endings(name, words).iter().any(|e| words.endings[e.ending].habits.contains(&Habit::Place))
}
