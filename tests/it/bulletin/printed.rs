//! The bulletin's three annexes as its units' reports, and the roster that they give.

use crate::tally::batch::{Batch, account, column, count};
use std::collections::BTreeSet;
use std::path::Path;
use tongbao::field::{Field, Form};
use tongbao::normalize::Reported;

/// The rows of one annex, without its headings.
pub(crate) fn rows(annex: &str) -> Vec<Vec<String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bulletin").join(format!("{annex}.csv"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let lines = text.trim_start_matches('\u{feff}').lines().skip(1).filter(|l| !l.is_empty());
    lines.map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

fn number(text: &str) -> Reported {
    if text == "/" { Reported::NotApplicable } else { count(text.parse().unwrap()) }
}

/// Every figure of the bulletin, reported as printed.
pub(crate) fn batch() -> Batch {
    let mut batch = Batch::new("2023Q1");
    let (columns, messages, accounts) = (rows("附件1"), rows("附件2"), rows("附件3"));
    units(&mut batch, &columns, &messages, &accounts);
    for row in &columns {
        batch.roster_column(&row[2], &row[0], &row[1]);
    }
    for row in &accounts {
        batch.roster_account(&row[1], &row[2], &row[3]);
    }
    for row in &columns {
        let counts: Vec<u64> = row[3..6].iter().map(|n| n.parse().unwrap()).collect();
        batch.says(column(&row[2], &row[0]), Field::Frequency, Reported::Text(row[1].clone()));
        batch.updates(&row[2], &row[0], &counts);
    }
    for row in &messages {
        let counts: Vec<u64> = row[1..4].iter().map(|n| n.parse().unwrap()).collect();
        batch.handled(&row[0], [counts[0], counts[1], counts[2]]);
    }
    for row in &accounts {
        let of = account(&row[1], &row[2], &row[3]);
        for (field, cell) in
            [Field::Required, Field::Actual, Field::ForwardList, Field::Forwarded].into_iter().zip(&row[4..8])
        {
            batch.says(of, field, number(cell));
        }
        batch.says(of, Field::Verdict, Reported::Text(row[8].clone()));
        batch.says(of, Field::Problem, Reported::Text(row[9].clone()));
    }
    batch
}

fn units(batch: &mut Batch, columns: &[Vec<String>], messages: &[Vec<String>], accounts: &[Vec<String>]) {
    let of = |rows: &[Vec<String>], at: usize| rows.iter().map(|r| r[at].clone()).collect::<BTreeSet<String>>();
    let by_form =
        [(Form::Columns, of(columns, 2)), (Form::Messages, of(messages, 0)), (Form::Accounts, of(accounts, 1))];
    let all: BTreeSet<&String> = by_form.iter().flat_map(|(_, units)| units).collect();
    for unit in all {
        let forms: Vec<Form> = by_form.iter().filter(|(_, units)| units.contains(unit)).map(|(f, _)| *f).collect();
        batch.unit(unit, &forms);
    }
}
