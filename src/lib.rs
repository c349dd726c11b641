//! Turns the workbooks that government units hand in into the official annexes of a bulletin.
//!
//! The program is one walk in one direction: discover, read, recognize, settle, normalize, tally, judge, annex, write. A step
//! knows only the steps before it and the shared vocabulary. `docs/design.md` tells why.

pub mod annex;
pub mod candidates;
pub mod cells;
pub mod cli;
pub mod confirm;
pub mod deliver;
pub mod discover;
pub mod error;
pub mod exit;
pub mod explain;
pub mod field;
pub mod finding;
pub mod fold;
pub mod init;
pub mod intake;
pub mod interrupt;
pub mod job;
pub mod judge;
pub mod normalize;
pub mod outcome;
pub mod period;
pub mod place;
pub mod previous;
pub mod private;
pub mod progress;
pub mod read;
pub mod recognize;
pub mod remind;
pub mod report;
pub mod rules;
pub mod session;
pub mod settle;
pub mod sketch;
pub mod tally;
pub mod trail;
pub mod verify;
pub mod wording;
pub mod write;

use crate::deliver::{Delivered, Delivery};
use crate::discover::{Found, Submission};
use crate::error::Error;
use crate::finding::{Finding, Kind, Severity};
use crate::intake::Intake;
use crate::interrupt::Gate;
use crate::job::{Batch, Job, JsonTo, RosterFile};
use crate::normalize::Normalized;
use crate::outcome::{Input, InputStatus, Outcome, Stopped};
use crate::previous::{Compared, Last};
use crate::progress::Step;
use crate::recognize::Recognized;
use crate::rules::Rules;
use crate::rules::settings::{Origin, Setting};
use crate::settle::Settled;
use crate::tally::register::{Record, register};
use crate::tally::seen::Seen;
use crate::tally::unread::{Unread, closed, signed, unread};
use crate::wording::console::Product;
use std::path::Path;

/// What a run made.
#[derive(Debug)]
pub struct Made {
    /// The batch.
    pub outcome: Outcome,
    /// What lies on the disk now, the workbook first.
    pub products: Vec<(Product, Delivered)>,
    /// The report for programs, where standard output is its place.
    pub json: Option<String>,
}

/// The main job: from a folder of submissions to the workbook of annexes.
///
/// # Errors
/// Why nothing was made, and how far the run came.
pub fn run(job: &Job, show: &(dyn Fn(Step) + Sync), gate: &Gate) -> Result<Made, Box<Stopped>> {
    let outcome = work_out(&job.batch, show)?;
    show(Step::Writing);
    match produce(&outcome, job, gate) {
        Ok((products, json)) => Ok(Made { outcome, products, json }),
        Err(error) => {
            let (findings, unread) = (outcome.judgment.findings, outcome.unread);
            Err(Box::new(Stopped { error, inputs: outcome.inputs, findings, unread }))
        }
    }
}

/// Whom to chase, and about what. That nothing came yet is no error here, as long as somebody says which period it is.
///
/// # Errors
/// Why nothing can be said: roster mistakes, no period.
pub fn remind(batch: &Batch, show: &(dyn Fn(Step) + Sync)) -> Result<remind::Reminder, Error> {
    match work_out(batch, show) {
        Ok(made) => {
            let (submissions, findings) = (&made.tally.submissions, &made.judgment.findings);
            let came = remind::Came { submissions, inputs: &made.inputs, findings };
            Ok(remind::reminder(&made.rules, made.tally.period, &came))
        }
        Err(stopped) if matches!(stopped.error, Error::NothingReadable(_) | Error::NoWorkbooks { .. }) => {
            let (rules, _) = load_rules(batch)?;
            let period = rules.settings.period.value.ok_or_else(|| Error::PeriodUnknown(Vec::new()))?;
            let submissions = remind::nothing_came(&rules, period);
            let Stopped { inputs, findings, .. } = &*stopped;
            Ok(remind::reminder(&rules, period, &remind::Came { submissions: &submissions, inputs, findings }))
        }
        Err(stopped) => Err(stopped.error),
    }
}

