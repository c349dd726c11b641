//! "What exactly is to be done?" Checked folder, period, rules and target.
//!
//! In: what was typed. Out: a [`Job`]: inputs that exist, the roster's path, limits, and products whose places can be written.
//! It looks at names and kinds of files only; what stands in them is read later. Nothing is written here.

mod answers;
mod day;
mod earlier;
mod paths;
mod span;

pub use earlier::beside;

use crate::cli::{Common, RunArgs};
use crate::discover::Submission;
use crate::error::Error;
use crate::finding::Kind;
use crate::intake::{How, Isolation, take_in};
use crate::outcome::{Input, InputStatus};
use crate::period::Period;
use crate::private::masked;
use crate::read::Limits;
use crate::rules::Words;
use crate::wording::console::{INBOX, ROSTER, workbook_name};
use jiff::civil::Date;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What comes in, and how it is read.
#[derive(Debug, Clone)]
pub struct Batch {
    /// Folders and files that exist.
    pub inputs: Vec<PathBuf>,
    /// The roster workbook, when there is one.
    pub roster: Option<RosterFile>,
    /// The workbook with the clerk's decisions about names, when there is one.
    pub decisions: Option<RosterFile>,
    /// The workbook of the earlier period, when one was named.
    pub previous: Option<RosterFile>,
    /// Files inside the inputs that belong to the job and are no submissions.
    pub own: Vec<PathBuf>,
    /// Whether links in folders are followed.
    pub links: bool,
    /// The period of the command line.
    pub period: Option<Period>,
    /// The check date of the command line.
    pub as_of: Option<Date>,
    /// Limits of reading.
    pub limits: Limits,
    /// How many files are read at once.
    pub jobs: usize,
    /// Where they are read.
    pub isolation: Isolation,
}

/// The roster workbook, the one with the clerk's decisions, or the one of the earlier period.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterFile {
    /// Where it lies on the disk.
    pub path: PathBuf,
    /// Its name in places, relative to the input folder.
    pub file: Arc<str>,
}

/// What goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Products {
    /// The workbook.
    pub target: Target,
    /// A second copy for sending on.
    pub clean: Option<PathBuf>,
    /// The report for programs.
    pub json: Option<JsonTo>,
    /// What happens to an old workbook.
    pub old: Old,
    /// Whether nothing is written at all.
    pub dry_run: bool,
}

/// Where the workbook goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// To this file.
    File(PathBuf),
    /// Into this folder, named by period. An empty path is the current folder.
    Folder(PathBuf),
}

/// Where the report for programs goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JsonTo {
    /// To this file.
    File(PathBuf),
    /// To standard output.
    Output,
}

/// What happens to an old workbook at the target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Old {
    /// It stays under a numbered name.
    Keep,
    /// It is replaced.
    Replace,
}

impl Target {
    /// The file that is written; `period` is the label that names it in a folder.
    #[must_use]
    pub fn path(&self, period: &str) -> PathBuf {
        match self {
            Self::File(path) => path.clone(),
            Self::Folder(folder) => folder.join(workbook_name(period)),
        }
    }
}

impl Batch {
    /// Refuses a product at the place of something that this run has read as a submission.
    ///
    /// # Errors
    /// The product's path, when a submission lies there.
    pub fn spare(&self, product: &Path, inputs: &[Input]) -> Result<(), Error> {
        let full = real(product);
        let submission = |i: &&Input| matches!(i.status, InputStatus::Used | InputStatus::Superseded);
        // Names of submissions are shown without the numbers of people, and with a number of their own where two look the same then.
        let shown = |path: &Path| masked(&path.to_string_lossy().replace('\\', "/")).into_owned();
        let is_it = |name: &str, shown: &str| name == shown || name.starts_with(&format!("{shown}("));
        let lies_there = |i: &Input| {
            let name = i.file.rsplit('/').next().unwrap_or_default();
            let below = |root: &PathBuf| full.strip_prefix(real(root)).is_ok_and(|rest| is_it(&i.file, &shown(rest)));
            self.inputs.iter().any(|root| real(root) == full || real(&root.join(&*i.file)) == full || below(root))
                && full.file_name().is_some_and(|n| is_it(name, &shown(Path::new(n))))
        };
        if inputs.iter().filter(submission).any(lies_there) {
            return Err(Error::TargetIsInput(product.to_path_buf()));
        }
        Ok(())
    }
}

