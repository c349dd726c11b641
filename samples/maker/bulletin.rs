//! The figures that the units of the bulletin reported, for the maker to spread over their workbooks.
//!
//! In: the transcription of the three annexes under `tests/bulletin/`. Out: rows by unit. No figure of the bulletin is
//! typed anywhere else in the maker. It does not judge, and it corrects nothing.

use crate::Failure;

const COLUMNS: &str = include_str!("../../tests/bulletin/附件1.csv");
const MESSAGES: &str = include_str!("../../tests/bulletin/附件2.csv");
const ACCOUNTS: &str = include_str!("../../tests/bulletin/附件3.csv");

/// A row of annex 1: a website column and its updates in the three months of the quarter.
pub(crate) struct Column {
    pub(crate) name: String,
    /// As printed, spaces included: `1 条/2 周`.
    pub(crate) frequency: String,
    pub(crate) unit: String,
    pub(crate) months: [u32; 3],
}

impl Column {
    /// Updates of the whole quarter.
    pub(crate) fn sum(&self) -> u32 {
        self.months.iter().sum()
    }
}

/// A row of annex 2: the messages a unit dealt with.
pub(crate) struct Messages {
    pub(crate) unit: String,
    pub(crate) received: u32,
    pub(crate) closed: u32,
    pub(crate) overdue: u32,
}

/// A row of annex 3: an account of a unit.
pub(crate) struct Account {
    pub(crate) unit: String,
    pub(crate) name: String,
    pub(crate) platform: String,
    pub(crate) required: u32,
    pub(crate) posts: u32,
    /// Length of the superior's forwarding list.
    pub(crate) forward_list: u32,
    /// `None` where the bulletin prints `/`.
    pub(crate) forwarded: Option<u32>,
}

/// The three annexes.
pub(crate) struct Bulletin {
    pub(crate) columns: Vec<Column>,
    pub(crate) messages: Vec<Messages>,
    pub(crate) accounts: Vec<Account>,
}

impl Bulletin {
    /// Reads the transcription and checks it against the totals that the bulletin's own text names.
    pub(crate) fn read() -> Result<Self, Failure> {
        let bulletin = Self {
            columns: records(COLUMNS).map(|cells| column(&cells)).collect::<Result<_, _>>()?,
            messages: records(MESSAGES).map(|cells| messages(&cells)).collect::<Result<_, _>>()?,
            accounts: records(ACCOUNTS).map(|cells| account(&cells)).collect::<Result<_, _>>()?,
        };
        let received: u32 = bulletin.messages.iter().map(|row| row.received).sum();
        let posts: u32 = bulletin.accounts.iter().map(|row| row.posts).sum();
        let forwards: u32 = bulletin.accounts.iter().filter_map(|row| row.forwarded).sum();
        if (received, posts, forwards) != (56, 735, 231) {
            return Err(format!("the transcription sums to {received}, {posts}, {forwards}").into());
        }
        Ok(bulletin)
    }

    /// The website columns of a unit, in the bulletin's order.
    pub(crate) fn columns_of(&self, unit: &str) -> Vec<&Column> {
        self.columns.iter().filter(|row| row.unit == unit).collect()
    }

    /// The messages of a unit.
    pub(crate) fn messages_of(&self, unit: &str) -> Result<&Messages, Failure> {
        let found = self.messages.iter().find(|row| row.unit == unit);
        found.ok_or_else(|| format!("annex 2 has no row for {unit}").into())
    }

    /// The accounts of a unit, in the bulletin's order.
    pub(crate) fn accounts_of(&self, unit: &str) -> Vec<&Account> {
        self.accounts.iter().filter(|row| row.unit == unit).collect()
    }

    /// The only account of a unit.
    pub(crate) fn account_of(&self, unit: &str) -> Result<&Account, Failure> {
        match self.accounts_of(unit).as_slice() {
            [only] => Ok(only),
            several => Err(format!("{unit} has {} accounts", several.len()).into()),
        }
    }
}

/// The rows under the headings. No cell of the transcription holds a comma or a quotation mark.
fn records(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines().skip(1).map(|line| line.split(',').collect())
}

fn column(cells: &[&str]) -> Result<Column, Failure> {
    let [name, frequency, unit, first, second, third] = cells else {
        return Err(format!("annex 1: {cells:?}").into());
    };
    Ok(Column {
        name: (*name).to_owned(),
        frequency: (*frequency).to_owned(),
        unit: (*unit).to_owned(),
        months: [first.parse()?, second.parse()?, third.parse()?],
    })
}

fn messages(cells: &[&str]) -> Result<Messages, Failure> {
    let [unit, received, closed, overdue] = cells else {
        return Err(format!("annex 2: {cells:?}").into());
    };
    Ok(Messages {
        unit: (*unit).to_owned(),
        received: received.parse()?,
        closed: closed.parse()?,
        overdue: overdue.parse()?,
    })
}

fn account(cells: &[&str]) -> Result<Account, Failure> {
    let [_, unit, name, platform, required, posts, list, forwarded, ..] = cells else {
        return Err(format!("annex 3: {cells:?}").into());
    };
    Ok(Account {
        unit: (*unit).to_owned(),
        name: (*name).to_owned(),
        platform: (*platform).to_owned(),
        required: required.parse()?,
        posts: posts.parse()?,
        forward_list: list.parse()?,
        forwarded: if *forwarded == "/" { None } else { Some(forwarded.parse()?) },
    })
}
