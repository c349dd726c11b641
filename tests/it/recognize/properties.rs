//! What holds for any sheet.

use crate::common::book::{draw_sheets, words};
use proptest::prelude::*;
use tongbao::field::Field;
use tongbao::finding::Finding;
use tongbao::place::Area;
use tongbao::read::{Book, Value};
use tongbao::recognize::{Alike, Recognized, Table, recognize};

fn read(rows: &[Vec<String>]) -> (Book, Recognized) {
    let text: Vec<String> = rows.iter().map(|r| r.join("|")).collect();
    let book = draw_sheets("表.xlsx", &[("Sheet1", &text.join("\n"))]);
    let found = recognize(&book, words());
    (book, found)
}

/// What a table says, without saying where: each row as its figures by field and period, in an order of their own.
fn meaning(table: &Table) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = table
        .rows
        .iter()
        .map(|row| {
            let mut cells: Vec<String> = table
                .headings
                .iter()
                .zip(&row.cells)
                .filter_map(|(h, c)| {
                    Some(format!(
                        "{:?} {:?} {}",
                        h.field?,
                        h.period,
                        c.as_ref().map_or(String::new(), |c| c.value.shown())
                    ))
                })
                .collect();
            cells.sort();
            cells
        })
        .collect();
    rows.sort();
    rows
}

fn cells(lines: &[&str]) -> Vec<Vec<String>> {
    lines.iter().map(|l| l.split('|').map(|c| c.trim().to_owned()).collect()).collect()
}

fn forms() -> Vec<Vec<Vec<String>>> {
    vec![
        cells(&[
            "序号|栏目名称|更新频次|保障单位|1月|2月|3月|合计",
            "1|政务动态|1条/周|甲局|4|4|5|13",
            "2|规划计划|1条/季|乙局|0|1|0|1",
        ]),
        cells(&["单位|承办数量|办结数量|逾期数量|备注", "甲局|3|2|1|无", "乙局|12|12|0|无"]),
        cells(&[
            "责任单位|账号名称|账号类型|应更新数|实际更新数|实际转载数量",
            "甲局|甲县发布|新浪微博|12|90|2",
            "乙局|乙镇之声|微信订阅号|12|16|19",
        ]),
    ]
}

