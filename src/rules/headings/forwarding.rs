//! "转发统一推送稿件 › 推送数" Groups of headings about what others asked to be forwarded.
//!
//! In: the folded text of a group, or of a heading below it. Out: whether the group is about forwarding alone, and whether the heading
//! counts what was handed down. It chooses no field.

use super::HeadingWords;

impl HeadingWords {
    /// Whether a group (folded) is about forwarding what others asked for, and not about publishing as well (发布及转载情况).
    #[must_use]
    pub fn is_about_forwarding(&self, group: &str) -> bool {
        let Some(at) = self.forwards.iter().filter_map(|word| group.find(word.as_str())).min() else { return false };
        let mut verbs = self.publishes.iter().flat_map(|verb| group.match_indices(verb.as_str()));
        verbs.all(|(verb, _)| self.is_by_others(&group[..verb], verb > at))
    }

    /// Whether the verb behind `before` tells what others published: they stand right before it (上级发布), or what is forwarded does.
    fn is_by_others(&self, before: &str, behind: bool) -> bool {
        let asked = self.askers.ends(before);
        let joined = self.joints.ends(before) || self.forwards.ends(before);
        asked || behind && !joined && self.askers.within(before)
    }

    /// Whether a heading (folded) below such a group counts what was handed down.
    #[must_use]
    pub fn is_handed_down(&self, key: &str) -> bool {
        let key = self.trim(key);
        self.handed_down.contains(&key)
    }

    /// Whether a heading (folded) is read before the group above it: 应 and 实 below 更新 are 应更新 and 实更新.
    #[must_use]
    pub fn stands_before(&self, key: &str) -> bool {
        self.demands.iter().any(|word| word == key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_about_forwarding_speaks_of_nothing_else() {
        let words = HeadingWords::built_in();
        for group in
            ["转发区委区政府统一推送稿件", "上级推送稿件转发情况", "指定信息转载", "转载情况", "转发上级发布信息"]
        {
            assert!(words.is_about_forwarding(group), "{group}");
        }
        for group in [
            "发布及转载情况",
            "推送转发情况",
            "转发及发布情况",
            "转载、原创情况",
            "本季推送与转载",
            "发稿量",
            "本县政府网站推送和转载",
            "",
        ] {
            assert!(!words.is_about_forwarding(group), "{group}");
        }
    }
}
