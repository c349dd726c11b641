//! Containers around fuzzed parts.
//!
//! In: the bytes that the fuzzer changes. Out: a file. A checksum guards every part of a ZIP container, so that a changed byte in
//! a finished workbook ends at the checksum and the parsers behind it are never tried. Therefore the fuzzer changes parts, and
//! the container is put around them afterwards. Also used by the test that replays inputs that once failed.

use std::io::{Cursor, Write};
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

/// Stands between two parts in one input; unlikely in honest parts.
pub(crate) const BETWEEN: &[u8] = b"\n=====8<=====\n";

/// Target name to wrapping: what the fuzz target of that name feeds to the reader.
pub(crate) fn file(target: &str, bytes: &[u8]) -> Vec<u8> {
    match target {
        "xlsx" => package(&XLSX, bytes),
        "xlsb" => package(&XLSB, bytes),
        "ods" => package(&ODS, bytes),
        "xls" => compound(bytes),
        _ => bytes.to_vec(),
    }
}

/// Parts of a package: those that the fuzzer changes, each with what stands there when the input has no such part, and fixed ones.
struct Package {
    fuzzed: &'static [(&'static str, &'static str)],
    fixed: &'static [(&'static str, &'static str)],
}

const XLSX: Package = Package {
    fuzzed: &[
        ("xl/worksheets/sheet1.xml", ""),
        (
            "xl/sharedStrings.xml",
            "<sst xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><si><t>a</t></si></sst>",
        ),
        (
            "xl/styles.xml",
            "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>",
        ),
        (
            "xl/workbook.xml",
            "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
        ),
    ],
    fixed: &[
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>",
        ),
        (
            "_rels/.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/><Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>",
        ),
    ],
};

const XLSB: Package = Package {
    fuzzed: &[
        ("xl/worksheets/sheet1.bin", ""),
        ("xl/sharedStrings.bin", ""),
        ("xl/styles.bin", ""),
        // BrtBundleSh: state 0, sheet 1, "rId1", "S", between BrtBeginBundleShs and BrtEndBundleShs.
        (
            "xl/workbook.bin",
            "\u{f}\u{1}\0\u{1c}\u{1}\u{1a}\0\0\0\0\u{1}\0\0\0\u{4}\0\0\0r\0I\0d\u{0}1\0\u{1}\0\0\0S\0\u{10}\u{1}\0",
        ),
    ],
    fixed: &[
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"bin\" ContentType=\"application/vnd.ms-excel.sheet.binary.macroEnabled.main\"/><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/></Types>",
        ),
        (
            "_rels/.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.bin\"/></Relationships>",
        ),
        (
            "xl/_rels/workbook.bin.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.bin\"/><Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.bin\"/><Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings\" Target=\"sharedStrings.bin\"/></Relationships>",
        ),
    ],
};

const ODS: Package = Package {
    fuzzed: &[("content.xml", ""), ("styles.xml", "")],
    fixed: &[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        (
            "META-INF/manifest.xml",
            "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"><manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"application/vnd.oasis.opendocument.spreadsheet\"/><manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/></manifest:manifest>",
        ),
    ],
};

/// The input's parts in order, then the defaults, in one uncompressed ZIP container.
fn package(package: &Package, bytes: &[u8]) -> Vec<u8> {
    let parts = split(bytes);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let fixed = package.fixed.iter().map(|(name, text)| (*name, text.as_bytes()));
    let fuzzed = package.fuzzed.iter().enumerate().map(|(i, (name, otherwise))| {
        (*name, parts.get(i).copied().filter(|p| i == 0 || !p.is_empty()).unwrap_or(otherwise.as_bytes()))
    });
    for (name, content) in fixed.chain(fuzzed) {
        // Writing to memory cannot fail; if it did, the fuzzer would only see a shorter file.
        if zip.start_file(name, plain).is_ok() {
            let _ = zip.write_all(content);
        }
    }
    zip.finish().map(Cursor::into_inner).unwrap_or_default()
}

fn split(bytes: &[u8]) -> Vec<&[u8]> {
    let mut parts = Vec::new();
    let mut rest = bytes;
    while let Some(at) = rest.windows(BETWEEN.len()).position(|w| w == BETWEEN) {
        parts.push(&rest[..at]);
        rest = &rest[at + BETWEEN.len()..];
    }
    parts.push(rest);
    parts
}

/// A BIFF stream in a sound OLE container. Bytes that are such a container themselves stay as they are.
fn compound(bytes: &[u8]) -> Vec<u8> {
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return bytes.to_vec();
    }
    let write = || -> std::io::Result<Vec<u8>> {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new()))?;
        file.create_stream("/Workbook")?.write_all(bytes)?;
        file.flush()?;
        Ok(file.into_inner().into_inner())
    };
    write().unwrap_or_default()
}
