//! Small tools of the tests.

pub(crate) mod book;
pub(crate) mod listing;
