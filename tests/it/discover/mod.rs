//! Proves `discover`.
