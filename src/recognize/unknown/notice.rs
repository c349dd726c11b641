//! "The heading 栏目 is missing." What is to be said about the headings of one table.
//!
//! In: a table with what its headings were taken for. Out: findings about headings that are missing, not understood or in doubt; the rows of
//! a table that is not used are let go. It gives no heading a meaning.

use super::agreeing::settle_agreeing;
use super::parts::set_parts_aside;
use crate::field::{Field, Form};
use crate::finding::{Finding, Kind as Noticed, Severity};
use crate::place::Area;
use crate::recognize::discreet::{quiet_headings, shown};
use crate::recognize::headings::{Meaning, Written};
use crate::recognize::roles::needs::{is_allowed, is_typical, translate};
use crate::recognize::roles::tasks::tells_no_posts;
use crate::recognize::roles::{Roles, bears_figures};
use crate::recognize::{Heading, LeftRow, RawRow, RowReason, Table, Why};
use crate::rules::Words;

/// From this score on the words of a heading are listed ones.
const PLAIN: i32 = 85;

/// Findings about headings; a table that lacks a required heading is one finding and silences its rows.
pub(in crate::recognize) fn notice(
    table: &mut Table,
    written: &[Written],
    roles: &Roles,
    lines: Option<&Words>,
) -> Vec<Finding> {
    let mut out = set_parts_aside(table, written);
    settle_agreeing(table, written, roles.form);
    quiet(table, roles);
    let heads = table.headings.iter().map(|h| h.area).reduce(Area::with);
    let place = heads.map_or_else(|| table.place.clone(), |area| table.place.at(area));
    let unread = || -> Vec<String> {
        let open = table.headings.iter().filter(|h| h.field.is_none() && !h.path.is_empty());
        open.map(shown).collect()
    };
    let has_figures = written.iter().any(bears_figures);
    if roles.form == Form::Unknown || tells_no_posts(written, roles) {
        table.form = Form::Unknown;
        out.extend(has_figures.then(|| unknown(table)).flatten());
        set_aside(table);
        return out;
    }
    if !roles.missing.is_empty() {
        out.push(Finding::new(Noticed::HeadingMissing { missing: roles.missing.clone(), unexpected: unread() }, place));
        set_aside(table);
        return out;
    }
    let is_number = |row: &RawRow, index: usize| {
        row.cells.get(index).is_some_and(|c| c.as_ref().is_some_and(|c| c.value.number().is_some()))
    };
    // The heading of units that stand over the lines is not written as one.
    let own = |index: usize| written.get(index).is_some_and(|w| w.values.figures > 0);
    let bears = |index: usize| own(index) || table.rows.iter().any(|row| is_number(row, index));
    // Of a form with headings running down every line is the form's: one that is not understood is said, whatever stands there.
    let says = |i: usize| lines.is_some_and(|words| written.get(i).is_some_and(|w| is_own_line(w, words)));
    let is_unread = |(i, h): &(usize, &Heading)| h.field.is_none() && !h.path.is_empty() && (bears(*i) || says(*i));
    // What a heading that was taken has in its words as well is as doubtful under the others.
    let disputed = |i: usize| {
        let contested = |(i, h): &(usize, &Heading)| h.field == h.rival && roles.unexplained(*i).is_none();
        let mut taken = table.headings.iter().enumerate().filter(contested).filter_map(|(_, h)| h.field);
        taken.find(|field| written[i].guesses.iter().any(|g| translate(roles.form, g.field) == *field))
    };
    for (i, h) in table.headings.iter().enumerate().filter(is_unread).filter(|_| !table.rows.is_empty()) {
        let name = h.path.join(" › ");
        let place = table.place.at(h.area);
        if let Some(taken) = disputed(i) {
            out.push(Finding::new(Noticed::HeadingDoubtful { written: name, taken, other: taken, word: None }, place));
            continue;
        }
        // No figure stands in the line: what is missing is only what it means.
        let missing = if bears(i) { Vec::new() } else { vec![Field::Remark] };
        let kind = Noticed::HeadingMissing { missing, unexpected: vec![name] };
        let tells = of_other_form(&written[i], roles.form) || written[i].values.months > 0;
        out.push(graded(Finding::new(kind, place), tells));
    }
    out.extend(guessed_frequencies(table));
    let named =
        table.headings.iter().position(|h| matches!(h.field, Some(Field::Column | Field::Account | Field::Unit)));
    for (i, h) in table.headings.iter().enumerate().filter(|_| !table.rows.is_empty()) {
        // Numbers before the first name are serial numbers; others without a heading are figures that nobody can place.
        let unheaded = h.path.is_empty() && h.field.is_none() && bears(i);
        if unheaded && named.is_some_and(|named| i > named) {
            let kind = Noticed::HeadingMissing { missing: Vec::new(), unexpected: Vec::new() };
            out.push(Finding::new(kind, table.place.at(h.area)));
        }
    }
    out.extend(doubtful(table, roles));
    out
}

