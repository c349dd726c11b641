//! "That guess is right, this one is not." What the clerk wrote into the workbook of names to be confirmed.
//!
//! In: that workbook as a [`Book`], the roster and the words. Out: [`Decisions`], each ready to be looked up by the written name; or
//! every mistake at once with its sheet and cell. It applies nothing: names are settled in `settle`.

use super::sheets::nearest;
use super::{Rules, cells};
use crate::error::{Error, Mistake, RosterMistake};
use crate::field::NameKind;
use crate::fold::{fold, fold_name, is_empty, one_line};
use crate::place::{Area, At, Place};
use crate::read::{Book, Sheet, Value};
use indexmap::IndexMap;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Names and words of the workbook.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct DecisionWords {
    sheet: String,
    headings: [String; COLUMNS],
    yes: Vec<String>,
    no: Vec<String>,
    several: String,
    kinds: IndexMap<String, NameKind>,
}

static WORDS: LazyLock<DecisionWords> = LazyLock::new(|| super::embedded(include_str!("decisions.toml")));

/// Columns of the workbook.
pub const COLUMNS: usize = 10;
/// Number of the column with the clerk's answers.
pub const ANSWER: usize = 8;

/// A line as its cells show it, in the order of [`headings`].
pub type Cells = [String; COLUMNS];

/// Name of the sheet.
#[must_use]
pub fn sheet() -> &'static str {
    &WORDS.sheet
}

/// Headings in order.
pub fn headings() -> impl Iterator<Item = &'static str> {
    WORDS.headings.iter().map(String::as_str)
}

/// How a kind of name is called in the first column.
#[must_use]
pub fn kind(kind: NameKind) -> &'static str {
    WORDS.kinds.iter().find(|(_, k)| **k == kind).map_or("", |(word, _)| word)
}

/// The words that the column of answers offers: yes and no.
#[must_use]
pub fn offered() -> Vec<&'static str> {
    [&WORDS.yes, &WORDS.no].into_iter().filter_map(|words| words.first()).map(String::as_str).collect()
}

/// What the clerk decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It is this name (as the roster has it; as typed where the roster has no such sheet), for accounts with the type typed behind it.
    Is(String, Option<String>),
    /// It is not the name that was taken or offered.
    Not,
    /// The guess was confirmed, but its name is no longer in the roster.
    Gone(String),
}

/// One line of the workbook.
#[derive(Debug, Clone)]
pub struct Decision {
    /// What kind of name.
    pub what: NameKind,
    /// The name as written in the submissions.
    pub written: String,
    /// The answer; `None` while the cell is empty.
    pub answer: Option<Answer>,
    /// The line as it stands.
    pub cells: Cells,
    /// The cell of the answer.
    pub place: Place,
}

/// Kind, written name, unit, account type; folded.
type Key = (NameKind, String, String, String);

/// All lines of the workbook.
#[derive(Debug, Clone, Default)]
pub struct Decisions {
    /// In the order of the sheet.
    pub lines: Vec<Decision>,
    by_name: HashMap<Key, usize>,
}

fn key(what: NameKind, written: &str, (unit, platform): (&str, &str)) -> Key {
    (what, fold_name(written), fold(unit), fold(platform))
}

impl Decisions {
    /// Number of the line about this written name; `of` is the unit and account type that it stands under, empty where there is none.
    #[must_use]
    pub fn line(&self, what: NameKind, written: &str, of: (&str, &str)) -> Option<usize> {
        if self.by_name.is_empty() {
            return None;
        }
        self.by_name.get(&key(what, written, of)).copied()
    }

    /// The clerk's answer about this written name.
    #[must_use]
    pub fn answer(&self, what: NameKind, written: &str, of: (&str, &str)) -> Option<&Answer> {
        self.lines.get(self.line(what, written, of)?)?.answer.as_ref()
    }

    /// Written names of units of which the clerk said who is meant, as written.
    #[must_use]
    pub fn units_decided(&self) -> Vec<&str> {
        let is_one = |d: &&Decision| d.what == NameKind::Unit && matches!(d.answer, Some(Answer::Is(..)));
        self.lines.iter().filter(is_one).map(|d| d.written.as_str()).collect()
    }

    /// Whether the clerk wrote anything into the workbook.
    #[must_use]
    pub fn are_filled(&self) -> bool {
        self.lines.iter().any(Decision::is_filled)
    }
}

