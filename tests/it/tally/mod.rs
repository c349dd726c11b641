//! The tally: rows in roster order, figures with their cells, numbers in force.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

pub(crate) mod batch;

mod accounts;
mod columns;
mod messages;
mod register;
mod submissions;
