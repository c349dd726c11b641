//! "一、网站信息发布, 其中：…, 三、网民留言收到: a line for each figure of everything." Statistics forms whose lines name figures of several kinds.
//!
//! In: the headings of an upright region that [`listed`](super::listed) finds to be a list of indicators, its lines. Out: a [`Table`] for
//! each kind of figures (columns, accounts, messages), every figure with its cell, and a finding that names each line nobody can place.
//! A line is a website column only inside a group that speaks of columns, or where the group's own figure is the sum of its lines.

mod drawn;
mod texts;

use super::discreet::UNSAID;
use super::grid::{Grid, Ink, Look};
use super::headings::Written;
use super::lexicon::{Lexicon, is_month};
use super::named::Quoted;
use super::region::{Region, is_signature};
use super::roles::Near;
use super::roles::needs::translate;
use super::tables::{Built, ranges};
use super::{LeftRow, RowReason, Table};
use crate::field::{Field, Form};
use crate::finding::Finding;
use crate::fold::fold;
use crate::period::{Part, PeriodSaid};
use crate::rules::periods::find_periods;
use crate::rules::private::PrivateWords;
use texts::{account, bare, indent};

/// The tables of a list, and what was noticed about its lines.
struct Listing {
    /// One table for each kind of figures, none of them empty; the first also holds the lines left out.
    tables: Vec<Table>,
    /// Lines that nobody can place.
    findings: Vec<Finding>,
    /// Lines that hold figures, ascending.
    used: Vec<u32>,
}

/// Messages; figures of an account; the longest text that is quoted.
const MESSAGES: [Field; 5] = [Field::Received, Field::Closed, Field::ClosedOnTime, Field::Open, Field::Overdue];
const POSTS: [Field; 4] = [Field::Actual, Field::Original, Field::ForwardList, Field::Forwarded];
const QUOTED: usize = 24;

/// Which columns of a list are what.
struct List<'a, 'g, 'w> {
    grid: &'a Grid<'g>,
    region: &'a Region,
    headings: &'a [Written],
    lexicon: &'a Lexicon<'w>,
    /// The heading over the names.
    names: usize,
    /// The headings over figures, and whether they are sums of months beside them.
    figures: Vec<(usize, bool)>,
    /// Whether main lines bear a number (一、), and blanks before the first line that bears a figure.
    numbered: bool,
    indent: usize,
}

/// One line with a name.
#[derive(Clone)]
struct Line {
    line: u32,
    text: String,
    key: String,
}

/// What the lines below a main line are about.
#[derive(Clone, Copy)]
enum Section {
    Columns,
    Account(usize),
    Messages,
    Other,
    /// What is handled like messages and is none (依申请公开).
    Aside,
}

/// A main line that speaks of columns, with its lines.
struct Group {
    head: Line,
    parts: Vec<Line>,
}

/// An account, the line that names it, and the lines of its figures.
struct Owner {
    who: Quoted,
    line: u32,
    figures: Vec<(Field, u32)>,
}

#[derive(Default)]
struct Found {
    section: Option<Section>,
    groups: Vec<Group>,
    accounts: Vec<Owner>,
    messages: Vec<(Field, u32)>,
    left: Vec<LeftRow>,
    unread: Vec<Line>,
    /// Posts of an account that no line names.
    nameless: bool,
    /// Whether a line without figures heads those below it, however they are indented.
    captioned: bool,
}

/// Reads a list of indicators of several kinds; `None` for any other table, and where nobody can tell which figures count.
pub(super) fn indicators(
    grid: &Grid<'_>,
    region: &Region,
    what: (&[Written], &Near),
    lexicon: &Lexicon<'_>,
) -> Option<Built> {
    let list = List::of(grid, region, what, lexicon)?;
    let mut found = Found::default();
    for line in &region.body {
        list.sort(*line, &mut found)?;
    }
    let mut findings = Vec::new();
    let drawn = [
        list.columns(&mut found, &mut findings),
        list.accounts(&mut found, &mut findings),
        list.messages(&mut found, &mut findings),
    ];
    let mut tables: Vec<Table> = drawn.into_iter().flatten().collect();
    findings.extend(list.unread(&mut found));
    let first = tables.first_mut()?;
    first.left_out.append(&mut found.left);
    first.left_out.sort_by_key(|left| left.line);
    let lines = tables.iter().flat_map(|t| {
        let left = t.left_out.iter().filter(|l| matches!(l.why, RowReason::Joined | RowReason::Part)).map(|l| l.line);
        t.rows.iter().chain(&t.totals).map(|row| row.line).chain(left)
    });
    let mut used: Vec<u32> = lines.collect();
    used.sort_unstable();
    used.dedup();
    Listing { tables, findings, used }.built(grid, region)
}

