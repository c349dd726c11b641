//! "合计 says five, and there are two." Printed sums of a diary against what its cells come to.
//!
//! In: a [`Diary`], the posts of its names. Out: a doubt for each sum below a name that is not its own, and one for the sums of the lines. It
//! changes no figure.

use super::Diary;
use super::ledger::Written;
use super::names::{Role, path};
use super::posts::Posts;
use crate::finding::{Finding, Kind as Noticed, Severity};
use crate::fold::one_line;
use crate::place::{Area, At};
use crate::recognize::lexicon::Lexicon;

impl Diary<'_, '_> {
    /// The printed sums of a position, line by line; `None` where nothing that is a number stands there.
    pub(super) fn printed(&self, pos: u32, lexicon: &Lexicon<'_>) -> Vec<(u32, Option<u64>)> {
        let number = |line: u32| {
            let ink = self.grid.own(line, pos)?;
            lexicon.words.headings.without_measure(ink.key()).parse().ok()
        };
        self.days.totals.iter().map(|line| (*line, number(*line))).collect()
    }

    /// Printed sums that are neither that of all lines above nor of those since the last sum.
    pub(super) fn check_sums(&self, (pos, name): (u32, &str), posts: &Posts, lexicon: &Lexicon<'_>) -> Vec<Finding> {
        let mut out = Vec::new();
        let mut from = 0;
        for (line, printed) in self.printed(pos, lexicon) {
            let sum = |from: u32| -> u64 {
                posts.lines.iter().filter(|(l, _)| (from..line).contains(l)).map(|(_, n)| n).sum()
            };
            let (all, since) = (sum(0), sum(from));
            from = line;
            let Some(printed) = printed.filter(|n| *n != all && *n != since) else { continue };
            let heading = name.to_owned();
            let computed = i64::try_from(all).into_iter().collect();
            let row = self.grid.inks(line, (0, u32::MAX)).next().map(|(_, ink)| one_line(&ink.cell.value.shown()));
            let row = row.unwrap_or_default().into();
            let kind = Noticed::TotalDiffers { row, heading, across: false, written: printed.to_string(), computed };
            let finding = Finding::new(kind, self.grid.sheet.place.at(Area::one(self.grid.at(line, pos))));
            out.push(Finding { severity: Severity::Doubt, ..finding });
        }
        out
    }

    /// The sums at the end of lines that are neither those of the line nor of all lines so far, said once for each position of sums.
    pub(super) fn check_lines(&self, written: &[Written], lexicon: &Lexicon<'_>) -> Vec<Finding> {
        let sums = self.roles.iter().filter(|(_, role)| matches!(role, Role::Sum)).map(|(pos, _)| *pos);
        sums.filter_map(|pos| self.check_line(pos, written, lexicon)).collect()
    }

    fn check_line(&self, pos: u32, written: &[Written], lexicon: &Lexicon<'_>) -> Option<Finding> {
        let over = |pos: u32| path(self.grid, self.days.heads, pos);
        let (leaf, groups) = over(pos).split_last().map(|((_, leaf), groups)| {
            let heading = one_line(&leaf.cell.value.shown());
            (heading, groups.iter().map(|(at, _)| *at).collect::<Vec<At>>())
        })?;
        let posts = || written.iter().flat_map(|written| &written.lines);
        let in_group = |pos: u32| over(pos).iter().any(|(at, _)| groups.contains(at));
        let any_in_group = posts().any(|post| in_group(post.pos));
        let mine: Vec<(u32, u64)> =
            posts().filter(|post| !any_in_group || in_group(post.pos)).map(|post| (post.line, post.count)).collect();
        let mut wrong = self.days.lines.iter().filter_map(|(line, _)| {
            let ink = self.grid.own(*line, pos)?;
            let printed: u64 = lexicon.words.headings.without_measure(ink.key()).parse().ok()?;
            let sum: u64 = mine.iter().filter(|(l, _)| l == line).map(|(_, n)| n).sum();
            let so_far: u64 = mine.iter().filter(|(l, _)| l <= line).map(|(_, n)| n).sum();
            (printed != sum && printed != so_far).then_some((*line, printed, sum))
        });
        let (line, printed, sum) = wrong.next()?;
        let spot = |line: u32| self.grid.sheet.place.at(Area::one(self.grid.at(line, pos)));
        let row = self.grid.seen(line, self.days.pos).map(|(_, _, ink)| one_line(&ink.cell.value.shown()));
        let (row, computed) = (row.unwrap_or_default().into(), i64::try_from(sum).into_iter().collect());
        let written = printed.to_string();
        let kind = Noticed::TotalDiffers { row, heading: leaf, across: true, written, computed };
        let finding = Finding::new(kind, spot(line)).related(wrong.map(|(line, _, _)| spot(line)));
        Some(Finding { severity: Severity::Doubt, ..finding })
    }
}
