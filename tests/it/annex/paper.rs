//! What the pages look like on paper.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

use super::{bytes, fixture, pages};
use crate::common::listing::{part, sheets};
use tongbao::annex::{self, Content, paper};
use tongbao::finding::{Finding, Kind};
use tongbao::outcome::Outcome;
use tongbao::period::Period;

/// The bulletin with names and texts as long as names and texts get, and more units with problems than the overview lists.
fn longest() -> Outcome {
    let mut o = fixture::troubled();
    for row in &mut o.tally.columns {
        row.unit = "某某市某某区人民政府国有资产监督管理委员会办公室".into();
        row.column = "国有企业领导人员履职待遇业务支出公开和年度薪酬信息披露（试行）".into();
        row.frequency = "更新时间间隔不得超过两周且每季度不少于6条".into();
    }
    for row in &mut o.tally.accounts {
        row.unit = "某某市某某区人民政府国有资产监督管理委员会办公室".into();
        row.account = "某某区智慧城市治理监督指挥中心官方政务服务平台".into();
        row.platform = "移动客户端(APP)".into();
    }
    let place = o.judgment.findings[0].place.clone();
    for n in 0..60 {
        let problem = "公开发布的内容未进行实时核对更新，公开依据模糊，对公开要求、标准认识程度不够".repeat(3);
        o.judgment.findings.insert(
            0,
            Finding::new(Kind::Manual { problem }, place.clone())
                .unit(format!("某某街道办事处第{n}分处"))
                .object("政府机构"),
        );
    }
    o
}

fn half_year() -> Outcome {
    let mut o = longest();
    let half = Period::parse_code("2023H1").unwrap();
    o.tally.period = half;
    for row in &mut o.tally.columns {
        let figures: Vec<_> = row.months.iter().map(|(_, f)| f.clone()).collect();
        row.months = half.months().into_iter().zip(figures.iter().cycle().cloned()).collect();
    }
    o
}

#[test]
fn nothing_prints_below_ten_and_a_half_points() {
    for outcome in [fixture::bulletin(), fixture::troubled(), longest(), half_year()] {
        for page in pages(&outcome) {
            let scale = (paper::scale(&page) * 100.0).floor() / 100.0;
            assert!(scale >= 0.88, "{} prints at {scale}", page.name);
            let printed = |col: u16| page.print_area.is_none_or(|a| u32::from(col) <= a.last.col);
            for (_, cell) in page.rows.iter().flat_map(|r| &r.cells).filter(|(col, _)| printed(*col)) {
                assert!(cell.look.size() * scale >= paper::LEAST_PRINTED, "{} {:?}", page.name, cell.content);
            }
        }
    }
}

#[test]
fn every_row_is_high_enough_for_its_text() {
    for outcome in [fixture::bulletin(), longest()] {
        for page in pages(&outcome).iter().filter(|p| p.charts.is_empty()) {
            for row in &page.rows {
                for (col, cell) in row.cells.iter().filter(|(_, c)| c.span.1 == 1) {
                    let columns = usize::from(*col)..usize::from(col + cell.span.0);
                    let width: f64 = page.widths[columns].iter().sum();
                    let lines = paper::lines(&cell.content.shown(), cell.look.size(), width);
                    let needed = (lines as f64 * cell.look.size() * 1.2).min(paper::HIGHEST_ROW);
                    assert!(row.height.unwrap() >= needed, "{} {:?}", page.name, cell.content);
                    assert!(cell.content == Content::Empty || row.height.unwrap() >= 24.0);
                }
            }
        }
    }
}

