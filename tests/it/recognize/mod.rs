//! Proves `recognize`.
