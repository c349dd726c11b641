//! "That name says it wrongly." Wrong wordings of the office's list in titles of posts and in the names that files write.
//!
//! In: a table in use with the hits in its titles, the list. Out: a finding for each hit in a title, and one for each name and wording of a
//! file, at its first cell. Every line of a ledger is looked at, in the run or outside of it. Ledgers of messages and of a platform's
//! findings are not: what citizens write is nobody's business here, and the latter quote what is wrong.

use super::{Desk, InUse, Name};
use crate::field::{Field, Form, NameKind};
use crate::finding::{Finding, Kind};
use crate::fold::one_line;
use crate::place::Place;
use indexmap::IndexMap;
use std::sync::Arc;

/// Wrong wordings in the names of one file: what it is, as written, number of the wording.
pub(super) type WrongNames = IndexMap<(NameKind, String, u32), Finding>;

/// A name as it was met: what it is, as written, where.
type Met = (NameKind, String, Place);

/// Further cells of a wrong name that are told.
const MOST_PLACES: usize = 20;

impl Desk<'_> {
    /// Findings on the titles of a ledger of posts; `whose` tells for each of its rows unit and account, where it has them.
    pub(super) fn wrong_titles(&mut self, used: &InUse<'_>, whose: &dyn Fn(usize) -> Option<(Arc<str>, Arc<str>)>) {
        let Some(ledger) = &used.table.ledger else { return };
        let last = ledger.wrong.list.len().checked_sub(1);
        for (number, hit) in ledger.wrong.list.iter().enumerate() {
            let more = if Some(number) == last { ledger.wrong.more } else { 0 };
            let Some(kind) = self.wrong_wording(hit.wording, (None, &hit.shown), more) else { continue };
            let finding = Finding::new(kind, used.table.place.at(hit.at));
            self.out.findings.push(match whose(hit.row as usize) {
                Some((unit, account)) => finding.unit(&*unit).object(&*account),
                None => finding,
            });
        }
    }

    /// Adds what is wrong in the names of a table, once its drafts are made; they begin at `first`.
    pub(super) fn wrong_names(&self, used: &InUse<'_>, first: usize, found: &mut WrongNames) {
        let forms = [Form::Columns, Form::Messages, Form::Accounts, Form::Posts];
        if self.rules.words.wrong.is_empty() || !forms.contains(&used.table.form) {
            return;
        }
        for (what, written, place) in names(used) {
            for hit in self.rules.words.wrong.hits(&written) {
                let key = (what, written.clone(), hit.wording);
                if let Some(known) = found.get_mut(&key) {
                    let new = known.place != place && !known.related.contains(&place);
                    if new && used.table.ledger.is_none() && known.related.len() < MOST_PLACES {
                        known.related.push(place.clone());
                    }
                    continue;
                }
                let Some(kind) = self.wrong_wording(hit.wording, (Some(what), &hit.shown), 0) else { continue };
                let finding = self.about(Finding::new(kind, place.clone()), first, (what, &written));
                found.insert(key, finding);
            }
        }
    }

    fn wrong_wording(&self, number: u32, (name, shown): (Option<NameKind>, &str), more: usize) -> Option<Kind> {
        let wording = self.rules.words.wrong.list().get(number as usize)?;
        let (wrong, right) = (wording.wrong.clone(), wording.right.clone());
        Some(Kind::WordingWrong { wrong, right, name, shown: shown.to_owned(), more })
    }

    /// The finding with the names that are used for a written one.
    fn about(&self, finding: Finding, first: usize, (what, written): (NameKind, &str)) -> Finding {
        let mut drafts = self.drafts[first..].iter().map(|draft| &draft.entry);
        let is = |name: &Name| one_line(&name.written) == written;
        match what {
            NameKind::Unit => match drafts.find(|entry| is(&entry.unit)) {
                Some(entry) => finding.unit(&*entry.unit.used),
                None => finding,
            },
            _ => match drafts.find_map(|entry| entry.object.as_ref().filter(|o| is(o)).map(|o| (entry, o))) {
                Some((entry, object)) => finding.unit(&*entry.unit.used).object(&*object.used),
                None => finding,
            },
        }
    }
}

/// The name of the unit that the table speaks for, where one was found, and the names in its cells, each with its place.
fn names(used: &InUse<'_>) -> Vec<Met> {
    let whole = used.unit.map(|unit| (NameKind::Unit, one_line(&unit.written), unit.place.clone()));
    let mut out: Vec<Met> = whole.into_iter().collect();
    let naming = |field| match field {
        Some(Field::Unit) => Some(NameKind::Unit),
        Some(Field::Column) => Some(NameKind::Column),
        Some(Field::Account) => Some(NameKind::Account),
        _ => None,
    };
    for (index, heading) in used.table.headings.iter().enumerate() {
        let Some(what) = naming(heading.field) else { continue };
        let cells = used.table.rows.iter().filter_map(|row| row.cells.get(index)?.as_ref());
        out.extend(cells.map(|cell| (what, one_line(&cell.value.shown()), used.table.place.at(cell.at))));
    }
    out
}
