//! "来访, 电话, 意见箱" Lines of a ledger of messages that did not come by the net.
//!
//! In: a region that was taken for a ledger of messages, with the kinds of its lines. Out: [`Roads`]: the heading of the roads, how many lines
//! came by each road that is none of the net's where others did, and whether the ledger says by itself what becomes of them: the total
//! that it prints, or that its months print together, counts them, or its title speaks of messages of the net and they are left out; where
//! many are, by the title alone, that is asked about. Where it does neither it waits. Only listed words are told, nothing of a cell.

use crate::field::{Field, Form};
use crate::finding::{Finding, Kind as Noticed, Severity, Waits};
use crate::fold::{fold, one_line};
use crate::place::Place;
use crate::read::Value;
use crate::recognize::RowReason;
use crate::recognize::grid::{Grid, Ink, Look};
use crate::recognize::headings::Written;
use crate::recognize::lexicon::Lexicon;
use crate::recognize::region::Region;
use crate::recognize::roles::Roles;
use crate::recognize::rows::Kind;
use crate::rules::guards::Road;

/// Lines behind a ledger among which its total may be told.
const BEHIND: u32 = 3;

/// What the lines of a ledger say about the roads by which they came.
pub(in crate::recognize) struct Roads {
    /// The heading of the roads, as written, and its place.
    heading: String,
    place: Place,
    /// Roads that are none of the net's, with the number of their lines.
    others: Vec<(String, usize)>,
    /// Those lines, ascending.
    lines: Vec<u32>,
    /// Lines that came by the net, and lines of which nobody knows it.
    net: usize,
    unknown: usize,
    /// Whether lines were let go while they were read: what is left tells which roads there are, not how many lines.
    thinned: bool,
    becomes: Becomes,
    /// Whether a total that the ledger prints says what becomes of them.
    by_total: bool,
}

/// Of so many lines one may come by another road without being asked about; a single line may in any ledger.
const FEW: usize = 5;

/// What becomes of the lines that came by other roads.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Becomes {
    Counted,
    LeftOut,
    Asked,
}

/// A region with its headings, their roles and the kinds of its lines.
type Sorted<'a> = (&'a [Written], &'a Roles, &'a [(u32, Kind)]);

impl Roads {
    /// The roads of a ledger of which some lines came by the net and others did not; `None` for all others.
    pub(in crate::recognize) fn find(
        grid: &Grid<'_>,
        region: &Region,
        (headings, roles, kinds): Sorted<'_>,
        lexicon: &Lexicon<'_>,
    ) -> Option<Self> {
        if roles.form != Form::MessageLedger || !roles.missing.is_empty() || region.turned {
            return None;
        }
        let heading = (0..headings.len()).find(|i| heads_roads(&headings[*i], roles.fields[*i].field, lexicon))?;
        let heading = &headings[heading];
        let mut roads = Self {
            heading: heading.path.last().map(|text| one_line(text)).unwrap_or_default(),
            place: grid.sheet.place.at(heading.area),
            others: Vec::new(),
            lines: Vec::new(),
            net: 0,
            unknown: 0,
            thinned: grid.thinned.is_some(),
            becomes: Becomes::Asked,
            by_total: false,
        };
        for (line, _) in kinds.iter().filter(|(_, kind)| is_line(*kind)) {
            let cell = grid.seen(*line, heading.span.0).filter(|(at, _, _)| *at > region.heads.1);
            match lexicon.words.guards.road(cell.map_or("", |(_, _, ink)| ink.key())) {
                Road::Net => roads.net += 1,
                Road::Unknown => roads.unknown += 1,
                Road::Other(word) => roads.take(*line, word),
            }
        }
        if roads.others.is_empty() || roads.net + roads.unknown == 0 {
            return None;
        }
        (roads.becomes, roads.by_total) = roads.judge(grid, region, kinds, lexicon);
        Some(roads)
    }

    fn take(&mut self, line: u32, word: &str) {
        self.lines.push(line);
        match self.others.iter_mut().find(|(known, _)| known == word) {
            Some((_, count)) => *count += 1,
            None => self.others.push((word.to_owned(), 1)),
        }
    }

    /// The total that the ledger prints decides, else what its title says that it lists. What becomes of the lines, and whether a total says so.
    fn judge(&self, grid: &Grid<'_>, region: &Region, kinds: &[(u32, Kind)], lexicon: &Lexicon<'_>) -> (Becomes, bool) {
        if self.thinned {
            return (Becomes::Asked, false);
        }
        let totals = totals_told(grid, region, kinds, lexicon);
        let all = totals.contains(&(self.net + self.unknown + self.lines.len()));
        let net = totals.contains(&self.net) && self.unknown == 0;
        match (all, net) {
            (true, false) => (Becomes::Counted, true),
            (false, true) => (Becomes::LeftOut, true),
            (false, false) if totals.is_empty() && self.unknown == 0 && lists_the_net(grid, region, lexicon) => {
                (Becomes::LeftOut, false)
            }
            _ => (Becomes::Asked, false),
        }
    }

    /// Leaves the lines out that the ledger does not count.
    pub(in crate::recognize) fn leave_out(&self, kinds: &mut [(u32, Kind)]) {
        if self.becomes != Becomes::LeftOut {
            return;
        }
        for (line, kind) in kinds {
            if self.lines.binary_search(line).is_ok() {
                *kind = Kind::Left(RowReason::OtherRoad);
            }
        }
    }

