//! Proves `annex`.