impl Decision {
    /// Whether the clerk wrote anything into the line: an answer or a remark.
    #[must_use]
    pub fn is_filled(&self) -> bool {
        self.answer.is_some() || !is_empty(&self.cells[COLUMNS - 1])
    }
}

/// Reads the workbook.
///
/// # Errors
/// [`Error::DecisionMistakes`] with every mistake: headings that are missing, kinds and names that nobody knows, two answers to one
/// question.
pub fn load(book: &Book, rules: &Rules) -> Result<Decisions, Error> {
    let mut reader = Reader { rules, mistakes: Vec::new(), out: Decisions::default() };
    match book.sheets.iter().find_map(|sheet| Some((sheet, heading_row(sheet)?))) {
        Some((sheet, row)) => reader.sheet(sheet, row),
        None => reader.no_headings(book),
    }
    if reader.mistakes.is_empty() { Ok(reader.out) } else { Err(Error::DecisionMistakes(reader.mistakes)) }
}

/// The row that names the written names and the answers; a title and an explanation stand above it.
fn heading_row(sheet: &Sheet) -> Option<u32> {
    let wanted = [&WORDS.headings[1], &WORDS.headings[ANSWER]].map(|w| fold(w));
    let names =
        |row: &&crate::read::Row| wanted.iter().all(|w| row.cells.iter().any(|(_, c)| fold(&c.value.shown()) == *w));
    sheet.rows().iter().find(names).map(|row| row.row)
}

/// An answer that is no name.
fn yes_or_no(typed: &str) -> Option<bool> {
    let says = |words: &[String]| words.iter().any(|w| fold(w) == fold(typed));
    if says(&WORDS.yes) { Some(true) } else { says(&WORDS.no).then_some(false) }
}

struct Reader<'a> {
    rules: &'a Rules,
    mistakes: Vec<RosterMistake>,
    out: Decisions,
}