/// A checked call of `run`.
#[derive(Debug, Clone)]
pub struct Job {
    /// What comes in.
    pub batch: Batch,
    /// What goes out.
    pub products: Products,
}

/// Checks the arguments of `run`.
///
/// # Errors
/// What makes the whole run pointless: no input, no roster where one was named, an unreadable period, a target that cannot be.
pub fn plan(args: &RunArgs) -> Result<Job, Error> {
    let mut batch = gather(&args.common)?;
    if let Some(path) = &args.previous {
        beside(&mut batch, path)?;
    }
    let target = match &args.output {
        Some(path) if path.is_dir() => Target::Folder(path.clone()),
        Some(path) => Target::File(path.clone()),
        None => Target::Folder(folder_beside(&batch.inputs)),
    };
    if let (Target::Folder(folder), Some(_)) = (&target, &args.output)
        && batch.inputs.iter().any(|input| input.is_dir() && real(folder).starts_with(real(input)))
    {
        return Err(Error::TargetAmongInputs(folder.clone()));
    }
    let json = args.json.as_deref().map(json_place);
    if let Target::File(path) = &target {
        answers::find(&mut batch, args.common.decisions.as_deref(), &parent(path))?;
    } else if let Target::Folder(folder) = &target {
        answers::find(&mut batch, args.common.decisions.as_deref(), folder)?;
    }
    let mut products = Vec::new();
    products.extend(if let Target::File(path) = &target { Some(path) } else { None });
    products.extend(args.clean.as_ref());
    products.extend(if let Some(JsonTo::File(path)) = &json { Some(path) } else { None });
    for path in products {
        check_product(path, &mut batch)?;
    }
    let old = if args.force { Old::Replace } else { Old::Keep };
    Ok(Job { batch, products: Products { target, clean: args.clean.clone(), json, old, dry_run: args.dry_run } })
}

/// Where `--json` wants its report.
#[must_use]
pub fn json_place(path: &Path) -> JsonTo {
    if path.as_os_str() == "-" { JsonTo::Output } else { JsonTo::File(path.to_path_buf()) }
}

/// Checks what `run` and `check` share.
///
/// # Errors
/// No input, no roster where one was named, an unreadable period, day or limit.
pub fn gather(common: &Common) -> Result<Batch, Error> {
    let inputs =
        if common.paths.is_empty() { vec![inbox_nearby().ok_or(Error::NoInput)?] } else { common.paths.clone() };
    let inputs: Vec<PathBuf> = inputs.iter().map(|path| paths::meant(path)).collect();
    if let Some(why) = paths::missing(&inputs) {
        return Err(why);
    }
    let roster = match &common.roster {
        Some(path) if path.is_file() => Some(path.clone()),
        Some(path) => return Err(Error::RosterMissing(path.clone())),
        None => roster_nearby(&inputs),
    };
    let roster = roster.map(|path| RosterFile { file: name_in_places(&path, &inputs), path });
    let period = match &common.period {
        Some(text) => Some(span::parse_span(text)?),
        None => None,
    };
    let as_of = match &common.as_of {
        Some(day) => Some(day::parse_day(day).ok_or_else(|| Error::DayBad(day.clone()))?),
        None => None,
    };
    let mut limits = Limits::default();
    for (name, value) in &common.limits {
        if !limits.set(name, *value) {
            let known = Limits::NAMES.map(|name| (name, Limits::default().get(name).unwrap_or_default()));
            return Err(Error::LimitUnknown(name.clone(), known.to_vec()));
        }
    }
    let own = roster.iter().map(|r| r.path.clone()).collect();
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let jobs = common.jobs.map_or(cores, usize::from);
    let (links, isolation) = (common.links, common.every.isolation());
    let folder = folder_beside(&inputs);
    let mut batch =
        Batch { inputs, roster, decisions: None, previous: None, own, links, period, as_of, limits, jobs, isolation };
    answers::find(&mut batch, common.decisions.as_deref(), &folder)?;
    Ok(batch)
}

