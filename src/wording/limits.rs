//! What the limits of reading are called, and how they are raised.

use crate::read::{Limits, Unit};

/// What a limit counts, in the clerk's words; its own name where it is unknown.
#[must_use]
pub fn meaning(limit: &str) -> &str {
    match limit {
        "file-size" => "一个文件的大小",
        "unpacked" => "压缩文件展开后的总大小",
        "part" => "文件内部单个部分的大小",
        "ratio" => "大的部分的压缩倍数",
        "entries" => "压缩文件内部的条目数",
        "sheets" => "工作表数",
        "strings" => "文件里不同文字的个数",
        "sheet-cells" => "一张工作表的非空单元格数",
        "file-cells" => "一个文件的非空单元格数",
        "merges" => "一张工作表的合并区域数",
        "repeats" => "ods 里一个单元格重复的次数",
        "text" => "一个单元格的字数",
        "time" => "读取一个文件的时间",
        "memory" => "读取一个文件所用的内存",
        "tables" => "一个文件里认出的表的大小",
        other => other,
    }
}

/// A value of a limit with its unit, rounded up.
#[must_use]
pub fn amount(limit: &str, value: u64) -> String {
    match Limits::unit(limit) {
        Unit::Bytes => size(value),
        Unit::Milliseconds => format!("{} 秒", seconds(value)),
        Unit::Pieces => value.to_string(),
    }
}

/// Which limit was exceeded, and by what.
#[must_use]
pub fn exceeded(limit: &str, allowed: u64, found: u64) -> String {
    let (mut most, mut met) = (amount(limit, allowed), amount(limit, found));
    if most == met {
        (most, met) = (format!("{allowed} 字节"), format!("{found} 字节"));
    }
    format!("{}超出读取上限 {limit}：上限 {most}，实际 {met}。", meaning(limit))
}

/// What to type so that a file that exceeded a limit is read.
#[must_use]
pub fn how_to_raise(limit: &str, allowed: u64, found: u64) -> String {
    // Counting stops at the first one too many, so what was found may be the least.
    let enough = found.max(allowed.saturating_mul(2)).max(1);
    let written = match Limits::unit(limit) {
        Unit::Bytes if enough > MIB => format!("{}M", enough.div_ceil(MIB)),
        Unit::Milliseconds => format!("{}s", enough.div_ceil(1000)),
        _ => enough.to_string(),
    };
    format!("请单位删去多余的内容后重新报送；如确属正常报送，可加 --limit {limit}={written} 放宽后重新运行。")
}

/// How a limit is written on the command line.
#[must_use]
pub const fn how_to_write() -> &'static str {
    "写法：--limit 名称=数值，大小可以带 K、M、G，时间可以带 s，例如 --limit file-size=200M --limit time=60s"
}

const KIB: u64 = 1024;
const MIB: u64 = KIB * KIB;

/// Seconds, with one decimal where they are no whole number, rounded up.
#[must_use]
pub fn seconds(milliseconds: u64) -> String {
    let tenths = milliseconds.div_ceil(100);
    if tenths.is_multiple_of(10) { format!("{}", tenths / 10) } else { format!("{}.{}", tenths / 10, tenths % 10) }
}

/// Bytes in the largest unit that leaves a whole number in front, rounded up.
#[must_use]
pub fn size(bytes: u64) -> String {
    match bytes {
        0..KIB => format!("{bytes} 字节"),
        KIB..MIB => format!("{} KB", bytes.div_ceil(KIB)),
        _ => format!("{} MB", bytes.div_ceil(MIB)),
    }
}

/// Said once where files are read in the program itself on purpose.
#[must_use]
pub const fn in_process() -> &'static str {
    "提示：--in-process 在本程序内读取文件，不限时间和内存，异常文件可能使程序中断；只供工程师排查问题时使用。"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_limit_has_a_meaning_of_its_own() {
        let mut meanings: Vec<&str> = Limits::NAMES.iter().map(|name| meaning(name)).collect();
        assert!(Limits::NAMES.iter().zip(&meanings).all(|(name, meaning)| name != meaning));
        meanings.sort_unstable();
        meanings.dedup();
        assert_eq!(meanings.len(), Limits::NAMES.len());
    }

    #[test]
    fn values_that_round_to_the_same_are_told_to_the_byte() {
        let told = exceeded("file-size", 104_857_599, 104_857_600);
        assert!(told.contains("104857599 字节") && told.contains("104857600 字节"), "{told}");
        assert!(exceeded("sheets", 3, 4).contains("上限 3，实际 4"));
        assert!(exceeded("part", 268_435_456, 629_145_600).contains("上限 256 MB，实际 600 MB"));
    }

    #[test]
    fn what_is_proposed_is_enough() {
        assert!(how_to_raise("sheets", 3, 9).contains("--limit sheets=9 "));
        assert!(how_to_raise("sheets", 0, 1).contains("--limit sheets=1 "));
        assert!(how_to_raise("file-size", 104_857_600, 104_857_601).contains("--limit file-size=200M "));
        assert!(how_to_raise("time", 20_000, 20_004).contains("--limit time=40s "));
    }
}
