//! "The labels run down: how far do their values go?" Headings that run downwards, and what stands beside them.
//!
//! In: the heading blocks of a turned grid and the lines behind them. Out: how many of the lines are values, the line of names before
//! the first heading, and whether such a part is told better than one with headings across. It finds no headings.

use super::Region;
use super::blocks::Block;
use crate::field::Field;
use crate::recognize::grid::{Grid, Ink, Look};
use crate::recognize::lexicon::Lexicon;
use crate::rules::rows::Label;

/// Before the first heading of a turned table may stand the line that names what its values are about (项目, 石鼓镇, 高家镇), or by which
/// roads they came (渠道, 热线, 信箱, 合计).
pub(super) fn take_in_names(grid: &Grid<'_>, block: &Block, end: u32, what: (&mut (u32, u32), &Lexicon<'_>)) {
    let (span, lexicon) = what;
    let Some(pos) = span.0.checked_sub(1) else { return };
    let headings = &lexicon.words.headings;
    let lines: Vec<u32> = grid.lines_in(block.heads.1 + 1..=end).filter(|l| grid.has_ink(*l, *span)).collect();
    // Labels and names may be merged over letter columns that hold nothing else.
    let alone = |ink: &Ink<'_>, own: u32| !lines.iter().any(|l| *l > own && *l <= ink.lines.1);
    let head = grid.seen(block.heads.1, pos);
    let heads_names = |key: &str| headings.is_neutral(key) || lexicon.words.guards.heads_roads(key);
    if head.is_some_and(|(_, p, ink)| p != pos || !alone(ink, block.heads.1) || !heads_names(ink.key())) {
        return;
    }
    let named =
        |l: &u32| grid.own(*l, pos).is_some_and(|ink| ink.lines.0 == *l && alone(ink, *l) && ink.look == Look::Words);
    let speaks = |l: &u32| grid.own(*l, pos).is_some_and(|ink| !headings.is_neutral(ink.key()));
    if !lines.is_empty() && lines.iter().all(named) && lines.iter().any(speaks) {
        span.0 = pos;
    }
}

/// A turned table ends at the first empty line, unless what stands behind the empty line answers most headings and is none itself: a
/// column left blank between labels and values, or between accounts, is an ornament.
pub(super) fn unbroken(grid: &Grid<'_>, what: (&Block, (u32, u32)), body: &[u32], lexicon: &Lexicon<'_>) -> usize {
    let (block, span) = what;
    let answers = |line: u32| {
        let labels = grid.inks(block.heads.1, span).filter(|(_, ink)| lexicon.label(ink.key()).is_some()).count();
        let mut values = grid.inks(line, span);
        values.all(|(_, ink)| lexicon.label(ink.key()).is_none()) && grid.inks(line, span).count() * 2 > labels
    };
    let mut before = block.heads.1;
    let mut goes_on = |line: &u32| {
        let next = *line == before + 1 || *line == before + 2 && answers(*line);
        before = *line;
        next
    };
    body.iter().take_while(|line| goes_on(line)).count()
}

/// Whether headings running down explain a part of the sheet better than headings running across. Months across may head the values
/// of either; what is said of each name below the months is no form.
pub(super) const fn outweighs(turned: &Region, upright: &Region) -> bool {
    !upright.names
        && turned.labels > upright.labels
        && (upright.labels <= 1 || turned.labels + turned.months >= upright.labels + upright.months)
}

/// Whether labels that run down below a line of months end before the months do, as where labels of another line stand over the values
/// (所在平台 and 粉丝数 over 2月): the months across are the headings then.
pub(super) fn goes_on_across(upright: &Grid<'_>, (across, turned): (&Region, &Region)) -> bool {
    let (rows, next) = (turned.area.first.row..=turned.area.last.row, turned.area.last.col + 1);
    let heads = across.heads.1 == turned.area.first.row || across.heads.1 + 1 == turned.area.first.row;
    let figure = |row: &u32| upright.own(*row, next).is_some_and(|ink| ink.look == Look::Figure);
    across.months > 1 && heads && across.area.last.col >= next && rows.filter(figure).count() > 1
}

