//! Proves `tally`.
