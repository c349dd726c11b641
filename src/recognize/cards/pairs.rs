//! "Which value belongs to which label?" The pairs of one card.
//!
//! In: the lines and positions of one card. Out: a [`Card`] with its labels and values, or the first cell that nobody understands: a figure
//! without a label, a label that no list explains over a figure, a label that stands twice, a sum that is not that of its months. What is
//! no figure may bear any label: it is passed over.

use super::super::grid::{Grid, Ink, Look};
use super::super::lexicon::Lexicon;
use super::labels::{FARTHEST, Meaning, has_pair, is_label, is_long, is_next, may_be_counted, meaning, number};
use crate::field::{Field, Form};
use crate::fold::{fold, one_line};
use crate::period::PeriodSaid;
use crate::rules::private::PrivateWords;
use crate::rules::rows::Label;

/// A cell by line and position.
pub(super) type Spot = (u32, u32);

/// The lines of one card.
pub(super) struct Block {
    /// What it is about.
    pub(super) form: Form,
    /// The line of its name.
    pub(super) line: u32,
    /// Its lines.
    pub(super) lines: Vec<u32>,
    /// Its positions.
    pub(super) span: (u32, u32),
}

/// One card.
pub(super) struct Card {
    /// See [`Block`].
    pub(super) form: Form,
    /// See [`Block`].
    pub(super) line: u32,
    /// Its figures and names.
    pub(super) said: Vec<Said>,
    /// Lines that tell a time (填报日期), and so stay lines around the table.
    pub(super) around: Vec<u32>,
    /// The periods that it names for itself, folded.
    pub(super) times: Vec<(Spot, String)>,
    /// See [`Passed`].
    pub(super) passed: Vec<Passed>,
}

/// A label over a figure that such cards do not count.
pub(super) struct Passed {
    /// Its cell.
    pub(super) spot: Spot,
    /// Whether another annex reports such figures.
    pub(super) tells: bool,
}

/// One pair of a card.
#[derive(Clone)]
pub(super) struct Said {
    /// What the label means.
    pub(super) field: Field,
    /// The time that it names.
    pub(super) period: Option<PeriodSaid>,
    /// Its cell, and the texts from its group to itself.
    pub(super) label: (Spot, Vec<String>),
    /// The cell of its value; `None` where it was left blank.
    pub(super) value: Option<Spot>,
}

/// What a block came to.
pub(super) enum Read {
    /// A card.
    Card(Card),
    /// A card without a name and without a figure.
    Blank,
}

/// A label that waits for its value.
#[derive(Clone)]
struct Open {
    meaning: Meaning,
    spot: Spot,
    /// Its last line and position.
    ends: Spot,
    text: String,
}

/// What stands behind a caption below a card: figures of messages are a card of their own, other pairs are of nobody.
pub(super) fn between(grid: &Grid<'_>, lines: &[u32], lexicon: &Lexicon<'_>) -> Option<Block> {
    let span = (0, u32::MAX);
    let paired: Vec<u32> = lines.iter().copied().filter(|line| has_pair(grid, (*line, span), lexicon)).collect();
    let line = *paired.first()?;
    Some(Block { form: Form::Messages, line, lines: paired, span })
}

impl Block {
    /// Whether the block shows that labels stand before their values: a count or a month before one figure, and another pair in a line.
    pub(super) fn is_card(&self, grid: &Grid<'_>, lexicon: &Lexicon<'_>) -> bool {
        self.form != Form::Messages && self.lines.iter().any(|line| has_pair(grid, (*line, self.span), lexicon))
    }

    /// The card, or the first cell that nobody understands.
    pub(super) fn read(&self, grid: &Grid<'_>, lexicon: &Lexicon<'_>) -> Result<Read, Spot> {
        let mut reader = Reader::new(grid, lexicon, self.form);
        for line in &self.lines {
            reader.line(*line, self.span)?;
        }
        let name = match self.form {
            Form::Accounts => Some(Field::Account),
            Form::Columns => Some(Field::Column),
            _ => None,
        };
        let filled = |s: &&Said| s.value.is_some();
        let named = name.is_none_or(|name| reader.said.iter().filter(filled).any(|s| s.field == name));
        let counted = reader.said.iter().filter(filled).any(|s| s.field.is_count());
        match (named, counted) {
            (false, false) => return Ok(Read::Blank),
            (false, true) => return Err((self.line, self.span.0)),
            (true, _) => {}
        }
        reader.close()?;
        let Reader { said, around, times, passed, .. } = reader;
        Ok(Read::Card(Card { form: self.form, line: self.line, said, around, times, passed }))
    }
}

/// What was read of a block so far.
struct Reader<'a, 's, 'w> {
    grid: &'a Grid<'s>,
    lexicon: &'a Lexicon<'w>,
    form: Form,
    said: Vec<Said>,
    around: Vec<u32>,
    times: Vec<(Spot, String)>,
    passed: Vec<Passed>,
    /// The count over months beside it.
    group: Option<Open>,
    /// A month that stands below no count.
    bare: Option<Spot>,
}