fn any_cell() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => Just(String::new()),
        3 => (0u32..200).prop_map(|n| n.to_string()),
        4 => prop::sample::select(vec!["单位", "栏目名称", "承办数量", "办结数量", "逾期数量", "账号名称", "实际更新数", "1月", "2月", "合计", "更新频次", "序号", "日期", "标题"])
            .prop_map(str::to_owned),
        2 => prop::sample::select(vec!["合计", "备注：无", "填报单位：甲局", "例", "甲局", "无", "/", "其中：乙", "本季度无留言", "2023年一季度", "<", "^", "2023-02-01"])
            .prop_map(str::to_owned),
        1 => "[\u{4e00}-\u{9fa5}（）：]{1,8}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn any_grid_is_read_without_panic_and_every_row_is_accounted_for(
        rows in prop::collection::vec(prop::collection::vec(any_cell(), 1..9), 1..14)
    ) {
        let (book, found) = read(&rows);
        let sheet = &book.sheets[0];
        for table in &found.tables {
            prop_assert!(table.rows.iter().chain(&table.totals).all(|r| r.cells.len() == table.headings.len()));
            let Some(area) = table.place.area else { continue };
            let mut rows: Vec<u32> = match &table.ledger {
                Some(ledger) => ledger.alike.iter().flat_map(Alike::lines).collect(),
                None => table.rows.iter().map(|r| r.line).collect(),
            };
            // A row of a crossed table gives one for each name across.
            rows.dedup();
            let mut listed: Vec<u32> = rows.into_iter().chain(table.left_out.iter().map(|l| l.line)).collect();
            let count = listed.len();
            listed.sort_unstable();
            listed.dedup();
            prop_assert_eq!(count, listed.len(), "a row is listed twice: {:?}", table);
            // Upright tables: each row of the range with a cell inside is a heading, data, or left out.
            let heads: Vec<u32> = table.headings.iter().flat_map(|h| h.area.first.row..=h.area.last.row).collect();
            // In an upright table no two headings share a letter column.
            let turned = table.headings.windows(2).any(|w| w[0].area.first.col == w[1].area.first.col);
            let alternating = table.headings.windows(2).any(|w| w[0].area.first.row > w[1].area.first.row);
            if turned || alternating {
                continue;
            }
            for row in sheet.rows().iter().filter(|r| (area.first.row..=area.last.row).contains(&r.row)) {
                let inside = row.cells.iter().any(|(c, _)| (area.first.col..=area.last.col).contains(c));
                let above = heads.iter().max().is_some_and(|last| row.row <= *last);
                prop_assert!(!inside || above || listed.contains(&row.row), "row {} of {} is in no list\n{:?}", row.row + 1, table.place, table);
            }
        }
    }

    #[test]
    fn no_number_inside_a_table_goes_unmentioned(
        rows in prop::collection::vec(prop::collection::vec(any_cell(), 2..9), 2..12)
    ) {
        let (book, found) = read(&rows);
        for table in found.tables.iter().filter(|t| !t.rows.is_empty()) {
            let own = |f: &&Finding| f.place.sheet == table.place.sheet;
            let told: Vec<Area> = found.findings.iter().filter(own).filter_map(|f| f.place.area).collect();
            let is_name = |f: Option<Field>| matches!(f, Some(Field::Unit | Field::Column | Field::Account));
            let first_name = table.headings.iter().filter(|h| is_name(h.field)).map(|h| h.area.first.col).min();
            let upright = table.headings.windows(2).all(|w| w[0].area.first.col < w[1].area.first.col);
            for row in table.rows.iter().filter(|_| upright) {
                let Some(line) = book.sheets[0].rows().iter().find(|r| r.row == row.line) else { continue };
                let area = table.place.area.unwrap();
                let numbers = line.cells.iter().filter(|(_, cell)| matches!(cell.value, Value::Number(_)));
                for (col, _) in numbers.filter(|(col, _)| (area.first.col..=area.last.col).contains(col)) {
                    let heading = table.headings.iter().find(|h| (h.area.first.col..=h.area.last.col).contains(col));
                    let read = heading.is_some_and(|h| h.field.is_some());
                    let serial = heading.is_none_or(|h| h.path.is_empty()) && first_name.is_none_or(|first| *col < first);
                    let said = told.iter().any(|a| (a.first.col..=a.last.col).contains(col));
                    prop_assert!(read || serial || said, "{} {}\n{:?}\n{:?}", col, row.line, table, found.findings);
                }
            }
        }
    }

    #[test]
    fn another_word_for_a_heading_changes_no_figure(which in 0usize..3, other in 0usize..9) {
        const WORDS: [(&str, &str); 9] = [
            ("更新频次", "更新频率"), ("保障单位", "责任部门"), ("承办数量", "受理件数"), ("办结数量", "已办结（件）"), ("逾期数量", "超期件数"),
            ("账号名称", "新媒体名称"), ("应更新数", "规定更新篇数"), ("实际更新数", "已发布条数"), ("实际转载数量", "已转发上级信息数（条）"),
        ];
        let form = &forms()[which];
        let plain = meaning(&read(form).1.tables[0]);
        let (word, synonym) = WORDS[other];
        let mut renamed = form.clone();
        renamed[0].iter_mut().filter(|h| *h == word).for_each(|h| *h = synonym.to_owned());
        let found = read(&renamed).1;
        prop_assert_eq!(found.tables.len(), 1);
        prop_assert_eq!(meaning(&found.tables[0]), plain);
    }

    #[test]
    fn a_table_cut_in_two_keeps_every_figure(which in 0usize..3, caption in any::<bool>(), gap in 0usize..3) {
        let form = &forms()[which];
        let plain = meaning(&read(form).1.tables[0]);
        let mut cut = form[..2].to_vec();
        cut.extend(vec![Vec::new(); gap]);
        if caption {
            cut.extend(cells(&["二、续表"]));
        }
        cut.push(form[0].clone());
        cut.extend(form[2..].to_vec());
        let found = read(&cut).1;
        let mut rows: Vec<Vec<String>> = found.tables.iter().flat_map(meaning).collect();
        rows.sort();
        prop_assert_eq!(rows, plain);
    }

    #[test]
    fn empty_rows_between_data_and_empty_columns_change_nothing(which in 0usize..3, row in 1usize..4, col in 1usize..5) {
        let form = &forms()[which];
        let plain = meaning(&read(form).1.tables[0]);
        let mut more = form.clone();
        more.insert(row.min(more.len()), Vec::new());
        for line in &mut more {
            if line.len() > col {
                line.insert(col, String::new());
            }
        }
        let found = read(&more).1;
        prop_assert_eq!(found.tables.len(), 1);
        prop_assert_eq!(meaning(&found.tables[0]), plain);
    }

    #[test]
    fn the_order_of_columns_changes_nothing(which in 0usize..3, seed in any::<u64>()) {
        let form = &forms()[which];
        let plain = meaning(&read(form).1.tables[0]);
        let width = form[0].len();
        let mut order: Vec<usize> = (0..width).collect();
        let mut state = seed | 1;
        for i in (1..width).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            order.swap(i, (state >> 33) as usize % (i + 1));
        }
        let mixed: Vec<Vec<String>> = form.iter().map(|row| order.iter().map(|i| row[*i].clone()).collect()).collect();
        let found = read(&mixed).1;
        prop_assert_eq!(found.tables.len(), 1);
        prop_assert_eq!(meaning(&found.tables[0]), plain);
    }

    #[test]
    fn lines_above_and_below_change_no_figure(which in 0usize..3, above in 0usize..4) {
        let form = &forms()[which];
        let plain = meaning(&read(form).1.tables[0]);
        let mut more: Vec<Vec<String>> = cells(&["2023年一季度情况统计表", "填报单位：甲局", ""])[..above.min(3)].to_vec();
        more.extend(form.clone());
        more.extend(cells(&["备注：以上为后台统计。", "填报人：张三 填报日期：2023年4月4日"]));
        let found = read(&more).1;
        prop_assert_eq!(found.tables.len(), 1);
        prop_assert_eq!(meaning(&found.tables[0]), plain);
    }
}

