//! Proves `judge`.
