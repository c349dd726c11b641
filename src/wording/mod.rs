//! "In plain Chinese." Everything a person reads, in one place.
//!
//! In: findings, errors, fields, results. Out: words and sentences. Detection and layout hold none; only the help of `cli` and
//! the data under `rules` hold text elsewhere.

pub mod annexes;
pub mod cells;
pub mod check;
pub mod confirm;
pub mod console;
pub mod desk;
pub mod differences;
pub mod errors;
pub mod explain;
pub mod findings;
pub mod issues;
pub mod labels;
pub mod limits;
pub mod overview;
pub mod previous;
pub mod progress;
pub mod remarks;
pub mod remind;
pub mod report;
pub mod required;
pub mod roster_form;
pub mod sketch;
pub mod unchecked;
pub mod usage;
pub mod verify;
