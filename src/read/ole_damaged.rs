//! "The container is damaged, but the sheet is still in there." Finds the workbook in a compound file that cannot be opened.
//!
//! In: the bytes of such a file. Out: the stream of the workbook, when every sector of it is there. A half-written copy damages
//! tables of the container that the workbook itself does not need; Excel reads such files, and 2 of 887 public ones are so. The tree
//! of names is passed over and every list of sectors is followed no further than the file has sectors. It reads no record.

use std::collections::HashSet;

/// Sector numbers from here on are marks, not places ([MS-CFB] 2.1).
const FIRST_MARK: u32 = 0xFFFF_FFFA;
/// Closes a list of sectors.
const END_OF_CHAIN: u32 = 0xFFFF_FFFE;
/// Bytes of a directory entry.
const ENTRY: usize = 128;

/// What is left of a container.
struct Remains<'a> {
    bytes: &'a [u8],
    /// Bytes of a sector, as a power of two.
    shift: u32,
    /// For each sector the next one of its stream.
    table: Vec<u32>,
}

/// The stream of the workbook in a container that is broken elsewhere; `None` when it is not whole, or locked by a password.
pub(super) fn workbook(bytes: &[u8]) -> Option<Vec<u8>> {
    let shift = u32::from(u16::from_le_bytes(bytes.get(30..32)?.try_into().ok()?));
    if shift != 9 && shift != 12 {
        return None;
    }
    let mut remains = Remains { bytes, shift, table: Vec::new() };
    for sector in remains.table_sectors() {
        let part = remains.sector(sector)?;
        remains.table.extend(part.chunks_exact(4).filter_map(|b| Some(u32::from_le_bytes(b.try_into().ok()?))));
    }
    // The directory need not be whole: only two of its entries are needed.
    let directory: Vec<u8> =
        remains.chain(long(bytes, 48)?).0.iter().filter_map(|s| remains.sector(*s)).flatten().copied().collect();
    let entries: Vec<Entry> = directory.chunks_exact(ENTRY).filter_map(|entry| Entry::of(entry, shift)).collect();
    let stream = |name: &str| entries.iter().find(|e| e.kind == Entry::STREAM && e.name.eq_ignore_ascii_case(name));
    if stream("EncryptedPackage").is_some() {
        return None;
    }
    let book = stream("Workbook").or_else(|| stream("Book"))?;
    if book.size >= usize::try_from(long(bytes, 56)?).ok()? {
        return remains.stream(book.first, book.size);
    }
    let root = entries.iter().find(|e| e.kind == Entry::ROOT)?;
    remains.small_stream(book, root)
}

impl<'a> Remains<'a> {
    fn sector(&self, number: u32) -> Option<&'a [u8]> {
        let from = usize::try_from(number).ok()?.checked_add(1)?.checked_mul(1 << self.shift)?;
        self.bytes.get(from..from.checked_add(1 << self.shift)?)
    }

    /// Sectors of the table itself: 109 stand in the header, the rest in a list of their own.
    fn table_sectors(&self) -> Vec<u32> {
        let most = self.bytes.len() >> self.shift;
        let mut found: Vec<u32> = (0..109).filter_map(|i| long(self.bytes, 76 + i * 4)).collect();
        let (mut next, mut seen) = (long(self.bytes, 68).unwrap_or(END_OF_CHAIN), HashSet::new());
        while let Some(list) = self.sector(next).filter(|_| next < FIRST_MARK && seen.insert(next)) {
            let numbers = list.len() / 4 - 1;
            found.extend((0..numbers).filter_map(|i| long(list, i * 4)));
            next = long(list, numbers * 4).unwrap_or(END_OF_CHAIN);
        }
        found.retain(|sector| *sector < FIRST_MARK);
        found.truncate(most);
        found
    }

    /// The sectors of a stream from its first on, and whether their list ends as it should.
    fn chain(&self, first: u32) -> (Vec<u32>, bool) {
        follow(&self.table, first)
    }

    fn stream(&self, first: u32, size: usize) -> Option<Vec<u8>> {
        let (sectors, ended) = self.chain(first);
        if !ended || self.is_shared(&sectors) {
            return None;
        }
        let mut stream = Vec::with_capacity(size.min(self.bytes.len()));
        for sector in sectors {
            stream.extend_from_slice(self.sector(sector)?);
        }
        cut(stream, size)
    }

    /// Whether another list runs into this one: then nobody can tell whose sectors they are. Noughts are places that were never
    /// written, not a way to sector nought.
    fn is_shared(&self, sectors: &[u32]) -> bool {
        let inside: HashSet<u32> = sectors.iter().copied().filter(|sector| *sector != 0).collect();
        let own = sectors.iter().skip(1).filter(|sector| **sector != 0).count();
        self.table.iter().filter(|next| inside.contains(next)).count() != own
    }

    /// Streams below the limit stand in sectors of 64 bytes inside the root's stream, with a table of their own.
    fn small_stream(&self, of: &Entry, root: &Entry) -> Option<Vec<u8>> {
        const SMALL: usize = 64;
        let (sectors, ended) = self.chain(long(self.bytes, 60)?);
        let parts: Option<Vec<&[u8]>> = sectors.iter().map(|s| self.sector(*s)).collect();
        let table: Vec<u32> = parts.filter(|_| ended)?.concat().chunks_exact(4).filter_map(|b| long(b, 0)).collect();
        let all = self.stream(root.first, root.size)?;
        let (sectors, ended) = follow(&table, of.first);
        let mut stream = Vec::new();
        for sector in sectors {
            let from = usize::try_from(sector).ok()?.checked_mul(SMALL)?;
            stream.extend_from_slice(all.get(from..from.checked_add(SMALL)?)?);
        }
        cut(stream, of.size).filter(|_| ended)
    }
}

/// The sector numbers of a list; one that runs in a circle is no list.
fn follow(table: &[u32], first: u32) -> (Vec<u32>, bool) {
    let (mut chain, mut next) = (Vec::new(), first);
    while next < FIRST_MARK && chain.len() <= table.len() {
        chain.push(next);
        next = usize::try_from(next).ok().and_then(|i| table.get(i)).copied().unwrap_or(FIRST_MARK);
    }
    (chain, next == END_OF_CHAIN)
}

/// One name of the directory.
struct Entry {
    name: String,
    kind: u8,
    first: u32,
    size: usize,
}

impl Entry {
    const STREAM: u8 = 2;
    const ROOT: u8 = 5;

    fn of(entry: &[u8], shift: u32) -> Option<Self> {
        let units: Vec<u16> = entry[..64].chunks_exact(2).map(|b| u16::from_le_bytes([b[0], b[1]])).collect();
        let name = String::from_utf16_lossy(units.split(|unit| *unit == 0).next()?);
        // Only containers with large sectors use the upper half of the size; others may leave rubbish there.
        let upper = if shift == 9 { 0 } else { u64::from(long(entry, 124)?) << 32 };
        let size = usize::try_from(upper | u64::from(long(entry, 120)?)).ok()?;
        Some(Self { name, kind: *entry.get(66)?, first: long(entry, 116)?, size })
    }
}

fn cut(mut stream: Vec<u8>, size: usize) -> Option<Vec<u8>> {
    let whole = stream.len() >= size;
    stream.truncate(size);
    whole.then_some(stream)
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}
