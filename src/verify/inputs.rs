//! "Are these still the same files?" Inputs then and now.
//!
//! In: the files that the workbook remembers, and those met now. Out: lines on what was changed, is missing or is new. Lock files and the
//! like come and go; they are not compared.

use super::listed;
use crate::trail::InputTrail;
use crate::wording::verify as words;
use std::collections::HashMap;

/// Lines on the inputs that differ.
pub(super) fn differences(then: &[InputTrail], now: &[InputTrail]) -> Vec<String> {
    let by_name = |list: &[InputTrail]| -> HashMap<String, Option<String>> {
        list.iter().filter(|i| !i.skipped).map(|i| (i.file.clone(), i.sha256.clone())).collect()
    };
    let (before, after) = (by_name(then), by_name(now));
    let mut lines = Vec::new();
    for input in then.iter().filter(|i| !i.skipped) {
        match after.get(&input.file) {
            None => lines.push(words::input_missing(&input.file)),
            Some(hash) if *hash != input.sha256 => lines.push(words::input_changed(&input.file)),
            Some(_) => {}
        }
    }
    let new = now.iter().filter(|i| !i.skipped && !before.contains_key(&i.file));
    lines.extend(new.map(|input| words::input_new(&input.file)));
    listed(words::inputs_heading(lines.len()), lines)
}
