//! "This cell of that row." The cells of an annex's row: names, figures, requirement, result, problem.
//!
//! In: the story of a row and what its letter column shows. Out: lines. What a finding says is told by `lists`.

use super::Desk;
use super::figure::{equation, figures, months, sources};
use crate::annex::Shows;
use crate::field::{Field, Form};
use crate::finding::{ReadBy, Reading, Subject};
use crate::place::{At, letters};
use crate::tally::RequiredFrom;
use crate::trail::{FigureTrail, PageTrail, RequiredTrail, RowTrail, State, Story};
use crate::wording::{annexes, explain as words, labels};

impl Desk<'_> {
    /// Lines on one cell of a row of the tally.
    pub(super) fn of_row(&self, page: &PageTrail, row: &RowTrail, (of, at): (Subject, At)) -> Vec<String> {
        let (Some(story), Some(shows)) = (self.trail.story(of), page.shows.get(at.col as usize)) else {
            return vec![words::unlisted().to_owned()];
        };
        let mut out = vec![words::row_of(&story.unit, story.object.as_deref(), story.platform.as_deref())];
        match shows {
            Shows::Serial => out.push(words::serial().to_owned()),
            Shows::Unit | Shows::Object | Shows::Platform => out.extend(names(story)),
            Shows::Frequency => {
                out.push(words::frequency().to_owned());
                out.extend(story.required.iter().flat_map(required));
            }
            Shows::Required => {
                out.extend(story.required.iter().flat_map(required));
                out.extend(self.readings(story));
            }
            Shows::Month(span) => {
                out.push(words::section_source().to_owned());
                let wanted = figures(story, Field::Updates, Some(*span));
                out.extend(equation(&wanted));
                out.extend(sources(&wanted));
                out.extend(self.findings_of(story, &wanted));
            }
            Shows::Figure(field) => out.extend(self.whole(story, *field)),
            Shows::Rate => out.push(words::rate(&cell_at(row, 1), &cell_at(row, 2))),
            Shows::Result => out.extend(self.result(story)),
            Shows::Problem => {
                out.extend(self.findings_of_row(story));
                out.extend(self.result(story));
            }
        }
        if !matches!(shows, Shows::Problem | Shows::Serial) && !story.findings.is_empty() {
            let col = page.shows.iter().position(|s| *s == Shows::Problem).and_then(|c| u32::try_from(c).ok());
            let at = format!("{}!{}{}", page.name, letters(col.unwrap_or(0)), at.row + 1);
            out.push(words::more_on_row(story.findings.len(), &at));
        }
        out
    }

    /// A figure over the whole period.
    fn whole(&self, story: &Story, field: Field) -> Vec<String> {
        let wanted = figures(story, field, None);
        let mut out = vec![words::section_source().to_owned()];
        let by_month = if field == Field::Sum { months(story) } else { None };
        out.extend(by_month.or_else(|| equation(&wanted)));
        out.extend(sources(&wanted));
        if matches!(field, Field::Sum | Field::Actual) {
            out.extend(story.required.iter().flat_map(required));
            out.extend(self.readings(story));
        }
        if matches!(field, Field::ForwardList | Field::Forwarded) {
            out.extend(self.rule_values(&words::FORWARD_RULES));
        }
        out.extend(self.findings_of(story, &wanted));
        out
    }

    /// Result or verdict: what was compared, by which reading, and what else decides.
    fn result(&self, story: &Story) -> Vec<String> {
        let mut out = vec![words::section_result().to_owned()];
        let number = story.required.as_ref().and_then(|r| r.number);
        let doubtful = |from| matches!(from, RequiredFrom::FileInDoubt | RequiredFrom::Nobody);
        let in_doubt = story.required.as_ref().is_some_and(|r| doubtful(r.from));
        let field = if story.form == Form::Columns { Field::Sum } else { Field::Actual };
        let actual = figures(story, field, None).first().map(|f| f.value);
        if let Some(result) = &story.result {
            out.push(match (number, actual) {
                (Some(number), Some(State::Known(actual))) => words::compared(actual, number, result),
                (None, Some(State::Known(actual))) if !in_doubt => words::not_compared(actual, result),
                _ => words::cannot_compare(result),
            });
        }
        out.extend(story.required.iter().flat_map(required));
        out.extend(self.readings(story));
        if story.form == Form::Accounts {
            out.extend(story.gap.map(|(days, from, to)| words::gap(days, from, to)));
            out.extend(story.last_post.as_ref().map(|(day, at)| words::last_post(*day, &at.to_string())));
            out.extend(self.rule_values(&words::ACCOUNT_RULES));
        }
        out
    }

    /// The ways in which a requirement can be read, with their results, and which is in force.
    fn readings(&self, story: &Story) -> Vec<String> {
        let (Some(readings), Some(required)) = (&story.readings, &story.required) else { return Vec::new() };
        let months: Vec<&FigureTrail> = story.figures.iter().filter(|f| f.field == Field::Updates).collect();
        let each: Vec<(String, i64, Option<i64>)> = months
            .iter()
            .zip(&required.by_month)
            .filter_map(|(f, asked)| {
                let known = if let State::Known(n) = f.value { Some(n) } else { None };
                Some((labels::month(&f.period), (*asked)?, known))
            })
            .collect();
        if each.is_empty() && readings.list.len() < 2 {
            return Vec::new();
        }
        let mut out = vec![words::section_readings().to_owned()];
        out.extend(readings.of(ReadBy::Sum).map(words::reading_whole));
        if !each.is_empty() {
            out.push(words::reading_months(&each, readings.of(ReadBy::Months).map(Reading::met)));
        }
        out.extend(readings.of(ReadBy::Days).map(words::reading_whole));
        out.push(words::reading_days().to_owned());
        let weight = self.trail.head.weights.iter().find(|(id, _)| id == words::MONTH_FINDING).map(|(_, w)| *w);
        out.push(words::in_force(readings, weight));
        out
    }

    /// Values of 规则 that decide, with where they come from.
    fn rule_values(&self, keys: &[&str]) -> Vec<String> {
        let rules = keys.iter().filter_map(|key| self.trail.head.rules.iter().find(|r| r.key == *key));
        let mut out: Vec<String> =
            rules.map(|r| words::rule_value(&r.key, &r.value, &r.from, r.basis.as_deref())).collect();
        if !out.is_empty() {
            out.insert(0, words::section_rules().to_owned());
        }
        out
    }
}

