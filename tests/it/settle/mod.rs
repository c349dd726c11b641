//! Period, units and versions over a whole batch.

mod names;
