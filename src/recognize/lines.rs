//! "填报单位：…, 填报日期：…" Lines around a table, titles and names of sheet, file and folders.
//!
//! In: an upright [`Grid`], the cells that are headings or data. Out: [`Line`]s with what they introduce, and the [`Claims`] of a table. It
//! does not decide whom or when a table speaks for: `settle` weighs the claims.

mod beside;

use super::grid::{Grid, Ink, Look};
use super::lexicon::Lexicon;
use super::named::{Quoted, quoted};
use super::{Claims, Said, Source};
use crate::fold::{fold, fold_width, one_line};
use crate::period::PeriodSaid;
use crate::place::{Area, At, Place};
use crate::read::Value;
use crate::rules::Words;
use crate::rules::periods::{find_labelled, find_periods, parse_day};
use crate::rules::rows::Label;
use beside::{period_beside, unit_named};
use jiff::civil::Date;
use std::ops::Range;

/// A line outside the data that says something about the tables of its sheet.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Its cell.
    pub(super) at: At,
    /// What it introduces.
    pub(super) label: Label,
    /// What stands behind the label.
    pub(super) value: String,
    /// The day, where the value is one.
    pub(super) day: Option<Date>,
}

/// Lines of a sheet. `tables` hold headings or data, which introduce nothing.
pub(super) fn find_lines(grid: &Grid<'_>, lexicon: &Lexicon<'_>, tables: &[Area]) -> Vec<Line> {
    let mut out = Vec::new();
    for row in grid.lines().filter(|row| !grid.is_within(*row, tables.iter().copied())) {
        for (col, ink) in grid.inks(row, (0, u32::MAX)) {
            let at = At::new(row, col);
            if tables.iter().any(|area| area.contains(at)) {
                continue;
            }
            let text = fold_width(&ink.cell.value.shown());
            let right = || grid.inks(row, (ink.span.1 + 1, ink.span.1 + 2)).next().map(|(_, ink)| ink);
            // In a line of headings (单位 · 目标值) nothing is said of anybody.
            let heads =
                |r: &&Ink<'_>, label: Label| matches!(label, Label::Unit | Label::Measure) && is_heading(r, lexicon);
            let right = |label: Label| right().filter(|r| !heads(r, label));
            let beside = |label: Label| right(label).map(|r| line(at, label, (&r.cell.value.shown(), &r.cell.value)));
            let bare = ink.key().trim_end_matches(':').trim_end_matches("()");
            if let Some(label) = lexicon.words.rows.any_label(bare) {
                // A name that was left blank is nobody's, and none that stands elsewhere.
                let blank = || Line { at, label, value: String::new(), day: None };
                let unnamed = || (label == Label::Account).then(blank);
                out.extend(beside(label).map_or_else(unnamed, |l| (!l.value.contains(':')).then_some(l)));
            } else if ink.key().contains(':') {
                let said = split_labels(&text, lexicon.words).into_iter();
                let said = said.flat_map(|(label, value)| split_items(label, &value, lexicon.words));
                out.extend(said.map(|(label, value)| line(at, label, (&value, &Value::Bool(false)))));
            } else if let Some(day) = day_of(&ink.cell.value, &text).filter(|_| ink.look != Look::Figure) {
                out.push(Line { at, label: Label::Filed, value: text.clone(), day: Some(day) });
            } else if let Some(who) = titled(&text, lexicon.words) {
                let says = |label: Label, value: String| Line { at, label, value, day: None };
                out.extend([says(Label::Account, who.name), says(Label::AccountType, who.platform)]);
            }
            let own = out.iter().rev().take_while(|line| line.at == at).map(|line| line.label).collect::<Vec<_>>();
            if let Some(period) = period_beside(&text, &own, lexicon.words).filter(|_| ink.key().contains(':')) {
                out.push(Line { at, label: Label::Period, value: period, day: None });
            }
            // Who signs often writes the day behind the last label.
            if let Some((last, day)) = text
                .rsplit_once(char::is_whitespace)
                .and_then(|(_, last)| Some((last, parse_day(last, None)?)))
                .filter(|_| ink.key().contains(':'))
            {
                // What stands before the day are people and their telephones.
                out.push(Line { at, label: Label::Filed, value: last.to_owned(), day: Some(day) });
            }
        }
    }
    out
}

