//! "Hold it against this one." The workbook of the earlier period.
//!
//! In: what was typed. Out: its path and its name in places on the batch. It looks at the name only; what stands in it is read later.

use super::{Batch, RosterFile, name_in_places};
use crate::error::{Closed, Error};
use std::path::Path;

/// Puts the workbook of the earlier period beside a batch; among the inputs it is no submission.
///
/// # Errors
/// It does not exist.
pub fn beside(batch: &mut Batch, previous: &Path) -> Result<(), Error> {
    if !previous.is_file() {
        return Err(Error::PreviousClosed(previous.to_path_buf(), Closed::Missing));
    }
    batch.own.push(previous.to_path_buf());
    let file = name_in_places(previous, &batch.inputs);
    batch.previous = Some(RosterFile { path: previous.to_path_buf(), file });
    Ok(())
}
