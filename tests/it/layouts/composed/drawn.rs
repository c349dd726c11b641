//! Draws a form after its plan, and says which figure stands in which cell.

use super::plan::{Axis, Kind, Plan, Repeat, Side, Typed};
use std::fmt::Write as _;

/// What tells one figure from all others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Key {
    unit: Option<usize>,
    object: Option<usize>,
    field: Option<usize>,
    month: Option<usize>,
}

/// One sheet: its name, its cells and the figures in them.
struct Sheet {
    name: String,
    rows: Vec<Vec<String>>,
    figures: Vec<(Key, (usize, usize), u32)>,
}

const UNITS: [&str; 3] = ["青石县教育局", "柳林镇人民政府", "青石县水利局"];
const COLUMNS: [[&str; 3]; 3] =
    [["教育资讯", "招生考试", "校园安全"], ["镇务公开", "村务动态", "便民服务"], ["防汛抗旱", "河湖管理", "水利工程"]];
const ACCOUNTS: [[&str; 3]; 3] = [
    ["青石教育", "青石教育发布", "青石考试"],
    ["魅力柳林", "柳林之声", "柳林微讯"],
    ["青石水利", "青石河长", "水润青石"],
];
const TYPES: [&str; 3] = ["微信公众号", "新浪微博", "抖音"];
const MONTHS: [[&str; 3]; 3] = [["1月", "2月", "3月"], ["一月", "二月", "三月"], ["1月份", "2月份", "3月份"]];
const NUMBERS: [&str; 3] = ["一", "二", "三"];

/// The drawing, with the figures below its line, as files of `tests/layouts` have it.
pub(super) fn drawing(plan: &Plan) -> String {
    let sheets = sheets(plan);
    let mut out = String::from("period 2023Q1\n>> 上报.xlsx\n");
    for sheet in &sheets {
        let _ = writeln!(out, "== {}", sheet.name);
        sheet.rows.iter().for_each(|row| out += &format!("{}\n", row.join(" | ")));
    }
    out += "----\n";
    for sheet in &sheets {
        let _ = writeln!(out, "at 上报.xlsx › {}", sheet.name);
        for (key, (row, col), value) in &sheet.figures {
            out += &plan.expected(*key, &format!("{}{}", letter(*col), row + 1), *value);
        }
    }
    out
}

/// The name of a letter column; forms of this kind have no more than two letters.
fn letter(col: usize) -> String {
    let one = |n: usize| char::from(b'A' + u8::try_from(n).unwrap());
    if col < 26 { one(col).to_string() } else { format!("{}{}", one(col / 26 - 1), one(col % 26)) }
}

fn sheets(plan: &Plan) -> Vec<Sheet> {
    let outer = plan.axes(Side::Sheet);
    let mut sheets = Vec::new();
    for key in plan.keys(&outer, Key::default()) {
        let name = match outer.first() {
            Some(axis) => plan.word(*axis, key),
            None => "Sheet1".to_owned(),
        };
        let mut sheet = Sheet { name, rows: Vec::new(), figures: Vec::new() };
        sheet.rows.push(vec![plan.title().to_owned()]);
        if plan.unit == Side::Line {
            sheet.rows.push(vec![format!("填报单位：{}", UNITS[0])]);
        }
        for (i, block) in plan.keys(&plan.axes(Side::Block), key).into_iter().enumerate() {
            if let Some(axis) = plan.axes(Side::Block).first() {
                if i > 0 && plan.looks.blank_row {
                    sheet.rows.push(Vec::new());
                }
                sheet.rows.push(vec![format!("{}、{}", NUMBERS[i], plan.word(*axis, block))]);
            }
            sheet.table(plan, block);
        }
        if plan.looks.remark {
            sheet.rows.push(vec!["备注：以上数据由各单位自行核对。".to_owned()]);
        }
        if plan.looks.signature {
            sheet.rows.push(vec!["填表人：张明".to_owned(), String::new(), "审核人：李强".to_owned()]);
        }
        sheets.push(sheet);
    }
    sheets
}

