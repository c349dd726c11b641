//! What stands on the pages about an earlier period: 与上期比较, 上期问题整改情况, the lines of 概览, and what `explain` adds.

use super::twice;
use crate::finding::Finding;
use crate::outcome::Outcome;
use crate::previous::{
    Compared, LEAST_CHANGE, LEAST_SHARE, Line, Measure, Past, State, SumChange, UnitChange, Value, Why,
};
use crate::wording::overview::CUT;
use crate::wording::{annexes, findings, labels};

/// Sheet with what went up and down.
pub const CHANGES: &str = "与上期比较";
/// Sheet with what became of the problems.
pub const PROBLEMS: &str = "上期问题整改情况";
/// Headings of the first.
pub const CHANGE_HEADS: [&str; 8] = ["单位", "项目", "上期", "本期", "增减", "增幅", "说明", "出处"];
/// Headings of the second.
pub const PROBLEM_HEADS: [&str; 10] = [
    "序号",
    "单位",
    "对象",
    "上期问题",
    "上期\n应、实",
    "本期\n应、实",
    "整改状态",
    "说明",
    "上期所填\n整改情况",
    "出处",
];
/// The whole batch, in place of a unit.
pub const ALL_UNITS: &str = "合计";
/// No problem was there.
pub const NO_PROBLEMS: &str = "上期没有不达标的问题";
/// No change.
pub const EVEN: &str = "持平";
/// What cannot be compared.
pub const NO_CHANGE: &str = "无法比较";

/// Headings of the lines on 概览.
#[must_use]
pub fn overview_heads(compared: &Compared) -> [String; 3] {
    ["与上期比较".to_owned(), twice(&compared.period).to_owned(), "上期问题".to_owned()]
}

/// Title of the first sheet.
#[must_use]
pub fn changes_title(outcome: &Outcome, compared: &Compared) -> String {
    format!("{}与{}比较", labels::period(&outcome.tally.period), labels::period(&compared.period))
}

/// Title of the second.
#[must_use]
pub fn problems_title(compared: &Compared) -> String {
    format!("{}检查发现问题整改情况", labels::period(&compared.period))
}

/// What is compared.
#[must_use]
pub const fn measure(measure: Measure) -> &'static str {
    match measure {
        Measure::Columns => "网站栏目",
        Measure::Updates => "更新信息",
        Measure::Received => "承办留言",
        Measure::Closed => "办结留言",
        Measure::Overdue => "逾期留言",
        Measure::Accounts => "新媒体账号",
        Measure::Posts => "发布信息",
        Measure::Forwards => "转载信息",
        Measure::Qualified => "账号合格率",
    }
}

/// A difference of two shares.
#[must_use]
pub fn points(difference: f64) -> String {
    // Less than what one decimal shows.
    if difference.abs() < 0.0005 { EVEN.to_owned() } else { format!("{:+.1}个百分点", difference * 100.0) }
}

/// What is not in a sum.
#[must_use]
pub fn sum_remark(change: &SumChange) -> String {
    let open = [("上期", change.then.open), ("本期", change.now.open)];
    let mut said: Vec<String> =
        open.iter().filter(|(_, n)| *n > 0).map(|(when, n)| format!("{when}另有{n}项待核或未报，未计入")).collect();
    for (when, side) in [("上期", &change.then), ("本期", &change.now)] {
        if let Some(Value::Share(part, of)) = side.value {
            said.push(format!("{when}{of}个中合格{part}个"));
        }
    }
    if said.is_empty() { annexes::NOT_APPLICABLE.to_owned() } else { said.join(annexes::BETWEEN) }
}

/// Other names, and more or fewer rows.
#[must_use]
pub fn unit_remark(change: &UnitChange) -> String {
    let mut said = Vec::new();
    if !change.names_then.is_empty() {
        said.push(format!("上期为{}", change.names_then.join(annexes::ENUMERATE)));
    }
    let (then, now) = change.rows;
    if then != now {
        let what = match change.measure {
            Measure::Updates => "栏目",
            Measure::Received => "报送的单位",
            _ => "账号",
        };
        said.push(format!("{what}由{then}个变为{now}个"));
    }
    if said.is_empty() { annexes::NOT_APPLICABLE.to_owned() } else { said.join(annexes::BETWEEN) }
}

