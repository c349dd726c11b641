//! The judge: each rule at, just below and just above its line.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

mod accounts;
mod claims;
mod collect;
mod contradictions;
mod gap;
pub(crate) mod issues;
mod lines;
mod manual;
mod messages;
mod open;
mod posts;
mod updates;
