//! What is told at the end.
#![allow(clippy::unwrap_used, reason = "helpers of tests fail as tests do")]

pub(crate) mod json;