/// The account whose table a title says it is: “某某发布”微信公众号推送日志, or nothing but its name and type.
fn titled(text: &str, words: &Words) -> Option<Quoted> {
    let quoted = || quoted(text, words).filter(|who| fold(&who.name).chars().count() > 1);
    let who = (text.chars().nth(LONGEST_TITLE).is_none()).then(quoted).flatten()?;
    (who.rest.is_empty() || words.rows.may_title_account(&who.rest)).then_some(who)
}

/// Whether a cell holds a word that heads columns and names nobody.
fn is_heading(ink: &Ink<'_>, lexicon: &Lexicon<'_>) -> bool {
    let (key, words) = (ink.key(), lexicon.words);
    let listed = lexicon.sense(key).guesses.first().is_some_and(|guess| guess.score >= LISTED);
    listed || words.guards.is_target(key) || words.headings.is_neutral(key) || lexicon.is_month(key)
}

/// A longer text is a sentence about an account.
const LONGEST_TITLE: usize = 48;

/// From this score on the words of a heading are listed ones.
const LISTED: i32 = 85;

fn line(at: At, label: Label, value: (&str, &Value)) -> Line {
    let day = day_of(value.1, value.0);
    Line { at, label, value: value.0.trim().to_owned(), day }
}

fn day_of(value: &Value, text: &str) -> Option<Date> {
    match value {
        Value::Date(day) => Some(day.date()),
        _ => parse_day(text, None),
    }
}

/// Labels of one text with what stands behind each, up to the next label.
fn split_labels(text: &str, words: &Words) -> Vec<(Label, String)> {
    let chars: Vec<char> = text.chars().collect();
    let mut found: Vec<(Label, usize, usize)> = Vec::new();
    let mut from = 0;
    for colon in (0..chars.len()).filter(|i| chars[*i] == ':') {
        let before: String = chars[from..colon].iter().collect();
        let (bare, bracket) = without_bracket(&before);
        if let Some((label, length)) =
            words.rows.label_at_end(&fold(bare)).filter(|_| !words.rows.is_address(&fold(bare)))
        {
            let start = back_over(&chars[..colon - bracket], length);
            let start = if label == Label::Period { whole_label(&chars, from, start) } else { start };
            found.push((label, start.max(from), colon + 1));
            from = colon + 1;
        }
    }
    let ends: Vec<usize> = found.iter().skip(1).map(|(_, start, _)| *start).chain([chars.len()]).collect();
    let value = |range: Range<usize>| -> String {
        chars.get(range).unwrap_or_default().iter().collect::<String>().trim().to_owned()
    };
    let said = |((label, _, after), end): (&(Label, usize, usize), usize)| {
        let value = value(*after..end);
        // The bracket that closes behind (单位：条) was opened before the label.
        let value = value.strip_suffix(')').filter(|inside| !inside.contains('(')).map_or(&*value, str::trim_end);
        let ends = matches!(label, Label::Unit | Label::Measure | Label::Period);
        let value = if ends { before_other_label(value) } else { value };
        (*label, value.to_owned())
    };
    found.iter().zip(ends).map(said).collect()
}

/// The name of a unit or a period, without a label that no list knows and whatever it introduces. 8:00 is no label.
fn before_other_label(value: &str) -> &str {
    let is_time = |colon: usize| value[..colon].ends_with(|c: char| c.is_ascii_digit());
    let colon = value.match_indices(':').map(|(at, _)| at).find(|at| !is_time(*at));
    let label = colon.and_then(|colon| value[..colon].rfind(char::is_whitespace));
    label.map_or(value, |blank| value[..blank].trim_end())
}

