//! "What was typed?" The command line; the only user of clap.
//!
//! In: the words behind the program's name. Out: a [`Command`], or what to say instead (help, version, a mistake in plain words).
//! It opens nothing; whether folders and files exist is the concern of `job`.

mod examples;
mod mistakes;
mod options;
mod typed;

use crate::exit::Exit;
use crate::intake::CALL;
use crate::wording::usage::HELP_CALLED;
use crate::wording::usage::Usage;
use clap::builder::styling::{AnsiColor, Style, Styles};
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use mistakes::{answer, refuse};
pub use options::{CellsArgs, CheckArgs, Color, Common, Every, ExplainArgs, InitArgs, RemindArgs, RunArgs, VerifyArgs};
use std::ffi::OsString;
use std::path::PathBuf;
use typed::{asks_for_help, plain_dashes};

/// One whole call of the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// The main job.
    Run(RunArgs),
    /// Read, recognize, report; write no workbook.
    Check(CheckArgs),
    /// Make a working folder.
    Init(InitArgs),
    /// Print what was read.
    Cells(CellsArgs),
    /// Texts that chase what did not come.
    Remind(RemindArgs),
    /// Tell where a figure of a produced workbook comes from.
    Explain(ExplainArgs),
    /// Recompute a produced workbook and list what differs.
    Verify(VerifyArgs),
    /// Read files for another process of this program; no one types this.
    Worker,
}

impl Command {
    /// The same, with the program that serves as its worker processes.
    #[must_use]
    pub fn with_workers(mut self, program: Option<PathBuf>) -> Self {
        if let Some(every) = self.every_mut() {
            every.worker = program;
        }
        self
    }

    /// What all commands share; none for the one that no one types.
    #[must_use]
    pub fn every(&self) -> Option<&Every> {
        Some(match self {
            Self::Run(args) => &args.common.every,
            Self::Check(args) => &args.common.every,
            Self::Remind(args) => &args.common.every,
            Self::Cells(args) => &args.every,
            Self::Init(args) => &args.every,
            Self::Explain(args) => &args.every,
            Self::Verify(args) => &args.every,
            Self::Worker => return None,
        })
    }

    fn every_mut(&mut self) -> Option<&mut Every> {
        Some(match self {
            Self::Run(args) => &mut args.common.every,
            Self::Check(args) => &mut args.common.every,
            Self::Remind(args) => &mut args.common.every,
            Self::Cells(args) => &mut args.every,
            Self::Init(args) => &mut args.every,
            Self::Explain(args) => &mut args.every,
            Self::Verify(args) => &mut args.every,
            Self::Worker => return None,
        })
    }
}

/// What to say instead of doing something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The text.
    pub text: String,
    /// `Made` for help and version that were asked for, else `NotMade`.
    pub exit: Exit,
}

const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";
const SUBCOMMANDS: [&str; 7] = ["run", "check", "init", "cells", "remind", "explain", "verify"];
/// Commands that the contract names and a later version brings.
const LATER: [&str; 2] = ["template", "bulletin"];

#[derive(Debug, Parser)]
#[command(
    name = "tongbao",
    bin_name = "tongbao",
    about = "读取各单位报送的工作簿，汇总成可直接随通报下发的附件工作簿",
    override_usage = "tongbao [命令] 文件夹 [选项]",
    after_help = examples::ALL,
    subcommand_required = true,
    subcommand_help_heading = "命令",
    next_help_heading = "选项",
    disable_help_flag = true,
    disable_version_flag = true,
    disable_help_subcommand = true,
    help_template = TEMPLATE,
    styles = styles()
)]
struct Cli {
    #[command(subcommand)]
    command: Sub,
    /// 显示本帮助；“tongbao run -h”显示全部选项
    #[arg(short, long, action = clap::ArgAction::Help)]
    pub(crate) help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long, action = clap::ArgAction::Version)]
    version: Option<bool>,
}