impl Listing {
    /// What the region came to.
    fn built(mut self, grid: &Grid<'_>, region: &Region) -> Option<Built> {
        let lines = self.used.iter().map(|line| grid.area((*line, *line), region.span));
        let used = ranges(std::iter::once(grid.area(region.heads, region.span)).chain(lines));
        let apart = self.tables.split_off(1);
        Some(Built { table: self.tables.pop()?, apart, spans: Vec::new(), findings: self.findings, used })
    }
}

impl<'a, 'g, 'w> List<'a, 'g, 'w> {
    fn of(
        grid: &'a Grid<'g>,
        region: &'a Region,
        (headings, near): (&'a [Written], &Near),
        lexicon: &'a Lexicon<'w>,
    ) -> Option<Self> {
        if region.turned || !region.beside.is_empty() {
            return None;
        }
        let words = &lexicon.words.headings;
        let leaf = |h: &Written| h.keys.last().cloned().unwrap_or_default();
        let guards = &lexicon.words.guards;
        let heads = |key: &str| words.is_neutral(key) || guards.heads_figures(key);
        let neutral = |h: &Written| !leaf(h).is_empty() && heads(&leaf(h));
        let names =
            headings.iter().position(|h| neutral(h) && h.values.words > 0 && h.values.figures <= h.values.words)?;
        let means = |h: &Written, fields: &[Field]| h.guesses.first().is_some_and(|m| fields.contains(&m.field));
        let is_beside =
            |h: &Written| means(h, &[Field::Serial]) || means(h, &[Field::NotData]) && h.values.figures == 0;
        let named = |h: &Written| means(h, &[Field::Unit, Field::Account, Field::Column]);
        if !headings.iter().any(is_beside) || headings.iter().any(named) {
            return None;
        }
        let mut figures = Vec::new();
        for (index, h) in headings.iter().enumerate().filter(|(i, h)| *i != names && h.values.figures > 0) {
            let aside = [Field::NotData, Field::Serial, Field::Cumulative, Field::Rate, Field::Remark, Field::Problem];
            let key = leaf(h);
            if means(h, &aside) || lexicon.words.rows.is_compared(&key) || guards.is_target(&key) {
                continue;
            }
            let month = h.by_period && h.period.is_some_and(|p| is_month(&p));
            let this = words.is_this_period(&key);
            let sum = means(h, &[Field::Sum]);
            if !month && this.is_none() && !h.by_period && !sum
                || this == Some(true) && tells_longer(grid, near, lexicon)
            {
                return None;
            }
            figures.push((index, !month));
        }
        let months = figures.iter().filter(|(_, sum)| !sum).count();
        match (figures.len(), months) {
            (1, 0) => figures[0].1 = false,
            (all, 1..) if all <= months + 1 => {}
            _ => return None,
        }
        let mut list = Self { grid, region, headings, lexicon, names, figures, numbered: false, indent: 0 };
        let all = || region.body.iter().filter_map(|line| list.ink(*line).map(|ink| (*line, ink)));
        let numbered = all().any(|(_, ink)| list.is_main(ink.key()));
        let first = all().find(|(line, ink)| list.counts(*line) && lexicon.words.rows.letter(ink.key()).is_none());
        let indent = first.map_or(0, |(_, ink)| indent(&ink.cell.value));
        (list.numbered, list.indent) = (numbered, indent);
        Some(list)
    }

    fn ink(&self, line: u32) -> Option<&Ink<'g>> {
        let span = self.headings[self.names].span;
        (span.0..=span.1).find_map(|pos| self.grid.own(line, pos))
    }

    fn is_main(&self, key: &str) -> bool {
        !key.starts_with('(') && self.lexicon.words.rows.is_numbered(key)
    }