#[test]
fn the_overview_is_one_page_however_much_there_is() {
    for outcome in [fixture::bulletin(), fixture::troubled(), longest()] {
        let all = pages(&outcome);
        let (_, room) = paper::type_area(all[0].paper);
        let high: f64 = all[0].rows.iter().map(|r| r.height.unwrap()).sum();
        assert!(high * 0.88 <= room, "{high} points at 88% on {room}");
        assert_eq!(all[0].charts.len(), 2);
        let xml = part(&bytes(&outcome), "xl/worksheets/sheet1.xml").unwrap();
        assert!(
            xml.contains(r#"<pageSetUpPr fitToPage="1"/>"#) && !xml.contains("fitToHeight"),
            "one page wide and high"
        );
    }
}

#[test]
fn lists_on_the_overview_stop_at_ten() {
    let all = pages(&longest());
    let texts: Vec<String> =
        all[0].rows.iter().flat_map(|r| &r.cells).map(|(_, c)| c.content.shown().into_owned()).collect();
    let problems = texts.iter().find(|t| t.contains("某某街道办事处第")).unwrap();
    assert!(problems.lines().count() <= 11 && problems.contains("等") && problems.contains("家"), "{problems}");
}

#[test]
fn pages_are_set_up_for_a4_with_the_margins_of_official_papers() {
    let bytes = bytes(&fixture::bulletin());
    let inches = |mm: f64| format!("{}", mm / 25.4);
    for (n, landscape) in [(1, false), (2, true), (3, false), (4, true)] {
        let xml = part(&bytes, &format!("xl/worksheets/sheet{n}.xml")).unwrap();
        assert!(xml.contains(r#"paperSize="9""#), "sheet {n}");
        assert_eq!(xml.contains(r#"orientation="landscape""#), landscape, "sheet {n}");
        let [top, bottom, left, right] = if landscape { [28.0, 26.0, 35.0, 37.0] } else { [37.0, 35.0, 28.0, 26.0] };
        for (side, mm) in [("top", top), ("bottom", bottom), ("left", left), ("right", right)] {
            let exact = &inches(mm)[..6];
            assert!(xml.contains(&format!("{side}=\"{exact}")), "sheet {n} {side}");
        }
        assert!(xml.contains("宋体,常规\"&amp;14— &amp;P —"), "sheet {n}");
    }
    let book = part(&bytes, "xl/workbook.xml").unwrap();
    for name in ["附件1 栏目更新", "附件2 留言办理", "附件3 新媒体"] {
        assert!(book.contains(&format!("'{name}'!$4:$4")), "headings of {name} repeat");
    }
}

#[test]
fn a_merged_unit_is_never_parted_by_a_page_end() {
    for outcome in [fixture::bulletin(), longest()] {
        for page in pages(&outcome) {
            assert!(page.rows.iter().all(|r| !(r.break_before && r.keep)), "{}", page.name);
        }
    }
}

#[test]
fn numbers_have_room() {
    let mut outcome = fixture::bulletin();
    for row in &mut outcome.tally.accounts {
        row.actual.value = tongbao::tally::Amount::Known(9_876_543);
    }
    for row in &mut outcome.tally.columns {
        row.months[0].1.value = tongbao::tally::Amount::Known(9_876_543);
    }
    for page in pages(&outcome) {
        for (col, cell) in page.rows.iter().flat_map(|r| &r.cells) {
            if let Content::Count(_) | Content::Formula(_, annex::Cached::Count(_)) = cell.content {
                let columns = usize::from(*col)..usize::from(col + cell.span.0);
                let width: f64 = page.widths[columns].iter().sum();
                let needed = paper::text_width(&cell.content.shown(), cell.look.size());
                assert!(width > needed + 3.0, "{} {}", page.name, cell.content.shown());
            }
        }
    }
}

#[test]
fn labels_titles_and_headings_stand_where_official_papers_have_them() {
    let all = sheets(&bytes(&fixture::bulletin()));
    for (n, title) in [
        (1, "2023年一季度政府网站栏目更新统计表"),
        (2, "2023年一季度网民留言办理情况统计表"),
        (3, "2023年一季度政务新媒体更新情况统计表"),
    ] {
        assert_eq!(all[n].cell("A1").value, format!("附件{n}"));
        assert_eq!(all[n].cell("A3").value, title);
        let last = all[n].cells.iter().rfind(|c| !c.value.is_empty()).unwrap();
        assert!(last.value.starts_with("备注：") && last.value.contains("2023年1月1日至2023年3月31日"));
        assert!(last.value.contains("“/”表示"), "{}", last.value);
    }
}