#[derive(Debug, Subcommand)]
enum Sub {
    /// 主要工作：生成附件工作簿（“run”可以省略）
    #[command(override_usage = "tongbao [run] 文件夹或文件… [选项]", after_help = examples::RUN)]
    Run(RunArgs),
    /// 只检查：读出表格，报告问题及其位置，不生成工作簿
    #[command(override_usage = "tongbao check 文件夹或文件… [选项]", after_help = examples::CHECK)]
    Check(CheckArgs),
    /// 新建工作文件夹：收件/、名录.xlsx、说明.txt、拖到这里.bat
    #[command(override_usage = "tongbao init [文件夹] [--from 收件文件夹或上期工作簿]", after_help = examples::INIT)]
    Init(InitArgs),
    /// 逐格列出读到的内容（每行一个 JSON 对象），供程序使用或核对读取结果
    #[command(override_usage = "tongbao cells 文件夹或文件… [选项]", after_help = examples::CELLS)]
    Cells(CellsArgs),
    /// 催报：未报和报送不全的单位各一段可以直接发送的文字，另有一条群通知
    #[command(override_usage = "tongbao remind 文件夹或文件… [选项]", after_help = examples::REMIND)]
    Remind(RemindArgs),
    /// 说明附件工作簿里的一个数、一项问题是怎么来的
    #[command(override_usage = "tongbao explain 工作簿 附件3!F7", after_help = examples::EXPLAIN)]
    Explain(ExplainArgs),
    /// 用收件文件重新计算，逐处列出与附件工作簿的不同
    #[command(override_usage = "tongbao verify 工作簿 [收件文件夹]", after_help = examples::VERIFY)]
    Verify(VerifyArgs),
}

/// Reads the command line; `words` starts with the program's own name.
///
/// # Errors
/// The text to show instead: help or version that were asked for, or the mistake in the call.
pub fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Command, Answer> {
    let mut words: Vec<OsString> = words.into_iter().map(plain_dashes).collect();
    if words.is_empty() {
        words.push("tongbao".into());
    }
    if words.iter().skip(1).eq(CALL) {
        return Ok(Command::Worker);
    }
    let first = words.get(1).and_then(|w| w.to_str()).unwrap_or_default().to_owned();
    if asks_for_help(&first, HELP_CALLED) {
        words.remove(1);
        words.push("--help".into());
    } else if let Some(mistake) = mistaken_command(&first) {
        return Err(refuse(&mistake, ""));
    } else if !SUBCOMMANDS.contains(&first.as_str()) && !matches!(first.as_str(), "-h" | "--help" | "-V" | "--version")
    {
        words.insert(1, "run".into());
    }
    let cli = command().try_get_matches_from(&words).and_then(|m| Cli::from_arg_matches(&m));
    match cli.map_err(|e| answer(&e, &words))?.command {
        Sub::Run(args) => output_is_workbook(&args).map(|()| Command::Run(args)),
        Sub::Check(args) => Ok(Command::Check(args)),
        Sub::Init(args) => Ok(Command::Init(args)),
        Sub::Cells(args) => Ok(Command::Cells(args)),
        Sub::Remind(args) => Ok(Command::Remind(args)),
        Sub::Explain(args) => Ok(Command::Explain(args)),
        Sub::Verify(args) => Ok(Command::Verify(args)),
    }
}

/// The short help, shown when there is nothing to do.
#[must_use]
pub fn short_help() -> String {
    command().render_help().ansi().to_string()
}

fn command() -> clap::Command {
    let laid_out = |command: clap::Command| command.disable_help_flag(true).help_template(TEMPLATE);
    Cli::command().mut_subcommands(laid_out).version(env!("CARGO_PKG_VERSION"))
}

fn styles() -> Styles {
    let bold = Style::new().bold();
    Styles::plain().header(bold).literal(AnsiColor::Cyan.on_default()).usage(bold)
}

/// A first word that is no path but looks like a command.
fn mistaken_command(first: &str) -> Option<Usage> {
    if first.is_empty() || first.starts_with('-') || SUBCOMMANDS.contains(&first) || PathBuf::from(first).exists() {
        return None;
    }
    if LATER.contains(&first) {
        return Some(Usage::CommandLater { written: first.to_owned() });
    }
    let nearest = SUBCOMMANDS.iter().find(|c| strsim::osa_distance(c, first) == 1 || c.eq_ignore_ascii_case(first))?;
    Some(Usage::CommandUnknown { written: first.to_owned(), nearest: (*nearest).to_owned() })
}

/// The products are workbooks: another ending would be a file that Excel warns about.
fn output_is_workbook(args: &RunArgs) -> Result<(), Answer> {
    for (option, path) in [("--output", &args.output), ("--clean", &args.clean)] {
        if let Some(path) = path
            && !path.is_dir()
            && !path.extension().is_some_and(|e| e.eq_ignore_ascii_case("xlsx"))
        {
            return Err(refuse(&Usage::NotAWorkbookName { option, written: path.display().to_string() }, ""));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
