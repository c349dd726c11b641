//! "公开专栏 · 具体事项" Headings over names that are finer than a column's.
//!
//! In: the folded text of a heading. Out: whether what stands below may be, or surely is, a finer name. It sees no values.

use super::HeadingWords;

impl HeadingWords {
    /// Whether the names below a heading (folded) may be finer than those of a column beside it.
    #[must_use]
    pub fn is_finer(&self, key: &str) -> bool {
        let bare = bare(key);
        self.finer.is(bare) || self.is_surely_finer(key)
    }

    /// Whether the names below a heading (folded) are finer than those of a column beside it.
    #[must_use]
    pub fn is_surely_finer(&self, key: &str) -> bool {
        let bare = bare(key);
        self.surely_finer.is(bare)
    }
}

/// A heading without the remark in brackets behind it.
fn bare(key: &str) -> &str {
    let note = key.strip_suffix(')').and_then(|rest| rest.rfind('(')).filter(|open| *open > 0);
    note.map_or(key, |open| &key[..open])
}
