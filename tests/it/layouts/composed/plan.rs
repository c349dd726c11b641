//! What a form may be made of: what it counts, and where it tells whose figure is which.

use proptest::prelude::*;
use proptest::sample::select;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Columns,
    Accounts,
    Messages,
}

/// What tells one figure from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Axis {
    Unit,
    /// A website column or an account.
    Object,
    Field,
    Month,
}

/// Where an axis is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// In label columns.
    Left,
    /// In heading rows.
    Top,
    /// In a row of its own over the rows that it speaks of.
    Group,
    /// In a caption over a table of its own.
    Block,
    /// In the name of a sheet of its own.
    Sheet,
    /// In a line above everything: there is no second one.
    Line,
}

/// How a label that holds for several cells is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Repeat {
    Each,
    Merged,
    FirstOnly,
}

/// Where an account's type stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Typed {
    Beside,
    Bracketed,
}

/// One form.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub(super) kind: Kind,
    pub(super) units: usize,
    /// Website columns or accounts of each unit.
    pub(super) objects: usize,
    /// Which figures: the first so many of the kind's lists.
    pub(super) fields: usize,
    pub(super) by_month: bool,
    pub(super) unit: Side,
    pub(super) object: Side,
    pub(super) field: Side,
    pub(super) month: Side,
    /// Whether figures stand before months where both are on one side.
    pub(super) field_first: bool,
    pub(super) left: Repeat,
    pub(super) top: Repeat,
    pub(super) typed: Typed,
    pub(super) looks: Looks,
    /// Where the figures begin.
    pub(super) seed: u32,
}

/// What says nothing about figures.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is one ornament of its own")]
pub(super) struct Looks {
    pub(super) serial: bool,
    pub(super) total_row: bool,
    pub(super) total_column: bool,
    pub(super) signature: bool,
    pub(super) remark: bool,
    pub(super) blank_row: bool,
    /// Figures with their measure (12条).
    pub(super) measure: bool,
    /// 备注 behind the figures.
    pub(super) note_column: bool,
    /// 本年累计 behind months.
    pub(super) cumulative: bool,
    /// How often a website column must be updated.
    pub(super) frequency: bool,
    /// What is required of a website column in all, before its months.
    pub(super) required: bool,
    /// A sum behind the rows of each unit.
    pub(super) subtotals: bool,
    /// The title merged over all columns.
    pub(super) wide_title: bool,
    /// Which words of each list of synonyms.
    pub(super) wording: usize,
}

/// How several tables of one form stand together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Together {
    Below,
    Beside,
    Sheets,
}

/// What a unit hands in: one table, or one of each of several kinds.
#[derive(Debug, Clone)]
pub(super) struct Form {
    pub(super) parts: Vec<Plan>,
    pub(super) together: Together,
}

/// Forms that somebody would draw.
pub(super) fn forms() -> impl Strategy<Value = Form> {
    let together = select(vec![Together::Below, Together::Beside, Together::Sheets]);
    let parts = prop_oneof![
        3 => prop::collection::vec(plans(), 1..=1),
        2 => prop::collection::vec(plans(), 2..=4),
    ];
    let form = (parts, together).prop_map(|(parts, together)| Form::of(parts, together));
    form.prop_filter("a form holds a table", |form| !form.parts.is_empty())
}

impl Form {
    /// The tables that go together with the first: each of another kind, in the same words, under the same line of the unit or each with its
    /// units.
    fn of(mut parts: Vec<Plan>, together: Together) -> Self {
        let own_sheets =
            |plan: &Plan| [Axis::Unit, Axis::Month].iter().any(|axis| plan.axes(Side::Sheet).contains(axis));
        if parts.len() > 1 {
            parts.retain(|plan| !own_sheets(plan));
        }
        let mut out: Vec<Plan> = Vec::new();
        for mut plan in parts {
            let fits = |first: &Plan| (plan.unit == Side::Line) == (first.unit == Side::Line);
            if out.iter().all(|other| other.kind != plan.kind) && out.first().is_none_or(fits) {
                plan.looks.wording = out.first().map_or(plan.looks.wording, |first| first.looks.wording);
                out.push(plan);
            }
        }
        Self { parts: out, together }
    }
}

/// Any ornaments.
fn looks() -> impl Strategy<Value = Looks> {
    let rarely = || prop::bool::weighted(0.3);
    let around = (rarely(), rarely(), rarely(), rarely(), 0..3_usize);
    let inside = (rarely(), rarely(), rarely(), rarely(), rarely(), rarely(), rarely(), rarely(), rarely());
    (around, inside).prop_map(|((signature, remark, blank_row, wide_title, wording), inside)| {
        let (serial, total_row, total_column, measure, note_column, cumulative, frequency, required, subtotals) =
            inside;
        Looks {
            serial,
            total_row,
            total_column,
            signature,
            remark,
            blank_row,
            measure,
            note_column,
            cumulative,
            frequency,
            required,
            subtotals,
            wide_title,
            wording,
        }
    })
}

