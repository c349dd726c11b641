//! "二、县教育局（12件）" over the lines of a ledger. Units that stand in rows of their own, each over its lines; or accounts with their types
//! (某某发布（微信公众号））.
//!
//! In: the sorted lines of a ledger of posts or messages without a heading for units, or for accounts. Out: for each line the name in the row
//! above it, and what is to be said where such a row counts its lines and is wrong. Rows that are not all alike leave the ledger as it is: `named` makes
//! claims of them. Where one names a body and another nobody knows whom, or lines stand above the first, the whole ledger waits: the lines
//! of the one must not fall to the other.

use super::Kind;
use crate::field::{Field, Form};
use crate::finding::{Finding, Kind as Noticed, Severity, Waits};
use crate::fold::{fold, one_line};
use crate::place::{Area, At};
use crate::read::Value;
use crate::recognize::grid::Grid;
use crate::recognize::ledger::Seen;
use crate::recognize::lexicon::Lexicon;
use crate::recognize::named::grouped;
use crate::recognize::region::Region;
use crate::recognize::{Heading, RawCell, RowReason, Why};
use crate::rules::Words;
use crate::rules::guards::Road;
use crate::rules::numerals::read_number;
use crate::rules::rows::Label;

/// A longer text tells a story and is no name with its count.
const LONGEST: usize = 60;

/// Rows that name the units of a ledger, or its accounts.
pub(in crate::recognize) struct UnitGroups {
    /// What they name.
    field: Field,
    /// In the order of their lines.
    rows: Vec<UnitRow>,
}

struct UnitRow {
    line: u32,
    at: At,
    /// The row's text as shown.
    text: String,
    name: Value,
    /// How many lines it says there are.
    says: Option<i64>,
    /// How many there are.
    lines: usize,
}

impl UnitGroups {
    /// The units over the lines of a ledger, or its accounts; `None` where they cannot be told for every line.
    pub(in crate::recognize) fn find(
        grid: &Grid<'_>,
        region: &Region,
        what: (Form, &[Heading], &[(u32, Kind)]),
        words: &Words,
    ) -> Option<Self> {
        let of = |field: Field| Self::of(field, (grid, region), what, words);
        of(Field::Unit).or_else(|| if what.0 == Form::Posts { of(Field::Account) } else { None })
    }

    fn of(
        field: Field,
        (grid, region): (&Grid<'_>, &Region),
        (form, headings, kinds): (Form, &[Heading], &[(u32, Kind)]),
        words: &Words,
    ) -> Option<Self> {
        let ledger = matches!(form, Form::Posts | Form::MessageLedger) && !region.turned && region.beside.is_empty();
        if !ledger || headings.iter().any(|h| h.field == Some(field)) {
            return None;
        }
        let named =
            |text: &str| if field == Field::Unit { named_unit(text, words) } else { named_account(text, words) };
        let mut rows: Vec<UnitRow> = Vec::new();
        let mut shape = None;
        for (line, kind) in kinds {
            match kind {
                Kind::Left(RowReason::Group) => {
                    let (pos, ink) = grid.inks(*line, region.span).next()?;
                    let drawn = (pos, ink.span.1 > ink.span.0);
                    if *shape.get_or_insert(drawn) != drawn {
                        return None;
                    }
                    let text = one_line(&ink.cell.value.shown());
                    let (name, says) = named(&text)?;
                    rows.push(UnitRow {
                        line: *line,
                        at: grid.at(*line, pos),
                        text,
                        name: Value::Text(name),
                        says,
                        lines: 0,
                    });
                }
                // A line above the first of them is nobody's.
                Kind::Row => rows.last_mut()?.lines += 1,
                _ => {}
            }
        }
        let is_room = |row: &UnitRow| matches!(&row.name, Value::Text(name) if words.names.may_be_room(name));
        let units = !rows.is_empty() && !rows.iter().all(is_room);
        (units || field == Field::Account && !rows.is_empty()).then_some(Self { field, rows })
    }

    /// The heading of the units.
    pub(in crate::recognize) fn heading(&self) -> Option<Heading> {
        let first = self.rows.first()?;
        Some(Heading {
            area: Area::one(first.at),
            path: vec![first.name.shown()],
            field: Some(self.field),
            period: None,
            platform: None,
            rival: None,
            why: Some(Why::Above),
            margin: 0,
        })
    }

    fn over(&self, line: u32) -> Option<&UnitRow> {
        self.rows.iter().rfind(|row| row.line < line)
    }

    /// The unit of a line, as a cell of it.
    pub(in crate::recognize) fn seen(&self, line: u32) -> Option<Seen<'_>> {
        self.over(line).map(|row| Seen { at: row.at, value: &row.name, formula: false, filled: true, is_shared: false })
    }

