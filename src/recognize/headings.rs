//! "What does the heading over this column say?" Headings of one to four lines as paths, read word by word.
//!
//! In: a [`Region`] of a [`Grid`]. Out: one [`Written`] heading for each position that bears values: its path, the facts that it carries
//! (period, account type), the fields that it may mean, and what its values look like. The choice among the fields is `roles`'.

mod corners;
pub(super) mod day_lists;
mod groups;
mod month_parts;
pub(super) mod paths;
mod values;

use super::grid::{Grid, Ink, Look};
use super::lexicon::{Lexicon, Sense, is_month};
use super::region::Region;
use super::region::reach::month_number;
use crate::field::{Field, Form};
use crate::fold::one_line;
use crate::period::{Part, PeriodSaid};
use crate::place::Area;
use crate::read::Value;
use crate::rules::headings::Guess;
use crate::rules::rows::Label;
use groups::{forget_rest, settle_accounts};
use paths::{is_month_itself, own_path};
use values::{Values, look_at_values};

/// A heading as written, before its field is chosen.
#[derive(Debug, Clone)]
pub(super) struct Written {
    /// Its cells.
    pub(super) area: Area,
    /// First and last position.
    pub(super) span: (u32, u32),
    /// Texts from the outermost group to the innermost.
    pub(super) path: Vec<String>,
    /// The same, folded.
    pub(super) keys: Vec<String>,
    /// The part of the period that it names.
    pub(super) period: Option<PeriodSaid>,
    /// The account type that its group names.
    pub(super) platform: Option<String>,
    /// Whether a time is all that it says.
    pub(super) by_period: bool,
    /// Fields that it may mean.
    pub(super) guesses: Vec<Meaning>,
    /// What stands below.
    pub(super) values: Values,
    /// Line and position of the group right above its innermost text.
    pub(super) group: Option<(u32, u32)>,
    /// Whether it is a part of the sum beside it in its group (1月: 上旬, 中旬, 下旬, 小计).
    pub(super) is_part: bool,
}

/// A field that a heading may mean.
#[derive(Debug, Clone)]
pub(super) struct Meaning {
    /// The field.
    pub(super) field: Field,
    /// 0 to 100.
    pub(super) score: i32,
    /// Forms in which it may; empty = all.
    pub(super) forms: Vec<Form>,
}

/// Lines below that are looked at: enough to tell words from numbers.
const SAMPLE_LINES: usize = 60;
/// A month alone over figures counts what happened in it.
const MONTH_SCORE: i32 = 90;
/// A longer period alone is the sum, or the only figure.
const WIDE_SCORE: i32 = 84;
/// Up to this score a word for posts may name a kind of them.
const KIND_SCORE: i32 = 70;
/// What the values below prove.
const CERTAIN: i32 = 100;
/// What stands below 推送数 in a group about forwarding: what was to be forwarded, else what was.
const HANDED_DOWN: [Guess<'static>; 2] = [
    Guess { field: Field::ForwardList, score: 96, forms: &[Form::Accounts] },
    Guess { field: Field::Forwarded, score: 92, forms: &[Form::Accounts] },
];
/// Off for words that stand in the group above only.
const PARENT_LOSS: i32 = 2;
/// Off for words put together from group and heading.
const JOINED_LOSS: i32 = 3;

/// The headings of a region from its first position to its last.
pub(super) fn find_headings(grid: &Grid<'_>, region: &Region, lexicon: &Lexicon<'_>) -> Vec<Written> {
    let mut out = Vec::new();
    let mut pos = region.span.0;
    let sample = sample(grid, region, lexicon);
    while pos <= region.span.1 {
        let end = heading_end(grid, region, pos);
        if grid.turned && heads_the_list(grid, region, (pos, end), lexicon) {
            pos = end + 1;
            continue;
        }
        let values = look_at_values(grid, &sample, (pos, end), lexicon);
        let parts = path(grid, region, pos);
        let holds_figure = |line: &u32| grid.inks(*line, (pos, end)).any(|(_, ink)| ink.look == Look::Figure);
        // Figures beside a total are figures as well, though they tell nothing about headings.
        if !parts.is_empty() || values.any() || region.body.iter().take(SAMPLE_LINES).any(holds_figure) {
            out.push(read_heading(grid, region, ((pos, end), parts, values), lexicon));
        }
        pos = end + 1;
    }
    corners::settle(&mut out, lexicon);
    day_lists::settle(&mut out, grid, region, lexicon);
    settle_groups(&mut out, lexicon);
    month_parts::settle(&mut out, lexicon);
    settle_accounts(&mut out, lexicon);
    forget_rest(&mut out, lexicon);
    out
}