/// A short form with one value beside each heading, the only table of its sheet: every text is a known heading, one of them over a number.
pub(super) fn is_small_form(grid: &Grid<'_>, region: &Region, lexicon: &Lexicon<'_>) -> bool {
    let &[body] = region.body.as_slice() else { return false };
    let known = |(_, ink): (u32, &Ink<'_>)| lexicon.label(ink.key()).is_some() || lexicon.is_month(ink.key());
    (region.labels > 1 || region.labels > 0 && region.months > 1)
        && region.beside.is_empty()
        && grid.inks(region.heads.1, region.span).all(known)
        && grid.inks(body, region.span).any(|(_, ink)| ink.look == Look::Figure)
}

/// A short table with several values beside each heading, a name or a month over each: two figures at least, each another one (应更新数 and
/// 实际更新数, or 承办数 and 办结数), and nothing else.
pub(super) fn is_small_table(grid: &Grid<'_>, region: &Region, lexicon: &Lexicon<'_>) -> bool {
    let mut fields: Vec<Field> = Vec::new();
    let mut heads = grid.inks(region.heads.1, region.span).peekable();
    // 项目 before 1月, 2月, 3月 stands over the figures' names.
    let Some((corner, _)) = heads.next_if(|(_, ink)| lexicon.words.headings.is_neutral(ink.key())) else {
        return false;
    };
    for (_, ink) in heads {
        match lexicon.label(ink.key()).filter(|field| field.is_count() && *field != Field::Sum) {
            Some(field) if !fields.contains(&field) => fields.push(field),
            _ => return false,
        }
    }
    let is_value = |ink: &Ink<'_>| matches!(ink.look, Look::Figure | Look::Mark);
    let value = |line: &u32| {
        let mut inks = grid.inks(*line, region.span);
        let named = inks.next().is_some_and(|(pos, ink)| pos == corner && ink.look == Look::Words);
        named && inks.all(|(_, ink)| is_value(ink))
    };
    fields.len() > 1 && region.beside.is_empty() && region.body.len() > 1 && region.body.iter().all(value)
}

/// Whether the words that run down are the lines of a long list (指标名称 under a unit, 计量单位 and 代码 beside it) or of a ledger of posts,
/// not the headings of a form.
pub(super) fn is_listed(upright: &Grid<'_>, (list, turned): (&Region, &Region), lexicon: &Lexicon<'_>) -> bool {
    let (head, column) = (list.heads.1, turned.heads.1);
    let headings = &lexicon.words.headings;
    let over = upright.seen(head, column).filter(|(line, ..)| (list.heads.0..=head).contains(line));
    // Under 栏目名称 · 4月 · 5月 stand names, whatever they are called (收到留言).
    let names_things = |ink: &Ink<'_>| matches!(lexicon.label(ink.key()), Some(Field::Column | Field::Account));
    if list.months > 1 && over.is_some_and(|(_, _, ink)| names_things(ink)) {
        return true;
    }
    let mut labels = (list.heads.0..=head).flat_map(|line| upright.inks(line, list.span)).map(|(_, ink)| ink.key());
    // Below 信息来源 of a list of posts 原创 and 转载 are values, however many of them there are.
    let of_posts = |ink: &Ink<'_>| matches!(lexicon.label(ink.key()), Some(Field::PostTitle | Field::OriginalMark));
    if over.is_some_and(|(_, _, ink)| of_posts(ink)) && labels.any(|key| lexicon.label(key) == Some(Field::Day)) {
        return true;
    }
    let heads = |key: &str| headings.is_neutral(key) || lexicon.words.guards.heads_figures(key);
    if !over.is_some_and(|(_, _, ink)| !ink.key().is_empty() && heads(ink.key())) {
        return false;
    }
    let names = |pos: u32, ink: &Ink<'_>| {
        pos < column && matches!(lexicon.label(ink.key()), Some(Field::Unit | Field::Account))
    };
    let measures = |ink: &Ink<'_>| lexicon.words.rows.any_label(ink.key()) == Some(Label::Measure);
    let mut inks = (list.heads.0..=head).flat_map(|line| upright.inks(line, list.span));
    inks.any(|(pos, ink)| names(pos, ink) || pos > column && measures(ink))
}
