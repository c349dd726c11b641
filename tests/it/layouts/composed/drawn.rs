//! Draws a form after its plan, and says which figure stands in which cell.

use super::plan::{Axis, Form, Kind, Plan, Repeat, Side, Together, Typed};
use std::fmt::Write as _;

/// What tells one figure from all others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Key {
    unit: Option<usize>,
    object: Option<usize>,
    field: Option<usize>,
    month: Option<usize>,
}

/// A part of a sheet: its cells and what stands in them.
#[derive(Default)]
struct Part {
    rows: Vec<Vec<String>>,
    /// What a figure is, as layouts expect it, its place and its value.
    figures: Vec<(String, (usize, usize), u32)>,
}

/// A sheet of a form.
struct Sheet {
    name: String,
    part: Part,
}

pub(super) const UNITS: [&str; 3] = ["青石县教育局", "柳林镇人民政府", "青石县水利局"];
pub(super) const COLUMNS: [[&str; 3]; 3] =
    [["教育资讯", "招生考试", "校园安全"], ["镇务公开", "村务动态", "便民服务"], ["防汛抗旱", "河湖管理", "水利工程"]];
pub(super) const ACCOUNTS: [[&str; 3]; 3] = [
    ["青石教育", "青石教育发布", "青石考试"],
    ["魅力柳林", "柳林之声", "柳林微讯"],
    ["青石水利", "青石河长", "水润青石"],
];
pub(super) const TYPES: [&str; 3] = ["微信公众号", "新浪微博", "抖音"];
pub(super) const MONTHS: [[&str; 3]; 3] =
    [["1月", "2月", "3月"], ["一月", "二月", "三月"], ["1月份", "2月份", "3月份"]];
pub(super) const NUMBERS: [&str; 9] = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// The drawing, with the figures below its line, as files of `tests/layouts` have it.
pub(super) fn drawing(form: &Form) -> String {
    let sheets = sheets(form);
    let mut out = String::from("period 2023Q1\n>> 上报.xlsx\n");
    for Sheet { name, part } in &sheets {
        let _ = writeln!(out, "== {name}");
        part.rows.iter().for_each(|row| out += &format!("{}\n", row.join(" | ")));
    }
    out += "----\n";
    for Sheet { name, part } in &sheets {
        let _ = writeln!(out, "at 上报.xlsx › {name}");
        for (what, (row, col), value) in &part.figures {
            let _ = writeln!(out, "{what}={value}@{}{}", letter(*col), row + 1);
        }
    }
    out
}

/// The name of a letter column; forms of this kind have no more than two letters.
fn letter(col: usize) -> String {
    let one = |n: usize| char::from(b'A' + u8::try_from(n).unwrap());
    if col < 26 { one(col).to_string() } else { format!("{}{}", one(col / 26 - 1), one(col % 26)) }
}

fn sheets(form: &Form) -> Vec<Sheet> {
    let [first, rest @ ..] = form.parts.as_slice() else { return Vec::new() };
    if rest.is_empty() {
        let outer = first.axes(Side::Sheet);
        let named = |key: Key| outer.first().map_or("Sheet1".to_owned(), |axis| first.word(*axis, key));
        let keys = first.keys(&outer, Key::default()).into_iter();
        return keys
            .map(|key| Sheet { name: named(key), part: page(first, first.title(), content(first, key)) })
            .collect();
    }
    if form.together == Together::Sheets {
        let sheet = |plan: &Plan| {
            let name = ["网站栏目", "网民留言", "新媒体"][plan.kind as usize % 3].to_owned();
            Sheet { name, part: page(plan, plan.title(), content(plan, Key::default())) }
        };
        return form.parts.iter().map(sheet).collect();
    }
    let mut all = Part::default();
    let (mut row, mut col) = (0, 0);
    for (i, plan) in form.parts.iter().enumerate() {
        let mut part = Part { rows: vec![vec![format!("{}、{}", NUMBERS[i], plan.caption())]], ..Part::default() };
        part.put(content(plan, Key::default()), (1, 0));
        let (height, width) = (part.rows.len(), part.width());
        all.put(part, (row, col));
        match form.together {
            Together::Beside => col += width + 1,
            _ => row += height + usize::from(first.looks.blank_row),
        }
    }
    vec![Sheet {
        name: "Sheet1".to_owned(), part: page(first, "2023年一季度政务公开工作情况统计表", all)
    }]
}

