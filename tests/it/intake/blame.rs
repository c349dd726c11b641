use super::{huge, small, submission, take, told};
use tongbao::finding::Kind;
use tongbao::read::{Limits, sha256};

/// Three good files around one that is too large for its limits.
fn around_a_huge_one(limits: Limits) -> (Vec<tongbao::intake::Intake>, String) {
    let folder = tempfile::tempdir().unwrap();
    let huge = huge();
    let submissions = vec![
        submission(folder.path(), "1.csv", small("甲局")),
        submission(folder.path(), "2.csv", &huge),
        submission(folder.path(), "3.csv", small("乙局")),
        submission(folder.path(), "4.csv", small("丙局")),
    ];
    (take(submissions, limits), sha256(huge.as_bytes()))
}

#[test]
fn a_file_that_takes_too_long_is_blamed_and_no_other_suffers() {
    let (taken, hash) = around_a_huge_one(Limits { time: 2000, ..Limits::default() });
    assert_eq!(told(&taken), [("1.csv", None), ("2.csv", Some("file-too-slow")), ("3.csv", None), ("4.csv", None)]);
    let refusal = taken[1].result.as_ref().unwrap_err();
    let Kind::FileTooSlow { allowed, found } = refusal.kind else { panic!("{refusal:?}") };
    assert!(allowed == 2000 && found >= allowed, "{found}");
    assert_eq!(&*refusal.place.file, "2.csv");
    assert_eq!(taken[1].sha256, Some(hash));
}

#[test]
fn a_file_that_needs_too_much_memory_is_blamed_and_no_other_suffers() {
    let (taken, hash) = around_a_huge_one(Limits { memory: 64 * 1024 * 1024, ..Limits::default() });
    assert_eq!(told(&taken), [("1.csv", None), ("2.csv", Some("file-needs-memory")), ("3.csv", None), ("4.csv", None)]);
    let refusal = taken[1].result.as_ref().unwrap_err();
    let Kind::FileNeedsMemory { allowed, found } = refusal.kind else { panic!("{refusal:?}") };
    assert!(allowed == 64 * 1024 * 1024 && found >= allowed, "{found}");
    assert_eq!(taken[1].sha256, Some(hash));
}

#[test]
fn tables_that_are_too_long_to_hand_on_are_refused_and_the_worker_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let long = small("甲局") + &"招标投标信息,实时更新,甲局,12,15,14\n".repeat(1000);
    let submissions = vec![
        submission(folder.path(), "1.csv", &long),
        submission(folder.path(), "2.csv", small("乙局")),
        submission(folder.path(), "3.csv", &long),
        submission(folder.path(), "4.csv", small("丙局")),
    ];
    let taken = take(submissions, Limits { tables: 8 * 1024, ..Limits::default() });
    let refused = Some("file-too-large");
    assert_eq!(told(&taken), [("1.csv", refused), ("2.csv", None), ("3.csv", refused), ("4.csv", None)]);
    let refusal = taken[0].result.as_ref().unwrap_err();
    let Kind::FileTooLarge { limit, allowed: 8192, found } = &refusal.kind else { panic!("{refusal:?}") };
    // A row holds six cells, each at least its kind, its address and its value.
    assert!(limit == "tables" && *found > 1000 * 6 * 3, "{found}");
}

#[test]
fn a_limit_below_what_a_worker_itself_needs_still_reads_small_files() {
    let folder = tempfile::tempdir().unwrap();
    let submissions = vec![submission(folder.path(), "1.csv", small("甲局"))];
    assert_eq!(told(&take(submissions, Limits { memory: 1, ..Limits::default() })), [("1.csv", None)]);
}