/// Everything up to the judgment; `check` ends here.
///
/// # Errors
/// Why the batch comes to nothing, and how far the run came.
pub fn work_out(batch: &Batch, show: &(dyn Fn(Step) + Sync)) -> Result<Outcome, Box<Stopped>> {
    show(Step::Looking);
    let last = last(batch)?;
    let Found { submissions, left_out } = discover::discover(&batch.inputs, &look(batch))?;
    let (rules, mut findings) = load_rules(batch)?;

    let intakes = read_all(batch, submissions, &rules, show);
    let books: Vec<&Recognized> = intakes.iter().filter_map(|i| i.result.as_ref().ok()).collect();
    let refused = refused(&intakes);
    findings.extend(refused.iter().chain(books.iter().flat_map(|b| &b.findings)).cloned());

    show(Step::Settling);
    let seen = Seen::of(&intakes);
    let (roster, none) = (&rules.roster, &[]);
    let door = Record { seen: &seen, left_out: &left_out, settled: None, normalized: None, roster, findings: none };
    // A run that ends here reports what it met, by the office's weights.
    let stop = |error| {
        let findings = judge::weighed(&findings, &rules);
        let unread = closed(&findings, &settle::names(&books, &rules), &rules.words);
        Box::new(Stopped { error, inputs: register(&Record { findings: &findings, ..door }), findings, unread })
    };
    if books.is_empty() {
        return Err(stop(Error::NothingReadable(refused)));
    }
    let mut settled = settle::settle(&books, &rules).map_err(|error| stop(first_of(error, &books, &refused)))?;
    let earlier = last.map(|last| beside(last, batch, (&settled, &rules))).transpose().map_err(stop)?;
    settle::sign(&mut findings, &books, &settled);
    drop(books);
    let books = intakes.into_iter().filter_map(|intake| intake.result.ok());
    let normalized = normalize::normalize(books, &settled, &rules);

    show(Step::Judging);
    let unread = waiting(&seen, (&mut settled, &normalized), &findings, &rules);
    let tally = tally::tally(&normalized, &settled, &rules);
    normalize::answer(&mut findings, &normalized.corrected);
    findings.extend(settled.findings.iter().chain(&normalized.findings).cloned());
    findings.extend(earlier.iter().flat_map(|(_, _, noticed)| noticed.iter().cloned()));
    let judgment = judge::judge(&tally, &rules, findings);
    let (settled_on, counted) = (Some(&settled), Some(&normalized));
    let mut inputs =
        register(&Record { settled: settled_on, normalized: counted, findings: &judgment.findings, ..door });
    if !inputs.iter().any(|i| matches!(i.status, InputStatus::Used | InputStatus::Superseded)) {
        let unread = unread.into_iter().map(|one| signed(one, &settled.names)).collect();
        return Err(Box::new(nothing_used(inputs, judgment.findings, unread)));
    }
    let now = previous::Now { tally: &tally, judgment: &judgment, names: &settled.names, rules: &rules };
    let previous = earlier.map(|(last, relation, _)| previous::compare(last, relation, now));
    note_previous(&mut inputs, previous.as_ref());
    Ok(Outcome {
        rules,
        period_from: settled.period_from,
        inputs,
        entries: normalized.entries,
        renames: normalized.renames,
        questions: normalized.questions,
        parents: normalized.parents,
        differences: normalized.differences,
        counted: normalized.counted,
        groups: settled.names.groups().to_vec(),
        tally,
        judgment,
        unread,
        previous,
    })
}

/// What is said where the batch does not agree. Whoever is told to name the period first would be told the next time that there is nothing
/// to count.
fn first_of(error: Error, books: &[&Recognized], refused: &[Finding]) -> Error {
    match without_tables(books) {
        Some(tables) if matches!(error, Error::PeriodUnknown(_) | Error::PeriodUnsure(_)) => {
            Error::NothingReadable(refused.iter().cloned().chain(tables).collect())
        }
        _ => error,
    }
}

/// What was handed in and not read; whose it is waits and is not missing.
fn waiting(
    seen: &[Seen],
    (settled, normalized): (&mut Settled, &Normalized),
    findings: &[Finding],
    rules: &Rules,
) -> Vec<Unread> {
    settled.held = settled.speakers.held(findings.iter().chain(&normalized.findings), &settled.names);
    let said: Vec<&Finding> = findings.iter().chain(&settled.findings).chain(&normalized.findings).collect();
    let unread = unread(seen, (settled, &normalized.outcomes), &said, &rules.words);
    settled.held.extend(tally::unread::held(&unread));
    unread
}

