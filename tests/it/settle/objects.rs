//! Names of columns and accounts as units write them, against rosters: what is resolved, and nothing merged wrongly.
//!
//! The tables in `pairs/` say what each name means; they were written before anything was run.

use super::drawn::{book, table};
use super::names::{list_units, unit};
use super::pairs::lines;
use tongbao::field::{Field, Form};
use tongbao::normalize::{Normalized, normalize};
use tongbao::period::Period;
use tongbao::place::{At, Place};
use tongbao::rules::Rules;
use tongbao::rules::roster::{AccountState, RosterAccount, RosterColumn};
use tongbao::settle::settle;

fn place() -> Place {
    Place::sheet(&"名录.xlsx".into(), &"栏目".into()).at(At::new(1, 0))
}

fn aliases(cell: &str) -> Vec<String> {
    cell.split('、').filter(|a| !a.is_empty()).map(str::to_owned).collect()
}

fn rules() -> Rules {
    let columns = lines(include_str!("pairs/column-roster.csv"));
    let accounts = lines(include_str!("pairs/account-roster.csv"));
    let mut rules = Rules::built_in();
    let units: Vec<_> = columns.iter().chain(&accounts).map(|line| unit(&line[0], "", &[], "")).collect();
    list_units(&mut rules, units);
    rules.settings.period.value = Period::parse_code("2023Q1");
    let column = |line: &Vec<String>| RosterColumn {
        unit: line[0].clone(),
        name: line[1].clone(),
        parent: (!line[2].is_empty()).then(|| line[2].clone()),
        frequency: None,
        aliases: aliases(&line[3]),
        in_use: (None, None),
        place: place(),
    };
    let account = |line: &Vec<String>| RosterAccount {
        unit: line[0].clone(),
        name: line[1].clone(),
        platform: line[2].clone(),
        aliases: aliases(&line[3]),
        required: None,
        forward_list: None,
        filed: None,
        state: AccountState::Normal,
        in_use: (None, None),
        place: place(),
    };
    rules.roster.columns = Some(columns.iter().map(column).collect());
    rules.roster.accounts = Some(accounts.iter().map(account).collect());
    rules
}

/// Rows of cells as one table of one file.
fn read(form: Form, fields: &[Field], row: &[&str]) -> Normalized {
    let cell = |text: &&str| if text.is_empty() { "_".to_owned() } else { format!("\"{}\"", text.replace("\\n", "")) };
    let drawn = row.iter().map(cell).collect::<Vec<_>>().join(" | ") + " | 3";
    let books = [book("一.xlsx", vec![table(form, fields, &drawn)])];
    let (books, rules) = (books.iter().collect::<Vec<_>>(), rules());
    let settled = settle(&books, &rules).unwrap();
    normalize(books, &settled, &rules)
}

/// What came of a line: the name and type in use, whether it is listed, whether it was guessed, the owner that was told.
fn outcome(out: &Normalized) -> (String, String, bool, bool, bool) {
    let entry = &out.entries[0];
    let object = entry.object.as_ref().unwrap();
    let guessed = out.renames.iter().any(|r| r.how.is_guess());
    let owner = out.findings.iter().any(|f| f.kind.id() == "owner-differs");
    (object.used.to_string(), entry.platform.as_deref().unwrap_or_default().to_owned(), object.listed, guessed, owner)
}

fn judge(expected: &str, (name, platform): (&str, &str), out: &Normalized) -> bool {
    let (used, of, listed, guessed, owner) = outcome(out);
    let right = used == name && (platform.is_empty() || of == platform);
    match expected {
        "same" => right && listed && !guessed,
        "guess" => right && listed && guessed,
        // A column of another unit is told; an account goes to its owner in the register.
        "other" => right && if listed { given_to_its_owner(out) } else { owner },
        "unknown" => !listed && !owner,
        other => panic!("{other}"),
    }
}

/// Whether the account counts for the unit that the register names, and somebody is told so.
fn given_to_its_owner(out: &Normalized) -> bool {
    let entry = &out.entries[0];
    let accounts = rules().roster.accounts.unwrap();
    let name = entry.object.as_ref().unwrap();
    let owner =
        accounts.iter().find(|a| a.name == *name.used && Some(a.platform.as_str()) == entry.platform.as_deref());
    let told =
        out.findings.iter().any(|f| f.kind.id() == "owner-moved" && f.unit.as_deref() == Some(&*entry.unit.used));
    told && owner.is_some_and(|a| a.unit == *entry.unit.used)
}

#[test]
fn every_written_column_comes_to_what_it_means() {
    let mut wrong = String::new();
    let pairs = lines(include_str!("pairs/columns.csv"));
    assert!(pairs.len() >= 60);
    for p in &pairs {
        let fields = [Field::Unit, Field::ParentColumn, Field::Column, Field::Updates];
        let out = read(Form::Columns, &fields, &[&p[0], &p[2], &p[1]]);
        if !judge(&p[3], (&p[4], ""), &out) {
            wrong.push_str(&format!("{p:?}: {:?}\n", outcome(&out)));
        }
    }
    assert_eq!(wrong, "");
}

#[test]
fn every_written_account_comes_to_what_it_means() {
    let mut wrong = String::new();
    let pairs = lines(include_str!("pairs/accounts.csv"));
    assert!(pairs.len() >= 60);
    for p in &pairs {
        let fields = [Field::Unit, Field::Account, Field::AccountType, Field::Actual];
        let out = read(Form::Accounts, &fields, &[&p[0], &p[1], &p[2]]);
        if !judge(&p[3], (&p[4], &p[5]), &out) {
            wrong.push_str(&format!("{p:?}: {:?}\n", outcome(&out)));
        }
    }
    assert_eq!(wrong, "");
}
