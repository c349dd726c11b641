//! Words on the pages: sheets, headings, titles, states of a cell, notes, remarks.

pub use super::required::{arithmetic, required_from, required_note, requirement};
use crate::discover::SkipReason;
use crate::field::Form;
use crate::finding::Severity;
use crate::outcome::{InputStatus, Outcome};
use crate::period::Period;
use crate::place::Place;
use crate::tally::{Amount, Handed, State};
use crate::wording::labels;

/// Names of the sheets in the order of their tabs.
pub const SHEETS: [&str; 9] = [
    "概览",
    "附件1 栏目更新",
    "附件2 留言办理",
    "附件3 新媒体",
    "问题清单",
    "待核事项",
    "收件登记",
    "名称对照",
    "明细",
];

/// Name of the sheet that the workbook keeps out of sight: its record of itself.
pub const RECORD: &str = "溯源记录";

/// Name of the n-th sheet of a list that goes on: 明细, 明细2.
#[must_use]
pub fn continued(name: &str, n: usize) -> String {
    if n == 1 { name.to_owned() } else { format!("{name}{n}") }
}

/// Outside sums and checks.
pub const NOT_APPLICABLE: &str = "/";
/// The unit did not report the figure.
pub const NOT_REPORTED: &str = "未报";
/// Handed in, but the cell is empty.
pub const LEFT_BLANK: &str = "未填";
/// Cannot be believed and has no text of its own.
pub const OPEN: &str = "待核";
/// Problem text of a row with open figures.
pub const OPEN_DATA: &str = "数据待核";
/// Problem text of a row that did not come.
pub const NOT_HANDED_IN: &str = "未报送";
/// A month of a row that has only a figure for the whole period.
pub const NO_MONTHS: &str = "未分月";
/// Nobody says what stands here.
pub const NOT_STATED: &str = "未注明";
/// The number in force is not set.
pub const NOT_SET: &str = "未定";
/// No problem.
pub const NO_PROBLEM: &str = "无";
/// Nothing to list.
pub const NONE: &str = "无";
/// Between several problems of a row.
pub const BETWEEN: &str = "；";
/// Between names.
pub const ENUMERATE: &str = "、";
/// Between values that contradict each other.
pub const OR: &str = " 或 ";
/// Sum row.
pub const TOTAL: &str = "合计";
/// Stands for a file name in the clean copy.
pub const SOURCE_FILE: &str = "报送文件";
/// Annex 1 without rows.
pub const NO_COLUMNS: &str = "本期无栏目数据";
/// Annex 2 without rows.
pub const NO_MESSAGES: &str = "本期各报送单位均无承办留言";
/// Annex 2 when nobody reported anything.
pub const NO_MESSAGE_DATA: &str = "本期无留言数据";
/// Annex 3 without rows.
pub const NO_ACCOUNTS: &str = "本期无账号数据";
/// What may be of an annex was handed in and not read: so many tables, parts of tables, files.
#[must_use]
pub fn not_read(outcome: &Outcome, form: Form) -> String {
    let mut places: Vec<String> = Vec::new();
    // A file that stayed closed has its line in the record of the inputs alone.
    for unread in outcome.unread.iter().filter(|unread| unread.forms.contains(&form)) {
        let sheet = SHEETS[if unread.place.sheet.is_some() { 5 } else { 6 }];
        let sheet = format!("“{sheet}”");
        places.extend((!places.contains(&sheet)).then_some(sheet));
    }
    let unread = outcome.unread_of(form);
    format!("有{unread}处报送内容没有读出，可能是{}的数，见{}", labels::form(form), places.join(ENUMERATE))
}

/// 问题清单 without rows.
pub const NO_PROBLEMS: &str = "本期未发现问题";
/// 名称对照 without rows.
pub const NO_RENAMES: &str = "各文件写法与采用名称一致";
/// What is said of a file stands in its first line.
pub const SEE_FIRST_LINE: &str = "其余见该文件首行";
/// The roster does not know it.
pub const NOT_IN_ROSTER: &str = "名录外";
/// Standing of a stroke where a unit meets a website column that it does not keep.
pub const NO_DUTY: &str = "不承担";
/// The roster asks nothing of it.
pub const NOTHING_DUE: &str = "无需报送";