/// What a table holds of `key`: a block for each thing that captions tell.
fn content(plan: &Plan, key: Key) -> Part {
    let mut part = Part::default();
    for (i, block) in plan.keys(&plan.axes(Side::Block), key).into_iter().enumerate() {
        if let Some(axis) = plan.axes(Side::Block).first() {
            if i > 0 && plan.looks.blank_row {
                part.rows.push(Vec::new());
            }
            part.rows.push(vec![format!("（{}）{}", NUMBERS[i], plan.word(*axis, block))]);
        }
        part.table(plan, block);
    }
    part
}

/// What stands above and below.
fn page(plan: &Plan, title: &str, content: Part) -> Part {
    let mut page = Part { rows: vec![vec![title.to_owned()]], ..Part::default() };
    if plan.looks.wide_title {
        page.rows[0].extend((1..content.width()).map(|_| "<".to_owned()));
    }
    if plan.unit == Side::Line {
        page.rows.push(vec![format!("填报单位：{}", UNITS[0])]);
    }
    let above = page.rows.len();
    page.put(content, (above, 0));
    if plan.looks.remark {
        page.rows.push(vec!["备注：以上数据由各单位自行核对。".to_owned()]);
    }
    if plan.looks.signature {
        page.rows.push(vec!["填表人：张明".to_owned(), String::new(), "审核人：李强".to_owned()]);
    }
    page
}

impl Part {
    fn width(&self) -> usize {
        self.rows.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// Puts another part's first cell at a place where nothing stands.
    fn put(&mut self, other: Self, (row, col): (usize, usize)) {
        let height = self.rows.len().max(row + other.rows.len());
        self.rows.resize_with(height, Vec::new);
        for (mine, cells) in self.rows[row..].iter_mut().zip(other.rows) {
            if !cells.is_empty() {
                mine.resize(col, String::new());
                mine.extend(cells);
            }
        }
        self.figures.extend(other.figures.into_iter().map(|(what, (r, c), value)| (what, (r + row, c + col), value)));
    }
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
            Axis::Field => {
                let field = key.field.unwrap_or(0);
                self.choose(self.field_words(field), 4 + field).to_owned()
            }
            Axis::Month => MONTHS[self.looks.wording][key.month.unwrap_or(0)].to_owned(),
        }
    }

    /// One of several words for the same thing, another for each thing.
    fn choose(&self, words: &[&'static str], thing: usize) -> &'static str {
        let seed = usize::try_from(self.seed).unwrap();
        words[(self.looks.wording + seed / 7 + seed / 3 * thing) % words.len()]
    }

    fn field_words(&self, field: usize) -> &'static [&'static str] {
        match (self.kind, self.by_month, self.fields, field) {
            (Kind::Columns, true, ..) => &["更新数", "更新条数", "信息更新数量", "更新量", "发布条数", "更新信息数"],
            (Kind::Columns, false, 2, 0) => &["应更新数", "应更新条数", "规定更新数", "应更新", "更新任务数"],
            (Kind::Columns, ..) => &["实际更新数", "实际更新条数", "已更新数", "实际更新", "实更新", "完成更新数"],
            (Kind::Accounts, true, _, 0) => &["更新数", "发布条数", "发布数", "更新篇数", "发布信息数", "发文数"],
            (Kind::Accounts, true, ..) => &["转载数", "转发条数", "转载数量", "转发数", "转载条数"],
            (Kind::Accounts, false, 1, 0) | (Kind::Accounts, false, _, 1) => {
                &["实际更新数", "实际发布数", "实发条数", "已发布数", "实际更新条数", "实际发布条数"]
            }
            (Kind::Accounts, false, _, 0) => &["应更新数", "应发布数", "应更新条数", "规定更新数", "应发条数"],
            (Kind::Accounts, false, _, 2) => &["应转载数", "应转发数", "推荐转发内容数量", "应转发条数", "应转载条数"],
            (Kind::Accounts, false, ..) => &["实际转载数", "实际转发数", "实际转载数量", "已转发数", "实际转发条数"],
            (Kind::Messages, _, _, 0) => {
                &["收到留言数", "承办数量", "受理件数", "收件数", "来信数", "受理数", "交办件数"]
            }
            (Kind::Messages, _, _, 1) => &["办结数", "办结数量", "办结件数", "已办结", "办结"],
            (Kind::Messages, ..) => &["逾期数", "逾期数量", "超期件数", "逾期件数", "超时件数", "逾期未办结数"],
        }
    }

    /// What stands over the labels of an axis.
    fn label(&self, axis: Axis) -> &'static str {
        let words: &[&'static str] = match (axis, self.kind) {
            (Axis::Unit, Kind::Messages) => &["单位", "责任单位", "单位名称", "承办单位", "办理单位"],
            (Axis::Unit, _) => &["单位", "责任单位", "单位名称", "报送单位", "主办单位"],
            (Axis::Object, Kind::Accounts) => &["账号名称", "新媒体名称", "账号", "政务新媒体名称"],
            (Axis::Object, _) => &["栏目名称", "栏目", "网站栏目", "更新栏目"],
            (Axis::Field, _) => &["项目", "指标", "内容", "类别"],
            (Axis::Month, _) => &["月份", "时间", "月份"],
        };
        self.choose(words, axis as usize)
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

    /// What is counted, without the month.
    const fn caption(&self) -> &'static str {
        match self.kind {
            Kind::Columns => "政府网站栏目更新情况",
            Kind::Accounts => "政务新媒体更新情况",
            Kind::Messages => "网民留言办理情况",
        }
    }

    /// A figure as it is written.
    fn shown(&self, value: u32) -> String {
        let measure = if self.kind == Kind::Messages { "件" } else { "条" };
        format!("{value}{}", if self.looks.measure { measure } else { "" })
    }

    /// What is expected of a figure, up to its value.
    fn expected(&self, key: Key) -> String {
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
        format!("{} | {object} | {kind} | {field}{month}", UNITS[unit])
    }

    /// Whether each account's type has cells of its own.
    fn has_types(&self, side: Side) -> bool {
        self.kind == Kind::Accounts && self.typed == Typed::Beside && self.object == side
    }

    /// The heading of what is required of a website column in all, and the figure.
    const REQUIRED: (&'static str, u32) = ("应更新数", 3);

    /// What each column before the figures says: its heading, and a text for each row.
    fn labels(&self, axes: &[Axis], keys: &[Key]) -> Vec<Labels> {
        let mut out = Vec::new();
        for (i, axis) in axes.iter().enumerate() {
            let path = |key: &Key| axes[..=i].iter().map(|a| self.word(*a, *key)).collect::<Vec<_>>();
            let groups: Vec<Vec<String>> = keys.iter().map(path).collect();
            let mut add = |axis: Option<Axis>, heading: &'static str, text: &dyn Fn(&Key) -> String| {
                out.push(Labels { axis, heading, texts: keys.iter().map(text).collect(), groups: groups.clone() });
            };
            add(Some(*axis), self.label(*axis), &|key| self.word(*axis, *key));
            if *axis == Axis::Object && self.has_types(self.side(Axis::Object)) {
                add(None, "账号类型", &|key| TYPES[key.object.unwrap_or(0)].to_owned());
            }
            if *axis == Axis::Object && self.looks.frequency {
                add(None, "更新频次", &|_| "每月1条".to_owned());
            }
        }
        out
    }

    /// Columns behind the figures.
    fn behind(&self) -> Vec<&'static str> {
        let months = self.axes(Side::Top) == [Axis::Month];
        let sum = (self.looks.total_column && months).then_some("合计");
        let year = (self.looks.cumulative && months).then_some("本年累计");
        sum.into_iter().chain(year).collect()
    }

    /// Whether a sum stands below: of one kind of figure in each column, and of more than one row.
    fn sums_down(&self, left: &[Axis]) -> bool {
        self.looks.total_row && !left.contains(&Axis::Field) && self.object != Side::Top
    }
}

