//! "It says .xls, but it is text." Files without a container: their encoding, and which kind of table they hold.
//!
//! In: the bytes of a text file. Out: the worksheets of the reader it belongs to (separated values, a web page, XML of 2003), or
//! the plain word that it is text. Chinese office programs write UTF-8 with and without a mark, UTF-16, and GBK without saying so.

use super::limits::Limits;
use super::{Sheets, csv, html, ods, xml2003};
use crate::finding::{Finding, Foreign, Kind};
use crate::place::Place;
use encoding_rs::{Encoding, GB18030, UTF_8};
use std::sync::Arc;

/// Reads the tables of a text file.
pub(super) fn read(file: &Arc<str>, bytes: &[u8], limits: &Limits) -> Result<Sheets, Box<Finding>> {
    let refuse = |kind| Box::new(Finding::new(kind, Place::file(file)));
    let text = decode(bytes);
    let start: String = text.trim_start().chars().take(4096).collect::<String>().to_ascii_lowercase();
    let place = Place::sheet(file, &stem(file).into());
    if start.starts_with("<?xml") && start.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        xml2003::read(file, &text, limits)
    } else if start.starts_with("<?xml") && start.contains("opendocument.spreadsheet") {
        ods::flat(file, &text, limits)
    } else if start.starts_with('<') && (has_table(&text) || start.contains("<html")) {
        let sheet = html::read(&text, place, limits).map_err(refuse)?;
        Ok((vec![sheet], None))
    } else if start.lines().take_while(|line| !line.is_empty()).any(|line| line.starts_with("mime-version:")) {
        Err(refuse(Kind::FileForeign { what: Foreign::Mhtml }))
    } else {
        match csv::read(&text, place, limits).map_err(refuse)? {
            Some(sheet) => Ok((vec![sheet], None)),
            None => Err(refuse(Kind::FileForeign { what: Foreign::Text })),
        }
    }
}

/// The text of a file: by its mark, else UTF-8 where every byte fits, else GB18030, of which GBK is a part.
fn decode(bytes: &[u8]) -> String {
    match Encoding::for_bom(bytes) {
        Some((encoding, mark)) => encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned(),
        None => match UTF_8.decode_without_bom_handling_and_without_replacement(bytes) {
            Some(text) => text.into_owned(),
            None => GB18030.decode_without_bom_handling(bytes).0.into_owned(),
        },
    }
}

fn has_table(text: &str) -> bool {
    text.as_bytes().windows(6).any(|w| w.eq_ignore_ascii_case(b"<table"))
}

/// The file's own name without its ending: programs show it as the name of the one sheet.
fn stem(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_encoding_is_known_by_its_mark_or_by_what_fits() {
        for bytes in [
            "单位,1".as_bytes().to_vec(),
            [b"\xef\xbb\xbf", "单位,1".as_bytes()].concat(),
            b"\xb5\xa5\xce\xbb,1".to_vec(),
            [&b"\xff\xfe"[..], &"单位,1".encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<_>>()].concat(),
            [&b"\xfe\xff"[..], &"单位,1".encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<_>>()].concat(),
        ] {
            assert_eq!(decode(&bytes), "单位,1", "{bytes:?}");
        }
    }

    #[test]
    fn a_sheet_without_a_name_is_called_as_its_file() {
        for (file, name) in [("某局/1月.csv", "1月"), ("表.2023.xls", "表.2023"), ("表", "表"), (".csv", ".csv")]
        {
            assert_eq!(stem(file), name);
        }
    }
}
