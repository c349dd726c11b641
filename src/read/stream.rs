//! "Read a long part piece by piece." A window that moves over a part while it is unpacked.
//!
//! In: a reader and about how much it will give. Out: the bytes from where we stand, as many as are needed. It knows nothing of
//! what they mean.

use memchr::memmem;
use std::io::{Error, ErrorKind, Read};

/// Bytes unpacked at a time: fits into the processor's second cache beside the tables of the unpacking.
const PIECE: usize = 128 * 1024;

/// Bytes more than a part needs: its end shows without growing, and the unpacking, which is quick only while it has room for the
/// longest repetition (258 bytes), is quick to the end.
pub(super) const SLACK: usize = 512;

/// A part that is being unpacked.
pub(super) struct Stream<R> {
    source: R,
    buffer: Vec<u8>,
    from: usize,
    to: usize,
}

impl<R: Read> Stream<R> {
    /// A window on `source`, which is expected to give `size` bytes.
    pub(super) fn new(source: R, size: u64) -> Self {
        let size = usize::try_from(size).map_or(PIECE, |size| size.saturating_add(SLACK).min(PIECE));
        Self { source, buffer: vec![0; size], from: 0, to: 0 }
    }

    /// The bytes from where we stand, as far as they are unpacked.
    pub(super) fn rest(&self) -> &[u8] {
        &self.buffer[self.from..self.to]
    }

    /// Goes on by `length` bytes of the rest.
    pub(super) fn pass(&mut self, length: usize) {
        self.from = self.to.min(self.from + length);
    }

    /// Makes the rest longer. Returns false at the end of the part, whose checksum is right then.
    ///
    /// # Errors
    /// A part that cannot be unpacked.
    pub(super) fn more(&mut self) -> Result<bool, Error> {
        self.buffer.copy_within(self.from..self.to, 0);
        (self.from, self.to) = (0, self.to - self.from);
        if self.to == self.buffer.len() {
            self.buffer.resize(self.buffer.len().saturating_mul(2).max(64), 0);
        }
        let before = self.to;
        while self.to < self.buffer.len() {
            match self.source.read(&mut self.buffer[self.to..]) {
                Ok(0) => break,
                Ok(read) => self.to += read,
                Err(e) if e.kind() == ErrorKind::Interrupted => {}
                Err(e) => return Err(e),
            }
        }
        Ok(self.to > before)
    }

    /// Makes the rest at least `length` bytes long, or as long as the part allows.
    ///
    /// # Errors
    /// A part that cannot be unpacked.
    pub(super) fn need(&mut self, length: usize) -> Result<(), Error> {
        while self.rest().len() < length && self.more()? {}
        Ok(())
    }

    /// Where `what` begins in the rest, from byte `from` on, unpacking as much as that takes; `None` when it does not come any more.
    ///
    /// # Errors
    /// A part that cannot be unpacked.
    pub(super) fn find(&mut self, what: &[u8], from: usize) -> Result<Option<usize>, Error> {
        let mut looked = from;
        loop {
            if let Some(found) = memmem::find(&self.rest()[looked..], what) {
                return Ok(Some(looked + found));
            }
            looked = looked.max(self.rest().len().saturating_sub(what.len() - 1));
            if !self.more()? {
                return Ok(None);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_looked_for_is_found_across_pieces() {
        let mut text = vec![b'x'; PIECE * 3];
        text[PIECE - 2..PIECE + 2].copy_from_slice(b"</a>");
        let mut stream = Stream::new(&text[..], text.len() as u64);
        assert_eq!(stream.find(b"</a>", 0).unwrap(), Some(PIECE - 2));
        stream.pass(PIECE + 2);
        assert_eq!(stream.find(b"</a>", 0).unwrap(), None);
        assert_eq!(stream.rest().len(), PIECE * 2 - 2);
        assert!(!stream.more().unwrap());
    }
}
