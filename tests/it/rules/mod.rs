//! Proves `rules`.
