//! The integration tests: one binary whose modules carry the names of `src`.
#![allow(missing_docs, reason = "test names are sentences")]

mod annex;
mod bulletin;
mod cases;
mod cli;
mod common;
mod discover;
mod explain;
mod intake;
mod judge;
mod layouts;
mod mutants;
mod normalize;
mod previous;
mod privacy;
mod read;
mod recognize;
mod report;
mod rules;
mod settle;
mod sketch;
mod tally;
mod verify;
mod write;