/// Cells of a wide sheet: figures, days, months, types and names beside each other, hundreds of them.
fn wide_cell() -> impl Strategy<Value = String> {
    prop_oneof![
        8 => (0u32..60).prop_map(|n| n.to_string()),
        4 => (1u32..32).prop_map(|n| format!("{n}日")),
        2 => (0u32..400).prop_map(|n| format!("发布{n}号")),
        2 => (1u32..13).prop_map(|n| format!("{n}月")),
        2 => any_cell(),
        1 => Just("微信公众号".to_owned()),
        1 => Just("2023-01-02".to_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_wide_grid_is_read_without_panic_either_way_round(
        drawn in prop::collection::vec(prop::collection::vec(wide_cell(), 40..60), 2..6),
        times in 1usize..9,
        turned in any::<bool>(),
    ) {
        let wide: Vec<Vec<String>> = drawn.iter().map(|row| vec![row.clone(); times].concat()).collect();
        let width = wide.iter().map(Vec::len).max().unwrap_or(0);
        let down = || (0..width).map(|n| wide.iter().map(|row| row.get(n).cloned().unwrap_or_default()).collect());
        let rows: Vec<Vec<String>> = if turned { down().collect() } else { wide.clone() };
        let (_, found) = read(&rows);
        for table in &found.tables {
            prop_assert!(table.rows.iter().chain(&table.totals).all(|r| r.cells.len() == table.headings.len()));
        }
    }
}

#[test]
fn a_value_is_never_changed_on_its_way() {
    let (book, found) = read(&forms()[1]);
    for row in &found.tables[0].rows {
        for cell in row.cells.iter().flatten() {
            assert_eq!(Some(&cell.value), book.sheets[0].cell(cell.at).map(|c| &c.value));
            assert!(!matches!(cell.value, Value::Unbelievable(_)));
        }
    }
}

#[test]
fn a_ledger_of_twenty_thousand_posts_takes_moments() {
    let mut rows = cells(&["序号|发布日期|标题|账号名称|平台"]);
    rows.extend(
        (1..=20_000).map(|i| cells(&[&format!("{i}|2023-01-02|第{i}号会议召开|甲县发布|微信订阅号")]).remove(0)),
    );
    let start = std::time::Instant::now();
    let found = read(&rows).1;
    assert_eq!(found.tables[0].lines_found(), 20_000);
    // Slow machines and unoptimized builds included; a quadratic walk takes minutes.
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}
