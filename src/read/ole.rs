//! "Is it locked by a password, or an old format?" Looks into compound files.
//!
//! In: the bytes of a compound file. Out: what the names of its streams say it is, and the stream of a workbook. A circular directory makes other readers use up
//! all memory, so the container is only ever opened by a crate that checks its chains. It reads no record.

use super::ole_damaged;
use super::package::corrupt;
use crate::finding::{Foreign, Kind};
use cfb::CompoundFile;
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use std::io::{Cursor, Read};

/// What a compound file is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Inside {
    /// An xls workbook.
    Workbook(Workbook),
    /// Something else.
    Foreign(Foreign),
}

/// What the container of an xls workbook holds for us.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Workbook {
    /// The stream with all records.
    pub(super) stream: Vec<u8>,
    /// When the workbook was last saved.
    pub(super) saved: Option<DateTime>,
}

/// Streams whose presence tells what a foreign compound file is.
const FOREIGN: &[(&str, Foreign)] = &[
    ("/WordDocument", Foreign::Word),
    ("/PowerPoint Document", Foreign::Slides),
    // A mail stored by Outlook.
    ("/__properties_version1.0", Foreign::Mhtml),
];

/// What the compound file in `bytes` is.
///
/// # Errors
/// [`Kind::FileEncrypted`] when a password protects it, [`Kind::FileCorrupt`] when the container is broken and holds no whole
/// workbook.
pub(super) fn look(bytes: &[u8]) -> Result<Inside, Kind> {
    sound(bytes).or_else(|kind| match (&kind, ole_damaged::workbook(bytes)) {
        (Kind::FileCorrupt { .. }, Some(stream)) => Ok(Inside::Workbook(Workbook { stream, saved: None })),
        _ => Err(kind),
    })
}

/// What is broken about the container of a file that could be read all the same.
pub(super) fn damage(bytes: &[u8]) -> Option<Kind> {
    match sound(bytes) {
        Err(Kind::FileCorrupt { detail }) => Some(Kind::FileDamaged { detail }),
        _ => None,
    }
}

fn sound(bytes: &[u8]) -> Result<Inside, Kind> {
    let mut container = CompoundFile::open(Cursor::new(bytes)).map_err(corrupt)?;
    if container.exists("/EncryptedPackage") {
        return Err(Kind::FileEncrypted);
    }
    for name in ["/Workbook", "/Book"] {
        if container.is_stream(name) {
            let stream = stream(&mut container, name).map_err(corrupt)?;
            let saved = stream_if(&mut container, "/\u{5}SummaryInformation").as_deref().and_then(saved);
            return Ok(Inside::Workbook(Workbook { stream, saved }));
        }
    }
    let known = FOREIGN.iter().find(|(name, _)| container.is_stream(name));
    Ok(Inside::Foreign(known.map_or(Foreign::Other, |(_, what)| *what)))
}

type Container<'a> = CompoundFile<Cursor<&'a [u8]>>;

fn stream(container: &mut Container<'_>, name: &str) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    container.open_stream(name)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn stream_if(container: &mut Container<'_>, name: &str) -> Option<Vec<u8>> {
    stream(container, name).ok()
}

/// Property "last saved" of a summary stream ([MS-OLEPS]): a table of numbers and offsets, each value with its type before it.
fn saved(summary: &[u8]) -> Option<DateTime> {
    const LAST_SAVED: u32 = 13;
    const MOMENT: u32 = 0x40;
    let long = |at: usize| Some(u32::from_le_bytes(summary.get(at..at + 4)?.try_into().ok()?));
    let section = usize::try_from(long(44)?).ok()?;
    for entry in 0..usize::try_from(long(section.checked_add(4)?)?).ok()?.min(1000) {
        let at = section + 8 + entry * 8;
        if long(at)? == LAST_SAVED {
            let value = section.checked_add(usize::try_from(long(at + 4)?).ok()?)?;
            if long(value)? != MOMENT {
                return None;
            }
            let ticks = (u64::from(long(value + 8)?) << 32) | u64::from(long(value + 4)?);
            return moment(ticks);
        }
    }
    None
}

/// Ticks of 100 ns since 1601, as Windows counts; nought means never.
fn moment(ticks: u64) -> Option<DateTime> {
    const TICKS_PER_SECOND: u64 = 10_000_000;
    const SECONDS_TO_1970: i64 = 11_644_473_600;
    let seconds = i64::try_from(ticks / TICKS_PER_SECOND).ok()?;
    let stamp = Timestamp::from_second(seconds - SECONDS_TO_1970).ok()?;
    (ticks > 0).then(|| stamp.to_zoned(TimeZone::UTC).datetime())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_stream(name: &str) -> Vec<u8> {
        let mut file = CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        file.create_stream(name).unwrap();
        file.flush().unwrap();
        file.into_inner().into_inner()
    }

    #[test]
    fn streams_tell_what_a_compound_file_is() {
        assert_eq!(look(&with_stream("/EncryptedPackage")), Err(Kind::FileEncrypted));
        assert!(matches!(look(&with_stream("/Workbook")), Ok(Inside::Workbook(_))));
        assert_eq!(look(&with_stream("/WordDocument")), Ok(Inside::Foreign(Foreign::Word)));
        assert_eq!(look(&with_stream("/其他")), Ok(Inside::Foreign(Foreign::Other)));
    }

    #[test]
    fn windows_counts_from_1601() {
        // 2023-04-03 08:30:00 is Unix second 1,680,510,600.
        let ticks = (1_680_510_600 + 11_644_473_600) * 10_000_000;
        assert_eq!(moment(ticks), Some(jiff::civil::date(2023, 4, 3).at(8, 30, 0, 0)));
        assert_eq!(moment(0), None);
        let mut summary = vec![0; 48];
        summary[44] = 48;
        for word in [0u32, 1, 13, 16, 0x40] {
            summary.extend(word.to_le_bytes());
        }
        summary.extend(u64::to_le_bytes(ticks));
        assert_eq!(saved(&summary), moment(ticks));
        assert_eq!(saved(&summary[..70]), None);
    }

    #[test]
    fn a_cut_off_compound_file_is_corrupt() {
        let whole = with_stream("/Workbook");
        for length in [9, 100, 512, 600] {
            assert!(matches!(look(&whole[..length]), Err(Kind::FileCorrupt { .. })), "{length}");
        }
    }
}
