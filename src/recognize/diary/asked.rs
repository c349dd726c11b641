//! "What is this letter column of the diary?" What is said of a diary, or of one position of it, that is not counted.
//!
//! In: a [`Diary`] and one of its positions. Out: the finding, with the words of a heading only where they are nobody's name. It counts
//! nothing.

use super::Diary;
use super::days::is_mark;
use super::names::{Named, Role, other_matter, path};
use crate::finding::{Finding, Kind as Noticed, Severity, ShapeDoubt};
use crate::fold::one_line;
use crate::place::{Area, At};
use crate::recognize::left_aside::left_aside;
use crate::recognize::lexicon::Lexicon;
use crate::recognize::region::Region;
use crate::recognize::tables::Built;
use crate::recognize::waits::mixed::quotable_heading;
use crate::recognize::{LeftRow, RowReason};

impl Diary<'_, '_> {
    /// Where a name stands.
    pub(super) fn at(&self, pos: u32, named: &Named) -> At {
        named.at().unwrap_or_else(|| self.grid.at(self.days.heads.1, pos))
    }

    /// A doubt about a name, at a cell.
    pub(super) fn doubt(&self, why: ShapeDoubt, name: String, at: At) -> Finding {
        Finding::new(Noticed::ShapeUnread { why, name, count: 0 }, self.grid.sheet.place.at(Area::one(at)))
    }

    /// Whether figures that nobody knows stand at a position, and none that are known to be posts tell of the same name.
    pub(super) fn is_open(&self, pos: u32, named: &Named, lexicon: &Lexicon<'_>) -> bool {
        let same = |role: &Role| matches!(role, Role::Posts(other) if other.is_same(named));
        let is_known = named.at().is_some() && self.roles.iter().any(|(_, role)| same(role));
        self.has_marks(pos, lexicon) && !is_known
    }

    fn has_marks(&self, pos: u32, lexicon: &Lexicon<'_>) -> bool {
        let mut cells = self.days.lines.iter().filter_map(|(line, _)| self.grid.own(*line, pos));
        cells.any(|ink| is_mark(ink, lexicon))
    }

    /// The doubt about figures of which nobody knows whether they are posts.
    pub(super) fn part(&self, pos: u32, lexicon: &Lexicon<'_>) -> Finding {
        let over = path(self.grid, self.days.heads, pos);
        let (at, name) = match over.last() {
            Some((at, leaf)) => (*at, quotable_heading(&one_line(&leaf.cell.value.shown()), *at, lexicon)),
            None => (self.grid.at(self.days.heads.1, pos), String::new()),
        };
        self.doubt(ShapeDoubt::Part, name, at)
    }

    /// The diary with nothing taken from it.
    pub(super) fn left_aside(&self, region: Region, finding: Finding) -> (Region, Built) {
        let mut built = left_aside(self.grid, &region, vec![finding]);
        let lines = self.days.lines.iter().filter(|_| !self.grid.turned);
        built.table.left_out = lines.map(|(line, _)| LeftRow { line: *line, why: RowReason::Unused }).collect();
        (region, built)
    }

    /// A diary under a title about accounts or website columns of which nobody can tell whose posts stand where.
    pub(super) fn nameless(&self, region: Region, lexicon: &Lexicon<'_>) -> Option<(Region, Built)> {
        let is_part = |pos: u32, role: &Role| matches!(role, Role::Part(_)) && self.has_marks(pos, lexicon);
        let counts =
            self.roles.iter().any(|(pos, role)| is_part(*pos, role) || self.unread(*pos, role, lexicon).is_some());
        let other = |pos: u32| self.matter_over(pos, &Named::default(), lexicon);
        let matter = self.matter.clone().or_else(|| self.roles.iter().find_map(|(pos, _)| other(*pos)));
        let why = if matter.is_some() { ShapeDoubt::Matter } else { ShapeDoubt::Names };
        let kind = Noticed::ShapeUnread { why, name: matter.unwrap_or_default(), count: 0 };
        let finding = Finding::new(kind, self.grid.sheet.place.at(region.area));
        counts.then(|| self.left_aside(region, finding))
    }

    /// The word by which a text over a position, the name apart, tells something else than posts.
    pub(super) fn matter_over(&self, pos: u32, named: &Named, lexicon: &Lexicon<'_>) -> Option<String> {
        other_matter(&path(self.grid, self.days.heads, pos), named, lexicon)
    }

    /// What must be said of a position that is not counted.
    pub(super) fn unread(&self, pos: u32, role: &Role, lexicon: &Lexicon<'_>) -> Option<Finding> {
        let over = path(self.grid, self.days.heads, pos);
        let (at, leaf) = over.last()?;
        let known = lexicon.label(leaf.key()).is_some_and(|field| !field.is_count());
        let aside = matches!(role, Role::Aside | Role::Part(_));
        let open = aside && !known && self.has_marks(pos, lexicon) && !lexicon.words.rows.is_total(leaf.key());
        let name = quotable_heading(&one_line(&leaf.cell.value.shown()), *at, lexicon);
        let kind = Noticed::HeadingMissing { missing: Vec::new(), unexpected: vec![name] };
        let finding = Finding::new(kind, self.grid.sheet.place.at(Area::one(*at)));
        open.then_some(Finding { severity: Severity::Notice, ..finding })
    }
}
