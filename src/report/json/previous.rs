//! The comparison with an earlier period in the document: `null` where no earlier workbook was given.

use super::findings::reference;
use super::{PeriodSeen, PlaceSeen, codes, period_seen, place};
use crate::previous::{Compared, Measure, Past, State, SumChange, UnitChange, Value, Why};
use crate::wording::previous as words;
use serde::Serialize;

#[derive(Debug, Serialize)]
pub(super) struct PreviousSeen {
    file: String,
    sha256: String,
    period: PeriodSeen,
    adjoining: bool,
    same_length: bool,
    changes: Vec<ChangeSeen>,
    unit_changes: Vec<UnitChangeSeen>,
    incomparable_units: Vec<String>,
    unknown_units: Vec<String>,
    new_units: Vec<String>,
    problems: Vec<ProblemSeen>,
}

#[derive(Debug, Serialize)]
struct ChangeSeen {
    measure: &'static str,
    previous: Option<Number>,
    current: Option<Number>,
    previous_open: usize,
    current_open: usize,
    place: Option<PlaceSeen>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Number {
    Count(i64),
    Share(f64),
}

#[derive(Debug, Serialize)]
struct UnitChangeSeen {
    unit: String,
    measure: &'static str,
    previous: i64,
    current: i64,
    places: Vec<PlaceSeen>,
}

#[derive(Debug, Serialize)]
struct ProblemSeen {
    id: String,
    severity: &'static str,
    unit: String,
    unit_previous: String,
    object: Option<String>,
    message: String,
    required: Option<i64>,
    actual: Option<i64>,
    state: &'static str,
    reason: Option<&'static str>,
    finding: Option<String>,
    twice: bool,
    current_required: Option<i64>,
    current_actual: Option<i64>,
    answer: Option<String>,
    note: String,
    place: PlaceSeen,
    current: Vec<PlaceSeen>,
}

pub(super) fn previous(compared: &Compared) -> PreviousSeen {
    PreviousSeen {
        file: compared.file.to_string(),
        sha256: compared.sha256.clone(),
        period: period_seen(&compared.period, None),
        adjoining: compared.relation.adjoining,
        same_length: compared.relation.alike,
        changes: compared.sums.iter().map(change).collect(),
        unit_changes: compared.units.iter().map(unit_change).collect(),
        incomparable_units: compared.incomparable.clone(),
        unknown_units: compared.gone.clone(),
        new_units: compared.new.clone(),
        problems: compared.problems.iter().map(|past| problem(past, compared)).collect(),
    }
}

fn change(change: &SumChange) -> ChangeSeen {
    let number = |value| match value {
        Value::Count(n) => Number::Count(n),
        share @ Value::Share(..) => Number::Share(share.number()),
    };
    ChangeSeen {
        measure: measure(change.measure),
        previous: change.then.value.map(number),
        current: change.now.value.map(number),
        previous_open: change.then.open,
        current_open: change.now.open,
        place: change.then.place.as_ref().map(place),
    }
}

fn unit_change(change: &UnitChange) -> UnitChangeSeen {
    UnitChangeSeen {
        unit: change.unit.clone(),
        measure: measure(change.measure),
        previous: change.then,
        current: change.now,
        places: change.places.iter().map(place).collect(),
    }
}

fn problem(past: &Past, compared: &Compared) -> ProblemSeen {
    let then = &past.problem;
    let (state, reason, finding) = match &past.state {
        State::Mended => ("mended", None, None),
        State::Remains { finding, .. } => ("remains", None, Some(*finding)),
        State::Unknown(why) => ("unknown", Some(reason(why)), None),
    };
    ProblemSeen {
        id: then.id.clone(),
        severity: codes::severity(then.severity),
        unit: past.unit.clone().unwrap_or_else(|| then.unit.clone()),
        unit_previous: then.unit.clone(),
        object: then.object.clone(),
        message: then.sentence.clone(),
        required: then.required,
        actual: then.actual,
        state,
        reason,
        finding: finding.map(reference),
        twice: finding.is_some_and(|n| compared.again.contains_key(&n)),
        current_required: past.numbers.0,
        current_actual: past.numbers.1,
        answer: then.answer.clone(),
        note: words::because(past, None, None),
        place: place(&then.place),
        current: past.places.iter().map(place).collect(),
    }
}

const fn measure(measure: Measure) -> &'static str {
    match measure {
        Measure::Columns => "columns",
        Measure::Updates => "updates",
        Measure::Received => "received",
        Measure::Closed => "closed",
        Measure::Overdue => "overdue",
        Measure::Accounts => "accounts",
        Measure::Posts => "posts",
        Measure::Forwards => "forwards",
        Measure::Qualified => "qualified_rate",
    }
}

const fn reason(why: &Why) -> &'static str {
    match why {
        Why::UnitUnknown => "unit_unknown",
        Why::ObjectUnknown => "object_unknown",
        Why::Ended => "ended",
        Why::Moved(_) => "moved",
        Why::NotReported => "not_reported",
        Why::Doubtful => "doubtful",
        Why::RuleOff => "rule_off",
        Why::NothingToJudge => "nothing_to_judge",
        Why::NoMessages => "no_messages",
        Why::ByHand => "by_hand",
        Why::SingleCase => "single_case",
    }
}
