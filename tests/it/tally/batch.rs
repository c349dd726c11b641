//! A batch drawn by hand: what the roster asks for and what files report, as the steps before the tally hand it on.

use jiff::civil::Date;
use tongbao::field::{Field, Form};
use tongbao::finding::Finding;
use tongbao::judge::{Judgment, judge};
use tongbao::normalize::{Entry, Name, Normalized, PostLog, Reading, Reported, Standing};
use tongbao::outcome::Outcome;
use tongbao::period::Period;
use tongbao::place::{Area, At, Place};
use tongbao::rules::Rules;
use tongbao::rules::roster::{AccountState, BodyFigure, ForwardList, ManualProblem, RosterAccount, RosterColumn, Unit};
use tongbao::rules::settings::Origin;
use tongbao::settle::names::Names;
use tongbao::settle::{PeriodFrom, Settled, Speakers};
use tongbao::tally::{Tally, tally};

/// A roster and what the files report.
pub(crate) struct Batch {
    pub(crate) rules: Rules,
    pub(crate) normalized: Normalized,
    pub(crate) settled: Settled,
    /// Findings of the steps before.
    pub(crate) earlier: Vec<Finding>,
    next_row: u32,
}

/// Which figure: form, unit, object and account type.
#[derive(Clone, Copy)]
pub(crate) struct Of<'a> {
    pub(crate) form: Form,
    pub(crate) unit: &'a str,
    pub(crate) object: &'a str,
    pub(crate) platform: &'a str,
}

pub(crate) fn column<'a>(unit: &'a str, object: &'a str) -> Of<'a> {
    Of { form: Form::Columns, unit, object, platform: "" }
}

pub(crate) fn messages(unit: &str) -> Of<'_> {
    Of { form: Form::Messages, unit, object: "", platform: "" }
}

pub(crate) fn account<'a>(unit: &'a str, object: &'a str, platform: &'a str) -> Of<'a> {
    Of { form: Form::Accounts, unit, object, platform }
}

pub(crate) fn count(n: u64) -> Reported {
    Reported::Count(n)
}

pub(crate) fn roster_place(sheet: &str, row: u32) -> Place {
    Place::sheet(&"名录.xlsx".into(), &sheet.into()).at(At::new(row, 0))
}

impl Batch {
    /// Nothing reported yet, for the period of `code`, without a roster.
    pub(crate) fn new(code: &str) -> Self {
        let period = Period::parse_code(code).unwrap();
        let settled = Settled {
            period,
            period_from: PeriodFrom::Option,
            files: Vec::new(),
            names: Names::default(),
            findings: Vec::new(),
            speakers: Speakers::default(),
            held: Vec::new(),
        };
        let normalized = Normalized::default();
        Self { rules: Rules::built_in(), normalized, settled, earlier: Vec::new(), next_row: 1 }
    }

    fn line(&mut self, sheet: &str) -> Place {
        self.next_row += 1;
        roster_place(sheet, self.next_row)
    }

    /// Adds a unit to the roster.
    pub(crate) fn unit(&mut self, name: &str, forms: &[Form]) {
        let place = self.line("单位");
        self.rules.roster.file = Some("名录.xlsx".into());
        let unit = Unit {
            name: name.to_owned(),
            full_name: None,
            aliases: Vec::new(),
            category: None,
            forms: forms.to_vec(),
            in_use: (None, None),
            contact: None,
            phone: None,
            place,
        };
        self.rules.roster.units.get_or_insert_default().insert(name.to_owned(), unit);
    }

    /// Adds a website column to the roster.
    pub(crate) fn roster_column(&mut self, unit: &str, name: &str, frequency: &str) -> &mut RosterColumn {
        let place = self.line("栏目");
        let columns = self.rules.roster.columns.get_or_insert_default();
        columns.push(RosterColumn {
            name: name.to_owned(),
            parent: None,
            frequency: (!frequency.is_empty()).then(|| frequency.to_owned()),
            unit: unit.to_owned(),
            aliases: Vec::new(),
            in_use: (None, None),
            place,
        });
        columns.last_mut().unwrap()
    }

    /// Adds an account to the roster.
    pub(crate) fn roster_account(&mut self, unit: &str, name: &str, platform: &str) -> &mut RosterAccount {
        let place = self.line("账号");
        let accounts = self.rules.roster.accounts.get_or_insert_default();
        accounts.push(RosterAccount {
            name: name.to_owned(),
            platform: platform.to_owned(),
            unit: unit.to_owned(),
            aliases: Vec::new(),
            required: Some(12),
            forward_list: Some(ForwardList::Count(31)),
            filed: Some(true),
            state: AccountState::Normal,
            in_use: (None, None),
            place,
        });
        accounts.last_mut().unwrap()
    }

    /// Adds a problem found by hand.
    pub(crate) fn manual(&mut self, unit: &str, object: &str, problem: &str) {
        let place = self.line("人工问题");
        let [unit, object, problem] = [unit, object, problem].map(str::to_owned);
        self.rules.roster.manual.push(ManualProblem { unit, object, problem, basis: None, veto: false, place });
    }

