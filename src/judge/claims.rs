//! "The unit calls itself 合格." A file's own verdict against ours.
//!
//! In: the verdicts that files write beside their rows. Out: a finding where one differs from ours. Words that say neither pass nor
//! fail, and rows whose result is open, are not compared.

use super::{Bench, ColumnResult, Verdict};
use crate::field::Field;
use crate::finding::{Finding, Kind, Subject};
use crate::place::Place;
use crate::rules::judging::JudgingWords;
use crate::tally::Part;
use crate::wording::labels;

/// A row whose own verdict is compared.
struct Claimed<'a> {
    subject: Subject,
    names: (&'a str, &'a str),
    claims: &'a [(Field, Part)],
    line: &'a Place,
    passes: bool,
    /// Our own result in words, as the annex has it.
    ours: &'static str,
}

/// A finding for each verdict of a file that differs from ours.
pub(super) fn findings(bench: &Bench) -> Vec<Finding> {
    let words = JudgingWords::built_in();
    let columns = bench.tally.columns.iter().zip(&bench.columns).enumerate().filter(|(_, (row, _))| row.listed);
    let columns = columns.filter_map(|(i, (row, result))| {
        let names = (row.unit.as_str(), row.column.as_str());
        let passes = column_passes(*result)?;
        Some(Claimed {
            subject: Subject::Column(i),
            names,
            claims: &row.claims,
            line: &row.place,
            passes,
            ours: labels::result(*result),
        })
    });
    let accounts = bench.tally.accounts.iter().zip(&bench.accounts).enumerate().filter(|(_, (row, _))| row.listed);
    let accounts = accounts.filter_map(|(i, (row, verdict))| {
        let names = (row.unit.as_str(), row.account.as_str());
        let passes = account_passes(*verdict)?;
        Some(Claimed {
            subject: Subject::Account(i),
            names,
            claims: &row.claims,
            line: &row.place,
            passes,
            ours: labels::verdict(*verdict),
        })
    });
    columns.chain(accounts).flat_map(|row| differing(&row, &words)).collect()
}

/// A month without updates is a notice only: a file that calls the column 达标 by its sum is right.
const fn column_passes(result: ColumnResult) -> Option<bool> {
    match result {
        ColumnResult::Met => Some(true),
        ColumnResult::Short | ColumnResult::None => Some(false),
        _ => None,
    }
}

const fn account_passes(verdict: Verdict) -> Option<bool> {
    match verdict {
        Verdict::Qualified => Some(true),
        Verdict::Unqualified => Some(false),
        _ => None,
    }
}

fn differing(row: &Claimed, words: &JudgingWords) -> Vec<Finding> {
    let verdicts = row.claims.iter().filter(|(field, _)| *field == Field::Verdict).map(|(_, part)| part);
    verdicts
        .filter(|part| words.passes(&part.raw).is_some_and(|claimed| claimed != row.passes))
        .map(|part| {
            let computed = row.ours.to_owned();
            let kind = Kind::ClaimDiffers { field: Field::Verdict, claimed: part.raw.clone(), computed };
            Finding::new(kind, part.place.clone())
                .unit(row.names.0)
                .object(row.names.1)
                .related((row.line != &part.place).then(|| row.line.clone()))
                .subject(row.subject)
        })
        .collect()
}