/// Drops what was said of headings that a later look read after all (统计月份): those of `before` that are gone.
pub(in crate::recognize) fn forget_read(findings: &mut Vec<Finding>, headings: &[Heading], before: &[Area]) {
    let gone = |area: &Area| before.contains(area) && !headings.iter().any(|h| h.area == *area);
    let unread = |f: &Finding| matches!(&f.kind, Noticed::HeadingMissing { missing, .. } if missing.is_empty());
    findings.retain(|f| !(unread(f) && f.place.area.is_some_and(|area| gone(&area))));
}

/// Headings that another field fits nearly as well, and those of which a word is not explained.
fn doubtful(table: &Table, roles: &Roles) -> Vec<Finding> {
    if table.rows.is_empty() {
        return Vec::new();
    }
    let plain = table.headings.iter().enumerate().filter(|(i, _)| roles.unexplained(*i).is_none());
    let rivals = plain.filter_map(|(_, h)| {
        let (taken, other) = (h.field?, h.rival?);
        let kind = Noticed::HeadingDoubtful { written: h.path.join(" › "), taken, other, word: None };
        Some(Finding::new(kind, table.place.at(h.area)))
    });
    rivals.chain(not_explained(table, roles)).collect()
}

/// Headings of which a word is not explained; one finding where a group says so over several.
fn not_explained(table: &Table, roles: &Roles) -> Vec<Finding> {
    let mut out: Vec<(&str, Finding)> = Vec::new();
    for left in &roles.unexplained {
        let Some((taken, heading)) = table.headings.get(left.index).and_then(|h| Some((h.field?, h))) else { continue };
        let place = table.place.at(heading.area);
        if let Some((_, known)) = out.iter_mut().find(|(text, _)| *text == left.text) {
            known.related.push(place);
            continue;
        }
        let (written, word) = (left.text.clone(), Some(left.word.clone()));
        let kind = Noticed::HeadingDoubtful { written, taken, other: taken, word };
        out.push((&left.text, Finding::new(kind, place)));
    }
    out.into_iter().map(|(_, finding)| finding).collect()
}

/// Takes the words of unknown headings out of tables in which people may be named.
fn quiet(table: &mut Table, roles: &Roles) {
    let of_people = matches!(roles.form, Form::Unknown | Form::MessageLedger | Form::FindingsLedger);
    if of_people || roles.form == Form::Messages && !roles.missing.is_empty() {
        let sure = table.headings.iter().any(|heading| heading.field.is_some());
        quiet_headings(&mut table.headings, sure);
    }
}

/// Keeps the rows of a table that is not used as numbers of lines only.
pub(in crate::recognize) fn set_aside(table: &mut Table) {
    table.keep_sample();
    let mut lines: Vec<u32> = table.rows.drain(..).map(|r| r.line).collect();
    if let Some(ledger) = table.ledger.take() {
        lines = ledger.alike.iter().flat_map(crate::recognize::Alike::lines).collect();
    }
    table.left_out.extend(lines.into_iter().map(|line| LeftRow { line, why: RowReason::Unused }));
    table.totals.clear();
    table.left_out.sort_by_key(|l| l.line);
}

/// That a table with figures is of no form.
fn unknown(table: &Table) -> Option<Finding> {
    let all = table.headings.iter().filter(|h| !h.path.is_empty()).map(shown).collect();
    let kind = Noticed::TableUnknown { headings: all, may_be: Vec::new() };
    (!table.rows.is_empty()).then(|| Finding::new(kind, table.place.clone()))
}

/// Whether something stands under a heading that introduces no line around the table (统计时间) and says something itself.
fn is_own_line(written: &Written, words: &Words) -> bool {
    let is_line =
        |key: &String| words.headings.is_neutral(key) || words.rows.any_label(key.trim_end_matches(':')).is_some();
    written.values.any() && !written.keys.iter().any(is_line)
}

/// What was received, in a form about accounts, is no figure that may be passed over; other headings without a meaning are a notice.
fn graded(finding: Finding, tells: bool) -> Finding {
    let severity = if tells { finding.severity } else { Severity::Notice };
    Finding { severity, ..finding }
}

/// Whether the words of a heading plainly name a figure that a table of this form cannot have and one of another annex reports.
fn of_other_form(written: &Written, form: Form) -> bool {
    let annexes = [Form::Columns, Form::Messages, Form::Accounts];
    let elsewhere = |field: Field| annexes.iter().any(|other| *other != form && is_typical(*other, field));
    let reported = [Field::Received, Field::Closed, Field::Overdue, Field::Open, Field::Original];
    let plain = |guess: &Meaning| guess.score >= PLAIN && reported.contains(&guess.field);
    let best = written.guesses.first().filter(|guess| plain(guess)).map(|guess| guess.field);
    best.is_some_and(|field| elsewhere(field) && !is_allowed(form, field))
}

/// Headings that were taken for the frequency by what stands below.
fn guessed_frequencies(table: &Table) -> Vec<Finding> {
    let guessed = |h: &&Heading| h.field == Some(Field::Frequency) && h.why == Some(Why::Values) && !h.path.is_empty();
    let say = |h: &Heading| {
        let (taken, other) = (Field::Frequency, Field::Remark);
        let kind = Noticed::HeadingDoubtful { written: h.path.join(" › "), taken, other, word: None };
        Finding { severity: Severity::Notice, ..Finding::new(kind, table.place.at(h.area)) }
    };
    table.headings.iter().filter(guessed).map(say).collect()
}
