//! "附件3!F7, please." What was asked, in any usual writing.
//!
//! In: the words typed. Out: an [`Asked`]: a finding by its number, a cell of a sheet, or a line of a list by its number. Whether there
//! is such a thing is found out later.

use crate::fold::{fold, fold_width};
use crate::place::At;
use crate::trail::{PageTrail, Trail};

/// What was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Asked {
    /// `F12`: the twelfth finding of the report.
    Finding(usize),
    /// `附件3!F7`.
    Cell(String, At),
    /// `问题清单!12`: the line with this 序号.
    Line(String, i64),
}

/// Reads what was typed; `None` where it names neither a finding nor a cell.
pub(super) fn asked(text: &str) -> Option<Asked> {
    let text = fold_width(text);
    let text = text.trim();
    let number = text.strip_prefix(['F', 'f']).and_then(|n| n.parse::<usize>().ok());
    if let Some(number) = number {
        return Some(Asked::Finding(number));
    }
    let marks = ['!', ':', ' ', '\t', '>', '›', ',', '，'];
    let at = text.rfind(marks)?;
    let (sheet, cell) = text.split_at(at);
    let cell = cell.trim_start_matches(marks).trim();
    let sheet = sheet.trim_end_matches(marks).trim_matches(['\'', '"', '“', '”', ' ']).to_owned();
    if sheet.is_empty() {
        return None;
    }
    let line = || cell.parse::<i64>().ok().map(|n| Asked::Line(sheet.clone(), n));
    At::parse(cell).map(|at| Asked::Cell(sheet.clone(), at)).or_else(line)
}

/// The page of this name, or the only one whose name begins so.
pub(super) fn page<'a>(trail: &'a Trail, named: &str) -> Option<&'a PageTrail> {
    let wanted = fold(named);
    let exact = trail.pages.iter().find(|p| fold(&p.name) == wanted);
    exact.or_else(|| {
        let mut begin = trail.pages.iter().filter(|p| fold(&p.name).starts_with(&wanted));
        begin.next().filter(|_| begin.next().is_none())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_and_findings_are_understood_in_every_usual_writing() {
        let f7 = || Some(Asked::Cell("附件3".to_owned(), At::new(6, 5)));
        for text in
            ["附件3!F7", "附件3！F7", "附件3!f7", "附件3!$F$7", "附件３！Ｆ７", "附件3 F7", " '附件3'!F7 ", "附件3:F7"]
        {
            assert_eq!(asked(text), f7(), "{text}");
        }
        let named = Asked::Cell("附件3 新媒体".to_owned(), At::new(6, 5));
        assert_eq!(asked("'附件3 新媒体'!F7"), Some(named));
        assert_eq!(asked("F12"), Some(Asked::Finding(12)));
        assert_eq!(asked("f3"), Some(Asked::Finding(3)));
        assert_eq!(asked("问题清单!12"), Some(Asked::Line("问题清单".to_owned(), 12)));
        for text in ["", "F", "附件3", "!F7", "附件3!", "附件3!甲"] {
            assert_eq!(asked(text), None, "{text}");
        }
    }
}