/// Every writing of the row's names, and its line.
fn names(story: &Story) -> Vec<String> {
    let mut out = vec![words::line_of_row(&story.line.to_string())];
    for part in story.figures.iter().flat_map(|f| &f.parts) {
        for name in &part.names {
            let how = name.how.map_or(words::same_name(), labels::how);
            let kind = labels::name_kind(name.what);
            let line = words::renamed(kind, (&name.written, &name.used), how, name.alternative.as_deref());
            let line = format!("{line} {}", words::in_file(&part.place.0.file));
            if !out.contains(&line) {
                out.push(line);
            }
        }
    }
    if out.len() == 1 {
        out.push(words::no_renames().to_owned());
    }
    out
}

/// A required number with its arithmetic.
fn required(required: &RequiredTrail) -> Vec<String> {
    let mut out = vec![words::section_required().to_owned()];
    out.extend(
        annexes::requirement(required.from, &required.wording)
            .or_else(|| annexes::arithmetic(&required.wording, &required.arithmetic, required.number))
            .map(|a| words::indent(&a)),
    );
    if out.len() == 1 {
        out.push(words::required_number(required.number));
    }
    let from = annexes::required_from(required.from);
    out.push(words::required_from(from, required.place.as_ref().map(ToString::to_string).as_deref()));
    out.extend(required.basis.as_deref().filter(|b| !b.is_empty()).map(words::basis));
    out
}

fn cell_at(row: &RowTrail, col: u32) -> String {
    row.cell(col).map(crate::trail::Shown::text).unwrap_or_default()
}
