//! "What was typed?" The command line; the only user of clap.
//!
//! In: the words behind the program's name. Out: a [`Command`], or what to say instead (help, version, a mistake in plain words).
//! It opens nothing; whether folders and files exist is the concern of `job`.

mod mistakes;

use crate::exit::Exit;
use crate::intake::CALL;
use crate::read::{Limits, Unit};
use crate::wording::usage::Usage;
use clap::builder::styling::{AnsiColor, Style, Styles};
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use mistakes::{answer, refuse};
use std::ffi::OsString;
use std::path::PathBuf;

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
    /// Read files for another process of this program; no one types this.
    Worker,
}

impl Command {
    /// The same, with the program that serves as its worker processes.
    #[must_use]
    pub fn with_workers(mut self, program: Option<PathBuf>) -> Self {
        match &mut self {
            Self::Run(args) => args.common.worker = program,
            Self::Check(args) => args.common.worker = program,
            Self::Cells(args) => args.worker = program,
            Self::Init(_) | Self::Worker => {}
        }
        self
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
const SUBCOMMANDS: [&str; 4] = ["run", "check", "init", "cells"];
/// Commands that the contract names and a later version brings.
const LATER: [&str; 4] = ["explain", "template", "remind", "bulletin"];

#[derive(Debug, Parser)]
#[command(
    name = "tongbao",
    bin_name = "tongbao",
    about = "读取各单位报送的工作簿，汇总成可直接随通报下发的附件工作簿",
    override_usage = "tongbao [命令] 文件夹 [选项]",
    after_help = EXAMPLES,
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
    #[command(
        override_usage = "tongbao [run] 文件夹或文件… [选项]",
        after_help = RUN_EXAMPLES,
        disable_help_flag = true,
        help_template = TEMPLATE
    )]
    Run(RunArgs),
    /// 只检查：读出表格，报告问题及其位置，不生成工作簿
    #[command(
        override_usage = "tongbao check 文件夹或文件… [选项]",
        after_help = CHECK_EXAMPLES,
        disable_help_flag = true,
        help_template = TEMPLATE
    )]
    Check(CheckArgs),
    /// 新建工作文件夹：收件/、名录.xlsx、说明.txt、拖到这里.bat
    #[command(
        override_usage = "tongbao init [文件夹]",
        after_help = INIT_EXAMPLES,
        disable_help_flag = true,
        help_template = TEMPLATE
    )]
    Init(InitArgs),
    /// 逐格列出读到的内容（每行一个 JSON 对象），供程序使用或核对读取结果
    #[command(
        override_usage = "tongbao cells 文件夹或文件… [选项]",
        after_help = CELLS_EXAMPLES,
        disable_help_flag = true,
        help_template = TEMPLATE
    )]
    Cells(CellsArgs),
}

const EXAMPLES: &str = "\
示例：
  tongbao 收件                     汇总“收件”文件夹，附件工作簿生成在它旁边
  tongbao check 收件               先看看各单位的文件有什么问题
  tongbao init 2023年二季度        为新的一期建好文件夹
  tongbao run -h                   全部选项

退出状态：0 已生成，无需人工处理；1 已生成，有待核事项或未能使用的文件；2 未生成；130 已中断";

const RUN_EXAMPLES: &str = "\
示例：
  tongbao 收件
  tongbao 收件 --period 2023Q1 --as-of 2023-04-18
  tongbao 收件 --roster 名录.xlsx -o 附件.xlsx --clean 附件（正式稿）.xlsx
  tongbao 收件 --json 结果.json -q

退出状态：0 已生成，无需人工处理；1 已生成，有待核事项或未能使用的文件；2 未生成；130 已中断";

const CHECK_EXAMPLES: &str = "\
示例：
  tongbao check 收件
  tongbao check 某单位一季度报表.xlsx";

const INIT_EXAMPLES: &str = "\
示例：
  tongbao init 2023年二季度        已有的文件一律不改动";

const CELLS_EXAMPLES: &str = "\
示例：
  tongbao cells 某单位一季度报表.xlsx
  tongbao cells 收件 > 单元格.jsonl

