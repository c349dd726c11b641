//! "Does it still come out like that?" The command `verify`.
//!
//! In: a produced workbook and what was handed in. Out: every difference: another version of the program, inputs that were changed, are
//! missing or new, cells changed by hand, and results that come out otherwise now. Recomputed with the options that the workbook
//! remembers. It writes nothing and mends nothing.

mod evidence;
mod inputs;
mod results;

use crate::annex;
use crate::cli::{Common, VerifyArgs};
use crate::error::{Closed, Error};
use crate::exit::Exit;
use crate::job::{self, Batch};
use crate::outcome::Outcome;
use crate::private::{MASK, masked};
use crate::progress::Step;
use crate::read::Book;
use crate::trail::{Call, Trail, edits, open, shown};
use crate::wording::verify as words;
use std::path::{Path, PathBuf};

/// What is said, and how it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// The text.
    pub text: String,
    /// Made: nothing differs. `NeedsHuman`: something does.
    pub exit: Exit,
}

/// Why nothing could be held against each other.
#[derive(Debug, Clone, PartialEq)]
pub enum Unverified {
    /// The workbook tells nothing.
    Closed(Closed),
    /// The inputs do not come to a result.
    Stopped(Box<Error>),
}

/// Recomputes a workbook and holds everything against it.
///
/// # Errors
/// Why that cannot be done.
pub fn verify(args: &VerifyArgs, show: &(dyn Fn(Step) + Sync)) -> Result<Verified, Unverified> {
    let stopped = |error| Unverified::Stopped(Box::new(error));
    let mut common = Common { jobs: args.jobs, every: args.every.clone(), ..Common::default() };
    let (limits, isolation) = (crate::read::Limits::default(), args.every.isolation());
    let (book, trail) = open(&args.workbook, &limits, &isolation).map_err(Unverified::Closed)?;
    recall(&mut common, args, &trail.head.call).map_err(stopped)?;
    let mut batch = job::gather(&common).map_err(stopped)?;
    if let Some(previous) = previous(args, &trail.head.call, &common).map_err(stopped)? {
        job::beside(&mut batch, &previous).map_err(stopped)?;
    }
    if trail.head.call.roster.is_none() && args.roster.is_none() {
        // One may lie there now; the workbook was made without it.
        batch.roster = None;
    }
    if trail.head.call.decisions.is_none() && args.decisions.is_none() {
        // The workbook was made before anything was decided.
        batch.decisions = None;
    }
    batch.own.push(args.workbook.clone());
    let outcome = crate::work_out(&batch, show).map_err(|why| stopped(why.error))?;
    Ok(compared(&Made { args, book: &book, trail: &trail }, &outcome, &batch))
}

/// The workbook that is looked at.
struct Made<'a> {
    args: &'a VerifyArgs,
    book: &'a Book,
    trail: &'a Trail,
}

/// The options that the workbook was made with.
fn recall(common: &mut Common, args: &VerifyArgs, call: &Call) -> Result<(), Error> {
    common.paths = if args.inputs.is_empty() { nearby(&args.workbook, &call.inputs)? } else { args.inputs.clone() };
    common.roster = match (&args.roster, &call.roster) {
        (Some(path), _) => Some(path.clone()),
        (None, Some(name)) => Some(lying_near(name, &common.paths, &args.workbook).map_err(Error::RosterMissing)?),
        (None, None) => None,
    };
    common.decisions = match (&args.decisions, &call.decisions) {
        (Some(path), _) => Some(path.clone()),
        (None, Some(name)) => Some(lying_near(name, &common.paths, &args.workbook).map_err(Error::DecisionsMissing)?),
        (None, None) => None,
    };
    common.period = call.period.map(|period| period.code());
    common.as_of = call.as_of.map(|day| day.to_string());
    common.links = call.links;
    common.limits.clone_from(&call.limits);
    Ok(())
}

