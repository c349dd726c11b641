//! "Which value is in force, and on whose word?" The keys of 规则 with built-in values.
//!
//! In: `settings.toml` and the roster's 规则 sheet. Out: [`Settings`], each value with its origin and basis. `docs/rules.md` lists the keys.

use super::keys;
use crate::finding::{ReadBy, Severity};
use crate::period::Period;
use crate::place::Place;
use indexmap::IndexMap;
use jiff::civil::Date;
use serde::Deserialize;

/// A value with where it came from.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting<T> {
    /// The value in force.
    pub value: T,
    /// Where it came from.
    pub origin: Origin,
    /// The document that it rests on.
    pub basis: Option<String>,
}

/// Where a value came from, strongest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The command line.
    Option,
    /// The roster's 规则, at this cell.
    Roster(Place),
    /// Built in.
    BuiltIn,
}

/// What a blank count cell means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BlankCounts {
    /// Missing: a human must decide (待核).
    Doubt,
    /// Zero (按0).
    Zero,
}

/// Every value that 规则 may set.
#[derive(Debug, Clone)]
pub struct Settings {
    /// 统计周期.
    pub period: Setting<Option<Period>>,
    /// 检查时间点.
    pub as_of: Setting<Option<Date>>,
    /// 制表单位.
    pub office: Setting<Option<String>>,
    /// 附件1标题 … 附件4标题.
    pub titles: [Setting<Option<String>>; 4],
    /// 附件1备注 … 附件4备注.
    pub remarks: [Setting<Option<String>>; 4],
    /// 每月应更新数 of an account.
    pub posts_per_month: Setting<i64>,
    /// 推荐转发内容数量.
    pub forward_list: Setting<Option<i64>>,
    /// 最低转载数.
    pub min_forwards: Setting<i64>,
    /// 最低转载率, 0 to 1.
    pub min_forward_rate: Setting<Option<f64>>,
    /// 更新最大间隔自然日.
    pub max_gap_days: Setting<Option<i64>>,
    /// 原创最大间隔自然日.
    pub max_original_gap_days: Setting<Option<i64>>,
    /// 间隔影响结论.
    pub gap_decides: Setting<bool>,
    /// 转载影响结论.
    pub forwards_decide: Setting<bool>,
    /// 空白计数.
    pub blank_counts: Setting<BlankCounts>,
    /// 每日按工作日.
    pub daily_on_workdays: Setting<bool>,
    /// 频次口径.
    pub frequency_reading: Setting<ReadBy>,
    /// 留言办理期限工作日.
    pub message_limit: Setting<Option<i64>>,
    /// 固定表述错误处置期限工作日.
    pub phrase_limit: Setting<i64>,
    /// 其他问题处置期限工作日.
    pub other_limit: Setting<i64>,
    /// 整改期限, as it is printed.
    pub rectify_by: Setting<Option<String>>,
    /// 报送期限, as the chasing texts say it.
    pub submit_by: Setting<Option<String>>,
    /// Severity by finding id; `None` = 不报.
    pub severities: IndexMap<String, Setting<Option<Severity>>>,
}

impl<T> Setting<T> {
    pub(super) const fn built_in(value: T) -> Self {
        Self { value, origin: Origin::BuiltIn, basis: None }
    }
}

impl Settings {
    /// The built-in values.
    #[must_use]
    pub fn built_in() -> Self {
        let mut settings = Self::unset();
        keys::apply_built_in(&mut settings);
        settings
    }

    /// Nothing set. Numbers that always have a value get theirs from `settings.toml`.
    fn unset() -> Self {
        let none = || Setting::built_in(None);
        Self {
            period: Setting::built_in(None),
            as_of: Setting::built_in(None),
            office: none(),
            titles: [none(), none(), none(), none()],
            remarks: [none(), none(), none(), none()],
            posts_per_month: Setting::built_in(0),
            forward_list: Setting::built_in(None),
            min_forwards: Setting::built_in(0),
            min_forward_rate: Setting::built_in(None),
            max_gap_days: Setting::built_in(None),
            max_original_gap_days: Setting::built_in(None),
            gap_decides: Setting::built_in(false),
            forwards_decide: Setting::built_in(false),
            blank_counts: Setting::built_in(BlankCounts::Doubt),
            daily_on_workdays: Setting::built_in(false),
            frequency_reading: Setting::built_in(ReadBy::Sum),
            message_limit: Setting::built_in(None),
            phrase_limit: Setting::built_in(0),
            other_limit: Setting::built_in(0),
            rectify_by: none(),
            submit_by: none(),
            severities: IndexMap::new(),
        }
    }
}
