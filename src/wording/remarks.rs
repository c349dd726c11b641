//! The remark under each annex: how it was computed, for when, and what its signs mean.

use crate::field::Form;
use crate::finding::ReadBy;
use crate::outcome::Outcome;
use crate::rules::settings::BlankCounts;
use crate::tally::{ColumnRow, FromLedger};
use crate::wording::{annexes, issues, labels};

/// Why the sums of the months and the sum of the rows are not the same.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Across {
    /// The sums of the months, added up.
    pub months: i64,
    /// The sum of the rows.
    pub rows: i64,
    /// Rows whose own sum is open, and their months that are in the sums of the months.
    pub open: (usize, i64),
    /// Rows with a figure for the whole period, and what of it is in no month.
    pub whole: (usize, i64),
}

impl Across {
    fn told(&self) -> Option<String> {
        let mut why = Vec::new();
        if self.open.0 > 0 {
            why.push(format!("{}行的实更新数待核，已报的月份共{}条只计入各月合计", self.open.0, self.open.1));
        }
        if self.whole.0 > 0 {
            why.push(format!("{}行没有报齐各月的数，有{}条只计入实更新数合计", self.whole.0, self.whole.1));
        }
        let (months, rows) = (self.months, self.rows);
        (!why.is_empty())
            .then(|| format!("合计行各月相加为{months}、实更新数合计为{rows}，两者的差别：{}", why.join("；")))
    }
}

/// Remark under annex 1. `doubts`: some cells are open or absent, which the remark then explains.
#[must_use]
pub fn columns(outcome: &Outcome, doubts: bool, across: &Across) -> String {
    let (counted, met) = match outcome.rules.settings.frequency_reading.value {
        ReadBy::Sum => ("每月按四周计", "实更新数达到应更新数且各月不缺更为达标，总数达到但个别月份未更新为月度缺更"),
        ReadBy::Months => ("每月按四周计", "每个月的更新数都达到要求为达标"),
        ReadBy::Days => (
            "按周的频次以自然日折算，不足一个间隔的进一",
            "实更新数达到应更新数且各月不缺更为达标，总数达到但个别月份未更新为月度缺更",
        ),
    };
    let mut out = vec![
        format!("应更新数按更新频次折算（{counted}），实更新数为各月更新数之和"),
        format!("{met}，无数量要求的不考核"),
    ];
    let own = |row: &&ColumnRow| row.listed && row.frequency.is_empty() && row.required.number.is_some();
    if outcome.tally.columns.iter().any(|row| own(&row)) {
        out.push("未注明更新频次、有应更新数的，应更新数为单位自填".to_owned());
    }
    out.extend(across.told());
    out.extend(not_read(outcome, Form::Columns));
    assemble(outcome, 0, out, doubts)
}

/// Remark under annex 2; `zero` units reported that they received nothing.
#[must_use]
pub fn messages(outcome: &Outcome, zero: usize, doubts: bool) -> String {
    let mut out = vec!["办结率＝办结数量÷承办数量".to_owned()];
    if zero > 0 {
        out.push(format!("另有{zero}家单位报告本期无留言，未列入表中"));
    }
    let ledgers: Vec<FromLedger> =
        outcome.tally.messages.iter().filter(|r| r.listed).filter_map(|r| r.ledger).collect();
    if !ledgers.is_empty() {
        let limits = ledgers.iter().filter_map(|l| l.limit);
        let limit = limits.max().map_or_else(String::new, |n| format!("，受理次日起{n}个工作日内办结"));
        let check = labels::day(outcome.tally.as_of.unwrap_or(outcome.tally.period.end));
        out.push(format!("报送台账的按台账逐条计算，看到{check}为止{limit}；台账写明期限的从其期限"));
    }
    out.extend(not_read(outcome, Form::Messages));
    assemble(outcome, 1, out, doubts)
}

/// Remark under annex 3.
#[must_use]
pub fn accounts(outcome: &Outcome, doubts: bool) -> String {
    let settings = &outcome.rules.settings;
    let mut out = vec!["实际更新数达到应更新数为合格".to_owned()];
    let minimum = settings.min_forwards.value;
    if minimum > 1 {
        out.push(format!("推荐转发内容应至少转载{minimum}条"));
    }
    if let Some(rate) = settings.min_forward_rate.value {
        out.push(format!("推荐转发内容的转载率应不低于{}%", rate * 100.0));
    }
    if let Some(days) = settings.max_gap_days.value {
        out.push(format!("更新间隔不得超过{days}个自然日"));
    }
    if let Some(days) = settings.max_original_gap_days.value {
        out.push(format!("{days}个自然日内至少发布1篇原创信息"));
    }
    if outcome.rules.roster.manual.iter().any(|problem| problem.veto) {
        out.push("人工检查发现单项否决问题的账号，不论更新数均为不合格".to_owned());
    }
    out.extend(not_read(outcome, Form::Accounts));
    assemble(outcome, 2, out, doubts)
}

/// Remark under annex 4.
#[must_use]
pub fn issues(outcome: &Outcome, doubts: bool) -> String {
    assemble(outcome, 3, issues::remarks(outcome), doubts)
}

/// That something of an annex was not read, beside rows that were.
fn not_read(outcome: &Outcome, form: Form) -> Option<String> {
    let tally = &outcome.tally;
    let has_rows = match form {
        Form::Columns => tally.columns.iter().any(|row| row.listed),
        Form::Messages => tally.messages.iter().any(|row| row.listed),
        _ => tally.accounts.iter().any(|row| row.listed),
    };
    let unread = outcome.unread_of(form);
    (unread > 0 && has_rows).then(|| format!("{}，未计入本表", annexes::not_read(outcome, form)))
}

/// The office's own remark (`own`: which of its remarks), then what is said of every annex.
fn assemble(outcome: &Outcome, own: usize, rules: Vec<String>, doubts: bool) -> String {
    let period = &outcome.tally.period;
    let own = outcome.rules.settings.remarks[own].value.clone();
    let mut out: Vec<String> = own.into_iter().collect();
    out.extend(rules);
    let mut when = format!("统计周期为{}至{}", labels::day(period.start), labels::day(period.end));
    if let Some(day) = outcome.tally.as_of {
        when.push_str("，检查时间点为");
        when.push_str(&labels::day(day));
    }
    out.push(when);
    out.push("“/”表示不适用或不考核，不计入合计".to_owned());
    if outcome.rules.settings.blank_counts.value == BlankCounts::Zero {
        out.push("空白的数按0计".to_owned());
    }
    if doubts {
        out.push("“未报”表示未报送；“未填”和有底色的原文表示数据待核，均不计入合计".to_owned());
    }
    let numbered: Vec<String> = out.iter().enumerate().map(|(n, line)| format!("{}.{}", n + 1, ended(line))).collect();
    format!("备注：{}", numbered.join("\n　　　"))
}

/// A sentence ends with one full stop.
fn ended(line: &str) -> String {
    let line = line.trim().trim_end_matches(['。', '；', ';']);
    format!("{line}。")
}