/// Whether a line of a form with headings running down is that of the form itself: 类别 beside 条数, 项目 beside 数量.
fn heads_the_list(grid: &Grid<'_>, region: &Region, span: (u32, u32), lexicon: &Lexicon<'_>) -> bool {
    let mut values = region.body.iter().flat_map(|line| grid.inks(*line, span)).map(|(_, ink)| ink).peekable();
    let heads = |ink: &Ink<'_>| ink.look == Look::Words && lexicon.words.headings.is_neutral(ink.key());
    values.peek().is_some() && values.all(heads)
}

/// Where finer headings of a group say nothing that is known (上旬 under 1月), their sum is the group's figure and they are its parts;
/// without a sum each of them may be the figure, which is a doubt.
fn settle_groups(headings: &mut [Written], lexicon: &Lexicon<'_>) {
    let mut groups: Vec<(u32, u32)> = headings.iter().filter_map(|h| h.group).collect();
    groups.sort_unstable();
    groups.dedup();
    for group in groups {
        let of = (0..headings.len()).filter(|i| headings[*i].group == Some(group));
        let leaf = |i: &usize| headings[*i].keys.last().map(|key| lexicon.sense(key)).unwrap_or_default();
        let (sums, parts): (Vec<usize>, Vec<usize>) = of.partition(|i| leaf(i).label() == Some(Field::Sum));
        let is_unknown = |i: &usize| {
            let (sense, v) = (leaf(i), headings[*i].values);
            let kinds = sense.guesses.iter().all(|g| g.field == Field::Actual && g.score <= KIND_SCORE);
            let senses: Vec<_> = headings[*i].keys.iter().map(|key| lexicon.sense(key)).collect();
            let own = own_path(&headings[*i].keys, &senses, lexicon).is_some();
            let before = lexicon.words.headings.stands_before(&sense.rest);
            kinds && !own && !before && sense.period.is_none() && sense.platform.is_none() && v.figures + v.marks > 0
        };
        let Some((first, _)) = parts.split_first().filter(|(_, more)| !more.is_empty() && sums.len() < 2) else {
            continue;
        };
        let above: Vec<_> = headings[*first].keys.iter().map(|key| lexicon.sense(key)).collect();
        let above = &above[..above.len().saturating_sub(1)];
        let mut meant = meanings((&[], above), false, lexicon);
        meant.retain(|m| m.field.is_count() && m.field != Field::Sum);
        if meant.is_empty() || !parts.iter().all(is_unknown) {
            continue;
        }
        // 图文数 below a month is a kind of its posts.
        parts.iter().for_each(|i| headings[*i].guesses.clear());
        // Units under a month are no parts of one.
        let unit = |i: &usize| headings[*i].keys.last().is_some_and(|key| is_unit(key, lexicon));
        match sums[..] {
            [sum] if !parts.iter().any(unit) => {
                headings[sum].by_period = above.last().is_some_and(|s| s.rest.is_empty() && s.period.is_some());
                headings[sum].guesses = meant;
                for i in parts {
                    headings[i].guesses.clear();
                    headings[i].is_part = true;
                }
            }
            _ => {
                for i in parts {
                    if headings[i].guesses.is_empty() {
                        headings[i].guesses.clone_from(&meant);
                    }
                }
            }
        }
    }
}