    /// Adds a figure of the bulletin's body.
    pub(crate) fn body(&mut self, key: &str, number: i64) {
        let place = self.line("文稿数据");
        let value = number.to_string();
        self.rules.roster.body.push(BodyFigure { key: key.to_owned(), value, number: Some(number), place });
    }

    /// Adds a unit that the bulletin's body praises.
    pub(crate) fn praises(&mut self, unit: &str) {
        let place = self.line("文稿数据");
        let (key, value) = ("表扬单位".to_owned(), unit.to_owned());
        self.rules.roster.body.push(BodyFigure { key, value, number: None, place });
    }

    /// Adds a figure for the run, in the unit's own file.
    pub(crate) fn says(&mut self, of: Of, field: Field, value: Reported) -> &mut Entry {
        let run = self.settled.period.code();
        self.says_for(of, field, &run, value)
    }

    /// Adds a figure for a part of the run.
    pub(crate) fn says_for(&mut self, of: Of, field: Field, period: &str, value: Reported) -> &mut Entry {
        self.next_row += 1;
        let file = format!("{}.xlsx", of.unit);
        let raw = match &value {
            Reported::Count(n) => n.to_string(),
            Reported::Text(text) => text.clone(),
            Reported::Day(day) => day.to_string(),
            Reported::NotApplicable => "/".to_owned(),
            Reported::Missing => String::new(),
            Reported::Doubtful { .. } => "约30".to_owned(),
        };
        let known = |names: Option<bool>| names.unwrap_or(true);
        let roster = &self.rules.roster;
        let listed = match of.form {
            Form::Columns => roster.columns.as_ref().map(|all| all.iter().any(|c| c.name == of.object)),
            _ => roster.accounts.as_ref().map(|all| all.iter().any(|a| a.name == of.object)),
        };
        let unit_listed = known(roster.units.as_ref().map(|all| all.contains_key(of.unit)));
        let object = (!of.object.is_empty()).then(|| name(of.object, known(listed)));
        self.normalized.entries.push(Entry {
            form: of.form,
            from_ledger: false,
            unit: name(of.unit, unit_listed),
            object,
            platform: (!of.platform.is_empty()).then(|| of.platform.into()),
            field,
            period: Period::parse_code(period).unwrap(),
            reading: Reading { raw, value },
            place: Place::sheet(&file.as_str().into(), &"Sheet1".into()).at(At::new(self.next_row, 3)),
            standing: Standing::Counts,
            duty: None,
        });
        self.normalized.entries.last_mut().unwrap()
    }

    /// Adds monthly updates of a website column.
    pub(crate) fn updates(&mut self, unit: &str, name: &str, counts: &[u64]) {
        for (month, n) in self.settled.period.months().into_iter().zip(counts) {
            self.says_for(column(unit, name), Field::Updates, &month.code(), count(*n));
        }
    }

    /// Adds received, closed and overdue of a unit.
    pub(crate) fn handled(&mut self, unit: &str, counts: [u64; 3]) {
        for (field, n) in [Field::Received, Field::Closed, Field::Overdue].into_iter().zip(counts) {
            self.says(messages(unit), field, count(n));
        }
    }

    /// Adds the post days of an account.
    pub(crate) fn log(&mut self, of: Of, days: &[Date]) {
        let range = Area::between(At::new(2, 0), At::new(90, 3));
        self.normalized.logs.push(PostLog {
            unit: name(of.unit, true),
            account: name(of.object, true),
            platform: Some(of.platform.into()),
            days: days.to_vec(),
            originals: None,
            place: Place::sheet(&"台账.xlsx".into(), &"Sheet1".into()).at(range),
        });
    }

    pub(crate) fn tally(&self) -> Tally {
        tally(&self.normalized, &self.settled, &self.rules)
    }

    pub(crate) fn judge(&self) -> (Tally, Judgment) {
        let tally = self.tally();
        let judgment = judge(&tally, &self.rules, self.earlier.clone());
        (tally, judgment)
    }

    /// Ids of all findings, in their order.
    pub(crate) fn ids(&self) -> Vec<&'static str> {
        self.judge().1.findings.iter().map(|f| f.kind.id()).collect()
    }

    pub(crate) fn outcome(self) -> Outcome {
        let (tally, judgment) = self.judge();
        Outcome {
            rules: self.rules,
            period_from: self.settled.period_from,
            inputs: Vec::new(),
            entries: self.normalized.entries,
            renames: self.normalized.renames,
            questions: self.normalized.questions,
            parents: Vec::new(),
            differences: self.normalized.differences,
            counted: Vec::new(),
            groups: self.settled.names.groups().to_vec(),
            tally,
            judgment,
            unread: Vec::new(),
            previous: None,
        }
    }

    /// Makes a rule's value the office's own.
    pub(crate) fn from_roster() -> Origin {
        Origin::Roster(roster_place("规则", 5))
    }
}

fn name(name: &str, listed: bool) -> Name {
    Name { written: name.into(), used: name.into(), listed }
}
