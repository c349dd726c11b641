//! "Put it into a workbook." Pages to workbook bytes; the only user of rust_xlsxwriter.
