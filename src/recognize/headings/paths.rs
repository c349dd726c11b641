//! "4月 › 本月 is April." Headings that say something together with the groups over them alone.
//!
//! In: the texts of one heading, outermost first, and what each may mean. Out: the text that the office registered for all of them together;
//! whether the innermost only repeats that the month above it is meant.

use super::super::lexicon::{Lexicon, Sense};
use std::rc::Rc;

/// The words of a heading with groups over it, where the office said what they mean together.
///
/// With the months in it, as findings print it (4月 › 本月), and without them.
pub(in crate::recognize) fn own_path(
    keys: &[String],
    senses: &[Rc<Sense<'_>>],
    lexicon: &Lexicon<'_>,
) -> Option<String> {
    let words = &lexicon.words.headings;
    let paths = (0..keys.len().saturating_sub(1)).filter(|_| !words.aliases().is_empty());
    let rests =
        |from: usize| senses.get(from..).map(|of| of.iter().map(|sense| sense.rest.as_str()).collect::<String>());
    let mut texts = paths.flat_map(|from| std::iter::once(keys[from..].concat()).chain(rests(from)));
    texts.find(|text| words.is_own(text))
}

/// Whether the last text says nothing but that the month above it is meant: 本月 below 4月.
pub(super) fn is_month_itself(senses: &[Rc<Sense<'_>>], lexicon: &Lexicon<'_>) -> bool {
    let [.., group, leaf] = senses else { return false };
    // An office that registered 本月 means it.
    let own = || lexicon.words.headings.is_own(&leaf.rest);
    group.is_month() && lexicon.words.headings.is_this_period(&leaf.rest) == Some(true) && !own()
}