/// Required and found, one under the other.
#[must_use]
pub fn numbers(required: Option<i64>, actual: Option<i64>) -> Option<String> {
    let said = [("应", required), ("实", actual)];
    let lines: Vec<String> = said.iter().filter_map(|(what, n)| Some(format!("{what} {}", (*n)?))).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// The first `most` cells of one sheet and how many there are.
#[must_use]
pub fn some_cells(cells: &[String], most: usize) -> String {
    let shown = cells.iter().take(most).map(String::as_str).collect::<Vec<_>>().join(annexes::ENUMERATE);
    if cells.len() > most { format!("{shown}等{}格", cells.len()) } else { shown }
}

/// Cells then and now, one under the other.
#[must_use]
pub fn cells(then: &str, now: &str) -> String {
    let line = |when: &str, cells: &str| (!cells.is_empty()).then(|| format!("{when}：{cells}"));
    let said: Vec<String> = [line("上期", then), line("本期", now)].into_iter().flatten().collect();
    if said.is_empty() { annexes::NOT_APPLICABLE.to_owned() } else { said.join("\n") }
}

/// What stands under the table of changes.
#[must_use]
pub fn changes_remark(compared: &Compared) -> String {
    let mut out = vec![
        "合计按两期附件的合计行比较，待核、未报的数不在其中；增幅 = 增减 ÷ 上期，上期为 0 的不算增幅。".to_owned(),
        format!(
            "单位只列增减不少于 {LEAST_CHANGE} 且不少于上期 {:.0}% 的更新、承办、发布、转载；变化只供参考，不是结论。",
            LEAST_SHARE * 100.0
        ),
    ];
    let mut named = |what: &str, list: &[String]| {
        if !list.is_empty() {
            out.push(format!("{what}：{}。", some(list)));
        }
    };
    named("有待核、未报的数，没有比较的单位", &compared.incomparable);
    named("上期有、本期对不上的单位", &compared.gone);
    named("本期有、上期没有的单位", &compared.new);
    out.join("\n")
}

/// Names in a row; a cell holds no more lines than a page is high.
fn some(list: &[String]) -> String {
    const MOST: usize = 30;
    let shown = list[..list.len().min(MOST)].join(annexes::ENUMERATE);
    if list.len() > MOST { format!("{shown}等{}家", list.len()) } else { shown }
}

/// A text of at most so many characters.
fn short(text: &str) -> String {
    const MOST: usize = 16;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    text.chars().take(MOST - 1).collect::<String>() + CUT
}

/// Why no figures are compared.
#[must_use]
pub fn not_alike(compared: &Compared) -> String {
    format!("上期工作簿是{}的，与本期长短不同，数量不作比较。", labels::period(&compared.period))
}

/// What became of a problem.
#[must_use]
pub const fn state(state: &State) -> &'static str {
    match state {
        State::Mended => "已整改",
        State::Remains { .. } => "仍存在",
        State::Unknown(_) => "无法判断",
    }
}

/// Why it is taken for that; `finding` is the problem of now.
#[must_use]
pub fn because(past: &Past, finding: Option<&Finding>, again: Option<&'static str>) -> String {
    let mut said = vec![match (&past.state, finding) {
        (State::Mended, _) => "本期已报、已判定，没有这一问题".to_owned(),
        (State::Remains { same: true, .. }, _) => again.unwrap_or("本期仍有同一问题").to_owned(),
        (State::Remains { .. }, Some(now)) => format!("本期为：{}", findings::problem(now)),
        (State::Remains { .. }, None) => "本期仍有同类问题".to_owned(),
        (State::Unknown(why), _) => why_unknown(why),
    }];
    if past.unit.as_ref().is_some_and(|unit| *unit != past.problem.unit) {
        said.push(format!("上期单位为{}", past.problem.unit));
    }
    if past.problem.touched {
        said.push("上期问题清单里这一行后来改动过".to_owned());
    }
    said.join(annexes::BETWEEN)
}

