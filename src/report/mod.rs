//! "Tell me what came of it." The lines printed at the end, and the JSON report.

pub mod cells;
pub mod check;
pub mod console;
pub mod json;
mod sketch;
pub mod verbose;
