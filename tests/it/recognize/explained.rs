//! Headings of many provinces, none of them in the lists of `headings.toml`: half of them hold words that change nothing, half hold one that
//! changes what is counted (审核, 重复, 日均). What each is was written down by hand before it was tried.

use crate::common::book::{draw_sheets, words};
use tongbao::field::Field;
use tongbao::finding::Kind;
use tongbao::fold::fold;
use tongbao::recognize::{Heading, recognize};

/// A table around one heading, a value below it, headings with their values beside it, wordings that change nothing, wordings that do.
struct Group {
    field: Field,
    around: (&'static str, &'static str),
    beside: &'static str,
    plain: &'static [&'static str],
    changed: &'static [&'static str],
}

const COLUMNS: (&str, &str) = ("栏目名称|{}|更新频次|责任单位", "政务动态|7|1条/周|甲局");
const MESSAGES: (&str, &str) = ("承办单位|{}|备注", "甲局|7|");
const ACCOUNTS: (&str, &str) = ("账号名称|平台|{}|备注", "甲县发布|微博|7|");

const GROUPS: [Group; 26] = [
    Group {
        field: Field::Actual,
        around: ACCOUNTS,
        beside: "应更新数|12",
        plain: &[
            "政务新媒体实际更新数",
            "本平台已发布信息总条数",
            "官方账号推文发布总量",
            "对外公开发布信息条数",
            "公众号推送文章篇数",
            "有效发布信息数",
            "账号日常更新条数",
            "季度内发布信息总数",
            "微信微博发布信息数",
            "报告期内发布信息篇数",
            "各平台更新信息条数",
            "政务信息对外发布量",
            "已上网信息数",
            "实际完成发布稿件数",
            "本账号发文数量",
            "抖音号发布作品总数",
            "全县政务新媒体发布信息量",
        ],
        changed: &[
            "审核发布信息数",
            "拟发布信息数",
            "待发布数",
            "重复发布信息条数",
            "错误发布信息数",
            "撤回发布信息数",
            "删除发布数",
            "审签发布数",
            "策划推文数",
            "首发信息发布数",
            "独家发布数",
            "省级媒体刊发数",
            "日均更新数",
            "月均发布量",
            "人均发稿数",
            "定时发布数",
            "网评发布数",
            "活动信息发布数",
            "图片发布量",
            "直播发布数",
            "节假日更新数",
            "更新账号数",
            "发布平台数",
            "发布渠道数",
            "补发信息发布数",
            "发布差错数量",
            "敏感信息发布数",
            "更新失败数",
            "发布申请数",
            "更新人员数量",
            "预计发布数",
            "下季度发布数",
            "滞后更新数",
            "其中领导活动发布数",
        ],
    },
    Group {
        field: Field::Updates,
        around: COLUMNS,
        beside: "",
        plain: &[
            "门户网站信息更新条数",
            "政府网站实际发布信息数",
            "政务公开信息发布数量",
            "信息公开内容更新篇数",
            "主动公开信息发布条数",
            "区政府门户网站发布信息数",
            "官网更新信息数",
            "已在网站发布的信息数",
            "网上公开发布信息总数",
            "更新文章篇数",
        ],
        changed: &["审核更新条数", "未审先发更新数", "更新网站数", "重复更新条数", "约稿发布数", "退改更新条数"],
    },
    Group {
        field: Field::Required,
        around: ACCOUNTS,
        beside: "实际更新数|90",
        plain: &[
            "考核规定应更新数",
            "上级要求发布信息条数",
            "按规定应发布信息数",
            "季度最低更新信息量",
            "应当完成发布篇数",
            "政务新媒体任务更新数",
            "平台须推送信息条数",
            "目标任务应更新总数",
        ],
        changed: &["应撤销发布数", "应更新栏目数", "应更新账号数", "应审核发布数", "要求删除推送数", "应参训完成数"],
    },
    Group {
        field: Field::ForwardList,
        around: ACCOUNTS,
        beside: "实际更新数|90",
        plain: &[
            "上级要求转载信息总数",
            "应转发国务院重要政策信息数",
            "国办指定转载信息条数",
            "省市下发应转发篇目数",
            "必须转发的权威信息数",
            "市级清单规定转载数",
            "统一推荐转发稿件数",
        ],
        changed: &["应转发人数", "应转发账号数", "申请推荐转发数", "拟推荐转发数"],
    },
    Group {
        field: Field::Forwarded,
        around: ACCOUNTS,
        beside: "实际更新数|90",
        plain: &[
            "实际转发上级重要信息数",
            "已转载国务院重要政策信息条数",
            "新媒体转发上级信息总数",
            "转发中央媒体稿件数",
            "完成转发任务篇数",
            "转载人民网新华网文章数",
            "转发党中央国务院信息数",
            "共转载信息篇数",
            "实际转载省政府信息数",
        ],
        changed: &[
            "网民转发数",
            "群众转发量",
            "平均转发量",
            "单篇最高转发量",
            "重复转发数",
            "错误转载数",
            "朋友圈转发数",
            "职工转发数",
            "转发失败数",
            "转发审核数",
        ],
    },
    Group {
        field: Field::Original,
        around: ACCOUNTS,
        beside: "实际更新数|90",
        plain: &[
            "自主原创信息发布数",
            "原创稿件发布总篇数",
            "自行采编原创信息数",
            "本单位原创作品总数",
            "其中原创文章数",
            "政务新媒体原创推文数",
        ],
        changed: &["原创获奖数", "原创审核数", "拟原创数", "原创侵权投诉数"],
    },
    Group {
        field: Field::Received,
        around: MESSAGES,
        beside: "已办结|6",
        plain: &[
            "市长信箱收到群众来信总数",
            "政民互动平台受理留言数",
            "12345热线转办工单总数",
            "共收到网民咨询投诉件数",
            "领导信箱来信总量",
            "人民网留言板转办件数",
            "平台交办诉求件数",
            "本季度承办群众诉求总件数",
            "互动交流收到信件数",
        ],
        changed: &[
            "重复来信数",
            "无效来信数",
            "退回来信件数",
            "不予受理件数",
            "转出来信数",
            "来信回访数",
            "表扬来信数",
            "匿名来信数",
            "日均来信量",
            "删除留言数",
            "屏蔽留言条数",
            "审核留言数",
            "留言公开条数",
            "留言选登数量",
        ],
    },
    Group {
        field: Field::Closed,
        around: MESSAGES,
        beside: "收到留言数|7",
        plain: &[
            "已办理完成群众诉求件数",
            "网民留言已答复总数",
            "市长信箱已回复件数",
            "已办结热线工单数",
            "书记信箱办结件数",
            "全部办结件数",
            "政民互动已回复留言数",
        ],
        changed: &[
            "拟办结数",
            "当日办结数",
            "直接答复数",
            "退回办结数",
            "重复回复数",
            "办结回访数",
            "办结审核数",
            "自动回复数",
            "首次回复数",
            "公开答复数",
        ],
    },
    Group {
        field: Field::Overdue,
        around: MESSAGES,
        beside: "收到留言数|7|已办结|6",
        plain: &["逾期未答复群众留言数", "超时未办理工单数"],
        changed: &["即将逾期件数", "逾期预警数", "申请延期件数", "逾期申诉数", "超期风险件数"],
    },
    Group {
        field: Field::ClosedOnTime,
        around: MESSAGES,
        beside: "收到留言数|7|已办结|6",
        plain: &["按时办理完成的留言件数", "规定期限内答复群众来信数"],
        changed: &["按时申请办理数", "按时反馈抽查数"],
    },
    Group {
        field: Field::Actual,
        around: ACCOUNTS,
        beside: "应更新数|12",
        plain: &[
            "政务新媒体信息发布总量",
            "微信公众号推文数量（篇）",
            "新媒体平台推送信息条数",
            "实发信息总数",
            "县级政务新媒体更新量",
            "发布政务信息数",
            "公众号信息更新篇次",
            "已更新信息总数",
            "本单位官方微信发文总量",
            "信息上网总数",
            "在门户网站发布信息数量（条）",
            "官方微博发布条数",
            "视频号发布作品篇数",
        ],
        changed: &[
            "解读信息发布总数",
            "视频类作品发布数",
            "精品推文数",
            "优质信息发布数",
            "爆款推文数",
            "报送上级信息发布数",
            "未通过审核发布数",
            "延迟发布数",
            "超期更新条数",
            "同步更新条数",
            "连续更新天数量",
            "新闻发布会数量",
            "推送人数",
            "发布权限数量",
            "政策发布数",
            "微信群推送数",
            "预警信息发布数",
            "广告发布量",
        ],
    },
    Group {
        field: Field::Updates,
        around: COLUMNS,
        beside: "",
        plain: &["网站更新总量", "政府信息公开发布数", "公开信息更新数", "网站信息上传量", "政府网站信息更新总条数"],
        changed: &["概况类信息更新量", "政务动态信息更新量", "信息公开目录信息更新量", "更新频道数", "更新模块数"],
    },
    Group {
        field: Field::Required,
        around: ACCOUNTS,
        beside: "实际更新数|90",
        plain: &["季度应发布信息总数", "规定最低发布条数", "任务要求发布篇数", "应更新信息（条）", "每月应发布信息数"],
        changed: &["应发布而漏发布数", "应更换发布数", "要求更正发布数"],
    },
    Group {
        field: Field::ForwardList,
        around: ACCOUNTS,
        beside: "实际更新数|90",
        plain: &["上级下发转载任务条数", "要求转发省市信息数", "应转载信息总数", "指定转发内容总条数"],
        changed: &["应转发微信群数", "应转发党员数"],
    },
    Group {
        field: Field::Forwarded,
        around: ACCOUNTS,
        beside: "实际更新数|90",
        plain: &[
            "已转发上级部门信息数",
            "实际完成转载条数",
            "转载省政府网站信息条数",
            "转发市级以上信息数",
            "转发国办信息数",
        ],
        changed: &["转发到朋友圈数", "被其他媒体转载数", "好友转发量", "人均转发数", "转发微信群数", "转发抽奖数"],
    },
    Group {
        field: Field::Original,
        around: ACCOUNTS,
        beside: "实际更新数|90",
        plain: &["原创性信息条数", "本期原创发布数量", "原创类作品数"],
        changed: &["原创短视频数", "原创推荐数"],
    },
    Group {
        field: Field::Received,
        around: MESSAGES,
        beside: "已办结|6",
        plain: &[
            "网民留言受理总量",
            "收到各类留言总数",
            "县长信箱受理件数",
            "12345平台交办工单数",
            "群众来信来电受理数",
            "网络留言承办件数",
            "接收群众留言总量",
        ],
        changed: &[
            "收到意见数量",
            "受理不满意件数",
            "依申请公开受理数",
            "申请受理数",
            "受理后撤销数",
            "疑难来信数",
            "集体来信数",
            "涉法涉诉留言数",
            "不宜公开留言数",
        ],
    },
    Group {
        field: Field::Closed,
        around: MESSAGES,
        beside: "收到留言数|7",
        plain: &["网民留言办结数", "已经办结的留言总数", "网上留言回复条数", "群众诉求办结总量"],
        changed: &[
            "公开答复数量",
            "答复网民提问数量",
            "办结后重办数",
            "未采纳答复数",
            "口头答复数",
            "代为回复数",
            "初次答复数",
        ],
    },
    Group {
        field: Field::Overdue,
        around: MESSAGES,
        beside: "收到留言数|7|已办结|6",
        plain: &["逾期未办结件总数", "超期回复留言数"],
        changed: &["超时预警件数", "逾期销号数", "逾期责任追究数", "超时响应数"],
    },
    Group {
        field: Field::Actual,
        around: ACCOUNTS,
        beside: "应更新数|12",
        plain: &[
            "政务微信推送图文信息条数",
            "官方公众号发文数量（篇）",
            "政务账号信息更新总数",
            "新媒体矩阵发布总量",
            "媒体账号更新条数",
            "本季度发布文章总数",
            "内容更新数量",
            "新媒体作品更新数",
            "信息报送更新条数",
            "实际推文篇数",
            "政务信息推送总量",
            "公众平台发布信息数",
            "已推送图文篇数",
        ],
        changed: &["宣传信息发布数", "党建信息发布数", "工作简报发布数", "推送阅读人次数", "发布被删数"],
    },
    Group {
        field: Field::Updates,
        around: COLUMNS,
        beside: "",
        plain: &[
            "门户网站更新条数",
            "网站内容更新总数",
            "政务信息网上发布数",
            "部门网站信息发布量",
            "网站公开信息更新数",
        ],
        changed: &["政策解读更新数", "便民服务信息更新量", "网站改版更新数"],
    },
    Group {
        field: Field::Required,
        around: ACCOUNTS,
        beside: "实际更新数|90",
        plain: &["本期应推送篇数", "规定信息发布总数", "每周应更新信息数", "考核任务更新条数"],
        changed: &["应整合更新数", "需审批发布数"],
    },
    Group {
        field: Field::ForwardList,
        around: ACCOUNTS,
        beside: "实际更新数|90",
        plain: &["应转载文件信息数", "市政府指定转发条数", "上级推荐转载稿件数", "本季应转发总数"],
        changed: &["需点赞转发数"],
    },
    Group {
        field: Field::Forwarded,
        around: ACCOUNTS,
        beside: "实际更新数|90",
        plain: &["转载国家级媒体信息数", "已完成转发数", "实际转发国务院办公厅信息数", "转载上级政策文件数"],
        changed: &["转发违规信息数"],
    },
    Group {
        field: Field::Received,
        around: MESSAGES,
        beside: "已办结|6",
        plain: &[
            "本季受理群众留言数",
            "收到网友留言总数",
            "区长热线交办件数",
            "平台派发工单数",
            "信箱来信件数",
            "承办上级转办件数",
        ],
        changed: &["受理争议件数", "收到感谢留言数", "挂起工单数量"],
    },
    Group {
        field: Field::Closed,
        around: MESSAGES,
        beside: "收到留言数|7",
        plain: &["本季已办结数量", "已答复网友留言数", "工单办结总数", "区长信箱办结数", "留言回复总量"],
        changed: &["不合格答复数", "协商办结数", "已办结待评价数"],
    },
];

