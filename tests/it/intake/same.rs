use super::{small, submission, take, told, workers};
use crate::cli::desk::samples;
use std::path::PathBuf;
use std::sync::Mutex;
use tongbao::discover::{Archives, Look, discover};
use tongbao::field::Field;
use tongbao::intake::{How, Intake, Isolation, take_in};
use tongbao::read::Limits;
use tongbao::rules::Words;

fn take_samples(folder: &str, isolation: &Isolation, jobs: usize) -> Vec<Intake> {
    let archives = Archives { size: u64::MAX, entries: u64::MAX, unpacked: u64::MAX };
    let look = Look { own: &[], links: false, archives };
    let found = discover(&[samples().join(folder)], &look).unwrap();
    let mut words = Words::built_in();
    words.headings.add_alias("信息条目", Field::Actual);
    take_in(found.submissions, &words, &How { jobs, limits: Limits::default(), isolation, progress: &|_| {} })
}

#[test]
fn workers_hand_on_what_this_process_would_read() {
    for folder in ["2023年一季度/收件", "问题件"] {
        let here = take_samples(folder, &Isolation::InProcess, 1);
        assert!(here.len() > 5);
        for jobs in [1, 3] {
            let apart = take_samples(folder, &workers(), jobs);
            assert_eq!(here.len(), apart.len());
            for (here, apart) in here.iter().zip(&apart) {
                assert_eq!(format!("{here:?}"), format!("{apart:?}"));
            }
        }
    }
}

#[test]
fn the_offices_own_headings_reach_the_workers() {
    let folder = tempfile::tempdir().unwrap();
    let table = "帐号名称,账号类型,责任单位,咕咕数\n某号,微信订阅号,某局,12\n另号,微信订阅号,某局,13\n";
    let fields = |words: &Words| -> Vec<Option<Field>> {
        let submissions = vec![submission(folder.path(), "1.csv", table)];
        let isolation = workers();
        let how = How { jobs: 1, limits: Limits::default(), isolation: &isolation, progress: &|_| {} };
        let taken = take_in(submissions, words, &how);
        taken[0].result.as_ref().unwrap().tables[0].headings.iter().map(|h| h.field).collect()
    };
    let mut words = Words::built_in();
    assert!(!fields(&words).contains(&Some(Field::Actual)));
    words.headings.add_alias("咕咕数", Field::Actual);
    assert_eq!(fields(&words)[3], Some(Field::Actual));
}

#[test]
fn results_stand_in_order_and_equal_files_are_told_across_workers() {
    let folder = tempfile::tempdir().unwrap();
    let mut submissions: Vec<_> =
        (0..30).map(|i| submission(folder.path(), &format!("{i:02}.csv"), small(&format!("{i}局")))).collect();
    submissions.push(submission(folder.path(), "30.csv", small("7局")));
    let names: Vec<String> = submissions.iter().map(|s| s.file.to_string()).collect();
    let counts = Mutex::new(Vec::new());
    let isolation = workers();
    let progress = |done| counts.lock().unwrap().push(done);
    let how = How { jobs: 4, limits: Limits::default(), isolation: &isolation, progress: &progress };
    let taken = take_in(submissions, &Words::built_in(), &how);
    let told = told(&taken);
    assert_eq!(told.iter().map(|(file, _)| *file).collect::<Vec<_>>(), names);
    let refused: Vec<_> = told.iter().filter(|(_, refusal)| refusal.is_some()).collect();
    assert_eq!(refused, [&("30.csv", Some("file-duplicate"))]);
    let mut counts = counts.into_inner().unwrap();
    counts.sort_unstable();
    assert_eq!(counts, (1..=31).collect::<Vec<_>>());
}

#[test]
fn where_no_worker_starts_the_files_are_read_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let submissions = vec![submission(folder.path(), "1.csv", small("甲局"))];
    let isolation = Isolation::Workers(PathBuf::from("没有的程序"));
    let how = How { jobs: 2, limits: Limits::default(), isolation: &isolation, progress: &|_| {} };
    assert_eq!(told(&take_in(submissions, &Words::built_in(), &how)), [("1.csv", None)]);
    assert!(take(Vec::new(), Limits::default()).is_empty());
}
