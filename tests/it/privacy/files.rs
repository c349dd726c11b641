//! A folder in which every kind of file holds what belongs to somebody. All of it is invented.

use crate::cases::drawn;
use crate::read::old::{Old, unicode, words};
use rust_xlsxwriter::{Format, Note, Workbook};
use std::fs;
use std::io::{Cursor, Write as _};
use std::path::Path;
use zip::write::SimpleFileOptions;

/// What must never come out: two names, telephones, an identity card with its check digit, an address, a sentence, and the rest.
pub(crate) const SECRETS: [&str; 11] = [
    "欧阳振邦",
    "令狐秀兰",
    "13577889901",
    "18691234567",
    "3261977",
    "610302198003071234",
    "渭河路88号院",
    "烧烤油烟扰民",
    "zhenbang@example.com",
    "C8K321",
    "6222021001112223",
];

const MESSAGES: &str = "编号 | 受理日期 | 留言人 | 联系电话 | 身份证号 | 留言内容 | 承办单位 | 办结日期 | 办理状态";

/// Lines about messages, as they stand in every ledger here.
const LINES: [&str; 4] = [
    "LY1 | 2023-01-18 | 欧阳振邦 | 13577889901 | '610302198003071234 | 渭河路88号院3单元楼下烧烤油烟扰民无人管 | 区民政局 | 2023-01-20 | 已办结",
    "LY2 | 2023-01-19 | 令狐秀兰 | 18691234567 | | 烧烤油烟扰民 | 欧阳振邦 | 2023-01-31 | 已办结，已电话告知令狐秀兰18691234567",
    "LY3 | 2023-02-06 | 令狐秀兰 | 186 9123 4567 | | 请求退款到6222021001112223 | 令狐秀兰13577889901 | 2023-02-13 | 按期办结",
    "LY4 | 2023-03-24 | 欧阳振邦 | 13577889901 | | 陕C8K321乱停，联系zhenbang@example.com | 区民政局 | | 欧阳振邦要求保密",
];

/// Puts all files into a folder.
pub(crate) fn lay_out(folder: &Path) {
    fs::create_dir_all(folder.join("报送13577889901")).unwrap();
    for (name, bytes) in all() {
        fs::write(folder.join(name), bytes).unwrap();
    }
}

/// The roster of the office.
pub(crate) fn roster() -> Vec<u8> {
    drawn::workbook(
        "== 单位\n单位名称 | 报送内容\n区民政局 | 留言、栏目、新媒体\n区水利局 | 留言\n区财政局 | 留言\n== 规则\n项目 | 值\n统计周期 | 2023Q1\n留言办理期限工作日 | 5\n",
    )
}

fn all() -> Vec<(&'static str, Vec<u8>)> {
    let mut files = ledgers();
    files.extend(others());
    files.extend(public());
    files.push(("区民政局一季度.zip", archive()));
    files
}

/// Ledgers of messages with and without headings, on their side, in every format.
fn ledgers() -> Vec<(&'static str, Vec<u8>)> {
    let lines = LINES.join("\n");
    let words_first = "张某 | 路灯 | 烧烤油烟扰民 | 欧阳振邦\n欧阳振邦 | 13577889901 | 烧烤油烟扰民 | 令狐秀兰\n令狐秀兰 | 18691234567 | 渭河路88号院 | 欧阳振邦";
    let long: String = (0..450).map(|n| LINES[n % 4].replace("LY", &format!("LY{n}")) + "\n").collect();
    vec![
        (
            "区民政局留言台账.xlsx",
            drawn::workbook(&format!("== 台账\n区民政局2023年一季度网民留言办理台账\n{MESSAGES}\n{lines}\n")),
        ),
        ("区水利局无表头.xlsx", drawn::workbook(&format!("== 台账\n{lines}\n"))),
        ("区水利局无表头二.xlsx", drawn::workbook(&format!("== 台账\n{words_first}\n"))),
        (
            "区水利局只有一段.xlsx",
            drawn::workbook(
                "== 台账\n~~令狐秀兰~~ 欧阳振邦 | 烧烤油烟扰民 ※欧阳振邦13577889901来电\n渭河路88号院 | 13577889901\n",
            ),
        ),
        (
            "区财政局倒放.xlsx",
            drawn::workbook(&format!(
                "== 台账13577889901\n区财政局2023年一季度网民留言台账\n{}\n",
                turned(&[&[MESSAGES], &LINES[..]].concat())
            )),
        ),
        (
            "区水利局两行表头.xlsx",
            drawn::workbook(
                "== 台账\n区水利局2023年一季度留言台账\n承办单位 | 诉求人 | 诉求内容 | 受理日期 | 办结日期\n区水利局 | 欧阳振邦 | 烧烤油烟扰民 | | \n区水利局 | 令狐秀兰 | 渭河路88号院 | 2023-02-01 | 2023-02-02\n",
            ),
        ),
        (
            "区民政局长台账.xlsx",
            drawn::workbook(&format!("== 台账\n区民政局2023年一季度网民留言办理台账（二）\n{MESSAGES}\n{long}")),
        ),
        ("区财政局台账.csv", separated(&[&[MESSAGES], &LINES[..]].concat())),
        ("区财政局无表头.csv", separated(&LINES)),
        ("区财政局网页.xls", page(&[&[MESSAGES], &LINES[..]].concat())),
        ("区财政局网页无表头.xls", page(&LINES)),
        ("区水利局旧.xls", old(&[&[MESSAGES], &LINES[..]].concat())),
        ("区水利局旧无表头.xls", old(&LINES)),
        (
            "区财政局标题.xlsx",
            drawn::workbook(&format!(
                "== 台账\n关于欧阳振邦反映渭河路88号院问题2022年四季度留言台账（13577889901） | < | < | <\n2023年一季度区民政局留言台账令狐秀兰\n{MESSAGES}\n{lines}\n填报单位：区财政局 填报人：欧阳振邦 联系电话：3261977 2023年4月3日\n"
            )),
        ),
    ]
}

