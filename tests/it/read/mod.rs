//! Proves `read`.