/// Every submission as it was read, in their order, without names that are nobody's business.
fn read_all(batch: &Batch, submissions: Vec<Submission>, rules: &Rules, show: &(dyn Fn(Step) + Sync)) -> Vec<Intake> {
    let of = submissions.len();
    let progress = |done| show(Step::Reading { done, of });
    let how = intake::How { jobs: batch.jobs, limits: batch.limits, isolation: &batch.isolation, progress: &progress };
    let mut intakes = intake::take_in(submissions, &rules.words, &how);
    settle::withhold(intakes.iter_mut().filter_map(|i| i.result.as_mut().ok()).collect(), rules);
    intakes
}

/// What the workbook of the earlier period tells, where one was named.
fn last(batch: &Batch) -> Result<Option<Last>, Error> {
    let Some(RosterFile { file, path }) = &batch.previous else { return Ok(None) };
    let (book, trail) =
        trail::open(path, &batch.limits, &batch.isolation).map_err(|why| Error::PreviousClosed(path.clone(), why))?;
    Ok(Some(trail::last(&trail, &book, file)))
}

/// The earlier workbook, how its period lies to the run's, and what is noticed about it.
type Earlier = (Last, previous::Relation, Vec<Finding>);

/// Whether the run can be held against the earlier workbook.
fn beside(last: Last, batch: &Batch, (settled, rules): (&Settled, &Rules)) -> Result<Earlier, Error> {
    let path = batch.previous.as_ref().map(|p| p.path.clone()).unwrap_or_default();
    let (then, now) = (last.period, settled.period);
    let Some(relation) = previous::relation(then, now) else {
        return Err(Error::PreviousNotBefore { path, then, now });
    };
    let (noticed, (known, units)) = previous::noticed(&last, relation, (&settled.names, rules));
    if known == 0 && units > 0 {
        return Err(Error::PreviousForeign { path, units });
    }
    Ok((last, relation, noticed))
}

/// The earlier workbook's own line in the record of the inputs, behind the roster.
fn note_previous(inputs: &mut Vec<Input>, previous: Option<&Compared>) {
    let Some(Compared { file, sha256, .. }) = previous else { return };
    inputs.retain(|input| input.file != *file);
    let (file, sha256) = (file.clone(), Some(sha256.clone()));
    inputs.push(Input { file, sha256, status: InputStatus::Previous, units: Vec::new(), tables: Vec::new() });
}

/// Why files were refused.
fn refused(intakes: &[Intake]) -> Vec<Finding> {
    intakes.iter().filter_map(|i| i.result.as_ref().err()).map(|f| Finding::clone(f)).collect()
}

/// Why each of these books holds nothing to count; `None` where one of them holds something.
fn without_tables(books: &[&Recognized]) -> Option<Vec<Finding>> {
    // A sentence that only tells figures is nothing to count.
    let reports = |book: &Recognized| book.zeros.iter().any(|zero| zero.told.is_none());
    let counts = |book: &Recognized| reports(book) || book.tables.iter().any(|t| t.form.annex().is_some());
    // What a sheet seems to be tells more than that no table was found.
    let seems = |f: &&Finding| matches!(f.kind, Kind::ShapeUnread { .. } | Kind::TableUnknown { .. });
    let seen = |book: &Recognized| book.findings.iter().filter(|f| f.severity == Severity::Doubt).find(seems).cloned();
    let refusing = |book: &Recognized| book.findings.iter().find(|f| tally::register::refuses(&f.kind)).cloned();
    let why = |book: &Recognized| seen(book).or_else(|| refusing(book));
    if books.iter().any(|book| counts(book)) { None } else { books.iter().map(|book| why(book)).collect() }
}

/// The end of a run in which every file was refused for what stands in it.
fn nothing_used(inputs: Vec<Input>, findings: Vec<Finding>, unread: Vec<Unread>) -> Stopped {
    let why = inputs.iter().filter_map(|i| if let InputStatus::Refused(f) = i.status { Some(f) } else { None });
    let refused = why.filter_map(|f| findings.get(f).cloned()).collect();
    Stopped { error: Error::NothingReadable(refused), inputs, findings, unread }
}

fn look(batch: &Batch) -> discover::Look<'_> {
    let limits = &batch.limits;
    let archives = discover::Archives { size: limits.file_size, entries: limits.entries, unpacked: limits.unpacked };
    discover::Look { own: &batch.own, links: batch.links, archives }
}

/// Products on the disk, and the report where standard output is its place.
type Produced = (Vec<(Product, Delivered)>, Option<String>);

