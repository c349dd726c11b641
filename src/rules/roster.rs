//! "Who must report what?" The roster workbook's lists.
//!
//! In: the roster as a [`Book`](crate::read::Book). Out: a [`Roster`], or every mistake at once with sheet and cell. A sheet that is
//! absent or holds only headings is `None`: what it would have told is then not checked, and the run says so.

use crate::field::Form;
use crate::place::Place;
use indexmap::IndexMap;
use jiff::civil::Date;
use serde::Deserialize;
use std::sync::Arc;

/// The lists of the roster workbook, each in the order of its sheet.
#[derive(Debug, Clone, Default)]
pub struct Roster {
    /// The workbook's name in places; `None` without a roster.
    pub file: Option<Arc<str>>,
    /// SHA-256 of its bytes.
    pub sha256: Option<String>,
    /// 单位, by name.
    pub units: Option<IndexMap<String, Unit>>,
    /// 栏目.
    pub columns: Option<Vec<RosterColumn>>,
    /// 账号.
    pub accounts: Option<Vec<RosterAccount>>,
    /// 人工问题.
    pub manual: Vec<ManualProblem>,
    /// 文稿数据.
    pub body: Vec<BodyFigure>,
    /// 表头别名: written heading and the standard field name, as written.
    pub heading_aliases: Vec<(String, String, Place)>,
    /// 更正.
    pub corrections: Vec<Correction>,
    /// 错误表述: wrong, right.
    pub wrong_phrases: Vec<(String, String, Place)>,
    /// 节假日: day, and whether it is worked (班) or off (休).
    pub holidays: Vec<(Date, bool, Place)>,
}

/// A line of 单位.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// 单位名称.
    pub name: String,
    /// 全称.
    pub full_name: Option<String>,
    /// 别名.
    pub aliases: Vec<String>,
    /// 类别.
    pub category: Option<String>,
    /// 报送内容: what it must report; derived from 栏目 and 账号 where the cell is empty.
    pub forms: Vec<Form>,
    /// In use from and until, where given.
    pub in_use: (Option<Date>, Option<Date>),
    /// 联系人.
    pub contact: Option<String>,
    /// 电话.
    pub phone: Option<String>,
    /// Its line.
    pub place: Place,
}

/// A line of 栏目.
#[derive(Debug, Clone, PartialEq)]
pub struct RosterColumn {
    /// 栏目名称.
    pub name: String,
    /// 上级栏目.
    pub parent: Option<String>,
    /// 更新频次, as written.
    pub frequency: Option<String>,
    /// 保障单位, a name of 单位 where that sheet exists.
    pub unit: String,
    /// 别名.
    pub aliases: Vec<String>,
    /// In use from and until, where given.
    pub in_use: (Option<Date>, Option<Date>),
    /// Its line.
    pub place: Place,
}

/// State of an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AccountState {
    /// 正常.
    Normal,
    /// 新开通.
    New,
    /// 注销.
    Cancelled,
    /// 关停.
    Closed,
}

/// Number of items to forward.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ForwardList {
    /// So many.
    Count(i64),
    /// "/": does not apply to this account.
    NotApplicable,
}

/// A line of 账号.
#[derive(Debug, Clone, PartialEq)]
pub struct RosterAccount {
    /// 账号名称.
    pub name: String,
    /// 账号类型, canonical.
    pub platform: String,
    /// 责任单位.
    pub unit: String,
    /// 别名.
    pub aliases: Vec<String>,
    /// 应更新数.
    pub required: Option<i64>,
    /// 推荐转发内容数量.
    pub forward_list: Option<ForwardList>,
    /// 备案.
    pub filed: Option<bool>,
    /// 状态.
    pub state: AccountState,
    /// In use from and until, where given.
    pub in_use: (Option<Date>, Option<Date>),
    /// Its line.
    pub place: Place,
}

/// A line of 人工问题.
#[derive(Debug, Clone, PartialEq)]
pub struct ManualProblem {
    /// 单位.
    pub unit: String,
    /// 对象 (free text).
    pub object: String,
    /// 问题.
    pub problem: String,
    /// 依据.
    pub basis: Option<String>,
    /// 单项否决: it makes its account 不合格 whatever the numbers are.
    pub veto: bool,
    /// Its line.
    pub place: Place,
}

/// A line of 文稿数据.
#[derive(Debug, Clone, PartialEq)]
pub struct BodyFigure {
    /// 项目.
    pub key: String,
    /// 数值 as written.
    pub value: String,
    /// 数值 where it is a whole number.
    pub number: Option<i64>,
    /// Its cell.
    pub place: Place,
}

/// A line of 更正.
#[derive(Debug, Clone, PartialEq)]
pub struct Correction {
    /// 单位.
    pub unit: String,
    /// 对象.
    pub object: String,
    /// 项目.
    pub item: String,
    /// 期间.
    pub period: String,
    /// 原值.
    pub old: String,
    /// 更正值.
    pub new: String,
    /// 依据.
    pub basis: Option<String>,
    /// 日期.
    pub day: Option<Date>,
    /// Its line.
    pub place: Place,
}
