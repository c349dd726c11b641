//! A clerk's desk: a folder of its own with the samples on it, and the program at hand.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Default name of the product of the samples.
pub(crate) const PRODUCT: &str = "2023年一季度政府网站及政务新媒体检查结果附件.xlsx";

/// A folder with a blank and Chinese in its path, as clerks have them.
pub(crate) struct Desk {
    _kept: tempfile::TempDir,
    pub(crate) folder: PathBuf,
}

/// What a call came to.
pub(crate) struct Told {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Desk {
    /// An empty desk.
    pub(crate) fn empty() -> Self {
        let kept = tempfile::tempdir().unwrap();
        let folder = kept.path().join("一季度 通报");
        fs::create_dir(&folder).unwrap();
        Self { _kept: kept, folder }
    }

    /// A desk with the submissions and the roster of the samples.
    pub(crate) fn with_samples() -> Self {
        let desk = Self::empty();
        copy(&samples().join("2023年一季度"), &desk.folder);
        // The readme's first command makes its workbook among the samples, and the tests come after it.
        let product = desk.path(PRODUCT);
        if product.exists() {
            fs::remove_file(product).unwrap();
        }
        desk
    }

    /// Calls the program from this folder.
    pub(crate) fn call(&self, words: &[&str]) -> Told {
        self.call_with(words, &[])
    }

    /// Calls the program from this folder with variables of the environment.
    pub(crate) fn call_with(&self, words: &[&str], variables: &[(&str, &str)]) -> Told {
        let told = Command::new(env!("CARGO_BIN_EXE_tongbao"))
            .current_dir(&self.folder)
            .args(words)
            .env_remove("NO_COLOR")
            .envs(variables.iter().copied())
            .output()
            .unwrap();
        Told {
            status: told.status.code().unwrap_or(-1),
            out: String::from_utf8(told.stdout).unwrap(),
            err: String::from_utf8(told.stderr).unwrap(),
        }
    }

    /// The path of something on the desk.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The bytes of something on the desk.
    pub(crate) fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    /// Every file below a folder of the desk with its bytes.
    pub(crate) fn everything(&self, name: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        gather(&self.path(name), &mut files);
        files
    }
}

/// The samples of the package.
pub(crate) fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples")
}

/// Copies what lies in a folder.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn gather(folder: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, files);
        } else {
            files.insert(path.clone(), fs::read(path).unwrap());
        }
    }
}