/// Tables that somebody would draw.
fn plans() -> impl Strategy<Value = Plan> {
    use Side::{Block, Group, Left, Line, Sheet, Top};
    let what = (
        select(vec![Kind::Columns, Kind::Accounts, Kind::Messages]),
        1..4_usize,
        1..4_usize,
        1..5_usize,
        any::<bool>(),
    );
    let sides = (
        select(vec![Left, Left, Top, Group, Block, Sheet, Line]),
        select(vec![Left, Left, Top]),
        select(vec![Top, Top, Left]),
        select(vec![Top, Top, Left, Block, Sheet]),
    );
    let top = select(vec![Repeat::Each, Repeat::Merged, Repeat::FirstOnly]);
    // A name over rows that do not say it is asked about: the contract fills what is merged, and nothing that is left blank.
    let left = select(vec![Repeat::Each, Repeat::Each, Repeat::Merged, Repeat::Merged, Repeat::FirstOnly]);
    let how = (any::<bool>(), left, top, select(vec![Typed::Beside, Typed::Bracketed]));
    let plan = (what, sides, how, looks(), 0..1000_u32).prop_map(|(what, sides, how, looks, seed)| {
        let (kind, units, objects, fields, by_month) = what;
        let (unit, object, field, month) = sides;
        let (field_first, left, top, typed) = how;
        let units = if unit == Line { 1 } else { units.max(2) };
        Plan {
            kind,
            units,
            objects,
            fields,
            by_month,
            unit,
            object,
            field,
            month,
            field_first,
            left,
            top,
            typed,
            looks,
            seed,
        }
        .tidied()
    });
    plan.prop_filter("somebody would draw it", Plan::is_drawn)
}

impl Plan {
    /// The same without choices that change nothing.
    fn tidied(mut self) -> Self {
        let most = match (self.kind, self.by_month) {
            (Kind::Columns, true) => 1,
            (Kind::Columns, false) | (Kind::Accounts, true) => 2,
            (Kind::Accounts, false) => 4,
            (Kind::Messages, _) => 3,
        };
        self.fields = if self.kind == Kind::Messages { self.fields.clamp(2, most) } else { self.fields.min(most) };
        // A line of types below accounts across has a label only where labels run down.
        if self.object == Side::Top && !(self.fields > 1 && self.axes(Side::Left) == [Axis::Field]) {
            self.typed = Typed::Bracketed;
        }
        self.looks.serial &= self.unit == Side::Left || self.object == Side::Left && self.kind != Kind::Messages;
        let rows_of_columns = self.kind == Kind::Columns && self.object == Side::Left;
        self.looks.frequency &= rows_of_columns;
        self.looks.required &= rows_of_columns && self.by_month && self.month == Side::Top;
        self.looks.subtotals &= self.unit == Side::Left && self.object == Side::Left && self.kind != Kind::Messages;
        if self.kind == Kind::Messages {
            self.objects = 1;
            self.object = self.unit;
        }
        self
    }

    /// The axes on a side, outermost first.
    pub(super) fn axes(&self, side: Side) -> Vec<Axis> {
        let (later, first) = if self.field_first { (Axis::Month, Axis::Field) } else { (Axis::Field, Axis::Month) };
        let order = [Axis::Unit, Axis::Object, first, later];
        order.into_iter().filter(|axis| self.has(*axis) && self.side(*axis) == side).collect()
    }

    pub(super) const fn side(&self, axis: Axis) -> Side {
        match axis {
            Axis::Unit => self.unit,
            Axis::Object => self.object,
            Axis::Field => self.field,
            Axis::Month => self.month,
        }
    }

    /// Whether the form has that axis at all; a single figure is named by the heading over it.
    fn has(&self, axis: Axis) -> bool {
        match axis {
            Axis::Unit => true,
            Axis::Object => self.kind != Kind::Messages,
            Axis::Field => self.fields > 1 || self.axes_of_rest_on_top() == 0,
            Axis::Month => self.by_month,
        }
    }

    /// How many axes besides the figures stand in heading rows.
    fn axes_of_rest_on_top(&self) -> usize {
        let on_top = |axis: Axis, there: bool| usize::from(there && self.side(axis) == Side::Top);
        on_top(Axis::Unit, true)
            + on_top(Axis::Object, self.kind != Kind::Messages)
            + on_top(Axis::Month, self.by_month)
    }

    fn is_drawn(&self) -> bool {
        let with_objects = self.kind != Kind::Messages;
        // A unit's columns and accounts are its own: both stand on one side, or the unit stands around the table.
        let split = with_objects
            && matches!((self.unit, self.object), (Side::Left | Side::Group, Side::Top) | (Side::Top, Side::Left));
        // One figure is named by its heading: nobody draws a label column for it.
        let lone_field_left = self.fields == 1 && self.field == Side::Left;
        let rows = !self.axes(Side::Left).is_empty();
        let columns = !self.axes(Side::Top).is_empty();
        // A row over rows needs names below it.
        let bare_group = self.unit == Side::Group && (!with_objects || self.object != Side::Left);
        let by_itself = self.unit == Side::Line || self.unit == Side::Sheet || self.unit == Side::Block;
        let two_frames = self.by_month
            && matches!(self.month, Side::Block | Side::Sheet)
            && matches!(self.unit, Side::Block | Side::Sheet);
        let deep = self.axes(Side::Top).len() > 2 || self.axes(Side::Left).len() > 3;
        let wide = self.unit == Side::Top && self.object == Side::Top && with_objects && self.units * self.objects > 6;
        let lone_object_on_top =
            with_objects && self.object == Side::Top && self.objects * if by_itself { 1 } else { self.units } < 2;
        rows && columns
            && !split
            && !lone_field_left
            && !bare_group
            && !two_frames
            && !deep
            && !wide
            && !lone_object_on_top
    }
}