每个文件先列一行（状态、存疑之处、工作表），再逐行列出它的非空单元格。

退出状态：0 全部读出；1 有文件未能读取或有存疑之处；2 没有读出任何文件；130 已中断";

/// What `run` and `check` share.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line of its own")]
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct Common {
    /// 收件文件夹，也可以是一个或几个文件、ZIP 压缩包
    #[arg(value_name = "文件夹或文件", help_heading = "参数")]
    pub paths: Vec<PathBuf>,
    /// 名录工作簿（默认：文件夹里或旁边的“名录.xlsx”）
    #[arg(long, value_name = "文件")]
    pub roster: Option<PathBuf>,
    /// 统计周期：2023Q1、2023-03、2023H1、2023 或 2023-01-01..2023-03-31
    #[arg(long, value_name = "周期")]
    pub period: Option<String>,
    /// 检查时间点，如 2023-04-18
    #[arg(long, value_name = "日期")]
    pub as_of: Option<String>,
    /// 同时处理的文件数（默认：处理器核数）
    #[arg(short, long, value_name = "个数", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub jobs: Option<u16>,
    /// 也读取文件夹里的链接所指向的文件（默认不读）
    #[arg(long)]
    pub links: bool,
    /// 调整安全上限，可写多次，如 file-size=200M、time=60s；名称写错时会列出全部名称
    #[arg(long = "limit", value_name = "名称=数值", value_parser = limit)]
    pub limits: Vec<(String, u64)>,
    /// Read files in this process; for engineers.
    #[arg(long, hide = true)]
    pub in_process: bool,
    /// The program that serves as worker processes; none where the caller is no such program.
    #[arg(skip)]
    pub worker: Option<PathBuf>,
    /// 只显示错误
    #[arg(short, long, conflicts_with = "verbose")]
    pub quiet: bool,
    /// 另外显示每个规则取值的来源和全部提示
    #[arg(short, long)]
    pub verbose: bool,
    /// 颜色：auto 自动，always 总是，never 不用（也可设环境变量 NO_COLOR）
    #[arg(
        long,
        value_name = "方式",
        value_enum,
        default_value_t,
        hide_possible_values = true,
        hide_default_value = true
    )]
    pub color: Color,
    /// 显示本帮助
    #[arg(short, long, action = clap::ArgAction::Help)]
    pub(crate) help: Option<bool>,
}