    /// The finding with which the ledger waits; `None` where it says itself what becomes of the lines.
    pub(in crate::recognize) fn waits(&self) -> Option<Finding> {
        let kind = || Noticed::TableWaits { why: Waits::Roads, named: self.named() };
        (self.becomes == Becomes::Asked).then(|| Finding::new(kind(), self.place.clone()))
    }

    /// What is said of a ledger that does not wait.
    pub(in crate::recognize) fn notice(&self) -> Option<Finding> {
        let others = self.lines.len();
        let counted = match self.becomes {
            Becomes::Counted => Some(self.net + self.unknown + others),
            Becomes::LeftOut => None,
            Becomes::Asked => return None,
        };
        let kind = Noticed::LedgerRoads { named: self.named(), others, counted };
        let finding = Finding::new(kind, self.place.clone());
        // Messages of the net may be all that an office calls so, whatever road they came by.
        let many = others > 1 && others * FEW > others + self.net && !self.by_total;
        Some(if many { Finding { severity: Severity::Doubt, ..finding } } else { finding })
    }

    /// The heading, then each other road with its number of lines; lines of which nobody knows the road have no word.
    fn named(&self) -> Vec<String> {
        let count = |n: usize| if self.thinned { String::new() } else { n.to_string() };
        let unknown = (self.unknown > 0).then(|| (String::new(), self.unknown));
        let told = self.others.iter().cloned().chain(unknown).flat_map(|(word, n)| [word, count(n)]);
        std::iter::once(self.heading.clone()).chain(told).collect()
    }
}

/// Whether a heading stands over the roads by which messages came, and the office does not say otherwise.
fn heads_roads(heading: &Written, field: Option<Field>, lexicon: &Lexicon<'_>) -> bool {
    let key = heading.keys.last().map_or("", String::as_str);
    let own = lexicon.words.headings.aliases().iter().any(|(written, _)| written == key);
    lexicon.words.guards.heads_roads(key) && !own && matches!(field, None | Some(Field::NotData | Field::Remark))
}

const fn is_line(kind: Kind) -> bool {
    matches!(kind, Kind::Row | Kind::Left(RowReason::OtherRoad))
}

/// How many messages the ledger says that it holds: in a total row, or in a sentence above, among or behind its lines.
fn totals_told(grid: &Grid<'_>, region: &Region, kinds: &[(u32, Kind)], lexicon: &Lexicon<'_>) -> Vec<usize> {
    let words = lexicon.words;
    let in_total = kinds.iter().filter(|(_, kind)| *kind == Kind::Total).filter_map(|(line, _)| {
        let figures = grid.inks(*line, region.span).filter_map(|(_, ink)| figure(ink));
        // What was received is the largest of them.
        figures.max()
    });
    let last = region.area.last.row;
    let beside = kinds.iter().filter(|(_, kind)| !is_line(*kind)).map(|(line, _)| *line);
    let around = region.captions.iter().copied().chain(beside).chain(last + 1..=last + BEHIND);
    // A sentence may stand in several cells (合计 · 收到8件 · 办结8件).
    let text = |line: u32| -> String {
        let texts = grid.inks(line, (0, u32::MAX)).filter(|(_, ink)| ink.look == Look::Words);
        texts.map(|(_, ink)| ink.cell.value.shown()).collect::<Vec<_>>().join(",")
    };
    let told = around.filter_map(|line| words.sentences.told(&text(line), &words.periods));
    let received = told.flat_map(|told| told.figures).filter(|(field, ..)| *field == Field::Received);
    let told = received.filter_map(|(_, n, _)| usize::try_from(n).ok());
    in_total.chain(told).chain(sum_of_bands(grid, region, kinds, lexicon)).collect()
}

/// What rows over groups of lines (七月（7件）) count together, where every line stands below such a row and each of them counts.
fn sum_of_bands(grid: &Grid<'_>, region: &Region, kinds: &[(u32, Kind)], lexicon: &Lexicon<'_>) -> Option<usize> {
    let (first, _) = kinds.iter().find(|(_, kind)| is_line(*kind))?;
    let bands = kinds.iter().filter(|(_, kind)| *kind == Kind::Left(RowReason::Group));
    let counted = |line: u32| {
        let (_, ink) = grid.inks(line, region.span).next()?;
        let inside = ink.key().strip_suffix(')')?.rsplit_once('(')?.1;
        let bare = inside.trim_start_matches(|c: char| !c.is_ascii_digit());
        let digits = lexicon.words.headings.without_measure(bare);
        let before = &inside[..inside.len() - bare.len()];
        let plain = before.is_empty() || lexicon.words.guards.counts_together(before);
        digits.parse::<usize>().ok().filter(|_| plain)
    };
    let counts: Vec<(u32, Option<usize>)> = bands.map(|(line, _)| (*line, counted(*line))).collect();
    counts.first().filter(|(top, _)| top < first)?;
    counts.iter().map(|(_, n)| *n).sum()
}

fn figure(ink: &Ink<'_>) -> Option<usize> {
    let digits = match &ink.cell.value {
        Value::Number(_) | Value::Text(_) if ink.look == Look::Figure => fold(&ink.cell.value.shown()),
        _ => return None,
    };
    digits.trim_end_matches(|c: char| !c.is_ascii_digit()).parse().ok()
}

/// Whether the title speaks of messages that came by the net.
fn lists_the_net(grid: &Grid<'_>, region: &Region, lexicon: &Lexicon<'_>) -> bool {
    let titles = region.captions.iter().flat_map(|line| grid.inks(*line, (0, u32::MAX)));
    titles.map(|(_, ink)| ink.key()).any(|key| lexicon.words.guards.lists_messages_of_the_net(key))
}
