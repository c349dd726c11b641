//! "一、高中（2所） 52 20" A group's sum in the row of its name.
//!
//! In: a [`Table`] as drawn. Out: the same table, whose rows that name a group and add up the rows below it are totals. Such a row names
//! nothing that the others name: its text is numbered or counts its members, or stands where the others have none of theirs. The figures are
//! the proof: every one of one group at least, and of each other some; a total that is wrong is said where totals are checked.

use crate::field::{Field, Form};
use crate::fold::fold;
use crate::read::Value;
use crate::recognize::lexicon::Lexicon;
use crate::recognize::{LeftRow, RawRow, RowReason, Table};

/// How a row looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    /// One of the rows that are added up.
    Member,
    /// It names a group in so many words.
    Group,
    /// It may.
    Maybe,
}

/// How the figures of a row agree with the sums of the rows below it.
#[derive(Debug, Clone, Copy, Default)]
struct Fits {
    right: usize,
    wrong: usize,
    /// 0 over nothing but zeros: right, and no proof.
    zeros: usize,
    members: usize,
}

impl Fits {
    const fn may_be(self) -> bool {
        self.wrong == 0 && self.right + self.zeros > 0
    }
}

/// Takes rows that name a group and add it up for totals.
pub(in crate::recognize) fn take_out(table: &mut Table, lexicon: &Lexicon<'_>) {
    if !matches!(table.form, Form::Columns | Form::Messages | Form::Accounts) || table.rows.len() < 2 {
        return;
    }
    let looks: Vec<Look> = table.rows.iter().map(|row| look(table, row, lexicon)).collect();
    if looks.iter().all(|look| *look == Look::Member) || !looks.contains(&Look::Member) {
        return;
    }
    let counts: Vec<usize> =
        (0..table.headings.len()).filter(|i| table.headings[*i].field.is_some_and(Field::is_count)).collect();
    let groups: Vec<usize> = (0..looks.len()).filter(|i| looks[*i] != Look::Member).collect();
    let ends = groups.iter().skip(1).copied().chain([looks.len()]);
    let fits: Vec<Fits> = groups
        .iter()
        .zip(ends)
        .map(|(group, end)| fits(&table.rows[*group], &table.rows[group + 1..end], &counts))
        .collect();
    let is_sum = |(group, fits): (&usize, &Fits)| fits.may_be() || looks[*group] == Look::Group && fits.right > 0;
    // One row alone may bear the figures of the next by chance.
    let proves = |(group, fits): (&usize, &Fits)| {
        let alone = fits.members < 2 && looks[*group] != Look::Group;
        fits.may_be() && fits.right > 0 && !alone
    };
    let proved = groups.iter().zip(&fits).any(proves);
    if !proved || !groups.iter().zip(&fits).all(is_sum) {
        return;
    }
    let lines: Vec<u32> = groups.iter().map(|group| table.rows[*group].line).collect();
    let (sums, rows): (Vec<RawRow>, Vec<RawRow>) =
        std::mem::take(&mut table.rows).into_iter().partition(|row| lines.contains(&row.line));
    table.rows = rows;
    table.totals.extend(sums);
    table.totals.sort_by_key(|row| row.line);
    table.left_out.extend(lines.into_iter().map(|line| LeftRow { line, why: RowReason::Total }));
    table.left_out.sort_by_key(|left| left.line);
}

/// What a row looks like by its names.
fn look(table: &Table, row: &RawRow, lexicon: &Lexicon<'_>) -> Look {
    let words = lexicon.words;
    let field = |i: usize| table.headings[i].field;
    let is_name = |f: Option<Field>| {
        matches!(f, Some(Field::Serial | Field::Unit | Field::Column | Field::ParentColumn | Field::Account))
    };
    let mut names = (0..row.cells.len())
        .filter(|i| is_name(field(*i)))
        .filter_map(|i| Some((i, row.cells[i].as_ref().filter(|cell| !cell.filled)?)));
    let (Some((at, cell)), None) = (names.next(), names.next()) else { return Look::Member };
    let Value::Text(text) = &cell.value else { return Look::Member };
    let key = fold(text);
    // Whose rows stand below a body's own sum is told by that row alone.
    let bare = key.split_once('(').map_or(key.as_str(), |(name, _)| name);
    let bare = bare.split_once(['、', '.']).map_or(bare, |(_, rest)| rest);
    let body = words.names.is_one_body(bare);
    let has_units = table.headings.iter().any(|h| h.field == Some(Field::Unit));
    if body && (field(at) == Some(Field::Unit) || !has_units) || key.is_empty() {
        return Look::Member;
    }
    let note = key.strip_suffix(')').and_then(|rest| rest.rsplit_once('(')).map(|(_, note)| note);
    let counts = |note: &str| {
        let bare = words.counts.leading.iter().find_map(|word| note.strip_prefix(word.as_str())).unwrap_or(note);
        bare.starts_with(|c: char| c.is_ascii_digit())
    };
    if words.rows.is_numbered(&key) || note.is_some_and(counts) {
        return Look::Group;
    }
    let own = match table.form {
        Form::Accounts => Field::Account,
        Form::Columns => Field::Column,
        _ => Field::Unit,
    };
    let aside = field(at) != Some(own) && table.headings.iter().any(|h| h.field == Some(own));
    let kind = field(at) == Some(Field::Unit) && (words.names.is_collective(&key) || words.names.is_kind(&key));
    if aside || kind { Look::Maybe } else { Look::Member }
}

/// The figures of a row against the sums of the rows below it; blanks of both say nothing.
fn fits(group: &RawRow, members: &[RawRow], counts: &[usize]) -> Fits {
    let number = |row: &RawRow, i: usize| row.cells[i].as_ref().and_then(|cell| cell.value.number());
    let mut out = Fits { members: members.len(), ..Fits::default() };
    for i in counts {
        let Some(written) = number(group, *i) else { continue };
        let sum: f64 = members.iter().filter_map(|row| number(row, *i)).sum();
        let right = !members.is_empty() && (written - sum).abs() < 1e-6;
        out.zeros += usize::from(right && written == 0.0);
        out.right += usize::from(right && written != 0.0);
        out.wrong += usize::from(!right);
    }
    out
}
