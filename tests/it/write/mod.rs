//! Proves `write`.
