//! Why a whole table waits, and what to do: one arm for each reason.

use super::shapes::UNSAID;
use crate::field::Form;
use crate::finding::{Finding, Waits};
use crate::wording::labels;

/// Names that are told; the rest are counted.
const MOST: usize = 8;

/// What is wrong with the table.
pub(super) fn sentence(why: Waits, named: &[String]) -> String {
    let (first, rest) = named.split_first().map_or(("", named), |(first, rest)| (first.as_str(), rest));
    match why {
        Waits::Kinds => {
            format!("这张表把几类数写在了一起，{}不是网站栏目，没有能分开读，整张表没有采用。", quoted(named))
        }
        Waits::Bodies => format!(
            "“{first}”一列写的像是单位（{}），程序没有认出这个表头，不知道各行的数归谁，整张表没有采用。",
            listed(rest)
        ),
        Waits::BodiesAcross => {
            format!("表头{}像是单位，下面的数没有能分到各单位，整张表没有采用。", quoted(named))
        }
        Waits::Villages => format!(
            "各行（{}）像是填报单位下面的村、社区，不是各自报送的单位；表里没有能与各行核对的合计行，整张表没有采用。",
            listed(named)
        ),
        Waits::VillagesAlone => format!(
            "各行（{}）像是村、社区，表里、标题和文件名都没有写明是哪个乡镇、街道的，不知道归谁，整张表没有采用。",
            listed(named)
        ),
        Waits::Finer => {
            let (beside, texts) = rest.split_first().map_or(("", rest), |(beside, texts)| (beside.as_str(), texts));
            format!(
                "这几行的“{first}”相同，“{beside}”却不同（{}），看不出是几个栏目还是一个，这几行没有采用。",
                listed(texts)
            )
        }
        Waits::Groups => "台账里有的行像是写在下面各条上面的单位名称，这一处（以及一并列出的几处）认不出是哪个单位，下面各条不知道归谁，整本台账没有采用。".to_owned(),
        Waits::UnitRows => "表里有的行只写了单位，管着下面的各行；有的认不出是哪个单位，或者第一处上面还有行，各行的数不知道归谁，整张表没有采用。".to_owned(),
        Waits::Months => format!(
            "“{first}”一列写的是各行的月份，这一处（以及一并列出的几处）不是月份，各行的数不知道怎么合在一起，整张表没有采用。"
        ),
        Waits::Roads => format!(
            "“{first}”一列里有的不像网民留言：{}；哪些算网民留言，表上没有写明，程序不能替单位定，整本台账没有采用。",
            roads(rest)
        ),
        Waits::Sums => format!(
            "这张表把几类数写在了一起，{}各数相加与表上的合计不一致，或有看不出是几的数，整张表没有采用。",
            quoted(named)
        ),
        Waits::Cut => "这张表右边紧挨着的一列里还有数，程序没有看出是不是这张表的，只算左边的怕少算，整张表没有采用。".to_owned(),
        Waits::Pairs => format!("{}在同一行表头里并排写了几次，程序没有把各段分开读，整张表没有采用。", quoted(named)),
        Waits::Selected => format!(
            "上面写着“{first}”，列的只是一部分留言，不是收到的全部，没有当作台账计数。"
        ),
        Waits::Part(form) => format!(
            "{}的数像是{}的，与别的数写在一张表里，没有能分开读，这些数没有采用。",
            quoted(named),
            labels::form(form)
        ),
        Waits::Labels => format!(
            "{}是数、表或时间的名称，不是栏目、账号、单位或账号类型的名称，程序没有看懂这张表怎么分行，整张表没有采用。",
            quoted(named)
        ),
    }
}

/// What to do about it.
pub(super) const fn remedy(why: Waits) -> &'static str {
    match why {
        Waits::Kinds | Waits::Part(_) => {
            "请单位把栏目更新、网民留言、政务新媒体分成几张表报送；确是栏目的，在名录“栏目”里登记，再运行一次。"
        }
        Waits::Bodies => {
            "是报送单位的，在名录“表头别名”里把这个表头登记为“责任单位”；不是的，登记为“备注”；再运行一次。"
        }
        Waits::Finer => {
            "是几个栏目的，在名录“表头别名”里把后一个表头登记为“栏目名称”、前一个登记为“上级栏目”；是一个的，请单位合成一行；再运行一次。"
        }
        Waits::Sums => "请单位核对这几项，改好后重报。",
        Waits::Selected => "收到、办结的总数另有表写明的，不用处理；没有的，请单位补报全部留言的台账或汇总数。",
        Waits::Cut => "请单位取消表中合并的单元格，或按模板每行写一个账号、栏目或单位，重报一次。",
        Waits::Pairs => "请单位按模板每行写一个栏目或账号，重报一次。",
        Waits::BodiesAcross => "请单位改成每个单位一行重报，或由各单位分别报送。",
        Waits::VillagesAlone => {
            "请在表上方写明“填报单位：…”（乡镇、街道），或在文件名里写上；确由村、社区各自报送的，在名录“单位”里登记，再运行一次。"
        }
        Waits::Groups => "请单位在台账里加一列“责任单位”，每一条都写明单位，重报一次。",
        Waits::UnitRows => "请单位在表里加一列“责任单位”，每一行都写明单位，重报一次。",
        Waits::Months => "请单位每行写明一个月份；不是数据的行，请移到表外，再运行一次。",
        Waits::Villages => "请单位补上准确的合计行，或只报本单位一行。",
        Waits::Roads => {
            "请单位在台账里只留网民留言，其他渠道的另放一张表；全部都算的，在名录“表头别名”里把这个表头登记为“备注”；再运行一次。"
        }
        Waits::Labels => {
            "请单位按栏目更新、网民留言、政务新媒体分成几张表重报，每行写一个栏目、账号或单位；确是栏目的，在名录“栏目”里登记，再运行一次。"
        }
    }
}

