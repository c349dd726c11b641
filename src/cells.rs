//! "Print everything that you read." The command `cells`: every file with its sheets, then its cells.
//!
//! In: what was typed, and where to print. Out: lines in the order of the files, however many are read at once, and the exit status.
//! A file's rows wait beside its line in a temporary file, so that neither a large book nor a slow reader of the output fills the memory,
//! and so that nothing is printed of a file that is refused in the end. It recognizes nothing.

use crate::cli::CellsArgs;
use crate::discover::{self, Found, LeftOut, Submission};
use crate::error::Error;
use crate::exit::Exit;
use crate::intake::How;
use crate::intake::cells::{CellReader, Piece, readers};
use crate::job;
use crate::report::cells as lines;
use std::io::{self, BufWriter, ErrorKind, Seek, Write};
use std::sync::mpsc::sync_channel;
use std::thread;
use tempfile::{SpooledTempFile, spooled_tempfile};

/// A file that was met.
enum Met<'a> {
    Submission(&'a Submission),
    LeftOut(&'a LeftOut),
}

/// What is printed of one file.
struct Page {
    line: String,
    rows: SpooledTempFile,
    read: bool,
    doubtful: bool,
}

/// Rows up to so many bytes wait in memory.
const IN_MEMORY: usize = 1024 * 1024;

/// Prints what stands in every file that the call names.
///
/// # Errors
/// Those of the call, a list without any submission, and an output that takes no more. An output that was closed is no error.
pub fn print(args: &CellsArgs, out: &mut dyn Write) -> Result<Exit, Error> {
    let batch = job::gather(&args.common())?;
    // The roster is a workbook like any other here: who asks for it wants to see it.
    let look = discover::Look { own: &[], ..crate::look(&batch) };
    let found = discover::list(&batch.inputs, &look)?;
    let how = How { jobs: batch.jobs, limits: batch.limits, isolation: &batch.isolation, progress: &|_| {} };
    let mut out = BufWriter::new(out);
    let (mut read, mut doubtful) = (false, false);
    let printed = pages(&in_order(&found), &how, &mut |mut page| {
        read |= page.read;
        doubtful |= page.doubtful;
        out.write_all(page.line.as_bytes())?;
        page.rows.rewind()?;
        io::copy(&mut page.rows, &mut out).map(|_| ())
    });
    match printed.and_then(|()| out.flush()) {
        Err(e) if e.kind() != ErrorKind::BrokenPipe => return Err(Error::OutputBroken(e.to_string())),
        Ok(()) if found.submissions.is_empty() => return Err(found.nothing(&batch.inputs)),
        _ => {}
    }
    Ok(match (read, doubtful) {
        (false, _) => Exit::NotMade,
        (true, true) => Exit::NeedsHuman,
        (true, false) => Exit::Made,
    })
}

fn in_order(found: &Found) -> Vec<Met<'_>> {
    let mut met: Vec<Met<'_>> = found.submissions.iter().map(Met::Submission).collect();
    met.extend(found.left_out.iter().map(Met::LeftOut));
    met.sort_by_key(|met| match met {
        Met::Submission(submission) => &submission.file,
        Met::LeftOut(left_out) => &left_out.file,
    });
    met
}

/// Makes a page of each file, several at a time, and shows them in order. Each reader is at most two pages ahead.
fn pages(files: &[Met<'_>], how: &How<'_>, show: &mut dyn FnMut(Page) -> io::Result<()>) -> io::Result<()> {
    let count = readers(how, files.len());
    thread::scope(|scope| {
        let mut hands = Vec::with_capacity(count);
        for hand in 0..count {
            let (done, made) = sync_channel(1);
            scope.spawn(move || {
                let mut reader = CellReader::new(how);
                for file in files.iter().skip(hand).step_by(count) {
                    if done.send(page(file, &mut reader)).is_err() {
                        break;
                    }
                }
            });
            hands.push(made);
        }
        for (_, made) in files.iter().zip(hands.iter().cycle()) {
            show(made.recv().map_err(io::Error::other)??)?;
        }
        Ok(())
    })
}

fn page(file: &Met<'_>, reader: &mut CellReader<'_>) -> io::Result<Page> {
    let mut rows = spooled_tempfile(IN_MEMORY);
    let submission = match file {
        Met::LeftOut(left_out) => {
            return Ok(Page { line: lines::skipped(left_out), rows, read: false, doubtful: false });
        }
        Met::Submission(submission) => submission,
    };
    let (file, mut doubts, mut written) = (&submission.file, lines::Doubts::default(), Ok(()));
    let sheets = reader.read(submission, &mut |piece| match piece {
        Piece::Start => {
            rows = spooled_tempfile(IN_MEMORY);
            (doubts, written) = (lines::Doubts::default(), Ok(()));
        }
        Piece::Rows(next) if written.is_ok() => {
            // Many small writes would each ask the system.
            let mut text = Vec::new();
            lines::rows(file, &next, &mut doubts, &mut text);
            written = rows.write_all(&text);
        }
        Piece::Rows(_) | Piece::Sha256(_) => {}
    });
    match sheets {
        Ok(sheets) => {
            written?;
            let doubtful = !doubts.is_empty() || sheets.iter().any(|sheet| sheet.missing);
            Ok(Page { line: lines::read(file, &sheets, &doubts), rows, read: true, doubtful })
        }
        Err(why) => {
            let rows = spooled_tempfile(IN_MEMORY);
            Ok(Page { line: lines::refused(file, &why), rows, read: false, doubtful: true })
        }
    }
}
