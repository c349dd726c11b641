//! The program: reads the call, does it, prints what came of it, and ends with its status.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "the one place that prints")]

use anstream::{AutoStream, ColorChoice};
use cap::Cap;
use mimalloc::MiMalloc;
use std::io::{self, Write};
use std::process::ExitCode;
use tongbao::cli::{self, Color, Command};
use tongbao::exit::Exit;
use tongbao::intake::worker::{Memory, serve};
use tongbao::interrupt::Gate;
use tongbao::progress::Line;
use tongbao::session::{self, Said};
use tongbao::wording::console;

/// Counts what is in use, and caps it in worker processes. The allocator below it is not the system's: those of glibc and Windows
/// lock where one thread frees what another took, as the makers and the writer of pages do.
#[global_allocator]
static ALLOCATOR: Cap<MiMalloc> = Cap::new(MiMalloc, usize::MAX);

fn main() -> ExitCode {
    let command = match cli::parse(std::env::args_os()) {
        Ok(command) => command.with_workers(std::env::current_exe().ok()),
        Err(answer) => return print(&Said::answer(&answer), Color::Auto),
    };
    if std::env::var_os("RUST_BACKTRACE").is_none() {
        // A panic becomes a sentence for the clerk; its trace is for engineers who ask for it.
        std::panic::set_hook(Box::new(|_| {}));
    }
    if command == Command::Worker {
        serve(Memory { cap: |bytes| ALLOCATOR.set_limit(bytes).is_ok(), in_use: || ALLOCATOR.allocated() });
    }
    let gate = Gate::default();
    gate.end_on_interrupt(Exit::Interrupted.status(), || {
        // Where the terminal itself was closed nobody hears it; that must not keep the program from ending.
        let _ = writeln!(io::stderr(), "\n{}", console::interrupted());
    });
    let common = match &command {
        Command::Run(args) => Some(&args.common),
        Command::Check(args) => Some(&args.common),
        Command::Remind(args) => Some(&args.common),
        Command::Init(_) | Command::Cells(_) | Command::Explain(_) | Command::Verify(_) | Command::Worker => None,
    };
    let line = if common.is_none_or(|c| c.quiet) { Line::hidden() } else { Line::start() };
    let said = session::carry_out(&command, &mut io::stdout(), &|step| line.show(step), &gate);
    line.end();
    print(&said, common.map_or(Color::Auto, |c| c.color))
}

/// Prints results to standard output and messages to standard error; a closed pipe is not our trouble.
fn print(said: &Said, color: Color) -> ExitCode {
    let choice = match color {
        Color::Auto => None,
        Color::Always => Some(ColorChoice::Always),
        Color::Never => Some(ColorChoice::Never),
    };
    let (out, err) = (io::stdout(), io::stderr());
    let out_choice = choice.unwrap_or_else(|| AutoStream::choice(&out));
    let err_choice = choice.unwrap_or_else(|| AutoStream::choice(&err));
    let _ = AutoStream::new(err, err_choice).write_all(said.messages.as_bytes());
    let mut out = AutoStream::new(out, out_choice);
    let _ = out.write_all(said.results.as_bytes()).and_then(|()| out.flush());
    said.exit.into()
}
