//! Proves `cli`, `job`, `deliver`, `session`: the program as a clerk and a script meet it.

mod check;
pub(crate) mod desk;
mod init;
mod refusals;
mod run;