/// Why it cannot be told what became of a problem.
#[must_use]
pub fn why_unknown(why: &Why) -> String {
    match why {
        Why::UnitUnknown => "本期没有对得上的单位".to_owned(),
        Why::ObjectUnknown => "本期没有对得上的栏目、账号".to_owned(),
        Why::Ended => "本期已停用或注销".to_owned(),
        Why::Moved(owner) => format!("本期改由{owner}负责"),
        Why::NotReported => "本期未报".to_owned(),
        Why::Doubtful => "本期数据待核".to_owned(),
        Why::RuleOff => "本期的规则不查这一项".to_owned(),
        Why::NothingToJudge => "本期没有可以据此判定的数".to_owned(),
        Why::NoMessages => "本期没有承办留言".to_owned(),
        Why::ByHand => "上期是人工登记的，本期没有再登记，请人工认定".to_owned(),
        Why::SingleCase => "问题是逐件认定的，本期的数说明不了上期那一件".to_owned(),
    }
}

/// The line under a problem that stands in both periods.
#[must_use]
pub fn again(compared: &Compared) -> String {
    format!("{}：{}也有这一问题。", twice(&compared.period), labels::period(&compared.period))
}

fn value(value: Option<Value>) -> String {
    match value {
        Some(Value::Count(n)) => n.to_string(),
        Some(share @ Value::Share(..)) => format!("{:.1}%", share.number() * 100.0),
        None => annexes::NOT_APPLICABLE.to_owned(),
    }
}

fn change(then: i64, now: i64, share: Option<f64>) -> String {
    let share = share.filter(|_| then != now).map(|s| format!("，{:+.1}%", s * 100.0)).unwrap_or_default();
    if then == now { format!("{then}，{EVEN}") } else { format!("{then}→{now}（{:+}{share}）", now - then) }
}

fn sum(change_of: &SumChange) -> String {
    let name = measure(change_of.measure);
    let open = match (change_of.then.open, change_of.now.open) {
        (0, 0) => String::new(),
        (then, 0) => format!("，上期{then}项未计"),
        (0, now) => format!("，本期{now}项未计"),
        (then, now) => format!("，上期{then}项、本期{now}项未计"),
    };
    let said = match (change_of.then.value, change_of.now.value) {
        (Some(Value::Count(then)), Some(Value::Count(now))) => {
            format!("{name}{}", change(then, now, change_of.share()))
        }
        (Some(then), Some(now)) => {
            let points = points(change_of.difference().unwrap_or_default());
            format!("{name}{}→{}（{points}）", value(Some(then)), value(Some(now)))
        }
        _ => return format!("{name}{NO_CHANGE}"),
    };
    said + &open
}

/// Sums and the largest changes of units, for 概览.
#[must_use]
pub fn overview_changes(compared: &Compared) -> String {
    const SHOWN: [Measure; 6] =
        [Measure::Updates, Measure::Received, Measure::Overdue, Measure::Posts, Measure::Forwards, Measure::Qualified];
    const MOST: usize = 2;
    if !compared.relation.alike {
        return not_alike(compared);
    }
    let sums = || compared.sums.iter().filter(|c| SHOWN.contains(&c.measure));
    let is_even = |c: &&SumChange| {
        let certain = c.then.open + c.now.open == 0;
        certain && c.then.value.is_some() && c.then.value == c.now.value
    };
    let mut shown: Vec<String> = sums().filter(|c| !is_even(c)).map(sum).collect();
    let even: Vec<&str> = sums().filter(is_even).map(|c| measure(c.measure)).collect();
    if !even.is_empty() {
        shown.push(format!("{}{EVEN}", even.join(annexes::ENUMERATE)));
    }
    let period = labels::period(&compared.period);
    let mut out = if shown.is_empty() {
        format!("{period}：{NO_CHANGE}。")
    } else {
        format!("{period}→本期：{}。", shown.join(annexes::BETWEEN))
    };
    if !compared.units.is_empty() {
        let of = |c: &UnitChange| format!("{}{}{}", c.unit, measure(c.measure), change(c.then, c.now, c.share()));
        let units: Vec<String> = compared.units.iter().take(MOST).map(of).collect();
        let more = if compared.units.len() > MOST { format!("等{}项", compared.units.len()) } else { String::new() };
        out.push_str(&format!(
            "变化较大（增减≥{LEAST_CHANGE}且≥上期{:.0}%）：{}{more}。",
            LEAST_SHARE * 100.0,
            units.join(annexes::ENUMERATE)
        ));
    }
    out
}

