//! Ledgers put together from parts: one line for each post or message, and whose it is told in columns, in rows over the lines, in captions, in
//! names of sheets or in a line above everything.

use super::drawn::{ACCOUNTS, COLUMNS, MONTHS, NUMBERS, TYPES, UNITS};
use super::plan::{Axis, Kind, Side};
use proptest::prelude::*;
use proptest::sample::select;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// One ledger.
#[derive(Debug, Clone)]
pub(super) struct Ledger {
    pub(super) kind: Kind,
    units: usize,
    objects: usize,
    pub(super) unit: Side,
    pub(super) object: Side,
    /// `Left`: the days alone tell it.
    pub(super) month: Side,
    /// How days are written.
    days: Days,
    looks: Looks,
    seed: usize,
}

/// How a day is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Days {
    Cell,
    Dotted,
    Short,
}

#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is one ornament of its own")]
struct Looks {
    serial: bool,
    merged_groups: bool,
    counted_groups: bool,
    total: bool,
    signature: bool,
    origin: bool,
    wording: usize,
}

/// A line: whose it is, when, and how many came before it.
#[derive(Debug, Clone, Copy)]
struct Line {
    unit: usize,
    object: usize,
    month: usize,
    day: usize,
    number: usize,
}

/// Ledgers that somebody would keep.
pub(super) fn ledgers() -> impl Strategy<Value = Ledger> {
    use Side::{Block, Group, Left, Line, Sheet};
    let what = (select(vec![Kind::Columns, Kind::Accounts, Kind::Messages]), 1..4_usize, 1..4_usize);
    let sides = (
        select(vec![Left, Left, Group, Block, Sheet, Line, Line]),
        select(vec![Left, Left, Group, Block, Sheet, Line]),
        select(vec![Left, Left, Left, Group, Block, Sheet]),
    );
    let rarely = || prop::bool::weighted(0.3);
    let looks = (any::<bool>(), any::<bool>(), rarely(), rarely(), rarely(), rarely(), 0..3_usize);
    let looks = looks.prop_map(|(serial, merged_groups, counted_groups, total, signature, origin, wording)| Looks {
        serial,
        merged_groups,
        counted_groups,
        total,
        signature,
        origin,
        wording,
    });
    let days = select(vec![Days::Cell, Days::Dotted, Days::Short]);
    let all = (what, sides, days, looks, 0..1000_usize).prop_map(|(what, sides, days, looks, seed)| {
        let ((kind, units, objects), (unit, object, month)) = (what, sides);
        let units = if unit == Line { 1 } else { units.max(2) };
        let objects = if object == Line || kind == Kind::Messages { 1 } else { objects };
        let object = if kind == Kind::Messages { unit } else { object };
        Ledger { kind, units, objects, unit, object, month, days, looks, seed }
    });
    all.prop_filter("somebody would keep it", Ledger::is_kept)
}

impl Ledger {
    fn is_kept(&self) -> bool {
        let objects = self.kind != Kind::Messages;
        let sides = [Some(self.unit), objects.then_some(self.object), Some(self.month)];
        let once = |side: Side| sides.iter().filter(|s| **s == Some(side)).count() <= 1;
        let own = !objects || self.object != Side::Line || self.unit == Side::Line;
        // What stands around a table tells the unit before it tells what the unit keeps.
        let inside =
            !objects || matches!(self.object, Side::Left | Side::Line) || matches!(self.unit, Side::Line | Side::Left);
        own && inside && [Side::Group, Side::Block, Side::Sheet].into_iter().all(once)
    }

    fn lines(&self) -> Vec<Line> {
        let mut out = Vec::new();
        for unit in 0..self.units {
            for object in 0..self.objects {
                for month in 0..3 {
                    let any = (unit * 9 + object * 3 + month + self.seed).wrapping_mul(2_654_435_761) >> 7;
                    for nth in 0..1 + any % 3 {
                        out.push(Line { unit, object, month, day: 3 + nth * 7 + unit + object, number: out.len() });
                    }
                }
            }
        }
        out
    }

    fn word(&self, axis: Axis, line: Line) -> String {
        match axis {
            Axis::Unit => UNITS[line.unit].to_owned(),
            Axis::Object if self.kind == Kind::Accounts => ACCOUNTS[line.unit][line.object].to_owned(),
            Axis::Object => COLUMNS[line.unit][line.object].to_owned(),
            _ => MONTHS[self.looks.wording][line.month].to_owned(),
        }
    }