/// The products of a batch, on the disk; the report as text where standard output is its place.
fn produce(outcome: &Outcome, job: &Job, gate: &Gate) -> Result<Produced, Error> {
    let wanted = &job.products;
    let delivery = Delivery { old: wanted.old, trial: wanted.dry_run, gate };
    let about = about(outcome);
    let path = wanted.target.path(&wording::labels::period(&outcome.tally.period));
    job.batch.spare(&path, &outcome.inputs)?;
    let bytes = annex::ahead(&|| recorded(outcome, &job.batch), &|pages| write::workbook(pages, &about))?;
    let mut made = vec![(Product::Workbook, delivery.deliver(&bytes, &path)?)];
    drop(bytes);
    made.extend(ask(outcome, job, (&path, &delivery))?);
    if let Some(path) = &wanted.clean {
        let bytes = write::workbook(annex::clean(annex::pages(outcome), &outcome.inputs), &about)?;
        made.push((Product::Clean, delivery.deliver(&bytes, path)?));
    }
    let json = match &wanted.json {
        None => None,
        Some(JsonTo::Output) => Some(report_text(outcome)?),
        Some(JsonTo::File(path)) => {
            let text = report_text(outcome)?;
            made.push((Product::Json, delivery.replace(text.as_bytes(), path)?));
            None
        }
    };
    Ok((made, json))
}

/// The workbook that asks the clerk about names, beside the product; nothing where there is nothing to confirm. What he filled in is
/// never replaced without a copy.
fn ask(
    outcome: &Outcome,
    job: &Job,
    (product, delivery): (&Path, &Delivery),
) -> Result<Option<(Product, Delivered)>, Error> {
    let lines = confirm::lines(outcome);
    if lines.is_empty() {
        return Ok(None);
    }
    let path = product.with_file_name(wording::confirm::FORM);
    job.batch.spare(&path, &outcome.inputs)?;
    let earlier = &outcome.rules.decisions;
    let is_read = job.batch.decisions.as_ref().is_some_and(|d| job::real(&d.path) == job::real(&path));
    if is_read && !delivery.trial && confirm::is_the_same(&lines, earlier) {
        return Ok(Some((Product::Confirm, Delivered { path, how: deliver::How::Unchanged })));
    }
    let bytes = write::form(
        annex::form::page(&lines),
        &write::About { title: wording::confirm::DOCUMENT.to_owned(), ..about(outcome) },
    )?;
    let old = if is_read && !earlier.are_filled() { job::Old::Replace } else { job::Old::Keep };
    let made = Delivery { old, ..*delivery }.deliver(&bytes, &path)?;
    Ok(Some((Product::Confirm, made)))
}

/// The pages of the workbook, and its record of itself behind them.
fn recorded<'a>(outcome: &'a Outcome, batch: &Batch) -> annex::Pages<'a> {
    let call = trail::Call::of(batch, &outcome.rules.decisions);
    Box::new(trail::recorded(annex::pages(outcome), outcome, call))
}

fn report_text(outcome: &Outcome) -> Result<String, Error> {
    report::json::report(outcome).to_json().map_err(|e| Error::Unwritable(e.to_string()))
}

/// What the workbook says about itself: nothing of it comes from the clock.
fn about(outcome: &Outcome) -> write::About {
    let (tally, settings) = (&outcome.tally, &outcome.rules.settings);
    write::About {
        title: wording::console::document_title(&wording::labels::period(&tally.period)),
        author: settings.office.value.clone(),
        created: tally.as_of.unwrap_or(tally.period.end),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}

/// The rules in force: built-in, the roster over them, the command line over both.
fn load_rules(batch: &Batch) -> Result<(Rules, Vec<Finding>), Error> {
    let book = match &batch.roster {
        Some(RosterFile { file, path }) => {
            let read = intake::read_book(file, path, (&batch.limits, &batch.isolation));
            Some(read.map_err(Error::RosterUnreadable)?)
        }
        None => None,
    };
    let (mut rules, findings) = rules::load(book.as_ref())?;
    if let Some(RosterFile { file, path }) = &batch.decisions {
        let read = intake::read_book(file, path, (&batch.limits, &batch.isolation));
        rules.decisions = rules::decisions::load(&read.map_err(Error::DecisionsUnreadable)?, &rules)?;
    }
    if let Some(period) = batch.period {
        rules.settings.period = Setting { value: Some(period), origin: Origin::Option, basis: None };
    }
    if let Some(day) = batch.as_of {
        rules.settings.as_of = Setting { value: Some(day), origin: Origin::Option, basis: None };
    }
    Ok((rules, findings))
}