impl<'a, 's, 'w> Reader<'a, 's, 'w> {
    fn new(grid: &'a Grid<'s>, lexicon: &'a Lexicon<'w>, form: Form) -> Self {
        let (said, around, times, passed) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { grid, lexicon, form, said, around, times, passed, group: None, bare: None }
    }

    fn line(&mut self, line: u32, span: (u32, u32)) -> Result<(), Spot> {
        let mut open: Option<Open> = None;
        let mut aside = false;
        let first = self.grid.inks(line, span).next();
        let goes_on = |group: &Open| {
            let part = |ink: &Ink<'_>| matches!(self.meaning(ink), Meaning::Month(_) | Meaning::Sum);
            line <= group.ends.0 || first.is_some_and(|(pos, ink)| pos > group.ends.1 && part(ink))
        };
        if self.group.as_ref().is_some_and(|group| !goes_on(group)) {
            self.group = None;
        }
        for (pos, ink) in self.grid.inks(line, span) {
            let spot = (line, pos);
            if let Some(label) = open.take() {
                if self.is_value(&label, (pos, ink)) {
                    aside = !matches!(label.meaning, Meaning::Field(field, _) if field.is_count());
                    aside &= !matches!(label.meaning, Meaning::Month(_) | Meaning::Sum);
                    self.pair(label, Some((spot, ink)))?;
                    continue;
                }
                self.blank(label, (pos, ink))?;
            }
            match ink.look {
                Look::Words => {
                    let text = one_line(&ink.cell.value.shown());
                    open = Some(Open { meaning: self.meaning(ink), spot, ends: (ink.lines.1, ink.span.1), text });
                }
                // A telephone behind a name, a day behind a signature.
                Look::Figure if aside && is_long(ink) => {}
                Look::Day | Look::Mark if aside => {}
                _ => return Err(spot),
            }
        }
        open.map_or(Ok(()), |label| self.pair(label, None))
    }

    /// What a card counts first of all.
    fn main(&self) -> Field {
        self.form.figure().unwrap_or(Field::Received)
    }

    fn meaning(&self, ink: &Ink<'_>) -> Meaning {
        meaning(self.form, ink, self.lexicon)
    }

