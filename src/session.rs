//! "Do it, and tell me." One call of the program: from the checked command to the texts for the two outputs and the exit status.
//!
//! In: a [`Command`]. Out: [`Said`]. It decides which text goes where: results to standard output, messages to standard error, and
//! with `--json -` the last screen to standard error. It does no step of the path itself.

use crate::cli::{Answer, Command, Common, InitArgs, RemindArgs, RunArgs};
use crate::deliver::{Delivery, is_open_elsewhere};
use crate::error::Error;
use crate::exit::Exit;
use crate::interrupt::Gate;
use crate::job::{self, Batch, JsonTo, Old};
use crate::outcome::Stopped;
use crate::progress::Step;
use crate::report::console::{self, Told, bad, shown, visible};
use crate::report::{check, json, verbose};
use crate::trail::Closed;
use crate::verify::Unverified;
use crate::wording::{self, console as words, errors, limits};
use crate::{Made, cells, explain, init, remind, verify};
use std::fmt::Write as _;
use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// What a call says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// For standard output.
    pub results: String,
    /// For standard error.
    pub messages: String,
    /// The exit status.
    pub exit: Exit,
}

impl Said {
    /// Help and version go to standard output, a mistake in the call to standard error.
    #[must_use]
    pub fn answer(answer: &Answer) -> Self {
        let text = answer.text.trim_end().to_owned() + "\n";
        match answer.exit {
            Exit::Made => Self { results: text, messages: String::new(), exit: Exit::Made },
            exit => Self { results: String::new(), messages: visible(&text), exit },
        }
    }

    fn refused(error: &Error) -> Self {
        let mut messages = bad(&format!("{}{}", words::error_prefix(), errors::sentence(error))) + "\n";
        if *error == Error::NoInput {
            messages = format!("{}\n{messages}", crate::cli::short_help());
        }
        Self { results: String::new(), messages, exit: Exit::NotMade }
    }
}

/// Does what the command says. A mistake of the program itself becomes a sentence too. Results that are too long for [`Said`] go to
/// `out` as they come.
pub fn carry_out(command: &Command, out: &mut dyn Write, show: &(dyn Fn(Step) + Sync), gate: &Gate) -> Said {
    let said = catch_unwind(AssertUnwindSafe(|| obey(command, out, show, gate))).unwrap_or_else(|panic| {
        let detail = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied());
        let messages = bad(&words::own_mistake(detail.unwrap_or_default())) + "\n";
        Said { results: String::new(), messages, exit: Exit::NotMade }
    });
    let in_process = command.every().is_some_and(|every| every.in_process);
    let notice = if in_process { format!("{}\n", limits::in_process()) } else { String::new() };
    Said { messages: notice + &said.messages, ..said }
}

fn obey(command: &Command, out: &mut dyn Write, show: &(dyn Fn(Step) + Sync), gate: &Gate) -> Said {
    match command {
        Command::Run(args) => run(args, show, gate),
        Command::Check(args) => check(&args.common, show),
        Command::Remind(args) => chase(args, show, gate),
        Command::Init(args) => set_up(args, show, gate),
        Command::Cells(args) => match cells::print(args, out) {
            Ok(exit) => Said { results: String::new(), messages: String::new(), exit },
            Err(error) => Said::refused(&error),
        },
        Command::Explain(args) => match explain::explain(args) {
            Ok(told) => looked_up(&told.text, told.exit),
            Err(why) => closed(&why, &args.workbook),
        },
        Command::Verify(args) => match verify::verify(args, show) {
            Ok(told) => Said { results: visible(&told.text), messages: String::new(), exit: told.exit },
            Err(Unverified::Closed(why)) => closed(&why, &args.workbook),
            Err(Unverified::Stopped(error)) => Said::refused(&error),
        },
        // `main`, which owns the allocator, has served already.
        Command::Worker => Said { results: String::new(), messages: String::new(), exit: Exit::Made },
    }
}

/// What was looked up goes to standard output; that there is nothing, to standard error.
fn looked_up(text: &str, exit: Exit) -> Said {
    match exit {
        Exit::NotMade => Said { results: String::new(), messages: bad(text.trim_end()) + "\n", exit },
        exit => Said { results: visible(text), messages: String::new(), exit },
    }
}

/// A workbook that tells nothing.
fn closed(why: &Closed, workbook: &Path) -> Said {
    let messages = bad(&format!("{}{}", words::error_prefix(), wording::explain::closed(why, workbook))) + "\n";
    Said { results: String::new(), messages, exit: Exit::NotMade }
}

fn set_up(args: &InitArgs, show: &(dyn Fn(Step) + Sync), gate: &Gate) -> Said {
    let made = |results, exit| Said { results, messages: String::new(), exit };
    let Some(from) = &args.from else {
        let _shut = gate.shut();
        return match init::init(&args.folder) {
            Ok(laid) => made(init::told(&laid, &args.folder), Exit::Made),
            Err(error) => Said::refused(&error),
        };
    };
    let drawn = match init::draw(from, args, show) {
        Ok(drawn) => drawn,
        Err(why) => return Said::refused(&why.error),
    };
    let _shut = gate.shut();
    match init::init_from(&args.folder, &drawn) {
        Ok((laid, roster)) => {
            let (told, exit) = init::told_drawn((&laid, &roster), &drawn, &args.folder);
            made(told, exit)
        }
        Err(error) => Said::refused(&error),
    }
}