/// The rule behind it.
pub(super) const fn rule(why: Waits) -> &'static str {
    match why {
        Waits::Finer => "每个栏目只有一行，不同的栏目不合并",
        Waits::Sums => "合计应是各数之和",
        Waits::Kinds | Waits::Part(_) => "栏目、留言、新媒体分别统计",
        Waits::Bodies
        | Waits::BodiesAcross
        | Waits::Villages
        | Waits::VillagesAlone
        | Waits::Groups
        | Waits::UnitRows => "每个数都要能归到一个单位",
        Waits::Months => "每个数都要能归到一个时间",
        Waits::Roads => "只统计网民留言",
        Waits::Selected => "收到的每一条留言都要算",
        Waits::Labels | Waits::Cut | Waits::Pairs => "每个数都要能归到一个栏目、账号或单位",
    }
}

/// That rows with figures name no website column.
pub(super) fn unnamed_column(finding: &Finding) -> String {
    let rows = if is_of_rows(finding) { "这几行有数，但都" } else { "这一行有数，但" };
    format!("{rows}没有写栏目名称，没有采用。")
}

/// That rows with figures name no account.
pub(super) fn unnamed_account(finding: &Finding) -> &'static str {
    if is_of_rows(finding) { "这几行都没有写明是哪个账号" } else { "这一行没有写账号名称" }
}

/// Whether what a finding is about takes more than one row.
fn is_of_rows(finding: &Finding) -> bool {
    finding.place.area.is_some_and(|area| area.first.row < area.last.row)
}

/// That a table which nobody could read may be of these annexes.
pub(super) fn may_be(forms: &[Form]) -> String {
    let forms: Vec<&str> = forms.iter().map(|form| labels::form(*form)).collect();
    format!("这张表像是{}的数，程序没有看懂，没有采用", forms.join("或"))
}

/// Each road with the number of its lines.
/// That figures of messages do not go together; `open` is what the unit states to be open.
pub(super) fn contradict((received, closed): (i64, i64), overdue: i64, open: Option<i64>) -> String {
    let last = open.map_or_else(|| format!("逾期 {overdue}"), |open| format!("在办 {open}"));
    format!("承办 {received}、办结 {closed}、{last}，数字之间互相矛盾。")
}

/// That some lines of a ledger of messages came by other roads than the net, and what became of them.
pub(super) fn ledger_roads(named: &[String], others: usize, counted: Option<usize>) -> String {
    let (heading, rest) = named.split_first().map_or(("", named), |(heading, rest)| (heading.as_str(), rest));
    let told = format!("“{heading}”一列里有的不像网民留言：{}", roads(rest));
    match counted {
        Some(all) => format!("{told}；表上写的总数 {all} 条把它们算在内，照此计入，不算它们是 {} 条。", all - others),
        None => format!("{told}；这 {others} 条没有计入。"),
    }
}

/// Roads with their numbers of lines; one without a word is of lines of which nobody knows the road.
fn roads(named: &[String]) -> String {
    let road = |pair: &[String]| match pair {
        [road, count] if road.is_empty() => format!("看不出渠道的 {count} 条"),
        [road, count] if !count.is_empty() => format!("{road} {count} 条"),
        [road, ..] => road.clone(),
        [] => String::new(),
    };
    named.chunks(2).map(road).collect::<Vec<_>>().join("、")
}

/// Names in quotes; what is not told stands for itself only where there is nothing else to name.
fn quoted(names: &[String]) -> String {
    let told: Vec<&String> = names.iter().filter(|name| *name != UNSAID).collect();
    if told.is_empty() && !names.is_empty() {
        return "这里写的（可能涉及个人，没有照抄）".to_owned();
    }
    let shown: Vec<String> = told.iter().take(MOST).map(|name| format!("“{name}”")).collect();
    shown.join("、") + &more(names)
}

fn listed(names: &[String]) -> String {
    let shown: Vec<&str> = names.iter().take(MOST).map(String::as_str).collect();
    shown.join("、") + &more(names)
}

fn more(names: &[String]) -> String {
    if names.len() > MOST { format!("等 {} 个", names.len()) } else { String::new() }
}

/// A unit handed in something that cannot be used yet, and what is due of it may stand there.
pub(super) fn held(form: Form, file: &str, one_row: bool) -> String {
    let name = file.rsplit('/').next().unwrap_or(file);
    let what = if one_row { "这一行".to_owned() } else { format!("应报的{}", labels::form(form)) };
    format!("已收到单位的“{name}”，里面有内容还不能用，{what}可能就在其中，待核。")
}
