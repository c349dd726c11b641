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
