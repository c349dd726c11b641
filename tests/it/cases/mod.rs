//! Golden workbooks: walks every folder of `tests/cases`.