    /// Whether what stands behind a label is its value, and no label itself.
    fn is_value(&self, label: &Open, (pos, ink): (u32, &Ink<'_>)) -> bool {
        // Behind a cell left blank words are the next label.
        if ink.look != Look::Words || !is_next(self.grid, label.ends.1, pos) {
            return ink.look != Look::Words && pos <= label.ends.1 + FARTHEST;
        }
        let key = ink.key().trim_end_matches(':');
        match label.meaning {
            Meaning::Field(Field::AccountType, _) if self.lexicon.words.platforms.canonical(key).is_some() => true,
            Meaning::Field(field, _) if field.is_count() => {
                !is_label(ink, self.lexicon) && self.lexicon.label(key).is_none()
            }
            Meaning::Month(_) | Meaning::Sum => !is_label(ink, self.lexicon) && self.lexicon.label(key).is_none(),
            // 开通时间 · 2016年5月 says when, and no month of the card.
            _ => !is_label(ink, self.lexicon) || self.lexicon.sense(key).period.is_some_and(|p| p.year.is_some()),
        }
    }

    /// A label with another label behind it: a count over months, or a value that was left blank.
    fn blank(&mut self, label: Open, (pos, next): (u32, &Ink<'_>)) -> Result<(), Spot> {
        let is_count = matches!(label.meaning, Meaning::Field(field, None) if field.is_count());
        let part = matches!(self.meaning(next), Meaning::Month(_) | Meaning::Sum);
        let right_behind = is_next(self.grid, label.ends.1, pos);
        match (is_count, part, right_behind) {
            (true, true, true) => {
                self.group = Some(label);
                Ok(())
            }
            // Two labels without a cell between them: headings, or words that mean something else.
            (_, _, true) if is_count || matches!(label.meaning, Meaning::Month(_) | Meaning::Sum) => Err(label.spot),
            _ => self.pair(label, None),
        }
    }

    fn pair(&mut self, label: Open, value: Option<(Spot, &Ink<'_>)>) -> Result<(), Spot> {
        let figure = value.filter(|(_, ink)| ink.look == Look::Figure && !is_long(ink));
        let group = self.group.as_ref().and_then(|group| match group.meaning {
            Meaning::Field(field, _) => Some((field, group.text.clone())),
            _ => None,
        });
        let main = self.main();
        let (field, period) = match label.meaning {
            Meaning::Field(field, period) => (field, period),
            Meaning::Month(month) => {
                if group.is_none() {
                    self.bare = Some(label.spot);
                }
                (group.as_ref().map_or(main, |(field, _)| *field), Some(month))
            }
            Meaning::Sum => {
                let over = group.as_ref().map_or(main, |(field, _)| *field);
                return self.sum(label, value, over);
            }
            Meaning::Line(what) => {
                let is_day = value.is_some_and(|(_, ink)| ink.look == Look::Day);
                if is_day || matches!(what, Label::Filed | Label::Period) {
                    self.around.push(label.spot.0);
                }
                let time = value.filter(|_| what == Label::Period).map(|(spot, ink)| (spot, ink.key().to_owned()));
                self.times.extend(time);
                return figure.map_or(Ok(()), |(spot, _)| Err(spot));
            }
            Meaning::Aside => return Ok(()),
            Meaning::Unclear => return if value.is_some() { Err(label.spot) } else { Ok(()) },
            Meaning::Other(tells) => {
                self.passed.extend(value.map(|_| Passed { spot: label.spot, tells }));
                return Ok(());
            }
            Meaning::Unknown => return self.unknown(&label, value),
        };
        let path = group.map(|(_, text)| text).filter(|_| matches!(label.meaning, Meaning::Month(_)));
        let path: Vec<String> = path.into_iter().chain([label.text]).collect();
        self.add(Said { field, period, label: (label.spot, path), value: value.map(|(spot, _)| spot) })
    }

    /// A figure under words that nobody knows is passed over where they are none of what such cards count.
    fn unknown(&mut self, label: &Open, value: Option<(Spot, &Ink<'_>)>) -> Result<(), Spot> {
        let figure = value.filter(|(_, ink)| ink.look == Look::Figure && !is_long(ink));
        let tells = self.lexicon.words.headings.names_a_figure(&fold(&label.text));
        let tells = tells && value.is_some_and(|(_, ink)| self.tells_figure(ink));
        if figure.is_none() && !tells {
            return Ok(());
        }
        if may_be_counted(self.form, &label.text, self.lexicon) {
            return Err(label.spot);
        }
        self.passed.push(Passed { spot: label.spot, tells: false });
        Ok(())
    }

    /// Whether a text tells a figure in words, and is nobody's name.
    fn tells_figure(&self, ink: &Ink<'_>) -> bool {
        let written = ink.key().contains(|c: char| c.is_ascii_digit());
        let somebody = || PrivateWords::get().may_be_somebody(&ink.cell.value.shown());
        self.lexicon.words.rows.has_figure(ink.key()) && (written || !somebody())
    }

    fn add(&mut self, said: Said) -> Result<(), Spot> {
        if self.said.iter().any(|known| (known.field, known.period) == (said.field, said.period)) {
            return Err(said.label.0);
        }
        self.said.push(said);
        Ok(())
    }

    /// A printed sum: of the main count it is kept, of others it is only held against its months.
    fn sum(&mut self, label: Open, value: Option<(Spot, &Ink<'_>)>, over: Field) -> Result<(), Spot> {
        let Some((spot, ink)) = value else { return Ok(()) };
        let months: Vec<&Said> = self.said.iter().filter(|s| s.field == over && s.period.is_some()).collect();
        if months.is_empty() {
            return Err(label.spot);
        }
        let parts: Option<f64> = months.iter().map(|s| self.number(s.value?)).sum();
        let printed = number(ink, self.lexicon);
        if let (Some(parts), Some(printed)) = (parts, printed)
            && (parts - printed).abs() > 1e-6
        {
            return Err(spot);
        }
        if over != self.main() {
            return Ok(());
        }
        self.add(Said { field: Field::Sum, period: None, label: (label.spot, vec![label.text]), value: Some(spot) })
    }

    fn number(&self, (line, pos): Spot) -> Option<f64> {
        number(self.grid.own(line, pos)?, self.lexicon)
    }

    /// Months without a count over them are those of the main count, where no other stands in the card without a figure.
    fn close(&mut self) -> Result<(), Spot> {
        let main = self.main();
        // What was passed over may be what the card counts under words of its own.
        let counted = |s: &Said| s.field == main && s.value.is_some();
        if let Some(passed) = self.passed.first().filter(|_| !self.said.iter().any(counted)) {
            return Err(passed.spot);
        }
        let months = self.said.iter().any(|s| s.field == main && s.period.is_some());
        let open = self.said.iter().find(|s| s.field.is_count() && s.period.is_none() && s.value.is_none());
        if let (Some(_), Some(open)) = (self.bare, open) {
            return Err(open.label.0);
        }
        // Beside months the figure of the whole is their sum.
        let Some(whole) = self.said.iter().position(|s| s.field == main && s.period.is_none()).filter(|_| months)
        else {
            return Ok(());
        };
        let whole = self.said.remove(whole);
        let parts: Option<f64> = self.said.iter().filter(|s| s.field == main).map(|s| self.number(s.value?)).sum();
        let printed = whole.value.and_then(|spot| self.number(spot));
        match (parts, printed) {
            (Some(parts), Some(printed)) if (parts - printed).abs() > 1e-6 => Err(whole.label.0),
            _ => self.add(Said { field: Field::Sum, ..whole }),
        }
    }
}