impl Reader<'_> {
    fn mistake(&mut self, place: Place, what: Mistake) {
        self.mistakes.push(RosterMistake { place, what });
    }

    fn no_headings(&mut self, book: &Book) {
        let place = book.sheets.first().map_or_else(|| Place::file(&book.file), |s| s.place.clone());
        self.mistake(place, Mistake::HeadingMissing { heading: WORDS.headings[ANSWER].clone() });
    }

    fn sheet(&mut self, sheet: &Sheet, heading: u32) {
        let row = sheet.rows().iter().find(|r| r.row == heading);
        let at =
            |word: &str| row?.cells.iter().find(|(_, c)| fold(&c.value.shown()) == fold(word)).map(|(col, _)| *col);
        let cols: Vec<Option<u32>> = headings().map(at).collect();
        for (col, heading_word) in cols.iter().zip(headings()) {
            if col.is_none() {
                let place = sheet.place.at(At::new(heading, 0));
                self.mistake(place, Mistake::HeadingMissing { heading: heading_word.to_owned() });
            }
        }
        if !self.mistakes.is_empty() {
            return;
        }
        let cols: Vec<u32> = cols.into_iter().flatten().collect();
        for row in sheet.rows().iter().filter(|r| r.row > heading) {
            let text = |n: usize| {
                let cell = cols.get(n).and_then(|col| sheet.cell(At::new(row.row, *col)));
                cell.map_or_else(String::new, |c| c.value.shown().trim().to_owned())
            };
            let cells: Cells = std::array::from_fn(text);
            if cells.iter().any(|c| !is_empty(c)) {
                self.line(cells, |n| sheet.place.at(Area::one(At::new(row.row, cols[n]))));
            }
        }
    }

    fn line(&mut self, cells: Cells, place: impl Fn(usize) -> Place) {
        let filled = !is_empty(&cells[ANSWER]) || !is_empty(&cells[COLUMNS - 1]);
        let Some(what) = cells::choice(&Value::Text(cells[0].clone()), &WORDS.kinds) else {
            if filled {
                let expected = WORDS.kinds.keys().map(String::as_str).collect::<Vec<_>>().join("、");
                let heading = WORDS.headings[0].clone();
                self.mistake(place(0), Mistake::ValueBad { heading, written: cells[0].clone(), expected });
            }
            return;
        };
        let written = one_line(&cells[1]);
        if is_empty(&written) {
            if filled {
                self.mistake(place(1), Mistake::Blank { heading: WORDS.headings[1].clone() });
            }
            return;
        }
        let answer = self.answer(what, &cells, &place(ANSWER));
        let decision = Decision { what, written: written.clone(), answer, cells, place: place(ANSWER) };
        let key = key(what, &written, (&decision.cells[2], &decision.cells[3]));
        match self.out.by_name.get(&key).copied() {
            Some(first) if decision.answer.is_some() && self.out.lines[first].answer.is_some() => {
                let known = &self.out.lines[first];
                let (same, at) = (known.answer == decision.answer, super::load::cell_of(&known.place));
                self.mistake(decision.place, Mistake::AnswerTwice { written, first: at, same });
            }
            Some(first) if decision.is_filled() => self.out.lines[first] = decision,
            Some(_) => {}
            None => {
                self.out.by_name.insert(key, self.out.lines.len());
                self.out.lines.push(decision);
            }
        }
    }

    fn answer(&mut self, what: NameKind, cells: &Cells, place: &Place) -> Option<Answer> {
        let typed = one_line(&cells[ANSWER]);
        if is_empty(&typed) {
            return None;
        }
        match yes_or_no(&typed) {
            Some(false) => Some(Answer::Not),
            Some(true) if is_empty(&cells[4]) => {
                self.mistake(place.clone(), Mistake::NothingToConfirm { written: typed });
                None
            }
            Some(true) => {
                let guess = one_line(&cells[4]);
                let known = self.known(what, &guess, cells);
                Some(known.map_or(Answer::Gone(guess), |(name, platform)| Answer::Is(name, platform)))
            }
            None => match self.known(what, &typed, cells) {
                Some((name, platform)) => Some(Answer::Is(name, platform)),
                None => {
                    let parts = cells::list(&Value::Text(cells[ANSWER].clone()), &WORDS.several);
                    let mistake = if parts.len() > 1 {
                        Mistake::AnswersSeveral { written: typed }
                    } else {
                        let nearest = nearest(&typed, self.names(what).into_iter());
                        Mistake::NameUnknown { kind: kind(what).to_owned(), written: typed, nearest }
                    };
                    self.mistake(place.clone(), mistake);
                    None
                }
            },
        }
    }

    /// The name as the roster has it, and the account type typed behind it; where the roster has no such sheet, every name will do.
    fn known(&self, what: NameKind, typed: &str, cells: &Cells) -> Option<(String, Option<String>)> {
        let key = fold(typed);
        let roster = &self.rules.roster;
        let meets = |name: &str, aliases: &[String]| fold(name) == key || aliases.iter().any(|a| fold(a) == key);
        match what {
            NameKind::Unit => match &roster.units {
                None => Some((typed.to_owned(), None)),
                Some(units) => {
                    let full = |u: &super::roster::Unit| u.full_name.as_ref().is_some_and(|f| fold(f) == key);
                    let found = units.values().find(|u| meets(&u.name, &u.aliases) || full(u))?;
                    Some((found.name.clone(), None))
                }
            },
            NameKind::Column => match &roster.columns {
                None => Some((typed.to_owned(), None)),
                Some(columns) => {
                    let fits = || columns.iter().filter(|c| meets(&c.name, &c.aliases));
                    let own = fits().find(|c| fold(&c.unit) == fold(&cells[2]));
                    Some((own.or_else(|| fits().next())?.name.clone(), None))
                }
            },
            NameKind::Account => match &roster.accounts {
                None => Some((typed.to_owned(), None)),
                Some(accounts) => {
                    if let Some(found) = accounts.iter().find(|a| meets(&a.name, &a.aliases)) {
                        return Some((found.name.clone(), None));
                    }
                    let (name, platform) = key.strip_suffix(')')?.rsplit_once('(')?;
                    let platform = self.rules.words.platforms.canonical(platform)?;
                    let found = accounts.iter().find(|a| fold(&a.name) == name && a.platform == platform)?;
                    Some((found.name.clone(), Some(platform.to_owned())))
                }
            },
            NameKind::Platform => self.rules.words.platforms.canonical(typed).map(|p| (p.to_owned(), None)),
        }
    }

    fn names(&self, what: NameKind) -> Vec<&str> {
        let roster = &self.rules.roster;
        match what {
            NameKind::Unit => roster.units.iter().flatten().map(|(name, _)| name.as_str()).collect(),
            NameKind::Column => roster.columns.iter().flatten().map(|c| c.name.as_str()).collect(),
            NameKind::Account => roster.accounts.iter().flatten().map(|a| a.name.as_str()).collect(),
            NameKind::Platform => self.rules.words.platforms.names().collect(),
        }
    }
}
