//! "Is it locked by a password, or an old format?" Looks into compound files.
//!
//! In: the bytes of a compound file. Out: what the names of its streams say it is. A circular directory makes other readers use up
//! all memory, so the container is only ever opened by a crate that checks its chains. It reads no stream.

use crate::finding::{Foreign, Kind};
use std::io::Cursor;

/// What a compound file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Inside {
    /// An xls workbook.
    Workbook,
    /// Something else.
    Foreign(Foreign),
}

/// Streams whose presence tells what a compound file is; the first that is there decides.
const STREAMS: &[(&str, Inside)] = &[
    ("/Workbook", Inside::Workbook),
    ("/Book", Inside::Workbook),
    ("/WordDocument", Inside::Foreign(Foreign::Word)),
    ("/PowerPoint Document", Inside::Foreign(Foreign::Slides)),
];

/// What the compound file in `bytes` is.
///
/// # Errors
/// [`Kind::FileEncrypted`] when a password protects it, [`Kind::FileCorrupt`] when the container is broken.
pub(super) fn look(bytes: &[u8]) -> Result<Inside, Kind> {
    let container =
        cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|e| Kind::FileCorrupt { detail: e.to_string() })?;
    if container.exists("/EncryptedPackage") {
        return Err(Kind::FileEncrypted);
    }
    let known = STREAMS.iter().find(|(name, _)| container.is_stream(name));
    Ok(known.map_or(Inside::Foreign(Foreign::Other), |(_, inside)| *inside))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_stream(name: &str) -> Vec<u8> {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        file.create_stream(name).unwrap();
        file.flush().unwrap();
        file.into_inner().into_inner()
    }

    #[test]
    fn streams_tell_what_a_compound_file_is() {
        assert_eq!(look(&with_stream("/EncryptedPackage")), Err(Kind::FileEncrypted));
        assert_eq!(look(&with_stream("/Workbook")), Ok(Inside::Workbook));
        assert_eq!(look(&with_stream("/WordDocument")), Ok(Inside::Foreign(Foreign::Word)));
        assert_eq!(look(&with_stream("/其他")), Ok(Inside::Foreign(Foreign::Other)));
    }

    #[test]
    fn a_cut_off_compound_file_is_corrupt() {
        let whole = with_stream("/Workbook");
        for length in [9, 100, 512, 600] {
            assert!(matches!(look(&whole[..length]), Err(Kind::FileCorrupt { .. })), "{length}");
        }
    }
}
