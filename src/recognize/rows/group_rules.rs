//! "一、每月至少更新2条的栏目" What a row above a group of rows asks of each of them.
//!
//! In: a [`Table`] as read, its region. Out: the same table whose rows bear the frequency of the group row above them, with that row's
//! cell, up to the next group row. What a row says itself stays. A group row whose frequencies contradict each other gives its whole text,
//! of which no rule can be read: that is asked about later.

use crate::field::{Field, Form};
use crate::fold::{fold, fold_width, one_line};
use crate::place::At;
use crate::recognize::grid::Grid;
use crate::recognize::named::{cell, heading};
use crate::recognize::region::Region;
use crate::recognize::{RawRow, RowReason, Table};
use crate::rules::Words;
use crate::rules::frequency::{Frequency, Span, parse_frequency};
use crate::rules::numbering::numbered;

/// A longer text is a sentence about other things as well.
const LONGEST: usize = 40;
/// The frequency that the text of a row above a group of rows asks for; `None` where it asks for none.
pub(super) fn asked(text: &str, words: &Words) -> Option<String> {
    let text = fold_width(&one_line(text));
    let rest = numbered(&text).map_or(text.as_str(), |(_, rest)| rest);
    if text.chars().count() > LONGEST || words.rows.is_remark(&fold(&text)) {
        return None;
    }
    let pieces = rest.split(['(', ')', ':', ',', ';', '。']).map(|piece| words.rows.without_rule_ends(piece.trim()));
    let mut said: Vec<(&str, Frequency)> = Vec::new();
    for piece in pieces.filter(|piece| words.rows.may_rule(piece)) {
        said.extend(parse_frequency(piece, &words.frequency).map(|frequency| (piece, frequency)));
    }
    if said.iter().any(|(_, f)| matches!(f, Frequency::Count { .. })) {
        said.retain(|(_, f)| matches!(f, Frequency::Count { .. }));
    }
    // 每周更新类（不少于12条/季）: of two that come to the same the number is the rule.
    let (piece, frequency) = said.last()?;
    let agree = said.iter().all(|(_, other)| other == frequency || in_a_year(*other) == in_a_year(*frequency));
    Some(if agree { (*piece).to_owned() } else { text.clone() })
}

/// How often a rule asks in a year, a month being four weeks; `None` for rules that count nothing of the kind.
fn in_a_year(frequency: Frequency) -> Option<(i64, i64)> {
    let Frequency::Count { n, every, span } = frequency else { return None };
    let spans = match span {
        Span::Week => 48,
        Span::TenDays => 36,
        Span::Month => 12,
        Span::Quarter => 4,
        Span::Half => 2,
        Span::Year => 1,
        Span::Day | Span::Workday => return None,
    };
    let (times, divisor) = (n * spans, every.max(1));
    let common = |mut a: i64, mut b: i64| {
        while b != 0 {
            (a, b) = (b, a % b);
        }
        a.max(1)
    };
    let shared = common(times, divisor);
    Some((times / shared, divisor / shared))
}

/// Gives the rows of a table of website columns or accounts the frequency of the group row above them, where they tell none themselves.
pub(in crate::recognize) fn take_in_rules(table: &mut Table, region: &Region, grid: &Grid<'_>, words: &Words) {
    let field = match table.form {
        Form::Columns => Field::Frequency,
        Form::Accounts => Field::Required,
        _ => return,
    };
    if region.turned {
        return;
    }
    let last = table.rows.iter().map(|row| row.line).max().unwrap_or(0);
    let mut groups: Vec<(u32, Option<(At, String)>)> = Vec::new();
    for left in table.left_out.iter_mut().filter(|left| left.line < last) {
        if !matches!(left.why, RowReason::Group | RowReason::Remark) {
            continue;
        }
        let mut inks = grid.inks(left.line, region.span);
        let (Some((pos, ink)), None) = (inks.next(), inks.next()) else { continue };
        let rule = asked(&ink.cell.value.shown(), words);
        if rule.is_some() {
            left.why = RowReason::Group;
        }
        if left.why == RowReason::Group {
            groups.push((left.line, rule.map(|rule| (grid.at(left.line, pos), rule))));
        }
    }
    groups.sort_by_key(|(line, _)| *line);
    let Some(first) = groups.iter().find_map(|(_, rule)| rule.clone()) else { return };
    let over = |row: &RawRow| groups.iter().rfind(|(line, _)| *line < row.line).and_then(|(_, rule)| rule.as_ref());
    let known = table.headings.iter().position(|h| h.field == Some(field));
    let index = known.unwrap_or_else(|| {
        table.headings.push(heading(field, first.0, &first.1));
        table.rows.iter_mut().chain(&mut table.totals).for_each(|row| row.cells.push(None));
        table.headings.len() - 1
    });
    for row in &mut table.rows {
        if row.cells[index].is_none() {
            row.cells[index] = over(row).map(|(at, rule)| cell(*at, rule));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_row_asks_what_it_says() {
        let words = Words::built_in();
        for (text, rule) in [
            ("一、每月至少更新2条的栏目（3个）", Some("每月至少更新2条")),
            ("二、每月更新的栏目", Some("每月更新")),
            ("（三）每季度至少更新1条的栏目", Some("每季度至少更新1条")),
            ("一、每周更新类栏目（不少于12条/季）", Some("不少于12条/季")),
            ("动态类（每周1条）", Some("每周1条")),
            ("要求：每月不少于1条", Some("每月不少于1条")),
            ("四、实时更新类栏目", Some("实时更新")),
            // Names, numbers of columns and remarks ask nothing.
            ("动态类", None),
            ("一、动态类栏目（共3个）", None),
            ("县直部门（12个）", None),
            ("季度", None),
            ("备注：每月更新1条", None),
            ("二、其他栏目", None),
            // 1 a week is 12 in a quarter, not 6: nobody can say which is meant.
            ("每周更新类（不少于6条/季）", Some("每周更新类(不少于6条/季)")),
        ] {
            assert_eq!(asked(text, &words).as_deref(), rule, "{text}");
        }
    }
}