/// The heading of a wording in its table, and the word that is asked about.
fn heading_of(wording: &str, group: &Group) -> (Option<Heading>, Option<String>) {
    let pairs: Vec<&str> = if group.beside.is_empty() { Vec::new() } else { group.beside.split('|').collect() };
    let (more, values): (Vec<&str>, Vec<&str>) = pairs.chunks(2).map(|pair| (pair[0], pair[1])).unzip();
    let heads = [&[wording], &more[..]].concat().join("|");
    let below = [&["7"], &values[..]].concat().join("|");
    let rows = [group.around.0.replace("{}", &heads), group.around.1.replace('7', &below)];
    let found = recognize(&draw_sheets("表.xlsx", &[("Sheet1", &rows.join("\n"))]), words());
    let asked = found.findings.iter().find_map(|finding| match &finding.kind {
        Kind::HeadingDoubtful { written, word, .. } if fold(written) == fold(wording) => word.clone(),
        _ => None,
    });
    let mut headings = found.tables.into_iter().flat_map(|t| t.headings);
    (headings.find(|h| fold(&h.path.join("")) == fold(wording)), asked)
}

#[test]
fn words_that_change_nothing_bring_no_question() {
    let (mut right, mut asked, mut open, mut wrong) = (0, Vec::new(), Vec::new(), Vec::new());
    for group in &GROUPS {
        for wording in group.plain {
            let (heading, word) = heading_of(wording, group);
            match heading {
                Some(h) if h.field == Some(group.field) && h.rival.is_none() => right += 1,
                Some(_) if word.is_some() => asked.push((*wording, word)),
                Some(h) if h.field.is_none() || h.rival.is_some() => open.push((*wording, h.field, h.rival)),
                other => wrong.push((*wording, other.and_then(|h| h.field))),
            }
        }
    }
    println!("{right} right, asked {asked:?}, open {open:?}, wrong {wrong:?}");
    assert!(wrong.is_empty(), "taken for something else: {wrong:?}");
    assert!(asked.len() * 20 <= right && open.len() * 20 <= right, "{right} right, {asked:?} {open:?}");
}

