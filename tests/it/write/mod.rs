//! Bytes of workbooks, and where they land.

mod pages;
mod roster;
