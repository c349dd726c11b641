//! "Lay out the next rows while I write these." Two hands at one workbook.
//!
//! In: what makes the pages, and what takes them. Out: what became of them. The pages come to the taker as they would without it, in
//! the same order, row by row; they are made a few rows ahead, and taken on a thread of its own. It lays out and writes nothing itself.

use super::{Flow, Page, PageRow};
use std::cell::RefCell;
use std::iter::from_fn;
use std::panic::resume_unwind;
use std::rc::Rc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{Builder, scope};

/// Rows that are handed over at once: enough that handing over costs nothing beside making them.
const ROWS: usize = 128;
/// Hands of rows that may wait: a long list must not pile up in memory.
const WAITING: usize = 4;

/// What is handed over.
enum Sent {
    Page(Box<Page>),
    Rows(Vec<PageRow>),
}

/// Pages on their way to the taker.
pub type Pages<'p> = Box<dyn Iterator<Item = Flow<'p>> + 'p>;

/// Lets `take` have the pages that `make` makes, on a thread of its own where the system has one. A panic in either ends both.
///
/// The pages are made on the caller's thread: it made all that they show, and memory that it gave back is used again by it alone.
pub fn ahead<'p, T: Send>(make: &dyn Fn() -> Pages<'p>, take: &(dyn Fn(Pages<'p>) -> T + Sync)) -> T {
    scope(|threads| {
        let (to, from) = sync_channel(WAITING);
        match Builder::new().spawn_scoped(threads, move || take(Box::new(received(from)))) {
            Err(_) => take(make()),
            Ok(taker) => {
                // A taker that stopped early has left its end of the line: what is left is not made.
                send(make(), &to);
                drop(to);
                taker.join().unwrap_or_else(|panic| resume_unwind(panic))
            }
        }
    })
}

fn send(pages: Pages<'_>, to: &SyncSender<Sent>) {
    for Flow { page, mut below } in pages {
        if to.send(Sent::Page(Box::new(page))).is_err() {
            return;
        }
        loop {
            let rows: Vec<PageRow> = below.by_ref().take(ROWS).collect();
            if rows.is_empty() {
                break;
            }
            if to.send(Sent::Rows(rows)).is_err() {
                return;
            }
        }
    }
}

/// The taker's end.
struct Inbox {
    from: Receiver<Sent>,
    /// A page that came when rows were asked for.
    page: Option<Box<Page>>,
}

impl Inbox {
    fn page(&mut self) -> Option<Page> {
        if let Some(page) = self.page.take() {
            return Some(*page);
        }
        loop {
            match self.from.recv().ok()? {
                Sent::Page(page) => return Some(*page),
                // Rows that nobody asked for.
                Sent::Rows(_) => {}
            }
        }
    }

    fn rows(&mut self) -> Option<Vec<PageRow>> {
        if self.page.is_some() {
            return None;
        }
        match self.from.recv().ok()? {
            Sent::Rows(rows) => Some(rows),
            Sent::Page(page) => {
                self.page = Some(page);
                None
            }
        }
    }
}

fn received<'p>(from: Receiver<Sent>) -> impl Iterator<Item = Flow<'p>> {
    let inbox = Rc::new(RefCell::new(Inbox { from, page: None }));
    from_fn(move || {
        let page = inbox.borrow_mut().page()?;
        let inbox = Rc::clone(&inbox);
        let below = from_fn(move || inbox.borrow_mut().rows()).fuse().flatten();
        Some(Flow { page, below: Box::new(below) })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annex::draft::Draft;
    use crate::annex::{Look, PageCell, Paper};
    use std::panic::{AssertUnwindSafe, catch_unwind};

    fn flow(name: &str, rows: u32) -> Flow<'static> {
        let mut draft = Draft::new(name, Paper { landscape: true, pages_high: 0 }, vec![40.0]);
        draft.row_of_one(PageCell::text(name, Look::Title));
        let row = |n| PageRow { cells: vec![(0, PageCell::count(i64::from(n), Look::Evidence))], ..PageRow::default() };
        Flow { page: draft.done(), below: Box::new((0..rows).map(row)) }
    }

    fn pages() -> Pages<'static> {
        Box::new(
            [("一", 3), ("二", 0), ("三", 1_000), ("四", 128), ("五", 0)].into_iter().map(|(n, rows)| flow(n, rows)),
        )
    }

    #[test]
    fn pages_come_as_they_would_without_a_second_hand() {
        let whole = |pages: Pages<'_>| -> Vec<Page> { pages.map(Flow::whole).collect() };
        assert_eq!(ahead(&pages, &|pages| whole(pages)), whole(pages()));
    }

    #[test]
    fn rows_that_are_not_asked_for_are_passed_over() {
        let names = |pages: Pages<'_>| -> Vec<String> { pages.map(|flow| flow.page.name).collect() };
        assert_eq!(ahead(&pages, &|pages| names(pages)), ["一", "二", "三", "四", "五"]);
    }

    #[test]
    fn a_taker_that_stops_stops_the_maker() {
        let endless = || -> Pages<'static> { Box::new((0..).map(|_| flow("页", 1_000))) };
        assert_eq!(ahead(&endless, &|mut pages| pages.next().map(|flow| flow.page.name)), Some("页".to_owned()));
    }

    #[test]
    fn a_mistake_of_the_maker_is_never_taken_for_the_end() {
        let broken = || -> Pages<'static> {
            let below = (0..500u32).map(|n| if n < 300 { PageRow::default() } else { panic!("row {n}") });
            Box::new([Flow { page: flow("页", 0).page, below: Box::new(below) }].into_iter())
        };
        let taken =
            catch_unwind(AssertUnwindSafe(|| ahead(&broken, &|pages| pages.map(|f| f.below.count()).sum::<usize>())));
        let panic = taken.unwrap_err();
        assert_eq!(panic.downcast_ref::<String>().map(String::as_str), Some("row 300"));
    }
}