/// Summaries, forms of one message, unknown tables, notes, hidden columns.
fn others() -> Vec<(&'static str, Vec<u8>)> {
    let summary = "== 留言\n2023年一季度网民留言办理情况 ※欧阳振邦编\n填报单位：区财政局 经手：欧阳振邦\n单位 | 承办数量 | 办结数量 | 逾期数量 | 存在问题 | 备注\n区财政局 | 12（欧阳振邦一件没有办） | 11 ※令狐秀兰13577889901一件应为12 | 1 | 令狐秀兰烧烤油烟扰民未办 | 欧阳振邦13577889901烧烤油烟扰民\n填报人：欧阳振邦 | 联系电话：3261977 | | 2023-04-03\n";
    let single = "== 表\n网民留言办理单\n诉求人 | 欧阳振邦\n联系电话 | 13577889901\n住址 | 渭河路88号院\n诉求内容 | 烧烤油烟扰民\n承办单位 | 区水利局\n受理日期 | 2023-02-01\n";
    let slip = |day: u32| {
        format!(
            "区水利局网民留言转办单 | < | < | <\n编号 | ZB{day} | 留言时间 | 2023年2月{day}日\n来源 | 政府网站 | 网民姓名 | 欧阳振邦\n留言内容 | 烧烤油烟扰民问题 | < | <\n承办单位 | 区水利局 | 交办日期 | 2023年2月{day}日\n办理期限 | 2023年2月20日 | 办结日期 | 2023年2月15日\n办理状态 | 已办结 | 是否公开答复 | 是\n领导批示 | 请令狐秀兰办理 渭河路88号院 | < | <\n\n"
        )
    };
    let unknown = "== 走访\n走访登记\n姓名 | 电话 | 住址 | 补助金额\n欧阳振邦 | 13577889901 | 渭河路88号院 | 300\n令狐秀兰 | 18691234567 | 渭河路88号院 | 200\n\n欧阳振邦 | 300 | 渭河路88号院\n令狐秀兰 | 200 | 烧烤油烟扰民\n";
    let zero = "== 表\n填报单位：区水利局\n2023年一季度除欧阳振邦一件外无留言\n";
    vec![
        ("区财政局汇总.xlsx", drawn::workbook(summary)),
        ("区水利局单件.xlsx", drawn::workbook(single)),
        (
            "欠名台账.xlsx",
            drawn::workbook(
                "== 台账\n令狐秀兰反映渭河路88号院物业局2023年一季度网民留言台账\n填报单位：欧阳振邦\n受理日期 | 留言内容 | 办结日期\n2023-02-01 | 烧烤油烟扰民 | 2023-02-02\n2023-02-03 | 烧烤油烟扰民 | 2023-02-04\n",
            ),
        ),
        ("区水利局转办单.xlsx", drawn::workbook(&format!("== 转办单\n{}{}{}", slip(6), slip(7), slip(8)))),
        ("走访.xlsx", drawn::workbook(unknown)),
        ("区水利局零.xlsx", drawn::workbook(zero)),
        (
            "区水利局留言.xlsx",
            drawn::workbook("== 留言\n单位 | 承办数量 | 办结数量 | 逾期数量\n区水利局 | 3 | 3 | 0\n"),
        ),
        ("区财政局批注.xlsx", noted()),
        ("扫描件13577889901.xlsx", b"%PDF-1.4 13577889901".to_vec()),
        ("报送13577889901/空.xlsx", Vec::new()),
        (
            "平台问题.xlsx",
            drawn::workbook(
                "== 问题台账\n2023年一季度政府网站监测发现问题处置台账\n序号 | 责任单位 | 问题类型 | 问题描述 | 发现日期 | 处置日期\n1 | 区民政局 | 其他问题 | 公示页泄露手机13577889901和身份证610302198003071234，车牌陕C8K321，卡6222021001112223 | 2023-01-20 | 2023-01-28\n2 | 区民政局 | 其他问题 | 邮箱zhenbang@example.com、电话3261977未打码 | 2023-01-20 | 2023-01-28\n",
            ),
        ),
    ]
}

