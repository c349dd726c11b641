//! What each wording of `frequency/wordings.csv` asks for. The table was written from the sense of the words, before the parser.

use std::path::Path;
use tongbao::rules::frequency::{Frequency, FrequencyWords, Span, parse_frequency};

/// A frequency as the table writes it: `1/2 week`, `gap 14`, `gap 5 working`, `no number`, `doubt`.
fn written(frequency: Option<Frequency>) -> String {
    match frequency {
        Some(Frequency::Count { n, every, span }) => format!("{n}/{every} {}", name(span)),
        Some(Frequency::Gap { days }) => format!("gap {days}"),
        Some(Frequency::WorkingGap { days }) => format!("gap {days} working"),
        Some(Frequency::NoNumber) => "no number".to_owned(),
        None => "doubt".to_owned(),
    }
}

fn name(span: Span) -> &'static str {
    match span {
        Span::Day => "day",
        Span::Workday => "workday",
        Span::Week => "week",
        Span::TenDays => "ten days",
        Span::Month => "month",
        Span::Quarter => "quarter",
        Span::Half => "half",
        Span::Year => "year",
    }
}

#[test]
fn every_wording_of_the_table_means_what_the_table_says() {
    let words = FrequencyWords::built_in();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/rules/frequency/wordings.csv");
    let mut table = csv::Reader::from_path(path).unwrap();
    let lines: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    assert!(lines.len() >= 140, "{}", lines.len());
    let read = |line: &csv::StringRecord| written(parse_frequency(&line[0], &words));
    let wrong: Vec<String> = lines
        .iter()
        .filter(|line| read(line) != line[1])
        .map(|line| format!("{}: {} and not {}", &line[0], read(line), &line[1]))
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), lines.len(), wrong.join("\n"));
}
