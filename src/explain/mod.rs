//! "Where does this figure come from?" The command `explain`.
//!
//! In: a produced workbook, and a cell of it or the number of a finding. Out: plain words: the figure, its parts down to file, sheet, cell
//! and raw text, names on the way, the rule with its basis, the arithmetic, and whether anything was changed since. It works from the
//! workbook alone; what it tells is what was made, never what somebody put there later.

mod asked;
mod figure;
mod lists;
mod overview;
mod row;

use crate::annex::{RowOf, Shows};
use crate::cli::ExplainArgs;
use crate::exit::Exit;
use crate::place::At;
use crate::previous::{Line, Measure};
use crate::read::{Book, Limits};
use crate::trail::{Closed, Edits, PageTrail, RowTrail, Shown, Stands, Trail, edits, open, stands_at};
use crate::wording::explain as words;
use crate::wording::previous::measure;
use asked::{Asked, asked, page};

/// What is said, and how it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// The text.
    pub text: String,
    /// Made: explained. `NeedsHuman`: explained, but the workbook was changed. `NotMade`: nothing to explain.
    pub exit: Exit,
}

/// Explains one cell or finding.
///
/// # Errors
/// Why the workbook tells nothing.
pub fn explain(args: &ExplainArgs) -> Result<Explained, Closed> {
    let (book, trail) = open(&args.workbook, &Limits::default(), &args.every.isolation())?;
    let desk = Desk { trail: &trail, book: &book, edits: edits(&trail, &book) };
    let written = args.cell.join(" ");
    Ok(match desk.answer(&written) {
        Ok(lines) => desk.told(lines),
        Err(why) => Explained { text: why + "\n", exit: Exit::NotMade },
    })
}

/// What is on the desk.
struct Desk<'a> {
    trail: &'a Trail,
    book: &'a Book,
    edits: Edits,
}

impl Desk<'_> {
    /// The explanation line by line, or why there is none.
    fn answer(&self, written: &str) -> Result<Vec<String>, String> {
        match asked(written) {
            None => Err(words::not_understood(written)),
            Some(Asked::Finding(number)) => {
                let known = number.checked_sub(1).filter(|n| *n < self.trail.findings.len());
                let index = known.ok_or_else(|| words::no_such_finding(number, self.trail.findings.len()))?;
                Ok(self.finding(index))
            }
            Some(Asked::Cell(sheet, at)) => self.cell(self.page(&sheet)?, at),
            Some(Asked::Line(sheet, number)) => {
                let page = self.page(&sheet)?;
                let shows = |row: &&RowTrail| {
                    matches!(row.of, Some(RowOf::Finding(_) | RowOf::Row(_) | RowOf::Past(_)))
                        && row.cell(0) == Some(&Shown::Whole(number))
                };
                let row = page.rows.iter().find(shows).ok_or_else(|| words::no_such_line(&page.name, number))?;
                self.cell(page, At::new(self.edits.row_now(&page.name, row.row), 0))
            }
        }
    }

    fn page(&self, named: &str) -> Result<&PageTrail, String> {
        let names = || self.trail.pages.iter().map(|p| p.name.as_str()).collect::<Vec<_>>();
        page(self.trail, named).ok_or_else(|| words::no_such_sheet(named, &names()))
    }

    /// What a cell shows and why.
    fn cell(&self, page: &PageTrail, at: At) -> Result<Vec<String>, String> {
        if let Some(prints) = &page.prints {
            return self.evidence(page, prints, at);
        }
        let at = self.home(page, at);
        // Somebody may have put rows in above.
        let row = self.edits.written_at(&page.name, at).and_then(|then| page.row(then.row));
        let made = row.and_then(|row| row.cell(at.col));
        let stands = stands_at((page, at), made, self.book);
        let Some((row, made)) = row.zip(made) else {
            return Err(match stands {
                Stands::Other(Some(present)) => words::put_there_later(&page.name, at, &present.text()),
                _ if row.is_some_and(|r| matches!(r.of, Some(RowOf::Finding(_)))) => words::to_fill_in(&page.name, at),
                _ => words::nothing_there(&page.name, at),
            });
        };
        let text = |shown: &Shown| if is_rate(page, row, at) { words::as_rate(shown) } else { shown.text() };
        let mut out = vec![words::shows(&page.name, at, &text(made))];
        match &stands {
            Stands::Same => {}
            Stands::Uncalculated => out.push(words::uncalculated()),
            Stands::Other(present) => {
                let present = present.as_ref().map(text);
                out.push(words::changed(&text(made), present.as_deref()));
            }
        }
        out.extend(self.about(page, row, at));
        Ok(out)
    }

    fn about(&self, page: &PageTrail, row: &RowTrail, at: At) -> Vec<String> {
        match row.of {
            Some(RowOf::Row(of)) => self.of_row(page, row, (of, at)),
            Some(RowOf::Total) => self.total(page, row, at),
            Some(RowOf::Finding(index)) => self.finding(index),
            Some(RowOf::Absent) => vec![words::absent().to_owned()],
            Some(RowOf::Heading) => vec![words::heading().to_owned()],
            Some(RowOf::Figures(line)) => self.overview_figure(line, at.col),
            Some(RowOf::Digest(line)) => vec![words::digest(line).to_owned()],
            Some(RowOf::Past(line)) => self.past(page, row, line),
            None => vec![words::fixed_text(&self.trail.head.period_said)],
        }
    }

    /// The cell that holds what a merged region shows.
    fn home(&self, page: &PageTrail, at: At) -> At {
        let sheet = self.book.sheets.iter().find(|s| s.place.sheet.as_deref() == Some(&page.name));
        sheet.and_then(|s| s.merge_at(at)).map_or(at, |area| area.first)
    }

    /// The explanation, and at its end what was changed since.
    fn told(&self, mut lines: Vec<String>) -> Explained {
        lines.push(words::made_by(&self.trail.head.version, &self.trail.head.period_said));
        let changes = self.edits.list.len();
        lines.push(words::changes(changes));
        if self.edits.uncalculated > 0 {
            lines.push(words::uncalculated_formulas(self.edits.uncalculated));
        }
        let exit = if changes > 0 { Exit::NeedsHuman } else { Exit::Made };
        Explained { text: lines.join("\n") + "\n", exit }
    }
}

/// Letter columns of 与上期比较 with the two values, and with the share of their difference.
const VALUES: [u32; 2] = [2, 3];
const SHARE: u32 = 5;
/// The measure that is a share itself.
const QUALIFIED: &str = measure(Measure::Qualified);

/// Whether a cell shows a share: of closed messages, of qualified accounts on the overview, or of a change.
fn is_rate(page: &PageTrail, row: &RowTrail, at: At) -> bool {
    let on_overview = matches!(row.of, Some(RowOf::Figures(1))) && at.col >= overview::RATE;
    let compared = matches!(row.of, Some(RowOf::Past(Line::Sum(_) | Line::Unit(_))));
    let of_qualified = || row.cell(1).map(Shown::text).as_deref() == Some(QUALIFIED);
    if compared && (at.col == SHARE || (VALUES.contains(&at.col) && of_qualified())) {
        return true;
    }
    on_overview || page.shows.get(at.col as usize) == Some(&Shows::Rate)
}