    fn counts(&self, line: u32) -> bool {
        let figure = |index: usize| {
            let ink = self.grid.own(line, self.headings[index].span.0);
            ink.is_some_and(|ink| ink.look != Look::Words || self.lexicon.words.rows.has_figure(ink.key()))
        };
        self.figures.iter().any(|(index, _)| figure(*index))
    }

    /// Whether nothing but dashes stands where figures do: 一、网站栏目 with — in every column heads the lines below.
    fn is_dashed(&self, line: u32) -> bool {
        let inks = self.figures.iter().filter_map(|(index, _)| self.grid.own(line, self.headings[*index].span.0));
        inks.into_iter().all(|ink| ink.key().chars().all(|c| c == '-'))
    }

    /// Whether shares stand where figures do (留言答复满意度 100%).
    fn is_rate(&self, line: u32) -> bool {
        let mut inks = self.figures.iter().filter_map(|(index, _)| self.grid.own(line, self.headings[*index].span.0));
        inks.any(|ink| ink.key().ends_with('%'))
    }

    /// Whether anything stands on the line beside its name, its code and its unit of count.
    fn tells_more(&self, line: u32) -> bool {
        let of = |pos: u32| self.headings.iter().position(|h| (h.span.0..=h.span.1).contains(&pos));
        let aside = |i: usize| {
            let field = self.headings[i].guesses.first().map(|m| m.field);
            i == self.names || matches!(field, Some(Field::Serial | Field::NotData))
        };
        self.grid.inks(line, self.region.span).any(|(pos, _)| !of(pos).is_some_and(aside))
    }

    /// Puts one line where it belongs; `None` where the same figure is told twice, or figures have no name.
    fn sort(&self, line: u32, found: &mut Found) -> Option<()> {
        let rows = &self.lexicon.words.rows;
        let counts = self.counts(line);
        let mut leave = |why| found.left.push(LeftRow { line, why });
        let Some(ink) = self.ink(line) else {
            if !counts {
                leave(RowReason::Remark);
            }
            return (!counts).then_some(());
        };
        let key = ink.key();
        let text = bare(&ink.cell.value.shown(), self.lexicon);
        if rows.letter(key).is_some() {
            leave(RowReason::Letters);
        } else if self.headings[self.names].keys.iter().any(|k| k == key) {
            leave(RowReason::Repeated);
        } else if rows.is_total(key) {
            leave(RowReason::Total);
        } else if rows.is_compared(key) {
            leave(RowReason::Compared);
        } else if !counts && rows.is_remark(key) {
            leave(RowReason::Remark);
        } else if !counts && (is_signature(rows, key) || key.contains(':') && !rows.is_part(key)) {
            leave(RowReason::Signature);
        } else if counts && !(self.is_main(key) && self.is_dashed(line)) || !counts && self.tells_more(line) {
            let sub = if self.numbered {
                !self.is_main(key)
            } else {
                found.captioned || rows.is_part(key) || indent(&ink.cell.value) > self.indent
            };
            return self.place(Line { line, key: fold(&text), text }, sub, found);
        } else {
            leave(RowReason::Group);
            self.caption(&Line { line, key: fold(&text), text }, found);
        }
        Some(())
    }

    /// What a main line is about, by its words.
    fn about(&self, key: &str) -> Section {
        let words = &self.lexicon.words.headings;
        if words.speaks_of_others(key) && words.title_votes(key, Form::Messages) == 0 {
            Section::Aside
        } else if words.speaks_of_updates(key) {
            Section::Columns
        } else if words.title_votes(key, Form::Messages) > 0 && words.title_votes(key, Form::Accounts) == 0 {
            Section::Messages
        } else {
            Section::Other
        }
    }

    fn caption(&self, line: &Line, found: &mut Found) {
        found.captioned = true;
        found.section = Some(match account(&line.text, self.lexicon.words) {
            Some(who) => Section::Account(found.account(who, line.line)),
            None => self.about(&line.key),
        });
        if let Some(Section::Columns) = found.section {
            found.groups.push(Group { head: line.clone(), parts: Vec::new() });
        }
    }

