//! Words on the pages: headings, titles, remarks, notes.
