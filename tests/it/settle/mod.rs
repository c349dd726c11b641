//! Period, units and versions over a whole batch.

pub(crate) mod drawn;
pub(crate) mod names;
mod period;