impl Plan {
    /// All keys of these axes, the last changing first, that go with `outer`.
    fn keys(&self, axes: &[Axis], outer: Key) -> Vec<Key> {
        let Some((axis, rest)) = axes.split_first() else { return vec![outer] };
        let each: Vec<Key> = match axis {
            Axis::Unit => (0..self.units).map(|i| Key { unit: Some(i), ..outer }).collect(),
            Axis::Object => (0..self.objects).map(|i| Key { object: Some(i), ..outer }).collect(),
            Axis::Field => (0..self.fields).map(|i| Key { field: Some(i), ..outer }).collect(),
            Axis::Month => (0..3).map(|i| Key { month: Some(i), ..outer }).collect(),
        };
        each.into_iter().flat_map(|key| self.keys(rest, key)).collect()
    }

    /// What a key is called on one of its axes.
    fn word(&self, axis: Axis, key: Key) -> String {
        let unit = key.unit.unwrap_or(0);
        match axis {
            Axis::Unit => UNITS[unit].to_owned(),
            Axis::Object => match (self.kind, key.object.unwrap_or(0)) {
                (Kind::Accounts, i) if self.typed == Typed::Bracketed => {
                    format!("{}（{}）", ACCOUNTS[unit][i], TYPES[i])
                }
                (Kind::Accounts, i) => ACCOUNTS[unit][i].to_owned(),
                (_, i) => COLUMNS[unit][i].to_owned(),
            },
            Axis::Field => self.field_words(key.field.unwrap_or(0))[self.looks.wording].to_owned(),
            Axis::Month => MONTHS[self.looks.wording][key.month.unwrap_or(0)].to_owned(),
        }
    }

    const fn field_words(&self, field: usize) -> [&'static str; 3] {
        match (self.kind, self.by_month, self.fields, field) {
            (Kind::Columns, true, ..) => ["更新数", "更新条数", "信息更新数量"],
            (Kind::Columns, false, 2, 0) => ["应更新数", "应更新条数", "规定更新数"],
            (Kind::Columns, ..) => ["实际更新数", "实际更新条数", "已更新数"],
            (Kind::Accounts, true, _, 0) => ["更新数", "发布条数", "发布数"],
            (Kind::Accounts, true, ..) => ["转载数", "转发条数", "转载数量"],
            (Kind::Accounts, false, 1, 0) | (Kind::Accounts, false, _, 1) => ["实际更新数", "实际发布数", "实发条数"],
            (Kind::Accounts, false, _, 0) => ["应更新数", "应发布数", "应更新条数"],
            (Kind::Accounts, false, _, 2) => ["应转载数", "应转发数", "推荐转发内容数量"],
            (Kind::Accounts, false, ..) => ["实际转载数", "实际转发数", "实际转载数量"],
            (Kind::Messages, _, _, 0) => ["收到留言数", "承办数量", "受理件数"],
            (Kind::Messages, _, _, 1) => ["办结数", "办结数量", "办结件数"],
            (Kind::Messages, ..) => ["逾期数", "逾期数量", "超期件数"],
        }
    }