/// A line of labels: the text of every cell, and how cells that say the same are written.
struct Labels {
    /// Nothing where it describes the one before it.
    axis: Option<Axis>,
    heading: &'static str,
    texts: Vec<String>,
    /// What cells must share to be one: the key up to this axis.
    groups: Vec<Vec<String>>,
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

impl Part {
    fn table(&mut self, plan: &Plan, outer: Key) {
        let (left, top) = (plan.axes(Side::Left), plan.axes(Side::Top));
        let tops = plan.keys(&top, outer);
        self.headings(plan, &left, &tops);
        let (mut number, first) = (0, self.rows.len());
        for group in plan.keys(&plan.axes(Side::Group), outer) {
            if plan.unit == Side::Group {
                self.rows.push(vec![plan.word(Axis::Unit, group)]);
            }
            let keys = plan.keys(&left, group);
            let labels = plan.labels(&left, &keys);
            let lines: Vec<Vec<String>> = labels.iter().map(|l| l.cells(plan.left, "^")).collect();
            let mut begun = self.rows.len();
            for (i, key) in keys.iter().enumerate() {
                number += 1;
                let serial = plan.looks.serial.then(|| number.to_string());
                let row: Vec<String> = serial.into_iter().chain(lines.iter().map(|line| line[i].clone())).collect();
                self.row(plan, row, (*key, &tops));
                if plan.looks.subtotals && keys.get(i + 1).is_none_or(|next| next.unit != key.unit) {
                    self.subtotal(plan, &labels, begun);
                    begun = self.rows.len();
                }
            }
        }
        if plan.sums_down(&left) {
            self.total(plan, first, vec!["合计".to_owned()]);
        }
    }

