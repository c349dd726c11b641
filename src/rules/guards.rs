//! "That is no unit, and that is no column." Words that keep a table from being read as what it is not.
//!
//! In: `guards.toml`. Out: [`GuardWords`]: yes-or-no answers about one folded text. What follows from them is decided in `recognize`.

use super::folded::FoldedWords;
use serde::Deserialize;

/// Two characters may be somebody with an office (某科), and a longer text is a sentence.
const SHORTEST_ROOM: usize = 3;
const LONGEST_ROOM: usize = 10;

/// Words of what a heading or a value is not.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GuardWords {
    unit_ends: FoldedWords,
    bodies_too: FoldedWords,
    columns_too: FoldedWords,
    not_reporting: FoldedWords,
    targets: FoldedWords,
    quantities: FoldedWords,
    list_heads: FoldedWords,
    villages: FoldedWords,
    towns: FoldedWords,
    no_towns: FoldedWords,
    road_heads: FoldedWords,
    other_roads: FoldedWords,
    net_roads: FoldedWords,
    no_net: FoldedWords,
    net_ledgers: FoldedWords,
    counts_together: FoldedWords,
    carried_over: FoldedWords,
    carried_on: FoldedWords,
    origins: FoldedWords,
    inner: FoldedWords,
    rooms: FoldedWords,
    other_sums: FoldedWords,
    other_papers: FoldedWords,
    selections: FoldedWords,
    whole_ledgers: FoldedWords,
    reports: FoldedWords,
    other_matters: FoldedWords,
    visits: FoldedWords,
}

impl GuardWords {
    /// The built-in words.
    #[must_use]
    pub fn built_in() -> Self {
        super::embedded(include_str!("guards.toml"))
    }

    /// Whether a heading ends as those over reporting units do (供稿单位).
    #[must_use]
    pub fn may_head_units(&self, key: &str) -> bool {
        self.unit_ends.ends(key) && !self.is_beside_units(key)
    }

    /// Whether a word of headings over units is what one unit is called as well (开发区).
    #[must_use]
    pub fn may_name_a_body(&self, key: &str) -> bool {
        self.bodies_too.is(key)
    }

    /// Whether a word of headings over units is what a website column is called as well (医疗机构).
    #[must_use]
    pub fn may_name_a_column(&self, key: &str) -> bool {
        self.columns_too.is(key)
    }

    /// Whether a heading tells of somebody else than who reports (主管单位), of a place or of a measure.
    #[must_use]
    pub fn is_beside_units(&self, key: &str) -> bool {
        self.not_reporting.within(key) || self.is_origin(key)
    }

    /// Whether a heading tells where a post was taken from (稿件来源, 转自): never who answers for the account.
    #[must_use]
    pub fn is_origin(&self, key: &str) -> bool {
        self.origins.within(key)
    }

    /// Whether what a table adds up is nothing of any annex (金额).
    #[must_use]
    pub fn is_other_sum(&self, key: &str) -> bool {
        self.other_sums.within(key)
    }

    /// Whether a file's name (folded) says that it is a paper without figures (通讯录), and nothing of a report.
    #[must_use]
    pub fn is_other_paper(&self, key: &str) -> bool {
        self.other_papers.within(key) && !self.reports.within(key)
    }

    /// Whether a line (folded) over a list of messages says that it holds no more than some of them (逾期件).
    #[must_use]
    pub fn selects_messages(&self, key: &str) -> bool {
        self.selections.within(key) && !self.whole_ledgers.within(key)
    }

    /// Whether a text (folded) is about a matter of which no annex tells (新媒体培训).
    #[must_use]
    pub fn is_of_other_matters(&self, key: &str) -> bool {
        self.other_matters.within(key)
    }

    /// Whether a title (folded) says that people, books or events were counted (借阅册次).
    #[must_use]
    pub fn counts_visits(&self, key: &str) -> bool {
        self.visits.within(key)
    }

    /// Whether a heading names a measure or a target (目标值), never anybody.
    #[must_use]
    pub fn is_target(&self, key: &str) -> bool {
        self.targets.is(key)
    }

    /// Whether a value is what figures are counted in (人, %) and nothing else.
    #[must_use]
    pub fn is_quantity(&self, key: &str) -> bool {
        self.quantities.is(key)
    }

    /// Whether a heading stands over names of figures (监测指标).
    #[must_use]
    pub fn heads_figures(&self, key: &str) -> bool {
        self.list_heads.ends(key)
    }

    /// Whether a name is that of a village or the like.
    #[must_use]
    pub fn is_village(&self, name: &str) -> bool {
        self.villages.ends(name)
    }

    /// Whether a name ends as those of bodies inside a unit do.
    #[must_use]
    pub fn is_inner(&self, name: &str) -> bool {
        self.inner.ends(name)
    }

    /// Whether a name ends as those of the rooms of one unit do and not as that of a town; what they are called is not shorter than a body's.
    #[must_use]
    pub fn is_room(&self, name: &str) -> bool {
        self.rooms.ends(name) && !self.is_town(name) && (SHORTEST_ROOM..=LONGEST_ROOM).contains(&name.chars().count())
    }

