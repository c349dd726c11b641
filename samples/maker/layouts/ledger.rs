//! A unit that also keeps a ledger: one row for each post of its account.
//!
//! In: the account's number of posts. Out: as many rows, with invented titles, dates and readings. At most four days lie
//! between two posts. Forwards are not in the ledger: the unit states them in its summary.

use rust_xlsxwriter::Worksheet;

use super::serial;
use crate::Failure;
use crate::bulletin::Bulletin;
use crate::form::{Cell, Form, PLAIN, n, t};

const SUBJECTS: [&str; 11] = [
    "校园安全",
    "春季开学",
    "学前教育",
    "义务教育质量监测",
    "教师培训",
    "体育赛事",
    "阳光体育大课间",
    "心理健康教育",
    "劳动教育",
    "控辍保学",
    "家校共育",
];
const NEWS: [&str; 8] = [
    "工作部署会召开",
    "专项检查扎实开展",
    "经验交流活动举行",
    "宣传周活动启动",
    "专题培训班开班",
    "工作提示",
    "政策解读",
    "工作座谈会举行",
];
/// Days between a post and the next, over and over; 0 = a second post on the same day.
const STEPS: [u32; 11] = [1, 0, 4, 1, 0, 0, 1, 1, 0, 2, 1];

/// 区教体局: the posts of its account.
pub(super) fn posts(bulletin: &Bulletin) -> Result<Vec<Worksheet>, Failure> {
    let account = bulletin.account_of("区教体局")?;
    let mut form = Form::new("发布台账", PLAIN, &[6.0, 13.0, 40.0, 22.0, 14.0, 10.0, 10.0])?;
    form.title("区教体局政务新媒体信息发布台账（2023年1-3月）")?;
    form.headings(&["序号", "发布日期", "标题", "账号名称", "平台", "是否原创", "阅读量"])?;
    let total = usize::try_from(account.posts)?;
    for (index, day) in days(total).into_iter().enumerate() {
        let title = format!("{}{}", SUBJECTS[index % SUBJECTS.len()], NEWS[index % NEWS.len()]);
        form.row(&[
            serial(index),
            date(day),
            t(&title),
            t(&account.name),
            t(&account.platform),
            t("是"),
            n(readings(index)?),
        ])?;
    }
    form.sheet().set_freeze_panes(2, 0)?.set_repeat_rows(0, 1)?.set_landscape();
    Ok(vec![form.finish()])
}

/// Days of the quarter (1 January = 0) on which the posts appeared: from 2 January to the last days of March.
fn days(total: usize) -> Vec<u32> {
    let steps = STEPS.iter().cycle();
    let mut day = 1;
    let mut days = vec![day];
    for step in steps.take(total.saturating_sub(1)) {
        day += step;
        days.push(day);
    }
    days
}

fn date(day: u32) -> Cell {
    let (month, first) = match day {
        0..31 => (1, 0),
        31..59 => (2, 31),
        _ => (3, 59),
    };
    u8::try_from(day - first + 1).map_or(Cell::Blank, |day| Cell::Date(2023, month, day))
}

/// Invented, and the same each time.
fn readings(index: usize) -> Result<u32, Failure> {
    Ok(u32::try_from(180 + index * 337 % 1100)?)
}
