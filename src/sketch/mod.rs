//! "Fill the list in for me, I only correct it." A roster drawn from what came in.
//!
//! In: what each figure says about names: a batch's entries, or the evidence of last quarter's workbook. Out: a [`Sketch`]: lines
//! of 单位, 栏目 and 账号 that load as a roster, with a remark and its cell wherever something is not certain. Nothing is merged by
//! likeness; names that are alike stand beside each other and say so. It writes no workbook.

mod objects;
mod product;
mod units;

pub use objects::{AccountLine, ColumnLine};
pub use product::of_product;
pub use units::UnitLine;

use crate::field::{Field, Form};
use crate::normalize::{Entry, NameKind, Reported, Standing};
use crate::outcome::{InputStatus, Outcome};
use crate::period::Period;
use crate::place::Place;
use crate::rules::{Rules, Words};
use jiff::ToSpan;
use objects::Objects;
use units::Units;

/// A roster to be corrected by hand.
#[derive(Debug, Clone, PartialEq)]
pub struct Sketch {
    /// The period that it is drawn from.
    pub period: Period,
    /// The period that follows it; `None` where the old one is not made of whole months.
    pub next: Option<Period>,
    /// 单位.
    pub units: Vec<UnitLine>,
    /// 栏目.
    pub columns: Vec<ColumnLine>,
    /// 账号.
    pub accounts: Vec<AccountLine>,
}

impl Sketch {
    /// Lines with a remark.
    #[must_use]
    pub fn doubtful(&self) -> usize {
        let units = self.units.iter().map(|l| &l.remarks);
        let columns = self.columns.iter().map(|l| &l.remarks);
        let accounts = self.accounts.iter().map(|l| &l.remarks);
        units.chain(columns).chain(accounts).filter(|remarks| !remarks.is_empty()).count()
    }
}

/// Why a line is to be looked at, with the words and the cell that say so.
#[derive(Debug, Clone, PartialEq)]
pub enum Remark {
    /// The same name in another writing, which became an alias.
    AlsoWritten(String, Place),
    /// A writing that holds a mark between aliases, so that it is none.
    NoAlias(String, Place),
    /// Last time this was only guessed to be the same.
    Guessed(String, Place),
    /// Another name of the list is alike; both stay.
    Alike(String),
    /// Nothing of this unit could be used.
    NothingCame,
    /// What stood there is no value of this field.
    Unread(Field, String, Place),
    /// Another cell says something else.
    Differs(Field, String, Place),
    /// No file says it.
    Wanting(Field),
    /// The account type stands for what was written, or for nothing.
    Placeholder(Option<(String, Place)>),
    /// The number is that of the old period.
    Old(Field, Period),
    /// The unit set its own number, which is not the usual one.
    OwnStandard(i64),
    /// Another unit reports it too.
    AlsoOf(String, Place),
    /// The roster of that time did not know it.
    WasUnknown(Place),
}

/// What one figure tells about names.
#[derive(Debug, Clone, Copy)]
pub struct Fact<'a> {
    /// The annex that it belongs to.
    pub form: Form,
    /// The unit, as used and as written.
    pub unit: (&'a str, &'a str),
    /// The website column or account, as used and as written.
    pub object: Option<(&'a str, &'a str)>,
    /// Account type, canonical or as written.
    pub platform: Option<&'a str>,
    /// What is reported.
    pub field: Field,
    /// For when.
    pub period: Period,
    /// What was understood.
    pub value: Said<'a>,
    /// What stands in the cell.
    pub raw: &'a str,
    /// The cell.
    pub place: &'a Place,
    /// Whether the figure counted.
    pub counts: bool,
    /// Whether the roster of that time knew its names.
    pub known: bool,
}

/// What a cell was understood as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said<'a> {
    /// A count.
    Count(i64),
    /// "/".
    NotApplicable,
    /// A text.
    Text(&'a str),
    /// Nothing stands there.
    Blank,
    /// Not believed.
    Open,
}

/// Gathers facts, then draws the roster.
pub struct Sketcher<'w> {
    words: &'w Words,
    period: Period,
    usual: i64,
    units: Units<'w>,
    objects: Objects,
}

impl<'w> Sketcher<'w> {
    /// Nothing gathered yet; `rules` are those without a roster.
    #[must_use]
    pub fn new(period: Period, rules: &'w Rules) -> Self {
        let words = &rules.words;
        let months = i64::try_from(period.months().len()).unwrap_or(0);
        let usual = rules.settings.posts_per_month.value.saturating_mul(months);
        Self { words, period, usual, units: Units::new(&words.names), objects: Objects::default() }
    }

    /// Takes a fact in. What several units say together is nobody's.
    pub fn fact(&mut self, fact: &Fact<'_>) {
        if self.words.names.are_several(fact.unit.0) {
            return;
        }
        let Some(unit) = self.units.seen(fact.unit.0, Some((fact.unit.1, fact.place))) else { return };
        self.units.report(unit, fact.form);
        if !fact.known {
            self.units.remark(unit, Remark::WasUnknown(fact.place.clone()));
        }
        self.objects.fact(unit, fact, self.period);
    }

    /// Takes in the column above a website column, and its own name below it.
    fn parent(&mut self, unit: &str, below: (&str, &str, &str), place: &Place) {
        if self.words.names.are_several(unit) {
            return;
        }
        if let Some(unit) = self.units.seen(unit, None) {
            self.objects.parent(unit, below, place);
        }
    }