/// What a label introduces ends where another item begins without a label of its own (单位：某局   2025年4-6月): behind a semicolon, before
/// a time or an item word, behind a whole name and a wide blank. A time or a day among the rest is said on its own.
fn split_items(label: Label, value: &str, words: &Words) -> Vec<(Label, String)> {
    let names = matches!(label, Label::Unit | Label::Measure | Label::Account | Label::AccountType);
    let parts = |c: char| c.is_whitespace() || matches!(c, ';' | '；');
    let value = if names { value.trim_end_matches(parts) } else { value };
    let time_of = |text: &str| {
        let first = text.split(parts).next().unwrap_or_default();
        let opens = find_periods(text, &words.periods).first().is_some_and(|(_, range)| range.start == 0);
        if parse_day(first, None).is_some() {
            Some((Label::Filed, first.to_owned()))
        } else {
            opens.then(|| (Label::Period, text.to_owned()))
        }
    };
    let mut from = 0;
    while let Some(at) = value[from..].find(parts).map(|at| from + at).filter(|_| names) {
        let rest = value[at..].trim_start_matches(parts);
        let between = &value[at..value.len() - rest.len()];
        let head = value[..at].trim();
        let wide = between.chars().count() > 1 || between.contains('\t');
        let ends = between.contains([';', '；'])
            || time_of(rest).is_some()
            || words.rows.label_at_start(&fold(rest)).is_some()
            || wide && words.names.is_body(head);
        if ends && !head.is_empty() && !rest.is_empty() {
            let said = rest.split([';', '；']).map(str::trim).filter_map(time_of);
            return std::iter::once((label, head.to_owned())).chain(said).collect();
        }
        from = value.len() - rest.len();
    }
    vec![(label, value.to_owned())]
}

/// Takes a closing note such as （盖章） off, and tells how many characters that were.
fn without_bracket(before: &str) -> (&str, usize) {
    let trimmed = before.trim_end();
    match trimmed.rfind('(').filter(|_| trimmed.ends_with(')')) {
        Some(open) => (&trimmed[..open], before[open..].chars().count()),
        None => (before, 0),
    }
}

/// Where the last `length` visible characters begin.
fn back_over(chars: &[char], length: usize) -> usize {
    let visible: Vec<usize> = (0..chars.len()).filter(|i| !chars[*i].is_whitespace()).collect();
    visible.len().checked_sub(length).map_or(0, |i| visible[i])
}

/// Where a label of a period begins that no list holds whole: behind the last blank, if one stands a few characters before it.
fn whole_label(chars: &[char], from: usize, start: usize) -> usize {
    let blank = (from..start).rev().take(LABEL_WORDS).find(|i| chars[*i].is_whitespace());
    blank.map_or(start, |blank| blank + 1)
}

/// Characters before the end of a label that may belong to it.
const LABEL_WORDS: usize = 5;

/// What stands around one table.
pub(super) struct Around<'a> {
    /// Lines near the table first, then the sheet's; each list is a tier, the first that speaks wins.
    pub(super) tiers: [Vec<&'a Line>; 3],
    /// Titles, nearest first.
    pub(super) titles: Vec<(At, String)>,
    /// The sheet.
    pub(super) sheet: &'a Place,
}

