//! "Which accounts, and whose?" The sheet 账号.
//!
//! In: its lines. Out: the accounts in their order, each known by name and account type together.

use super::super::roster::{AccountState, ForwardList, RosterAccount};
use super::super::sheets::{Line, ROSTER, Remarks, lines};
use super::super::{Rules, cells};
use super::columns::shared;
use super::units::Register;
use super::{cell_of, in_use, overlap};
use crate::error::Mistake;
use crate::fold::fold;
use crate::read::Book;
use indexmap::IndexMap;

/// Reads 账号 into the roster.
pub(super) fn load(book: &Book, rules: &mut Rules, register: &Register, remarks: &mut Remarks) {
    let Some(lines) = lines(book, "accounts", remarks) else { return };
    let mut accounts: Vec<RosterAccount> = Vec::new();
    for line in &lines {
        let (Some(name), unit) = (line.text("name"), register.unit(line, "unit", remarks)) else { continue };
        let account = RosterAccount {
            name,
            platform: platform(line, rules, remarks),
            unit: unit.unwrap_or_default(),
            aliases: line.value("aliases").map_or_else(Vec::new, |v| cells::list(v, &ROSTER.alias_separators)),
            required: required(line, remarks),
            forward_list: forward_list(line, remarks),
            filed: word(line, "filed", &ROSTER.yes_no, remarks),
            state: word(line, "state", &ROSTER.states, remarks).unwrap_or(AccountState::Normal),
            in_use: in_use(line, remarks),
            place: line.place.clone(),
        };
        let rivals = accounts.iter().filter(|a| a.platform == account.platform && overlap(a.in_use, account.in_use));
        for other in rivals {
            if fold(&other.name) == fold(&account.name) {
                let what = Mistake::NameTwice { written: account.name.clone(), first: cell_of(&other.place) };
                remarks.mistake(line.at("name"), what);
            } else if let Some(alias) = shared((&other.name, &other.aliases), (&account.name, &account.aliases)) {
                let what = Mistake::AliasShared { alias, with: other.name.clone() };
                remarks.mistake(line.at("aliases"), what);
            }
        }
        accounts.push(account);
    }
    rules.roster.accounts = Some(accounts);
}

fn platform(line: &Line, rules: &Rules, remarks: &mut Remarks) -> String {
    let Some(written) = line.text("platform") else { return String::new() };
    let canonical = rules.words.platforms.canonical(&written).map(str::to_owned);
    canonical.unwrap_or_else(|| {
        remarks.bad_value(line, "platform", "platform");
        written
    })
}

fn required(line: &Line, remarks: &mut Remarks) -> Option<i64> {
    let count = cells::count(line.value("required")?);
    if count.is_none() {
        remarks.bad_value(line, "required", "count");
    }
    count
}

fn forward_list(line: &Line, remarks: &mut Remarks) -> Option<ForwardList> {
    let value = line.value("forward_list")?;
    if let Some(count) = cells::count(value) {
        return Some(ForwardList::Count(count));
    }
    let key = fold(&value.shown());
    if ROSTER.not_applicable.iter().any(|mark| fold(mark) == key) {
        return Some(ForwardList::NotApplicable);
    }
    remarks.bad_value(line, "forward_list", "count_or_none");
    None
}

/// A word of a list. The list's own name in `expected` is the column's id.
fn word<T: Copy>(line: &Line, id: &str, words: &IndexMap<String, T>, remarks: &mut Remarks) -> Option<T> {
    let meaning = cells::choice(line.value(id)?, words);
    if meaning.is_none() {
        remarks.bad_value(line, id, id);
    }
    meaning
}
