//! The call as clerks type it.

use super::*;

fn words(text: &str) -> Result<Command, Answer> {
    parse(std::iter::once("tongbao").chain(text.split_whitespace()).map(OsString::from))
}

fn run(text: &str) -> RunArgs {
    match words(text) {
        Ok(Command::Run(args)) => args,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_bare_folder_is_the_main_job() {
    assert_eq!(run("某处/收件 -n"), run("run 某处/收件 -n"));
    assert_eq!(run("-q 某处/收件").common.paths, [PathBuf::from("某处/收件")]);
    assert_eq!(run("").common.paths, Vec::<PathBuf>::new());
}

#[test]
fn every_option_of_the_contract_is_known() {
    let args = run(
        "收 -o a.xlsx --roster r.xlsx --period 2023Q1 --as-of 2023-04-18 --json - --clean c.xlsx --strict -n -f -j 2 \
         --limit 文件=1 --limit b=2 -v --color never",
    );
    assert_eq!(args.common.limits.len(), 2);
    assert_eq!(args.common.color, Color::Never);
    assert_eq!(args.common.jobs, Some(2));
    assert!(args.strict && args.dry_run && args.force && args.common.verbose);
}

#[test]
fn a_mistyped_option_is_answered_with_the_nearest_one() {
    for (typed, meant) in [("--perid", "--period"), ("--as_of", "--as-of"), ("--Strict", "--strict")] {
        let answer = words(&format!("收 {typed} 1")).unwrap_err();
        assert!(answer.text.contains(typed) && answer.text.contains(meant), "{}", answer.text);
        assert_eq!(answer.exit, Exit::NotMade);
    }
}

#[test]
fn a_mistyped_command_is_answered_with_the_nearest_one() {
    assert!(words("chek 没有的文件夹").unwrap_err().text.contains("check"));
    assert!(words("template 没有的文件夹").is_err());
}

#[test]
fn help_and_mistakes_hold_no_english_sentence() {
    for call in [
        "-h",
        "run -h",
        "check --help",
        "init -h",
        "cells -h",
        "help",
        "help run",
        "收 --nein",
        "收 -o",
        "收 -q -v",
        "收 -j 0",
        "收 --color bunt",
        "收 -n -n",
        "init a b",
        "收 --limit x",
        "收 --roster",
    ] {
        let text = words(call).unwrap_err().text;
        for english in [
            "Usage",
            "Options",
            "Arguments",
            "Print",
            "possible",
            "default",
            "error:",
            "tip:",
            "required",
            "unexpected",
        ] {
            assert!(!text.contains(english), "{call}: {english} in {text}");
        }
        assert!(!text.is_empty(), "{call}");
    }
}

#[test]
fn asked_for_help_is_no_mistake() {
    assert_eq!(words("--help").unwrap_err().exit, Exit::Made);
    assert_eq!(words("-V").unwrap_err().exit, Exit::Made);
}