/// Arguments of `run`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
#[command(next_help_heading = "选项")]
pub struct RunArgs {
    /// 生成的工作簿（默认：收件文件夹旁边，按周期命名）
    #[arg(short, long, value_name = "文件")]
    pub output: Option<PathBuf>,
    /// 另存一份正式稿：没有留痕工作表、批注和来源文件名
    #[arg(long, value_name = "文件")]
    pub clean: Option<PathBuf>,
    /// 另存机器可读的 JSON 报告；“-”表示写到标准输出
    #[arg(long, value_name = "文件")]
    pub json: Option<PathBuf>,
    /// 有提示或推断时，退出状态也为 1
    #[arg(long)]
    pub strict: bool,
    /// 只演练：说明将生成什么，不写任何文件
    #[arg(short = 'n', long)]
    pub dry_run: bool,
    /// 直接覆盖已有的工作簿，不保留旧版
    #[arg(short, long)]
    pub force: bool,
    /// What `check` has too.
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `check`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
#[command(next_help_heading = "选项")]
pub struct CheckArgs {
    /// What `run` has too.
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `init`.
#[derive(Debug, Clone, PartialEq, Eq, Args)]
pub struct InitArgs {
    /// 要建立或补全的文件夹（默认：当前文件夹）
    #[arg(value_name = "文件夹", help_heading = "参数", default_value = ".", hide_default_value = true)]
    pub folder: PathBuf,
    /// 显示本帮助
    #[arg(short, long, action = clap::ArgAction::Help, help_heading = "选项")]
    pub(crate) help: Option<bool>,
}

/// Arguments of `cells`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
#[command(next_help_heading = "选项")]
pub struct CellsArgs {
    /// 一个或几个文件、文件夹、ZIP 压缩包
    #[arg(value_name = "文件夹或文件", help_heading = "参数")]
    pub paths: Vec<PathBuf>,
    /// 同时处理的文件数（默认：处理器核数）
    #[arg(short, long, value_name = "个数", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub jobs: Option<u16>,
    /// 调整安全上限，可写多次；名称写错时会列出全部名称
    #[arg(long = "limit", value_name = "名称=数值", value_parser = limit)]
    pub limits: Vec<(String, u64)>,
    /// Read files in this process; for engineers.
    #[arg(long, hide = true)]
    pub in_process: bool,
    /// The program that serves as worker processes; none where the caller is no such program.
    #[arg(skip)]
    pub worker: Option<PathBuf>,
    /// 显示本帮助
    #[arg(short, long, action = clap::ArgAction::Help)]
    pub(crate) help: Option<bool>,
}

impl CellsArgs {
    /// The same as `run` would take them.
    #[must_use]
    pub fn common(&self) -> Common {
        Common {
            paths: self.paths.clone(),
            jobs: self.jobs,
            limits: self.limits.clone(),
            in_process: self.in_process,
            worker: self.worker.clone(),
            ..Common::default()
        }
    }
}

/// When to use colour.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal only, and not under `NO_COLOR`.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Reads the command line; `words` starts with the program's own name.
///
/// # Errors
/// The text to show instead: help or version that were asked for, or the mistake in the call.
pub fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Command, Answer> {
    let mut words: Vec<OsString> = words.into_iter().collect();
    if words.is_empty() {
        words.push("tongbao".into());
    }
    if words.iter().skip(1).eq(CALL) {
        return Ok(Command::Worker);
    }
    let first = words.get(1).and_then(|w| w.to_str()).unwrap_or_default().to_owned();
    if first == "help" {
        words.remove(1);
        words.push("--help".into());
    } else if let Some(mistake) = mistaken_command(&first) {
        return Err(refuse(&mistake));
    } else if !SUBCOMMANDS.contains(&first.as_str()) && !matches!(first.as_str(), "-h" | "--help" | "-V" | "--version")
    {
        words.insert(1, "run".into());
    }
    let cli = command().try_get_matches_from(&words).and_then(|m| Cli::from_arg_matches(&m));
    match cli.map_err(|e| answer(&e))?.command {
        Sub::Run(args) => output_is_workbook(&args).map(|()| Command::Run(args)),
        Sub::Check(args) => Ok(Command::Check(args)),
        Sub::Init(args) => Ok(Command::Init(args)),
        Sub::Cells(args) => Ok(Command::Cells(args)),
    }
}

/// The short help, shown when there is nothing to do.
#[must_use]
pub fn short_help() -> String {
    command().render_help().ansi().to_string()
}

fn command() -> clap::Command {
    Cli::command().version(env!("CARGO_PKG_VERSION"))
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
            return Err(refuse(&Usage::NotAWorkbookName { option, written: path.display().to_string() }));
        }
    }
    Ok(())
}

fn limit(text: &str) -> Result<(String, u64), String> {
    let (name, value) = text.split_once('=').ok_or_else(String::new)?;
    let value = amount(name.trim(), value.trim()).ok_or_else(String::new)?;
    Ok((name.trim().to_owned(), value))
}

/// A value with or without its unit: `200M` (also `200MB`, `200MiB`) for bytes, `60s` for times.
fn amount(name: &str, value: &str) -> Option<u64> {
    let value = value.replace([',', '_'], "").to_ascii_lowercase();
    let digits = value.trim_end_matches(|c: char| !c.is_ascii_digit());
    let scale: u64 = match (Limits::unit(name), value[digits.len()..].trim()) {
        (_, "") => 1,
        (Unit::Bytes, "k" | "kb" | "kib") => 1 << 10,
        (Unit::Bytes, "m" | "mb" | "mib") => 1 << 20,
        (Unit::Bytes, "g" | "gb" | "gib") => 1 << 30,
        (Unit::Milliseconds, "ms") => 1,
        (Unit::Milliseconds, "s") => 1000,
        _ => return None,
    };
    digits.parse::<u64>().ok()?.checked_mul(scale)
}

#[cfg(test)]
mod tests;