/// What stands in both periods, for 概览: at most so many.
#[must_use]
pub fn overview_again(outcome: &Outcome, compared: &Compared) -> String {
    const MOST: usize = 3;
    if !compared.relation.in_a_row() {
        return "两期不相邻或长短不同，不判断连续。".to_owned();
    }
    let of = |n: &usize| {
        let finding = outcome.judgment.findings.get(*n)?;
        let object = finding.object.as_deref().map(|o| format!("“{}”", short(o))).unwrap_or_default();
        Some(format!("{}{object}（{}）", finding.unit.as_deref()?, short(&findings::problem(finding))))
    };
    let all: Vec<String> = compared.again.keys().filter_map(of).collect();
    if all.is_empty() {
        return annexes::NONE.to_owned();
    }
    let more = if all.len() > MOST { format!("等{}项", all.len()) } else { String::new() };
    format!("{}{more}", all[..all.len().min(MOST)].join(annexes::ENUMERATE))
}

/// How many problems became what, for 概览.
#[must_use]
pub fn overview_states(compared: &Compared) -> String {
    let (mended, remain, unknown) = compared.states();
    if compared.problems.is_empty() {
        return format!("{NO_PROBLEMS}。");
    }
    format!("共{}项：已整改{mended}、仍存在{remain}、无法判断{unknown}。", compared.problems.len())
}

/// What a line of the two sheets does not say itself: cells of the submissions, rule, arithmetic.
#[must_use]
pub fn behind(compared: &Compared, of: Line) -> Vec<String> {
    match of {
        Line::Sum(n) => compared.sums.get(n).map(sum_behind).unwrap_or_default(),
        Line::Unit(n) => compared.units.get(n).map(unit_behind).unwrap_or_default(),
        Line::Problem(n) => compared.problems.get(n).map(problem_behind).unwrap_or_default(),
    }
}

fn sum_behind(change: &SumChange) -> Vec<String> {
    let (then, now) = (value(change.then.value), value(change.now.value));
    let mut out = vec![format!("  上期 {then}，本期 {now}")];
    if let (Some(Value::Share(a, b)), Some(Value::Share(c, d))) = (change.then.value, change.now.value) {
        out.push(format!("  上期合格 {a} 个、共 {b} 个；本期合格 {c} 个、共 {d} 个（待核、未报的不在其中）"));
    }
    out.extend(change.then.place.as_ref().map(|place| format!("  上期的数在：{place}")));
    out.extend(arithmetic(change.then.value, change.now.value));
    out
}

fn arithmetic(then: Option<Value>, now: Option<Value>) -> Option<String> {
    let (Value::Count(then), Value::Count(now)) = (then?, now?) else { return None };
    let difference = now.saturating_sub(then);
    Some(if then == 0 {
        format!("  增减：{now} − {then} = {difference}；上期为 0，不算增幅")
    } else {
        let share = Value::Share(difference, then).number() * 100.0;
        format!("  增减：{now} − {then} = {difference}；增幅：{difference} ÷ {then} = {share:.1}%")
    })
}

fn unit_behind(change: &UnitChange) -> Vec<String> {
    let mut out = vec![format!(
        "  {}的{}：上期 {} 行之和 {}，本期 {} 行之和 {}",
        change.unit,
        measure(change.measure),
        change.rows.0,
        change.then,
        change.rows.1,
        change.now
    )];
    out.extend(change.places.iter().map(|place| format!("  上期的数在：{place}")));
    out.extend(arithmetic(Some(Value::Count(change.then)), Some(Value::Count(change.now))));
    out
}

fn problem_behind(past: &Past) -> Vec<String> {
    let problem = &past.problem;
    let mut out = vec![format!("  上期：〔{}〕{}", labels::severity(problem.severity), problem.sentence)];
    if !problem.rule.is_empty() {
        out.push(format!("  规则：{}", problem.rule));
    }
    out.push(format!("  上期列在：{}", problem.place));
    out.push(format!("  上期材料：{}", problem.source));
    if let Some(numbers) = annexes::note_numbers(past.numbers.0, past.numbers.1) {
        out.push(format!("  本期：{numbers}"));
    }
    out.extend(past.places.iter().map(|place| format!("  本期材料：{place}")));
    out.push(
        "  口径：本期已报、没有待核、按同一规则判定没有问题的，才是已整改；没有报、数据待核、规则不再适用或对象对不上的，都是无法判断。"
            .to_owned(),
    );
    out
}
