//! Words of the texts that chase what did not come.

use crate::field::Form;
use crate::remind::{Chased, Reminder};
use crate::wording::labels;

/// What a form is called in a text to a unit.
const fn form(form: Form) -> &'static str {
    match form {
        Form::Columns => "网站栏目更新情况",
        Form::Messages => "网民留言办理情况",
        Form::Accounts => "政务新媒体更新情况",
        _ => labels::form(form),
    }
}

fn forms(list: &[Form]) -> String {
    list.iter().map(|f| format!("《{}》", form(*f))).collect::<Vec<_>>().join("、")
}

/// Without a list of units nobody can be chased.
#[must_use]
pub const fn no_roster() -> &'static str {
    "没有名录（或名录里没有“单位”“栏目”“账号”），不知道哪些单位应报，无法生成催报文字。请先填写名录.xlsx。"
}

/// Nobody is to be chased.
#[must_use]
pub fn all_came(reminder: &Reminder) -> String {
    let all = format!("{}应报 {} 家单位均已报送，不需要催报。", labels::period(&reminder.period), reminder.expected);
    std::iter::once(all).chain(waiting(reminder)).collect::<Vec<_>>().join("\n")
}

/// Units whose tables wait for the office.
fn waiting(reminder: &Reminder) -> Option<String> {
    let named = reminder.waiting.join("、");
    (!named.is_empty()).then(|| format!("已收到、表还待核的：{named}，不用重报，等通知。"))
}

/// One text for the chat of all units.
#[must_use]
pub fn for_group(reminder: &Reminder) -> String {
    let mut lines = vec![
        "【群通知】".to_owned(),
        format!(
            "各单位：{}报表应报 {} 家，尚有 {} 家未报或报送不全：",
            labels::period(&reminder.period),
            reminder.expected,
            reminder.chased.len()
        ),
    ];
    let line = |(n, unit): (usize, &Chased)| {
        let state = match (unit.came.is_empty(), unit.refused.is_empty()) {
            (true, true) => "未报",
            (true, false) => "已报的文件无法使用，请重报",
            (false, true) => "部分报送，还缺",
            (false, false) => "部分报送，另有文件无法使用，请重报",
        };
        format!("{}. {}：{state}{}", n + 1, unit.unit, forms(&unit.missing))
    };
    lines.extend(reminder.chased.iter().enumerate().map(line));
    lines.extend(waiting(reminder));
    lines.push(format!("请{}报送；已报的请忽略。{}", by(reminder), office(reminder)));
    lines.join("\n")
}

/// The text for one unit.
#[must_use]
pub fn for_unit(reminder: &Reminder, unit: &Chased) -> String {
    let contact = match (&unit.contact, &unit.phone) {
        (Some(contact), Some(phone)) => format!("（联系人：{contact}，电话：{phone}）"),
        (Some(contact), None) => format!("（联系人：{contact}）"),
        (None, Some(phone)) => format!("（电话：{phone}）"),
        (None, None) => "（名录里没有联系人）".to_owned(),
    };
    let period = labels::period(&reminder.period);
    let mut lines = vec![format!("【{}】{contact}", unit.unit)];
    lines.push(if unit.came.is_empty() && !unit.refused.is_empty() {
        format!("{}：贵单位{period}的{}还没有收到能用的。", unit.unit, forms(&unit.missing))
    } else if unit.came.is_empty() {
        format!("{}：贵单位{period}的{}尚未报送。", unit.unit, forms(&unit.missing))
    } else {
        format!("{}：贵单位{period}已报送{}，还缺{}。", unit.unit, forms(&unit.came), forms(&unit.missing))
    });
    lines.extend(unit.refused.iter().map(|(file, why, what)| {
        let name = file.rsplit('/').next().unwrap_or(file);
        format!("收到的“{name}”无法使用：{why}{what}")
    }));
    lines.push(format!("请{}报送。{}", by(reminder), office(reminder)));
    lines.join("\n")
}

fn by(reminder: &Reminder) -> String {
    reminder.deadline.as_ref().map_or_else(|| "尽快".to_owned(), |day| format!("于{day}前"))
}

fn office(reminder: &Reminder) -> String {
    reminder.office.as_ref().map_or_else(String::new, |office| format!("\n{office}"))
}

/// Said when the texts were written to a file.
#[must_use]
pub fn written(path: &str, units: usize) -> String {
    format!("已写出催报文字：{path}（{units} 家单位，另有一条群通知）")
}
