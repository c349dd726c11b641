//! What nobody could check for want of a roster, or of one of its lists.

use crate::field::Form;

/// Why nobody is known to owe anything.
#[derive(Debug, Clone, Copy)]
pub enum Unasked {
    /// There is no roster.
    NoRoster,
    /// It names no unit.
    Blank,
    /// It names units, and nothing that they report.
    NothingDue,
}

/// The same where nobody says who must report; of `unread` more units nothing that they handed in was read.
#[must_use]
pub fn units_unasked(came: usize, unread: usize, why: Unasked) -> String {
    let why = match why {
        Unasked::NoRoster => "没有名录",
        Unasked::Blank => "名录的“单位”“栏目”“账号”都没有填",
        Unasked::NothingDue => "名录没有写明谁应报什么：“单位”的“报送内容”“栏目”“账号”都没有填",
    };
    let unread = if unread > 0 { format!("另有 {unread} 家交的表都没有读出；") } else { String::new() };
    format!("报送单位：{came} 家（{unread}{why}，无法核对谁未报）")
}

/// A list that the roster does not have.
#[derive(Debug, Clone, Copy)]
pub enum Unchecked {
    /// Sheet 单位.
    Units,
    /// Sheet 栏目.
    Columns,
    /// Sheet 账号.
    Accounts,
}

/// What nobody could check for want of a list; none where all lists are there.
#[must_use]
pub fn unchecked(lists: &[Unchecked]) -> Option<String> {
    let (sheets, left): (Vec<&str>, Vec<&str>) = lists
        .iter()
        .map(|list| match list {
            Unchecked::Units => ("“单位”", "单位名称和留言报送"),
            Unchecked::Columns => ("“栏目”", "栏目的名称、归属、频次和是否报全"),
            Unchecked::Accounts => ("“账号”", "账号的名称、归属和是否报全"),
        })
        .unzip();
    (!lists.is_empty()).then(|| format!("名录没有填{}，没有核对：{}", sheets.concat(), left.join("；")))
}

/// The line on an annex of which something was handed in and not read; `line` is what is said of the rows that were read.
#[must_use]
pub fn not_read(form: Form, line: Option<String>, unread: usize) -> String {
    let line = line.unwrap_or_else(|| match form {
        Form::Columns => "附件1 栏目更新：0 个栏目".to_owned(),
        Form::Messages => "附件2 网民留言：0 家单位".to_owned(),
        _ => "附件3 政务新媒体：0 个账号".to_owned(),
    });
    format!("{line}；有 {unread} 处报送内容没有读出")
}