    /// The figure of an account that a text (folded) names.
    fn of_account(&self, key: &str) -> Option<Field> {
        let field = self.lexicon.figure(key).map(|field| translate(Form::Accounts, field));
        field.filter(|field| POSTS.contains(field))
    }

    fn place(&self, line: Line, sub: bool, found: &mut Found) -> Option<()> {
        if let Some(who) = account(&line.text, self.lexicon.words) {
            return self.place_account(line, who, found);
        }
        let message = self.lexicon.figure(&line.key).filter(|f| MESSAGES.contains(f) && !self.is_rate(line.line));
        match (message, found.section.filter(|_| sub)) {
            (Some(field), None | Some(Section::Messages | Section::Other)) => {
                let known = found.messages.iter().any(|(known, _)| *known == field);
                match (known, sub) {
                    (true, true) => found.left.push(LeftRow { line: line.line, why: RowReason::Part }),
                    (true, false) => return None,
                    _ => found.messages.push((field, line.line)),
                }
                found.section = Some(Section::Messages);
            }
            (_, Some(Section::Account(index))) => match self.of_account(&line.key) {
                Some(field) => return found.accounts[index].add(field, line.line),
                None => found.unread.push(line),
            },
            (_, Some(Section::Columns)) if self.may_be_column(&line.key) => {
                found.groups.iter_mut().next_back()?.parts.push(line);
            }
            (_, Some(_)) => found.unread.push(line),
            (_, None) => self.place_head(line, found),
        }
        Some(())
    }

    fn place_account(&self, line: Line, who: Quoted, found: &mut Found) -> Option<()> {
        let field = if who.rest.is_empty() { Some(Field::Actual) } else { self.of_account(&who.rest) };
        let index = found.account(who, line.line);
        found.section = Some(Section::Account(index));
        if let Some(field) = field {
            return found.accounts[index].add(field, line.line);
        }
        found.unread.push(line);
        Some(())
    }

    /// A main line that is no message and names no account: the head of columns, or nobody knows what.
    fn place_head(&self, line: Line, found: &mut Found) {
        let about = self.about(&line.key);
        found.section = Some(about);
        if matches!(about, Section::Columns) {
            found.groups.push(Group { head: line, parts: Vec::new() });
            return;
        }
        found.nameless |= self.lexicon.words.headings.title_votes(&line.key, Form::Accounts) > 0;
        found.unread.push(line);
    }

    fn may_be_column(&self, key: &str) -> bool {
        let sense = self.lexicon.sense(key);
        let words = &self.lexicon.words.headings;
        let plain = sense.guesses.is_empty() && sense.period.is_none() && sense.platform.is_none();
        plain && !key.is_empty() && !words.names_a_figure(key) && !PrivateWords::get().is_sentence(key)
    }
}

impl Found {
    fn account(&mut self, who: Quoted, line: u32) -> usize {
        let known = |o: &Owner| o.who.name == who.name && o.who.platform == who.platform;
        self.accounts.iter().position(known).unwrap_or_else(|| {
            self.accounts.push(Owner { who, line, figures: Vec::new() });
            self.accounts.len() - 1
        })
    }
}

impl Owner {
    fn add(&mut self, field: Field, line: u32) -> Option<()> {
        let known = self.figures.iter().any(|(f, _)| *f == field);
        (!known).then(|| self.figures.push((field, line)))
    }
}

/// Whether what stands around a table tells of a longer time than a month, and of no month: then 本月 is not its figure.
fn tells_longer(grid: &Grid<'_>, near: &Near, lexicon: &Lexicon<'_>) -> bool {
    let texts = near.titles.iter().cloned().chain([fold(&grid.sheet.place.file)]);
    let said: Vec<_> = texts.flat_map(|text| find_periods(&text, &lexicon.words.periods)).collect();
    let whole_year = |p: &PeriodSaid| matches!(p.part, Part::Year);
    !said.iter().any(|(p, _)| is_month(p)) && said.iter().any(|(p, _)| !whole_year(p))
}

/// A text of the list as a finding may quote it.
pub(super) fn shown(text: &str) -> String {
    let short = text.chars().count() <= QUOTED && !PrivateWords::get().is_sentence(text);
    if short { text.to_owned() } else { UNSAID.to_owned() }
}