    /// Whether a name is that of a town.
    #[must_use]
    pub fn is_town(&self, name: &str) -> bool {
        self.towns.ends(name)
    }

    /// Whether a title (folded) holds the name of a town: one of its endings behind a name of its own.
    #[must_use]
    pub fn names_town(&self, title: &str) -> bool {
        let bare = self.no_towns.iter().fold(title.to_owned(), |text, word| text.replace(word.as_str(), "/"));
        let named = |at: usize| bare[..at].chars().rev().take_while(|c| c.is_alphabetic()).take(2).count() > 1;
        self.towns.iter().any(|word| bare.match_indices(word.as_str()).any(|(at, _)| named(at)))
    }

    /// Whether a heading stands over the roads by which messages came.
    #[must_use]
    pub fn heads_roads(&self, key: &str) -> bool {
        self.road_heads.within(key)
    }

    /// Which road a cell names (folded). A mark of the net makes any other road one of the net's (网上来信).
    #[must_use]
    pub fn road(&self, key: &str) -> Road<'_> {
        let bare = self.no_net.iter().fold(key.to_owned(), |text, word| text.replace(word.as_str(), "/"));
        if self.net_roads.within(&bare) {
            return Road::Net;
        }
        let word = self.other_roads.iter().find(|word| key.contains(word.as_str()));
        word.map_or(Road::Unknown, |word| Road::Other(word))
    }

    /// Whether a title (folded) says that messages of the net are listed.
    #[must_use]
    pub fn lists_messages_of_the_net(&self, key: &str) -> bool {
        self.net_ledgers.within(key)
    }

    /// Whether a word (folded) before a figure says that it counts what stands below.
    #[must_use]
    pub fn counts_together(&self, key: &str) -> bool {
        self.counts_together.is(key)
    }

    /// Whether a heading (folded) stands over messages that were open before the period.
    #[must_use]
    pub fn is_carried_over(&self, key: &str) -> bool {
        self.carried_over.within(key) && !self.carried_on.within(key)
    }
}

/// The road by which a message came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Road<'a> {
    /// One of the net's.
    Net,
    /// None of the net's, by this word.
    Other(&'a str),
    /// Nobody knows.
    Unknown,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_without_figures_is_told_by_its_name() {
        let words = GuardWords::built_in();
        for name in ["某县教育局通讯录.pdf", "县住建局值班表.docx"] {
            assert!(words.is_other_paper(name), "{name}");
        }
        for name in
            ["县教育局.pdf", "县教育局2024年一季度统计表.pdf", "关于报送新媒体情况的请示.docx", "留言办理联系表.doc"]
        {
            assert!(!words.is_other_paper(name), "{name}");
        }
    }

    #[test]
    fn who_reports_is_told_from_who_supervises() {
        let words = GuardWords::built_in();
        for heading in ["供稿单位", "托管单位", "稿件提供部门"] {
            assert!(words.may_head_units(heading), "{heading}");
        }
        for heading in ["计量单位", "主管部门", "来文单位", "交办单位", "栏目名称", "技术支持单位"]
        {
            assert!(!words.may_head_units(heading), "{heading}");
        }
    }

    #[test]
    fn where_a_post_was_taken_from_answers_for_nothing() {
        let words = GuardWords::built_in();
        for heading in ["来源单位", "稿件来源", "供稿来源", "转自", "信息来源单位", "稿源单位"]
        {
            assert!(words.is_origin(heading) && !words.may_head_units(heading), "{heading}");
        }
        assert!(["供稿单位", "发布单位", "责任单位"].iter().all(|heading| !words.is_origin(heading)));
    }

    #[test]
    fn a_title_names_a_town_or_only_speaks_of_towns() {
        let words = GuardWords::built_in();
        for title in ["清溪镇2025年二季度网格事件", "某县清溪乡留言", "白塔街道各社区留言办理情况"]
        {
            assert!(words.names_town(title), "{title}");
        }
        for title in
            ["各乡镇留言办理情况", "城镇居民诉求", "各村（社区）留言办理情况", "2025年城乡居民留言", "各街道留言"]
        {
            assert!(!words.names_town(title), "{title}");
        }
    }

    #[test]
    fn what_figures_are_counted_in_is_no_unit() {
        let words = GuardWords::built_in();
        assert!(["人", "%", "场次"].iter().all(|key| words.is_quantity(key)));
        assert!(["人社局", "县委"].iter().all(|key| !words.is_quantity(key)));
        assert!(words.is_target("目标值") && !words.is_target("某县目标办"));
    }

    #[test]
    fn roads_of_the_net_are_told_from_others() {
        let words = GuardWords::built_in();
        for road in ["来访", "电话", "意见箱", "12345热线", "群众来信"] {
            assert!(matches!(words.road(road), Road::Other(_)), "{road}");
        }
        for road in ["网站留言", "县长信箱", "微信公众号留言", "网上来信", "网络电话留言"] {
            assert_eq!(words.road(road), Road::Net, "{road}");
        }
        for road in ["", "网格员上报", "上级转办"] {
            assert_eq!(words.road(road), Road::Unknown, "{road}");
        }
    }
}
