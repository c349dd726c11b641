//! "Which options?" The arguments of each command, as clap reads them; each says itself what it does.
//!
//! In: words. Out: [`RunArgs`] and its kin. Whether they make sense together with what lies on the disk is the concern of `job`.

use crate::intake::Isolation;
use crate::read::{Limits, Unit};
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// What every command has.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct Every {
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

impl Every {
    /// Where files are read.
    #[must_use]
    pub fn isolation(&self) -> Isolation {
        match &self.worker {
            Some(program) if !self.in_process => Isolation::Workers(program.clone()),
            _ => Isolation::InProcess,
        }
    }
}

/// What `run` and `check` share.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
pub struct Common {
    /// 收件文件夹，也可以是一个或几个文件、ZIP 压缩包
    #[arg(value_name = "文件夹或文件", help_heading = "参数")]
    pub paths: Vec<PathBuf>,
    /// 名录工作簿（默认：文件夹里或旁边的“名录.xlsx”）
    #[arg(long, value_name = "文件")]
    pub roster: Option<PathBuf>,
    /// 填好的待确认表（默认：生成的工作簿旁边的“待确认.xlsx”）
    #[arg(long, value_name = "文件")]
    pub decisions: Option<PathBuf>,
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
    /// What every command has.
    #[command(flatten)]
    pub every: Every,
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
    /// 上期生成的附件工作簿（完整的那本，不是正式稿）：与上期比较，列出连续两期的问题和上期问题的整改情况
    #[arg(long, value_name = "工作簿")]
    pub previous: Option<PathBuf>,
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

/// Arguments of `remind`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
#[command(next_help_heading = "选项")]
pub struct RemindArgs {
    /// 把催报文字写到文件（记事本可以打开），不在屏幕上显示
    #[arg(short, long, value_name = "文件")]
    pub output: Option<PathBuf>,
    /// What `run` has too.
    #[command(flatten)]
    pub common: Common,
}

/// Arguments of `init`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
#[command(next_help_heading = "选项")]
pub struct InitArgs {
    /// 要建立或补全的文件夹（默认：当前文件夹）
    #[arg(value_name = "文件夹", help_heading = "参数", default_value = ".", hide_default_value = true)]
    pub folder: PathBuf,
    /// 根据报来的材料（收件文件夹），或上期生成的附件工作簿，填好名录供核对
    #[arg(long, value_name = "文件夹或工作簿")]
    pub from: Option<PathBuf>,
    /// 材料的统计周期，看不出来时指定，如 2023Q1
    #[arg(long, value_name = "周期", requires = "from")]
    pub period: Option<String>,
    /// What every command has.
    #[command(flatten)]
    pub every: Every,
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
    /// What every command has.
    #[command(flatten)]
    pub every: Every,
}

impl CellsArgs {
    /// The same as `run` would take them.
    #[must_use]
    pub fn common(&self) -> Common {
        Common {
            paths: self.paths.clone(),
            jobs: self.jobs,
            limits: self.limits.clone(),
            every: self.every.clone(),
            ..Common::default()
        }
    }
}

/// Arguments of `explain`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
#[command(next_help_heading = "选项")]
pub struct ExplainArgs {
    /// tongbao 生成的附件工作簿
    #[arg(value_name = "工作簿", help_heading = "参数", required = true)]
    pub workbook: PathBuf,
    /// 工作表!单元格（附件3!F7）、问题编号（F12）或清单里的序号（问题清单!3）
    #[arg(value_name = "单元格", help_heading = "参数", required = true, num_args = 1..=2)]
    pub cell: Vec<String>,
    /// What every command has.
    #[command(flatten)]
    pub every: Every,
}

/// Arguments of `verify`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Args)]
#[command(next_help_heading = "选项")]
pub struct VerifyArgs {
    /// tongbao 生成的附件工作簿
    #[arg(value_name = "工作簿", help_heading = "参数", required = true)]
    pub workbook: PathBuf,
    /// 当时的收件文件夹或文件（默认：工作簿旁边同名的）
    #[arg(value_name = "文件夹或文件", help_heading = "参数")]
    pub inputs: Vec<PathBuf>,
    /// 名录工作簿（默认：当时的名录，在收件文件夹里或旁边）
    #[arg(long, value_name = "文件")]
    pub roster: Option<PathBuf>,
    /// 填好的待确认表（默认：当时的待确认表，在工作簿或收件文件夹旁边）
    #[arg(long, value_name = "文件")]
    pub decisions: Option<PathBuf>,
    /// 上期附件工作簿（默认：当时用的那本，在工作簿或收件文件夹旁边）
    #[arg(long, value_name = "工作簿")]
    pub previous: Option<PathBuf>,
    /// 同时处理的文件数（默认：处理器核数）
    #[arg(short, long, value_name = "个数", value_parser = clap::value_parser!(u16).range(1..=512))]
    pub jobs: Option<u16>,
    /// What every command has.
    #[command(flatten)]
    pub every: Every,
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