#[test]
fn a_word_that_changes_what_is_counted_never_passes_in_silence() {
    let (mut doubts, mut unread, mut silent) = (0, 0, Vec::new());
    for group in &GROUPS {
        for wording in group.changed {
            match heading_of(wording, group).0 {
                Some(h) if h.field.is_some_and(Field::is_count) && h.rival.is_none() => {
                    silent.push((*wording, h.field))
                }
                Some(h) if h.field.is_some_and(Field::is_count) => doubts += 1,
                _ => unread += 1,
            }
        }
    }
    println!("{doubts} asked about, {unread} not taken for a count, silent {}: {silent:?}", silent.len());
    assert!(silent.is_empty(), "{silent:?}");
}

/// The doubts about the headings of columns whose months stand under a group.
fn asked_about_months(group: &str) -> Vec<String> {
    let sheet = format!(
        "栏目名称 | 责任单位 | {group} | < | <
         ^ | ^ | 1月 | 2月 | 3月
         政务动态 | 甲局 | 4 | 5 | 6
         通知公告 | 甲局 | 1 | 0 | 2"
    );
    let found = recognize(&draw_sheets("表.xlsx", &[("Sheet1", &sheet)]), words());
    let counts = found.tables.iter().flat_map(|t| &t.headings).filter(|h| h.field == Some(Field::Updates));
    counts.map(|h| if h.rival.is_some() { format!("{}?", h.path.join("›")) } else { h.path.join("›") }).collect()
}

