//! "惠民政策 stands in July and August, and not among the lines of September." Books with a ledger of posts for each month.
//!
//! In: the entries counted so far from a book's ledgers by website column. Out: once each month of the run has its ledger, all alike and
//! without a doubt, a 0 for each column in each month whose ledger does not name it: a ledger lists what there was. Where a month is missing
//! or a line waits, nothing: somebody is asked.

use super::{Counted, Desk, InUse};
use crate::field::{Field, Form};
use crate::finding::Severity;
use crate::normalize::{Draft, Entry, Reading, Reported, Standing};
use crate::period::Period;
use crate::place::{Area, Place};
use crate::recognize::Table;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

impl Desk<'_> {
    /// Adds what the ledgers of all months do not name, when the last of them was counted.
    pub(super) fn fill_months(&mut self, used: &InUse<'_>) {
        let alike: Vec<&Table> = used.book.iter().filter(|table| are_alike(table, used.table)).collect();
        let months = self.settled.period.months();
        if months.len() < 2 || alike.len() != months.len() || alike.last().map(|t| &t.place) != Some(&used.table.place)
        {
            return;
        }
        let Some(tables) = self.month_of_each(used, &alike).filter(|of| of.keys().copied().eq(months)) else { return };
        for entry in self.missing(used, &tables) {
            self.out.counted.push(Counted {
                place: entry.place.clone(),
                unit: Arc::clone(&entry.unit.used),
                object: entry.object.as_ref().map(|column| Arc::clone(&column.used)),
                used: 0,
                left: Vec::new(),
            });
            self.add(entry, used.file);
        }
    }

    /// The ledger of each month; nothing where one tells several months, two tell one, or a doubt stands on any.
    fn month_of_each(&self, used: &InUse<'_>, alike: &[&Table]) -> Option<BTreeMap<Period, Place>> {
        let sheets: HashSet<Place> = alike.iter().map(|table| sheet(&table.place)).collect();
        let doubt = |at: &Place| sheets.contains(&sheet(at));
        let mut doubts = self.out.findings.iter().filter(|f| f.severity == Severity::Doubt);
        if sheets.len() != alike.len() || doubts.any(|f| doubt(&f.place) || f.related.iter().any(doubt)) {
            return None;
        }
        let mut months: BTreeMap<Period, Place> = BTreeMap::new();
        let mut of_sheet: HashMap<Place, Period> = HashMap::new();
        for draft in self.of_ledgers(used) {
            let (entry, at) = (&draft.entry, sheet(&draft.entry.place));
            let table = alike.iter().find(|table| sheet(&table.place) == at)?;
            let is_plain = matches!(entry.reading.value, Reported::Count(_)) && entry.standing == Standing::Counts;
            let own = *of_sheet.entry(at).or_insert(entry.period) == entry.period;
            let known = months.entry(entry.period).or_insert_with(|| table.place.clone());
            if !is_plain || !own || *known != table.place {
                return None;
            }
        }
        Some(months)
    }

    /// A 0 for each column and month without an entry, of the one unit that the ledgers speak of.
    fn missing(&self, used: &InUse<'_>, tables: &BTreeMap<Period, Place>) -> Vec<Entry> {
        let mut columns: BTreeMap<Arc<str>, (&Entry, HashSet<Period>)> = BTreeMap::new();
        let mut units: HashSet<&Arc<str>> = HashSet::new();
        for Draft { entry, .. } in self.of_ledgers(used) {
            units.insert(&entry.unit.used);
            let Some(column) = &entry.object else { return Vec::new() };
            columns.entry(Arc::clone(&column.used)).or_insert((entry, HashSet::new())).1.insert(entry.period);
        }
        if units.len() != 1 {
            return Vec::new();
        }
        let without =
            |told: &HashSet<Period>| tables.iter().filter(|(month, _)| !told.contains(month)).collect::<Vec<_>>();
        let nothing = |entry: &Entry, (month, table): (&Period, &Place)| Entry {
            period: *month,
            reading: Reading { raw: "0".to_owned(), value: Reported::Count(0) },
            place: table.clone(),
            ..entry.clone()
        };
        let of_column = |(entry, told): &(&Entry, HashSet<Period>)| {
            without(told).into_iter().map(|month| nothing(entry, month)).collect::<Vec<_>>()
        };
        columns.values().flat_map(of_column).collect()
    }

    /// What was counted from the book's ledgers by website column.
    fn of_ledgers(&self, used: &InUse<'_>) -> impl Iterator<Item = &Draft> {
        let file = used.file;
        let is_it = |e: &Entry| e.from_ledger && e.form == Form::Columns && e.field == Field::Updates;
        self.drafts.iter().rev().take_while(move |draft| draft.file == file).filter(move |draft| is_it(&draft.entry))
    }
}

/// Whether two tables are ledgers with the same headings.
fn are_alike(one: &Table, other: &Table) -> bool {
    let paths = |table: &Table| table.headings.iter().map(|h| (h.path.clone(), h.field)).collect::<Vec<_>>();
    one.form == other.form && paths(one) == paths(other)
}

fn sheet(place: &Place) -> Place {
    Place { area: None::<Area>, ..place.clone() }
}