    fn row(&mut self, plan: &Plan, mut row: Vec<String>, (key, tops): (Key, &[Key])) {
        let at = self.rows.len();
        if plan.looks.required {
            // It stands beside the first of the rows of a column.
            let what = plan.expected(Key { month: None, ..key }).replace("updates", "required");
            self.figures.push((what, (at, row.len()), Plan::REQUIRED.1));
            row.push(plan.shown(Plan::REQUIRED.1));
        }
        for top in tops {
            let all = key.with(*top);
            self.figures.push((plan.expected(all), (at, row.len()), plan.value(all)));
            row.push(plan.shown(plan.value(all)));
        }
        let sum: u32 = tops.iter().map(|top| plan.value(key.with(*top))).sum();
        row.extend(plan.behind().iter().map(|_| plan.shown(sum)));
        if plan.looks.note_column {
            row.push(String::new());
        }
        self.rows.push(row);
    }

    fn headings(&mut self, plan: &Plan, left: &[Axis], tops: &[Key]) {
        let top = plan.axes(Side::Top);
        let mut heads: Vec<Vec<String>> = plan.labels(&top, tops).iter().map(|l| l.cells(plan.top, "<")).collect();
        if top.is_empty() {
            heads = vec![vec![plan.word(Axis::Field, Key::default())]];
        }
        let types = plan.has_types(Side::Top).then(|| 1 + top.iter().take_while(|a| **a != Axis::Object).count());
        for (level, cells) in heads.into_iter().enumerate() {
            let down = |word: &str| if level == 0 { word.to_owned() } else { "^".to_owned() };
            let typed =
                |label: &Labels| if types == Some(level) { "账号类型".to_owned() } else { down(label.heading) };
            let mut row: Vec<String> = plan.looks.serial.then(|| down("序号")).into_iter().collect();
            row.extend(plan.labels(left, &[Key::default()]).iter().map(typed));
            row.extend(plan.looks.required.then(|| down(Plan::REQUIRED.0)));
            row.extend(cells);
            row.extend(plan.behind().into_iter().map(down));
            row.extend(plan.looks.note_column.then(|| down("备注")));
            self.rows.push(row);
        }
    }

    /// The sum of a unit's rows from `first`, under its name.
    fn subtotal(&mut self, plan: &Plan, labels: &[Labels], first: usize) {
        let mut row: Vec<String> = plan.looks.serial.then(String::new).into_iter().collect();
        for label in labels {
            let of_unit = || match plan.left {
                Repeat::Each => self.rows[first][usize::from(plan.looks.serial)].clone(),
                Repeat::Merged => "^".to_owned(),
                Repeat::FirstOnly => String::new(),
            };
            row.push(match label.axis {
                Some(Axis::Unit) => of_unit(),
                Some(Axis::Object) => "小计".to_owned(),
                _ => String::new(),
            });
        }
        self.total(plan, first, row);
    }

    /// A row of sums over the rows from `first` that bear figures, behind its labels.
    fn total(&mut self, plan: &Plan, first: usize, mut row: Vec<String>) {
        let sums: Vec<usize> =
            (0..self.rows.len()).filter(|i| self.rows[*i].iter().any(|cell| cell == "小计")).collect();
        let in_rows = |(_, (r, _), _): &&(String, (usize, usize), u32)| *r >= first && !sums.contains(r);
        let of: Vec<&(String, (usize, usize), u32)> = self.figures.iter().filter(in_rows).collect();
        let begin = of.iter().map(|(_, (_, c), _)| *c).min().unwrap_or(0);
        let end = of.iter().map(|(_, (_, c), _)| *c).max().unwrap_or(0);
        let sum = |col: usize| of.iter().filter(|(_, (_, c), _)| *c == col).map(|(.., value)| value).sum::<u32>();
        row.resize(begin, String::new());
        let months = begin + usize::from(plan.looks.required);
        row.extend((begin..=end).map(|col| plan.shown(sum(col))));
        let all: u32 = (months..=end).map(sum).sum();
        row.extend(plan.behind().iter().map(|_| plan.shown(all)));
        self.rows.push(row);
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
