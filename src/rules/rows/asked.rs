//! "总计（两栏）", "上旬" Further questions about the words of rows and headings.
//!
//! In: one folded text, `rows.toml`. Out: yes-or-no answers, and what a remark says about blank cells. It sees no table.

use super::{BlankSays, RowWords};

impl RowWords {
    /// What a remark says about blank cells.
    #[must_use]
    pub fn says_of_blanks(&self, key: &str) -> Option<BlankSays> {
        self.blank_is_zero.says(key)
    }

    /// The clause of a remark, as written, that speaks of blank cells.
    #[must_use]
    pub fn clause_of_blanks<'t>(&self, text: &'t str) -> Option<&'t str> {
        self.blank_is_zero.clause(text)
    }

    /// The marks out of `marks` of which a remark (folded) says that nothing is asked for where they stand: “—”表示该单位不承担该栏目.
    pub fn strokes_without_duty<'m>(&self, key: &str, marks: &'m [String]) -> impl Iterator<Item = String> + use<'m> {
        let plain = self.strokes.clause(key);
        marks.iter().filter(move |mark| plain.as_ref().is_some_and(|said| said == *mark)).cloned()
    }

    /// Whether a total says that it adds up tables that stand side by side.
    #[must_use]
    pub fn is_of_both_sides(&self, key: &str) -> bool {
        self.both_sides.within(key)
    }

    /// Whether a heading names a part of a month.
    #[must_use]
    pub fn is_month_part(&self, key: &str) -> bool {
        self.month_parts.starts(key)
    }
}
