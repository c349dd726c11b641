//! Words beside the progress bar.

use std::time::Duration;

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