    /// The same for a line that is kept as it stands.
    pub(in crate::recognize) fn raw(&self, line: u32) -> Option<RawCell> {
        self.over(line).map(|row| RawCell { at: row.at, value: row.name.clone(), formula: false, filled: true })
    }

    /// Rows whose number is not that of their lines.
    pub(in crate::recognize) fn findings(&self, table: &crate::place::Place) -> Vec<Finding> {
        let differs = |row: &&UnitRow| row.says.is_some_and(|says| usize::try_from(says) != Ok(row.lines));
        let say = |row: &UnitRow| {
            let kind = Noticed::TotalDiffers {
                row: "".into(),
                heading: row.text.clone(),
                across: false,
                written: row.says.map(|n| n.to_string()).unwrap_or_default(),
                computed: vec![i64::try_from(row.lines).unwrap_or(i64::MAX)],
            };
            let finding = Finding::new(kind, table.at(Area::one(row.at)));
            Finding { severity: Severity::Doubt, ..finding }
        };
        self.rows.iter().filter(differs).map(say).collect()
    }
}

/// What is to be said where some rows over the lines of a ledger name a body, and others nobody knows whom.
pub(in crate::recognize) fn unnamed_groups(
    grid: &Grid<'_>,
    region: &Region,
    (form, headings, kinds): (Form, &[Heading], &[(u32, Kind)]),
    lexicon: &Lexicon<'_>,
) -> Option<Finding> {
    let ledger = matches!(form, Form::Posts | Form::MessageLedger) && !region.turned;
    if !ledger || headings.iter().any(|h| h.field == Some(Field::Unit)) {
        return None;
    }
    let first = |line: u32| grid.inks(line, region.span).next();
    // A row above no line is an inscription, and lines above the first row are nobody's.
    let (mut rows, mut begun): (Vec<(u32, Over)>, bool) = (Vec::new(), false);
    let (mut named, mut unnamed): (bool, Vec<At>) = (false, Vec::new());
    for (line, kind) in kinds {
        match kind {
            Kind::Left(RowReason::Group) => {
                let (_, ink) = first(*line)?;
                rows.push((*line, Over::of(&one_line(&ink.cell.value.shown()), lexicon)));
                begun = true;
            }
            Kind::Row => {
                if !begun {
                    rows.push((*line, Over::Unknown));
                    begun = true;
                }
                named |= rows.iter().any(|(_, over)| *over == Over::Body);
                let unknown = rows.drain(..).filter(|(_, over)| *over == Over::Unknown);
                unnamed.extend(unknown.filter_map(|(line, _)| Some(grid.at(line, first(line)?.0))));
            }
            _ => {}
        }
    }
    let mut spots = unnamed.iter().map(|at| grid.sheet.place.at(Area::one(*at)));
    let kind = Noticed::TableWaits { why: Waits::Groups, named: Vec::new() };
    let first = spots.next().filter(|_| named)?;
    Some(Finding::new(kind, first).related(spots))
}

/// What a row over lines names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::recognize) enum Over {
    /// One body.
    Body,
    /// A time, a platform, an account, a road by which messages come, or a room inside a unit.
    Else,
    /// Nobody knows.
    Unknown,
}

impl Over {
    pub(in crate::recognize) fn of(text: &str, lexicon: &Lexicon<'_>) -> Self {
        let words = lexicon.words;
        if text.chars().nth(LONGEST).is_some() {
            return Self::Unknown;
        }
        if let Some((name, _)) = named_unit(text, words) {
            // A room inside a unit is no unit of its own.
            return if words.names.may_be_room(&name) { Self::Else } else { Self::Body };
        }
        let key = fold(text);
        let bare = without_order(&key, words);
        let bare = bare.split_once('(').map_or(bare, |(name, _)| name);
        let is_time = lexicon.sense(bare).period.is_some() && lexicon.sense(bare).rest.is_empty();
        let is_outlet = words.platforms.canonical(bare).is_some() || grouped(text, words).is_some();
        let is_road = words.guards.road(bare) != Road::Unknown;
        if is_time || is_outlet || is_road { Self::Else } else { Self::Unknown }
    }
}

/// The one body that a row names, and the number of lines that it tells: 二、县教育局（12件）, 【某街道】共4件, 责任单位：某镇 3件.
fn named_unit(text: &str, words: &Words) -> Option<(String, Option<i64>)> {
    if text.chars().nth(LONGEST).is_some() {
        return None;
    }
    let key = fold(text);
    let bare = without_order(&key, words);
    let bare = match bare.split_once(':') {
        Some((label, rest))
            if words.rows.label_at_end(label).is_some_and(|(l, _)| matches!(l, Label::Unit | Label::Measure)) =>
        {
            rest
        }
        _ => bare,
    };
    let (name, rest) = match open(bare) {
        Some((inside, behind)) => (inside, behind),
        None => bare.split_at(end_of_name(bare, words)),
    };
    let name = name.trim_matches([':', ',', '、', '-', '—', '“', '”', '"']);
    if !words.names.is_one_body(name) {
        return None;
    }
    Some((name.to_owned(), counted(rest, words)))
}

