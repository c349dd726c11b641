//! Turns the workbooks that government units hand in into the official annexes of a bulletin.
//!
//! The program is one walk in one direction: discover, read, recognize, settle, normalize, tally, judge, annex, write. A step
//! knows only the steps before it and the shared vocabulary. `docs/design.md` tells why.

pub mod annex;
pub mod cli;
pub mod discover;
pub mod error;
pub mod exit;
pub mod field;
pub mod finding;
pub mod fold;
pub mod intake;
pub mod job;
pub mod judge;
pub mod normalize;
pub mod outcome;
pub mod period;
pub mod place;
pub mod read;
pub mod recognize;
pub mod report;
pub mod rules;
pub mod settle;
pub mod tally;
pub mod wording;
pub mod write;
