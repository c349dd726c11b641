//! Words on mistakes in the call.

use crate::wording::console::error_prefix;

/// A mistake in the call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Usage {
    /// No such option; the nearest one.
    OptionUnknown {
        /// As typed.
        written: String,
        /// What may have been meant.
        nearest: Option<String>,
    },
    /// No such command; the nearest one.
    CommandUnknown {
        /// As typed.
        written: String,
        /// What may have been meant.
        nearest: String,
    },
    /// A command that a later version brings.
    CommandLater {
        /// As typed.
        written: String,
    },
    /// An option stands without its value.
    ValueMissing {
        /// The option.
        option: String,
    },
    /// An option's value cannot be read.
    ValueBad {
        /// The option.
        option: String,
        /// As typed.
        written: String,
    },
    /// A value stands where none belongs.
    ValueUnwanted {
        /// The option.
        option: String,
    },
    /// An option stands twice.
    OptionTwice {
        /// The option.
        option: String,
    },
    /// Two options exclude each other.
    Conflict {
        /// One.
        one: String,
        /// The other.
        other: String,
    },
    /// A product's name does not end in `.xlsx`.
    NotAWorkbookName {
        /// The option.
        option: &'static str,
        /// As typed.
        written: String,
    },
    /// Something must stand there and does not.
    Missing {
        /// What, as the help calls it.
        missing: Vec<String>,
    },
    /// Anything else.
    Unclear,
}

/// How clerks may call the help.
pub const HELP_CALLED: &str = "帮助";

/// Two lines for a mistake in the call: what is wrong, and the help of this command (none = of the program).
#[must_use]
pub fn sentence(mistake: &Usage, command: &str) -> String {
    let said = match mistake {
        Usage::OptionUnknown { written, nearest } if written.starts_with('-') => match nearest {
            Some(nearest) => format!("没有“{written}”这个选项，您要用的是不是“{nearest}”？"),
            None => format!("没有“{written}”这个选项。"),
        },
        Usage::OptionUnknown { written, .. } => format!("多出一个参数“{written}”。名称里有空格的路径请用引号括起来。"),
        Usage::CommandUnknown { written, nearest } => {
            format!("没有名为“{written}”的文件夹或文件，也没有这个命令，您要用的是不是“tongbao {nearest}”？")
        }
        Usage::CommandLater { written } => format!("这个版本还没有“{written}”命令。"),
        Usage::ValueMissing { option } => format!("选项“{option}”后面缺少内容。"),
        Usage::ValueBad { option, written } => match expected(option) {
            Some(expected) => format!("选项“{option}”不能是“{written}”，{expected}。"),
            None => format!("选项“{option}”不能是“{written}”。"),
        },
        Usage::ValueUnwanted { option } => format!("选项“{option}”后面不用写内容。"),
        Usage::OptionTwice { option } => format!("选项“{option}”写了两次，请只留一个。"),
        Usage::Conflict { one, other } => format!("选项“{one}”和“{other}”不能同时使用。"),
        Usage::NotAWorkbookName { option, written } => {
            format!(
                "选项“{option}”要写工作簿文件名，以“.xlsx”结尾，不能是“{written}”。要放进文件夹的，请先建好这个文件夹。"
            )
        }
        Usage::Missing { missing } => format!("后面还缺：{}。", missing.join("、")),
        Usage::Unclear => "命令写得不对。".to_owned(),
    };
    let command = if command.is_empty() { String::new() } else { format!("{command} ") };
    format!("{}{said}\n输入“tongbao {command}-h”查看用法。", error_prefix())
}

fn expected(option: &str) -> Option<&'static str> {
    [
        ("--jobs", "应为 1 到 512 的整数"),
        ("--color", "应为 auto、always 或 never"),
        ("--limit", "应写成“名称=数值”，数值为整数，大小可以带 K、M、G，时间可以带 s"),
    ]
    .into_iter()
    .find(|(name, _)| option.contains(name))
    .map(|(_, expected)| expected)
}