/// Whether a row's text is the name of one unit or account, however long, be it with the number of its lines.
pub(super) fn names_one(text: &str, words: &Words) -> bool {
    named_unit(text, words).is_some() || named_account(text, words).is_some()
}

/// The account that a row names with its type in brackets, and the number of lines that it tells: 一、某某发布（微信公众号）（5条）.
fn named_account(text: &str, words: &Words) -> Option<(String, Option<i64>)> {
    let key = fold(text);
    let bare = without_order(&key, words);
    let typed = |name: &str| words.platforms.in_brackets(name).is_some();
    let (name, says) = match bare.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')) {
        Some((name, count)) if !typed(bare) => (name, counted(count, words)),
        _ => (bare, None),
    };
    let short = name.chars().nth(LONGEST).is_none();
    (short && typed(name) && !name.starts_with('(')).then(|| (name.to_owned(), says))
}

/// A text without the number in front that orders it: 一、, (二), 3.
pub(in crate::recognize) fn without_order<'k>(key: &'k str, words: &Words) -> &'k str {
    let numbered = words.rows.is_numbered(key) || key.trim_start_matches('(').starts_with(|c: char| c.is_ascii_digit());
    let rest = key.split_once(['、', '.', ')']).map(|(_, rest)| rest.trim_start_matches(['、', '.']));
    rest.filter(|_| numbered).unwrap_or(key)
}

/// Brackets around a name at the beginning of a text.
const AROUND: [(char, char); 8] =
    [('(', ')'), ('[', ']'), ('【', '】'), ('〔', '〕'), ('《', '》'), ('〈', '〉'), ('「', '」'), ('『', '』')];

/// The name in brackets at the beginning, and what stands behind them.
fn open(text: &str) -> Option<(&str, &str)> {
    let first = text.chars().next()?;
    let (_, close) = AROUND.into_iter().find(|(open, _)| *open == first)?;
    text[first.len_utf8()..].split_once(close)
}

/// Where a name ends: before a bracket or a colon, or before a count right behind it.
fn end_of_name(text: &str, words: &Words) -> usize {
    let sign = text.find(['(', '[', '【', '〔', ':', ',']).unwrap_or(text.len());
    if words.names.is_one_body(&text[..sign]) {
        return sign;
    }
    let ends = text[..sign].char_indices().map(|(at, _)| at).skip(1);
    let before_count = |at: &usize| {
        let rest = text[*at..].trim_start_matches([':', ',', '-']);
        let leading = words.counts.leading.iter().find_map(|word| rest.strip_prefix(word.as_str()));
        let rest: Vec<char> = leading.unwrap_or(rest).chars().collect();
        words.names.is_one_body(&text[..*at]) && read_number(&rest).is_some() && counted(&text[*at..], words).is_some()
    };
    ends.filter(before_count).last().unwrap_or(sign)
}

/// The first number of a text that counts something; Chinese numerals may order things as well.
fn counted(text: &str, words: &Words) -> Option<i64> {
    let chars: Vec<char> = text.chars().collect();
    let mut at = 0;
    while at < chars.len() {
        let Some((number, length)) = read_number(&chars[at..]) else {
            at += 1;
            continue;
        };
        let behind = &chars[at + length..];
        let starts = |word: &str| word.chars().enumerate().all(|(i, c)| behind.get(i) == Some(&c));
        let measured = words.counts.measures.iter().any(|measure| starts(measure));
        let closed = behind.first().is_none_or(|c| [')', ']', '】', ','].contains(c));
        if measured || chars[at].is_ascii_digit() && closed {
            return Some(number);
        }
        at += length;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::named_unit;
    use crate::rules::Words;

    #[test]
    fn a_group_row_names_its_unit_and_counts_its_lines() {
        let words = Words::built_in();
        for (text, name, count) in [
            ("城关镇", "城关镇", None),
            ("二、县教育局（12件）", "县教育局", Some(12)),
            ("（三）县水务局 共 3 件", "县水务局", Some(3)),
            ("【红旗街道】共4件", "红旗街道", Some(4)),
            ("责任单位：县财政局（四件）", "县财政局", Some(4)),
            ("县民政局：5件", "县民政局", Some(5)),
            ("县交通局（共6件，办结5件）", "县交通局", Some(6)),
        ] {
            assert_eq!(named_unit(text, &words), Some((name.to_owned(), count)), "{text}");
        }
        for text in
            ["一月份", "微信公众号", "县政府网站（3条）", "乡镇（3件）", "通知公告", "县教育局、县体育局（3件）"]
        {
            assert_eq!(named_unit(text, &words), None, "{text}");
        }
    }
}
