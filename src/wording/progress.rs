//! What the run is at, and the words of it beside the progress bar.

use std::time::Duration;

/// What the run is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Listing the files.
    Looking,
    /// Reading and recognizing.
    Reading {
        /// Files done.
        done: usize,
        /// Files in all.
        of: usize,
    },
    /// Agreeing on period and names.
    Settling,
    /// Adding up and judging.
    Judging,
    /// Laying out and writing.
    Writing,
}

/// What is being done, beside the progress bar.
#[must_use]
pub const fn step(step: &Step) -> &'static str {
    match step {
        Step::Looking => "正在查看收件文件",
        Step::Reading { .. } => "正在读取",
        Step::Settling => "正在核对周期和名称",
        Step::Judging => "正在汇总和判定",
        Step::Writing => "正在生成附件工作簿",
    }
}

/// How many files a second.
#[must_use]
pub fn speed(files: f64) -> String {
    if files >= 10.0 { format!("{files:.0} 个/秒") } else { format!("{files:.1} 个/秒") }
}

/// How long it will still take, the longer the rougher.
#[must_use]
pub fn left(time: Duration) -> String {
    match time.as_secs() {
        0..90 => format!("约剩 {} 秒", time.as_secs().max(1)),
        s @ 90..5_400 => format!("约剩 {} 分钟", (s + 30) / 60),
        s => format!("约剩 {} 小时 {} 分钟", s / 3_600, s % 3_600 / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_is_told_the_rougher_the_longer() {
        let told = |seconds| left(Duration::from_secs(seconds));
        assert_eq!([told(0), told(89), told(90)], ["约剩 1 秒", "约剩 89 秒", "约剩 2 分钟"]);
        assert_eq!([told(5_399), told(5_400)], ["约剩 90 分钟", "约剩 1 小时 30 分钟"]);
        assert_eq!([speed(0.26), speed(9.96), speed(312.4)], ["0.3 个/秒", "10.0 个/秒", "312 个/秒"]);
    }
}
