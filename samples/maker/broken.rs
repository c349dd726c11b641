//! Files that cannot be used, or not for this quarter, as they lie in every clerk's folder.
//!
//! In: some of the good files. Out: name and bytes of what goes to `问题件/`: a lock file of Excel, a workbook with a
//! password, a cut-off one, an empty one, a PDF that calls itself a workbook, one of another quarter, and three good ones.

use std::io::{Cursor, Write};
use std::time::SystemTime;

use crate::bulletin::Bulletin;
use crate::form::{Form, PLAIN, n, t};
use crate::layouts::SUBMISSIONS;
use crate::{Failure, pack};

/// Files that also stand among the good submissions; they make the quarter of the folder clear.
const GOOD: [&str; 3] =
    ["区教体局2023年一季度政务公开工作报送表.xlsx", "高家镇政务新媒体2023年第一季度.xlsx", "区工信局网站栏目.xlsx"];
/// The file of which half is missing.
const CUT: &str = "区应急管理局2023年一季度.xlsx";

/// The files, by name.
pub(crate) fn files(bulletin: &Bulletin) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    let mut files = vec![
        ("~$区教体局2023年一季度政务公开工作报送表.xlsx".to_owned(), lock_file("Clerk")),
        ("区财政局2023年一季度栏目更新（有密码）.xlsx".to_owned(), encrypted()?),
        ("区统计局2023年一季度栏目更新（空文件）.xlsx".to_owned(), Vec::new()),
        ("区审计局2023年一季度栏目更新（扫描件）.xlsx".to_owned(), pdf()),
        ("区交通局2022年四季度栏目更新.xlsx".to_owned(), other_quarter()?),
    ];
    for submission in SUBMISSIONS {
        if GOOD.contains(&submission.path) {
            files.push((submission.path.to_owned(), submission.bytes(bulletin)?));
        }
        if submission.path == CUT {
            let mut bytes = submission.bytes(bulletin)?;
            bytes.truncate(bytes.len() / 2);
            files.push(("区应急管理局2023年一季度（未传完）.xlsx".to_owned(), bytes));
        }
    }
    Ok(files)
}

/// What Excel leaves beside an open workbook: the length of the user's name, the name in 54 bytes, and the same again in
/// UTF-16, 165 bytes in all.
fn lock_file(user: &str) -> Vec<u8> {
    let length = u8::try_from(user.len()).unwrap_or(0);
    let mut bytes = vec![length];
    bytes.extend(user.bytes());
    bytes.resize(55, b' ');
    bytes.extend([length, 0]);
    bytes.extend(user.encode_utf16().flat_map(u16::to_le_bytes));
    while bytes.len() + 1 < 165 {
        bytes.extend([b' ', 0]);
    }
    bytes.resize(165, 0);
    bytes
}

/// The container that Excel writes for a workbook with a password to open (MS-OFFCRYPTO, agile). No key fits it: the
/// package is filled with fixed noise.
fn encrypted() -> Result<Vec<u8>, Failure> {
    let mut container = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new()))?;
    let mut head = vec![4, 0, 4, 0, 0x40, 0, 0, 0];
    head.extend(AGILE.bytes());
    container.create_stream("/EncryptionInfo")?.write_all(&head)?;
    let mut package = 8190_u64.to_le_bytes().to_vec();
    package.extend(noise(8192));
    container.create_stream("/EncryptedPackage")?.write_all(&package)?;
    container.set_modified_time("/", SystemTime::UNIX_EPOCH)?;
    container.flush()?;
    Ok(container.into_inner().into_inner())
}

const AGILE: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<encryption xmlns="http://schemas.microsoft.com/office/2006/encryption" xmlns:p="http://schemas.microsoft.com/office/2006/keyEncryptor/password"><keyData saltSize="16" blockSize="16" keyBits="256" hashSize="64" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="SHA512" saltValue="AAECAwQFBgcICQoLDA0ODw=="/><dataIntegrity encryptedHmacKey="AAECAwQFBgcICQoLDA0ODw==" encryptedHmacValue="AAECAwQFBgcICQoLDA0ODw=="/><keyEncryptors><keyEncryptor uri="http://schemas.microsoft.com/office/2006/keyEncryptor/password"><p:encryptedKey spinCount="100000" saltSize="16" blockSize="16" keyBits="256" hashSize="64" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="SHA512" saltValue="AAECAwQFBgcICQoLDA0ODw==" encryptedVerifierHashInput="AAECAwQFBgcICQoLDA0ODw==" encryptedVerifierHashValue="AAECAwQFBgcICQoLDA0ODw==" encryptedKeyValue="AAECAwQFBgcICQoLDA0ODw=="/></keyEncryptor></keyEncryptors></encryption>"#;

/// Bytes without a pattern, the same each time (xorshift).
fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x2545_F491_u32;
    let next = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state.to_le_bytes()[0]
    };
    std::iter::repeat_with(next).take(length).collect()
}

/// A scan that somebody renamed: one empty page.
fn pdf() -> Vec<u8> {
    let objects = [
        "1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n",
        "2 0 obj\n<< /Type /Pages /Kids [3 0 R] /Count 1 >>\nendobj\n",
        "3 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>\nendobj\n",
    ];
    let mut text = "%PDF-1.4\n".to_owned();
    let mut table = "xref\n0 4\n0000000000 65535 f \n".to_owned();
    for object in objects {
        table.push_str(&format!("{:010} 00000 n \n", text.len()));
        text.push_str(object);
    }
    let start = text.len();
    text.push_str(&table);
    text.push_str(&format!("trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"));
    text.into_bytes()
}

/// A good workbook of the quarter before. Its figures are invented.
fn other_quarter() -> Result<Vec<u8>, Failure> {
    let mut form = Form::new("栏目", PLAIN, &[18.0, 14.0, 18.0, 9.0, 9.0, 9.0])?;
    form.title("2022年四季度区政府网站栏目更新统计表")?;
    form.headings(&["栏目名称", "更新频次", "保障单位", "10月", "11月", "12月"])?;
    form.row(&[t("交通运输"), t("1条/月"), t("区交通局"), n(2), n(1), n(1)])?;
    form.line("填报日期：2023年1月5日")?;
    Ok(pack(vec![form.finish()], (2023, 1, 5))?)
}