/// Headings of annex 1 before the months.
pub const COLUMN_HEADS: [&str; 3] = ["栏目名称", "更新频次", "保障单位"];
/// Headings of annex 1 after the months.
pub const COLUMN_RESULT_HEADS: [&str; 4] = ["应更新数", "实更新数", "是否达标", "存在问题"];
/// Headings of annex 2.
pub const MESSAGE_HEADS: [&str; 6] = ["单位", "承办数量", "办结数量", "逾期数量", "办结率", "存在问题"];
/// Headings of annex 3.
pub const ACCOUNT_HEADS: [&str; 10] = [
    "序号",
    "责任单位",
    "账号名称",
    "账号类型",
    "应更新数",
    "实际更新数",
    "推荐转发内容数量",
    "实际转载数量",
    "合格/不合格",
    "存在突出问题",
];
/// Headings of 问题清单.
pub const PROBLEM_HEADS: [&str; 12] =
    ["序号", "级别", "单位", "对象", "存在问题", "应", "实", "规则及依据", "来源", "整改时限", "整改情况", "销号"];
/// The heading of 问题清单 under which the clerk notes what the unit answered.
pub const PROBLEM_ANSWER: &str = PROBLEM_HEADS[10];
/// Headings of 待核事项.
pub const DOUBT_HEADS: [&str; 7] = ["序号", "单位", "对象", "待核内容", "位置", "处理办法", "处理结果"];
/// Headings of 收件登记.
pub const REGISTER_HEADS: [&str; 13] = [
    "序号",
    "单位",
    "应报",
    "已报",
    "未报",
    "报送情况",
    "文件",
    "处理",
    "原因及提示",
    "采用的表",
    "采用行数",
    "未用行",
    "SHA-256",
];
/// Rows used of a file that speaks for several units: no unit's own.
#[must_use]
pub fn rows_of_file(rows: usize) -> String {
    format!("全文件 {rows}")
}
/// Headings of 名称对照.
pub const NAME_HEADS: [&str; 8] = ["序号", "类别", "文件写法", "采用名称", "依据", "推断", "另一可能", "来源"];
/// Headings of 明细.
pub const DETAIL_HEADS: [&str; 13] =
    ["序号", "表类", "单位", "对象", "账号类型", "项目", "期间", "数值", "原文", "文件", "工作表", "单元格", "采用"];

/// Tables and rows of all files, in the sums of 收件登记.
#[must_use]
pub fn rows_found(tables: usize, rows: usize) -> String {
    format!("{tables} 张表\n共 {rows} 行")
}

/// `附件1`, without a colon (GB/T 9704-2012).
#[must_use]
pub fn label(annex: usize) -> String {
    format!("附件{annex}")
}

/// Title of annex 1 to 4: the office's own, where `{period}` stands for the period, else the usual one.
#[must_use]
pub fn title(outcome: &Outcome, annex: usize) -> String {
    const USUAL: [&str; 4] = [
        "{period}政府网站栏目更新统计表",
        "{period}网民留言办理情况统计表",
        "{period}政务新媒体更新情况统计表",
        "{period}监测发现问题处置情况统计表",
    ];
    let n = annex.clamp(1, 4) - 1;
    let own = outcome.rules.settings.titles[n].value.as_deref();
    own.unwrap_or(USUAL[n]).replace("{period}", &labels::period(&outcome.tally.period))
}

/// Title of the whole workbook, also its file name without the ending.
#[must_use]
pub fn workbook_title(period: &Period) -> String {
    format!("{}政府网站及政务新媒体检查结果附件", labels::period(period))
}

/// Title of 问题清单.
#[must_use]
pub fn problems_title(outcome: &Outcome) -> String {
    format!("{}检查发现问题清单", labels::period(&outcome.tally.period))
}

