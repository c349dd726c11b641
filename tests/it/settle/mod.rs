//! Period, units and versions over a whole batch.
#![allow(clippy::unwrap_used, reason = "a test that cannot build its input has failed")]

pub(crate) mod drawn;
pub(crate) mod names;
mod objects;
mod pairs;
mod period;
mod rosters;

mod without_roster;
