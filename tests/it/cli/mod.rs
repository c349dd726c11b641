//! Proves `cli`, `job`, `deliver`, `session`: the program as a clerk and a script meet it.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod cells;
mod check;
mod confirm;
pub(crate) mod desk;
mod foreign;
mod init;
mod limits;
mod overview;
mod refusals;
mod remind;
mod run;
mod weights;
mod wordings;