/// The inbox beside the program, or in the current folder.
fn inbox_nearby() -> Option<PathBuf> {
    let beside = std::env::current_exe().ok().and_then(|exe| Some(exe.parent()?.join(INBOX)));
    beside.into_iter().chain([PathBuf::from(INBOX)]).find(|p| p.is_dir())
}

/// The roster in the folder, then beside it; for a file, in its folder and beside that.
fn roster_nearby(inputs: &[PathBuf]) -> Option<PathBuf> {
    let folders = inputs.iter().map(|i| if i.is_dir() { i.clone() } else { parent(i) });
    folders.flat_map(|f| [f.join(ROSTER), parent(&f).join(ROSTER)]).find(|p| p.is_file())
}

/// A file's path relative to the input folder; what lies outside is shown beside it.
fn name_in_places(path: &Path, inputs: &[PathBuf]) -> Arc<str> {
    let full = real(path);
    let name = |p: &Path| p.file_name().unwrap_or_default().to_string_lossy().into_owned();
    for input in inputs.iter().filter(|i| i.is_dir()) {
        let folder = real(input);
        if let Ok(inside) = full.strip_prefix(&folder) {
            let parts: Vec<String> = inside.iter().map(|p| p.to_string_lossy().into_owned()).collect();
            let inside = parts.join("/");
            return if inputs.len() == 1 { inside } else { format!("{}/{inside}", name(&folder)) }.into();
        }
    }
    format!("../{}", name(path)).into()
}

/// The folder that the first input lies in.
fn folder_beside(inputs: &[PathBuf]) -> PathBuf {
    inputs.first().map(|i| parent(i)).unwrap_or_default()
}

/// The folder above, as it was typed where possible; of a root, the root.
fn parent(path: &Path) -> PathBuf {
    match path.parent() {
        Some(above) if path.file_name().is_some() && !ends_in_dots(path) => above.to_path_buf(),
        _ => {
            let full = real(path);
            full.parent().map_or_else(|| full.clone(), Path::to_path_buf)
        }
    }
}

fn ends_in_dots(path: &Path) -> bool {
    matches!(path.components().next_back(), Some(std::path::Component::CurDir | std::path::Component::ParentDir))
}

/// Refuses a product whose folder is missing or that would replace something handed in; marks an earlier product that lies
/// among the inputs as the job's own.
fn check_product(path: &Path, batch: &mut Batch) -> Result<(), Error> {
    let folder = parent(path);
    if !folder.as_os_str().is_empty() && !folder.is_dir() {
        return Err(Error::TargetFolderMissing(folder));
    }
    if !path.exists() {
        return Ok(());
    }
    let full = real(path);
    let kept = batch.roster.iter().chain(&batch.previous).map(|r| &r.path);
    let named = batch.inputs.iter().chain(kept);
    if named.into_iter().any(|p| real(p) == full) {
        return Err(Error::TargetIsInput(path.to_path_buf()));
    }
    if full.is_file() && batch.inputs.iter().any(|i| full.starts_with(real(i))) {
        if !is_product(path, batch) {
            return Err(Error::TargetIsInput(path.to_path_buf()));
        }
        batch.own.push(path.to_path_buf());
    }
    Ok(())
}

/// Whether the file, which lies among those handed in, is an earlier product of this program.
fn is_product(path: &Path, batch: &Batch) -> bool {
    if is_report(path) {
        return true;
    }
    let submission = Submission { file: "".into(), path: path.to_path_buf(), member: None };
    let how = How { jobs: 1, limits: batch.limits, isolation: &batch.isolation, progress: &|_| {} };
    let taken = take_in(vec![submission], &Words::built_in(), &how);
    taken.iter().any(|t| matches!(&t.result, Err(finding) if finding.kind == Kind::FileOwnOutput))
}