#[test]
fn a_group_over_months_that_counts_something_of_its_own_is_asked_about() {
    for group in [
        "审核情况",
        "约稿情况",
        "回访情况",
        "检查次数",
        "未更新",
        "拟发布",
        "差错数",
        "重复发布",
        "访问人数",
        "新增栏目数",
        "培训场次",
        "审签单",
        "整改情况",
        "撤稿情况",
        "投稿情况",
        "留言回访量",
    ] {
        let counted = asked_about_months(group);
        assert!(counted.iter().all(|h| h.ends_with('?')), "{group}: {counted:?}");
    }
}

#[test]
fn a_group_over_months_that_says_nothing_else_brings_no_question() {
    for group in [
        "更新情况",
        "信息发布情况",
        "栏目更新条数",
        "政务公开信息发布",
        "2023年一季度",
        "各月更新数",
        "月更新量",
        "网站信息",
        "一季度各月发布情况",
        "县政府网站",
        "分月数据",
        "具体更新条数",
        "主动公开数量",
        "月份",
        "每月更新情况",
    ] {
        let counted = asked_about_months(group);
        assert_eq!(counted.len(), 3, "{group}: {counted:?}");
        assert!(!counted.iter().any(|h| h.ends_with('?')), "{group}: {counted:?}");
    }
}