/// What is public, with numbers that are not.
fn public() -> Vec<(&'static str, Vec<u8>)> {
    let columns = "== 栏目\n区民政局2023年一季度网站栏目更新情况\n栏目名称 | 更新频次 | 1月 | 2月 | 3月 | 联系人\n政务动态 | 1条/月 | 2 ※报13577889901 | 2 | 13577889901 | 欧阳振邦\n通知公告（咨询电话13577889901） | 1条/月 | 1 | 1 | 1 | 令狐秀兰\n合计 | | 3 | 3 | 1 | \n";
    let accounts = "== 新媒体\n区民政局2023年一季度政务新媒体更新情况\n账号名称 | 账号类型 | 应更新数 | 实际更新数 | 存在问题\n民政发布 | 微信公众号 | 12 | 13 | 经办18691234567\n13577889901 | 抖音号 | 12 | 13 | \n";
    let posts = "== 发文\n区民政局2023年一季度微信公众号发文台账\n账号名称 | 日期 | 标题\n民政发布 | 2023-01-05 | 寻人：拨打13577889901\n民政发布 | 2023-02-05 | 寻人：拨打18691234567\n民政发布 | 2023-03-05 | 失物招领18691234567\n";
    vec![
        ("区民政局栏目.xlsx", drawn::workbook(columns)),
        ("区民政局新媒体.xlsx", drawn::workbook(accounts)),
        ("区民政局发文.xlsx", drawn::workbook(posts)),
    ]
}

/// A ledger with notes, a hidden column and a merged title.
fn noted() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.merge_range(0, 0, 0, 3, "区财政局2023年一季度留言台账（欧阳振邦13577889901）", &Format::new()).unwrap();
    for (col, heading) in (0u16..).zip(["受理日期", "留言人", "联系电话", "办结日期", "欧阳振邦"]) {
        sheet.write(1, col, heading).unwrap();
    }
    for row in 2..5 {
        let note = Note::new("欧阳振邦13577889901：烧烤油烟扰民").set_author("令狐秀兰");
        sheet.insert_note(row, 3, &note).unwrap();
        for (col, text) in (0u16..).zip(["2023年2月1日", "令狐秀兰", "18691234567", "2023年2月3日"]) {
            sheet.write(row, col, text).unwrap();
        }
        sheet.write(row, 4, 13_577_889_901.0).unwrap();
    }
    sheet.set_column_hidden(1).unwrap().set_column_hidden(2).unwrap();
    book.save_to_buffer().unwrap()
}

fn cells(line: &str) -> Vec<&str> {
    line.split('|').map(|cell| cell.trim().trim_start_matches('\'')).collect()
}

fn turned(lines: &[&str]) -> String {
    let rows: Vec<Vec<&str>> = lines.iter().map(|line| line.split('|').map(str::trim).collect()).collect();
    let line = |col: usize| rows.iter().map(|row| row[col]).collect::<Vec<_>>().join(" | ");
    (0..rows[0].len()).map(|col| line(col) + "\n").collect()
}

fn separated(lines: &[&str]) -> Vec<u8> {
    lines.iter().map(|line| cells(line).join(",") + "\r\n").collect::<String>().into_bytes()
}

fn page(lines: &[&str]) -> Vec<u8> {
    let row = |line: &&str| format!("<tr><td>{}</td></tr>", cells(line).join("</td><td>"));
    let rows: String = lines.iter().map(row).collect();
    format!("<html><meta charset=utf-8><table><caption>欧阳振邦13577889901</caption>{rows}</table></html>").into_bytes()
}

/// A workbook of BIFF8 with a text in each cell.
fn old(lines: &[&str]) -> Vec<u8> {
    let mut book = Old::new(0x0600);
    for (row, line) in (0u16..).zip(lines) {
        for (col, text) in (0u16..).zip(cells(line)).filter(|(_, text)| !text.is_empty()) {
            book = book.cell(0x0204, &[words(&[row, col, 0]), unicode(text)].concat());
        }
    }
    book.file()
}

fn archive() -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in [
        (
            "水利局13577889901.xlsx",
            drawn::workbook("== 留言\n单位 | 承办数量 | 办结数量 | 逾期数量\n区水利局 | 3 | 3 | 0\n"),
        ),
        ("水利局18691234567/名单13577889901.pdf", b"%PDF-1.4".to_vec()),
    ] {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
