//! "All of these stand in one file." The names of a file and its sheets, once for all places of a book.
//!
//! In: a book that came from another process, in which every place has its file and sheet to itself. Out: the same book, whose places share
//! them: a batch has as many books as fit into memory. It changes nothing that can be seen.

use super::Recognized;
use super::discreet::for_places;
use std::sync::Arc;

/// The book with shared names; `file` is its name elsewhere in this process.
#[must_use]
pub fn share_names(mut book: Recognized, file: &Arc<str>) -> Recognized {
    let mut known: Vec<Arc<str>> = vec![Arc::clone(file)];
    let mut share = |name: &mut Arc<str>| match known.iter().find(|known| *known == name) {
        Some(known) => *name = Arc::clone(known),
        None => known.push(Arc::clone(name)),
    };
    share(&mut book.file);
    for_places(&mut book, &mut |place| {
        share(&mut place.file);
        place.sheet.iter_mut().for_each(&mut share);
    });
    book
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Finding, Kind};
    use crate::place::Place;

    #[test]
    fn places_of_one_book_share_the_names_of_file_and_sheet() {
        let other = || -> Place { Place::sheet(&"某局/表.xlsx".into(), &"1月".into()) };
        let file: Arc<str> = "某局/表.xlsx".into();
        let finding = Finding::new(Kind::NoTable, other()).related([other(), Place::sheet(&file, &"2月".into())]);
        let (sha256, findings) = (String::new(), vec![finding.clone()]);
        let (tables, zeros) = (Vec::new(), Vec::new());
        let book =
            Recognized {
                file: "某局/表.xlsx".into(), sha256, saved: None, tables, zeros, findings, dated: Vec::new()
            };
        let book = share_names(book, &file);
        assert_eq!(book.findings, [finding]);
        let finding = &book.findings[0];
        assert!(Arc::ptr_eq(&book.file, &file) && Arc::ptr_eq(&finding.place.file, &file));
        let sheets: Vec<_> = finding.related.iter().filter_map(|place| place.sheet.as_ref()).collect();
        assert!(finding.place.sheet.as_ref().is_some_and(|sheet| Arc::ptr_eq(sheet, sheets[0])));
        assert_eq!(&**sheets[1], "2月");
    }
}