    /// What stands over the labels of an axis.
    const fn label(&self, axis: Axis) -> &'static str {
        let words = match (axis, self.kind) {
            (Axis::Unit, _) => ["单位", "责任单位", "单位名称"],
            (Axis::Object, Kind::Accounts) => ["账号名称", "新媒体名称", "账号"],
            (Axis::Object, _) => ["栏目名称", "栏目", "网站栏目"],
            (Axis::Field, _) => ["项目", "指标", "内容"],
            (Axis::Month, _) => ["月份", "时间", "月份"],
        };
        words[self.looks.wording]
    }

    const fn title(&self) -> &'static str {
        let words = match self.kind {
            Kind::Columns => [
                "2023年一季度政府网站栏目更新情况统计表",
                "2023年第一季度门户网站栏目信息更新情况",
                "一季度网站栏目更新情况表",
            ],
            Kind::Accounts => [
                "2023年一季度政务新媒体更新情况统计表",
                "2023年第一季度政务新媒体账号运维情况",
                "一季度政务新媒体发布情况表",
            ],
            Kind::Messages => {
                ["2023年一季度网民留言办理情况统计表", "2023年第一季度网民留言办理情况", "一季度网民留言办理情况表"]
            }
        };
        words[self.looks.wording]
    }

    /// What stands at a key. Each is different enough to be told from its neighbours.
    fn value(&self, key: Key) -> u32 {
        let (unit, object, month) = (key.unit.unwrap_or(0), key.object.unwrap_or(0), key.month.unwrap_or(0));
        let field = key.field.unwrap_or(0);
        let place = u32::try_from(unit * 9 + object * 3 + month).unwrap();
        let any = (place + self.seed).wrapping_mul(2_654_435_761) >> 20;
        match (self.kind, self.by_month, self.fields, field) {
            (Kind::Columns, false, 2, 0) => 3,
            (Kind::Accounts, false, 2.., 0) => 12,
            (Kind::Accounts, false, _, 2) => 20,
            (Kind::Accounts, false, _, 3) => any % 20,
            (Kind::Accounts, true, _, 1) => any % 5,
            (Kind::Messages, _, _, 0) => 3 + any % 9,
            (Kind::Messages, _, _, 1) => 3 + any % 9 - any % 2,
            (Kind::Messages, ..) => any % 2,
            (_, true, ..) => any % 9,
            _ => 4 + any % 20,
        }
    }

    /// The line below the drawing.
    fn expected(&self, key: Key, cell: &str, value: u32) -> String {
        let (unit, i) = (key.unit.unwrap_or(0), key.object.unwrap_or(0));
        let (object, kind) = match self.kind {
            Kind::Columns => (COLUMNS[unit][i].to_owned(), ""),
            Kind::Accounts => (ACCOUNTS[unit][i].to_owned(), TYPES[i]),
            Kind::Messages => (String::new(), ""),
        };
        let field = match (self.kind, self.by_month, self.fields, key.field.unwrap_or(0)) {
            (Kind::Columns, false, 2, 0) | (Kind::Accounts, false, 2.., 0) => "required",
            (Kind::Columns, ..) => "updates",
            (Kind::Accounts, true, _, 0) | (Kind::Accounts, false, _, 0 | 1) => "actual",
            (Kind::Accounts, false, _, 2) => "forward_list",
            (Kind::Accounts, ..) => "forwarded",
            (Kind::Messages, _, _, 0) => "received",
            (Kind::Messages, _, _, 1) => "closed",
            (Kind::Messages, ..) => "overdue",
        };
        let month = key.month.map_or_else(String::new, |m| format!("[{}]", m + 1));
        format!("{} | {object} | {kind} | {field}{month}={value}@{cell}\n", UNITS[unit])
    }

    /// Whether each account's type has cells of its own.
    fn has_types(&self, side: Side) -> bool {
        self.kind == Kind::Accounts && self.typed == Typed::Beside && self.object == side
    }
}

/// A line of labels: the text of every cell, and how cells that say the same are written.
struct Labels {
    texts: Vec<String>,
    /// What cells must share to be one: the key up to this axis.
    groups: Vec<Vec<String>>,
}

fn labels(plan: &Plan, axes: &[Axis], keys: &[Key]) -> Vec<Labels> {
    let mut out = Vec::new();
    for (i, axis) in axes.iter().enumerate() {
        let texts: Vec<String> = keys.iter().map(|key| plan.word(*axis, *key)).collect();
        let path = |key: &Key| axes[..=i].iter().map(|a| plan.word(*a, *key)).collect::<Vec<_>>();
        let groups: Vec<Vec<String>> = keys.iter().map(path).collect();
        out.push(Labels { texts, groups: groups.clone() });
        if *axis == Axis::Object && plan.has_types(plan.side(Axis::Object)) {
            let texts = keys.iter().map(|key| TYPES[key.object.unwrap_or(0)].to_owned()).collect();
            out.push(Labels { texts, groups });
        }
    }
    out
}

impl Labels {
    /// The cells, as drawings write them; `joined` is the sign of a merge.
    fn cells(&self, repeat: Repeat, joined: &str) -> Vec<String> {
        let again = |i: usize| i > 0 && self.groups[i] == self.groups[i - 1];
        let cell = |i: usize| match repeat {
            Repeat::Merged if again(i) => joined.to_owned(),
            Repeat::FirstOnly if again(i) => String::new(),
            _ => self.texts[i].clone(),
        };
        (0..self.texts.len()).map(cell).collect()
    }
}

