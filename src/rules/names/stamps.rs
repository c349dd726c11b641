//! "某县水利局（章）" Where a stamp or a signature belongs stands no part of the name.
//!
//! In: a text as written. Out: whether a note is about a stamp and nothing else, and the name before the first such note. It does not
//! know whether what is left is the name of a unit.

use super::Stamps;
use crate::fold::fold;

/// Visible characters of the longest words without brackets.
const LONGEST_BARE: usize = 8;

impl Stamps {
    /// Whether a note (folded) is about a stamp or a signature and nothing else: 章, 加盖公章, 签字、盖章.
    #[must_use]
    pub fn is_stamp(&self, note: &str) -> bool {
        self.signs.iter().any(|sign| note.contains(sign.as_str())) && note.chars().all(|c| self.characters.contains(c))
    }

    /// What stands before a note about a stamp, in brackets of any shape or none; nothing where the text is only that.
    #[must_use]
    pub fn before<'t>(&self, text: &'t str) -> &'t str {
        let mut name = self.before_bracket(text).unwrap_or(text);
        while let Some(rest) = self.without_bare(name) {
            name = rest;
        }
        if name.len() == text.len() { text } else { name.trim_end() }
    }

    fn before_bracket<'t>(&self, text: &'t str) -> Option<&'t str> {
        let is = |c: char, bracket: &str| fold(c.encode_utf8(&mut [0; 4])) == bracket;
        let mut opens = text.char_indices().filter(|(_, c)| is(*c, "("));
        let open = opens.find(|(at, c)| {
            let rest = &text[at + c.len_utf8()..];
            let close = rest.char_indices().find(|(_, c)| is(*c, ")"));
            close.is_some_and(|(end, _)| self.is_stamp(&fold(&rest[..end])))
        });
        open.map(|(at, _)| &text[..at])
    }

    /// A name without a word such as 公章 behind it.
    fn without_bare<'t>(&self, name: &'t str) -> Option<&'t str> {
        let name = name.trim_end_matches(|c: char| c.is_whitespace() || ":：,，;；。、".contains(c));
        let visible = name.char_indices().rev().filter(|(_, c)| !c.is_whitespace());
        let tails = visible.take(LONGEST_BARE).map(|(at, _)| at).filter(|at| self.bare.contains(&fold(&name[*at..])));
        tails.last().map(|at| &name[..at])
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::names::NameWords;

    #[test]
    fn a_stamp_behind_a_name_is_no_part_of_it() {
        let stamps = NameWords::built_in().stamps;
        for (written, name) in [
            ("某县水利局（章）", "某县水利局"),
            ("某县水利局(公 章)", "某县水利局"),
            ("某县水利局【加盖公章】", "某县水利局"),
            ("某县水利局 （签字、盖章）：", "某县水利局"),
            ("某县水利局（印章）填报人：某某", "某县水利局"),
            ("某县水利局　盖 章", "某县水利局"),
            ("某县水利局公章", "某县水利局"),
            ("（章）", ""),
            ("某某中心（本部）", "某某中心（本部）"),
            ("某县水利局（筹）", "某县水利局（筹）"),
            ("某县印章管理中心", "某县印章管理中心"),
            ("某县水利局（印章管理所）", "某县水利局（印章管理所）"),
        ] {
            assert_eq!(stamps.before(written), name, "{written}");
        }
    }
}