impl Around<'_> {
    /// The claims of the table, strongest first.
    pub(super) fn claims(&self, words: &Words) -> Claims {
        let mut claims = Claims::default();
        let year = self.year(words);
        for tier in &self.tiers {
            let mut units: Vec<Said<String>> = Vec::new();
            let mut periods: Vec<Said<PeriodSaid>> = Vec::new();
            for line in tier {
                let place = self.sheet.at(line.at);
                match line.label {
                    Label::Unit | Label::Measure if is_unit(unit_named(&line.value, words), line.label, words) => {
                        let what = one_line(unit_named(&line.value, words));
                        let said = Said { what, text: line.value.clone(), source: Source::Line, place };
                        units.push(said);
                    }
                    Label::Period => {
                        let said = find_labelled(&line.value, year, &words.periods);
                        add_periods(&mut periods, said.into_iter(), (&line.value, Source::Line, &place));
                    }
                    Label::Filed if claims.filed.is_none() => {
                        claims.filed =
                            line.day.map(|what| Said { what, text: line.value.clone(), source: Source::Line, place });
                    }
                    _ => {}
                }
            }
            if claims.units.is_empty() {
                claims.units = units;
            }
            if claims.periods.is_empty() {
                claims.periods = periods;
            }
        }
        for (at, text) in &self.titles {
            say(&mut claims, first_clause(text), (Source::Title, &self.sheet.at(*at)), words);
        }
        if let Some(name) = &self.sheet.sheet {
            say(&mut claims, name, (Source::Sheet, &Place { area: None, ..self.sheet.clone() }), words);
        }
        let file = Place::file(&self.sheet.file);
        let mut parts = self.sheet.file.rsplit('/');
        if let Some(name) = parts.next() {
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            say(&mut claims, stem, (Source::File, &file), words);
        }
        for folder in parts {
            say(&mut claims, folder, (Source::Folder, &file), words);
        }
        claims
    }
}

impl Around<'_> {
    /// The year that titles, sheet or file name, for days without one.
    fn year(&self, words: &Words) -> Option<i16> {
        let names = self.sheet.sheet.iter().map(AsRef::as_ref).chain(self.sheet.file.rsplit('/').next());
        let texts = self.titles.iter().map(|(_, text)| text.as_str()).chain(names);
        texts.filter_map(|text| find_periods(text, &words.periods).first().and_then(|(said, _)| said.year)).next()
    }
}

/// Longer texts are sentences.
const LONGEST_NAME: usize = 40;

/// 单位：条 names the unit of count, 单位：某局 the unit; a blank form line names nobody.
fn is_unit(value: &str, label: Label, words: &Words) -> bool {
    let key = fold(value);
    let measure = words.headings.without_measure(&key).is_empty()
        || key.split(['/', '、', ',']).all(|p| words.headings.without_measure(p).is_empty());
    let is_sentence = key.chars().count() > LONGEST_NAME || key.contains('。');
    !key.is_empty()
        && !measure
        && !is_sentence
        && !words.rows.is_placeholder(&key)
        && (label == Label::Unit || key.chars().count() > 1)
        && key.chars().any(char::is_alphabetic)
}

/// What a title says of the whole: of running text no more than its first clause, for what follows tells of single matters (已纳入2025年计划).
fn first_clause(text: &str) -> &str {
    let is_long = text.chars().count() > LONGEST_NAME;
    text.split(PARTS_CLAUSES).next().filter(|_| is_long).unwrap_or(text)
}

/// Part the clauses of running text.
const PARTS_CLAUSES: [char; 4] = ['，', '。', '；', ','];

fn say(claims: &mut Claims, text: &str, from: (Source, &Place), words: &Words) {
    let text = one_line(text);
    claims.units.push(Said { what: text.clone(), text: text.clone(), source: from.0, place: from.1.clone() });
    say_periods(&mut claims.periods, &text, from, words);
}

fn say_periods(out: &mut Vec<Said<PeriodSaid>>, text: &str, from: (Source, &Place), words: &Words) {
    let said = find_periods(text, &words.periods).into_iter().map(|(what, _)| what);
    add_periods(out, said, (text, from.0, from.1));
}

fn add_periods(
    out: &mut Vec<Said<PeriodSaid>>,
    said: impl Iterator<Item = PeriodSaid>,
    (text, source, place): (&str, Source, &Place),
) {
    for what in said {
        if !out.iter().any(|said| said.what == what && said.source == source && said.text == text) {
            out.push(Said { what, text: text.to_owned(), source, place: place.clone() });
        }
    }
}