/// Title of 待核事项.
#[must_use]
pub fn doubts_title(outcome: &Outcome) -> String {
    format!("{}待核事项", labels::period(&outcome.tally.period))
}

/// Heading of a month or a quarter; with the year where `all` touch several years.
#[must_use]
pub fn span_heading(span: &Period, all: &[Period]) -> String {
    let months = span.months();
    let quarter = months.len() == 3 && (span.start.month() - 1) % 3 == 0;
    let text = match months.as_slice() {
        [_] => labels::month(span),
        [first, .., last] if !quarter => format!("{}-{}", first.start.month(), labels::month(last)),
        _ => ["一季度", "二季度", "三季度", "四季度"][usize::try_from((span.start.month() - 1) / 3).unwrap_or(0)]
            .to_owned(),
    };
    let one_year = all.iter().all(|p| p.start.year() == span.start.year());
    if one_year { text } else { format!("{}年{text}", span.start.year()) }
}

/// What a total says about figures that are not in it; empty when all are.
#[must_use]
pub fn left_out_of_total(open: usize, absent: usize) -> String {
    let mut out = Vec::new();
    if open > 0 {
        out.push(format!("另有{open}项待核"));
    }
    if absent > 0 {
        out.push(format!("另有{absent}项未报"));
    }
    out.join(BETWEEN)
}

/// First line of a note: severity and sentence.
#[must_use]
pub fn note_head(severity: Severity, sentence: &str) -> String {
    format!("【{}】{sentence}", labels::severity(severity))
}

/// `应 3、实 2、差 1`; the difference only where something is missing.
#[must_use]
pub fn note_numbers(required: Option<i64>, actual: Option<i64>) -> Option<String> {
    match (required, actual) {
        (Some(r), Some(a)) if a < r => Some(format!("应 {r}、实 {a}、差 {}", r - a)),
        (Some(r), Some(a)) => Some(format!("应 {r}、实 {a}")),
        (None, Some(a)) => Some(format!("实 {a}")),
        _ => None,
    }
}

/// Rule and basis in a note.
#[must_use]
pub fn note_rule(rule: &str, basis: Option<&str>) -> Option<String> {
    let mut out = Vec::new();
    if !rule.is_empty() {
        out.push(format!("规则：{rule}"));
    }
    if let Some(basis) = basis.filter(|b| !b.is_empty()) {
        out.push(format!("依据：{basis}"));
    }
    (!out.is_empty()).then(|| out.join("\n"))
}

/// The places in a note, at most `most` of them.
#[must_use]
pub fn note_sources(places: &[String], most: usize) -> String {
    format!("来源：{}", first_lines(places, most))
}

/// Cells of one sheet: `某局/表.xlsx › Sheet1 › D4、E4`.
#[must_use]
pub fn cells_of(sheet: &str, areas: &[String]) -> String {
    if areas.is_empty() { sheet.to_owned() } else { format!("{sheet} › {}", areas.join(ENUMERATE)) }
}

/// The first blocks of many cells of one sheet: `某局/表.xlsx › Sheet1 › B5:B16 等 12 处`.
#[must_use]
pub fn some_cells_of(sheet: &str, blocks: &[String], count: usize) -> String {
    format!("{} 等 {count} 处", cells_of(sheet, blocks))
}

/// A sentence with its places.
#[must_use]
pub fn with_places(sentence: &str, places: &[String]) -> String {
    format!("{sentence}〔{}〕", places.join("；"))
}

/// The first `most` lines and how many there are.
#[must_use]
pub fn first_lines(lines: &[String], most: usize) -> String {
    let shown = lines.iter().take(most).map(String::as_str).collect::<Vec<_>>().join("\n");
    if lines.len() > most { format!("{shown}\n等{}处", lines.len()) } else { shown }
}

