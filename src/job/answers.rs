//! "Where are my answers?" The workbook of names to be confirmed, as the clerk left it.
//!
//! In: what was typed, where the product goes, the inputs. Out: the path of the workbook, if there is one, and which files among the
//! inputs are such workbooks and therefore no submissions. It looks at names and at the mark inside; answers are read in `rules`.

use super::{Batch, RosterFile, is_product, name_in_places};
use crate::error::Error;
use crate::wording::confirm::{FORM, is_form_name};
use std::path::{Path, PathBuf};

/// Takes the workbook that is named, else the one beside the product, else the one in the folder of submissions; marks those among
/// the inputs as the job's own.
///
/// # Errors
/// [`Error::DecisionsMissing`] when the one that is named does not exist.
pub(super) fn find(batch: &mut Batch, named: Option<&Path>, beside: &Path) -> Result<(), Error> {
    let path = match named {
        Some(path) if path.is_file() => Some(path.to_path_buf()),
        Some(path) => return Err(Error::DecisionsMissing(path.to_path_buf())),
        None => {
            let inside = batch.inputs.iter().filter(|i| i.is_dir()).map(|folder| folder.join(FORM));
            std::iter::once(beside.join(FORM)).chain(inside).find(|p| p.is_file())
        }
    };
    let forms = lying_in(batch);
    batch.own.extend(forms);
    batch.own.extend(path.clone());
    batch.decisions = path.map(|path| RosterFile { file: name_in_places(&path, &batch.inputs), path });
    Ok(())
}

/// Files directly in the folders of submissions that are called like such a workbook and bear its mark.
fn lying_in(batch: &Batch) -> Vec<PathBuf> {
    let folders = batch.inputs.iter().filter(|i| i.is_dir());
    let files = folders.filter_map(|folder| std::fs::read_dir(folder).ok()).flatten().flatten();
    let named = files.filter(|f| is_form_name(&f.file_name().to_string_lossy())).map(|f| f.path());
    let mut forms: Vec<PathBuf> = named.filter(|path| path.is_file() && is_product(path, batch)).collect();
    forms.sort();
    forms
}
