//! "Twelve, because the file says so there." One figure down to its cells.
//!
//! In: a figure of the record. Out: lines: the sum where there is one, each cell with raw text, heading and standing, each name on its
//! way, and what it means when there is no number. It knows no page.

use crate::field::Field;
use crate::trail::{FigureTrail, PartTrail, State, Story};
use crate::wording::{explain as words, labels};

/// The figure of a story that a column of an annex shows: months inside `wanted`, or the one over the whole period.
pub(super) fn figures(story: &Story, field: Field, wanted: Option<crate::period::Period>) -> Vec<&FigureTrail> {
    let fits = |f: &&FigureTrail| match wanted {
        Some(span) => f.field == Field::Updates && span.covers(&f.period),
        None => f.field == field,
    };
    story.figures.iter().filter(fits).collect()
}

/// Lines on where the figures come from: each cell with raw text, heading and standing, and the names on its way.
pub(super) fn sources(figures: &[&FigureTrail]) -> Vec<String> {
    let mut out = Vec::new();
    let mut number = 0;
    for figure in figures {
        out.extend(state(figure));
        if figure.parts.is_empty() && matches!(figure.value, State::Known(_)) {
            out.push(words::no_cell().to_owned());
        }
        for part in &figure.parts {
            number += 1;
            out.extend(cell(number, part));
        }
    }
    out
}

fn cell(number: usize, part: &PartTrail) -> Vec<String> {
    let standing = part.standing.map(|s| labels::standing(s, part.ledger));
    let said = words::Part { raw: &part.raw, read: part.read, heading: part.heading.as_deref(), standing };
    let mut out = vec![words::part(number, &part.place.to_string(), &said)];
    if let Some(lines) = &part.lines {
        out.push(words::lines_used(lines.used, part.place.0.area));
        out.extend(lines.left.iter().map(|(why, count, areas)| words::lines_left(*why, *count, areas)));
    }
    out.extend(part.names.iter().map(|name| {
        let how = name.how.map_or(words::same_name(), labels::how);
        words::renamed(labels::name_kind(name.what), (&name.written, &name.used), how, name.alternative.as_deref())
    }));
    out
}

/// Cells or months that add up to the figure.
pub(super) fn equation(figures: &[&FigureTrail]) -> Option<String> {
    if let [figure] = figures {
        let State::Known(value) = figure.value else { return None };
        let counts = |p: &&PartTrail| !matches!(p.standing, Some(s) if s != crate::normalize::Standing::Counts);
        let terms: Vec<i64> = figure.parts.iter().filter(counts).filter_map(|p| p.read).collect();
        if terms.len() < 2 {
            return None;
        }
        return if terms.iter().sum::<i64>() == value {
            Some(words::sum(&terms.iter().map(ToString::to_string).collect::<Vec<_>>(), value))
        } else if terms.iter().all(|t| *t == value) {
            Some(words::said_alike(terms.len(), value))
        } else {
            None
        };
    }
    let values: Option<Vec<i64>> =
        figures.iter().map(|f| if let State::Known(n) = f.value { Some(n) } else { None }).collect();
    let terms: Vec<String> =
        figures.iter().zip(values.as_ref()?).map(|(f, n)| words::term(&labels::month(&f.period), *n)).collect();
    (terms.len() > 1).then(|| words::sum(&terms, values.iter().flatten().sum()))
}

/// What it means that there is no number.
fn state(figure: &FigureTrail) -> Option<String> {
    let what = if figure.field == Field::Updates {
        labels::month(&figure.period)
    } else {
        labels::field(figure.field).to_owned()
    };
    match figure.value {
        State::Known(_) => None,
        State::NotApplicable => Some(words::not_applicable(&what)),
        State::NotReported => Some(words::not_reported(&what)),
        State::Missing => Some(words::missing(&what)),
        State::Doubtful(_) => Some(words::doubtful(&what)),
    }
}

/// The months that add up to the sum of a website column, where they do.
pub(super) fn months(story: &Story) -> Option<String> {
    let months: Vec<&FigureTrail> = story.figures.iter().filter(|f| f.field == Field::Updates).collect();
    let sum = story.figures.iter().find(|f| f.field == Field::Sum)?;
    let State::Known(sum) = sum.value else { return None };
    let known = |f: &&FigureTrail| if let State::Known(n) = f.value { Some(n) } else { None };
    let values: Option<Vec<i64>> = months.iter().map(known).collect();
    let values = values.filter(|v| v.len() > 1 && v.iter().sum::<i64>() == sum)?;
    let terms: Vec<String> =
        months.iter().zip(values).map(|(f, n)| words::term(&labels::month(&f.period), n)).collect();
    Some(words::sum(&terms, sum))
}
