//! What lies in archives of hand-ins: honest ones are opened, crafted ones cost no more than their limits.

use super::{LOOK, folder, names};
use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::time::{Duration, Instant};
use tongbao::discover::{Archives, Found, Look, SkipReason, discover};
use tongbao::finding::{Foreign, Kind};
use tongbao::read::{Limits, load_member};
use zip::write::SimpleFileOptions;

/// A zip file whose first entry has a name in GBK, as Windows in China writes it.
fn archive(path: &Path, gbk: &[u8], others: &[(&str, &[u8])]) {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    let stand_in = "x".repeat(gbk.len());
    for (name, bytes) in [(stand_in.as_str(), &b"1"[..])].iter().chain(others) {
        out.start_file(*name, options).unwrap();
        out.write_all(bytes).unwrap();
    }
    let mut bytes = out.finish().unwrap().into_inner();
    while let Some(at) = bytes.windows(gbk.len()).position(|w| w == stand_in.as_bytes()) {
        bytes[at..at + gbk.len()].copy_from_slice(gbk);
    }
    fs::write(path, bytes).unwrap();
}

#[test]
fn the_files_of_an_archive_are_submissions() {
    let made = folder(&["表.xlsx"]);
    let book = [("[Content_Types].xml", &b""[..]), ("xl/workbook.xml", b"")];
    archive(
        &made.path().join("收件.zip"),
        b"\xbc\xd7\xbe\xd6/\xb1\xed.xlsx",
        &[("~$b.xlsx", b""), ("乙/b.xlsx", b"2")],
    );
    archive(&made.path().join("工作簿.zip"), b"[c", &book);
    fs::write(made.path().join("坏.zip"), b"PK\x03\x04...").unwrap();
    let found = discover(&[made.path().to_path_buf()], &LOOK).unwrap();
    assert_eq!(names(&found), ["坏.zip", "工作簿.zip", "收件.zip/乙/b.xlsx", "收件.zip/甲局/表.xlsx", "表.xlsx"]);
    assert_eq!(
        found.left_out.iter().map(|l| (&*l.file, l.why)).collect::<Vec<_>>(),
        [("收件.zip/~$b.xlsx", SkipReason::Lock)]
    );
    let limits = Limits::default();
    let loaded: Vec<Vec<u8>> = found.submissions[2..4]
        .iter()
        .map(|s| load_member(&s.file, &s.path, s.member.as_ref().unwrap(), &limits).unwrap())
        .collect();
    assert_eq!(loaded, [b"2", b"1"]);
}

/// A zip file with these entries, name and bytes.
fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        out.start_file(*name, SimpleFileOptions::default()).unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// The bytes with every `from` replaced by `to`, of the same length.
fn replaced(mut bytes: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
    while let Some(at) = bytes.windows(from.len()).position(|w| w == from) {
        bytes[at..at + to.len()].copy_from_slice(to);
    }
    bytes
}

fn found_in(bytes: &[u8], look: &Look<'_>) -> (tempfile::TempDir, Found) {
    let made = folder(&[]);
    fs::write(made.path().join("a.zip"), bytes).unwrap();
    let found = discover(&[made.path().to_path_buf()], look).unwrap();
    (made, found)
}

/// What becomes of the one file of an archive when it is read.
fn reading(bytes: &[u8]) -> Result<Vec<u8>, Kind> {
    let (_kept, found) = found_in(bytes, &LOOK);
    let file = &found.submissions[0];
    load_member(&file.file, &file.path, file.member.as_ref().unwrap(), &Limits::default()).map_err(|f| f.kind)
}

#[test]
fn names_that_lead_out_of_the_archive_lead_nowhere_and_equal_ones_are_told_apart() {
    let bytes =
        zip(&[("../../b.xlsx", b"1"), ("/b.xlsx", b"2"), ("乙\\c.xlsx", b"3"), ("空/", b""), ("__MACOSX/._b", b"")]);
    let (_kept, found) = found_in(&bytes, &LOOK);
    assert_eq!(names(&found), ["a.zip/b.xlsx", "a.zip/b.xlsx(2)", "a.zip/乙/c.xlsx"]);
    assert_eq!(found.left_out.iter().map(|l| l.why).collect::<Vec<_>>(), [SkipReason::System]);
}