/// The workbook of the earlier period that the run was held against.
fn previous(args: &VerifyArgs, call: &Call, common: &Common) -> Result<Option<PathBuf>, Error> {
    let missing = |path| Error::PreviousClosed(path, Closed::Missing);
    Ok(match (&args.previous, &call.previous) {
        (Some(path), _) => Some(path.clone()),
        (None, Some(name)) => Some(lying_near(name, &common.paths, &args.workbook).map_err(missing)?),
        (None, None) => None,
    })
}

/// The inputs by their names: beside the workbook, one folder above, or the folder that it lies in.
fn nearby(workbook: &Path, names: &[String]) -> Result<Vec<PathBuf>, Error> {
    let folder = workbook.parent().unwrap_or(Path::new(""));
    let above = job::real(folder).parent().map(Path::to_path_buf).unwrap_or_default();
    let find = |name: &String| {
        let found = [folder.join(name), above.join(name)].into_iter().find(|path| path.exists());
        let found =
            found.or_else(|| [&job::real(folder), &above].into_iter().find_map(|folder| shown_as(name, folder)));
        found.ok_or_else(|| Error::InputMissing(folder.join(name)))
    };
    names.iter().map(find).collect()
}

/// The one thing in a folder that is shown by this name, where the workbook remembers it without the number of somebody.
fn shown_as(name: &str, folder: &Path) -> Option<PathBuf> {
    let is_it = |path: &PathBuf| path.file_name().is_some_and(|own| masked(&own.to_string_lossy()) == name);
    let entries = std::fs::read_dir(folder).ok().filter(|_| name.contains(MASK))?;
    let mut found = entries.filter_map(|entry| Some(entry.ok()?.path())).filter(is_it);
    found.next().filter(|_| found.next().is_none())
}

/// The roster or the decisions by their name in places: in the folder, beside it, or beside the workbook; where there is none, what is
/// missing.
fn lying_near(name: &str, inputs: &[PathBuf], workbook: &Path) -> Result<PathBuf, PathBuf> {
    let bare = name.rsplit('/').next().unwrap_or(name);
    let folders = inputs.iter().flat_map(|input| {
        let above = job::real(input).parent().map(Path::to_path_buf).unwrap_or_default();
        [input.join(name), above.join(name), above.join(bare)]
    });
    let beside = workbook.with_file_name(bare);
    folders.chain([beside]).find(|path| path.is_file()).ok_or_else(|| PathBuf::from(bare))
}

/// Everything that differs.
fn compared(made: &Made<'_>, outcome: &Outcome, batch: &Batch) -> Verified {
    let now = shown(annex::pages(outcome), outcome, Call::of(batch, &outcome.rules.decisions));
    let head = &made.trail.head;
    let paths: Vec<String> = batch.inputs.iter().map(|path| path.display().to_string()).collect();
    let mut out = vec![
        words::heading(&made.args.workbook.display().to_string(), &head.version, &head.period_said),
        words::recomputed_from(&masked(&paths.join(" "))),
    ];
    let first = out.len();
    if head.version != now.head.version {
        out.push(words::version(&head.version, &now.head.version));
    }
    out.extend(inputs::differences(&made.trail.inputs, &now.inputs));
    let edits = edits(made.trail, made.book);
    out.extend(evidence::edits(&edits, (made.trail, made.book), outcome));
    out.extend(results::differences(made.trail, &now));
    let same = out.len() == first;
    if edits.uncalculated > 0 {
        out.push(crate::wording::explain::uncalculated_formulas(edits.uncalculated));
    }
    out.push(words::verdict(same, now.inputs.iter().filter(|i| !i.skipped).count()));
    Verified { text: out.join("\n") + "\n", exit: if same { Exit::Made } else { Exit::NeedsHuman } }
}

/// A list under its heading, of at most so many lines; nothing where it is empty.
fn listed(heading: String, mut lines: Vec<String>) -> Vec<String> {
    const MOST: usize = 50;
    let all = lines.len();
    if all == 0 {
        return lines;
    }
    lines.truncate(MOST);
    lines.insert(0, heading);
    if all > MOST {
        lines.push(words::more(all));
    }
    lines
}
