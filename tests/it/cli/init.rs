//! `init`.

use super::desk::Desk;
use std::fs;

#[test]
fn init_makes_a_folder_that_the_program_accepts() {
    let desk = Desk::empty();
    let told = desk.call(&["init", "二季度"]);
    assert_eq!((told.status, told.err.as_str()), (0, ""));
    for name in ["收件", "名录.xlsx", "说明.txt", "拖到这里.bat"] {
        assert!(desk.path("二季度").join(name).exists(), "{name}");
    }
    // The blank roster has no mistakes: the run ends because nothing was handed in, not because of the roster.
    fs::write(desk.path("二季度/收件/空.xlsx"), "").unwrap();
    let told = desk.call(&["二季度/收件"]);
    assert_eq!(told.status, 2);
    assert!(told.err.contains("空.xlsx") && !told.err.contains("名录"), "{}", told.err);
}

#[test]
fn init_changes_nothing_that_is_there() {
    let desk = Desk::empty();
    desk.call(&["init"]);
    fs::write(desk.path("名录.xlsx"), "填过").unwrap();
    let told = desk.call(&["init"]);
    assert_eq!(told.status, 0);
    assert!(told.out.contains("已存在"), "{}", told.out);
    assert_eq!(desk.bytes("名录.xlsx"), "填过".as_bytes());
}