#[test]
fn an_archive_over_a_limit_stays_closed() {
    let bytes = zip(&[("b.csv", &[b'1'; 600]), ("c.csv", &[b'2'; 600])]);
    let usual = LOOK.archives;
    for (archives, opened) in [
        (Archives { entries: 2, unpacked: 1200, size: bytes.len() as u64 }, true),
        (Archives { entries: 1, ..usual }, false),
        (Archives { unpacked: 1199, ..usual }, false),
        (Archives { size: bytes.len() as u64 - 1, ..usual }, false),
    ] {
        let (_kept, found) = found_in(&bytes, &Look { archives, ..LOOK });
        assert_eq!(names(&found) == ["a.zip/b.csv", "a.zip/c.csv"], opened, "{archives:?}");
        assert_eq!(names(&found) == ["a.zip"], !opened, "{archives:?}");
    }
}

#[test]
fn a_list_of_a_million_entries_is_not_walked() {
    // One file, then 46 bytes and a name of one byte for each entry, then the end with the count in 64 bits.
    let mut bytes = zip(&[("b.csv", b"1")]);
    let list = bytes.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    bytes.truncate(list);
    let mut entry = [0; 47];
    entry[..4].copy_from_slice(b"PK\x01\x02");
    entry[28] = 1;
    let count = 1_000_000u64;
    bytes.extend(entry.repeat(count as usize));
    let end = bytes.len() as u64;
    bytes.extend(b"PK\x06\x06".iter().chain(&44u64.to_le_bytes()).chain(&[45, 0, 45, 0]).chain(&[0; 8]));
    for number in [count, count, end - list as u64, list as u64] {
        bytes.extend(number.to_le_bytes());
    }
    bytes.extend(b"PK\x06\x07\0\0\0\0".iter().chain(&end.to_le_bytes()).chain(&1u32.to_le_bytes()));
    bytes.extend(b"PK\x05\x06\0\0\0\0".iter().chain(&[0xff; 12]).chain(&[0, 0]));
    let start = Instant::now();
    let (_kept, found) = found_in(&bytes, &LOOK);
    assert_eq!(names(&found), ["a.zip"]);
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
}

#[test]
fn two_files_of_one_name_leave_the_archive_closed() {
    let bytes = replaced(zip(&[("b.csv", b"1"), ("c.csv", b"2")]), b"c.csv", b"b.csv");
    assert_eq!(names(&found_in(&bytes, &LOOK).1), ["a.zip"]);
}

#[test]
fn a_file_whose_length_or_checksum_lies_is_refused() {
    let honest = zip(&[("b.csv", b"a,b\n1,2\n")]);
    assert_eq!(reading(&honest), Ok(b"a,b\n1,2\n".to_vec()));
    let list = honest.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    for (field, value) in [(16, 7u32), (24, 4), (24, 4000)] {
        let mut lie = honest.clone();
        lie[list + field..list + field + 4].copy_from_slice(&value.to_le_bytes());
        assert!(matches!(reading(&lie), Err(Kind::FileCorrupt { .. })), "{field} {value}");
    }
    let mut huge = honest.clone();
    huge[list + 24..list + 28].copy_from_slice(&(101u32 << 20).to_le_bytes());
    assert!(matches!(reading(&huge), Err(Kind::FileTooLarge { limit, .. }) if limit == "file-size"));
}

#[test]
fn locked_and_oddly_packed_files_are_refused_by_what_they_are() {
    let honest = zip(&[("b.csv", b"1")]);
    let list = honest.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    let mut locked = honest.clone();
    locked[list + 8] |= 1;
    assert_eq!(reading(&locked), Err(Kind::FileEncrypted));
    let mut odd = honest;
    odd[list + 10] = 14;
    assert_eq!(reading(&odd), Err(Kind::FileForeign { what: Foreign::Archive }));
}