/// The headings of a form of accounts or messages with a group over two figures that count, each with its doubt.
fn under_group(names: &str, group: &str, leaves: [&str; 2]) -> Vec<(Option<Field>, bool)> {
    let [a, b] = leaves;
    let sheet = format!(
        "{names} | {group} | < | 备注
         ^ | {a} | {b} | ^
         甲 | 9 | 8 |
         乙 | 7 | 6 | "
    );
    let sheet = if names.contains('|') {
        sheet.replace("^ | ", "^ | ^ | ").replace("甲 |", "甲县发布 | 微博 |").replace("乙 |", "乙县发布 | 微博 |")
    } else {
        sheet.replace("甲 |", "甲局 |").replace("乙 |", "乙局 |")
    };
    let found = recognize(&draw_sheets("表.xlsx", &[("Sheet1", &sheet)]), words());
    let figures = found.tables.into_iter().flat_map(|t| t.headings);
    figures.filter(|h| h.field.is_some_and(Field::is_count)).map(|h| (h.field, h.rival.is_some())).collect()
}

#[test]
fn a_group_over_other_figures_is_heard_as_well() {
    let accounts = "账号名称 | 平台";
    for (group, leaves) in
        [("约稿", ["篇数", "转发数"]), ("网评工作", ["完成数", "转发数"]), ("直播情况", ["发布数", "转发数"])]
    {
        let figures = under_group(accounts, group, leaves);
        assert!(!figures.contains(&(Some(Field::Actual), false)), "{group}: {figures:?}");
    }
    for (group, leaves) in
        [("督办件", ["收到", "办结"]), ("信访复议", ["收到", "办结"]), ("回访", ["收到数", "办结数"])]
    {
        let figures = under_group("单位", group, leaves);
        assert!(figures.iter().all(|(_, doubted)| *doubted), "{group}: {figures:?}");
    }
    for group in
        ["信息发布", "发布转载情况", "政务新媒体更新情况", "工作开展情况", "一季度", "信息更新及转发", "政务新媒体"]
    {
        let figures = under_group(accounts, group, ["更新数", "转发数"]);
        assert_eq!(figures, [(Some(Field::Actual), false), (Some(Field::Forwarded), false)], "{group}");
    }
    for group in ["网民留言", "留言办理情况", "市长信箱", "群众来信办理", "政民互动", "12345热线", "投诉举报"]
    {
        let figures = under_group("单位", group, ["收到", "办结"]);
        assert_eq!(figures, [(Some(Field::Received), false), (Some(Field::Closed), false)], "{group}");
    }
}