/// Whether the name is that of a report for programs, which may be replaced.
#[must_use]
pub fn is_report(path: &Path) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case("json"))
}

/// The path without links and dots, where the system can tell.
#[must_use]
pub fn real(path: &Path) -> PathBuf {
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    path.canonicalize().unwrap_or_else(|_| path.to_path_buf())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn common(paths: &[&Path]) -> Common {
        Common { paths: paths.iter().map(|p| p.to_path_buf()).collect(), ..Common::default() }
    }

    #[test]
    fn the_roster_in_the_folder_wins_over_the_one_beside_it() {
        let dir = tempfile::tempdir().unwrap();
        let inbox = dir.path().join("收件");
        fs::create_dir(&inbox).unwrap();
        assert_eq!(gather(&common(&[&inbox])).unwrap().roster, None);
        fs::write(dir.path().join(ROSTER), "").unwrap();
        assert_eq!(&*gather(&common(&[&inbox])).unwrap().roster.unwrap().file, "../名录.xlsx");
        fs::write(inbox.join(ROSTER), "").unwrap();
        assert_eq!(&*gather(&common(&[&inbox])).unwrap().roster.unwrap().file, "名录.xlsx");
    }

    #[test]
    fn the_product_lies_beside_the_input_folder() {
        let dir = tempfile::tempdir().unwrap();
        let inbox = dir.path().join("收件");
        fs::create_dir(&inbox).unwrap();
        let job = plan(&RunArgs { common: common(&[&inbox]), ..RunArgs::default() }).unwrap();
        assert_eq!(job.products.target, Target::Folder(dir.path().to_path_buf()));
        let with_slash = PathBuf::from(format!("{}/", inbox.display()));
        let job = plan(&RunArgs { common: common(&[&with_slash]), ..RunArgs::default() }).unwrap();
        assert_eq!(job.products.target, Target::Folder(dir.path().to_path_buf()));
    }

    #[test]
    fn a_product_never_replaces_something_handed_in() {
        let dir = tempfile::tempdir().unwrap();
        let inbox = dir.path().join("收件");
        fs::create_dir(&inbox).unwrap();
        let handed_in = inbox.join("某局.xlsx");
        fs::write(&handed_in, "某局").unwrap();
        for output in [handed_in.clone(), inbox.join("../收件/某局.xlsx")] {
            let args = RunArgs { common: common(&[&inbox]), output: Some(output.clone()), ..RunArgs::default() };
            assert_eq!(plan(&args).unwrap_err(), Error::TargetIsInput(output));
        }
        let args =
            RunArgs { common: common(&[&inbox]), output: Some(inbox.join("没有/x.xlsx")), ..RunArgs::default() };
        assert_eq!(plan(&args).unwrap_err(), Error::TargetFolderMissing(inbox.join("没有")));
    }

    #[test]
    fn what_is_missing_or_unreadable_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let gone = dir.path().join("没有");
        assert_eq!(gather(&common(&[&gone])).unwrap_err(), Error::InputMissing(gone.clone()));
        let bad = |change: fn(&mut Common)| {
            let mut args = common(&[dir.path()]);
            change(&mut args);
            gather(&args).unwrap_err()
        };
        assert_eq!(bad(|a| a.period = Some("一季".into())), Error::PeriodBad("一季".into()));
        assert_eq!(bad(|a| a.as_of = Some("今天".into())), Error::DayBad("今天".into()));
        assert_eq!(bad(|a| a.roster = Some("没有.xlsx".into())), Error::RosterMissing("没有.xlsx".into()));
        assert!(
            matches!(bad(|a| a.limits = vec![("没有".into(), 1)]), Error::LimitUnknown(_, known) if !known.is_empty())
        );
    }
}