    /// An account where its type has no column.
    fn typed(&self, axis: Axis, line: Line) -> String {
        let word = self.word(axis, line);
        let typed = self.kind == Kind::Accounts && axis == Axis::Object;
        if typed { format!("{word}（{}）", TYPES[line.object]) } else { word }
    }

    /// The axis told on a side.
    fn axis(&self, side: Side) -> Option<Axis> {
        let objects = self.kind != Kind::Messages;
        let axes = [(Axis::Unit, self.unit), (Axis::Object, self.object), (Axis::Month, self.month)];
        axes.into_iter().find(|(axis, s)| *s == side && (objects || *axis != Axis::Object)).map(|(axis, _)| axis)
    }

    const fn title(&self) -> &'static str {
        match self.kind {
            Kind::Columns => "2023年一季度政府网站信息发布台账",
            Kind::Accounts => "2023年一季度政务新媒体信息发布台账",
            Kind::Messages => "2023年一季度网民留言办理台账",
        }
    }

    fn headings(&self) -> Vec<&'static str> {
        let w = self.looks.wording;
        let mut out: Vec<&'static str> = self.looks.serial.then_some("序号").into_iter().collect();
        match self.kind {
            Kind::Messages => {
                out.extend([["留言日期", "来信时间", "收到日期"][w], ["留言主题", "标题", "留言标题"][w]]);
            }
            _ => out.extend([["发布日期", "发布时间", "日期"][w], ["标题", "信息标题", "稿件标题"][w]]),
        }
        if self.unit == Side::Left {
            out.push(
                [["单位", "发布单位", "责任单位"], ["承办单位", "办理单位", "责任单位"]]
                    [usize::from(self.kind == Kind::Messages)][w],
            );
        }
        match self.kind {
            Kind::Columns if self.object == Side::Left => out.push(["栏目", "发布栏目", "栏目名称"][w]),
            Kind::Accounts if self.object == Side::Left => {
                out.extend([["账号名称", "账号", "发布账号"][w], "账号类型"]);
            }
            Kind::Messages => {
                out.extend([["办结日期", "答复时间", "办结日期"][w], ["办理状态", "办理情况", "状态"][w]]);
            }
            _ => {}
        }
        out.extend(self.is_told_origin().then_some("是否原创"));
        out
    }

    fn is_told_origin(&self) -> bool {
        self.looks.origin && self.kind == Kind::Accounts
    }

    fn day(&self, line: Line, later: usize) -> String {
        let (month, day) = (line.month + 1, line.day + later);
        match self.days {
            Days::Cell => format!("2023-{month:02}-{day:02}"),
            Days::Dotted => format!("2023.{month}.{day}"),
            Days::Short => format!("{month}月{day}日"),
        }
    }

    fn row(&self, line: Line, serial: usize) -> Vec<String> {
        let mut out: Vec<String> = self.looks.serial.then(|| serial.to_string()).into_iter().collect();
        out.push(self.day(line, 0));
        out.push(format!("{}第{}期情况通报", ["安全生产", "春季招生", "防汛备汛"][line.number % 3], line.number + 1));
        if self.unit == Side::Left {
            out.push(self.word(Axis::Unit, line));
        }
        match self.kind {
            Kind::Columns if self.object == Side::Left => out.push(self.word(Axis::Object, line)),
            Kind::Accounts if self.object == Side::Left => {
                out.extend([self.word(Axis::Object, line), TYPES[line.object].to_owned()]);
            }
            Kind::Messages if self.is_closed(line) => out.extend([self.day(line, 2), "已办结".to_owned()]),
            Kind::Messages => out.extend([String::new(), "办理中".to_owned()]),
            _ => {}
        }
        out.extend(self.is_told_origin().then(|| ["是", "否"][line.number % 2].to_owned()));
        out
    }

    const fn is_closed(&self, line: Line) -> bool {
        !(line.number + self.seed).is_multiple_of(5)
    }

    /// Lines that share what `axis` tells, in order.
    fn parted(&self, lines: &[Line], axis: Option<Axis>) -> Vec<(Line, Vec<Line>)> {
        let Some(axis) = axis else { return lines.first().map(|first| (*first, lines.to_vec())).into_iter().collect() };
        let mut out: Vec<(Line, Vec<Line>)> = Vec::new();
        for line in lines {
            match out.iter_mut().find(|(first, _)| self.word(axis, *first) == self.word(axis, *line)) {
                Some((_, same)) => same.push(*line),
                None => out.push((*line, vec![*line])),
            }
        }
        out
    }

    /// The drawing, with what is counted below its line.
    pub(super) fn drawing(&self) -> String {
        let lines = self.lines();
        let mut out = String::from("period 2023Q1\n>> 台账.xlsx\n");
        for (first, of_sheet) in self.parted(&lines, self.axis(Side::Sheet)) {
            let name = self.axis(Side::Sheet).map_or("Sheet1".to_owned(), |axis| self.typed(axis, first));
            let _ = writeln!(out, "== {name}\n{}", self.title());
            if self.unit == Side::Line {
                let _ = writeln!(out, "填报单位：{}", UNITS[0]);
            }
            if self.object == Side::Line && self.kind != Kind::Messages {
                let label = if self.kind == Kind::Accounts { "账号名称" } else { "栏目名称" };
                let _ = writeln!(out, "{label}：{}", self.typed(Axis::Object, first));
            }
            for (i, (first, of_block)) in self.parted(&of_sheet, self.axis(Side::Block)).into_iter().enumerate() {
                if let Some(axis) = self.axis(Side::Block) {
                    let _ = writeln!(out, "{}、{}", NUMBERS[i], self.typed(axis, first));
                }
                self.table(&of_block, &mut out);
            }
            if self.looks.signature {
                out += "填表人：张明 |  | 审核人：李强\n";
            }
        }
        out + "----\n" + &self.expected(&lines)
    }

    fn table(&self, lines: &[Line], out: &mut String) {
        let headings = self.headings();
        let _ = writeln!(out, "{}", headings.join(" | "));
        let mut serial = 0;
        for (i, (first, group)) in self.parted(lines, self.axis(Side::Group)).into_iter().enumerate() {
            if let Some(axis) = self.axis(Side::Group) {
                let count = if self.looks.counted_groups { format!("（{}条）", group.len()) } else { String::new() };
                let wide = if self.looks.merged_groups { " | <".repeat(headings.len() - 1) } else { String::new() };
                let number = if self.looks.merged_groups { format!("{}、", NUMBERS[i]) } else { String::new() };
                let _ = writeln!(out, "{number}{}{count}{wide}", self.typed(axis, first));
            }
            for line in group {
                serial += 1;
                let _ = writeln!(out, "{}", self.row(line, serial).join(" | "));
            }
        }
        if self.looks.total {
            let measure = if self.kind == Kind::Messages { "件" } else { "条" };
            let _ = writeln!(out, "合计 | {serial}{measure}");
        }
    }

    fn expected(&self, lines: &[Line]) -> String {
        // A table of one month tells that month's figures.
        let by_month = matches!(self.month, Side::Block | Side::Sheet);
        let mut of: BTreeMap<(usize, usize, Option<usize>), Vec<Line>> = BTreeMap::new();
        for line in lines {
            let month = Some(line.month).filter(|_| by_month && self.kind != Kind::Columns);
            of.entry((line.unit, line.object, month)).or_default().push(*line);
        }
        of.into_iter().map(|((unit, object, month), lines)| self.counted((unit, object), month, &lines)).collect()
    }

    /// What is counted of one unit's column or account, or of its messages.
    fn counted(&self, (unit, object): (usize, usize), month: Option<usize>, lines: &[Line]) -> String {
        let count = |fits: &dyn Fn(&Line) -> bool| lines.iter().filter(|line| fits(line)).count();
        let of = month.map_or_else(String::new, |m| format!("[{}]", m + 1));
        let all = lines.len();
        match self.kind {
            Kind::Columns => {
                let months: Vec<String> = (0..3).map(|m| format!("[{}]={}", m + 1, count(&|l| l.month == m))).collect();
                format!("{} | {} | | updates{}\n", UNITS[unit], COLUMNS[unit][object], months.join(" "))
            }
            Kind::Accounts => {
                let last = lines.iter().map(|line| format!("2023-{:02}-{:02}", line.month + 1, line.day)).max();
                let original = format!(" original{of}={}", count(&|line| line.number % 2 == 0));
                let original = if self.is_told_origin() { original } else { String::new() };
                let last = last.unwrap_or_default();
                let account = format!("{} | {}", ACCOUNTS[unit][object], TYPES[object]);
                format!("{} | {account} | actual{of}={all}{original} last_update{of}={last}\n", UNITS[unit])
            }
            Kind::Messages => {
                let closed = count(&|line| self.is_closed(*line));
                format!("{} | | | received{of}={all} closed{of}={closed}\n", UNITS[unit])
            }
        }
    }
}
