//! "县水利局 over 一月, 二月, 三月." What each line of names over figures holds.
//!
//! In: the lines of names, the positions of figures, and what the table is about. Out: a [`Level`] for each thing that they tell, with a text
//! and a cell for each position; `None` where one line is not understood as a whole, or two tell the same. It reads no figures.

use crate::field::{Field, Form};
use crate::fold::{fold, one_line};
use crate::period::PeriodSaid;
use crate::recognize::grid::{Grid, Ink, Look};
use crate::recognize::lexicon::Lexicon;
use crate::recognize::named::bracketed;

/// What a line of names tells.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Tells {
    Unit,
    /// A website column or an account.
    Object,
    Type,
    Month,
}

/// What stands over one position: where, and what it says.
#[derive(Clone, PartialEq)]
pub(super) struct Said {
    pub(super) line: u32,
    pub(super) pos: u32,
    pub(super) text: String,
    pub(super) month: Option<PeriodSaid>,
}

/// One thing that a line of names tells of every position.
pub(super) struct Level {
    pub(super) tells: Tells,
    pub(super) said: Vec<Said>,
}

/// The levels over these positions; `types` is the line that its label calls one of types.
pub(super) fn across(
    grid: &Grid<'_>,
    (first, last, types): (u32, u32, Option<u32>),
    positions: &[u32],
    (form, lexicon): (Form, &Lexicon<'_>),
) -> Option<Vec<Level>> {
    let mut out: Vec<Level> = Vec::new();
    for line in first..=last {
        let said: Vec<Option<Said>> = positions.iter().map(|pos| said(grid, (line, *pos), lexicon)).collect();
        // A name merged down over two lines is said once.
        let again = |said: &Option<Said>| said.as_ref().is_some_and(|said| said.line < line && said.line >= first);
        if said.iter().all(again) {
            continue;
        }
        let said = if line == last { said.into_iter().collect::<Option<Vec<_>>>()? } else { carried(said)? };
        let of_types = types == Some(line);
        out.extend(level(said, of_types, (form, lexicon))?);
    }
    let count = |tells: Tells| out.iter().filter(|level| level.tells == tells).count();
    let once = [Tells::Unit, Tells::Object, Tells::Type, Tells::Month].into_iter().all(|tells| count(tells) < 2);
    let fits = match form {
        Form::Messages => count(Tells::Unit) == 1 && count(Tells::Month) == 1,
        Form::Columns => count(Tells::Unit) == 1 && count(Tells::Object) == 1,
        _ => count(Tells::Object) == 1 && count(Tells::Type) == 1,
    };
    (once && fits).then_some(out)
}

fn said(grid: &Grid<'_>, (line, pos): (u32, u32), lexicon: &Lexicon<'_>) -> Option<Said> {
    let (line, pos, ink) = grid.seen(line, pos).filter(|(.., ink): &(u32, u32, &Ink<'_>)| ink.look == Look::Words)?;
    let sense = lexicon.sense(ink.key());
    let month = sense.period.filter(|_| sense.is_month());
    Some(Said { line, pos, text: one_line(&ink.cell.value.shown()), month })
}

/// A name stands over the positions behind it that are left blank.
fn carried(said: Vec<Option<Said>>) -> Option<Vec<Said>> {
    let mut before: Option<Said> = None;
    let filled = said.into_iter().map(|said| {
        before = said.or_else(|| before.take());
        before.clone()
    });
    filled.collect()
}

/// What a line tells: one thing of every position, or an account and its type.
fn level(said: Vec<Said>, of_types: bool, (form, lexicon): (Form, &Lexicon<'_>)) -> Option<Vec<Level>> {
    let words = lexicon.words;
    let key = |said: &Said| fold(&said.text);
    let all = |is: &dyn Fn(&str) -> bool| said.iter().all(|said| is(&key(said)));
    let plain = |text: &str| {
        let sense = lexicon.sense(text);
        let silent = sense.guesses.is_empty() && sense.period.is_none() && sense.platform.is_none();
        silent && !words.headings.names_a_figure(text) && !words.rows.is_total(text) && !words.names.is_one_body(text)
    };
    let tells = if of_types {
        Tells::Type
    } else if said.iter().all(|said| said.month.is_some()) {
        Tells::Month
    } else if all(&|text| words.names.is_one_body(text)) {
        Tells::Unit
    } else {
        Tells::Object
    };
    let known = match tells {
        Tells::Type => form == Form::Accounts && all(&|text| words.platforms.canonical(text).is_some()),
        Tells::Month => true,
        Tells::Unit => !all(&|text| words.names.may_be_room(text)),
        Tells::Object if form == Form::Accounts => {
            let pairs: Option<Vec<_>> = said.iter().map(|said| bracketed(&said.text, words)).collect();
            if let Some(pairs) = pairs {
                let of = |tells: Tells, texts: Vec<String>| {
                    let said = said.iter().cloned().zip(texts).map(|(said, text)| Said { text, ..said });
                    Level { tells, said: said.collect() }
                };
                let (names, types) = pairs.into_iter().map(|who| (who.name, who.platform)).unzip();
                return Some(vec![of(Tells::Object, names), of(Tells::Type, types)]);
            }
            all(&plain)
        }
        Tells::Object => form == Form::Columns && all(&plain),
    };
    known.then(|| vec![Level { tells, said }])
}

impl Tells {
    /// The field of what is told, in a table of this form; months are no names.
    pub(super) const fn field(self, form: Form) -> Option<Field> {
        match (self, form) {
            (Self::Unit, _) => Some(Field::Unit),
            (Self::Object, Form::Columns) => Some(Field::Column),
            (Self::Object, _) => Some(Field::Account),
            (Self::Type, _) => Some(Field::AccountType),
            (Self::Month, _) => None,
        }
    }
}
