//! What crosses from the worker to the parent.

use super::files;
use std::fmt::Write as _;
use tongbao::discover::{Archives, Look, discover};
use tongbao::intake::{How, Isolation, take_in};
use tongbao::read::Limits;
use tongbao::rules::Words;

/// Numbers and the words of messages stay in the worker. A name in a unit's cell is let through, because only the roster can tell.
const NEVER: [&str; 8] = [
    "13577889901",
    "18691234567",
    "3261977",
    "610302198003071234",
    "zhenbang@example.com",
    "C8K321",
    "6222021001112223",
    "渭河路88号院3单元",
];

#[test]
fn numbers_and_words_of_messages_stay_in_the_worker() {
    let folder = tempfile::tempdir().unwrap();
    files::lay_out(folder.path());
    let archives = Archives { size: u64::MAX, entries: 1000, unpacked: u64::MAX };
    let look = Look { own: &[], links: false, archives };
    let found = discover(&[folder.path().to_path_buf()], &look).unwrap();
    let isolation = Isolation::InProcess;
    let how = How { jobs: 1, limits: Limits::default(), isolation: &isolation, progress: &|_| () };
    let mut crossed = String::new();
    for intake in take_in(found.submissions, &Words::built_in(), &how) {
        let _ = writeln!(crossed, "{} {:?}", intake.submission.file, intake.result);
    }
    for secret in NEVER {
        let at = crossed.find(secret);
        let line =
            at.map(|at| crossed[..at].rsplit('\n').next().unwrap_or_default().chars().take(40).collect::<String>());
        assert!(
            at.is_none(),
            "{secret} in {line:?}: {:?}",
            at.map(|at| crossed[..at].chars().rev().take(200).collect::<String>().chars().rev().collect::<String>())
        );
    }
}
