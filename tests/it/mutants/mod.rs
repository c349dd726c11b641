//! Damaged files: thousands of samples with one byte changed or cut off somewhere, and every input that once failed.
//!
//! Nothing may panic, nothing may hang, and no figure of an `.xlsx`, `.xlsb` or `.ods` may change unless the file is refused or the
//! cell is marked as not to be believed; other formats carry no checksums, so that a changed figure cannot be told from another
//! file. The samples are `.xlsx`; `seeds` has the other formats. Which mutants are made follows from the file and a number, so that a failure can be repeated; more of
//! them: `TONGBAO_MUTANTS=2000 cargo test --test it mutants` (per file); other files: `TONGBAO_MUTANTS_OF=FOLDER`, for example the
//! one that `tests/cells/make.py` fills with workbooks of every format.

mod damage;
#[path = "../../fuzz/grid.rs"]
mod grid;
mod hunt;
#[path = "../../fuzz/wrap.rs"]
mod wrap;

use hunt::Verdict;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use tongbao::place::At;
use tongbao::read::{Book, Limits, Value, read_book};
use tongbao::recognize::recognize;
use tongbao::rules::Words;

/// Mutants of each sample, unless the environment asks for more: some seconds without optimization.
const EACH: u64 = 300;
/// Mutants of each seed: there is one of each format, so it gets more.
const EACH_SEED: u64 = 3000;

#[test]
fn a_damaged_file_costs_neither_the_run_nor_a_figure() {
    let asked = std::env::var("TONGBAO_MUTANTS").ok().and_then(|n| n.parse().ok());
    let folder = std::env::var("TONGBAO_MUTANTS_OF").unwrap_or_else(|_| "samples".to_owned());
    let mut samples: Vec<(Sample, u64)> = Vec::new();
    for (folder, each) in [(folder.as_str(), EACH), ("tests/it/mutants/seeds", EACH_SEED)] {
        let opened = files_below(folder).into_iter().filter_map(Sample::open);
        samples.extend(opened.map(|sample| (sample, asked.unwrap_or(each))));
    }
    let readable = samples.iter().filter(|(s, _)| s.cells.as_ref().is_some_and(|c| !c.is_empty())).count();
    assert!(readable >= 50, "the samples are there and can be read: {readable}");
    let jobs: Vec<(usize, u64)> =
        samples.iter().enumerate().flat_map(|(s, (_, each))| (0..*each).map(move |m| (s, m))).collect();
    let count = jobs.len();
    let verdicts = hunt::all(jobs, move |(sample, mutant)| samples[sample].0.try_mutant(mutant));
    let mut told: BTreeMap<(Format, Verdict), usize> = BTreeMap::new();
    for found in &verdicts.good {
        *told.entry(*found).or_default() += 1;
    }
    println!("{count} mutants: {told:?}");
    assert!(verdicts.bad.is_empty(), "{} of {count}:\n{}", verdicts.bad.len(), verdicts.shown());
    // Every format was tried in earnest: some thousand mutants of each.
    for format in [Format::Xlsx, Format::Xlsb, Format::OpenDocument, Format::Xls, Format::Text] {
        let tried: usize = told.iter().filter(|((of, _), _)| *of == format).map(|(_, count)| count).sum();
        assert!(asked.is_some() || tried >= 2000, "{tried} mutants of {format:?}");
    }
}

#[test]
fn every_input_that_once_failed_is_survived() {
    let words = Words::built_in();
    for path in files_below("tests/fuzz/failed") {
        let target = path.parent().and_then(Path::file_name).and_then(|n| n.to_str()).unwrap_or("any").to_owned();
        let bytes = std::fs::read(&path).unwrap();
        let outcome = catch_unwind(AssertUnwindSafe(|| match target.as_str() {
            "grid" => drop(recognize(&grid::book(&bytes), &words)),
            _ => drop(read_book(&"x".into(), &wrap::file(&target, &bytes), &Limits::default())),
        }));
        assert!(outcome.is_ok(), "{} panics", path.display());
    }
}

/// A good or bad file and what is read from it undamaged.
struct Sample {
    path: PathBuf,
    bytes: Vec<u8>,
    cells: Option<Cells>,
}

type Cells = BTreeMap<(String, At), Value>;

/// What a sample is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Format {
    Xlsx,
    Xlsb,
    OpenDocument,
    Xls,
    Text,
}

impl Format {
    fn of(path: &Path) -> Self {
        match path.extension().and_then(|e| e.to_str()) {
            Some("xlsb") => Self::Xlsb,
            Some("ods") => Self::OpenDocument,
            Some("xls" | "et") => Self::Xls,
            Some("csv" | "html" | "xml" | "fods") => Self::Text,
            _ => Self::Xlsx,
        }
    }
}

impl Sample {
    /// `None` for files without bytes, which cannot be damaged.
    fn open(path: PathBuf) -> Option<Self> {
        let bytes = std::fs::read(&path).ok()?;
        let cells = read_book(&"x.xlsx".into(), &bytes, &Limits::default()).ok().as_ref().map(cells_of);
        (!bytes.is_empty()).then_some(Self { path, bytes, cells })
    }

    /// Whether parts carry checksums, so that damage can be told from another file.
    fn has_checksums(&self) -> bool {
        self.bytes.starts_with(b"PK\x03\x04")
    }

    fn try_mutant(&self, number: u64) -> Result<(Format, Verdict), String> {
        self.verdict(number).map(|verdict| (Format::of(&self.path), verdict))
    }

    fn verdict(&self, number: u64) -> Result<Verdict, String> {
        let (mutant, how) = damage::mutant(&self.bytes, number);
        let said = |what: &str| format!("{} with {how}: {what}", self.path.display());
        let read = catch_unwind(AssertUnwindSafe(|| read_book(&"x.xlsx".into(), &mutant, &Limits::default())))
            .map_err(|_| said("panics"))?;
        let Ok(book) = read else { return Ok(Verdict::Refused) };
        match &self.cells {
            Some(before) if self.has_checksums() => compare(before, &cells_of(&book)).map_err(|what| said(&what)),
            _ => Ok(Verdict::Doubted),
        }
    }
}

fn cells_of(book: &Book) -> Cells {
    let sheets = book.sheets.iter();
    sheets
        .flat_map(|s| {
            let name = s.place.sheet.as_deref().unwrap_or_default().to_owned();
            s.cells().map(move |(at, cell)| ((name.clone(), at), cell.value.clone())).collect::<Vec<_>>()
        })
        .collect()
}

/// A cell may become unbelievable; it may not change, vanish or appear.
fn compare(before: &Cells, after: &Cells) -> Result<Verdict, String> {
    let mut verdict = Verdict::Unchanged;
    for key in before.keys().chain(after.keys()) {
        match (before.get(key), after.get(key)) {
            (_, Some(Value::Unbelievable(_))) => verdict = Verdict::Doubted,
            (was, is) if was != is => return Err(format!("{} › {} was {was:?} and is {is:?}", key.0, key.1)),
            _ => {}
        }
    }
    Ok(verdict)
}

fn files_below(folder: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files = walkdir::WalkDir::new(root).sort_by_file_name().into_iter().flatten();
    let is_code = |p: &Path| p.extension().is_some_and(|e| e == "rs" || e == "md" || e == "py");
    files.filter(|f| f.file_type().is_file()).map(walkdir::DirEntry::into_path).filter(|p| !is_code(p)).collect()
}
