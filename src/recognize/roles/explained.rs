//! "审核发布数 is taken for posts, but what is 审核?" Headings that are understood in part only.
//!
//! In: the headings of a table with their roles. Out: in the roles, for each figure whose heading (or a group over it) holds a word that
//! nothing explains, that word and a rival, so that its figures wait as those of a thin margin do. It gives no heading another meaning.

use super::needs::{is_name, is_typical, translate};
use super::{Role, Roles, Unexplained};
use crate::field::{Field, Form};
use crate::fold::fold;
use crate::recognize::Why;
use crate::recognize::headings::Written;
use crate::recognize::headings::paths::own_path;
use crate::recognize::lexicon::{Lexicon, Sense, is_guarded};
use crate::recognize::named::grouped;
use std::rc::Rc;

/// Doubts the figures whose headings are not wholly explained.
pub(in crate::recognize) fn doubt_unexplained(headings: &[Written], roles: &mut Roles, lexicon: &Lexicon<'_>) {
    let form = roles.form;
    let over_names = over_names(headings, roles);
    for (index, (heading, role)) in headings.iter().zip(&mut roles.fields).enumerate() {
        // A heading that another field fits nearly as well is asked about already.
        let open = heading.values.any() && role.rival.is_none();
        let Some(field) = role.field.filter(|field| open && is_guarded(*field)) else { continue };
        let heard = Heard::of(heading, (role, form, &over_names), lexicon);
        if let Some((from, word)) = heard.left(field) {
            let until = if heard.is_bare() { from + 1 } else { heading.path.len() };
            let text = heading.path[from..until.max(from + 1)].join(" › ");
            role.rival = Some(field);
            roles.unexplained.push(Unexplained { index, text, word });
        }
    }
}

/// Groups that stand over names too: titles of the whole table.
fn over_names(headings: &[Written], roles: &Roles) -> Vec<String> {
    let names = |role: &Role| role.field.is_some_and(|field| field == Field::Serial || is_name(field));
    let of = headings.iter().zip(&roles.fields).filter(|(_, role)| names(role));
    of.filter_map(|(heading, _)| heading.keys.split_last()).flat_map(|(_, groups)| groups.iter().cloned()).collect()
}

/// The texts over a figure.
struct Heard<'a, 'w> {
    heading: &'a Written,
    over_names: &'a [String],
    senses: Vec<Rc<Sense<'w>>>,
    role: &'a Role,
    form: Form,
    lexicon: &'a Lexicon<'w>,
}

impl<'a, 'w> Heard<'a, 'w> {
    fn of(heading: &'a Written, what: (&'a Role, Form, &'a [String]), lexicon: &'a Lexicon<'w>) -> Self {
        let (role, form, over_names) = what;
        let senses = heading.keys.iter().map(|key| lexicon.sense(key)).collect();
        Self { heading, over_names, senses, role, form, lexicon }
    }

    /// Whether the innermost text is a time alone.
    fn is_bare(&self) -> bool {
        self.senses.last().is_some_and(|leaf| leaf.rest.is_empty())
    }

    /// The first word that nothing explains, of the text that told the field, else of the groups over it, and where that text begins.
    fn left(&self, field: Field) -> Option<(usize, String)> {
        let leaf = self.senses.len().checked_sub(1)?;
        if own_path(&self.heading.keys, &self.senses, self.lexicon).is_some() {
            return None;
        }
        let teller = self.teller(leaf, field);
        let told = match teller {
            Some(Teller::Text(index)) => Some((index, self.lexicon.word_left(&self.senses[index].rest, field))),
            Some(Teller::Joined(group)) => {
                let (over, own) = (&self.senses[group].rest, &self.senses[leaf].rest);
                let joined = format!("{}{own}", self.lexicon.words.headings.without_task(over, own));
                Some((group, self.lexicon.word_left(&joined, field)))
            }
            None => None,
        };
        let told = told.and_then(|(index, word)| Some((index, word?)));
        let by_leaf = matches!(teller, Some(Teller::Text(index)) if index == leaf);
        let plain = by_leaf && !self.lexicon.words.headings.says_only_how_many(&self.senses[leaf].rest);
        // What stands over names across is a time or such a name itself.
        let among_names = teller.is_none() && self.role.why == Some(Why::Place);
        told.or_else(|| {
            let used = |index: usize| matches!(teller, Some(Teller::Text(i) | Teller::Joined(i)) if i == index);
            let mut groups = (0..leaf).rev().filter(|index| !(among_names || used(*index) || self.is_name(*index)));
            groups.find_map(|index| Some((index, self.left_of_group(index, (field, plain))?)))
        })
    }

    fn means(&self, text: &Sense<'_>, field: Field) -> bool {
        text.guesses.iter().any(|guess| translate(self.form, guess.field) == field)
    }

    /// Which text tells the field.
    fn teller(&self, leaf: usize, field: Field) -> Option<Teller> {
        let own = &self.senses[leaf];
        if self.means(own, field) && !own.rest.is_empty() {
            return Some(Teller::Text(leaf));
        }
        let mut groups = (0..leaf).rev();
        if own.rest.is_empty() || own.guesses.is_empty() && own.platform.is_some() {
            return groups.find(|group| self.means(&self.senses[*group], field)).map(Teller::Text);
        }
        match self.role.why {
            Some(Why::Place) => None,
            Some(Why::Values) => Some(Teller::Text(leaf)),
            _ => {
                let joined = |group: &usize| {
                    let text = format!("{}{}", self.senses[*group].rest, own.rest);
                    let guesses = self.lexicon.words.headings.guesses(&text);
                    guesses.iter().any(|guess| translate(self.form, guess.field) == field)
                };
                groups.find(joined).map(Teller::Joined)
            }
        }
    }

    /// Whether a group is a name: of a platform, a unit, a website column, or none that says anything.
    fn is_name(&self, index: usize) -> bool {
        let key = &self.heading.keys[index];
        let words = self.lexicon.words;
        let named = self.heading.platform.as_ref().is_some_and(|platform| fold(platform) == *key);
        let sense = &self.senses[index];
        let account = self.heading.path.get(index).and_then(|text| grouped(text, words));
        named
            || account.is_some_and(|who| who.rest.is_empty())
            || self.over_names.contains(key)
            || sense.rest.is_empty()
            || words.headings.is_neutral(&sense.rest)
            || words.columns.contains(key)
            || words.names.is_one_body(key)
            || words.rows.is_total(&sense.rest)
            || words.headings.is_own(&sense.rest) && self.is_bare()
    }

    /// The word of a group that counts something of its own. Where the heading below tells its field in plain words, the group may speak
    /// of all figures of the form.
    fn left_of_group(&self, index: usize, (field, plain): (Field, bool)) -> Option<String> {
        let text = &self.senses[index].rest;
        let words = self.lexicon.words;
        let form = self.form;
        let several = Field::COUNTS.into_iter().filter(|f| *f != Field::Updates);
        let of_form = several.filter(|f| *f == field || plain && is_typical(form, translate(form, *f)));
        let fields: Vec<Field> = of_form.chain([field]).collect();
        let platforms = words.platforms.wordings().filter(|word| text.contains(word));
        let others: Vec<&str> = platforms.chain(words.headings.title_words(form)).collect();
        words.headings.unexplained_group(text, &fields, &others).map(str::to_owned)
    }
}

/// Which text tells the field of a heading: one of its path, or a group and the innermost together.
#[derive(Clone, Copy)]
enum Teller {
    Text(usize),
    Joined(usize),
}
