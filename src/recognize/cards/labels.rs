//! "发布数 is a count, 粉丝数 is none, and 4月 belongs to the count before it." What the labels of cards mean.
//!
//! In: one cell. Out: what it means as a label of a card of some form, whether it is a label at all, whether a label and its figure stand side
//! by side. It pairs nothing.

use super::super::grid::{Grid, Ink, Look};
use super::super::lexicon::Lexicon;
use super::super::roles::needs::translate;
use crate::field::{Field, Form};
use crate::fold::fold;
use crate::period::PeriodSaid;
use crate::read::Value;
use crate::rules::rows::Label;

/// What a label may mean.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Meaning {
    Field(Field, Option<PeriodSaid>),
    Month(PeriodSaid),
    Sum,
    /// Something about the sheet or a person.
    Line(Label),
    /// Known, and no figure of any annex.
    Aside,
    /// A count of messages on a card of another kind; whether it is plainly one that an annex reports.
    Other(bool),
    /// A count with a word that nobody explains, or of another kind than the card.
    Unclear,
    Unknown,
}

/// From this score on a text alone is a label.
const LABEL_SCORE: i32 = 65;
/// From this score on the words of a label are listed ones.
const PLAIN: i32 = 85;
/// Positions from a label to a figure that is its value.
pub(super) const FARTHEST: u32 = 3;
/// Digits that no count has: a telephone.
const LONG_NUMBER: usize = 7;

/// Whether a position is the next behind another one, columns that are blank on the whole sheet not counted.
pub(super) fn is_next(grid: &Grid<'_>, end: u32, pos: u32) -> bool {
    let blank = |between: u32| grid.lines().all(|line| grid.own(line, between).is_none());
    pos > end && pos - end <= FARTHEST && (end + 1..pos).all(blank)
}

/// Whether a text is a listed label of any kind, or a month.
pub(super) fn is_label(ink: &Ink<'_>, lexicon: &Lexicon<'_>) -> bool {
    let key = ink.key().trim_end_matches(':');
    let words = lexicon.words;
    ink.look == Look::Words
        && (words.headings.is_listed(key)
            || words.rows.any_label(key).is_some()
            || lexicon.is_month(key)
            || lexicon.sense(key).period.is_some() && lexicon.label(key).is_some_and(Field::is_count))
}

/// Whether a text means a count or a month.
fn counts(ink: &Ink<'_>, lexicon: &Lexicon<'_>) -> bool {
    let key = ink.key().trim_end_matches(':');
    ink.look == Look::Words && (lexicon.is_month(key) || lexicon.label(key).is_some_and(Field::is_count))
}

/// Whether a count or a month stands right before one single figure.
pub(super) fn has_pair(grid: &Grid<'_>, (line, span): (u32, (u32, u32)), lexicon: &Lexicon<'_>) -> bool {
    let inks: Vec<&Ink<'_>> = grid.inks(line, span).map(|(_, ink)| ink).collect();
    let figure = |i: usize| inks.get(i).is_some_and(|ink| ink.look == Look::Figure);
    let no_row = inks.iter().filter(|ink| ink.look == Look::Words).count() > 1 || inks.len() == 2;
    no_row && (1..inks.len()).any(|i| figure(i) && !figure(i + 1) && counts(inks[i - 1], lexicon))
}

/// What a label means on a card of this form.
pub(super) fn meaning(form: Form, ink: &Ink<'_>, lexicon: &Lexicon<'_>) -> Meaning {
    let (key, words) = (ink.key().trim_end_matches(':'), lexicon.words);
    let sense = lexicon.sense(key);
    if let Some(month) = sense.period.filter(|_| sense.is_month()) {
        return Meaning::Month(month);
    }
    let label = words.rows.any_label(key);
    if let Some(label @ (Label::Person | Label::Filed | Label::Period)) = label {
        return Meaning::Line(label);
    }
    let fits = |forms: &[Form]| forms.is_empty() || forms.contains(&form);
    let Some(guess) = sense.guesses.iter().find(|g| g.score >= LABEL_SCORE && fits(g.forms)) else {
        return label.map_or(Meaning::Unknown, Meaning::Line);
    };
    let field = translate(form, guess.field);
    match field {
        Field::Sum => Meaning::Sum,
        _ if is_typical(form, field) => {
            let left = field.is_count().then(|| lexicon.word_left(&sense.rest, guess.field)).flatten();
            if left.is_some() { Meaning::Unclear } else { Meaning::Field(field, sense.period) }
        }
        _ if is_typical(Form::Messages, field) && field.is_count() => {
            // 回复网友评论 answers no message that was handed down.
            let beside = sense.guesses.iter().any(|g| g.field == Field::NotData && fits(g.forms));
            Meaning::Other(guess.score >= PLAIN && !beside)
        }
        _ if field.is_count() || is_name(field) => Meaning::Unclear,
        _ => Meaning::Aside,
    }
}

/// Whether a label that no list explains may be that of a figure that cards of this form count, by a word that such labels share.
pub(super) fn may_be_counted(form: Form, text: &str, lexicon: &Lexicon<'_>) -> bool {
    let key = fold(text);
    let sense = lexicon.sense(key.trim_end_matches(':'));
    let counted = |field: &Field| field.is_count() && is_typical(form, *field);
    let fields: Vec<Field> = Field::COUNTS.into_iter().filter(counted).collect();
    sense.guesses.iter().any(|g| counted(&translate(form, g.field)))
        || lexicon.words.headings.shares_words(&sense.rest, &fields)
}

const fn is_name(field: Field) -> bool {
    matches!(field, Field::Unit | Field::Account | Field::Column | Field::ParentColumn)
}

/// What a card of this form may say.
const fn is_typical(form: Form, field: Field) -> bool {
    match field {
        Field::Unit | Field::Problem | Field::Remark => true,
        Field::Column | Field::ParentColumn | Field::Frequency | Field::Updates => matches!(form, Form::Columns),
        Field::Required | Field::LastUpdate => matches!(form, Form::Columns | Form::Accounts),
        Field::Account
        | Field::AccountType
        | Field::Actual
        | Field::Original
        | Field::ForwardList
        | Field::Forwarded => {
            matches!(form, Form::Accounts)
        }
        Field::Received | Field::Closed | Field::ClosedOnTime | Field::Open | Field::Overdue => {
            matches!(form, Form::Messages)
        }
        _ => false,
    }
}

/// Whether a number has more digits than a count: it is somebody's.
pub(super) fn is_long(ink: &Ink<'_>) -> bool {
    ink.cell.value.shown().chars().filter(char::is_ascii_digit).count() >= LONG_NUMBER
}

pub(super) fn number(ink: &Ink<'_>, lexicon: &Lexicon<'_>) -> Option<f64> {
    match &ink.cell.value {
        Value::Number(n) => Some(*n),
        Value::Text(_) => lexicon.words.headings.without_measure(ink.key()).parse().ok(),
        _ => None,
    }
}