    /// Takes in that a unit handed something in, or should have.
    pub fn unit(&mut self, used: &str, forms: &[Form]) {
        if self.words.names.are_several(used) {
            return;
        }
        if let Some(unit) = self.units.seen(used, None) {
            forms.iter().for_each(|form| self.units.report(unit, *form));
        }
    }

    /// Takes in what a roster said that a unit owed.
    fn owed(&mut self, used: &str, forms: &[Form]) {
        if let Some(unit) = self.units.seen(used, None) {
            self.units.owed(unit, forms);
        }
    }

    /// Takes in that a name was read as another: `guess` where it was only inferred.
    pub fn alias(&mut self, used: &str, written: &str, (guess, place): (bool, &Place)) {
        if guess {
            self.units.guessed(used, written, place);
        } else if !self.words.names.are_several(used) {
            self.units.stands(used, written, place);
        }
    }

    /// Takes in that a website column or account was read as another.
    fn object_alias(&mut self, form: Form, used: &str, written: (&str, &Place)) {
        self.objects.alias(form, used, written);
    }

    /// The roster.
    #[must_use]
    pub fn draw(self) -> Sketch {
        let (names, units) = self.units.lines();
        let (columns, accounts) = self.objects.lines(&names, self.words, (self.period, self.usual));
        Sketch { period: self.period, next: next(self.period), units, columns, accounts }
    }
}

/// Draws the roster of a batch that was read without one.
#[must_use]
pub fn of_batch(outcome: &Outcome) -> Sketch {
    let mut sketcher = Sketcher::new(outcome.tally.period, &outcome.rules);
    for entry in outcome.entries.iter().filter(|entry| !entry.is_nobodys()) {
        sketcher.fact(&fact_of(entry));
    }
    for rename in outcome.renames.iter().filter(|r| r.what == NameKind::Unit) {
        sketcher.alias(&rename.used, &rename.written, (rename.how.is_guess(), &rename.place));
    }
    for said in &outcome.parents {
        sketcher.parent(&said.unit, (&said.column, &said.name, &said.parent), &said.place);
    }
    for received in &outcome.tally.submissions.received {
        sketcher.unit(&received.unit, &received.forms);
    }
    let used = outcome.inputs.iter().filter(|i| matches!(i.status, InputStatus::Used | InputStatus::Superseded));
    for unit in used.flat_map(|input| &input.units) {
        sketcher.unit(unit, &[]);
    }
    sketcher.draw()
}

fn fact_of(entry: &Entry) -> Fact<'_> {
    let value = match &entry.reading.value {
        Reported::Count(n) => i64::try_from(*n).map_or(Said::Open, Said::Count),
        Reported::Text(text) => Said::Text(text),
        Reported::NotApplicable => Said::NotApplicable,
        Reported::Missing => Said::Blank,
        Reported::Day(_) | Reported::Doubtful { .. } => Said::Open,
    };
    Fact {
        form: entry.form,
        unit: (&entry.unit.used, &entry.unit.written),
        object: entry.object.as_ref().map(|o| (&*o.used, &*o.written)),
        platform: entry.platform.as_deref(),
        field: entry.field,
        period: entry.period,
        value,
        raw: &entry.reading.raw,
        place: &entry.place,
        counts: matches!(entry.standing, Standing::Counts | Standing::Repeated),
        known: true,
    }
}

/// The span of as many whole months that follows.
fn next(period: Period) -> Option<Period> {
    let whole = period.start.day() == 1 && period.end == period.end.last_of_month();
    let months = i32::try_from(period.months().len()).ok()?;
    let start = period.end.checked_add(1.day()).ok()?;
    let last = start.checked_add((months - 1).months()).ok()?.last_of_month();
    whole.then(|| Period::new(start, last)).flatten()
}

/// Where each of `keys` stands when names that are alike stand beside each other, and the pairs that are: the later one with the
/// first that it resembles.
fn beside(keys: &[&str], alike: impl Fn(&str, &str) -> bool) -> (Vec<usize>, Vec<(usize, usize)>) {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut pairs = Vec::new();
    for (index, key) in keys.iter().enumerate() {
        let found = groups.iter_mut().find_map(|group| {
            let like = group.iter().copied().find(|other| alike(keys[*other], key))?;
            Some((group, like))
        });
        match found {
            Some((group, like)) => {
                group.push(index);
                pairs.push((index, like));
            }
            None => groups.push(vec![index]),
        }
    }
    (groups.concat(), pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_period_is_as_long_and_follows_at_once() {
        for (old, new) in [
            ("2023Q1", Some("2023Q2")),
            ("2023Q4", Some("2024Q1")),
            ("2023-12", Some("2024-01")),
            ("2023H2", Some("2024H1")),
            ("2023", Some("2024")),
            ("2024-01-01..2024-02-29", Some("2024-03-01..2024-04-30")),
            ("2023-01-01..2023-02-15", None),
        ] {
            let next = next(Period::parse_code(old).unwrap()).map(|p| p.code());
            assert_eq!(next.as_deref(), new, "{old}");
        }
    }

    #[test]
    fn names_that_are_alike_stand_together_and_the_others_stay() {
        let alike = |a: &str, b: &str| a.chars().next() == b.chars().next();
        let (order, pairs) = beside(&["a1", "b1", "c1", "b2", "a2"], alike);
        assert_eq!(order, [0, 4, 1, 3, 2]);
        assert_eq!(pairs, [(3, 1), (4, 0)]);
    }
}