/// Note on an open figure that no finding explains.
#[must_use]
pub fn note_open(value: Amount, places: &[String]) -> Option<String> {
    let head = match value {
        Amount::Missing => "单元格为空，不计入合计",
        Amount::Doubtful(_) => "数据存疑，不计入合计",
        Amount::NotReported => "未报送，不计入合计",
        Amount::Known(_) | Amount::NotApplicable => return None,
    };
    let tail = if places.is_empty() { String::new() } else { format!("\n{}", note_sources(places, 6)) };
    Some(format!("【{OPEN}】{head}{tail}"))
}

/// Problem in house wording, then the sentence with its numbers where that says more.
#[must_use]
pub fn problem_and_sentence(problem: &str, sentence: &str) -> String {
    if problem.is_empty() || sentence.trim_end_matches('。') == problem {
        return sentence.to_owned();
    }
    format!("{problem}。\n{sentence}")
}

/// Rule and basis in one cell.
#[must_use]
pub fn rule_and_basis(rule: &str, basis: Option<&str>) -> String {
    match (rule, basis.unwrap_or_default()) {
        ("", "") => NOT_APPLICABLE.to_owned(),
        (one, "") | ("", one) => one.to_owned(),
        (rule, basis) => format!("{rule}\n依据：{basis}"),
    }
}

/// What known months come to, where another one is open.
#[must_use]
pub fn at_least(known: i64) -> String {
    format!("至少{known}")
}

/// How a unit stands with what it owes.
#[must_use]
pub fn state(state: &State) -> String {
    let handed = match state.handed {
        Handed::All => "已报",
        Handed::Waits => "已报，待核",
        Handed::Part => "部分报送",
        Handed::Nothing => NOT_REPORTED,
        Handed::NothingDue => NOTHING_DUE,
    };
    let more = state.more.iter().map(|f| labels::form(*f)).collect::<Vec<_>>().join(ENUMERATE);
    if more.is_empty() { handed.to_owned() } else { format!("{handed}\n多报：{more}") }
}

/// How a unit stands, and what it handed in that nobody could read.
#[must_use]
pub fn with_unread(known: Option<&State>, unread: &[Form]) -> String {
    let forms = unread.iter().map(|form| labels::form(*form)).collect::<Vec<_>>().join(ENUMERATE);
    match (known.map(state), unread.is_empty()) {
        (known, true) => known.unwrap_or_else(|| NOT_APPLICABLE.to_owned()),
        (Some(state), false) => format!("{state}\n已交，没有读出：{forms}"),
        (None, false) => format!("已交，没有读出：{forms}"),
    }
}

/// What became of a file.
#[must_use]
pub const fn status(status: InputStatus, repeated: bool) -> &'static str {
    match status {
        InputStatus::Used if repeated => "采用（重报）",
        InputStatus::Used => "采用",
        InputStatus::Refused(_) => "未采用",
        InputStatus::Skipped(_) => "略过",
        InputStatus::Superseded => "已被替代（重报）",
        InputStatus::Roster => "名录",
        InputStatus::Previous => "上期工作簿",
    }
}

/// What became of a file that is another one saved otherwise.
pub const SAME_AGAIN: &str = "同一份，只计一次";

/// Why a file is no submission.
#[must_use]
pub const fn skipped(why: SkipReason) -> &'static str {
    match why {
        SkipReason::Lock => "办公软件的锁定文件",
        SkipReason::System => "隐藏或系统文件",
        SkipReason::Temporary => "临时文件",
        SkipReason::NotRegular => "不是普通文件",
        SkipReason::Link => "链接",
        SkipReason::Loop => "绕回上级文件夹的链接",
        SkipReason::TooDeep => "文件夹套得太深",
        SkipReason::OwnFile => "本次工作自身的文件",
    }
}

/// A table of a file: `Sheet1 A3:F12（栏目）`.
#[must_use]
pub fn table(place: &Place, form: Form) -> String {
    let sheet = place.sheet.as_deref().unwrap_or_default();
    let area = place.area.map_or_else(String::new, |a| format!(" {a}"));
    format!("{sheet}{area}（{}）", labels::form(form))
}

/// 是 or 否.
#[must_use]
pub const fn yes_no(yes: bool) -> &'static str {
    if yes { "是" } else { "否" }
}
