//! Proves `normalize`.