fn run(args: &RunArgs, show: &(dyn Fn(Step) + Sync), gate: &Gate) -> Said {
    let report = args.json.as_deref().filter(|path| !args.dry_run || job::json_place(path) == JsonTo::Output);
    let job = match job::plan(args) {
        Ok(job) => job,
        Err(error) => return stopped(&error.into(), report, gate),
    };
    let said = match crate::run(&job, show, gate) {
        Ok(made) => told(&made, args),
        Err(why) => stopped(&why, report, gate),
    };
    beside_open_files(said, &job.batch)
}

/// What an office program has not saved yet is not read: whoever has the roster open is told so.
fn beside_open_files(said: Said, batch: &Batch) -> Said {
    let own = batch.roster.iter().chain(&batch.decisions).map(|file| &file.path);
    let open = own.filter(|path| is_open_elsewhere(path));
    let mut messages: String = open.map(|path| console::warn(&words::open_unsaved(&shown(path))) + "\n").collect();
    messages.push_str(&said.messages);
    Said { messages, ..said }
}

fn told(made: &Made, args: &RunArgs) -> Said {
    let exit = Exit::of(&made.outcome, args.strict);
    let call = call(&args.common.paths);
    let screen = if args.common.quiet {
        String::new()
    } else {
        console::last_screen(&Told { outcome: &made.outcome, products: &made.products, call: &call })
    };
    let mut messages = if args.common.verbose { verbose::details(&made.outcome) } else { String::new() };
    match &made.json {
        Some(json) => {
            messages.push_str(&screen);
            Said { results: json.clone(), messages, exit }
        }
        None => Said { results: screen, messages, exit },
    }
}

/// Nothing was made: the error, what became of the files, and the report as far as the run came.
fn stopped(why: &Stopped, report: Option<&Path>, gate: &Gate) -> Said {
    let mut said = Said::refused(&why.error);
    let Some(path) = report else { return said };
    let text = json::stopped(why).to_json().unwrap_or_default();
    match job::json_place(path) {
        JsonTo::Output => said.results = text,
        // The place may not have been checked when the run stopped: nothing but an earlier report is replaced.
        JsonTo::File(path) if path.exists() && !job::is_report(&path) => {}
        JsonTo::File(path) => {
            let delivery = Delivery { old: Old::Replace, trial: false, gate };
            if let Err(e) = delivery.replace(text.as_bytes(), &path) {
                let why = if let Error::TargetNotWritable(_, why) = e { why } else { errors::sentence(&e) };
                let refused = words::json_not_written(&shown(&path), &why);
                said.messages.push_str(&(bad(&refused) + "\n"));
            }
        }
    }
    said
}

fn check(common: &Common, show: &(dyn Fn(Step) + Sync)) -> Said {
    let batch = match job::gather(common) {
        Ok(batch) => batch,
        Err(error) => return Said::refused(&error),
    };
    let (checked, read) = match crate::work_out(&batch, show) {
        Ok(outcome) => (check::worked_out(&outcome), true),
        Err(why) if why.inputs.is_empty() => return Said::refused(&why.error),
        Err(why) => (check::as_far_as_read(&why), !matches!(why.error, Error::NothingReadable(_))),
    };
    let exit = match (read, checked.needs_human) {
        (false, _) => Exit::NotMade,
        (true, true) => Exit::NeedsHuman,
        (true, false) => Exit::Made,
    };
    let results = if common.quiet { String::new() } else { checked.text };
    beside_open_files(Said { results, messages: String::new(), exit }, &batch)
}

/// Texts for the units that are to be chased, printed or written to a file.
fn chase(args: &RemindArgs, show: &(dyn Fn(Step) + Sync), gate: &Gate) -> Said {
    let made = job::gather(&args.common).and_then(|batch| remind(&batch, show));
    let reminder = match made {
        Ok(reminder) => reminder,
        Err(error) => return Said::refused(&error),
    };
    let exit = match (reminder.listed, reminder.chased.is_empty()) {
        (false, _) => Exit::NotMade,
        (true, true) => Exit::Made,
        (true, false) => Exit::NeedsHuman,
    };
    let text = visible(&remind::text(&reminder));
    let Some(path) = args.output.as_ref().filter(|_| reminder.listed) else {
        return match exit {
            Exit::NotMade => Said { results: String::new(), messages: text, exit },
            _ => Said { results: text, messages: String::new(), exit },
        };
    };
    // Only an earlier text is replaced: whatever else lies there may have been handed in.
    if path.exists() && !path.extension().is_some_and(|e| e.eq_ignore_ascii_case("txt")) {
        return Said::refused(&Error::TargetIsInput(path.clone()));
    }
    let delivery = Delivery { old: Old::Replace, trial: false, gate };
    match delivery.deliver(&remind::bytes(&text), path) {
        Ok(made) => {
            let line = wording::remind::written(&shown(&made.path), reminder.chased.len());
            Said { results: visible(&line) + "\n", messages: String::new(), exit }
        }
        Err(error) => Said::refused(&error),
    }
}

/// The call that repeats a run on these paths; a path with blanks is put in quotes.
fn call(paths: &[PathBuf]) -> String {
    let mut call = "tongbao".to_owned();
    for path in paths {
        let path = shown(path);
        let _ = if path.contains(char::is_whitespace) { write!(call, " \"{path}\"") } else { write!(call, " {path}") };
    }
    call
}
