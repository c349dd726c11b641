//! Headings as offices word them, none of them in the lists of `headings.toml`: their parts tell what they mean. The expected fields were
//! written down by hand before the words were tried.

use crate::common::book::{draw_sheets, words};
use tongbao::field::Field;
use tongbao::fold::fold;
use tongbao::recognize::{Heading, recognize};

/// A table around one heading: what stands before and after it, and a row of values with `?` under the heading.
struct Around(&'static str, &'static str);

const COLUMNS: Around = Around("栏目名称|{}|更新频次|责任单位", "政务动态|?|1条/周|甲局");
const FREQUENCY: Around = Around("栏目名称|{}|1月|2月|3月", "政务动态|?|4|4|5");
const MESSAGES: Around = Around("承办单位|{}|备注", "甲局|?|");
const ACCOUNTS: Around = Around("账号名称|平台|{}|备注", "甲县发布|微博|?|");

/// Wordings of one field: the table they stand in, a value below, headings beside them that the form needs, the wordings.
type Group = (Field, &'static Around, &'static str, &'static str, &'static [&'static str]);

const WORDINGS: [Group; 14] = [
    (
        Field::Required,
        &ACCOUNTS,
        "12",
        "实际更新数|90",
        &[
            "须更新篇数",
            "规定发布条数",
            "任务更新量",
            "应推送信息数量",
            "最低发布篇次",
            "目标更新条数",
            "本季度应当更新数",
            "计划推送数",
            "考核要求发布数",
            "应完成更新数",
            "上级规定更新篇数",
        ],
    ),
    (
        Field::Actual,
        &ACCOUNTS,
        "90",
        "应更新数|12",
        &[
            "已更新篇数",
            "实际推送篇数",
            "完成发布数",
            "本季度实发信息（条）",
            "累积推送篇次",
            "实际已发布量",
            "信息推送总条数",
            "公众号发文总篇数",
            "已完成更新条次",
            "季度发布作品数量",
            "推文发布数量",
        ],
    ),
    (
        Field::ForwardList,
        &ACCOUNTS,
        "3",
        "实际更新数|90",
        &[
            "上级指定推送数",
            "须转载条数",
            "规定转发篇数",
            "应转发上级信息数",
            "要求转载国办信息数",
            "任务转发量",
            "下发转载任务数",
            "推荐转发篇目数",
            "转发任务数",
            "转载要求数",
        ],
    ),
    (
        Field::Forwarded,
        &ACCOUNTS,
        "3",
        "实际更新数|90",
        &[
            "已转载上级信息条数",
            "实际转发篇次",
            "完成转载量",
            "转发上级指定信息篇数",
            "实际推送上级信息数",
            "已转发省市信息数",
            "转载国务院信息条数",
            "其中转载篇数",
            "转载县政府信息",
            "转发县局推送",
            "转载省市要求信息",
            "转发市局要求推送条数",
        ],
    ),
    (
        Field::Original,
        &ACCOUNTS,
        "8",
        "实际更新数|90",
        &["自行原创篇数", "原创作品数", "原创稿件条数", "其中原创推文", "原创发布篇次"],
    ),
    (
        Field::Updates,
        &COLUMNS,
        "13",
        "",
        &[
            "一季度实际更新篇数",
            "本季度更新条次",
            "网站发布信息总条数",
            "实际发布篇次",
            "已发布信息量",
            "信息更新总篇数",
        ],
    ),
    (
        Field::Frequency,
        &FREQUENCY,
        "1条/周",
        "",
        &["规定更新频次", "最低更新频率", "信息更新周期", "应更新频次", "栏目更新频度要求"],
    ),
    (
        Field::Received,
        &MESSAGES,
        "7",
        "已办结|6",
        &[
            "受理网民留言数",
            "收到群众来信件数",
            "接收诉求件",
            "交办留言总量",
            "本季度转办件数",
            "留言接收量",
            "分派留言件数",
            "县长信箱来信数",
        ],
    ),
    (
        Field::Closed,
        &MESSAGES,
        "6",
        "收到留言数|7",
        &[
            "已办结留言件数",
            "已回复来信数",
            "答复完成件数",
            "办理完毕件数",
            "已经答复数量",
            "办结留言总量",
            "处理完成数",
        ],
    ),
    (
        Field::Overdue,
        &MESSAGES,
        "1",
        "收到留言数|7|已办结|6",
        &["逾期未回复件数", "超期办理数", "超时答复件数", "逾期办理件", "超出时限件数"],
    ),
    (
        Field::Open,
        &MESSAGES,
        "1",
        "收到留言数|7|已办结|6",
        &["尚未办结件数", "正在办理件数", "还在办理数", "未回复留言数", "待办理件数", "未完成办理数"],
    ),
    (
        Field::ClosedOnTime,
        &MESSAGES,
        "5",
        "收到留言数|7|已办结|6",
        &["按时答复件数", "按期办结留言数", "期限内回复件", "规定时限内办结数", "限时办结件数"],
    ),
    (
        Field::NotData,
        &ACCOUNTS,
        "88012",
        "实际更新数|90",
        &[
            "粉丝总数",
            "季度新增粉丝",
            "信息阅读量",
            "平均点击数",
            "信息被采用篇数",
            "考核总分",
            "信息采纳篇数",
            "视频播放总量",
        ],
    ),
    (
        Field::Rate,
        &MESSAGES,
        "98%",
        "收到留言数|7|已办结|6",
        &["按期办结比率", "留言答复率", "办结占比", "回复及时率", "按时办结百分比"],
    ),
];

fn heading_of(wording: &str, group: &Group) -> Option<Heading> {
    let (_, around, value, beside, _) = group;
    let pairs: Vec<&str> = if beside.is_empty() { Vec::new() } else { beside.split('|').collect() };
    let (more, values): (Vec<&str>, Vec<&str>) = pairs.chunks(2).map(|pair| (pair[0], pair[1])).unzip();
    let line = |own: &str, more: &[&str]| [&[own], more].concat().join("|");
    let rows = [around.0.replace("{}", &line(wording, &more)), around.1.replace('?', &line(value, &values))];
    let book = draw_sheets("表.xlsx", &[("Sheet1", &rows.join("\n"))]);
    let found = recognize(&book, words());
    found.tables.into_iter().flat_map(|t| t.headings).find(|h| fold(&h.path.join("")) == fold(wording))
}

#[test]
fn wordings_that_no_list_holds_are_told_by_their_parts_and_never_wrongly() {
    let (mut right, mut open, mut wrong) = (0, Vec::new(), Vec::new());
    for group in &WORDINGS {
        for wording in group.4 {
            match heading_of(wording, group) {
                Some(h) if h.field == Some(group.0) && h.rival.is_none() => right += 1,
                // Asked, or not read at all: a notice or a doubt says so.
                Some(h) if h.field.is_none() || h.rival.is_some() => open.push((*wording, group.0, h.field)),
                None => open.push((*wording, group.0, None)),
                Some(h) => wrong.push((*wording, group.0, h.field)),
            }
        }
    }
    println!("{right} right, {} open: {open:?}", open.len());
    assert!(wrong.is_empty(), "taken for something else: {wrong:?}");
    assert!(right >= 90 && open.len() <= 8, "{right} right, open: {open:?}");
}

#[test]
fn none_of_these_wordings_is_listed() {
    let listed: Vec<&str> = WORDINGS
        .iter()
        .flat_map(|group| group.4.iter().map(|wording| (*wording, group.0)))
        .filter(|(wording, field)| words().headings.lists(&fold(wording), *field))
        .map(|(wording, _)| wording)
        .collect();
    assert_eq!(listed, Vec::<&str>::new());
}

#[test]
fn words_that_look_like_counts_and_are_none_never_become_one() {
    for wording in [
        "是否按要求更新",
        "未更新天数",
        "更新责任人",
        "发布渠道",
        "信息审核制度落实情况",
        "应急响应次数",
        "办结时限",
        "留言内容",
        "最长未更新天数",
        "转发人",
        "更新及时率",
        "账号粉丝量",
        "被上级转载数",
        "未按时更新原因",
        "累计阅读量",
        "转载百分比",
        "按期办结比例",
    ] {
        let group: Group = (Field::Actual, &ACCOUNTS, "5", "实际更新数|90|应更新数|12", &[]);
        let field = heading_of(wording, &group).and_then(|h| h.field);
        let is_count = field.is_some_and(|f| f.is_count());
        assert!(!is_count, "{wording}: {field:?}");
    }
}

#[test]
fn who_passed_messages_on_tells_that_they_were_received() {
    for wording in ["平台转办（件）", "热线派单", "上级交办", "系统下发件", "市中心受理", "12345转办量", "县平台派发"]
    {
        let found = heading_of_messages(wording, "已办结|9|超期|0");
        assert_eq!(found, Some(Field::Received), "{wording}");
    }
    for wording in ["退回平台", "平台受理单位", "系统受理编号", "上级满意率", "中心受理时间"]
    {
        assert_ne!(heading_of_messages(wording, "已办结|9|超期|0"), Some(Field::Received), "{wording}");
    }
}

#[test]
fn rooms_and_persons_inside_a_unit_are_no_unit() {
    for wording in ["责任科室", "承办科室", "业务股室", "承办处室", "经办人", "经办科室"] {
        let found = heading_of_messages(wording, "受理数|9|已办结|9");
        assert!(!matches!(found, Some(Field::Unit | Field::Received)), "{wording}: {found:?}");
    }
}

/// The field of `wording` in a table of messages beside headings with their figures; a name stands under a wording of rooms.
fn heading_of_messages(wording: &str, beside: &str) -> Option<Field> {
    let cells: Vec<&str> = beside.split('|').collect();
    let (heads, figures): (Vec<&str>, Vec<&str>) = cells.chunks(2).map(|pair| (pair[0], pair[1])).unzip();
    let value = if wording.contains(['室', '人']) { "办公室" } else { "9" };
    let sheet = format!(
        "12345办理情况\n单位|{wording}|{}\n甲局|{value}|{}\n乙局|{value}|{}",
        heads.join("|"),
        figures.join("|"),
        figures.join("|")
    );
    let found = crate::common::book::recognized(&sheet);
    found.tables[0].headings.iter().find(|h| h.path.last().is_some_and(|text| text == wording)).and_then(|h| h.field)
}
