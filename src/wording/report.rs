//! Words of the JSON report that no other page has.

use crate::discover::SkipReason;

/// What stands where a row has no problem.
pub const NO_PROBLEM: &str = "无";

/// Several problem texts as one.
#[must_use]
pub fn joined_problems(problems: &[String]) -> String {
    if problems.is_empty() { NO_PROBLEM.to_owned() } else { problems.join("；") }
}

/// Why a file that was met is no submission.
#[must_use]
pub const fn skip_reason(why: SkipReason) -> &'static str {
    match why {
        SkipReason::Lock => "办公软件打开文件时生成的锁定文件，不是报送材料",
        SkipReason::System => "隐藏文件或系统文件，不是报送材料",
        SkipReason::Temporary => "临时文件，不是报送材料",
        SkipReason::NotRegular => "不是普通文件（是管道、设备之类），未读取",
        SkipReason::Link => "这是指向别处的链接，未读取；确需读取的，加 --links 再运行",
        SkipReason::Loop => "这个链接绕回了它所在的文件夹，未再进入",
        SkipReason::TooDeep => "文件夹套得太深（超过 64 层），里面的文件未读取",
        SkipReason::OwnFile => "本程序自己的文件（名录、待确认表或输出文件），不是报送材料",
    }
}