fn is_unit(key: &str, lexicon: &Lexicon<'_>) -> bool {
    lexicon.words.names.is_one_body(key) && !lexicon.words.names.may_be_room(key)
}

/// A heading merged over several positions is one heading, unless its body keeps them apart.
fn heading_end(grid: &Grid<'_>, region: &Region, pos: u32) -> u32 {
    let Some((_, _, ink)) = grid.seen(region.heads.1, pos) else { return pos };
    let end = ink.span.1.min(region.span.1).max(pos);
    let apart = end > pos && region.body.iter().any(|l| grid.inks(*l, (pos, end)).count() > 1);
    if apart { pos } else { end }
}

/// The texts over a position, outermost first; a group that is not merged reaches right over the blanks beside it.
fn path<'g, 's>(grid: &'g Grid<'s>, region: &Region, pos: u32) -> Vec<(u32, u32, &'g Ink<'s>)> {
    let mut out: Vec<(u32, u32, &Ink<'s>)> = Vec::new();
    for line in region.heads.0..=region.heads.1 {
        let found = grid
            .seen(line, pos)
            .filter(|(l, _, _)| *l >= region.heads.0)
            .or_else(|| group_from_left(grid, region, line, pos));
        let Some(found) = found else { continue };
        if out.last().is_none_or(|last| (last.0, last.1) != (found.0, found.1) && last.2.key() != found.2.key()) {
            out.push(found);
        }
    }
    out
}

fn group_from_left<'g, 's>(
    grid: &'g Grid<'s>,
    region: &Region,
    line: u32,
    pos: u32,
) -> Option<(u32, u32, &'g Ink<'s>)> {
    let finer = |p: u32| (line + 1..=region.heads.1).find_map(|l| grid.seen(l, p)).filter(|(l, _, _)| *l > line);
    if line == region.heads.1 || line > region.heads.0 && grid.seen(line - 1, pos).is_some_and(|(_, p, _)| p == pos) {
        return None;
    }
    finer(pos)?;
    let left = (region.span.0..pos).rev().map_while(|p| finer(p).map(|_| p)).find(|p| grid.seen(line, *p).is_some())?;
    grid.seen(line, left).filter(|(l, _, ink)| *l == line && ink.span.0 == ink.span.1)
}

/// The first lines below, without totals, remarks and lines that introduce something.
fn sample(grid: &Grid<'_>, region: &Region, lexicon: &Lexicon<'_>) -> Vec<u32> {
    let rows = &lexicon.words.rows;
    let is_data = |line: &u32| {
        let mut inks = grid.inks(*line, region.span);
        let first = inks.find(|(_, ink)| ink.look == Look::Words).map_or("", |(_, ink)| ink.key());
        let counts = || grid.inks(*line, region.span).any(|(_, ink)| ink.look == Look::Figure);
        !(rows.is_total(first) || (rows.is_remark(first) || first.contains(':')) && !counts())
    };
    region.body.iter().take(SAMPLE_LINES).copied().filter(is_data).collect()
}

/// What the values below say whatever the heading does: units of count are never units or names, and codes (01, 02) under words that
/// nobody knows no figures.
fn told_by_values(guesses: Vec<Meaning>, values: &Values, labelled: bool) -> Vec<Meaning> {
    let only = |field| vec![Meaning { field, score: CERTAIN, forms: Vec::new() }];
    let v = values;
    // Beside units of count that no list holds (场) most of them tell under a heading that says so.
    let measured = v.measures == v.words + v.near_figures || labelled && v.measures * 2 > v.words + v.near_figures;
    if v.measures > 1 && measured && v.figures + v.days == 0 {
        only(Field::NotData)
    } else if guesses.is_empty() && v.zero_led > 0 && v.codes == v.figures && v.words + v.near_figures + v.days == 0 {
        only(Field::Serial)
    } else {
        guesses
    }
}

type Parts<'g, 's> = Vec<(u32, u32, &'g Ink<'s>)>;

fn read_heading(
    grid: &Grid<'_>,
    region: &Region,
    what: ((u32, u32), Parts<'_, '_>, Values),
    lexicon: &Lexicon<'_>,
) -> Written {
    let (span, parts, values) = what;
    let keys: Vec<String> = parts.iter().map(|(_, _, ink)| ink.key().to_owned()).collect();
    let area = parts
        .iter()
        .map(|(line, pos, ink)| grid.area((*line, ink.lines.1.min(region.heads.1)), ink.span.max((*pos, *pos))))
        .reduce(|_, last| last)
        .unwrap_or_else(|| grid.area(region.heads, span));
    let mut senses: Vec<_> = keys.iter().map(|k| lexicon.sense(k)).collect();
    if is_month_itself(&senses, lexicon) {
        senses.pop();
    }
    let shown_month = parts.iter().rev().find_map(|(_, _, ink)| month_of_day(ink));
    let shown_month = shown_month.or_else(|| bare_month(&parts, lexicon));
    let period = shown_month.or_else(|| senses.iter().rev().find_map(|s| s.period));
    let year = senses.iter().filter_map(|s| s.period.and_then(|p| p.year)).next();
    let period = period.map(|p| PeriodSaid { year: p.year.or(year), ..p });
    let (leaf, groups) = match senses.split_last() {
        Some((leaf, groups)) => (Some(leaf), groups),
        None => (None, &[][..]),
    };
    let platform = groups.iter().find_map(|s| platform_of_group(s, lexicon));
    let platform = platform.or_else(|| leaf.filter(|s| s.guesses.is_empty()).and_then(|s| s.platform.clone()));
    let by_period = shown_month.is_some() || leaf.is_some_and(|l| l.rest.is_empty() && l.period.is_some());
    let guesses = meanings((&keys, &senses), shown_month.is_some(), lexicon);
    let label = keys.last().and_then(|key| lexicon.words.rows.any_label(key));
    let guesses = told_by_values(guesses, &values, label == Some(Label::Measure));
    let group = parts.len().checked_sub(2).and_then(|i| parts.get(i)).map(|(line, pos, _)| (*line, *pos));
    Written {
        area,
        span,
        path: parts.iter().map(|(_, _, ink)| one_line(&ink.cell.value.shown())).collect(),
        keys,
        period,
        platform,
        by_period,
        guesses,
        values,
        group,
        is_part: false,
    }
}

/// The account type that a group names, be it in brackets behind a word of its own (短视频（抖音）).
fn platform_of_group(group: &Sense<'_>, lexicon: &Lexicon<'_>) -> Option<String> {
    let inside = || lexicon.words.platforms.in_brackets(&group.rest).map(str::to_owned);
    group.platform.clone().or_else(inside)
}

/// The month that a number under 月份 is.
fn bare_month(parts: &Parts<'_, '_>, lexicon: &Lexicon<'_>) -> Option<PeriodSaid> {
    let [.., (_, _, head), (_, _, leaf)] = parts.as_slice() else { return None };
    let month = month_number(leaf).filter(|_| lexicon.words.rows.heads_months(head.key()))?;
    Some(PeriodSaid { year: None, part: Part::Months(month, month) })
}

/// Excel turns `1月` into the first day of the month.
fn month_of_day(ink: &Ink<'_>) -> Option<PeriodSaid> {
    match &ink.cell.value {
        Value::Date(day) if day.day() == 1 => {
            Some(PeriodSaid { year: Some(day.year()), part: Part::Months(day.month(), day.month()) })
        }
        _ => None,
    }
}

/// Whether a text without a sense of its own stands below what website columns are counted by (栏目更新数 › 民生实事): it is a name, and no word
/// of it says more of the figures. Shorter texts go on with the group (应, 实际).
fn is_name_below(leaf: &Sense<'_>, group: &Sense<'_>, lexicon: &Lexicon<'_>) -> bool {
    leaf.guesses.is_empty() && leaf.rest.chars().count() > 2 && lexicon.words.headings.speaks_of_updates(&group.rest)
}

/// Whether a heading names a figure that is a part of all posts or messages.
fn tells_a_part(leaf: &Sense<'_>) -> bool {
    let parts = [Field::Forwarded, Field::ForwardList, Field::Original];
    // What becomes of messages has a sense of its own below any group.
    let states = [Field::Closed, Field::ClosedOnTime, Field::Open, Field::Overdue, Field::Received];
    leaf.guesses.iter().any(|guess| parts.contains(&guess.field) || states.contains(&guess.field))
}

fn meanings(
    (keys, senses): (&[String], &[std::rc::Rc<Sense<'_>>]),
    shown_month: bool,
    lexicon: &Lexicon<'_>,
) -> Vec<Meaning> {
    let mut out: Vec<Meaning> = Vec::new();
    let Some((leaf, groups)) = senses.split_last() else { return out };
    let own = own_path(keys, senses, lexicon).map(|text| lexicon.words.headings.guesses(&text));
    if let Some(guess) = own.as_ref().and_then(|guesses| guesses.first()) {
        return vec![Meaning { field: guess.field, score: guess.score, forms: guess.forms.to_vec() }];
    }
    let mut add = |guesses: &[Guess<'_>], loss: i32| {
        for g in guesses {
            match out.iter_mut().find(|m| m.field == g.field && m.forms == g.forms) {
                Some(known) => known.score = known.score.max(g.score - loss),
                None => out.push(Meaning { field: g.field, score: g.score - loss, forms: g.forms.to_vec() }),
            }
        }
    };
    let fact_only = shown_month || leaf.rest.is_empty() || leaf.guesses.is_empty() && leaf.platform.is_some();
    let words = &lexicon.words.headings;
    let asked = groups.iter().rev().any(|group| words.is_about_forwarding(&group.rest)) && !fact_only;
    let handed_down = asked && words.is_handed_down(&leaf.rest);
    let own =
        leaf.guesses.iter().filter(|g| !asked || !matches!(g.field, Field::Actual | Field::Updates | Field::Required));
    if !shown_month && !handed_down {
        add(&own.copied().collect::<Vec<_>>(), 0);
    }
    let month_only = leaf.rest.is_empty() && leaf.period.is_some_and(|p| is_month(&p));
    for group in groups.iter().rev() {
        if fact_only {
            // 责任股室 over 六月 is what a form says above its months, and no group of them.
            if !(month_only && lexicon.words.rows.heads_rooms(&group.rest)) {
                add(&group.guesses, PARENT_LOSS);
            }
        } else if !handed_down && !is_name_below(leaf, group, lexicon) {
            // Under 更新 stand 应 and 实: together they read 应更新 and 实更新.
            let is_nearest = groups.last().is_some_and(|nearest| std::rc::Rc::ptr_eq(nearest, group));
            let before = words.stands_before(&leaf.rest);
            if before && !is_nearest {
                continue;
            }
            let (first, second) = if before { (leaf, group) } else { (group, leaf) };
            let mut guesses = words.guesses(&format!("{}{}", first.rest, second.rest));
            // 合计 › 转载指定 is a sum of what was forwarded, never of all posts; 合计 › 其中超期 is what is overdue.
            guesses.retain(|g| g.field != Field::Sum || !tells_a_part(leaf));
            add(&guesses, JOINED_LOSS);
        }
    }
    if handed_down {
        // Without a figure of what was forwarded beside it, it may be that figure: a thin margin asks.
        add(&HANDED_DOWN, 0);
    }
    if out.is_empty() && (shown_month || leaf.rest.is_empty()) {
        let month = shown_month || leaf.period.is_some_and(|p| is_month(&p));
        let named = month || leaf.period.is_some();
        if named {
            out.push(Meaning {
                field: Field::Updates,
                score: if month { MONTH_SCORE } else { WIDE_SCORE },
                forms: Vec::new(),
            });
        }
    }
    out.sort_by_key(|m| std::cmp::Reverse(m.score));
    out
}
