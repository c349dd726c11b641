//! What each unit handed in: the list of files, and how each of them is drawn.
//!
//! In: the bulletin's figures. Out: workbooks, by path below `收件/`. One module for each kind of habit; a habit that
//! only one unit has is a function of its own. Signatures, telephone numbers and dates of filing are invented.

mod accounts;
mod columns;
mod counts;
mod ledger;
mod messages;
mod months;
mod official;
mod places;
mod side_by_side;
mod stacked;
mod two_rows;

use rust_xlsxwriter::Worksheet;

use crate::bulletin::{Account, Bulletin, Column, Messages};
use crate::form::{Cell, n, t};
use crate::{Failure, pack};

/// Draws the sheets of a file.
type Draw = fn(&Bulletin) -> Result<Vec<Worksheet>, Failure>;

/// A file that a unit handed in.
pub(crate) struct Submission {
    /// Below `收件/`.
    pub(crate) path: &'static str,
    written: (u16, u8, u8),
    draw: Draw,
}

impl Submission {
    const fn new(path: &'static str, day_of_april: u8, draw: Draw) -> Self {
        Self { path, written: (2023, 4, day_of_april), draw }
    }

    /// The file.
    pub(crate) fn bytes(&self, bulletin: &Bulletin) -> Result<Vec<u8>, Failure> {
        Ok(pack((self.draw)(bulletin)?, self.written)?)
    }
}

/// All files, unit by unit in the order of the roster.
pub(crate) const SUBMISSIONS: &[Submission] = &[
    Submission::new("区政府办2023年一季度网民留言办理情况统计表.xlsx", 6, messages::with_total),
    Submission::new("区教体局2023年一季度政务公开工作报送表.xlsx", 4, official::education),
    Submission::new("区教体局新媒体信息发布台账（2023年1-3月）.xlsx", 4, ledger::posts),
    Submission::new("区住房和城乡建设局一季度栏目更新及留言办理情况.xlsx", 4, stacked::housing),
    Submission::new("区卫健局/栏目更新情况.xlsx", 3, two_rows::health),
    Submission::new("区卫健局/网民留言.xlsx", 3, places::health_messages),
    Submission::new("清姜路街道办事处2023年一季度网民留言办理情况.xlsx", 3, messages::street),
    Submission::new("清姜故事微信公众号运营情况.xlsx", 3, accounts::vertical),
    Submission::new("神农镇2023年1-3月政务公开数据.xlsx", 5, side_by_side::town),
    Submission::new("交警大队网民留言办理情况（一季度）.xlsx", 4, messages::without_year),
    Submission::new("渭滨交警大队2023年一季度新媒体统计.xlsx", 4, accounts::merged_unit),
    Submission::new("区民政局2023年一季度报送.xlsx", 4, stacked::civil_affairs),
    Submission::new("姜谭路街道办事处网民留言统计.xlsx", 3, messages::other_words),
    Submission::new("石鼓镇/石鼓镇人民政府2023年一季度留言.xlsx", 4, messages::town),
    Submission::new("石鼓镇/印象石鼓.xlsx", 4, two_rows::town_account),
    Submission::new("金陵街道办事处网民留言办理情况2023Q1.xlsx", 4, counts::messages_with_units),
    Submission::new("区农业农村局.xlsx", 6, months::date_range),
    Submission::new("自然资源和规划分局2023年一季度栏目更新.xlsx", 4, months::sheet_per_month),
    Submission::new("宝鸡市自然资源和规划局渭滨分局网民留言.xlsx", 4, messages::branch),
    Submission::new("区司法局规范性文件栏目更新.xlsx", 3, columns::first_month_by_name),
    Submission::new("渭滨司法公众号.xlsx", 3, accounts::with_verdict),
    Submission::new("区发改局2023年第一季度政府网站栏目更新统计表.xlsx", 4, columns::sums_and_repeated_headings),
    Submission::new("区文旅局2023年一季度栏目更新.xlsx", 4, places::only_file_name),
    Submission::new("区人社局/2023年一季度就业信息栏目.xlsx", 4, places::employment),
    Submission::new("区人社局/2023年一季度社会保险栏目.xlsx", 4, places::insurance),
    Submission::new("区人社局/2023年一季度微信公众号.xlsx", 6, places::talent_account),
    Submission::new("区审计局2023年一季度栏目更新及留言情况.xlsx", 4, months::zero_report),
    Submission::new("渭滨区市场监督管理局2023年一季度报表.xlsx", 3, official::market),
    Submission::new("区财政局/2023年一季度栏目更新情况.xlsx", 6, columns::groups),
    Submission::new("区统计局栏目更新情况统计表.xlsx", 4, columns::template_with_example),
    Submission::new("区医疗保障局2023年一季度栏目更新情况.xlsx", 4, official::with_instructions),
    Submission::new("渭滨区统建局2023年1-3月栏目更新表.xlsx", 7, columns::remarks),
    Submission::new("区应急管理局2023年一季度.xlsx", 4, two_rows::emergency),
    Submission::new("区工信局网站栏目.xlsx", 4, columns::months_in_words),
    Submission::new("区乡村振兴局/栏目.xlsx", 4, places::village_column),
    Submission::new("区乡村振兴局/政务新媒体.xlsx", 4, places::village_account),
    Submission::new("宝鸡市生态环境局渭滨分局2023年一季度政务公开报表.xlsx", 4, months::default_sheet_names),
    Submission::new("区城市管理执法局栏目更新情况.xlsx", 4, counts::columns_with_units),
    Submission::new("区交通运输局栏目更新（2023年一季度）.xlsx", 4, counts::full_width),
    Submission::new("国家税务总局宝鸡市渭滨区税务局2023年一季度栏目更新情况表.xlsx", 4, counts::numbers_as_text),
    Submission::new("区行政审批服务局政务新媒体季度报表.xlsx", 3, accounts::not_applicable),
    Submission::new("投资渭滨运营情况统计表.xlsx", 4, accounts::with_followers),
    Submission::new("高家镇政务新媒体2023年第一季度.xlsx", 4, accounts::no_forwards),
    Submission::new("桥南街道办/悦桥南2023年一季度更新情况.xlsx", 4, places::street_account),
    Submission::new("渭滨区智慧城市治理监督指挥中心新媒体更新情况.xlsx", 4, accounts::named_as_unit),
    Submission::new("公安分局一季度新媒体.xlsx", 4, accounts::sheet_per_platform),
];

/// The three months as number cells.
fn months(column: &Column) -> [Cell; 3] {
    column.months.map(n)
}

/// Received, closed, overdue as number cells.
fn handled(row: &Messages) -> [Cell; 3] {
    [n(row.received), n(row.closed), n(row.overdue)]
}

/// Required, posts, length of the list, forwards, in the order of annex 3.
fn posted(account: &Account) -> [Cell; 4] {
    [n(account.required), n(account.posts), n(account.forward_list), forwarded(account)]
}

/// Forwards, or the stroke that says they do not apply.
fn forwarded(account: &Account) -> Cell {
    account.forwarded.map_or_else(|| t("/"), n)
}

/// One list out of several.
fn joined(parts: &[&[Cell]]) -> Vec<Cell> {
    parts.concat()
}

/// The running number of a row.
fn serial(index: usize) -> Cell {
    u32::try_from(index + 1).map_or(Cell::Blank, n)
}
