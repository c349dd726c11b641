//! Proves `report`.
