//! "It looks like a diary of posts, but of which month?" Sentences about tables that are understood by their shape and not counted.
//!
//! In: why, the name concerned, a number. Out: the sentence and what to do. It chooses nothing.

use super::office::{list, quote};
use crate::finding::ShapeDoubt;

/// What is the matter.
pub(super) fn sentence(why: ShapeDoubt, name: &str, count: usize) -> String {
    let who = if name.is_empty() { "这一列".to_owned() } else { format!("{}一列", quote(name)) };
    match why {
        ShapeDoubt::Month => format!("这张表像是按日登记的发布情况，看不出是哪一年哪个月的，{who}没有统计。"),
        ShapeDoubt::Cells => {
            format!("这张表像是按日登记的发布情况，{who}有 {count} 个格子看不出发了几条，整列没有统计。")
        }
        ShapeDoubt::Part => {
            format!("这张表像是登记发布情况的，{who}看不出登记的是不是发布条数、是谁的，没有统计。")
        }
        ShapeDoubt::Rest => {
            "这张表像是按日或按周登记的发布情况，从这一处起有看不懂的内容，后面还有登记，整张表没有统计。".to_owned()
        }
        ShapeDoubt::Blank => {
            format!("这张表像是按日登记的发布情况，{who}全是空白，看不出是没有发布还是没有填写，没有统计。")
        }
        ShapeDoubt::Matter => {
            format!("这张表像是按日登记的情况，但写的是{}，不一定是发布了多少，没有统计。", quote(name))
        }
        ShapeDoubt::Names => "这张表像是按日登记的发布情况，看不出各列是哪个账号或栏目，没有统计。".to_owned(),
        ShapeDoubt::Weeks => {
            format!("这张表像是按周登记的发布情况，{who}有一周看不出发了几条，或当月小计与各周相加不符，整列没有统计。")
        }
        ShapeDoubt::Outlets => {
            format!(
                "这张表像是信息发布登记，{who}有 {count} 个格子看不出发在哪个账号或栏目，或同一条登记了两次，整张表没有统计。"
            )
        }
        ShapeDoubt::Lines => {
            format!(
                "这张表像是信息发布登记，有 {count} 行看不出算不算一条已发布的信息（如撤稿、退稿、日期不明、同一条登记两次，或夹着别的内容），整张表没有统计。"
            )
        }
        ShapeDoubt::Slips => format!("这张表是一件一件的留言转办单（{count} 件），不是统计表，也不是台账，没有统计。"),
        ShapeDoubt::Cards => {
            format!(
                "这张表像是一张一张的卡片（{count} 张，标签旁边写内容），这一格{}看不懂，或与别处对不上，卡片都没有统计。",
                if name.is_empty() { String::new() } else { quote(name) }
            )
        }
        ShapeDoubt::Pivot => {
            "这张表像是数据透视表，看不出哪些行是单位、哪些行是栏目，或各级合计对不上，没有统计。".to_owned()
        }
    }
}

/// What to do.
pub(super) const fn remedy(why: ShapeDoubt) -> &'static str {
    match why {
        ShapeDoubt::Month => "请在标题或工作表名里写明年月（如 2024年7月）。",
        ShapeDoubt::Cells => "请单位在这些格子里只写条数或打√，或改报台账（一条信息一行：日期、账号或栏目、标题）。",
        ShapeDoubt::Part => {
            "是发布条数的，请单位把表头写成类型加名称（如 微信公众号“某地发布”、县政府网站“通知公告”），或把栏目写进“栏目”设置。"
        }
        ShapeDoubt::Rest => "请单位一行只登记一天（一周），每个月写明月份，合计、说明写在最后，改好后重报。",
        ShapeDoubt::Blank => "确实没有发布的，请单位在合计处写 0。",
        ShapeDoubt::Matter => "是发布情况的，请单位改好标题和表头；否则请报各账号、栏目的发布条数。",
        ShapeDoubt::Names => {
            "请单位把表头写成类型加名称（如 微信公众号“某地发布”），或改报台账（一条信息一行：日期、账号或栏目、标题）。"
        }
        ShapeDoubt::Weeks => "请单位核对这一列各周的条数和每月小计，改好后重报。",
        ShapeDoubt::Outlets => {
            "请单位在这些格子里写明类型和名称，几处用顿号分开（如 县政府网站“通知公告”、微信公众号“某地发布”），没有发布的写“未发布”。"
        }
        ShapeDoubt::Lines => "请单位删去没有发布的各行，日期、账号或栏目写全，夹在中间的说明移到表外，重报一次。",
        ShapeDoubt::Slips => "请单位改报留言台账（一件留言一行：单位、收到日期、办理期限、办结日期、办理状态）。",
        ShapeDoubt::Cards => {
            "请单位核对这一格（有合计的，合计要等于各月相加），卡片上的数都写明是什么数；或改成一行一个账号或栏目的表重报。"
        }
        ShapeDoubt::Pivot => "请单位报送透视表的数据源（单位、栏目、月份、条数各一列）。",
    }
}

/// What is told of the headings of a table of unknown form: none where its texts may be about people, "…" alone where there is none. Those
/// that are not told are counted.
pub(super) fn heads(headings: &[String]) -> String {
    let told: Vec<String> = headings.iter().filter(|heading| *heading != UNSAID).cloned().collect();
    match (headings, told.as_slice()) {
        ([], _) => "看不出表头，其中的文字可能涉及个人，没有照抄".to_owned(),
        ([_], []) => "看不出表头".to_owned(),
        (all, []) => format!("表头的 {} 格可能涉及个人，没有照抄", all.len()),
        (all, told) if told.len() < all.len() => {
            format!("表头是：{}，另有 {} 格可能涉及个人，没有照抄", list(told), all.len() - told.len())
        }
        (_, told) => format!("表头是：{}", list(told)),
    }
}

/// What stands for words that are not told.
pub(super) const UNSAID: &str = "…";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_that_are_not_told_are_counted() {
        let told = |headings: &[&str]| heads(&headings.iter().map(|h| (*h).to_owned()).collect::<Vec<_>>());
        assert_eq!(told(&["月份", "单价"]), "表头是：“月份”、“单价”");
        assert_eq!(told(&["月份", "…", "…", "单价"]), "表头是：“月份”、“单价”，另有 2 格可能涉及个人，没有照抄");
        assert_eq!(told(&["…", "…", "…"]), "表头的 3 格可能涉及个人，没有照抄");
        assert_eq!(told(&["…"]), "看不出表头");
        assert_eq!(told(&[]), "看不出表头，其中的文字可能涉及个人，没有照抄");
    }
}
