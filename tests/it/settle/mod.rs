//! Proves `settle`.