impl Sheet {
    fn table(&mut self, plan: &Plan, outer: Key) {
        let (left, top) = (plan.axes(Side::Left), plan.axes(Side::Top));
        let tops = plan.keys(&top, outer);
        let mut heads: Vec<Vec<String>> = labels(plan, &top, &tops).iter().map(|l| l.cells(plan.top, "<")).collect();
        if top.is_empty() {
            heads = vec![vec![plan.word(Axis::Field, Key::default())]];
        }
        let with_sum = plan.sums_across();
        self.headings(plan, &left, heads, with_sum);
        let groups = plan.keys(&plan.axes(Side::Group), outer);
        let mut number = 0;
        let first = self.rows.len();
        for group in groups {
            if plan.unit == Side::Group {
                self.rows.push(vec![plan.word(Axis::Unit, group)]);
            }
            let keys = plan.keys(&left, group);
            let lines: Vec<Vec<String>> = labels(plan, &left, &keys).iter().map(|l| l.cells(plan.left, "^")).collect();
            for (i, key) in keys.iter().enumerate() {
                number += 1;
                let mut row: Vec<String> = if plan.looks.serial { vec![number.to_string()] } else { Vec::new() };
                row.extend(lines.iter().map(|line| line[i].clone()));
                let begin = row.len();
                for (col, top) in tops.iter().enumerate() {
                    let all = key.with(*top);
                    self.figures.push((all, (self.rows.len(), begin + col), plan.value(all)));
                    row.push(plan.value(all).to_string());
                }
                if with_sum {
                    row.push(tops.iter().map(|top| plan.value(key.with(*top))).sum::<u32>().to_string());
                }
                self.rows.push(row);
            }
        }
        self.total(plan, (first, &left), tops.len() + usize::from(with_sum));
    }

    fn headings(&mut self, plan: &Plan, left: &[Axis], heads: Vec<Vec<String>>, with_sum: bool) {
        for (level, cells) in heads.into_iter().enumerate() {
            let typed = plan.has_types(Side::Top)
                && level == 1 + plan.axes(Side::Top).iter().take_while(|a| **a != Axis::Object).count();
            let down = |word: &str| if level == 0 { word.to_owned() } else { "^".to_owned() };
            let mut row: Vec<String> = if plan.looks.serial { vec![down("序号")] } else { Vec::new() };
            for axis in left {
                row.push(if typed { "账号类型".to_owned() } else { down(plan.label(*axis)) });
                if *axis == Axis::Object && plan.has_types(Side::Left) {
                    row.push(down("账号类型"));
                }
            }
            row.extend(cells);
            if with_sum {
                row.push(down("合计"));
            }
            self.rows.push(row);
        }
    }

    /// A row of sums over all rows from `first`.
    fn total(&mut self, plan: &Plan, (first, left): (usize, &[Axis]), width: usize) {
        if !plan.sums_down(left) {
            return;
        }
        let rows = &self.rows[first..];
        let begin = rows.last().map_or(0, Vec::len) - width;
        let sum = |col: usize| rows.iter().filter_map(|row| row.get(col)?.parse::<u32>().ok()).sum::<u32>().to_string();
        let mut row: Vec<String> =
            std::iter::once("合计".to_owned()).chain((1..begin).map(|_| String::new())).collect();
        row.extend((begin..begin + width).map(sum));
        self.rows.push(row);
    }
}

impl Plan {
    /// Whether a sum of months stands behind them.
    fn sums_across(&self) -> bool {
        self.looks.total_column && self.axes(Side::Top) == [Axis::Month]
    }

    /// Whether a sum stands below: of one kind of figure in each column, and of more than one row.
    fn sums_down(&self, left: &[Axis]) -> bool {
        self.looks.total_row && !left.contains(&Axis::Field) && self.object != Side::Top
    }
}

impl Key {
    fn with(self, other: Self) -> Self {
        Self {
            unit: self.unit.or(other.unit),
            object: self.object.or(other.object),
            field: self.field.or(other.field),
            month: self.month.or(other.month),
        }
    }
}
