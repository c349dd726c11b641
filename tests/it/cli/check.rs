//! `check`.

use super::desk::{Desk, copy, samples};

#[test]
fn check_tells_tables_and_headings_and_makes_nothing() {
    let desk = Desk::with_samples();
    let before = desk.everything("");
    let told = desk.call(&["check", "收件"]);
    assert_eq!(told.status, 0, "{}{}", told.out, told.err);
    assert!(desk.everything("") == before);
    assert!(told.out.contains("区农业农村局.xlsx") && told.out.contains("更新频次"), "{}", told.out);
}

#[test]
fn check_of_one_file_never_speaks_of_other_units() {
    let desk = Desk::with_samples();
    let told = desk.call(&["check", "收件/区农业农村局.xlsx"]);
    assert_eq!(told.status, 0, "{}{}", told.out, told.err);
    for word in ["未报", "区审计局", "天台山管委会"] {
        assert!(!told.out.contains(word), "{word}: {}", told.out);
    }
}

#[test]
fn check_says_of_each_refused_file_what_to_do() {
    let desk = Desk::empty();
    copy(&samples().join("问题件"), &desk.path("收件"));
    let told = desk.call(&["check", "收件", "--period", "2023Q1"]);
    assert_eq!(told.status, 1, "{}{}", told.out, told.err);
    for name in ["有密码", "空文件", "未传完", "扫描件", "2022年四季度"] {
        assert!(told.out.contains(name), "{name}: {}", told.out);
    }
}

#[test]
fn check_of_one_file_draws_each_table_with_its_roles_and_what_became_of_its_rows() {
    let desk = Desk::empty();
    let drawing = "== 表\n县林业局2023年一季度栏目更新情况\n栏目名称 | 规定更新频次 | 1月 | 2月 | 3月 | 看法 | 合计\n\
        造林绿化 | 1条/月 | 1 | 2 | 约3 | 5 | 6\n森林防火 | 1条/月 | 4 | 0 | 1 | 6 | 5\n合计 | | 5 | 2 | 4 | | 11\n备注：后台统计\n";
    std::fs::create_dir(desk.path("收件")).unwrap();
    std::fs::write(desk.path("收件/县林业局.xlsx"), crate::cases::drawn::workbook(drawing)).unwrap();
    let told = desk.call(&["check", "收件/县林业局.xlsx", "--period", "2023Q1"]);
    let lines: Vec<&str> = told.out.lines().collect();
    assert!(lines.iter().all(|l| l.contains('〔') || unicode_width::UnicodeWidthStr::width(*l) <= 100), "{}", told.out);
    let cells = |begin: &str| -> Vec<&str> {
        lines.iter().find(|l| l.trim_start().starts_with(begin)).unwrap().split_whitespace().collect()
    };
    assert_eq!(cells("A2"), ["A2", "B2", "C2", "D2", "E2", "F2", "G2"]);
    assert_eq!(cells("=栏目名称"), ["=栏目名称", "≈更新频次", "=更新数", "=更新数", "=更新数", "？", "=合计"]);
    assert_eq!(cells("造林绿化"), ["造林绿化", "1条/月", "1", "2", "约3", "5", "6"]);
    assert!(told.out.contains("1 张表共 4 行 = 采用 2 行 + 未采用 2 行（合计行 1、备注行 1）"), "{}", told.out);
    assert!(told.out.contains("看法"), "{}", told.out);
}

#[test]
fn check_of_many_files_lists_headings_in_a_line_and_draws_nothing() {
    let desk = Desk::with_samples();
    let told = desk.call(&["check", "收件"]);
    assert!(
        told.out.contains("表头：") && !told.out.lines().any(|l| l.trim_start().starts_with("=栏目")),
        "{}",
        told.out
    );
}
